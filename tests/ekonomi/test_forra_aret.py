"""The year before beside the year, in the chapter: read from the rows, and a year that is not there is no zero."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html as lxml_html

from berattelse.skrift.pengabilder import pengauppslag
from berattelse.skrift.pengatabeller import ekonomi
from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.models import Arsresultat, Ersattning, Folkmangd, Resultatpost
from tests import factories
from tests.berattelse import utgavor
from tests.ekonomi.factories import figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def money(hus):
    money = figures(hus)
    money.fore = factories.verksamhetsar(hus.avtal, 2021, status="locked")
    return money


@pytest.fixture
def two_years(money):
    money.annat = factories.uppdrag(money.avtal, "Barn och utbildning", ordning=2)
    Ersattning.objects.create(
        verksamhetsar=money.fore, bas=10_000_000, index_procent="0.46", belopp=10_046_000, fordelningsdatum=date(2020, 11, 1)
    )
    Arsresultat.objects.create(verksamhetsar=money.fore, belopp=-5_600)
    Resultatpost.objects.create(verksamhetsar=money.fore, uppdrag=money.uppdrag, budget=100_000, utfall=105_100, belopp=-5_100)
    Resultatpost.objects.create(verksamhetsar=money.fore, uppdrag=money.annat, budget=10_500, utfall=11_000, belopp=-500)
    for datum, folk in ((date(2020, 11, 1), (7_100, 15_300)), (date(2021, 11, 1), (7_133, 15_329))):
        for kommun, antal in zip((money.berg, money.krokom), folk, strict=True):
            Folkmangd.objects.create(avtal=money.avtal, organisation=kommun, datum=datum, antal=antal, kalla="SCB")
    return money


def sidan(e):
    """{caption: [[cell]]} of the chapter as it is printed."""
    trad = lxml_html.fromstring(
        f"<div>{render_to_string('berattelse/_ekonomi.html', {'e': e, 'b': {'year': '2022'}, 'p': pengauppslag(e)})}</div>"
    )
    return {
        " ".join(t.find("caption").text_content().split()): [[c.text_content().strip() for c in rad] for rad in t.iter("tr")]
        for t in trad.iter("table")
    }


def test_each_figure_stands_beside_that_of_the_year_before(two_years):
    tabeller = sidan(ekonomiskt_resultat(two_years.year))
    assert tabeller["2021 och 2022, i tkr"] == [
        ["Uppdrag", "Ersättning 2021", "Ersättning 2022", "Utfall 2021", "Utfall 2022", "Resultat 2021", "Resultat 2022"],
        [two_years.uppdrag.namn, "100", "–", "105", "–", "−5", "1\u00a0705"],
        ["Övriga delar", "–", "–", "–", "–", "–", "1\u00a0296"],
        ["Barn och utbildning", "11", "–", "11", "–", "−1", "–"],
        ["Hela överenskommelsen", "10\u00a0046", "10\u00a0307", "116", "–", "−6", "3\u00a0001"],
    ]
    rubrik, *kommuner = tabeller["Ersättningen per kommun 2021 och 2022 (uträknad), i kronor"]
    assert rubrik == ["Kommun", "2021", "2022"]
    tal = [[int(cell.replace("\u00a0", "")) for cell in rad[1:]] for rad in kommuner]
    assert [sum(kolumn) for kolumn in zip(*tal, strict=True)] == [10_046_000, 10_307_000]


def test_the_years_own_column_is_rounded_as_its_own_table(two_years):
    two_years.post.belopp, two_years.rest.belopp = 1_704_500, 1_296_500
    two_years.post.save()
    two_years.rest.save()
    e = ekonomiskt_resultat(two_years.year)
    per = {rad.namn: rad.tkr[1] for rad in e.forra_aret.rader}
    assert [per[rad.namn] for rad in e.resultat.rader] == [rad.tkr for rad in e.resultat.rader]
    assert e.forra_aret.hela.tkr[1] == e.resultat.summa_tkr


def test_what_cannot_be_compared_is_no_column(money):
    Arsresultat.objects.create(verksamhetsar=money.fore, belopp=0)
    tabeller = sidan(ekonomiskt_resultat(money.year))
    assert tabeller["2021 och 2022, i tkr"][0] == ["Uppdrag", "Resultat 2021", "Resultat 2022"]
    assert tabeller["2021 och 2022, i tkr"][-1] == ["Hela överenskommelsen", "0", "3\u00a0001"]
    assert not any("per kommun 2021" in rubrik for rubrik in tabeller)


@pytest.mark.parametrize("lucka", [False, True])
def test_a_year_without_figures_or_with_a_gap_after_it_is_not_told(money, lucka):
    if lucka:  # what is registered for a year that ended earlier is no year before
        money.fore.till = date(2021, 12, 30)
        money.fore.save()
        Arsresultat.objects.create(verksamhetsar=money.fore, belopp=7)
    e = ekonomiskt_resultat(money.year)
    assert e.forra_aret is None
    assert not any(rubrik.startswith("2021") for rubrik in sidan(e))
    assert [t.rader for t in ekonomi(e) if t.namn.startswith("forra_aret")] == [[], []]


def test_the_data_files_hold_every_cell_of_it(two_years):
    tabell = {t.namn: t for t in ekonomi(ekonomiskt_resultat(two_years.year))}
    rader = [dict(zip(tabell["forra_aret"].huvud, rad, strict=True)) for rad in tabell["forra_aret"].rader]
    fore = next(rad for rad in rader if rad["uppdrag"] == "Barn och utbildning" and rad["år"] == "2021")
    assert [fore[k] for k in ("ersättning, kronor", "utfall, kronor", "resultat, tkr (som i berättelsen)")] == [10_500, 11_000, -1]
    assert [rad[1:3] for rad in tabell["forra_aret_per_kommun"].rader if rad[0] == two_years.berg.kod] == [
        ("Berg", "2021"),
        ("Berg", "2022"),
    ]


def test_the_number_of_queries_does_not_grow_with_the_rows(two_years):
    def queries():
        with CaptureQueriesContext(connection) as fragor:
            ekonomiskt_resultat(two_years.year)
        return len(fragor)

    assert two_years.year.foregaende == two_years.fore  # the year knows it from now on
    fore = queries()
    for n in range(3):
        u = factories.uppdrag(two_years.avtal, f"Uppdrag {n}", ordning=5 + n)
        Resultatpost.objects.create(verksamhetsar=two_years.fore, uppdrag=u, belopp=n)
    assert queries() == fore


def test_the_published_edition_opens_the_rows_of_both_years(two_years, client):
    utgavor.rad(two_years.year, two_years.processledare)
    adress = reverse("publik:underlag", args=[two_years.avtal.dnr.lower().replace("/", "-"), "2022", 1])
    sida = lxml_html.fromstring(client.get(adress).content.decode())
    (avdelning,) = sida.xpath("//section[@id='forra_aret']")
    celler = [[c.text_content().strip() for c in rad] for rad in avdelning.iter("tr")]
    assert celler[0][1:] == ["Ersättning 2021", "Ersättning 2022", "Utfall 2021", "Utfall 2022", "Resultat 2021", "Resultat 2022"]
    assert [two_years.uppdrag.namn, "100\u00a0000", "–", "105\u00a0100", "–", "−5\u00a0100", "1\u00a0705\u00a0000"] in celler
    berattelsen = client.get(adress.removesuffix("underlag/")).content.decode()
    assert f'href="{adress}#forra_aret"' in berattelsen


def test_an_edition_from_before_the_comparison_says_nothing_of_it(two_years):
    e = replace(ekonomiskt_resultat(two_years.year), forra_aret=None)
    assert not any("2021 och" in rubrik for rubrik in sidan(e))
