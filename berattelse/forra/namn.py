"""Headings as they are compared, and what a heading is the name of: an uppdrag, an area, another agreement, a part, a chapter. Pure.

The same thing is printed in several ways: in capitals, with hyphens or without, with a diarienummer or a year after it.
"""

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from samverkan.svenska.vikning import ren, vik


class Rubriksort(StrEnum):
    """What kind of thing a heading names."""

    INLEDNING = "inledning"
    OMRADE = "omrade"
    UPPDRAG = "uppdrag"
    AVTAL = "annat_avtal"
    ANDRA = "andra"  # the chapter of the other agreements
    KAPITEL = "kapitel"  # a chapter that is made of rows, and has no text of a section
    INNEHALL = "innehall"
    PART = "part"


class Sakerhet(StrEnum):
    """How sure a proposal is."""

    SAKER = "saker"
    TROLIG = "trolig"
    OSAKER = "osaker"
    OKAND = "okand"


@dataclass(frozen=True)
class Hemvist:
    """Something a heading may be the name of. `nyckel` is what a choice says; `omrade` the key of the area an uppdrag stands under."""

    nyckel: str
    sort: Rubriksort
    namn: tuple[str, ...]
    omrade: str = ""
    dnr: str = ""


@dataclass(frozen=True)
class Rubriktraff:
    """What a heading was taken for. `egen` says that it is the thing's own name, and is not kept in the text."""

    sort: Rubriksort
    nyckel: str
    sakerhet: Sakerhet
    egen: bool = True


DELAR = {
    "beskrivning": ("beskrivning", "beskrivning av uppdraget", "om uppdraget", "kort om uppdraget", "uppdragsbeskrivning"),
    "arenor": ("arenor", "samverkansarenor", "arenor och möten", "om arenorna", "samverkansorgan"),
    "prioriterade": ("prioriterade områden", "prioriteringar", "prioriterade insatser"),
    "aktiviteter": ("exempel på aktiviteter", "exempel på resultat och aktiviteter", "aktiviteter", "genomförda aktiviteter"),
    "resultat": ("exempel på resultat", "resultat", "uppnådda resultat", "exempel på vad som har levererats"),
    "framtid": (
        "framtida utmaningar och utvecklingsarbeten",
        "framtida utmaningar",
        "utmaningar framåt",
        "utmaningar",
        "utvecklingsarbeten",
    ),
}
UNDERRUBRIKER = {"kommunala arenor": "arenor", "övriga arenor": "arenor", "övriga samverkansarenor": "arenor"}
KAPITEL = {
    "övrigt finansierad verksamhet": Rubriksort.KAPITEL, "ekonomiskt resultat": Rubriksort.KAPITEL, "ekonomi": Rubriksort.KAPITEL,
    "bilagor": Rubriksort.KAPITEL, "bilaga": Rubriksort.KAPITEL, "statsbidrag": Rubriksort.KAPITEL,
    "andra samverkansavtal": Rubriksort.ANDRA, "övriga samverkansavtal": Rubriksort.ANDRA, "övriga samarbetsavtal": Rubriksort.ANDRA,
    "andra samarbetsavtal": Rubriksort.ANDRA,
    "verksamhetsberättelse": Rubriksort.INLEDNING, "inledning": Rubriksort.INLEDNING, "sammanfattning": Rubriksort.INLEDNING,
    "innehåll": Rubriksort.INNEHALL, "innehållsförteckning": Rubriksort.INNEHALL,
}  # fmt: skip
MEST_ORD, MEST_TECKEN = 14, 140  # of a heading that nothing but its words tells
LIKT, LIKT_STIL = 0.92, 0.84  # how alike a name must be: by its words alone, and when it looks like a heading
KORTAST = 9  # signs: of a shorter name a letter or two make another
SKILT = 0.04  # so much more alike than the next
_PARENTES = re.compile(r"\([^)]*\)?")
_NUMMER = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[a-zåäö]\)|bilaga \d+:?)\s+(?=\S)")
_OAVSLUTAD = {"av", "att", "eller", "för", "i", "med", "och", "om", "på", "samt", "som", "till", "vid"}
_SIST = re.compile(r"[\s,:;.–-]+$")
_YEAR = re.compile(r"(?:\s+(?:under|för|av|år|året|verksamhetsåret))*\s+(?:(?:19|20)\d\d)(?:\s*[-/]\s*(?:(?:19|20)?\d\d))?$")
_UTSKRIVET = re.compile(r"^(.*\S)(?:\s|[.…·_]){1,}\d{1,3}$")


