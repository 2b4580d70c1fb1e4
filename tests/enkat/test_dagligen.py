"""What the clock does: opens, reminds and closes, once each, and never reminds on a red day."""

from datetime import date

import pytest
import time_machine
from django.core import mail

from enkat import dagligen
from enkat.models import Deltagare, Omgang
from samverkan.vardagar import ar_vardag, senaste_vardag
from tests.formular import skicka


def test_what_is_due_is_done_once(hus, planerad, django_capture_on_commit_callbacks):
    """Monday 3 June to Friday 28 June 2024; the reminder seven days before falls on midsommarafton and goes on the Thursday."""
    Omgang.objects.update(oppnar=date(2024, 6, 3), sista_dag=date(2024, 6, 28), paminn_dagar=[7])

    def dag(dag):
        with time_machine.travel(f"{dag} 08:00 +0200", tick=False), django_capture_on_commit_callbacks(execute=True):
            return dagligen.kor()

    assert dag("2024-06-02") == []
    assert dag("2024-06-03") == [f"{planerad} är öppnad."]
    assert dag("2024-06-03") == []
    assert dag("2024-06-19") == []
    assert dag("2024-06-20") == [f"{planerad}: påminnelse till 1."]
    assert dag("2024-06-20") == dag("2024-06-21") == dag("2024-06-24") == []
    assert len(mail.outbox) == 2
    assert dag("2024-06-28") == []
    assert dag("2024-06-29") == [f"{planerad} är stängd."]
    assert dag("2024-06-29") == []


def test_nothing_goes_on_a_sunday_and_no_reminders_two_days_in_a_row_after_an_outage(hus, planerad, django_capture_on_commit_callbacks):
    """Opens on Sunday 2 June: the letters go on Monday. Reminders are planned for the 20th and the 27th; the clock stood 19 to 25 June."""
    Omgang.objects.update(oppnar=date(2024, 6, 2), sista_dag=date(2024, 6, 28), paminn_dagar=[8, 1])

    def dag(dag):
        with time_machine.travel(f"{dag} 08:00 +0200", tick=False), django_capture_on_commit_callbacks(execute=True):
            return dagligen.kor()

    assert dag("2024-06-02") == []
    assert dag("2024-06-03") == [f"{planerad} är öppnad."]
    assert dag("2024-06-26") == []
    assert dag("2024-06-27") == [f"{planerad}: påminnelse till 1."]
    assert len(mail.outbox) == 2


def test_a_letter_that_could_not_be_sent_is_tried_again_until_it_is(hus, planerad, settings, django_capture_on_commit_callbacks):
    Omgang.objects.update(oppnar=date(2024, 6, 3), sista_dag=date(2024, 6, 28), paminn_dagar=[])
    till = Deltagare.objects.tillfragade().get()

    def dag(dag):
        with time_machine.travel(f"{dag} 08:00 +0200", tick=False), django_capture_on_commit_callbacks(execute=True):
            return dagligen.kor()

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody answers there
    assert dag("2024-06-03") == [f"{planerad} är öppnad."]
    assert till.utskick.get().misslyckades
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert dag("2024-06-04") == [f"{planerad}: 1 brev som inte hade kunnat skickas."]
    assert dag("2024-06-05") == []
    assert len(mail.outbox) == 1
    assert till.utskick.first().fel == ""


@pytest.mark.parametrize(
    ("dag", "vardag"),
    [
        (date(2024, 6, 21), False), (date(2024, 12, 24), False), (date(2024, 12, 31), False), (date(2024, 6, 6), False),
        (date(2024, 11, 2), False), (date(2024, 11, 3), False), (date(2024, 5, 9), False), (date(2024, 5, 10), True), (date(2024, 6, 20), True),
    ],
)  # fmt: skip
def test_red_days_and_eves(dag, vardag):
    assert ar_vardag(dag) is vardag


def test_a_reminder_on_a_red_day_goes_earlier():
    assert senaste_vardag(date(2024, 12, 26)) == date(2024, 12, 23)
    assert senaste_vardag(date(2024, 6, 22)) == date(2024, 6, 20)


@pytest.mark.parametrize(
    ("dag", "varfor"),
    [
        ("2030-06-12", ""), ("2030-06-15", "är en lördag"), ("2030-06-16", "är en söndag"), ("2030-12-27", "ligger vid jul och nyår"),
        ("2030-01-04", "ligger vid jul och nyår"), ("2030-05-01", "är en röd dag eller en helgafton"), ("2030-06-21", "är en röd dag eller en helgafton"),
    ],
)  # fmt: skip
def test_a_last_day_when_few_are_at_work_is_warned_of_before_it_opens(as_user, hus, planerad, dag, varfor):
    Omgang.objects.update(oppnar=date(2029, 12, 1), sista_dag=date.fromisoformat(dag))
    client = as_user(hus.processledare)
    for sida in ("", "oppna/"):
        page = client.get(f"/enkat/omgangar/{planerad.pk}/{sida}").content.decode()
        assert ("Välj gärna en vanlig vardag" in page) == bool(varfor)
        assert f", {varfor}. Välj" in page or not varfor


@pytest.mark.parametrize(("dag", "varnar"), [("2030-06-12", False), ("2030-06-16", True), ("2030-12-27", True)])
def test_a_later_last_day_when_few_are_at_work_is_warned_of_too(as_user, hus, planerad, dag, varnar):
    client, buz = as_user(hus.processledare), Deltagare.objects.tillfragade().get()
    Omgang.objects.update(status="oppen")
    skicka(client, f"/enkat/omgangar/{planerad.pk}/forlang/", {"sista_dag": dag, "skal": "Fler behöver tid"})
    assert ("Välj gärna en vanlig vardag" in client.get(f"/enkat/omgangar/{planerad.pk}/").content.decode()) == varnar
    Omgang.objects.update(status="stangd")
    skicka(client, f"/enkat/deltagare/{buz.pk}/oppna-igen/", {"oppen_till": dag, "skal": "Sjuk"})
    assert ("Välj gärna en vanlig vardag" in client.get(f"/enkat/omgangar/{planerad.pk}/").content.decode()) == varnar
    assert Deltagare.objects.get(pk=buz.pk).oppen_till == date.fromisoformat(dag)
