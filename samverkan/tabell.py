"""Tables that leave the house as files."""


def csv_cell(value):
    """The cell as text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
