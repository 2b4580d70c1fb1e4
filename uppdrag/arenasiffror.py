"""The arenas in figures over the years: planned, held and cancelled as the report's closing table has them, and each kommun's attendance.

What nobody registered is None, never zero. Nothing is counted here: what each year held is said by its Arsregister.
"""

from dataclasses import dataclass
from functools import cached_property

from samverkan.bilder.staplar import Stapel, staende, staplar
from samverkan.models import Organisation
from samverkan.svenska import sorteringsnyckel
from samverkan.tabell import Kalkylblad, arbetsbok
from uppdrag.arsregister import Arsregister, rader_for
from uppdrag.models import Arenamedlem, Narvaro, Tillfalle

MATT = {"hallna": "Hållna möten", "planerat": "Planerade möten", "installda": "Inställda möten"}


@dataclass(frozen=True)
class Sifferrad:
    """One arena and its numbers year by year; None where the number is not known."""

    namn: str
    tal: tuple[int | None, ...]
    arena_id: int


@dataclass(frozen=True)
class Siffertabell:
    """`summa` is that of the report's closing table, which foots."""

    rubrik: str
    rader: list[Sifferrad]
    summa: tuple[int | None, ...]


@dataclass(frozen=True)
class Antecknat:
    """At how many of the meetings that it was to be at, and whose attendance is registered, a kommun was."""

    var_med: int
    av: int

    def __str__(self):
        return f"{self.var_med} av {self.av}"

    @property
    def procent(self):
        return round(100 * self.var_med / self.av)


@dataclass(frozen=True)
class Narvarorad:
    """One kommun year by year; None where nobody has registered attendance at a meeting it was to be at."""

    namn: str
    antecknat: tuple[Antecknat | None, ...]


class Arenasiffror:
    """An agreement's arenas over its years, or one arena of it. As many questions whatever the number of years and arenas."""

    def __init__(self, avtal, arena=None):
        self.arena = arena
        self.alla = list(avtal.verksamhetsar.order_by("fran"))
        self._rader_av = rader_for(avtal.pk, Tillfalle.objects.filter(avtal=avtal))
        self._register = {year.pk: Arsregister(year, rader=self._rader_av) for year in self.alla}
        self._tabell = {pk: register.tabell() for pk, register in self._register.items()}
        self._narvaro = self._narvarande(avtal)
        self._vantade = _Vantade(avtal)
        self.years = [year for year in self.alla if self._kant(year)]

    def register(self, year):
        return self._register[year.pk]

    @property
    def planer(self):
        """[(year, what was planned of the one arena)], the newest first."""
        per = [(year, self.register(year).plan(self.arena)) for year in reversed(self.alla)]
        return [(year, plan) for year, plan in per if plan]

    @property
    def medlemmar(self):
        """Of the one arena."""
        return self._vantade.medlemmar(self.arena)

    @property
    def grupper(self):
        """Of the one arena."""
        return next(arena for arena in self._rader_av.arenor if arena == self.arena).grupper.all()

    def _rader(self, year):
        return [rad for rad in self._tabell[year.pk].rader if self.arena is None or rad.id == self.arena.pk]

    def _kant(self, year):
        return any(getattr(rad, falt) is not None for rad in self._rader(year) for falt in MATT)

    @cached_property
    def tabeller(self):
        return [self._siffertabell(falt, rubrik) for falt, rubrik in MATT.items()]

    def _siffertabell(self, falt, rubrik):
        namn = {rad.id: rad.arena for year in self.years for rad in self._rader(year)}
        tal = {year.pk: {rad.id: getattr(rad, falt) for rad in self._rader(year)} for year in self.years}
        rader = [Sifferrad(text, tuple(tal[year.pk].get(pk) for year in self.years), pk) for pk, text in namn.items()]
        return Siffertabell(rubrik, rader, tuple(getattr(self._tabell[year.pk].summa, falt) for year in self.years))

    @cached_property
    def aren(self):
        """[(year, its row of the closing table)] of the one arena."""
        return [(year, rad) for year in self.years for rad in self._rader(year)]

    @property
    def delar(self):
        """[(year, of how many arenas its sum of the held meetings is)] where it is not of all."""
        return [(year, self._tabell[year.pk].delar) for year in self.years if self._tabell[year.pk].delar]

    # --- attendance ---------------------------------------------------------------------------------------------------
    def _narvarande(self, avtal):
        """{occasion: {kommun}} where a kommun is registered: of a meeting where only others are, nobody knows which kommuner were there."""
        rader = Narvaro.objects.filter(tillfalle__avtal=avtal, tillfalle__arena__isnull=False)
        rader = rader.filter(organisation__sort=Organisation.Sort.KOMMUN).select_related("organisation")
        found = {}
        for rad in rader.filter(tillfalle__arena=self.arena) if self.arena else rader:
            found.setdefault(rad.tillfalle_id, set()).add(rad.organisation)
        return found

    def antecknade(self, year):
        """The held meetings of a year whose attendance is registered."""
        return [t for t in self._register[year.pk].hallna_moten() if t.pk in self._narvaro]

    @cached_property
    def narvaro(self):
        """[Narvarorad] of every kommun that was to be at one of the meetings or was there, in Swedish order."""
        antecknat = {year.pk: self._antecknat(year) for year in self.years}
        kommuner = {kommun for per_kommun in antecknat.values() for kommun in per_kommun}
        ordnade = sorted(kommuner, key=lambda kommun: sorteringsnyckel(kommun.tabellnamn))
        return [Narvarorad(k.tabellnamn, tuple(antecknat[year.pk].get(k) for year in self.years)) for k in ordnade]

    def _antecknat(self, year):
        var_med, av = {}, {}
        for t in self.antecknade(year):
            for kommun in filter(_is_kommun, self._vantade.vid(t) | self._narvaro[t.pk]):
                av[kommun] = av.get(kommun, 0) + 1
                var_med[kommun] = var_med.get(kommun, 0) + (kommun in self._narvaro[t.pk])
        return {kommun: Antecknat(var_med[kommun], antal) for kommun, antal in av.items()}

    @property
    def omfattning(self):
        """[(year, of how many held meetings attendance is registered, how many were held)]: the rest is not known."""
        per = {falt: dict(zip(self.years, tabell.summa, strict=True)) for falt, tabell in zip(MATT, self.tabeller, strict=True)}
        hallna = {year: rad.hallna for year, rad in self.aren} if self.arena else per["hallna"]
        return [(year, len(self.antecknade(year)), hallna[year]) for year in self.years]

    # --- pictures -----------------------------------------------------------------------------------------------------
    @property
    def bild(self):
        tal = [rad.hallna for _, rad in self.aren] if self.arena else self.tabeller[0].summa
        kanda = [(year, antal) for year, antal in zip(self.years, tal, strict=True) if antal is not None]
        rader = [Stapel(year.beteckning, antal, tillagg=self._av_vilka(year)) for year, antal in kanda]
        return staende(MATT["hallna"] + " år för år", rader)

    def _av_vilka(self, year):
        """Of how many arenas the year's sum is, where it is not of all: two years are not held against each other unawares."""
        delar = "" if self.arena else self._tabell[year.pk].delar
        return f"({delar})" if delar else ""

    @property
    def narvarobild(self):
        """(the latest year with attendance, its picture); ("", "") where there is none."""
        for n, year in reversed(list(enumerate(self.years))):
            kanda = [(rad.namn, a) for rad in self.narvaro if (a := rad.antecknat[n]) is not None]
            if kanda:
                rader = [Stapel(namn, a.procent, tillagg=f"({a})") for namn, a in kanda]
                return year, staplar(f"Kommunernas närvaro {year}", rader, "%")
        return "", ""


