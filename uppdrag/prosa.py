"""Counts become prose: the sentence a body's registered meetings make. Pure: dataclasses in, text out.

What the rows say, the sentence says; nobody counts by hand. This holds everywhere:

- a sentence comes without its full stop, and who prints it adds one; `avvikelse` alone is a message complete with stop
- numbers up to twelve are words, above that digits
- a meeting counts when it was held and begins within the period; planned and cancelled ones are not held
- a meeting over several days counts once, and what took place inside another occasion is no meeting of its own
- a body that never met is said to have failed only when something was planned
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from samverkan import svenska
from samverkan.svenska import Adjektiv, Substantiv

DIGITAL = Adjektiv("digital", "digitalt", "digitala")
GEMENSAM = Adjektiv("gemensam", "gemensamt", "gemensamma")
INSTALLD = Adjektiv("inställd", "inställt", "inställda")
PLANERAD = Adjektiv("planerad", "planerat", "planerade")
PROTOKOLLFORD = Adjektiv("protokollförd", "protokollfört", "protokollförda")

ORD = svenska.SUBSTANTIV  # what a meeting may be called; the order is that of a summary where no other is asked for


# --- what is known ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Traff:
    """One occasion, as far as the sentence needs it. Neither `hallen` nor `installd` means that it is planned."""

    fran: date
    till: date
    hallen: bool = True
    installd: bool = False
    heldag: bool = False
    digital: bool = False
    protokollford: bool = False
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
    def tomma_manader(self) -> list[int]:
        return svenska.tomma_manader((t.fran for t in self.hallna), self.fran, self.till)

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
    """The sentence of one arena's period: "Barnarenan har haft fyra sammanträden"."""
    n = len(u.installda)
    return (_hallet(u) if u.hallna else _inget_hallet(u)) + (f"; {u.motesord.antal(n)} ställdes in" if n else "")


def _inget_hallet(u: Arenaunderlag) -> str:
    if u.installda:
        return f"{u.namn} har inte träffats{' enligt plan' if u.planerat else ''}"
    if u.planerat:
        return f"{u.namn} har inte sammankallats enligt plan"
    tid = "under året" if (u.till - u.fran).days >= 364 else "under perioden"
    return f"{u.namn} har inte haft {u.motesord.nagon} {u.motesord.singular} {tid}"


def _hallet(u: Arenaunderlag) -> str:
    """Who convened, when that varied; else that they met monthly; else how many times."""
    av_regionen = [t for t in u.hallna if t.sammankallad_av_region]
    if len(av_regionen) == 1 and av_regionen[0] == min(u.hallna, key=lambda t: t.fran):
        return f"Regionen sammankallade {u.motesord.den_forsta}"
    if 0 < len(av_regionen) < len(u.hallna):
        n = svenska.talord(len(av_regionen), u.motesord.genus)
        return f"{u.namn} har haft {_antal(u)}; regionen sammankallade {n} av dem"
    if u.manadsvis and not u.saknade_manader:
        utom = f", utom i {svenska.lista_text(map(svenska.manad, u.tomma_manader))}" if u.tomma_manader else ""
        return f"{u.namn} har träffats en gång per månad{utom}"
    return f"{u.namn} har haft {_antal(u)}"


def _antal(u: Arenaunderlag) -> str:
    """How many: "fem träffar, varav två heldagar"; with sub-groups "fyra sammanträden för respektive grupp"."""
    per_grupp = _per_grupp(u)
    if any(per_grupp.values()):
        return _antal_per_grupp(u, per_grupp)
    n = len(u.hallna)
    adjektiv = [PROTOKOLLFORD] if n and u.protokollfors and all(t.protokollford for t in u.hallna) else []
    if n == 1 and u.hallna[0].digital:
        adjektiv.append(DIGITAL)
    return u.motesord.antal(n, *adjektiv) + _tillagg(u)


