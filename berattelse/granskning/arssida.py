"""What the page of one year is made of: its steps, its sections as printed, what hinders, who has answered. Each kind of row read once."""

from functools import cached_property

from django.db.models import Exists, OuterRef

from berattelse.granskning.arslage import Arslage, agare_av, stegen
from berattelse.granskning.arssteg import med_laget
from berattelse.granskning.hinder import Arshinder, hindren
from berattelse.granskning.oversikt import (
    address,
    i_ordning,
    med_ater,
    med_godkannandet,
    med_hemvist,
    med_plats,
    med_saknade,
    med_senast,
    per_status,
    saknade,
    utan_rubrik,
)
from enkat.oversikt import svarslaget, tillfragade_om
from samverkan.models import Roll
from samverkan.svenska import numerus, stor_bokstav
from uppdrag.models import Verksamhetsar


def rader():
    """The years with all that the page asks of the year itself."""
    fore = Verksamhetsar.objects.filter(avtal=OuterRef("avtal"), till__lt=OuterRef("fran"))
    return med_saknade(med_laget(Verksamhetsar.objects.annotate(har_foregaende=Exists(fore))))


class Arssida:
    """One year read by `rader`, as one person sees it."""

    def __init__(self, year, user):
        self.year, self.user = year, user
        self.roller = {roll for roll in Roll if year.avtal.har_roll(user, roll)}
        self.leder = Roll.PROCESSLEDARE in self.roller

    @cached_property
    def lage(self):
        """The year with its steps."""
        return Arslage(self.year, stegen(self.year), detaljer=True, kan_andra=self.leder, hennes=agare_av(self.roller))

    @cached_property
    def avsnitt(self):
        rader = med_senast(med_hemvist(self.year.avsnitt.select_related("rubrik__omrade")))
        rader = list(med_godkannandet(med_ater(med_plats(rader))))
        for a in rader:
            skriver = a.uppdrag.samordnare_nu if a.uppdrag_id else []
            a.skriver, a.min = ", ".join(str(s.user) for s in skriver), any(s.user == self.user for s in skriver)
        return rader

    @cached_property
    def grupper(self):
        return i_ordning(self.avsnitt)

    @property
    def antal_per_status(self):
        return per_status(self.avsnitt)

    @property
    def godkanda(self):
        return sum(a.status == "godkand" for a in self.avsnitt)

    @property
    def saknade(self):
        return saknade(self.year)

    @property
    def avvikande(self):
        """The headings that are not the agreement's own."""
        return [a.rubrik for _, rader in self.grupper for a in rader if a.sort == "omrade" and a.rubrik.avviker]

    @cached_property
    def hinder(self):
        """[Arshinder]: what is left before the report can be said to be done, as far as this page asks; [] of a year that is not open."""
        if not self.year.is_open or self.year.ur_fil:
            return []
        return [*self._att_skapa(), *hindren(self.year, self.avsnitt, self.roller), *self._utan_rubrik()]

    def _att_skapa(self):
        if not self.saknade or not self.avsnitt:
            return []
        vad = stor_bokstav(numerus(self.saknade, "ett avsnitt", "avsnitt"))
        return [Arshinder(vad, "inte skapade" if self.saknade > 1 else "inte skapat", "Processledaren", "#skapa", "Skapa", self.leder)]

    def _utan_rubrik(self):
        url = address("uppdrag:rubrik_list", self.year.pk)
        return [
            Arshinder(u.namn, "står inte under någon rubrik", "Processledaren", url, "Ordna", self.leder) for u in utan_rubrik(self.year)
        ]

    @cached_property
    def svarslaget(self):
        """[(round, its respondents, how many have handed in)], for whoever leads it."""
        return svarslaget(tillfragade_om(self.year)) if self.leder else []
