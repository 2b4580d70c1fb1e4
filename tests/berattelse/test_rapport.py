"""The report of 2022, printed from the demo's rows."""

import re
import subprocess

import page as validator
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from berattelse.innehall.samling import samla
from berattelse.innehall.schema import som_json
from samverkan.models import User
from uppdrag.models import Arena, Tillfalle, Verksamhetsar

GOLDEN = (
    "Kommundirektörerna har haft sex protokollförda möten",
    "Vägen till arbete har haft fyra möten",
    "BUZ har haft tre sammanträdesdagar",
    "Skolchefsnätverket har haft fem heldagar",
    "Elevhälsochefsnätverket har haft fem träffar, varav två heldagar",
    "Barnarenan har haft fyra sammanträden",
    "Regionalt utvecklingsnätverk har haft fyra sammanträden för respektive grupp",
    "SocSam har haft fem sammanträden",
    "MAS/MAR-nätverket har träffats en gång per månad",
    "Förvaltningschefsnätverket har haft nio träffar",
    "Fredagsgruppen har haft elva träffar",
    "Länsnätverk psykisk hälsa har inte sammankallats enligt plan",
    "Regionen sammankallade det första mötet",
    "Tre utbildningar och två konferenser har genomförts till och med den 31 mars",
)
FIGURES = (
    "10 307 tkr", "2,6 %", "3 001", "1 705", "1 296", "3 490", "6 491", "RUN/659/2016", "RUN/350/2019", "RUN/658/2017", "RUN/423/2019",
)  # fmt: skip


@pytest.fixture
def year(demoaret):
    return Verksamhetsar.objects.get(beteckning="2022")


@pytest.fixture
def skriv_ut(year, tmp_path):
    def write(format_="pdf"):
        path = tmp_path / f"b.{format_}"
        call_command("skriv_ut", "2022", ut=path, format=format_)
        return path

    return write


def words(path):
    """The PDF's words in reading order: line breaks and hyphens at line ends taken away."""
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s+", " ", re.sub(r"-\n(?=[a-zåäö])", "", text))


@pytest.fixture
def printed(skriv_ut):
    return skriv_ut()


def test_every_sentence_and_figure_of_2022_is_in_the_pdf(printed):
    text = words(printed)
    assert [s for s in GOLDEN if s not in text] == []
    assert [f for f in FIGURES if f not in text] == []
    pages = subprocess.run(["pdfinfo", str(printed)], capture_output=True, check=True, text=True).stdout
    assert 14 <= int(re.search(r"Pages:\s+(\d+)", pages)[1]) <= 27  # two of them the year in pictures


@pytest.mark.en_gang
def test_the_pdf_meets_both_standards(printed):
    assert validator.validate_pdf(str(printed), profile="ua1").is_compliant
    assert validator.validate_pdf(str(printed), profile="3a").is_compliant


@pytest.mark.en_gang
def test_example_is_told_on_the_cover_and_on_every_page(printed):
    pages = subprocess.run(["pdftotext", str(printed), "-"], capture_output=True, check=True, text=True).stdout.split("\f")[:-1]
    assert [n for n, text in enumerate(pages, 1) if "Innehåller exempel" not in text] == []


def test_one_barnarenan_meeting_less_is_told_in_both_sections_and_the_table(year):
    before = samla(year)
    Tillfalle.objects.filter(arena__namn="Barnarenan", fran__year=2022).first().delete()
    after = samla(year)

    def sentences(innehall):
        return re.findall(r"Barnarenan har haft (\w+) sammanträden", str(innehall.kapitel))

    assert sentences(before) == ["fyra", "fyra"]
    assert sentences(after) == ["tre", "tre"]
    assert after.arenatabell.summa.hallna == before.arenatabell.summa.hallna - 1


def test_an_arena_under_two_uppdrag_counts_once_in_the_total(year):
    table = samla(year).arenatabell
    rows = [rad for rad in table.rader if rad.arena == "Barnarenan"]
    assert len(rows) == 1
    assert rows[0].uppdrag == ["Barn och utbildning", "Social välfärd/RSS"]
    held = Tillfalle.objects.filter(arena__isnull=False, fran__year=2022, status="hallet", sort="mote").count()
    assert table.summa.hallna == held


def test_an_own_sentence_replaces_the_counted_one(year):
    arena = Arena.objects.get(namn="BUZ")
    plan = arena.aren.get(verksamhetsar=year)
    plan.egen_mening = "BUZ har haft fem sammanträdesdagar"
    plan.save()
    assert "BUZ har haft fem sammanträdesdagar." in som_json(samla(year))


def test_json_holds_the_same_data_the_pdf_is_made_of(skriv_ut, year):
    assert skriv_ut("json").read_text() == som_json(samla(year))


def test_html_has_the_same_sentences(skriv_ut):
    html = re.sub(r"\s+", " ", skriv_ut("html").read_text())
    assert [s for s in GOLDEN if s not in html] == []


@pytest.mark.en_gang
@pytest.mark.trycker
def test_same_bytes_twice(skriv_ut):
    assert skriv_ut().read_bytes() == skriv_ut().read_bytes()


def test_the_number_of_queries_does_not_grow_with_the_meetings(year):
    samla(year)  # what is remembered on the year itself is read once
    with CaptureQueriesContext(connection) as first:
        samla(year)
    arena = Arena.objects.get(namn="BUZ")
    for day in range(1, 20):
        Tillfalle.objects.create(avtal=year.avtal, arena=arena, fran=f"2022-08-{day:02}", till=f"2022-08-{day:02}")
    with CaptureQueriesContext(connection) as second:
        samla(year)
    assert len(second) == len(first)


def test_a_year_that_is_not_there_is_refused_in_words(year, tmp_path):
    with pytest.raises(CommandError, match="inget verksamhetsår 1999"):
        call_command("skriv_ut", "1999", ut=tmp_path / "x.pdf")


def test_the_region_reads_the_draft_and_a_kommun_does_not(year, as_user):
    for email, answer in (("processledare@exempel.test", 200), ("tjansteperson.berg@exempel.test", 403)):
        client = as_user(User.objects.get(email=email))
        assert client.get(f"/berattelse/year/{year.pk}/rapport/").status_code == answer
        assert client.get(f"/berattelse/year/{year.pk}/rapport.json").status_code == answer
