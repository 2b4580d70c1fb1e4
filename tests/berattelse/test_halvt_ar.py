"""A year of which half is not registered: nothing is said of that half, in any document, and what is missing is told before adopting."""

import csv
import io
import json
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from docx import Document
from lxml import html as lxml_html

from berattelse.dokument import DOKUMENT, tryck
from berattelse.innehall.samling import samla
from berattelse.innehall.schema import read, som_json
from berattelse.skrift.datafiler import som_csv_zip
from berattelse.skrift.kommunutgava import som_kommun_html
from berattelse.skrift.rapport import som_html, som_pdf
from berattelse.skrift.word import som_docx
from ekonomi.models import Arsresultat
from tests import factories
from tests.berattelse import factories as rader
from uppdrag.arenasiffror import Arenasiffror
from uppdrag.models import Arena, Arenaar, Arenamedlem, Beskrivning, Tillfalle

OREDOVISADE = ("SocSam", "SVOM")
SUMMA = "Summa; antalet är känt i 2 av 4 arenor"
PASTAENDE = re.compile(r"inte haft|inte träffats|inte sammankallats|inga möten|noll möten", re.IGNORECASE)


@pytest.fixture
def halvt(hus):
    """BUZ met four times, on days that are known; of four meetings of Fredagsgruppen the days are not; of two arenas there is nothing."""
    for m in (2, 4, 9, 11):
        factories.mote(hus.arena, date(2022, m, 1))
    fredag = factories.arena(hus.avtal, "Fredagsgruppen", under=[hus.uppdrag], motesord="möte")
    fredag.utan_datum.create(verksamhetsar=hus.year, antal=4, kalla="Verksamhetsberättelsen 2022")
    tysta = [factories.arena(hus.avtal, namn, under=[hus.uppdrag]) for namn in OREDOVISADE]
    for arena in (hus.arena, fredag, *tysta):
        Arenamedlem.objects.create(arena=arena, organisation=hus.berg)
    rader.avsnitt(hus, beskrivning="<p>Om året.</p>")
    return hus


def text(html):
    return " ".join(lxml_html.fromstring(html).text_content().split())


def utan_bilder(html):
    return re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)


def rad(html, arena):
    """The cells of an arena's row in the one table it stands in."""
    traffar = [tr for tr in lxml_html.fromstring(html).iter("tr") if tr[0].text_content() == arena]
    return [cell.text_content() for cell in traffar[0]] if len(traffar) == 1 else traffar


def test_the_report_says_nothing_of_them_and_sums_what_it_knows(halvt):
    html = som_html(samla(halvt.year))
    for arena in OREDOVISADE:
        assert rad(html, arena) == [arena, "Lärcentrum", "–", "–"]
        assert text(utan_bilder(html)).count(arena) == 1, "the row of the table and no sentence"
    assert PASTAENDE.search(text(html)) is None
    assert rad(html, "BUZ") == ["BUZ", "Lärcentrum", "–", "4"]
    assert rad(html, "Fredagsgruppen (dagarna är inte kända)") == ["Fredagsgruppen (dagarna är inte kända)", "Lärcentrum", "–", "4"]
    assert rad(html, SUMMA) == [SUMMA, "", "–", "8"]
    assert "Fredagsgruppen har haft fyra möten, dagarna är inte kända." in text(html)
    assert "BUZ har haft fyra sammanträden." in text(html)


def test_the_pdf_has_the_same_row(halvt):
    ut = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=som_pdf(samla(halvt.year)), capture_output=True, check=True
    ).stdout.decode()
    assert re.search(r"SocSam +Lärcentrum +– +–", ut)
    assert re.search(r"Summa; antalet är känt i 2 av 4 arenor +– +8", ut)
    assert PASTAENDE.search(ut) is None


def test_the_kommuns_edition_has_a_dash_where_the_report_has(halvt):
    html = som_kommun_html(samla(halvt.year), halvt.berg.kod)
    for arena in OREDOVISADE:
        assert rad(html, arena) == [arena, "Kommunala arenor", "–", "–"]
        assert text(html).count(arena) == 1
    assert rad(html, "Fredagsgruppen") == ["Fredagsgruppen", "Kommunala arenor", "4", "–"]
    assert PASTAENDE.search(text(html)) is None


