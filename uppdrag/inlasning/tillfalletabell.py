"""Occasions from a table or a calendar: which arena, the days (several in one cell), and what is known of them."""

from django.utils import timezone

from samverkan import svenska
from samverkan.models import Roll
from uppdrag.inlasning.arenatabell import arenanamn
from uppdrag.inlasning.dagar import dagar
from uppdrag.inlasning.slag import Tabellslag
from uppdrag.inlasning.tabell import Cellfel, Kolumn, heltal
from uppdrag.inlasning.uppslag import Uppslag, Valuppslag, vik
from uppdrag.models import Arena, Tillfalle
from uppdrag.models.tillfalle import INGA_DELTAGARE, LANGSTA
from uppdrag.models.year import FLER_AR

PLANERAT, HALLET, INSTALLT = Tillfalle.Status.PLANERAT, Tillfalle.Status.HALLET, Tillfalle.Status.INSTALLT
INGET_AR = (
    "Avtalet har inget öppet verksamhetsår att läsa in i. Processledaren lägger till året, eller låser upp det, på sidan Verksamhetsår."
)
INTE_DIN = "Du registrerar inte möten för den arenan. Be processledaren, eller den som samordnar dess uppdrag."
BLEV_INSTALLT = "Finns redan, men inte som inställt. Ställ in det på tillfällets sida."
MEST_DAGAR = 1_000
NAGRA = 3  # days that are named one by one


def far_lasa_in(avtal, user):
    """The processledare, and the samordnare of an uppdrag that reports any of its arenas."""
    return avtal.har_roll(user, Roll.PROCESSLEDARE) or Arena.objects.registrerbara(user).filter(avtal=avtal).exists()


