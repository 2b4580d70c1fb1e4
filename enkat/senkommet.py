"""What came too late, as it is told and shown: gathered writer by writer, and what each of them is told of it."""

from dataclasses import dataclass, field
from datetime import datetime

from enkat.models import Falt, Sentsvar
from samverkan.svenska import lista_text, tusental

MEST_GANGER, MEST_TECKEN = 200, 300_000  # of one respondent: nobody fills the database by a link that is over
STANGD = "Svarstiden är slut."
ATERKALLAD = "Länken gäller inte längre."


@dataclass
class Senkommet:
    """What one writer has sent that nobody has decided about: the latest of each field."""

    skribent: str
    av: str
    user: object
    epost: str
    orsak: str
    forst: datetime
    sist: datetime
    skickar_in: bool = False
    falt: dict = field(default_factory=dict)

    def i_ord(self, blad):
        """[(the field, what was sent, what stands in the answer)] in the order of the form, each in words."""
        rader = [(rad, lage) for rad in blad.rader for lage in rad.falt.values() if lage.nyckel in self.falt]
        return [(namn(rad, lage), ord_(rad, lage, self.falt[lage.nyckel]["varde"]), ord_(rad, lage, lage.varde)) for rad, lage in rader]


def namn(rad, lage):
    """What a field is called: its uppdrag, its question, and the follow-up when it holds that."""
    fraga = f"{rad.fraga} {rad.fraga.foljdfraga}" if lage.falt == Falt.TEXT and rad.fraga.foljdfraga else str(rad.fraga)
    return f"{rad.uppdrag.namn}: {fraga}" if rad.uppdrag else fraga


def ord_(rad, lage, varde):
    """What a field holds, as a person reads it; "" when it holds nothing."""
    if lage.falt == Falt.TEXT:
        return varde
    return next((a.text for a in rad.fraga.alternativ.all() if a.pk == varde), "")


def vantar(deltagare, till=None):
    """[Senkommet] of what waits to be decided, the first writer first; no later than the row `till`."""
    found = {}
    rader = deltagare.senasvar.vantar().select_related("user")
    for rad in rader if till is None else rader.filter(pk__lte=till):
        en = found.setdefault(rad.skribent, Senkommet(rad.skribent, rad.av, rad.user, rad.epost, rad.get_orsak_display(), rad.tid, rad.tid))
        en.sist, en.skickar_in = rad.tid, en.skickar_in or rad.skickar_in
        en.falt |= rad.innehall
    return list(found.values())


@dataclass
class Mottaget:
    """What became of what was posted too late."""

    orsak: str
    kvar: list = field(default_factory=list)  # the names of the fields that are kept
    fel: dict = field(default_factory=dict)  # name → why it was not
    skickar_in: bool = False
    fullt: bool = False
    anonymt: bool = False
    ingens: bool = False  # posted by somebody who does not answer here

    def besked(self, vem):
        """What is told to the one who posted it: only what is kept is said to be kept. `vem` decides about it."""
        over = self.orsak == Sentsvar.Orsak.ATERKALLAD
        rader = [ATERKALLAD if over else STANGD, self._vad("" if over else "sedan svarstiden var slut ", vem)]
        if self.fel and self.kvar:
            rader.append("En del är inte mottaget: " + lista_text(sorted(set(self.fel.values()))))
        return " ".join(rader)

    def _vad(self, nar, vem):
        if self.ingens:
            return "Svaret kan inte ändras, och det du skrev är inte sparat."
        if self.anonymt:
            return "Svaren är anonyma, och då tas inget emot efteråt. Det du skrev är inte sparat."
        if self.fullt:
            hogst = f"högst {MEST_GANGER} gånger och {tusental(MEST_TECKEN)} tecken"
            return f"Det får inte plats: {hogst} tas emot efteråt från var och en som tillfrågats. Det du skrev nu är inte sparat."
        if self.kvar:
            return f"Det du skrev {nar}är mottaget och kvar, men räknas inte. {vem} avgör om det ska tas in."
        if self.skickar_in:
            return f"Att du ville skicka in är antecknat, men svaret räknas inte. {vem} avgör om det ska tas in."
        return lista_text(sorted(set(self.fel.values()))) if self.fel else "Inget nytt stod på sidan, så inget har sparats."
