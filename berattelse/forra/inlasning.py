"""A file of last year's report read: what kind it is, in a process of its own, cleaned by the house's one allow-list. Saves nothing."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from berattelse.avsnitt import richtext
from berattelse.forra import delning, stycken
from berattelse.forra.delning import MEST_BITAR
from samverkan.utifran.barn import MB, Granser, OlastError, i_barn
from samverkan.utifran.pdftext import PdfError
from samverkan.utifran.tabellfil import InteTabellError, text_av
from samverkan.utifran.wordfil import WordError

WORD, PDF, TEXT = "docx", "pdf", "txt"
WORDS_GRANSER = Granser(cpu=10, tid=30, minne=768 * MB, svar=16 * MB)
PDFS_GRANSER = Granser(cpu=40, tid=90, minne=768 * MB, svar=16 * MB)
MEST_TEXT = 1_000_000  # signs: a report is a tenth of it
MEST_RADER = 20_000  # as text copied from a PDF, a report has two or three thousand
INGET = "I filen finns ingen text att ta in."
ANNAN = "Filen är varken Word (.docx), PDF eller text (.txt). Spara den som något av dem, eller klistra in texten."
RTF = "Filen är i formatet RTF. Öppna den i Word, spara den som .docx och försök igen."
FOR_LANG = "Texten är längre än en berättelse. Ta bara med den del som är berättelsen, och försök igen."
FOR_MANGA = f"Texten har fler än {MEST_BITAR} rubriker. Ta bara med den del som är berättelsen, och försök igen."


@dataclass(frozen=True)
class Lastfil:
    """What a file holds: its kind, its pieces as they are kept, and what of it is not read, each named once."""

    typ: str
    bitar: list[dict]
    utelamnat: list[str]


def read(data: bytes, lista) -> Lastfil:
    """`lista` is the namn.Namnlista of the agreement. ValidationError with the sentence that tells why it is not read."""
    try:
        typ, stycken_, utelamnat = _stycken(data, lista)
    except (WordError, PdfError, OlastError, InteTabellError) as error:
        raise ValidationError(str(error)) from error
    bitar = delning.dela(stycken_, lista)
    if not any(bit.stycken for bit in bitar):
        raise ValidationError(INGET)
    if len(bitar) > MEST_BITAR:
        raise ValidationError(FOR_MANGA)
    return Lastfil(typ, [_som_json(bit) for bit in bitar], utelamnat)


def _stycken(data, lista):
    if b"%PDF-" in data[:1024]:
        rader = i_barn("samverkan.utifran.pdftext.read", data, granser=PDFS_GRANSER)
        return PDF, stycken.av_pdf(rader, lista.kand), ["bilder och tabellers rutor"]
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        wordtext = i_barn("samverkan.utifran.wordtext.read", data, granser=WORDS_GRANSER)
        return WORD, stycken.av_word(wordtext), wordtext.utelamnat
    return TEXT, stycken.av_text(_text(data), lista.kand), []


def _text(data):
    if data.lstrip().startswith(b"{\\rtf"):
        raise ValidationError(RTF)
    text = text_av(data)
    if "\0" in text or text.lstrip()[:100].lower().startswith(("<!doctype", "<html")):
        raise ValidationError(ANNAN)
    if len(text) > MEST_TEXT or text.count("\n") > MEST_RADER:
        raise ValidationError(FOR_LANG)
    return text


def _som_json(bit):
    try:
        html = richtext.clean(bit.html)
    except ValidationError as error:
        raise ValidationError(f"{bit.rubrik or 'Texten före första rubriken'}: {' '.join(error.messages)}") from error
    return {
        "rubrik": bit.rubrik[:300], "plats": bit.plats, "hem": bit.hem, "part": bit.part, "sakerhet": bit.sakerhet.value,
        "skal": bit.skal, "egen": bit.egen, "year": delning.med_year(bit), "html": html,
    }  # fmt: skip
