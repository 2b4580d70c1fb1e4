"""No line parts a day from its month, § from its number or an amount from its unit: in PDF and Word as in the browser."""

import io
import re
from pathlib import Path

import pytest
from docx import Document

from berattelse.skrift.word import som_docx
from samverkan.svenska import MANADER, hall_ihop
from tests.berattelse.wordfiler import PROV

SIDA = "<html><head><title>Den 1 mars 2022</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("text", "ihop"),
    [
        ("den 14 mars 2022 och 3 maj, § 12", "den 14~mars~2022 och 3~maj, §~12"),
        ("§§ 3 och 4: 557 518 kr, 5,4 %, 10 307 tkr", "§§~3 och 4: 557~518~kr, 5,4~%, 10~307~tkr"),
        ("500 000 kr av 3 490 000, år 2022 118 möten, 3 1234", "500~000~kr av 3~490~000, år 2022 118 möten, 3 1234"),
        ("12–14 september 2022", "12–14~september~2022"),
        ("2022 mars, 14 marsipaner, § okänd, tre kr, 100 januari", "2022 mars, 14 marsipaner, § okänd, tre kr, 100 januari"),
        ("<svg><text>3 maj</text></svg>3 maj", "<svg><text>3 maj</text></svg>3~maj"),
        ('<a title="14 mars">14 mars</a>', '<a title="14 mars">14~mars</a>'),
    ],
)
def test_a_hard_space_where_no_line_may_part(text, ihop):
    assert hall_ihop(SIDA.format(text)) == SIDA.format(ihop.replace("~", "\u00a0"))
    assert hall_ihop(text) == text  # no page


def test_word_has_them_and_says_the_same_words():
    fil = Document(io.BytesIO(som_docx(PROV.format("<p>Beslutat den 14 mars 2022, § 3.</p>"))))
    text = "\n".join(p.text for p in fil.paragraphs)
    assert "den 14\u00a0mars\u00a02022, §\u00a03." in text


def test_the_browser_knows_the_same_months():
    js = Path(__file__).parents[2].joinpath("static/js/ihop.js").read_text()
    assert re.search(r'MONTH = "([^"]+)"', js)[1].split("|") == list(MANADER)


def test_the_browser_leaves_what_somebody_wrote_and_is_to_copy():
    """What is copied from a page is what was written; every place that says "kopiera" of such a text marks it."""
    rot = Path(__file__).parents[2]
    written = set(re.search(r'WRITTEN = "([^"]+)"', rot.joinpath("static/js/ihop.js").read_text())[1].split(", "))
    assert {".skrivet", ".radbryt", ".kod"} <= written
    sidor = [t for t in map(Path.read_text, rot.joinpath("templates").rglob("*.html")) if re.search(r"[Kk]opiera (adressen|den|det) ", t)]
    assert len(sidor) == 6
    assert all(re.search(r'class="(skrivet|radbryt|kod)"|{% skrivet %}', sida) for sida in sidor)
