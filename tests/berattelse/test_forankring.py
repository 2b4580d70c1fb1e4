"""Where a remark belongs when the text has been rewritten."""

import time

import pytest

from berattelse.avsnitt.forankring import foranka, foranka_i, stycken
from tests import bomber

ETT = "Lärcentrum har under året startat två nya utbildningar i samverkan med kommunerna."
TVA = "Fyra kommuner deltar i arbetet med vägledning."
TRE = "Arbetet fortsätter nästa år med samma omfattning."


def test_a_text_is_paragraphs_headings_items_and_tables():
    html = "<h5>Rubrik</h5><p>Ett <strong>o</strong>rd.</p><ol><li>a</li><li>b<ul><li>c</li></ul></li></ol><table><tr><th>x</th></tr></table><p></p>"
    ut = stycken(html)
    assert [s.text for s in ut] == ["Rubrik", "Ett ord.", "a", "b c", "x |"]
    assert ut[1].html == "<p>Ett <strong>o</strong>rd.</p>"
    assert ut[3].html.startswith('<ol start="2"><li>b')
    assert stycken("") == []


@pytest.mark.parametrize(
    ("nu", "plats"),
    [
        ([ETT, TVA, TRE], 0),
        ([TRE, TVA, ETT], 2),  # moved
        ([TVA, "Lärcentrum har i år startat tre nya utbildningar i samverkan med kommunerna.", TRE], 1),  # edited
        (["Lärcentrum har under året startat två nya utbildningar.", "I samverkan med kommunerna.", TVA], 0),  # parted
        ([TVA, f"{TVA} {ETT} {TRE}"], 1),  # joined
        ([TVA, "Lärcentrum har under året startat", "två nya utbildningar i samverkan", "med kommunerna."], 1),  # parted in three
        ([TVA, TRE], None),  # deleted
        ([TVA, "Lärcentrum har i år deltagit i en mässa om utbildningar i länet."], None),
        (["Något helt annat skrivet om annat.", TVA], None),
        ([], None),
    ],
)
def test_a_paragraph_is_found_by_its_words(nu, plats):
    assert foranka(ETT, 0, nu, [ETT, TVA, TRE]) == plats


def test_a_neighbour_that_stood_there_already_is_not_taken_for_what_was_deleted():
    berg, are = "I Berg hölls fyra möten under året.", "I Åre hölls fyra möten under året."
    assert foranka(berg, 0, [are], [berg, are]) is None
    assert foranka(berg, 0, [are], [berg]) == 0


@pytest.mark.parametrize(("forekomst", "nu", "plats"), [(1, [TVA, ETT, ETT], 2), (0, [TVA, ETT, ETT], 1), (1, [TVA, ETT], 1)])
def test_of_paragraphs_that_read_alike_it_is_the_same_in_order(forekomst, nu, plats):
    assert foranka(ETT, forekomst, nu) == plats


def test_what_was_moved_whole_to_another_part_is_found_there():
    assert foranka_i({"a": [TVA], "b": [TRE, ETT]}, "a", ETT, 0) == ("b", 1)
    assert foranka_i({"a": [TVA], "b": [TRE]}, "a", ETT, 0) is None


@pytest.mark.en_gang
def test_long_texts_of_the_same_few_words_take_no_time():
    fore = time.process_time()
    gammal, ny = (stycken(text)[0].text for text in bomber.upprepad())
    foranka(gammal, 0, [ny] * 20)
    assert time.process_time() - fore < 2
