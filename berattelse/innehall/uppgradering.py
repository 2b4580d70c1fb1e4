"""Content kept under an earlier schema, read as the present one. Pure: JSON-able data in and out, one step for each number.

The first shape had no number. It held dates, periods, amounts in tkr and labels as printed Swedish, and met the uppdrag and kommuner
by their names: here, and nowhere else, that print is read back. What cannot be read so is kept as words where the shape has a place
for words, and is else left out.
"""

import re
from datetime import date

from samverkan.svenska import MANADER

_DAG = re.compile(rf"(\d{{1,2}}) ({'|'.join(MANADER)})(?: (\d{{4}}))?|(\d{{1,2}})$")
NIVAER = {
    "Kommunala arenor": "kommunal",
    "Arenor för kommunerna och regionen": "kommuner_och_region",
    "Övriga arenor": "ovrig",
}
LAGEN = {"Öppen": "oppen", "Pågår": "pagar", "Genomförd": "genomford", "Avskriven": "avskriven"}
STATUS = {"planerat": "planerat", "hållet": "hallet", "inställt": "installt"}
DELAR = {
    "": "beskrivning", "Arenor": "arenor", "Exempel på aktiviteter": "aktiviteter", "Exempel på resultat": "resultat",
    "Projekt": "projekt", "Framtida utmaningar och utvecklingsarbeten": "framtid",
}  # fmt: skip


def uppgradera(data):
    """The data in the present shape; the same data when it is there already."""
    data = data if "schema" in data else Forsta(data).lyft()
    forra = data.get("forra")
    forra = forra and forra | {"vardering": _rundor(forra["vardering"])}
    return data | {namn: v for namn, v in (("vardering", _rundor(data.get("vardering"))), ("forra", forra)) if namn in data}


def _rundor(vardering):
    """One round of the kommuner and one of the bodies, as it once was, in the lists of all the rounds of the year."""
    if not vardering or "rundor" in vardering:
        return vardering
    kommuner, organ = vardering["kommuner"], vardering["organ"]
    return {"kommunrundor": [kommuner] if kommuner else [], "rundor": [organ] if organ else []}


def dag(text):
    """ "26 januari 2023" or "2023-01-26" → "2023-01-26"; None for what is no day."""
    period = _period(text)
    return period[0] if period and period[0] == period[1] else None


def _period(text):
    """ "12–14 september 2022" → its first and last day in ISO; None for what is no period."""
    try:
        return (date.fromisoformat(text).isoformat(),) * 2
    except ValueError:
        pass
    fran, _, till = text.replace("\u00a0", " ").partition("–")
    slut = _DAG.fullmatch(till or fran)
    borjan = _DAG.fullmatch(fran)
    if not (slut and borjan and slut[2] and slut[3]):
        return None
    year, manad = borjan[3] or slut[3], borjan[2] or slut[2]
    return _iso(year, manad, borjan[1] or borjan[4]), _iso(slut[3], slut[2], slut[1])


def _iso(year, manad, nummer):
    return date(int(year), MANADER.index(manad) + 1, int(nummer)).isoformat()


def tal(text):
    """ "−1 500" → −1500; None for a dash."""
    siffror = text.replace("\u00a0", "").replace("−", "-")
    return None if text == "–" else int(siffror)


