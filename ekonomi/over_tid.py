"""The money over the years, read from the rows: ersättning, outcome and result per uppdrag, share per kommun. What is unknown is None."""

from collections import defaultdict
from dataclasses import dataclass

from ekonomi.folkmangd.nyckel import nyckel_for
from ekonomi.models import Arsresultat, Ersattning, Resultatpost
from samverkan.bilder import Stapel, staende
from samverkan.svenska import sorteringsnyckel, till_tkr
from samverkan.tabell import Kalkylblad, arbetsbok
from uppdrag.models import Verksamhetsar


@dataclass(frozen=True)
class Tidsrad:
    """One line and its kronor year by year; None where nothing is registered."""

    namn: str
    belopp: tuple[int | None, ...]


@dataclass(frozen=True)
class OverTid:
    """`tabeller` is [(heading, lines)], each line as long as `years`."""

    years: list
    tabeller: list[tuple[str, list[Tidsrad]]]

    @property
    def bild(self):
        resultat = self.tabeller[0][1][1]
        rader = [Stapel(y.beteckning, till_tkr(kr)) for y, kr in zip(self.years, resultat.belopp, strict=True) if kr is not None]
        return staende("Resultatet år för år", rader, "tkr")


def over_tid(avtal):
    """Every year of the agreement that has figures, the oldest first."""
    alla = list(Verksamhetsar.objects.filter(avtal=avtal).order_by("fran"))
    ersattning = {e.verksamhetsar_id: e.gallande for e in Ersattning.objects.filter(verksamhetsar__in=alla).select_related("verksamhetsar")}
    enligt = dict(Arsresultat.objects.filter(verksamhetsar__in=alla).values_list("verksamhetsar", "belopp"))
    poster = list(Resultatpost.objects.filter(verksamhetsar__in=alla).select_related("uppdrag"))
    med = {*ersattning, *enligt, *(p.verksamhetsar_id for p in poster)}
    years = [y for y in alla if y.pk in med]
    hela = [
        Tidsrad("Ersättning", tuple(ersattning.get(y.pk) for y in years)),
        Tidsrad("Resultat enligt redovisningen", tuple(enligt.get(y.pk) for y in years)),
    ]
    delar = (("Ersättning", "budget"), ("Utfall", "utfall"), ("Resultat", "belopp"))
    per_uppdrag = [(f"{ord_} per uppdrag", _per_uppdrag(poster, years, falt)) for ord_, falt in delar]
    return OverTid(years, [("Hela överenskommelsen", hela), *per_uppdrag, ("Ersättning per kommun", _per_kommun(years))])


def _per_uppdrag(poster, years, falt):
    namn, belopp = {}, defaultdict(dict)
    for p in poster:
        nyckel = p.uppdrag_id or p.benamning
        namn[nyckel] = p.namn
        belopp[nyckel][p.verksamhetsar_id] = getattr(p, falt)
    rader = [Tidsrad(namn[n], tuple(belopp[n].get(y.pk) for y in years)) for n in namn]
    return [rad for rad in rader if any(kr is not None for kr in rad.belopp)]


def _per_kommun(years):
    namn, belopp = {}, defaultdict(dict)
    for y in years:
        nyckel = nyckel_for(y)
        for rad in nyckel.rader if nyckel else ():
            namn[rad.andel.kod] = rad.andel.namn
            belopp[rad.andel.kod][y.pk] = rad.belopp
    return [
        Tidsrad(text, tuple(belopp[kod].get(y.pk) for y in years))
        for kod, text in sorted(namn.items(), key=lambda par: sorteringsnyckel(par[1]))
    ]


def som_xlsx(o):
    """One sheet: the same lines as the page."""
    huvud = ("Tabell", "Rad", *(f"{y.beteckning}, kronor" for y in o.years))
    rader = ((rubrik, rad.namn, *rad.belopp) for rubrik, lines in o.tabeller for rad in lines)
    return arbetsbok(Kalkylblad("Över åren", huvud, rader, (32, 40, *(18 for _ in o.years))))
