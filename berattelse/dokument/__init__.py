"""The documents of a year: which there are, and as which kinds of file each can be written."""

from collections.abc import Callable
from dataclasses import dataclass

from berattelse.dokument import sammanfattning, tjansteskrivelse, tryck, uppfoljningsrapport
from berattelse.innehall import samling
from berattelse.skrift import presentation, rapport
from berattelse.skrift.word import som_docx
from enkat.resultat import sammanstallning as enkatdokument


class FinnsInte(Exception):  # noqa: N818 - a Swedish sentence says it better
    """The document cannot be written so; the sentence says what can."""


@dataclass(frozen=True)
class Dokument:
    namn: str
    samla: Callable  # (year, skede) → data; None when there is nothing to write
    format: dict[str, Callable]  # kind of file → bytes of the data
    saknas: str = ""  # said when there is nothing to write


def _med_word(fil):
    """The kinds of file that the module writes, and Word, read from its HTML."""
    return fil.FORMAT | {"docx": lambda data: som_docx(fil.som_html(data))}


DOKUMENT = {
    "berattelse": Dokument("Verksamhetsberättelse", samling.samla, _med_word(rapport)),
    "uppfoljningsrapport": Dokument("Uppföljningsrapport", lambda year, _: uppfoljningsrapport.samla(year), _med_word(tryck)),
    "sammanstallning": Dokument(
        "Sammanställning", lambda year, _: enkatdokument.for_year(year) or None, _med_word(enkatdokument), enkatdokument.INGEN
    ),
    "forslag-till-beslut": Dokument("Förslag till beslut", lambda year, _: tjansteskrivelse.samla(year), _med_word(tryck)),
    "sammanfattning": Dokument("Sammanfattning", lambda year, _: sammanfattning.samla(year), _med_word(tryck)),
    "bilder": Dokument("Bilder", samling.samla, presentation.FORMAT),
}  # fmt: skip


def skriv(year, dokument, format_, skede=1):
    """The document of this year as bytes. FinnsInte, with a sentence, when there is no such file."""
    val = DOKUMENT[dokument]
    if format_ not in val.format:
        raise FinnsInte(f"{val.namn} finns inte som {format_}. Välj {' eller '.join(val.format)}.")
    data = val.samla(year, skede)
    if data is None:
        raise FinnsInte(val.saknas)
    return val.format[format_](data)
