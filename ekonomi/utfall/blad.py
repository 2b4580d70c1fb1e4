"""The outcome in Excel: a sheet to fill in, and the reading of it, which holds the same as a reading of SIE. Amounts in öre."""

from collections import defaultdict
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from ekonomi.sie.belopp import belopp_i_ore
from ekonomi.utfall.avlasning import Avlasning, Fel, Kalla
from samverkan.tabell import Kalkylblad, arbetsbok
from samverkan.utifran.kalkylark import MAX_RADER, InteExcelError, oppna

HUVUD = ("Objekt", "Benämning", "Budget, kronor", "Utfall, kronor")
DIMENSION = "rad"
SUMMARADER = {"summa", "totalt", "total", "s:a", "summa totalt"}


def mall(rader) -> bytes:
    """The sheet to fill in: `rader` are (object, name, budget in kronor or None, outcome in kronor or None)."""
    hjalp = [
        ("Skriv en rad för varje uppdrag eller objekt. Objekt är koden ur redovisningen, eller uppdragets namn.",),
        ("Budget och utfall skrivs i hela kronor. Kostnader utan tecken, intäkter med minus.",),
        ("En rad som heter Summa räknas inte. Kolumnen Budget får lämnas tom.",),
    ]
    return arbetsbok(Kalkylblad("Utfall", HUVUD, rader, (34, 44, 18, 18)), Kalkylblad("Så här", ("Så fyller du i",), hjalp, (110,)))


def read(data: bytes) -> Avlasning:
    """Read the first sheet that has the heads Objekt and Utfall. InteExcelError when there is none, or it is not Excel."""
    formler = oppna(data, data_only=False)
    varden = oppna(data, data_only=True) if _har_formler(formler) else formler
    for ark in varden.worksheets:
        kolumner, huvudrad = _huvud(ark)
        if kolumner:
            return _Arklasare(kolumner, formler[ark.title]).read(ark, huvudrad)
    raise InteExcelError("Filen har ingen rad med rubrikerna Objekt och Utfall. Hämta mallen och fyll i den.")


def _har_formler(bok):
    """Is there a formula where something is read? Without one the saved values are the cells themselves."""
    return any(
        cell.data_type == "f"
        for ark in bok.worksheets
        for rad in ark.iter_rows(max_row=min(ark.max_row, MAX_RADER + 10), max_col=20)
        for cell in rad
    )


def _huvud(ark):
    """({"objekt": column, …}, row) of the heads, within the first ten rows; ({}, 0) when they are not there."""
    for n, rad in enumerate(ark.iter_rows(min_row=1, max_row=10, max_col=20, values_only=True), 1):
        funna = {}
        for k, cell in enumerate(rad):
            ord_ = str(cell or "").strip().casefold()
            for namn in ("objekt", "benämning", "budget", "utfall"):
                if ord_.startswith(namn):
                    funna.setdefault(namn, k)
        if {"objekt", "utfall"} <= funna.keys():
            return funna, n
    return {}, 0


class _Arklasare:
    def __init__(self, kolumner, formler):
        self.kolumner, self.formler = kolumner, formler
        self.ut = Avlasning(huvud={"Format": "Excel"}, kalla=Kalla.RADER, dimensioner={DIMENSION: "Rader i Excelfilen"})
        self.belopp = {"utfall": defaultdict(int), "budget": defaultdict(int)}

    def read(self, ark, huvudrad):
        for n, rad in enumerate(
            ark.iter_rows(min_row=huvudrad + 1, max_row=min(ark.max_row, huvudrad + MAX_RADER), max_col=20), huvudrad + 1
        ):
            if any(cell.value is not None for cell in rad):
                self._rad(n, rad)
        if ark.max_row > huvudrad + MAX_RADER:
            self._fel(None, f"Bara de första {MAX_RADER} raderna är lästa.", huvudrad + MAX_RADER)
        self.ut.saldon, self.ut.budget = dict(self.belopp["utfall"]), dict(self.belopp["budget"])
        self.ut.huvud["Beloppen är lästa ur"] = f"bladet {ark.title}"
        return self.ut

    def _rad(self, n, rad):
        kod = self._text(rad, "objekt")
        if kod.casefold().rstrip(":") in SUMMARADER:
            return
        ore = {namn: self._ore(self._cell(rad, namn)) for namn in ("utfall", "budget")}
        if not kod:
            if any(ore.values()):
                self._fel(self._cell(rad, "objekt"), "Raden har ett belopp men inget objekt.", n)
            return
        if (DIMENSION, kod) in self.ut.objekt:
            self._fel(
                self._cell(rad, "objekt"),
                f"”{kod}” står på flera rader; beloppen är sammanlagda.",
                n,
                sort="Objektet står på flera rader",
                tappat=False,
            )
        self.ut.objekt[DIMENSION, kod] = self._text(rad, "benämning")
        for namn, belopp in ore.items():
            if belopp is not None:
                self.belopp[namn]["", "", ((DIMENSION, kod),)] += belopp

    def _cell(self, rad, namn):
        plats = self.kolumner.get(namn)
        return rad[plats] if plats is not None and plats < len(rad) else None

    def _text(self, rad, namn):
        cell = self._cell(rad, namn)
        varde = cell.value if cell is not None else None
        if isinstance(varde, float) and varde.is_integer():
            varde = int(varde)  # a code that Excel took for a number
        return " ".join(str(varde if varde is not None else "").split())[:120]

    def _ore(self, cell):
        """Öre of the cell; None when it is empty or cannot be read, which is noted."""
        if cell is None:
            return None
        varde = cell.value
        if varde is None:
            if self.formler[cell.coordinate].data_type == "f":
                self._fel(cell, "Formeln har inget sparat värde. Öppna filen i Excel, spara och läs in den igen.")
            return None
        ore = _ore_av(varde)
        if ore is None and str(varde).strip():
            self._fel(cell, f"”{str(varde)[:40]}” är inget belopp. Skriv hela kronor, till exempel 795 000.", sort="Cellen är inget belopp")
        return ore

    def _fel(self, cell, vad, rad=None, *, sort="", tappat=True):
        plats = cell.coordinate if cell is not None and hasattr(cell, "coordinate") else ""
        sort = sort or vad.rstrip(".")
        self.ut.antal[sort] = self.ut.antal.get(sort, 0) + 1
        self.ut.fel.append(Fel(rad or cell.row, plats, vad, tappat, sort))


def _ore_av(varde):
    if isinstance(varde, bool | date | datetime):
        return None
    if isinstance(varde, str):
        ore = belopp_i_ore(varde.replace("kr", "").strip())
    else:
        try:
            ore = Decimal(str(varde)) * 100
        except InvalidOperation:
            return None
    return int(Decimal(ore).quantize(Decimal(1), ROUND_HALF_UP)) if ore is not None and Decimal(ore).is_finite() else None
