"""The files of an edition, each made from its frozen data alone: the same data gives the same bytes."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from berattelse.innehall import schema
from berattelse.models import Utgavefil
from berattelse.skrift.datafiler import som_csv_zip
from berattelse.skrift.kommunutgava import som_kommun_pdf
from berattelse.skrift.rapport import som_html, som_pdf
from berattelse.skrift.word import som_docx
from samverkan.pdf.pressforman import MEST_TRYCKARE

FILER = {
    Utgavefil.Sort.PDF: som_pdf,
    Utgavefil.Sort.DOCX: lambda data: som_docx(som_html(data)),
    Utgavefil.Sort.JSON: lambda data: schema.som_json(data).encode(),
    Utgavefil.Sort.CSV: som_csv_zip,
}


def kommunens_pdf(innehall, kod):
    """One kommun's edition from an edition's content as it is kept (JSON): PDF/UA-1 and PDF/A-3a."""
    return som_kommun_pdf(schema.read(innehall), kod)


def kommunernas_pdf(innehall, koder):
    """(code, PDF) of many, each as soon as it is made: as many at once as the press has printers, and one by one where there is none."""
    with ThreadPoolExecutor(MEST_TRYCKARE) as tradar:
        yield from zip(koder, tradar.map(partial(som_kommun_pdf, schema.read(innehall)), koder), strict=True)
