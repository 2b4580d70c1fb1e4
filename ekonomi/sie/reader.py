"""Reads SIE 4 (types 1 to 4, export and import) as real programs write it. Pure, standard library only.

A file is read line by line and never given up: what is odd is noted with its line, and only what is not SIE at all is
refused. Amounts are whole öre, debit positive. The text is read by its bytes, whatever #FORMAT says.
"""

import io
import re
from collections import defaultdict
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ekonomi.sie.avstamning import stammer, utan_nummer
from ekonomi.sie.belopp import InteSieError, belopp_i_ore, belopp_isar, dela, dela_utan_citat, kodning, oklart, prova_sie, utan_klammer
from ekonomi.sie.datum import ar_period, som_dag, som_period
from ekonomi.sie.etiketter import RESERVERADE, RUBRIKER, TYSTA
from ekonomi.sie.kort import Kortvag
from ekonomi.utfall.avlasning import Avlasning, Fel, Kalla, Nyckel, Objekt, som_perioder
from samverkan import svenska

MAX_FEL = 500
_ARSNR = re.compile(r"-?\d{1,2}")
Falt = list[str]
Summor = defaultdict[Nyckel, int]
VAR = 16384  # lines between two calls of the progress


def read(data: bytes, framsteg: Callable[[int], None] | None = None, *, snabbt: bool = True) -> Avlasning:
    """Read a whole file. InteSieError, with a sentence that says what it is instead, when it is not SIE.

    `framsteg` is called now and then with how many per cent are read. Not `snabbt`: no row is read the short way.
    """
    prova_sie(data)
    data = data.removeprefix(b"\xef\xbb\xbf")
    namn, text = kodning(data)
    lasare = _Lasare(namn, snabbt)
    rader = io.TextIOWrapper(io.BytesIO(data), encoding=text, errors="replace", newline=None)
    for nr, rad in enumerate(rader, 1):
        lasare.rad(nr, rad)
        if framsteg and not nr % VAR:
            framsteg(min(99, rader.buffer.tell() * 100 // len(data)))
    return lasare.klar()


class _Lasare:
    """The state of a reading: one method for each label that says something."""

    def __init__(self, teckenkodning: str, snabbt: bool) -> None:
        self.snabbt = snabbt
        self.ut = Avlasning(huvud={"Teckenkodning": teckenkodning})
        self.kanda = 0
        self.nr, self.etikett, self.flaggor = 0, "", 0
        self.rakenskapsyear: dict[str, tuple[str, str]] = {}  # årsnr → (first, last)
        self.trans, self.psaldo, self.budget = (defaultdict[Nyckel, int](int) for _ in range(3))
        self.res: defaultdict[Nyckel, int] = defaultdict(int)
        self.ver: list[Any] | None = None  # the open voucher: [line, day, sum]
        self.manad = ""  # the open voucher's month, when its day is known
        self.kort = Kortvag()
        self.anvanda: set[tuple[str, str]] = set()
        self.lagen = {
            etikett: getattr(self, f"_{etikett.lower()}")
            for etikett in (
                "RAR", "DIM", "UNDERDIM", "OBJEKT", "KONTO", "PSALDO", "PBUDGET", "RES", "VER", "TRANS", "OMFATTN", "FORMAT", "FLAGGA",
            )
        }  # fmt: skip

    def rad(self, nr: int, rad: str) -> None:
        self.nr = nr
        rad = rad.replace("\x00", "")  # no database keeps it
        rad = rad.strip(" \t\r\n\x0c\x1a\ufeff")
        if rad in {"", "{", "}"}:
            if rad == "}":
                self._stang()
            return
        if self.snabbt and self._kort(rad):
            return
        if rad[0] != "#":
            self.etikett = ""
            self.fel("Raden börjar inte med en etikett. Den hör kanske till raden före; den är hoppad över.")
            return
        etikett, _, resten = rad[1:].replace("\t", " ").lstrip().partition(" ")
        self.etikett = etikett = etikett.upper()
        if etikett in self.lagen or etikett in RUBRIKER:
            self.kanda += 1
            self._read(etikett, resten)
        elif etikett in TYSTA:
            self.kanda += 1
        else:
            self.fel("Okänd etikett. Den är hoppad över.")

    def _kort(self, rad: str) -> bool:
        """Read the short way, when nothing is odd; False for any other line."""
        if self.manad and self.ver and (tolkad := self.kort.rad(rad)):
            konto, objekt, ore = tolkad
            self.trans[self.manad, konto, objekt] += ore
            self.ver[2] += ore
        elif dag := self.kort.ver(rad):
            self._stang()
            self.ver, self.manad = [self.nr, dag, 0], dag[:6]
        else:
            return False
        self.kanda += 1
        return True

    def _read(self, etikett: str, resten: str) -> None:
        falt, objekt, trasig = dela(resten)
        if "\ufffd" in resten:
            self.fel("Ett tecken har gått förlorat innan filen kom hit.")
        if trasig:
            self.fel("Citattecknen går inte jämnt ut. Raden är läst så gott det går.")
        if etikett in RUBRIKER and falt:
            self.ut.huvud[RUBRIKER[etikett]] = " ".join(filter(None, falt))[:200]
        if etikett in self.lagen:
            self.lagen[etikett](falt, objekt, resten if trasig else "")

    def fel(self, vad: str, *, tappat: bool = False, rad: int | None = None, etikett: str | None = None) -> None:
        self.ut.antal_fel += 1
        if len(self.ut.fel) < MAX_FEL or tappat:
            self.ut.fel.append(Fel(rad or self.nr, f"#{etikett or self.etikett}" if etikett or self.etikett else "", vad, tappat))

    def _flagga(self, *_: object) -> None:
        if self.flaggor:
            self.fel("Här börjar en fil till i samma fil. Beloppen i båda är sammanlagda.")
        self.flaggor += 1

    def _format(self, falt: Falt, *_: object) -> None:
        namn = self.ut.huvud["Teckenkodning"]
        if falt and falt[0].upper() == "PC8" and not namn.startswith(("PC8", "ASCII")):
            self.fel(f"Filen säger PC8 men är skriven i {namn}, och är läst så.")

    def _omfattn(self, falt: Falt, *_: object) -> None:
        self.ut.omfattar_till = falt[0] if falt else ""

    def _rar(self, falt: Falt, *_: object) -> None:
        forsta, sista = map(som_dag, (*falt[1:3], "", "")[:2])
        if not (forsta and sista):
            self.fel("Räkenskapsåret saknar datum.")
            return
        if self.rakenskapsyear.setdefault(falt[0], (forsta, sista)) != (forsta, sista):
            self.fel(f"Räkenskapsår {falt[0]} står två gånger med olika datum. De första gäller.")

    def _dim(self, falt: Falt, *_: object) -> None:
        if falt:
            self.ut.dimensioner[falt[0]] = falt[-1] if len(falt) > 1 else ""

    def _underdim(self, falt: Falt, *_: object) -> None:
        if falt:
            self.ut.dimensioner[falt[0]] = falt[1] if len(falt) > 1 else ""

    def _objekt(self, falt: Falt, *_: object) -> None:
        if len(falt) < 2:
            self.fel("Objektet saknar kod.")
            return
        self.ut.objekt[falt[0], falt[1]] = " ".join(falt[2:])

    def _konto(self, falt: Falt, *_: object) -> None:
        if falt:
            self.ut.konton[falt[0]] = " ".join(falt[1:])

    def _psaldo(self, falt: Falt, objekt: Falt | None, trasig: str) -> None:
        self._periodbelopp(self.psaldo, falt, objekt, trasig)

    def _pbudget(self, falt: Falt, objekt: Falt | None, trasig: str) -> None:
        self._periodbelopp(self.budget, falt, objekt, trasig)

    def _periodbelopp(self, till: Summor, falt: Falt, objekt: Falt | None, trasig: str) -> None:
        """årsnr, period, konto, {objekt}, amount; period and account changed about are told apart by their shape."""
        falt, par, _ = self._med_objekt(falt, objekt, 3, trasig)
        if len(falt) < 4:
            self.fel("Raden saknar fält. Beloppet är inte räknat.", tappat=True)
            return
        period, konto = som_period(falt[1]), som_period(falt[2])
        if not ar_period(period) and ar_period(konto):
            period, konto = konto, period
            self.fel("Period och konto har bytt plats.")
        if not ar_period(period):
            self.fel(f"Perioden ”{period}” är ingen månad. Beloppet är inte räknat.", tappat=True)
            return
        if (inom := self.rakenskapsyear.get(falt[0])) and not inom[0][:6] <= period[:6] <= inom[1][:6]:
            self.fel(f"Perioden {period} ligger utanför räkenskapsår {falt[0]}. Perioden gäller.")
        self._rakna(till, (period[:6], konto, par), falt[3:])

    def _res(self, falt: Falt, *_: object) -> None:
        if len(falt) < 3:
            self.fel("Raden saknar fält. Saldot är inte läst.", tappat=True)
            return
        nr, konto = falt[:2]
        if not _ARSNR.fullmatch(nr) and _ARSNR.fullmatch(konto):
            nr, konto = konto, nr
            self.fel("Årsnummer och konto har bytt plats.")
        if not _ARSNR.fullmatch(nr):
            self.fel(f"”{nr[:40]}” är inget årsnummer. Saldot är inte läst.", tappat=True)
            return
        self._rakna(self.res, (nr, konto, ()), falt[2:])

    def _ver(self, falt: Falt, inom: Falt | None, *_: object) -> None:
        self._stang()
        if inom:
            self.fel("Verifikationens transaktioner står på samma rad som den och är inte räknade.", tappat=True)
        dag = next(filter(ar_period, map(som_dag, falt[2:4])), "")
        if not dag:
            self.fel("Verifikationen saknar datum; raderna räknas efter sina egna.")
        self.ver = [self.nr, dag, 0]
        self.manad = dag[:6] if self.snabbt else ""

    def _trans(self, falt: Falt, objekt: Falt | None, trasig: str) -> None:
        falt, par, klamrar = self._med_objekt(falt, objekt, 1, trasig)
        if not klamrar and falt[2:3] and falt[2] and not som_dag(falt[2]):
            self.fel("Objekten kan inte skiljas från beloppet, som inte är räknat.", tappat=True)
            return
        if len(falt) < 2:
            self.fel("Raden saknar konto eller belopp och är inte räknad.", tappat=True)
            return
        dag = (self.ver and self.ver[1]) or "".join(map(som_dag, falt[2:3]))
        if not ar_period(dag):
            self.fel("Transaktionen har inget datum, varken eget eller verifikationens. Den är inte räknad.", tappat=True)
            return
        if self.ver is None:
            self.fel("Transaktionen står utanför en verifikation. Den är räknad efter sitt eget datum.")
        ore = self._rakna(self.trans, (dag[:6], falt[0], par), falt[1:], mangd=False)
        if self.ver and ore is not None:
            self.ver[2] += ore

    def _med_objekt(self, falt: Falt, objekt: Falt | None, fore: int, trasig: str) -> tuple[Falt, Objekt, bool]:
        """(fields without objects, ((dim, code), …), did they stand in braces?). Objects without braces are known by what is declared."""
        if trasig and (objekt is None or len(falt) <= fore or belopp_i_ore(falt[fore]) is None):
            falt, objekt = dela_utan_citat(trasig)
        klamrar = objekt is not None
        if objekt is None:
            falt, objekt = utan_klammer(falt, fore, self.ut.objekt, self.ut.dimensioner)
            self.fel("Klamrarna för objekt, {}, saknas eller tar inte slut.")
        if len(objekt) % 2:
            self.fel("Objektlistan går inte jämnt ut i dimension och objekt; det sista är hoppat över.")
        par: dict[str, str] = {}
        for dim, kod in zip(objekt[::2], objekt[1::2], strict=False):
            if par.setdefault(dim, kod) != kod:
                self.fel(f"Dimension {dim} står två gånger på raden; den första räknas.")
            self.anvanda.add((dim, kod))
        return falt, tuple(par.items()), klamrar

    def _rakna(self, till: Summor, nyckel: Nyckel, falt: Falt, *, mangd: bool = True) -> int | None:
        """Count the amount that `falt` begins with; what stands after it is a quantity (`mangd`) or a day, else it is told."""
        text, sedan = belopp_isar(falt, mangd=mangd)
        ore = belopp_i_ore(text)
        if ore is None:
            self.fel(f"Beloppet ”{text[:40]}” går inte att läsa och är inte räknat.", tappat=True)
            return None
        if isinstance(ore, Decimal):
            self.fel("Beloppet har delar av ören och är avrundat.")
            ore = int(ore.quantize(Decimal(1), ROUND_HALF_UP))
        if text != falt[0]:
            self.fel(f"Beloppet är skrivet med mellanrum och är läst som {svenska.ore(ore)} kr.")
        if sedan and oklart(sedan, mangd=mangd):
            self.fel(f"Efter beloppet står ”{sedan[:40]}”. Beloppet är läst som {svenska.ore(ore)} kr.")
        if till is self.res and nyckel in till:
            self.fel("Saldot står på flera rader; beloppen är sammanlagda.")
        till[nyckel] += ore
        return ore

    def _stang(self) -> None:
        """The voucher is over: do its rows go out even?"""
        if self.ver and self.ver[2]:
            self.fel(f"Verifikationen går inte jämnt ut: det skiljer {svenska.ore(self.ver[2])} kr.", rad=self.ver[0], etikett="VER")
        self.ver, self.manad = None, ""

    def klar(self) -> Avlasning:
        """The reading, with its source chosen: vouchers before period balances before the year's; never two of them."""
        self._stang()
        if not self.kanda:
            raise InteSieError("Filen är inte en SIE-fil: ingen rad börjar med en etikett som #FLAGGA eller #SIETYP.")
        ut = self.ut
        self.nr, self.etikett = 0, ""
        ut.rakenskapsyear = self.rakenskapsyear.get("0")
        ut.huvud |= {"Räkenskapsår": "–".join(ut.rakenskapsyear)} if ut.rakenskapsyear else {}
        perioder, arssaldon = som_perioder(self.trans), self._arssaldon()
        for kalla, belopp in ((Kalla.VERIFIKATIONER, perioder), (Kalla.PERIODSALDON, self.psaldo), (Kalla.ARSSALDON, arssaldon)):
            if belopp:
                ut.kalla, ut.saldon = kalla, dict(belopp)
                break
        else:
            self.fel("Filen innehåller inga belopp för resultatkonton.")
        ut.huvud["Beloppen är lästa ur"] = ut.kalla
        ut.budget = dict(self.budget)
        self.anvanda |= self.kort.anvanda
        for dim, kod in sorted(self.anvanda - ut.objekt.keys()):
            ut.objekt[dim, kod] = ""
        for dim in sorted({dim for dim, _ in ut.objekt} - ut.dimensioner.keys()):
            ut.dimensioner[dim] = RESERVERADE.get(dim, "")
        for vad, tappat in (*stammer(ut, self.res), *utan_nummer(ut)):
            self.fel(vad, tappat=tappat)
        return ut

    def _arssaldon(self) -> dict[Nyckel, int]:
        """The year's balances by the span of their year; a year without dates is taken to be the one that is read for."""
        return {
            ("-".join(self.rakenskapsyear[nr]) if nr in self.rakenskapsyear else "", konto, ()): ore
            for (nr, konto, _), ore in self.res.items()
            if nr in self.rakenskapsyear or nr == "0"
        }
