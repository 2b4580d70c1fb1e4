"""The kommuner side by side: each one's value of each uppdrag, the joint value, and dissent."""

from dataclasses import dataclass, field

from django.urls import reverse

from enkat.models import Alternativ, Inlamnat, Vardering
from enkat.resultat.andelar import Val, i_ord, mitten
from enkat.resultat.rakning import inlamnade, medverkar
from samverkan.bilder.rutor import Ruta, varmekarta
from samverkan.bilder.staplar import Stapeldelar, staplade
from samverkan.models import Organisation
from uppdrag.models import Uppdrag

INGEN, KAN_INTE, INTE_LAMNAD = "–", "?", ""  # what stands in a square without a value: takes no part, cannot judge, not yet given


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
        """The value on the scale, or INGEN, KAN_INTE or INTE_LAMNAD."""
        if not self.deltar:
            return INGEN
        if self.alternativ is None:
            return INTE_LAMNAD
        return KAN_INTE if self.alternativ.varde is None else self.alternativ.varde

    @property
    def text(self):
        if not self.deltar:
            return "deltar inte"
        return str(self.alternativ) if self.alternativ else "inte lämnad"


@dataclass
class Varderad:
    """One uppdrag: the kommuner's cells in the order of the columns, and what they agree on."""

    uppdrag: Uppdrag
    celler: list[Cell]
    vardering: Vardering | None = None
    antal: dict = field(default_factory=dict)  # alternative's id → how many
    mitten: tuple = ()  # the step the median is, or the two it lies between

    @property
    def median(self):
        """The median in words; "" where there is none."""
        return i_ord(self.mitten)

    @property
    def forvalt(self):
        """The id of the alternative that is proposed: the median, where it is one step; else None."""
        return self.mitten[0].id if len(self.mitten) == 1 else None

    @property
    def varfor_inget(self):
        """Why no value is proposed, in words; "" when one is."""
        if len(self.mitten) == 1:
            return ""
        if self.mitten:
            return f"Medianen ligger {self.median}. Välj ett av dem, eller ett annat värde med motivering."
        if any(c.alternativ and c.alternativ.varde is not None for c in self.celler):
            return "De två mittersta svaren ligger mer än ett steg isär, så det finns ingen median att föreslå."
        return "Ingen kommun har gett ett värde på skalan, så det finns ingen median att föreslå."

    def avviker(self, alternativ):
        """Does this alternative depart from the median? Also where there is none: then every value wants its reason."""
        return alternativ.pk not in {steg.id for steg in self.mitten}

    @property
    def skal(self):
        """The kommuner's cells that say why, or what benefit they see."""
        return [cell for cell in self.celler if cell.motivering or cell.nytta]

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
    motivering: str = ""  # the reason that holds for all of them

    @property
    def alternativ(self):
        return list(self.fraga.alternativ.all()) if self.fraga else []

    @property
    def nagon_vardering(self):
        return any(rad.vardering for rad in self.rader)

    @property
    def oppna_igen(self):
        """Those for whom the round is open though it is over."""
        return [d for d in self.deltagare if d.is_oppnad_igen]

    @property
    def utan_forval(self):
        """The uppdrag that no value is proposed for, as the median is no one step of the scale."""
        return [rad.uppdrag for rad in self.rader if rad.forvalt is None]

    @property
    def enade(self):
        return [rad for rad in self.rader if rad.vardering and rad.vardering.status == Vardering.Status.ENAD]

    @property
    def ett_beslut(self):
        """The decision by which all that is agreed was agreed; None where they differ, or nothing is agreed."""
        beslut = {str(rad.vardering.beslut) for rad in self.enade}
        return beslut.pop() if len(beslut) == 1 else None

    def karta(self):
        """The heat map as SVG; its table stands beside it."""
        rader = [(rad.uppdrag.namn, [(cell.varde, False) for cell in rad.celler]) for rad in self.rader]
        return vardekarta([k.tabellnamn for k in self.kommuner], [(a.varde, a.text) for a in self.skala], rader)

    def staplar(self):
        """How many chose what for each uppdrag, stacked; "" when the scale has more steps than can be told apart."""
        if not 1 <= len(self.skala) <= 4:
            return ""
        rader = [Stapeldelar(r.uppdrag.namn, tuple(r.antal.get(a.pk, 0) for a in self.skala)) for r in self.rader]
        return staplade("Antal kommuner per svar och uppdrag", [a.text for a in self.skala], rader)


def vardekarta(kommuner, skala, rader, *, titel="Kommunernas bedömning av varje uppdrag", slut=None, fore=None, foreord=""):
    """The heat map as SVG, from plain data: names of kommuner, [(value, text)], and [(uppdrag, [(value or sign, dissents?)])].

    `slut` are the joint values in words, one for each row, `fore` those of the year before. The key tells only of what stands in it.
    """
    rutor = [(uppdrag, [vardruta(varde, avviker, len(skala)) for varde, avviker in varden]) for uppdrag, varden in rader]
    alla = [ruta for _, rad in rutor for ruta in rad]
    nyckel = [(vardruta(varde, False, len(skala)), text) for varde, text in skala]
    utan = {KAN_INTE: "Kan inte bedöma", INGEN: "Deltar inte", INTE_LAMNAD: "Inte lämnad"}
    nyckel += [(Ruta(tecken), text) for tecken, text in utan.items() if any(ruta.tecken == tecken for ruta in alla)]
    nyckel += [(Ruta("", avviker=True), "Avvikande mening")] if any(ruta.avviker for ruta in alla) else []
    return varmekarta(titel, kommuner, rutor, nyckel, slut=slut, fore=fore, foreord=foreord)


def vardruta(varde, avviker, steg):
    """The square of a value on a scale of so many steps, or of the sign that stands for none."""
    return Ruta(varde, avviker=avviker) if isinstance(varde, str) else Ruta(str(varde), varde / steg, avviker)


def read(omgang):
    """The table of a round of the kommuner; without rows when its form asks no scale for each uppdrag."""
    fraga = omgang.formular.vardefraga
    deltagare = list(omgang.deltagare.tillfragade().select_related("organisation"))
    fragor = [f for f in (fraga, omgang.formular.nyttofraga) if f]
    return _tabellen(omgang, deltagare, inlamnade(omgang, fragor) if fraga else {}, medverkar(omgang, deltagare) if fraga else [])


def ur(resultat):
    """The same, of a round whose compilation is read."""
    return _tabellen(resultat.omgang, resultat.tillfragade, resultat.inlamnat, resultat.medverkar)


def _tabellen(omgang, deltagare, svar, per_uppdrag):
    fraga = omgang.formular.vardefraga
    kommuner = [d.organisation for d in deltagare]
    skala = sorted((a for a in fraga.alternativ.all() if a.varde is not None), key=lambda a: -a.varde) if fraga else []
    varderingar = {v.uppdrag_id: v for v in omgang.varden}
    rader = (
        [_varderad(omgang.formular, u, {d.pk for d in asked}, deltagare, svar, varderingar) for u, asked in per_uppdrag] if fraga else []
    )
    return Vardetabell(fraga, skala, kommuner, deltagare, rader, omgang.gemensam_motivering)


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
    val = [Val(a.pk, a.text, a.varde, a.ej_tillampligt) for a in fraga.alternativ.all()]
    valda = [cell.alternativ.pk for cell in celler if cell.alternativ]
    return Varderad(uppdrag, celler, varderingar.get(uppdrag.pk), antal, mitten(val, valda))
