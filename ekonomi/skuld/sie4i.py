"""Orders to the accounts as a SIE file of type 4I: vouchers for another program to read. Pure, standard library only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from ekonomi.skuld.order import Orderrad

SERIE = "SK"
_BOKSTAVER = "åäöÅÄÖéÉ"
_UTANFOR = str.maketrans({"–": "-", "—": "-", "−": "-", "”": "'", "“": "'", "’": "'", "\u00a0": " ", "…": "...", "§": "par."})


@dataclass(frozen=True)
class Orderverifikation:
    """One order: its number, the day it is for, its text and lines, and the day it was made."""

    nummer: int
    datum: date
    text: str
    rader: Sequence[Orderrad]
    skapad: date


def sie4i(foretag: str, verifikationer: Sequence[Orderverifikation], *, skapad: date, orgnr: str = "") -> bytes:
    """The file: codepage 437 as the format says, lines ended as it says, and each account and object told once."""
    konton = {rad.konto.konto: rad.konto for v in verifikationer for rad in v.rader}
    objekt = {(rad.konto.dimension, rad.konto.objekt): rad.konto for v in verifikationer for rad in v.rader if rad.konto.objekt}
    dimensioner = {dim: konto.dimensionsnamn for (dim, _), konto in objekt.items()}
    rader = [
        "#FLAGGA 0",
        '#PROGRAM "Samverkan" "1"',
        "#FORMAT PC8",
        f"#GEN {skapad:%Y%m%d}",
        "#SIETYP 4",
        *([f"#ORGNR {_citat(orgnr)}"] if orgnr else ()),
        f"#FNAMN {_citat(foretag)}",
        *(f"#DIM {dim} {_citat(namn or dim)}" for dim, namn in sorted(dimensioner.items())),
        *(f"#OBJEKT {dim} {_citat(kod)} {_citat(konto.objektsnamn or kod)}" for (dim, kod), konto in sorted(objekt.items())),
        *(f"#KONTO {nr} {_citat(konto.namn)}" for nr, konto in sorted(konton.items())),
        *(rad for v in verifikationer for rad in _verifikation(v)),
    ]
    return "".join(f"{rad}\r\n" for rad in rader).encode("cp437")


def _verifikation(v: Orderverifikation) -> Iterable[str]:
    yield f'#VER "{SERIE}" "{v.nummer}" {v.datum:%Y%m%d} {_citat(v.text)} {v.skapad:%Y%m%d}'
    yield "{"
    for rad in v.rader:
        objekt = f"{_citat(rad.konto.dimension)} {_citat(rad.konto.objekt)}" if rad.konto.objekt else ""
        yield f"   #TRANS {rad.konto.konto} {{{objekt}}} {rad.belopp}.00 {v.datum:%Y%m%d} {_citat(rad.text)}"
    yield "}"


def _tecken(tecken: str) -> str:
    """Printable ASCII and the letters of Swedish as they are; any other by its plain letter, or a question mark."""
    if " " <= tecken <= "~" or tecken in _BOKSTAVER:
        return tecken
    return " " if tecken.isspace() else normalize("NFKD", tecken).encode("ascii", "ignore").decode().strip() or "?"


def _citat(text: str) -> str:
    """Quoted, on one line, in signs that no reader takes for another codepage."""
    text = " ".join("".join(map(_tecken, text.translate(_UTANFOR))).split())
    return '"' + text.replace("\\", "/").replace('"', '\\"') + '"'
