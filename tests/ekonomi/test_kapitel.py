"""The chapter's sentences and tables are made from the rows."""

from datetime import date

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from berattelse.innehall import schema
from berattelse.innehall.samling import samla
from berattelse.skrift.pengabilder import kedja, pengauppslag
from berattelse.skrift.pengatabeller import ekonomi as ekonomitabeller
from berattelse.skrift.pengatabeller import pengasummor
from berattelse.skrift.rapport import som_html
from ekonomi.actions import bokfor_resultat
from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.models import Arsresultat, Ersattning, Folkmangd, Resultatpost, Skuldpost, Skuldursprung
from ekonomi.resultat import tkr_delar
from ekonomi.templatetags.ekonomi_lankar import ekonomi_adresser
from samverkan import svenska
from tests import factories
from tests.ekonomi.factories import figures, godkand
from uppdrag.models import Uppdrag, Verksamhetsar

FIGURES = (
    "10\u00a0307\u00a0tkr", "2,6\u00a0%", "3\u00a0001\u00a0tkr", "1\u00a0705\u00a0tkr", "3\u00a0490\u00a0tkr", "6\u00a0491\u00a0tkr",
    "1 november 2021",
)  # fmt: skip


@pytest.fixture
def money(hus):
    return figures(hus)


def test_the_sentences_hold_the_figures_of_the_rows(money):
    text = " ".join(ekonomiskt_resultat(money.year).stycken)
    assert [f for f in FIGURES if f not in text] == []
    assert "Hur beloppet från 2020–2021 fördelar sig på åren är inte känt." in text
    assert "vakanser." in text


def test_other_rows_make_other_sentences(money):
    money.ersattning.belopp, money.ersattning.index_procent = 9_000_000, "1.00"
    money.ersattning.save()
    text = " ".join(ekonomiskt_resultat(money.year).stycken)
    assert "9\u00a0000\u00a0tkr" in text
    assert "10\u00a0307" not in text


def test_a_deficit_is_called_a_deficit(money):
    money.arsresultat.belopp = -500_000
    money.arsresultat.save()
    money.post.belopp = -1_796_000
    money.post.save()
    chapter = ekonomiskt_resultat(money.year)
    assert "ett underskott om 500\u00a0tkr" in " ".join(chapter.stycken)
    assert chapter.resultat.rader[0].tkr == -1796
    assert chapter.resultat.rader[0].vad == "underskott"


def test_a_deficit_is_no_debt_below_zero(money):
    money.arsresultat.belopp = -500_000
    money.arsresultat.save()
    text = ekonomiskt_resultat(money.year).stycken[-1]
    assert "Skulden är 3\u00a0490\u00a0tkr från 2020–2021." in text
    assert "Underskottet är 500\u00a0tkr från 2022." in text
    assert "2\u00a0990\u00a0tkr återstår som skuld" in text
    assert "\u2212" not in text


def test_a_result_that_is_not_booked_is_said_to_be_left_out(money):
    """The year before is open, and this one's result is not known: the debt at its end may become another."""
    sagt = "är ännu inte bokfört och ingår inte."
    assert sagt not in ekonomiskt_resultat(money.year).stycken[-1]
    nasta = factories.verksamhetsar(money.avtal, 2023)
    assert f"Skulden är 3\u00a0490\u00a0tkr från 2020–2021. Resultatet 2022 och 2023 {sagt}" in ekonomiskt_resultat(nasta).stycken[-1]
    Arsresultat.objects.create(verksamhetsar=nasta, belopp=1_000_000)
    assert f"Resultatet 2022 {sagt}" in ekonomiskt_resultat(nasta).stycken[-1]
    money.year.status = "locked"
    money.year.save()
    assert sagt not in ekonomiskt_resultat(Verksamhetsar.objects.get(pk=nasta.pk)).stycken[-1]


def test_text_and_table_round_alike_and_the_rest_is_told(money):
    money.post.belopp, money.rest.belopp = 1_704_500, 1_296_500
    money.post.save()
    money.rest.save()
    chapter = ekonomiskt_resultat(money.year)
    tabell = [rad.tkr for rad in chapter.resultat.rader]
    text = " ".join(chapter.stycken)
    assert [svenska.tusental(tkr) + "\u00a0tkr" in text for tkr in tabell] == [True, True]


