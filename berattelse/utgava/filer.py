"""The files of an edition, each made from its frozen data alone: the same data gives the same bytes."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from django.conf import settings

from berattelse.innehall import schema
from berattelse.models import Utgavefil
from berattelse.skrift.datafiler import som_csv_zip
from berattelse.skrift.kommunutgava import som_kommun_pdf
from berattelse.skrift.rapport import som_html, som_pdf
from berattelse.skrift.word import som_docx
from berattelse.utgava.barnprocess import borja

FLERA = 4  # fewer are made sooner here than processes are started
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
    """(code, PDF) of many, each as soon as it is made: in as many processes as there are cores, for WeasyPrint uses one."""
    if len(koder) < FLERA:
        yield from ((kod, kommunens_pdf(innehall, kod)) for kod in koder)
        return
    with ProcessPoolExecutor(min(len(koder), os.cpu_count() or 1), get_context("spawn"), borja, (settings.SECRET_KEY,)) as processer:
        yield from zip(koder, processer.map(kommunens_pdf, [innehall] * len(koder), koder), strict=True)
