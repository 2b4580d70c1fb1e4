"""Where the pieces of a report land: put together part by part, with what heads the year's areas, and where each text came from. Pure."""

from html import escape
from typing import TypedDict

from berattelse.forra.delning import INTE, OVRIGT
from berattelse.forra.namn import Namnlista


class Bitdata(TypedDict):
    """A piece (delning.Bit) as it is kept with its file: `html` cleaned, `year` what the heading of the priorities says."""

    rubrik: str
    plats: str
    hem: str
    part: str
    sakerhet: str
    skal: str
    egen: bool
    year: str
    html: str


def hopsatt(bitar: list[Bitdata]) -> dict[str, tuple[dict[str, str], str]]:
    """{place: ({part: HTML}, the year the heading of the priorities says)}, in the order of the file. What lands nowhere is not there."""
    ut: dict[str, tuple[dict[str, str], str]] = {}
    for bit in bitar:
        html = med_rubrik(bit)
        if bit["hem"] in {OVRIGT, INTE} or not html:
            continue
        texter, year = ut.get(bit["hem"], ({}, ""))
        texter[bit["part"]] = texter.get(bit["part"], "") + html
        ut[bit["hem"]] = texter, year or bit["year"]
    return ut


def med_rubrik(bit: Bitdata) -> str:
    """The text of a piece below its heading, unless the heading is the name of its place."""
    rubrik = "" if bit["egen"] or not bit["rubrik"] else f"<h5>{escape(bit['rubrik'], quote=False)}</h5>"
    return rubrik + bit["html"]


def printade_rubriker(bitar: list[Bitdata], lista: Namnlista) -> dict[int, str]:
    """{area: its heading as the file has it}. `lista` is the namn.Namnlista that knows how names are written."""
    ut: dict[int, str] = {}
    for bit in bitar:
        sort, _, pk = bit["hem"].partition(":")
        if sort == "omrade" and bit["egen"] and bit["rubrik"]:
            ut.setdefault(int(pk), lista.utskriven(bit["rubrik"]))
    return ut


def ordning(bitar: list[Bitdata]) -> dict[str, int]:
    """{place: how early in the file it comes}"""
    ut: dict[str, int] = {}
    for n, bit in enumerate(bitar):
        ut.setdefault(bit["hem"], n)
    return ut


def kallor(bitar: list[Bitdata], hem: str) -> dict[str, str]:
    """{part: where in the file its text stands}, as "sida 4 och 5"."""
    platser: dict[str, list[str]] = {}
    for bit in bitar:
        if bit["hem"] == hem and (bit["html"] or not bit["egen"]):
            platser.setdefault(bit["part"], []).append(bit["plats"])
    return {part: _fran_till(list(dict.fromkeys(lista))) for part, lista in platser.items()}


def _fran_till(platser: list[str]) -> str:
    """ "sida 4–6" of the first and the last."""
    return platser[0] if len(platser) == 1 else f"{platser[0]}–{platser[-1].rpartition(' ')[2]}"
