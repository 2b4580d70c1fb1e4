"""The money over the years, read from the rows: ersättning, outcome and result per uppdrag, share per kommun. What is unknown is None."""

from collections import defaultdict
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from ekonomi.folkmangd.nyckel import nycklar_av
from ekonomi.models import Arsresultat, Ersattning, Omdisponering, Resultatpost, Statsbidrag
from ekonomi.resultat import tkr_belopp
from ekonomi.schema import Arsjamforelse, Arsrad, Kommunar
from ekonomi.skuld.lage import lagen
from samverkan.bilder.staplar import Stapel, staende
from samverkan.svenska import sorteringsnyckel, till_tkr
from samverkan.tabell import Kalkylblad, arbetsbok
from uppdrag.models import Verksamhetsar

MED_VAD = Omdisponering.objects.select_related("fran__uppdrag", "till__uppdrag", "beslut")


@dataclass(frozen=True)
class Tidsrad:
    """One line and its kronor year by year; None where nothing is registered."""

    namn: str
    belopp: tuple[int | None, ...]
    uppdrag_id: int | None = None


@dataclass(frozen=True)
class Tidstabell:
    """`vad` is what its lines are, and every line is as long as the years. `summa` where they make a sum: None of what is not known."""

    rubrik: str
    vad: str
    rader: list[Tidsrad]
    summa: Tidsrad | None = None


@dataclass(frozen=True)
class OverTid:
    """The years, and the tables over them."""

    years: list
    tabeller: list[Tidstabell]

    @property
    def bild(self):
        resultat = self.tabeller[0].rader[1]
        rader = [Stapel(y.beteckning, till_tkr(kr)) for y, kr in zip(self.years, resultat.belopp, strict=True) if kr is not None]
        return staende("Resultatet år för år", rader, "tkr")


@dataclass(frozen=True)
class Penningar:
    """What is registered of these years, in four queries and those of the key."""

    years: list  # each with its omdisponeringar
    ersattningar: list
    arsresultat: list
    poster: list

    @cached_property
    def ersattning(self):
        return {e.verksamhetsar_id: e.gallande for e in self.ersattningar}

    @cached_property
    def enligt(self):
        return {a.verksamhetsar_id: a.belopp for a in self.arsresultat}

    @cached_property
    def nycklar(self):
        return nycklar_av(self.ersattningar)

    @property
    def med(self):
        """The ids of the years that have any figures."""
        return {*self.ersattning, *self.enligt, *(p.verksamhetsar_id for p in self.poster)}


class Tvaaren:
    """The money of a year and of the one before it: each kind of row read once for both, when it is first asked for."""

    def __init__(self, year):
        self.year = year

    @cached_property
    def forra(self):
        """The year that ended the day before this one began, or None."""
        fore = self.year.foregaende
        return fore if fore and fore.till == self.year.fran - timedelta(days=1) else None

    @cached_property
    def pengar(self):
        return _pengar([y for y in (self.year.foregaende, self.year) if y])

    @cached_property
    def _bidrag(self):
        return list(Statsbidrag.objects.filter(verksamhetsar__in=self.pengar.years).select_related("uppdrag"))

    @cached_property
    def lagen(self):
        """The ledger as it stands when the year ends."""
        return lagen(self.year.avtal, till=self.year.till)

    def ersattning(self, year):
        return next(iter(_av(self.pengar.ersattningar, year)), None)

    def arsresultat(self, year):
        return next(iter(_av(self.pengar.arsresultat, year)), None)

    def poster(self, year):
        return _av(self.pengar.poster, year)

    def bidrag(self, year):
        return _av(self._bidrag, year) if year else []

    def omdisponeringar(self, year):
        return list(next(y for y in self.pengar.years if y.pk == year.pk).omdisponeringar.all())


def _av(rader, year):
    return [rad for rad in rader if rad.verksamhetsar_id == year.pk]


def over_tid(avtal):
    """Every year of the agreement that has begun or has figures, the oldest first; none when no year has any."""
    alla = list(Verksamhetsar.objects.filter(avtal=avtal).order_by("fran"))
    pengar = _pengar(alla)
    years = [y for y in alla if y.pk in pengar.med or (pengar.med and y.fran <= timezone.localdate())]
    hela = [
        Tidsrad("Ersättning", tuple(pengar.ersattning.get(y.pk) for y in years)),
        Tidsrad("Resultat enligt redovisningen", tuple(pengar.enligt.get(y.pk) for y in years)),
    ]
    per_uppdrag = [
        Tidstabell(
            f"{ord_} per uppdrag",
            "Uppdrag",
            _sagda(_per_uppdrag(pengar.poster, years, falt)),
            _arssummor(pengar.poster, years, falt),
        )
        for falt, ord_ in Arsjamforelse.MATT.items()
    ]
    per_kommun = [Tidsrad(namn, belopp) for _, namn, belopp in _per_kommun(years, pengar)]
    tabeller = [
        Tidstabell("Hela överenskommelsen", "Belopp", hela),
        *per_uppdrag,
        Tidstabell("Ersättning per kommun", "Kommun", per_kommun, _summarad(_delar(pengar.nycklar.get(y.pk)) for y in years)),
    ]
    return OverTid(years, tabeller)


