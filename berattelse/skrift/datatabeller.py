"""The tables behind an edition: what it says and counts, as rows of cells, taken from its gathered data. Pure: data in, tables out.

Whole kronor and whole numbers are numbers, never rounded to tkr; what is not known is an empty cell.
"""

import re

from berattelse.skrift import etiketter
from berattelse.skrift.pengatabeller import ekonomi, pengasummor
from berattelse.skrift.tabell import Tabell, ja
from enkat.schema import Tillfragade
from samverkan.vilande import Vilande

lxml_html = Vilande("lxml.html")


def som_text(html):
    """The words of a text, a line for each paragraph, item or row."""
    if not html.strip():
        return ""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for element in root.iter("ul", "ol"):
        element.text = "\n" + (element.text or "")
    for element in root.iter("p", "h3", "h4", "h5", "li", "tr", "br"):
        element.tail = "\n" + (element.tail or "")
    for element in root.iter("th", "td"):
        element.tail = "\t" + (element.tail or "")
    rader = (re.sub(r"[ \t]*\t[ \t]*", " | ", rad.strip()).strip() for rad in root.text_content().splitlines())
    return "\n".join(rad for rad in rader if rad)


def tabeller(data):
    """Every table that has a row in it, in the order of the report."""
    alla = [
        uppgifter(data), kommuner(data), sektioner(data), texter(data), siffror(data), rader(data), projekt(data), ovrigt(data),
        arenor(data), tillfallen(data), *korthet(data),
        *ekonomi(data.ekonomi), summor(data), *vardering(data.vardering), *foljder(data.foljder),
        *foregaende(data.forra), beskrivningar(data),
    ]  # fmt: skip
    return [tabell for tabell in alla if tabell.rader]


def uppgifter(data):
    u, utgava = data.underskrift, data.utgava
    rader = [
        ("titel", data.titel), ("avtal", data.avtal.titel), ("avtalets diarienummer", data.avtal.dnr),
        ("avtalets diarienummer är exempel", ja(data.avtal.dnr_exempel)), ("parter", ", ".join(data.avtalsparter)),
        ("verksamhetsår", data.year), ("första dagen", data.fran), ("sista dagen", data.till), ("diarienummer", data.dnr),
        ("diarienumret är exempel", ja(data.dnr_exempel)), ("skede", data.skede), ("utgåva", utgava.nummer if utgava else "utkast"),
        ("ersätter utgåva", utgava.ersatter if utgava else ""), ("rättat i utgåvan", utgava.errata if utgava else ""),
        ("datum", data.skapad), ("ort", u.ort), ("undertecknare", u.namn), ("undertecknarens titel", u.titel),
        ("rådets beslut", f"{data.beslut}: {data.beslut.text}" if data.beslut else ""),
        ("innehåller exempel", ja(data.exempel)),
    ]  # fmt: skip
    if utgava and utgava.samma_person:
        rader.append(("om fyra ögon", utgava.en_person_i_ord))
    return Tabell("uppgifter", "Om utgåvan", ("uppgift", "värde"), rader)


def kommuner(data):
    rader = [(k.kod, k.namn, k.kort) for k in data.kommuner]
    return Tabell("kommuner", "Kommunerna som var parter under året", ("kommunkod", "kommun", "namn i tabeller"), rader)


def sektioner(data):
    namn = _namn(data)
    rader = [
        (kapitel, s.rubrik, s.dnr, s.notis, ", ".join(namn.get(kod, kod) for kod in s.kommuner), ja(s.exempel))
        for kapitel, s in data.sektioner()
    ]
    huvud = (
        "kapitel",
        "uppdrag eller avtal",
        "diarienummer",
        "anmärkning",
        "kommuner som omfattades (tomt: inte registrerat)",
        "exempel (ja/nej)",
    )
    return Tabell("sektioner", "Berättelsens avsnitt, i ordning", huvud, rader)


def texter(data):
    rader = [("Inledning", "", "", "", som_text(data.ingress), "nej")]
    rader += [(k.rubrik, "", "", "", som_text(k.inledning), "nej") for k in data.kapitel]
    rader += [
        (kapitel, s.rubrik, s.dnr, del_.rubrik or del_.sort.i_ord, som_text(del_.html), ja(s.exempel))
        for kapitel, s in data.sektioner()
        for del_ in s.delar
    ]
    huvud = ("kapitel", "uppdrag eller avtal", "diarienummer", "del", "text", "exempel (ja/nej)")
    return Tabell("texter", "Det som är skrivet under varje rubrik, utan formatering", huvud, [rad for rad in rader if rad[4]])


def siffror(data):
    """The figures of rows that the texts name, each with its code in the data file."""
    ut = [(v.vad, v.tal, v.enhet, v.nyckel) for v in data.varden]
    return Tabell(
        "siffror_i_texten", "Siffrorna i texten som är hämtade ur registret", ("vad", "tal", "enhet (kr: hela kronor)", "kod"), ut
    )


