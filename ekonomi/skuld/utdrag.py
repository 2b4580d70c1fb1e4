"""A kommun's statement of the debt: what is owed to her, entry by entry, as page, PDF and Excel. Whole kronor."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from ekonomi.models import can_see_ekonomi
from ekonomi.skuld.beslutat import beslutslagen
from ekonomi.skuld.bok import Saldon, Ursprung, Utdragsrad, is_ofullstandig, saldon, utdrag
from ekonomi.skuld.lage import lagen
from samverkan import svenska
from samverkan.pdf.render import render_pdf
from samverkan.svenska import kronor
from samverkan.tabell import Kalkylblad, arbetsbok
from samverkan.tryckning import en_gang


def can_see_utdrag(avtal, organisation, user):
    """The kommun's own people, and the region's."""
    return organisation.pk in user.organisation_ids or can_see_ekonomi(avtal, user)


@dataclass(frozen=True)
class Utdragsdel:
    """One origin on the statement."""

    ursprung: Ursprung
    rader: list[Utdragsrad]
    saldon: Saldon
    kod: str

    @property
    def andel(self):
        """The kommun in the key, or None where nothing is divided."""
        return next((a for a in self.ursprung.nyckel if a.kod == self.kod), None)

    def efter(self, till):
        """Did the debt arise after the kommun left on the day `till`, and nothing of it is for her?"""
        egna = self.andel or any(p.kod == self.kod for p in self.ursprung.poster)
        return not egna and till is not None and self.ursprung.rad.begynte > till

    @property
    def folkmangd(self):
        return sum(a.folkmangd for a in self.ursprung.nyckel)

    @property
    def saldo(self):
        """Kronor; None where nothing is divided."""
        return self.saldon.per_kommun.get(self.kod, 0) if self.ursprung.nyckel else None

    @property
    def gemensamt(self):
        """The balance of all, kronor."""
        return self.ursprung.saldo

    @property
    def andra(self):
        """What stands in the balance of all by decisions for other kommuner and what corrects them, kronor."""
        return sum(p.belopp for p in self.ursprung.poster if p.kod not in {"", self.kod})

    @property
    def brister(self):
        """Do both columns foot? Sentences on what does not."""
        hela = sum(rad.post.belopp for rad in self.rader) + self.andra
        if hela != self.gemensamt:
            yield f"från {self.ursprung.namn} är raderna {kronor(hela)}, men saldot {kronor(self.gemensamt)}"
        delar = None if self.saldo is None else sum(rad.andel for rad in self.rader)
        if delar != self.saldo:
            yield f"från {self.ursprung.namn} är kommunens delar {kronor(delar)}, men saldot {kronor(self.saldo)}"


@dataclass(frozen=True)
class Utdrag:
    """What the page, the PDF and the sheet all show."""

    avtal: object
    kommun: object
    dag: date
    delar: list[Utdragsdel]

    @property
    def saldo(self):
        """What is the kommun's own, kronor."""
        return sum(d.saldo or 0 for d in self.delar)

    @property
    def okant(self):
        """Is there something that is not divided, and nothing that is, so that nobody knows what is the kommun's own?"""
        return self.ofullstandig and all(d.saldo is None for d in self.delar)

    @property
    def ofullstandig(self):
        """Is something not divided, so that `saldo` is of what is?"""
        return is_ofullstandig(d.saldon.ofordelat for d in self.delar)

    @property
    def ofordelat(self):
        """What is shared by all kommuner and not divided, kronor."""
        return sum(d.saldon.ofordelat for d in self.delar)

    @cached_property
    def obokat(self):
        """What is decided of the whole debt and not booked, and so not taken from it here."""
        return [rad for rad in beslutslagen(self.avtal, saldon=()) if rad.kvar]  # whether there is so much left is not asked here

    @property
    def filnamn(self):
        return f"skuldutdrag-{slugify(self.kommun.tabellnamn)}-{self.dag}"


def utdrag_for(avtal, kommun, lagen_nu=None, *, till=None):
    """The statement as of today; `lagen_nu` when the ledger is read already.

    What arose after the day `till`, when the kommun left, and is none of hers is left out.
    """
    lagen_nu = lagen(avtal) if lagen_nu is None else lagen_nu
    delar = [Utdragsdel(lage, utdrag(lage, kommun.kod), saldon(lage), kommun.kod) for lage in lagen_nu]
    delar = [d for d in delar if (d.andel or not d.ursprung.nyckel or d.rader) and not d.efter(till)]
    return Utdrag(avtal, kommun, timezone.localdate(), delar)


def som_pdf(u):
    """PDF/UA-1 and PDF/A-3a."""
    b = {
        "titel": f"Skuldutdrag {u.kommun}",
        "undertitel": u.avtal.titel,
        "av": "Samverkan",
        "skapad": u.dag,
    }
    return en_gang(render_to_string("ekonomi/utdrag_tryck.html", {"b": b, "u": u, "dag": svenska.datum(u.dag)}), render_pdf)


ANDRA, OBOKAT = "Beslut för andra kommuner", "Beslutat av hela skulden, inte bokfört och inte draget ovan"
HUVUD = ("Uppkom", "Datum", "Post", "Sort", "Beslut", "Hela beloppet, kronor", "Kommunens del, kronor")


def som_xlsx(u):
    """One sheet: the entries, and last the balances."""
    return arbetsbok(Kalkylblad("Skuldutdrag", HUVUD, _rader(u), (14, 12, 48, 18, 44, 22, 22)))


def _rader(u):
    for d in u.delar:
        for rad in d.rader:
            p = rad.post.rad
            yield str(d.ursprung.namn), str(p.datum), p.text, p.get_sort_display(), str(p.beslut or ""), p.belopp, rad.andel
        if d.andra:
            yield str(d.ursprung.namn), "", ANDRA, "", "", d.andra, None if d.saldo is None else 0
        yield str(d.ursprung.namn), str(u.dag), "Saldo", "", "", d.gemensamt, d.saldo
    yield "Alla", str(u.dag), f"Saldo för {u.kommun}", "", "", None, None if u.okant else u.saldo
    yield "Alla", str(u.dag), "Gemensamt, ofördelat", "", "", u.ofordelat, None
    for rad in u.obokat:
        yield "Alla", str(rad.beslut.datum), f"{OBOKAT}: {rad.beslut.text}", "", str(rad.beslut), rad.kvar, None
