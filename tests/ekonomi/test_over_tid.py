"""The money over the years: each figure at its year, a dash where nothing is registered, the same in Excel."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from ekonomi.models import Arsresultat, Ersattning, Folkmangd, Resultatpost
from ekonomi.over_tid import over_tid
from tests import factories
from tests.ekonomi.factories import figures
from uppdrag.models import Part

pytestmark = pytest.mark.django_db


@pytest.fixture
def money(hus):
    money = figures(hus)
    fore = factories.verksamhetsar(hus.avtal, 2021, status="locked")
    Arsresultat.objects.create(verksamhetsar=fore, belopp=-5_000)
    Resultatpost.objects.create(verksamhetsar=fore, uppdrag=hus.uppdrag, budget=100, utfall=105, belopp=-5)
    factories.verksamhetsar(hus.avtal, 2020, status="locked")  # has no figures: a column of dashes
    return money


def test_every_figure_stands_at_its_year_and_the_unknown_is_none(money):
    o = over_tid(money.avtal)
    assert [y.beteckning for y in o.years] == ["2020", "2021", "2022"]
    assert {rad.belopp[0] for t in o.tabeller for rad in (*t.rader, t.summa) if rad and rad.belopp} == {None}
    tabeller = {t.rubrik: {rad.namn: rad.belopp[1:] for rad in t.rader} for t in o.tabeller}
    assert tabeller["Hela överenskommelsen"]["Ersättning"] == (None, 10_307_000)
    assert tabeller["Resultat per uppdrag"][money.uppdrag.namn] == (-5, 1_705_000)
    assert tabeller["Utfall per uppdrag"][money.uppdrag.namn] == (105, None)
    assert tabeller["Resultat per uppdrag"]["Övriga delar"] == (None, 1_296_000)
    summor = {t.rubrik: t.summa.belopp for t in o.tabeller if t.summa}
    assert summor["Resultat per uppdrag"] == (None, -5, 3_001_000)
    assert summor["Utfall per uppdrag"] == (None, 105, None), "a sum with an unknown part is unknown"


def test_a_sum_is_of_the_years_own_rows_and_a_dash_in_it_stands_in_a_row(money):
    """A kommun that was no party one year has no part of its sum; a row with no amount in any year is shown as unknown."""
    for kommun, antal in ((money.berg, 7_133), (money.krokom, 15_329)):
        for dag in (date(2020, 11, 1), date(2021, 11, 1)):
            Folkmangd.objects.create(avtal=money.avtal, organisation=kommun, datum=dag, antal=antal, kalla="SCB")
    fore = money.year.foregaende
    Ersattning.objects.create(verksamhetsar=fore, bas=900, index_procent=0, belopp=900, fordelningsdatum=date(2020, 11, 1))
    money.avtal.parter.filter(organisation=money.krokom).update(fran=money.year.fran)
    Resultatpost.objects.filter(pk=money.post.pk).update(budget=7, utfall=8, belopp=-1)
    tabeller = {t.rubrik: t for t in over_tid(money.avtal).tabeller}
    assert tabeller["Ersättning per kommun"].summa.belopp == (None, 900, 10_307_000)
    budget = tabeller["Ersättning per uppdrag"]
    assert {rad.namn: rad.belopp for rad in budget.rader} == {
        money.uppdrag.namn: (None, 100, 7), "Övriga delar": (None, None, None),
    }  # fmt: skip
    assert budget.summa.belopp == (None, 100, None)


def test_a_year_to_come_and_an_agreement_without_figures_have_no_columns(hus):
    factories.verksamhetsar(hus.avtal, 2099, status="planerat")
    assert over_tid(hus.avtal).years == []
    figures(hus)
    assert [y.beteckning for y in over_tid(hus.avtal).years] == ["2022"]


def test_kommuner_stand_in_swedish_order(hus):
    """Å before Ä before Ö, after all others."""
    for namn, kod, antal in (("Åre", "2321", 12_000), ("Älvdalen", "2039", 7_000), ("Östersund", "2380", 64_000)):
        kommun = factories.organisation(f"{namn} kommun", kortnamn=namn, kod=kod)
        Part.objects.create(avtal=hus.avtal, organisation=kommun)
        Folkmangd.objects.create(avtal=hus.avtal, organisation=kommun, datum=date(2021, 11, 1), antal=antal, kalla="SCB")
    for kommun, antal in ((hus.berg, 7_133), (hus.krokom, 15_329)):
        Folkmangd.objects.create(avtal=hus.avtal, organisation=kommun, datum=date(2021, 11, 1), antal=antal, kalla="SCB")
    figures(hus)
    rader = over_tid(hus.avtal).tabeller[-1].rader
    assert [rad.namn for rad in rader] == ["Berg", "Krokom", "Åre", "Älvdalen", "Östersund"]
    assert sum(rad.belopp[0] for rad in rader) == 10_307_000


def test_page_picture_and_excel(money, as_user):
    client, adress = as_user(money.controller), f"/ekonomi/over-aren/{money.avtal.pk}/"
    html = client.get(adress).content.decode()
    assert "<svg" in html
    assert '<td class="siffra">–</td>' in html
    ark = load_workbook(io.BytesIO(client.get(f"{adress}underlag.xlsx").content)).active
    assert ("Hela överenskommelsen", "Ersättning", None, None, 10_307_000) in list(ark.iter_rows(values_only=True))
    assert ("Resultat per uppdrag", "Summa", None, -5, 3_001_000) in list(ark.iter_rows(values_only=True))
    assert '<tr class="summa"><th scope="row">Summa</th><td class="siffra">–</td>' in html
    for who in (money.kommunchef, money.utomstaende):
        assert as_user(who).get(adress).status_code == as_user(who).get(f"{adress}underlag.xlsx").status_code == 404