def form(text: str) -> str:
    """A heading as it is compared: folded, without its number, year, diarienummer and hyphens."""
    vikt = _SIST.sub("", vik(ren(_PARENTES.sub(" ", text))))
    vikt = _YEAR.sub("", _NUMMER.sub("", vikt))
    return " ".join(re.sub(r"[-/,:;.\"'&+]", " ", vikt).split())


def sista_year(text: str) -> str:
    """The year a heading ends with, or ""."""
    match = re.search(r"(?<!\d)((?:19|20)\d\d)[\s:.]*$", text)
    return match[1] if match else ""


class Namnlista:
    """What the headings of one agreement's report may be the names of."""

    def __init__(self, hemvister: list[Hemvist]):
        self.hemvister = {h.nyckel: h for h in hemvister}
        self._former: dict[str, list[Hemvist]] = {}
        for h in hemvister:
            for f in {f for namn in h.namn for f in _formerna(namn)}:
                self._former.setdefault(f, []).append(h)
        self._parts = {form(namn): part for part, namnen in DELAR.items() for namn in namnen}
        self._under = {form(namn): part for namn, part in UNDERRUBRIKER.items()}
        self._kapitel = {form(namn): sort for namn, sort in KAPITEL.items()}
        self._kanda: dict[str, bool] = {}  # asked of the same lines again and again

    def traff(self, text: str, *, stil: bool = False) -> Rubriktraff | None:
        """What the heading names, or None. `stil` says that it looks like one too; else its words alone must tell."""
        if len(text) > MEST_TECKEN or (not stil and not _kan_vara_rubrik(text)) or self.ur_innehall(text):
            return None
        f = form(text)
        if not f:
            return None
        # What is said exactly goes before what is alike: Inledning is not the uppdrag Ledning.
        return self._hem(text, f) or self._part(f) or self._kapitlet(f) or self._likt(f, LIKT_STIL if stil else LIKT)

    def utskriven(self, rubrik: str) -> str:
        """A heading as a year's heading is written: one in capitals gets small letters, save what is capitals in a known name."""
        rubrik = " ".join(_SIST.sub("", _PARENTES.sub(" ", rubrik)).split())[:200]
        if not rubrik.isupper():
            return rubrik
        kanda = [namn for h in self.hemvister.values() for namn in h.namn]
        if samma := next((namn for namn in kanda if form(namn) == form(rubrik)), ""):
            return samma
        stora = {ord_.casefold(): ord_ for namn in kanda for ord_ in namn.split() if len(ord_) > 1 and ord_[1:] != ord_[1:].lower()}
        text = " ".join(stora.get(ord_.casefold(), ord_.lower()) for ord_ in rubrik.split())
        return text[0].upper() + text[1:]

    def kand(self, text: str) -> bool:
        """Is it the name of something, by its words alone?"""
        if text not in self._kanda:
            traff = self.traff(text)
            self._kanda[text] = traff is not None and traff.sakerhet != Sakerhet.OSAKER
        return self._kanda[text]

    def samma_namn(self, en: str, annan: str) -> bool:
        """Do two of them go by the same name?"""
        return bool({form(namn) for namn in self.hemvister[en].namn} & {form(namn) for namn in self.hemvister[annan].namn})

    def ur_innehall(self, text: str) -> bool:
        """Is it a line of the table of contents: a heading and the page it stands on?"""
        match = _UTSKRIVET.match(text)
        return bool(match) and not sista_year(text) and self.traff(match[1], stil=True) is not None if match else False

    def _hem(self, text: str, f: str) -> Rubriktraff | None:
        med_dnr = [h for h in self.hemvister.values() if h.dnr and h.dnr.casefold() in text.casefold()]
        funna = med_dnr or self._former.get(f, [])
        if not funna:
            return None
        h = min(funna, key=lambda h: (h.sort != Rubriksort.OMRADE, h.nyckel))  # an uppdrag may bear its area's name
        return Rubriktraff(h.sort, h.nyckel, Sakerhet.SAKER)

    def _likt(self, f: str, likt: float) -> Rubriktraff | None:
        """What a heading is nearly the name of, or begins with the name of."""
        if len(f) < KORTAST:
            return None
        lika = sorted(((_likhet(f, namn, likt - SKILT), namn) for namn in self._former), reverse=True)[:2]
        if lika and lika[0][0] >= likt and not (len(lika) > 1 and lika[1][0] > lika[0][0] - SKILT and self._olika(lika)):
            h = self._former[lika[0][1]][0]
            return Rubriktraff(h.sort, h.nyckel, Sakerhet.TROLIG)
        borjan = _langsta_borjan(f, [namn for namn in self._former if " " in namn]) if likt == LIKT_STIL else ""
        return Rubriktraff(self._former[borjan][0].sort, self._former[borjan][0].nyckel, Sakerhet.TROLIG) if borjan else None

    def _olika(self, lika: list[tuple[float, str]]) -> bool:
        """Do the two nearest name different things?"""
        return self._former[lika[0][1]][0] != self._former[lika[1][1]][0]

    def _part(self, f: str) -> Rubriktraff | None:
        if f in self._parts:
            return Rubriktraff(Rubriksort.PART, self._parts[f], Sakerhet.SAKER)
        if f in self._under:
            return Rubriktraff(Rubriksort.PART, self._under[f], Sakerhet.SAKER, egen=False)
        if _ar_bada(f):
            return Rubriktraff(Rubriksort.PART, "aktiviteter", Sakerhet.TROLIG)
        borjan = _langsta_borjan(f, self._parts)
        if borjan and len(f.split()) <= MEST_ORD:
            return Rubriktraff(Rubriksort.PART, self._parts[borjan], Sakerhet.TROLIG, egen=False)
        lika = difflib.get_close_matches(f, self._parts, 1, LIKT)
        return Rubriktraff(Rubriksort.PART, self._parts[lika[0]], Sakerhet.TROLIG) if lika else None

    def _kapitlet(self, f: str) -> Rubriktraff | None:
        namn = f if f in self._kapitel else _langsta_borjan(f, self._kapitel)
        return Rubriktraff(self._kapitel[namn], "", Sakerhet.SAKER) if namn and len(f.split()) <= MEST_ORD else None


