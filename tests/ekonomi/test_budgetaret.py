"""The year in money: readings kept as they were, prognos against budget, and the samordnare asked to explain."""

import io
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from ekonomi import actions
from ekonomi.budget.aret import Aret
from ekonomi.forms import Budgetuppfoljningsform
from ekonomi.models import Avvikelseforklaring, Budgetpost, Budgetuppfoljning, Prognosgrans, Prognosrad
from ekonomi.resultat import avvikelse, kolumnsumma
from samverkan.models import Roll, Rolltilldelning
from tests import factories
from tests.ekonomi.factories import avlast_fil, beslutad_budget, figures, forklarad, godkand, koppla_alla, uppfoljning
from tests.formular import skicka
from uppdrag.models import Samordnare


@pytest.fixture
def money(hus):
    """Two uppdrag with decided budgets, 1 000 000 and 500 000; the samordnare has the first, nobody the second."""
    hus.annat = factories.uppdrag(hus.avtal, "Barn och utbildning", ordning=2)
    for u, belopp in ((hus.uppdrag, 1_000_000), (hus.annat, 500_000)):
        beslutad_budget(hus.year, u, belopp, hus.controller)
    return hus


def url(hus, akt="aret/"):
    return f"/ekonomi/year/{hus.year.pk}/{akt}"


def for_in(client, hus, *, per="2022-04-30", ett=("300 000", "1 060 000"), tva=("100 000", "500 000"), **andra):
    data = {"per": per, "kalla": "Resultatrapport"}
    for u, (utfall, prognos) in ((hus.uppdrag, ett), (hus.annat, tva)):
        data |= {f"utfall_{u.pk}": utfall, f"prognos_{u.pk}": prognos}
    return client.post(url(hus, "uppfoljning/ny/"), data | andra)


def sida(client, hus, fraga=""):
    return client.get(url(hus) + fraga)


def test_a_reading_is_kept_and_the_year_foots(money, as_user):
    client = as_user(money.controller)
    assert for_in(client, money).status_code == 302
    for_in(client, money, per="2022-08-31", ett=("650 000", "1 030 000"), tva=("320 000", "470 000"))
    svar = sida(client, money)
    rader = [(r.uppdrag.namn, *r.belopp) for r in svar.context["aret"].rader]
    assert rader == [
        ("Lärcentrum", 1_000_000, 300_000, 650_000, None, 1_030_000, -30_000),
        ("Barn och utbildning", 500_000, 100_000, 320_000, None, 470_000, 30_000),
    ]
    assert svar.context["aret"].summor == [1_500_000, 400_000, 970_000, None, 1_500_000, 0]
    html = svar.content.decode()
    assert "Tertial 2, till 31 augusti" in html
    assert "−30\u00a0000" in html
    assert Budgetuppfoljning.objects.count() == 2


