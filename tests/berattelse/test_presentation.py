"""The slides: what they say is what the edition says, each fits its page, what is not known is said to be, and who may see them."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from berattelse.innehall.korthet import Fore, korthet
from berattelse.skrift import presentation
from berattelse.skrift.pengabilder import skuldfall
from ekonomi.schema import Skuldsteg, Skuldstegsort
from tests.berattelse import utgavor
from tests.berattelse.test_arsbilder import innehall
from tests.samverkan.test_pdf import problems

TITLAR = [
    "Året 2022 i fyra tal", "Kommunerna om 2021: uppfyllt i 10 av 11 uppdrag", "118 möten", "Skulden till kommunerna: 6 491 tkr",
    "Att ta ställning till",
]  # fmt: skip


def _med_korthet(namn):
    utan = innehall(namn)
    return replace(utan, korthet=korthet(utan, Fore("2021")))


@pytest.fixture(scope="module")
def b():
    return _med_korthet("demo-2022")


def titlar(b, kod=""):
    return [s.rubrik.replace("\u00a0", " ") for s in presentation.sidor(b, kod)]


def sidan(b, ord_, kod=""):
    return next(s for s in presentation.sidor(b, kod) if ord_ in s.rubrik)


def test_each_title_is_a_message_made_from_the_figures(b):
    assert titlar(b) == TITLAR
    assert titlar(b, "2326") == [*TITLAR[:-1], "Berg i siffror", TITLAR[-1]]
    with pytest.raises(KeyError):
        presentation.sidor(b, "0180")


def test_an_edition_of_before_the_year_was_told_in_brief_has_no_slides(b):
    assert presentation.finns(b)
    assert not presentation.finns(innehall("demo-2022"))


OBOKFORT = [
    Skuldsteg(sort=Skuldstegsort.RESULTAT, vad="Resultat 2022", belopp=3_001_000, tkr=3001, att_bokfora=True),
    Skuldsteg(sort=Skuldstegsort.BESLUT, vad="Beslut under året", belopp=0, tkr=0),
]


def _talen(b):
    """The numbers of the picture of the debt, from the left."""
    rot = ET.fromstring(sidan(b, "Skulden").bild)  # noqa: S314 - our own
    ord_ = [(text.text or "").replace("\u00a0", " ") for text in rot.iter("{http://www.w3.org/2000/svg}text")]
    return [text for text in ord_ if re.fullmatch(r"[+−]?[\d ]+", text)]


def test_the_stairs_go_from_the_first_sum_to_the_last_and_foot(b):
    assert _talen(b) == ["3 490", "+3 001", "6 491"]
    assert "Streckad" not in sidan(b, "Skulden").under
    ej_bokfort = replace(b.ekonomi.skuld, rader=[replace(r, att_bokfora=r.ursprung == b.year) for r in b.ekonomi.skuld.rader])
    assert "Streckad" in sidan(replace(b, ekonomi=replace(b.ekonomi, skuld=ej_bokfort)), "Skulden").under
    assert sidan(b, "Skulden").under.replace("\u00a0", " ").endswith("Av resultatet, 3 001 tkr, är 1 705 från FoU Jämt.")


def _skuld(b, *rader):
    """The same with these rows of debt: (origin, opening, change)."""
    form = b.ekonomi.skuld.rader[0]
    nya = [
        replace(form, ursprung=u, ingaende=i * 1000, forandring=f * 1000, utgaende=(i + f) * 1000, ingaende_tkr=i, forandring_tkr=f, utgaende_tkr=i + f)
        for u, i, f in rader
    ]  # fmt: skip
    summor = {f"summa_{namn}_tkr": sum(getattr(r, f"{namn}_tkr") for r in nya) for namn in ("ingaende", "forandring", "utgaende")}
    skuld = replace(b.ekonomi.skuld, rader=nya, summa=summor["summa_utgaende_tkr"] * 1000, **summor)
    return replace(b, ekonomi=replace(b.ekonomi, skuld=skuld))


def test_a_decision_is_a_falling_step_and_a_deficit_asks_how_it_is_covered(b):
    efter_beslut = _skuld(b, ("2021", 3490, -500), ("2022", 0, 3001))
    assert _talen(efter_beslut) == ["3 490", "−500", "+3 001", "5 991"]
    underskott = _skuld(b, ("2022", 0, -842))
    assert "Kommunerna har ett underskott: −842 tkr" in titlar(underskott)
    fragor = sidan(underskott, "Att ta").listor[0][1]
    assert [f.replace("\u00a0", " ") for f in fragor][1] == "Hur ska underskottet, 842 tkr, täckas?"


def test_what_is_not_known_is_said_and_has_no_picture(b):
    tom = replace(
        _skuld(b), forra=None, vardering=None,
        arenatabell=replace(b.arenatabell, summa=replace(b.arenatabell.summa, hallna=None)),
    )  # fmt: skip
    assert titlar(tom)[1:4] == [
        "Kommunernas värdering är inte känd",
        "Hur många möten som hölls är inte känt",
        "Skulden till kommunerna är inte känd",
    ]
    assert not any(s.bild for s in presentation.sidor(tom))
    assert len(sidan(tom, "Att ta").listor[0][1]) == 2  # nothing is asked of a debt that is not known


def test_a_level_of_which_nothing_is_known_has_no_number(b):
    tabell = b.arenatabell
    niva = tabell.rader[0].niva
    okand = replace(tabell, rader=[replace(r, hallna=None) if r.niva == niva else r for r in tabell.rader])
    forst, sedan, *_ = sidan(replace(b, arenatabell=okand), "118 möten").bredvid
    assert forst == ("–", "Kommunala arenor: hur många möten som hölls är inte känt")
    assert sedan[0] == "34"


def test_every_number_of_the_slides_stands_in_the_content(b):
    """The numbers of the key figures, of the months and of the stairs; those of a kommun's set too."""
    k = b.korthet
    assert [n.tal for n in sidan(b, "fyra tal").tal] == [k.nyckeltal[n].tal for n in (0, 1, 3, 2)]
    assert re.findall(r">(\d+)</text>", sidan(b, "118 möten").bild) == [str(n) for n in k.moten]
    assert sum(Decimal(tal) for tal, _ in sidan(b, "118 möten").bredvid) == b.arenatabell.summa.hallna
    berg = sidan(b, "Berg i siffror", "2326")
    assert [n.tal for n in berg.tal] == [557518, 162327, 11, 7]


