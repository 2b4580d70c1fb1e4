"""The kommuner side by side: each one's value of each uppdrag, the joint value, and dissent."""

from dataclasses import dataclass, field

from django.urls import reverse

from enkat.models import Alternativ, Inlamnat, Vardering
from enkat.resultat.rakning import inlamnade, medverkar
from samverkan.bilder import Ruta, Stapeldelar, staplade, varmekarta
from samverkan.models import Organisation
from uppdrag.models import Uppdrag

INGEN, INTE_LAMNAD = "–", ""  # what stands in a square without a value


@dataclass
class Cell:
    """What one kommun said of one uppdrag. `deltar` is False where it takes no part; `rad` is None before it has answered."""

    deltar: bool
    rad: Inlamnat | None = None
    vem: str = ""
    nytta: str = ""

    @property
    def lank(self):
        """Where the whole answer is read."""
        if self.rad is None:
            return ""
        return f"{reverse('enkat:inlamning_detail', args=[self.rad.inlamning.deltagare_id])}#uppdrag-{self.rad.uppdrag_id}"

    @property
    def alternativ(self):
        return self.rad.alternativ if self.rad else None

    @property
    def motivering(self):
        return self.rad.text if self.rad and self.deltar else ""

    @property
    def varde(self):
        """The value on the scale, or INGEN, or INTE_LAMNAD."""
        if not self.deltar:
            return INGEN
        if self.alternativ is None:
            return INTE_LAMNAD
        return INGEN if self.alternativ.varde is None else self.alternativ.varde

    @property
    def text(self):
        if not self.deltar:
            return "deltar inte"
        return str(self.alternativ) if self.alternativ else "ännu inte lämnad"


@dataclass
class Varderad:
    """One uppdrag: the kommuner's cells in the order of the columns, and what they agree on."""

    uppdrag: Uppdrag
    celler: list[Cell]
    vardering: Vardering | None = None
    antal: dict = field(default_factory=dict)  # alternative's id → how many

    @property
    def oense(self):
        """How many steps lie between the lowest and the highest value."""
        varden = [c.alternativ.varde for c in self.celler if c.alternativ and c.alternativ.varde is not None]
        return max(varden) - min(varden) if varden else 0


@dataclass
class Vardetabell:
    fraga: object
    skala: list[Alternativ]
    kommuner: list[Organisation]
    deltagare: list
    rader: list[Varderad]

    @property
    def alternativ(self):
        return list(self.fraga.alternativ.all()) if self.fraga else []

    @property
    def nagon_vardering(self):
        return any(rad.vardering for rad in self.rader)

    def karta(self):
        """The heat map as SVG; its table stands beside it."""
        rader = [(rad.uppdrag.namn, [cell.varde for cell in rad.celler]) for rad in self.rader]
        return vardekarta([k.tabellnamn for k in self.kommuner], [(a.varde, a.text) for a in self.skala], rader)

    def staplar(self):
        """How many chose what for each uppdrag, stacked; "" when the scale has more steps than can be told apart."""
        if not 1 <= len(self.skala) <= 4:
            return ""
        rader = [Stapeldelar(r.uppdrag.namn, tuple(r.antal.get(a.pk, 0) for a in self.skala)) for r in self.rader]
        return staplade("Antal kommuner per svar och uppdrag", [a.text for a in self.skala], rader)


def vardekarta(kommuner, skala, rader):
    """The heat map as SVG, from plain data: names of kommuner, [(value, text)], and [(uppdrag, [value, INGEN or INTE_LAMNAD])]."""
    rutor = [(uppdrag, [_ruta(varde, len(skala)) for varde in varden]) for uppdrag, varden in rader]
    nyckel = [(str(varde), text) for varde, text in skala] + [
        (INGEN, "kan inte bedöma eller deltar inte"),
        (INTE_LAMNAD, "ännu inte lämnad"),
    ]
    return varmekarta("Kommunernas bedömning av varje uppdrag", kommuner, rutor, nyckel)


def _ruta(varde, steg):
    return Ruta(varde) if varde in (INGEN, INTE_LAMNAD) else Ruta(str(varde), varde / steg)


def read(omgang):
    """The table of a round of the kommuner; without rows when its form asks no scale for each uppdrag."""
    fraga = omgang.formular.vardefraga
    deltagare = list(omgang.deltagare.tillfragade().select_related("organisation"))
    kommuner = [d.organisation for d in deltagare]
    skala = sorted((a for a in fraga.alternativ.all() if a.varde is not None), key=lambda a: -a.varde) if fraga else []
    varderingar = {
        v.uppdrag_id: v
        for v in omgang.varderingar.select_related("alternativ", "beslut", "uppdrag").prefetch_related(
            "avvikelser__organisation", "avvikelser__alternativ"
        )
    }
    svar = inlamnade(omgang, [f for f in (fraga, omgang.formular.nyttofraga) if f]) if fraga else {}
    rader = (
        [_varderad(omgang.formular, u, {d.pk for d in asked}, deltagare, svar, varderingar) for u, asked in medverkar(omgang, deltagare)]
        if fraga
        else []
    )
    return Vardetabell(fraga, skala, kommuner, deltagare, rader)


def _varderad(formular, uppdrag, asked, deltagare, svar, varderingar):
    fraga, nytta = formular.vardefraga, formular.nyttofraga
    celler = []
    for d in deltagare:
        sedd = svar.get((nytta.pk, uppdrag.pk), {}).get(d.pk) if nytta and d.pk in asked else None
        rad = svar.get((fraga.pk, uppdrag.pk), {}).get(d.pk)
        celler.append(Cell(d.pk in asked, rad, str(d), sedd.text if sedd else ""))
    antal = {}
    for cell in celler:
        if cell.alternativ:
            antal[cell.alternativ.pk] = antal.get(cell.alternativ.pk, 0) + 1
    return Varderad(uppdrag, celler, varderingar.get(uppdrag.pk), antal)