def bredvid_forra(tva):
    """The year beside the one that ended the day before it began; None when nothing is registered for that one."""
    fore, pengar = tva.forra, tva.pengar
    if fore is None or fore.pk not in pengar.med:
        return None
    years = [fore, tva.year]
    per = {falt: _per_uppdrag(pengar.poster, years, falt) for falt in Arsjamforelse.MATT}
    return Arsjamforelse(
        years=[y.beteckning for y in years],
        rader=_arsrader(per),
        hela=_hela(years, pengar),
        per_kommun=[Kommunar(kod=kod, kommun=namn, belopp=list(belopp)) for kod, namn, belopp in _bada(_per_kommun(years, pengar))],
    )


def _pengar(years):
    """The years are taken anew: what is read beside them is not to stand on the caller's."""
    years = [copy(year) for year in years]
    prefetch_related_objects(years, Prefetch("omdisponeringar", MED_VAD))
    per, ersattningar = {year.pk: year for year in years}, list(Ersattning.objects.filter(verksamhetsar__in=years))
    for e in ersattningar:
        e.verksamhetsar = per[e.verksamhetsar_id]
    return Penningar(
        years,
        ersattningar,
        list(Arsresultat.objects.filter(verksamhetsar__in=years).select_related("godkant_av")),
        list(Resultatpost.objects.filter(verksamhetsar__in=years).select_related("uppdrag")),
    )


def _per_uppdrag(poster, years, falt):
    """[Tidsrad] of every uppdrag in any of the years, in the order of the newest."""
    rader, belopp = {}, defaultdict(dict)
    for p in poster:
        nyckel = p.uppdrag_id or p.benamning
        rader.setdefault(nyckel, p)
        belopp[nyckel][p.verksamhetsar_id] = getattr(p, falt)
    return [Tidsrad(p.namn, tuple(belopp[n].get(y.pk) for y in years), p.uppdrag_id) for n, p in rader.items()]


def _arssummor(poster, years, falt):
    """What the rows of each year make."""
    return _summarad([getattr(p, falt) for p in poster if p.verksamhetsar_id == y.pk] for y in years)


def _summarad(kolumner):
    return Tidsrad("Summa", tuple(map(_summa, kolumner)))


def _delar(nyckel):
    """What each kommun that was party pays; nothing of no key."""
    return [rad.belopp for rad in nyckel.rader] if nyckel else []


def _sagda(rader):
    """All of them, for a sum is unknown by a row that has no amount in any year too; none where nothing is said at all."""
    return rader if any(kr is not None for rad in rader for kr in rad.belopp) else []


def _arsrader(per):
    """The rows with their tkr: each column rounded as the year's own table rounds it."""
    tkr = {falt: [_tkr_kolumn([rad.belopp[n] for rad in rader]) for n in (0, 1)] for falt, rader in per.items()}
    return [
        Arsrad(
            namn=rad.namn, uppdrag_id=rad.uppdrag_id, **{falt: list(per[falt][i].belopp) for falt in per},
            **{"tkr" if falt == "belopp" else f"{falt}_tkr": [kolumn[i] for kolumn in tkr[falt]] for falt in per},
        )
        for i, rad in enumerate(per["belopp"])
    ]  # fmt: skip


def _tkr_kolumn(belopp):
    """The known amounts as whole tkr that foot; None stays None."""
    tkr = iter(tkr_belopp([kr for kr in belopp if kr is not None]))
    return [None if kr is None else next(tkr) for kr in belopp]


def _hela(years, pengar):
    """The whole: the fixed sum, the outcome when every row of the year has one, the result by the accounts or else by the rows."""
    per = {y.pk: [p for p in pengar.poster if p.verksamhetsar_id == y.pk] for y in years}
    budget = [pengar.ersattning.get(y.pk) for y in years]
    utfall = [_summa([p.utfall for p in per[y.pk]]) for y in years]
    belopp = [pengar.enligt.get(y.pk, _summa([p.belopp for p in per[y.pk]])) for y in years]
    tkr = {"budget_tkr": budget, "utfall_tkr": utfall, "tkr": belopp}
    tkr = {namn: [None if kr is None else till_tkr(kr) for kr in kolumn] for namn, kolumn in tkr.items()}
    return Arsrad(namn="Hela överenskommelsen", budget=budget, utfall=utfall, belopp=belopp, **tkr)


def _summa(belopp):
    """Nothing of nothing, and nothing while one of them is not known."""
    return None if not belopp or None in belopp else sum(belopp)


def _bada(rader):
    """The kommuner, when anything is known of the year before."""
    return rader if any(belopp[0] is not None for _, _, belopp in rader) else []


def _per_kommun(years, pengar):
    """[(kommunkod, name, kronor year by year)], in Swedish order."""
    namn, belopp, nycklar = {}, defaultdict(dict), pengar.nycklar
    for y in years:
        nyckel = nycklar.get(y.pk)
        for rad in nyckel.rader if nyckel else ():
            namn[rad.andel.kod] = rad.andel.namn
            belopp[rad.andel.kod][y.pk] = rad.belopp
    ordnade = sorted(namn.items(), key=lambda par: sorteringsnyckel(par[1]))
    return [(kod, text, tuple(belopp[kod].get(y.pk) for y in years)) for kod, text in ordnade]


def som_xlsx(o):
    """One sheet: the same lines as the page."""
    huvud = ("Tabell", "Rad", *(f"{y.beteckning}, kronor" for y in o.years))
    rader = ((t.rubrik, rad.namn, *rad.belopp) for t in o.tabeller for rad in (*t.rader, *([t.summa] if t.rader and t.summa else [])))
    return arbetsbok(Kalkylblad("Över åren", huvud, rader, (32, 40, *(18 for _ in o.years))))
