"""What an Uppföljningsrapport tells of the areas and their uppdrag, part by part, fetched for the time the report covers."""

from copy import copy
from datetime import date, timedelta
from itertools import groupby

from berattelse.dokument.schema import Omradeskapitel, Sektionsdel, Uppdragssektion
from berattelse.innehall.personal import bemanningsmening, satsningsmening
from berattelse.innehall.schema import Avsnittsdel, Lista, Rad
from berattelse.innehall.sektioner import Underlag, pa_niva, radtext, uppdragssektion
from berattelse.innehall.varden import Varden
from berattelse.models import Avsnitt, Uppdragsdel
from ekonomi.statsbidrag import statsbidrag_for
from samverkan import svenska
from uppdrag.arsregister import Arsregister
from uppdrag.models import Arena, Arenaar, Beskrivning, Nytta

# What the report of the year says of an uppdrag, and where it stands here; the rest is built below.
SAMMA = {
    Uppdragsdel.BESKRIVNING: Avsnittsdel.BESKRIVNING,
    Uppdragsdel.PRIORITERADE: Avsnittsdel.PRIORITERADE,
    Uppdragsdel.AKTIVITETER: Avsnittsdel.AKTIVITETER,
    Uppdragsdel.RESULTAT: Avsnittsdel.RESULTAT,
    Uppdragsdel.PROJEKT: Avsnittsdel.PROJEKT,
    Uppdragsdel.ARENOR_HAR: Avsnittsdel.ARENOR,
    Uppdragsdel.FRAMTID: Avsnittsdel.FRAMTID,
}


def tiden(year, uppgift):
    """The year with the period that the report covers in place of its own."""
    other = copy(year)
    if uppgift.galler_fran:
        other.fran, other.till = uppgift.galler_fran, uppgift.galler_till
    return other


class Rapportunderlag(Underlag):
    """The rows of the time the report covers. Sections, plans and grants are the year's; what is dated is the period's."""

    def __init__(self, year, uppgift):
        period = tiden(year, uppgift)
        self.egen_tid = (year.fran, year.till) != (period.fran, period.till)
        super().__init__(period)
        if self.egen_tid:  # the sections are the year's, and so are the figures they name
            self.varden = Varden(lambda: Underlag(year))
        self.hela_aret = self.year.fran <= year.fran and year.till <= self.year.till
        self.valda = uppgift.valda(Uppdragsdel)
        self.arsplan = {p.arena_id: p for p in Arenaar.objects.filter(verksamhetsar=year)}
        self.nyttor = self._by_uppdrag(Nytta.objects.filter(uppdrag__avtal=year.avtal_id))
        self.statsbidrag = self._by_uppdrag(statsbidrag_for(year).rader)
        self.uppdragstexter = self._by_uppdrag(Beskrivning.objects.filter(uppdrag__avtal=year.avtal_id).galler(on=self.year.till))
        delar = list(halvar(period.fran, period.till))
        self.halvar = [(f"{ord_}: ", self.arenor.inom(fran, till)) for ord_, fran, till in delar]
        self.halvar.append(("", self.arenor.utanfor([dagar for _, *dagar in delar])))

    def _register(self, year):
        """Halves and quarters are those of a year: of another period what the arenas arranged is told together."""
        return Arsregister(year, delas=not self.egen_tid)

    def _by_home(self, model):
        """What is dated in the period, whichever year it was entered under; of what has no day, the year's own."""
        rows = model.objects.filter(verksamhetsar__avtal=self.year.avtal_id).select_related("verksamhetsar")
        rows = rows.prefetch_related("kommuner").order_by("verksamhetsar__fran", "ordning", "pk")
        homes = {}
        for row in rows:
            if self._hor_hit(row):
                homes.setdefault((row.uppdrag_id, row.annat_avtal_id), []).append(row)
        return homes

    def _hor_hit(self, row):
        fran, till = self.year.fran, self.year.till
        if row.datum:
            return fran <= row.datum <= till
        if row.manad:
            return fran.replace(day=1) <= manaden(row) <= till
        return row.verksamhetsar_id == self.year.pk


