"""The basis for invoices: the parts make the year's share, what is handed over stays, repayments are netted and never below zero."""

import io
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ekonomi.fakturering.perioder import Fakturadel, delat, fakturor, perioder
from ekonomi.fakturering.underlag import underlag_for
from ekonomi.folkmangd.nyckel import nyckel_for
from ekonomi.models import Ersattning, Fakturareferens, Faktureringsregel, Faktureringsunderlag, Folkmangd, Skuldandel, Skuldpost
from tests.ekonomi.factories import figures
from tests.formular import skicka
from uppdrag.models import Beslut

pytestmark = pytest.mark.django_db
DAG = date(2021, 11, 1)


@pytest.fixture
def money(hus):
    """10 307 001 kronor between two kommuner, by quarter."""
    money = figures(hus)
    Ersattning.objects.update(belopp=10_307_001)
    for kommun, antal in ((hus.berg, 7_133), (hus.krokom, 15_329)):
        Folkmangd.objects.create(avtal=hus.avtal, organisation=kommun, datum=DAG, antal=antal, kalla="SCB")
    Faktureringsregel.objects.create(avtal=hus.avtal, referens="Ekonomi 4711")
    money.adress = f"/ekonomi/year/{hus.year.pk}/fakturering/"
    return money


def lamna(client, money, nummer):
    summa = client.get(money.adress).context["summa"]
    return client.post(f"{money.adress}{nummer}/lamna/", {"belopp": summa}, follow=True)


def aterbetalning(money, belopp, kommun=None, nyckel=True):
    """A decided repayment of the debt."""
    if nyckel:
        for o, antal in ((money.berg, 7_133), (money.krokom, 15_329)):
            Skuldandel.objects.create(ursprung=money.ursprung, organisation=o, folkmangd=antal, dagar=365, av_dagar=365, omgang=1)
    return Skuldpost.objects.create(
        ursprung=money.ursprung, sort="beslut", andamal="aterbetalas", datum=date(2022, 3, 1), belopp=-belopp, text="Återbetalas",
        organisation=kommun, av=money.controller, beslut=Beslut.objects.create(avtal=money.avtal, organ="Kommunstyrelsen", datum=date(2022, 3, 1), text="Återbetala"),
    )  # fmt: skip


def rader(money, kommun):
    return next(k for k in underlag_for(money.year).kommuner if k.kommun == kommun)


@given(st.integers(0, 10**9), st.sampled_from([1, 2, 4]), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 4))
def test_the_parts_make_the_share_and_nothing_goes_below_zero(belopp, antal, nytt, kvittas, lamnade):
    alla = perioder(date(2022, 1, 1), date(2022, 12, 31), antal, 30, fran_slutet=False)
    forst = fakturor(delat(belopp, alla, None, None), {}, 0)
    assert sum(d.belopp for d in forst.delar.values()) == belopp
    assert max(d.belopp for d in forst.delar.values()) - min(d.belopp for d in forst.delar.values()) <= 1
    fasta = {n: d for n, d in forst.delar.items() if n <= lamnade}
    sedan = fakturor(delat(nytt, alla, None, None), fasta, kvittas)
    assert all(d.belopp >= 0 for d in sedan.delar.values())
    assert sedan.kvar >= 0
    assert sum(d.belopp for d in sedan.delar.values()) - sedan.kvar == nytt - kvittas
    assert {n: sedan.delar[n] for n in fasta} == fasta


def test_a_party_of_half_a_year_is_invoiced_for_its_quarters():
    alla = perioder(date(2022, 1, 1), date(2022, 12, 31), 4, 30, fran_slutet=True)
    assert delat(1001, alla, None, date(2022, 6, 30)) == {1: 501, 2: 500, 3: 0, 4: 0}
    # Thirty days after: a Saturday before a Sunday, a Saturday, a Sunday, a Monday.
    assert [str(p.forfaller) for p in alla] == ["2022-05-02", "2022-08-01", "2022-10-31", "2023-01-30"]


@pytest.mark.parametrize(("dagar", "dag"), [(5, "2023-01-09"), (96, "2023-04-11"), (173, "2023-06-26"), (2, "2023-01-03")])
def test_nothing_is_due_on_a_red_day_or_an_eve_kept_as_one(dagar, dag):
    """Trettondagen (a Friday), Good Friday to Easter Monday, midsommarafton; a Tuesday stays."""
    (hela,) = perioder(date(2023, 1, 1), date(2023, 12, 31), 1, dagar, fran_slutet=False)
    assert str(hela.forfaller) == dag


