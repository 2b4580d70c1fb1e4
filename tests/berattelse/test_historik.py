"""Every text that was saved can be read, compared and taken back."""

import time

import pytest
from django.urls import reverse

from berattelse import actions
from samverkan.skrivet.jamfor import sida_vid_sida
from tests import bomber
from tests import factories as grund
from tests.berattelse import factories
from tests.berattelse.queries import antal_fragor
from tests.formular import tryck

pytestmark = pytest.mark.django_db


@pytest.fixture
def avsnitt(hus):
    """Three versions: empty, one sentence, another sentence."""
    row = factories.avsnitt(hus)
    for text in ("<p>Sex möten hölls.</p>", "<p>Sju möten hölls.</p>"):
        row = actions.spara(row, {"beskrivning": text}, version=row.version, by=hus.samordnare)
    return row


def versions(avsnitt):
    return list(avsnitt.history.order_by("history_id").values_list("history_id", flat=True))


def url(name, avsnitt, *args):
    return reverse(f"berattelse:historik_{name}", args=[avsnitt.pk, *args])


def compare(client, avsnitt, fran, till):
    return client.get(url("jamfor", avsnitt), {"fran": fran, "till": till})


def test_the_list_says_who_and_what(hus, as_user, avsnitt):
    page = as_user(hus.samordnare).get(url("list", avsnitt)).content.decode()
    assert page.count(str(hus.samordnare)) >= 2
    assert "Beskrivning" in page
    assert "Version 3" in page


def test_two_versions_stand_side_by_side(hus, as_user, avsnitt):
    _, second, third = versions(avsnitt)
    for fran, till in ((second, third), (third, second)):
        page = compare(as_user(hus.samordnare), avsnitt, fran, till).content.decode()
        assert "<p><del>Sex</del> möten hölls.</p>" in page
        assert "<p><ins>Sju</ins> möten hölls.</p>" in page


def test_an_earlier_text_is_taken_back_as_a_new_version(hus, as_user, avsnitt):
    _, second, _ = versions(avsnitt)
    tryck(as_user(hus.samordnare), url("detail", avsnitt, second), url("ta_tillbaka", avsnitt, second))
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == "<p>Sex möten hölls.</p>"
    assert avsnitt.version == 4
    assert avsnitt.history.count() == 4


@pytest.mark.parametrize("status", ["klar", "godkand"])
def test_nothing_is_taken_back_under_review(hus, as_user, avsnitt, status):
    type(avsnitt).objects.filter(pk=avsnitt.pk).update(status=status)
    assert as_user(hus.samordnare).post(url("ta_tillbaka", avsnitt, versions(avsnitt)[1])).status_code == 403


def test_nothing_is_taken_back_in_a_locked_year(hus, as_user, avsnitt):
    factories.lock(hus.year)
    assert as_user(hus.samordnare).post(url("ta_tillbaka", avsnitt, versions(avsnitt)[1])).status_code == 403


@pytest.mark.parametrize("who", ["utomstaende", "lasare", "kommunchef"])
def test_history_is_not_known_outside_the_region(hus, as_user, avsnitt, who):
    client, first = as_user(getattr(hus, who)), versions(avsnitt)[0]
    assert client.get(url("list", avsnitt)).status_code == 404
    assert client.get(url("detail", avsnitt, first)).status_code == 404
    assert compare(client, avsnitt, first, first).status_code == 404
    assert client.post(url("ta_tillbaka", avsnitt, first)).status_code == 404


def test_a_version_of_another_section_is_not_found(hus, as_user, avsnitt):
    other = versions(factories.inledning(hus))[0]
    client = as_user(hus.processledare)
    assert client.get(url("detail", avsnitt, other)).status_code == 404
    assert compare(client, avsnitt, other, versions(avsnitt)[0]).status_code == 404
    assert client.post(url("ta_tillbaka", avsnitt, other)).status_code == 404


@pytest.mark.parametrize("bad", ["", "x", "-1", "9" * 30])
def test_an_address_written_by_hand_is_not_found(hus, as_user, avsnitt, bad):
    assert compare(as_user(hus.processledare), avsnitt, bad, versions(avsnitt)[0]).status_code == 404


def test_the_list_asks_as_many_questions_with_three_versions_as_with_one(hus, as_user, avsnitt):
    fresh = factories.avsnitt(hus, uppdrag=grund.uppdrag(hus.avtal))
    client = as_user(hus.processledare)
    assert antal_fragor(client, url("list", fresh)) == antal_fragor(client, url("list", avsnitt))


class TestComparison:
    def test_blocks_stand_as_paragraphs(self):
        left, right = sida_vid_sida("<p>Ett.</p><ul><li>a</li></ul>", "<p>Ett.</p><ul><li>b</li></ul>")
        assert left == "<p>Ett.</p><p><del>a</del></p>"
        assert right == "<p>Ett.</p><p><ins>b</ins></p>"

    def test_a_run_over_two_blocks_is_marked_in_each(self):
        _, right = sida_vid_sida("", "<p>ett</p><p>två</p>")
        assert right == "<p><ins>ett</ins></p><p><ins>två</ins></p>"

    def test_everything_but_the_marks_is_escaped(self):
        left, right = sida_vid_sida("<p>a &lt;b&gt;</p>", "<p>a &lt;script&gt;</p>")
        assert "<script>" not in left + right
        assert "&lt;script&gt;" in right

    def test_same_text_has_no_marks(self):
        assert sida_vid_sida("<p>a</p>", "<p>a</p>") == ("<p>a</p>", "<p>a</p>")


@pytest.mark.en_gang
def test_two_texts_of_the_same_few_words_are_compared_at_once():
    """Over a minute, when every word was held against every other."""
    fore = time.process_time()
    left, right = sida_vid_sida(*bomber.upprepad())
    assert time.process_time() - fore < 2
    assert (left.count("<del>"), right.count("<ins>")) == (1, 1)
    left, right = sida_vid_sida(f"<p>Först {'ja nej ' * 9000}sist</p>", f"<p>Först {'nej ja ' * 9000}sist</p>")
    assert (left[:14], left[-14:]) == ("<p>Först <del>", "</del> sist</p>"[-14:])


@pytest.mark.en_gang
def test_a_whole_section_of_running_text_is_compared_word_by_word():
    ord_ = [f"ord{n % 3000}" if n % 4 else "och" for n in range(6000)]
    left, right = sida_vid_sida(" ".join(ord_), " ".join([*ord_[:3000], "nytt", *ord_[3000:]]))
    assert (left.count("<del>"), right.count("<ins>")) == (0, 1)
