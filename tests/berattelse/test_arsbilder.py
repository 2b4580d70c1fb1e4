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
from berattelse.innehall.korthet import Fore, korthet, mening
from berattelse.skrift import arsbilder
from berattelse.skrift.datatabeller import tabeller
from berattelse.skrift.kommunutgava import som_kommun_html
from berattelse.skrift.presentation import sidor
from berattelse.skrift.rapport import som_html
from ekonomi.schema import Resultattabell, Resultatuppgift, Skulduppgift
from ekonomi.statsbidrag import med_forra
from tests.berattelse import innehallen
from tests.mallar import som_word
from uppdrag.schema import Arenasumma, Arenatabell, Arenatabellrad

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
        "21 av 24 arenor möttes, sammanlagt 118 gånger. En möttes inte, och om två är det inte känt. "
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


def test_of_days_some_of_which_are_examples_it_is_said_that_some_are(b):
    """Not of all of them: two were registered as they were."""
    arena = next(a for a in b.tillfallen if sum(t.hallet and t.mote for t in a.tillfallen) > 2)
    kanda = replace(arena, tillfallen=[replace(t, exempel=n > 1) for n, t in enumerate(arena.tillfallen)])
    delvis = replace(b, tillfallen=[kanda if a is arena else a for a in b.tillfallen])
    html = som_html(delvis)
    assert html.count("Några av dagarna är exempel") == 2
    assert "några av dagarna är exempel" in str(arsbilder.omslagsbild(delvis))
    assert "några av dagarna exempel" in html
    assert not re.search(r"(?<!av )dagarna (?:är )?exempel", html, re.IGNORECASE)
    assert "Några av dagarna är exempel" in som_kommun_html(delvis, "2326")
    assert "Några av" not in som_html(b)


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
    assert {"70", "Till stor del", "Omfattar: 8 av 8"} <= set(shown)
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


def test_months_of_which_nothing_is_known_are_empty_in_the_data_files(b):
    okant = replace(b.korthet, moten=[0] * 12, remsor=[replace(r, moten=None, manader=[0] * 12) for r in b.korthet.remsor])
    tabell = replace(b.arenatabell, summa=replace(b.arenatabell.summa, hallna=None))
    files = {t.namn: t for t in tabeller(replace(b, korthet=okant, arenatabell=tabell))}
    assert {rad[-12:] for rad in files["uppdragen_i_siffror"].rader} == {("",) * 12}
    assert files["moten_per_manad"].rader[-1][2:] == ("",) * 13
    inga = replace(okant, remsor=[replace(r, moten=0) for r in okant.remsor])
    files = {t.namn: t for t in tabeller(replace(b, korthet=inga))}
    assert {rad[-12:] for rad in files["uppdragen_i_siffror"].rader} == {(0,) * 12}


def test_a_kommuns_own_page_tells_its_part_and_its_judgement_first(b):
    k = for_kommun(b, "2326")
    figures = {n.vad: (n.tal, n.enhet) for n in k.sida.nyckeltal}
    assert figures == {
        "Bergs del av ersättningen": (557_518, "kr"), "Berg: del av skulden": (k.andel.skuld.egen, "kr"),
        "Uppdrag som omfattade Berg": (11, "av 11"), "Arenor där Berg satt": (23, "av 24"),
    }  # fmt: skip
    assert sum(k.sida.moten) == sum(a.hallna or 0 for a in k.arenor) == 114
    html = som_kommun_html(b, "2326")
    assert html.index('id="kommunens-sida"') < html.index('class="innehall"')
    title = rot(arsbilder.kommunbilder(k, "")["bredvid"]).findtext(f"{SVG}title")
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


def arenor(*tal):
    """A year of these arenas, [(planned, held)], None where it is not known."""
    rader = [
        Arenatabellrad(id=n, arena=f"Arena {n}", niva="kommunal", uppdrag=[], planerat=plan, hallna=hallna, installda=None)
        for n, (plan, hallna) in enumerate(tal)
    ]
    kanda = [hallna for _, hallna in tal if hallna is not None]
    summa = Arenasumma(planerat=None, hallna=sum(kanda) if kanda else None, installda=None)
    return innehallen.berattelse(arenatabell=Arenatabell(rader=rader, summa=summa))


