"""What an edition says, whole: one typed shape, numbered, kept for ever. Dates are ISO, money whole kronor, keys are ids and codes.

The parts that a lower room tells of are typed there (uppdrag.schema, ekonomi.schema, enkat.schema); this module puts them together,
reads and writes them. An edition adopted under an earlier number is read by way of `uppgradering`; nothing else knows of earlier shapes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from berattelse.innehall.exempel import har_exempel
from berattelse.innehall.tecken import rena
from berattelse.innehall.uppgradering import uppgradera
from ekonomi.schema import Ekonomikapitel, Kommunandel
from ekonomi.skuld.bok import is_ofullstandig
from enkat.schema import Arsvardering, Avvikande, Skalsteg
from samverkan.svenska import lista_text
from uppdrag.schema import Arenatabell, Arenatillfallen, Beslutsuppgift, Forslagsuppgift, Traffuppgift

SCHEMA = 2
SCHEMAN = Path(__file__).parent / "scheman"


class Avsnittsdel(StrEnum):
    """The fixed parts of a section, in their order."""

    BESKRIVNING = "beskrivning"
    ARENOR = "arenor"
    PRIORITERADE = "prioriterade"
    AKTIVITETER = "aktiviteter"
    RESULTAT = "resultat"
    PROJEKT = "projekt"
    FRAMTID = "framtid"

    @property
    def i_ord(self) -> str:
        return DEL_I_ORD[self]


DEL_I_ORD = {
    Avsnittsdel.BESKRIVNING: "Beskrivning",
    Avsnittsdel.ARENOR: "Arenor",
    Avsnittsdel.PRIORITERADE: "Prioriterade områden",
    Avsnittsdel.AKTIVITETER: "Exempel på aktiviteter",
    Avsnittsdel.RESULTAT: "Exempel på resultat",
    Avsnittsdel.PROJEKT: "Projekt",
    Avsnittsdel.FRAMTID: "Framtida utmaningar och utvecklingsarbeten",
}


@dataclass(kw_only=True)
class Rad:
    """One line of plain text. `kommuner` are the codes of those it concerns (none: not told); `arena` the id of the arena it counts."""

    text: str
    kommuner: list[str] = field(default_factory=list)
    arena: int | None = None


@dataclass(kw_only=True)
class Lista:
    """A list under a part of a section: its own small heading (or none) and its lines."""

    rubrik: str = ""
    rader: list[Rad]


@dataclass(kw_only=True)
class Projekttabell:
    """Columns with their projects, as rows of equal length."""

    kolumner: list[str]
    rader: list[list[str]]

    @property
    def per_slag(self) -> list[tuple[str, list[str]]]:
        """[(a column's name, its projects)], as they are printed."""
        return [(kolumn, [rad[n] for rad in self.rader if rad[n]]) for n, kolumn in enumerate(self.kolumner)]


@dataclass(kw_only=True)
class Del:
    """One fixed part of a section, under its printed heading (or none). `html` is sanitised; `listor` are made from rows."""

    sort: Avsnittsdel
    rubrik: str = ""
    html: str = ""
    listor: list[Lista] = field(default_factory=list)
    tabell: Projekttabell | None = None

    def __bool__(self) -> bool:
        return bool(self.html or self.tabell or any(lista.rader for lista in self.listor))


@dataclass(kw_only=True)
class Sektion:
    """The printed section of one uppdrag or one other agreement; empty parts are left out. `id` is its place in the page.

    `kommuner` are the codes of those that took part at any time of the year (none: not told).
    """

    id: str
    uppdrag_id: int | None = None
    rubrik: str
    dnr: str = ""
    exempel: bool = False
    notis: str = ""
    kommuner: list[str] = field(default_factory=list)
    delar: list[Del] = field(default_factory=list)

    @property
    def en_text(self) -> bool:
        """Has it no headings of its own? Then its own may be left out under a chapter of the same name, and no level is skipped."""
        return not any(d.rubrik or "<h" in d.html or any(lista.rubrik for lista in d.listor) for d in self.delar)


@dataclass(kw_only=True)
class Kapitel:
    """A heading of the year with its introduction and its sections."""

    id: str
    rubrik: str
    inledning: str
    uppdrag: list[Sektion]


@dataclass(kw_only=True)
class Avtalsuppgift:
    titel: str
    dnr: str
    dnr_exempel: bool


@dataclass(kw_only=True)
class Kommun:
    kod: str
    namn: str
    kort: str


@dataclass(kw_only=True)
class Ovrigt:
    """What is financed by the agreement and reported elsewhere."""

    namn: str
    dnr: str
    redovisning: str
    webbplats: str


@dataclass(kw_only=True)
class Uppdragstext:
    """What an uppdrag was to do (bilaga 1)."""

    uppdrag_id: int | None
    uppdrag: str
    text: str
    exempel: bool


@dataclass(kw_only=True)
class Underskrift:
    """Place, day and who signs; `namn` is "" where the title is all that is told. `person` is the holder of the role."""

    ort: str
    datum: date | None
    person: str
    namn: str
    titel: str


@dataclass(kw_only=True)
class Rekommendationsuppgift:
    """What the council recommended, and what has come of it.

    `laget` is a status of Rekommendation, `agare_kod` the code of the owner's organisation ("" for none).
    """

    text: str
    beslut: Beslutsuppgift
    agare: str
    agare_kod: str = ""
    klar_senast: date | None
    laget: str
    vad_har_hant: str


@dataclass(kw_only=True)
class Foregaende:
    """Last year's judgement and what came of the recommendations; `year` is "" where no year before is registered."""

    year: str
    vardering: Arsvardering | None
    rekommendationer: list[Rekommendationsuppgift]


@dataclass(kw_only=True)
class Foljder:
    """What followed on the year: the meetings with the kommuner, what the council recommended, and the changes that were proposed."""

    traffar: list[Traffuppgift] = field(default_factory=list)
    rekommendationer: list[Rekommendationsuppgift] = field(default_factory=list)
    forslag: list[Forslagsuppgift] = field(default_factory=list)


class Arsakt(StrEnum):
    """What leads to an edition, each by its own owner."""

    GODKANT_UTFALLET = "godkant_utfallet"
    FARDIGSTALLT = "fardigstallt"
    FASTSTALLT = "faststallt"

    @property
    def i_ord(self) -> str:
        return ARSAKT_I_ORD[self]


ARSAKT_I_ORD = {
    Arsakt.GODKANT_UTFALLET: "godkänt utfallet",
    Arsakt.FARDIGSTALLT: "färdigställt berättelsen",
    Arsakt.FASTSTALLT: "fastställt den",
}


@dataclass(kw_only=True)
class Utgavemarke:
    """Which edition this is; only an adopted one has any. `samma_person`: what one and the same person has done to it, [] for no such."""

    nummer: int
    marke: str
    errata: str
    ersatter: int | None
    samma_person: list[Arsakt] = field(default_factory=list)

    @property
    def en_person_i_ord(self) -> str:
        return f"En och samma person har {lista_text([akt.i_ord for akt in self.samma_person])}." if self.samma_person else ""


@dataclass(kw_only=True)
class Vardeuppgift:
    """A figure that the texts name by `nyckel`, where it stands as a `data` element: what it is of, the number and its unit.

    `enhet` is "antal", "kr" (whole kronor, printed as tkr), "%", or the row's own.
    """

    nyckel: str
    vad: str
    tal: Decimal
    enhet: str


@dataclass(kw_only=True)
class Nyckeltal:
    """A key figure and what it is held against: the year before (`jamfort` says which). None where it is not known, never zero.

    `enhet` is "kr" (whole kronor, printed as tkr), or the words that follow the number; `tecken`: a plus is printed. `ord` is the line
    beneath.
    """

    vad: str
    tal: int | None
    enhet: str
    jamfort: str = ""
    forra: int | None = None
    tecken: bool = False
    ord: str = ""


@dataclass(kw_only=True)
class Arenamanader:
    """An arena's held meetings by month, as `manader` of Arsikorthet has them; None where no month is known."""

    id: int | None
    arena: str
    niva: str
    manader: list[int] | None
    planerat: int | None
    hallna: int | None


@dataclass(kw_only=True)
class Uppdragsremsa:
    """The figures at the head of an uppdrag. `moten` is None where no number is known; `arenor` how many are reported under it.

    `belopp` (kronor, and the tkr that are printed) is its part of the result, or else its state grants, by `slag`; None for neither.
    """

    uppdrag_id: int
    arenor: int
    okanda: int
    moten: int | None
    manader: list[int]
    slag: str = ""
    belopp: int | None = None
    belopp_tkr: int | None = None


@dataclass(kw_only=True)
class Arsikorthet:
    """The year on a spread: a sentence made of figures, key figures, every arena by month, and the strips of the uppdrag.

    `manader` are the first days of the months; `moten` how many meetings were held in each. `utan_manad` were held in none that is known.
    `hande` and `vantar` are the lines that were chosen, at most three of each.
    """

    mening: str
    nyckeltal: list[Nyckeltal]
    manader: list[date]
    moten: list[int]
    utan_manad: int
    arenor: list[Arenamanader]
    dagar_exempel: bool
    remsor: list[Uppdragsremsa]
    hande: list[str] = field(default_factory=list)
    vantar: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Berattelse:
    """Everything the report of one year says."""

    schema: int = SCHEMA
    skede: int
    titel: str
    undertitel: str
    fran: date
    till: date
    year: str
    dnr: str
    dnr_exempel: bool
    avtal: Avtalsuppgift
    avtalsparter: list[str]
    kommuner: list[Kommun]
    exempel: bool
    skapad: date
    ingress: str
    kapitel: list[Kapitel]
    ovrig_verksamhet: list[Ovrigt]
    ekonomi: Ekonomikapitel
    andra_avtal: list[Sektion]
    arenatabell: Arenatabell
    tillfallen: list[Arenatillfallen]
    beskrivningar: list[Uppdragstext]
    underskrift: Underskrift
    vardering: Arsvardering | None = None
    foljder: Foljder | None = None
    forra: Foregaende | None = None
    beslut: Beslutsuppgift | None = None
    utgava: Utgavemarke | None = None
    varden: list[Vardeuppgift] = field(default_factory=list)
    korthet: Arsikorthet | None = None  # None: an edition of before it was told

    @property
    def av(self) -> str:
        """Whose document it is, as its metadata say."""
        return self.underskrift.titel

    @property
    def arets_dagar(self) -> int:
        return (self.till - self.fran).days + 1

    def texter(self) -> Iterator[str]:
        """Every text that people wrote in the sections, in order."""
        yield self.ingress
        yield from (k.inledning for k in self.kapitel)
        yield from (d.html for _, s in self.sektioner() for d in s.delar)

    def sektioner(self) -> Iterator[tuple[str, Sektion]]:
        """(chapter's heading, section) for every section of the report, in order."""
        yield from ((k.rubrik, s) for k in self.kapitel for s in k.uppdrag)
        yield from (("Andra samverkansavtal", s) for s in self.andra_avtal)


@dataclass(kw_only=True)
class Kommunarena:
    """An arena the kommun sits in: how many meetings were held, and at how many it was (None: not registered, not known)."""

    arena: str
    niva: str
    hallna: int | None
    narvarande: int | None


@dataclass(kw_only=True)
class Skuldandelsrad:
    """The kommun's part of one origin, and what is shared by all; None where it is not divided, or is divided."""

    ursprung: str
    egen: int | None
    gemensamt: int | None


@dataclass(kw_only=True)
class Kommunensskuld:
    rader: list[Skuldandelsrad]
    egen: int
    gemensamt: int

    @property
    def okand(self) -> bool:
        """Is nothing of it divided? Then nobody knows what is the kommun's own, and `egen` says nothing."""
        return self.ofullstandig and all(rad.egen is None for rad in self.rader)

    @property
    def ofullstandig(self) -> bool:
        """Is something of it not divided? Then `egen` is of what is."""
        return is_ofullstandig(rad.gemensamt for rad in self.rader)


@dataclass(kw_only=True)
class Kommunensandel:
    """The kommun's part of the compensation and of the debt, kronor; None where it is not known."""

    ersattning: Kommunandel | None
    kalla: str
    kontrollerad: bool
    skuld: Kommunensskuld | None


@dataclass(kw_only=True)
class Kommunensbedomning:
    """The kommun's own word of one uppdrag in one round, beside the joint one and the decision it was agreed by.

    `skal` is the reason of this joint value alone, `gemensamt_skal` the one that holds for all of the round.
    """

    omgang: str
    uppdrag_id: int | None
    uppdrag: str
    egen: str
    motivering: str
    nytta: str
    gemensam: str
    skal: str
    beslut: Beslutsuppgift | None
    avvikelser: list[Avvikande]
    gemensamt_skal: str = ""


@dataclass(kw_only=True)
class Kommunensord:
    """What the kommun wrote to a question beside the judgement."""

    omgang: str
    fraga: str
    svar: str
    text: str


@dataclass(kw_only=True)
class Kommunjamforelse:
    """One uppdrag: the kommun's value beside the joint one and those of the others. None: none on the scale; then the words say why."""

    uppdrag_id: int | None
    uppdrag: str
    egen: int | None
    egen_ord: str
    gemensam: int | None
    gemensam_ord: str
    andra: list[int]


@dataclass(kw_only=True)
class Kommunsida:
    """The kommun's own page. `moten` are the meetings by month of the arenas it sits in; `bedomt` the year that was judged ("": none)."""

    mening: str
    nyckeltal: list[Nyckeltal]
    manader: list[date]
    moten: list[int]
    dagar_exempel: bool = False
    andelar: list[Kommunandel]
    bedomt: str
    bedomningen_exempel: bool
    skala: list[Skalsteg]
    bedomningar: list[Kommunjamforelse]


@dataclass(kw_only=True)
class Kommunberattelse:
    """What of the report concerns one kommun."""

    schema: int = SCHEMA
    kommun: Kommun
    skede: int
    titel: str
    undertitel: str
    fran: date
    till: date
    year: str
    dnr: str
    dnr_exempel: bool
    avtal: Avtalsuppgift
    exempel: bool
    skapad: date
    kapitel: list[Kapitel]
    med: list[str]  # the uppdrag that embraced it, by what is registered
    inte: list[str]
    okant: list[str]  # those of which nobody has registered who took part
    ekonomi: Ekonomikapitel
    andra_avtal: list[Sektion]
    beskrivningar: list[Uppdragstext]
    arenor: list[Kommunarena]
    andel: Kommunensandel
    bedomning: list[Kommunensbedomning] | None
    ord: list[Kommunensord]
    foljder: Foljder | None
    underskrift: Underskrift
    beslut: Beslutsuppgift | None
    utgava: Utgavemarke | None
    sida: Kommunsida | None = None

    @property
    def av(self) -> str:
        return self.underskrift.titel


def som_json(innehall: Any) -> str:
    """The content as text: the same for the same content, keys in order, without signs that no XML may hold."""
    return json.dumps(rena(msgspec.to_builtins(innehall)), ensure_ascii=False, indent=1, sort_keys=True)


def read(text: str) -> Berattelse:
    """An edition's content as it was kept, whatever its schema. msgspec.ValidationError on what is none."""
    return msgspec.convert(uppgradera(json.loads(text)), Berattelse)


def ren(innehall):
    """The same content without signs that no XML may hold, and marked as exempel when anything within is."""
    data = rena(msgspec.to_builtins(innehall))
    return msgspec.convert(data | {"exempel": har_exempel(data)}, type(innehall))


def utan_utgava(innehall: Berattelse) -> Berattelse:
    """The content before it was an edition."""
    return replace(innehall, utgava=None)


def json_schema() -> str:
    """The JSON Schema of the present shape, made from the types. What is in SCHEMAN must equal it: a test says when the number is due."""
    om = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Verksamhetsberättelse, schema {SCHEMA}"}
    return json.dumps(om | msgspec.json.schema(Berattelse), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def schemafil(text: str) -> Path | None:
    """The JSON Schema that an edition's content was written by, as it is published; None for the first shape, which had none."""
    fil = SCHEMAN / f"{json.loads(text).get('schema', 1)}.json"
    return fil if fil.exists() else None
