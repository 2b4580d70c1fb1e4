"""What refused a post takes the focus, so that whoever listens or uses the keyboard begins there and not at the top of the page.

The form that registers meetings sets it at the field itself (tests/browser/test_tillfallen.py).
"""

import re

import pytest

from tests.test_house import ROOT

MALLAR = sorted((ROOT / "templates").rglob("*.html"))
SKRIPTETS = "data-fel"  # shown by a script after the page has come


def test_every_refusal_of_a_post_takes_the_focus():
    utan = []
    for mall in MALLAR:
        for tagg in re.findall(r"<div [^>]*(?:\{%[^%]*%\}[^>]*)*>", mall.read_text()):
            if 'role="alert"' in tagg and SKRIPTETS not in tagg and not ("autofocus" in tagg and 'tabindex="-1"' in tagg):
                utan.append(f"{mall.relative_to(ROOT)}: {tagg[:80]}")
    assert utan == ["templates/berattelse/avsnitt_las_in_word.html: " + FRAN_FILEN]


FRAN_FILEN = '<div class="notis notis--fel" role="alert">'  # one for each part of a file that has been read: the page is the answer


@pytest.mark.django_db
def test_a_refused_form_has_its_summary_in_focus_and_a_page_that_is_opened_has_none(hus, as_user):
    client = as_user(hus.processledare)
    assert "autofocus" not in client.get("/organisationer/ny/").content.decode()
    svar = client.post("/organisationer/ny/", {"namn": ""})
    assert re.search(r'<div[^>]* autofocus id="felsammanfattning"', svar.content.decode())