def test_a_kommun_is_said_to_take_part_only_where_that_is_registered(halvt):
    okant = factories.uppdrag(halvt.avtal, "FoU Jämt")
    halvt.rubrik.placeringar.create(uppdrag=okant, ordning=2)
    ut = text(som_kommun_html(samla(halvt.year), halvt.berg.kod))
    assert "Bergs kommun omfattades 2022 av Lärcentrum." in ut
    assert "Vilka kommuner som omfattades av FoU Jämt är inte registrerat." in ut
    halvt.uppdrag.medverkan.filter(organisation=halvt.berg).delete()
    ut = text(som_kommun_html(samla(halvt.year), halvt.berg.kod))
    assert "Bergs kommun omfattades 2022 inte av Lärcentrum." in ut


@pytest.mark.parametrize("dokument", ["sammanfattning", "uppfoljningsrapport"])
def test_no_other_document_says_anything_of_them(halvt, dokument):
    ut = text(tryck.som_html(DOKUMENT[dokument].samla(halvt.year, 1)))
    assert [arena for arena in OREDOVISADE if arena in ut] == []
    assert PASTAENDE.search(ut) is None


def test_the_summary_counts_those_that_are_known(halvt):
    ut = text(tryck.som_html(DOKUMENT["sammanfattning"].samla(halvt.year, 1)))
    assert "Åtta möten har hållits i två arenor. För två arenor är antalet möten inte känt." in ut
    assert "omfattade ett uppdrag." in ut
    halvt.arena.tillfallen.all().delete()
    halvt.avtal.arenor.get(namn="Fredagsgruppen").utan_datum.all().delete()
    ut = text(tryck.som_html(DOKUMENT["sammanfattning"].samla(halvt.year, 1)))
    assert "möten har hållits" not in ut


def test_word_has_the_dashes(halvt):
    document = Document(io.BytesIO(som_docx(som_html(samla(halvt.year)))))
    celler = [[cell.text for cell in row.cells] for tabell in document.tables for row in tabell.rows]
    assert ["SocSam", "Lärcentrum", "–", "–"] in celler
    assert "SocSam" not in "\n".join(p.text for p in document.paragraphs)


def test_csv_has_empty_cells_and_json_null(halvt):
    data = samla(halvt.year)
    with zipfile.ZipFile(io.BytesIO(som_csv_zip(data))) as arkiv:
        tabell = {
            n: list(csv.DictReader(io.StringIO(arkiv.read(f"{n}.csv").decode("utf-8-sig")), delimiter=";")) for n in ("arenor", "summor")
        }
    socsam, fredag = (next(r for r in tabell["arenor"] if r["arena"] == namn) for namn in ("SocSam", "Fredagsgruppen"))
    assert (socsam["hållna möten, antal"], socsam["inställda möten, antal"]) == ("", "")
    assert (fredag["hållna möten, antal"], fredag["hållna möten vilkas dagar inte är kända, antal"]) == ("4", "4")
    assert {r["summa av"]: r["antal"] for r in tabell["summor"]}["hållna möten, antalet är känt i 2 av 4 arenor"] == "8"
    frusen = json.loads(som_json(data))
    assert [(r["hallna"], r["installda"]) for r in frusen["arenatabell"]["rader"] if r["arena"] in OREDOVISADE] == [(None, None)] * 2
    assert read(som_json(data)) == data


def test_that_an_arena_did_not_meet_says_not_how_many_of_its_meetings_were_cancelled(halvt):
    socsam = Arena.objects.get(namn="SocSam")
    Arenaar.objects.create(arena=socsam, verksamhetsar=halvt.year, inte_traffats=True, inte_traffats_skal="Vakans")
    (rad,) = [r for r in samla(halvt.year).arenatabell.rader if r.id == socsam.pk]
    assert (rad.hallna, rad.installda) == (0, None)
    per = {t.rubrik: {r.namn: r.tal for r in t.rader} for t in Arenasiffror(halvt.avtal).tabeller}
    assert (per["Hållna möten"]["SocSam"], per["Inställda möten"]["SocSam"], per["Inställda möten"]["SVOM"]) == ((0,), (None,), (None,))
    Tillfalle.objects.create(avtal=halvt.avtal, arena=socsam, fran=date(2022, 3, 3), till=date(2022, 3, 3), status="installt")
    (rad,) = [r for r in samla(halvt.year).arenatabell.rader if r.id == socsam.pk]
    assert (rad.hallna, rad.installda) == (0, 1)


def test_of_meetings_known_by_number_alone_nobody_says_that_none_was_cancelled(halvt):
    data = samla(halvt.year)
    kanda = [rad for rad in data.arenatabell.rader if rad.hallna is not None]
    tabell = replace(data.arenatabell, rader=kanda)
    assert (tabell.delar, tabell.delar_installda) == ("", "1 av 2 arenor")
    assert "Inget inställt möte är registrerat i de 1 av 2 arenor där det är känt." in text(som_html(replace(data, arenatabell=tabell)))


