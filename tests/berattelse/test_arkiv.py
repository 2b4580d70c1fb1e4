"""The archive package: held against the schemas of METS and PREMIS, the rules of E-ARK, a validator of others, and its own list of files."""

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import uuid
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from lxml import etree

from berattelse import actions
from berattelse.models import Arkivid, Utgava
from berattelse.utgava import arkiv
from berattelse.utgava.mets import CSIP, METS, XLINK, Arkivfil, Paket, mets, tid
from berattelse.utgava.premis import PREMIS
from samverkan.door import log
from tests import factories
from tests.berattelse import utgavor
from tests.berattelse.factories import forra_aret

ORGNR = "232100-0214"
EARK = Path(__file__).parent / "eark.py"
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
def schema_premis():
    return etree.XMLSchema(file=str(arkiv.SCHEMAN / "premis.xsd"))


@pytest.fixture
def signerad(hus, utgava):
    utgava = utgavor.signerad(hus, utgava)
    actions.skapa_kommunutgava(utgava, hus.berg, by=hus.processledare)
    return utgava


@pytest.fixture
def utgavan(hus):
    """A signed edition as rows, its files a few bytes."""
    return utgavor.rad(hus.year, hus.direktor)


def arkivpaket(utgava):
    return arkiv.arkivpaket(utgava).som_zip("prov")


def oppna(paket):
    """({path under the root folder: bytes}, the root folder, METS)."""
    with zipfile.ZipFile(io.BytesIO(paket)) as zip_:
        assert zip_.testzip() is None
        folders = {namn.split("/")[0] for namn in zip_.namelist()}
        assert len(folders) == 1
        folder = folders.pop()
        filer = {namn.removeprefix(f"{folder}/"): zip_.read(namn) for namn in zip_.namelist()}
    return filer, folder, etree.fromstring(filer["METS.xml"])


def oppna_zip(data):
    with zipfile.ZipFile(io.BytesIO(data)) as zip_:
        return {namn: zip_.read(namn) for namn in zip_.namelist()}


@pytest.mark.en_gang
def test_mets_is_valid_by_its_schema(signerad, hus, schema):
    osignerad = utgavor.rad(factories.verksamhetsar(hus.avtal, 2021), hus.direktor, signatur=False)
    for utgava in (signerad, osignerad):
        schema.assertValid(oppna(arkivpaket(utgava))[2])


@pytest.mark.en_gang
def test_the_schema_would_say_so(utgavan, schema):
    root = oppna(arkivpaket(utgavan))[2]
    root.find("m:metsHdr", NS).set(f"{{{CSIP}}}OAISPACKAGETYPE", "ZIP")
    assert not schema.validate(root)


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
def test_the_root_folder_is_the_object_and_every_pointer_has_its_end(utgavan):
    _, folder, root = oppna(arkivpaket(utgavan))
    assert root.get("OBJID") == folder == "prov"
    ids = root.xpath("//@ID")
    assert len(ids) == len(set(ids))
    assert set(root.xpath("//@FILEID | //@DMDID | //@ADMID")) <= set(ids)
    labels = root.xpath("m:structMap/m:div/m:div/@LABEL", namespaces=NS)
    assert labels == ["Metadata", "Documentation", "Schemas", "Representations"]


def test_a_signed_edition_holds_the_signed_file_and_what_the_check_found(signerad, hus):
    filer = oppna(arkivpaket(signerad))[0]
    data = {namn.removeprefix(arkiv.DATA): bytes_ for namn, bytes_ in filer.items() if namn.startswith(arkiv.DATA)}
    stam = "verksamhetsberattelse-2022-utgava-1"
    kommuner = [f"{stam}-{kommun.kod}.pdf" for kommun in (hus.berg, hus.krokom)]
    assert {namn for namn in data if not namn.startswith("csv/")} == {
        "logg.csv", "signaturkontroll.json", f"{stam}-signerad.pdf", f"{stam}.docx", f"{stam}.json", *kommuner,
    }  # fmt: skip
    assert filer[f"{arkiv.DATA}verksamhetsberattelse-2022-utgava-1-signerad.pdf"] == bytes(signerad.signatur.innehall)
    zippad = oppna_zip(bytes(signerad.filer.get(sort="csv").innehall))
    assert {namn.removeprefix("csv/"): bytes_ for namn, bytes_ in data.items() if namn.startswith("csv/")} == {
        namn.replace("LÄSMIG", "LASMIG"): bytes_ for namn, bytes_ in zippad.items()
    }
    assert len(zippad) > 5
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
def test_same_bytes_whenever_it_is_taken_out(utgavan, hus):
    _, first = actions.ta_ut_arkivpaket(utgavan, by=hus.processledare)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=400)):
        assert actions.ta_ut_arkivpaket(Utgava.objects.get(pk=utgavan.pk), by=hus.direktor)[1] == first
    assert oppna(first)[2].find("m:metsHdr", NS).get("CREATEDATE") == tid(utgavan.signatur.tid)


