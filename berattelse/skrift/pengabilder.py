"""The money of a year as a spread: its sentence, the chain from base to sum, the waterfall of the debt, and the scales of the tables' bars.

All is read from the edition's own figures; what is not known has no bar and no step.
"""

from dataclasses import dataclass

from berattelse.skrift.arsbilder import LANGST
from ekonomi.resultat import over_eller_under, tkr_eller_kronor
from ekonomi.schema import Ekonomikapitel, Skuldsteg, Skuldstegsort
from samverkan import svenska
from samverkan.bilder.tabellstapel import Skala, skala
from samverkan.bilder.vattenfall import Niva, vattenfall
from samverkan.svenska import tusental


@dataclass(frozen=True)
class Led:
    """A link of the chain: the number as it is printed, what it is, and whether it is a sum."""

    tal: str
    vad: str
    summa: bool = False


@dataclass(frozen=True)
class Pengauppslag:
    """`vattenfall` is SVG, "" without a debt; `fraga` what is to be decided, "" where nothing is owed; `oklara` says of each origin
    whether it is yet to be booked."""

    mening: str
    kedja: list[Led]
    vattenfall: str
    fordelning: Skala
    resultat: Skala
    statsbidrag: Skala
    per_kommun: Skala
    oklara: list[bool]
    fraga: str


def pengauppslag(e: Ekonomikapitel) -> Pengauppslag:
    oklara = {rad.ursprung for rad in e.skuld.rader if rad.att_bokfora}
    per_kommun = e.skuld_per_kommun
    return Pengauppslag(
        mening=mening(e), kedja=list(kedja(e.ersattning)), vattenfall=skuldfall(e.skuld), fraga=fragan(e.skuld),
        fordelning=skala(rad.belopp for rad in e.fordelning.rader) if e.fordelning else skala([]),
        resultat=skala(rad.tkr for rad in e.resultat.rader), statsbidrag=skala(rad.tkr for rad in e.statsbidrag.rader),
        per_kommun=skala(tkr for _, tkr in per_kommun.tryckta) if per_kommun else skala([]),
        oklara=[namn in oklara for namn in per_kommun.ursprung] if per_kommun else [],
    )  # fmt: skip


def mening(e):
    """ "Kommunernas ersättning är 10 307 tkr. 3 001 tkr användes inte och är kommunernas tills de har beslutat om dem." """
    delar = [
        f"Kommunernas ersättning är {tkr_eller_kronor(e.ersattning.gallande)}." if e.ersattning else "Ersättningen är inte registrerad."
    ]
    t = e.resultat
    if not t.rader:
        delar.append("Årets resultat är inte känt.")
    elif t.summa > 0 and e.ersattning and t.summa > e.ersattning.gallande:
        delar.append(f"Överskottet är {_tkr(t.summa_tkr)} och är kommunernas tills de har beslutat om det.")
    elif t.summa > 0:
        delar.append(f"{_tkr(t.summa_tkr)} användes inte och är kommunernas tills de har beslutat om dem.")
    elif t.summa < 0:
        delar.append(f"Verksamheten kostade {_tkr(-t.summa_tkr)} mer än så. Hur det täcks är ett beslut.")
    else:
        delar.append("Verksamheten gick jämnt ut.")
    return " ".join(delar)


def kedja(e):
    """The links from the base to the sum that holds; nothing of what is not registered."""
    if e is None:
        return
    faktor = str((100 + e.index_procent).normalize() / 100).replace(".", ",")
    yield Led(tusental(e.bas), f"föregående års ersättning{' (härledd)' if e.bas_harledd else ''}")
    yield Led(f"× {faktor}", f"uppräkning, {svenska.procent(e.index_procent)}")
    yield Led(tusental(e.uppraknad), "uppräknad")
    yield Led(_andring(-e.differens), e.skillnaden)
    yield Led(tusental(e.belopp), "fastställd ersättning, kronor", not e.andringar)
    for a in e.andringar:
        yield Led(_andring(a.belopp), f"ändrad genom beslut: {a.beslut}")
    if e.andringar:
        yield Led(tusental(e.gallande), "gällande ersättning, kronor", True)


