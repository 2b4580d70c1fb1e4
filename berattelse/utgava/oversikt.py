"""What a director sees of an edition before she adopts it: its figures in short, and what in it is made up. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from berattelse.utgava.faltnamn import NYCKEL, etikett

DJUP = 2  # how far into the report a place is told


@dataclass(frozen=True)
class Siffror:
    """Kronor and meetings; None where it is not known. `utraknat`: the outcome is the compensation less the result."""

    ersattning: int | None
    utfall: int | None
    utraknat: bool
    resultat: int
    skuld: int
    moten: int | None


def siffror(b) -> Siffror:
    e = b.ekonomi
    ersattning = e.ersattning.gallande if e.ersattning else None
    utfall = [rad.utfall for rad in e.resultat.rader]
    kant = bool(utfall) and None not in utfall
    raknat = ersattning - e.resultat.summa if ersattning is not None else None
    return Siffror(
        ersattning=ersattning, utfall=sum(utfall) if kant else raknat, utraknat=not kant, resultat=e.resultat.summa, skuld=e.skuld.summa,
        moten=b.arenatabell.summa.hallna,
    )  # fmt: skip


def exempel(b) -> list[tuple[str, int]]:
    """[(where in the report, how many marks)] of what is marked as made up, in the order of the report."""
    return list(Counter(": ".join(plats) for plats in _marken(b, ())).items())


def _marken(rad, plats) -> Iterator[tuple[str, ...]]:
    for falt in fields(rad):
        varde = getattr(rad, falt.name)
        if falt.name.endswith("_exempel") and varde is True:
            yield (*plats, etikett(type(rad).__name__, falt.name.removesuffix("_exempel")))[:DJUP]
        elif falt.name == "exempel" and varde is True and plats:
            yield plats
        under = (*plats, etikett(type(rad).__name__, falt.name))[:DJUP]
        for del_ in varde if isinstance(varde, list) else [varde]:
            if is_dataclass(del_):
                yield from _marken(del_, (*under, *_namn(del_))[:DJUP] if isinstance(varde, list) else under)


def _namn(rad):
    """The name of a row, when it has one that is a text."""
    varden = (getattr(rad, falt) for falt in NYCKEL.get(type(rad).__name__, ()))
    return [next((v for v in varden if isinstance(v, str)), "")]