class Tillfalleblad(Tabellslag):
    slug, rubrik, ord = "tillfallen", "Tillfällen", "tillfällen"
    hem = "uppdrag:tillfalle_list"
    can, hemma, tar_kalender = far_lasa_in, "Möten", True
    i_ett_year = True
    kolumner = (
        Kolumn(
            "arena", "Arena", "Arenans namn, förkortning eller andra namn.", "Skolchefsnätverket", ("Samverkansorgan", "Organ"), kravs=True
        ),
        Kolumn(
            "dagar",
            "Datum",
            "En eller flera dagar: 3/2, 17 mars och 2 juni 2022; 2022-09-14. Ett som varar flera dagar: 14–15 mars 2022.",
            "3/2, 17 mars och 2 juni 2022",
            ("Dag", "Dagar", "När"),
            kravs=True,
        ),
        Kolumn("year", "År", "När datumen inte säger vilket år. Får vara tomt.", ""),
        Kolumn("rubrik", "Rubrik", "Får vara tomt.", "", ("Ämne", "Titel")),
        Kolumn("sort", "Vad", "Tomt betyder möte.", "Möte", ("Sort", "Typ")),
        Kolumn("grupp", "Grupp", "När arenan har grupper som möts var för sig. Får vara tomt.", ""),
        Kolumn("form", "Form", "Får vara tomt.", "Digitalt", ("Mötesform",)),
        Kolumn("langd", "Längd", "Får vara tomt.", "Heldag"),
        Kolumn("deltagare", "Antal deltagare", "Med siffror, vid vart och ett av tillfällena. Får vara tomt.", "", ("Deltagare", "Antal")),
        Kolumn("status", "Status", "Tomt betyder hållet, eller planerat när dagen inte har varit.", "", ("Läge",)),
    )

    def __init__(self, avtal, by):
        super().__init__(avtal, by)
        arenor = avtal.arenor.prefetch_related("andra_namn", "grupper")
        self.arenor = Uppslag(arenor, "arenorna i avtalet", arenanamn)
        self.mina = set(Arena.objects.registrerbara(by).filter(avtal=avtal).values_list("pk", flat=True))
        sorter = [s for s in Tillfalle.Sort.choices if s[0] != Tillfalle.Sort.KOMMUNVIS_TRAFF]
        self.sorter, self.former, self.langder = (
            Valuppslag(sorter),
            Valuppslag(Tillfalle.Form.choices, teams="digitalt"),
            Valuppslag(Tillfalle.Langd.choices),
        )
        self.statusar, self.idag = Valuppslag(Tillfalle.Status.choices, avbokat="installt"), timezone.localdate()
        self.years = list(avtal.verksamhetsar.order_by("fran"))
        self.finns, self.installda = {}, set()

    def hinder(self):
        return "" if any(year.is_open for year in self.years) else INGET_AR

    def forbered(self, rader):
        for t in Tillfalle.objects.filter(arena__in=self.arenor.rader).only("arena", "fran", "sort", "grupp", "status"):
            if t.status == INSTALLT:
                self.installda.add(_nyckel(t))
            else:
                self.finns[_nyckel(t)] = t.status

    def varden(self):
        return {
            "arena": [a for a in self.arenor.rader if a.pk in self.mina], "sort": self.sorter.val(), "form": self.former.val(),
            "langd": self.langder.val(), "status": self.statusar.val(),
            "grupp": [g for a in self.arenor.rader if a.pk in self.mina for g in a.grupper.all()],
        }  # fmt: skip

    def rad(self, rad):
        arena = rad.read("arena", self._arena)
        year = rad.read("year", _year)
        falt = {"sort": rad.read("sort", self.sorter.en, Tillfalle.Sort.MOTE), "rubrik": rad.read("rubrik", annars="")}
        falt |= {"form": rad.read("form", self.former.en, ""), "langd": rad.read("langd", self.langder.en, "")}
        falt |= {"deltagare": rad.read("deltagare", heltal), "grupp": rad.read("grupp", lambda text: _grupp(arena, text))}
        status = rad.read("status", self.statusar.en)
        if falt["deltagare"] == 0:
            rad.fela("deltagare", INGA_DELTAGARE)
        if status in {INSTALLT, PLANERAT} and falt["deltagare"]:
            rad.fela("deltagare", f"Ett {Tillfalle.Status(status).label.lower()} tillfälle har inga deltagare.")
        perioder = rad.read("dagar", lambda text: dagar(text, year), [])
        fel = {}
        for fran, till in perioder[:MEST_DAGAR] if arena else ():
            if mening := self._dagfel(arena, fran, till, hallet=status == HALLET or falt["deltagare"]):
                fel.setdefault(mening, []).append(fran)
            else:
                ny = Tillfalle(avtal=self.avtal, arena=arena, fran=fran, till=till, registrerat_av=self.by, **falt)
                ny.status = status or (PLANERAT if fran > self.idag else HALLET)
                self._om_nytt(rad, ny)
        for mening, dagarna in fel.items():
            rad.fela("dagar", _nagra(dagarna).join(mening))

    def _om_nytt(self, rad, ny):
        nyckel = _nyckel(ny)
        if nyckel in self.finns:
            if ny.status == INSTALLT:
                rad.sagt.append(f"{svenska.datum(ny.fran)}: {BLEV_INSTALLT}")
        elif ny.status != INSTALLT or nyckel not in self.installda:
            if ny.status == INSTALLT:
                self.installda.add(nyckel)
            else:
                self.finns[nyckel] = ny.status
            rad.lagg_till(ny, till="dagar", fran="dagar")

    def _arena(self, text):
        arena = self.arenor.en(text)
        if arena.pk not in self.mina:
            raise Cellfel(INTE_DIN)
        return arena

    def _dagfel(self, arena, dag, till, *, hallet):
        """What is wrong with one day, as the words before and after it; None when it is right, as where one occasion is registered."""
        year = next((y for y in self.years if y.holds(dag)), None)
        if year is None:
            return "", f" ligger inte i något verksamhetsår. De år som finns är {svenska.lista_text(map(str, self.years))}. {FLER_AR}"
        if not year.is_open:
            return "", f" ligger i {year}, som är låst. Processledaren låser upp året, med ett skäl, om något är fel."
        if not arena.fanns(dag):
            return f"{arena} fanns inte ", "."
        if till - dag > LANGSTA:
            return "Det som börjar ", " varar mer än en månad. Rätta dagarna, eller skriv en rad för varje gång."
        if hallet and dag > self.idag:
            return "", " har inte varit ännu, så inget kan vara hållet då."
        return None

    def ur_kalender(self, poster):
        """(cells, numbers) of a table that says the same: a row for each subject, with its days; the arena where it can be told."""
        tidigare = dict(
            Tillfalle.objects.filter(arena__in=self.arenor.rader).exclude(rubrik="").order_by("pk").values_list("rubrik", "arena__namn")
        )
        grupper = {}
        for post in poster:
            grupper.setdefault((post.rubrik, post.installt), []).append(post)
        rader = []
        for (rubrik, installt), lika in grupper.items():
            arena = self._arena_i(rubrik) or tidigare.get(rubrik[:200], "")
            celler = {"arena": arena, "rubrik": "" if vik(arena) == vik(rubrik) else rubrik[:200], "status": "Inställt" if installt else ""}
            celler["dagar"] = "; ".join(f"{p.fran}" if p.fran == p.till else f"{p.fran} – {p.till}" for p in lika)
            rader.append([celler.get(k.namn, "") for k in self.kolumner])
        return rader, list(range(1, len(rader) + 1))

    def _arena_i(self, rubrik):
        """The arena a subject names: wholly, else the one whose longest name stands in it."""
        ord_ = f" {vik(rubrik)} "
        funna = [(len(namn), a[0].namn) for namn, a in self.arenor.efter_namn.items() if len(namn) > 2 and f" {namn} " in ord_]
        return max(funna)[1] if funna else ""


def _nagra(dagar):
    """The days in words; of many the first and the last, and how many there are."""
    if len(dagar) <= NAGRA:
        return svenska.lista_text(svenska.datum(dag) for dag in dagar)
    return (
        f"{svenska.numerus(len(dagar), 'En dag', 'dagar').capitalize()}, från {svenska.datum(min(dagar))} till {svenska.datum(max(dagar))},"
    )


def _nyckel(t):
    return (t.arena_id, t.fran, t.sort, t.grupp_id)


def _year(text):
    if not (text.isdecimal() and len(text) == 4):
        raise Cellfel("Skriv året med fyra siffror.")
    return int(text)


def _grupp(arena, text):
    if arena is None:
        return None
    return Uppslag(arena.grupper.all(), f"grupperna i {arena}").en(text)