def test_what_was_chosen_to_be_told_has_its_slide_and_else_there_is_none(b):
    valt = replace(b.korthet)
    valt.hande, valt.vantar = ["Två nya filialer öppnade."], ["Fyra övergångsavtal tas vid."]
    sida = sidan(replace(b, korthet=valt), "Vad hände, och vad väntar?")
    assert sida.listor == [("Det här hände", ["Två nya filialer öppnade."]), ("Det här väntar", ["Fyra övergångsavtal tas vid."])]
    valt.vantar = []
    assert titlar(replace(b, korthet=valt))[4] == "Det här hände 2022"
    assert not any("hände" in titel for titel in titlar(b))


def test_a_stage_two_edition_shows_the_judgement_of_its_own_year():
    assert any(titel.startswith("Kommunerna om 2022:") for titel in titlar(_med_korthet("demo-2022-skede-2")))


def test_many_uppdrag_are_parted_evenly(b):
    runda = b.forra.vardering.kommuner
    manga = replace(runda, uppdrag=(runda.uppdrag * 3)[:30])
    vardering = replace(b.forra.vardering, kommunrundor=[manga])
    mycket = replace(b, forra=replace(b.forra, vardering=vardering))
    delar = [s for s in presentation.sidor(mycket) if s.rubrik.startswith("Kommunerna om")]
    assert [s.rubrik.rpartition(" (")[2] for s in delar] == ["1 av 3)", "2 av 3)", "3 av 3)"]


def _grader(html):
    """Sizes of letters in the pictures, as they become on the page: a picture's width over that of its view."""
    bredd = {"350": 468, "400": 520, "640": 852}  # points, as presentation_tryck.css lays them
    for bild in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
        rot = ET.fromstring(bild)  # noqa: S314 - our own
        width = rot.get("viewBox").split()[2]
        for text in rot.iter("{http://www.w3.org/2000/svg}text"):
            yield float(text.get("font-size", rot.get("font-size"))) * bredd[width] / float(width)


def test_no_letter_of_a_picture_is_smaller_than_eighteen_points(b):
    grader = list(_grader(presentation.som_html(b, "2326")))
    assert len(grader) > 100
    assert min(grader) >= 18


@pytest.mark.en_gang
@pytest.mark.trycker
def test_one_page_to_a_slide_by_both_standards_with_heading_and_foot(b, tmp_path):
    fil = tmp_path / "bilder.pdf"
    fil.write_bytes(presentation.som_pdf(b, "2326"))
    assert problems(fil, "ua1") == []
    assert problems(fil, "3a") == []
    lasare = PdfReader(fil)
    sidor = [" ".join(sida.extract_text().replace("\u00a0", " ").split()) for sida in lasare.pages]
    assert len(sidor) == 7
    assert [float(lasare.pages[0].mediabox[n]) for n in (2, 3)] == [960, 540]
    for titel, sida in zip(titlar(b, "2326"), sidor[1:], strict=True):
        assert titel in sida
    assert "Verksamhetsberättelse 2022 för Bergs kommun · innehåller exempel" in sidor[3]
    assert "4 (7)" in sidor[3]
    assert list(lasare.attachments) == ["berattelse.json"]


