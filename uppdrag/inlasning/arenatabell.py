"""Arenas from a table: names, kind and level, where they are reported, and which organisations sit in them."""

from samverkan.models import Organisation
from uppdrag.inlasning.slag import Tabellslag
from uppdrag.inlasning.tabell import Kolumn
from uppdrag.inlasning.uppslag import ALLA, Uppslag, Valuppslag, organisationsnamn, vik
from uppdrag.models import Arena, Arenamedlem, Arenavisning
from uppdrag.models.arena import Motesord

KOMMUN = Organisation.Sort.KOMMUN


def arenanamn(arena):
    return [arena.namn, arena.forkortning, arena.namn_i_text, *(annat.namn for annat in arena.andra_namn.all())]


class Arenablad(Tabellslag):
    slug, rubrik, ord = "arenor", "Arenor", "arenor"
    hem = "uppdrag:arena_list"
    hemma, alla, alla_kolumn = "Arenor", "Alla kommuner är medlemmar där kolumnen Medlemmar är tom", "medlemmar"
    kolumner = (
        Kolumn(
            "namn",
            "Namn",
            "Arenans namn. Finns det redan, också som annat namn, läggs bara det som fattas till.",
            "Skolchefsnätverket",
            ("Arena", "Samverkansorgan"),
            kravs=True,
        ),
        Kolumn("forkortning", "Förkortning", "Till exempel BUZ. Får vara tomt.", ""),
        Kolumn("sort", "Sort", "Vad för slags arena det är.", "Chefsarena", ("Typ", "Tabellslag"), kravs=True),
        Kolumn("niva", "Nivå", "Vilka arenan är för.", "Kommunala arenor", kravs=True),
        Kolumn("motesord", "Kallar sina möten", "Ordet i berättelsens mening. Tomt betyder möte.", "träff", ("Mötesord",)),
        Kolumn("uppdrag", "Redovisas under", "Uppdragets namn; flera med semikolon mellan. Får vara tomt.", "Lärcentrum", ("Uppdrag",)),
        Kolumn(
            "medlemmar",
            "Medlemmar",
            "Skriv alla för alla kommuner, eller organisationerna med semikolon eller komma mellan. Får vara tomt.",
            "alla",
            ("Medlem", "Organisationer"),
        ),
    )

    def __init__(self, avtal, by):
        super().__init__(avtal, by)
        self.sorter, self.ord_ = Valuppslag(Arena.Sort.choices, politisk="politisk"), Valuppslag(Motesord.choices)
        self.nivaer = Valuppslag(
            Arena.Niva.choices, kommunal="kommunal", **{"kommuner och region": "kommuner_och_region", "övrig": "ovrig"}
        )
        self.uppdrag = Uppslag(avtal.uppdrag.all(), "uppdragen i avtalet")
        parter = Organisation.objects.filter(partskap__avtal=avtal).distinct()
        andra = Organisation.objects.filter(sort__in=[Organisation.Sort.ANNAN, Organisation.Sort.KOMMUNFORBUND])
        self.organisationer = Uppslag((parter | andra.distinct()).distinct(), "organisationerna", organisationsnamn)
        self.arenor = Uppslag(avtal.arenor.prefetch_related("andra_namn", "medlemmar", "visningar"), "arenorna", arenanamn)
        self.visas = {a.pk: {v.uppdrag_id for v in a.visningar.all()} for a in self.arenor.rader}
        self.sitter = {a.pk: {m.organisation_id for m in a.medlemmar.all()} for a in self.arenor.rader}
        self.nya = {}
        self.nasta = max((a.ordning for a in self.arenor.rader), default=0)

    def varden(self):
        return {
            "sort": self.sorter.val(), "niva": self.nivaer.val(), "motesord": self.ord_.val(), "uppdrag": self.uppdrag.rader,
            "medlemmar": ["alla", *self.organisationer.rader],
        }  # fmt: skip

    def rad(self, rad):
        falt = {
            "forkortning": rad.read("forkortning", annars=""),
            "sort": rad.read("sort", self.sorter.en),
            "niva": rad.read("niva", self.nivaer.en),
        }
        falt["motesord"] = rad.read("motesord", self.ord_.en, Motesord.MOTE)
        uppdrag = rad.read("uppdrag", self.uppdrag.flera, [])
        medlemmar = rad.read("medlemmar", self._medlemmar, [])
        arena = rad.read("namn", self._arena)
        if arena is None or rad.fel:
            return
        if isinstance(arena, str):
            self.nasta += 1
            arena = self.nya[vik(arena)] = rad.lagg_till(Arena(avtal=self.avtal, namn=arena, ordning=self.nasta, **falt))
        self._delar(rad, arena, uppdrag, medlemmar)

    def _arena(self, text):
        """The arena that is there or stands above in the file; its name when it is to be made."""
        if vik(text) in self.nya:
            return self.nya[vik(text)]
        return self.arenor.en(text) if self.arenor.finns(text) else text

    def _medlemmar(self, text):
        if vik(text) not in ALLA:
            return self.organisationer.flera(text)
        return [o for o in self.organisationer.rader if o.sort == KOMMUN and o.pk in self.avtal.part_ids]

    def _delar(self, rad, arena, uppdrag, medlemmar):
        nyckel = arena.pk or id(arena)
        visas, sitter = self.visas.setdefault(nyckel, set()), self.sitter.setdefault(nyckel, set())
        for ordning, u in enumerate(uppdrag, 1):
            if u.pk not in visas:
                visas.add(u.pk)
                rad.lagg_till(Arenavisning(arena=arena, uppdrag=u, ordning=ordning))
        for organisation in medlemmar:
            if organisation.pk not in sitter:
                sitter.add(organisation.pk)
                rad.lagg_till(Arenamedlem(arena=arena, organisation=organisation))
