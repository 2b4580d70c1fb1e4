"""A compensation changed by decision is what is split, printed and summed; what was fixed stands beside it."""

from datetime import date

import pytest
from django.template.loader import render_to_string

from berattelse.dokument.sammanfattning import samla
from berattelse.skrift.pengabilder import pengauppslag
from berattelse.skrift.pengatabeller import ekonomi as datatabeller
from ekonomi.folkmangd.nyckel import nyckel_for
from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.models import Folkmangd, Omdisponering
from tests.ekonomi.factories import figures
from uppdrag.models import Beslut

BESLUT = "Kommundirektörerna § 3, 2 maj 2022"


@pytest.fixture
def money(hus):
    figures(hus)
    for kommun, antal in ((hus.berg, 7_133), (hus.krokom, 15_329)):
        Folkmangd.objects.create(avtal=hus.avtal, organisation=kommun, datum=date(2021, 11, 1), antal=antal, kalla="SCB")
    return hus


def andra(hus, belopp, *, exempel=False, **sidor):
    beslut = Beslut.objects.create(
        avtal=hus.avtal, organ="Kommundirektörerna", datum=date(2022, 5, 2), paragraf="3", text="Mer pengar", exempel=exempel
    )
    return Omdisponering.objects.create(verksamhetsar=hus.year, belopp=belopp, beslut=beslut, text="Resan till Bryssel", **sidor)


def test_what_is_split_is_the_changed_sum_and_it_foots(money):
    andra(money, 150_001, till=money.rest)
    andra(money, 500, fran=money.post)
    e = ekonomiskt_resultat(money.year)
    assert (e.ersattning.belopp, e.ersattning.gallande) == (10_307_000, 10_456_501)
    assert e.ersattning.belopp + sum(a.belopp for a in e.ersattning.andringar) == e.ersattning.gallande
    assert e.fordelning.summa == sum(r.belopp for r in e.fordelning.rader) == 10_456_501
    nyckel = nyckel_for(money.year)
    assert (nyckel.fastslagen, nyckel.andrad, nyckel.belopp) == (10_307_000, 149_501, 10_456_501)


def test_the_text_says_the_change_and_its_decision_in_tkr_that_foot(money):
    andra(money, 150_600, till=money.rest)
    text = ekonomiskt_resultat(money.year).stycken[0]
    assert "uppgick till 10\u00a0307\u00a0tkr" in text
    assert f"Den höjdes genom beslut under året med 151\u00a0tkr till 10\u00a0458\u00a0tkr: {BESLUT}." in text
    Omdisponering.objects.all().delete()
    andra(money, 400, fran=money.rest, exempel=True)
    text = ekonomiskt_resultat(money.year).stycken[0]
    assert f"Den sänktes genom beslut under året med 400\u00a0kr till 10\u00a0307\u00a0tkr: {BESLUT} (exempel)." in text


def test_each_table_has_the_row_and_the_sum(money, as_user):
    andra(money, 150_000, till=money.rest)
    e = ekonomiskt_resultat(money.year)
    html = render_to_string("berattelse/_ekonomi.html", {"e": e, "b": {"year": "2022"}, "p": pengauppslag(e)})
    for text in (f"ändrad genom beslut: {BESLUT}", "gällande ersättning", "10\u00a0457\u00a0000"):
        assert text in html
    csv = next(t for t in datatabeller(e) if t.namn == "ersattning").rader
    assert csv[-2:] == [(f"ändrad genom beslut: {BESLUT}", 150_000, "nej"), ("gällande ersättning", 10_457_000, "nej")]
    sidan = as_user(money.controller).get(f"/ekonomi/year/{money.year.pk}/fordelning/").content.decode()
    assert "10\u00a0457\u00a0000\u00a0kr efter folkmängden" in sidan
    assert "ändrad genom beslut</a> med 150\u00a0000\u00a0kr" in sidan
    assert "av ersättningen 10\u00a0457\u00a0tkr" in " ".join(samla(money.year).i_korthet)


def test_money_that_only_moves_changes_neither_sum_nor_text(money):
    andra(money, 150_000, fran=money.post, till=money.rest)
    e = ekonomiskt_resultat(money.year)
    assert e.ersattning.andringar == []
    assert e.ersattning.gallande == e.fordelning.summa == 10_307_000
    assert "genom beslut" not in e.stycken[0]
    assert "gällande ersättning" not in render_to_string("berattelse/_ekonomi.html", {"e": e, "b": {"year": "2022"}, "p": pengauppslag(e)})
