"""An uppdrag that goes over to somebody else: all that is known of it in one package that can be checked, and a receipt."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from berattelse.models import Overlamning
from berattelse.utgava.diarie import som_zip
from berattelse.utgava.overlamning import paketet, summa, tabeller
from ekonomi.models import Resultatpost
from samverkan.models import Handelse
from tests import factories
from tests.berattelse import factories as egna
from tests.formular import skicka
from uppdrag.models import Beslut, Narvaro

KVITTO = {"organisation": "Kommunförbundet", "mottagare": "Kanslichefen", "datum": "2023-01-02", "sha256": "a" * 64}


@pytest.fixture
def levt(hus):
    """An uppdrag with a meeting, attendance, rows, money, a decision and an open section; and another with its own."""
    mote = factories.mote(hus.arena, date(2022, 3, 1))
    Narvaro.objects.create(tillfalle=mote, organisation=hus.berg, antal=3)
    avsnitt = egna.avsnitt(hus, beskrivning="<p>Lärcentrum <strong>driver</strong> kurser.</p>")
    egna.aktivitet(avsnitt, "En kurs hölls", datum=date(2022, 4, 1))
    egna.resultat(avsnitt, "=Filialer", belopp=4, enhet="filialer")
    Resultatpost.objects.create(verksamhetsar=hus.year, uppdrag=hus.uppdrag, budget=100_000, utfall=90_000, belopp=10_000)
    Beslut.objects.create(
        avtal=hus.avtal, arena=hus.arena, organ="BUZ", datum=date(2022, 3, 1), paragraf="4", text="Kurserna fortsätter", skuldbelopp=40_000
    )
    annat = factories.uppdrag(hus.avtal, "Energikontoret")
    egna.aktivitet(egna.avsnitt(hus, uppdrag=annat), "Det andra uppdragets")
    return hus


def packa_upp(data):
    with zipfile.ZipFile(io.BytesIO(data)) as arkiv:
        return {namn: arkiv.read(namn) for namn in arkiv.namelist()}


def fil(filer, slut):
    return next(data for namn, data in filer.items() if namn.endswith(slut))


def test_the_package_holds_all_of_the_uppdrag_and_nothing_of_another(levt):
    filer = packa_upp(som_zip(paketet(levt.uppdrag)))
    data = {t["namn"]: t["rader"] for t in json.loads(fil(filer, "uppgifter.json"))["tabeller"]}
    assert data["texter"] == [["2022", "inte fastställd, avsnittet är inte påbörjat", "Beskrivning", "Lärcentrum driver kurser.", "nej"]]
    assert [rad[2:] for rad in data["narvaro"]] == [["Bergs kommun", 3]]
    assert [rad[2] for rad in data["aktiviteter"]] == ["En kurs hölls"]
    assert data["resultat_i_kronor"][0][:4] == ["2022", 100_000, 90_000, 10_000]
    assert data["beslut"][0][:5] == ["BUZ", "4", "2022-03-01", "Kurserna fortsätter", 40_000]
    assert len(data["medverkan"]) == 2
    assert not any(b"Det andra" in innehall for innehall in filer.values())
    rader = list(csv.reader(io.StringIO(fil(filer, "resultat.csv").decode("utf-8-sig")), delimiter=";"))
    assert rader[1][2] == "'=Filialer", "no spreadsheet takes it for a formula"
    assert hashlib.sha256(fil(filer, "uppgifter.json")).hexdigest() == summa(levt.uppdrag)
    assert fil(filer, "larcentrum.pdf").startswith(b"%PDF")
    assert "Statsbidrag: Inget är registrerat." in fil(filer, "innehall.html").decode()


def test_the_hashes_are_those_of_the_files_and_the_same_rows_give_the_same_bytes(levt):
    data = som_zip(paketet(levt.uppdrag))
    filer = packa_upp(data)
    for rad in fil(filer, "sha256sums.txt").decode().splitlines():
        summa, namn = rad.split("  ")
        assert hashlib.sha256(filer[namn]).hexdigest() == summa
    assert som_zip(paketet(levt.uppdrag)) == data


def test_a_year_with_an_edition_is_told_as_it_was_adopted(utgava, hus):
    texter = next(t for t in tabeller(hus.uppdrag) if t.namn == "texter").rader
    assert {rad[1] for rad in texter if rad[0] == str(utgava.verksamhetsar)} == {str(utgava)}
    assert any(h.ur == "Fastställd utgåva" for h in paketet(hus.uppdrag).handlingar)


def test_it_is_fetched_received_and_has_a_receipt(levt, as_user):
    client, sidan = as_user(levt.processledare), reverse("berattelse:overlamning_create", args=[levt.uppdrag.pk])
    assert sidan in client.get(levt.uppdrag.get_absolute_url()).content.decode()
    assert "Närvaro: 1" in client.get(sidan).content.decode()
    assert client.get(reverse("berattelse:overlamning_zip", args=[levt.uppdrag.pk])).status_code == 200
    assert client.get(sidan).context["form"]["sha256"].value() == summa(levt.uppdrag), "what was fetched last"
    assert skicka(client, sidan, KVITTO).status_code == 302
    rad = Overlamning.objects.get()
    assert (rad.uppdrag, rad.av, rad.datum) == (levt.uppdrag, levt.processledare, date(2023, 1, 2))
    assert "Kommunförbundet" in client.get(sidan).content.decode()
    assert client.get(reverse("berattelse:overlamning_kvitto", args=[rad.pk])).content.startswith(b"%PDF")
    assert Handelse.objects.filter(akt="registrerade överlämning av uppdrag").exists()


def test_whoever_received_gets_the_receipt_by_letter(levt, as_user, mailoutbox, django_capture_on_commit_callbacks):
    client, sidan = as_user(levt.processledare), reverse("berattelse:overlamning_create", args=[levt.uppdrag.pk])
    with django_capture_on_commit_callbacks(execute=True):
        skicka(client, sidan, KVITTO)
    assert not mailoutbox, "no address, no letter"
    with django_capture_on_commit_callbacks(execute=True):
        skicka(client, sidan, KVITTO | {"epost": "kansli@forbundet.test"})
    (brev,) = mailoutbox
    assert (brev.to, brev.subject) == (["kansli@forbundet.test"], "Kvitto: uppdraget Lärcentrum är överlämnat")
    assert "mottaget 2 januari 2023 av Kanslichefen" in brev.body
    assert KVITTO["sha256"] in brev.body
    namn, data, slag = brev.attachments[0]
    assert (namn, slag, data[:4]) == ("kvitto-2023-01-02.pdf", "application/pdf", b"%PDF")
    assert not Handelse.objects.filter(detaljer__icontains="kansli@").exists(), "the log is kept for ever"


@pytest.mark.parametrize(
    ("falt", "varde", "ord_"),
    [
        ("organisation", "", "måste fyllas i"),
        ("sha256", "abc", "64 tecken"),
        ("epost", "kansliet", "e-postadress"),
        ("datum", str(timezone.localdate() + timedelta(days=2)), "efter i dag"),
    ],
)
def test_a_receipt_that_cannot_be_is_told_at_its_field(levt, as_user, falt, varde, ord_):
    sidan = reverse("berattelse:overlamning_create", args=[levt.uppdrag.pk])
    svar = skicka(as_user(levt.processledare), sidan, KVITTO | {falt: varde})
    assert ord_ in svar.context["form"].errors[falt][0]
    assert "Kanslichefen" in svar.content.decode()
    assert not Overlamning.objects.exists()


@pytest.mark.parametrize(("vem", "status"), [("utomstaende", 404), ("samordnare", 403), ("direktor", 403), ("kommunchef", 403)])
def test_nobody_else_hands_it_over(levt, as_user, vem, status):
    rad = Overlamning.objects.create(uppdrag=levt.uppdrag, av=levt.processledare, **KVITTO)
    client = as_user(getattr(levt, vem))
    for namn, pk in (("overlamning_create", levt.uppdrag.pk), ("overlamning_zip", levt.uppdrag.pk), ("overlamning_kvitto", rad.pk)):
        assert client.get(reverse(f"berattelse:{namn}", args=[pk])).status_code == status
    assert skicka(client, reverse("berattelse:overlamning_create", args=[levt.uppdrag.pk]), KVITTO).status_code == status
    assert Overlamning.objects.count() == 1
