"""The shape of what an edition says: written and read the same, numbered, and every earlier shape still read.

The editions in schema1/ were adopted by the program when its content had no number; schema2/ is a whole content of the present shape.
"""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import msgspec
import pytest
from django.urls import reverse

from berattelse import actions
from berattelse.innehall import schema
from berattelse.innehall.kommun import for_kommun
from berattelse.innehall.uppgradering import dag, tal, uppgradera
from berattelse.models import Fardigstallande, Publicering, Signatur, Utgava, Utgavefil
from berattelse.skrift.datafiler import som_csv_zip
from berattelse.skrift.kommunutgava import som_kommun_html
from berattelse.skrift.rapport import som_html
from berattelse.utgava.arkiv import arkivpaket
from berattelse.utgava.sok import sok
from berattelse.utgava.verifiering import verifiera

HAR = Path(__file__).parent
FORSTA = HAR / "schema1"
NAMN = sorted(mapp.name for mapp in FORSTA.iterdir())


def innehall(namn):
    return (FORSTA / namn / "innehall.json").read_text()


def test_the_present_shape_is_the_one_that_is_published():
    """When this fails the shape has changed: raise SCHEMA, write an upgrade step, keep this file and the golden content, add new ones."""
    assert schema.json_schema() == (schema.SCHEMAN / f"{schema.SCHEMA}.json").read_text()


def test_the_golden_content_is_read_and_written_to_the_same_text():
    text = (HAR / f"schema{schema.SCHEMA}" / "innehall.json").read_text()
    assert schema.som_json(schema.read(text)) == text
    assert uppgradera(json.loads(text)) == json.loads(text)


@pytest.mark.parametrize("fel", [{"schema": 2}, {"schema": 2, "titel": 1}])
def test_what_is_no_content_is_refused(fel):
    with pytest.raises(msgspec.ValidationError):
        schema.read(json.dumps(fel))


@pytest.mark.parametrize(
    ("text", "vad"), [("26 januari 2023", "2023-01-26"), ("2023-01-26", "2023-01-26"), ("", None), ("hösten 2021", None)]
)
def test_a_day_in_words_is_read_back(text, vad):
    assert dag(text) == vad


@pytest.mark.parametrize(("text", "vad"), [("−1\u00a0500", -1500), ("10\u00a0307", 10_307), ("0", 0), ("–", None)])
def test_a_printed_number_is_read_back(text, vad):
    assert tal(text) == vad


@pytest.mark.parametrize("namn", NAMN)
def test_an_earlier_content_has_days_numbers_and_keys(namn):
    gammal, b = json.loads(innehall(namn)), schema.read(innehall(namn))
    assert [len(b.kapitel), len(b.tillfallen), len(b.kommuner)] == [len(gammal[k]) for k in ("kapitel", "tillfallen", "kommuner")]
    assert b.ekonomi.skuld.summa == gammal["ekonomi"]["skuld"]["summa"]
    assert all(t.fran <= t.till for a in b.tillfallen for t in a.tillfallen)
    assert all(s.uppdrag_id for k in b.kapitel for s in k.uppdrag)
    assert {d.sort for _, s in b.sektioner() for d in s.delar if d.rubrik.startswith("Prioriterade")} <= {schema.Avsnittsdel.PRIORITERADE}
    for v in filter(None, (b.vardering and b.vardering.kommuner,)):
        assert {k.kod for k in v.kommuner} <= {k.kod for k in b.kommuner}
        assert all(u.uppdrag_id for u in v.uppdrag)


@pytest.mark.parametrize("namn", NAMN)
def test_an_earlier_content_is_written_in_every_form(namn):
    b = schema.read(innehall(namn))
    assert som_html(b).count("<h1>") == 1
    som_csv_zip(b)
    sok(b, "kommun")
    for kommun in b.kommuner:
        assert for_kommun(b, kommun.kod).titel in som_kommun_html(b, kommun.kod)


