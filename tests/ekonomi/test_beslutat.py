"""What is decided of the debt and not booked is told until it is, and no more is booked than is decided."""

import threading
from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from ekonomi import actions
from ekonomi.forms import Nyckelform, Skuldbeslutsform
from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.models import Skuldpost, Skuldursprung
from ekonomi.skuld.beslutat import att_bokfora, beslutslagen
from ekonomi.skuld.kontroll import brister
from ekonomi.skuld.lage import lagen
from ekonomi.skuld.per_kommun import skuldtabell
from tests import factories, samtidigt
from tests.ekonomi.factories import med_resultat
from tests.ekonomi.test_beslut import decide
from tests.formular import skicka
from uppdrag.models import Beslut, Protokoll

INGET_NYTT = dict.fromkeys(("organ", "beslutsdatum", "paragraf", "dokument", "lydelse", "skuldbelopp"), "")  # a decision is chosen
pytestmark = pytest.mark.django_db


@pytest.fixture
def money(hus):
    return med_resultat(hus)


def test_the_sum_of_a_kommun_is_unknown_while_a_part_of_it_is(money, as_user):
    rader = {rad.organisation: rad for rad in skuldtabell(money.avtal, lagen(money.avtal)).rader}
    assert (rader[money.berg].belopp, rader[money.berg].summa, rader[money.berg].kant) == ((None, 952_993), None, 952_993)
    page = as_user(money.controller).get(f"/ekonomi/skuld/{money.avtal.pk}/").content.decode()
    assert page.partition(">Berg</a></th>")[2].partition("</tr>")[0].count("–") == 2
    decide(as_user(money.controller), money, ursprung=money.ursprung.pk, belopp="3 490 000")
    assert skuldtabell(money.avtal, lagen(money.avtal)).rader[0].summa == 952_993, "nothing of the lump is left"


def test_the_decisions_to_choose_are_those_that_can_decide_it(money, as_user):
    ratt = Beslut.objects.create(avtal=money.avtal, organ="Rådet", datum=date(2023, 2, 8), paragraf="4", text="Att 500 000 kr används")
    natverk = factories.arena(money.avtal, "Nätverket", sort="natverk")
    for fields in (
        {"datum": date(2020, 12, 30)},  # before there was a debt
        {"datum": date(2099, 1, 1)},
        {"datum": None, "datum_text": "juni 2018"},
        {"datum": date(2023, 3, 1), "rekommendation": True},
        {"datum": date(2023, 3, 1), "arena": natverk},
    ):
        Beslut.objects.create(avtal=money.avtal, organ="Annat", text="X", **fields)
    Beslut.objects.create(avtal=money.annat_avtal, organ="Annat", datum=date(2023, 3, 1), text="X")
    val = Skuldbeslutsform(avtal=money.avtal).fields["beslut"]
    assert [(str(v), text) for v, text in list(val.choices)[1:]] == [(str(ratt.pk), "2023-02-08, Rådet § 4: Att 500 000 kr används")]
    factories.verksamhetsar(money.avtal, 2023, status="locked")
    assert list(Skuldbeslutsform(avtal=money.avtal).fields["beslut"].queryset) == []


def test_a_decision_about_something_else_is_not_offered_and_not_written_twice(money, as_user):
    """It is about the debt when it says how much of it, or its words are of money; one written anew is found all the same."""
    dag = {"avtal": money.avtal, "organ": "Rådet", "datum": date(2023, 2, 8)}
    annat = Beslut.objects.create(**dag, paragraf="4", text="Att överenskommelsen i huvudsak är uppfylld")
    belopp = Beslut.objects.create(**dag, paragraf="5", text="Enligt förslaget", skuldbelopp=500_000)
    ord_ = [Beslut.objects.create(**dag, text=text) for text in ("Att 1,5 mkr går åter", "Att Överskottet används", "Att 500 kr ges")]
    for form in (Skuldbeslutsform(avtal=money.avtal), Nyckelform(ursprung=money.ursprung)):
        assert set(form.fields["beslut"].queryset) == {belopp, *ord_}
    page = decide(as_user(money.controller), money, organ="Rådet", paragraf="4")
    assert f"redan registrerat: {annat}. Be processledaren" in str(page.context["form"].errors["beslut"])


