"""A year of loss: the text, the tables, the picture and the letter to the council say so, and say it rightly."""

import re

import pytest
from django.template.loader import render_to_string

from berattelse.dokument import tjansteskrivelse
from berattelse.dokument.skuldbeslut import skuldbesluten
from berattelse.skrift.pengabilder import pengauppslag
from berattelse.skrift.rapport import skuldbild
from ekonomi import actions
from ekonomi.forms import Skuldbeslutsform
from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.models import Arsresultat, Resultatpost, Skuldpost
from tests.ekonomi.factories import figures, godkand


@pytest.fixture
def forlust(hus):
    """3 490 tkr is owed from before; the year lost 4 000 tkr, of which 2 704 tkr in Lärcentrum."""
    figures(hus)
    Arsresultat.objects.update(belopp=-4_000_000)
    Resultatpost.objects.filter(pk=hus.post.pk).update(belopp=-2_704_000, forklaring="fler kurser än det fanns ersättning för.")
    Resultatpost.objects.filter(pk=hus.rest.pk).update(belopp=-1_296_000)
    return hus


def rent(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_chapter_tells_a_loss_in_words_without_a_minus(forlust):
    text = " ".join(" ".join(ekonomiskt_resultat(forlust.year).stycken).split())
    for mening in (
        "är ett underskott om 4 000 tkr.", "Störst är underskottet inom Lärcentrum, 2 704 tkr.", "ett underskott om 1 296 tkr",
        "Skulden är 3 490 tkr från 2020–2021.", "Underskottet är 4 000 tkr från 2022. Vad som sker med det är också ett beslut.",
        "tar ut varandra så att 510 tkr återstår som underskott.",
    ):  # fmt: skip
        assert mening in text
    assert "\u2212" not in text


def test_the_table_and_the_picture_have_the_minus_and_say_what_it_is(forlust):
    e = ekonomiskt_resultat(forlust.year)
    html = rent(render_to_string("berattelse/_ekonomi.html", {"e": e, "b": {"year": "2022"}, "p": pengauppslag(e)}))
    for text in (
        "Minus är ett underskott.", "Resultat 2022: −4 000 tkr, bokförs när berättelsen fastställs", "Summa 3 490 −4 000 −510",
        "Summa −4 000", "Verksamheten kostade 4 000 tkr mer än så.", "Hur ska underskottet, 510 tkr, täckas?",
    ):  # fmt: skip
        assert text in html
    bild = skuldbild(e)
    bredd = [float(x) for x in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="[\d.]+" height="18', bild)]
    noll = float(re.search(r'<line x1="([\d.]+)"', bild)[1])
    assert bredd[0] == noll > bredd[1] > 0, "the debt goes right from zero, the deficit left"


def test_the_letter_to_the_council_lays_the_loss_before_it(forlust):
    data = tjansteskrivelse.samla(forlust.year)
    text = " ".join(" ".join([*data.arende, *data.forslag]).split())
    for mening in (
        "Resultatet som hör till kommunernas ersättning är ett underskott om 4 000 tkr.",
        "Underskottet är därmed 510 tkr den 31 december 2022: en skuld om 3 490 tkr från 2020–2021 och ett underskott om 4 000 tkr från 2022.",
        "Årets resultat, ett underskott om 4 000 tkr, läggs fram för beslut om hur det ska täckas.",
    ):
        assert mening in text
    assert "\u2212" not in text
    assert "står kvar som skuld" not in text


def test_a_surplus_that_leaves_a_deficit_is_no_debt_below_zero(forlust):
    Arsresultat.objects.update(belopp=100_000)
    Resultatpost.objects.filter(pk=forlust.rest.pk).update(belopp=2_804_000)
    actions.ratta(forlust.skuldpost, text="Fel", by=forlust.controller)
    Skuldpost.objects.create(
        ursprung=forlust.ursprung, sort="ingaende", datum=forlust.skuldpost.datum, belopp=-500_000, text="X", av=forlust.controller
    )
    data = tjansteskrivelse.samla(forlust.year)
    text = " ".join(" ".join(data.forslag).split())
    assert "Med tidigare år är det sammanlagt ett underskott om 400 tkr." in text
    assert "Skulden är därmed" not in text


def test_what_covers_a_loss_is_told_of_the_deficit(forlust):
    godkand(forlust.year, forlust.controller)
    post = actions.bokfor_resultat(forlust.year, by=forlust.direktor)
    form = Skuldbeslutsform(
        {"ursprung": post.ursprung_id, "andamal": "tacks", "text": "regionens eget kapital", "belopp": "500 000", "organ": "Rådet",
         "beslutsdatum": "2023-02-08", "lydelse": "Att täcka underskottet.", "skuldbelopp": "500 000"}, avtal=forlust.avtal,
    )  # fmt: skip
    assert form.is_valid(), form.errors
    actions.bokfor_beslut(form, by=forlust.controller)
    assert "om 500 tkr av underskottet från 2022" in " ".join(" ".join(skuldbesluten(forlust.year)).split())
