"""The document Sammanställning of a round and of a whole year: the same numbers as page, PDF and JSON."""

import io
import json

import pytest
from django.core.exceptions import ValidationError
from pypdf import PdfReader

from enkat.models import Omgang
from enkat.resultat import rakning, sammanstallning
from tests import factories
from tests.enkat import factories as f
from tests.enkat.test_resultat import svara
from tests.enkat.test_vardering import bedom


@pytest.fixture
def year(hus):
    """A closed round of the bodies and one of the kommuner, and one that is only planned."""
    svara(f.deltagare(f.omgang(hus, namn="Organens"), hus.arena), q1="Till stor del")
    o = f.omgang(hus, "kommunernas", namn="Kommunernas")
    hus.b = f.deltagare(o, hus.berg)
    bedom(hus.b, {hus.uppdrag: "Till liten del"}, "Sena besked")
    Omgang.objects.update(status="stangd")
    f.omgang(hus, formular=o.formular, namn="Planerad", status="planerad")
    return hus.year


def words(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_rounds_of_a_year_stand_in_one_document(year):
    text = words(sammanstallning.skriv(year, "pdf"))
    for part in ("Organens", "Kommunernas", "Till stor del 1 100 % BUZ", "Sena besked", "Lärcentrum"):
        assert part in text
    assert "Planerad" not in text
    assert "preliminära" not in text
    data = json.loads(sammanstallning.skriv(year, "json"))
    assert [(o["namn"], o["lamnade"], o["tillfragade"], o["preliminar"]) for o in data["omgangar"]] == [
        ("Organens", 1, 1, False), ("Kommunernas", 1, 1, False)
    ]  # fmt: skip
    assert data["omgangar"][1]["delar"][0]["fragor"][0]["rader"][2] == {
        "svar": "Till liten del", "antal": 1, "procent": 100, "raknas": True, "vilka": ["Berg"]
    }  # fmt: skip
    html = sammanstallning.skriv(year, "html").decode()
    assert html.count("<h1") == 1
    assert "Till liten del" in html
    assert sammanstallning.skriv(year, "json") == sammanstallning.skriv(year, "json")


@pytest.mark.en_gang
def test_the_document_of_a_year_conforms_to_both_standards(year, tmp_path):
    from tests.samverkan.test_pdf import problems

    (tmp_path / "s.pdf").write_bytes(sammanstallning.skriv(year, "pdf"))
    assert problems(tmp_path / "s.pdf", "ua1") == problems(tmp_path / "s.pdf", "2a") == []


def test_a_year_nobody_has_been_asked_about_has_no_document(hus):
    f.omgang(hus, status="planerad")
    with pytest.raises(ValidationError, match="ingen frågerunda"):
        sammanstallning.skriv(hus.year, "pdf")


def test_an_open_round_is_said_to_be_preliminary_and_an_anonymous_one_waits(hus, year):
    Omgang.objects.filter(namn="Kommunernas").update(status="oppen")
    Omgang.objects.filter(namn="Organens").update(status="oppen", anonym=True, minsta_grupp=5)
    text = words(sammanstallning.skriv(year, "pdf"))
    assert "preliminära" in text
    assert "Organens" not in text
    Omgang.objects.filter(namn="Organens").update(status="stangd")
    assert "BUZ" not in json.dumps(
        json.loads(sammanstallning.som_json(sammanstallning.for_year(year)))["omgangar"][0]["delar"], ensure_ascii=False
    )


def test_who_reads_the_document_of_a_year(as_user, hus, year):
    url = f"/enkat/year/{year.pk}/sammanstallning.pdf"
    assert url in as_user(hus.kommunchef).get("/enkat/").content.decode()
    assert "Sena besked" in words(as_user(hus.kommunchef).get(url).content)
    assert as_user(hus.utomstaende).get(url).status_code == 404
    Omgang.objects.exclude(status="planerad").update(status="oppen")
    assert as_user(hus.kommunchef).get(url).status_code == 403
    assert url not in as_user(hus.kommunchef).get("/enkat/").content.decode()
    assert as_user(hus.processledare).get(url).status_code == 200


def test_uppdrag_by_uppdrag_over_the_years_and_every_cell_leads_to_its_answers(as_user, hus, year):
    forra = Omgang.objects.get(namn="Kommunernas")
    nasta = f.omgang(hus, formular=forra.formular, namn="Nästa", verksamhetsar=factories.verksamhetsar(hus.avtal, 2023))
    bedom(f.deltagare(nasta, hus.berg), {hus.uppdrag: "Helt"})
    omgangsresultat = rakning.read(nasta)
    ((uppdrag, celler),) = rakning.uppdrag_over_aren(omgangsresultat, rakning.tidigare(nasta))
    assert (uppdrag, [(c.year, c.svar.median) for c in celler]) == (hus.uppdrag, [("2023", "Helt"), ("2022", "Till liten del")])
    client = as_user(hus.processledare)
    page = client.get(f"/enkat/omgangar/{nasta.pk}/resultat/").content.decode()
    assert f'href="{celler[1].lank}"' in page
    sida, plats = celler[1].lank.split("#")
    assert f'id="{plats}"' in client.get(sida).content.decode()
    tabell = client.get(f"/enkat/omgangar/{forra.pk}/vardering/").content.decode()
    assert f'href="/enkat/deltagare/{hus.b.pk}/inlamning/#uppdrag-{hus.uppdrag.pk}"' in tabell
    assert f'id="uppdrag-{hus.uppdrag.pk}"' in client.get(f"/enkat/deltagare/{hus.b.pk}/inlamning/").content.decode()
