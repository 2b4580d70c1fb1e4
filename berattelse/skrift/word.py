"""Being rewritten."""


def som_docx(data) -> bytes:
    return b""
