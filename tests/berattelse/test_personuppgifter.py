"""Persons' data: a rule for each kind, carried out, never on records; and all that is held on one person in a file."""

import json
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import EmailField
from django.utils import timezone

from berattelse import personuppgifter
from berattelse.personuppgifter import REGLER
from enkat.models import Inbjudan, Inlamning, Omgang, Utskick
from samverkan.actions import anonymisera
from samverkan.door import log
from samverkan.models import Handelse, Roll, Rolltilldelning, User
from samverkan.registerutdrag import utdrag
from tests import factories
from tests.conftest import APPEND_ONLY
from tests.enkat import factories as f
from uppdrag.models import Ordforande, Samordnare
from uppdrag.personuppgifter import slutade

LANGE_SEDAN = timezone.now() - timedelta(days=3000)


@pytest.fixture
def slutad(hus):
    """Somebody whose role ended long ago."""
    person = factories.user("Anna Slutad", email="anna@exempel.test", telefon="0700-12 34 56", titel="Utredare")
    User.objects.filter(pk=person.pk).update(date_joined=LANGE_SEDAN, last_login=LANGE_SEDAN)
    Rolltilldelning.objects.create(user=person, roll=Roll.LASARE, organisation=hus.berg, fran=date(2010, 1, 1), till=date(2015, 1, 1))
    return person


@pytest.fixture
def buz(hus):
    """A respondent whose round closed long ago, with a helper's link and letters."""
    omgang = f.omgang(hus, oppnar=date(2015, 1, 1), sista_dag=date(2015, 2, 1), status=Omgang.Status.STANGD, stangd_den=date(2015, 2, 1))
    buz = f.deltagare(omgang, hus.arena)
    f.lank(buz)
    f.lank(buz, roll="medhjalpare", namn="Hjälparen Karlsson")
    Utskick.objects.create(deltagare=buz, sort="inbjudan", till="ordforande@exempel.test")
    return buz


def test_every_kind_of_data_with_an_address_has_its_rule():
    namngivna = {label for regel in REGLER for label in regel.modeller}
    assert namngivna <= {m._meta.label for m in apps.get_models()}
    med_adress = {m._meta.label for m in apps.get_models() if any(isinstance(falt, EmailField) for falt in m._meta.concrete_fields)}
    assert med_adress - namngivna == set()


def test_the_page_says_what_why_and_how_long(client, db):
    sida = client.get("/personuppgifter/").content.decode()
    for regel in REGLER:
        assert all(str(text).partition("(")[0] in sida for text in (regel.vad, regel.varfor, regel.tid))


def test_who_left_is_anonymised_where_nothing_forbids_it(slutad, hus):
    log(hus.avtal, "loggade in", by=slutad)  # the log keeps the name beside
    assert {regel.vad[:6]: antal for regel, antal in personuppgifter.gallra()}["Konton"] == 1
    slutad.refresh_from_db()
    assert (slutad.namn, slutad.titel, slutad.telefon, slutad.is_active) == (f"Avidentifierad person {slutad.pk}", "", "", False)
    assert slutad.email == f"{slutad.pk}@borttagen.invalid"
    assert not slutad.has_usable_password()
    assert Handelse.objects.filter(vem="Anna Slutad").exists()
    assert not slutade().exists()


def test_whose_record_is_kept_keeps_her_name_and_loses_her_address(slutad, hus):
    Samordnare.objects.create(uppdrag=hus.uppdrag, user=slutad, fran=date(2010, 1, 1), till=date(2015, 1, 1))
    personuppgifter.gallra()
    slutad.refresh_from_db()
    assert (slutad.namn, slutad.titel, slutad.telefon) == ("Anna Slutad", "Utredare", "")
    assert slutad.email.endswith("@borttagen.invalid")
    assert Handelse.objects.get(akt="anonymiserade").detaljer == {"namnet_bevaras": True}
    assert "Anna" not in Handelse.objects.get(akt="anonymiserade").text


@pytest.mark.parametrize("vad", ["roll", "knytning", "inloggning", "drift", "ny"])
def test_nobody_who_has_not_left_is_touched(slutad, hus, vad):
    if vad == "roll":
        Rolltilldelning.objects.create(user=slutad, roll=Roll.LASARE, organisation=hus.krokom, fran=date(2010, 1, 1))
    if vad == "knytning":
        Ordforande.objects.create(arena=hus.arena, user=slutad, fran=date(2010, 1, 1), till=timezone.localdate() - timedelta(days=700))
    falt = {"inloggning": {"last_login": timezone.now()}, "drift": {"is_superuser": True}, "ny": {"date_joined": timezone.now()}}
    User.objects.filter(pk=slutad.pk).update(**falt.get(vad, {"titel": "Utredare"}))
    personuppgifter.gallra()
    slutad.refresh_from_db()
    assert slutad.email == "anna@exempel.test"


def test_links_and_addresses_go_when_the_round_is_long_over(buz, client):
    lank = f.lank(buz)
    personuppgifter.gallra()
    assert set(Inbjudan.objects.values_list("epost", flat=True)) == {""}
    assert list(Inbjudan.objects.order_by("pk").values_list("namn", flat=True)) == ["Ordföranden", "Medhjälpare", "Ordföranden"]
    assert client.get(lank).status_code == 404
    assert Utskick.objects.get().till == ""
    buz.refresh_from_db()
    assert buz.epost == ""
    assert personuppgifter.kor() == []  # safe to run twice


