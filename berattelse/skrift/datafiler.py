"""All data behind an edition as CSV files in a zip: UTF-8 with its mark and semicolons, so that Swedish Excel opens them as they are.

The same bytes for the same data. A text that begins like a formula is written so that no spreadsheet takes it for one; a negative
number is a number.
"""

import csv
import io
from datetime import date

from berattelse.skrift.datatabeller import tabeller
from berattelse.skrift.rapport import dagen, utgavebeteckning
from berattelse.skrift.zipfil import zippa
from samverkan.tabell import csv_cell

LASMIG = "LÄSMIG.txt"
OM = """Filerna innehåller de uppgifter som berättelsen är gjord av. De är skrivna av programmet ur samma frysta innehåll som berättelsens
PDF, Word-fil och JSON-fil. Skiljer sig något åt är det PDF-filen som gäller.

Så är filerna skrivna
- CSV med semikolon mellan fälten, en rad rubriker först, teckenkodning UTF-8. Svenska Excel öppnar dem direkt.
- Belopp är hela kronor, även där berättelsen skriver tkr. Minus är underskott, eller minskning.
- En tom cell betyder att uppgiften inte är känd eller inte finns.
- En text som börjar med =, +, - eller @ har ett citattecken (') först, så att inget kalkylprogram läser den som en formel.
- Där en kolumn heter exempel säger ja att uppgiften är påhittad och inte står i något underlag.
"""


def som_csv_zip(data) -> bytes:
    """Every table of the edition, and a file that says what is what."""
    alla = tabeller(data)
    return zippa([(LASMIG, _lasmig(data, alla)), *((f"{t.namn}.csv", som_csv(t.huvud, t.rader)) for t in alla)], dagen(data))


def som_csv(huvud, rader) -> bytes:
    ut = io.StringIO()
    skrivare = csv.writer(ut, delimiter=";")
    skrivare.writerow(huvud)
    skrivare.writerows([_cell(cell) for cell in rad] for rad in rader)
    return ut.getvalue().encode("utf-8-sig")


def _cell(varde):
    return str(varde) if isinstance(varde, int | date) else csv_cell("" if varde is None else varde)


def _lasmig(data, alla):
    rubrik = f"{data.titel}\n{data.undertitel}\n{utgavebeteckning(data)}\n"
    if data.exempel:
        rubrik += "Innehåller exempel.\n"
    filer = "\n\n".join(f"{t.namn}.csv ({len(t.rader)} {'rad' if len(t.rader) == 1 else 'rader'})\n{_mening(t.vad)}" for t in alla)
    return f"{rubrik}\n{OM}\nFilerna\n\n{filer}\n".replace("\n", "\r\n").encode("utf-8-sig")


def _mening(text):
    return text if text.endswith(("?", ".")) else f"{text}."
