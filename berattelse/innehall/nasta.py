"""Next year made out of this one: what is carried over, kind by kind, what comes by itself, and what stays with the reason why."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from berattelse.models import Avsnitt, Dokumentuppgift
from ekonomi.models import Budgetpost
from samverkan import svenska
from samverkan.models import Handelse
from uppdrag.arsplan import cykel_for, plan, plan_efter
from uppdrag.models import Arenaar, Bemanning, Medverkan, Rekommendation, Rubrik, Rubrikuppdrag, Samordnare, Stegsort, Uppdrag

AKT = "skapade nästa år"
SLUTADE = (Uppdrag.Status.NEDLAGT, Uppdrag.Status.OVERFORT)
HUVUDET = ("enhet", "forfattare", "mottagare", "delordning", "utelamnade", "i_tjansten", "utdrag_till")


@dataclass
class Buret:
    """One kind of row. `rader` are unsaved, in the order they are to be saved; none when what is carried comes by itself (`hur`)."""

    hur: str
    med: list[str] = field(default_factory=list)
    inte: list[tuple[str, str]] = field(default_factory=list)
    rader: list = field(default_factory=list)


class Overgang:
    """From a year to the next, which is not saved yet. Read by the page before the act and by the act itself."""

    def __init__(self, forra, year):
        self.forra, self.year = forra, year

    @cached_property
    def uppdrag(self):
        return list(self.forra.avtal.uppdrag.prefetch_related("omraden"))

    @cached_property
    def slutade(self):
        """{uppdrag id: why it does not go on in the new year}"""
        return {u.pk: skal for u in self.uppdrag if (skal := self._skal(u))}

    def _skal(self, uppdrag):
        if uppdrag.till and uppdrag.till < self.year.fran:
            return f"{uppdrag.get_status_display().lower() if uppdrag.status in SLUTADE else 'avslutat'} {svenska.datum(uppdrag.till)}"
        if uppdrag.till is None and uppdrag.status in SLUTADE:
            return uppdrag.get_status_display().lower()
        if uppdrag.fran and uppdrag.fran > self.year.till:
            return f"börjar först {svenska.datum(uppdrag.fran)}"
        return ""

    @cached_property
    def delar(self):
        """[(name, Buret)]"""
        return [(namn, bar(self)) for namn, bar in BARS]

    @property
    def lista(self):
        """What the log keeps and the new year's page shows: plain words."""
        return [{"namn": namn, "hur": b.hur, "med": b.med, "inte": [list(rad) for rad in b.inte]} for namn, b in self.delar]

    @property
    def marke(self):
        """Changes with anything the list says, and with the period."""
        allt = [str(self.year.fran), str(self.year.till), self.lista]
        return hashlib.sha256(json.dumps(allt, ensure_ascii=False).encode()).hexdigest()


def burit_till(year):
    """The event of the act that made the year out of the one before, with its list; None when it was made otherwise."""
    return Handelse.objects.filter(avtal_id=year.avtal_id, objekt=f"{year._meta.label_lower}:{year.pk}", akt=AKT).first()


def rubriker(o):
    """Last year's headings with the uppdrag that go on; an uppdrag that is new stands under its area, which is a new heading if need be."""
    ut, omraden = Buret("Text, ordning och uppdragen under dem som förra året. De kan ändras sedan."), _omraden(o)
    nya, placerade = [], set()
    for r in o.forra.rubriker.select_related("omrade").prefetch_related("placeringar__uppdrag"):
        placeringar = list(r.placeringar.all())
        gar = [p.uppdrag for p in placeringar if p.uppdrag_id not in o.slutade]
        placerade |= {p.uppdrag_id for p in placeringar}
        ut.inte += [(f"{p.uppdrag} under {r}", o.slutade[p.uppdrag_id]) for p in placeringar if p.uppdrag_id in o.slutade]
        if placeringar and not gar:
            ut.inte.append((r.text, "inget uppdrag under den fortsätter"))
            continue
        omrade = omraden.get(r.omrade.namn.casefold()) if r.omrade else None
        nya.append((Rubrik(verksamhetsar=o.year, text=r.text, ordning=r.ordning, omrade=omrade), gar))
    _tillkomna(o, ut, nya, placerade, omraden)
    for rubrik, under in nya:
        ut.med.append(f"{rubrik.text}: {svenska.lista_text([u.namn for u in under])}" if under else rubrik.text)
        ut.rader += [rubrik, *(Rubrikuppdrag(rubrik=rubrik, uppdrag=u, ordning=n) for n, u in enumerate(under, 1))]
    return ut


