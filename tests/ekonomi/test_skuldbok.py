"""The ledger only grows, whoever tries."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ekonomi import actions, forms
from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.models import Arsresultat, Skuldpost, Skuldursprung
from samverkan.models import Handelse
from tests import factories
from tests.ekonomi.factories import figures, godkand
from uppdrag.models import Beslut, Verksamhetsar


@pytest.fixture
def post(hus):
    return figures(hus).skuldpost


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


ATTEMPTS = {
    "save": lambda post: setattr(post, "belopp", 1) or post.save(),
    "delete": lambda post: post.delete(),
    "queryset update": lambda post: Skuldpost.objects.update(belopp=1),
    "queryset delete": lambda post: Skuldpost.objects.all().delete(),
    "sql update": lambda post: sql("UPDATE ekonomi_skuldpost SET belopp = 1"),
    "sql delete": lambda post: sql("DELETE FROM ekonomi_skuldpost"),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_an_entry_cannot_be_rewritten(post, attempt):
    with pytest.raises(IntegrityError), transaction.atomic():
        ATTEMPTS[attempt](post)
    assert list(Skuldpost.objects.values_list("belopp", flat=True)) == [3_490_000]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_ledger_cannot_be_emptied(post):
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # else the test's own uncommitted row is what stops it
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("TRUNCATE ekonomi_skuldpost CASCADE")
    assert Skuldpost.objects.count() == 1


def test_a_correction_is_one_counter_entry_with_its_trace(hus, post):
    rattelse = actions.ratta(post, text="Fel belopp", by=hus.controller)
    assert (rattelse.belopp, rattelse.rattar, rattelse.av) == (-3_490_000, post, hus.controller)
    assert sum(Skuldpost.objects.values_list("belopp", flat=True)) == 0
    assert Handelse.objects.get().akt == "rättade"
    with pytest.raises(ValidationError, match="redan rättad"):
        actions.ratta(post, text="Igen", by=hus.controller)
    assert Skuldpost.objects.count() == 2


def test_a_correction_in_the_browser(hus, post, as_user):
    url = f"/ekonomi/skuldposter/{post.pk}/ratta/"
    assert "Skriv varför posten rättas." in as_user(hus.controller).post(url, {"text": ""}).content.decode()
    assert Skuldpost.objects.count() == 1
    assert as_user(hus.controller).post(url, {"text": "Fel belopp"}).status_code == 302
    assert as_user(hus.controller).get(url).status_code == 403  # it is corrected once only
    html = as_user(hus.controller).get(f"/ekonomi/skuld/{hus.avtal.pk}/").content.decode()
    assert "\u22123\u00a0490\u00a0000" in html


def test_others_neither_correct_nor_book(hus, post, as_user):
    correct, book = f"/ekonomi/skuldposter/{post.pk}/ratta/", f"/ekonomi/skuld/{hus.avtal.pk}/ingaende/"
    for who, answer in (("samordnare", 403), ("processledare", 403), ("direktor", 403), ("kommunchef", 404), ("utomstaende", 404)):
        client = as_user(getattr(hus, who))
        assert [client.post(url, {"text": "x"}).status_code for url in (correct, book)] == [answer, answer]
    assert Skuldpost.objects.count() == 1


def test_an_opening_balance_is_booked_with_its_origin(hus, as_user):
    data = {"beteckning": "2019", "forsta": "2019", "sista": "2019", "belopp": "1 250 000", "datum": "2022-01-01"}
    assert as_user(hus.controller).post(f"/ekonomi/skuld/{hus.avtal.pk}/ingaende/", data).status_code == 302
    entry = Skuldpost.objects.get()
    assert (entry.ursprung.beteckning, entry.belopp, entry.av) == ("2019", 1_250_000, hus.controller)


@pytest.mark.parametrize(("field", "value"), [("belopp", "0"), ("belopp", "tre"), ("sista", "2018"), ("datum", "i fjol")])
def test_a_bad_opening_balance_books_nothing(hus, as_user, field, value):
    data = {"beteckning": "2019", "forsta": "2019", "sista": "2019", "belopp": "1 250 000", "datum": "2022-01-01"} | {field: value}
    response = as_user(hus.controller).post(f"/ekonomi/skuld/{hus.avtal.pk}/ingaende/", data)
    assert field in response.context["form"].errors
    assert not Skuldpost.objects.exists()


def ingaende(client, hus, **fields):
    data = {"beteckning": "2020–2021", "forsta": "2020", "sista": "2021", "belopp": "3 500 000", "datum": "2022-01-01"} | fields
    return client.post(f"/ekonomi/skuld/{hus.avtal.pk}/ingaende/", data)


def table(year):
    """(opening, change, closing) of the year's debt in all."""
    rader = ekonomiskt_resultat(year).skuld.rader
    return tuple(sum(getattr(rad, namn) for rad in rader) for namn in ("ingaende", "forandring", "utgaende"))


