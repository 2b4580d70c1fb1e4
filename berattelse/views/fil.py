"""Answering with a file, at once or when the worker has printed it."""

from berattelse.innehall.schema import som_json
from berattelse.tasks import att_diariefora, att_overlamna, innehall, omgangen_att_diariefora, utkast_som_word
from samverkan import jobb

DIARIETS = {"year": att_diariefora, "omgang": omgangen_att_diariefora, "uppdrag": att_overlamna}
TYPER = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "csv": "application/zip",
}


def svara_med_pdf(request, year, vad, skede, namn, *, inline=False):
    """The PDF when it is printed, else the page that waits for it. None when there is nothing to print."""
    data, _ = innehall(year, vad, skede)
    if data is None:
        return None
    smulor = [(year.get_absolute_url(), f"Året {year}")]
    return jobb.svara_med_pdf(
        request, som_json(data), "berattelse.tasks.utskriften", (year.pk, vad, skede), namn, smulor=smulor, inline=inline
    )


def svara_med_utkast_som_word(request, year, skede, namn):
    """The draft as Word when it is made, else the page that waits for it."""
    text, _ = utkast_som_word(year.pk, skede)
    return jobb.svara_med_tryckt(
        request, text, "berattelse.tasks.utkast_som_word", (year.pk, skede), namn, typ=TYPER["docx"], sort="docx",
        smulor=[(year.get_absolute_url(), f"Året {year}")],
    )  # fmt: skip


def svara_med_diariets(request, vad, pk, namn, smulor):
    """The zip of what belongs in the diarium when it is made, else the page that waits for it. `vad` is one of DIARIETS."""
    text, _ = DIARIETS[vad](pk)
    return jobb.svara_med_tryckt(
        request, text, f"berattelse.tasks.{DIARIETS[vad].__name__}", (pk,), namn, typ="application/zip", sort="zip", smulor=smulor
    )  # fmt: skip
