"""The judgements in the Word file: the same words and tables as templates/berattelse/_vardering.html and _forra.html."""

from berattelse.innehall.kommun import kommunernas_ord
from berattelse.skrift.rapport import vardebild

BILD = "Ju mörkare ruta, desto högre värde."


def vardering(ord_, v):
    if v["kommuner"]:
        _kommuner(ord_, v)
    if v["organ"]:
        _organ(ord_, v["organ"])
    if not v["kommuner"] and not v["organ"]:
        ord_.stycke("Ingen har ännu tillfrågats om året.")


def _preliminar(omgang):
    return " Omgången pågår och uppgifterna är preliminära." if omgang["preliminar"] else ""


def _exempel(p, omgang, text):
    if omgang["exempel"]:
        p.add_run(f" {text}", style="Exempel")


def _kommuner(ord_, v):
    k = v["kommuner"]
    ord_.rubrik(2, "Kommunernas bedömning")
    p = ord_.stycke(f"{k['lamnade']} av {k['tillfragade']} kommuner har lämnat sin bedömning.{_preliminar(k)}")
    _exempel(p, k, "Bedömningarna är exempel")
    if bild := vardebild(v):
        ord_.bild(bild, f"{k['fraga']} {BILD}")
    rader = [
        (u["uppdrag"], *(cell["text"] for cell in u["bedomningar"]), u["gemensamt"] if u["enad"] else "ännu inte enad")
        for u in k["uppdrag"]
    ]
    huvud = ("Uppdrag", *k["kommuner"], "Gemensamt")
    ord_.tabell("Kommunernas bedömning och den gemensamma värderingen", huvud, rader)
    _egna_ord(ord_, kommunernas_ord(v))
    _gemensamt(ord_, [u for u in k["uppdrag"] if u["enad"]])


def _egna_ord(ord_, skrivna):
    if skrivna:
        ord_.rubrik(2, "Kommunernas skäl och den nytta de ser")
    for uppdrag, rader in skrivna:
        ord_.rubrik(3, uppdrag)
        for kommun, skal, nytta in rader:
            if skal:
                ord_.stycke(f" {skal}", inledning=f"{kommun}.")
            if nytta:
                ord_.stycke(f" {nytta}", inledning=f"Nytta, {kommun}.")


def _gemensamt(ord_, enade):
    ord_.rubrik(2, "Den gemensamma värderingen")
    if not enade:
        ord_.stycke("Kommunerna har ännu inte enats om någon gemensam värdering.")
    for u in enade:
        ord_.rubrik(3, f"{u['uppdrag']}: {u['gemensamt']}")
        if u["motivering"]:
            ord_.stycken(u["motivering"])
        for a in u["avvikelser"]:
            ord_.stycke(f" {a['text']}", inledning=f"Avvikande mening, {_avvikelse(a)}.")


def _avvikelse(a):
    return a["kommun"] + (f": {a['varde']}" if a["varde"] else "")


def _organ(ord_, o):
    ord_.rubrik(2, "Samverkansorganens värdering")
    p = ord_.stycke(f"{o['lamnade']} av {o['tillfragade']} organ har lämnat sin värdering.{_preliminar(o)}")
    _exempel(p, o, "Svaren är exempel")
    for f in o["fragor"]:
        ord_.rubrik(3, f["fraga"])
        ord_.stycke(f["dolt"] or _svar(f))
    if o["inte"]:
        ord_.stycke("Inte tillfrågade: " + " ".join(f"{', '.join(rad['organ'])} – {rad['skal']}" for rad in o["inte"]))


def _svar(f):
    median = f"; median: {f['median']}" if f["median"] else ""
    fordelat = ", ".join(f"{r['svar']}: {r['antal']}" for r in f["rader"])
    return f"{f['antal']} av {f['tillfragade']} har svarat{median}. {fordelat}."


def forra(ord_, f):
    if f["vardering"] and f["vardering"]["kommuner"]:
        _forra_kommuner(ord_, f["vardering"]["kommuner"], f["year"])
    if f["rekommendationer"]:
        ord_.rubrik(2, "Rekommendationerna")
        rader = [(r["text"], r["beslut"], r["agare"], _laget(r), r["vad_har_hant"] or "–") for r in f["rekommendationer"]]
        ord_.tabell("Vad rekommendationerna har lett till", ("Rekommendation", "Beslut", "Ägare", "Läget", "Vad har hänt"), rader)


def _forra_kommuner(ord_, k, year):
    p = ord_.stycke(f"{k['lamnade']} av {k['tillfragade']} kommuner lämnade sin bedömning av {year}.")
    _exempel(p, k, "Bedömningarna är exempel")
    rader = [
        (u["uppdrag"], u["gemensamt"] if u["enad"] else "kommunerna enades inte", "; ".join(map(_avvikelse, u["avvikelser"])) or "–")
        for u in k["uppdrag"]
    ]
    ord_.tabell(f"Den gemensamma värderingen av {year}", ("Uppdrag", "Gemensamt värde", "Avvikande mening"), rader)


def _laget(r):
    return r["laget"] + (f", klar senast {r['klar_senast']}" if r["klar_senast"] else "")
