"""Words that a kommun's people stumble on are on no page they can open, and in no letter."""

import html
import re

import pytest
from django.apps import apps

from tests import langd, rattigheter
from tests.test_house import ROOT

# What is said instead: frågerunda; till kommunerna, med kommunernas värdering; beslutad; fingeravtryck; öppna igen.
SVARA = re.compile(r"\bomgång\w*|\bskede \d|\benas\b|\benats?\b|\benade?s?\b|\bkontrollsumm\w*|\btas? upp igen\b", re.IGNORECASE)
VILKA = ("Kommunchef", "Tjänsteperson", "Läsare")[: langd.antal(1, 3)]


def last(page):
    """What one reads of a page: no tags, no scripts, none of the addresses, and none of the names that programs are told."""
    utan = re.sub(r"<(script|style|code)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", utan))


def test_the_words_are_found_where_they_stand():
    assert SVARA.findall(last('<p class="omgang">Omgången är enad, se skede 2.</p><script>enas</script>')) == [
        "Omgången",
        "enad",
        "skede 2",
    ]
    assert not SVARA.search(last("<a href='/vardering/enas/'>Frågerundan är senare, i olika skeden.</a>"))


@pytest.mark.en_gang
@pytest.mark.lang
@pytest.mark.parametrize("vem", VILKA)
def test_no_page_a_kommuns_people_can_open_has_a_word_they_stumble_on(rattighetsdemo, vem):
    sidor = [sida for sida in rattigheter.kept_walk(vem, rattighetsdemo).values() if sida.text]
    funna = {sida.url: sorted(set(found)) for sida in sidor if (found := SVARA.findall(last(sida.text)))}
    assert len(sidor) > 40
    assert funna == {}


def test_no_letter_has_them():
    brev = [*(ROOT / "templates").rglob("*.txt"), *(ROOT / "templates/brev").glob("*")]
    ord_ = {str(p.relative_to(ROOT)): SVARA.findall(re.sub(r"{[%{].*?[%}]}", " ", p.read_text())) for p in brev}
    assert len(ord_) > 12
    assert {p: found for p, found in ord_.items() if found} == {}


def test_no_name_or_refusal_of_the_rows_they_answer_in_has_them():
    meta = [m._meta for m in apps.get_app_config("enkat").get_models()]
    sagt = [str(o.verbose_name) for o in meta] + [str(f.verbose_name) for o in meta for f in o.fields]
    sagt += [str(c.violation_error_message) for o in meta for c in o.constraints]
    assert len(sagt) > 100
    assert [text for text in sagt if SVARA.search(text)] == []
