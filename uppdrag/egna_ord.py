"""The samordnare's own words against the register: what they claim that it does not say. Pure: text and dataclasses in, text out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from samverkan import svenska
from samverkan.svenska import Adjektiv, Substantiv
from uppdrag.prosa import DIGITAL, FYSISK, INSTALLD, ORD, PLANERAD, PROTOKOLLFORD, Arenaunderlag, antal_i_ord, mote_per_grupp

_MOTEN = r"\w*sammanträden?|\w*möten?|\w*träff(?:ar)?|tillfällen?|(?:sammanträdes|hel|halv)dag(?:ar)?"
_GANGER = r"gång(?:er)?(?!\s*(?:per|i|/|så|varje)\b)"
_VERB = "haft|hållit|hållits|genomfört|genomförts|träffats|mötts|samlats|sammanträtt|bara|endast|varav"
_INTE = re.compile(rf"\binte (?:sammankallats|träffats|mötts|haft n\w+ (?:{_MOTEN}))\b(?! enligt| så)", re.I)
_MANADSVIS = re.compile(r"\b(?:en|1) gång ?(?:per|i|/) ?månad|\bvarje månad", re.I)
_ARSTIDER = {
    "våren": (2, 0), "hösten": (2, 1), "första halvåret": (2, 0), "andra halvåret": (2, 1),
    **{f"{ordning} kvartalet": (4, n) for n, ordning in enumerate(("första", "andra", "tredje", "fjärde"))},
}  # fmt: skip
_NAR = re.compile(rf"\s+(?:under|i|på)\s+(?P<del>{'|'.join([*_ARSTIDER, *svenska.MANADER])})\b", re.I)
_TAL = "|".join([*svenska.LASBARA_TALORD, r"\d+"])
_ALLA = re.compile(r"\bsamtliga(?P<ord>(?:\s+(?:fysiska|digitala|heldagar|halvdagar))+)\b", re.I)
_UTAN_NAMN = re.compile(rf"\b(?P<ord>(?P<tal>{_TAL})\s+(?:fysisk|digital)\w*)\b(?!\s+(?:{_MOTEN}|\w+dag))", re.I)

# The word that narrows a claim: which field of an occasion it is about, the value that answers it, and what the register calls it.
_FALT: dict[str, tuple[str, object, Adjektiv]] = {
    "digital": ("form", "digitalt", DIGITAL),
    "fysisk": ("form", "fysiskt", FYSISK),
    "protokoll": ("protokollford", True, PROTOKOLLFORD),
}
_LANGDER = ("heldag", "halvdag")
_OKANT = re.compile("extra|ordinarie|ytterligare|gemensam")  # not told apart by the register


def avvikelse(egen_text: str, u: Arenaunderlag) -> str | None:
    """What the samordnare's own text claims against the register, in full sentences; None when nothing in it disagrees.

    Read are the numbers of meetings, in words or digits, with their form, length and part of the year, "en gång per månad",
    and that there was no meeting. What the register does not know is not held against the text.
    """
    fel = [f"Texten säger {sagt}, men registret visar {visat}." for sagt, visat in _motsagelser(egen_text, u)]
    return " ".join(dict.fromkeys(fel)) or None


def _motsagelser(text: str, u: Arenaunderlag) -> Iterator[tuple[str, str]]:
    """What the text says and what the register says instead."""
    if u.hallna and _INTE.search(text):
        yield "att inga möten har hållits", antal_i_ord(u)
    saknade = [m for m in u.saknade_manader if svenska.manad(m) not in text.lower().partition("utom")[2]]
    if saknade and not u.utan_datum and _MANADSVIS.search(text):
        manader = svenska.lista_text(map(svenska.manad, saknade), "eller")
        yield "en gång per månad", antal_i_ord(u) + (f", {u.motesord.ingen} i {manader}" if len(saknade) <= 3 else "")
    for n, uttryck, del_, nar in [*_pastadda_antal(text, u), *_pastadda_former(text, u)]:
        per_grupp = "respektive" in text and f"sammanlagt {uttryck}" not in text
        ratt, visat = _enligt_registret(uttryck.lower(), del_, per_grupp=per_grupp)
        if ratt is not None and n not in ratt:
            yield f"”{uttryck}{nar}”", visat + nar.lower()


Pastaende = tuple[int, str, Arenaunderlag, str]  # the number, its words, what it is to be held against, and the part of the year it names


def _pastadda_antal(text: str, u: Arenaunderlag) -> Iterator[Pastaende]:
    """Every number of meetings that the text claims, save of a part of the year that the register cannot tell apart."""
    ord_, plats = f"{_MOTEN}|{_GANGER}|{u.motesord.singular}|{u.motesord.plural}", 0
    for n, uttryck in svenska.antal_i_text(text, ord_, _VERB):
        plats = text.index(uttryck, plats) + len(uttryck)
        nar = _NAR.match(text, plats)
        del_ = _under(u, nar["del"].lower()) if nar else u
        installt = "ställt in " if text[: plats - len(uttryck)].endswith("ställt in ") else ""
        if del_ is not None:
            yield n, installt + uttryck, del_, nar[0] if nar else ""


def _pastadda_former(text: str, u: Arenaunderlag) -> Iterator[Pastaende]:
    """Claims that leave the noun out: "varav tre fysiska", "samtliga digitala heldagar"."""
    for m in _UTAN_NAMN.finditer(text):
        yield svenska.tolka_tal(m["tal"]) or 0, m["ord"], u, ""
    for m in _ALLA.finditer(text) if u.hallna else ():
        for ord_ in m["ord"].split():
            yield len(u.hallna), f"samtliga {ord_}", u, ""


def _under(u: Arenaunderlag, nar: str) -> Arenaunderlag | None:
    """What is known of the part of the year that the text names; None when an occasion without a day may lie in it or not."""
    if nar in _ARSTIDER:
        antal, n = _ARSTIDER[nar]
        delar = svenska.aretsdelar(u.fran, u.till, antal)[n : n + 1]
    else:
        manad = svenska.MANADER.index(nar) + 1
        delar = [d for d in svenska.aretsdelar(u.fran, u.till, 12) if d.fran.month == manad]
    if any(
        t.utan_datum and any(t.fran <= d.till and d.fran <= t.till and not d.fran <= t.fran <= t.till <= d.till for d in delar)
        for t in u.hallna
    ):
        return None
    return replace(u, traffar=tuple(t for t in u.traffar if any(d.fran <= t.fran <= d.till for d in delar)))


def _enligt_registret(uttryck: str, u: Arenaunderlag, *, per_grupp: bool) -> tuple[set[int] | None, str]:
    """The numbers that would be right there, None when the register cannot tell, and how the register puts it."""
    if "ställ" in uttryck:
        antal = u.antal_installda
        return (None, "") if antal is None else ({antal}, u.motesord.antal(antal, INSTALLD))
    if "planerad" in uttryck:
        return (None, "") if u.planerat is None else ({u.planerat}, u.motesord.antal(u.planerat, PLANERAD))
    for ord_, (falt, varde, adjektiv) in _FALT.items():
        if ord_ in uttryck:
            return _mojliga(u, falt, varde, partial(_med_adjektiv, u.motesord, adjektiv))
    if _OKANT.search(uttryck.replace(u.motesord.singular, "")):
        return None, ""
    langd = next((ord_ for ord_ in _LANGDER if ord_ in uttryck and u.motesord.singular != ord_), None)
    if langd:
        return _mojliga(u, "langd", langd, ORD[langd].antal)
    return _antalen(u, per_grupp=per_grupp)


def _med_adjektiv(ord_: Substantiv, adjektiv: Adjektiv, n: int) -> str:
    return ord_.antal(n, adjektiv)


def _antalen(u: Arenaunderlag, *, per_grupp: bool) -> tuple[set[int] | None, str]:
    grupper = set(mote_per_grupp(u).values())
    if per_grupp and len(grupper) > 1 and 0 in grupper:  # of a group without a meeting nothing is known
        return None, ""
    if per_grupp and any(grupper):
        return (grupper if len(grupper) == 1 else set()), antal_i_ord(u)
    return (grupper - {0}) | {len(u.hallna)}, antal_i_ord(u)


def _mojliga(u: Arenaunderlag, falt: str, varde: object, i_ord: Callable[[int], str]) -> tuple[set[int] | None, str]:
    """From as many as are known to be so, to as many as may be."""
    kanda = sum(getattr(t, falt) == varde for t in u.hallna)
    okanda = sum(getattr(t, falt) in ("", None) for t in u.hallna)
    mer = f" och {svenska.talord(okanda, u.motesord.genus)} där det inte är känt" if okanda else ""
    return set(range(kanda, kanda + okanda + 1)), i_ord(kanda) + mer
