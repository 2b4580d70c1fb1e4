"""Reads SIE 4 (types 1 to 4, export and import) as real programs write it. Pure, standard library only.

A file is read line by line and never given up: what is odd is noted with its line, and only what is not SIE at all is
refused. Amounts are whole öre, debit positive. The text is read by its bytes, whatever #FORMAT says.
"""

import io
import re
from collections import defaultdict
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from ekonomi.sie import belopp as tecken
from ekonomi.sie import kort
from ekonomi.sie.avstamning import EgnaSaldon, skillnader, stam_av, utan_nummer, utan_year
from ekonomi.sie.belopp import InteSieError, avhuggen, belopp_i_ore, belopp_isar, dela, dela_utan_citat, oklart, utan_klammer
from ekonomi.sie.datum import ar_period, finns, som_dag, som_period
from ekonomi.sie.etiketter import RESERVERADE, RUBRIKER, TYSTA
from ekonomi.sie.verifikationer import Huvudbok, Verifikation
from ekonomi.utfall.avlasning import Avlasning, Fel, Felslag, Kalla, Nyckel, Objekt
from samverkan import svenska

MAX_FEL = 500  # of one kind
MAX_VIKTIGA = 50_000  # of one kind, of what may be money
_ARSNR = re.compile(r"-?\d{1,2}")
Falt = list[str]
Summor = defaultdict[Nyckel, int]


