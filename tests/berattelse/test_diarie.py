"""What belongs in the diarium, in one zip: each document with its dnr, day and hash; what is not there is said, with the reason."""

import hashlib
import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from berattelse.models import Dokumentuppgift, Utgavefil
from berattelse.utgava.diarie import arende, omgangens_arende, som_zip
from enkat.models import Inlamning, Omgang
from samverkan.models import Handelse
from tests import factories
from tests.berattelse import utgavor
from tests.enkat import factories as enkatfabrik
from uppdrag.models import Beslut, Verksamhetsar


@pytest.fixture
def year(hus):
    utgava = utgavor.rad(hus.year, hus.processledare)
    Utgavefil.objects.create(utgava=utgava, sort="pdf", kommun=hus.berg, innehall=b"%PDF Berg", sha256="0" * 64, storlek=9)
    return Verksamhetsar.objects.get(pk=hus.year.pk)


def oppnad(data):
    with zipfile.ZipFile(io.BytesIO(data)) as arkiv:
        return {namn: arkiv.read(namn) for namn in arkiv.namelist()}


def test_everything_is_there_with_its_hash_and_the_index_tells_of_it(hus, year, as_user):
    Verksamhetsar.objects.filter(pk=year.pk).update(dnr="RUN/2/2023")
    Dokumentuppgift.objects.create(verksamhetsar=year, dokument="forslag-till-beslut", datum=date(2023, 1, 30), dnr="RUN/9/2023")
    organ = {"avtal": hus.avtal, "organ": "Regionens samverkansråd", "text": "Rådet godkänner."}
    Beslut.objects.create(**organ, datum=date(2023, 2, 7), paragraf="4", dokument="Protokoll RUN/3/2023")
    Beslut.objects.create(**organ, datum=date(2023, 2, 8), paragraf="5", skuldbelopp=500_000)
    svar = as_user(hus.processledare).get(reverse("berattelse:year_diarie", args=[year.pk]))
    assert (svar.status_code, svar["Content-Type"]) == (200, "application/zip")
    filer = oppnad(svar.content)
    namn = [n.partition("-")[2] for n in filer if n[:2].isdecimal() and not n.startswith("00-")]
    assert namn == [
        "verksamhetsberattelse-2022-utgava-1-signerad.pdf", "verksamhetsberattelse-2022-utgava-1-signaturkontroll.json",
        f"verksamhetsberattelse-2022-utgava-1-{hus.berg.kod}.pdf", "forslag-till-beslut-2022.pdf", "beslut-2022.csv",
    ]  # fmt: skip
    summor = dict(rad.split("  ")[::-1] for rad in filer["sha256sums.txt"].decode().splitlines())
    assert summor == {n: hashlib.sha256(data).hexdigest() for n, data in filer.items() if n in summor}
    assert len(summor) == len(namn)
    text, sida = filer["00-innehall.txt"].decode("utf-8-sig"), filer["00-innehall.html"].decode()
    for ord_ in (*summor, *summor.values(), "RUN/9/2023", "2023-01-30", "Handling eller diarienummer är inte angivet", "§ 5"):
        assert ord_ in text
        assert ord_ in sida
    besluten = filer["05-beslut-2022.csv"].decode("utf-8-sig")
    assert all(ord_ in besluten for ord_ in ("Protokoll RUN/3/2023", "av skulden, kronor", "500000"))
    assert Handelse.objects.filter(akt="exporterade handlingar att diarieföra", user=hus.processledare).count() == 1


def test_what_is_a_draft_or_not_there_is_said(year):
    ut = arende(year)
    assert [vad for vad, _ in ut.saknas] == ["Uppföljningsrapport", "Förslag till beslut", "Sammanfattning", "Sammanställning", "Beslut"]
    text = oppnad(som_zip(ut))["00-innehall.txt"].decode("utf-8-sig")
    assert "Dnr: inget diarienummer angivet" in text
    assert "räknas som utkast" in text


def test_the_same_rows_give_the_same_bytes(year):
    assert som_zip(arende(year)) == som_zip(arende(year))


def test_who_waits_for_it_reads_no_file_and_is_logged_when_it_comes(hus, year, as_user, settings, django_assert_max_num_queries):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    client, adress = as_user(hus.processledare), reverse("berattelse:year_diarie", args=[year.pk])
    with django_assert_max_num_queries(100) as fragor:
        assert client.get(adress).status_code == 202
    assert not [q for q in fragor.captured_queries if '"berattelse_utgavefil"."innehall"' in q["sql"]]
    for vag in (adress, f"/berattelse/year/{year.pk}/dokument/forslag-till-beslut.pdf"):
        assert client.get(vag).status_code == client.get(vag, headers={"HX-Request": "true"}).status_code == 202
    assert not Handelse.objects.filter(akt__startswith="exporterade").exists()


@pytest.mark.parametrize(("roll", "svar"), [("lasare", 403), ("kommunchef", 403), ("utomstaende", 404)])
def test_it_is_the_regions_own(hus, year, as_user, roll, svar):
    assert as_user(getattr(hus, roll)).get(reverse("berattelse:year_diarie", args=[year.pk])).status_code == svar


def test_a_document_says_that_it_has_no_dnr(hus, as_user):
    client = as_user(hus.processledare)
    vagar = [reverse("berattelse:report_html", args=[hus.year.pk]), f"/berattelse/year/{hus.year.pk}/dokument/forslag-till-beslut/"]
    for vag in vagar:
        assert "Inget diarienummer är angivet" in client.get(vag).content.decode()
    Verksamhetsar.objects.filter(pk=hus.year.pk).update(dnr="RUN/2/2023")
    assert "Inget diarienummer är angivet" not in client.get(reverse("berattelse:report_html", args=[hus.year.pk])).content.decode()


def test_a_round_that_is_over_gives_its_answers_and_its_compilation(hus, as_user):
    rundan = enkatfabrik.omgang(hus, status="oppen")
    svarat, tyst = enkatfabrik.deltagare(rundan, hus.arena), enkatfabrik.deltagare(rundan, factories.arena(hus.avtal, "Tyst"))
    Inlamning.objects.create(deltagare=svarat, nummer=1, av="Ordföranden")
    client, adress = as_user(hus.processledare), reverse("berattelse:omgang_diarie", args=[rundan.pk])
    assert client.get(adress).status_code == 403, "it is not over"
    Omgang.objects.filter(pk=rundan.pk).update(status="stangd", stangd_den=rundan.sista_dag)
    assert adress in client.get(rundan.get_absolute_url()).content.decode()
    filer = oppnad(client.get(adress).content)
    assert next(n for n in filer if n.endswith(".pdf")).startswith("01-svar-buz-1")
    text = filer["00-innehall.txt"].decode("utf-8-sig")
    assert f"Inget svar är inlämnat av {tyst}." in text
    assert as_user(hus.kommunchef).get(adress).status_code == 403
    assert as_user(hus.utomstaende).get(adress).status_code == 404


def test_no_answer_of_an_anonymous_round_is_taken_out(hus):
    rundan = enkatfabrik.omgang(hus, status="stangd", anonym=True, minsta_grupp=5)
    Inlamning.objects.create(deltagare=enkatfabrik.deltagare(rundan, hus.arena), nummer=1, av="Ordföranden")
    ut = omgangens_arende(rundan)
    assert [h.titel for h in ut.handlingar] == ["Sammanställning 2022"]
    assert ut.saknas == [("Svaren", "Frågerundan lovar anonymitet: svaren redovisas inte var för sig.")]
