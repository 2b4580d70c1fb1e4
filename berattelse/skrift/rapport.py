"""The report as files, all from the same gathered data: page, PDF and JSON. What skriv_ut writes is what the web serves."""

from datetime import UTC, datetime, time

from django.template.loader import render_to_string

from berattelse.innehall.samling import samla
from berattelse.innehall.schema import som_json
from enkat.resultat.vardetabell import INGEN, INTE_LAMNAD, vardekarta
from enkat.schema import Bedomningslage
from samverkan.bilder import Stapel, staplar
from samverkan.pdf.render import Bilaga, render_pdf

UTKAST = {1: "Utkast", 2: "Utkast, med kommunernas värdering"}
SKEDE = {1: "överlämnad till kommunerna", 2: "med kommunernas värdering"}


def utgavebeteckning(innehall):
    """What stands on the cover: "Utkast", or "Utgåva 2, överlämnad till kommunerna. Ersätter utgåva 1"."""
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


def vardebild(kommuner):
    """The heat map of a round; "" when the kommuner have not been asked."""
    if kommuner is None:
        return ""
    rader = [(rad.uppdrag, [_rutan(cell) for cell in rad.bedomningar]) for rad in kommuner.uppdrag]
    return vardekarta([k.kort for k in kommuner.kommuner], [(s.varde, s.text) for s in kommuner.skala], rader)


def _rutan(cell):
    """The value, or the sign that stands for none."""
    return cell.varde if cell.varde is not None else INTE_LAMNAD if cell.lage == Bedomningslage.SAKNAS else INGEN


def som_html(innehall, *, layout="berattelse/tryck.html", request=None, **context):
    """The one template, in the print layout or (layout="berattelse/skarm.html") as a page of the site."""
    context |= {"b": innehall, "layout": layout, "utgava": utgavebeteckning(innehall), "skuldbild": skuldbild(innehall.ekonomi)}
    context |= {"vardebilder": vardebilder(innehall.vardering)}
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