def _andring(kronor):
    return f"{'+' if kronor > 0 else ''}{tusental(kronor)}"


def skuldfall(s, **hur):
    """The waterfall of the debt; "" without any. `hur` is the picture's."""
    if not s.rader:
        return ""
    steg = s.steg or _utan_ledger(s)
    forst = None if s.summa_ingaende_tkr is None else Niva("Ingående", s.summa_ingaende_tkr, _dagen_fore(s))
    sist = Niva("Utgående", s.summa_utgaende_tkr, svenska.datum(s.per), sum(rad.tkr for rad in steg if rad.att_bokfora))
    nivaer = [Niva(rad.vad, rad.tkr, rad.nar, rad.tkr if rad.att_bokfora else 0) for rad in steg]
    return vattenfall(_titel(s, steg), forst, nivaer, sist, "tkr", **hur)


def _utan_ledger(s):
    """An edition of before its steps were told: what each origin's debt changed by, and the rounding on the last of them."""
    rader = [rad for rad in s.rader if rad.forandring]
    tkr = [rad.forandring_tkr for rad in rader]
    if rader:
        tkr[-1] += s.summa_utgaende_tkr - (s.summa_ingaende_tkr or 0) - sum(tkr)
    return [
        Skuldsteg(sort=Skuldstegsort.RATTELSE, vad=f"Från {rad.ursprung}", belopp=rad.forandring, tkr=i_tkr, att_bokfora=rad.att_bokfora)
        for rad, i_tkr in zip(rader, tkr, strict=True)
    ]


def _dagen_fore(s):
    return "från tidigare år" if s.summa_ingaende_tkr else ""


def _titel(s, steg):
    """ "Skulden till kommunerna 31 december 2022: ingående 3 490 tkr, Resultat 2022 +3 001, Beslut under året 0, utgående 6 491." """
    delar = [f"{rad.vad} {_andring(rad.tkr)}" for rad in steg]
    kand = s.summa_ingaende_tkr is not None
    ingaende = [f"ingående {_tkr(s.summa_ingaende_tkr)}"] if kand else []
    sagt = ", ".join([*ingaende, *delar, f"utgående {tusental(s.summa_utgaende_tkr) if kand else _tkr(s.summa_utgaende_tkr)}"])
    titel = f"Skulden till kommunerna den {svenska.datum(s.per)}: {sagt}."
    kort = f", ingående {tusental(s.summa_ingaende_tkr)}" if kand else ""
    kort = f"Skulden till kommunerna den {svenska.datum(s.per)}: {_tkr(s.summa_utgaende_tkr)}{kort}."
    return titel if len(titel) <= LANGST else kort


def fragan(s):
    if not s.rader or not s.summa:
        return ""
    if s.summa < 0:
        return f"Hur ska underskottet, {_tkr(-s.summa_utgaende_tkr)}, täckas?"
    return f"Vad ska skulden, {_tkr(s.summa_utgaende_tkr)}, användas till?"


def _tkr(tkr):
    return f"{tusental(tkr)}\u00a0tkr"


def resultatrubrik(t):
    """ "Resultatet: överskott 3 001 tkr"."""
    return f"Resultatet: {over_eller_under(t.summa)} {_tkr(abs(t.summa_tkr))}" if t.summa else "Resultatet: noll kronor"


def delvis(fordelning, av):
    """Who was party on some of the year's `av` days only, and therefore pays for those; "" where all were party all of it."""
    kommuner = [f"{rad.kommun} ({_dagar(rad.dagar)})" for rad in fordelning.rader if av and rad.dagar < av]
    return f"Part en del av årets {_dagar(av)}: {svenska.lista_text(kommuner)}. Delen räknas efter folkmängd och dagar." if kommuner else ""


def _dagar(antal):
    return svenska.numerus(antal, "en dag", "dagar")
