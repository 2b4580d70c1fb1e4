"""The archive package: held against METS's schema, CSIP's rules, and its own list of files."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from lxml import etree, isoschematron

from berattelse import actions
from berattelse.models import Utgava
from berattelse.utgava import arkiv
from berattelse.utgava.arkiv import arkivpaket
from berattelse.utgava.mets import CSIP, METS, XLINK, Arkivfil, Paket, mets, tid
from samverkan.door import log
from tests import factories
from tests.berattelse import utgavor
from tests.berattelse.factories import forra_aret

RULES = Path(__file__).parent / "csip"
LISTS = {  # what the rules leave to be filled in, from CSIP's own word lists
    "@TYPE": ("Textual works – Digital", "Datasets", "Collection", "Mixed", "Other"),
    "@csip:CONTENTINFORMATIONTYPE": ("ERMS", "citserms_v2_1", "citssiard_v1_0", "MIXED", "OTHER"),
    "@csip:OAISPACKAGETYPE": ("SIP", "AIP", "DIP", "AIU", "AIC"),
    "@STATUS": ("SUPERSEDED", "CURRENT"),
    "@MIMETYPE": ("application/xml", "application/json", "application/pdf", "application/zip", "text/csv", "text/plain"),
}
SCHEMA = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<xsd:import namespace="http://www.w3.org/1999/xlink" schemaLocation="xlink.xsd"/>
<xsd:import namespace="http://www.loc.gov/METS/" schemaLocation="mets.xsd"/>
<xsd:import namespace="https://DILCIS.eu/XML/METS/CSIPExtensionMETS" schemaLocation="DILCISExtensionMETS.xsd"/>
</xsd:schema>"""
NS = {"m": METS, "x": XLINK, "csip": CSIP}
HREF = f"{{{XLINK}}}href"


@pytest.fixture(scope="module")
def schema():
    """METS and CSIP's attributes, read from the schemas that go into the package; no net."""
    root = etree.fromstring(SCHEMA, etree.XMLParser(no_network=True), base_url=f"{arkiv.SCHEMAN}/prov.xsd")
    return etree.XMLSchema(root)


@pytest.fixture(scope="module")
def regler():
    """CSIP's own rules, compiled."""
    ut = []
    for path in sorted(RULES.glob("*.xml")):
        text = path.read_text()
        for namn, varden in LISTS.items():
            test = "IANA_test" if namn == "@MIMETYPE" else "vocabulary_test"
            text = text.replace(f"{namn}_{test}", " or ".join(f"({namn} = '{varde}')" for varde in varden))
        ut.append(isoschematron.Schematron(etree.fromstring(text.encode()), store_report=True))
    return ut


@pytest.fixture
def signerad(hus):
    utgava = utgavor.signerad(hus)
    actions.skapa_kommunutgava(utgava, hus.berg, by=hus.processledare)
    return utgava


@pytest.fixture
def utgava(hus):
    """A signed edition as rows, its files a few bytes."""
    return utgavor.rad(hus.year, hus.direktor)


def oppna(paket):
    """({path under the root folder: bytes}, the root folder, METS)."""
    with zipfile.ZipFile(io.BytesIO(paket)) as zip_:
        assert zip_.testzip() is None
        folders = {namn.split("/")[0] for namn in zip_.namelist()}
        assert len(folders) == 1
        folder = folders.pop()
        filer = {namn.removeprefix(f"{folder}/"): zip_.read(namn) for namn in zip_.namelist()}
    return filer, folder, etree.fromstring(filer["METS.xml"])


def brott(regler, root):
    """{(role, id)} of every rule that the METS does not meet."""
    ut = set()
    for regel in regler:
        regel.validate(root)
        ut |= {(e.get("role"), e.get("id")) for e in regel.validation_report.iter("{http://purl.oclc.org/dsdl/svrl}failed-assert")}
    return ut


@pytest.mark.en_gang
def test_mets_is_valid_by_its_schema_and_meets_every_must_of_csip(signerad, hus, schema, regler):
    osignerad = utgavor.rad(factories.verksamhetsar(hus.avtal, 2021), hus.direktor, signatur=False)
    for utgava in (signerad, osignerad):
        root = oppna(arkivpaket(utgava))[2]
        schema.assertValid(root)
        # what is left are three shoulds: there is no PREMIS, and the one representation has no METS of its own
        assert brott(regler, root) == {("WARN", "CSIP31"), ("WARN", "CSIP91"), ("WARN", "CSIP105")}


@pytest.mark.en_gang
def test_the_schema_and_the_rules_would_say_so(utgava, schema, regler):
    root = oppna(arkivpaket(utgava))[2]
    root.find("m:metsHdr", NS).set(f"{{{CSIP}}}OAISPACKAGETYPE", "ZIP")
    assert not schema.validate(root)
    root.remove(root.find("m:structMap", NS))
    assert {("ERROR", "CSIP9"), ("ERROR", "CSIP80")} <= brott(regler, root)


@pytest.mark.en_gang
def test_every_file_is_in_the_list_with_its_size_and_hash_and_none_beside(signerad):
    filer, _, root = oppna(arkivpaket(signerad))
    told = {}
    for element in root.iter(f"{{{METS}}}file", f"{{{METS}}}mdRef"):
        plats = element if element.tag.endswith("mdRef") else element.find("m:FLocat", NS)
        assert plats.get(HREF) not in told
        told[plats.get(HREF)] = (element.get("CHECKSUMTYPE"), element.get("CHECKSUM"), int(element.get("SIZE")))
    held = {namn: ("SHA-256", hashlib.sha256(data).hexdigest(), len(data)) for namn, data in filer.items() if namn != "METS.xml"}
    assert told == held


