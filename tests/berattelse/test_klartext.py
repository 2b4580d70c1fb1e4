"""Without JavaScript a text is written as plain words, and what nobody touched keeps its HTML."""

import time

import pytest
from django.urls import reverse
from hypothesis import given
from lxml import html as lxml_html

from berattelse import actions
from berattelse.avsnitt.klartext import read, skriv
from berattelse.avsnitt.richtext import clean
from tests.berattelse import factories
from tests.berattelse.test_richtext import PASTES
from tests.berattelse.urklippen import URKLIPP

TEXT = (
    '<h5>Rubrik</h5><p>Se <a href="https://x.test/">sidan</a>, <strong>nu</strong>.<br>Ny rad</p>'
    '<ol start="4"><li>fyra<ul><li>inre <em>ord</em></li></ul></li><li>fem</li></ol>'
    '<table><thead><tr><th scope="col">Kommun</th><th scope="col">Antal|år</th></tr></thead>'
    "<tbody><tr><td>Berg</td><td><strong>3</strong><ul><li>a</li><li>b</li></ul></td></tr></tbody></table>"
    "<p>– Vi ses</p><p>§ 3 gäller</p><ul><li>ett</li></ul><ol><li>två</li></ol><p>- 4 grader</p>"
)
ORD = r"""# Rubrik

Se sidan, nu.
Ny rad

4. fyra
    - inre ord
5. fem

| Kommun | Antal\|år |
| Berg | 3; a; b |

– Vi ses

§ 3 gäller

- ett

1. två

- 4 grader"""


def test_a_text_in_plain_words():
    assert clean(TEXT) == TEXT
    assert skriv(TEXT) == ORD
    assert read(ORD.replace("\n", "\r\n"), TEXT) == TEXT


@pytest.mark.parametrize(
    ("fore", "efter", "i_html", "blir"),
    [
        ("Ny rad", "Ny rad till", "<strong>nu</strong>", "nu"),
        ("# Rubrik", "# Ny rubrik", "<h5>Rubrik</h5>", "<h5>Ny rubrik</h5>"),
        ("5. fem", "5. fem\n6. sex", "<li>fem</li>", "<li>fem</li><li>sex</li>"),
        ("Berg", "Åre", "<td>Berg</td>", "<td>Åre</td>"),
        ("| Berg | 3; a; b |", "| Åre | 1 |\n| Berg | 3; a; b |", "<tbody>", "<tbody><tr><td>Åre</td><td>1</td></tr>"),
        ("– Vi ses", "– Vi ses då", "<p>– Vi ses</p>", "<p>– Vi ses då</p>"),
        ("§ 3 gäller", "§ 4 gäller", "<p>§ 3 gäller</p>", "<p>§ 4 gäller</p>"),
        ("§ 3 gäller\n\n", "", "<p>§ 3 gäller</p>", ""),
        ("- 4 grader", "<b>4</b> & 5 grader", "<p>- 4 grader</p>", "<p>&lt;b&gt;4&lt;/b&gt; &amp; 5 grader</p>"),
    ],
)
def test_only_what_is_changed_is_read_anew(fore, efter, i_html, blir):
    assert fore in ORD
    nytt = clean(read(ORD.replace(fore, efter), TEXT))
    vantat = TEXT.replace(i_html, blir)
    if "till" in efter:  # a paragraph is read anew as a whole
        vantat = TEXT.replace('Se <a href="https://x.test/">sidan</a>, <strong>nu</strong>.<br>Ny rad', "Se sidan, nu.<br>Ny rad till")
    assert nytt == vantat


def test_written_from_nothing():
    assert clean(read("Vi gjorde:\n- ett\n  och mer\n- två\n   - inre\n   - till\n- tre\n\n2. a\n3. b\n# Rubrik\n| A | B |\n| 1 |  |")) == (
        "<p>Vi gjorde:</p><ul><li>ett<br>och mer</li><li>två<ul><li>inre</li><li>till</li></ul></li><li>tre</li></ul>"
        '<ol start="2"><li>a</li><li>b</li></ol><h5>Rubrik</h5>'
        '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody><tr><td>1</td><td>–</td></tr></tbody></table>'
    )
    assert clean(read("– Vi ses\n§ 5\n-5 grader\n2022. Då\n1.5 mil")) == "<p>– Vi ses<br>§ 5<br>-5 grader<br>2022. Då<br>1.5 mil</p>"
    assert read("  \n ") == read("") == read("", TEXT) == ""


def bokstaver(text):
    return "".join(filter(str.isalpha, text))


@given(PASTES)
def test_unchanged_words_change_nothing_and_hold_every_word(paste):
    html = clean(paste)
    assert read(skriv(html), html) == html
    ord_ = lxml_html.fragment_fromstring(html or "<p></p>", create_parent="div").text_content()
    assert bokstaver(skriv(html)) == bokstaver(ord_), html
    assert skriv(clean(read(skriv(html) + "\n\nsist", html))).endswith("sist")