def test_the_newest_reading_of_a_period_counts_and_the_former_is_kept(money, as_user):
    client = as_user(money.controller)
    for_in(client, money)
    forsta = Budgetuppfoljning.objects.get()
    ny = client.get(f"{url(money, 'uppfoljning/ny/')}?rattar={forsta.pk}")
    assert 'value="300 000"' in ny.content.decode()
    assert 'value="2022-04-30"' in ny.content.decode()
    for_in(client, money, ett=("310 000", "1 060 000"))
    assert Aret(money.year).rader[0].utfall == [310_000, None, None]
    assert "300\u00a0000" in client.get(forsta.get_absolute_url()).content.decode()
    for act in (
        lambda: Budgetuppfoljning.objects.update(kalla="x"),
        lambda: Prognosrad.objects.update(prognos=1),
        lambda: Prognosrad.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_what_nobody_entered_is_unknown_and_has_no_sum(money, as_user):
    client = as_user(money.controller)
    for_in(client, money, tva=("100 000", ""))
    aret = Aret(money.year)
    assert (aret.rader[1].prognos, aret.rader[1].avvikelse) == (None, None)
    assert aret.summor == [1_500_000, 400_000, None, None, None, None]
    assert not aret.rader[1].passerar
    for_in(client, money, per="2022-05-31", ett=("0", ""), tva=("", "0"))
    assert [(r.utfall[1], r.prognos) for r in Aret(money.year).rader] == [(0, None), (None, 0)]


def test_the_sum_of_columns_leaves_out_who_says_nothing():
    assert kolumnsumma([[1, None], [2, 5], [None, None]]) == [3, None]
    assert kolumnsumma([[None]]) == []
    assert [avvikelse(10, 12), avvikelse(None, 12), avvikelse(10, None), avvikelse(0, 0)] == [-2, None, None, 0]


def test_by_month_only_those_that_were_read_are_shown(money, as_user):
    client = as_user(money.controller)
    for_in(client, money)
    for_in(client, money, per="2022-05-31")
    svar = sida(client, money, "?per=manad")
    assert [p.namn for p in svar.context["aret"].perioder] == ["April", "Maj"]


@pytest.mark.parametrize(
    ("falt", "mening"),
    [
        ({"per": "2023-01-01"}, "Dagen ska ligga i 2022"),
        ({"per": ""}, "fält måste fyllas i"),
        ({"kalla": ""}, "fält måste fyllas i"),
        ({"ett": ("1,5 mkr", "")}, "Skriv ett helt tal"),
        ({"ett": ("", ""), "tva": ("", "")}, "Skriv minst ett utfall eller en prognos."),
    ],
)
def test_a_reading_that_cannot_be_is_refused_in_words(money, as_user, falt, mening):
    assert mening in for_in(as_user(money.controller), money, **falt).content.decode()
    assert not Budgetuppfoljning.objects.exists()


def test_a_day_that_has_not_been_has_no_outcome(money, as_user):
    i_morgon = timezone.localdate() + timedelta(days=1)
    type(money.year).objects.update(fran=i_morgon - timedelta(days=9), till=i_morgon + timedelta(days=200))
    assert "en dag som inte har varit" in for_in(as_user(money.controller), money, per=str(i_morgon)).content.decode()


def test_an_approved_or_closed_year_takes_no_reading(money, as_user):
    client = as_user(money.controller)
    figures(money)
    godkand(money.year, money.controller)
    assert client.get(url(money, "uppfoljning/ny/")).status_code == 403
    assert "Utfallet är godkänt" in for_in(client, money).content.decode()
    type(money.year).objects.update(status="locked")
    assert "Året är låst" in for_in(client, money).content.decode()
    assert not Budgetuppfoljning.objects.exists()


def test_the_outcome_is_taken_from_a_read_file_and_only_of_those_it_names(money, as_user):
    fil = avlast_fil(money.year, money.controller)
    koppla_alla(fil, money.uppdrag, money.controller)
    form = as_user(money.controller).get(f"{url(money, 'uppfoljning/ny/')}?fil={fil.pk}").context["form"]
    assert form.initial[f"utfall_{money.uppdrag.pk}"] == 795_000
    assert form.initial[f"utfall_{money.annat.pk}"] is None
    assert "utfall.se" in form.initial["kalla"]
    annans = factories.verksamhetsar(money.avtal, 2023)
    form = as_user(money.controller).get(f"/ekonomi/year/{annans.pk}/uppfoljning/ny/?fil={fil.pk}").context["form"]
    assert form.initial[f"utfall_{money.uppdrag.pk}"] is None


# --- deviations are explained ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "skillnad", "svar"),
    [
        (1_000_000, -50_000, True), (1_000_000, 50_000, True), (1_000_000, -49_999, False), (2_000_000, -99_999, False),
        (2_000_000, -100_000, True), (0, -50_000, True), (1_000_000, 0, False), (None, -50_000, False), (1_000_000, None, False),
    ],
)  # fmt: skip
def test_the_limit_is_passed_when_both_per_cent_and_kronor_are(budget, skillnad, svar):
    assert Prognosgrans().passeras(budget, skillnad) is svar


def test_nothing_is_a_deviation_when_the_limit_is_nought():
    assert Prognosgrans(procent=0, kronor=0).passeras(5, 0) is False
    assert Prognosgrans(procent=0, kronor=0).passeras(5, 1) is True


def test_the_samordnare_is_told_once_and_explains_in_her_own_words(money, as_user, django_capture_on_commit_callbacks):
    controller = as_user(money.controller)
    with django_capture_on_commit_callbacks(execute=True):
        svar = for_in(controller, money, tva=("100 000", "900 000"))
    assert svar.status_code == 302
    (brev,) = mail.outbox  # the other uppdrag has no samordnare
    rad = Prognosrad.objects.get(uppdrag=money.uppdrag)
    assert brev.to == [money.samordnare.email]
    assert "ett underskott på 60\u00a0000\u00a0kr" in brev.body
    assert f"http://testserver/ekonomi/prognosrader/{rad.pk}/forklara/" in brev.body
    html = sida(controller, money).content.decode()
    assert "Lärcentrum, ett underskott på 60\u00a0000\u00a0kr: Samordnare" in html
    assert "Barn och utbildning, ett underskott på 400\u00a0000\u00a0kr: uppdraget har ingen samordnare" in html

    client = as_user(money.samordnare)
    assert "Förklara avvikelsen från budgeten 2022: Lärcentrum" in client.get("/").content.decode()
    adress = f"/ekonomi/prognosrader/{rad.pk}/forklara/"
    assert "1\u00a0060\u00a0000\u00a0kr" in client.get(adress).content.decode()
    assert skicka(client, adress, {"text": "Hyran höjdes i mars."}).status_code == 302
    assert Avvikelseforklaring.objects.get().av == money.samordnare
    assert "Förklara avvikelsen" not in client.get("/").content.decode()
    assert skicka(client, adress, {"text": "Hyran höjdes i april."}).status_code == 302
    html = sida(as_user(money.controller), money).content.decode()
    assert "Hyran höjdes i april." in html
    assert "ett underskott på 60" not in html


