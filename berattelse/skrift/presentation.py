"""The year as slides for ten minutes, of an edition's content or a draft's: one message to a slide, in a title made from its figures.

Every number is one of the content's own, or a count of its rows. What is not known is said to be.
"""

from dataclasses import dataclass, field
from itertools import groupby
from math import ceil
from textwrap import shorten

from django.template.loader import render_to_string

from berattelse.innehall.kommun import for_kommun
from berattelse.innehall.korthet import senaste_runda, storsta_delen, uppfyllda
from berattelse.innehall.schema import Nyckeltal, som_json
from berattelse.skrift import etiketter
from berattelse.skrift.arsbilder import LANGST, exempeldagar, flest, manadsnamn, omslagsbild, rutan
from berattelse.skrift.pengabilder import skuldfall
from berattelse.skrift.rapport import bilaga_json, dagen, utgavebeteckning
from enkat.resultat.vardetabell import INGEN, INTE_LAMNAD, KAN_INTE, vardruta
from samverkan.bilder.rutor import Ruta
from samverkan.bilder.staplar import Stapel, staende
from samverkan.bilder.storkarta import storkarta
from samverkan.pdf.render import render_pdf
from samverkan.svenska import lista_text, numerus, talord, tusental

SMAL = 400  # units: a picture beside words
RADER = 11  # uppdrag to a slide
NAMN = 3  # arenas by name on the slide of the meetings
KORT = 3  # letters of a kommun's name
UTAN = {KAN_INTE: "Kan inte bedöma", INGEN: "Deltar inte", INTE_LAMNAD: "Inte lämnad"}


@dataclass(frozen=True)
class Bildsida:
    """One slide: its title, a line below it, and a picture, key figures, or lists; `exempel` is what of it is made up."""

    rubrik: str
    ingress: str = ""
    exempel: str = ""
    bild: str = ""
    under: str = ""
    bredvid: list[tuple[str, str]] = field(default_factory=list)  # [(number, what it is of)]
    obs: list[str] = field(default_factory=list)
    tal: list[Nyckeltal] = field(default_factory=list)
    listor: list[tuple[str, list[str]]] = field(default_factory=list)  # [(heading or "", lines)]


def finns(b):
    """Can slides be made of it? Not of an edition from before the year was told in brief."""
    return b.korthet is not None


def sidor(b, kod=""):
    """The slides after the title; of a kommun's own set when its code is said. KeyError when it was no party."""
    k = for_kommun(b, kod) if kod else None
    return [
        Bildsida(f"Året {b.year} i fyra tal", tal=[b.korthet.nyckeltal[n] for n in (0, 1, 3, 2)]),
        *_vardering(b), _moten(b), _skuld(b), *_hande(b), *([_vad_kommunen_fick(k)] if k else []), _att_ta_stallning_till(b, k),
    ]  # fmt: skip


def _vardering(b):
    runda, year = senaste_runda(b)
    if runda is None:
        return [Bildsida("Kommunernas värdering är inte känd", ingress=f"Ingen värdering av {b.year} eller året före ingår.")]
    antal, alla, ord_ = uppfyllda(runda)
    svarat = f"{runda.lamnade} av {runda.tillfragade} svarade"
    rubrik = f"Kommunerna om {year}: {svarat}" if antal is None else f"Kommunerna om {year}: uppfyllt i {antal} av {alla} uppdrag"
    ingress = f"{f'{ord_}. ' if antal is not None else ''}{svarat}. {'Svart hörn: avvikande mening.' if _avviker(runda) else ''}".strip()
    delar = ceil(len(runda.uppdrag) / RADER)
    return [
        Bildsida(
            rubrik if delar == 1 else f"{rubrik} ({n + 1} av {delar})", ingress=ingress, bild=_karta(runda, uppdrag, year),
            exempel="Exempel" if runda.exempel else "",
        )
        for n, uppdrag in enumerate(_jamnt(runda.uppdrag, delar))
    ]  # fmt: skip