def identitet(utgavan, hus):
    sagt, data = actions.ta_ut_arkivpaket(Utgava.objects.get(pk=utgavan.pk), by=hus.processledare)
    _, folder, root = oppna(data)
    assert str(uuid.UUID(folder)) == folder == root.get("OBJID") == sagt
    return folder


def test_the_id_is_in_a_row_and_another_package_has_another(utgavan, hus, settings):
    forsta = identitet(utgavan, hus)
    assert str(Arkivid.objects.get().uuid) == forsta
    log(utgavan, "hämtade fil", by=hus.direktor, avtal_id=hus.avtal.pk, fil="x.pdf")
    andra = identitet(utgavan, hus)
    settings.ARKIV = {**settings.ARKIV, "ORGNR": ORGNR}
    tredje = identitet(utgavan, hus)
    annan = utgavor.rad(factories.verksamhetsar(hus.avtal, 2021), hus.direktor)
    assert len({forsta, andra, tredje, identitet(annan, hus)}) == 4
    assert identitet(utgavan, hus) == tredje
    assert Arkivid.objects.count() == 4


def agenter(root):
    return [
        (a.get("ROLE"), a.get("TYPE"), a.findtext("m:name", namespaces=NS), a.findtext("m:note", namespaces=NS))
        for a in root.iterfind("m:metsHdr/m:agent", NS)
    ]


@pytest.mark.en_gang
def test_what_the_operator_has_set_is_printed_and_nothing_is_invented(utgavan, hus, settings):
    region, program = str(hus.region), ("CREATOR", "OTHER", *arkiv.PROGRAM)
    root = oppna(arkivpaket(utgavan))[2]
    assert agenter(root) == [program, ("ARCHIVIST", "ORGANIZATION", region, None), ("CREATOR", "ORGANIZATION", region, None)]
    assert root.find("m:metsHdr/m:altRecordID", NS) is None
    settings.ARKIV = {"ORGNR": ORGNR, "LEVERANSAVTAL": "LA 7/2023", "BILDARE": "Regionala utvecklingsnämnden"}
    filer, _, root = oppna(arkivpaket(utgavan))
    assert agenter(root) == [
        program, ("ARCHIVIST", "ORGANIZATION", "Regionala utvecklingsnämnden", ORGNR), ("CREATOR", "ORGANIZATION", region, ORGNR),
    ]  # fmt: skip
    avtal = root.find("m:metsHdr/m:altRecordID", NS)
    assert (avtal.get("TYPE"), avtal.text) == ("SUBMISSIONAGREEMENT", "LA 7/2023")
    assert etree.fromstring(filer["metadata/descriptive/dc.xml"]).findtext("{*}publisher") == "Regionala utvecklingsnämnden"


def test_premis_tells_the_fixity_of_every_file_and_every_act_of_the_log(signerad, schema_premis):
    filer = oppna(arkivpaket(signerad))[0]
    root = etree.fromstring(filer["metadata/preservation/premis.xml"])
    schema_premis.assertValid(root)
    ns = {"p": PREMIS}
    told = {
        o.findtext(".//p:objectIdentifierValue", namespaces=ns): (
            o.findtext(".//p:messageDigest", namespaces=ns), int(o.findtext(".//p:size", namespaces=ns)),
        )
        for o in root.iterfind("p:object", ns) if o.find("p:objectCharacteristics", ns) is not None
    }  # fmt: skip
    held = {namn: (hashlib.sha256(data).hexdigest(), len(data)) for namn, data in filer.items() if namn.startswith(arkiv.DATA)}
    assert told == held
    handelser = {
        (e.findtext("p:eventType", namespaces=ns), e.findtext("p:eventDateTime", namespaces=ns), vem(root, e))
        for e in root.iterfind("p:event", ns)
    }
    check = ("digital signature validation", tid(signerad.signatur.tid), "Samverkan")
    assert handelser == {(h.akt, tid(h.tid), h.vem) for h in arkiv.handelser_om(signerad)} | {check}
    assert {"fastställde", "signerade"} <= {vad for vad, *_ in handelser}
    ids = set(root.xpath("//p:objectIdentifierValue/text() | //p:agentIdentifierValue/text()", namespaces=ns))
    assert set(root.xpath("//p:linkingObjectIdentifierValue/text() | //p:linkingAgentIdentifierValue/text()", namespaces=ns)) <= ids


def vem(root, handelse):
    nyckel = handelse.findtext(f".//{{{PREMIS}}}linkingAgentIdentifierValue")
    return next(
        a.findtext(f"{{{PREMIS}}}agentName")
        for a in root.iter(f"{{{PREMIS}}}agent")
        if a.findtext(f".//{{{PREMIS}}}agentIdentifierValue") == nyckel
    )


