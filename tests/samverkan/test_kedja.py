"""The chain of the log: whole when nothing has been touched, and broken by every touch; two writers at once never fork it."""

import json
import threading
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction

from samverkan import dagligen
from samverkan.databas import append_only_sql, lift_append_only_sql
from samverkan.door import log
from samverkan.models import Handelse, Kedjelank, User
from samverkan.sparet import kedja

TABELLER = ("samverkan_handelse", "samverkan_kedjelank")


@pytest.fixture
def fem(hus):
    """Five events, each with its link."""
    for n in range(5):
        log(hus.avtal, "provade", by=hus.processledare, text=f"Händelse {n}", nummer=n)
    assert kedja.lanka() == 5


@contextmanager
def som_agare():
    """What an owner of the tables can do: switch the refusal off, and on again."""
    with connection.cursor() as cursor:
        for tabell in TABELLER:
            for sats in lift_append_only_sql(connection.vendor, tabell):
                cursor.execute(sats)
        yield cursor
        for tabell in TABELLER:
            for sats in append_only_sql(connection.vendor, tabell):
                cursor.execute(sats)


def brott():
    return list(kedja.brott(kedja.lankar()))


def test_an_untouched_log_is_whole(fem, capsys):
    assert brott() == []
    call_command("prova_loggen")
    assert "Loggen är hel." in capsys.readouterr().out


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE samverkan_handelse SET text = 'Annat' WHERE text = 'Händelse 2'",
        "UPDATE samverkan_handelse SET vem = 'Någon annan' WHERE text = 'Händelse 2'",
        "UPDATE samverkan_handelse SET detaljer = '{\"nummer\": 7}' WHERE text = 'Händelse 2'",
        "UPDATE samverkan_handelse SET tid = '2020-01-01 00:00:00+00' WHERE text = 'Händelse 2'",
        "UPDATE samverkan_kedjelank SET hash = 'x' WHERE nummer = 3",
        "DELETE FROM samverkan_kedjelank WHERE nummer = 3",
        "UPDATE samverkan_kedjelank SET nummer = 9 WHERE nummer = 5",
    ],
)
def test_every_touch_by_an_owner_breaks_it(fem, sql, capsys):
    with som_agare() as cursor:
        cursor.execute(sql)
    assert brott() != []
    with pytest.raises(SystemExit):
        call_command("prova_loggen")
    assert "Länk" in capsys.readouterr().out


def test_a_change_with_its_own_link_mended_breaks_the_next(fem):
    """Whoever changes an event and works its hash out anew has to do so with every later link."""
    lank = Kedjelank.objects.select_related("handelse").get(nummer=3)
    forra = Kedjelank.objects.get(nummer=2)
    lank.handelse.text = "Annat"
    ny = kedja.lankens_hash(forra.hash, 3, kedja.innehall(lank.handelse))
    with som_agare() as cursor:
        cursor.execute("UPDATE samverkan_handelse SET text = 'Annat' WHERE id = %s", [lank.handelse_id])
        cursor.execute("UPDATE samverkan_kedjelank SET hash = %s WHERE nummer = 3", [ny])
    assert [text.split(" stämmer")[0] for text in brott()] == ["Länk 4"]


def test_a_log_rewritten_or_cut_is_told_by_the_export_kept_elsewhere(fem, tmp_path, capsys):
    ut = tmp_path / "loggen.jsonl"
    call_command("exportera_loggen", ut=ut)
    assert "Till och med länk 5." in capsys.readouterr().out
    assert [json.loads(rad)["nummer"] for rad in ut.read_text().splitlines()] == [1, 2, 3, 4, 5]
    call_command("prova_loggen", mot=ut)
    with som_agare() as cursor:  # the newest is cut off, and the chain is as whole as it was
        cursor.execute("DELETE FROM samverkan_kedjelank WHERE nummer = 5")
        cursor.execute("DELETE FROM samverkan_handelse WHERE text = 'Händelse 4'")
    assert brott() == []
    with pytest.raises(SystemExit):
        call_command("prova_loggen", mot=ut)
    assert "Länk 5 finns i exporten men inte i loggen." in capsys.readouterr().out


