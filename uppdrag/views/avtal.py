"""The agreement as one reads it, and the acts on the agreement itself. Its plain rows are in AVTALSRADER."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.utils import timezone

from samverkan.door import get_for_user
from samverkan.models import Handelse
from samverkan.sidor import forsok, ta_bort
from uppdrag import personkrets
from uppdrag.actions import avtal as actions
from uppdrag.actions.lock import hall_years_och_avtal
from uppdrag.avtalstid import Lucka, lage, med_luckor
from uppdrag.forms import avtal as forms
from uppdrag.historik import andringar
from uppdrag.models import (
    Avtal,
    Avtalsandring,
    Avtalsversion,
    Eftertradare,
    Enhet,
    Kontaktperson,
    Omrade,
    OvrigVerksamhet,
    Part,
)
from uppdrag.views.rader import Radslag, formularsida, vagen_hem

AVTALSRADER = {
    "part": Radslag(
        Part,
        forms.Partform,
        "avtal",
        "parter",
        bestamd="parten",
        edit_form=forms.Partdatumform,
        slutar=True,
        ger_lankar=True,
        spara=actions.spara_part,
        avsluta=actions.avsluta_part,
        ta_bort=actions.ta_bort_part,
        hall=hall_years_och_avtal,
    ),
    "kontaktperson": Radslag(
        Kontaktperson, forms.Kontaktpersonform, "part", "kontaktpersoner", bestamd="kontaktpersonen", slutar=True, ger_lankar=True
    ),
    "version": Radslag(Avtalsversion, forms.NyVersionsform, "avtal", "versioner", bestamd="avtalsversionen", edit_form=forms.Versionsform),
    "omrade": Radslag(Omrade, forms.Omradesform, "version", "omraden", bestamd="samverkansområdet"),
    "andring": Radslag(Avtalsandring, forms.Andringsform, "avtal", "andringar", bestamd="avtalsändringen"),
    "eftertradare": Radslag(Eftertradare, forms.Eftertradarform, "avtal", "eftertradare", bestamd="efterträdaren"),
    "enhet": Radslag(Enhet, forms.Enhetsform, "avtal", "enheter", bestamd="enheten"),
    "ovrig": Radslag(OvrigVerksamhet, forms.OvrigForm, "avtal", "ovrig-verksamhet", bestamd="verksamheten"),
}
PARTER = Part.objects.select_related("organisation").order_by("-organisation__sort", "organisation__namn")  # region first
BESLUTADE = (("andringar", Avtalsandring), ("versioner", Avtalsversion))  # rows of an agreement that rest on a decision


def _lage(avtal):
    idag = timezone.localdate()
    return lage(avtal.fran, avtal.slut, avtal.is_uppsagt(idag), idag)


def avtal_list(request):
    synliga = Avtal.objects.visible_to(request.user).prefetch_related(Prefetch("parter", PARTER), "andringar")
    rader = [{"avtal": avtal, "lage": _lage(avtal), "andra": []} for avtal in synliga]
    per_pk = {rad["avtal"].pk: rad for rad in rader}
    overst = []
    for rad in rader:
        main = per_pk.get(rad["avtal"].huvudavtal_id)
        (main["andra"] if main else overst).append(rad)
    context = {"rader": overst, "far_skapa": bool(personkrets.egna_ids(request.user))}
    return render(request, "uppdrag/avtal_list.html", context)


def avtal_detail(request, pk):
    med_beslut = [Prefetch(namn, rader.objects.select_related("beslut")) for namn, rader in BESLUTADE]
    avtal = get_for_user(Avtal.objects.select_related("huvudavtal").prefetch_related(*med_beslut), request.user, pk=pk)
    synliga = set(Avtal.objects.visible_to(request.user).values_list("pk", flat=True))
    context = {
        "avtal": avtal,
        "lage": _lage(avtal),
        "parter": PARTER.filter(avtal=avtal).prefetch_related(Prefetch("kontaktpersoner", Kontaktperson.objects.select_related("user"))),
        "versioner": _versioner(avtal),
        "andra": Avtal.objects.visible_to(request.user).filter(huvudavtal=avtal),
        "huvudavtal_synligt": avtal.huvudavtal_id in synliga,
        "eftertradare": avtal.eftertradare.select_related("efterfoljande_avtal"),
        "synliga_avtal": synliga,
        "alltid": Enhet.ALLTID,
        "utan_datum": avtal.utan_datum.select_related("annat_avtal", "verksamhetsar") if avtal.huvudavtal_id else None,
        "far_andra": avtal.can_be_edited_by(request.user),
        "far_rakna": avtal.can_be_counted_by(request.user),
        "idag": timezone.localdate(),
    }
    return render(request, "uppdrag/avtal_detail.html", context)


def _versioner(avtal):
    """The versions with their areas and uppdrag, and between them what is not known."""
    omraden = Prefetch("omraden", Omrade.objects.prefetch_related("uppdrag"))
    versioner = avtal.versioner.select_related("beslut").prefetch_related(omraden)
    return [{"lucka": rad} if isinstance(rad, Lucka) else {"version": rad} for rad in med_luckor(versioner)]


def avtal_create(request):
    if not personkrets.egna_ids(request.user):
        raise PermissionDenied
    form = forms.NyttAvtalForm(request.POST or None, by=request.user)
    if form.is_valid() and forsok(form, actions.skapa, form, by=request.user):
        messages.success(request, f"{form.instance.titel} är tillagt. Lägg nu till en version med dess områden.")
        return redirect(form.instance)
    return formularsida(request, form, "Lägg till avtal", None)


def andra_avtal_create(request, pk):
    main = get_for_user(Avtal.objects.huvudavtal(), request.user, pk=pk, can=Avtal.can_be_edited_by)
    form = forms.NyttAnnatAvtalForm(request.POST or None, instance=Avtal(huvudavtal=main), by=request.user)
    if form.is_valid() and forsok(form, actions.skapa, form, by=request.user):
        messages.success(request, f"{form.instance.titel} är tillagt.")
        return redirect(form.instance)
    return formularsida(request, form, "Lägg till annat samverkansavtal", main)


def avtal_edit(request, pk):
    avtal = get_for_user(Avtal, request.user, pk=pk, can=Avtal.can_be_edited_by)
    form = forms.Avtalsform(request.POST or None, instance=avtal, by=request.user)
    if form.is_valid() and forsok(form, actions.spara, form, by=request.user):
        messages.success(request, "Avtalet är ändrat.")
        return redirect(avtal)
    return formularsida(request, form, "Ändra avtal", avtal)


def avtal_delete(request, pk):
    avtal = get_for_user(Avtal, request.user, pk=pk, can=Avtal.can_be_edited_by)
    act = partial(actions.ta_bort, avtal, by=request.user)
    klart, hem = "Avtalet är borttaget.", "uppdrag:avtal_list"
    return ta_bort(request, avtal, act, rubrik="Ta bort avtal", klart=klart, hem=hem, **vagen_hem(avtal))


def avtal_historik(request, pk):
    avtal = get_for_user(Avtal, request.user, pk=pk)
    handelser = Handelse.objects.filter(avtal_id=avtal.pk, objekt__startswith="uppdrag.")
    context = {
        "avtal": avtal,
        "andringar": andringar(avtal),
        "handelser": handelser[:100] if avtal.can_read_draft(request.user) else None,
    }
    return render(request, "uppdrag/avtal_historik.html", context)


def version_placera(request, pk):
    version = get_for_user(Avtalsversion, request.user, pk=pk, can=Avtalsversion.can_be_edited_by)
    form = forms.Placeringsform(request.POST or None, version=version)
    if form.is_valid() and forsok(form, actions.placera, version, form.placeringar(), by=request.user, aktuell=form.krav_aktuell):
        messages.success(request, f"Uppdragen är placerade i versionen {version}.")
        return redirect(f"{version.avtal.get_absolute_url()}#versioner")
    return formularsida(request, form, f"Placera uppdrag under områden, {version}", version.avtal, plats="versioner")
