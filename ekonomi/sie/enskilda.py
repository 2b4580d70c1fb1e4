"""The vouchers of a SIE file one by one, with their rows: what stands behind a sum. Pure, standard library only."""

import io
from collections.abc import Iterator

from ekonomi.sie import kort
from ekonomi.sie.belopp import kodning, ratta
from ekonomi.sie.kort import Rad
from ekonomi.sie.reader import Lasare
from ekonomi.sie.verifikationer import Verifikation


def verifikationer(data: bytes) -> Iterator[Verifikation]:
    """The vouchers of a file that can be read, in its order, with their `poster`."""
    codec = kodning(data)[1]
    lasare = _Verifikationslasare(codec, (), snabbt=True)
    rader = io.TextIOWrapper(io.BytesIO(ratta(data)[0] if codec == "utf-8-sig" else data), encoding=codec, errors="replace", newline=None)
    for stycke in kort.stycken(rader):
        lasare.stycke(stycke)
        yield from lasare.bokforda
        lasare.bokforda.clear()
    lasare.stycke("}")
    yield from lasare.bokforda


class _Verifikationslasare(Lasare):
    """Keeps the vouchers of a piece instead of counting them."""

    def __init__(self, teckenkodning: str, par: tuple[str, ...], *, snabbt: bool) -> None:
        super().__init__(teckenkodning, par, snabbt)
        self.bokforda: list[Verifikation] = []

    def _bokfor(self, rad: int, serie: str, nr: str, dag: str, rader: list[Rad], huvud: str) -> None:
        nyckel = self.bok.konteringar.nyckel
        poster = [(*nyckel(konto, lista), ore) for konto, lista, ore in rader]
        self.bokforda.append(Verifikation(rad, serie, nr, dag, rader, huvud, poster))
