"""The controller's pages: the year's figures on one page, a form for each kind of row, the split, and the ledger."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse

from ekonomi import actions, forms
from ekonomi.godkannande import saknas
from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.models import (
    Arsresultat,
    Ersattning,
    Resultatpost,
    Statsbidrag,
    can_edit_ekonomi,
)
from ekonomi.over_tid import Tvaaren
from ekonomi.resultat import over_ersattningen
from samverkan.bilder.staplar import Stapel, staplar
from samverkan.door import get_for_user, require
from samverkan.en_till import vidare
from samverkan.inaktuell import radernas_version
from samverkan.models import Organisation
from samverkan.sidor import formularsida, forsok, ta_bort
from samverkan.svenska import till_tkr
from uppdrag.actions.lock import hall_years
from uppdrag.models import Avtal, Part, Verksamhetsar

SORTER = {
    "ersattning": (Ersattning, forms.ErsattningForm, "Ersättning"),
    "arsresultat": (Arsresultat, forms.ArsresultatForm, "Årets resultat enligt redovisningen"),
    "resultat": (Resultatpost, forms.ResultatpostForm, "Resultatpost"),
    "statsbidrag": (Statsbidrag, forms.StatsbidragForm, "Statsbidrag"),
}


def get_year(request, pk, *, edit=False):
    """The year, for those who may see its figures; 404 for a kommun's user, 403 for who may not change them now."""
    years = Verksamhetsar.objects.filter(avtal__in=Avtal.objects.regionala_for(request.user)).select_related("avtal")
    year = get_for_user(years, request.user, pk=pk)
    if edit and not (can_edit_ekonomi(year.avtal, request.user)):
        raise PermissionDenied
    return year


def start(request):
    """The years, for the region's people; for a kommun's the statement of what is owed to her."""
    years = Verksamhetsar.objects.filter(avtal__in=Avtal.objects.regionala_for(request.user)).select_related("avtal").order_by("-fran")
    egna = Part.objects.filter(organisation__sort=Organisation.Sort.KOMMUN, organisation__in=request.user.organisation_ids)
    egna = egna.filter(avtal__in=Avtal.objects.nagon_gang_for(request.user)).filter(
        Q(avtal__huvudavtal__isnull=True) | Q(avtal__skuldursprung__isnull=False)
    )
    utdrag = {(p.avtal, p.organisation) for p in egna.select_related("avtal", "organisation")}
    utdrag = sorted(utdrag, key=lambda par: (par[1].namn, par[0].titel))
    return render(request, "ekonomi/start.html", {"years": years, "utdrag": utdrag, "regional": request.user.is_regional})


def year_detail(request, pk):
    year = get_year(request, pk)
    tva = Tvaaren(year)
    e, ersattning, arsresultat, resultat = ekonomiskt_resultat(year, tva), tva.ersattning(year), tva.arsresultat(year), tva.poster(year)
    kan_bokfora = can_edit_ekonomi(year.avtal, request.user)
    kan_andra, godkant = year.is_open and kan_bokfora, bool(arsresultat and arsresultat.godkant)
    context = {
        "year": year, "e": e, "kan_andra": kan_andra, "kan_rakna_om": kan_andra and not godkant, "kan_bokfora": kan_bokfora,
        "ersattning": ersattning, "arsresultat": arsresultat, "godkant": godkant,
        "resultat": resultat, "summor": {namn: _summa(resultat, namn) for namn in ("budget", "utfall", "belopp")},
        "statsbidrag": _statsbidrag(tva, e.statsbidrag), "skuldbild": _bild(e),
        "hinder": [] if godkant or not year.is_open else saknas(year, ersattning, arsresultat, resultat),
        "version": radernas_version(ersattning, arsresultat, *resultat), "omdisponeringar": tva.omdisponeringar(year),
        "over_ersattningen": _over_ersattningen(e, ersattning, arsresultat),
        "utfallsfil": year.utfallsfiler.filter(status="sparad").only("pk", "namn").first(),
    }  # fmt: skip
    return render(request, "ekonomi/year_detail.html", context)


