"""The report as a Word file, from the gathered data: the same chapters as the page and the PDF, in Word's own styles.

Nothing is formatted by hand: whoever works on in Word changes a style and has changed it all. The pictures are SVG with a PNG beside
(ordbild says why). The same data gives the same bytes.
"""

import io
import zipfile

from berattelse.skrift.rapport import dagen, utgavebeteckning
from berattelse.skrift.wordekonomi import ekonomi
from berattelse.skrift.wordtext import Skrift
from berattelse.skrift.wordvardering import forra, vardering
from berattelse.skrift.zipfil import zippa

NOTIS = "Innehåller exempel. Uppgifter som inte står i något underlag är påhittade och märkta så."
OVRIG = "Övrigt finansierad verksamhet enligt avtalet"
ANDRA = "Andra samverkansavtal mellan regionen och länets kommuner"
ARENOR = (
    "Tabellen visar hur många möten som planerades, hölls och ställdes in. En arena som redovisas under flera uppdrag räknas en gång i "
    "summan. Ett streck betyder att antalet inte är känt."
)


def som_docx(data) -> bytes:
    """The whole report, stage 1 or 2, draft or edition."""
    ord_ = Skrift()
    _om(ord_.document.core_properties, data)
    ord_.sidhuvud(data["titel"], "Innehåller exempel" if data["exempel"] else "")
    ord_.sidfot(f"{utgavebeteckning(data)}{'. Innehåller exempel' if data['exempel'] else ''}")
    for kapitel in (_omslag, _innehall, _inledning, _kapitel, _ovrigt, _ekonomi, _andra_avtal, _vardering, _forra, _slut, _arenor, _bilaga):
        kapitel(ord_, data)
    return _bytes(ord_.document, data)


def _bytes(document, data):
    """Saved, and packed again with the document's own day on every part."""
    ut = io.BytesIO()
    document.save(ut)
    with zipfile.ZipFile(ut) as arkiv:
        return zippa([(namn, arkiv.read(namn)) for namn in arkiv.namelist()], dagen(data))


def _om(om, data):
    om.title, om.subject = data["titel"][:255], data["undertitel"][:255]
    om.author = om.last_modified_by = data["underskrift"]["titel"][:255]
    om.created = om.modified = dagen(data).replace(tzinfo=None)
    om.language, om.comments, om.revision = "sv-SE", "", 1
    om.keywords = f"samverkan-utgava: {data['utgava']['marke']}"[:255] if data.get("utgava") else ""


def _omslag(ord_, data):
    ord_.stycke(data["titel"], "Title")
    ord_.stycke(data["undertitel"], "Subtitle")
    ord_.stycke(data["period"])
    if data["dnr"]:
        ord_.stycke(f"Dnr {data['dnr']}{' (exempel)' if data['dnr_exempel'] else ''}")
    ord_.stycke(utgavebeteckning(data))
    if data["exempel"]:
        ord_.stycke(NOTIS, "Notis")
    if errata := (data.get("utgava") or {}).get("errata"):
        ord_.stycke("Rättat i den här utgåvan", "Omslagsrubrik")
        ord_.stycken(errata)


def _innehall(ord_, data):
    ord_.innehall(list(_poster(data)))


def _poster(data):
    """[(level, heading, mark)]: chapters and their sections, as the headings stand in the text."""
    if data["ingress"]:
        yield 1, "Inledning", "inledning"
    for kapitel in data["kapitel"]:
        yield 1, kapitel["rubrik"], kapitel["id"]
        yield from ((2, _sektionsrubrik(s), s["id"]) for s in kapitel["uppdrag"])
    if data["ovrig_verksamhet"]:
        yield 1, OVRIG, "ovrig-verksamhet"
    yield 1, "Ekonomiskt resultat", "ekonomi"
    if data["andra_avtal"]:
        yield 1, ANDRA, "andra-avtal"
        yield from ((2, _sektionsrubrik(s), s["id"]) for s in data["andra_avtal"])
    yield from _sista_posterna(data)


def _sista_posterna(data):
    if data["vardering"]:
        yield 1, "Kommunernas värdering", "vardering"
    if data["forra"]:
        yield 1, _forra_rubrik(data), "forra"
    yield 1, "Underskrift", "underskrift"
    yield 1, f"Arenor och möten {data['year']}", "arenatabell"
    if data["beskrivningar"]:
        yield 1, "Bilaga 1. Uppdragsbeskrivningar", "bilaga-1"


def _sektionsrubrik(sektion):
    return sektion["rubrik"] + (f" ({sektion['dnr']})" if sektion["dnr"] else "")


def _forra_rubrik(data):
    return f"Värderingen {data['forra']['year']} och vad den ledde till"