def test_what_it_arranged_besides_says_nothing_of_the_meetings_planned(halvt, as_user):
    arena = halvt.avtal.arenor.get(namn="SocSam")
    Arenaar.objects.create(arena=arena, verksamhetsar=halvt.year, planerat=4)
    factories.mote(arena, sort="utbildning", status="hallet")
    sida = text(as_user(halvt.processledare).get(reverse("berattelse:fardigstall", args=[halvt.year.pk, 1])).content.decode())
    assert "SocSam: inte redovisad." in sida
    assert "Fyra möten var planerade." in sida
    factories.mote(arena, status="planerat")
    sida = text(as_user(halvt.processledare).get(reverse("berattelse:fardigstall", args=[halvt.year.pk, 1])).content.decode())
    assert "SocSam: ett planerat möte har passerat. Hölls det?" in sida
    Tillfalle.objects.filter(arena=arena).delete()
    Arenaar.objects.update(inte_traffats=True, inte_traffats_skal="vakans", egen_mening="SocSam ska mötas")
    sida = text(as_user(halvt.processledare).get(reverse("berattelse:fardigstall", args=[halvt.year.pk, 1])).content.decode())
    assert "SocSam: det står att arenan inte har träffats, men den egna meningen trycks i stället" in sida


def test_what_is_missing_is_told_before_adopting_with_where_it_is_registered(halvt, as_user):
    sida = as_user(halvt.processledare).get(reverse("berattelse:fardigstall", args=[halvt.year.pk, 1])).content.decode()
    for arena in halvt.avtal.arenor.filter(namn__in=OREDOVISADE):
        assert f"{arena.namn}: inte redovisad." in sida
        assert f'href="{arena.get_absolute_url()}?year={halvt.year.pk}#year"' in sida
    assert "BUZ: inte redovisad" not in sida
    Arenaar.objects.create(
        arena=halvt.avtal.arenor.get(namn="SocSam"), verksamhetsar=halvt.year, inte_traffats=True, inte_traffats_skal="vakant ordförande"
    )
    sida = as_user(halvt.processledare).get(reverse("berattelse:fardigstall", args=[halvt.year.pk, 1])).content.decode()
    assert "SocSam: inte redovisad" not in sida
    assert "SVOM: inte redovisad" in sida
    html = som_html(samla(halvt.year))
    assert "SocSam har inte träffats under året (vakant ordförande)." in text(html)
    assert rad(html, "SocSam") == ["SocSam", "Lärcentrum", "–", "0"]


def test_an_arena_that_was_no_longer_there_is_not_missing(halvt, as_user):
    halvt.avtal.arenor.filter(namn="SVOM").update(till=date(2021, 6, 30))
    sida = as_user(halvt.processledare).get(reverse("berattelse:fardigstall", args=[halvt.year.pk, 1])).content.decode()
    assert "SVOM: inte redovisad" not in sida
    assert "SVOM" not in text(som_html(samla(halvt.year)))


def test_said_not_to_have_met_but_met_is_marked(halvt, as_user):
    Arenaar.objects.create(arena=halvt.arena, verksamhetsar=halvt.year, inte_traffats=True, inte_traffats_skal="vakans")
    sida = as_user(halvt.processledare).get(reverse("berattelse:fardigstall", args=[halvt.year.pk, 1])).content.decode()
    assert "BUZ: det står att arenan inte har träffats, men fyra möten är registrerade som hållna." in sida
    assert "BUZ har haft fyra sammanträden." in text(som_html(samla(halvt.year)))


def test_bilaga_1_is_promised_only_when_there_is_one(halvt):
    assert "Bilaga" not in text(som_html(samla(halvt.year)))
    Beskrivning.objects.create(uppdrag=halvt.uppdrag, text="Uppdraget ska samordna.", fran=date(2019, 1, 1))
    assert "Bilaga 1. Uppdragsbeskrivningar" in text(som_html(samla(halvt.year)))


@pytest.mark.parametrize(
    ("sagt", "rubrik"), [("", "Prioriterade områden"), ("2023", "Prioriterade områden 2023"), ("2022", "Prioriterade områden 2022")]
)
def test_the_writer_says_the_year_of_the_priorities_or_none(hus, as_user, sagt, rubrik):
    avsnitt = rader.avsnitt(hus)
    url = reverse("berattelse:avsnitt_edit", args=[avsnitt.pk])
    svar = as_user(hus.samordnare).post(url, {"version": 1, "prioriterade": "<p>Skolan.</p>", "prioriterade_year": sagt})
    assert svar.status_code == 302
    (sektion,) = (s for _, s in samla(hus.year).sektioner())
    assert [d.rubrik for d in sektion.delar] == [rubrik]