def manaden(row):
    """The first day of the month a row names, in the year it was entered under."""
    year = row.verksamhetsar
    return next((date(y, m, 1) for y, m in svenska.manader(year.fran, year.till) if m == row.manad), year.fran)


def halvar(fran, till):
    """(in words, first day, last day) of each half-year that the period touches; a half that is not whole is told by its days."""
    while fran <= till:
        forsta = fran.month <= 6
        slut = date(fran.year, 6, 30) if forsta else date(fran.year, 12, 31)
        sist, helt = min(slut, till), fran.day == 1 and fran.month in {1, 7} and slut <= till
        yield f"{'Första' if forsta else 'Andra'} halvåret {fran.year}" if helt else svenska.period(fran, sist), fran, sist
        fran = slut + timedelta(days=1)


def verksamheten(rubriker, underlag):
    """A chapter for each heading of the year, with what is chosen of it; one with nothing to tell is left out."""
    kapitel = [_omradet(r, underlag) for r in rubriker]
    return [k for k in kapitel if k.inledning or k.uppdrag]


def _omradet(rubrik, underlag):
    avsnitt = underlag.avsnitt.get((Avsnitt.Sort.OMRADE, rubrik.pk))
    sektioner = [uppdraget(p.uppdrag, underlag) for p in rubrik.placeringar.all()]
    return Omradeskapitel(
        id=f"kapitel-{rubrik.pk}",
        rubrik=rubrik.text,
        inledning=underlag.text(Avsnitt.Sort.OMRADE, rubrik.pk) if Uppdragsdel.INLEDNING in underlag.valda else "",
        exempel=bool(avsnitt and avsnitt.exempel),
        uppdrag=[s for s in sektioner if s.delar or s.notis],
    )


def uppdraget(uppdrag, underlag):
    """The chosen parts of one uppdrag, in the chosen order."""
    sektion = uppdragssektion(uppdrag, underlag)
    delar = {d.sort: d for d in sektion.delar}
    gjorda = [_delen(sort, uppdrag, underlag, delar) for sort in underlag.valda if sort != Uppdragsdel.INLEDNING]
    return Uppdragssektion(
        id=sektion.id, rubrik=sektion.rubrik, exempel=sektion.exempel, notis=sektion.notis, delar=[d for d in gjorda if d]
    )


def _delen(sort, uppdrag, underlag, delar):
    """One part: as the report of the year has it, with the lists of the period."""
    skriven = delar.get(SAMMA.get(sort))
    listor = LISTOR[sort](uppdrag, underlag) if sort in LISTOR else []
    return Sektionsdel(
        sort=sort,
        rubrik=_rubriken(sort, skriven, underlag),
        html=skriven.html if skriven else _uppdragstext(uppdrag, underlag) if sort == Uppdragsdel.UPPDRAGSTEXT else "",
        listor=[lista for lista in listor if lista.rader],
        tabell=skriven.tabell if skriven else None,
    )


def _rubriken(sort, skriven, underlag):
    """The part's heading as the report of the year has it; the arenas say which time they are counted for."""
    if sort == Uppdragsdel.ARENOR_HAR and underlag.egen_tid:
        return f"{sort.label} {svenska.period(underlag.year.fran, underlag.year.till)}"
    if sort in {Uppdragsdel.BESKRIVNING, Uppdragsdel.PERSONAL}:
        return ""
    return skriven.rubrik if skriven else sort.label


def _uppdragstext(uppdrag, underlag):
    texter = underlag.uppdragstexter.get(uppdrag.pk, [])[:1]
    return "".join(pa_niva(t.text, 5) + ("<p>Texten är ett exempel.</p>" if t.exempel else "") for t in texter)


def _rader(texter, rubrik=""):
    return Lista(rubrik=rubrik, rader=[Rad(text=text) for text in texter if text])


def _punkt(text):
    return f"{text.rstrip('.')}." if text else ""


def _personal(uppdrag, underlag):
    satsningar = [satsningsmening(s) for s in underlag.satsningar.get(uppdrag.pk, [])]
    return [_rader([bemanningsmening(underlag.bemanning.get(uppdrag.pk, [])), *satsningar])]


