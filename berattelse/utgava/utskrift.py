"""What skriv_ut writes: the draft or an adopted edition, the whole or one kommun's; the bytes that the web serves."""

from berattelse.dokument import FinnsInte, skriv
from berattelse.granskning.beredskap import utkast
from berattelse.innehall.kommun import for_kommun
from berattelse.innehall.schema import som_json
from berattelse.models import Utgava, Utgavefil
from berattelse.skrift.kommunutgava import som_kommun_html, som_kommun_pdf
from berattelse.skrift.rapport import som_html
from berattelse.skrift.word import som_docx
from berattelse.utgava.filer import FILER
from samverkan.models import Organisation

UTKAST = "utkast"
KOMMUNFORMAT = {
    "pdf": som_kommun_pdf,
    "docx": lambda data, kod: som_docx(som_kommun_html(data, kod)),
    "html": lambda data, kod: som_kommun_html(data, kod).encode(),
    "json": lambda data, kod: som_json(for_kommun(data, kod)).encode(),
}
BERATTELSEFORMAT = {sort.value: gor for sort, gor in FILER.items()} | {"html": lambda data: som_html(data).encode()}


def skriv_dokument(year, *, dokument="berattelse", format_="pdf", skede=1, utgava=UTKAST, kommun=None):
    """The bytes. FinnsInte, in a Swedish sentence, for what there is none of."""
    if dokument != "berattelse":
        if utgava != UTKAST or kommun is not None:
            raise FinnsInte("Bara berättelsen har utgåvor och kommunutgåvor.")
        return skriv(year, dokument, format_, skede)
    rad = None if utgava == UTKAST else _utgava(year, utgava)
    data = rad.data if rad else utkast(year, skede)
    if kommun is not None:
        return _kommunens(rad, data, kommun, format_)
    if rad and format_ != "html":
        return _fil(rad, format_)
    if format_ not in BERATTELSEFORMAT:
        raise FinnsInte(f"Berättelsen finns inte som {format_}.")
    return BERATTELSEFORMAT[format_](data)


def _utgava(year, nummer):
    rad = Utgava.objects.filter(verksamhetsar=year, nummer=int(nummer) if nummer.isdecimal() else 0).select_related("signatur").first()
    if rad is None:
        raise FinnsInte(f"Det finns ingen utgåva {nummer} av berättelsen {year}.")
    return rad


def _fil(utgava, format_):
    """The edition's own file; the PDF is the signed one when it is signed."""
    if format_ == Utgavefil.Sort.PDF and utgava.is_signerad:
        return bytes(utgava.signatur.innehall)
    return bytes(utgava.filer.get(sort=format_, kommun__isnull=True).innehall)


def _kommunens(utgava, data, namn, format_):
    koder = {k.kod for k in data.kommuner if namn.casefold() in {k.kod, k.kort.casefold(), k.namn.casefold()}}
    if not koder:
        raise FinnsInte(f"{namn} är ingen kommun i överenskommelsen {data.year}.")
    if format_ not in KOMMUNFORMAT:
        raise FinnsInte(f"Kommunens utgåva finns inte som {format_}.")
    (kod,) = koder
    gjord = utgava and utgava.filer.filter(sort=format_, kommun__kod=kod, kommun__sort=Organisation.Sort.KOMMUN).first()
    return bytes(gjord.innehall) if gjord else KOMMUNFORMAT[format_](data, kod)
