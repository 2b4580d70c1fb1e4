"""The print route: one file that conforms to both standards, reads in order, and is the same every time."""

import subprocess
import sys
from urllib.parse import urljoin

import page as validator
import pytest
from django.core.exceptions import ImproperlyConfigured, SuspiciousFileOperation
from pypdf import PdfReader

from samverkan.pdf import bibliotek
from samverkan.pdf.render import Bilaga, render_pdf
from samverkan.pdf.sattning import BASE_URL, OnlyStatic

pytestmark = [pytest.mark.en_gang, pytest.mark.trycker]

ROWS = "".join(f"<tr><th scope='row'>Arena {n}</th><td>{n} möten</td><td class='siffra'>{n}</td></tr>" for n in range(1, 90))
ITEMS = "".join(f"<li>Aktivitet nummer {n} handlar om kompetensförsörjningsfrågorna i länet.</li>" for n in range(1, 120))
HTML = f"""<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Prov</title>
<meta name="dcterms.created" content="2023-01-26"><meta name="dcterms.modified" content="2023-01-26"></head>
<body class="exempel"><article><header class="omslag"><h1>Provberättelse</h1><p class="dnr">Dnr <span class="lopande-dnr">RUN/1/2022</span></p>
<p class="utgava">Utkast</p></header>
<nav class="innehall"><h2>Innehåll</h2><ol><li><a href="#a">Kapitel ett</a></li><li><a href="#b">Bilaga</a></li></ol></nav>
<section class="kapitel" id="a"><h2>Kapitel ett</h2><p class="ingress">En ingress om <em lang="en">North Sweden</em>.</p>
<section class="uppdrag"><h3>Lärcentrum</h3><h4>Arenor</h4><ul>{ITEMS}</ul>
<h5>Kommunala arenor</h5><ol><li>Först<ul><li>och inuti</li></ul></li><li>Sedan</li></ol>
<ul class="kommunlista"><li>Berg</li><li>Bräcke</li><li>Krokom</li><li>Åre</li></ul>
<dl class="fakta"><dt>Period</dt><dd>Ett kalenderår</dd></dl><blockquote><p>Så sades det.</p></blockquote>
<p class="uppdragsnotis">En notis<span class="fotnot">En fotnot om notisen.</span> och <span class="exempel">exempel</span>.</p>
<p>Läs mer i <a href="https://exempel.test/diarium">diariet</a>.</p>
<table class="tabell siffror"><caption>Pengar</caption><thead><tr><th scope="col">Del</th><th scope="col" class="siffra smal">tkr</th></tr></thead>
<tbody><tr><th scope="row">Underskott</th><td class="siffra underskott">−842</td></tr><tr class="summa"><th scope="row">Summa</th><td class="siffra">−842</td></tr></tbody></table>
<table class="tabell"><caption>Arenor</caption><thead><tr><th scope="col">Arena</th><th scope="col">Möten</th><th scope="col" class="siffra">Antal</th></tr></thead>
<tbody>{ROWS}</tbody></table>
<figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20" role="img"><title>Stapel</title><rect width="50" height="10" fill="#1d5c46"/></svg>
<figcaption>Bild 1. Skuld.</figcaption></figure></section></section>
<section class="kapitel bilaga" id="b"><h2>Bilaga</h2><div class="underskrift"><p>Östersund</p><div id="signatur"></div></div></section></article></body></html>"""


KORT = HTML.replace(ROWS, ROWS[: ROWS.index("<tr><th scope='row'>Arena 9<")]).replace(
    ITEMS, ITEMS[: ITEMS.index("<li>Aktivitet nummer 9 ")]
)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "prov.pdf"
    path.write_bytes(render_pdf(HTML, bilagor=[Bilaga("data.json", b'{"a": 1}', "Data")]))
    return path


def problems(path, profile):
    report = validator.validate_pdf(str(path), profile=profile)
    return [] if report.is_compliant else report


def test_both_standards_with_data_attached(pdf):
    assert problems(pdf, "ua1") == []
    assert problems(pdf, "3a") == []