def test_a_second_press_keeps_and_sends_nothing_more(money, as_user, django_capture_on_commit_callbacks):
    client = as_user(money.controller)
    with django_capture_on_commit_callbacks(execute=True):
        assert for_in(client, money, ett=("300 000", "2 000 000")).status_code == 302
        igen = for_in(client, money, ett=("300 000", "2 000 000"))
    assert "Samma uppföljning är redan införd för den dagen." in igen.content.decode()
    assert (Budgetuppfoljning.objects.count(), len(mail.outbox)) == (1, 1)
    assert for_in(client, money, ett=("300 000", "2 000 001")).status_code == 302


def test_no_letter_goes_below_the_limit_or_without_a_decided_budget(money, as_user, django_capture_on_commit_callbacks):
    client = as_user(money.controller)
    with django_capture_on_commit_callbacks(execute=True):
        for_in(client, money, ett=("1", "1 049 999"))
        Budgetpost.objects.update(beslutad=None, beslutad_av=None)
        for_in(client, money, ett=("1", "9 000 000"))
    assert mail.outbox == []
    assert "är inte beslutad, så ingen avvikelse kan räknas" in sida(client, money).content.decode()


def test_a_reading_entered_late_about_an_earlier_day_asks_for_nothing(money, as_user, django_capture_on_commit_callbacks):
    client = as_user(money.controller)
    for_in(client, money, per="2022-08-31", ett=("1", "1 000 000"))
    with django_capture_on_commit_callbacks(execute=True):
        for_in(client, money, per="2022-04-30", ett=("1", "9 000 000"))
    assert mail.outbox == []
    assert "Förklara avvikelsen" not in as_user(money.samordnare).get("/").content.decode()


def test_a_tie_without_its_role_gets_no_letter(money, as_user, django_capture_on_commit_callbacks):
    Rolltilldelning.objects.filter(user=money.samordnare).update(till=date(2021, 1, 1))
    with django_capture_on_commit_callbacks(execute=True):
        for_in(as_user(money.controller), money)
    assert mail.outbox == []


def test_an_earlier_reading_is_no_longer_explained(money, as_user):
    rad = forklarad(money.year, money.uppdrag, money.controller, money.samordnare)
    client, adress = as_user(money.samordnare), f"/ekonomi/prognosrader/{rad.pk}/forklara/"
    assert client.get(adress).status_code == 200
    uppfoljning(money.year, date(2022, 8, 31), money.controller, {money.uppdrag: (1, 2)})
    assert client.get(adress).status_code == 403
    assert "En senare prognos har förts in." in client.post(adress, {"text": "Sent", "version": "x"}).content.decode()
    assert Avvikelseforklaring.objects.get().text != "Sent"


def test_nobody_explains_for_another(money, as_user):
    rad = forklarad(money.year, money.uppdrag, money.controller, money.samordnare)
    grannen = factories.user("Granne", roll=Roll.SAMORDNARE, organisation=money.region)
    Samordnare.objects.create(uppdrag=money.annat, user=grannen, fran=factories.BORJAN)
    svaren = {
        grannen: 403,
        money.controller: 403,
        money.processledare: 403,
        money.kommunchef: 404,
        money.tjansteperson: 404,
        money.utomstaende: 404,
    }
    for vem, svar in svaren.items():
        for act in (as_user(vem).get, as_user(vem).post):
            assert act(f"/ekonomi/prognosrader/{rad.pk}/forklara/").status_code == svar, vem
    type(money.year).objects.update(status="locked")
    assert as_user(money.samordnare).get(f"/ekonomi/prognosrader/{rad.pk}/forklara/").status_code == 403


def test_kommuner_and_others_know_nothing_of_the_year_in_money(money, as_user):
    rad = forklarad(money.year, money.uppdrag, money.controller, money.samordnare)
    sidor = [url(money), url(money, "aret.xlsx"), rad.uppfoljning.get_absolute_url()]
    for vem, svar in {
        money.samordnare: 200,
        money.direktor: 200,
        money.kommunchef: 404,
        money.lasare: 404,
        money.utomstaende: 404,
        money.roll_los: 404,
    }.items():
        assert [as_user(vem).get(s).status_code for s in sidor] == [svar] * 3, vem
    for vem, svar in {money.samordnare: 403, money.processledare: 403, money.kommunchef: 404, money.utomstaende: 404}.items():
        client = as_user(vem)
        assert client.get(url(money, "uppfoljning/ny/")).status_code == svar
        assert for_in(client, money).status_code == svar
        assert client.get(f"/ekonomi/avtal/{money.avtal.pk}/prognosgrans/").status_code == svar
    assert Budgetuppfoljning.objects.count() == 1


