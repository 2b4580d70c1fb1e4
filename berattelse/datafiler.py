"""All data behind an edition as CSV files in a zip; the same bytes for the same data."""


def som_csv_zip(data) -> bytes:
    raise NotImplementedError
