"""Pictures: what they say, that they say it without colour, and that they print by both standards."""

import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import page as validator
import pytest

from samverkan.bilder.band import mot
from samverkan.bilder.bredvid import Bredvid, bredvid
from samverkan.bilder.moten import INTE_HALLNA, Arenamanad, arenabild
from samverkan.bilder.prov import provbilder
from samverkan.bilder.rutor import Ruta, varmekarta
from samverkan.bilder.staplar import Stapel, Stapeldelar, staende, staplade, staplar
from samverkan.bilder.svg import AMBER, GREEN, INK, WHITE
from samverkan.pdf.render import render_pdf

SVG = "{http://www.w3.org/2000/svg}"
SKULD = (Stapel("2020–2021", 3490), Stapel("2022", -3001), Stapel("2023", 500, oklar=True, tillagg="att bokföra"))
DELAR = ("Möten", "Träffar", "Heldagar", "Övrigt")
ARENOR = (Stapeldelar("Barn och utbildning", (3, 9, 0, 12)), Stapeldelar("Ledning", (1, 5, 0, 0)))
ALLA = [
    staplar("Skulden efter år", SKULD, "tkr"),
    staende("Skulden år för år", SKULD, "tkr"),
    staplade("Möten per område", DELAR, ARENOR),
]


def texts(picture):
    return ["".join(node.itertext()) for node in ET.fromstring(picture).iter(f"{SVG}text")]  # noqa: S314 - our own


def rects(picture):
    """The bars' own rectangles, not those inside patterns, as attributes with numbers."""
    root = ET.fromstring(picture)  # noqa: S314 - our own
    return [{k: float(v) if k in {"x", "y", "width", "height"} else v for k, v in r.attrib.items()} for r in root.findall(f"{SVG}rect")]


@pytest.mark.parametrize("picture", ALLA)
def test_a_picture_has_its_title_first_and_no_inline_style(picture):
    root = ET.fromstring(picture)  # noqa: S314 - our own
    assert root[0].tag == f"{SVG}title"
    assert root[0].text.startswith(("Skulden", "Möten"))
    assert root.attrib["role"] == "img"
    assert root.attrib["font-family"] == "Source Sans 3"
    assert "style" not in picture


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (ALLA[0], "2020–2021: 3\u00a0490 tkr; 2022: \u22123\u00a0001 tkr; 2023: 500 tkr att bokföra."),
        (ALLA[1], "2020–2021: 3\u00a0490 tkr; 2022: \u22123\u00a0001 tkr; 2023: 500 tkr att bokföra."),
        (ALLA[2], "Barn och utbildning: Möten 3, Träffar 9, Heldagar 0, Övrigt 12; Ledning: Möten 1, Träffar 5, Heldagar 0, Övrigt 0."),
        (varmekarta("Värden", ("Berg", "Åre"), [("Ledning", [Ruta("3", 0.5), Ruta("")])], []), "Ledning: Berg 3, Åre tom."),
    ],
)
def test_what_a_picture_shows_is_said_in_words_after_its_title(picture, said):
    root = ET.fromstring(picture)  # noqa: S314 - our own
    assert (root[1].tag, root[1].text) == (f"{SVG}desc", said)


@pytest.mark.parametrize("draw", [staplar, staende])
def test_every_bar_carries_its_name_and_number_in_swedish(draw):
    found = texts(draw("Skuld", SKULD, "tkr"))
    assert set(found) == {"2020–2021", "2022", "2023", "3\u00a0490 tkr", "\u22123\u00a0001 tkr", "500 tkr att bokföra"}


def test_bars_are_as_long_as_their_numbers_and_negative_ones_go_left():
    first, second, third = rects(ALLA[0])
    assert first["width"] / second["width"] == pytest.approx(3490 / 3001, rel=0.01)
    assert first["width"] / third["width"] == pytest.approx(3490 / 500, rel=0.01)
    assert second["x"] + second["width"] == pytest.approx(first["x"], abs=0.2)


def test_upright_bars_stand_on_zero_and_negative_ones_hang():
    first, second, third = rects(ALLA[1])
    zero = first["y"] + first["height"]
    assert third["y"] + third["height"] == pytest.approx(zero, abs=0.2)
    assert second["y"] == pytest.approx(zero, abs=0.2)
    assert first["height"] / second["height"] == pytest.approx(3490 / 3001, rel=0.01)


def test_what_is_not_settled_is_hatched():
    fills = [r["fill"] for r in rects(ALLA[0])]
    assert fills[:2] == [GREEN, AMBER]
    assert fills[2].startswith("url(#")
    assert f'id="{fills[2][5:-1]}"' in ALLA[0]