def test_an_open_round_and_one_just_closed_are_left_alone(buz, client):
    lank = f.lank(buz)
    for falt in ({"sista_dag": timezone.localdate()}, {"stangd_den": timezone.localdate()}, {"status": Omgang.Status.OPPEN}):
        tidigare = Omgang.objects.values().get()
        Omgang.objects.update(**falt)
        personuppgifter.gallra()
        Omgang.objects.update(**{namn: tidigare[namn] for namn in falt})
    buz.oppen_till = timezone.localdate()
    buz.save()
    personuppgifter.gallra()
    assert "" not in Inbjudan.objects.values_list("epost", flat=True)
    assert client.get(lank).status_code == 200


def test_sessions_tries_and_old_chairs_addresses_go(hus):
    for namn, dagar in (("gammal", -1), ("ny", 1)):
        Session.objects.create(session_key=namn, session_data="x", expire_date=timezone.now() + timedelta(days=dagar))
    cache.set("forsok", 1, -5)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_cache (cache_key, value, expires) VALUES ('gammalt', 'x', '2020-01-01 00:00:00')")
    cache.set("nyss", 1, 600)
    Ordforande.objects.create(arena=hus.arena, namn="Ordföranden", epost="o@exempel.test", fran=date(2010, 1, 1), till=date(2015, 1, 1))
    personuppgifter.gallra()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["ny"]
    assert cache.get("nyss") == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_cache WHERE cache_key = 'gammalt'")
        assert cursor.fetchone()[0] == 0
    assert (Ordforande.objects.get(namn="Ordföranden").epost, Ordforande.objects.get(namn="Ordföranden").namn) == ("", "Ordföranden")


def innehall():
    """All that stands in the tables that only grow, and in the history."""
    tabeller = {*APPEND_ONLY, *(m._meta.db_table for m in apps.get_models() if m.__name__.startswith("Historical"))}
    with connection.cursor() as cursor:
        found = {}
        for tabell in sorted(tabeller - {"samverkan_handelse"}):
            cursor.execute(f'SELECT * FROM "{tabell}"')  # noqa: S608 - names of our own
            found[tabell] = sorted(str([bytes(v) if isinstance(v, memoryview) else v for v in rad]) for rad in cursor.fetchall())
    return found


def test_no_record_is_ever_touched(utgava, hus, buz):
    """Everything long past, everybody gone: the records say word for word what they said."""
    Inlamning.objects.create(deltagare=buz, nummer=1, sort="digitalt", av="Anna Slutad", user=hus.lasare)
    Rolltilldelning.objects.update(fran=date(2010, 1, 1), till=date(2015, 1, 1))
    User.objects.update(date_joined=LANGE_SEDAN, last_login=LANGE_SEDAN)
    fore, handelser = innehall(), set(Handelse.objects.values_list("pk", "vem", "text"))
    assert sum(map(len, fore.values())) > 5
    assert personuppgifter.kor()
    assert innehall() == fore
    assert handelser <= set(Handelse.objects.values_list("pk", "vem", "text"))
    utgava.refresh_from_db()
    assert utgava.av.namn == hus.direktor.namn


def test_a_dry_run_takes_nothing(slutad, capsys):
    call_command("gallra", torrkor=True)
    assert "1: Konton" in capsys.readouterr().out
    slutad.refresh_from_db()
    assert slutad.namn == "Anna Slutad"
    call_command("gallra")
    slutad.refresh_from_db()
    assert slutad.namn != "Anna Slutad"


def test_all_that_is_held_on_one_person_is_written_and_no_secret(buz, slutad, hus, tmp_path):
    log(hus.avtal, "provade", by=slutad)
    log(hus.avtal, "sände", by=None, epost="anna@exempel.test")
    Inbjudan.objects.filter(roll="medhjalpare").update(epost="Anna@exempel.test")
    Ordforande.objects.create(arena=hus.arena, user=slutad)
    ut = tmp_path / "utdrag.json"
    call_command("registerutdrag", "Anna@exempel.test", ut=ut)
    rader = json.loads(ut.read_text())
    modeller = [rad["modell"] for rad in rader]
    assert modeller[0] == "samverkan.User"
    assert {"samverkan.Rolltilldelning", "uppdrag.Ordforande", "enkat.Inbjudan", "samverkan.Handelse"} <= set(modeller)
    assert modeller.count("samverkan.Handelse") == 2
    utan_konto = {rad["modell"] for rad in utdrag("ordforande@exempel.test")}  # she who answers by a link
    assert utan_konto == {"enkat.Deltagare", "enkat.Inbjudan", "enkat.Utskick"}
    hemligt = [slutad.password, *Inbjudan.objects.values_list("token_hash", flat=True)]
    assert [text for text in hemligt if text in ut.read_text()] == []
    assert not any("utomstaende" in str(rad["uppgifter"]) for rad in rader)
    assert Handelse.objects.get(akt="tog ut registerutdrag").objekt == f"samverkan.user:{slutad.pk}"
    with pytest.raises(CommandError, match="Inget finns om adressen"):
        call_command("registerutdrag", "ingen@exempel.test", ut=ut)


def test_another_persons_rows_are_not_hers(slutad, hus):
    log(hus.avtal, "provade", by=hus.samordnare)
    assert {rad["modell"] for rad in utdrag(slutad.email)} == {"samverkan.User", "samverkan.Rolltilldelning"}


def test_an_anonymised_account_logs_in_by_nothing(slutad, client):
    client.force_login(slutad)
    anonymisera(slutad, by=None)
    assert client.get("/").status_code == 302
    assert not client.login(email=slutad.email, password="ett-langt-losenord")
