"""Figures of rows in a text: put in, read from their rows wherever the text is shown, told when they change, refused without a row."""

import io
import json
import subprocess
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from docx import Document

from berattelse import actions
from berattelse.avsnitt import richtext, siffror
from berattelse.dokument import uppfoljningsrapport
from berattelse.granskning.beredskap import Beredskap
from berattelse.innehall import schema
from berattelse.innehall.samling import samla
from berattelse.innehall.varden import ANTAL, KRONOR, PROCENT, Varde, mangd
from berattelse.models import Avsnitt, Dokumentuppgift, FrittKapitel, Resultat, Utgava
from berattelse.skrift.rapport import FORMAT, som_html
from berattelse.skrift.word import som_docx
from ekonomi.models import Resultatpost
from samverkan.skrivet.jamfor import sida_vid_sida
from tests import factories as grund
from tests.berattelse import factories, utgavor
from tests.berattelse.queries import antal_fragor
from tests.berattelse.test_avsnitt import edit_url, posted

ARENA = "arena:1:moten"
SJU = f'<data data-varde="{ARENA}">sju</data>'


def varde(tal, enhet=ANTAL, nyckel=ARENA, **fields):
    return Varde(nyckel, "Antal sammanträden i BUZ 2022", tal, enhet, "/arenor/1/", **fields)


class TestTheText:
    @pytest.mark.parametrize(
        ("fore", "efter"),
        [
            (f"<p>BUZ har haft {SJU} möten.</p>",) * 2,
            ('<p>x <data data-varde="arena:1:moten" class="y"><b>s</b>ju</data></p>', f"<p>x {SJU}</p>"),
            ('<p>x <data data-varde="javascript:1">7</data></p>', "<p>x 7</p>"),
            ('<p>x <data data-varde="arena:01:moten">7</data> <data>8</data></p>', "<p>x 7 8</p>"),
            (f"<p>x {SJU.replace('sju', '')}</p>", f"<p>x {SJU.replace('sju', '?')}</p>"),
            (f"<h5>Året {SJU}</h5>", f"<h5>Året [[{ARENA}]]</h5>"),
            (f'<p><a href="https://x.test/">se {SJU}</a></p>', f'<p><a href="https://x.test/">se [[{ARENA}]]</a></p>'),
            (f"<ul><li><strong>{SJU}</strong> möten</li></ul>",) * 2,
        ],
    )
    def test_keeps_the_figure_and_nothing_else_of_it(self, fore, efter):
        assert richtext.clean(fore) == efter
        assert richtext.clean(efter) == efter

    def test_a_figure_stays_in_a_cell(self):
        tabell = f"<table><tr><th>Arena</th><th>Antal</th></tr><tr><td>BUZ</td><td>{SJU}</td></tr></table>"
        assert f"<td>{SJU}</td>" in richtext.clean(tabell)
        assert '<td><data data-varde="arena:1:moten">7</data></td>' in siffror.ifyllda(richtext.clean(tabell), {ARENA: varde(7)})

    @pytest.mark.parametrize(
        ("text", "skrivs"),
        [("<p>Det var {} möten.</p>", "fem"), ("<p>{} möten.</p>", "Fem"), ("<p>Klart. {} möten.</p>", "Fem"),
         ("<p>Klart.</p><ul><li><strong>{}</strong> möten</li></ul>", "Fem"), ("<p>Klart den 3, {} möten</p>", "fem")],
    )  # fmt: skip
    def test_a_sentence_begins_with_a_capital(self, text, skrivs):
        assert text.format(SJU.replace("sju", skrivs)) == siffror.ifyllda(text.format(SJU), {ARENA: varde(5)})

    @pytest.mark.parametrize(
        ("tal", "enhet", "genus", "skrivs"),
        [(1, ANTAL, "ett", "ett"), (0, ANTAL, "en", "noll"), (12, ANTAL, "en", "tolv"), (1300, ANTAL, "en", "1\u00a0300"),
         (10_307_499, KRONOR, "en", "10\u00a0307\u00a0tkr"), (-1_705_000, KRONOR, "en", "−1\u00a0705\u00a0tkr"),
         (Decimal("83.50"), PROCENT, "en", "83,5\u00a0%"), (Decimal("8.0"), "filialer", "en", "8 filialer")],
    )  # fmt: skip
    def test_one_rule_for_how_it_is_printed(self, tal, enhet, genus, skrivs):
        assert str(varde(tal, enhet, genus=genus)) == skrivs

    def test_a_figure_without_a_row_shows_no_number(self):
        html = siffror.ifyllda(f"<p>x {SJU}</p>", {})
        assert "sju" not in html
        assert siffror.SAKNAS in html

    def test_a_code_becomes_a_figure_only_among_words(self):
        kod = f"[[{ARENA}]]"
        html = f'<p>{kod} [[ {ARENA} ]]</p><h5>{kod}</h5><p><a href="https://x.test/{kod}">{kod}</a> [[se bilaga]]</p>'
        gjord = siffror.fran_koder(html)
        assert gjord.count("<data ") == 2
        assert siffror.okanda(gjord, {ARENA: varde(5)}) == [f"Koden {k} kan inte bli en siffra här." for k in (kod, "[[se bilaga]]")]

    def test_versions_are_compared_by_what_they_said(self):
        assert sida_vid_sida(f"<p>Det var {SJU}.</p>", f"<p>Det var {SJU.replace('sju', 'åtta')}.</p>") == (
            "<p>Det var <del>sju.</del></p>", "<p>Det var <ins>åtta.</ins></p>",
        )  # fmt: skip