class _Vantade:
    """Who was to be at a meeting: the members of its arena that day, else the parties, as the page where attendance is registered asks."""

    def __init__(self, avtal):
        self._parter = list(avtal.parter.select_related("organisation"))
        self._medlemmar = {}
        for medlem in Arenamedlem.objects.filter(arena__avtal=avtal).select_related("organisation", "arena"):
            self._medlemmar.setdefault(medlem.arena_id, []).append(medlem)

    def medlemmar(self, arena):
        return self._medlemmar.get(arena.pk, [])

    def vid(self, t):
        return _gallande(self._medlemmar.get(t.arena_id, ()), t.fran) or _gallande(self._parter, t.fran)


def _gallande(rader, dag):
    return {rad.organisation for rad in rader if (rad.fran is None or rad.fran <= dag) and (rad.till is None or dag <= rad.till)}


def _is_kommun(organisation):
    return organisation.sort == Organisation.Sort.KOMMUN


def som_xlsx(s):
    """The same numbers: a sheet of the meetings, which foots, and one of the attendance. What is not known is an empty cell."""
    years = [year.beteckning for year in s.years]
    moten = [(t.rubrik, rad.namn, *rad.tal) for t in s.tabeller for rad in [*t.rader, Sifferrad("Sammanlagt", t.summa, 0)]]
    narvaro = [(r.namn, *(tal for a in r.antecknat for tal in ((a.var_med, a.av) if a else (None, None)))) for r in s.narvaro]
    huvud = ("Kommun", *(text for y in years for text in (f"{y}, var med", f"{y}, av möten med antecknad närvaro")))
    return arbetsbok(
        Kalkylblad("Möten", ("Tabell", "Arena", *years), moten, (20, 44, *(12 for _ in years))),
        Kalkylblad("Närvaro", huvud, narvaro, (24, *(18 for _ in huvud[1:]))),
    )