def _namn(data):
    return {k.kod: k.kort for k in data.kommuner}


def rader(data):
    namn, arenor = _namn(data), {a.id: a.arena for a in data.tillfallen}
    ut = [
        (
            kapitel, s.rubrik, del_.rubrik or del_.sort.i_ord, lista.rubrik, rad.text,
            ", ".join(namn.get(kod, kod) for kod in rad.kommuner), arenor.get(rad.arena, ""), ja(s.exempel),
        )
        for kapitel, s in data.sektioner() for del_ in s.delar for lista in del_.listor for rad in lista.rader
    ]  # fmt: skip
    rors = "kommuner den rör (tomt: inte registrerat)"
    huvud = ("kapitel", "uppdrag eller avtal", "del", "underrubrik", "rad", rors, "arena", "exempel (ja/nej)")
    return Tabell("rader", "Aktiviteter, resultat, möten och annat som är registrerat, en rad för varje", huvud, ut)


def projekt(data):
    ut = [
        (kapitel, s.rubrik, kolumn, namn)
        for kapitel, s in data.sektioner()
        for del_ in s.delar
        if del_.tabell
        for i, kolumn in enumerate(del_.tabell.kolumner)
        for namn in (rad[i] for rad in del_.tabell.rader)
        if namn
    ]
    return Tabell("projekt", "Projekt under uppdragen", ("kapitel", "uppdrag", "slag", "projekt"), ut)


def ovrigt(data):
    ut = [(o.namn, o.dnr, o.redovisning, o.webbplats) for o in data.ovrig_verksamhet]
    huvud = ("verksamhet", "diarienummer", "hur den redovisas", "webbplats")
    return Tabell("ovrig_verksamhet", "Övrigt finansierad verksamhet enligt avtalet", huvud, ut)


def arenor(data):
    namn = _namn(data)
    medlemmar = {a.arena: ", ".join(namn.get(kod, kod) for kod in a.medlemmar) for a in data.tillfallen}
    ut = [
        (
            r.arena, etiketter.niva(r.niva), ", ".join(r.uppdrag), _tal(r.planerat), _tal(r.hallna), _tal(r.installda),
            _tal(r.utan_datum or None), medlemmar.get(r.arena, ""),
        )
        for r in data.arenatabell.rader
    ]  # fmt: skip
    huvud = (
        "arena", "nivå", "redovisas under", "planerade möten, antal", "hållna möten, antal", "inställda möten, antal",
        "hållna möten vilkas dagar inte är kända, antal", "kommuner i arenan",
    )  # fmt: skip
    return Tabell("arenor", "Arenorna och deras möten. En arena under flera uppdrag står en gång", huvud, ut)


def _tal(varde):
    return "" if varde is None else varde


def tillfallen(data):
    koder = list(_namn(data))
    ut = [
        (
            a.arena, t.fran, t.till, t.vad, t.grupp, etiketter.form(t.form), etiketter.status(t.status), ja(t.hallet), ja(t.exempel),
            _tal(t.deltagare), ja(t.deltagare_ca) if t.deltagare is not None else "",
            *((ja(kod in t.narvaro) if t.narvaro else "") for kod in koder),
        )
        for a in data.tillfallen for t in a.tillfallen
    ]  # fmt: skip
    huvud = (
        "arena", "första dagen", "sista dagen", "vad", "grupp", "form", "status", "hållet (ja/nej)", "datumet är exempel (ja/nej)",
        "deltagare, antal", "antalet deltagare är ungefärligt (ja/nej)",
        *(f"närvarande, {kort} (ja/nej; tomt: ingen närvaro registrerad)" for kort in _namn(data).values()),
    )  # fmt: skip
    return Tabell("tillfallen", "Varje möte och annat tillfälle som antalen är gjorda av, med kommunernas närvaro", huvud, ut)


def _kanda(manader, hallna):
    """The months' numbers; empty where the whole is not known, or the month of none of them."""
    return manader if hallna == 0 or any(manader) else [""] * len(manader)