def test_a_replaced_edition_says_so(utgavan, hus):
    assert oppna(arkivpaket(utgavan))[2].find("m:dmdSec", NS).get("STATUS") == "CURRENT"
    year = hus.year
    f = type(utgavan.fardigstallande).objects.create(verksamhetsar=year, skede=1, sha256="0" * 64, errata="En siffra.", av=hus.direktor)
    Utgava.objects.create(
        verksamhetsar=year, nummer=2, skede=1, innehall=utgavan.innehall, sha256=utgavan.sha256, ersatter=utgavan, errata="En siffra.",
        fardigstallande=f, av=hus.direktor,
    )  # fmt: skip
    assert oppna(arkivpaket(Utgava.objects.get(pk=utgavan.pk)))[2].find("m:dmdSec", NS).get("STATUS") == "SUPERSEDED"


@pytest.mark.en_gang
def test_dublin_core_says_what_it_is(utgavan, hus):
    dc = etree.fromstring(oppna(arkivpaket(utgavan))[0]["metadata/descriptive/dc.xml"])
    said = [(etree.QName(e).localname, e.text) for e in dc]
    assert ("title", f"Verksamhetsberättelse {hus.year.beteckning}, utgåva 1") in said
    assert ("publisher", str(hus.region)) in said
    assert ("identifier", f"sha256:{utgavan.sha256}") in said
    assert ("language", "sv") in said


def test_a_file_outside_the_folders_is_refused():
    nar = datetime(2023, 1, 26, tzinfo=UTC)
    fil = Arkivfil("annat/x.txt", b"x", "text/plain", nar)
    with pytest.raises(ValueError, match=r"annat/x\.txt"):
        mets(Paket("p", "t", "a", "a", "", "", ("s", "1"), nar, ersatt=False), fil, fil, [fil])


def eark(path):
    """{(rule, the place in METS of what it asks)} of every error that eark-validator finds."""
    svar = subprocess.run([sys.executable, EARK, str(path)], capture_output=True, text=True, check=True)
    rapport = json.loads(svar.stdout)
    assert rapport["structure"]["status"] == "WellFormed"
    return {
        (fynd["rule_id"], *(("".join(re.findall(r"agent'[^\[]*(\[\d\])", fynd["location"])),) if "agent" in fynd["location"] else ()))
        for resultat in rapport["metadata"].values()
        for fynd in resultat["messages"]
        if fynd["severity"] == "Error"
    }


@pytest.mark.en_gang
def test_a_validator_of_others_finds_nothing_but_where_its_own_rules_contradict_each_other(signerad, hus, settings, tmp_path, schema):
    """CSIP wants the program for a CREATOR, SIP the sender; the validator asks of every CREATOR what either wants of its own."""
    settings.ARKIV = {"ORGNR": ORGNR, "LEVERANSAVTAL": "LA 7/2023", "BILDARE": ""}
    hel = packa_upp(actions.ta_ut_arkivpaket(signerad, by=hus.processledare)[1], tmp_path)
    program, avsandare = "[1]", "[3]"
    assert eark(hel) == {
        # asked of the sender: to be a program, with its version
        ("CSIP12", avsandare), ("CSIP13", avsandare), ("CSIP16", avsandare),
        # asked of both: an attribute NOTETYPE of METS's own, which METS does not have
        ("SIP14", program), ("SIP14", avsandare),
    }  # fmt: skip

    def utan(agent, *, notetype=False):
        root = etree.parse(hel / "METS.xml").getroot()
        for a in root.xpath(f"m:metsHdr/m:agent{agent}", namespaces=NS):
            a.getparent().remove(a)
        for note in root.iter(f"{{{METS}}}note") if notetype else ():
            note.set("NOTETYPE", "IDENTIFICATIONCODE")
        ny = tmp_path / f"utan{agent}{notetype}"
        shutil.copytree(hel, ny)
        (ny / "METS.xml").write_bytes(etree.tostring(root))
        return ny, root

    assert eark(utan(avsandare)[0]) == {("SIP14", program)}
    mappen, root = utan(avsandare, notetype=True)
    assert not schema.validate(root)
    assert {regel for regel, *_ in eark(mappen)} == {"XML-1"}  # no rule of CSIP's or SIP's is broken; METS's schema is


@pytest.mark.en_gang
def test_the_validator_would_say_so(utgavan, tmp_path):
    mappen = packa_upp(arkivpaket(utgavan), tmp_path)
    text = (mappen / "METS.xml").read_text()
    (mappen / "METS.xml").write_text(text.replace("E-ARK-SIP.xml", "E-ARK-CSIP.xml").replace("Textual works – Digital", "Bok"))
    assert {("SIP2",), ("CSIP2",)} <= eark(mappen)


def packa_upp(paket, under):
    with zipfile.ZipFile(io.BytesIO(paket)) as zip_:
        zip_.extractall(under)
        return under / zip_.namelist()[0].split("/")[0]
