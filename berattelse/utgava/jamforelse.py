"""What differs between two contents, part by part and figure by figure. Pure: typed content in, differences in words out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from html import escape
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from berattelse.innehall.schema import Rad
from berattelse.skrift.datatabeller import som_text
from berattelse.utgava.faltnamn import KOMMUNKODER, KRONOR, NYCKEL, ORD, SAMMA, UTELAMNADE, etikett
from samverkan import svenska
from samverkan.skrivet.jamfor import sida_vid_sida

FINNS_INTE = "finns inte"
KORT = 40  # letters
SJALVKLARA = {"kapitel", "delar", "listor", "rader", "uppdrag"}  # their rows say by their names what they are
HTML = {"html", "inledning", "ingress"}


@dataclass(frozen=True)
class Skillnad:
    """One difference: where it stands (the outermost first), what it is, and its words before and after."""

    plats: tuple[str, ...]
    vad: str
    fore: str
    efter: str

    @property
    def rubrik(self) -> str:
        """The part of the report it stands in."""
        return self.plats[0] if self.plats else "Om berättelsen"

    @property
    def stalle(self) -> str:
        """Where within the part, and what: "Lärcentrum, beskrivning: text"."""
        return ": ".join(filter(None, (", ".join(self.plats[1:]), self.vad)))

    @property
    def kort(self) -> bool:
        """Is it a figure, a day or a name, rather than a text?"""
        return all(len(text) < KORT and "\n" not in text for text in (self.fore, self.efter))

    @cached_property
    def markerad(self):
        """(before, after) as safe HTML with del and ins: word by word in a text, whole where it is a figure or a name."""
        if self.kort:
            return format_html("<del>{}</del>", self.fore or "tomt"), format_html("<ins>{}</ins>", self.efter or "tomt")
        sidor = sida_vid_sida(*(escape(text).replace("\n", "<br>") for text in (self.fore, self.efter)))
        return tuple(map(mark_safe, sidor))  # every word escaped


def samma(fore, efter) -> bool:
    """Do two contents say the same? Which edition it is, the day it is signed, and what is counted from the rest are none."""
    return _utan_egna(fore) == _utan_egna(efter)


def _utan_okand_summa(b):
    """As it is written now: an edition of before summed a kommun's debt while a part of it was not divided."""
    tabell = b.ekonomi.skuld_per_kommun
    if tabell is None or not tabell.ofullstandig:
        return b
    rader = [replace(rad, summa=None, summa_tkr=None) if rad.kod else rad for rad in tabell.rader]
    return replace(b, ekonomi=replace(b.ekonomi, skuld_per_kommun=replace(tabell, rader=rader)))


def _utan_egna(b):
    b = _utan_okand_summa(b)
    return replace(b, schema=0, utgava=None, korthet=None, skapad=None, underskrift=replace(b.underskrift, datum=None))


def jamfor(fore, efter) -> list[Skillnad]:
    """Every difference, in the order of the report."""
    namn = {k.kod: k.kort for b in (fore, efter) for k in b.kommuner}
    arenor = {a.id: a.arena for b in (fore, efter) for a in b.tillfallen}
    return list(Jamforelse(namn, arenor).poster(*map(_utan_okand_summa, (fore, efter)), ()))


def per_del(andringar):
    """[(part of the report, its texts that differ, its figures and names that do)]."""
    grupper = [(rubrik, list(rader)) for rubrik, rader in groupby(andringar, key=lambda a: a.rubrik)]
    return [(rubrik, [a for a in rader if not a.kort], [a for a in rader if a.kort]) for rubrik, rader in grupper]


