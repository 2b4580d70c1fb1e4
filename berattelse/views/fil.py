"""Answering with a file, at once or when the worker has printed it."""

from berattelse.innehall.schema import som_json
from berattelse.tasks import innehall
from samverkan import jobb

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
