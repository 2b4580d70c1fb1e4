"""Opens an Excel file that somebody sends: what is none, or is too large unpacked, is refused with a sentence. Pure: no database."""

import io
import re
import zipfile
from dataclasses import dataclass

from samverkan.vilande import Vilande

openpyxl = Vilande("openpyxl")


MAX_UPPACKAD = 60_000_000  # bytes
MAX_RADER = 20_000
MAX_CELLER = 250_000  # more than so many rows of what is read have
FOR_STOR = "Filen är för stor uppackad. Spara bara bladet med siffrorna i en ny fil."
_CELLER = (b"<c>", b"<c ", b"<c/", b"<mergeCell ")
_OMRADE = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


class InteExcelError(ValueError):
    """The file is not such a sheet; the message says in Swedish what is wrong with it as a whole."""


@dataclass(frozen=True)
class Kalkylrad:
    """A row of a table, and where each of its cells stands: "rad 4" or "cell C4"."""

    celler: list
    platser: list[str]


def oppna(data: bytes, *, data_only: bool):
    """The workbook; its formulas' saved values when `data_only`, else the formulas."""
    _prova(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arkiv:
            _prova_storlek(arkiv)
        return openpyxl.load_workbook(io.BytesIO(data), data_only=data_only)
    except InteExcelError:
        raise
    except Exception as error:  # a damaged file makes zipfile, zlib, the XML parser or openpyxl raise anything
        raise InteExcelError("Filen går inte att öppna som Excel (.xlsx). Spara den på nytt ur Excel som .xlsx.") from error


def _prova(data):
    """InteExcelError for what is plainly another kind of file."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise InteExcelError("Filen är skyddad med lösenord. Ta bort lösenordet i Excel och spara den på nytt.")
        raise InteExcelError("Filen är i det gamla formatet .xls. Spara den som .xlsx.")
    if data.startswith(b"PK") and b"application/vnd.oasis.opendocument" in data[:200]:
        raise InteExcelError("Filen är i formatet OpenDocument (.ods). Spara den som .xlsx.")
    if not data.startswith(b"PK"):
        raise InteExcelError("Filen är ingen Excelfil, fast den kanske heter så. Öppna den i Excel och spara den som .xlsx.")


def _prova_storlek(arkiv):
    """InteExcelError for what would take minutes to read: counted in the file's own text, which takes none."""
    if sum(post.file_size for post in arkiv.infolist()) > MAX_UPPACKAD:
        raise InteExcelError(FOR_STOR)
    for namn in arkiv.namelist():
        text = arkiv.read(namn) if namn.startswith("xl/worksheets/") else b""
        if sum(map(text.count, _CELLER)) + sum(_celler(*omrade) for omrade in _OMRADE.findall(text)) > MAX_CELLER:
            raise InteExcelError(FOR_STOR)


def _celler(fran_kolumn, fran_rad, till_kolumn, till_rad):
    """How many cells an area has that is merged into one."""
    kolumner = _kolumn(till_kolumn) - _kolumn(fran_kolumn) + 1
    return kolumner * (int(till_rad[:9]) - int(fran_rad[:9]) + 1)


def _kolumn(bokstaver):
    return sum((bokstav - 64) * 26**plats for plats, bokstav in enumerate(reversed(bokstaver[:4])))


def tabeller(data: bytes) -> list[list[Kalkylrad]]:
    """Each sheet as rows, those without anything left out."""
    return [
        [
            Kalkylrad([cell.value for cell in rad], [f"cell {cell.coordinate}" for cell in rad])
            for rad in ark.iter_rows(max_row=min(ark.max_row, MAX_RADER), max_col=min(ark.max_column, 40))
            if any(cell.value is not None for cell in rad)
        ]
        for ark in oppna(data, data_only=True).worksheets
    ]
