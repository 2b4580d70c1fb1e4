"""What is open to all: the published editions, what their figures are made of, the check of a file, the accessibility statement."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.forms import VerifieraForm
from berattelse.innehall.schema import schemafil
from berattelse.models import Publicering, Sandning, Utgava, Utgavefil, filnamn
from berattelse.personuppgifter import REGLER
from berattelse.skrift.rapport import som_html
from berattelse.utgava.jamforelse import jamfor, per_del
from berattelse.utgava.sok import sok
from berattelse.utgava.verifiering import verifiera
from berattelse.views.fil import TYPER
from enkat.lankar import fingeravtryck
from samverkan.bladdring import blad
from samverkan.utifran.fil import svara_fil
from samverkan.utifran.grans import rakna, sparrad
from samverkan.utifran.uppladdning import tar_emot
from uppdrag.models import Avtal

RADER = (
    Utgava.objects.publicerade()
    .select_related("verksamhetsar__avtal", "ersatt_av__publicering", "ersatter", "signatur")
    .defer("innehall", "ersatt_av__innehall", "ersatter__innehall", "signatur__innehall")
)


def publicerad(dnr, year, nummer=None):
    """A published edition by its address: the latest that holds, or one by its number. 404 for all else."""
    year_pk = next((pk for pk, plats in adresser([dnr]).items() if plats == (dnr, year)), None)
    rader = RADER.filter(verksamhetsar=year_pk, **({} if nummer is None else {"nummer": nummer})).order_by("-nummer")
    if utgava := rader.first():
        return utgava
    raise Http404


def adresser(dnr):
    """{the year's pk: (dnr, year) of its public address} of the agreements with these dnr, in the order they were first published.

    The label of a year may be anything: "2021/22" is 2021-22. A year that would take the address of another has its own pk in it:
    only one whose dnr is the same in an address could, so no other agreement's years are read.
    """
    delar = {_adressdel(ett) for ett in dnr}
    avtal = [pk for pk, ett in Avtal.objects.order_by("pk").values_list("pk", "dnr") if _adressdel(ett) in delar]
    year, ut = "utgava__verksamhetsar", {}
    rader = Publicering.objects.filter(utgava__verksamhetsar__avtal__in=avtal).order_by("pk")
    rader = rader.values_list(year, f"{year}__avtal__dnr", f"{year}__beteckning", f"{year}__till__year")
    for pk, avtalets, beteckning, slutar in rader:
        if pk not in ut:
            ut[pk] = _ledig(ut, pk, _adressdel(avtalets), _adressdel(beteckning) or str(slutar))
    return ut


def _ledig(ut, pk, dnr, year):
    return (dnr, year) if (dnr, year) not in ut.values() else _ledig(ut, pk, dnr, f"{year}-{pk}")


def adress_till(utgava, alla=None):
    """What the public address of a published edition is made of. `alla` are the adresser(), when there are many to make."""
    dnr, year = (alla or adresser([utgava.avtal.dnr]))[utgava.verksamhetsar_id]
    return {"dnr": dnr, "year": year, "nummer": utgava.nummer}


def _adressdel(text):
    return slugify(text.replace("/", "-"))


@login_not_required
def utgava_list(request):
    """All that is published, the latest year first."""
    sida = blad(request, RADER.order_by("verksamhetsar__avtal__titel", "verksamhetsar__avtal", "-verksamhetsar__fran", "-nummer"))
    alla = adresser(u.avtal.dnr for u in sida)
    return render(request, "berattelse/publik_list.html", {"blad": sida, "rader": [(u, adress_till(u, alla)) for u in sida]})


@login_not_required
def utgava_detail(request, dnr, year, nummer=None):
    """The report as a page, with search within it and the other years."""
    utgava = publicerad(dnr, year, nummer)
    ord_ = request.GET.get("sok", "").strip()[:100]
    andra = [u for u in RADER.filter(verksamhetsar__avtal=utgava.avtal_id).order_by("-verksamhetsar__fran", "-nummer") if u != utgava]
    alla = adresser([utgava.avtal.dnr])
    context = {
        "u": utgava, "plats": adress_till(utgava, alla), "sokord": ord_, "traffar": sok(utgava.data, ord_) if ord_ else None,
        "andra": [(u, adress_till(u, alla)) for u in andra], "filer": filer_i(utgava),
        "efterfoljare_adress": _efterfoljare(utgava),
        "underlag_url": reverse("publik:underlag", kwargs=adress_till(utgava, alla)),
        "har_schema": schemafil(utgava.innehall), "fore": "berattelse/_publik_fore.html",
    }  # fmt: skip
    return HttpResponse(som_html(utgava.data, layout="berattelse/publik.html", request=request, **context))


def _efterfoljare(utgava):
    """The address of the edition that replaced this one, when it is out."""
    nasta = utgava.efterfoljare
    return reverse("publik:detail", kwargs=adress_till(nasta)) if nasta and nasta.is_publicerad else ""


def filer_i(utgava):
    return (
        utgava.filer.select_related("kommun", "utgava__verksamhetsar")
        .defer("innehall")
        .order_by(F("kommun__namn").asc(nulls_first=True), "pk")
    )


@login_not_required
def underlag(request, dnr, year, nummer):
    """What every count and sum of the edition is made of, from its frozen data."""
    utgava = publicerad(dnr, year, nummer)
    namn = {k.kod: k.kort for k in utgava.data.kommuner}
    context = {"u": utgava, "b": utgava.data, "e": utgava.data.ekonomi, "plats": adress_till(utgava), "namn": namn}
    return render(request, "berattelse/publik_underlag.html", context)


@login_not_required
def andringar(request, dnr, year, nummer):
    """What a correction changed: the edition beside the one it replaces, when that is published too."""
    utgava = publicerad(dnr, year, nummer)
    fore = RADER.filter(pk=utgava.ersatter_id).first()
    context = {"u": utgava, "fore": fore, "plats": adress_till(utgava)}
    context["andringar"] = per_del(jamfor(fore.data, utgava.data)) if fore else []
    return render(request, "berattelse/publik_andringar.html", context)


@login_not_required
def schema(request, dnr, year, nummer):
    """The JSON Schema that the edition's data are written by. 404 for an edition older than the first one."""
    fil = schemafil(publicerad(dnr, year, nummer).innehall)
    if fil is None:
        raise Http404
    return HttpResponse(fil.read_bytes(), content_type="application/schema+json")


@login_not_required
def utgava_fil(request, dnr, year, nummer, fil):
    """A file of a published edition: the signed PDF ("signerad"), or one by its id."""
    utgava = publicerad(dnr, year, nummer)
    if fil == "signerad":
        return svara_fil(utgava.signatur.innehall, TYPER["pdf"], filnamn(utgava, "pdf", tillagg="signerad"))
    rad = get_object_or_404(
        utgava.filer.select_related("kommun", "utgava__verksamhetsar"), pk=fil if fil.isdecimal() and len(fil) < 19 else 0
    )
    return svara_fil(rad.innehall, TYPER[rad.sort], rad.filnamn)


@login_not_required
@never_cache
@tar_emot(VerifieraForm)
def verifiera_fil(request):
    """Drop a file: which edition it is, unchanged or not, signed by whom. The file is not kept."""
    if request.method != "POST":
        return render(request, "berattelse/verifiera.html", {"form": VerifieraForm()})
    if rakna(request, "verifiera") > 60:
        return render(request, "429.html", status=429)
    form = VerifieraForm(request.POST, request.FILES)
    svar = verifiera(form.cleaned_data["fil"].read()) if form.is_valid() else None
    namn = form.cleaned_data["fil"].name if svar else ""
    return render(request, "berattelse/verifiera.html", {"form": form, "svar": svar, "namn": namn})


@login_not_required
def personuppgifter(request):
    return render(request, "berattelse/personuppgifter.html", {"regler": REGLER})


@login_not_required
def tillganglighet(request):
    return render(request, "berattelse/tillganglighet.html")


def _med_sandning(view):
    """view(request, the letter whose link this is, token, …). 404, and counted, when there is none; 429 for who guesses on."""

    @wraps(view)
    def inner(request, token, **kwargs):
        if sparrad(request, "hamta", 30):
            return render(request, "429.html", status=429)
        rader = Sandning.objects.select_related("utgava__verksamhetsar__avtal", "utgava__signatur", "utgava__ersatt_av", "organisation")
        sandning = rader.filter(token_hash=fingeravtryck(token)).first()
        if sandning is None and rakna(request, "hamta") > 30:
            return render(request, "429.html", status=429)
        if sandning is None:
            raise Http404
        return view(request, sandning, token, **kwargs)

    return inner


@login_not_required
@never_cache
@_med_sandning
def hamta(request, sandning, token):
    """The page behind a letter's link. GET changes nothing, however many scanners open it."""
    kommunfil = sandning.utgava.filer.filter(kommun=sandning.organisation).defer("innehall").first()
    u = sandning.utgava
    publik_url = reverse("publik:detail", kwargs=adress_till(u)) if u.is_publicerad else ""
    context = {"s": sandning, "u": u, "kommunfil": kommunfil, "token": token, "publik_url": publik_url}
    return render(request, "berattelse/hamta.html", context)


@login_not_required
@never_cache
@require_POST
@_med_sandning
def hamta_fil(request, sandning, token, fil):
    """Fetch a file by a letter's link: who fetched it when is kept."""
    utgava = sandning.utgava
    if fil == "signerad":
        data, namn = utgava.signatur.innehall, filnamn(utgava, "pdf", tillagg="signerad")
    else:
        filer = utgava.filer.select_related("kommun", "utgava__verksamhetsar")
        rad = get_object_or_404(filer, sort=Utgavefil.Sort.PDF, kommun=sandning.organisation)
        data, namn = rad.innehall, rad.filnamn
    actions.hamta(sandning, namn)
    return svara_fil(data, TYPER["pdf"], namn)
