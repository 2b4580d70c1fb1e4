"""What the council recommends and what became of it; changes of the agreement and the parties' decisions."""

from functools import partial
from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from samverkan.brev import webbadress
from samverkan.door import get_for_user, require
from samverkan.en_till import vidare
from samverkan.inaktuell import radversion
from samverkan.sidor import forsok, med_breven, steg
from samverkan.svenska import i_tid, lista_text
from uppdrag.actions import forslag as actions
from uppdrag.actions import genomfor as genomforande
from uppdrag.forms.forslag import Forslagsform, Genomforform, Partsbeslutsform, Rekommendationsform, Uppfoljningsform
from uppdrag.genomforande import foljd, genomfort
from uppdrag.models import Andringsforslag, Avtal, Beslut, Partsbeslut, Rekommendation
from uppdrag.views.rader import formularsida

STANNAR = ("avslaget", "atertaget")  # nothing comes of them


def rekommendation_list(request):
    """What was recommended, and what became of it year by year; the open ones first."""
    rader = Rekommendation.objects.visible_to(request.user).select_related("beslut__tillfalle", "organisation", "avtal")
    per_avtal = groupby(rader.prefetch_related("uppfoljningar__verksamhetsar"), lambda r: r.avtal_id)
    rader = [r for _, avtalets in per_avtal for r in i_tid(avtalets, lambda r: r.beslut.tid, senast_forst=True)]
    oppna = [r for r in rader if r.status in {"oppen", "pagar"}]
    grupper = [("Öppna och pågående", oppna), ("Avslutade", [r for r in rader if r not in oppna])]
    return render(request, "uppdrag/rekommendation_list.html", {"grupper": grupper, "finns": bool(rader)})


def rekommendation_detail(request, pk):
    row = get_for_user(Rekommendation.objects.select_related("beslut", "avtal", "organisation"), request.user, pk=pk)
    uppfoljningar = row.uppfoljningar.select_related("verksamhetsar", "av")
    forslag = [f for f in row.andringsforslag.all() if f.can_be_seen_by(request.user)]
    context = {"r": row, "uppfoljningar": uppfoljningar, "kan_andra": row.can_be_edited_by(request.user), "forslag": forslag}
    return render(request, "uppdrag/rekommendation_detail.html", context)


def rekommendation_create(request, pk):
    beslut = get_for_user(Beslut, request.user, pk=pk, can=Beslut.can_hold_rekommendation_by)
    initial = {"text": beslut.text} if beslut.rekommendation and not beslut.rekommendationer.exists() else {}
    return _rekommendation(request, Rekommendation(beslut=beslut), "Ny rekommendation", initial)


def rekommendation_edit(request, pk):
    row = get_for_user(Rekommendation, request.user, pk=pk, can=Rekommendation.can_be_edited_by)
    return _rekommendation(request, row, "Ändra rekommendation")


def _rekommendation(request, row, rubrik, initial=None):
    ny = row._state.adding
    form = Rekommendationsform(request.POST or None, instance=row, initial=initial)
    if form.is_valid() and forsok(form, actions.spara_rekommendation, form, by=request.user):
        messages.success(request, "Rekommendationen är sparad.")
        return vidare(request, form, row)
    return formularsida(request, form, rubrik, row.beslut, en_till=ny)


def rekommendation_folj_upp(request, pk):
    row = get_for_user(Rekommendation, request.user, pk=pk, can=Rekommendation.can_be_edited_by)
    form = Uppfoljningsform(request.POST or None, rekommendation=row)
    if form.is_valid() and forsok(form, actions.folj_upp, row, by=request.user, aktuell=form.krav_aktuell, **form.uppgifter()):
        messages.success(request, "Uppföljningen är sparad.")
        return redirect(row)
    return formularsida(request, form, "Vad blev det av rekommendationen?", row, knapp="Spara uppföljningen")


def _hamta(request, pk, can=None):
    """A proposal she may know of: drafts are the region's own."""
    row = get_for_user(Andringsforslag.objects.select_related("avtal", "uppdrag", "omrade", "blev", "rekommendation"), request.user, pk=pk)
    if not row.can_be_seen_by(request.user):
        raise Http404
    require(row, request.user, can)
    return row


