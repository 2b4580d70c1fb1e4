"""Reminders of the year's steps: one letter a day to each who is concerned and not done, never on a red day. A whole year is lived in test_hela_aret.py."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from berattelse import dagligen
from berattelse.granskning.paminnelser import punkt
from berattelse.models import Avsnitt, Dagsbrev, Paminnelseval
from ekonomi.models import Arsresultat
from samverkan.models import Brev, Organisation, Roll
from samverkan.vardagar import ar_vardag
from tests import factories as grund
from tests.berattelse import factories
from tests.enkat import factories as f
from tests.samtidigt import bara_postgresql, tryck
from uppdrag.actions.arssteg import lagg_in_arssteg
from uppdrag.arsplan import CYKLER, MODELLEN, PRAXIS, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(hus):
    lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
    return hus.year


@pytest.fixture
def dag(django_capture_on_commit_callbacks):
    """dag("2023-01-20") runs that day's clock and gives {address: subject} of the letters that went."""

    def kor(nar):
        mail.outbox.clear()
        with time_machine.travel(f"{nar} 07:00 +0100", tick=False), django_capture_on_commit_callbacks(execute=True):
            dagligen.kor()
        assert all(antal == 1 for antal in Counter(m.to[0] for m in mail.outbox).values())
        return {m.to[0]: m.subject for m in mail.outbox}

    return kor


def bara(year, *sorter):
    """Only these steps are part of the year."""
    year.arssteg.exclude(sort__in=sorter).update(ingar=False)


def till(nar, person):
    return nar.get(person.email, "")


class TestOneLetter:
    def test_before_on_and_after_the_last_day_and_not_between(self, hus, year, dag):
        """The controller's last day is Friday 20 January 2023; what is late comes on Mondays."""
        bara(year, "utfallet")
        fick = [n for n in (date(2023, 1, 11) + timedelta(i) for i in range(28)) if till(dag(n), hus.controller)]
        assert fick == [date(2023, 1, 13), date(2023, 1, 20), date(2023, 1, 23), date(2023, 1, 30), date(2023, 2, 6)]

    def test_none_after_it_is_done(self, hus, year, dag):
        bara(year, "utfallet")
        assert till(dag("2023-01-13"), hus.controller) == "Påminnelse: Godkänn utfallet 2022"
        Arsresultat.objects.create(verksamhetsar=year, belopp=1, godkant=datetime(2023, 1, 18, tzinfo=UTC), godkant_av=hus.controller)
        assert dag("2023-01-20") == dag("2023-01-27") == {}

    def test_all_of_a_day_in_one_letter_that_is_kept_with_its_text(self, hus, year, dag):
        bara(year, "faststallt", "signerat", "utfallet")
        assert dag("2023-01-25")[hus.direktor.email] == "Påminnelse: Fastställ 2022 och 1 till"
        text = Brev.objects.get(till=hus.direktor.email).text
        assert "– Fastställ 2022: sista dagen i dag, sista dag är 25 januari 2023." in text
        assert "– Signera 2022: 1 dag kvar" in text
        assert "Godkänn utfallet" not in text
        assert "/berattelse/paminnelser/" in text

    def test_twice_a_day_gives_one(self, hus, year, dag):
        bara(year, "utfallet")
        assert dag("2023-01-20")
        assert dag("2023-01-20") == {}

    def test_three_weeks_without_a_clock_give_one_letter_with_what_is_still_true(self, hus, year, dag):
        bara(year, "utfallet", "faststallt")
        assert till(dag("2023-01-13"), hus.controller)
        assert dag("2023-02-06") == {hus.controller.email: "Sent: Godkänn utfallet 2022", hus.direktor.email: "Sent: Fastställ 2022"}
        assert dag("2023-02-07") == {}

    def test_what_has_been_late_for_a_quarter_is_left_to_the_start_page(self, hus, year, dag):
        bara(year, "utfallet")
        assert dag("2023-06-01") == {}

    def test_none_on_a_red_day_nor_an_eve(self, hus, year, dag):
        bara(year, "utfallet")
        year.arssteg.filter(sort="utfallet").update(sista_dag=date(2023, 1, 4))
        for rod in ("2022-12-24", "2022-12-31", "2023-01-01", "2023-01-06", "2023-01-07"):
            assert dag(rod) == {}
        assert dag("2023-01-09")

    def test_what_the_mail_server_refuses_is_written_anew_with_what_is_true_then(self, hus, year, dag, settings):
        bara(year, "utfallet")
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody answers there
        dag("2023-01-20")
        assert not Dagsbrev.objects.exists()
        assert Brev.objects.get().hinder == "Nästa påminnelse säger vad som gäller då."
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert dag("2023-01-23") == {hus.controller.email: "Sent: Godkänn utfallet 2022"}

    def test_a_run_that_was_broken_off_before_it_sent_is_made_good_the_next_day(self, hus, year, dag):
        bara(year, "utfallet")
        Dagsbrev.objects.create(till=hus.controller.email, dag=date(2023, 1, 20), steg=[year.arssteg.get(sort="utfallet").pk])
        assert dag("2023-01-20") == {}
        assert dag("2023-01-23")


