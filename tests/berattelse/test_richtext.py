"""Pasted text comes out clean, whole and printable."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from berattelse.richtext import MAX_CHARS, clean, unwrap_safe_link

WORD = """<p class="MsoNormal" style="margin:0"><span style="color:red">Ett <b>viktigt</b> år.</span><o:p></o:p></p>
<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1">·&nbsp;&nbsp; Första punkten</p>
<p class="MsoListParagraph">·&nbsp;&nbsp; Andra punkten</p>
<h2>Rubrik <i>ur Word</i></h2>
<table class="MsoTable"><tr><td><p><b>Kommun</b></p></td><td><p><b>Antal</b></p></td></tr>
<tr><td><p>Berg</p></td><td><p>3</p></td></tr><tr><td>Åre</td></tr></table>"""


def test_word_comes_out_as_paragraph_list_heading_and_table():
    assert clean(WORD) == (
        "<p>Ett <strong>viktigt</strong> år.</p><ul><li>Första punkten</li><li>Andra punkten</li></ul><h5>Rubrik ur Word</h5>"
        '<table><thead><tr><th scope="col">Kommun</th><th scope="col">Antal</th></tr></thead>'
        "<tbody><tr><td>Berg</td><td>3</td></tr><tr><td>Åre</td><td>–</td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    "bad",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>', "<style>p{}</style>", "<iframe src='//x'></iframe>"],
)
def test_nothing_that_runs_is_left(bad):
    out = clean(f"<p>Före</p>{bad}<p onclick='x()'>Efter</p>")
    assert "Före" in out
    assert "Efter" in out
    for word in ("script", "onerror", "onclick", "javascript", "alert(1)</", "iframe", "<img"):
        assert word not in out


def test_safe_links_lose_the_guard_and_the_address_of_the_reader():
    url = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexempel.test%2Fsida&data=05%7Cnamn%40region.test%7C"
    assert unwrap_safe_link(url) == "https://exempel.test/sida"
    out = clean(f'<p>Se <a href="{url}">sidan <b>här</b></a>.</p>')
    assert out == '<p>Se <a href="https://exempel.test/sida">sidan här</a>.</p>'


def test_editors_list_items_lose_their_paragraphs():
    assert clean("<ul><li><p>ett</p></li><li><p>två</p><ul><li><p>a</p></li></ul></li></ul>") == "<ul><li>ett</li><li>två<ul><li>a</li></ul></li></ul>"


def test_plain_text_becomes_paragraphs():
    assert clean("Ett stycke.\n\nEtt till.") == "<p>Ett stycke.</p><p>Ett till.</p>"
    assert clean("  \n ") == ""
    assert clean("<p></p><p>&nbsp;</p>") == ""


def test_too_long_is_refused_in_words():
    with pytest.raises(ValidationError, match="för lång"):
        clean("a" * (MAX_CHARS + 1))


@given(st.lists(st.sampled_from(["<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<b>", "</b>", "text ", "· ", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<h1>", "</h1>", "<a href='https://x.test'>", "</a>"]), max_size=25))
def test_cleaning_twice_changes_nothing(parts):
    once = clean("".join(parts))
    assert clean(once) == once