pytestmark = pytest.mark.django_db


@pytest.fixture
def avsnitt(hus):
    return factories.avsnitt(hus, status="utkast")


@pytest.fixture
def kod(hus):
    """The code of the number of meetings in the house's arena, of which there are two."""
    for manad in (3, 5):
        grund.mote(hus.arena, date(2022, manad, 1))
    return f"arena:{hus.arena.pk}:moten"


def element(kod, text):
    return f'<data data-varde="{kod}">{text}</data>'


def test_a_code_in_the_text_is_saved_as_the_figure_of_its_row(hus, as_user, avsnitt, kod):
    client = as_user(hus.samordnare)
    form = client.get(edit_url(avsnitt)).content.decode()
    assert f"[[{kod}]]" in form
    assert "Antal sammanträden i BUZ 2022" in form
    assert client.post(edit_url(avsnitt), posted(avsnitt, arenor=f"BUZ hade [[{kod}]] sammanträden.")).status_code == 302
    avsnitt.refresh_from_db()
    assert avsnitt.arenor == f"<p>BUZ hade {element(kod, 'två')} sammanträden.</p>"
    page = client.get(avsnitt.get_absolute_url()).content.decode()
    assert f'href="{hus.arena.get_absolute_url()}?year={hus.year.pk}"' in page
    assert "sedan texten skrevs" not in page


def test_each_kind_of_row_has_its_figures(hus, as_user, avsnitt, kod):
    Resultatpost.objects.create(verksamhetsar=hus.year, uppdrag=hus.uppdrag, budget=2_000_000, utfall=1_500_000, belopp=500_000)
    rad = factories.resultat(avsnitt, belopp=8, enhet="filialer")
    factories.resultat(avsnitt, "Utan mängd")
    u = hus.uppdrag.pk
    nycklar = [
        kod,
        f"uppdrag:{u}:kommuner",
        f"resultat:{rad.pk}:mangd",
        *(f"pengar:{u}:{v}" for v in ("ersattning", "utfall", "resultat", "andel")),
    ]
    client = as_user(hus.samordnare)
    assert [v.nyckel for v in client.get(edit_url(avsnitt)).context["siffror"]] == nycklar  # what nobody registered is not offered
    client.post(edit_url(avsnitt), posted(avsnitt, resultat=", ".join(f"x [[{n}]]" for n in nycklar)))
    avsnitt.refresh_from_db()
    ord_ = siffror._ELEMENT.findall(avsnitt.resultat)
    assert [text for _, text in ord_] == [
        "två",
        "två",
        "8 filialer",
        "2\u00a0000\u00a0tkr",
        "1\u00a0500\u00a0tkr",
        "500\u00a0tkr",
        "75\u00a0%",
    ]


def test_what_may_be_chosen_follows_the_section(hus, as_user, kod):
    sido = factories.annat_avtal(hus)
    grund.Tillfalle.objects.create(avtal=hus.avtal, annat_avtal=sido.annat_avtal, fran=date(2022, 4, 1), till=date(2022, 4, 1))
    rad = factories.resultat(sido, belopp=3, enhet="filialer")
    omrade = Avsnitt.objects.create(verksamhetsar=hus.year, sort="omrade", rubrik=hus.rubrik)
    factories.avsnitt(hus)
    client, kommuner = as_user(hus.processledare), f"uppdrag:{hus.uppdrag.pk}:kommuner"
    for avsnitt, nycklar in (
        (sido, [f"avtal:{sido.annat_avtal_id}:tillfallen", f"resultat:{rad.pk}:mangd"]),
        (omrade, ["aret:moten", kod, kommuner]),
        (factories.inledning(hus), ["aret:moten"]),
    ):
        assert [v.nyckel for v in client.get(edit_url(avsnitt)).context["siffror"]] == nycklar