class TestWhom:
    def test_the_samordnare_with_a_section_left_and_nobody_else(self, hus, year, dag):
        bara(year, "skrivet")
        kollega = grund.user("Kollega", roll=Roll.SAMORDNARE, organisation=hus.region)
        annat = grund.uppdrag(hus.avtal, "Annat")
        annat.samordnare.create(user=kollega, fran=grund.BORJAN)
        factories.avsnitt(hus)
        factories.avsnitt(hus, uppdrag=annat, status="klar")
        assert list(dag("2023-01-13")) == [hus.samordnare.email]
        Avsnitt.objects.update(status="klar")
        assert dag("2023-01-20") == {}

    def test_an_uppdrag_without_samordnare_is_the_processledares(self, hus, year, dag):
        bara(year, "skrivet")
        factories.avsnitt(hus)
        hus.uppdrag.samordnare.all().delete()
        assert list(dag("2023-01-13")) == [hus.processledare.email]

    def test_a_kommun_without_kommunchef_is_reached_by_its_mailbox(self, hus, year, dag):
        bara(year, "varderat")
        Organisation.objects.filter(pk=hus.krokom.pk).update(funktionsbrevlada="kommun@krokom.test")
        fick = dag("2023-02-06")
        assert set(fick) == {hus.kommunchef.email, "kommun@krokom.test"}
        texter = {b.till: b.text for b in Brev.objects.all()}
        assert "inget värde är föreslaget" not in texter[hus.kommunchef.email]
        assert "Hur ofta du påminns" not in texter["kommun@krokom.test"]

    def test_a_role_nobody_holds_is_the_processledares(self, hus, year, dag):
        bara(year, "utfallet")
        hus.controller.rolltilldelningar.update(till=date(2022, 12, 31))
        assert list(dag("2023-01-20")) == [hus.processledare.email]

    def test_who_has_left_gets_nothing(self, hus, year, dag):
        bara(year, "utfallet")
        type(hus.controller).objects.filter(pk=hus.controller.pk).update(is_active=False)
        assert hus.controller.email not in dag("2023-01-20")

    def test_the_questionnaire_reminds_by_itself(self, hus, year, dag):
        bara(year, "bedomt")
        assert list(dag("2023-02-03")) == [hus.processledare.email]  # no round: it is she who makes one
        f.deltagare(f.omgang(hus, "kommunernas", oppnar=date(2023, 1, 10), sista_dag=date(2023, 2, 14)), hus.berg)
        assert dag("2023-02-10") == dag("2023-02-14") == {}

    def test_what_no_row_can_tell_is_reminded_of_until_its_day_and_never_after(self, hus, year, dag):
        bara(year, "beslutat")
        type(hus.avtal).objects.update(berattelse_organ="")
        assert dag("2023-02-08") == {hus.processledare.email: "Påminnelse: Rådets beslut 2022"}
        assert dag("2023-02-15") == dag("2023-02-22") == {}

    def test_nothing_of_another_agreement_and_nothing_left_out(self, hus, year, dag):
        bara(year)
        assert dag("2023-01-20") == {}
        year.arssteg.update(ingar=True)
        assert hus.utomstaende.email not in dag("2023-01-23")