def test_two_pictures_on_one_page_do_not_share_a_name():
    names = [node.attrib["id"] for picture in ALLA for node in ET.fromstring(picture).iter() if "id" in node.attrib]  # noqa: S314 - our own
    assert names
    assert len(names) == len(set(names))


def test_stacked_parts_follow_each_other_and_end_in_the_sum():
    found = rects(ALLA[2])
    key, first = found[:4], found[4:7]  # a part that is zero is not drawn
    assert [k["fill"] for k in key] == list(dict.fromkeys(k["fill"] for k in key))  # four that differ without colour
    assert [r["fill"] for r in first] == [key[0]["fill"], key[1]["fill"], key[3]["fill"]]
    assert all(b["x"] == pytest.approx(a["x"] + a["width"], abs=0.2) for a, b in pairwise(first))
    assert first[2]["width"] / first[0]["width"] == pytest.approx(4, rel=0.01)
    assert {*DELAR, "24", "6", "Barn och utbildning", "Ledning"} == set(texts(ALLA[2]))


@pytest.mark.parametrize(
    ("delnamn", "delar"),
    [(("A", "B"), (1, -1)), (("A", "B"), (1,)), (("A", "B", "C", "D", "E"), (1, 1, 1, 1, 1))],
    ids=["below zero", "unnamed part", "five parts"],
)
def test_what_cannot_be_stacked_is_refused(delnamn, delar):
    with pytest.raises(ValueError, match="at most four"):
        staplade("Fel", delnamn, [Stapeldelar("Rad", delar)])


def test_without_rows_there_is_no_picture():
    assert staplar("Skuld", []) == staende("Skuld", []) == staplade("Skuld", DELAR, []) == ""


@pytest.mark.parametrize("draw", [staplar, staende])
def test_nothing_but_zeros_can_be_drawn(draw):
    assert texts(draw("Skuld", [Stapel("2022", 0)], "tkr")).count("0 tkr") == 1


@pytest.mark.parametrize("draw", [staplar, staende])
def test_a_name_cannot_carry_markup(draw):
    picture = draw("<b>Skuld</b>", [Stapel("<script>", 1, tillagg="&")])
    assert "<script>" not in picture
    assert "<b>" not in picture
    assert "<script>" in texts(picture)


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("colour", "least"), [(INK, 4.5), (GREEN, 3), (AMBER, 3)])
def test_words_and_bars_stand_out_from_the_paper(colour, least):
    assert (luminance(WHITE) + 0.05) / (luminance(colour) + 0.05) >= least


def test_all_pictures_stay_inside_their_frame():
    for picture in ALLA:
        root = ET.fromstring(picture)  # noqa: S314 - our own
        _, _, width, height = (float(n) for n in root.attrib["viewBox"].split())
        assert all(r["x"] >= 0 and r["x"] + r["width"] <= width for r in rects(picture))
        assert all(r["y"] >= 0 and r["y"] + r["height"] <= height for r in rects(picture))


def test_all_pictures_print_by_both_standards(tmp_path):
    figures = "".join(f"<figure>{picture}<figcaption>Bild</figcaption></figure>" for picture in ALLA)
    path = tmp_path / "bilder.pdf"
    path.write_bytes(
        render_pdf(f"<!doctype html><html lang='sv'><head><title>Bilder</title></head><body><h1>Bilder</h1>{figures}</body></html>")
    )
    assert validator.validate_pdf(str(path), profile="ua1").is_compliant
    assert validator.validate_pdf(str(path), profile="2a").is_compliant


@pytest.mark.parametrize(("vad", "picture"), provbilder())
def test_every_picture_in_every_state_stays_inside_its_frame_and_says_a_sentence(vad, picture):
    root = ET.fromstring(picture)  # noqa: S314 - our own
    _, _, width, height = (float(n) for n in root.attrib["viewBox"].split())
    assert root[0].text.startswith("Prov")
    assert root[0].text.endswith(".")
    assert all(r["x"] >= 0 and r["x"] + r["width"] <= width + 1 and r["y"] + r["height"] <= height + 1 for r in rects(picture)), vad
    assert all(0 <= float(t.attrib["y"]) <= height + 1 for t in root.iter(f"{SVG}text") if "y" in t.attrib)