def test_the_rest_and_the_working_are_told(money):
    chapter = ekonomiskt_resultat(money.year)
    assert "Den andra raden ger ett överskott om 1\u00a0296\u00a0tkr, uträknat som resten." in " ".join(chapter.stycken)
    working = (
        "10\u00a0046\u00a0000 × 1,026 = 10\u00a0307\u00a0196, fastställd till 10\u00a0307\u00a0000, skillnad 196\u00a0kr. Basen är härledd."
    )
    assert working in chapter.noter[0]
    assert chapter.noter[-1].startswith("Stämmer: ")


def test_without_the_accounts_sum_it_is_not_said_to_foot(money):
    money.arsresultat.delete()
    chapter = ekonomiskt_resultat(money.year)
    assert chapter.resultat.stammer is False
    assert chapter.noter[-1].startswith("Avstämning: ")


def test_while_a_part_has_no_outcome_the_whole_is_not_told(money):
    """Unless somebody has told the whole."""
    utan = money.rest.uppdrag or factories.uppdrag(money.avtal, "Yrkesresan")
    rad = Resultatpost.objects.create(verksamhetsar=money.year, uppdrag=utan, budget=400_000)
    assert ekonomiskt_resultat(money.year).resultat.summa == 3_001_000
    money.arsresultat.delete()
    chapter = ekonomiskt_resultat(money.year)
    assert (chapter.resultat.rader, chapter.skuld.summa) == ([], 3_490_000)
    assert "skott" not in " ".join(chapter.stycken[:-1])
    rad.delete()
    assert ekonomiskt_resultat(money.year).resultat.rader


def test_a_year_without_figures_says_nothing_of_nothing(hus):
    chapter = ekonomiskt_resultat(hus.year)
    assert chapter.stycken == []
    assert chapter.ersattning is None
    assert chapter.skuld.rader == []


def test_a_booked_result_is_not_counted_twice(money):
    ursprung = Skuldursprung.objects.create(avtal=money.avtal, beteckning="Året", forsta=2022, sista=2022, verksamhetsar=money.year)
    Skuldpost.objects.create(
        ursprung=ursprung, sort="resultat", datum=date(2022, 12, 31), belopp=3_001_000, text="Årets resultat", av=money.controller
    )
    assert ekonomiskt_resultat(money.year).skuld.summa == 6_491_000


def test_rows_that_do_not_foot_are_told(money):
    money.rest.delete()
    table = ekonomiskt_resultat(money.year).resultat
    assert table.stammer is False
    assert "Det skiljer 1\u00a0296\u00a0000\u00a0kr" in table.avstamning


def test_queries_do_not_grow_with_the_rows(money):
    def till(n):
        uppdrag = Uppdrag.objects.create(avtal=money.avtal, namn=f"Nytt {n}")
        money.year.resultatposter.create(uppdrag=uppdrag, belopp=1)
        money.year.statsbidrag.create(uppdrag=uppdrag, namn="Bidrag", belopp=1)

    def fragor():
        with CaptureQueriesContext(connection) as alla:
            ekonomiskt_resultat(Verksamhetsar.objects.get(pk=money.year.pk))
        return len(alla)

    till(0)
    few = fragor()
    for n in range(1, 4):
        till(n)
    assert fragor() == few


def test_the_debt_by_kommun_foots_across_and_down_in_tkr(money):
    for kommun, antal in ((money.berg, 7_133), (money.krokom, 15_329)):
        Folkmangd.objects.create(avtal=money.avtal, organisation=kommun, datum=date(2021, 11, 1), antal=antal, kalla="SCB")
    chapter = ekonomiskt_resultat(money.year)
    tabell = chapter.skuld_per_kommun
    assert tabell.ursprung == ["2020–2021", "2022"]
    assert [(r.namn, r.belopp) for r in tabell.rader] == [
        ("Berg", [None, 952_993]), ("Krokom", [None, 2_048_007]), ("Gemensamt, ofördelat", [3_490_000, None]),
    ]  # fmt: skip
    assert tabell.summa == chapter.skuld.summa == 6_491_000
    assert tabell.tkr == [rad.utgaende_tkr for rad in chapter.skuld.rader]
    for n, summa in enumerate(tabell.tkr):
        assert sum(r.tkr[n] or 0 for r in tabell.rader) == summa
    for rad in [tabell.rader[-1], tabell]:
        assert sum(filter(None, rad.tkr)) == rad.summa_tkr
    assert {(rad.summa, rad.summa_tkr) for rad in tabell.rader[:-1]} == {(None, None)}, "of 2020–2021 nobody knows what is hers"