def korthet(data):
    """The figures of the first spread and of the strips; nothing of an edition that tells of none."""
    k = data.korthet
    if k is None:
        return
    huvud = ("vad", "tal (kr: hela kronor; tomt: inte känt)", "enhet", "jämfört med", "tal då", "ord")
    yield Tabell(
        "aret_i_korthet", f"Året i korthet: {k.mening}", huvud,
        [(n.vad, n.tal, n.enhet, n.jamfort, n.forra, n.ord) for n in k.nyckeltal],
    )  # fmt: skip
    manader = [m.isoformat()[:7] for m in k.manader]
    tomt = [""] * len(manader)
    summan = data.arenatabell.summa.hallna
    rader = [(a.arena, etiketter.niva(a.niva), _tal(a.hallna), *(tomt if a.manader is None else a.manader)) for a in k.arenor]
    rader += [("alla arenor", "", _tal(summan), *_kanda(k.moten, summan))] if rader else []
    yield Tabell("moten_per_manad", "Hållna möten per månad (tomt: inte känt)", ("arena", "nivå", "hela året", *manader), rader)
    namn = {u.uppdrag_id: u.rubrik for kapitel in data.kapitel for u in kapitel.uppdrag}
    rader = [
        (
            namn.get(r.uppdrag_id, ""), r.arenor, r.okanda, _tal(r.moten), r.slag, r.belopp, r.belopp_tkr, *_kanda(r.manader, r.moten),
        )
        for r in k.remsor
    ]  # fmt: skip
    huvud = ("uppdrag", "arenor", "arenor vilkas antal inte är känt", "hållna möten (tomt: inte känt)", "belopp av", "kronor", "tkr")
    yield Tabell("uppdragen_i_siffror", "Varje uppdrags möten och belopp (månader tomma: inte känt)", (*huvud, *manader), rader)


def summor(data):
    """The sums that are printed under the tables, apart from the rows they are sums of."""
    e, m = data.ekonomi, data.arenatabell.summa
    hallna, installda = (f", antalet är känt i {d}" if d else "" for d in (data.arenatabell.delar, data.arenatabell.delar_installda))
    rader = [
        ("planerade möten", m.planerat, None, None),
        (f"hållna möten{hallna}", m.hallna, None, None),
        (f"inställda möten{installda}", m.installda, None, None),
    ]
    rader += pengasummor(e)
    return Tabell("summor", "Summorna under tabellerna", ("summa av", "antal", "kronor", "tkr (som i berättelsen)"), rader)


def vardering(v, prefix="", vilket="året"):
    if v is None:
        return
    yield from _bedomningar(v.kommunrundor, prefix, vilket)
    yield from _svaren(v.organrundor, f"{prefix}organens", f"Samverkansorganens värdering av {vilket}")
    ovriga = [*v.kommunrundor, *(r for r in v.rundor if r.av == Tillfragade.KOMMUNER)]
    yield from _svaren(ovriga, f"{prefix}kommunernas_ovriga", f"Kommunernas svar på övriga frågor om {vilket}")
    alla = [*v.kommunrundor, *v.rundor]
    inte = [(r.namn, organ, rad.skal) for r in alla for rad in r.inte for organ in rad.organ]
    yield Tabell(f"{prefix}ej_tillfragade", f"De som inte tillfrågades om {vilket}", ("frågerunda", "organ eller kommun", "varför"), inte)
    omgangar = [(r.namn, r.lamnade, r.tillfragade, ja(r.preliminar), ja(r.exempel)) for r in alla]
    huvud = ("frågerunda", "svar, antal", "tillfrågade, antal", "preliminär (ja/nej)", "exempel (ja/nej)")
    yield Tabell(f"{prefix}omgangar", f"Frågerundorna om {vilket}: hur många som har svarat", huvud, omgangar)


def _bedomningar(rundor, prefix, vilket):
    skala = " / ".join(dict.fromkeys(", ".join(f"{s.varde} = {s.text.lower()}" for s in k.skala) for k in rundor))
    fragor = " / ".join(dict.fromkeys(k.fraga for k in rundor))
    deltar, bed = "deltar (ja/nej)", "bedömning"
    huvud = ("frågerunda", "uppdrag", "kommun", deltar, bed, f"värde ({skala})", "motivering", "nytta", "exempel (ja/nej)")
    rader = [
        (k.namn, u.uppdrag, kommun.kort, ja(b.deltar), b.text, _tal(b.varde), b.motivering, b.nytta, ja(k.exempel))
        for k in rundor for u in k.uppdrag for kommun, b in zip(k.kommuner, u.bedomningar, strict=True)
    ]  # fmt: skip
    yield Tabell(f"{prefix}bedomningar", f"Varje kommuns bedömning av {vilket}. {fragor}", huvud, rader)
    huvud = ("frågerunda", "uppdrag", "beslutat (ja/nej)", "gemensamt värde", "motivering", "gemensam motivering")
    yield Tabell(
        f"{prefix}gemensam_vardering", f"Kommunernas gemensamma värdering av {vilket}", (*huvud, *BESLUTSHUVUD, "exempel (ja/nej)"),
        [
            (k.namn, u.uppdrag, ja(u.enad), u.gemensamt, u.motivering, k.motivering * u.enad, *_beslutet(u.beslut), ja(k.exempel))
            for k in rundor for u in k.uppdrag
        ],
    )  # fmt: skip
    yield Tabell(
        f"{prefix}avvikande_meningar", f"Avvikande meningar om {vilket}",
        ("frågerunda", "uppdrag", "kommun", "värde", "mening", "exempel (ja/nej)"),
        [(k.namn, u.uppdrag, a.kommun, a.varde, a.text, ja(k.exempel)) for k in rundor for u in k.uppdrag for a in u.avvikelser],
    )  # fmt: skip


