"""Every text area of the program is kept while it is written: the page has the script, and the form is one that it keeps."""

import pytest
from lxml import html

from tests import rattigheter

# Pasted from a table, a list or a file that the writer has: that is kept where it is, and may name many persons and their addresses.
INKLISTRAT = "inklistrat"
SKRIPT = {"data-svara": "svara.js"}  # each answer of a respondent is saved as it is written; all else by kladd.js


@pytest.mark.en_gang
@pytest.mark.lang
@pytest.mark.no_cover
def test_every_text_area_is_kept_as_it_is_written(rattighetsdemo):
    sedda, utan = set(), set()
    for roll in ("Processledare", "Kommunchef"):
        for namn, oppnad in rattigheter.kept_walk(roll, rattighetsdemo).items():
            if namn == "samverkan:galleri":
                continue  # it shows one of each kind of field
            sida = html.fromstring(oppnad.text or "<p>")
            for falt in sida.xpath("//form//textarea"):
                sedda.add(f"{namn} {falt.get('name')}")
                if not _sparas(sida, next(falt.iterancestors("form"))):
                    utan.add(f"{namn} {falt.get('name')}")
    assert {falt for falt in utan if not falt.endswith(f" {INKLISTRAT}")} == set()
    assert any(falt.endswith(f" {INKLISTRAT}") for falt in utan), "one that is not kept would be found"
    assert len(sedda) > 130


def _sparas(sida, form):
    skript = next((fil for marke, fil in SKRIPT.items() if marke in form.attrib), "kladd.js")
    laddas = sida.xpath(f"//script[contains(@src, '{skript}')]")
    return form.method == "POST" and "data-utan-kladd" not in form.attrib and bool(laddas)
