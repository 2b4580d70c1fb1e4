"""The population that a year is split by: typed, checked, and the split in page, report and data."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.models import Folkmangd
from samverkan.models import Handelse
from tests.ekonomi.factories import figures
from tests.formular import skicka, tryck
from uppdrag.models import Part


@pytest.fixture
def money(hus):
    return figures(hus)


def typed(hus, **fields):
    return {f"antal_{hus.berg.kod}": "7 133", f"antal_{hus.krokom.kod}": "15 329", "kalla": "SCB"} | fields


def test_typed_split_and_checked(money, as_user):
    client, url = as_user(money.controller), f"/ekonomi/year/{money.year.pk}"
    assert "Folkmängd saknas för" in client.get(f"{url}/fordelning/").content.decode()
    assert ekonomiskt_resultat(money.year).fordelning is None
    skicka(client, f"{url}/folkmangd/", typed(money))
    page = client.get(f"{url}/fordelning/").content.decode()
    assert page.count("ej kontrollerad mot SCB") == 2
    rader = ekonomiskt_resultat(money.year).fordelning.rader
    assert [(r.kommun, r.belopp) for r in rader] == [("Berg", 3_273_076), ("Krokom", 7_033_924)]
    assert sum(r.belopp for r in rader) == 10_307_000
    tryck(client, f"{url}/fordelning/", f"{url}/folkmangd/bekrafta/")
    assert ekonomiskt_resultat(money.year).fordelning.kontrollerad is True
    assert set(Folkmangd.objects.values_list("kontrollerad_av", flat=True)) == {money.controller.pk}
    assert Handelse.objects.filter(akt="kontrollerade folkmängd").exists()


def test_a_figure_that_changes_is_no_longer_checked(money, as_user):
    client, url = as_user(money.controller), f"/ekonomi/year/{money.year.pk}"
    skicka(client, f"{url}/folkmangd/", typed(money))
    tryck(client, f"{url}/fordelning/", f"{url}/folkmangd/bekrafta/")
    skicka(client, f"{url}/folkmangd/", typed(money, **{f"antal_{money.berg.kod}": "7 134"}))
    assert {f.organisation: f.status for f in Folkmangd.objects.all()} == {money.berg: "ej_kontrollerad", money.krokom: "kontrollerad"}


@pytest.mark.parametrize("wrong", ["sju tusen", "-5", "7,5", ""])
def test_a_bad_figure_is_told_at_its_field_and_saves_nothing(money, as_user, wrong):
    url = f"/ekonomi/year/{money.year.pk}/folkmangd/"
    response = as_user(money.controller).post(url, typed(money, **{f"antal_{money.berg.kod}": wrong}))
    assert f"antal_{money.berg.kod}" in response.context["form"].errors
    assert "15 329" in response.content.decode()
    assert not Folkmangd.objects.exists()


def test_a_party_of_half_a_year_pays_for_its_days(money, as_user):
    Part.objects.filter(organisation=money.krokom).update(till=date(2022, 6, 30))
    skicka(as_user(money.controller), f"/ekonomi/year/{money.year.pk}/folkmangd/", typed(money))
    rader = ekonomiskt_resultat(money.year).fordelning.rader
    assert [(r.dagar, r.belopp) for r in rader] == [(365, 4_989_637), (181, 5_317_363)]


def test_a_locked_year_keeps_its_key(money, as_user):
    type(money.year).objects.update(status="locked")
    response = as_user(money.controller).post(f"/ekonomi/year/{money.year.pk}/folkmangd/", typed(money))
    assert "Året är låst" in response.content.decode()
    assert not Folkmangd.objects.exists()


@pytest.mark.parametrize(("who", "answer"), [("samordnare", 403), ("processledare", 403), ("kommunchef", 404), ("utomstaende", 404)])
def test_others_neither_type_nor_check(money, as_user, who, answer):
    client, url = as_user(getattr(money, who)), f"/ekonomi/year/{money.year.pk}/folkmangd/"
    assert client.post(url, typed(money)).status_code == answer
    assert client.post(f"{url}bekrafta/").status_code == answer
    assert client.post(f"{url}read/", upload(money, rows(money))).status_code == answer
    assert not Folkmangd.objects.exists()


def upload(hus, text, namn="folkmangd.csv"):
    return {"fil": SimpleUploadedFile(namn, text.encode() if isinstance(text, str) else text)}


def rows(hus, berg="7133", krokom="15329"):
    return f'"region","kön","2021"\n"{hus.berg.kod} Berg","män",{berg}\n"{hus.krokom.kod} Krokom","män",{krokom}\n'


def test_a_file_is_read_looked_at_and_saved(money, as_user):
    client, url = as_user(money.controller), f"/ekonomi/year/{money.year.pk}/folkmangd/"
    page = client.post(f"{url}read/", upload(money, rows(money)))
    assert not Folkmangd.objects.exists()
    assert "Ingenting är sparat ännu" in page.content.decode()
    data = {namn: falt.value() for namn, falt in ((f.name, f) for f in page.context["form"])}
    assert data[f"antal_{money.berg.kod}"] == "7 133"
    assert "folkmangd.csv" in data["kalla"]
    client.post(url, data)
    assert sorted(Folkmangd.objects.values_list("antal", flat=True)) == [7_133, 15_329]
    page = client.post(f"{url}read/", upload(money, rows(money, berg="7134"))).content.decode()
    assert "Berg: 7\u00a0133 blir 7\u00a0134" in page


@pytest.mark.parametrize(
    ("text", "mening"),
    [
        (lambda hus: rows(hus, berg="sju"), "Rad 2: Berg: ”sju” är inget antal invånare."),
        (lambda hus: rows(hus).replace("2021", "2020"), "inga siffror för 2021"),
        (lambda hus: rows(hus).split("\n")[0] + "\n" + rows(hus).split("\n")[2], "Berg saknas i filen."),
        (lambda hus: "", "Filen är tom."),
    ],
)
def test_a_bad_file_is_told_with_its_place_and_changes_nothing(money, as_user, text, mening):
    client, url = as_user(money.controller), f"/ekonomi/year/{money.year.pk}/folkmangd/"
    skicka(client, url, typed(money))
    page = client.post(f"{url}read/", upload(money, text(money))).content.decode()
    assert mening in page
    assert "15 329" in page  # what is registered stands as it stood
    assert sorted(Folkmangd.objects.values_list("antal", flat=True)) == [7_133, 15_329]


def test_a_file_without_a_year_for_its_day_to_decide_is_404(money, as_user):
    money.ersattning.fordelningsdatum = None
    money.ersattning.save()
    assert as_user(money.controller).post(f"/ekonomi/year/{money.year.pk}/folkmangd/read/", upload(money, rows(money))).status_code == 404