def _omraden(o):
    """{name: area} of the version of the agreement that holds in the new year."""
    version = o.forra.avtal.version_under(o.year)
    return {omrade.namn.casefold(): omrade for omrade in version.omraden.all()} if version else {}


def _tillkomna(o, ut, nya, placerade, omraden):
    """Place the uppdrag that have no place: those that began with the new year, or all when last year had no headings."""
    for u in o.uppdrag:
        if u.pk in placerade or u.pk in o.slutade:
            continue
        if nya and placerade and not (u.fran and u.fran > o.forra.till):
            ut.inte.append((u.namn, f"stod inte under någon rubrik {o.forra}"))
            continue
        omrade = next((omrade for omrade in u.omraden.all() if omrade in omraden.values()), None)
        if omrade is None:
            ut.inte.append((u.namn, "avtalet placerar det inte under något område: placera det under Rubriker"))
            continue
        under = next((under for rubrik, under in nya if rubrik.omrade == omrade), None)
        if under is None:
            under = []
            ordning = max((rubrik.ordning for rubrik, _ in nya), default=0) + 1
            nya.append((Rubrik(verksamhetsar=o.year, text=omrade.namn, ordning=ordning, omrade=omrade), under))
        under.append(u)


def stegen(o):
    """As actions.lagg_in_arssteg makes them."""
    forra = list(o.forra.arssteg.all())
    ut = Buret("Dagarna flyttas med perioden, bort från röda dagar." if forra else "Dagarna följer periodens cykel.")
    nya = plan_efter(forra, o.forra.till, o.year.till) if forra else plan(cykel_for(o.year.fran), o.year.till)
    for s in nya:
        namn = Stegsort(s.sort).label
        if s.ingar:
            ut.med.append(f"{namn}: {svenska.datum(s.sista_dag)}" if s.sista_dag else namn)
        else:
            ut.inte.append((namn, f"ingick inte {o.forra}" if forra else "ingår inte i cykeln"))
    return ut


def planer(o):
    ut = Buret("Planerat antal möten, månadsvisa möten och undantagna månader. Egna meningar och skäl hör till sitt år.")
    for rad in Arenaar.objects.filter(verksamhetsar=o.forra).select_related("arena"):
        if not rad.arena.fanns_under(o.year.fran, o.year.till):
            ut.inte.append((str(rad.arena), f"arenan finns till och med {svenska.datum(rad.arena.till)}"))
        elif rad.planerat is None and not rad.manadsvis:
            ut.inte.append((str(rad.arena), "hade ingen plan"))
        else:
            plan = {"planerat": rad.planerat, "manadsvis": rad.manadsvis, "undantagna_manader": rad.undantagna_manader}
            ut.rader.append(Arenaar(arena=rad.arena, verksamhetsar=o.year, **plan))
            ut.med.append(f"{rad.arena}: {'en gång per månad' if rad.manadsvis else f'{rad.planerat} planerade'}")
    return ut


def bemanning(o):
    ut = Buret("Tjänstgöringsgrad, anställning, finansiering och inriktning för uppdrag som fortsätter.")
    for rad in Bemanning.objects.filter(verksamhetsar=o.forra).select_related("uppdrag", "kommun"):
        namn = f"{rad.uppdrag}: {rad.procent} %, {f'köps från {rad.kommun}' if rad.kommun else rad.get_sort_display().lower()}"
        if skal := o.slutade.get(rad.uppdrag_id):
            ut.inte.append((namn, skal))
            continue
        ut.med.append(namn)
        falt = {namn: getattr(rad, namn) for namn in ("uppdrag", "procent", "sort", "kommun", "finansiering", "inriktning")}
        ut.rader.append(Bemanning(verksamhetsar=o.year, **falt))
    return ut


def dokument(o):
    ut = Buret("Enhet, författare, mottagare, delarnas ordning och vilka som utelämnas. Diarienummer, datum och egna ord skrivs på nytt.")
    for rad in Dokumentuppgift.objects.filter(verksamhetsar=o.forra).select_related("forfattare"):
        ut.med.append(rad.get_dokument_display())
        falt = {namn: getattr(rad, namn) for namn in HUVUDET}
        ut.rader.append(Dokumentuppgift(verksamhetsar=o.year, dokument=rad.dokument, **falt))
    return ut