def test_a_whole_chain_worked_out_anew_is_told_by_the_export(fem, tmp_path, capsys):
    ut = tmp_path / "loggen.jsonl"
    call_command("exportera_loggen", ut=ut)
    with som_agare() as cursor:
        cursor.execute("DELETE FROM samverkan_kedjelank")
        cursor.execute("UPDATE samverkan_handelse SET text = 'Annat' WHERE text = 'Händelse 2'")
    kedja.lanka()
    assert brott() == []
    with pytest.raises(SystemExit):
        call_command("prova_loggen", mot=ut)
    assert "Länk 3 är en annan i loggen än i exporten." in capsys.readouterr().out


def test_an_export_can_go_on_from_where_the_last_ended(fem, tmp_path):
    ut = tmp_path / "resten.jsonl"
    call_command("exportera_loggen", ut=ut, fran=4)
    assert [json.loads(rad)["nummer"] for rad in ut.read_text().splitlines()] == [4, 5]
    call_command("prova_loggen", mot=ut)


def test_nothing_by_the_programs_own_hand_changes_a_link(fem):
    for sql in ("UPDATE samverkan_kedjelank SET hash = 'x'", "DELETE FROM samverkan_kedjelank"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_an_act_that_is_taken_back_leaves_neither_event_nor_link(hus, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            log(hus.avtal, "provade", by=None)
            transaction.set_rollback(True)
        log(hus.avtal, "provade igen", by=None)
        log(hus.avtal, "och igen", by=None)
    assert list(Kedjelank.objects.order_by("nummer").values_list("nummer", "handelse__akt")) == [(1, "provade igen"), (2, "och igen")]
    assert kedja.utan_lank() == 0


def test_what_a_killed_process_left_gets_its_link_from_the_daily_run(hus, capsys):
    log(hus.avtal, "provade", by=None)
    call_command("prova_loggen")
    assert "ännu inte har sin länk: 1" in capsys.readouterr().out
    dagligen.kor()
    assert kedja.utan_lank() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.bara_postgresql
def test_many_at_once_never_fork_it_and_wait_for_no_act(hus):
    """Eight writers, and one whose act is not yet committed: it holds nobody up, and its event comes later in the chain."""
    drojer, slappt = threading.Event(), threading.Event()

    def langsam():
        with transaction.atomic():
            log(hus.avtal, "långsam", by=None)
            drojer.set()
            assert slappt.wait(30)
        connections.close_all()

    def snabb(n):
        for i in range(5):
            with transaction.atomic():
                log(hus.avtal, "snabb", by=None, text=f"{n}-{i}")
        connections.close_all()

    forst = threading.Thread(target=langsam)
    forst.start()
    assert drojer.wait(30)
    tradar = [threading.Thread(target=snabb, args=(n,)) for n in range(8)]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join(30)
    assert Kedjelank.objects.count() == 40  # while the slow one still is in its act
    slappt.set()
    forst.join(30)
    assert brott() == []
    assert kedja.utan_lank() == 0
    assert Kedjelank.objects.last().handelse.akt == "långsam"
    assert list(Kedjelank.objects.values_list("nummer", flat=True)) == list(range(1, 42))
    assert Handelse.objects.count() == 41


@pytest.mark.django_db(transaction=True)
def test_an_act_that_a_commit_sets_going_takes_nothing_of_what_waits_for_its_link():
    user = User.objects.create_user("a@exempel.test", namn="A")
    with transaction.atomic():
        transaction.on_commit(lambda: log(user, "efteråt", by=user))  # as a letter, or work begun at once
        log(user, "provade", by=user)
    assert kedja.utan_lank() == 0
    with transaction.atomic():
        log(user, "togs tillbaka", by=user)
        transaction.set_rollback(True)
    log(user, "provade", by=user)
    assert (kedja.utan_lank(), Kedjelank.objects.count(), brott()) == (0, 3, [])