def test_how_a_kommun_stood_is_told_as_it_was():
    b = schema.read(innehall("anonym"))
    ord_ = {bedomning.text for u in b.vardering.kommuner.uppdrag for bedomning in u.bedomningar}
    assert {"deltar inte", "Kan inte bedöma"} <= ord_
    assert {r.klar_senast for r in b.forra.rekommendationer} >= {None}
    assert any(f.dolt for f in b.vardering.rundor[0].fragor)


@pytest.fixture
def adopted(hus):
    """adopted(name): the edition as rows, as it was adopted, signed and published by the program of its day."""
    return lambda namn: _rader(hus, FORSTA / namn)


def _rader(hus, mapp):
    om, text = json.loads((mapp / "utgava.json").read_text()), (mapp / "innehall.json").read_text()
    f = Fardigstallande.objects.create(verksamhetsar=hus.year, skede=1, sha256=om["fardigstallande_sha256"], av=hus.processledare)
    utgava = Utgava.objects.create(
        verksamhetsar=hus.year, nummer=om["nummer"], skede=1, innehall=text, sha256=om["sha256"], fardigstallande=f, av=hus.direktor
    )
    for sort, namn in (("pdf", "berattelse.pdf"), ("docx", "berattelse.docx"), ("csv", "data.zip"), ("json", "innehall.json")):
        _fil(utgava, sort, (mapp / namn).read_bytes())
    signerad = mapp / "signerad.pdf"
    if signerad.exists():
        s = om["signatur"]
        Signatur.objects.create(
            utgava=utgava, satt=s["satt"], innehall=signerad.read_bytes(), sha256=s["sha256"], storlek=s["storlek"],
            undertecknare=s["undertecknare"], prov=s["prov"], av=hus.direktor,
        )  # fmt: skip
        Publicering.objects.create(utgava=utgava, av=hus.processledare)
    return Utgava.objects.get(pk=utgava.pk)


def _fil(utgava, sort, data):
    Utgavefil.objects.create(utgava=utgava, sort=sort, innehall=data, sha256=hashlib.sha256(data).hexdigest(), storlek=len(data))


@pytest.mark.parametrize("namn", NAMN)
def test_an_earlier_edition_opens_and_hands_out_its_files(namn, adopted, hus, as_user):
    utgava = adopted(namn)
    client = as_user(hus.processledare)
    assert client.get(utgava.get_absolute_url()).status_code == 200
    for fil in utgava.filer.all():
        svar = client.get(reverse("berattelse:utgava_fil", args=[utgava.pk, fil.pk]))
        assert svar.content == bytes(fil.innehall)
        assert verifiera(svar.content).oforandrad


def test_an_earlier_edition_is_published_verified_archived_and_made_for_each_kommun(adopted, hus, client):
    utgava = adopted("demo-2022")
    adress = reverse("publik:detail", args=[hus.avtal.dnr.lower().replace("/", "-"), "2022", utgava.nummer])
    for url in (adress, f"{adress}?sok=kommun", f"{adress}underlag/", f"{adress}filer/signerad/"):
        assert client.get(url).status_code == 200
    assert verifiera((FORSTA / "demo-2022" / "signerad.pdf").read_bytes()).oforandrad
    hus.berg.kod = "2326"
    hus.berg.save()
    assert actions.skapa_kommunutgava(utgava, hus.berg, by=hus.processledare)
    assert bytes(utgava.filer.get(kommun=hus.berg).innehall).startswith(b"%PDF")
    assert arkivpaket(utgava).som_zip("prov").startswith(b"PK")
    assert client.get(f"{adress}schema.json").status_code == 404  # it was written by no schema


def test_the_schema_stands_beside_the_edition_and_in_its_package(hus, client):
    from tests.berattelse import utgavor

    utgava = utgavor.rad(hus.year, hus.processledare)
    svar = client.get(reverse("publik:schema", args=[hus.avtal.dnr.lower().replace("/", "-"), "2022", 1]))
    assert svar.json()["title"] == "Verksamhetsberättelse, schema 2"
    with zipfile.ZipFile(io.BytesIO(arkivpaket(utgava).som_zip("prov"))) as paket:
        (schemat,) = [namn for namn in paket.namelist() if namn.endswith("schemas/berattelse-2.json")]
        assert paket.read(schemat) == svar.content