def test_the_data_is_attached_once_and_comes_out_unchanged(pdf):
    reader = PdfReader(pdf)
    assert {name: list(data) for name, data in reader.attachments.items()} == {"data.json": [b'{"a": 1}']}
    assert len(reader.trailer["/Root"]["/AF"]) == 1


def test_both_standards_without_attachment(tmp_path):
    path = tmp_path / "prov.pdf"
    path.write_bytes(render_pdf(HTML))
    assert problems(path, "ua1") == []
    assert problems(path, "2a") == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("<title>Stapel</title>", ""),
        ("<title>Prov</title>", ""),
        (' lang="sv"', ""),
        ("<h4>Arenor</h4>", "<h6>Arenor</h6>"),
        ("<th scope='row'>Arena 1</th><td>1 möten</td>", "<td>1 möten</td>"),
        ("Så sades det.", "Så sades det: \U00013000."),
    ],
    ids=["picture without title", "no title", "no language", "skipped heading", "uneven row", "glyph no font has"],
)
def test_the_validators_can_fail(good, bad, tmp_path):
    path = tmp_path / "fel.pdf"
    path.write_bytes(render_pdf(KORT.replace(good, bad)))
    assert problems(path, "ua1") != [] or problems(path, "2a") != []


def test_same_bytes_in_two_processes(pdf, tmp_path):
    code = "import django; django.setup(); from tests.samverkan.test_pdf import *; import sys; sys.stdout.buffer.write(render_pdf(HTML, bilagor=[Bilaga('data.json', b'{\"a\": 1}', 'Data')]))"
    out = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={"DJANGO_SETTINGS_MODULE": "samverkan.settings", "SAMVERKAN_DEBUG": "1", "PATH": ""},
    )
    assert out.stdout == pdf.read_bytes()


def test_text_reads_in_order_with_running_heads(pdf):
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, text=True).stdout
    assert (
        text.index("Provberättelse")
        < text.index("Innehåll")
        < text.index("Lärcentrum")
        < text.index("Aktivitet nummer 119")
        < text.index("Arena 89")
    )
    pages = text.split("\f")
    assert "RUN/1/2022" in pages[3]
    assert "Innehåller exempel" in pages[3]
    assert f"Sida 4 ({len(pages) - 1})" in pages[3]


def tags(pdf):
    """Every structure element of the file as (kind, dictionary)."""
    reader = PdfReader(pdf)
    stack = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while stack:
        node = stack.pop().get_object()
        if not hasattr(node, "get"):
            continue
        if "/S" in node:
            yield node["/S"], node
        kids = node.get("/K", [])
        stack.extend(kid for kid in (kids if isinstance(kids, list) else [kids]) if not isinstance(kid, int))


def test_what_a_page_cut_is_whole_again(pdf):
    kinds = [kind for kind, _ in tags(pdf)]
    assert kinds.count("/Table") == kinds.count("/THead") == kinds.count("/TBody") == 2
    assert kinds.count("/LI") == 119 + 2 + 3 + 4 + 2
    assert kinds.count("/L") == 6


def test_a_head_printed_on_every_page_is_read_once(pdf):
    assert [kind for kind, _ in tags(pdf)].count("/TH") == 3 + 89 + 2 + 2
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, text=True).stdout
    assert text.count("Möten") > 1


def test_every_cell_points_to_heads_that_are_read(pdf):
    ids = {str(node["/ID"]) for _, node in tags(pdf) if "/ID" in node}
    pointed = {str(h) for kind, node in tags(pdf) if kind == "/TD" for h in node["/A"]["/Headers"]}
    names = [str(n) for n in PdfReader(pdf).trailer["/Root"]["/StructTreeRoot"]["/IDTree"]["/Names"][::2]]
    assert pointed
    assert pointed <= ids
    assert sorted(ids) == names


def test_what_is_not_read_is_marked_so(pdf):
    """Running heads, page numbers and repeated table heads are artifacts: all other marked text belongs to a tag that is reached."""
    reader = PdfReader(pdf)
    reached = {node.indirect_reference.idnum for _, node in tags(pdf)}
    nums = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = [owner.idnum for per_page in nums[1 : 2 * len(reader.pages) : 2] for owner in per_page if hasattr(owner, "idnum")]
    assert owners
    assert set(owners) <= reached
    assert all(b"/Artifact\n<</Type /Pagination>>\nBDC" in page.get_contents().get_data() for page in reader.pages)