class Jamforelse:
    """The walk through two contents, with the names of the kommuner that codes stand for, and of the arenas that ids do."""

    def __init__(self, kommuner, arenor):
        self.kommuner, self.arenor = kommuner, arenor

    def poster(self, fore, efter, plats) -> Iterator[Skillnad]:
        """The differences of two structs of one class."""
        for falt in fields(fore):
            a, b = getattr(fore, falt.name), getattr(efter, falt.name)
            if a != b and falt.name not in UTELAMNADE:
                yield from self._falt(type(fore).__name__, falt.name, a, b, plats)

    def _falt(self, klass, namn, a, b, plats):
        ord_ = etikett(klass, namn)
        under = (*plats, ord_[:1].upper() + ord_[1:] if not plats else ord_)
        if _rader(a) or _rader(b):
            yield from self._lista(a, b, plats if namn in SJALVKLARA else under, ord_)
        elif is_dataclass(a) and is_dataclass(b):
            yield from self.poster(a, b, under)
        elif is_dataclass(a) or is_dataclass(b):
            yield Skillnad(under, "", self._i_ord(namn, a), self._i_ord(namn, b))
        else:
            yield Skillnad(plats, ord_, self._i_ord(namn, a), self._i_ord(namn, b))

    def _lista(self, fore, efter, plats, vad):
        """Rows that went, came and changed; and their order, when that is all that differs."""
        forr, nu = _nycklade(fore), _nycklade(efter)
        if byte := _byte(forr, nu):
            yield from self.poster(forr.pop(byte[0]), nu.pop(byte[1]), plats)
        for nyckel in [*nu, *(n for n in forr if n not in nu)]:
            a, b = forr.get(nyckel), nu.get(nyckel)
            namn = self._namn(b or a)
            if a is None or b is None:
                yield Skillnad((*plats, namn), "", self._i_ord("", a), self._i_ord("", b))
            elif a != b:
                yield from self.poster(a, b, (*plats, namn))
        ordning = [[n for n in rader if n in forr and n in nu] for rader in (forr, nu)]
        if ordning[0] != ordning[1]:
            namn = ["\n".join(self._namn(rader[n]) for n in nycklar) for rader, nycklar in zip((forr, nu), ordning, strict=True)]
            yield Skillnad(plats, f"{vad}, ordningen", *namn)

    def _namn(self, rad):
        """What a row is called: the first of its key that says anything."""
        falt = NYCKEL.get(type(rad).__name__, ())
        return next((self._i_ord(f, getattr(rad, f)) for f in falt if getattr(rad, f) not in (None, "")), "")

    def _i_ord(self, falt, varde) -> str:
        if varde is None:
            return FINNS_INTE if not falt or falt not in KRONOR else "inte känt"
        if is_dataclass(varde):
            return "\n".join(self._som_rader(varde))
        if isinstance(varde, list):
            delar = [self._i_ord(falt, v) for v in varde]
            return ("\n" if any(len(d) > 40 for d in delar) else ", ").join(delar)
        return self._enkelt(falt, varde)

    def _enkelt(self, falt, varde) -> str:
        if falt in ORD and varde:
            return ORD[falt](varde)
        if isinstance(varde, bool):
            return "ja" if varde else "nej"
        if falt == "arena" and isinstance(varde, int):
            return self.arenor.get(varde, "inte känd")
        if isinstance(varde, int | Decimal):
            return svenska.kronor(varde) if falt in KRONOR else _tal(varde)
        if isinstance(varde, date):
            return svenska.datum(varde)
        return self.kommuner.get(varde, varde) if falt in KOMMUNKODER else som_text(varde) if falt in HTML else varde

    def _som_rader(self, rad) -> Iterator[str]:
        """A struct that went or came, told whole: its words, a line for each."""
        for falt in fields(rad):
            varde = getattr(rad, falt.name)
            if falt.name in UTELAMNADE or varde in (None, "", [], False):
                continue
            text = self._i_ord(falt.name, varde)
            ord_ = etikett(type(rad).__name__, falt.name)
            yield text if falt.name in HTML or falt.name in {"text", "rubrik"} or _rader(varde) else f"{ord_}: {text}"


def _rader(varde):
    """Is it a list of structs?"""
    return isinstance(varde, list) and bool(varde) and is_dataclass(varde[0])


def _tal(varde):
    return svenska.tusental(varde) if isinstance(varde, int) else str(varde.normalize()).replace(".", ",")


def _byte(forr, nu):
    """The keys of a line that went and of the one that came in its place: one line with new words. None where it cannot be told."""
    gick, kom = ([n for n in rader if n not in andra] for rader, andra in ((forr, nu), (nu, forr)))
    if len(gick) != 1 or len(kom) != 1:
        return None
    ord_ = all(isinstance(rad, Rad) and rad.arena is None for rad in (forr[gick[0]], nu[kom[0]]))
    return (gick[0], kom[0]) if ord_ else None


def _nycklade(rader):
    """{what a row is known by: the row}; of several alike the second is known as the second."""
    antal, ut = Counter(), {}
    for rad in rader:
        nyckel = _nyckel(rad)
        antal[nyckel] += 1
        ut[nyckel, antal[nyckel]] = rad
    return ut


def _nyckel(rad):
    falt = NYCKEL.get(type(rad).__name__, ())
    sakra = [f for f in falt if getattr(rad, f) is not None and (f in SAMMA or isinstance(getattr(rad, f), int))]
    return repr([getattr(rad, f) for f in (sakra or falt)])
