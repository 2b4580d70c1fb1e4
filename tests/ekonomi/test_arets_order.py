"""All orders to the accounts of one year in one SIE 4I file, read back by our own reader and by another."""

import pytest

from ekonomi import actions
from ekonomi.models import Bokforingsorder, Skuldkonto, Skuldpost
from ekonomi.sie import reader
from samverkan.models import Organisation
from tests.ekonomi.factories import figures, godkand
from tests.ekonomi.test_beslut import decide
from tests.ekonomi.test_bokforing import enligt_annan, enligt_eget, order

pytestmark = pytest.mark.django_db


@pytest.fixture
def money(hus):
    """The result of 2022 is booked; the debt, the result and what is repaid have their accounts."""
    figures(hus)
    godkand(hus.year, hus.controller)
    hus.resultat = actions.bokfor_resultat(hus.year, by=hus.direktor)
    for galler, konto in (("skuld", "2490"), ("resultat", "3890"), ("aterbetalas", "1930")):
        Skuldkonto.objects.create(avtal=hus.avtal, galler=galler, konto=konto, namn=galler)
    return hus


def test_a_year_of_orders_is_one_file_with_the_regions_number(money, as_user, tmp_path, settings):
    settings.ARKIV = settings.ARKIV | {"ORGNR": "232100-0214"}
    Organisation.objects.filter(sort="region").exclude(pk=money.region.pk).update(sort="annan", kod="")  # the program of one region
    client = as_user(money.controller)
    order(client, money.resultat)
    decide(client, money)
    beslut = Skuldpost.objects.filter(sort="beslut").first()
    order(client, beslut)
    for post in (money.resultat, beslut):
        assert (
            f"/bokforing/{post.datum.year}/bokforingsorder.si" in client.get(f"/ekonomi/skuld/{money.avtal.pk}/bokforing/").content.decode()
        )
    adress = f"/ekonomi/skuld/{money.avtal.pk}/bokforing/{{}}/bokforingsorder.si"
    data = [client.get(adress.format(year)).content for year in sorted({money.resultat.datum.year, beslut.datum.year})]
    summor, texter = {}, []
    for fil in data:
        egna, (andras, namn) = enligt_eget(fil), enligt_annan(fil, tmp_path)
        assert egna == andras
        texter += namn
        summor = {konto: summor.get(konto, 0) + egna.get(konto, 0) for konto in {*summor, *egna}}
        assert reader.read(fil).huvud["Organisationsnummer"] == "232100-0214"
    assert texter == ["Resultat 2022", "Regionens samverkansråd par. 12, 2023-02-08: Återbetalas med fakturan för mars"]
    assert summor["2490"] == sum(
        rad["belopp"] * 100 for o in Bokforingsorder.objects.all() for rad in o.rader if rad["konto"]["konto"] == "2490"
    )
    for year in ("1999", "0", "999999999999"):
        assert client.get(adress.format(year)).status_code == 404
    assert as_user(money.kommunchef).get(adress.format(money.resultat.datum.year)).status_code == 404


def test_where_two_regions_share_the_program_no_number_is_claimed(money, as_user, settings):
    settings.ARKIV = settings.ARKIV | {"ORGNR": "232100-0214"}
    assert Organisation.objects.filter(sort="region").count() == 2
    order(as_user(money.controller), money.resultat)
    fil = as_user(money.controller).get(f"/ekonomi/order/{Bokforingsorder.objects.get().pk}/bokforingsorder.si").content
    assert b"#ORGNR" not in fil
