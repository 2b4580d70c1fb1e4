"""Counts become prose: the sentence a body's registered meetings make. Pure: dataclasses in, text out.

What the rows say, the sentence says; nobody counts by hand. This holds everywhere:

- a sentence comes without its full stop, and who prints it adds one
- numbers up to twelve are words, above that digits
- a meeting counts when it was held and begins within the period; planned and cancelled ones are not held
- a meeting over several days counts once, and what took place inside another occasion is no meeting of its own
- what nobody registered is not told: a body is said not to have met when somebody has said so, and of a group nobody can say it
- a form, a length, a number of people that is not known is neither told nor held against anyone's own words
- an occasion whose day is not known counts within the period it is known to lie in, and the sentence says so
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from samverkan import svenska
from samverkan.svenska import Adjektiv, Substantiv

DIGITAL = Adjektiv("digital", "digitalt", "digitala")
FYSISK = Adjektiv("fysisk", "fysiskt", "fysiska")
GEMENSAM = Adjektiv("gemensam", "gemensamt", "gemensamma")
INSTALLD = Adjektiv("inställd", "inställt", "inställda")
PLANERAD = Adjektiv("planerad", "planerat", "planerade")
PROTOKOLLFORD = Adjektiv("protokollförd", "protokollfört", "protokollförda")
REGISTRERAD = Adjektiv("registrerad", "registrerat", "registrerade")

ORD = svenska.SUBSTANTIV  # what a meeting may be called; the order is that of a summary where no other is asked for


# --- what is known ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Traff:
    """One occasion, as far as the sentence needs it. Neither `hallen` nor `installd` means that it is planned.

    `utan_datum`: the day is not known, only that it lies from and including `fran` to and including `till`.
    """

    fran: date
    till: date
    hallen: bool = True
    installd: bool = False
    form: str = ""  # fysiskt, digitalt, hybrid; "": not known
    langd: str = ""  # heldag, halvdag, del_av_dag; "": not known
    protokollford: bool | None = None  # None: not known
    deltagare: int | None = None
    ca: bool = False  # the number of `deltagare` is about right
    utan_datum: bool = False
    grupp: str = ""
    sammankallad_av_region: bool | None = None  # None: who convened is not recorded
    ord: str = "möte"  # read by `sammanfattning`; an arena's meetings take the arena's own noun
    serie: bool = False  # registered as one of a monthly series
    del_av: bool = False  # took place inside another occasion, which counts for both
    delar: int = 0  # of a studieresa: how many studiebesök were made on it
    nyckel: object = None  # identity of the row; None: only its own arena shows it


@dataclass(frozen=True)
class Arenaunderlag:
    """What is known of one arena from and including `fran` to and including `till`."""

    namn: str
    ord: str
    fran: date
    till: date
    traffar: tuple[Traff, ...] = ()
    planerat: int | None = None  # None: no number was ever planned
    grupper: tuple[str, ...] = ()
    manadsvis: bool = False
    undantag: tuple[int, ...] = ()  # months (1–12) in which no meeting was meant to be
    protokollfors: bool = False
    egen_mening: str = ""
    inte_traffats: bool = False  # somebody has said so
    skal: str = ""  # and why
    nyckel: object = None  # identity of the arena; None: its name

    @property
    def motesord(self) -> Substantiv:
        return svenska.substantiv(self.ord)

    @property
    def hallna(self) -> list[Traff]:
        return [t for t in _egna(self) if t.hallen]

    @property
    def installda(self) -> list[Traff]:
        return [t for t in _egna(self) if t.installd]

    @property
    def planerade(self) -> list[Traff]:
        return [t for t in _egna(self) if not (t.hallen or t.installd)]

    @property
    def utan_datum(self) -> int:
        """How many of those held are known by number alone."""
        return sum(t.utan_datum for t in self.hallna)

    @property
    def uteblev(self) -> bool:
        """Is it known that no meeting was held? Only when somebody has said so: a plan says nothing of what was held."""
        return self.inte_traffats and not self.hallna

    @property
    def antal_hallna(self) -> int | None:
        """None: not known."""
        return len(self.hallna) if self.hallna or self.uteblev else None

    @property
    def antal_installda(self) -> int | None:
        """None where nothing is registered day by day: how many were cancelled follows from no number, nor from that none was held."""
        daterade = any(not t.utan_datum for t in self.hallna)
        return len(self.installda) if self.installda or daterade else None

    @property
    def tomma_manader(self) -> list[int]:
        return svenska.tomma_manader((t.fran for t in self.hallna if not t.utan_datum), self.fran, self.till)

    @property
    def saknade_manader(self) -> list[int]:
        """The months that had no meeting and should have had one."""
        return [m for m in self.tomma_manader if m not in self.undantag]


@dataclass(frozen=True)
class Arrangorsunderlag:
    """What an uppdrag or another agreement arranged by itself, counted kind by kind in the given order of nouns."""

    traffar: tuple[Traff, ...]
    fran: date
    till: date
    slutade: date | None = None  # the activity ended this day, before the period did
    ordning: tuple[str, ...] = tuple(ORD)
    delar: int = 1  # in how many parts the year is told: 1, 2 or 4


def _egna(u: Arenaunderlag | Arrangorsunderlag) -> list[Traff]:
    """The occasions that begin within the period and stand on their own."""
    return [t for t in u.traffar if u.fran <= t.fran <= u.till and not t.del_av]


class Summa(NamedTuple):
    """Meetings planned, held and cancelled."""

    planerat: int
    hallna: int
    installda: int


def summa(underlag: Iterable[Arenaunderlag]) -> Summa:
    """The totals of the closing table. An arena shown under several uppdrag counts once, and so does a joint meeting.

    An arena is known by its `nyckel` (else its name), a meeting by its own `nyckel` (else it is its arena's alone).
    """
    arenor = {u.namn if u.nyckel is None else u.nyckel: u for u in underlag}

    def olika(traffar: Callable[[Arenaunderlag], Sequence[Traff]]) -> set[object]:
        return {(a, i) if t.nyckel is None else t.nyckel for a, u in arenor.items() for i, t in enumerate(traffar(u))}

    planerat = sum(u.planerat or 0 for u in arenor.values())
    return Summa(planerat, len(olika(lambda u: u.hallna)), len(olika(lambda u: u.installda)))


# --- the sentence of one arena ------------------------------------------------------------------------------------
def mening(u: Arenaunderlag) -> str:
    """The sentence of one arena's period: "Barnarenan har haft fyra sammanträden"; "" where nothing is known of it."""
    installda = u.motesord.antal(len(u.installda)) if u.installda else ""
    text = _hallet(u) if u.hallna else _inget_hallet(u) if u.uteblev else ""
    if installda:
        return f"{text}; {installda} ställdes in" if text else f"{u.namn} har ställt in {installda}"
    return text


def _inget_hallet(u: Arenaunderlag) -> str:
    """That they did not meet, and why; not even convened, where there was a plan and no day of it is registered."""
    skal = f" ({u.skal.rstrip('. ')})" if u.skal else ""
    if (u.planerat or u.manadsvis) and not (u.installda or u.planerade):
        return f"{u.namn} har inte sammankallats enligt plan{skal}"
    return f"{u.namn} har inte träffats under {'året' if (u.till - u.fran).days >= 364 else 'perioden'}{skal}"


def _hallet(u: Arenaunderlag) -> str:
    """Who convened, when that varied; else that they met monthly; else how many times."""
    av_regionen = [t for t in u.hallna if t.sammankallad_av_region]
    if len(av_regionen) == 1 and av_regionen[0] == min(u.hallna, key=lambda t: t.fran):
        return f"Regionen sammankallade {u.motesord.den_forsta}{_det_forstas_form(u)}"
    if 0 < len(av_regionen) < len(u.hallna):
        n = svenska.talord(len(av_regionen), u.motesord.genus)
        return f"{u.namn} har haft {antal_i_ord(u)}; regionen sammankallade {n} av dem"
    if u.manadsvis and not u.saknade_manader:
        utom = f", utom i {svenska.lista_text(map(svenska.manad, u.tomma_manader))}" if u.tomma_manader else ""
        return f"{u.namn} har träffats en gång per månad{utom}{_med_tillagg(u.motesord, u.hallna)}"
    antal = antal_i_ord(u)
    return f"{u.namn} har haft {antal}{_okanda_dagar(u.hallna, u.motesord, efter=antal)}"


def _det_forstas_form(u: Arenaunderlag) -> str:
    """What is known of the form where the number of meetings is not told: of the only one, or of them all."""
    ord_, form = u.motesord, u.hallna[0].form
    if len(u.hallna) == 1:
        return f", som {f'var {ord_.bojt(FORMER[form], 1)}' if form in FORMER else f'hölls {HYBRID}'}" if form else ""
    tillagg = _tillagg(ord_, u.hallna)
    return f"; sammanlagt hölls {ord_.antal(len(u.hallna))}{tillagg}" if tillagg else ""


def antal_i_ord(u: Arenaunderlag) -> str:
    """How many: "fem träffar, varav två heldagar"; with sub-groups "fyra sammanträden för respektive grupp"."""
    per_grupp = mote_per_grupp(u)
    if any(per_grupp.values()):
        return _antal_per_grupp(u, per_grupp)
    if not u.hallna:
        return u.motesord.antal(0, *([] if u.uteblev else [REGISTRERAD]))
    adjektiv = [PROTOKOLLFORD] if u.protokollfors and all(t.protokollford for t in u.hallna) else []
    med = _deltagare(u.hallna)
    antal = _antal_med_form(u.motesord, u.hallna, adjektiv) + (f" med {med}" if med else "")
    return antal + _tillagg(u.motesord, u.hallna)


# --- what is known of several occasions of one kind ---------------------------------------------------------------
FORMER = {"fysiskt": FYSISK, "digitalt": DIGITAL}
HYBRID = "i hybridform"


def _antal_med_form(ord_: Substantiv, rader: list[Traff], adjektiv: Sequence[Adjektiv] = ()) -> str:
    """The number, and its form when there is one alone: "fyra möten", "ett digitalt möte", "en träff i hybridform"."""
    form = rader[0].form if len(rader) == 1 else ""
    egen = [FORMER[form]] if form in FORMER else []
    return ord_.antal(len(rader), *adjektiv, *egen) + (f" {HYBRID}" if form == "hybrid" else "")


def _former(ord_: Substantiv, rader: list[Traff]) -> tuple[list[str], list[str]]:
    """What is said of the forms of several: (of all of them, of some of them). A form nobody knows is not told."""
    antal = Counter(t.form for t in rader if t.form)
    n = len(rader)
    samtliga = [FORMER[form].flera if form in FORMER else HYBRID for form, k in antal.items() if k == n]
    varav = [
        f"{svenska.talord(antal[form], ord_.genus)} {ord_.bojt(FORMER[form], antal[form]) if form in FORMER else HYBRID}"
        for form in (*FORMER, "hybrid") if 0 < antal[form] < n
    ]  # fmt: skip
    return samtliga, varav


def _tillagg(ord_: Substantiv, rader: list[Traff]) -> str:
    """What is known of several together: ", samtliga digitala", ", varav ett fysiskt och två heldagar"."""
    n = len(rader)
    if n < 2:
        return ""
    samtliga, varav = _former(ord_, rader)
    heldagar = 0 if ord_.singular.endswith("dag") else sum(t.langd == "heldag" for t in rader)
    samtliga = sorted([*samtliga, *(["heldagar"] if heldagar == n else [])])  # as the alphabet has them: "heldagar i hybridform"
    varav += [ORD["heldag"].antal(heldagar)] if 0 < heldagar < n else []
    return (f", samtliga {' '.join(samtliga)}" if samtliga else "") + (f", varav {svenska.lista_text(varav)}" if varav else "")


def _med_tillagg(ord_: Substantiv, rader: list[Traff]) -> str:
    """After "en gång per månad", where something more is known: ": tolv träffar, varav tre fysiska"."""
    tillagg = _tillagg(ord_, rader)
    return f": {ord_.antal(len(rader))}{tillagg}" if tillagg else ""


def _okanda_dagar(rader: list[Traff], ord_: Substantiv, *, efter: str) -> str:
    """That the days are not known, of all or of some, as it stands after `efter`."""
    okanda, n = sum(t.utan_datum for t in rader), len(rader)
    vad = "dagen är inte känd" if okanda == 1 else "dagarna är inte kända"
    if okanda == n:
        return f"{';' if ',' in efter else ','} {vad}"
    subjekt, _, predikat = vad.partition(" är ")
    return f"; för {svenska.talord(okanda, ord_.genus)} av dem är {subjekt} {predikat}" if okanda else ""


def _deltagare(rader: list[Traff]) -> str:
    """ "ca 450 deltagare" in them all; "" where the number is not known of each."""
    antal = [t.deltagare for t in rader if t.deltagare is not None]
    if len(antal) < len(rader):
        return ""
    return f"{'ca ' if any(t.ca for t in rader) else ''}{svenska.talord(sum(antal))} deltagare"


# --- sub-groups ---------------------------------------------------------------------------------------------------
def mote_per_grupp(u: Arenaunderlag) -> dict[str, int]:
    """Held meetings of each sub-group, those without a registered one included."""
    return dict.fromkeys(u.grupper, 0) | Counter(t.grupp for t in u.hallna if t.grupp)


def _antal_per_grupp(u: Arenaunderlag, per_grupp: dict[str, int]) -> str:
    """One number when it is the same for all; else group by group. Of one without a meeting nothing is known."""
    ord_, gemensamma = u.motesord, sum(not t.grupp for t in u.hallna)
    (forsta, n), *ovriga = [(grupp, n) for grupp, n in per_grupp.items() if n]
    if len(per_grupp) > 1 and len(set(per_grupp.values())) == 1:
        delar = [f"{ord_.antal(n)} för respektive grupp"]
    else:
        delar = [f"{_antal_med_form(ord_, u.hallna) if len(u.hallna) == 1 else ord_.antal(n)} för {forsta}"]
        delar += [f"{svenska.talord(n, ord_.genus)} för {grupp}" for grupp, n in ovriga]
    if gemensamma:
        delar.append(f"{svenska.talord(gemensamma, ord_.genus)} {ord_.bojt(GEMENSAM, gemensamma)}")
    text = svenska.lista_text(delar)
    tillagg = _tillagg(ord_, u.hallna)
    flera = len(per_grupp) > 1 or gemensamma
    return text + (f", sammanlagt {ord_.antal(len(u.hallna))}" if tillagg and flera else "") + tillagg


# --- the sentence of an organiser ---------------------------------------------------------------------------------
def sammanfattning(u: Arrangorsunderlag) -> str:
    """What an organiser arranged: "Tre utbildningar och två konferenser har genomförts"; "" when nothing is registered.

    A kind registered as a monthly series, and held every month, makes a sentence of its own after the first.
    """
    slut = min(u.slutade or u.till, u.till)
    hallna = _per_ord(u, [t for t in _egna(u) if t.hallen])
    manadsvis = [ord_ for ord_, rader in hallna.items() if _en_gang_per_manad(rader, u.fran, slut)]
    ovriga = [t for ord_, rader in hallna.items() if ord_ not in manadsvis for t in rader]
    till = f" till och med den {svenska.dag_och_manad(slut)}" if slut < u.till else ""
    meningar = [_genomfort(u, ovriga, till)] if ovriga else []
    meningar += [f"{ord_.plural} har hållits en gång per månad{till}{_seriens_tillagg(ord_, hallna[ord_])}" for ord_ in manadsvis]
    text = ". ".join(map(svenska.stor_bokstav, meningar))
    installda = [ord_.antal(len(t)) for ord_, t in _per_ord(u, [t for t in _egna(u) if t.installd]).items()]
    if installda:
        text += f"{'; ' if text else ''}{svenska.lista_text(installda)} ställdes in"
    return svenska.stor_bokstav(text)


def _seriens_tillagg(ord_: Substantiv, rader: list[Traff]) -> str:
    return "" if ord_.singular.endswith("webbinarium") else _med_tillagg(ord_, rader)


def _genomfort(u: Arrangorsunderlag, rader: list[Traff], till: str) -> str:
    """What was held, in the parts that the year is told in: "… har genomförts under våren samt … under hösten"."""
    per_del = _per_del(u, rader)
    (nar, forst), *sedan = per_del
    text = f"{_slagen(u, forst)} har genomförts{nar}"
    for n, (nar, nasta) in enumerate(sedan, 1):
        text += f"{' samt' if n == len(sedan) else ';'} {_slagen(u, nasta)}{nar}"
    return text + till + _okanda_dagar(rader, ORD["tillfälle"], efter=",")


def _per_del(u: Arrangorsunderlag, rader: list[Traff]) -> list[tuple[str, list[Traff]]]:
    """[(" under våren", what was held then)]; last what is only known to lie within the year. Parts without any are left out."""
    if u.delar == 1:
        return [("", rader)]
    delar = svenska.aretsdelar(u.fran, u.till, u.delar)
    placerade = [(f" under {d.namn}", [t for t in rader if d.fran <= t.fran <= d.till and _ryms(t, d.till)]) for d in delar]
    resten = [t for t in rader if not any(t in dar for _, dar in placerade)]
    return [(nar, dar) for nar, dar in [*placerade, (" under året", resten)] if dar]


def _ryms(t: Traff, till: date) -> bool:
    """An occasion belongs where it begins; one without a day only where all its time lies."""
    return not t.utan_datum or t.till <= till


def _slagen(u: Arrangorsunderlag, rader: list[Traff]) -> str:
    """Kind by kind: "14 utbildningar, varav tre fysiska, och en konferens". A kind that says more is closed by a comma."""
    delar = [_slag(ord_, rader) for ord_, rader in _per_ord(u, rader).items()]
    delar.sort(key=lambda text: " med " in text)  # last, so that "med" reaches no further than its own
    text = delar[0]
    for n, del_ in enumerate(delar[1:], 2):
        och = n == len(delar)
        text += f"{',' if not och or ', ' in delar[n - 2] else ''} {'och ' if och else ''}{del_}"
    return text + ("," if ", " in delar[-1] else "")


def _en_gang_per_manad(rader: list[Traff], fran: date, till: date) -> bool:
    return any(t.serie for t in rader) and not svenska.tomma_manader((t.fran for t in rader), fran, till)


def _per_ord(u: Arrangorsunderlag, traffar: Iterable[Traff]) -> dict[Substantiv, list[Traff]]:
    """The occasions by noun: those of `ordning` first and in that order, then whatever else there is."""
    per_ord: dict[Substantiv, list[Traff]] = {svenska.substantiv(text): [] for text in u.ordning}
    for t in traffar:
        per_ord.setdefault(svenska.substantiv(t.ord), []).append(t)
    return {ord_: rader for ord_, rader in per_ord.items() if rader}


def _slag(ord_: Substantiv, rader: list[Traff]) -> str:
    """One kind: "två webbinarier", "en tredagars studieresa med åtta studiebesök", "14 utbildningar, varav tre fysiska"."""
    dagar = 1 if rader[0].utan_datum else (rader[0].till - rader[0].fran).days + 1
    alltid_digitalt = ord_.singular.endswith("webbinarium")
    antal = ord_.antal(len(rader)) if alltid_digitalt else _antal_med_form(ord_, rader)
    if len(rader) == 1 and dagar > 1:
        antal = f"{ord_.genus} {svenska.talord(dagar)}{'-' if dagar > 12 else ''}dagars {ord_.singular}"
    besok = sum(t.delar for t in rader) if ord_.singular == "studieresa" else 0
    med = svenska.lista_text(filter(None, [ORD["studiebesök"].antal(besok) if besok else "", _deltagare(rader)]))
    samtliga, varav = ([], []) if alltid_digitalt or len(rader) < 2 else _former(ord_, rader)
    text = f"{antal} med {med}" if med else antal
    return text + (f", samtliga {samtliga[0]}" if samtliga else "") + (f", varav {svenska.lista_text(varav)}" if varav else "")