def test_a_wrong_opening_balance_is_corrected_and_the_right_one_booked(hus, post, as_user):
    Arsresultat.objects.all().delete()
    hus.year.resultatposter.all().delete()
    client = as_user(hus.controller)
    assert "Rätta den först" in ingaende(client, hus).content.decode()
    assert table(hus.year) == (3_490_000, 0, 3_490_000)
    client.post(f"/ekonomi/skuldposter/{post.pk}/ratta/", {"text": "Fel belopp"})
    assert Skuldpost.objects.last().datum == post.datum
    assert table(hus.year) == (0, 0, 0)
    assert ingaende(client, hus).status_code == 302
    assert Skuldpost.objects.filter(ursprung__beteckning="2020–2021").count() == 3
    assert table(hus.year) == (3_500_000, 0, 3_500_000)


def test_the_page_says_what_a_correction_does(hus, post, as_user):
    text = as_user(hus.controller).get(f"/ekonomi/skuldposter/{post.pk}/ratta/").content.decode()
    assert "Posten är på 3\u00a0490\u00a0000\u00a0kr och tas tillbaka helt, med en motpost på \u22123\u00a0490\u00a0000\u00a0kr." in text
    assert "Skulden från 2020–2021 blir då 0\u00a0kr." in text


def test_an_opening_balance_that_decisions_have_taken_from_is_not_taken_back_under_them(hus, post, as_user):
    """It would leave a debt the other way, and the right sum could not be booked on it."""
    client, url = as_user(hus.controller), f"/ekonomi/skuldposter/{post.pk}/ratta/"
    beslut = Beslut.objects.create(avtal=hus.avtal, organ="Regionens samverkansråd", datum=post.datum)
    taget = Skuldpost.objects.create(
        ursprung=post.ursprung, sort="beslut", andamal="aterbetalas", datum=post.datum, belopp=-800_000, text="Tas", beslut=beslut, av=hus.controller,
    )  # fmt: skip
    text = client.post(url, {"text": "Fel belopp"}).content.decode()
    assert "800\u00a0000\u00a0kr av skulden från 2020–2021 är bokfört på beslut. Rätta de posterna först" in text
    assert 'value="Fel belopp"' in text
    assert post.ursprung.saldo == 2_690_000
    actions.ratta(taget, text="Fel", by=hus.controller)
    assert client.post(url, {"text": "Fel belopp"}).status_code == 302
    assert post.ursprung.saldo == 0


def test_an_open_years_result_is_no_opening_balance(hus, as_user):
    """It becomes a debt when the report is adopted, and would stand there twice."""
    client = as_user(hus.controller)
    svar = ingaende(client, hus, beteckning="2022", forsta="2022", sista="2022", datum="2023-01-01")
    assert "Året 2022 är öppet" in str(svar.context["form"].errors["sista"])
    assert not Skuldpost.objects.exists()
    form = forms.IngaendeForm(
        {"beteckning": "2021", "forsta": "2021", "sista": "2021", "belopp": "1", "datum": "2022-01-01"}, instance=Skuldursprung(avtal=hus.avtal)
    )  # fmt: skip
    assert form.is_valid()
    factories.verksamhetsar(hus.avtal, 2021)
    with pytest.raises(ValidationError, match="Året 2021 är öppet"):  # opened while the form was
        actions.bokfor_ingaende(form, by=hus.controller)


def test_a_debt_is_not_there_before_it_arose(hus, as_user):
    svar = ingaende(as_user(hus.controller), hus, datum="2019-12-31")
    assert "Skulden uppkom 2021. Välj en dag då den fanns." in str(svar.context["form"].errors["datum"])
    assert not Skuldpost.objects.exists()


def test_another_debt_of_the_same_years_is_pointed_out(hus, post, as_user):
    client = as_user(hus.controller)
    assert (
        "gäller delvis samma år"
        not in client.get(ingaende(client, hus, beteckning="2019", forsta="2019", sista="2019").url).content.decode()
    )
    sida = client.get(ingaende(client, hus, beteckning="2021", forsta="2021").url).content.decode()
    assert "Skulden från 2020–2021 gäller delvis samma år. Se efter att inget är bokfört två gånger." in sida


