"""The report as a Word file, from the gathered data."""

import io

from docx import Document


def som_docx(data) -> bytes:
    document = Document()
    document.add_paragraph(data["titel"], style="Title")
    ut = io.BytesIO()
    document.save(ut)
    return ut.getvalue()