def avsnitt(o):
    """The same sections as actions.skapa_avsnitt makes of the headings."""
    rader = rubriker(o).rader
    ut = Buret("Tomma avsnitt, ett för varje rubrik, uppdrag och annat avtal. Förra årets texter ligger bredvid när man skriver.")
    ut.med = ["Inledning", *(r.text for r in rader if isinstance(r, Rubrik))]
    ut.med += [r.uppdrag.namn for r in rader if isinstance(r, Rubrikuppdrag)]
    ut.med += [avtal.titel for avtal in o.forra.avtal.andra_avtal.all()]
    return ut


def prioriterade(o):
    ut = Buret("Kommer av sig självt: det som skrevs om nästa år ligger överst som plan bredvid det nya årets avsnitt.")
    for a in Avsnitt.objects.filter(verksamhetsar=o.forra, sort=Avsnitt.Sort.UPPDRAG).select_related("uppdrag"):
        if not a.prioriterade:
            continue
        if skal := o.slutade.get(a.uppdrag_id):
            ut.inte.append((str(a), skal))
        elif a.ar_plan_for(o.year):
            ut.med.append(str(a))
        else:
            ut.inte.append((str(a), f"texten säger att den gäller {a.prioriterade_year}"))
    return ut


def budget(o):
    ut = Buret("Kommer av sig självt som förslag på budgetsidan när ersättningen är registrerad. Controllern beslutar.")
    for rad in Budgetpost.objects.filter(verksamhetsar=o.forra, beslutad__isnull=False).select_related("uppdrag"):
        skal = o.slutade.get(rad.uppdrag_id)
        ut.med += [] if skal else [rad.uppdrag.namn]
        ut.inte += [(rad.uppdrag.namn, skal)] if skal else []
    return ut


def rekommendationer(o):
    ut = Buret("Kommer av sig självt: de som är öppna eller pågår följs upp i det nya året.")
    oppna = (Rekommendation.Status.OPPEN, Rekommendation.Status.PAGAR)
    for r in Rekommendation.objects.filter(avtal=o.forra.avtal_id).select_related("beslut"):
        namn = str(r.beslut)  # the words are free text, and the log is kept for ever
        if r.status in oppna:
            ut.med.append(f"{namn} ({r.get_status_display().lower()})")
        else:
            ut.inte.append((namn, r.get_status_display().lower()))
    return ut


def uppdragen(o):
    ut = Buret("Har egna datum och fortsätter av sig självt.", [u.namn for u in o.uppdrag if u.pk not in o.slutade])
    ut.inte = [(u.namn, o.slutade[u.pk]) for u in o.uppdrag if u.pk in o.slutade]
    return ut


def arenor(o):
    return _daterade(o, [(a.namn, a) for a in o.forra.avtal.arenor.all()])


def medverkan(o):
    """Those that go on by uppdrag, those that have ended one by one."""
    rader = Medverkan.objects.filter(uppdrag__avtal=o.forra.avtal_id).select_related("organisation", "uppdrag")
    ut = _daterade(o, [(m, m) for m in rader if m.uppdrag_id not in o.slutade])
    per_uppdrag = Counter(m.uppdrag.namn for m in ut.med)
    ut.med = [f"{namn}: {svenska.numerus(antal, 'en kommun', 'kommuner')}" for namn, antal in per_uppdrag.items()]
    ut.inte = [(str(m), skal) for m, skal in ut.inte]
    return ut


def personer(o):
    """By their tasks: the list is kept for ever, and a name is hers."""
    rader = Samordnare.objects.filter(uppdrag__avtal=o.forra.avtal_id).select_related("uppdrag").order_by("uppdrag__ordning", "pk")
    return _daterade(o, [(f"Samordnare för {s.uppdrag}", s) for s in rader if s.uppdrag_id not in o.slutade])


def _daterade(o, rader):
    ut = Buret("Har egna datum och fortsätter av sig självt.")
    for namn, rad in rader:
        if rad.till and rad.till < o.year.fran:
            ut.inte.append((namn, f"slutade {svenska.datum(rad.till)}"))
        else:
            ut.med.append(namn)
    return ut


BARS = (
    ("Rubriker", rubriker),
    ("Avsnitt", avsnitt),
    ("Årets steg", stegen),
    ("Arenornas plan", planer),
    ("Bemanning", bemanning),
    ("Dokumentens huvuden", dokument),
    ("Prioriterade områden", prioriterade),
    ("Budget", budget),
    ("Rekommendationer att följa upp", rekommendationer),
    ("Uppdrag", uppdragen),
    ("Arenor", arenor),
    ("Medverkan", medverkan),
    ("Samordnare", personer),
)
