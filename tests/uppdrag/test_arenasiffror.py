"""The arenas in figures: the numbers of the report's closing table year by year, and attendance, where what nobody registered is no zero."""

from datetime import date
from io import BytesIO

import pytest
from lxml import html
from openpyxl import load_workbook

from tests import factories
from tests.berattelse.queries import antal_fragor
from uppdrag.arenasiffror import Arenasiffror
from uppdrag.arsregister import Arsregister
from uppdrag.models import AntalUtanDatum, Arenaar, Arenamedlem, Narvaro

HOGST = 15


@pytest.fixture
def aren(hus):
    """BUZ met twice in 2021 and once in 2022 with one cancelled, of three planned; Rådet is known by number alone, Tyst not at all."""
    hus.forra = factories.verksamhetsar(hus.avtal, 2021, status="locked")
    hus.radet, hus.tyst = factories.arena(hus.avtal, "Rådet"), factories.arena(hus.avtal, "Tyst")
    Arenaar.objects.create(arena=hus.arena, verksamhetsar=hus.year, planerat=3)
    hus.moten = [factories.mote(hus.arena, date(2021, n, 1)) for n in (2, 3)] + [factories.mote(hus.arena, date(2022, 4, 1))]
    factories.mote(hus.arena, date(2022, 5, 1), status="installt")
    factories.mote(hus.arena, date(2022, 6, 1), sort="utbildning")
    AntalUtanDatum.objects.create(arena=hus.radet, verksamhetsar=hus.year, antal=4, kalla="Protokoll")
    return hus


def var_med(mote, *organisationer):
    Narvaro.objects.bulk_create([Narvaro(tillfalle=mote, organisation=o) for o in organisationer])


def tabellen(sida, rubrik):
    """{first cell: the others} of the table under a heading."""
    (sektion,) = [s for s in html.fromstring(sida).iter("section") if rubrik in [h.text for h in s.xpath("./h2|./h3")]]
    celler = [[c.text_content().strip() for c in rad.xpath("./th|./td")] for rad in sektion.xpath(".//tr")]
    return {rad[0]: rad[1:] for rad in celler}


def sidan(client, hus):
    return client.get(f"/arenor/siffror/{hus.avtal.pk}/").content.decode()


def test_the_page_says_what_the_closing_table_says_of_each_year(aren, as_user):
    sida = sidan(as_user(aren.kommunchef), aren)
    assert tabellen(sida, "Hållna möten") == {
        "Arena": ["2021", "2022"], "BUZ": ["2", "1"], "Rådet": ["–", "4"], "Tyst": ["–", "–"], "Sammanlagt": ["2", "5"],
    }  # fmt: skip
    assert tabellen(sida, "Planerade möten") == {
        "Arena": ["2021", "2022"], "BUZ": ["–", "3"], "Rådet": ["–", "–"], "Tyst": ["–", "–"], "Sammanlagt": ["–", "–"],
    }  # fmt: skip
    assert tabellen(sida, "Inställda möten")["BUZ"] == ["0", "1"]
    assert tabellen(sida, "Inställda möten")["Rådet"] == ["–", "–"]  # by number alone: nobody knows whether any was cancelled
    assert "2021 1 av 3 arenor, 2022 2 av 3 arenor" in sida
    assert "<desc>2021: 2 (1 av 3 arenor); 2022: 5 (2 av 3 arenor).</desc>" in sida
    for year, n in ((aren.forra, 0), (aren.year, 1)):
        summa = Arsregister(year).tabell().summa
        assert [t.summa[n] for t in Arenasiffror(aren.avtal).tabeller] == [summa.hallna, summa.planerat, summa.installda]


def test_many_years_read_together_say_what_each_says_alone(aren):
    siffror = Arenasiffror(aren.avtal)
    for year in (aren.forra, aren.year):
        ensam = Arsregister(year)
        assert siffror.register(year).tabell() == ensam.tabell()
        assert siffror.register(year).rader() == ensam.rader()


def test_a_year_of_which_nothing_is_known_is_no_column(aren, as_user):
    factories.verksamhetsar(aren.avtal, 2023)
    assert tabellen(sidan(as_user(aren.processledare), aren), "Hållna möten")["Arena"] == ["2021", "2022"]


