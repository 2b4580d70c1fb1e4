"""Every number that a document prints stands in its data: in the JSON and in the CSV files, as it is printed or as the kronor behind it."""

import csv
import io
import json
import re
import zipfile
from datetime import date

import pytest
from django.utils import timezone
from lxml import html as lxml_html

from berattelse.dokument import tryck, uppfoljningsrapport
from berattelse.innehall.kommun import for_kommun
from berattelse.innehall.schema import som_json
from berattelse.skrift.datafiler import som_csv_zip
from berattelse.skrift.kommunutgava import som_kommun_html
from berattelse.skrift.rapport import som_html
from samverkan import svenska
from samverkan.svenska.ihop import hall_ihop
from tests import mallar
from uppdrag.models import Verksamhetsar

pytestmark = [pytest.mark.django_db, pytest.mark.en_gang]
TAL = re.compile(r"(?<![\w])[−-]?\d{1,3}(?:\u00a0\d{3})+(?![\d])|(?<![\w])[−-]?\d+(?:,\d+)?")


def ord_i(html):
    """The words of the article, without the pictures, whose numbers stand in the table beside, and the program's own references."""
    artikel = lxml_html.fromstring(html).find(".//article")
    for element in artikel.xpath(".//svg|.//nav"):
        element.drop_tree()
    return " | ".join(" ".join(text.replace("\u00a0", "~").split()).replace("~", "\u00a0") for text in artikel.itertext())


def tal_i(text):
    """Every number, as text without its spaces, with its sign."""
    return {t.replace("\u00a0", "").replace("\u2212", "-") for t in TAL.findall(text)}


def varden(data):
    """Every text and number of JSON-able data."""
    if isinstance(data, dict):
        return [v for under in data.values() for v in varden(under)]
    return [v for under in data for v in varden(under)] if isinstance(data, list) else [data]


def tal_bakom(varde):
    """What a value is printed as: a date by its parts, an amount also in tkr, a per cent with its comma, a text by the numbers in it."""
    if isinstance(varde, int) and not isinstance(varde, bool):
        return {str(varde), str(svenska.till_tkr(varde)), str(-varde)}
    if not isinstance(varde, str):
        return set()
    try:
        dag = date.fromisoformat(varde)
        return {str(dag.day), str(dag.year), str(dag.month)}
    except ValueError:
        tryckt = hall_ihop("<body>" + re.sub(r"<[^>]+>", " ", varde))  # as print holds the thousands of a written sum together
        return tal_i(tryckt) | tal_i(varde.replace(".", ","))


def bakom(varden_):
    return set().union(*map(tal_bakom, varden_))


def i_csv(data):
    """Every cell of every file."""
    with zipfile.ZipFile(io.BytesIO(som_csv_zip(data))) as arkiv:
        filer = [arkiv.read(namn).decode("utf-8-sig") for namn in arkiv.namelist() if namn.endswith(".csv")]
    celler = [cell for text in filer for rad in csv.reader(io.StringIO(text, newline=""), delimiter=";") for cell in rad]
    return [int(cell) if re.fullmatch(r"-?\d+", cell) else cell for cell in celler]


@pytest.fixture(scope="module")
def uppfoljning(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        mallar.stall_in("demo")
        return uppfoljningsrapport.samla(Verksamhetsar.objects.get(beteckning="2022"))


@pytest.mark.parametrize("vilken", [("2022", 1), ("2021", 2)])
def test_every_number_of_the_report_stands_in_its_json_and_its_csv(samlat, vilken):
    data = samlat[vilken]
    tryckta = tal_i(ord_i(som_html(data)))
    assert len(tryckta) > 25
    assert tryckta - bakom(varden(json.loads(som_json(data)))) - ALLT == set()
    # Of how many arenas the number of meetings is not known: each of them is a row of the CSV, without a number.
    okanda = {str(sum(rad.hallna is None for rad in data.arenatabell.rader))}
    assert tryckta - bakom(i_csv(data)) - UTAN_RAD - ALLT - okanda == set(), sorted(tryckta - bakom(i_csv(data)))


# The sum of the shares, each of which stands there.
ALLT = {"100,0"}
# Words of the templates: "Bilaga 1", and the compensation's rounding ("närmaste 1 000 kr") stands in a head of the CSV.
UTAN_RAD = {"1"}


def test_every_number_of_a_kommun_edition_stands_in_its_json_and_in_the_editions_csv(samlat):
    data = samlat["2021", 2]
    tryckta, egna = tal_i(ord_i(som_kommun_html(data, "2326"))), for_kommun(data, "2326")
    assert len(tryckta) > 15
    assert tryckta - bakom(varden(json.loads(som_json(egna)))) == set()
    # In how many arenas it sits is counted on its own page alone; each of them is a row of the CSV.
    assert tryckta - bakom(i_csv(data)) == {str(len(egna.arenor))}


def test_every_number_of_the_second_report_stands_in_its_json_and_in_the_csv_of_the_years_it_tells_of(samlat, uppfoljning):
    tryckta = tal_i(ord_i(tryck.som_html(uppfoljning)))
    assert len(tryckta) > 25
    assert tryckta - bakom(varden(json.loads(som_json(uppfoljning)))) == set()
    dag = timezone.localdate()
    egna = tryckta - bakom(i_csv(samlat["2022", 1])) - bakom(i_csv(samlat["2021", 2]))
    assert EGNA <= egna <= EGNA | {str(dag.year), str(dag.day)}


# The report's own dnr (RUN/29/2023), and the paragraph by which the agreement was adopted: of neither does the edition of a year tell.
# Nor of the day when the report was made, which stands where it counts the answers.
EGNA = {"29", "92"}


def test_a_number_that_is_not_there_would_be_found(samlat):
    data = samlat["2022", 1]
    html = som_html(data).replace("</article>", "<p>Det var 4\u00a0711 tillfällen.</p></article>")
    assert tal_i(ord_i(html)) - bakom(varden(json.loads(som_json(data)))) - ALLT == {"4711"}
