"""Money through the year: the budget, the readings, the year on one page, and the samordnare's explanation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ekonomi import actions, forms
from ekonomi.budget.aret import Aret, avvikelse_i_ord
from ekonomi.budget.upprakning import gallande_budget, mot_ersattningen, utrakning
from ekonomi.models import (
    Arsresultat,
    Avvikelseforklaring,
    Budgetpost,
    Budgetuppfoljning,
    Ersattning,
    Prognosgrans,
    Prognosrad,
    Utfallsfil,
    can_edit_ekonomi,
)
from ekonomi.utfall.forslag import Forslag
from ekonomi.views.siffror import get_year, vagen
from samverkan.door import get_for_user
from samverkan.inaktuell import radernas_version
from samverkan.sidor import formularsida, forsok, med_breven, steg, visa
from samverkan.svenska import lista_text
from samverkan.tabell import XLSX, arbetsbok
from samverkan.utifran.fil import svara_fil
from uppdrag.models import Avtal

LASTA = (Utfallsfil.Status.READ, Utfallsfil.Status.SPARAD)


def aret_detail(request, pk):
    """The year on one page: every uppdrag with its budget, outcome, prognos, deviation and explanation."""
    year = get_year(request, pk)
    aret = Aret(year, per_manad=request.GET.get("per") == "manad")
    kan_andra = can_edit_ekonomi(year.avtal, request.user)
    context = {
        "year": year, "aret": aret, "kan_andra": kan_andra, "kan_fora_in": kan_andra and _ar_andringsbart(year),
        "egna": {r.rad.pk for r in aret.rader if r.rad and request.user in r.samordnare and year.is_open},
        "mot_ersattningen": mot_ersattningen(year, aret.summa["budget"] or 0) if aret.budget_beslutad else "",
    }  # fmt: skip
    return render(request, "ekonomi/aret_detail.html", context)


def _ar_andringsbart(year):
    return year.is_open and not Arsresultat.objects.filter(verksamhetsar=year, godkant__isnull=False).exists()


def aret_xlsx(request, pk):
    year = get_year(request, pk)
    data = arbetsbok(Aret(year, per_manad=request.GET.get("per") == "manad").som_blad())
    return svara_fil(data, XLSX, f"aret-{year.pk}.xlsx")


def _vagen(year):
    vag = vagen(year)
    aret = reverse("ekonomi:aret_detail", args=[year.pk])
    return {"smulor": [*vag["smulor"], (aret, "Året")], "avbryt": aret}


def budget_edit(request, pk):
    """The budget of the year: proposed, changed by hand with a reason, decided. Once decided it is read here."""
    year = get_year(request, pk, edit=True)
    form = forms.Budgetform(request.POST or None, year=year)
    if form.is_valid() and forsok(form, actions.spara_budget, form, by=request.user):
        messages.success(request, "Budgeten är sparad. Den gäller när den är beslutad.")
        return redirect("ekonomi:budget_edit", year.pk)
    return visa(request, "ekonomi/budget_edit.html", form, _vagen(year) | _budgeten(year))


def _budgeten(year):
    """What is saved of the budget, how each proposal was reckoned, and whether it foots to the ersättning."""
    poster = list(Budgetpost.objects.filter(verksamhetsar=year).select_related("uppdrag", "beslutad_av"))
    summa = sum(p.belopp for p in poster)
    return {
        "year": year, "summa": summa, "version": radernas_version(*poster), "avstamning": mot_ersattningen(year, summa) if poster else "",
        "poster": [(p, utrakning(p.bas, p.bas_ur, p.index_procent) if p.bas is not None else "") for p in poster],
        "beslutad": next((p for p in poster if p.beslutad), None), "kan_andra": _ar_andringsbart(year),
        "ersattning": Ersattning.objects.filter(verksamhetsar=year).first(),
    }  # fmt: skip


@require_POST
def budget_besluta(request, pk):
    year = get_year(request, pk, edit=True)
    steg(request, "Budgeten är beslutad.", actions.besluta_budget, year, by=request.user, visat=request.POST.get("version", ""))
    return redirect("ekonomi:budget_edit", year.pk)


@require_POST
def budget_ta_tillbaka(request, pk):
    """The budget may be changed again."""
    year = get_year(request, pk, edit=True)
    steg(request, "Beslutet är taget tillbaka.", actions.aterta_budget, year, by=request.user)
    return redirect("ekonomi:budget_edit", year.pk)


@med_breven
def uppfoljning_create(request, pk):
    """A new reading; it begins with a read file (?fil=) or with a reading that is to be corrected (?rattar=)."""
    year = get_year(request, pk, edit=True)
    if request.method == "GET" and not _ar_andringsbart(year):
        raise PermissionDenied
    borjan, initial = _borjan(year, request.GET)
    ny = Budgetuppfoljning(verksamhetsar=year)
    form = forms.Budgetuppfoljningsform(request.POST or None, instance=ny, initial=initial, borjan=borjan)
    if form.is_valid() and forsok(form, actions.spara_uppfoljning, form, by=request.user):
        messages.success(request, "Utfall och prognos är införda.")
        if under := [rad.uppdrag for rad in ny.rader.select_related("uppdrag") if rad.under_utfallet]:
            messages.warning(
                request, f"Prognosen för {lista_text(map(str, under))} är lägre än utfallet hittills. Se efter att den stämmer."
            )
        return redirect("ekonomi:aret_detail", year.pk)
    filer = year.utfallsfiler.filter(status__in=LASTA).only("pk", "namn", "skapad", "verksamhetsar")
    return visa(request, "ekonomi/uppfoljning_create.html", form, _vagen(year) | {"year": year, "filer": filer})


def _borjan(year, fraga):
    """({uppdrag id: (outcome, prognos)}, the other fields) that the form begins with."""
    if rattas := _vald(year.budgetuppfoljningar.all(), fraga.get("rattar")):
        return {r.uppdrag_id: (r.utfall, r.prognos) for r in rattas.rader.all()}, {"per": rattas.per, "kalla": rattas.kalla}
    if fil := _vald(year.utfallsfiler.filter(status__in=LASTA), fraga.get("fil")):
        forslag = Forslag(fil)
        i_filen = {o.koppling.uppdrag_id for o in forslag.objekt if o.koppling}  # an uppdrag the file does not name is unknown
        borjan = {r.uppdrag.pk: (r.utfall, None) for r in forslag.uppdragsrader if r.uppdrag.pk in i_filen}
        return borjan, {"kalla": f"Filen {fil.namn}"[:200]}
    return {}, {}


def _vald(rader, pk):
    """The row that the address names, or None."""
    return rader.filter(pk=pk[:18]).first() if pk and pk.isdecimal() else None


def uppfoljning_detail(request, pk):
    """A reading as it was entered, with the explanations written of it."""
    row = get_for_user(Budgetuppfoljning.objects.select_related("verksamhetsar__avtal", "av"), request.user, pk=pk)
    rader = row.rader.select_related("uppdrag", "forklaring__av")
    return render(request, "ekonomi/uppfoljning_detail.html", {"row": row, "year": row.verksamhetsar, "rader": rader})


def prognosrad_forklara(request, pk):
    """The samordnare writes, in her own words, why the prognos is not as the budget."""
    rader = Prognosrad.objects.select_related("uppfoljning__verksamhetsar__avtal", "uppdrag__avtal")
    rad = get_for_user(rader, request.user, pk=pk)
    if not rad.can_be_explained_by(request.user) and not (request.method == "POST" and rad.uppdrag.samordnas_av(request.user)):
        raise PermissionDenied
    finns = Avvikelseforklaring.objects.filter(prognosrad=rad).first()
    form = forms.Forklaringsform(request.POST or None, instance=finns or Avvikelseforklaring(prognosrad=rad))
    year = rad.verksamhetsar
    if form.is_valid() and forsok(form, actions.forklara, form, by=request.user):
        messages.success(request, "Förklaringen är sparad.")
        return redirect("ekonomi:aret_detail", year.pk)
    budget = gallande_budget([year]).get((year.pk, rad.uppdrag_id))
    context = {"rad": rad, "budget": budget, "avvikelse": avvikelse_i_ord(rad.avvikelse(budget))} | _vagen(year)
    return formularsida(request, form, f"Förklara avvikelsen: {rad.uppdrag}", template="ekonomi/prognosrad_forklara.html", **context)


def prognosgrans_edit(request, pk):
    """When a deviation is to be explained: per cent and kronor, for every year of the agreement."""
    avtal = get_for_user(Avtal.objects.regionala_for(request.user), request.user, pk=pk, can=can_edit_ekonomi)
    form = forms.Prognosgransform(request.POST or None, instance=Prognosgrans.for_avtal(avtal.pk))
    hem = reverse("ekonomi:start")
    if form.is_valid() and forsok(form, actions.spara_grans, form, by=request.user):
        messages.success(request, "Gränsen är sparad.")
        return redirect(hem)
    ingress = "En prognos som avviker minst så mycket från budgeten, både i procent och i kronor, ska förklaras av uppdragets samordnare."
    return formularsida(request, form, "Gräns för avvikelser", ingress=ingress, smulor=[(hem, "Ekonomi")], avbryt=hem)
