"""Before a meeting: its agenda on one page, when and where, its papers, the kallelse as page and PDF, and who gets it."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from samverkan import sidor, svenska
from samverkan.door import get_for_user
from samverkan.en_till import vidare
from samverkan.sidor import formularsida, forsok, med_breven, steg, visa
from samverkan.utifran.fil import svara_fil
from samverkan.utifran.uppladdning import tar_emot
from uppdrag import kallelsen, motesgang, motesutskrift
from uppdrag.actions import moten as actions
from uppdrag.forms.moten import Dagordningsform
from uppdrag.forms.papper import Handlingsform, Kallelseuppgiftsform, Klistraform, Skickaform
from uppdrag.models import Kallelse, Moteshandling, Tillfalle

MOTEN = Tillfalle.objects.select_related("avtal", "arena", "uppdrag", "annat_avtal", "kommun", "grupp")
BORT = "Filen tas bort ur mötets handlingar. Att den har funnits, och dess fingeravtryck, står kvar i händelseloggen."


def _smulor(row):
    dag = svenska.datum(row.fran)
    return [(reverse("uppdrag:tillfalle_list"), "Möten"), (row.get_absolute_url(), f"{row.arrangorsnamn}, {dag}")]


def _kallelsen(row):
    return reverse("uppdrag:dagordning_detail", args=[row.pk])


def dagordning_detail(request, pk):
    row = get_for_user(MOTEN, request.user, pk=pk, can=Tillfalle.can_be_attended_by)
    kallelser = list(row.kallelser.prefetch_related("mottagare__organisation"))
    nu, senaste = motesutskrift.samla(row), kallelser[-1] if kallelser else None
    kan_andra = row.can_be_edited_by(request.user)
    context = {
        "tillfalle": row, "k": nu, "kan_andra": kan_andra, "kallelser": kallelser,
        "kan_se_mottagare": row.can_be_registered_by(request.user),
        "kan_kalla": row.can_be_called_by(request.user), "senaste": senaste,
        "osanda": kallelsen.andringar(motesutskrift.ur_text(senaste.innehall), nu) if senaste and kan_andra else [],
        "installt": row.status == Tillfalle.Status.INSTALLT,
    }  # fmt: skip
    return render(request, "uppdrag/dagordning_detail.html", context)


def dagordning_edit(request, pk):
    row = get_for_user(MOTEN, request.user, pk=pk, can=Tillfalle.can_be_edited_by)
    form = Dagordningsform(request.POST or None, tillfalle=row)
    flytta = request.POST.get("flytta", "")
    spara = partial(actions.spara_dagordning, by=request.user, aktuell=form.krav_aktuell, flytta=flytta)
    if form.is_valid() and forsok(form, spara, form.formset):
        return _efter(request, row, flytta)
    return visa(request, "uppdrag/dagordning_edit.html", form, _sidan(row) | {"flyttad": request.GET.get("flyttad", "")})


def _efter(request, row, flytta):
    """To the kallelse; or back to the page, at the line that was moved or where more are written, with what is taken up put last."""
    if "ta_upp" in request.POST:
        steg(request, "Det står nu sist på dagordningen: {}.".format, actions.ta_upp, row, request.POST["ta_upp"], by=request.user)
        return redirect("uppdrag:dagordning_edit", row.pk)
    if flytta or "mer" in request.POST:
        return redirect(f"{reverse('uppdrag:dagordning_edit', args=[row.pk])}{f'?flyttad={flytta}' if flytta else '#ny'}")
    messages.success(request, "Dagordningen är sparad.")
    return redirect("uppdrag:dagordning_detail", row.pk)


def _sidan(row):
    """What stands beside the agenda while it is written: what earlier meetings have left open."""
    if not row.arena_id:
        return {"tillfalle": row}
    return {"tillfalle": row, "oppna": motesgang.oppna_arenden(row), "balans": motesgang.balansposter(row)}


def dagordning_klistra_in(request, pk):
    """What is read of a pasted text is shown as new lines of the agenda, to mend and to save there."""
    row = get_for_user(MOTEN, request.user, pk=pk, can=Tillfalle.can_be_edited_by)
    form = Klistraform(request.POST or None)
    if form.is_valid():
        last = Dagordningsform(tillfalle=row, lasta=form.lasta(row.dagordning.count()))
        context = _sidan(row) | {"form": last, "antal_lasta": len(form.rader)}
        return render(request, "uppdrag/dagordning_edit.html", context)
    return formularsida(
        request, form, "Klistra in dagordningen", smulor=_smulor(row), avbryt=reverse("uppdrag:dagordning_edit", args=[row.pk]),
        knapp="Läs och granska", ingress="Inget sparas än. Du ser först vad som blev vad, och rättar det.",
    )  # fmt: skip


def kallelseuppgift_edit(request, pk):
    row = get_for_user(MOTEN, request.user, pk=pk, can=Tillfalle.can_be_edited_by)
    form = Kallelseuppgiftsform(request.POST or None, instance=motesutskrift.uppgift(row))
    if form.is_valid() and forsok(form, actions.spara_kallelseuppgift, form, by=request.user):
        messages.success(request, "Tid och plats är sparade.")
        return redirect("uppdrag:dagordning_detail", row.pk)
    return formularsida(request, form, "Tid, plats och vem som kallar", smulor=_smulor(row), avbryt=_kallelsen(row))


@tar_emot(Handlingsform)
def handling_create(request, pk):
    row = get_for_user(MOTEN, request.user, pk=pk, can=Tillfalle.can_be_edited_by)
    skickat = request.method == "POST"
    ny = Moteshandling(tillfalle=row)
    form = Handlingsform(request.POST if skickat else None, request.FILES if skickat else None, instance=ny, initial=_punkten(request))
    if form.is_valid() and forsok(form, actions.lagg_till_handling, form, by=request.user):
        messages.success(request, f"{form.instance} är inlagd.")
        return vidare(request, form, _kallelsen(row))
    return formularsida(
        request,
        form,
        "Lägg till handling",
        smulor=_smulor(row),
        avbryt=_kallelsen(row),
        template="uppdrag/handling_create.html",
        en_till=True,
    )


def _punkten(request):
    punkt = request.GET.get("punkt", "")
    return {"punkt": punkt} if punkt.isdecimal() and len(punkt) < 19 else {}


def handling_fil(request, pk):
    """Always saved, never shown by the site: what others have written is run nowhere."""
    row = get_for_user(Moteshandling, request.user, pk=pk)
    return svara_fil(bytes(row.innehall), "application/octet-stream", row.filnamn)


def handling_ta_bort(request, pk):
    row = get_for_user(
        Moteshandling.objects.defer("innehall").select_related("tillfalle"), request.user, pk=pk, can=Moteshandling.can_be_edited_by
    )
    hem = _kallelsen(row.tillfalle)
    return sidor.ta_bort(
        request, row, partial(actions.ta_bort_handling, row, by=request.user), rubrik="Ta bort handlingen", vad=str(row),
        klart="Handlingen är borttagen.", hem=hem, forklaring=BORT, smulor=_smulor(row.tillfalle), avbryt=hem,
        forst=partial(actions.krav_oppet_for, row.tillfalle),
    )  # fmt: skip


def kallelse_pdf(request, pk):
    row = get_for_user(MOTEN, request.user, pk=pk, can=Tillfalle.can_be_attended_by)
    senaste, nu = row.kallelser.last(), motesutskrift.samla(row)
    if senaste and senaste.sort != Kallelse.Sort.INSTALLT and senaste.innehall == motesutskrift.som_text(nu):
        return _pdf(senaste)
    return svara_fil(motesutskrift.kallelse_pdf(nu), "application/pdf", f"kallelse-{row.fran}-utkast.pdf", inline=True)


def skickad_kallelse_pdf(request, pk):
    """One that has been sent, as it was."""
    return _pdf(get_for_user(Kallelse.objects.exclude(sort=Kallelse.Sort.INSTALLT), request.user, pk=pk))


def _pdf(rad):
    data = motesutskrift.kallelse_pdf(
        motesutskrift.ur_text(rad.innehall), skickad=rad.skickad, sort=rad.get_sort_display(), andringar=rad.andringar
    )
    return svara_fil(data, "application/pdf", f"kallelse-{timezone.localtime(rad.skickad):%Y-%m-%d}-{rad.nummer}.pdf", inline=True)


@med_breven
def kallelse_skicka(request, pk):
    row = get_for_user(MOTEN, request.user, pk=pk, can=Tillfalle.can_be_called_by)
    form = Skickaform(request.POST or None, tillfalle=row)
    if form.is_valid() and forsok(form, actions.skicka_kallelse, row, form.valda(), by=request.user, aktuell=form.krav_aktuell):
        return redirect("uppdrag:dagordning_detail", row.pk)
    nu, senaste = form.innehall, form.senaste
    context = {
        "tillfalle": row, "k": nu, "utan": form.utan, "senaste": senaste, "smulor": _smulor(row),
        "andringar": kallelsen.andringar(motesutskrift.ur_text(senaste.innehall), nu) if senaste else [],
        "fick": form.fick,
    }  # fmt: skip
    return visa(request, "uppdrag/kallelse_skicka.html", form, context)