class TestChoice:
    def test_earlier_and_only_once_while_late(self, hus, year, dag):
        bara(year, "utfallet")
        Paminnelseval.objects.create(user=hus.controller, dagar_fore=3, varje_vecka=False)
        fick = [n for n in (date(2023, 1, 11) + timedelta(i) for i in range(28)) if dag(n)]
        assert fick == [date(2023, 1, 17), date(2023, 1, 20), date(2023, 1, 23)]

    def test_is_made_on_a_page(self, hus, as_user):
        client, url = as_user(hus.controller), reverse("berattelse:paminnelser")
        assert client.post(url, {"dagar_fore": "14"}).url == reverse("start")
        assert Paminnelseval.objects.values_list("user", "dagar_fore", "varje_vecka").get() == (hus.controller.pk, 14, False)
        assert "Dina val är sparade" in client.get(reverse("start")).content.decode()
        version = client.get(url).context["form"]["version"].value()
        client.post(url, {"dagar_fore": "5", "varje_vecka": "on", "version": version})
        assert Paminnelseval.objects.get().dagar_fore == 5

    @pytest.mark.parametrize("dagar", ["0", "31", "-1", ""])
    def test_cannot_turn_off_what_comes_before(self, hus, as_user, dagar):
        page = as_user(hus.controller).post(reverse("berattelse:paminnelser"), {"dagar_fore": dagar})
        assert "dagar_fore" in page.context["form"].errors
        assert not Paminnelseval.objects.exists()

    def test_is_nobody_elses(self, hus, as_user, client):
        Paminnelseval.objects.create(user=hus.controller, dagar_fore=3)
        assert as_user(hus.direktor).get(reverse("berattelse:paminnelser")).context["form"]["dagar_fore"].value() == 7
        client.logout()
        assert client.get(reverse("berattelse:paminnelser")).status_code == 302


@bara_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_sends(hus):
    lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
    bara(hus.year, "utfallet")
    with time_machine.travel("2023-01-20 07:00 +0100", tick=False):
        svar = tryck(*[dagligen.kor] * 2)
    assert sorted(map(len, svar)) == [0, 1]
    assert Dagsbrev.objects.count() == len(mail.outbox) == 1


# How long after its day the simulated people do each step; None: on time.
SENA = {"utfallet": 9, "beslutat": 16}


@pytest.mark.parametrize("mall", CYKLER)
def test_a_year_day_by_day(mall):
    """Pure: every step of both cycles, most done in time, two late; on each day what is due by the rule."""
    slut = date(2022, 9, 30) if mall == MODELLEN else date(2022, 12, 31)
    stegen = [s for s in plan(mall, slut) if s.ingar]
    klart = {s.sort: s.sista_dag + timedelta(SENA.get(s.sort, -1)) for s in stegen}
    sist, brev = {}, Counter()
    for n in range(800):
        idag = min(s.fran for s in stegen) + timedelta(n)
        if not ar_vardag(idag):
            continue
        for s in stegen:
            nar = punkt(s.fran, s.sista_dag, idag, Paminnelseval()) if s.fran <= idag < klart[s.sort] else None
            if nar and sist.get(s.sort, date.min) < nar:
                sist[s.sort] = idag
                brev[s.sort] += 1
                assert idag < klart[s.sort]
    assert set(brev) == {s.sort for s in stegen if (s.sista_dag - s.fran).days > 1 or s.sort in SENA}
    assert brev["utfallet"] == (2 if mall == MODELLEN else 3)  # before, where it has begun by then; on; a week late
    assert brev["beslutat"] == 4
    assert all(antal == 1 for sort, antal in brev.items() if sort not in SENA)