def _tillagg(u: Arenaunderlag) -> str:
    """What is said of several meetings together: ", samtliga digitala", ", varav två heldagar"."""
    n, heldagar = len(u.hallna), 0 if u.motesord.singular.endswith("dag") else sum(t.heldag for t in u.hallna)
    if n < 2:
        return ""
    samtliga = [DIGITAL.flera] if all(t.digital for t in u.hallna) else []
    samtliga += ["heldagar"] if heldagar == n else []
    varav = f", varav {ORD['heldag'].antal(heldagar)}" if 0 < heldagar < n else ""
    return (f", samtliga {' '.join(samtliga)}" if samtliga else "") + varav


def _per_grupp(u: Arenaunderlag) -> dict[str, int]:
    """Held meetings of each sub-group, those that never met included."""
    return dict.fromkeys(u.grupper, 0) | Counter(t.grupp for t in u.hallna if t.grupp)


def _antal_per_grupp(u: Arenaunderlag, per_grupp: dict[str, int]) -> str:
    """One number when it is the same for all; else group by group, and last the groups that did not meet."""
    ord_, gemensamma = u.motesord, sum(not t.grupp for t in u.hallna)
    (forsta, n), *ovriga = [(grupp, n) for grupp, n in per_grupp.items() if n]
    if len(per_grupp) > 1 and len(set(per_grupp.values())) == 1:
        delar = [f"{ord_.antal(n)} för respektive grupp"]
    else:
        delar = [f"{ord_.antal(n)} för {forsta}"]
        delar += [f"{svenska.talord(n, ord_.genus)} för {grupp}" for grupp, n in ovriga]
    if gemensamma:
        delar.append(f"{svenska.talord(gemensamma, ord_.genus)} {ord_.bojt(GEMENSAM, gemensamma)}")
    uteblivna = svenska.lista_text((grupp for grupp, n in per_grupp.items() if not n), "eller")
    return svenska.lista_text(delar) + (f" men {ord_.ingen} för {uteblivna}" if uteblivna else "")


# --- the sentence of an organiser ---------------------------------------------------------------------------------
def sammanfattning(u: Arrangorsunderlag) -> str:
    """What an organiser arranged: "Tre utbildningar och två konferenser har genomförts"; "" when there was nothing.

    A kind registered as a monthly series, and held every month, makes a sentence of its own after the first.
    """
    slut = min(u.slutade or u.till, u.till)
    hallna = _per_ord(u, [t for t in _egna(u) if t.hallen])
    manadsvis = [ord_ for ord_, rader in hallna.items() if _en_gang_per_manad(rader, u.fran, slut)]
    delar = [_slag(ord_, rader) for ord_, rader in hallna.items() if ord_ not in manadsvis]
    delar.sort(key=lambda text: " med " in text)  # last, so that "med" reaches no further than its own
    till = f" till och med den {svenska.dag_och_manad(slut)}" if slut < u.till else ""
    meningar = [f"{svenska.lista_text(delar)} har genomförts{till}"] if delar else []
    meningar += [f"{ord_.plural} har hållits en gång per månad{till}" for ord_ in manadsvis]
    text = ". ".join(map(svenska.stor_bokstav, meningar))
    installda = [ord_.antal(len(t)) for ord_, t in _per_ord(u, [t for t in _egna(u) if t.installd]).items()]
    if installda:
        text += f"{'; ' if text else ''}{svenska.lista_text(installda)} ställdes in"
    return svenska.stor_bokstav(text)


def _en_gang_per_manad(rader: list[Traff], fran: date, till: date) -> bool:
    return any(t.serie for t in rader) and not svenska.tomma_manader((t.fran for t in rader), fran, till)


def _per_ord(u: Arrangorsunderlag, traffar: Iterable[Traff]) -> dict[Substantiv, list[Traff]]:
    """The occasions by noun: those of `ordning` first and in that order, then whatever else there is."""
    per_ord: dict[Substantiv, list[Traff]] = {svenska.substantiv(text): [] for text in u.ordning}
    for t in traffar:
        per_ord.setdefault(svenska.substantiv(t.ord), []).append(t)
    return {ord_: rader for ord_, rader in per_ord.items() if rader}


def _slag(ord_: Substantiv, rader: list[Traff]) -> str:
    """One kind: "två webbinarier", "en tredagars studieresa med åtta studiebesök"."""
    antal, dagar = ord_.antal(len(rader)), (rader[0].till - rader[0].fran).days + 1
    if len(rader) == 1 and dagar > 1:
        antal = f"{ord_.genus} {svenska.talord(dagar)}{'-' if dagar > 12 else ''}dagars {ord_.singular}"
    besok = sum(t.delar for t in rader) if ord_.singular == "studieresa" else 0
    return f"{antal} med {ORD['studiebesök'].antal(besok)}" if besok else antal


