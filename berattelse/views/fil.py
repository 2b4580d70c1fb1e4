"""Answering with a file."""

from django.http import HttpResponse

TYPER = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "csv": "application/zip",
}


def svara_fil(data, typ, namn):
    """A file to save. Never shown in the page."""
    return HttpResponse(bytes(data), content_type=typ, headers={"Content-Disposition": f'attachment; filename="{namn}"'})
