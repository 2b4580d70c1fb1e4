"""The pictures of a year: what they say is what the edition says, in a sentence for those who listen, and nothing unknown has a length."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from berattelse.innehall import schema
from berattelse.innehall.kommun import for_kommun
from berattelse.innehall.korthet import Fore, korthet
from berattelse.skrift import arsbilder
from berattelse.skrift.datatabeller import tabeller
from berattelse.skrift.kommunutgava import som_kommun_html
from berattelse.skrift.rapport import som_html
from tests.mallar import som_word

SVG = "{http://www.w3.org/2000/svg}"


def innehall(namn):
    return schema.read((Path(__file__).parent / "schema1" / namn / "innehall.json").read_text())


@pytest.fixture(scope="module")
def b():
    """The demo's 2022, with its year on a spread."""
    utan = innehall("demo-2022")
    return replace(utan, korthet=korthet(utan, Fore("2021")))


def rot(bild):
    return ET.fromstring(bild)  # noqa: S314 - our own


def ord_(bild):
    return ["".join(text.itertext()) for text in rot(bild).iter(f"{SVG}text")]


def test_the_year_is_told_in_a_sentence_made_of_figures(b):
    assert b.korthet.mening.replace("\u00a0", " ") == (
        "21 av 24 arenor möttes, sammanlagt 118 gånger. Om två av dem är det inte känt. "
        "Överskottet blev 3 001 tkr, varav 1 705 tkr i FoU Jämt. Skulden till kommunerna är 6 491 tkr, som de beslutar om."
    )


def test_the_months_are_counted_from_the_meetings_of_the_edition(b):
    k = b.korthet
    assert k.moten == [22, 5, 19, 6, 8, 15, 2, 8, 6, 19, 5, 3]
    assert sum(k.moten) + k.utan_manad == b.arenatabell.summa.hallna == 118
    assert all(a.manader is None or sum(a.manader) == a.hallna for a in k.arenor)


def test_days_that_are_examples_crown_no_month_and_every_picture_of_them_says_so(b):
    exempel, kanda = (replace(b, korthet=replace(b.korthet, dagar_exempel=sagt)) for sagt in (True, False))
    assert arsbilder.flest(exempel.korthet) == ""
    assert arsbilder.flest(kanda.korthet) == "flest i januari"
    assert arsbilder.flest(replace(kanda.korthet, moten=[0, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0])) == "flest i februari och mars"
    remsorna = [" ".join(ord_(bild)) for bild in arsbilder.remsor(exempel).values()]
    assert sum("dagarna exempel" in ord_i for ord_i in remsorna) == 4
    assert not any("dagarna exempel" in bild for bild in arsbilder.remsor(kanda).values())
    for year, sagt in ((exempel, True), (kanda, False)):
        html = som_kommun_html(year, "2326")
        assert ("dagarna är exempel" in html, "Dagarna är exempel" in html) == (sagt, sagt)


def test_what_is_not_known_is_none_and_said_so(b):
    figures = {n.vad: n for n in b.korthet.nyckeltal}
    assert [figures["Resultat, överskott"].forra, figures["Uppdrag som är uppfyllda"].tal] == [None, None]
    assert figures["Uppdrag som är uppfyllda"].ord == "Värderingen av 2022 ingår inte här. 2021: 10 av 11 helt eller till stor del"
    picture = arsbilder.jamforbild(figures["Resultat, överskott"], b.year)
    assert "inte känt" in ord_(picture)
    assert len(list(rot(picture).iter(f"{SVG}rect"))) == 1  # this year's; the unknown has no bar
    okanda = [a.arena for a in b.korthet.arenor if a.manader is None]
    assert ord_(arsbilder.arenabilden(b)).count("antalet möten är inte känt") == len(okanda) == 2


def test_every_number_of_the_arena_picture_is_the_editions(b):
    shown = ord_(arsbilder.arenabilden(b))
    assert [t for t in shown if t.isdigit()].count("118") == 1
    for arena in b.arenatabell.rader:
        assert arena.hallna is None or str(arena.hallna) in shown
    assert len([t for t in shown if t in {str(antal) for antal in b.korthet.moten}]) >= 12


def test_a_strip_says_its_uppdrags_meetings_money_and_judgements(b):
    strips = arsbilder.remsor(b)
    assert len(strips) == 11
    rss = next(u for k in b.kapitel for u in k.uppdrag if u.rubrik == "Social välfärd/RSS")
    shown = ord_(strips[rss.uppdrag_id])
    assert {"70", "Till stor del", "Deltar: 8 av 8"} <= set(shown)
    assert [t for t in shown if t in {"1", "2", "3", "4", "?"}] == ["3", "4", "2", "3", "3", "4", "3", "3"]


