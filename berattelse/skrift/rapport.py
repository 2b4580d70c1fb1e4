"""The report as files, all from the same gathered data: page, PDF and JSON. What skriv_ut writes is what the web serves."""

from datetime import UTC, datetime, time

from django.template.loader import render_to_string

from berattelse.innehall.korthet import senaste_runda
from berattelse.innehall.samling import samla
from berattelse.innehall.schema import som_json
from berattelse.skrift.arsbilder import arenabilden, omslagsbild, parterna, remsor, skuldband, vardebild
from berattelse.skrift.pengabilder import pengauppslag
from samverkan.bilder.staplar import Stapel, staplar
from samverkan.pdf.render import Bilaga, render_pdf

UTKAST = {1: "Utkast", 2: "Utkast, med kommunernas värdering"}
SKEDE = {1: "till kommunerna", 2: "med kommunernas värdering"}


def utgavebeteckning(innehall):
    """What stands on the cover: "Utkast", or "Utgåva 2, till kommunerna. Ersätter utgåva 1"."""
    utgava = innehall.utgava
    if not utgava:
        return UTKAST[innehall.skede]
    ersatter = f". Ersätter utgåva {utgava.ersatter}" if utgava.ersatter else ""
    return f"Utgåva {utgava.nummer}, {SKEDE[innehall.skede]}{ersatter}"


def skuldbild(ekonomi):
    rader = [
        Stapel(rad.ursprung, rad.utgaende_tkr, oklar=rad.att_bokfora, tillagg="att bokföra" if rad.att_bokfora else "")
        for rad in ekonomi.skuld.rader
    ]
    return staplar("Skulden till kommunerna efter det år då den uppkom", rader, "tkr")


def vardebilder(vardering):
    """[(round of the kommuner, its heat map)], drawn from the gathered data."""
    return [(runda, vardebild(runda)) for runda in vardering.kommunrundor] if vardering else []


def korthetsbilder(b):
    """The pictures of the cover and the first spread; {} for an edition that tells of none."""
    if b.korthet is None:
        return {}
    runda, year = senaste_runda(b)
    fore = (b.forra.vardering.kommuner, b.forra.year) if year == b.year and b.forra and b.forra.vardering else None
    return {
        "omslag": omslagsbild(b), "parter": parterna(b), "arenor": arenabilden(b), "skuld": skuldband(b.ekonomi),
        "runda": runda, "runda_year": year, "karta": vardebild(runda, year, fore),
    }  # fmt: skip


def som_html(innehall, *, layout="berattelse/tryck.html", request=None, **context):
    """The one template, in the print layout or (layout="berattelse/skarm.html") as a page of the site."""
    context |= {"b": innehall, "layout": layout, "utgava": utgavebeteckning(innehall), "pengar": pengauppslag(innehall.ekonomi)}
    context |= {"vardebilder": vardebilder(innehall.vardering), "remsor": remsor(innehall), "korthet": korthetsbilder(innehall)}
    return render_to_string("berattelse/rapport.html", context, request=request)


def som_pdf(innehall):
    """PDF/UA-1 and PDF/A-3a with the data attached as JSON."""
    return render_pdf(som_html(innehall), bilagor=[bilaga_json(innehall)], skapad=dagen(innehall))


def bilaga_json(innehall):
    return Bilaga("berattelse.json", som_json(innehall).encode(), "Uppgifterna som berättelsen är gjord av")


def dagen(innehall):
    """The day the document bears: from its content, never from the clock."""
    return datetime.combine(innehall.skapad, time.min, UTC)


FORMAT = {"pdf": som_pdf, "html": lambda innehall: som_html(innehall).encode(), "json": lambda innehall: som_json(innehall).encode()}


def skriv(year, format_, skede=1):
    """The draft of this year as bytes in one of FORMAT."""
    return FORMAT[format_](samla(year, skede))