def test_what_is_too_long_to_be_saved_is_not_taken_apart_but_none_of_its_words_is_lost():
    lang, djup = f"<p>{'a' * 90_000}</p><p>{'b' * 90_000}</p>", "<ul><li>" * 100_000
    fore = time.process_time()
    assert skriv(lang) == f"{'a' * 90_000}\n\n{'b' * 90_000}"
    assert read("ett\n\ntvå", djup + lang) == "<p>ett</p><p>två</p>"
    assert skriv(djup) == ""
    assert time.process_time() - fore < 2


@given(PASTES)
def test_any_words_may_stand_in_the_area(words):
    html = clean(read(words, "<p>Se <b>x</b></p>" + words))
    assert clean(html) == html


@pytest.mark.parametrize("namn", URKLIPP)
def test_each_text_that_was_pasted_can_be_written_in_without_the_editor(namn):
    html = URKLIPP[namn].ren
    assert read(skriv(html), html) == html
    assert clean(read(f"{skriv(html)}\n\nMer", html)) == f"{html}<p>Mer</p>"


@pytest.fixture
def avsnitt(hus):
    return factories.avsnitt(hus, beskrivning=TEXT, framtid="<p>Framåt <strong>fort</strong></p>")


def adress(avsnitt):
    return reverse("berattelse:avsnitt_edit", args=[avsnitt.pk])


def utan_skript(response):
    """The fields of the page's form as a browser without JavaScript sends them."""
    form = next(f for f in lxml_html.fromstring(response.content.decode()).forms if "data-fortsatt" in f.attrib)
    return dict(form.form_values())


@pytest.mark.django_db
def test_the_page_shows_no_html_and_takes_words(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    falt = utan_skript(client.get(adress(avsnitt)))
    assert falt["beskrivning"].replace("\r\n", "\n").strip() == ORD
    client.post(adress(avsnitt), falt | {"framtid": "Framåt fort\n\n<b>Mer</b>"})
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == TEXT
    assert avsnitt.framtid == "<p>Framåt <strong>fort</strong></p><p>&lt;b&gt;Mer&lt;/b&gt;</p>"


@pytest.mark.django_db
def test_a_refused_save_keeps_the_words_and_the_html_under_them(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    falt = utan_skript(client.get(adress(avsnitt))) | {"framtid": "x" * 100_001}
    falt["beskrivning"] += "\n\nEtt till"
    igen = utan_skript(client.post(adress(avsnitt), falt))
    assert igen["beskrivning"].replace("\r\n", "\n").strip() == f"{ORD}\n\nEtt till"
    assert igen["framtid"].strip() == "x" * 100_001
    client.post(adress(avsnitt), igen | {"framtid": "Kort"})
    avsnitt.refresh_from_db()
    assert (avsnitt.beskrivning, avsnitt.framtid) == (f"{TEXT}<p>Ett till</p>", "<p>Kort</p>")


@pytest.mark.django_db
def test_what_only_the_other_changed_is_taken_over_whole(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    falt = utan_skript(client.get(adress(avsnitt)))
    actions.spara(avsnitt, {"framtid": "<p>Deras <em>ord</em></p>"}, version=avsnitt.version, by=hus.processledare)
    svar = client.post(adress(avsnitt), falt | {"beskrivning": "Mina ord"})
    assert svar.status_code == 409
    igen = utan_skript(svar)
    assert (igen["framtid"].strip(), igen["beskrivning"].strip()) == ("Deras ord", "Mina ord")
    client.post(adress(avsnitt), igen)
    avsnitt.refresh_from_db()
    assert (avsnitt.beskrivning, avsnitt.framtid) == ("<p>Mina ord</p>", "<p>Deras <em>ord</em></p>")


@pytest.mark.django_db
def test_html_from_the_editor_comes_without_the_field_beside(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    falt = {namn: varde for namn, varde in utan_skript(client.get(adress(avsnitt))).items() if not namn.endswith("-fran")}
    client.post(adress(avsnitt), falt | {"beskrivning": "<p><b>Fet</b></p>", "framtid": "Lösa ord"})
    avsnitt.refresh_from_db()
    assert (avsnitt.beskrivning, avsnitt.framtid) == ("<p><strong>Fet</strong></p>", "<p>Lösa ord</p>")


@pytest.mark.django_db
def test_the_writer_is_told_of_links_after_the_save_and_may_pass(hus, as_user, avsnitt):
    skyddad = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexempel.test%2F&data=namn%40region.test"
    text = f'<p><a href="https://x.test/?u=namn%40region.test">ett</a> <a href="{skyddad}">två</a> <a href="mailto:a@x.test">tre</a></p>'
    falt = {part: getattr(avsnitt, part) for part in avsnitt.delar} | {"version": avsnitt.version, "beskrivning": text}
    svar = as_user(hus.samordnare).post(adress(avsnitt), falt, follow=True)
    sagt = [str(message) for message in svar.context["messages"]]
    assert sagt == [
        "Avsnittet är sparat.", "En länk från mejlfiltret är ersatt med sin riktiga adress: https://exempel.test/",
        "Länken ”ett” har en e-postadress i sig. Ta bort den, om den inte ska kunna läsas av alla.",
    ]  # fmt: skip
    avsnitt.refresh_from_db()
    assert 'href="https://exempel.test/"' in avsnitt.beskrivning
