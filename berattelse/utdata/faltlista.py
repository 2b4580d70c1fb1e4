"""The fields of an edition's content in words, for people: read from the JSON Schema that is published beside it."""

import json
from typing import NamedTuple

from berattelse.innehall.schema import SCHEMA, SCHEMAN
from berattelse.utgava.faltnamn import KRONOR, etikett

TYPER = {"integer": "heltal", "number": "tal", "string": "text", "boolean": "true eller false", "null": "null", "object": "objekt"}
FORMAT = {"date": "dag (ÅÅÅÅ-MM-DD)", "decimal": "decimaltal som text"}
ROT = "Berattelse"
# The words of what the comparison of two editions has none for (utgava.faltnamn.UTELAMNADE).
EGNA = {
    "schema": "schemats nummer", "skapad": "berättelsens dag", "utgava": "vilken utgåva", "id": "radens id",
    "uppdrag_id": "uppdragets id", "nummer": "utgåvans nummer", "marke": "utgåvans märke", "errata": "vad som är rättat",
    "ersatter": "vilken utgåva den ersätter", "samma_person": "vad en och samma person har gjort", "agare_kod": "ägarens kod",
    "forra_year": "året före", "forra_summa": "summa året före",
}  # fmt: skip


class Faltuppgift(NamedTuple):
    namn: str
    vad: str
    typ: str
    klass: str  # what the object, or each object of the list, is; "" for a plain value


def faltlista():
    """[(name of the object, [Faltuppgift])], from the content itself and inwards."""
    klasser = json.loads((SCHEMAN / f"{SCHEMA}.json").read_text())["$defs"]
    ut, kvar = {}, [ROT]
    while kvar:
        klass = kvar.pop(0)
        if klass not in ut and "properties" in klasser[klass]:
            ut[klass] = [_falt(klass, namn, typ, klasser) for namn, typ in klasser[klass]["properties"].items()]
            kvar += [falt.klass for falt in ut[klass] if falt.klass]
    return list(ut.items())


def _falt(klass, namn, typ, klasser):
    ord_, inre = _typ(typ, klasser)
    enhet = ", hela kronor" if namn in KRONOR and ord_.startswith("heltal") else ", tusental kronor" if namn.endswith("tkr") else ""
    return Faltuppgift(namn, _etikett(klass, namn), f"{ord_}{enhet}", inre)


def _etikett(klass, namn):
    """A sum in tkr is called as the one in kronor."""
    egen = EGNA.get(namn) or etikett(klass, namn)
    return _etikett(klass, namn.removesuffix("_tkr")) if egen == namn and namn.endswith("_tkr") else egen


def _typ(typ, klasser):
    """(the type in words, the object it holds or "")."""
    if "$ref" in typ:
        klass = typ["$ref"].rsplit("/", 1)[1]
        return (f"objekt: {klass}", klass) if "properties" in klasser[klass] else (_ett_av(klasser[klass]), "")
    if "anyOf" in typ:
        delar = [_typ(del_, klasser) for del_ in typ["anyOf"]]
        return " eller ".join(ord_ for ord_, _ in delar), next((inre for _, inre in delar if inre), "")
    if typ.get("type") == "array":
        ord_, inre = _typ(typ["items"], klasser)
        return f"lista av {ord_}", inre
    return FORMAT.get(typ.get("format"), TYPER.get(typ.get("type"), "text")), ""


def _ett_av(uppraknat):
    return f"text, en av {', '.join(str(varde) for varde in uppraknat['enum'])}" if "enum" in uppraknat else "text"
