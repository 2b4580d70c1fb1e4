"""The answer sheet of one respondent: its pages, what stands in each field, what is shown, and what is missing.

Reads a fixed number of queries, whatever the number of questions and uppdrag.
"""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django.core.exceptions import ValidationError

from enkat.models import Falt, Fraga, Sidotext, Svar, nyckel
from samverkan.inaktuell import radernas_version
from samverkan.svenska import tusental
from uppdrag.models import Medverkan, Uppdrag

MAX_TEXT = 20_000  # signs, a line break counted as the two it is on its way from the browser
FOR_LANG = "Texten är {} tecken för lång: högst {} får plats. Den är inte sparad och inte avkortad. Korta den, så sparas den."


@dataclass
class Faltlage:
    """One field of one question: its name on the page, what stands there, and what others wrote at the same time."""

    nyckel: str
    falt: str
    svar: Svar | None = None
    sidotexter: list[Sidotext] = field(default_factory=list)
    hogst = MAX_TEXT

    @property
    def version(self):
        return self.svar.version if self.svar else 0

    @property
    def varde(self):
        if self.svar:
            return self.svar.varde
        return None if self.falt == Falt.VAL else ""

    def bara_sedd(self, version, varde):
        """Was the field merely sent along with the page, not changed by the one who read that version?"""
        if version == 0 or self.svar is None:
            return varde in {None, ""}
        last = self.svar.history.filter(version=version).first()
        return last is not None and (last.alternativ_id if self.falt == Falt.VAL else last.text) == varde


@dataclass
class Bladrad:
    """One question as it is asked on one page."""

    fraga: Fraga
    uppdrag: Uppdrag | None
    falt: dict[str, Faltlage]
    visas: bool = True
    ensam: bool = False  # the only question of its page that has a choice: where all pages are one it is read once, above them

    @property
    def id(self):
        return f"f-{self.fraga.pk}-{self.uppdrag.pk if self.uppdrag else 0}"

    @property
    def val(self):
        return self.falt.get(Falt.VAL)

    @property
    def text(self):
        return self.falt.get(Falt.TEXT)

    @property
    def valt(self):
        """The chosen alternative, or None."""
        chosen = self.val.varde if self.val else None
        return next((a for a in self.fraga.alternativ.all() if a.pk == chosen), None)

    def tolka(self, lage, text):
        """What was sent of a field: the alternative's id (or None), or the text. ValidationError on what cannot be an answer."""
        if lage.falt == Falt.TEXT:
            text = text.replace("\r\n", "\n").replace("\x00", "")
            over = len(text) + text.count("\n") - MAX_TEXT
            if over > 0:
                raise ValidationError(FOR_LANG.format(tusental(over), tusental(MAX_TEXT)))
            return text
        if not text:
            return None
        if text not in {str(a.pk) for a in self.fraga.alternativ.all()}:
            raise ValidationError("Välj ett av svaren.")
        return int(text)

    @property
    def text_kravs(self):
        """Must the text be written, as the choice now stands?"""
        if self.fraga.sort == Fraga.Sort.FRITEXT:
            return self.fraga.kravs
        till = self.fraga.foljd_kravs_till
        return till is not None and self.valt is not None and self.valt.varde is not None and self.valt.varde <= till

    @property
    def har_svar(self):
        return bool(self.valt or (self.text and self.text.varde.strip()))

    def saknas(self):
        """What keeps this question from being finished, in words, or ""."""
        if not self.visas:
            return ""
        if self.fraga.har_val and self.fraga.kravs and self.valt is None:
            return "Välj ett svar."
        if self.text_kravs and not self.text.varde.strip():
            return f"Skriv ett svar på följdfrågan ”{self.fraga.foljdfraga}”." if self.fraga.har_val else "Skriv ett svar."
        return ""


@dataclass
class Sida:
    nummer: int
    rubrik: str
    avdelning: object
    uppdrag: Uppdrag | None
    rader: list[Bladrad]

    @property
    def synliga(self):
        return [rad for rad in self.rader if rad.visas]

    @property
    def ensam(self):
        return next((rad for rad in self.rader if rad.ensam), None)

    @property
    def kravda(self):
        return [rad for rad in self.synliga if rad.fraga.kravs]

    @property
    def klara(self):
        return [rad for rad in self.kravda if not rad.saknas()]

    @property
    def is_done(self):
        """Everything that must be answered is, and where nothing must be, something is."""
        if any(rad.saknas() for rad in self.synliga):
            return False
        return bool(self.kravda) or any(rad.har_svar for rad in self.synliga)