def test_another_agreements_row_and_another_years_are_refused_at_the_field(hus, as_user, avsnitt):
    annan = grund.arena(hus.annat_avtal, "Hemlig")
    grund.mote(annan, date(2022, 3, 1))
    forra = factories.forra_aret(hus)
    i_fjol = factories.resultat(forra, belopp=8, enhet="filialer")
    client = as_user(hus.samordnare)
    for nyckel in (f"arena:{annan.pk}:moten", f"resultat:{i_fjol.pk}:mangd", "hemlig:1:moten", f"arena:{hus.arena.pk}:moten"):
        for text in (f"Det blev [[{nyckel}]].", f"<p>Det blev {element(nyckel, '99')}.</p>"):
            svar = client.post(edit_url(avsnitt), posted(avsnitt, arenor=text))
            assert svar.status_code == 200
            assert nyckel in str(svar.context["form"].errors["arenor"])
            assert "Hemlig" not in svar.content.decode()
    avsnitt.refresh_from_db()
    assert avsnitt.arenor == ""


def test_a_changed_row_is_told_and_printed_until_the_text_is_saved_anew(hus, as_user, avsnitt, kod):
    client = as_user(hus.samordnare)
    client.post(edit_url(avsnitt), posted(avsnitt, arenor=f"BUZ hade [[{kod}]] sammanträden."))
    avsnitt.refresh_from_db()
    grund.mote(hus.arena, date(2022, 9, 1))
    for url in (avsnitt.get_absolute_url(), edit_url(avsnitt)):
        page = client.get(url).content.decode()
        assert "<del>två</del> → <ins>tre</ins> sedan texten skrevs: Antal sammanträden i BUZ 2022" in page
    data = samla(hus.year)
    assert f"BUZ hade {element(kod, 'tre')} sammanträden." in som_html(data)
    assert [(v.nyckel, v.tal, v.enhet) for v in data.varden] == [(kod, 3, "antal")]
    assert [a.anmarkning.text for a in Beredskap(hus.year, 1).anmarkningar if a.anmarkning.sort == "varde"] == [
        "Lärcentrum: två → tre sedan texten skrevs. Antal sammanträden i BUZ 2022."
    ]
    client.post(edit_url(avsnitt), posted(avsnitt))
    avsnitt.refresh_from_db()
    assert element(kod, "tre") in avsnitt.arenor
    assert "sedan texten skrevs" not in client.get(avsnitt.get_absolute_url()).content.decode()


def test_a_figure_filled_in_anew_is_no_change_of_last_years_text(hus, as_user, kod):
    text = f"<p>BUZ hade {element(kod, 'nio')} sammanträden.</p>"
    avsnitt = factories.avsnitt(hus, status="utkast", arenor=text, fran_foregaende=["arenor"])
    as_user(hus.samordnare).post(edit_url(avsnitt), posted(avsnitt, framtid="Mer."))
    avsnitt.refresh_from_db()
    assert element(kod, "två") in avsnitt.arenor
    assert avsnitt.fran_foregaende == ["arenor"]


def test_two_who_write_do_not_meet_in_a_figure(hus, as_user, kod):
    avsnitt = actions.spara(factories.avsnitt(hus), {"arenor": f"<p>{element(kod, 'Nio')} möten</p>"}, version=1, by=hus.samordnare)
    data = posted(avsnitt, framtid="<p>Min text</p>")
    actions.spara(avsnitt, {"arenor": "<p>Deras text</p>"}, version=2, by=hus.processledare)
    svar = as_user(hus.samordnare).post(edit_url(avsnitt), data)
    assert svar.status_code == 409
    assert svar.context["krock"] == {}
    assert svar.context["form"]["arenor"].value() == "<p>Deras text</p>"


def test_a_row_that_is_gone_prints_no_figure_and_keeps_the_report_from_being_done(hus, as_user):
    year = utgavor.klart_year(hus)
    avsnitt = Avsnitt.objects.get(uppdrag=hus.uppdrag)
    rad = factories.resultat(avsnitt, belopp=8, enhet="filialer")
    Avsnitt.objects.filter(pk=avsnitt.pk).update(resultat=f"<p>Det blev {element(f'resultat:{rad.pk}:mangd', '8 filialer')}.</p>")
    assert Beredskap(year, 1).hinder == []
    Resultat.objects.filter(pk=rad.pk).delete()
    text = "siffran ”8 filialer” har inte längre någon rad"
    client = as_user(hus.processledare)
    assert text in client.get(reverse("berattelse:fardigstall", args=[year.pk, 1])).content.decode()
    assert "har inte längre någon rad" in client.get(avsnitt.get_absolute_url()).content.decode()
    html = som_html(samla(year))
    assert siffror.SAKNAS in html
    assert "8 filialer" not in html