def forslag_list(request):
    rader = Andringsforslag.objects.visible_to(request.user).select_related("uppdrag").prefetch_related("partsbeslut")
    avtal = {a.pk: a for a in Avtal.objects.visible_to(request.user).med_parter()}  # shared, so that their parties are read once
    for rad in (rader := list(rader)):
        rad.avtal = avtal[rad.avtal_id]
    rader = [r for r in rader if r.can_be_seen_by(request.user)]
    ledda = Avtal.objects.ledda_av(request.user).huvudavtal()
    return render(request, "uppdrag/forslag_list.html", {"rader": rader, "ledda": ledda})


def forslag_detail(request, pk):
    """The proposal, who has decided what, and who has not."""
    row, user = _hamta(request, pk), request.user
    beslut = {b.organisation_id: b for b in row.partsbeslut.select_related("organisation")}
    parter = [(part.organisation, beslut.pop(part.organisation_id, None)) for part in row.parter()]
    kan = {akt: getattr(row, f"can_be_{akt}_by")(user) for akt in ("edited", "withdrawn", "decided", "carried_out")}
    foljden = None if row.genomfort or row.status in STANNAR else foljd(row)
    context = {"f": row, "parter": parter, "tidigare": beslut.values(), "kan": kan, "foljd": foljden, "gjort": genomfort(row)}
    vantar = [str(part) for part, b in parter if b is None] if row.status == "utsant" else []
    context |= {"vantar": lista_text(vantar), "version": radversion(row)}
    return render(request, "uppdrag/forslag_detail.html", context)


def forslag_create(request, pk):
    avtal = get_for_user(Avtal.objects.huvudavtal(), request.user, pk=pk, can=Avtal.can_be_edited_by)
    return _forslag(request, Andringsforslag(avtal=avtal), "Nytt ändringsförslag", avtal)


def forslag_edit(request, pk):
    row = _hamta(request, pk, Andringsforslag.can_be_edited_by)
    return _forslag(request, row, "Ändra ändringsförslag", row)


def _forslag(request, row, rubrik, hos):
    form = Forslagsform(request.POST or None, instance=row)
    if form.is_valid() and forsok(form, actions.spara_forslag, form, by=request.user):
        messages.success(request, "Förslaget är sparat.")
        return redirect(row)
    return formularsida(request, form, rubrik, hos)


def forslag_genomfor(request, pk):
    """Told to be carried out by hand, with how."""
    row = _hamta(request, pk, Andringsforslag.can_be_carried_out_by)
    form = Genomforform(request.POST or None)
    if form.is_valid() and forsok(form, genomforande.genomfor_for_hand, row, by=request.user, **form.cleaned_data):
        messages.success(request, "Ändringen är registrerad som genomförd.")
        return redirect(row)
    return formularsida(request, form, f"Genomförd för hand: {row}", row, knapp="Registrera som genomförd")


@require_POST
@med_breven
def forslag_sand_ut(request, pk):
    row = _hamta(request, pk, Andringsforslag.can_be_edited_by)
    act = partial(actions.sand_ut, by=request.user, url=webbadress(row.get_absolute_url()), visat=request.POST.get("version", ""))
    steg(request, "Förslaget är utsänt, och parterna kan läsa och besluta om det.", act, row)
    return redirect(row)


@require_POST
def forslag_aterta(request, pk):
    row = _hamta(request, pk, Andringsforslag.can_be_withdrawn_by)
    steg(request, "Förslaget är återtaget.", actions.aterta, row, by=request.user)
    return redirect(row)


def partsbeslut_create(request, pk):
    row = _hamta(request, pk, Andringsforslag.can_be_decided_by)
    parter = row.partsorganisationer(request.user)
    vald = request.GET.get("part", "")
    initial = {"organisation": get_object_or_404(parter, pk=vald)} if vald.isdecimal() and len(vald) < 19 else {}
    form = Partsbeslutsform(request.POST or None, instance=Partsbeslut(forslag=row), parter=parter, initial=initial)
    if form.is_valid() and forsok(form, actions.besluta, form, by=request.user):
        messages.success(request, f"Beslutet är registrerat: {form.instance}.")
        return vidare(request, form, row)
    return formularsida(request, form, "Registrera en parts beslut", row, knapp="Registrera beslutet", en_till=True)