def test_of_two_who_say_the_year_at_once_none_is_lost(hus, as_user):
    avsnitt = rader.avsnitt(hus, prioriterade="<p>Skolan.</p>")
    url, client = reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]), as_user(hus.samordnare)
    rad = {"prioriterade": "<p>Skolan.</p>"}
    assert client.post(url, rad | {"version": 1, "prioriterade_year": "2023"}).status_code == 302
    svar = client.post(url, rad | {"version": 1, "prioriterade_year": "2024"})
    assert svar.status_code == 409
    assert "Sparat nu: 2023" in svar.content.decode()
    svar = client.post(url, rad | {"version": 1, "prioriterade_year": ""})
    assert svar.context["form"]["prioriterade_year"].value() == "2023", "only the other has said one"


@pytest.mark.parametrize(
    ("falt", "notis"),
    [
        ({}, ""),
        ({"till": date(2021, 12, 31)}, "Uppdraget avslutades den 31 december 2021."),
        ({"fran": date(2023, 1, 1)}, "Uppdraget börjar den 1 januari 2023."),
        ({"status": "nedlagt", "till": date(2022, 6, 30)}, "Uppdraget är nedlagt sedan den 30 juni 2022."),
        ({"status": "nedlagt", "till": date(2023, 6, 30)}, ""),
        ({"status": "vakant"}, "Uppdraget är vakant."),
    ],
)
def test_the_report_says_where_an_uppdrag_stood_when_the_year_ended(hus, falt, notis):
    for namn, varde in falt.items():
        setattr(hus.uppdrag, namn, varde)
    hus.uppdrag.save()
    (sektion,) = (s for _, s in samla(hus.year).sektioner())
    assert sektion.notis == notis


def tomma_rubriker(html):
    """The headings that nothing stands under: no text and no picture before the next heading of the same rank, or of a higher."""
    tomma, oppna = [], {}
    for element in lxml_html.document_fromstring(html).find("body").iter():
        if re.fullmatch(r"h[1-6]", str(element.tag)):
            tomma += [oppna.pop(rang) for rang in sorted(oppna) if rang >= element.tag]
            oppna[element.tag] = element.text_content()
        egen = not any(f.tag in oppna for f in (element, *element.iterancestors()))
        if (egen and (element.tag == "svg" or (element.text or "").strip())) or (element.tail or "").strip():
            oppna.clear()
    return [*tomma, *oppna.values()]


def test_a_heading_that_nothing_stands_under_is_seen():
    assert tomma_rubriker("<body><h2>Ett</h2><h3>Två</h3><p>Ord.</p><h2>Tre</h2><h2>Fyra</h2></body>") == ["Tre", "Fyra"]


def dokumenten(year, kod):
    yield "kommun", som_kommun_html(samla(year), kod)
    for namn, dokument in DOKUMENT.items():
        if data := dokument.samla(year, 1):
            yield namn, dokument.format["html"](data).decode()


@pytest.mark.parametrize("arenor", [0, 1])
def test_no_document_has_a_heading_that_nothing_stands_under(hus, arenor):
    """A year that has an uppdrag and a section, and otherwise nothing."""
    if not arenor:
        hus.arena.delete()
    rader.avsnitt(hus, beskrivning="<p>Om året.</p>")
    html = dict(dokumenten(hus.year, hus.berg.kod))
    assert {namn: tomma_rubriker(text_) for namn, text_ in html.items() if tomma_rubriker(text_)} == {}
    for namn in ("kommun", "berattelse", "sammanfattning"):
        assert not {"Ekonomiskt resultat", "Kommunens del av ekonomin", "Resultat och skuld"} & set(rubriker(html[namn]))
        word = Document(io.BytesIO(som_docx(html[namn])))
        assert not any("ekonomi" in p.text.lower() for p in word.paragraphs)
    assert ("Arenor och möten 2022" in rubriker(html["berattelse"])) is bool(arenor)


def test_one_figure_is_enough_for_the_chapter(hus):
    rader.avsnitt(hus, beskrivning="<p>Om året.</p>")
    Arsresultat.objects.create(verksamhetsar=hus.year, belopp=0)
    assert "Ekonomiskt resultat" in rubriker(som_html(samla(hus.year)))
    assert "Kommunens del av ekonomin" in rubriker(som_kommun_html(samla(hus.year), hus.berg.kod))


def rubriker(html):
    return [h.text_content() for h in lxml_html.fromstring(html).iter("h2")]
