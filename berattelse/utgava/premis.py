"""premis.xml of an archive package: PREMIS 3.0, the fixity of each file and what has happened to the edition. Pure: rows in, bytes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from berattelse.innehall.tecken import rent
from berattelse.utgava.mets import XSI, Arkivfil, tid
from samverkan.vilande import Vilande

etree = Vilande("lxml.etree")

PREMIS = "http://www.loc.gov/premis/v3"


@dataclass(frozen=True)
class Agent:
    """A person, an organisation or a program; `nyckel` parts two of one name."""

    nyckel: str
    namn: str
    sort: str
    version: str = ""


@dataclass(frozen=True)
class Forlopp:
    """What happened, to the edition or to one of its files (`objekt`)."""

    nyckel: str
    vad: str
    nar: datetime
    text: str
    utfall: str
    agent: Agent | None
    objekt: str


def premis(marke: str, titel: str, filer: Iterable[Arkivfil], forlopp: Iterable[Forlopp], program: Agent) -> bytes:
    """`marke` identifies the edition. An agent stands there once, however much she has done."""
    rot, forlopp = etree.Element(_namn("premis"), nsmap={None: PREMIS, "xsi": XSI}, version="3.0"), list(forlopp)
    _objekt(rot, "intellectualEntity", marke, ("originalName", rent(titel)))
    for fil in filer:
        _fil(rot, fil)
    for f in forlopp:
        _handelse(rot, f)
    for agent in {a.nyckel: a for a in (program, *(f.agent for f in forlopp if f.agent))}.values():
        _agent(rot, agent)
    return etree.tostring(rot, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _namn(namn):
    return f"{{{PREMIS}}}{namn}"


def _el(under, namn, text=None):
    element = etree.SubElement(under, _namn(namn))
    element.text = text
    return element


def _id(under, namn, nyckel):
    element = _el(under, f"{namn}Identifier")
    _el(element, f"{namn}IdentifierType", "local")
    _el(element, f"{namn}IdentifierValue", nyckel)


def _objekt(rot, sort, nyckel, *falt):
    objekt = _el(rot, "object")
    objekt.set(f"{{{XSI}}}type", sort)
    _id(objekt, "object", nyckel)
    for namn, text in falt:
        _el(objekt, namn, text)
    return objekt


def _fil(rot, fil):
    egenskaper = _el(_objekt(rot, "file", fil.sokvag), "objectCharacteristics")
    fixity = _el(egenskaper, "fixity")
    _el(fixity, "messageDigestAlgorithm", "SHA-256")
    _el(fixity, "messageDigest", fil.sha256)
    _el(egenskaper, "size", str(len(fil.data)))
    _el(_el(_el(egenskaper, "format"), "formatDesignation"), "formatName", fil.mime)


def _handelse(rot, forlopp):
    handelse = _el(rot, "event")
    _id(handelse, "event", forlopp.nyckel)
    _el(handelse, "eventType", rent(forlopp.vad))
    _el(handelse, "eventDateTime", tid(forlopp.nar))
    if forlopp.text:
        _el(_el(handelse, "eventDetailInformation"), "eventDetail", rent(forlopp.text))
    if forlopp.utfall:
        _el(_el(handelse, "eventOutcomeInformation"), "eventOutcome", rent(forlopp.utfall))
    if forlopp.agent:
        _id(handelse, "linkingAgent", forlopp.agent.nyckel)
    _id(handelse, "linkingObject", forlopp.objekt)


def _agent(rot, agent):
    element = _el(rot, "agent")
    _id(element, "agent", agent.nyckel)
    _el(element, "agentName", rent(agent.namn))
    _el(element, "agentType", agent.sort)
    if agent.version:
        _el(element, "agentVersion", agent.version)