def _jamnt(rader, delar):
    return [rader[len(rader) * n // delar : len(rader) * (n + 1) // delar] for n in range(delar)]


def _avviker(runda):
    return any(u.avvikelser for u in runda.uppdrag)


def _karta(runda, uppdrag, year):
    steg = len(runda.skala)
    rader = [
        (u.uppdrag, [vardruta(*rutan(cell, {a.kod for a in u.avvikelser}), steg) for cell in u.bedomningar]) for u in uppdrag
    ]  # fmt: skip
    tecken = {r.tecken for _, rad in rader for r in rad}
    nyckel = [(vardruta(s.varde, False, steg), s.text) for s in runda.skala] + [(Ruta(t), ord_) for t, ord_ in UTAN.items() if t in tecken]
    slut = [u.gemensamt if u.enad else "–" for u in uppdrag] if runda.nagon_enad else None
    sagt = lista_text([f"{u.uppdrag}: {u.gemensamt if u.enad else 'inte beslutat'}" for u in uppdrag])
    titel = f"Kommunernas bedömning av {year}, det gemensamma värdet: {sagt}."
    return storkarta(titel[:LANGST], [k.kort[:KORT] for k in runda.kommuner], rader, nyckel, slut)


def _moten(b):
    k, hallna = b.korthet, b.arenatabell.summa.hallna
    if hallna is None:
        return Bildsida("Hur många möten som hölls är inte känt", ingress=f"Ingen arenas antal möten {b.year} är registrerat.")
    rubrik = ", ".join(filter(None, [numerus(hallna, "Ett möte", "möten"), flest(k)]))
    per_manad = f"Möten {b.year}: {lista_text([f'{manadsnamn(m)} {n}' for m, n in zip(k.manader, k.moten, strict=True)])}."
    staplar = [Stapel(manadsnamn(m), antal) for m, antal in zip(k.manader, k.moten, strict=True)]
    return Bildsida(
        rubrik, bild=staende(per_manad, staplar, width=SMAL) if any(k.moten) else "", bredvid=_per_niva(b), obs=_inte_hallna(b),
        under=f"Av dem {k.utan_manad} i en månad som inte är känd." if k.utan_manad else "",
        exempel=f"{exempel}; antalen är berättelsens" if (exempel := exempeldagar(b)) else "",
    )  # fmt: skip


def _per_niva(b):
    """[("64", "Kommunala arenor: 11 av 13 möttes, om två är det inte känt")]"""
    ut = []
    for niva, rader in groupby(b.arenatabell.rader, key=lambda rad: rad.niva):
        alla = list(rader)
        kanda, namn = [rad.hallna for rad in alla if rad.hallna is not None], etiketter.niva(niva)
        if not kanda:
            ut.append(("–", f"{namn}: hur många möten som hölls är inte känt"))
            continue
        ut.append((tusental(sum(kanda)), f"{namn}: {_mottes(kanda, len(alla) - len(kanda))}"))
    return ut


def _mottes(kanda, okanda):
    """ "11 av 13 möttes, om två är det inte känt"."""
    if (len(kanda), okanda) == (1, 0):
        return "den enda möttes" if kanda[0] else "den enda möttes inte"
    text = f"{sum(map(bool, kanda))} av {len(kanda) + okanda} möttes"
    return text + (f", om {talord(okanda)} är det inte känt" if okanda else "")


def _inte_hallna(b):
    """The arenas that had a plan and did not meet."""
    utan = [rad for rad in b.arenatabell.rader if rad.planerat and rad.hallna == 0]
    if len(utan) > NAMN:
        return [f"{numerus(len(utan), 'En arena', 'arenor')} hade planerade möten men höll inget."]
    return [f"{rad.arena}: {numerus(rad.planerat, 'ett planerat', 'planerade')}, inget hållet." for rad in utan]


def _skuld(b):
    s = b.ekonomi.skuld
    if not s.rader:
        return Bildsida("Skulden till kommunerna är inte känd", ingress="Ingen skuld är registrerad.")
    rubrik = f"Skulden till kommunerna: {_tkr(s.summa_utgaende_tkr)}"
    if s.summa < 0:
        rubrik = f"Kommunerna har ett underskott: {_tkr(s.summa_utgaende_tkr)}"
    nyckel = "Fylld: bokförd. Streckad: bokförs när berättelsen fastställs." if s.att_bokfora else ""
    return Bildsida(rubrik, bild=skuldfall(s, stor=True), under=f"{nyckel} {_varav(b)}".strip())


def _hande(b):
    """What was chosen to be told in brief: an edition from before it could be has none, and then there is no slide."""
    listor = [(rubrik, rader) for rubrik, rader in (("Det här hände", b.korthet.hande), ("Det här väntar", b.korthet.vantar)) if rader]
    return [Bildsida("Vad hände, och vad väntar?" if len(listor) > 1 else f"{listor[0][0]} {b.year}", listor=listor)] if listor else []


def _varav(b):
    """ "Av 3 001 tkr är 1 705 från FoU Jämt." """
    t = b.ekonomi.resultat
    mest = storsta_delen(t)
    if mest is None:
        return ""
    if abs(mest.belopp) > abs(t.summa):
        return f"Störst är {mest.vad}et i {mest.namn}, {_tkr(abs(mest.tkr))}."
    return f"Av resultatet, {_tkr(t.summa_tkr)}, är {tusental(mest.tkr)} från {mest.namn}."


def _tkr(tkr):
    return f"{tusental(tkr)}\u00a0tkr"


def _vad_kommunen_fick(k):
    sida, kort = k.sida, k.kommun.kort
    jamforda = [j for j in sida.bedomningar if j.egen is not None and j.gemensam is not None]
    if not jamforda:
        return Bildsida(f"{kort} i siffror", tal=sida.nyckeltal)
    lika = Nyckeltal(
        vad="Samma värde som det gemensamma", tal=sum(j.egen == j.gemensam for j in jamforda),
        enhet=f"av {len(sida.bedomningar)}", ord=f"Uppdrag i värderingen av {sida.bedomt}",
    )  # fmt: skip
    return Bildsida(
        f"{kort} i siffror", tal=[*sida.nyckeltal[:3], lika], exempel="Bedömningarna är exempel" if sida.bedomningen_exempel else ""
    )


def _att_ta_stallning_till(b, k):
    vem = k.kommun.kort if k else "kommunerna"
    skuld = b.ekonomi.skuld
    fragor = [f"Har {vem} fått det som överenskommelsen lovar, uppdrag för uppdrag?"]
    if skuld.rader and skuld.summa > 0:
        fragor.append(f"Vad ska skulden, {_tkr(skuld.summa_utgaende_tkr)}, användas till?")
    elif skuld.rader and skuld.summa < 0:
        fragor.append(f"Hur ska underskottet, {_tkr(-skuld.summa_utgaende_tkr)}, täckas?")
    fragor.append("Vad ska ändras i överenskommelsen? En ändring gäller när alla parter har beslutat den.")
    return Bildsida("Att ta ställning till", listor=[("", fragor)])


def som_html(b, kod="", *, layout="berattelse/presentation_tryck.html", request=None, **context):
    """The slides as a page to print (or, by its own layout, to turn on a screen)."""
    kommun = next((k for k in b.kommuner if k.kod == kod), None)
    egna = {k.namn for k in b.kommuner}
    alla = sidor(b, kod)
    context |= {
        "b": b, "sidor": alla, "antal": len(alla) + 1, "utgava": utgavebeteckning(b), "kommun": kommun,
        "titel": f"{b.titel} för {kommun.namn}" if kommun else b.titel, "region": lista_text([p for p in b.avtalsparter if p not in egna]),
        "undertitel": shorten(b.undertitel, 130, placeholder=" …"), "kalender": omslagsbild(b, stor=True),
    }  # fmt: skip
    return render_to_string(layout, context, request=request)


def som_pdf(b, kod=""):
    """PDF/UA-1 and PDF/A-3a with the data attached as JSON."""
    return tryckt(b, som_html(b, kod))


def tryckt(b, html):
    return render_pdf(html, bilagor=[bilaga_json(b)], sheet="css/presentation_tryck.css", skapad=dagen(b))


def filnamn(b, kod=""):
    kommun = next((f"-{k.kort}" for k in b.kommuner if k.kod == kod), "")
    return f"Bilder-{b.year}{kommun}{f'-utgava-{b.utgava.nummer}' if b.utgava else '-utkast'}.pdf"


FORMAT = {"pdf": som_pdf, "html": lambda b: som_html(b).encode(), "json": lambda b: som_json(b).encode()}