def _ruta(text):
    """Where written words lie, narrowly reckoned: (left, top, right, bottom)."""
    size, x, y = float(text.get("font-size", 14)), float(text.attrib["x"]), float(text.attrib["y"])
    wide = 0.42 * size * len("".join(text.itertext()))
    left = x - {"start": 0, "middle": wide / 2, "end": wide}[text.attrib["text-anchor"]]
    return left, y - 0.6 * size, left + wide, y


@pytest.mark.parametrize(("vad", "picture"), provbilder())
def test_no_words_of_a_picture_stand_on_other_words(vad, picture):
    rutor = [(_ruta(t), "".join(t.itertext())) for t in ET.fromstring(picture).iter(f"{SVG}text") if "y" in t.attrib]  # noqa: S314 - our own
    for ((a, b, c, d), ena), ((e, f, g, h), andra) in combinations(rutor, 2):
        assert c <= e or g <= a or d <= f or h <= b, (vad, ena, andra)


def test_the_ground_of_a_judgement_differs_without_colour():
    """Dark, light, slanting lines, heavy frame: four that differ in grey, each with its sign."""
    picture = varmekarta(
        "Prov.", ("A", "B", "C", "D", "E"), [("Rad", [Ruta("4", 1), Ruta("3", 0.75), Ruta("2", 0.5), Ruta("1", 0.25), Ruta("?")])], []
    )
    fills = [r["fill"] for r in rects(picture)]
    plain = [fill for fill in fills if fill.startswith("#")]
    assert len({round(luminance(fill), 1) for fill in dict.fromkeys(plain)}) == 4  # dark, light, amber, paper
    assert sum(fill.startswith("url(") for fill in fills) == 1
    assert {"4", "3", "2", "1", "?"} <= set(texts(picture))


def test_what_is_not_known_has_no_bar():
    assert rects(mot("Prov.", [("2022", None), ("2021", None)])) == []
    assert texts(mot("Prov.", [("2022", None), ("2021", 0)])).count("inte känt") == 1


@pytest.mark.parametrize(("hallna", "summa"), [((None, None), "–"), ((None, 0), "0"), ((None, 3), "3")])
def test_a_level_of_arenas_of_which_nothing_is_known_has_no_sum(hallna, summa):
    rader = [Arenamanad(f"Arena {n}", None, None, antal) for n, antal in enumerate(hallna)]
    ord_ = texts(arenabild("Prov.", ("jan", "feb"), [("Kommunala arenor", rader)], Arenamanad("Alla", None, None, None)))
    assert ord_[ord_.index("Kommunala arenor") + 1] == summa


TECKEN = ("ett möte", "fler än tre, med antalet", INTE_HALLNA, "inte känt")


def test_all_the_signs_of_a_year_are_explained_within_the_picture():
    rader = [Arenamanad("A", (1, 4), 5, 5), Arenamanad("B", None, 4, None), Arenamanad("C", (0, 0), 4, 0)]
    rot = ET.fromstring(str(arenabild("Prov.", ("jan", "feb"), [("Kommunala arenor", rader)], rader[0])))  # noqa: S314 - our own
    rader = {text.text: text for text in rot.iter(f"{SVG}text") if text.text in TECKEN}
    assert set(rader) == set(TECKEN)
    ruta = [float(v) for v in rot.get("viewBox").split()]
    for ord_, text in rader.items():
        assert float(text.get("x")) + 6.4 * len(ord_) <= ruta[2]
        assert float(text.get("y")) <= ruta[3]


@pytest.mark.parametrize(
    ("rad", "ord_"),
    [
        (Arenamanad("A", (1, 0), 2, 1), TECKEN[0]), (Arenamanad("A", (4, 0), None, 4), TECKEN[1]),
        (Arenamanad("A", (0, 0), 4, 0), TECKEN[2]), (Arenamanad("A", None, 4, None), TECKEN[3]),
    ],
)  # fmt: skip
def test_a_picture_explains_the_signs_it_has_and_no_others(rad, ord_):
    bild = texts(arenabild("Prov.", ("jan", "feb"), [("Kommunala arenor", [rad])], rad))
    assert [t for t in bild if t in TECKEN] == [ord_]
    skala = [(1, "Inte alls"), (2, "Helt")]
    ensam = texts(bredvid("Prov.", "Berg", skala, [Bredvid("Ledning", 2, "2", None, "inte beslutat", ())]))
    alla = texts(bredvid("Prov.", "Berg", skala, [Bredvid("Ledning", 2, "2", 2, "Helt", (1, 2))]))
    assert "gemensamt värde" not in ensam
    assert not any("ett streck var" in t for t in ensam)
    assert "gemensamt värde" in alla
    assert any("ett streck var" in t for t in alla)
