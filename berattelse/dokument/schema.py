"""What the documents beside the report say, typed as the report's own content is (innehall.schema): made anew each time, not kept."""

from dataclasses import dataclass, field
from datetime import date

from berattelse.innehall.schema import SCHEMA, Lista, Projekttabell, Rekommendationsuppgift, Sektion
from ekonomi.schema import Ekonomikapitel
from enkat.schema import Arsvardering
from samverkan.svenska import lista_text
from uppdrag.schema import Arenasumma


@dataclass(kw_only=True)
class Brevhuvud:
    """Who writes to whom, when (None: a draft), under which dnr; `lasta_den` is the day its rows were read, where that is a later one."""

    organisation: str
    enhet: str
    forfattare: str
    telefon: str
    epost: str
    datum: date | None
    lasta_den: date | None
    dnr: str
    dnr_exempel: bool
    mottagare: str


@dataclass(kw_only=True)
class Grund:
    """What the layout and the letterhead want of any document."""

    schema: int = SCHEMA
    dokument: str
    titel: str
    undertitel: str
    year: str
    skapad: date
    exempel: bool
    brev: Brevhuvud

    @property
    def av(self) -> str:
        return self.brev.forfattare


@dataclass(kw_only=True)
class Kapiteltext:
    """A free chapter: sanitised HTML under a heading of its own."""

    id: str
    rubrik: str
    html: str
    exempel: bool
    efter: str = ""


@dataclass(kw_only=True)
class Sektionsdel:
    """One part of what a report tells of an uppdrag: `sort` is the code of an Uppdragsdel; the rest as in innehall.schema.Del."""

    sort: str
    rubrik: str = ""
    html: str = ""
    listor: list[Lista] = field(default_factory=list)
    tabell: Projekttabell | None = None

    def __bool__(self) -> bool:
        return bool(self.html or self.tabell or any(lista.rader for lista in self.listor))


@dataclass(kw_only=True)
class Uppdragssektion:
    """What a report tells of one uppdrag, its parts in the order that was chosen."""

    id: str
    rubrik: str
    dnr: str = ""
    exempel: bool
    notis: str
    delar: list[Sektionsdel]


@dataclass(kw_only=True)
class Omradeskapitel:
    """A heading of the year with its introduction and its uppdrag."""

    id: str
    rubrik: str
    inledning: str
    exempel: bool
    uppdrag: list[Uppdragssektion]


@dataclass(kw_only=True)
class Dokumentlank:
    namn: str
    adress: str


@dataclass(kw_only=True)
class Dokumentplats:
    """One place in the order of a document: a chapter the program writes, by its code, or a free one."""

    sort: str = ""
    kapitel: Kapiteltext | None = None

    @property
    def mall(self) -> str:
        """The template of a chapter that the program writes."""
        return f"berattelse/dokument/uppfoljning/_{self.sort}.html"


@dataclass(kw_only=True)
class Genomlysningsteg:
    nar: str
    vad: str
    med: str
    anteckning: str
    exempel: bool


@dataclass(kw_only=True)
class Genomlysningsforslag:
    """What was proposed, and how far it has come where the change itself is registered."""

    nar: str
    text: str
    anmarkning: str
    slag: str
    laget: str
    exempel: bool


@dataclass(kw_only=True)
class Genomlysningsuppgift:
    titel: str
    year: str
    skal: str
    nar: str
    slutsats: str
    exempel: bool
    grupper: list[str]
    steg: list[Genomlysningsteg]
    forslag: list[Genomlysningsforslag]

    @property
    def forslagen_i_ord(self) -> str:
        """ "”Energikontoret flyttas” (återtaget) och ”RSS stärks”"."""
        return lista_text([f"”{f.text.rstrip('.')}”{f' ({f.laget})' if f.laget else ''}" for f in self.forslag])


@dataclass(kw_only=True)
class Andringsuppgift:
    rubrik: str
    text: str
    skal: str
    uppdrag: str
    laget: str
    exempel: bool


@dataclass(kw_only=True)
class Andringsgrupp:
    """The proposals of one kind."""

    slag: str
    forslag: list[Andringsuppgift]


@dataclass(kw_only=True)
class Nyttouppgift:
    namn: str
    nytta: list[str]


@dataclass(kw_only=True)
class Nyttokapitel:
    rubrik: str
    uppdrag: list[Nyttouppgift]


@dataclass(kw_only=True)
class Uppfoljningsrapport(Grund):
    fran: date
    till: date
    bakgrund: list[str]
    egna_ord: str
    lankar: list[Dokumentlank]
    uppfoljning: list[str]
    rekommendationer: list[Rekommendationsuppgift]
    andringar: list[Andringsgrupp]
    verksamhet: list[Omradeskapitel]
    arenor: list[Lista]
    andra_avtal: list[Sektion]
    nytta: list[Nyttokapitel]
    nytta_kallor: list[str]
    genomlysningar: list[Genomlysningsuppgift]
    tidigare: list[Genomlysningsuppgift]
    platser: list[Dokumentplats] = field(default_factory=list)


@dataclass(kw_only=True)
class Tjansteman:
    namn: str
    titel: str


@dataclass(kw_only=True)
class Tjansteskrivelse(Grund):
    """Förslag till beslut."""

    egna_ord: str
    arende: list[str]
    underlag: list[str]
    forslag: list[str]
    i_tjansten: list[Tjansteman]
    utdrag_till: list[str]
    kapitel: list[Kapiteltext]


@dataclass(kw_only=True)
class Arenamoten:
    arena: str
    hallna: int


@dataclass(kw_only=True)
class Motesuppgift:
    """The arenas that met most, the rest in a sentence, and the sentence of the totals."""

    rader: list[Arenamoten]
    ovriga: str
    summa: Arenasumma
    text: str


@dataclass(kw_only=True)
class Vardefordelning:
    """How many kommuner gave an uppdrag each value, in the order of the scale; how many gave none; the joint value or ""."""

    uppdrag: str
    antal: list[int]
    utan: int
    gemensamt: str


@dataclass(kw_only=True)
class Vardefordelningar:
    skala: list[str]
    nagon_enad: bool
    rader: list[Vardefordelning] = field(default_factory=list)


@dataclass(kw_only=True)
class Sammanfattning(Grund):
    fran: date
    till: date
    egna_ord: str
    i_korthet: list[str]
    moten: Motesuppgift
    ekonomi: Ekonomikapitel
    vardering: Arsvardering
    per_uppdrag: Vardefordelningar | None
    forslag: list[str]
