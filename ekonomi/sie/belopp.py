"""The letters of a SIE file: which encoding, which fields, which amount. Pure, standard library only."""

import re
from collections.abc import Container, Iterable
from decimal import Decimal

from ekonomi.sie.datum import finns, som_dag


class InteSieError(ValueError):
    """The file is not SIE; the message says in Swedish what it seems to be, and what to do."""


_ANDRA = (
    (b"PK\x03\x04", "Filen är en Excelfil eller ett zip-arkiv, inte en SIE-fil. Packa upp arkivet, eller läs in Excelfilen som Excel."),
    (b"%PDF", "Filen är en PDF, inte en SIE-fil. Exportera SIE 4 ur ekonomisystemet."),
    (b"\xd0\xcf\x11\xe0", "Filen är ett gammalt Office-dokument, inte en SIE-fil. Spara det som .xlsx, eller exportera SIE 4."),
)


def prova_sie(data: bytes) -> None:
    """InteSieError for what is plainly something else."""
    borjan = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    if not borjan:
        raise InteSieError("Filen är tom.")
    for markor, mening in _ANDRA:
        if data.startswith(markor):
            raise InteSieError(mening)
    if borjan[:1] == b"<":
        raise InteSieError(_uppmarkt(data[:8192]))


_XML = (
    (r"sie\.se/sie5|<(\w+:)?Sie(Entry)?\b", "Filen är SIE 5 (XML). Exportera den som SIE 4 i stället."),
    (r"iso:20022|<(\w+:)?(BkToCstmr\w*|CstmrCdtTrfInitn)\b", "Filen är en bankfil (ISO 20022), inte en SIE-fil. Exportera SIE 4."),
)  # fmt: skip


def _uppmarkt(borjan: bytes) -> str:
    text = borjan.replace(b"\x00", b"").decode("utf-8", "replace")
    for monster, mening in _XML:
        if re.search(monster, text):
            return mening
    titel = re.search(r"<title>\s*(.*?)\s*</title>", text, re.IGNORECASE | re.DOTALL)
    vad = f" med rubriken ”{titel[1][:80]}”" if titel else ""
    rot = re.search(r"<(?![?!])[\w:.-]*?([\w.-]+)[\s/>]", text)
    if "<?xml" in text and not (rot and rot[1].lower() == "html"):
        return f"Filen är XML{f' ({rot[1][:40]})' if rot else ''}, inte en SIE-fil. Exportera SIE 4 ur ekonomisystemet."
    return f"Filen är en webbsida{vad}, inte en SIE-fil. Hämta filen igen ur ekonomisystemet."


_BOM = ((b"\xff\xfe", "UTF-16", "utf-16"), (b"\xfe\xff", "UTF-16", "utf-16"))
_AAOO = "åäöÅÄÖ"
_PC8, _LATIN, _MAC = (_AAOO.encode(codec) for codec in ("cp437", "cp1252", "mac_roman"))
_ASCII = bytes(range(128))
_UTF8 = tuple(c.encode() for c in _AAOO)


def kodning(data: bytes) -> tuple[str, str]:
    """(name to show, Python codec), from the bytes alone: a mark, valid UTF-8, else whose å ä ö there are most of."""
    for bom, namn, codec in _BOM:
        if data.startswith(bom):
            return namn, codec
    if data.isascii():
        return "ASCII", "cp437"
    try:
        data.decode("utf-8")
        return "UTF-8", "utf-8-sig"
    except UnicodeDecodeError:
        pass
    hoga = data.translate(None, _ASCII)  # what is left of a large file is little
    utf = sum(data.count(par) for par in _UTF8) if b"\xc3" in hoga else 0
    pc8, latin, mac = (len(hoga) - len(hoga.translate(None, tecken)) for tecken in (_PC8, _LATIN, _MAC))
    if utf > max(pc8 - utf, latin):
        return "UTF-8", "utf-8-sig"
    if latin > max(pc8, mac):
        return "Windows-1252", "cp1252"
    return ("Mac Roman", "mac_roman") if mac > pc8 else ("PC8 (codepage 437)", "cp437")


# letters of another encoding that a program has taken for others and then saved as UTF-8: (as they were written, as they were read)
_FEL_LASTA = (("cp437", "cp1252"), ("cp437", "latin-1"), ("utf-8", "cp437"), ("utf-8", "cp1252"), ("utf-8", "latin-1"))
_FORVANSKADE = {c.encode(skriven).decode(last, "ignore"): c for skriven, last in _FEL_LASTA for c in _AAOO}
_FORVANSKADE.pop("")  # the Å of codepage 437 is no letter at all in Windows-1252


def _nagon_av(tecken: Iterable[str]) -> bytes:
    return b"(?:" + b"|".join(re.escape(c.encode()) for c in tecken) + b")"


_FORVANSKAT = re.compile(
    b"[A-Za-z]" + _nagon_av(_FORVANSKADE) + b'[A-Za-z]|[\\s"]' + _nagon_av(k for k, v in _FORVANSKADE.items() if v.isupper()) + b"[a-z]"
)


def ratta(data: bytes) -> tuple[bytes, str]:
    """(the bytes of a file in UTF-8 with its letters put right, a word as it stood), or ("" as the word) when nothing was wrong.

    Only a file without a single å, ä or ö of its own is touched: those it should have are then all of the wrong kind.
    """
    fel = _FORVANSKAT.search(data)
    if not fel or any(par in data for par in _UTF8):
        return data, ""
    mitt = fel.end() - 1
    ordet = re.split(rb'[\s"]', data[max(0, mitt - 40) : mitt])[-1] + re.split(rb'[\s"]', data[mitt : mitt + 40])[0]
    for fran in sorted(_FORVANSKADE, key=len, reverse=True):
        data = data.replace(fran.encode(), _FORVANSKADE[fran].encode())
    return data, ordet.decode("utf-8", "replace")