def _inledning(ord_, data):
    if data["ingress"]:
        ord_.rubrik(1, "Inledning", marke="inledning")
        ord_.html(data["ingress"])


def _kapitel(ord_, data):
    for kapitel in data["kapitel"]:
        ord_.rubrik(1, kapitel["rubrik"], marke=kapitel["id"])
        ord_.html(kapitel["inledning"])
        for sektion in kapitel["uppdrag"]:
            _sektion(ord_, sektion, data["year"])


def _sektion(ord_, sektion, year):
    ord_.rubrik(2, _sektionsrubrik(sektion), exempel=sektion["exempel"], marke=sektion["id"])
    if sektion["notis"]:
        ord_.stycke(sektion["notis"], "Notis")
    for del_ in sektion["delar"]:
        if del_["rubrik"]:
            ord_.rubrik(3, del_["rubrik"])
        ord_.html(del_["html"])
        for lista in del_["listor"]:
            _lista(ord_, lista, lopande=not del_["rubrik"])
        if tabell := del_["tabell"]:
            ord_.tabell(f"Projekt och uppdrag under {year}", tabell["kolumner"], tabell["rader"])


def _lista(ord_, lista, *, lopande):
    rader = [rad["text"] for rad in lista["rader"]]
    if not rader:
        return
    if lista["rubrik"]:
        ord_.rubrik(4, lista["rubrik"])
    if lopande:
        ord_.stycke(" ".join(rader))
    else:
        ord_.punkter(rader)


def _ovrigt(ord_, data):
    if not data["ovrig_verksamhet"]:
        return
    ord_.rubrik(1, OVRIG, marke="ovrig-verksamhet")
    for o in data["ovrig_verksamhet"]:
        ord_.rubrik(2, _sektionsrubrik({"rubrik": o["namn"], "dnr": o["dnr"]}))
        ord_.stycke(o["redovisning"])
        if o["webbplats"]:
            ord_.lank("Läs mer: ", o["webbplats"])


def _ekonomi(ord_, data):
    ord_.rubrik(1, "Ekonomiskt resultat", marke="ekonomi")
    ekonomi(ord_, data["ekonomi"], data["year"])


def _andra_avtal(ord_, data):
    if data["andra_avtal"]:
        ord_.rubrik(1, ANDRA, marke="andra-avtal")
        for sektion in data["andra_avtal"]:
            _sektion(ord_, sektion, data["year"])


def _vardering(ord_, data):
    if not data["vardering"]:
        return
    ord_.rubrik(1, "Kommunernas värdering", marke="vardering")
    if beslut := data.get("beslut"):
        ord_.rubrik(2, "Samverkansrådets beslut")
        paragraf = f" § {beslut['paragraf']}" if beslut["paragraf"] else ""
        ord_.stycke(f"{beslut['organ']}{paragraf}, {beslut['datum']}: {beslut['text']}", exempel=beslut["exempel"])
    vardering(ord_, data["vardering"])


def _forra(ord_, data):
    if data["forra"]:
        ord_.rubrik(1, _forra_rubrik(data), marke="forra")
        forra(ord_, data["forra"])


def _slut(ord_, data):
    u = data["underskrift"]
    ord_.rubrik(1, "Underskrift", marke="underskrift")
    ord_.stycke("Bilaga: 1. Uppdragsbeskrivningar")
    ord_.stycke(" ".join(filter(None, (u["ort"], f"den {u['datum']}" if u["datum"] else ""))), "Ort och datum")
    for rad in filter(None, (u["namn"], u["titel"])):
        ord_.stycke(rad, "Underskrift")


def _streck(tal):
    return "–" if tal is None else tal


def _arenor(ord_, data):
    t, year = data["arenatabell"], data["year"]
    ord_.rubrik(1, f"Arenor och möten {year}", marke="arenatabell")
    ord_.stycke(ARENOR)
    rader = [
        (rad["arena"], ", ".join(rad["uppdrag"]), _streck(rad["planerat"]), _streck(rad["hallna"]), rad["installda"]) for rad in t["rader"]
    ]
    summa = ("Summa", "", _streck(t["summa"]["planerat"]), t["summa"]["hallna"], t["summa"]["installda"])
    huvud = ("Arena", "Redovisas under", "Planerat", "Hållet", "Inställt")
    ord_.tabell(f"Planerade, hållna och inställda möten {year}", huvud, [*rader, summa], siffror=(2, 3, 4), summa=True)


def _bilaga(ord_, data):
    if data["beskrivningar"]:
        ord_.rubrik(1, "Bilaga 1. Uppdragsbeskrivningar", marke="bilaga-1")
    for d in data["beskrivningar"]:
        ord_.rubrik(2, d["uppdrag"], exempel=d["exempel"])
        ord_.stycken(d["text"])