def test_a_word_divided_at_the_end_of_a_line_is_whole_and_its_neighbour_keeps_its_hyphen(tmp_path):
    path = tmp_path / "ord.pdf"
    for words in ("kompetensförsörjningsfrågorna och EU-frågor ", "EU-frågor och kompetensförsörjningsfrågorna "):
        path.write_bytes(render_pdf(HTML.replace("En ingress om", words * 40)))
        text = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True).stdout
        assert text.count("kompetensförsörjningsfrågorna") < 119 + 40  # some were divided
        assert text.replace("\u00ad\n", "").count("kompetensförsörjningsfrågorna") == 119 + 40
        assert text.replace("EU-\n", "EU-").count("EU-frågor") == 40
        assert "\u2010" not in text
        assert "\u00ad" not in text.replace("\u00ad\n", "")


def test_a_footnote_is_read_where_it_is_called(tmp_path):
    """Of a short document: pdfinfo takes a quarter of a minute for the long one."""
    pdf = tmp_path / "kort.pdf"
    pdf.write_bytes(render_pdf(HTML.replace(ROWS, ROWS[: ROWS.index("</tr>") + 5]).replace(ITEMS, "<li>Ett</li>")))
    text = subprocess.run(["pdfinfo", "-struct-text", str(pdf)], capture_output=True, check=True, text=True).stdout
    assert text.index("En notis") < text.index("En fotnot om notisen.") < text.index("Läs mer i")
    assert [str(node["/ID"])[:4] for kind, node in tags(pdf) if kind == "/Note"] == ["not-"]


def test_lists_say_how_they_are_counted(pdf):
    found = [str(node["/A"]["/ListNumbering"]) for kind, node in tags(pdf) if kind == "/L"]
    assert sorted(found) == ["/Circle", "/Decimal", "/Disc", "/Disc", "/None", "/None"]


def test_a_picture_knows_its_place_on_the_page(pdf):
    [figure] = [node for kind, node in tags(pdf) if kind == "/Figure"]
    left, foot, right, top = (float(value) for value in figure["/A"]["/BBox"])
    width, height = (float(value) for value in figure["/Pg"]["/MediaBox"][2:])
    assert 0 < left < right < width
    assert 0 < foot < top < height
    assert (right - left) / (top - foot) == pytest.approx(5, rel=0.01)  # the picture's own proportions


def test_header_cells_have_scope_links_text_and_languages(pdf):
    found = list(tags(pdf))
    assert {str(node["/A"]["/Scope"]) for kind, node in found if kind == "/TH"} == {"/Row", "/Column"}
    assert "en" in {str(node.get("/Lang")) for _, node in found}
    annotations = [a.get_object() for p in PdfReader(pdf).pages for a in p.get("/Annots", [])]
    assert sorted(str(a["/Contents"]) for a in annotations if a["/Subtype"] == "/Link") == ["Bilaga", "Kapitel ett", "diariet"]


def test_the_field_to_sign_in_is_there_named_tagged_and_empty(pdf):
    reader = PdfReader(pdf)
    form = reader.trailer["/Root"]["/AcroForm"]
    [field] = [reference.get_object() for reference in form["/Fields"]]
    assert form["/SigFlags"] == 3
    assert (field["/FT"], field["/T"], field["/F"]) == ("/Sig", "Signatur", 4)
    assert field["/TU"] == "Elektronisk underskrift"
    left, foot, right, top = (float(value) for value in field["/Rect"])
    assert (right - left, top - foot) == pytest.approx((90 / 25.4 * 72, 24 / 25.4 * 72), abs=1)
    assert field["/AP"]["/N"].get_data().strip() == b""
    [tag] = [node for kind, node in tags(pdf) if kind == "/Form"]
    assert tag["/K"]["/Type"] == "/OBJR"
    assert tag["/K"].raw_get("/Obj").idnum == form["/Fields"][0].idnum
    owners = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    assert owners[owners.index(field["/StructParent"], 2 * len(reader.pages)) + 1].idnum == tag.indirect_reference.idnum
    assert b"/ObjStm" not in pdf.read_bytes()