def test_attendance_is_of_the_meetings_where_it_is_noted(aren, as_user):
    Arenamedlem.objects.create(arena=aren.arena, organisation=aren.berg)
    Arenamedlem.objects.create(arena=aren.arena, organisation=aren.krokom, fran=date(2022, 1, 1))
    var_med(aren.moten[0], aren.berg, aren.region)
    var_med(aren.moten[2], aren.krokom)
    sida = sidan(as_user(aren.kommunchef), aren)
    assert tabellen(sida, "Kommunernas närvaro") == {"Kommun": ["2021", "2022"], "Berg": ["1 av 1", "0 av 1"], "Krokom": ["–", "1 av 1"]}
    assert "2021 är närvaron antecknad vid 1 av 2 hållna möten. 2022 är närvaron antecknad vid 1 av 5 hållna möten." in sida
    assert "<desc>Berg: 0 % (0 av 1); Krokom: 100 % (1 av 1).</desc>" in sida


def test_without_members_the_parties_were_to_be_there(aren):
    var_med(aren.moten[0], aren.berg)
    assert [(r.namn, [str(a) for a in r.antecknat]) for r in Arenasiffror(aren.avtal).narvaro] == [
        ("Berg", ["1 av 1", "None"]), ("Krokom", ["0 av 1", "None"]),
    ]  # fmt: skip


def test_what_nobody_noted_is_said_to_be_unknown(aren, as_user):
    sida = sidan(as_user(aren.kommunchef), aren)
    assert "det är inte känt vilka kommuner som var med" in sida
    assert "0 av" not in sida


def test_where_only_others_are_noted_the_kommuner_are_unknown(aren):
    """As in a kommun's own edition of the report."""
    var_med(aren.moten[0], aren.region)
    assert Arenasiffror(aren.avtal).narvaro == []
    assert Arenasiffror(aren.avtal).omfattning[0] == (aren.forra, 0, 2)


def test_what_was_cancelled_or_is_a_training_is_no_attendance(aren):
    installt, utbildning = aren.arena.tillfallen.get(status="installt"), aren.arena.tillfallen.get(sort="utbildning")
    var_med(installt, aren.berg)
    var_med(utbildning, aren.berg)
    assert Arenasiffror(aren.avtal).narvaro == []


def test_excel_has_the_numbers_of_the_page_and_foots(aren, as_user):
    var_med(aren.moten[0], aren.berg)
    response = as_user(aren.lasare).get(f"/arenor/siffror/{aren.avtal.pk}/siffror.xlsx")
    bok = load_workbook(BytesIO(response.content))
    moten = [rad for rad in bok["Möten"].iter_rows(values_only=True) if rad[0] == "Hållna möten"]
    assert moten[-1] == ("Hållna möten", "Sammanlagt", 2, 5)
    assert [sum(rad[n] or 0 for rad in moten[:-1]) for n in (2, 3)] == [2, 5]
    assert list(bok["Närvaro"].iter_rows(values_only=True))[1:] == [("Berg", 1, 1, None, None), ("Krokom", 0, 1, None, None)]


def test_the_arenas_own_page_has_its_years(aren, as_user):
    var_med(aren.moten[0], aren.berg)
    client = as_user(aren.kommunchef)
    sida = client.get(aren.arena.get_absolute_url()).content.decode()
    assert {"2021": ["–", "2", "0"], "2022": ["3", "1", "1"]}.items() <= tabellen(sida, "Över åren").items()
    assert "<desc>2021: 2; 2022: 1.</desc>" in sida
    assert "2021 är närvaron antecknad vid 1 av 2 hållna möten. 2022 är närvaron antecknad vid 0 av 1 hållna möten." in sida
    assert "Inget är känt om arenans möten" in client.get(aren.tyst.get_absolute_url()).content.decode()


@pytest.mark.parametrize("sida", ["", "siffror.xlsx"])
def test_another_agreements_people_see_nothing_of_it(aren, as_user, sida):
    assert as_user(aren.utomstaende).get(f"/arenor/siffror/{aren.avtal.pk}/{sida}").status_code == 404
    assert as_user(aren.roll_los).get(f"/arenor/siffror/{aren.avtal.pk}/{sida}").status_code == 404


def test_without_meetings_the_page_says_where_they_are_registered(hus, as_user):
    assert "Inga möten är registrerade ännu" in sidan(as_user(hus.kommunchef), hus)


def test_many_arenas_and_years_are_as_few_questions(aren, as_user):
    client, sida = as_user(aren.kommunchef), f"/arenor/siffror/{aren.avtal.pk}/"
    antal = antal_fragor(client, sida)
    for year in (2018, 2019, 2020):
        factories.verksamhetsar(aren.avtal, year)
        for _ in range(3):
            arena = factories.arena(aren.avtal, under=[aren.uppdrag])
            Arenamedlem.objects.create(arena=arena, organisation=aren.berg)
            var_med(factories.mote(arena, date(year, 1, 1)), aren.berg)
    assert antal_fragor(client, sida) == antal <= HOGST