def test_a_kommuns_debt_has_its_sum_where_all_of_it_is_divided(hus):
    for kommun, antal in ((hus.berg, 7_133), (hus.krokom, 15_329)):
        Folkmangd.objects.create(avtal=hus.avtal, organisation=kommun, datum=date(2021, 11, 1), antal=antal, kalla="SCB")
    Ersattning.objects.create(verksamhetsar=hus.year, bas=1_000_000, index_procent=0, belopp=1_000_000, fordelningsdatum=date(2021, 11, 1))
    Resultatpost.objects.create(verksamhetsar=hus.year, uppdrag=hus.uppdrag, belopp=3_001_000)
    rader = ekonomiskt_resultat(hus.year).skuld_per_kommun.rader
    assert [(rad.summa, rad.summa_tkr) for rad in rader] == [(952_993, 953), (2_048_007, 2048), (0, 0)]


def test_what_is_passed_on_and_reported_is_told_beside_what_is_received(money):
    html = render_to_string(
        "berattelse/_ekonomi.html", {"e": (e := ekonomiskt_resultat(money.year)), "b": {"year": "2022"}, "p": pengauppslag(e)}
    )
    assert "Förmedlat" not in html
    type(money.bidrag).objects.update(formedlat=49_300_000)
    html = render_to_string(
        "berattelse/_ekonomi.html", {"e": (e := ekonomiskt_resultat(money.year)), "b": {"year": "2022"}, "p": pengauppslag(e)}
    )
    assert "Förmedlat" in html
    assert "49\u00a0300" in html


def test_before_the_population_is_known_the_years_result_is_undivided(money):
    tabell = ekonomiskt_resultat(money.year).skuld_per_kommun
    assert tabell.rader[-1].belopp == [3_490_000, 3_001_000]


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12), st.booleans())
def test_a_rounded_column_makes_the_total_it_is_given(belopp, upp):
    summa = sum(belopp) // 1000 + (upp and bool(sum(belopp) % 1000))
    delar = tkr_delar(belopp, summa)
    assert sum(delar) == summa
    assert all(abs(del_ * 1000 - b) < 1000 for del_, b in zip(delar, belopp, strict=True))


@pytest.mark.parametrize(
    ("who", "seen"),
    [("controller", {"year", "fordelning", "skuld", "forra_aret", "utdrag"}), ("kommunchef", {"utdrag"}), ("roll_los", set())],
)
def test_a_figure_is_a_way_to_its_page_for_those_who_may_see_it(money, rf, who, seen):
    request = rf.get("/")
    request.user = getattr(money, who)
    adresser = ekonomi_adresser({"request": request, "year": money.year})
    assert {namn for namn, adress in adresser.items() if adress} == seen
    assert set(adresser["utdrag"]) == {
        "controller": {money.berg.kod, money.krokom.kod}, "kommunchef": {money.berg.kod}, "roll_los": set(),
    }[who]  # fmt: skip


def test_a_figure_on_paper_leads_nowhere(money):
    html = render_to_string(
        "berattelse/_ekonomi.html", {"e": (e := ekonomiskt_resultat(money.year)), "b": {"year": "2022"}, "p": pengauppslag(e)}
    )
    assert "<a " not in html


def test_the_page_links_each_figure(money, as_user):
    html = as_user(money.controller).get(f"/berattelse/year/{money.year.pk}/rapport/").content.decode()
    assert f'<a href="/ekonomi/year/{money.year.pk}/#resultat">1\u00a0705</a>' in html
    assert f'<a href="/ekonomi/skuld/{money.avtal.pk}/">6\u00a0491</a>' in html