def test_a_document_with_nowhere_to_sign_has_no_form():
    out = render_pdf(HTML.replace(' id="signatur"', ""))
    assert b"/AcroForm" not in out
    assert b"/Widget" not in out


@pytest.mark.parametrize("sist", [
    "<table class='tabell'><thead><tr><th scope='col'>Part</th></tr></thead><tbody><tr><td>Står kvar</td></tr></tbody></table>",
    "<div class='omradesinledning'><p>Står kvar</p></div>",
])  # fmt: skip
def test_what_fits_stands_where_the_page_ends_though_what_follows_does_not(sist, tmp_path):
    """A lone row, or an introduction, held on to the heading after it, and left 60 mm of the page empty."""
    fore = "<p style='height: 205mm'>Före</p>"
    efter = "<section class='uppdrag'><h3>Nästa</h3><figure style='height: 60mm'></figure><p>Text.</p></section>"
    fil = tmp_path / "fot.pdf"
    fil.write_bytes(render_pdf(f"<html lang='sv'><title>A</title><body><section><h2>Rubrik</h2>{fore}{sist}</section>{efter}"))
    forsta, andra = [page.extract_text() for page in PdfReader(fil).pages]
    assert "Står kvar" in forsta
    assert "Nästa" in andra


def test_bookmarks_and_embedded_fonts(pdf):
    reader = PdfReader(pdf)
    assert [b.title for b in reader.outline if not isinstance(b, list)] == ["Kapitel ett", "Bilaga"]
    assert [b.title for b in reader.outline if isinstance(b, list) for b in b] == ["Lärcentrum"]
    fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all("Source" in line and " yes yes" in line for line in fonts)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "https://exempel.test/x.png", "/static/../manage.py", "/static/%2e%2e/manage.py"])
@pytest.mark.parametrize("address", [BASE_URL, ""])
def test_nothing_outside_the_static_files_is_read(url, address):
    with pytest.raises((ValueError, SuspiciousFileOperation)):
        OnlyStatic().fetch(urljoin(address, url))


def test_a_font_among_the_static_files_is_read():
    font = OnlyStatic().fetch(f"{BASE_URL}static/weblate_fonts/source-sans/ttf/SourceSans3-Regular.ttf")
    assert font.read()[:4] == b"\0\1\0\0"


@pytest.mark.parametrize(
    "smuggled",
    [
        '<link rel="attachment" href="file:///etc/passwd">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<style>@import url("https://exempel.test/x.css"); h1 { background: url("file:///etc/passwd") }</style>',
    ],
)
def test_a_document_cannot_carry_off_a_file(smuggled):
    out = render_pdf(HTML.replace("</head>", f"{smuggled}</head>"))
    assert b"EmbeddedFile" not in out
    assert out == render_pdf(HTML)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "https://exempel.test/x.png"])
def test_a_picture_from_elsewhere_is_left_out(url):
    out = render_pdf(HTML.replace("<figcaption>", f'<img src="{url}" alt="bild"><figcaption>'))
    assert b"/Subtype /Image" not in out


def test_without_the_system_libraries_one_sentence_says_so(tmp_path):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    out = subprocess.run(
        [sys.executable, "-c", "import samverkan.pdf.sattning"],
        capture_output=True,
        text=True,
        check=False,
        env={"DJANGO_SETTINGS_MODULE": "samverkan.settings", "SAMVERKAN_DEBUG": "1", "PYTHONPATH": str(tmp_path), "PATH": ""},
    )
    assert "PDF kan inte skapas: systembiblioteken libpango-1.0-0" in out.stderr.splitlines()[-1]
    assert out.returncode == 1


def test_the_system_libraries_are_asked_for_before_anything_is_printed(monkeypatch):
    assert bibliotek.vid_kontroll(None) == []
    bibliotek.vid_start()
    monkeypatch.setattr(bibliotek, "NAMN", ("libfinns-inte.so.0",))
    assert [fel.msg for fel in bibliotek.vid_kontroll(None)] == [bibliotek.SAKNAS]
    with pytest.raises(ImproperlyConfigured, match="libpango"):
        bibliotek.vid_start()