def read(data: bytes, framsteg: Callable[[int], None] | None = None, *, par: tuple[str, ...] = (), snabbt: bool = True) -> Avlasning:
    """Read a whole file. InteSieError, with a sentence that says what it is instead, when it is not SIE.

    `framsteg` is called now and then with how many per cent are read. `par` are two dimensions whose objects are to be
    read together. Not `snabbt`: no voucher is read the short way.
    """
    tecken.prova_sie(data)
    data = data.removeprefix(b"\xef\xbb\xbf")
    namn, text = tecken.kodning(data)
    data, ordet = tecken.ratta(data) if text == "utf-8-sig" else (data, "")
    lasare = Lasare(namn, par, snabbt)
    if ordet:
        lasare.fel(
            f"Filen är sparad som UTF-8 efter att ha lästs i fel teckenkodning: där står ”{ordet}”. Bokstäverna å, ä och ö är rättade."
        )
    rader = io.TextIOWrapper(io.BytesIO(data), encoding=text, errors="replace", newline=None)
    osagt = 0
    for stycke in kort.stycken(rader):
        lasare.stycke(stycke)
        osagt += len(stycke)
        if framsteg and osagt > kort.BIT // 2:
            framsteg(min(99, rader.buffer.tell() * 100 // len(data)))
            osagt = 0
    return lasare.klar()


class Lasare:
    """The state of a reading: one method for each label that says something."""

    def __init__(self, teckenkodning: str, par: tuple[str, ...], snabbt: bool) -> None:
        self.par, self.snabbt = par, snabbt
        self.ut = Avlasning(huvud={"Teckenkodning": teckenkodning})
        self.nr, self.etikett, self.resten = 0, "", ""
        self.ar_sie = self.har_borjat = False  # has a label been known; has #FLAGGA been read
        self.rakenskapsyear: dict[str, tuple[str, str]] = {}  # årsnr → (first, last)
        self.psaldo, self.budget, self.res = (defaultdict[Nyckel, int](int) for _ in range(3))
        self.balans: dict[str, dict[tuple[str, str], int]] = {"IB": {}, "UB": {}}
        self.ver: Verifikation | None = None  # the open one
        self.bok = Huvudbok()
        self.anvanda: set[tuple[str, str]] = set()
        self.lika: set[tuple[str, str]] = set()
        self.sedda: set[int] = set()
        self.lagen = {
            etikett: getattr(self, f"_{etikett.lower()}")
            for etikett in (
                "RAR", "DIM", "UNDERDIM", "OBJEKT", "KONTO", "PSALDO", "PBUDGET", "RES", "IB", "UB", "VER", "TRANS", "OMFATTN", "FORMAT",
                "FLAGGA",
            )
        }  # fmt: skip

    def stycke(self, text: str) -> None:
        """Read a piece of the file: the voucher it begins with the short way when nothing is odd, all else line by line."""
        if self.snabbt and (tolkad := kort.verifikation(text, self.bok.konteringar)):
            serie, nr, dag, rader, huvud, svans = tolkad
            self._stang()
            self._bokfor(self.nr + 1, serie, nr, dag, rader, huvud)
            self.ar_sie = True
            self.nr += len(rader) + 3
            text = svans.partition("\n")[2]
            if not text:
                return
        for rad in text.split("\n"):
            self.nr += 1
            self.rad(rad)

    def rad(self, rad: str) -> None:
        rad = rad.replace("\x00", "")  # no database keeps it
        rad = rad.strip(" \t\r\n\x0c\x1a\ufeff")
        if rad in {"", "{", "}"}:
            if rad == "}":
                self._stang()
            elif rad and self.ver:
                self.ver.oppen = True
            return
        if rad[0] != "#":
            self.etikett = ""
            self.fel("Raden börjar inte med en etikett. Den hör kanske till raden före; den är hoppad över.")
            return
        etikett, _, resten = rad[1:].replace("\t", " ").lstrip().partition(" ")
        self.etikett = etikett = etikett[:20].upper()
        if etikett in self.lagen or etikett in RUBRIKER:
            self._read(etikett, resten)
        elif etikett not in TYSTA:
            self.fel("Okänd etikett. Den är hoppad över.")
            return
        self.ar_sie = True

    def _read(self, etikett: str, resten: str) -> None:
        self.resten = resten
        falt, objekt, trasig = dela(resten)
        if "\ufffd" in resten:
            self.fel("Ett tecken har gått förlorat innan filen kom hit.")
        if trasig:
            self.fel("Citattecknen går inte jämnt ut. Raden är läst så gott det går.")
        if etikett in RUBRIKER and falt:
            self.ut.huvud[RUBRIKER[etikett]] = " ".join(filter(None, falt))[:200]
        if etikett in self.lagen:
            self.lagen[etikett](falt, objekt, resten if trasig else "")

    def fel(self, vad: str, sort: str = "", *, tappat: bool = False, rad: int | None = None, etikett: str | None = None) -> None:
        """Note a remark, of its own kind or of the kind `sort`. Of each kind all are counted, and so many are kept that memory lasts."""
        sort = sort or vad.rstrip(".")
        antal = self.ut.antal[sort] = self.ut.antal.get(sort, 0) + 1
        nr, etikett = (self.nr, self.etikett) if rad is None else (rad, etikett)
        fel = Fel(nr, f"#{etikett}" if etikett else "", vad, tappat, sort)
        if antal <= (MAX_VIKTIGA if fel.viktigt else MAX_FEL):
            self.ut.fel.append(fel)

    def _flagga(self, *_: object) -> None:
        if self.har_borjat:
            self.fel("Här börjar en fil till i samma fil. Beloppen i båda är sammanlagda.")
        self.har_borjat = True

    def _format(self, falt: Falt, *_: object) -> None:
        namn = self.ut.huvud["Teckenkodning"]
        if falt and falt[0].upper() == "PC8" and not namn.startswith(("PC8", "ASCII")):
            self.fel(f"Filen säger PC8 men är skriven i {namn}, och är läst så.")

    def _omfattn(self, falt: Falt, *_: object) -> None:
        self.ut.omfattar_till = falt[0] if falt else ""

    def _rar(self, falt: Falt, *_: object) -> None:
        forsta, sista = map(som_dag, (*falt[1:], "", "")[:2])
        if not (forsta and sista):
            self.fel("Räkenskapsåret saknar datum.")
            return
        for dag in (forsta, sista):
            self._krav_dag(dag)
        if self.rakenskapsyear.setdefault(falt[0], (forsta, sista)) != (forsta, sista):
            self.fel(
                f"Räkenskapsår {falt[0]} står två gånger med olika datum. De första gäller.",
                "Räkenskapsåret står två gånger med olika datum",
            )
        self.bok.sista_dagar.add(sista)

    def _krav_dag(self, dag: str) -> None:
        """Say of ÅÅÅÅMMDD that it is no day of the calendar."""
        if len(dag) == 8 and not finns(dag):
            self.fel(f"Dagen {dag[:4]}-{dag[4:6]}-{dag[6:]} finns inte i kalendern. Månaden gäller.", "Dagen finns inte i kalendern")

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
            self.fel(f"Perioden ”{period[:40]}” är ingen månad. Beloppet är inte räknat.", "Perioden är ingen månad", tappat=True)
            return
        self._krav_dag(period)
        if (inom := self.rakenskapsyear.get(falt[0])) and not inom[0][:6] <= period[:6] <= inom[1][:6]:
            self.fel(
                f"Perioden {period} ligger utanför räkenskapsår {falt[0]}. Perioden gäller.", "Perioden ligger utanför sitt räkenskapsår"
            )
        ore = self._belopp(falt[3:])
        if ore is not None:
            till[period[:6], konto, par] += ore
            if till is self.psaldo and ore:
                self._prova_lika(falt[0], period, konto, par, ore)

    def _prova_lika(self, nr: str, period: str, konto: str, par: Objekt, ore: int) -> None:
        marke = hash((nr, period, konto, frozenset(par), ore))
        if marke in self.sedda:
            self.lika.add((period[:6], konto))
            self.fel("Samma saldo står redan på en likadan rad. Båda är räknade.", Felslag.LIKA)
        self.sedda.add(marke)

    def _res(self, falt: Falt, *_: object) -> None:
        if len(falt) < 3:
            self.fel("Raden saknar fält. Saldot är inte läst.", tappat=True)
            return
        nr, konto = falt[:2]
        if not _ARSNR.fullmatch(nr) and _ARSNR.fullmatch(konto):
            nr, konto = konto, nr
            self.fel("Årsnummer och konto har bytt plats.")
        if not _ARSNR.fullmatch(nr):
            self.fel(f"”{nr[:40]}” är inget årsnummer. Saldot är inte läst.", "Saldot har inget årsnummer", tappat=True)
            return
        ore = self._belopp(falt[2:], saldo=True)
        if ore is not None:
            if (nr, konto, ()) in self.res:
                self.fel("Saldot står på flera rader; beloppen är sammanlagda.")
            self.res[nr, konto, ()] += ore

    def _ib(self, falt: Falt, *_: object) -> None:
        self._balansrad("IB", falt)

    def _ub(self, falt: Falt, *_: object) -> None:
        self._balansrad("UB", falt)

    def _balansrad(self, vilken: str, falt: Falt) -> None:
        """Read to hold the movements of the account against; what is odd with it is not told."""
        ore = belopp_i_ore(belopp_isar(falt[2:], mangd=True)[0]) if len(falt) > 2 else None
        if isinstance(ore, int):
            till = self.balans[vilken]
            till[falt[0], falt[1]] = till.get((falt[0], falt[1]), 0) + ore

    def _ver(self, falt: Falt, inom: Falt | None, *_: object) -> None:
        self._stang()
        if inom:
            self.fel("Verifikationens transaktioner står på samma rad som den och är inte räknade.", tappat=True)
        dag = next(filter(ar_period, map(som_dag, falt[2:4])), "")
        if dag:
            self._krav_dag(dag)
        else:
            self.fel("Verifikationen saknar datum; raderna räknas efter sina egna.")
        serie, nr = falt[:2] if len(falt) > 1 else ("", "")
        self.ver = Verifikation(self.nr, serie, nr, dag, huvud=f"#VER {self.resten}")

    def _trans(self, falt: Falt, objekt: Falt | None, trasig: str) -> None:
        falt, par, klamrar = self._med_objekt(falt, objekt, 1, trasig)
        if not klamrar and falt[2:3] and falt[2] and not som_dag(falt[2]):
            self.fel("Objekten kan inte skiljas från beloppet, som inte är räknat.", tappat=True)
            return
        if len(falt) < 2:
            self.fel("Raden saknar konto eller belopp och är inte räknad.", tappat=True)
            return
        verifikationens = self.ver.dag if self.ver else ""
        dag = verifikationens or "".join(map(som_dag, falt[2:3]))
        if not ar_period(dag):
            self.fel("Transaktionen har inget datum, varken eget eller verifikationens. Den är inte räknad.", tappat=True)
            return
        if avhuggen(falt[1:], dag):
            self.fel("Där beloppet ska stå står en dag. Raden är kanske avhuggen; den är inte räknad.", tappat=True)
            return
        if not verifikationens:
            self._krav_dag(dag)
        ore = self._belopp(falt[1:], mangd=False)
        if ore is not None:
            self._for_in((self.bok.konteringar.konto(dag[:6], falt[0]), self.bok.konteringar.objektlista(par), ore))

    def _for_in(self, rad: kort.Rad) -> None:
        if self.ver is None:
            self.fel("Transaktionen står utanför en verifikation. Den är räknad efter sitt eget datum.")
            self.bok.bokfor("", "", [rad])
        else:
            self.ver.rader.append(rad)

    def _med_objekt(self, falt: Falt, objekt: Falt | None, fore: int, trasig: str) -> tuple[Falt, Objekt, bool]:
        """(fields without objects, ((dim, code), …), did they stand in braces?). Objects without braces are known by what is declared."""
        hel = len(falt) > fore and " " not in falt[fore] and belopp_i_ore(falt[fore]) is not None  # no day in it after an open quote
        if trasig and (objekt is None or not hel):
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
                self.fel(f"Dimension {dim[:40]} står två gånger på raden; den första räknas.", "En dimension står två gånger på raden")
            self.anvanda.add((dim, kod))
        return falt, tuple(par.items()), klamrar

    def _belopp(self, falt: Falt, *, mangd: bool = True, saldo: bool = False) -> int | None:
        """The amount that `falt` begins with; what stands after it is a quantity (`mangd`) or a day, else it is told."""
        text, sedan = belopp_isar(falt, mangd=mangd)
        ore = belopp_i_ore(text)
        if ore is None:
            self.fel(f"Beloppet ”{text[:40]}” går inte att läsa och är inte räknat.", "Beloppet går inte att läsa", tappat=True)
            return None
        if isinstance(ore, Decimal):
            self.fel("Beloppet har delar av ören och är avrundat.")
            ore = int(ore.quantize(Decimal(1), ROUND_HALF_UP))
        last = f"läst som {svenska.ore(ore)} kr."
        if text != falt[0]:
            self.fel(f"Beloppet är skrivet med mellanrum och är {last}", "Beloppet är skrivet med mellanrum")
        ar_mangd = mangd and belopp_i_ore(sedan) is not None and (saldo or re.search(r"[.,]\d", text))  # the standard has a quantity there
        if sedan and not ar_mangd and oklart(sedan, mangd=mangd):
            self.fel(f"Efter beloppet står ”{sedan[:40]}”. Beloppet är {last}", "Något oväntat står efter beloppet")
        return ore

    def _stang(self) -> None:
        """The voucher is over."""
        if ver := self.ver:
            self._bokfor(ver.rad, ver.serie, ver.nr, ver.dag, ver.rader, ver.huvud)
            self.ver = None

    def _bokfor(self, rad: int, serie: str, nr: str, dag: str, rader: list[kort.Rad], huvud: str) -> None:
        """Do its rows go out even? Has it been read before? Most stand out in nothing, and are only counted."""
        skillnad, dubbel = self.bok.bokfor(serie, nr, rader)
        if not (skillnad or dubbel or dag in self.bok.sista_dagar):
            return
        ver = Verifikation(rad, serie, nr, dag, rader, huvud)
        if dag in self.bok.sista_dagar:
            self.bok.sista.append(ver)
        if skillnad:
            self.fel(
                f"Verifikationen går inte jämnt ut: det skiljer {svenska.ore(skillnad)} kr.", Felslag.OBALANS, rad=ver.rad, etikett="VER"
            )
        if dubbel:
            self.fel(f"Verifikation {ver.namn} står redan i filen med samma rader.", Felslag.DUBBEL, rad=ver.rad, etikett="VER")

    def klar(self) -> Avlasning:
        """The reading, with its source chosen: vouchers before period balances before the year's; never two of them."""
        if self.ver and self.ver.oppen:
            self.fel("Filen tar slut mitt i en verifikation. Den är kanske avhuggen.", tappat=True, rad=0)
        self._stang()
        if not self.ar_sie:
            raise InteSieError("Filen är inte en SIE-fil: ingen rad börjar med en etikett som #FLAGGA eller #SIETYP.")
        ut = self.ut
        self.nr, self.etikett = 0, ""
        ut.rakenskapsyear = self.rakenskapsyear.get("0")
        ut.huvud |= {"Räkenskapsår": "–".join(ut.rakenskapsyear)} if ut.rakenskapsyear else {}
        self._valj_kalla()
        ut.huvud["Beloppen är lästa ur"] = ut.kalla
        ut.budget = dict(self.budget)
        self.anvanda |= {par for objekt in self.bok.konteringar.objekt for par in objekt}
        for dim, kod in sorted(self.anvanda - ut.objekt.keys()):
            ut.objekt[dim, kod] = ""
        for dim in sorted({dim for dim, _ in ut.objekt} - ut.dimensioner.keys()):
            ut.dimensioner[dim] = RESERVERADE.get(dim, "")
        res = {(nr, konto): ore for (nr, konto, _), ore in self.res.items()}
        ut.avstamning = list(stam_av(ut, self.rakenskapsyear, EgnaSaldon(res, self.balans["IB"], self.balans["UB"], self.lika)))
        for vad in (*skillnader(ut), *utan_year(ut, res, self.rakenskapsyear)):
            self.fel(vad)
        for vad in utan_nummer(ut):
            self.fel(vad, "Kontot är inget nummer", tappat=True)
        return ut

    def _valj_kalla(self) -> None:
        trans, arssaldon = self.bok.saldon(self.bok.belopp, self.par), self._arssaldon()
        for kalla, belopp in ((Kalla.VERIFIKATIONER, trans), (Kalla.PERIODSALDON, self.psaldo), (Kalla.ARSSALDON, arssaldon)):
            if belopp:
                self.ut.kalla, self.ut.saldon = kalla, dict(belopp)
                break
        else:
            self.fel("Filen innehåller inga belopp för resultatkonton.")
        if self.ut.kalla == Kalla.VERIFIKATIONER:
            self._sag_bokslut()
            self.ut.dubbla = self.bok.saldon(self.bok.dubbla, self.par)

    def _sag_bokslut(self) -> None:
        rader: list[kort.Rad] = []
        for ver in self.bok.bokslut(self.rakenskapsyear.values()):
            rader += ver.rader
            dag = f"{ver.dag[:4]}-{ver.dag[4:6]}-{ver.dag[6:]}"
            self.fel(f"Verifikation {ver.namn} den {dag} tömmer resultatkontona.", Felslag.BOKSLUT, rad=ver.rad, etikett="VER")
        self.ut.bokslut = self.bok.saldon(self.bok.samlade(rader), self.par)

    def _arssaldon(self) -> dict[Nyckel, int]:
        """The year's balances by the span of their year; a year without dates is taken to be the one that is read for."""
        return {
            ("-".join(self.rakenskapsyear[nr]) if nr in self.rakenskapsyear else "", konto, ()): ore
            for (nr, konto, _), ore in self.res.items()
            if nr in self.rakenskapsyear or nr == "0"
        }