def test_an_origin_used_again_still_begins_before_it_ends(hus, post, as_user):
    client = as_user(hus.controller)
    client.post(f"/ekonomi/skuldposter/{post.pk}/ratta/", {"text": "Fel belopp"})
    assert "sista" in ingaende(client, hus, sista="2019").context["form"].errors
    assert Skuldpost.objects.count() == 2
    assert ingaende(client, hus, sista="2021").status_code == 302


def test_nothing_is_booked_in_a_locked_year(hus, post, as_user):
    type(hus.year).objects.update(status="locked")
    assert "låst" in ingaende(as_user(hus.controller), hus, beteckning="2019", forsta="2019", sista="2019").content.decode()
    before = table(hus.year)
    actions.ratta(post, text="Fel belopp", by=hus.controller)
    assert Skuldpost.objects.last().datum == timezone.localdate()
    assert table(hus.year) == before


def test_the_result_is_booked_once_and_the_next_year_opens_where_this_one_closes(hus, post):
    godkand(hus.year, hus.controller)
    before = table(hus.year)
    assert before == (3_490_000, 3_001_000, 6_491_000)
    booked = actions.bokfor_resultat(hus.year, by=hus.direktor)
    assert (booked.datum, booked.belopp, str(booked.ursprung)) == (hus.year.till, 3_001_000, "2022")
    assert table(hus.year) == before
    assert not any(rad.att_bokfora for rad in ekonomiskt_resultat(hus.year).skuld.rader)
    with pytest.raises(ValidationError, match="redan bokfört"):
        actions.bokfor_resultat(hus.year, by=hus.direktor)
    assert table(factories.verksamhetsar(hus.avtal, 2023)) == (6_491_000, 0, 6_491_000)


def test_a_result_whose_label_is_taken_is_not_counted_twice(hus, post):
    godkand(hus.year, hus.controller)
    Skuldursprung.objects.create(avtal=hus.avtal, beteckning="2022", forsta=2022, sista=2022)
    actions.bokfor_resultat(hus.year, by=hus.direktor)
    assert table(hus.year) == (3_490_000, 3_001_000, 6_491_000)


def test_a_corrected_result_is_booked_again(hus, post):
    godkand(hus.year, hus.controller)
    booked = actions.bokfor_resultat(hus.year, by=hus.direktor)
    actions.ratta(booked, text="Fel i redovisningen", by=hus.controller)
    Arsresultat.objects.update(belopp=3_000_000)
    assert table(hus.year) == (3_490_000, 3_000_000, 6_490_000)
    actions.bokfor_resultat(hus.year, by=hus.direktor)
    assert table(hus.year) == (3_490_000, 3_000_000, 6_490_000)


def test_the_result_of_a_locked_year_is_corrected_by_an_edition_alone(hus, post, as_user):
    godkand(hus.year, hus.controller)
    booked = actions.bokfor_resultat(hus.year, by=hus.direktor)
    Verksamhetsar.objects.filter(pk=hus.year.pk).update(status="locked")
    booked = Skuldpost.objects.get(pk=booked.pk)
    assert as_user(hus.controller).post(f"/ekonomi/skuldposter/{booked.pk}/ratta/", {"text": "Fel"}).status_code == 403
    with pytest.raises(ValidationError, match="rättad utgåva"):
        actions.ratta(booked, text="Fel", by=hus.controller)
    Verksamhetsar.objects.filter(pk=hus.year.pk).update(status="oppet")
    actions.ratta(booked, text="Fel", by=hus.controller)
    actions.bokfor_resultat(hus.year, by=hus.direktor)
    assert table(hus.year) == (3_490_000, 3_001_000, 6_491_000)


def test_a_result_that_is_not_approved_is_not_booked(hus, post):
    with pytest.raises(ValidationError, match="inte godkänt"):
        actions.bokfor_resultat(hus.year, by=hus.direktor)
    assert Skuldpost.objects.count() == 1


def test_without_the_accounts_sum_nothing_is_booked(hus, post):
    Arsresultat.objects.all().delete()
    with pytest.raises(ValidationError, match="inte registrerat"):
        actions.bokfor_resultat(hus.year, by=hus.direktor)
    assert Skuldpost.objects.count() == 1


def test_the_origins_are_the_regions_own(hus, post):
    assert Skuldursprung.objects.visible_to(hus.controller).exists()
    assert not Skuldursprung.objects.visible_to(hus.kommunchef).exists()