# a quoted field (a quote within it closes nothing unless a space, a brace or the end follows), a brace, or a bare field
_FALT = re.compile(r'"((?:\\.|[^"\\]|"(?=[^\s{}]))*)(?:"|$)|([{}])|([^\s{}]+)')


def dela(text: str) -> tuple[list[str], list[str] | None, bool]:
    """(fields, what stands within braces or None when there are none, are the quotes broken?)"""
    falt: list[str] = []
    objekt: list[str] | None = None
    inne, trasig = False, text.replace('\\"', "").count('"') % 2 == 1
    for citat, klammer, bart in _FALT.findall(text):
        if klammer:
            inne = klammer == "{"
            objekt = objekt if objekt is not None else []
        elif inne and objekt is not None:
            objekt.append(_rensa(citat or bart))
        else:
            falt.append(_rensa(citat or bart))
            trasig = trasig or '"' in citat.replace('\\"', "")
    if inne and objekt:  # a brace that never closes holds the rest of the line: which of it are objects is not known
        falt, objekt = [*falt, *objekt], None
    return falt, objekt, trasig


def _rensa(falt: str) -> str:
    return falt.replace('\\"', '"') if "\\" in falt else falt


def dela_utan_citat(text: str) -> tuple[list[str], list[str] | None]:
    """The fields when the quotes cannot be trusted: as if there were none."""
    falt, objekt, _ = dela(text.replace('"', " "))
    return falt, objekt


_HELT = re.compile(r"(-?)(\d{1,12}|(?=\.\d))(?:\.(\d{1,2}))?")  # a thousand thousand million kronor is no amount but a fault
_SKRAP = str.maketrans("", "", " \u00a0\u202f'+")


def belopp_i_ore(text: str) -> int | Decimal | None:
    """ "-500.5" → -50050. Decimal comma, thousands apart, a true or trailing minus are read too; None for what is no amount.

    A Decimal (in öre) when there are parts of an öre, for the caller to round and say so.
    """
    m = _HELT.fullmatch(text)
    if not m:
        m = _HELT.fullmatch(_stada(text))
    if m:
        ore = int(m[2] or 0) * 100 + int((m[3] or "").ljust(2, "0"))
        return -ore if m[1] else ore
    stadad = _stada(text)
    return Decimal(stadad) * 100 if re.fullmatch(r"-?\d{0,12}\.\d{1,30}|-?\d{1,12}\.", stadad) else None


def _stada(text: str) -> str:
    text = text.translate(_SKRAP).replace("−", "-").replace("–", "-")
    if text.endswith("-"):
        text = "-" + text[:-1]
    if "," in text and "." in text and not re.fullmatch(r"-?\d{1,3}(?:\.\d{3})*,\d+|-?\d{1,3}(?:,\d{3})*\.\d+", text):
        return ""  # which of them parts the kronor from the ören is not to be known
    if "," in text:
        text = text.replace(".", "").replace(",", ".") if text.rfind(",") > text.rfind(".") else text.replace(",", "")
    return text


def belopp_isar(falt: list[str], *, mangd: bool) -> tuple[str, str]:
    """(amount, the field after it) of the fields from the amount on: 1 000.50 without quotes is one amount and not two fields.

    Where a quantity may follow (`mangd`), one group of three digits may be that; two groups, or one that begins with 0, cannot.
    """
    n = 1
    if re.fullmatch(r"[-−–+]?\d{1,3}", falt[0]):
        while n < min(len(falt), 5) and falt[n - 1].lstrip("-−–+").isdecimal() and re.fullmatch(r"\d{3}(?:[.,]\d{1,2})?-?", falt[n]):
            n += 1
    if mangd and n == 2 and falt[1][0] != "0":
        n = 1
    return " ".join(falt[:n]), falt[n] if n < len(falt) else ""


def oklart(text: str, *, mangd: bool) -> bool:
    """Does the field after an amount look like a part of it, or like nothing that stands there: a quantity (`mangd`) or a day?"""
    if mangd:
        return belopp_i_ore(text) is None or bool(re.fullmatch(r"\d{3}(?:[.,]\d{1,2})?-?", text))
    return not som_dag(text)


def avhuggen(falt: list[str], dag: str) -> bool:
    """Does a day stand where the amount should, and no day after it? `dag` is the voucher's own."""
    som = som_dag(falt[0])
    if not finns(som) or (len(falt) > 1 and som_dag(falt[1])):
        return False
    return som == dag if len(falt[0]) < 8 else som[:4] == dag[:4]


def utan_klammer(
    falt: list[str], fore: int, objekt: Container[tuple[str, str]], dimensioner: Container[str]
) -> tuple[list[str], list[str]]:
    """(fields, objects) of a line whose objects stand without braces from field `fore` on, before its amount.

    They are known by what is declared: the object itself, or its dimension when a code and an amount follow; a day is no code.
    An empty field, or a list in quotes, stands for the list itself.
    """
    if len(falt) > fore + 1 and (not falt[fore] or (falt[fore][0], falt[fore][-1]) == ("{", "}")):
        return falt[:fore] + falt[fore + 1 :], dela(falt[fore])[1] or []
    slut = fore
    while len(falt) > slut + 2:
        dim, kod, sedan = falt[slut : slut + 3]
        i_dimension = dim in dimensioner and kod and not som_dag(kod) and belopp_i_ore(sedan) is not None
        if (dim, kod) not in objekt and not i_dimension:
            break
        slut += 2
    return falt[:fore] + falt[slut:], falt[fore:slut]