def _rad_for_rad(homes):
    """The rows under an uppdrag; a month alone says its year when the period has more than one."""

    def lista(uppdrag, underlag):
        flera = underlag.year.fran.year != underlag.year.till.year
        return [_rader([radtext(r, year=flera and r.manad and manaden(r).year) for r in homes(underlag).get((uppdrag.pk, None), [])])]

    return lista


def _arenor(uppdrag, underlag):
    return arenalistor(underlag.arenor.for_uppdrag(uppdrag), underlag)


def arenalistor(visade, underlag):
    """The arenas by level, each with its sentence; one of which nothing is known is left out."""
    nivaer = groupby(visade, key=lambda rad: rad.niva)
    listor = [_rader([_om_arenan(rad, underlag) for rad in rader], Arena.Niva(niva).label) for niva, rader in nivaer]
    return [lista for lista in listor if lista.rader]


def _om_arenan(rad, underlag):
    """The sentence of the year; of another period the counted one, and the own sentence as said of the year."""
    mening = rad.mening
    if underlag.egen_tid:
        egen = f"{underlag.year}: {rad.mening}" if rad.egen and underlag.hela_aret else ""
        raknad = rad.raknad if rad.hallna or rad.installda or underlag.hela_aret else ""
        mening = ". ".join(del_.rstrip(".") for del_ in (raknad, egen) if del_)
    return f"{_punkt(mening)} {rad.arena.beskrivning}".strip() if mening else ""


def _arenornas(uppdrag, underlag):
    planer = [(rad.arena.namn, underlag.arsplan.get(rad.arena.pk)) for rad in underlag.arenor.for_uppdrag(uppdrag)]
    return [_rader([text.strip() for text in plan.prioriteringar.splitlines()], namn) for namn, plan in planer if plan]


def _utbildningar(uppdrag, underlag):
    """By half-year what the uppdrag arranged itself, and last that whose day is not known; the arenas tell of their own."""
    return [_rader([f"{nar}{_punkt(text)}" for nar, register in underlag.halvar if (text := register.for_organiser_uppdrag(uppdrag))])]


def _statsbidrag(uppdrag, underlag):
    return [_rader([_bidraget(b) for b in underlag.statsbidrag.get(uppdrag.pk, [])])]


def _bidraget(b):
    """ "Yrkesvux: 49 800 tkr, varav 45 000 tkr har förmedlats till Bergs kommun. Redovisas mars 2023."."""
    varav = [
        (b.formedlat, f"har förmedlats{f' till {b.formedlat_till}' if b.formedlat_till else ''}"), (b.anvant, "har använts"),
        (b.aterbetalas, "återbetalas"), (b.overfors, "förs över till nästa år"), (b.redovisat, "har redovisats till staten"),
    ]  # fmt: skip
    delar = svenska.lista_text([f"{svenska.tkr(kr)} {vad}" for kr, vad in varav if kr is not None])
    text = f"{b.namn}: {svenska.tkr(b.belopp)}" + (f" och {svenska.tkr(b.ingaende)} från tidigare år" if b.ingaende else "")
    text += f", varav {delar}." if delar else "."
    return text + (f" {b.redovisning}." if b.redovisning else "")


def _nyttan(uppdrag, underlag):
    return [_rader([n.text for n in underlag.nyttor.get(uppdrag.pk, [])])]


LISTOR = {
    Uppdragsdel.PERSONAL: _personal,
    Uppdragsdel.AKTIVITETER: _rad_for_rad(lambda underlag: underlag.aktiviteter),
    Uppdragsdel.RESULTAT: _rad_for_rad(lambda underlag: underlag.resultat),
    Uppdragsdel.ARENOR_HAR: _arenor,
    Uppdragsdel.ARENORNAS: _arenornas,
    Uppdragsdel.UTBILDNINGAR: _utbildningar,
    Uppdragsdel.STATSBIDRAG: _statsbidrag,
    Uppdragsdel.NYTTAN: _nyttan,
}