@pytest.mark.en_gang
def test_the_root_folder_is_the_object_and_every_pointer_has_its_end(utgava):
    _, folder, root = oppna(arkivpaket(utgava))
    assert root.get("OBJID") == folder == "verksamhetsberattelse-2022-utgava-1-arkivpaket"
    ids = root.xpath("//@ID")
    assert len(ids) == len(set(ids))
    assert set(root.xpath("//@FILEID | //@DMDID")) <= set(ids)
    labels = root.xpath("m:structMap/m:div/m:div/@LABEL", namespaces=NS)
    assert labels == ["Metadata", "Documentation", "Schemas", "Representations"]


def test_a_signed_edition_holds_the_signed_file_and_what_the_check_found(signerad, hus):
    filer = oppna(arkivpaket(signerad))[0]
    assert sorted(namn.removeprefix(arkiv.DATA) for namn in filer if namn.startswith(arkiv.DATA)) == [
        "logg.csv", "signaturkontroll.json", f"verksamhetsberattelse-2022-utgava-1-{hus.berg.kod}.pdf",
        "verksamhetsberattelse-2022-utgava-1-signerad.pdf", "verksamhetsberattelse-2022-utgava-1.docx",
        "verksamhetsberattelse-2022-utgava-1.json", "verksamhetsberattelse-2022-utgava-1.zip",
    ]  # fmt: skip
    assert filer[f"{arkiv.DATA}verksamhetsberattelse-2022-utgava-1-signerad.pdf"] == bytes(signerad.signatur.innehall)
    check = json.loads(filer[f"{arkiv.DATA}signaturkontroll.json"])
    assert check["sha256"] == signerad.signatur.sha256
    assert check["kontroll"] == signerad.signatur.prov
    assert filer[f"{arkiv.DATA}verksamhetsberattelse-2022-utgava-1.json"].decode() == signerad.innehall


def test_an_unsigned_edition_holds_the_unsigned_file(hus):
    utgava = utgavor.rad(hus.year, hus.direktor, signatur=False)
    filer = oppna(arkivpaket(utgava))[0]
    assert filer[f"{arkiv.DATA}verksamhetsberattelse-2022-utgava-1.pdf"] == bytes(utgava.filer.get(sort="pdf", kommun=None).innehall)
    assert not any("sign" in namn for namn in filer)


def test_the_log_tells_of_this_edition_and_its_year_and_of_nothing_else(signerad, hus):
    other = forra_aret(hus)
    log(other, "sparade", by=hus.direktor, avtal_id=hus.avtal.pk, text="ett annat år")
    log(hus.berg, "ändra", by=hus.direktor, avtal_id=hus.avtal.pk, text="något annat")
    rad, _ = utgavor.sandning(signerad, hus.berg, hus.processledare)
    actions.hamta(rad, "b.pdf")
    text = oppna(arkivpaket(signerad))[0][f"{arkiv.DATA}logg.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert {"färdigställde", "fastställde", "signerade", "gjorde kommunens utgåva", "hämtade"} <= {r["vad"] for r in rows}
    assert not {"ett annat år", "något annat"} & {r["beskrivning"] for r in rows}
    assert [r["tid (UTC)"] for r in rows] == sorted(r["tid (UTC)"] for r in rows)
    assert json.loads(next(r for r in rows if r["vad"] == "fastställde")["detaljer (JSON)"])["sha256"] == signerad.sha256


@pytest.mark.en_gang
def test_same_bytes_whenever_it_is_taken_out(utgava, hus):
    first = arkivpaket(utgava)
    log(utgava, arkiv.EXPORT, by=hus.processledare)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=400)):
        assert arkivpaket(Utgava.objects.get(pk=utgava.pk)) == first
    assert oppna(first)[2].find("m:metsHdr", NS).get("CREATEDATE") == tid(utgava.signatur.tid)


def test_a_replaced_edition_says_so(utgava, hus):
    assert oppna(arkivpaket(utgava))[2].find("m:dmdSec", NS).get("STATUS") == "CURRENT"
    year = hus.year
    f = type(utgava.fardigstallande).objects.create(verksamhetsar=year, skede=1, sha256="0" * 64, errata="En siffra.", av=hus.direktor)
    Utgava.objects.create(
        verksamhetsar=year, nummer=2, skede=1, innehall=utgava.innehall, sha256=utgava.sha256, ersatter=utgava, errata="En siffra.",
        fardigstallande=f, av=hus.direktor,
    )  # fmt: skip
    assert oppna(arkivpaket(Utgava.objects.get(pk=utgava.pk)))[2].find("m:dmdSec", NS).get("STATUS") == "SUPERSEDED"


@pytest.mark.en_gang
def test_dublin_core_says_what_it_is(utgava, hus):
    dc = etree.fromstring(oppna(arkivpaket(utgava))[0]["metadata/descriptive/dc.xml"])
    said = [(etree.QName(e).localname, e.text) for e in dc]
    assert ("title", f"Verksamhetsberättelse {hus.year.beteckning}, utgåva 1") in said
    assert ("publisher", str(hus.region)) in said
    assert ("identifier", f"sha256:{utgava.sha256}") in said
    assert ("language", "sv") in said


def test_a_file_outside_the_folders_is_refused():
    nar = datetime(2023, 1, 26, tzinfo=UTC)
    fil = Arkivfil("annat/x.txt", b"x", "text/plain", nar)
    with pytest.raises(ValueError, match=r"annat/x\.txt"):
        mets(Paket("p", "t", "a", ("s", "1"), nar, ersatt=False), fil, [fil])