# --- the samordnare's own words against the register --------------------------------------------------------------

_MOTEN = r"\w*sammanträden?|\w*möten?|\w*träff(?:ar)?|tillfällen?|(?:sammanträdes|hel|halv)dag(?:ar)?"
_GANGER = r"gång(?:er)?(?!\s*(?:per|i|/|så|varje)\b)"
_VERB = "haft|hållit|hållits|genomfört|genomförts|träffats|mötts|samlats|sammanträtt|bara|endast|varav"
_INTE = re.compile(rf"\binte (?:sammankallats|träffats|mötts|haft n\w+ (?:{_MOTEN}))\b(?! enligt| så)", re.I)
_MANADSVIS = re.compile(r"\b(?:en|1) gång ?(?:per|i|/) ?månad|\bvarje månad", re.I)
_DELAR: dict[
    str, tuple[Callable[[Arenaunderlag], int | None], Adjektiv]
] = {  # the word that narrows a claim: what the register counts then, and what it calls it
    "ställ": (lambda u: len(u.installda), INSTALLD),
    "planerad": (lambda u: u.planerat, PLANERAD),
    "digital": (lambda u: sum(t.digital for t in u.hallna), DIGITAL),
    "protokoll": (lambda u: sum(t.protokollford for t in u.hallna), PROTOKOLLFORD),
}
_OKANT = re.compile("extra|ordinarie|ytterligare|fysisk|gemensam|halvdag")  # not told apart by the register


def avvikelse(egen_text: str, u: Arenaunderlag) -> str | None:
    """What the samordnare's own text claims against the register, in full sentences; None when nothing in it disagrees.

    Read are the numbers of meetings, in words or digits, "en gång per månad", and that there was no meeting.
    """
    fel = [f"Texten säger {sagt}, men registret visar {visat}." for sagt, visat in _motsagelser(egen_text, u)]
    return " ".join(dict.fromkeys(fel)) or None


def _motsagelser(text: str, u: Arenaunderlag) -> Iterator[tuple[str, str]]:
    """What the text says and what the register says instead."""
    if u.hallna and _INTE.search(text):
        yield "att inga möten har hållits", _antal(u)
    saknade = [m for m in u.saknade_manader if svenska.manad(m) not in text.lower().partition("utom")[2]]
    if saknade and _MANADSVIS.search(text):
        manader = svenska.lista_text(map(svenska.manad, saknade), "eller")
        yield "en gång per månad", _antal(u) + (f", {u.motesord.ingen} i {manader}" if len(saknade) <= 3 else "")
    ord_ = f"{_MOTEN}|{_GANGER}|{u.motesord.singular}|{u.motesord.plural}"
    for n, uttryck in svenska.antal_i_text(text, ord_, _VERB):
        ratt, visat = _enligt_registret(uttryck.lower(), u, per_grupp="respektive" in text)
        if ratt is not None and n not in ratt:
            yield f"”{uttryck}”", visat


def _enligt_registret(uttryck: str, u: Arenaunderlag, *, per_grupp: bool) -> tuple[set[int] | None, str]:
    """The numbers that would be right there, None when the register cannot tell, and how the register puts it."""
    for ord_, (rakna, adjektiv) in _DELAR.items():
        if ord_ in uttryck:
            n = rakna(u)
            return (None, "") if n is None else ({n}, u.motesord.antal(n, adjektiv))
    if _OKANT.search(uttryck.replace(u.motesord.singular, "")):
        return None, ""
    if "heldag" in uttryck and u.motesord.singular != "heldag":
        n = sum(t.heldag for t in u.hallna)
        return {n}, ORD["heldag"].antal(n)
    grupper = set(_per_grupp(u).values())
    if per_grupp and any(grupper):
        return (grupper if len(grupper) == 1 else set()), _antal(u)
    return (grupper - {0}) | {len(u.hallna)}, _antal(u)
