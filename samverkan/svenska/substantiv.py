"""Nouns one counts, in number and gender, and the counts that a text claims."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from samverkan.svenska.tal import LASBARA_TALORD, Genus, talord, tolka_tal


@dataclass(frozen=True)
class Adjektiv:
    """An adjective as it stands before one noun of either gender, or before several."""

    en: str
    ett: str
    flera: str


@dataclass(frozen=True)
class Substantiv:
    """A noun with what it takes to count it; number and adjective follow its gender."""

    singular: str
    plural: str
    genus: Genus
    bestamd: str = ""  # "mötet"; needed by `den_forsta` only

    def antal(self, n: int, *adjektiv: Adjektiv) -> str:
        """Number, adjectives and noun: "fyra sammanträden", "ett protokollfört möte", "13 träffar", "inga möten"."""
        tal = talord(n, self.genus) if n else "inga"
        return " ".join([tal, *(self.bojt(a, n) for a in adjektiv), self.singular if n == 1 else self.plural])

    def bojt(self, adjektiv: Adjektiv, n: int) -> str:
        """The adjective as it stands before `n` of the noun."""
        return getattr(adjektiv, self.genus) if n == 1 else adjektiv.flera

    def sammansatt(self, forled: str) -> "Substantiv":
        """The compound that ends in this noun and is inflected as it: "frukost" + möte → frukostmöte, frukostmöten."""
        return Substantiv(forled + self.singular, forled + self.plural, self.genus, forled + self.bestamd)

    @property
    def den_forsta(self) -> str:
        return f"{'den' if self.genus == 'en' else 'det'} första {self.bestamd}"

    @property
    def ingen(self) -> str:
        return "ingen" if self.genus == "en" else "inget"

    @property
    def nagon(self) -> str:
        return "någon" if self.genus == "en" else "något"


SUBSTANTIV = {
    bojning[0]: Substantiv(*bojning)
    for bojning in (
        ("sammanträde", "sammanträden", "ett", "sammanträdet"),
        ("träff", "träffar", "en", "träffen"),
        ("möte", "möten", "ett", "mötet"),
        ("tillfälle", "tillfällen", "ett", "tillfället"),
        ("sammanträdesdag", "sammanträdesdagar", "en", "sammanträdesdagen"),
        ("heldag", "heldagar", "en", "heldagen"),
        ("halvdag", "halvdagar", "en", "halvdagen"),
        ("nätverksmöte", "nätverksmöten", "ett", "nätverksmötet"),
        ("förvaltningsmöte", "förvaltningsmöten", "ett", "förvaltningsmötet"),
        ("utbildning", "utbildningar", "en", "utbildningen"),
        ("kurs", "kurser", "en", "kursen"),
        ("föreläsning", "föreläsningar", "en", "föreläsningen"),
        ("konferens", "konferenser", "en", "konferensen"),
        ("webbinarium", "webbinarier", "ett", "webbinariet"),
        ("seminarium", "seminarier", "ett", "seminariet"),
        ("workshop", "workshoppar", "en", "workshoppen"),
        ("temadag", "temadagar", "en", "temadagen"),
        ("studieresa", "studieresor", "en", "studieresan"),
        ("studiebesök", "studiebesök", "ett", "studiebesöket"),
        ("kommunvis träff", "kommunvisa träffar", "en", "kommunvisa träffen"),
    )
}


def substantiv(text: str, annars: str = "tillfälle") -> Substantiv:
    """The noun `text` names, in the singular. A compound is inflected as its last part ("frukostmöte" as "möte").

    A word that cannot be inflected so is read as `annars`: less precise, never wrong.
    """
    text = text.strip().lower()
    slut = max((ord_ for ord_ in SUBSTANTIV if text.endswith(ord_)), key=len, default="")
    forled = text.removesuffix(slut)
    if not slut or " " in forled:
        return SUBSTANTIV[annars]
    return SUBSTANTIV[slut].sammansatt(forled)


def numerus(antal: int, ett: str, flera: str) -> str:
    """A counted sentence: (1, "ett avsnitt är inte skapat", "avsnitt är inte skapade") → the first, 2 → "två avsnitt är inte skapade"."""
    if antal == 1:
        return ett
    return f"{talord(antal) if antal else 'inga'} {flera}"


_TAL = "|".join([*sorted(LASBARA_TALORD, key=len, reverse=True), "inga", "inget", "ingen", r"\d+"])
_PREPOSITION = "av|efter|från|i|inför|med|mellan|mot|om|på|till|under|ur|vid|än"


def antal_i_text(text: str, substantiv: str, verb: str) -> Iterator[tuple[int, str]]:
    """Every count that a text claims, with its words: "haft fem digitala träffar" → (5, "fem digitala träffar").

    `substantiv` and `verb` are regular expressions: the nouns counted, and the verbs that count them. A number after
    a preposition ("vid två möten") claims nothing unless such a verb goes before ("träffats vid två tillfällen"),
    and en or ett without one is only the article. "ställdes in" belongs to the words of the claim.
    """
    pastaende = re.compile(
        rf"(?:\b(?P<verb>{verb})\s+(?:\w+\s+)?)?(?:\b(?P<preposition>{_PREPOSITION})\s+)?"
        rf"\b(?P<ord>(?P<tal>{_TAL})\s+(?:\w+(?:a|al|d|e|ig|t)\s+){{0,2}}(?:{substantiv})\b"
        r"(?P<in>\s+(?:har\s+)?ställ(?:de|t)s\s+in\b)?)",
        re.IGNORECASE,
    )
    for m in pastaende.finditer(text):
        artikel = m["tal"].lower() in {"en", "ett"} and not m["in"]
        if m["verb"] or not (m["preposition"] or artikel):
            yield tolka_tal(m["tal"]) or 0, m["ord"]