class TestDecidedAndBooked:
    """A decision on the debt is told until it is booked, and no more is booked on it than it says."""

    TEXT = "Att 500 000 kr av skulden från 2022 betalas tillbaka till kommunerna."

    def _beslut(self, money, text=TEXT, dag=date(2023, 2, 8), skuldbelopp=500_000, **fields):
        return Beslut.objects.create(avtal=money.avtal, organ="Rådet", datum=dag, text=text, skuldbelopp=skuldbelopp, **fields)

    def _bokfor(self, client, money, beslut, **fields):
        return decide(client, money, beslut=beslut.pk, **INGET_NYTT | fields)

    def test_a_decision_is_told_as_not_booked_until_it_is(self, money, as_user):
        beslut, client = self._beslut(money), as_user(money.controller)
        sidor = [f"/ekonomi/skuld/{money.avtal.pk}/", f"/ekonomi/skuld/{money.avtal.pk}/beslut/"]
        for adress in sidor:
            text = client.get(adress).content.decode()
            assert all(del_ in text for del_ in ("Kvar att bokföra", TestDecidedAndBooked.TEXT, '<td class="siffra">500\u00a0000</td>'))
        uppgift = f"Bokför 500\u00a0000\u00a0kr enligt {beslut}"
        sida = client.get("/").content.decode()
        assert uppgift in sida, sida.partition("Att göra")[2][:1500]
        kommunen = f"/ekonomi/skuld/{money.avtal.pk}/kommun/{money.berg.pk}/"
        vantar = "Beslutat av hela skulden men inte bokfört ännu, och därför inte draget här: 500\u00a0000\u00a0kr"
        assert vantar in as_user(money.kommunchef).get(kommunen).content.decode()
        client = as_user(money.controller)
        assert self._bokfor(client, money, beslut, belopp="500 000").status_code == 302
        assert uppgift not in client.get("/").content.decode()
        assert vantar not in client.get(kommunen).content.decode()
        assert [(rad.beslutat, rad.bokfort, rad.kvar, rad.over) for rad in beslutslagen(money.avtal)] == [(500_000, 500_000, 0, 0)]

    def test_no_path_books_more_than_is_decided(self, money, as_user):
        beslut, client = self._beslut(money), as_user(money.controller)
        for fields in ({"belopp": ""}, {"belopp": "500 001"}, {"organisation": money.berg.pk, "belopp": "600 000"}):
            assert "Beslutet gäller 500\u00a0000\u00a0kr" in str(
                self._bokfor(client, money, beslut, **fields).context["form"].errors["belopp"]
            )
        assert self._bokfor(client, money, beslut, belopp="500 000").status_code == 302
        for fields in ({"organisation": money.berg.pk}, {"andamal": "anvands"}, {"ursprung": money.ursprung.pk}):
            page = self._bokfor(client, money, beslut, belopp="100 000", **fields)
            assert "är redan bokfört och inget är kvar" in str(page.context["form"].errors["belopp"])
        assert [p.belopp for p in Skuldpost.objects.filter(sort="beslut")] == [-500_000]
        actions.ratta(Skuldpost.objects.get(sort="beslut"), text="Fel", by=money.controller)
        assert self._bokfor(client, money, beslut, organisation=money.berg.pk, belopp="100 000").status_code == 302

    def test_of_a_decision_without_a_sum_it_is_registered_where_it_is_booked(self, money, as_user):
        beslut, client = self._beslut(money, skuldbelopp=None), as_user(money.controller)
        for skrivet, fel in (("", "Skriv hur mycket av skulden beslutet gäller"), ("50 000", "I beslutets text står 500\u00a0000\u00a0kr")):
            page = self._bokfor(client, money, beslut, belopp="40 000", skuldbelopp=skrivet)
            assert fel in str(page.context["form"].errors["skuldbelopp"]).replace("\u00a0kr.", "\u00a0kr")
        assert not Skuldpost.objects.filter(sort="beslut").exists()
        assert "Beslutet gäller" in str(self._bokfor(client, money, beslut, belopp="600 000", skuldbelopp="500 000").context["form"].errors)
        beslut.refresh_from_db()
        assert beslut.skuldbelopp is None, "refused whole"
        assert self._bokfor(client, money, beslut, belopp="400 000", skuldbelopp="500 000").status_code == 302
        assert [(rad.beslutat, rad.bokfort, rad.kvar) for rad in beslutslagen(money.avtal)] == [(500_000, 400_000, 100_000)]
        assert beslut.history.first().history_user == money.controller
        page = self._bokfor(client, money, beslut, organisation=money.berg.pk, belopp="40 000", skuldbelopp="600 000")
        assert "På beslutet är 500\u00a0000\u00a0kr av skulden registrerat" in str(page.context["form"].errors["skuldbelopp"])

    def test_not_on_one_whose_minutes_are_adopted(self, money, as_user):
        mote = factories.mote(factories.arena(money.avtal, "Rådet", sort="politisk"), date(2022, 12, 31))
        beslut = self._beslut(money, dag=mote.fran, skuldbelopp=None, tillfalle=mote)
        Protokoll.objects.create(tillfalle=mote, ordforande="A", justerare="B", justerat_den=mote.fran, justerat_av=money.samordnare)
        page = self._bokfor(as_user(money.controller), money, beslut, belopp="40 000", skuldbelopp="500 000")
        assert "justerat" in str(page.context["form"].errors)
        assert not Skuldpost.objects.filter(sort="beslut").exists()

    def test_the_sum_is_not_lowered_below_what_is_booked(self, money, as_user):
        beslut, client = self._beslut(money), as_user(money.controller)
        self._bokfor(client, money, beslut, belopp="400 000")
        adress = reverse("uppdrag:beslut_edit", args=[beslut.pk])
        data = {"avtal": money.avtal.pk, "organ": "Rådet", "datum": "2023-02-08", "text": "Att skulden betalas tillbaka."}
        client = as_user(money.processledare)
        for belopp in ("399 999", ""):
            page = skicka(client, adress, data | {"skuldbelopp": belopp})
            assert "Mer än så är bokfört på beslutet" in str(page.context["form"].errors["skuldbelopp"])
            with pytest.raises(IntegrityError), transaction.atomic():
                Beslut.objects.update(skuldbelopp=belopp.replace(" ", "") or None)
        for belopp in ("600 000", "400 000"):
            assert skicka(client, adress, data | {"skuldbelopp": belopp}).status_code == 302
        actions.ratta(Skuldpost.objects.get(sort="beslut"), text="Fel", by=money.controller)
        assert skicka(client, adress, data | {"skuldbelopp": ""}).status_code == 302

    def test_the_day_stays_as_the_ledger_has_it_until_the_entry_is_corrected(self, money, as_user):
        beslut, client = self._beslut(money), as_user(money.controller)
        self._bokfor(client, money, beslut, belopp="400 000")
        adress = reverse("uppdrag:beslut_edit", args=[beslut.pk])
        data = {"avtal": money.avtal.pk, "organ": "Rådet", "text": self.TEXT, "skuldbelopp": "500 000", "datum": "2023-02-08"}
        client = as_user(money.processledare)
        page = skicka(client, adress, data | {"datum": "2023-02-09"})
        assert "Rätta posterna där först" in str(page.context["form"].errors["datum"])
        for fields in ({"datum": date(2023, 2, 9)}, {"datum": None, "datum_text": "våren 2023"}, {"avtal": money.annat_avtal}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Beslut.objects.filter(pk=beslut.pk).update(**fields)
        assert skicka(client, adress, data | {"paragraf": "12"}).status_code == 302, "the ledger shows its § from the decision"
        assert "§ 12" in as_user(money.controller).get(f"/ekonomi/skuld/{money.avtal.pk}/").content.decode()
        actions.ratta(Skuldpost.objects.get(sort="beslut"), text="Fel", by=money.controller)
        assert skicka(as_user(money.processledare), adress, data | {"paragraf": "12", "datum": "2023-02-09"}).status_code == 302

    def test_what_is_more_than_decided_is_said(self, money, as_user):
        """From before a decision had a sum."""
        beslut, client = self._beslut(money, skuldbelopp=None), as_user(money.controller)
        falt = {"datum": beslut.datum, "belopp": -600_000, "text": "X", "beslut": beslut, "andamal": "anvands", "av": money.controller}
        Skuldpost.objects.create(ursprung=money.resultat.ursprung, sort="beslut", **falt)
        assert "inget belopp är registrerat" in client.get(f"/ekonomi/skuld/{money.avtal.pk}/").content.decode()
        Beslut.objects.update(skuldbelopp=500_000)
        assert "100\u00a0000 mer än beslutat" in client.get(f"/ekonomi/skuld/{money.avtal.pk}/").content.decode()
        assert any("men det gäller 500\u00a0000\u00a0kr" in mening for mening in brister(money.avtal))

    def test_a_debt_does_not_make_a_deficit_less_to_decide_of(self, money, as_user):
        """Together they are 1 491 000, but the deficit that is to be covered is five millions."""
        annat = Skuldursprung.objects.create(avtal=money.avtal, beteckning="2019", forsta=2019, sista=2019)
        annat.poster.create(sort="ingaende", datum="2022-01-01", belopp=-5_000_000, text="Underskott", av=money.controller)
        self._beslut(money, skuldbelopp=5_000_000)
        assert "mer än hela skulden" not in as_user(money.controller).get(f"/ekonomi/skuld/{money.avtal.pk}/").content.decode()
        assert [rad.kvar for rad in att_bokfora(money.avtal)] == [5_000_000]
        assert not any("mer än hela skulden" in mening for mening in brister(money.avtal))

    def test_more_than_the_whole_debt_is_said_and_asked_of_nobody(self, money, as_user):
        self._beslut(money, skuldbelopp=9_000_000)
        client = as_user(money.controller)
        assert "9\u00a0000\u00a0000, mer än hela skulden" in client.get(f"/ekonomi/skuld/{money.avtal.pk}/").content.decode()
        assert att_bokfora(money.avtal) == []
        assert any("mer än hela skulden" in mening for mening in brister(money.avtal))

    @pytest.mark.parametrize(
        "fields",
        [{"rekommendation": True}, {"dag": date(2019, 6, 1)}, {"dag": date(2099, 1, 1)}, {"skuldbelopp": None}],
    )
    def test_what_decides_nothing_of_the_debt_is_not_told(self, money, fields):
        self._beslut(money, **fields)
        assert beslutslagen(money.avtal) == att_bokfora(money.avtal) == []
        self._beslut(money)
        assert len(beslutslagen(money.avtal)) == len(att_bokfora(money.avtal)) == 1

    def test_in_a_locked_year_there_is_nothing_to_do_but_it_is_told(self, money, as_user):
        self._beslut(money, dag=date(2022, 12, 31))
        assert len(att_bokfora(money.avtal)) == 1
        type(money.year).objects.update(status="locked")
        assert att_bokfora(money.avtal) == []
        assert "500\u00a0000, i ett låst år" in as_user(money.controller).get(f"/ekonomi/skuld/{money.avtal.pk}/").content.decode()
        blad = as_user(money.controller).get(f"/ekonomi/skuld/{money.avtal.pk}/kommun/{money.berg.pk}/utdrag.xlsx")
        rader = list(load_workbook(BytesIO(blad.content)).active.values)
        assert rader[-1][2].startswith("Beslutat av hela skulden, inte bokfört")
        assert rader[-1][5] == 500_000


@samtidigt.bara_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_book_on_a_decision_at_once_the_second_is_refused_what_the_first_took(hus):
    """For two purposes, so that nothing else refuses her: what is booked is counted with the agreement held."""
    money = med_resultat(hus)
    beslut = Beslut.objects.create(avtal=hus.avtal, organ="Rådet", datum=date(2023, 2, 8), text="Att återbetala", skuldbelopp=500_000)

    def bokfor(andamal):
        client = Client()
        client.force_login(hus.controller)
        return decide(client, money, belopp="400 000", andamal=andamal, beslut=beslut.pk, **INGET_NYTT).status_code

    assert sorted(samtidigt.tryck(lambda: bokfor("aterbetalas"), lambda: bokfor("anvands"))) == [200, 302]
    assert [p.belopp for p in Skuldpost.objects.filter(sort="beslut")] == [-400_000]


@samtidigt.bara_postgresql
@pytest.mark.django_db(transaction=True)
def test_who_lowers_the_sum_waits_for_who_is_booking_on_it_and_is_refused(hus):
    money = med_resultat(hus)
    beslut = Beslut.objects.create(avtal=hus.avtal, organ="Rådet", datum=date(2023, 2, 8), text="Att återbetala", skuldbelopp=500_000)
    client, svar = Client(), []
    client.force_login(hus.controller)

    def sank():
        ledare = Client()
        ledare.force_login(hus.processledare)
        data = {"avtal": hus.avtal.pk, "organ": "Rådet", "datum": "2023-02-08", "text": "Att återbetala", "skuldbelopp": "100 000"}
        svar.append(skicka(ledare, reverse("uppdrag:beslut_edit", args=[beslut.pk]), data).status_code)
        connection.close()

    trad = threading.Thread(target=sank)
    with transaction.atomic():
        assert decide(client, money, belopp="400 000", beslut=beslut.pk, **INGET_NYTT).status_code == 302
        trad.start()
        trad.join(1.5)
        assert svar == [], "she waits"
    trad.join()
    beslut.refresh_from_db()
    assert (svar, beslut.skuldbelopp) == ([200], 500_000)


def test_a_decision_from_before_the_opening_balance_is_booked_on_its_day(money, as_user):
    """The debt of 2020–2021 was there when 2020 ended; what was owed when 2022 began is what the opening balance says."""
    om = {"ursprung": money.ursprung.pk, "beslutsdatum": "2020-12-31", "lydelse": "Att 100 000 kr betalas.", "skuldbelopp": "100 000"}
    assert decide(as_user(money.controller), money, **om).status_code == 302
    post = Skuldpost.objects.get(sort="beslut")
    assert (post.datum, post.beslut.datum, post.belopp) == (date(2022, 1, 1), date(2020, 12, 31), -100_000)
    assert "2020-12-31" in as_user(money.controller).get(f"/ekonomi/skuld/{money.avtal.pk}/").content.decode()
    skuld = ekonomiskt_resultat(money.year).skuld
    assert [rad.ingaende for rad in skuld.rader] == [3_490_000, 0], "the opening balance is what it was booked as"
    assert not brister(money.avtal)
    tidig = Beslut.objects.create(avtal=money.avtal, organ="Rådet", datum=date(2021, 5, 3), text="Att 9 kr betalas", skuldbelopp=9)
    assert tidig in Skuldbeslutsform(avtal=money.avtal).fields["beslut"].queryset


def test_a_decision_from_before_the_opening_balance_books_nothing_in_a_locked_year(money, as_user):
    type(money.year).objects.update(status="locked")
    page = decide(as_user(money.controller), money, ursprung=money.ursprung.pk, beslutsdatum="2021-05-03")
    assert "Året 2022 är låst. Posten kan inte gälla en dag i ett låst år." in page.content.decode()
    assert not Skuldpost.objects.filter(sort="beslut").exists()


def test_a_day_in_no_registered_year_is_no_day_in_a_locked_one(money, as_user):
    """Decisions come before the year they fall in is registered: the refusal names what it refuses, and no more."""
    type(money.year).objects.update(status="locked")
    assert decide(as_user(money.controller), money, beslutsdatum="2023-04-01").status_code == 302
    page = decide(as_user(money.controller), money, beslutsdatum="2022-12-31").content.decode()
    assert "kan inte gälla en dag i ett låst år" in page
    assert "öppet år" not in page