def _over_ersattningen(e, ersattning, arsresultat):
    """What is to be looked at of a result that is larger than the compensation; "" else."""
    belopp = arsresultat.belopp if arsresultat else e.resultat.summa if e.resultat.rader else None
    return over_ersattningen(belopp, ersattning and ersattning.gallande)


def _summa(rader, namn):
    """The column's sum, kronor; None while a row lacks it."""
    varden = [getattr(rad, namn) for rad in rader]
    return None if None in varden else sum(varden)


def _bild(e):
    rader = [
        Stapel(r.ursprung, till_tkr(r.utgaende), oklar=r.att_bokfora, tillagg="att bokföra" if r.att_bokfora else "") for r in e.skuld.rader
    ]
    return staplar("Skulden till kommunerna efter det år då den uppkom", rader, "tkr")


def _statsbidrag(tva, tabell):
    """[(row, as the report tells it, is it last year's figure to the krona, what last year carried forward when that differs)]."""
    forra = tva.bidrag(tva.year.foregaende)
    lika, overfort = {(s.uppdrag_id, s.belopp) for s in forra}, {(s.uppdrag_id, s.namn): s.overfors for s in forra}
    return [
        (row, uppgift, (row.uppdrag_id, row.belopp) in lika, _skiljer(row.ingaende, overfort.get((row.uppdrag_id, row.namn))))
        for row, uppgift in zip(tva.bidrag(tva.year), tabell.rader, strict=True)
    ]


def _skiljer(ingaende, overfort):
    return overfort if None not in (ingaende, overfort) and ingaende != overfort else None


def rad_create(request, pk, sort):
    year = get_year(request, pk, edit=True)
    model, form_class, rubrik = SORTER[sort]
    form = form_class(request.POST or None, instance=model(verksamhetsar=year))
    return _spara(request, year, form, f"Ny: {rubrik.lower()}", en_till=True)


def rad_edit(request, sort, pk):
    model, form_class, rubrik = SORTER[sort]
    row = get_for_user(model.objects.select_related("verksamhetsar__avtal"), request.user, pk=pk)
    require(row.verksamhetsar.avtal, request.user, can_edit_ekonomi)
    form = form_class(request.POST or None, instance=row)
    context = {"row": row, "sort": sort, "template": "ekonomi/rad_formular.html"}
    return _spara(request, row.verksamhetsar, form, f"Ändra: {rubrik.lower()}", **context)


def _spara(request, year, form, rubrik, **context):
    """Save, or show the form again with everything typed and what is wrong. What was posted is answered in words, never with 403."""
    if request.method == "GET":
        _krav_nu(form.instance, year)
    if request.method == "POST" and form.is_valid() and forsok(form, actions.spara, form, by=request.user):
        messages.success(request, "Raden är sparad.")
        return vidare(request, form, reverse("ekonomi:year_detail", args=[year.pk]))
    return formularsida(request, form, rubrik, **vagen(year), **context)


def _krav_nu(row, year):
    """403 when the year is closed, or its outcome approved (which the state grants stand apart from)."""
    godkant = not isinstance(row, Statsbidrag) and Arsresultat.objects.filter(verksamhetsar=year, godkant__isnull=False).exists()
    if godkant or not year.is_open:
        raise PermissionDenied


def rad_ta_bort(request, sort, pk):
    model, _, rubrik = SORTER[sort]
    row = get_for_user(model, request.user, pk=pk, can=model.can_be_edited_by)
    if request.method == "GET":
        _krav_nu(row, row.verksamhetsar)
    act, vag = partial(actions.ta_bort, row, by=request.user), vagen(row.verksamhetsar)
    rubrik = f"Ta bort {rubrik.lower()}"
    forklaring = "Raden försvinner ur årets siffror. Händelseloggen minns att den fanns."
    vag["forst"] = partial(hall_years, row.avtal_id)
    return ta_bort(request, row, act, rubrik=rubrik, forklaring=forklaring, klart="Raden är borttagen.", hem=vag["avbryt"], **vag)


def vagen(year):
    hem = reverse("ekonomi:year_detail", args=[year.pk])
    return {"smulor": [(reverse("ekonomi:start"), "Ekonomi"), (hem, str(year))], "avbryt": hem}