def motestalet(b, fore=None):
    return korthet(b, fore or Fore()).nyckeltal[3]


@pytest.mark.parametrize(
    ("tal", "mening", "vad", "ord_"),
    [
        ([(None, None)], "Hur många möten arenan höll är inte känt.", "Möten i arenorna", ""),
        ([(None, None)] * 3, "Hur många möten de tre arenorna höll är inte känt.", "Möten i arenorna", ""),
        ([(None, 1)], "Arenan möttes en gång.", "Möten i arenorna", ""),
        ([(2, 0)], "Arenan möttes inte.", "Möten i arenorna", "0 hållna, 2 planerade i den arena som har plan. "),
        (
            [(4, 6), (4, 3), (None, 9)], "3 av 3 arenor möttes, sammanlagt 18 gånger.", "Möten i 3 av 3 arenor",
            "9 hållna, 8 planerade i de två arenor som har plan. ",
        ),
        (
            [(4, 6), (4, None)], "1 av 2 arenor möttes, sammanlagt 6 gånger. Om en är det inte känt.", "Möten i 1 av 2 arenor",
            "6 hållna, 4 planerade i en av två arenor med plan. ",
        ),
    ],
)  # fmt: skip
def test_the_arenas_in_a_sentence_and_beside_their_plan(tal, mening, vad, ord_):
    """More may be held than was planned, and a plan is told of every arena that has one."""
    b = arenor(*tal)
    assert korthet(b, Fore()).mening.startswith(mening)
    nyckeltal = motestalet(b)
    assert (nyckeltal.vad, nyckeltal.ord) == (vad, f"{ord_}Inget år före är registrerat")
    assert "1 av 1" not in som_html(replace(b, korthet=korthet(b, Fore())))
    assert "0 av" not in som_html(replace(b, korthet=korthet(b, Fore())))


def test_a_year_known_in_part_is_told_and_not_held_against_another():
    b = arenor((None, 4), (None, 9), (None, None))
    halvt, helt = motestalet(b, Fore("2021", {0: 4})), motestalet(b, Fore("2021", {0: 4, 1: 7}))
    assert (halvt.forra, halvt.jamfort, halvt.ord) == (None, "2021", "2021: 4 registrerade i en arena")
    assert (helt.forra, helt.ord) == (11, "2021: 11 registrerade i två arenor")
    assert "2021 inte känt" in rot(arsbilder.jamforbild(halvt, "2022")).findtext(f"{SVG}title")
    fjol = [("Yrkesvux", 4_000_000)]
    for nu, forra in (([("Yrkesvux", 9_000_000)], 4_000_000), ([("Yrkesvux", 9_000_000), ("Brottsoffer", 1)], None)):
        e = innehallen.ekonomi(nu)
        b = innehallen.berattelse(ekonomi=replace(e, statsbidrag=med_forra(e.statsbidrag, "2021", fjol)))
        tal = korthet(b, Fore("2021", {}, fjol)).nyckeltal[5]
        assert (tal.forra, tal.ord.replace("\u00a0", " ")) == (forra, "2021: ett bidrag registrerat, 4 000 tkr")