@pytest.mark.en_gang
@pytest.mark.trycker
def test_the_largest_of_everything_still_fits(b):
    """Long names, eleven uppdrag and three arenas that did not meet: one page to a slide."""
    langt = "Samordning av regional utveckling och internationella kontakter i norra Europa"
    rader = [replace(r, planerat=4, hallna=0) if n < 3 else r for n, r in enumerate(b.arenatabell.rader)]
    stort = replace(b, arenatabell=replace(b.arenatabell, rader=rader), undertitel=f"{b.undertitel} {langt}")
    runda = b.forra.vardering.kommuner
    runda = replace(runda, uppdrag=[replace(u, uppdrag=langt) for u in runda.uppdrag])
    stort = replace(stort, forra=replace(b.forra, vardering=replace(b.forra.vardering, kommunrundor=[runda])))
    skuld = replace(b.ekonomi.skuld, rader=[replace(r, att_bokfora=r.ursprung == b.year) for r in b.ekonomi.skuld.rader], steg=OBOKFORT)
    stort = replace(stort, ekonomi=replace(b.ekonomi, skuld=skuld))
    assert len(PdfReader(BytesIO(presentation.som_pdf(stort))).pages) == 6


@pytest.mark.en_gang
@pytest.mark.trycker
def test_the_longest_words_under_the_key_figures_stay_on_their_slide(b):
    """A plan told of in part, and a year before that is known in part."""
    alla = b.arenatabell.rader
    rader = [replace(rad, planerat=12, hallna=None if n < 4 else 12) for n, rad in enumerate(alla)]
    langt = replace(b, arenatabell=replace(b.arenatabell, rader=rader))
    langt = replace(langt, korthet=korthet(langt, Fore("2021", {rad.id: 14 for rad in alla[:13]}, [("Yrkesvux", 80_200_000)])))
    under = langt.korthet.nyckeltal[3].ord
    assert under == "240 hållna, 240 planerade i 20 av 24 arenor med plan. 2021: 182 registrerade i 13 arenor"
    assert len(PdfReader(BytesIO(presentation.som_pdf(langt))).pages) == len(presentation.sidor(langt)) + 1


def test_the_debt_is_the_reports_own_picture_in_larger_letters(b):
    skuld = b.ekonomi.skuld
    slide, tryckt = (ET.fromstring(bild) for bild in (sidan(b, "Skulden").bild, skuldfall(skuld)))  # noqa: S314 - our own
    for vad in ("title", "desc"):
        assert slide.findtext(f"{{http://www.w3.org/2000/svg}}{vad}") == tryckt.findtext(f"{{http://www.w3.org/2000/svg}}{vad}")


def _adresser(utgava):
    return [reverse(f"berattelse:{namn}", args=[utgava.pk]) for namn in ("utgava_presentation", "utgava_presentation_pdf")]


@pytest.mark.django_db
def test_the_draft_and_the_edition_and_a_kommuns_own_set(hus, as_user):
    utkastet = reverse("berattelse:dokument_presentation", args=[hus.year.pk])
    client = as_user(hus.direktor)
    assert b"Att ta st\xc3\xa4llning till" in client.get(utkastet).content
    assert "Berg i siffror" in client.get(utkastet, {"kommun": hus.berg.kod}).content.decode()
    assert client.get(utkastet, {"kommun": "9999"}).status_code == 404
    assert as_user(hus.kommunchef).get(utkastet).status_code == 403
    assert as_user(hus.utomstaende).get(utkastet).status_code == 404
    utgava = utgavor.rad(hus.year, hus.processledare)
    for adress in _adresser(utgava):
        assert as_user(hus.kommunchef).get(adress).status_code == 200
        assert as_user(hus.utomstaende).get(adress).status_code == 404


@pytest.mark.django_db
def test_the_published_edition_has_them_open_and_no_other(hus, client):
    utgava = utgavor.rad(hus.year, hus.processledare)
    adress = [hus.avtal.dnr.lower().replace("/", "-"), "2022", utgava.nummer]
    sida = client.get(reverse("publik:presentation", args=adress))
    assert sida.status_code == 200
    fil = client.get(reverse("publik:presentation_pdf", args=adress))
    assert fil.content[:5] == b"%PDF-"
    assert 'filename="Bilder-2022-utgava-1.pdf"' in fil["Content-Disposition"]
    assert client.get(reverse("publik:presentation", args=adress), {"kommun": "9999"}).status_code == 404


@pytest.mark.django_db
def test_an_edition_that_is_not_published_shows_none_to_all(hus, client):
    utgavor.rad(hus.year, hus.processledare, publicerad=False)
    for namn in ("presentation", "presentation_pdf"):
        assert client.get(reverse(f"publik:{namn}", args=[hus.avtal.dnr.lower().replace("/", "-"), "2022", 1])).status_code == 404
