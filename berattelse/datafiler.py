"""All data behind an edition as CSV files in a zip; the same bytes for the same data."""

import csv
import io
import zipfile

from samverkan.tabell import csv_cell


def som_csv_zip(data) -> bytes:
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w") as arkiv:
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([map(csv_cell, (k["kod"], k["namn"])) for k in data["kommuner"]])
        arkiv.writestr(zipfile.ZipInfo("kommuner.csv"), text.getvalue().encode("utf-8-sig"))
    return ut.getvalue()
