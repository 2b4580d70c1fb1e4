"""The documents beside the report: sentences from the demo's rows, files that conform and are the same twice, and the slides."""

import json
import re
import subprocess
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from docx import Document

from berattelse.dokument import DOKUMENT, skriv, tryck
from berattelse.dokument.handelser import handelser
from berattelse.dokument.uppfoljningsrapport import andringsforslag
from berattelse.models import Dokumentuppgift
from ekonomi.models import Skuldpost, Skuldursprung
from samverkan import svenska
from samverkan.models import User
from tests.berattelse import utgavor
from tests.enkat import factories as enkat
from tests.samverkan.test_pdf import problems
from uppdrag.models import Andringsforslag, Beslut, Verksamhetsar

pytestmark = pytest.mark.django_db
UPPF, FORSLAG, SAMMANFATTNING = "uppfoljningsrapport", "forslag-till-beslut", "sammanfattning"


@pytest.fixture
def demo(demoaret):
    return {y.beteckning: y for y in Verksamhetsar.objects.select_related("avtal")}


def samla(year, dokument):
    return DOKUMENT[dokument].samla(year, 1)


def text(year, dokument):
    """What the document says, with ordinary spaces and without tags."""
    html = tryck.som_html(samla(year, dokument))
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def sedd(pdf):
    """What bin/mat-utseende says of it, a chapter's heading being 16 pt there."""
    return subprocess.run(
        [settings.BASE_DIR / "bin" / "mat-utseende", pdf, "19"], capture_output=True, text=True, check=False
    ).stdout.strip()


def pages(pdf):
    return int(re.search(r"Pages:\s+(\d+)", subprocess.run(["pdfinfo", pdf], capture_output=True, check=True, text=True).stdout)[1])


def test_the_follow_up_report_of_2022_speaks_from_the_rows(demo):
    said = text(demo["2022"], UPPF)
    for words in (
        "22 maj 2023",
        "Till Regionala utvecklingsnämnden",
        "Samverkan mellan Region Jämtland Härjedalen och åtta kommuner regleras i",
        "Regionfullmäktige beslutade i juni 2018, § 92, om den lydelse som gällde under året, 2019–2021.",
        "Beslut om att förlänga den till och med den 31 december 2022 fattades i december 2020. Den sades upp hösten 2021.",
        "Tre kommunvisa träffar har hållits: Berg den 17 januari 2023, Åre den 19 januari 2023 och Östersund den 24 januari 2023.",
        "Regionens samverkansråd beslutade den 6 februari 2023, § 4, att överenskommelsen i huvudsak är uppfylld för 2022",
        "FoU Jämt får en gemensam styrgrupp",
        "Prioriterade områden 2023",
        "Regelverken tolkas på samma sätt i alla kommuner",
        "Verksamheterna efter pandemin exempel",
        "Innehåller exempel",
    ):
        assert words in said, words
    assert "är daterad" not in said, "a draft has no day yet"


def test_the_report_is_dated_when_it_is_adopted_and_on_its_own_day(hus):
    Verksamhetsar.objects.filter(pk=hus.year.pk).update(undertecknas=date(2023, 1, 26))
    hus.year.refresh_from_db()
    assert not any("daterad" in m for m in handelser(hus.year))
    forsta = utgavor.rad(hus.year, hus.direktor)
    assert handelser(hus.year)[0] == "Verksamhetsberättelse 2022 är daterad den 26 januari 2023."
    assert not any("daterad" in m for m in handelser(hus.year, till=date(2023, 1, 25)))
    utgavor.rad(hus.year, hus.direktor, ersatter=forsta, dag=date(2023, 2, 20))
    assert handelser(hus.year)[0] == "Verksamhetsberättelse 2022 är daterad den 20 februari 2023."


def test_lists_end_with_och_and_no_parentheses_stand_in_others(demo):
    for dokument, year in ((UPPF, "2021"), (UPPF, "2022"), (FORSLAG, "2022")):
        said = text(demo[year], dokument)
        assert re.findall(r"\([^()]*\([^()]*\)", said) == []
        assert ". (exempel)" not in said
        assert ", utsänt." not in said
    efter = text(demo["2022"], UPPF)
    assert re.search(r"Den ledde till förslagen ”[^”]+” \(återtaget\)(, ”[^”]+” \([^)]+\))* och ”[^”]+” \(återtaget\)\.", efter)
    assert "FoU Jämt får en gemensam styrgrupp . Läget: utsänt" in efter


def test_the_examination_of_2021_is_told_in_its_own_year_and_in_short_the_year_after(demo):
    said = text(demo["2021"], UPPF)
    for words in (
        "Tid: första halvåret 2021.",
        "Primärkommunala samverkansrådet har varit styrgrupp.",
        "Kommundirektörerna tillsammans med två tjänstepersoner i regionen har varit projektgrupp.",
        "april och maj 2021 Dialog per kommun Berg, Bräcke, Härjedalen, Krokom, Ragunda, Strömsund, Åre och Östersund.",
        "Utomstående utvärdering",
        "Ta bort uppdraget Kurs och konferens (7 juni 2021). Läget: återtaget.",
        "Pandemins påverkan på verksamheterna",
    ):
        assert words in said, words
    efter = text(demo["2022"], UPPF)
    assert "Tidigare genomlysningar Genomlysning av överenskommelsen, första halvåret 2021, redovisad för 2021." in efter
    assert "Dialog per kommun" not in efter


