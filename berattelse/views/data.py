"""Data out of the program: the published editions as documented JSON, and the page that documents it."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from berattelse.innehall.kommun import for_kommun
from berattelse.innehall.schema import schemafil, som_json
from berattelse.models import Publicering
from berattelse.models.datanyckel import nyckelgivare_for
from berattelse.skrift.datafiler import som_csv
from berattelse.skrift.datatabeller import tabeller
from berattelse.skrift.stratsys import HUVUD, MATT, som_stratsys
from berattelse.utdata import publicerat
from berattelse.utdata.egna import RESURSER
from berattelse.utdata.faltlista import faltlista
from berattelse.views import data_egna, publika
from samverkan.brev import webbadress
from samverkan.utifran.datasvar import CSV, TEXT, Datasvar, oppna_data, som_bytes

PER_SIDA = 50
MED_INNEHALL = (
    publika.RADER.select_related("publicering").defer(None).defer("ersatt_av__innehall", "ersatter__innehall", "signatur__innehall")
)


def _adress(namn, plats, **mer):
    return webbadress(reverse(f"data:{namn}", kwargs=plats | mer))


def _fil(plats, fil):
    return webbadress(reverse("publik:fil", kwargs=plats | {"fil": str(fil)}))


def _adresser(utgava, plats):
    """{what: address} of what can be fetched of an edition."""
    ut = {
        "uppgifter": _adress("utgava", plats),
        "innehall": _adress("innehall", plats),
        "stratsys": _adress("stratsys", plats),
        "sida": webbadress(reverse("publik:detail", kwargs=plats)),
        "signerad_pdf": _fil(plats, "signerad"),
    }
    return ut | ({"schema": _adress("schema", plats)} if schemafil(utgava.innehall) else {})


@login_not_required
def dokumentation(request):
    """The page for people: what there is, at which addresses, and how it is written."""
    forsta = publika.RADER.order_by("-publicering__tid").first()
    context = {
        "matt": MATT, "stratsyshuvud": HUVUD, "per_sida": PER_SIDA, "start": webbadress(reverse("data:utgavor")),
        "exempel": _adress("utgava", publika.adress_till(forsta)) if forsta else "",
        "ger_nycklar": request.user.is_authenticated and nyckelgivare_for(request.user).exists(),
        "resurser": RESURSER, "rader_per_sida": data_egna.PER_SIDA, "fragor": data_egna.FRAGOR,
    }  # fmt: skip
    return render(request, "berattelse/data.html", context)


@login_not_required
def falt(request):
    """Every field of an edition's content, in words."""
    return render(request, "berattelse/data_falt.html", {"falt": faltlista()})


@oppna_data
def utgavor(request):
    """All that is published, in the order it was published: a new one changes no earlier page but by who has replaced whom."""
    sidor = Paginator(MED_INNEHALL.order_by("publicering__pk"), PER_SIDA)
    try:
        sida = sidor.page(request.GET.get("sida", 1))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
    alla = publika.adresser(u.avtal.dnr for u in sida)
    uppgifter = {
        "titel": "Publicerade verksamhetsberättelser", "dokumentation": webbadress(reverse("data:dokumentation")),
        "antal": sidor.count, "sida": sida.number, "sidor": sidor.num_pages,
        "nasta": webbadress(f"{request.path}?sida={sida.next_page_number()}") if sida.has_next() else None,
        "utgavor": [publicerat.kort(u, _adresser(u, publika.adress_till(u, alla))) for u in sida],
    }  # fmt: skip
    return Datasvar(som_bytes(uppgifter), senast=Publicering.objects.order_by("-tid").values_list("tid", flat=True).first())


@oppna_data
def utgava(request, dnr, year, nummer):
    """One edition: its files with their hashes, its tables, and the kommuner's own parts of it."""
    rad = publika.publicerad(dnr, year, nummer)
    plats = publika.adress_till(rad)
    filer = publika.filer_i(rad)
    uppgifter = publicerat.kort(rad, _adresser(rad, plats)) | {
        "signerad_pdf": {"storlek": rad.signatur.storlek, "sha256": rad.signatur.sha256},
        "filer": [_filrad(fil, plats) for fil in filer],
        "tabeller": [_tabellrad(t, plats) for t in tabeller(rad.data)],
        "kommuner": [{"kod": k.kod, "namn": k.namn, "innehall": _adress("kommunen", plats, kod=k.kod)} for k in rad.data.kommuner],
    }
    return Datasvar(som_bytes(uppgifter), senast=publicerat.senast(rad))


def _filrad(fil, plats):
    kommun = {"kommun": fil.kommun.kod} if fil.kommun else {}
    return {"sort": fil.sort, **kommun, "namn": fil.filnamn, "storlek": fil.storlek, "sha256": fil.sha256, "adress": _fil(plats, fil.pk)}


def _tabellrad(tabell, plats):
    adresser = {typ: _adress(namn, plats, tabellnamn=tabell.namn) for typ, namn in (("json", "tabell"), ("csv", "tabell_csv"))}
    return {"namn": tabell.namn, "vad": tabell.vad, "rader": len(tabell.rader), **adresser}


@oppna_data
def innehall(request, dnr, year, nummer):
    """The frozen content, as it was adopted: the ETag is the hash that the edition is known by."""
    rad = publika.publicerad(dnr, year, nummer)
    return Datasvar(rad.innehall.encode(), senast=rad.publicering.tid, sha256=rad.sha256)


@oppna_data
def schema(request, dnr, year, nummer):
    """The JSON Schema that the content is written by. 404 for an edition older than the first one."""
    rad = publika.publicerad(dnr, year, nummer)
    fil = schemafil(rad.innehall)
    if fil is None:
        raise Http404
    return Datasvar(fil.read_bytes(), "application/schema+json", rad.publicering.tid)


@oppna_data
def stratsys(request, dnr, year, nummer):
    rad = publika.publicerad(dnr, year, nummer)
    return Datasvar(som_stratsys(rad.data), TEXT, rad.publicering.tid)


def _tabell(dnr, year, nummer, namn):
    """(the edition, its table of the name)."""
    rad = publika.publicerad(dnr, year, nummer)
    if found := publicerat.tabell_med_namn(rad, namn):
        return rad, found
    raise Http404


@oppna_data
def tabell(request, dnr, year, nummer, tabellnamn):
    rad, found = _tabell(dnr, year, nummer, tabellnamn)
    return Datasvar(som_bytes(publicerat.tabellrad(found)), senast=rad.publicering.tid)


@oppna_data
def tabell_csv(request, dnr, year, nummer, tabellnamn):
    rad, found = _tabell(dnr, year, nummer, tabellnamn)
    return Datasvar(som_csv(found.huvud, found.rader), CSV, rad.publicering.tid)


@oppna_data
def kommunen(request, dnr, year, nummer, kod):
    """What of the edition concerns one kommun, taken from the same frozen content."""
    rad = publika.publicerad(dnr, year, nummer)
    if kod not in {k.kod for k in rad.data.kommuner}:
        raise Http404
    return Datasvar(som_json(for_kommun(rad.data, kod)).encode(), senast=rad.publicering.tid)


@oppna_data
def finns_inte(request, annat):
    raise Http404
