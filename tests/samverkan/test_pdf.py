"""The print route: one file that conforms to both standards, reads in order, and is the same every time."""

import subprocess
import sys

import page as validator
import pytest
from pypdf import PdfReader

from samverkan.pdf import Bilaga, render_pdf

ROWS = "".join(f"<tr><th scope='row'>Arena {n}</th><td>{n} möten</td><td class='siffra'>{n}</td></tr>" for n in range(1, 90))
ITEMS = "".join(f"<li>Aktivitet nummer {n} handlar om kompetensförsörjningsfrågorna i länet.</li>" for n in range(1, 120))
HTML = f"""<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Prov</title>
<meta name="dcterms.created" content="2023-01-26"><meta name="dcterms.modified" content="2023-01-26"></head>
<body class="exempel"><article><header class="omslag"><h1>Provberättelse</h1><p class="dnr">Dnr <span class="lopande-dnr">RUN/1/2022</span></p>
<p class="utgava">Utkast</p></header>
<nav class="innehall"><h2>Innehåll</h2><ol><li><a href="#a">Kapitel ett</a></li></ol></nav>
<section class="kapitel" id="a"><h2>Kapitel ett</h2><p class="ingress">En ingress om <em lang="en">North Sweden</em>.</p>
<section class="uppdrag"><h3>Lärcentrum</h3><h4>Arenor</h4><ul>{ITEMS}</ul>
<p>Läs mer i <a href="https://exempel.test/diarium">diariet</a>.</p>
<table class="tabell"><caption>Arenor</caption><thead><tr><th scope="col">Arena</th><th scope="col">Möten</th><th scope="col" class="siffra">Antal</th></tr></thead>
<tbody>{ROWS}</tbody></table>
<figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20" role="img"><title>Stapel</title><rect width="50" height="10" fill="#1d5c46"/></svg>
<figcaption>Bild 1. Skuld.</figcaption></figure></section></section></article></body></html>"""


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


def test_both_standards_without_attachment(tmp_path):
    path = tmp_path / "prov.pdf"
    path.write_bytes(render_pdf(HTML))
    assert problems(path, "ua1") == []
    assert problems(path, "2a") == []


def test_the_validator_can_fail(tmp_path):
    path = tmp_path / "fel.pdf"
    path.write_bytes(render_pdf(HTML.replace("<title>Stapel</title>", "")))
    assert problems(path, "ua1") != []


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
    assert kinds.count("/Table") == 1
    assert kinds.count("/TBody") == 1
    assert kinds.count("/LI") == 119 + 1
    assert kinds.count("/L") == 2


def test_header_cells_have_scope_links_text_and_languages(pdf):
    found = list(tags(pdf))
    assert {str(node["/A"]["/Scope"]) for kind, node in found if kind == "/TH"} == {"/Row", "/Column"}
    assert "en" in {str(node.get("/Lang")) for _, node in found}
    annotations = [a.get_object() for p in PdfReader(pdf).pages for a in p.get("/Annots", [])]
    assert "diariet" in {str(a["/Contents"]) for a in annotations}


def test_bookmarks_and_embedded_fonts(pdf):
    reader = PdfReader(pdf)
    assert [b.title for b in reader.outline if not isinstance(b, list)] == ["Kapitel ett"]
    fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all("Source" in line and " yes yes" in line for line in fonts)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "https://exempel.test/x.png", "/static/../manage.py"])
def test_nothing_outside_the_static_files_is_read(url, tmp_path):
    out = render_pdf(HTML.replace("<figcaption>", f'<img src="{url}" alt="bild"><figcaption>'))
    assert b"/Subtype /Image" not in out
