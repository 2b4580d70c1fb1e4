"""The report as a Word file, from the gathered data."""


def som_docx(data) -> bytes:
    raise NotImplementedError
