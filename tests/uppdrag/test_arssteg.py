"""The steps of a year: worked out from two cycles, off red days; changed on one page; copied to the next year."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from samverkan.vardagar import ar_vardag
from tests import factories
from tests.formular import skicka
from uppdrag.actions.arssteg import lagg_in_arssteg
from uppdrag.arsplan import CYKLER, MODELLEN, PRAXIS, UTAN, oordning, plan, plan_efter
from uppdrag.models import Arssteg, Stegagare, Stegsort


def efter_namn(stegen):
    return {s.sort: s for s in stegen}


def test_the_model_of_2015_by_the_calendar():
    """The year October 2021 to September 2022: report in the first week of October, questions in October, joint value in November."""
    steg = efter_namn(plan(MODELLEN, date(2022, 9, 30)))
    dagar = {sort: s.sista_dag for sort, s in steg.items() if s.ingar}
    assert dagar["overlamnat"] == date(2022, 10, 7)
    assert dagar["besvarat"] == date(2022, 10, 31)
    assert dagar["sammanstallt"] == date(2022, 11, 7)
    assert dagar["varderat"] == date(2022, 11, 30)
    assert dagar["beslutat"] == date(2022, 12, 15)
    assert dagar["planerat"] == date(2021, 10, 29)  # the 31st is a Sunday
    assert not steg["rapporterat"].ingar


def test_the_practice_of_2020_to_2022_by_the_calendar():
    steg = efter_namn(plan(PRAXIS, date(2022, 12, 31)))
    assert {s: steg[s].sista_dag for s in ("signerat", "beslutat", "rapporterat")} == {
        "signerat": date(2023, 1, 26), "beslutat": date(2023, 2, 8), "rapporterat": date(2023, 5, 23),
    }  # fmt: skip
    assert [s for s in steg if not steg[s].ingar] == ["besvarat", "sammanstallt", "traffat"]


@pytest.mark.parametrize("mall", CYKLER)
def test_no_day_of_either_cycle_is_red_in_any_year_and_they_come_in_order(mall):
    for year in range(2020, 2046):
        stegen = plan(mall, date(year, 9, 30) if mall == MODELLEN else date(year, 12, 31))
        dagar = [dag for s in stegen for dag in (s.fran, s.sista_dag) if dag]
        assert all(map(ar_vardag, dagar))
        assert all(s.fran <= s.sista_dag for s in stegen if s.ingar)
        assert not oordning(stegen)


def test_last_days_on_eves_and_red_days_go_earlier():
    """Nyårsafton 2024 is a Tuesday: the 30th. Midsommarafton 2026 is Friday 19 June; Trettondagen never holds a first day."""
    assert efter_namn(plan(PRAXIS, date(2023, 12, 31)))["rekommenderat"].sista_dag == date(2024, 12, 30)
    forra = [Arssteg(sort="beslutat", vem="processledare", fran=date(2025, 1, 7), sista_dag=date(2025, 6, 19))]
    (flyttat,) = plan_efter(forra, date(2024, 12, 31), date(2025, 12, 31))
    assert (flyttat.fran, flyttat.sista_dag) == (date(2026, 1, 7), date(2026, 6, 18))


def test_every_step_is_in_both_cycles_in_order_and_says_what_leaving_it_out_means():
    for mall in CYKLER.values():
        assert [rad[0] for rad in mall] == Stegsort.values
        assert {rad[1] for rad in mall} <= set(Stegagare.values)
    assert set(UTAN) == set(Stegsort.values)


def address(year, namn="arssteg_edit"):
    return reverse(f"uppdrag:{namn}", args=[year.pk])


def falt(client, year):
    """What the page would post unchanged."""
    form = client.get(address(year)).context["form"]
    data = {"version": form["version"].value()}
    for rad in form.rader:
        for namn in rad.fields:
            value = rad[namn].value()
            if value not in (None, False):
                data[rad.add_prefix(namn)] = "on" if value is True else str(value)
    return data


@pytest.fixture
def year(hus):
    lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
    return hus.year


class TestThePage:
    def test_the_processledare_puts_in_a_cycle_and_changes_a_day(self, hus, as_user):
        client = as_user(hus.processledare)
        assert client.get(address(hus.year)).url == address(hus.year, "arssteg_create")
        client.post(address(hus.year, "arssteg_create"), {"mall": MODELLEN})
        assert hus.year.arssteg.count() == len(Stegsort)
        data = falt(client, hus.year) | {"steg-beslutat-sista_dag": "2023-02-06", "steg-beslutat-fran": "2023-01-30"}
        del data["steg-besvarat-ingar"]
        assert client.post(address(hus.year), data).status_code == 302
        assert hus.year.arssteg.get(sort="beslutat").sista_dag == date(2023, 2, 6)
        assert not hus.year.arssteg.get(sort="besvarat").ingar

    @pytest.mark.parametrize(
        ("dag", "text"),
        [
            ("2023-01-06", "Dagen är en röd dag eller en helgafton. Vardagen före är 5 januari."),
            ("2023-01-28", "Dagen är en lördag. Vardagen före är 27 januari."),
            ("2022-06-24", "Vardagen före är 23 juni."),
            ("2022-01-03", "Sista dagen kan inte ligga före dagen då steget börjar."),
        ],
    )
    def test_a_day_that_cannot_be_is_told_at_its_field_and_nothing_is_saved(self, hus, year, as_user, dag, text):
        client = as_user(hus.processledare)
        data = falt(client, year) | {"steg-signerat-sista_dag": dag, "steg-skrivet-sista_dag": "2023-01-12"}
        page = client.post(address(year), data)
        assert text in page.content.decode()
        assert 'value="2023-01-12"' in page.content.decode()
        assert year.arssteg.get(sort="skrivet").sista_dag == date(2023, 1, 13)

    def test_what_another_saved_meanwhile_is_not_written_over(self, hus, year, as_user):
        client = as_user(hus.processledare)
        data = falt(client, year)
        year.arssteg.filter(sort="signerat").update(sista_dag=date(2023, 1, 25))
        assert client.post(address(year), data | {"steg-beslutat-sista_dag": "2023-02-07"}).status_code == 409
        assert year.arssteg.get(sort="beslutat").sista_dag == date(2023, 2, 8)

    def test_days_out_of_order_are_told_and_not_refused(self, hus, year, as_user):
        client = as_user(hus.processledare)
        client.post(address(year), falt(client, year) | {"steg-beslutat-sista_dag": "2023-02-02", "steg-beslutat-fran": ""})
        assert "Rådets beslut den 2023-02-02 ligger före Gemensam värdering den 2023-02-06" in client.get(address(year)).content.decode()

    def test_a_locked_year_is_planned_still_and_an_archived_one_not(self, hus, year, as_user):
        for status, svar in (("locked", 200), ("arkiverat", 403)):
            type(year).objects.update(status=status)
            assert as_user(hus.processledare).get(address(year)).status_code == svar

    @pytest.mark.parametrize(
        ("who", "status"),
        [
            ("samordnare", 403),
            ("controller", 403),
            ("direktor", 403),
            ("kommunchef", 403),
            ("lasare", 403),
            ("utomstaende", 404),
            ("roll_los", 404),
        ],
    )
    def test_refused(self, hus, year, as_user, who, status):
        client = as_user(getattr(hus, who))
        assert client.get(address(year)).status_code == status
        assert client.post(address(year), {}).status_code == status
        assert client.post(address(year, "arssteg_create"), {"mall": PRAXIS}).status_code == status

    def test_steps_are_put_in_once(self, hus, year, as_user):
        page = as_user(hus.processledare).post(address(year, "arssteg_create"), {"mall": PRAXIS}).content.decode()
        assert "redan inlagda" in page
        assert year.arssteg.count() == len(Stegsort)


def test_a_new_year_has_the_steps_of_the_former_moved_off_red_days(hus, year, as_user):
    year.arssteg.filter(sort="traffat").update(ingar=True, fran=date(2023, 1, 9), sista_dag=date(2023, 1, 27))
    year.arssteg.filter(sort="rapporterat").update(ingar=False)
    url = reverse("berattelse:year_create", args=[hus.avtal.pk])
    as_user(hus.processledare).post(url, {"beteckning": "2023", "fran": "2023-01-01", "till": "2023-12-31", "rubriker": "", "oppna": "on"})
    nya = efter_namn(Arssteg.objects.filter(verksamhetsar__beteckning="2023"))
    assert (nya["traffat"].ingar, nya["traffat"].sista_dag) == (True, date(2024, 1, 26))  # the 27th is a Saturday
    assert not nya["rapporterat"].ingar
    assert nya["signerat"].sista_dag == date(2024, 1, 26)


def test_the_days_the_year_itself_says_are_its_steps(hus):
    type(hus.year).objects.update(undertecknas=date(2023, 1, 24), overlamnas=date(2023, 2, 4))
    lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
    dagar = dict(hus.year.arssteg.values_list("sort", "sista_dag"))
    assert (dagar["signerat"], dagar["overlamnat"]) == (date(2023, 1, 24), date(2023, 2, 3))  # the 4th is a Saturday


@pytest.fixture
def i_augusti():
    with time_machine.travel("2022-08-15 09:00 +0200", tick=False):
        yield


class TestTheYearMoves:
    """2022 becomes October 2021 to September 2022: what has not begun, and nobody has moved, goes three months earlier."""

    def spara(self, hus, as_user, **data):
        client = as_user(hus.processledare)
        falt = {"beteckning": "2022", "fran": "2022-01-01", "till": "2022-12-31"} | data
        return skicka(client, reverse("uppdrag:year_edit", args=[hus.year.pk]), falt, follow=True).content.decode()

    def test_its_steps_follow_but_not_those_begun_or_moved_by_hand(self, hus, as_user, i_augusti):
        lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
        hus.year.arssteg.filter(sort="beslutat").update(sista_dag=date(2023, 2, 15))
        sidan = self.spara(hus, as_user, fran="2021-10-01", till="2022-09-30")
        dagar = dict(hus.year.arssteg.values_list("sort", "sista_dag"))
        assert (dagar["signerat"], dagar["rapporterat"]) == (date(2022, 10, 26), date(2023, 2, 23))
        assert (dagar["planerat"], dagar["beslutat"]) == (date(2022, 1, 31), date(2023, 2, 15)), "begun; moved by hand"
        assert "Elva av årets steg fick nya dagar. Två steg står kvar på sina dagar." in " ".join(sidan.split())
        assert all(ar_vardag(dag) for dag in dagar.values() if dag)

    def test_the_days_it_says_itself_are_followed(self, hus, as_user, i_augusti):
        lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
        assert "Ett av årets steg fick nya dagar." in self.spara(hus, as_user, undertecknas="2023-01-24")
        assert hus.year.arssteg.get(sort="signerat").sista_dag == date(2023, 1, 24)

    def test_they_follow_as_the_year_before_had_them(self, hus, as_user, i_augusti):
        forra = factories.verksamhetsar(hus.avtal, 2021)
        lagg_in_arssteg(forra, PRAXIS, by=hus.processledare)
        forra.arssteg.filter(sort="beslutat").update(sista_dag=date(2022, 2, 16))
        lagg_in_arssteg(hus.year, by=hus.processledare)
        self.spara(hus, as_user, till="2022-10-31")
        assert hus.year.arssteg.get(sort="beslutat").sista_dag == date(2022, 12, 16)

    def test_nothing_moves_when_no_day_of_the_year_has(self, hus, as_user, i_augusti):
        lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
        assert "År 2022 är ändrat." in (sidan := self.spara(hus, as_user, ort="Östersund"))
        assert "steg" not in sidan.split("År 2022 är ändrat.")[1].split("</")[0]


def test_the_first_year_has_the_steps_of_the_cycle_its_period_goes_with(hus, as_user):
    hus.year.delete()
    url = reverse("berattelse:year_create", args=[hus.avtal.pk])
    as_user(hus.processledare).post(url, {"beteckning": "2022", "fran": "2021-10-01", "till": "2022-09-30", "rubriker": ""})
    assert Arssteg.objects.get(sort="overlamnat").sista_dag == date(2022, 10, 7)


def test_a_year_made_by_mistake_goes_with_its_steps(hus, year, as_user):
    ny = factories.verksamhetsar(hus.avtal, 2023)
    lagg_in_arssteg(ny, by=hus.processledare)
    client, url = as_user(hus.processledare), reverse("berattelse:year_ta_bort", args=[ny.pk])
    client.post(url, {"version": client.get(url).context["version"]})
    assert not Arssteg.objects.filter(verksamhetsar=ny.pk).exists()
    assert year.arssteg.exists()