@pytest.mark.parametrize("namn", ["demo-2022", "demo-2022-skede-2", "tunn", "anonym"])
def test_every_picture_is_heard_as_a_sentence_with_its_figures(namn):
    utan = innehall(namn)
    html = som_html(replace(utan, korthet=korthet(utan, Fore())))
    titles = [rot(f"<svg{del_.partition('</svg>')[0]}</svg>").findtext(f"{SVG}title") for del_ in html.split("<svg")[1:]]
    assert titles
    for title in titles:
        assert len(title) <= arsbilder.LANGST
        assert title[0].isupper()


def test_the_spread_comes_first_and_its_pictures_in_order(b):
    html = som_html(b)
    order = ["<h1>", 'id="aret-i-korthet"', 'class="nyckeltal"', "Så värderade kommunerna 2021", "Årets möten, arena för arena",
             'class="innehall"', 'class="remsa"', 'id="underskrift"']  # fmt: skip
    places = [html.index(mark) for mark in order]
    assert places == sorted(places)
    assert html.count('class="remsa"') == 11


def test_a_strip_parts_no_heading_from_what_it_is_of():
    """Without a text of its own a section begins with a heading and a list; the strip then stands before that heading."""
    b = innehall("demo-2022")
    b = replace(b, korthet=korthet(b, Fore("2021")))
    for u in (u for k in b.kapitel for u in k.uppdrag if u.uppdrag_id):
        u.delar = [d for d in u.delar if d.rubrik] or u.delar
    html = som_html(b)
    assert html.count('class="remsa"') == 11
    assert re.search(r'</h[45]>\s*<figure class="remsa"', html) is None
    assert re.search(r'</h3>\s*<figure class="remsa"[^>]*>(?:(?!</figure>).)*</figure>\s*<h4>', html, re.DOTALL)


def test_an_edition_of_before_is_printed_without_the_spread():
    html = som_html(innehall("demo-2022"))
    assert "Året i korthet" not in html
    assert 'class="remsa"' not in html


def test_every_picture_comes_to_word(b):
    """That they are printed by both standards asks test_utskriftens_form, of the same year."""
    html = som_html(b)
    with ZipFile(BytesIO(som_word(html))) as word:
        bilder = {word.read(namn) for namn in word.namelist() if namn.startswith("word/media/") and namn.endswith(".svg")}
    assert len(bilder) == html.count("<svg") > 11


def test_the_figures_stand_in_the_data_files(b):
    files = {t.namn: t for t in tabeller(b)}
    assert files["moten_per_manad"].rader[-1][2:] == (118, *b.korthet.moten)
    assert len(files["uppdragen_i_siffror"].rader) == 11
    assert ("Skuld till kommunerna", 6_491_000) in {rad[:2] for rad in files["aret_i_korthet"].rader}


def test_a_kommuns_own_page_tells_its_part_and_its_judgement_first(b):
    k = for_kommun(b, "2326")
    figures = {n.vad: (n.tal, n.enhet) for n in k.sida.nyckeltal}
    assert figures == {
        "Berg betalade": (557_518, "kr"), "Berg: del av skulden": (k.andel.skuld.egen, "kr"),
        "Uppdrag där Berg deltog": (11, "av 11"), "Arenor där Berg satt": (23, "av 24"),
    }  # fmt: skip
    assert sum(k.sida.moten) == sum(a.hallna or 0 for a in k.arenor) == 114
    html = som_kommun_html(b, "2326")
    assert html.index('id="kommunens-sida"') < html.index('class="innehall"')
    title = rot(arsbilder.kommunbilder(k)["bredvid"]).findtext(f"{SVG}title")
    assert title == "Bergs bedömning av 2021 bredvid det gemensamma värdet: lika i 7 av 11 uppdrag."
    assert for_kommun(innehall("demo-2022"), "2326").sida is None


def test_what_nobody_registered_of_a_kommun_is_not_told_as_none(b):
    utan = [replace(a, medlemmar=[], tillfallen=[replace(t, narvaro=[]) for t in a.tillfallen]) for a in b.tillfallen]
    okant = replace(b, tillfallen=utan, andra_avtal=[replace(s, kommuner=[]) for s in b.andra_avtal])
    uppdragen, arenorna = for_kommun(okant, "2326").sida.nyckeltal[-2:]
    assert (arenorna.tal, arenorna.ord) == (None, "Vilka som är med i arenorna är inte registrerat")
    assert uppdragen.ord == "Vilka andra samverkansavtal kommunen är med i är inte registrerat"
    inga = for_kommun(replace(b, andra_avtal=[]), "2326").sida.nyckeltal[-2]
    assert inga.ord == "Inga andra samverkansavtal"