def test_the_letter_takes_its_numbers_from_rows_whoever_words_it(demo):
    said = text(demo["2022"], FORSLAG)
    for words in (
        "Resultatet som hör till kommunernas ersättning är ett överskott om 3 001 tkr.",
        "Skulden till kommunerna är därmed 6 491 tkr den 31 december 2022: 3 490 tkr från 2020–2021 och 3 001 tkr från 2022.",
        "Verksamhetsberättelse 2022 (RUN/2/2023, exempel) tas emot som redovisning av hur överenskommelsen har fullföljts.",
        "Utdrag till Länets åtta kommuner Regionala utvecklingsnämnden",
    ):
        assert words in said, words
    assert "6 februari 2023" not in said  # the letter is older than the decision
    Dokumentuppgift.objects.filter(dokument=FORSLAG).update(
        forslag="Skulden {skulden} återbetalas.\n{året} avslutas.", i_tjansten="Anna Ek, förvaltningschef\nBo Dal"
    )
    data = samla(demo["2022"], FORSLAG)
    assert data.forslag == ["Skulden 6\u00a0491\u00a0tkr återbetalas.", "2022 avslutas."]
    assert [(t.namn, t.titel) for t in data.i_tjansten] == [("Anna Ek", "förvaltningschef"), ("Bo Dal", "")]


def test_a_decision_on_the_debt_is_told_from_the_ledger_until_it_is_corrected(demo):
    ursprung = Skuldursprung.objects.get(beteckning="2020–2021")
    beslut, by = Beslut.objects.get(datum=date(2023, 3, 13)), User.objects.get(email="controller@exempel.test")
    post = Skuldpost.objects.create(
        ursprung=ursprung,
        sort="beslut",
        andamal="anvands",
        beslut=beslut,
        datum=beslut.datum,
        belopp=-500_000,
        text="kommunförbundet",
        av=by,
    )
    words = (
        "Primärkommunala samverkansrådet beslutade den 13 mars 2023, § 7, om 500 tkr av skulden från 2020–2021. "
        "Används för: kommunförbundet (exempel)."
    )
    assert words in text(demo["2022"], UPPF)
    assert words not in text(demo["2022"], FORSLAG)  # the letter is older
    Skuldpost.objects.create(ursprung=ursprung, sort="rattelse", rattar=post, datum=beslut.datum, belopp=500_000, text="Fel", av=by)
    assert words not in text(demo["2022"], UPPF)


def test_a_proposal_is_told_of_once_in_the_report_that_follows_it(demo):
    rapport = {y: Dokumentuppgift.objects.get(verksamhetsar=demo[y], dokument=UPPF) for y in demo}
    told = {y: {f.pk for f in andringsforslag(demo[y], rapport[y])} for y in demo}
    assert len(told["2021"]) == 4
    assert len(told["2022"]) == 1
    Andringsforslag.objects.filter(pk__in=told["2022"]).update(utsant_den=date(2022, 3, 1))
    assert told["2022"] <= {f.pk for f in andringsforslag(demo["2021"], rapport["2021"])}
    assert not andringsforslag(demo["2022"], rapport["2022"])


def test_the_summary_of_2022(demo):
    data = samla(demo["2022"], SAMMANFATTNING)
    assert [rad.replace("\u00a0", " ") for rad in data.i_korthet] == [
        f"Fem av åtta kommuner har lämnat sin bedömning per den {svenska.datum(timezone.localdate())} (svar kan fortfarande komma in).",
        "Resultatet är ett överskott om 3 001 tkr av ersättningen 10 307 tkr. Skulden till kommunerna är 6 491 tkr den 31 december 2022.",
        "118 möten har hållits i 21 arenor. För två arenor är antalet möten inte känt.",
        "Överenskommelsen mellan regionen och åtta kommuner omfattade elva uppdrag. Internationellt arbete var vakant. "
        "Kurs och konferens lades ned under året.",
    ]
    moten = data.moten
    assert moten.ovriga == "Elva andra arenor höll tillsammans 40 möten."
    assert sum(rad.hallna for rad in moten.rader) + 40 == moten.summa.hallna == 118
    for rad in data.per_uppdrag.rader:
        assert sum(rad.antal) + rad.utan == len(data.vardering.kommuner.kommuner) == 8


@pytest.mark.en_gang
@pytest.mark.parametrize(("dokument", "most"), [(UPPF, 16), (FORSLAG, 1), (SAMMANFATTNING, 2), ("sammanstallning", 12)])
def test_both_standards_the_same_twice_and_no_longer_or_holed_than_it_should(demo, tmp_path, dokument, most):
    path = tmp_path / "dokument.pdf"
    path.write_bytes(skriv(demo["2022"], dokument, "pdf"))
    assert problems(path, "ua1") == []
    assert problems(path, "2a" if dokument == "sammanstallning" else "3a") == []
    assert pages(path) <= most
    assert sedd(path) == "Inget hål, ingen bruten tabell, ingen ensam rad."
    assert skriv(demo["2022"], dokument, "pdf") == path.read_bytes()