class Blad:
    """deltagare → pages. `formular` may be shared by many sheets of one round."""

    def __init__(self, deltagare, formular=None):
        self.deltagare = deltagare
        self.formular = formular or deltagare.omgang.formular

    @cached_property
    def uppdrag(self):
        """The uppdrag the kommun took part in at any time of the year, in the agreement's order."""
        organisation = self.deltagare.organisation_id
        return list(medverkande(self.deltagare.omgang.verksamhetsar, [organisation])) if organisation else []

    @cached_property
    def svar(self):
        """{field's key: Svar} of what is answered."""
        return {s.nyckel: s for s in self.deltagare.svar.select_related("user")} if self.deltagare.pk else {}

    @property
    def version(self):
        """The mark of all that the answer says."""
        return radernas_version(*self.svar.values())

    @cached_property
    def sidor(self):
        sido = {}
        for text in self.deltagare.sidotexter.select_related("alternativ") if self.deltagare.pk else ():
            sido.setdefault(text.nyckel, []).append(text)
        sidor = []
        for avdelning, fragor in self.formular.per_avdelning():
            for uppdrag in self.uppdrag if avdelning.per_uppdrag else [None]:
                rader = [self._rad(fraga, uppdrag, sido) for fraga in fragor]
                rubrik = uppdrag.namn if uppdrag else avdelning.rubrik
                sidor.append(Sida(len(sidor) + 1, rubrik, avdelning, uppdrag, rader))
        _visa(sidor)
        for sida in sidor:
            val = [rad for rad in sida.rader if rad.val]
            if len(val) == 1:
                val[0].ensam = True
        return sidor

    def _rad(self, fraga, uppdrag, sido):
        falt = {}
        for namn, finns in ((Falt.VAL, fraga.har_val), (Falt.TEXT, fraga.har_text)):
            if finns:
                key = nyckel(fraga.pk, uppdrag.pk if uppdrag else None, namn)
                falt[namn] = Faltlage(key, namn, self.svar.get(key), sido.get(key, []))
        return Bladrad(fraga, uppdrag, falt)

    @property
    def delar(self):
        """[(section, its pages)] in the form's order."""
        return [(avdelning, list(sidor)) for avdelning, sidor in groupby(self.sidor, key=lambda sida: sida.avdelning)]

    @property
    def rader(self):
        return [rad for sida in self.sidor for rad in sida.rader]

    @cached_property
    def falt(self):
        """{field name: (row, field)} of everything that may be answered."""
        return {lage.nyckel: (rad, lage) for rad in self.rader for lage in rad.falt.values()}

    @property
    def sidotexter(self):
        """[(page, row, what was written beside it)]: each is to be taken in or set aside before the answer is handed in."""
        return [(sida, rad, text) for sida in self.sidor for rad in sida.rader for lage in rad.falt.values() for text in lage.sidotexter]

    @property
    def kravda(self):
        return sum(len(sida.kravda) for sida in self.sidor)

    @property
    def klara(self):
        return sum(len(sida.klara) for sida in self.sidor)

    def brister(self):
        """[(page, row, what is missing)] in the order of the form."""
        return [(sida, rad, text) for sida in self.sidor for rad in sida.rader if (text := rad.saknas())]

    def att_lamna(self):
        """The rows that are handed in: shown and answered."""
        return [rad for rad in self.rader if rad.visas and rad.har_svar]


def _visa(sidor):
    """A question with a condition is shown when one of its answers stands in the same uppdrag, or in what is asked once."""
    valda = {rad.uppdrag.pk if rad.uppdrag else None: set() for sida in sidor for rad in sida.rader}
    for sida in sidor:
        for rad in sida.rader:
            hemma = rad.uppdrag.pk if rad.uppdrag else None
            villkor = {a.pk for a in rad.fraga.visas_vid.all()}
            rad.visas = not villkor or bool(villkor & (valda[hemma] | valda.get(None, set())))
            if rad.visas and rad.valt:
                valda[hemma].add(rad.valt.pk)


def medverkande(year, organisationer, rader=None):
    """{uppdrag: ids of those of the organisations that took part in it at any time of the year}, in the agreement's order.

    `rader` are the agreement's (medverkansrader), where they are read already.
    """
    found = {}
    for rad in medverkansrader(year.avtal_id) if rader is None else rader:
        if rad.organisation_id in organisationer and _nagon_gang(rad, year) and _nagon_gang(rad.uppdrag, year):
            found.setdefault(rad.uppdrag, set()).add(rad.organisation_id)
    return found


def medverkansrader(avtal_id):
    """All who take or have taken part in the agreement's uppdrag, in the agreement's order."""
    return list(Medverkan.objects.filter(uppdrag__avtal=avtal_id).select_related("uppdrag").order_by("uppdrag__ordning", "uppdrag__namn"))


def _nagon_gang(rad, year):
    """Did a dated row hold at some time of the year?"""
    return (rad.fran is None or rad.fran <= year.till) and (rad.till is None or rad.till >= year.fran)