class Forsta:
    """One edition of the first shape, and who is who in it."""

    def __init__(self, data):
        self.data = data
        sektioner = [s for k in data["kapitel"] for s in k["uppdrag"]]
        self.uppdrag = {s["rubrik"]: int(s["id"].rpartition("-")[2]) for s in sektioner}
        self.koder = {namn: k["kod"] for k in data["kommuner"] for namn in (k["kort"], k["namn"])}

    def lyft(self):
        d = self.data
        fran, till = _period(d["period"])
        nytt = {
            "schema": 2, "fran": fran, "till": till, "kapitel": [self._kapitel(k) for k in d["kapitel"]],
            "andra_avtal": [self._sektion(s) for s in d["andra_avtal"]], "ekonomi": self._ekonomi(d["ekonomi"], till),
            "arenatabell": self._arenatabell(d["arenatabell"]), "tillfallen": [self._arena(a) for a in d["tillfallen"]],
            "beskrivningar": [b | {"uppdrag_id": self.uppdrag.get(b["uppdrag"])} for b in d["beskrivningar"]],
            "underskrift": d["underskrift"] | {"datum": dag(d["underskrift"]["datum"])},
            "vardering": self._vardering(d["vardering"]), "forra": self._forra(d["forra"]), "beslut": _beslut(d.get("beslut")),
        }  # fmt: skip
        return d | nytt

    def _kapitel(self, kapitel):
        return kapitel | {"uppdrag": [self._sektion(s) for s in kapitel["uppdrag"]]}

    def _sektion(self, sektion):
        egen = {"uppdrag_id": self.uppdrag.get(sektion["rubrik"])} if sektion["id"].startswith("uppdrag-") else {}
        return sektion | egen | {"delar": [d | {"sort": _sort(d["rubrik"])} for d in sektion["delar"]]}

    def _arenatabell(self, tabell):
        ider = {a["arena"]: a["id"] for a in self.data["tillfallen"]}
        return tabell | {"rader": [r | {"id": ider.get(r["arena"]), "niva": NIVAER.get(r["niva"], r["niva"])} for r in tabell["rader"]]}

    def _arena(self, arena):
        return arena | {"niva": NIVAER.get(arena["niva"], arena["niva"]), "tillfallen": [_tillfalle(t) for t in arena["tillfallen"]]}

    def _ekonomi(self, e, till):
        skuld = e["skuld"]
        kolumner = ("ingaende_tkr", "forandring_tkr", "utgaende_tkr")
        return e | {
            "ersattning": _ersattning(e["ersattning"]),
            "resultat": e["resultat"] | {
                "rader": [r | {"tkr": tal(r["tkr"]), "uppdrag_id": self.uppdrag.get(r["namn"])} for r in e["resultat"]["rader"]],
                "summa_tkr": tal(e["resultat"]["summa_tkr"]),
            },
            "skuld": skuld | {f"summa_{k}": tal(skuld[f"summa_{k}"]) for k in kolumner} | {
                "per": dag(skuld["per"]) or till, "rader": [r | {k: tal(r[k]) for k in kolumner} for r in skuld["rader"]],
            },
            "skuld_per_kommun": _per_kommun(e.get("skuld_per_kommun")),
            "statsbidrag": e["statsbidrag"] | {
                "summa_tkr": tal(e["statsbidrag"]["summa_tkr"]), "rader": [self._statsbidrag(r) for r in e["statsbidrag"]["rader"]],
            },
        }  # fmt: skip

    def _statsbidrag(self, rad):
        saknas = {"formedlat": None, "redovisat": None}
        return saknas | rad | {
            "formedlat_tkr": tal(rad.get("formedlat_tkr", "–")), "tkr": tal(rad["tkr"]), "uppdrag_id": self.uppdrag.get(rad["uppdrag"]),
        }  # fmt: skip

    def _vardering(self, vardering):
        if not vardering:
            return None
        kommuner = vardering["kommuner"]
        return vardering | {"kommuner": kommuner and self._kommunernas(kommuner)}

    def _kommunernas(self, k):
        koder = [self.koder.get(namn, namn) for namn in k["kommuner"]]  # who is no party this year keeps its name for a key
        return k | {
            "kommuner": [{"kod": kod, "kort": kort} for kod, kort in zip(koder, k["kommuner"], strict=True)],
            "uppdrag": [
                u | {
                    "uppdrag_id": self.uppdrag.get(u["uppdrag"]), "beslut": _beslut_i_ord(u["beslut"]),
                    "bedomningar": [_bedomning(kod, b) for kod, b in zip(koder, u["bedomningar"], strict=True)],
                    "avvikelser": [a | {"kod": self.koder.get(a["kommun"], a["kommun"])} for a in u["avvikelser"]],
                }
                for u in k["uppdrag"]
            ],
        }  # fmt: skip

    def _forra(self, forra):
        if not forra:
            return None
        rader = [
            r | {
                "beslut": _beslut_i_ord(r["beslut"]), "klar_senast": dag(r["klar_senast"]), "laget": LAGEN.get(r["laget"], r["laget"]),
            }
            for r in forra["rekommendationer"]
        ]  # fmt: skip
        return forra | {"vardering": self._vardering(forra["vardering"]), "rekommendationer": rader}


def _sort(rubrik):
    return DELAR.get(rubrik, "prioriterade")  # the one heading that bore a year


def _tillfalle(t):
    fran, till = _period(t["datum"])
    return t | {"fran": fran, "till": till, "status": STATUS.get(t["status"], t["status"])}


def _ersattning(e):
    if e is None:
        return None
    procent = e["index"].replace("\u00a0", "").removesuffix("%").replace(",", ".").replace("−", "-")
    andringar = [a | {"beslut": _beslut_i_ord(a["beslut"])} for a in e.get("andringar", ())]
    return {"gallande": e["belopp"]} | e | {"index_procent": procent, "andringar": andringar}


def _per_kommun(s):
    if s is None:
        return None
    rader = [r | {"tkr": [tal(t) for t in r["tkr"]], "summa_tkr": tal(r["summa_tkr"])} for r in s["rader"]]
    return s | {"rader": rader, "tkr": [tal(t) for t in s["tkr"]], "summa_tkr": tal(s["summa_tkr"])}


def _bedomning(kod, b):
    saknas = b["varde"] is None and b["text"] == "ännu inte lämnad"
    lage = "deltar_inte" if not b["deltar"] else "saknas" if saknas else "lamnad"
    return {"motivering": "", "nytta": ""} | b | {"kod": kod, "lage": lage, "svar": b["text"] if lage == "lamnad" else ""}


def _beslut(b):
    """The council's decision, whose day stood in ISO, or in words where only that was known."""
    if b is None:
        return None
    nar = dag(b["datum"])
    return b | {"datum": nar, "datum_text": "" if nar else b["datum"]}


def _beslut_i_ord(text):
    """A decision that was kept as one printed line: all of it stands where the body stands; None for none."""
    ord_ = text.removesuffix(" (exempel)")
    return {"organ": ord_, "exempel": ord_ != text} if text else None