def _likhet(en: str, annan: str, minst: float) -> float:
    """How alike two forms are, from 0 to 1; 0 when their lengths alone say that it is less than `minst`."""
    langd = len(en) + len(annan)
    if not langd or 2 * min(len(en), len(annan)) < minst * langd:
        return 0.0
    jamforelse = difflib.SequenceMatcher(None, en, annan)
    return jamforelse.ratio() if jamforelse.quick_ratio() >= minst else 0.0  # the quick one is never less


def _formerna(namn: str) -> set[str]:
    """A name, and what stands before its slash: Social välfärd/RSS is also printed Social välfärd."""
    fore = namn.partition("/")[0]
    return {f for f in (form(namn), form(fore) if len(fore) >= 8 else "") if f}


def _langsta_borjan(f: str, former: Collection[str]) -> str:
    """The longest of the forms, of several words or long, that the heading begins with."""
    return max((namn for namn in former if f.startswith(f"{namn} ") and len(namn) >= 6), key=len, default="")


def _ar_bada(f: str) -> bool:
    return bool(re.match(r"(?:exempel på )?(?:resultat och aktiviteter|aktiviteter och resultat)\b", f))


def _kan_vara_rubrik(text: str) -> bool:
    """A few words that begin with a capital and end no sentence."""
    ord_ = text.split()
    hel = not text.endswith((".", ";", ",", "!", "?")) and ord_[-1].casefold() not in _OAVSLUTAD
    return hel and len(ord_) <= MEST_ORD and (text[0].isupper() or text[0].isdigit())