@pytest.mark.en_gang
def test_the_longest_lead_stays_on_two_pages(demo, tmp_path):
    Dokumentuppgift.objects.filter(dokument=SAMMANFATTNING).update(text=f"<p>{'Kommunerna ' * 27}</p>")
    path = tmp_path / "sammanfattning.pdf"
    path.write_bytes(skriv(demo["2022"], SAMMANFATTNING, "pdf"))
    assert pages(path) == 2


def test_skriv_ut_writes_each_document_and_says_what_it_cannot(demo, tmp_path):
    ut = tmp_path / "ut"
    for dokument in DOKUMENT:
        for format_ in DOKUMENT[dokument].format.keys() - {"pdf"}:
            call_command("skriv_ut", "2022", ut=ut, dokument=dokument, format=format_, verbosity=0)
            if format_ == "json":
                assert json.loads(ut.read_text())
            if format_ == "docx":
                assert Document(ut).core_properties.language == "sv-SE"
    with pytest.raises(CommandError, match=r"Bilder finns inte som docx\. Välj pdf eller html eller json."):
        call_command("skriv_ut", "2022", ut=ut, dokument="bilder", format="docx")
    sagt = "Uppföljningsrapport finns inte som csv. Välj pdf eller html eller json eller docx."
    with pytest.raises(CommandError, match=sagt):
        call_command("skriv_ut", "2022", ut=ut, dokument=UPPF, format="csv")


def test_skriv_ut_without_a_questionnaire(hus, tmp_path):
    with pytest.raises(CommandError, match="ingen frågerunda"):
        call_command("skriv_ut", "2022", ut=tmp_path / "ut", dokument="sammanstallning", format="html")


@pytest.mark.parametrize("dokument", [UPPF, FORSLAG, SAMMANFATTNING])
def test_an_empty_year_has_its_documents_too(hus, as_user, dokument):
    client = as_user(hus.controller)
    for name in ("dokument_html", "dokument_pdf", "dokument_json"):
        assert client.get(reverse(f"berattelse:{name}", args=[hus.year.pk, dokument])).status_code == 200
    assert "Utkast, ännu inte daterat" in text(hus.year, dokument)
    assert client.get(reverse("berattelse:dokument_presentation", args=[hus.year.pk])).status_code == 200


def test_an_empty_year_asserts_nothing(hus):
    """What nobody has registered is unknown: no document says that it did not take place, nor that it did."""
    for dokument in (UPPF, FORSLAG, SAMMANFATTNING):
        said = text(hus.year, dokument)
        for words in ("Inga förändringar", "inte haft", "inte tillfrågats", "undertecknades", "varje år", "länets", "möten", " 0 ", "noll"):
            assert words not in said, (dokument, words)
    assert samla(hus.year, UPPF).uppfoljning == []
    Dokumentuppgift.objects.create(verksamhetsar=hus.year, dokument=FORSLAG, forslag="Lägg {resultatet} till {skulden}.")
    assert samla(hus.year, FORSLAG).forslag == ["Lägg ett ännu inte registrerat belopp till ett ännu inte registrerat belopp."]


def test_who_reads_and_what_is_no_document(hus, as_user):
    for name, args in (("dokument_list", []), ("dokument_html", [UPPF]), ("dokument_pdf", [UPPF]), ("dokument_presentation", [])):
        address = reverse(f"berattelse:{name}", args=[hus.year.pk, *args])
        assert as_user(hus.direktor).get(address).status_code == 200
        assert as_user(hus.kommunchef).get(address).status_code == 403
        assert as_user(hus.utomstaende).get(address).status_code == 404
    assert as_user(hus.direktor).get(reverse("berattelse:dokument_html", args=[hus.year.pk, "berattelse"])).status_code == 404


@pytest.mark.parametrize("dokument", [UPPF, FORSLAG, SAMMANFATTNING])
@pytest.mark.parametrize("dagar", [-1, 0, 1, None])
def test_a_document_that_bears_an_earlier_day_says_of_which_day_its_answers_are(hus, dokument, dagar):
    idag = timezone.localdate()
    omgang = enkat.omgang(hus, "kommunernas", oppnar=idag - timedelta(days=3))
    enkat.deltagare(omgang, hus.berg, status="inskickat")
    enkat.deltagare(omgang, hus.krokom)
    datum = None if dagar is None else idag + timedelta(days=dagar)
    Dokumentuppgift.objects.create(verksamhetsar=hus.year, dokument=dokument, datum=datum, version=1)
    said = text(hus.year, dokument)
    assert "En av två kommuner har lämnat sin bedömning" in said
    assert (f"har lämnat sin bedömning per den {svenska.datum(idag)} (svar kan fortfarande komma in)." in said) == (dagar == -1)
    assert (f"Läget den {svenska.datum(idag)}" in said) == (dagar == -1)
    assert ("per den" in said) == (dagar == -1)