BESLUTSHUVUD = ("beslut av", "paragraf", "beslutat den", "beslutet är exempel (ja/nej)")


def _beslutet(b):
    """A decision in the columns of BESLUTSHUVUD."""
    return (b.organ, b.paragraf, b.datum or b.datum_text, ja(b.exempel)) if b else ("", "", None, "")


def _svaren(rundor, namn, vad):
    """How many chose what, and the words: of an anonymous round without whose."""
    fragor = [(r, f) for r in rundor for f in r.fragor]
    ut = [
        (r.namn, f.uppdrag, f.fraga, rad.svar, rad.antal, f.antal, f.tillfragade, f.median, "", ja(r.exempel))
        for r, f in fragor if not f.dolt for rad in f.rader
    ]  # fmt: skip
    ut += [(r.namn, f.uppdrag, f.fraga, "", None, f.antal, f.tillfragade, "", f.dolt, ja(r.exempel)) for r, f in fragor if f.dolt]
    huvud = (
        "frågerunda", "uppdrag", "fråga", "svar", "valt av, antal", "svarande, antal", "tillfrågade, antal", "median",
        "varför svaren inte visas", "exempel (ja/nej)",
    )  # fmt: skip
    yield Tabell(f"{namn}_vardering" if namn.endswith("organens") else f"{namn}_svar", vad, huvud, ut)
    texter = [
        (r.namn, f.uppdrag, f.fraga, f.foljdfraga, t.vem, t.svar, t.text, f.antal, f.tillfragade, ja(r.exempel))
        for r, f in fragor for t in f.texter
    ]  # fmt: skip
    huvud = (*huvud[:3], "följdfråga", "vem", "svar", "ord", *huvud[5:7], huvud[-1])
    yield Tabell(f"{namn}_ord", f"{vad}: med egna ord", huvud, texter)


def foljder(f):
    if f is None:
        return
    yield Tabell(
        "kommunvisa_traffar", "Kommunvisa träffar om året, och vad som gick vidare till regionala utvecklingsnämnden",
        ("kommunkod", "kommun", "första dagen", "sista dagen", "form", "till regionala utvecklingsnämnden", "datumet är exempel (ja/nej)"),
        [(t.kod, t.kommun, t.fran, t.till, etiketter.form(t.form), t.till_namnden, ja(t.exempel)) for t in f.traffar],
    )  # fmt: skip
    yield Tabell(
        "arets_rekommendationer", "Vad som har rekommenderats efter året",
        ("rekommendation", *BESLUTSHUVUD, "ägare", "klar senast", "läget"),
        [(r.text, *_beslutet(r.beslut), r.agare, r.klar_senast, etiketter.laget(r.laget)) for r in f.rekommendationer],
    )  # fmt: skip
    yield Tabell(
        "andringsforslag", "Förslag till ändring av överenskommelsen",
        ("förslag", "slag", "uppdrag", "text", "skäl", "läget", "utsänt den", "gäller från och med", "exempel (ja/nej)"),
        [
            (
                a.rubrik, etiketter.slag(a.sort), a.uppdrag, a.text, a.skal, etiketter.forslagslage(a.status), a.utsant_den, a.galler_fran,
                ja(a.exempel),
            )
            for a in f.forslag
        ],
    )  # fmt: skip
    yield Tabell(
        "partsbeslut", "Vad varje part har beslutat om ändringsförslagen",
        ("förslag", "part", "beslut", "beslutande organ", "paragraf", "beslutat den", "exempel (ja/nej)"),
        [(a.rubrik, p.part, p.i_ord, p.organ, p.paragraf, p.datum, ja(a.exempel)) for a in f.forslag for p in a.parter],
    )  # fmt: skip


def foregaende(f):
    if not f:
        return
    yield from vardering(f.vardering, "foregaende_", f.year)
    yield Tabell(
        "rekommendationer", "Vad rekommendationerna har lett till",
        ("rekommendation", *BESLUTSHUVUD, "ägare", "klar senast", "läget", "vad har hänt"),
        [(r.text, *_beslutet(r.beslut), r.agare, r.klar_senast, etiketter.laget(r.laget), r.vad_har_hant) for r in f.rekommendationer],
    )  # fmt: skip


def beskrivningar(data):
    ut = [(b.uppdrag, b.text, ja(b.exempel)) for b in data.beskrivningar]
    return Tabell("uppdragsbeskrivningar", "Bilaga 1: vad varje uppdrag ska göra", ("uppdrag", "beskrivning", "exempel (ja/nej)"), ut)
