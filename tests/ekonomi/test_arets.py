"""The acts on a year's money: the budget moved by decision, the outcome approved and taken back."""

import pytest
import time_machine

from berattelse.granskning.beredskap import Beredskap
from ekonomi.models import Omdisponering, Resultatpost
from ekonomi.resultat import over_ersattningen
from samverkan.inaktuell import radversion
from samverkan.models import Handelse
from tests import factories
from tests.ekonomi.factories import figures, godkand
from tests.formular import skicka, tryck
from uppdrag.models import Beslut


@pytest.fixture
def money(hus):
    """Every row has its part of the compensation, and its explanation."""
    figures(hus)
    Resultatpost.objects.filter(pk=hus.post.pk).update(budget=10_000_000, utfall=8_295_000)
    Resultatpost.objects.filter(pk=hus.rest.pk).update(budget=307_000, utfall=-989_000, forklaring="vakans.")
    return hus


def url(hus, akt):
    return f"/ekonomi/year/{hus.year.pk}/{akt}/"


def year(hus):
    return f"/ekonomi/year/{hus.year.pk}/"


def test_the_outcome_is_approved_and_its_figures_lie_still(money, as_user):
    client = as_user(money.controller)
    assert "Godkänn utfallet" in client.get(f"/ekonomi/year/{money.year.pk}/").content.decode()
    assert tryck(client, year(money), url(money, "godkann")).status_code == 302
    money.arsresultat.refresh_from_db()
    assert money.arsresultat.godkant_av == money.controller
    page = client.get(f"/ekonomi/year/{money.year.pk}/").content.decode()
    assert "Ersättningen, utfallet och resultatet ligger fast" in page
    assert "Lägg till ersättning eller resultat" not in page
    for sort, rad in (("resultat", money.post), ("ersattning", money.ersattning), ("arsresultat", money.arsresultat)):
        assert client.get(f"/ekonomi/{sort}/{rad.pk}/andra/").status_code == 403
        assert client.get(f"/ekonomi/{sort}/{rad.pk}/ta-bort/").status_code == 403
        rad.refresh_from_db()
        answer = client.post(f"/ekonomi/{sort}/{rad.pk}/ta-bort/", {"version": radversion(rad)})
        assert "Utfallet är godkänt" in answer.content.decode()
    assert Resultatpost.objects.count() == 2
    assert client.get(f"/ekonomi/statsbidrag/{money.bidrag.pk}/andra/").status_code == 200
    typed = skicka(client, f"/ekonomi/arsresultat/{money.arsresultat.pk}/andra/", {"belopp": "12"}).content.decode()
    assert "Utfallet är godkänt" in typed
    assert 'value="12"' in typed


def test_the_approval_is_taken_back(money, as_user):
    client = as_user(money.controller)
    assert "Utfallet är inte godkänt." in client.post(url(money, "ta-tillbaka"), follow=True).content.decode()
    tryck(client, year(money), url(money, "godkann"))
    assert "redan godkänt" in client.post(url(money, "godkann"), follow=True).content.decode()
    client.post(url(money, "ta-tillbaka"))
    money.arsresultat.refresh_from_db()
    assert (money.arsresultat.godkant, money.arsresultat.godkant_av) == (None, None)
    assert {h.akt for h in Handelse.objects.all()} >= {"godkände utfallet", "tog tillbaka godkännandet av utfallet"}


