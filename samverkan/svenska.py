"""Swedish text: number words, amounts, dates, lists and order, as a careful secretary writes them.

Pure standard library. Amounts come in as whole kronor (int) and go out as text; nothing here rounds a krona away except
where the name says tkr. Thousands are set apart by a hard space, and a negative number has the true minus sign, so that
no amount breaks over two lines and every column of figures lines up.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Genus = Literal["en", "ett"]

HARD_SPACE = "\u00a0"
MINUS = "\u2212"

RAKNEORD = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_TONTAL = ("tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton")
_TIOTAL = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
MANADER = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


# --- numbers ------------------------------------------------------------------------------------------------------


def talord(antal: int, genus: Genus = "en") -> str:
    """A count as running text has it: words up to twelve, digits above ("tolv", "13").

    `genus` is that of the noun counted and shows only in the number one. ValueError when it is neither en nor ett.
    """
    if genus not in {"en", "ett"}:
        raise ValueError(f"Genus är en eller ett, inte {genus!r}.")
    if antal == 1:
        return genus
    return RAKNEORD[antal] if 0 <= antal <= 12 else tusental(antal)


def _lasbara_talord() -> dict[str, int]:
    ord_ = {word: n for n, word in enumerate(RAKNEORD)} | {"ett": 1}
    ental = {word: n for word, n in ord_.items() if 1 <= n <= 9}
    ord_ |= {word: n for n, word in enumerate(_TONTAL, 13)}
    for tiotal, word in enumerate(_TIOTAL, 2):
        ord_ |= {word: 10 * tiotal} | {word + ett: 10 * tiotal + n for ett, n in ental.items()}
    return ord_


LASBARA_TALORD = _lasbara_talord()  # every number word a person may write, noll to nittionio


def tolka_tal(text: str) -> int | None:
    """The number a person wrote, in words up to ninety-nine or in digits: "femton" → 15; None when it is no number."""
    text = text.strip().lower()
    return int(text) if text.isdecimal() else LASBARA_TALORD.get(text)


def tusental(tal: int) -> str:
    """10307 → "10 307", −1500 → "−1 500"."""
    return f"{MINUS if tal < 0 else ''}{abs(tal):,}".replace(",", HARD_SPACE)


def procent(andel: Decimal) -> str:
    """Per cent, its decimals without needless zeros: Decimal("2.60") → "2,6 %". ValueError for what is not finite."""
    tal = Decimal(str(andel))  # by way of text, so that a float says what it shows
    if not tal.is_finite():
        raise ValueError(f"{andel} är inget procenttal.")
    heltal, _, decimaler = f"{abs(tal):f}".partition(".")
    decimaler = decimaler.rstrip("0")
    text = tusental(int(heltal)) + (f",{decimaler}" if decimaler else "")
    return f"{MINUS if tal < 0 else ''}{text}{HARD_SPACE}%"


# --- nouns one counts ---------------------------------------------------------------------------------------------


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


def substantiv(text: str) -> Substantiv:
    """The noun `text` names, in the singular. A compound is inflected as its last part ("frukostmöte" as "möte").

    A word that cannot be inflected so is read as "tillfälle": less precise, never wrong.
    """
    text = text.strip().lower()
    slut = max((ord_ for ord_ in SUBSTANTIV if text.endswith(ord_)), key=len, default="")
    forled = text.removesuffix(slut)
    if not slut or " " in forled:
        return SUBSTANTIV["tillfälle"]
    return SUBSTANTIV[slut].sammansatt(forled)


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


# --- amounts ------------------------------------------------------------------------------------------------------


def kronor(belopp: int) -> str:
    """Whole kronor: 10307000 → "10 307 000 kr"."""
    return f"{tusental(belopp)}{HARD_SPACE}kr"


def ore(belopp: int) -> str:
    """Whole öre, printed in kronor with two decimals: −50050 → "−500,50"."""
    return f"{MINUS if belopp < 0 else ''}{tusental(abs(belopp) // 100)},{abs(belopp) % 100:02}"


def till_tkr(belopp: int) -> int:
    """Whole kronor → whole tkr, half a tkr away from zero: 1500 → 2, −1500 → −2."""
    return int((Decimal(belopp) / 1000).quantize(Decimal(1), ROUND_HALF_UP))


def tkr(belopp: int) -> str:
    """Whole kronor, printed in tkr: 10307000 → "10 307 tkr"."""
    return f"{tusental(till_tkr(belopp))}{HARD_SPACE}tkr"


def avrunda_kolumn(belopp: Sequence[int], enhet: int = 1000) -> list[int]:
    """A column of whole kronor → the same column in tkr, which still foots: its sum is the sum, rounded once.

    With `enhet` 100 a column of öre becomes kronor.

    Largest remainder: every amount is rounded down, and the units then missing go to the rows that lost most, the first
    of equals. No row moves a whole unit, and a row in even units does not move at all.
    """
    kolumn = [b // enhet for b in belopp]
    summa = int((Decimal(sum(belopp)) / enhet).quantize(Decimal(1), ROUND_HALF_UP))
    mest_forlorat = sorted(range(len(belopp)), key=lambda i: belopp[i] % enhet, reverse=True)
    for i in mest_forlorat[: summa - sum(kolumn)]:
        kolumn[i] += 1
    return kolumn


# --- dates --------------------------------------------------------------------------------------------------------


def manad(nummer: int) -> str:
    """1 → "januari". ValueError for what is no month."""
    if not 1 <= nummer <= 12:
        raise ValueError(f"Det finns ingen månad {nummer}.")
    return MANADER[nummer - 1]


def datum(dag: date) -> str:
    """26 januari 2023."""
    return f"{dag_och_manad(dag)} {dag.year}"


def dag_och_manad(dag: date) -> str:
    """31 mars."""
    return f"{dag.day} {manad(dag.month)}"


def period(fran: date, till: date) -> str:
    """Both days included: "12–14 september 2022". Month and year are said once when they can be.

    ValueError when it ends before it begins.
    """
    if till < fran:
        raise ValueError(f"Perioden slutar {till}, före sin början {fran}.")
    if fran == till:
        return datum(fran)
    if fran.year != till.year:
        return f"{datum(fran)}–{datum(till)}"
    if fran.month != till.month:
        return f"{dag_och_manad(fran)}–{datum(till)}"
    return f"{fran.day}–{datum(till)}"


def manader(fran: date, till: date) -> Iterator[tuple[int, int]]:
    """The (year, month) pairs that a period touches, in order."""
    for i in range(fran.year * 12 + fran.month - 1, till.year * 12 + till.month):
        yield i // 12, i % 12 + 1


def tomma_manader(dagar: Iterable[date], fran: date, till: date) -> list[int]:
    """The months (1–12) of a period, in its order, in which none of the days falls."""
    upptagna = {(dag.year, dag.month) for dag in dagar}
    return list(dict.fromkeys(month for year, month in manader(fran, till) if (year, month) not in upptagna))


# --- lists and order ----------------------------------------------------------------------------------------------


def lista_text(delar: Iterable[str], bindeord: str = "och") -> str:
    """["a", "b", "c"] → "a, b och c"; "" for an empty list."""
    *forsta, sista = [*delar] or [""]
    return f"{', '.join(forsta)} {bindeord} {sista}" if forsta else sista


def stor_bokstav(text: str) -> str:
    """The first letter upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


_EFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})  # the three characters that follow z


def sorteringsnyckel(text: str) -> tuple[str, str]:
    """Key for sorted(): å ä ö last, case and other accents (é, ü) ignored; the text itself parts equals."""
    bokstaver = unicodedata.normalize("NFC", text).casefold().translate(_EFTER_Z)
    utan_accent = "".join(c for c in unicodedata.normalize("NFD", bokstaver) if not unicodedata.combining(c))
    return utan_accent, text
