"""The files of an edition, each made from its frozen data alone: the same data gives the same bytes."""

from berattelse.datafiler import som_csv_zip
from berattelse.kommunutgava import som_kommun_pdf
from berattelse.models import Utgavefil
from berattelse.ordfil import som_docx
from berattelse.rapport import som_json, som_pdf

FILER = {
    Utgavefil.Sort.PDF: som_pdf,
    Utgavefil.Sort.DOCX: som_docx,
    Utgavefil.Sort.JSON: lambda data: som_json(data).encode(),
    Utgavefil.Sort.CSV: som_csv_zip,
}


def kommunens_pdf(data, kod):
    """One kommun's edition, PDF/UA-1 and PDF/A-3a."""
    return som_kommun_pdf(data, kod)
