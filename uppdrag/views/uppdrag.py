"""The uppdrag: their list under the agreement's areas, one on a page, and who takes part."""

from functools import partial

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.shortcuts import redirect, render
from django.utils import timezone

from samverkan.door import get_for_user
from samverkan.en_till import vidare
from samverkan.models import Handelse
from samverkan.sidor import forsok, ta_bort, visa
from uppdrag.actions import uppdrag as actions
from uppdrag.forms import uppdrag as forms
from uppdrag.historik import andringar
from uppdrag.models import Avtal, Bemanning, Beskrivning, Nytta, Samordnare, Satsning, Uppdrag
from uppdrag.views.rader import Radslag, formularsida, vagen_hem

UPPDRAGSRADER = {
    "samordnare": Radslag(Samordnare, forms.Samordnarform, "uppdrag", "samordnare", bestamd="samordnaren", slutar=True),
    "satsning": Radslag(Satsning, forms.Satsningsform, "uppdrag", "satsningar", bestamd="satsningen", can_create=Uppdrag.can_be_written_by),
    "bemanning": Radslag(
        Bemanning,
        forms.Bemanningsform,
        "uppdrag",
        "bemanning",
        bestamd="bemanningen",
        can_create=Uppdrag.can_be_written_by,
        spara=actions.spara_bemanning,
        ta_bort=actions.ta_bort_bemanning,
    ),
    "beskrivning": Radslag(
        Beskrivning,
        forms.Beskrivningsform,
        "uppdrag",
        "beskrivningar",
        bestamd="uppdragsbeskrivningen",
        edit_form=forms.Beskrivningstextform,
        spara=actions.spara_beskrivning,
        ta_bort=actions.ta_bort_beskrivning,
    ),
    "nytta": Radslag(Nytta, forms.Nyttoform, "uppdrag", "nytta", bestamd="nyttan", can_create=Uppdrag.can_be_written_by),
}


def uppdrag_list(request):
    nu = Prefetch("samordnare", Samordnare.objects.galler().select_related("user"), to_attr="samordnare_nu")
    uppdrag = Uppdrag.objects.select_related("styrgrupp").prefetch_related("omradesplaceringar", nu)
    avtal = Avtal.objects.visible_to(request.user).prefetch_related("versioner__omraden", Prefetch("uppdrag", uppdrag))
    grupper = [
        {
            "avtal": a,
            "version": a.aktuell_version,
            "omraden": _per_omrade(a),
            "far_andra": a.can_be_edited_by(request.user),
        }
        for a in avtal.filter(Q(huvudavtal__isnull=True) | Q(pk__in=Uppdrag.objects.values("avtal"))).med_parter()
    ]
    return render(request, "uppdrag/uppdrag_list.html", {"grupper": grupper})


def _per_omrade(avtal):
    """(area or None, its uppdrag) by the version that holds today; last those it does not place."""
    version = avtal.aktuell_version
    omraden = list(version.omraden.all()) if version else []
    plats = {omrade.pk: (omrade, []) for omrade in omraden}
    utan = []
    for uppdrag in avtal.uppdrag.all():
        hittad = next((p.omrade_id for p in uppdrag.omradesplaceringar.all() if p.omrade_id in plats), None)
        (plats[hittad][1] if hittad else utan).append(uppdrag)
    return [grupp for grupp in plats.values() if grupp[1]] + ([(None, utan)] if utan else [])


def uppdrag_detail(request, pk):
    uppdrag = get_for_user(Uppdrag.objects.select_related("avtal", "styrgrupp"), request.user, pk=pk)
    idag = timezone.localdate()
    nu = uppdrag.beskrivning_for(idag)
    context = {
        "uppdrag": uppdrag,
        "idag": idag,
        "beskrivning": nu,
        "andra_beskrivningar": uppdrag.beskrivningar.exclude(pk=nu.pk if nu else None),
        "omraden": uppdrag.omraden.select_related("version").order_by("-version__fran"),
        "samordnare": uppdrag.samordnare.select_related("user"),
        "medverkan": uppdrag.medverkan.select_related("organisation"),
        "satsningar": uppdrag.satsningar.prefetch_related("kommuner"),
        "bemanning": uppdrag.bemanning.select_related("verksamhetsar", "kommun").order_by("-verksamhetsar__fran", "sort", "-procent"),
        "arenor": uppdrag.arenavisningar.select_related("arena"),
        "avsnitt": uppdrag.avsnitt.select_related("verksamhetsar"),
        "utan_datum": uppdrag.utan_datum.select_related("uppdrag", "verksamhetsar"),
        "far_andra": uppdrag.can_be_edited_by(request.user),
        "far_skriva": uppdrag.can_be_written_by(request.user),
        "far_lasa_utkast": uppdrag.avtal.can_read_draft(request.user),
    }
    return render(request, "uppdrag/uppdrag_detail.html", context)


def uppdrag_create(request, pk):
    avtal = get_for_user(Avtal, request.user, pk=pk, can=Avtal.can_be_edited_by)
    form = forms.NyttUppdragsform(request.POST or None, instance=Uppdrag(avtal=avtal), by=request.user)
    if form.is_valid() and forsok(form, actions.spara, form, by=request.user):
        messages.success(request, f"{form.instance} är tillagt.")
        return vidare(request, form, form.instance)
    return formularsida(request, form, "Lägg till uppdrag", avtal, en_till=True)


def uppdrag_edit(request, pk):
    uppdrag = get_for_user(Uppdrag, request.user, pk=pk, can=Uppdrag.can_be_edited_by)
    form = forms.Uppdragsform(request.POST or None, instance=uppdrag, by=request.user)
    if form.is_valid() and forsok(form, actions.spara, form, by=request.user):
        messages.success(request, "Uppdraget är ändrat.")
        return redirect(uppdrag)
    return formularsida(request, form, "Ändra uppdrag", uppdrag)


def uppdrag_delete(request, pk):
    uppdrag = get_for_user(Uppdrag, request.user, pk=pk, can=Uppdrag.can_be_edited_by)
    act = partial(actions.ta_bort, uppdrag, by=request.user)
    klart, hem = "Uppdraget är borttaget.", "uppdrag:uppdrag_list"
    return ta_bort(request, uppdrag, act, rubrik="Ta bort uppdrag", klart=klart, hem=hem, **vagen_hem(uppdrag))


def uppdrag_historik(request, pk):
    uppdrag = get_for_user(Uppdrag, request.user, pk=pk)
    context = {"uppdrag": uppdrag, "andringar": andringar(uppdrag)}
    if uppdrag.avtal.can_read_draft(request.user):
        context["handelser"] = Handelse.objects.filter(objekt=f"uppdrag.uppdrag:{uppdrag.pk}")[:100]
    return render(request, "uppdrag/uppdrag_historik.html", context)


def medverkan_edit(request, pk):
    uppdrag = get_for_user(Uppdrag, request.user, pk=pk, can=Uppdrag.can_be_edited_by)
    form = forms.Medverkansform(request.POST or None, uppdrag=uppdrag)
    if form.is_valid() and forsok(form, actions.spara_medverkan, form.rader, by=request.user, uppdrag=uppdrag, aktuell=form.krav_aktuell):
        messages.success(request, "Medverkan är ändrad.")
        return redirect(f"{uppdrag.get_absolute_url()}#medverkan")
    har_rader = {rad.instance.organisation_id for rad in form.rader if rad.fore}
    return visa(request, "uppdrag/medverkan_edit.html", form, {"uppdrag": uppdrag, "har_rader": har_rader})