@pytest.mark.en_gang
def test_every_form_of_the_report_has_the_figure(hus, kod, tmp_path):
    factories.avsnitt(hus, arenor=f"<p>BUZ hade {element(kod, 'nio')} sammanträden i år.</p>")
    data, mening = samla(hus.year), "BUZ hade två sammanträden i år."
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(FORMAT["pdf"](data))
    assert mening in " ".join(subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.split())
    assert mening in [p.text for p in Document(io.BytesIO(som_docx(som_html(data)))).paragraphs]
    som_json = json.loads(schema.som_json(data))
    assert som_json["varden"] == [{"nyckel": kod, "vad": "Antal sammanträden i BUZ 2022", "tal": "2", "enhet": "antal"}]


def test_a_document_of_half_the_year_has_the_years_figure(hus, kod):
    Dokumentuppgift.objects.create(
        verksamhetsar=hus.year, dokument="uppfoljningsrapport", galler_fran=date(2022, 1, 1), galler_till=date(2022, 4, 30)
    )
    factories.avsnitt(hus, beskrivning=f"<p>Under 2022 hade BUZ {element(kod, 'nio')} sammanträden.</p>")
    rapport = uppfoljningsrapport.samla(hus.year)
    assert f"hade BUZ {element(kod, 'två')} sammanträden" in str(rapport)
    assert "BUZ har haft ett sammanträde" in str(rapport)


def test_in_the_documents_beside_the_report_a_pasted_figure_is_words(hus, as_user, kod):
    """Nothing fills it in anew there, so it must not look as if a row had it."""
    data = {"rubrik": "Nuläge", "text": f"<p>BUZ hade {element(kod, 'nio')} möten.</p>", "version": "0", "efter": "verksamhet"}
    as_user(hus.processledare).post(reverse("berattelse:kapitel_create", args=[hus.year.pk, "uppfoljningsrapport"]), data)
    assert FrittKapitel.objects.get().text == "<p>BUZ hade nio möten.</p>"


@pytest.mark.usefixtures("kort_tryck")
def test_an_adopted_edition_keeps_its_figure_when_the_row_changes(hus, as_user, kod):
    year = utgavor.klart_year(hus)
    Avsnitt.objects.filter(uppdrag=hus.uppdrag).update(arenor=f"<p>BUZ hade {element(kod, 'nio')} sammanträden.</p>")
    b = Beredskap(year, 1)
    actions.godta(year, [lage.anmarkning for lage in b.ogodtagna], skal="Stämmer.", by=hus.processledare)
    actions.fardigstall(year, 1, by=hus.processledare)
    utgava = actions.faststall(year, 1, by=hus.direktor)
    grund.mote(hus.arena, date(2022, 9, 1))
    kvar = Utgava.objects.get(pk=utgava.pk).data
    assert [(v.nyckel, v.tal) for v in kvar.varden] == [(kod, 2)]
    assert f"BUZ hade {element(kod, 'två')} sammanträden." in som_html(kvar)
    assert element(kod, "tre") in som_html(samla(year))


def test_the_pages_ask_as_much_for_ten_figures_as_for_one(hus, as_user, avsnitt, kod):
    Resultatpost.objects.create(verksamhetsar=hus.year, uppdrag=hus.uppdrag, budget=2_000_000, utfall=1_500_000, belopp=500_000)
    pengar = element(f"pengar:{hus.uppdrag.pk}:utfall", "x")
    client, urls = as_user(hus.processledare), (avsnitt.get_absolute_url(), edit_url(avsnitt))
    Avsnitt.objects.filter(pk=avsnitt.pk).update(arenor=f"<p>x {element(kod, 'x')} {pengar}</p>")
    one = antal_fragor(client, *urls)
    Avsnitt.objects.filter(pk=avsnitt.pk).update(arenor=f"<p>x {element(kod, 'x') * 5} {pengar * 5}</p>", framtid=f"<p>{pengar}</p>")
    grund.mote(grund.arena(hus.avtal, "SocSam", under=[hus.uppdrag]))
    assert antal_fragor(client, *urls) == one


@pytest.mark.parametrize(
    ("belopp", "enhet", "text"),
    [
        ("12", "kronor", "12\u00a0kr"), ("499", "kr", "499\u00a0kr"), ("500", "kr", "1\u00a0tkr"),
        ("0", "kr", "0\u00a0tkr"), ("-12", "kr", "−12\u00a0kr"), ("12", "filialer", "12 filialer"),
    ],
)  # fmt: skip
def test_a_small_sum_is_not_printed_as_none(belopp, enhet, text):
    assert mangd(Decimal(belopp), enhet) == text
