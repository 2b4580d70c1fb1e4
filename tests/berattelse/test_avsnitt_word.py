"""A section as a Word file, changed in Word, and taken back: what is shown, what becomes a draft, and what is refused."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from berattelse import actions
from samverkan.models import Handelse, Kladd
from tests.berattelse import factories
from tests.berattelse.queries import antal_fragor
from tests.berattelse.wordfiler import part, strikt

pytestmark = pytest.mark.django_db
BESKRIVNING = '<p>Lärcentrum finns i <strong>fyra</strong> kommuner, se <a href="https://exempel.test/a">planen</a>.</p><ul><li>Ett<ul><li>Inre</li></ul></li><li>Två</li></ul><ol start="3"><li>Tre</li></ol>'
TABELL = '<table><thead><tr><th scope="col">Kommun</th><th scope="col">Antal</th></tr></thead><tbody><tr><td>Berg</td><td>4</td></tr></tbody></table>'
FRAMTID = f"<p>Först.</p><h5>Egen rubrik</h5><p>Sedan.</p>{TABELL}"


@pytest.fixture
def avsnitt(hus):
    avsnitt = factories.avsnitt(hus, status="utkast", beskrivning=BESKRIVNING, aktiviteter="<p>Året i korthet.</p>", framtid=FRAMTID)
    factories.aktivitet(avsnitt)
    factories.resultat(avsnitt)
    factories.projekt(avsnitt, "Bussar")
    return avsnitt


def url(avsnitt, name="avsnitt_las_in_word"):
    return reverse(f"berattelse:{name}", args=[avsnitt.pk])


def hamta(client, avsnitt):
    return client.get(url(avsnitt, "avsnitt_word")).content


def som_bytes(document):
    ut = io.BytesIO()
    document.save(ut)
    return ut.getvalue()


def las_in(client, avsnitt, data):
    return client.post(url(avsnitt), {"fil": SimpleUploadedFile("avsnitt.docx", data)})


def ta_in(client, avsnitt, response, **mer):
    """Press the button on the page, every part ticked."""
    visade = [f for rad in (*response.context["delar"], *response.context["losa"]) for f in rad[-2:]]
    falt = {f.html_name: "on" if f.value() is True else f.value() or "" for f in (*visade, response.context["ta_in"]["version"])}
    return client.post(url(avsnitt, "avsnitt_ta_in_som_kladd"), falt | mer)


def stycke(document, text):
    return next(p for p in document.paragraphs if text in p.text)


def kladdar(user):
    return dict(Kladd.objects.filter(user=user).values_list("falt", "text"))


def test_the_file_is_one_that_word_opens(hus, as_user, avsnitt):
    data = hamta(as_user(hus.samordnare), avsnitt)
    with zipfile.ZipFile(io.BytesIO(data)) as arkiv:
        strikt({namn: part(data, namn) for namn in arkiv.namelist() if namn.endswith((".xml", ".rels"))})
    rubriker = [p.text for p in Document(io.BytesIO(data)).paragraphs if p.style.name == "Heading 1"]
    assert rubriker == [
        "Beskrivning", "Arenor", "Prioriterade områden", "Exempel på aktiviteter", "Exempel på resultat", "Projekt",
        "Framtida utmaningar och utvecklingsarbeten",
    ]  # fmt: skip
    assert Handelse.objects.filter(akt="hämtade som Word", avtal_id=hus.avtal.pk).exists()


def test_what_nobody_has_changed_comes_back_as_it_was(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    visas = las_in(client, avsnitt, hamta(client, avsnitt)).context["visas"]
    assert {d.part: d.text for d in visas.delar} == {d: getattr(avsnitt, d) for d in avsnitt.delar}
    assert (visas.andrade, visas.losa, visas.last.radandringar, visas.utelamnat, visas.version) == ([], [], [], [], 1)


def test_nothing_but_what_was_changed_in_word_is_told(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    document = Document(io.BytesIO(hamta(client, avsnitt)))
    stycke(document, "Sedan.").text = "Sedan <mera>."
    stycke(document, "Inre").insert_paragraph_before("Ny punkt", style="List Bullet")
    stycke(document, "Året i korthet").insert_paragraph_before("Fet").runs[0].bold = True
    document.tables[-1].cell(1, 1).text = "5"
    page = las_in(client, avsnitt, som_bytes(document))
    texter = {d.part: d.text for d in page.context["visas"].andrade}
    assert texter == {
        "beskrivning": BESKRIVNING.replace("<li>Ett<ul>", "<li>Ett</li><li>Ny punkt<ul>"),
        "aktiviteter": "<p><strong>Fet</strong></p><p>Året i korthet.</p>",
        "framtid": FRAMTID.replace("Sedan.", "Sedan &lt;mera&gt;.").replace("<td>4", "<td>5"),
    }
    assert "<ins>Sedan &lt;mera&gt;.</ins>" in page.context["visas"].andrade[2].fil
    avsnitt.refresh_from_db()
    assert (avsnitt.version, Kladd.objects.count()) == (1, 0), "it is only shown"


def test_what_is_taken_in_is_her_draft_and_nothing_is_saved(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    document = Document(io.BytesIO(hamta(client, avsnitt)))
    stycke(document, "Året i korthet").text = "Året i ord."
    stycke(document, "Först").text = "Sist."
    page = las_in(client, avsnitt, som_bytes(document))
    response = ta_in(client, avsnitt, page, ta_framtid="")
    assert response.url == reverse("berattelse:avsnitt_edit", args=[avsnitt.pk])
    assert kladdar(hus.samordnare) == {"aktiviteter": "<p>Året i ord.</p>"}
    kladd = Kladd.objects.get()
    assert (kladd.bas, kladd.plats) == (avsnitt.aktiviteter, response.url)
    avsnitt.refresh_from_db()
    assert (avsnitt.aktiviteter, avsnitt.version) == ("<p>Året i korthet.</p>", 1)
    ta_in(client, avsnitt, page, ta_beskrivning="on", ta_aktiviteter="", ta_framtid="")
    assert set(kladdar(hus.samordnare)) == {"aktiviteter"}, "what was not shown is not taken for empty"
    assert Handelse.objects.filter(akt="läste in från Word", detaljer={"delar": ["aktiviteter"]}).exists()


def test_what_a_colleague_saved_meanwhile_is_neither_shown_as_gone_nor_lost(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    document = Document(io.BytesIO(hamta(client, avsnitt)))
    stycke(document, "Först").text = "Ändrat i Word."
    actions.spara(avsnitt, {"framtid": FRAMTID.replace("Sedan.", "Ändrat av kollegan.")}, version=1, by=hus.processledare)
    page = las_in(client, avsnitt, som_bytes(document))
    assert "andra skrivit i Framtida utmaningar" in page.content.decode()
    (del_,) = page.context["visas"].andrade
    assert "<p>Ändrat av kollegan.</p>" in del_.nu
    assert "<p>Ändrat av kollegan.</p>" in del_.fil
    ta_in(client, avsnitt, page)
    (skrivning,) = Kladd.objects.values_list("skrivning", flat=True)
    nu = json.dumps({"framtid": FRAMTID.replace("Sedan.", "Ändrat av kollegan.")})
    falt = client.post(reverse("samverkan:kladd_jamka", args=[skrivning]), {"nu": nu}).json()["falt"]
    assert falt["framtid"]["moten"] == []
    assert "<p>Ändrat i Word.</p>" in falt["framtid"]["text"]
    assert "<p>Ändrat av kollegan.</p>" in falt["framtid"]["text"]


SPARAT = 'w:id="901" w:author="Anna Berg" w:date="2023-01-10T09:30:00Z"'


def sparad(document, text):
    """Anna has put a word in, taken one away, and taken away the end of the paragraph and the whole of the next."""
    p = stycke(document, text)._p
    p.append(parse_xml(f'<w:ins {nsdecls("w")} {SPARAT}><w:r><w:t xml:space="preserve"> Nytt.</w:t></w:r></w:ins>'))
    p.insert(1, parse_xml(f"<w:del {nsdecls('w')} {SPARAT}><w:r><w:delText>Gammalt.</w:delText></w:r></w:del>"))


def test_tracked_changes_are_carried_out_and_told(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    document = Document(io.BytesIO(hamta(client, avsnitt)))
    sparad(document, "Först.")
    nasta = stycke(document, "Sedan.")._p
    nasta.get_or_add_pPr().append(parse_xml(f"<w:rPr {nsdecls('w')}><w:del {SPARAT}/></w:rPr>"))
    for r in nasta.findall(qn("w:r")):
        bort = parse_xml(f"<w:del {nsdecls('w')} {SPARAT}/>")
        r.addprevious(bort)
        bort.append(r)
        r.find(qn("w:t")).tag = qn("w:delText")
    page = las_in(client, avsnitt, som_bytes(document))
    (del_,) = page.context["visas"].andrade
    assert del_.text == FRAMTID.replace("Först.", "Först. Nytt.").replace("<p>Sedan.</p>", "")
    rader = [(namn, a.infogat, a.av, a.tid, a.text) for namn, a in page.context["visas"].sparade_andringar]
    framtid = "Framtida utmaningar och utvecklingsarbeten"
    assert rader == [
        (framtid, infogat, "Anna Berg", "2023-01-10 09:30", text)
        for infogat, text in ((False, "Gammalt."), (True, "Nytt."), (False, "Sedan."))
    ]
    assert "Infogat: <ins>Nytt.</ins>" in page.content.decode()


def test_comments_are_told_with_their_paragraph_and_never_enter_the_text(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    document = Document(io.BytesIO(hamta(client, avsnitt)))
    document.add_comment(stycke(document, "Sedan.").runs, text="Stämmer det här?", author="Bo")
    page = las_in(client, avsnitt, som_bytes(document))
    assert page.context["visas"].andrade == []
    ((namn, kommentar, text),) = page.context["visas"].kommentarer
    assert (namn, kommentar.av, kommentar.text, text) == ("Framtida utmaningar och utvecklingsarbeten", "Bo", "Stämmer det här?", "Sedan.")
    assert "Stämmer det här?" in page.content.decode()


def test_a_part_is_known_when_its_heading_is_another_and_by_its_heading_when_the_bookmarks_are_gone(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    document = Document(io.BytesIO(hamta(client, avsnitt)))
    stycke(document, "Framtida utmaningar").runs[0].text = "Vad vi ser framför oss"
    stycke(document, "Först").text = "Sist."
    assert [d.part for d in las_in(client, avsnitt, som_bytes(document)).context["visas"].andrade] == ["framtid"]
    rubrik = stycke(document, "Vad vi ser framför oss")._p
    start = rubrik.find(qn("w:bookmarkStart"))
    (slut,) = (e for e in document.element.iter(qn("w:bookmarkEnd")) if e.get(qn("w:id")) == start.get(qn("w:id")))
    assert slut.getparent() is document.paragraphs[-1]._p, "it stands as long as any of the part does"
    rubrik.getnext().insert(1, start)  # as Word moves it when the heading is taken away
    rubrik.getparent().remove(rubrik)
    (del_,) = las_in(client, avsnitt, som_bytes(document)).context["visas"].andrade
    assert del_.text == FRAMTID.replace("Först", "Sist")
    utan = Document(io.BytesIO(hamta(client, avsnitt)))
    for marke in list(utan.element.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        marke.getparent().remove(marke)
    stycke(utan, "Först").text = "Sist."
    visas = las_in(client, avsnitt, som_bytes(utan)).context["visas"]
    assert [d.part for d in visas.andrade] == ["framtid"]
    assert visas.version is None
    assert (visas.last.igenkanda, visas.losa) == (4, []), "the rows and the table are known by their words"


def test_text_under_a_heading_of_its_own_goes_where_the_writer_says(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    document = Document()
    document.add_heading("Framtida utmaningar och utvecklingsarbeten", 1)
    document.add_paragraph("Först.")
    document.add_heading("Utblick", 1)
    document.add_paragraph("Något eget.")
    page = las_in(client, avsnitt, som_bytes(document))
    assert "”Utblick” hör inte till någon del" in page.content.decode()
    ta_in(client, avsnitt, page, ta_framtid="", till_0="arenor")
    assert kladdar(hus.samordnare) == {"arenor": "<h5>Utblick</h5><p>Något eget.</p>"}


def test_a_changed_row_is_told_and_left_out(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    document = Document(io.BytesIO(hamta(client, avsnitt)))
    stycke(document, "Lärcentrum har mötts").runs[0].text = "Lärcentrum har mötts ofta."
    page = las_in(client, avsnitt, som_bytes(document))
    assert page.context["visas"].last.radandringar == ["Lärcentrum har mötts ofta."]
    assert page.context["visas"].andrade == []
    assert "Filen säger detsamma" in page.content.decode()
    assert "Lärcentrum har mötts ofta." in page.content.decode()


def test_a_figure_of_a_row_stays_in_what_is_not_changed_and_is_told_where_it_is(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    siffra = f'<data data-varde="uppdrag:{hus.uppdrag.pk}:aktiviteter">en</data>'
    actions.spara(avsnitt, {"arenor": f"<p>Det blev {siffra} aktivitet.</p><p>Ett till.</p>"}, version=1, by=hus.samordnare)
    document = Document(io.BytesIO(hamta(client, avsnitt)))
    stycke(document, "Ett till.").text = "Ett annat."
    (del_,) = las_in(client, avsnitt, som_bytes(document)).context["visas"].andrade
    assert (siffra in del_.text, del_.blir_ord) == (True, 0)
    stycke(document, "Det blev").text = "Det blev flera."
    (del_,) = las_in(client, avsnitt, som_bytes(document)).context["visas"].andrade
    assert (siffra in del_.text, del_.blir_ord) == (False, 1)


def test_an_odd_file_is_answered_with_a_sentence(hus, as_user, avsnitt):
    """What each odd file is answered stands in tests/samverkan/test_wordtext.py."""
    client, bomb = as_user(hus.samordnare), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as arkiv:
        arkiv.writestr("[Content_Types].xml", b"\0" * 100_000_000)
    for data, ord_ in ((b"%PDF-1.7", "ingen Word-fil"), (bomb.getvalue(), "för stor")):
        response = las_in(client, avsnitt, data)
        assert response.status_code == 200
        assert ord_ in response.context["form"].errors["fil"][0]
    assert "Välj en fil" in client.post(url(avsnitt)).context["form"].errors["fil"][0]


def test_a_file_of_another_section_or_of_the_whole_report_is_refused(hus, as_user, avsnitt):
    client = as_user(hus.processledare)
    annat = factories.inledning(hus, beskrivning="<p>Ett år.</p>")
    assert "annat avsnitt (Inledning)" in las_in(client, avsnitt, hamta(client, annat)).context["form"].errors["fil"][0]
    hela = client.get(reverse("berattelse:report_docx", args=[hus.year.pk]))
    assert hela["Content-Type"].endswith("wordprocessingml.document")
    assert "Ett avsnitt läses in i taget" in las_in(client, avsnitt, hela.content).context["form"].errors["fil"][0]


def test_an_intro_has_one_part(hus, as_user):
    client, inledning = as_user(hus.processledare), factories.inledning(hus, status="utkast", beskrivning="<p>Ett år.</p>")
    document = Document(io.BytesIO(hamta(client, inledning)))
    stycke(document, "Ett år.").text = "Två år."
    page = las_in(client, inledning, som_bytes(document))
    assert [(d.namn, d.text) for d in page.context["visas"].andrade] == [("Text", "<p>Två år.</p>")]


@pytest.mark.parametrize(
    ("who", "fil", "in_"),
    [("samordnare", 200, 200), ("processledare", 200, 200), ("controller", 200, 403), ("kommunchef", 404, 404), ("utomstaende", 404, 404)],
)
def test_who_may_fetch_and_who_may_take_in(hus, as_user, avsnitt, who, fil, in_):
    client = as_user(getattr(hus, who))
    assert client.get(url(avsnitt, "avsnitt_word")).status_code == fil
    assert client.get(url(avsnitt)).status_code == in_
    assert client.post(url(avsnitt, "avsnitt_ta_in_som_kladd")).status_code == (302 if in_ == 200 else in_)
    assert Kladd.objects.count() == 0


def test_under_review_or_in_a_locked_year_nothing_is_taken_in(hus, as_user, avsnitt):
    type(avsnitt).objects.update(status="klar")
    client = as_user(hus.samordnare)
    assert client.get(url(avsnitt)).status_code == 403
    assert client.post(url(avsnitt, "avsnitt_ta_in_som_kladd"), {"ta_framtid": "on", "text_framtid": "<p>x</p>"}).status_code == 403
    assert client.get(url(avsnitt, "avsnitt_word")).status_code == 200
    assert Kladd.objects.count() == 0


def test_the_questions_asked_are_as_many_whatever_the_rows(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    fil = hamta(client, avsnitt)

    def fragor():
        with CaptureQueriesContext(connection) as visad:
            las_in(client, avsnitt, fil)
        return antal_fragor(client, url(avsnitt, "avsnitt_word")), len(visad)

    ett = fragor()
    for n in range(3):
        factories.aktivitet(avsnitt, f"Rad {n}")
    assert fragor() == ett
    assert max(ett) <= 22, "the rows of the section, as on its page"