@pytest.mark.parametrize(
    ("delar", "mening"),
    [
        ([-2_205, 1_705], "Underskottet blev 500 tkr. Störst är underskottet i Del 0, 2 205 tkr."),
        ([-400, -100], "Underskottet blev 500 tkr, varav 400 tkr i Del 0."),
        ([-1_705, 2_205], "Överskottet blev 500 tkr. Störst är överskottet i Del 1, 2 205 tkr."),
        ([400, 100], "Överskottet blev 500 tkr, varav 400 tkr i Del 0."),
        ([-500], "Underskottet blev 500 tkr."),
    ],
)
def test_no_part_of_a_result_is_said_to_be_in_what_is_less(delar, mening):
    rader = [
        Resultatuppgift(namn=f"Del {n}", belopp=tkr * 1000, tkr=tkr, harledd=False, budget=None, utfall=None, forklaring="")
        for n, tkr in enumerate(delar)
    ]
    t = Resultattabell(rader=rader, summa=sum(delar) * 1000, summa_tkr=sum(delar), avstamning="", stammer=True)
    skuld = Skulduppgift(
        ursprung="2022", ingaende=0, forandring=t.summa, utgaende=t.summa, ingaende_tkr=0, forandring_tkr=t.summa_tkr,
        utgaende_tkr=t.summa_tkr, okand_uppdelning=False, att_bokfora=False,
    )  # fmt: skip
    e = innehallen.ekonomi(resultat=t, skuld=replace(innehallen.skuld(t.summa), rader=[skuld], summa_utgaende_tkr=t.summa_tkr))
    b = innehallen.berattelse(ekonomi=e)
    b = replace(b, korthet=korthet(b, Fore()))
    slut = "Sammanlagt är det ett underskott om 500 tkr. Hur det täcks är ett beslut."
    slut = slut if t.summa < 0 else "Skulden till kommunerna är 500 tkr, som de beslutar om."
    assert b.korthet.mening.replace("\u00a0", " ") == f"{mening} {slut}"
    under = next(s.under for s in sidor(b) if "500" in s.rubrik).replace("\u00a0", " ")
    assert ("Störst är" in under, "Av resultatet" in under) == ("Störst" in mening, "varav" in mening)


def test_cancelled_meetings_are_told_of_the_arenas_that_have_some_and_of_no_others():
    """A zero beside the others would say that somebody had said so."""
    b = arenor((4, 4), (4, 3), (None, None))
    rader = [replace(rad, installda=antal) for rad, antal in zip(b.arenatabell.rader, (0, 2, None), strict=True)]
    nagra = som_html(replace(b, arenatabell=replace(b.arenatabell, rader=rader, summa=replace(b.arenatabell.summa, installda=2))))
    assert "Inställda möten som är registrerade: Arena 1 två." in nagra
    assert "Inställt" not in nagra
    assert nagra.count('<th scope="col" class="siffra smal">') == 2
    rader = [replace(rad, installda=antal) for rad, antal in zip(b.arenatabell.rader, (0, 0, None), strict=True)]
    inga = som_html(replace(b, arenatabell=replace(b.arenatabell, rader=rader, summa=replace(b.arenatabell.summa, installda=0))))
    assert "Inget inställt möte är registrerat i de 2 av 3 arenor där det är känt." in inga
    okant = som_html(b)
    assert "nställ" not in okant


@pytest.mark.parametrize(
    ("hallna", "vantat"),
    [
        ([3, 1], "2 av 2 arenor möttes, sammanlagt 4 gånger."),
        ([3, 0], "1 av 2 arenor möttes, sammanlagt 3 gånger. En möttes inte."),
        ([3, None, None], "1 av 3 arenor möttes, sammanlagt 3 gånger. Om två är det inte känt."),
        ([3, 0, 0, None], "1 av 4 arenor möttes, sammanlagt 3 gånger. Två möttes inte, och om en är det inte känt."),
        ([None], "Hur många möten arenan höll är inte känt."),
    ],
)
def test_every_arena_is_counted_in_the_sentence(b, hallna, vantat):
    rader = [
        Arenatabellrad(id=n, arena=str(n), niva="kommunal", uppdrag=[], planerat=None, hallna=antal, installda=None)
        for n, antal in enumerate(hallna)
    ]
    kanda = [antal for antal in hallna if antal is not None]
    summa = Arenasumma(planerat=None, hallna=sum(kanda) if kanda else None, installda=None)
    assert mening(replace(b, arenatabell=Arenatabell(rader=rader, summa=summa))).startswith(f"{vantat} Överskottet")


def test_a_debt_without_the_years_result_says_so(b):
    okant = replace(b.ekonomi, resultat=innehallen.ekonomi().resultat)
    k = korthet(replace(b, ekonomi=okant), Fore())
    assert "Skulden till kommunerna är 6\u00a0491\u00a0tkr utan årets resultat, som de beslutar om." in k.mening
    assert k.nyckeltal[2].ord == "Ingående 3\u00a0490\u00a0tkr. Årets resultat är inte känt och ingår inte"
    assert "ingår inte" not in b.korthet.nyckeltal[2].ord