def test_what_has_been_taken_off_too_much_comes_back():
    assert fakturor({1: 10, 2: 10}, {1: Fakturadel(10, 0, 10)}, 0).delar[2] == Fakturadel(10, 0, -10)


def test_page_pdf_and_excel_say_the_same(money, as_user):
    Fakturareferens.objects.create(avtal=money.avtal, organisation=money.berg, referens="BERG-77")
    client = as_user(money.controller)
    html = client.get(money.adress).content.decode()
    assert "BERG-77" in html
    assert "inte känd" in html  # Krokom's
    ark = load_workbook(io.BytesIO(client.get(f"{money.adress}underlag.xlsx").content)).active
    excel = [(rad[0], rad[8]) for rad in ark.iter_rows(min_row=2, values_only=True)]
    assert excel == [(str(k.kommun), rad.belopp.belopp) for k in underlag_for(money.year).kommuner for rad in k.rader]
    assert sum(kr for _, kr in excel) == 10_307_001
    pdf = client.get(f"{money.adress}{money.berg.pk}/underlag.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert as_user(money.samordnare).get(money.adress).status_code == 200
    for who in (money.kommunchef, money.utomstaende):
        assert as_user(who).get(f"{money.adress}{money.berg.pk}/underlag.pdf").status_code == 404
    assert client.get(f"{money.adress}{money.controller.pk + 10**6}/underlag.pdf").status_code == 404


def test_what_is_handed_over_stays_and_a_changed_split_is_corrected_in_the_next_part(money, as_user):
    client = as_user(money.controller)
    fore = rader(money, money.berg).rader[0].belopp.belopp
    assert "Underlaget är lämnat till fakturering." in lamna(client, money, 1).content.decode()
    Folkmangd.objects.filter(organisation=money.berg).update(antal=8_000)
    ett, tva = rader(money, money.berg).rader[:2]
    assert ett.belopp.belopp == fore
    assert tva.belopp.rattelse > 0
    assert rader(money, money.berg).summor[3] == next(r.belopp for r in nyckel_for(money.year).rader if r.andel.kod == money.berg.kod)
    assert sum(k.summor[3] for k in underlag_for(money.year).kommuner) == 10_307_001
    with pytest.raises(DatabaseError), transaction.atomic():
        Faktureringsunderlag.objects.update(forfaller=DAG)


def test_when_all_is_handed_over_more_to_pay_is_a_part_of_its_own_and_less_is_said(money, as_user):
    client = as_user(money.controller)
    for n in range(1, 5):
        lamna(client, money, n)
    Folkmangd.objects.filter(organisation=money.berg).update(antal=8_000)
    berg, krokom = rader(money, money.berg), rader(money, money.krokom)
    assert berg.rader[-1].period.namn == "Rättelse"
    assert berg.rader[-1].belopp.belopp == krokom.kvar > 0
    assert len(krokom.rader) == 4
    assert "Kvar att betala tillbaka till kommunen" in client.get(money.adress).content.decode()
    lamna(client, money, 5)
    assert underlag_for(money.year).nasta is None


def test_only_the_next_part_is_handed_over_once_and_with_the_sum_that_was_shown(money, as_user):
    client = as_user(money.controller)
    assert "står inte på tur" in client.post(f"{money.adress}2/lamna/", {"belopp": "1"}, follow=True).content.decode()
    assert "Beloppen har ändrats" in client.post(f"{money.adress}1/lamna/", {"belopp": "1"}, follow=True).content.decode()
    assert "Beloppen har ändrats" in client.post(f"{money.adress}1/lamna/", follow=True).content.decode()
    assert not Faktureringsunderlag.objects.exists()
    lamna(client, money, 1)
    assert "redan lämnad" in lamna(client, money, 1).content.decode()
    assert Faktureringsunderlag.objects.count() == 2
    assert as_user(money.samordnare).post(f"{money.adress}2/lamna/").status_code == 403
    assert as_user(money.kommunchef).post(f"{money.adress}2/lamna/").status_code == 404


def test_a_decided_repayment_is_netted_when_the_decision_says_so(money, as_user):
    post, client = aterbetalning(money, 3_000_000), as_user(money.controller)
    assert rader(money, money.berg).kvittas == 0
    client.post(f"{money.adress}{post.pk}/kvitta/")
    berg, krokom = rader(money, money.berg), rader(money, money.krokom)
    assert berg.kvittas + krokom.kvittas == 3_000_000
    assert berg.rader[0].belopp.belopp == 0  # the share of the repayment is larger than a quarter: the rest waits
    assert 0 < berg.rader[1].belopp.avdrag < berg.rader[0].belopp.avdrag
    assert berg.summor[2] == berg.kvittas
    assert "Kvittas mot ersättningen 2022" in client.get(money.adress).content.decode()
    assert "kvittas redan" in client.post(f"{money.adress}{post.pk}/kvitta/", follow=True).content.decode()
    client.post(f"{money.adress}{post.pk}/lossa/")
    assert rader(money, money.berg).kvittas == 0
    assert "kvittas inte" in client.post(f"{money.adress}{post.pk}/lossa/", follow=True).content.decode()


def test_what_cannot_be_divided_is_not_netted_but_one_kommuns_own_is(money, as_user):
    client = as_user(money.controller)
    alla, egen = aterbetalning(money, 1000, nyckel=False), aterbetalning(money, 700, money.berg, nyckel=False)
    assert "ofördelad" in client.post(f"{money.adress}{alla.pk}/kvitta/", follow=True).content.decode()
    client.post(f"{money.adress}{egen.pk}/kvitta/")
    assert (rader(money, money.berg).kvittas, rader(money, money.krokom).kvittas) == (700, 0)
    assert as_user(money.samordnare).post(f"{money.adress}{egen.pk}/lossa/").status_code == 403
    assert as_user(money.utomstaende).post(f"{money.adress}{egen.pk}/lossa/").status_code == 404
    assert client.post(f"{money.adress}{egen.pk + 10**6}/kvitta/").status_code == 404


def test_the_rule_and_the_references_are_typed(money, as_user):
    client, adress = as_user(money.controller), f"{money.adress}regel/"
    data = {
        "delar": "2", "dagar": "20", "raknas_fran": "slut", "referens": "Ny", f"referens_{money.berg.pk}": "B-1",
        f"referens_{money.krokom.pk}": "",
    }  # fmt: skip
    assert skicka(client, adress, data).status_code == 302
    assert [str(r.period.forfaller) for r in rader(money, money.berg).rader] == ["2022-07-20", "2023-01-20"]
    assert rader(money, money.berg).rader[0].er_referens == "B-1"
    lamna(client, money, 1)
    assert "Perioderna ligger fast" in skicka(client, adress, data | {"delar": "4"}).content.decode()
    assert skicka(client, adress, data | {"dagar": "25", f"referens_{money.berg.pk}": ""}).status_code == 302
    assert rader(money, money.berg).rader[0].er_referens == "B-1"  # as it was handed over
    assert as_user(money.samordnare).get(adress).status_code == 403
    assert as_user(money.kommunchef).get(adress).status_code == 404


def test_without_a_rule_or_a_split_the_page_says_what_is_missing(money, as_user):
    Folkmangd.objects.filter(organisation=money.berg).delete()
    client = as_user(money.controller)
    assert "inte fördelad mellan kommunerna" in client.get(money.adress).content.decode()
    assert client.get(f"{money.adress}underlag.xlsx").status_code == 404
    Faktureringsregel.objects.all().delete()
    assert "Skriv först in hur ersättningen faktureras" in client.get(money.adress).content.decode()


def test_a_made_up_rule_says_so_until_somebody_writes_another(money, as_user):
    Faktureringsregel.objects.update(exempel=True)
    client, regel = as_user(money.controller), f"{money.adress}regel/"
    assert '<span class="exempel">exempel</span>' in client.get(money.adress).content.decode()
    falt = {"delar": 4, "dagar": "30", "raknas_fran": "borjan", "referens": "Ekonomi 4711", f"referens_{money.berg.pk}": "Kommunledning 12"}
    assert skicka(client, regel, falt).status_code == 302
    assert Faktureringsregel.objects.get().exempel is True
    assert skicka(client, regel, falt | {"dagar": "14"}).status_code == 302
    assert (Faktureringsregel.objects.get().dagar, Faktureringsregel.objects.get().exempel) == (14, False)
    assert "exempel</span>" not in client.get(money.adress).content.decode()