@pytest.mark.parametrize(
    ("change", "mening"),
    [
        (lambda m: Resultatpost.objects.filter(pk=m.rest.pk).update(forklaring=""), "Övriga delar har 1\u00a0296\u00a0000\u00a0kr i överskott och saknar förklaring"),
        (lambda m: Resultatpost.objects.filter(pk=m.post.pk).update(forklaring=" ", budget=8_290_000, belopp=-5_000), "Det skiljer"),
        (lambda m: m.arsresultat.delete(), "Resultatet enligt redovisningen är inte registrerat"),
        (lambda m: m.ersattning.delete(), "Ersättningen är inte registrerad"),
        (lambda m: Resultatpost.objects.all().delete(), "Inga resultatrader"),
        (lambda m: type(m.ersattning).objects.update(belopp=10_307_005), "5\u00a0kr av ersättningen är inte fördelade"),
        (lambda m: type(m.ersattning).objects.update(belopp=10_306_995), "Raderna har 5\u00a0kr mer än ersättningen"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_told_and_stops_it(money, as_user, change, mening):
    change(money)
    client = as_user(money.controller)
    assert mening in client.get(f"/ekonomi/year/{money.year.pk}/").content.decode()
    assert mening in client.post(url(money, "godkann"), follow=True).content.decode()
    assert not type(money.arsresultat).objects.filter(godkant__isnull=False).exists()


def test_below_the_threshold_no_explanation_is_asked(money, as_user):
    Resultatpost.objects.filter(pk=money.rest.pk).update(forklaring="")
    type(money.ersattning).objects.update(forklaras_fran=1_296_001)
    tryck(as_user(money.controller), year(money), url(money, "godkann"))
    money.arsresultat.refresh_from_db()
    assert money.arsresultat.godkant


def move(client, hus, **fields):
    data = {
        "fran": hus.post.pk, "till": hus.rest.pk, "belopp": "150 000", "text": "Resan till Bryssel", "organ": "Kommundirektörerna",
        "beslutsdatum": "2022-05-02", "paragraf": "§ 3", "dokument": "", "lydelse": "Att resan betalas.",
    }  # fmt: skip
    return client.post(url(hus, "omdisponera"), data | fields)


def budgets():
    return list(Resultatpost.objects.order_by("ordning").values_list("budget", "belopp"))


def test_money_is_moved_by_decision_with_its_trace(money, as_user):
    client = as_user(money.controller)
    assert client.get(url(money, "omdisponera")).status_code == 200
    assert move(client, money).status_code == 302
    assert budgets() == [(9_850_000, 1_555_000), (457_000, 1_446_000)]
    assert money.ersattning.gallande == 10_307_000
    page = client.get(f"/ekonomi/year/{money.year.pk}/").content.decode()
    for text in ("Resan till Bryssel", "Kommundirektörerna", "150\u00a0000"):
        assert text in page
    assert "Har ändrats genom beslut" in client.get(f"/ekonomi/resultat/{money.post.pk}/andra/").content.decode()
    answer = skicka(client, f"/ekonomi/resultat/{money.post.pk}/ta-bort/", follow=True).content.decode()
    assert "kan inte tas bort" in answer
    assert Resultatpost.objects.count() == 2


def test_new_money_raises_the_compensation(money, as_user):
    move(as_user(money.controller), money, fran="")
    assert budgets() == [(10_000_000, 1_705_000), (457_000, 1_446_000)]
    assert (money.ersattning.andrad, money.ersattning.gallande) == (150_000, 10_457_000)


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"belopp": "10 000 001"}, "belopp"), ({"belopp": "-5"}, "belopp"), ({"fran": "", "till": ""}, "till"), ({"organ": ""}, "organ"), ({"text": ""}, "text"), ({"lydelse": ""}, "lydelse")],
)  # fmt: skip
def test_a_move_that_cannot_be_changes_nothing(money, as_user, fields, field):
    page = move(as_user(money.controller), money, **fields)
    assert field in page.context["form"].errors
    assert budgets() == [(10_000_000, 1_705_000), (307_000, 1_296_000)]
    assert not Omdisponering.objects.exists()
    assert not Beslut.objects.exists()


def test_the_decision_written_there_is_logged_and_no_day_of_a_locked_year_is_given_it(money, as_user):
    factories.verksamhetsar(money.avtal, 2021, status="locked")
    client = as_user(money.controller)
    page = move(client, money, beslutsdatum="2021-12-01")
    assert "är låst" in " ".join(page.context["form"].errors["beslutsdatum"])
    assert not Beslut.objects.exists()
    assert move(client, money).status_code == 302
    assert Handelse.objects.get(akt="lade till beslut").user == money.controller


def test_an_approved_or_closed_year_moves_no_money(money, as_user):
    client = as_user(money.controller)
    godkand(money.year, money.controller)
    assert "Utfallet är godkänt" in move(client, money).content.decode()
    type(money.year).objects.update(status="locked")
    assert client.get(url(money, "omdisponera")).status_code == 403
    assert not Omdisponering.objects.exists()


@pytest.mark.parametrize(
    ("who", "answer"), [("samordnare", 403), ("processledare", 403), ("direktor", 403), ("kommunchef", 404), ("utomstaende", 404)]
)
def test_others_approve_and_move_nothing(money, as_user, who, answer):
    client = as_user(getattr(money, who))
    for akt in ("godkann", "ta-tillbaka"):
        assert client.post(url(money, akt)).status_code == answer
    assert move(client, money).status_code == answer
    assert not Omdisponering.objects.exists()


@time_machine.travel("2022-12-30 10:00 +0100", tick=False)
def test_the_outcome_of_a_year_that_is_not_over_is_not_approved(money, as_user):
    client, mening = as_user(money.controller), "Året är slut först den 31 december 2022."
    assert mening in client.get(f"/ekonomi/year/{money.year.pk}/").content.decode()
    assert mening in client.post(url(money, "godkann"), follow=True).content.decode()
    money.arsresultat.refresh_from_db()
    assert money.arsresultat.godkant is None


@pytest.mark.parametrize(("belopp", "vad"), [(99_000_000, "större intäkter än kostnader"), (-99_000_000, "mer än dubbelt så mycket")])
def test_a_result_larger_than_the_compensation_is_pointed_out_before_it_is_approved(money, as_user, belopp, vad):
    client = as_user(money.controller)
    adress = f"/ekonomi/year/{money.year.pk}/"
    assert "större än hela ersättningen" not in client.get(adress).content.decode()
    Resultatpost.objects.filter(pk=money.rest.pk).update(budget=None, utfall=None, belopp=belopp - money.post.belopp)
    type(money.arsresultat).objects.update(belopp=belopp)
    page = client.get(adress).content.decode().replace("\u00a0", " ")
    assert "Godkänn utfallet" in page
    assert "skottet, 99 000 000 kr, är större än hela ersättningen, 10 307 000 kr: " in page
    assert vad in page
    sagt = [lage.anmarkning for lage in Beredskap(money.year, 1).anmarkningar if "hela ersättningen" in lage.anmarkning.text]
    assert [(a.sort, a.url) for a in sagt] == [("resultat", adress)]


def test_a_result_as_large_as_the_compensation_is_one_it_can_hold(money):
    assert over_ersattningen(10, 10) == over_ersattningen(-10, 10) == over_ersattningen(None, 10) == over_ersattningen(10, None) == ""
    assert over_ersattningen(1, 0)