@pytest.mark.parametrize("belopp", [10_300_000, 10_308_000, 1])
def test_a_sum_that_is_not_the_raised_one_is_told_with_both_and_why(money, belopp):
    """It is neither called a raise by that much nor a rounding, in the sentence, the links, the table or the key figure."""
    e = money.ersattning
    e.belopp, e.skal = belopp, "Kommunerna enades om summan."
    e.save()
    kapitel = ekonomiskt_resultat(money.year)
    mening = kapitel.stycken[0].replace("\u00a0", " ")
    assert "en uppräkning med" not in mening
    tal = f"{belopp:,}".replace(",", " ")
    assert f"vore den 10 307 196 kr; den är fastställd till {tal} kr: Kommunerna enades om summan." in mening
    assert " 0 tkr" not in mening
    assert f"{kapitel.noter[0]}".count("Skäl: Kommunerna enades om summan.") == 1
    ord_ = [led.vad for led in kedja(kapitel.ersattning)]
    assert "skillnad mot den uppräknade: Kommunerna enades om summan." in ord_
    assert not any("avrundning" in vad for vad in ord_)
    assert not any("avrundning" in str(cell) for tabell in ekonomitabeller(kapitel) for rad in tabell.rader for cell in rad)
    assert "vore den 10\u00a0307\u00a0tkr" in next(n for n in samla(money.year).korthet.nyckeltal if "ersättning" in n.vad).ord


def test_a_rounded_sum_is_called_rounded_and_needs_no_reason(money):
    money.ersattning.skal = "Skrevs när summan var en annan"
    money.ersattning.save()
    kapitel = ekonomiskt_resultat(money.year)
    assert "en uppräkning med 2,6\u00a0% från föregående år" in kapitel.stycken[0]
    assert "avrundning till närmaste 1\u00a0000\u00a0kr" in [led.vad for led in kedja(kapitel.ersattning)]
    assert "Skrevs när" not in str(kapitel)


@pytest.fixture
def forsta(hus):
    """The first year: nobody has said what was owed before it."""
    Ersattning.objects.create(verksamhetsar=hus.year, bas=10_046_000, index_procent="2.60", belopp=10_307_000)
    Resultatpost.objects.create(verksamhetsar=hus.year, uppdrag=hus.uppdrag, belopp=99_000)
    Arsresultat.objects.create(verksamhetsar=hus.year, belopp=99_000)
    return hus


@pytest.mark.parametrize("bokford", [False, True])
def test_what_nobody_has_said_was_owed_before_the_first_year_is_not_told_as_none(forsta, bokford):
    if bokford:
        godkand(forsta.year, forsta.controller)
        bokfor_resultat(forsta.year, by=forsta.direktor)
    b = samla(forsta.year)
    e, skuld = b.ekonomi, b.ekonomi.skuld
    assert (skuld.summa_ingaende_tkr, skuld.summa_utgaende_tkr, [steg.tkr for steg in skuld.steg]) == (None, 99, [99, 0])
    assert "Ingen skuld från tidigare år är registrerad." in " ".join(e.stycken)
    tal = next(n for n in b.korthet.nyckeltal if n.vad == "Skuld till kommunerna")
    assert (tal.tal, tal.forra) == (99_000, None)
    html = som_html(b).replace("\u00a0", " ")
    assert "Skulden till kommunerna: 99 tkr" in html
    for fel in ("från 0 till", "Ingående 0", "ingående 0"):
        assert fel not in html
    assert "ngående" not in pengauppslag(e).vattenfall
    assert "ingående" not in " ".join(rad[0] for rad in pengasummor(e))
    assert schema.read(schema.som_json(b)).ekonomi.skuld.summa_ingaende_tkr is None


def test_a_year_before_that_is_closed_with_no_result_says_that_nothing_was_owed(forsta):
    fore = factories.verksamhetsar(forsta.avtal, 2021, status="locked")
    Arsresultat.objects.create(verksamhetsar=fore, belopp=0)
    year = Verksamhetsar.objects.get(pk=forsta.year.pk)
    assert ekonomiskt_resultat(year).skuld.summa_ingaende_tkr is None, "it is not approved"
    godkand(fore, forsta.controller)
    assert ekonomiskt_resultat(year).skuld.summa_ingaende_tkr == 0