def test_the_controller_sets_the_limit_of_the_agreement(money, as_user):
    client, adress = as_user(money.controller), f"/ekonomi/avtal/{money.avtal.pk}/prognosgrans/"
    assert 'value="50 000"' in client.get(adress).content.decode()
    assert "kan inte vara mindre" in skicka(client, adress, {"procent": "2", "kronor": "-1"}).content.decode()
    assert skicka(client, adress, {"procent": "2,5", "kronor": "10 000"}).status_code == 302
    uppfoljning(money.year, date(2022, 4, 30), money.controller, {money.uppdrag: (1, 1_025_000)})
    assert [r.uppdrag for r in Aret(money.year).utan_forklaring] == [money.uppdrag]
    assert "2,5\u00a0%" in sida(client, money).content.decode()


def test_the_excel_file_says_what_the_page_says(money, as_user):
    client = as_user(money.controller)
    for_in(client, money, tva=("100 000", ""))
    forklaring = {"prognosrad": Prognosrad.objects.get(uppdrag=money.uppdrag), "text": "=HYPERLINK(1)", "av": money.samordnare}
    Avvikelseforklaring.objects.create(**forklaring)
    ark = load_workbook(io.BytesIO(client.get(url(money, "aret.xlsx")).content)).active
    rader = [[c.value for c in rad] for rad in ark.iter_rows()]
    assert rader[0] == ["Uppdrag", "Budget", "Tertial 1, till 30 april", "Tertial 2", "Tertial 3", "Prognos", "Avvikelse", "Förklaring"]
    assert rader[1] == ["Lärcentrum", 1_000_000, 300_000, "–", "–", 1_060_000, -60_000, "=HYPERLINK(1)"]
    assert ark["H2"].data_type == "s"
    assert rader[2][1:7] == [500_000, 100_000, "–", "–", "–", "–"]
    assert rader[3][:3] == ["Summa", 1_500_000, 400_000]


def test_the_pages_ask_as_much_of_three_as_of_one(money, as_user):
    Budgetpost.objects.filter(uppdrag=money.annat).delete()
    client = as_user(money.samordnare)
    uppfoljning(money.year, date(2022, 4, 30), money.controller, {money.uppdrag: (1, 9_000_000)})

    def antal():
        with CaptureQueriesContext(
            connection,
        ) as fragor:
            for adress in (url(money), "/"):
                assert client.get(adress).status_code == 200
        return len(fragor)

    antal()
    ett, belopp = antal(), {money.uppdrag: (1, 9_000_000)}
    for namn in ("Tre", "Fyra"):
        u = factories.uppdrag(money.avtal, namn)
        beslutad_budget(money.year, u, 1_000_000, money.controller)
        Samordnare.objects.create(uppdrag=u, user=money.samordnare, fran=factories.BORJAN)
        belopp[u] = (1, 9_000_000)
    uppfoljning(money.year, date(2022, 8, 31), money.controller, belopp)
    assert antal() == ett
    assert client.get("/").content.decode().count("<strong>Förklara avvikelsen") == 3


def test_of_two_readings_at_once_both_are_kept(money):
    """Nothing is written over: the later one counts."""
    for n in ("1", "2"):
        data = {"per": "2022-04-30", "kalla": "Rapport", f"utfall_{money.uppdrag.pk}": n}
        form = Budgetuppfoljningsform(data, instance=Budgetuppfoljning(verksamhetsar=money.year))
        assert form.is_valid()
        actions.spara_uppfoljning(form, by=money.controller)
    assert Aret(money.year).rader[0].utfall[0] == 2
    assert Budgetuppfoljning.objects.count() == 2


def test_a_year_thought_to_cost_less_than_it_has_is_pointed_out_and_not_refused(money, as_user):
    """It may be right, when income is to come."""
    client = as_user(money.controller)
    svar = for_in(client, money, per="2022-08-31", ett=("300 000", "100 000"), tva=("100 000", "100 000"))
    html = client.get(svar["Location"]).content.decode()
    assert "Prognosen för Lärcentrum är lägre än utfallet hittills." in html
    assert html.count("lägre än utfallet hittills</span>") == 1
    assert client.get(Budgetuppfoljning.objects.get().get_absolute_url()).content.decode().count("lägre än utfallet hittills") == 1
    svar = for_in(client, money, per="2022-09-30", ett=("300 000", ""), tva=("", "100 000"))
    assert "lägre än utfallet" not in client.get(svar["Location"]).content.decode(), "of what is not known nothing is said"
