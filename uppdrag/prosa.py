"""Counts become prose: the sentence a body's registered meetings make. Pure: dataclasses in, text out.

Every sentence comes without its full stop; who prints it adds one. Numbers up to twelve are words, above that digits.
Only what was held within the period counts; what is planned for later or was cancelled is not held.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from samverkan.svenska import TALORD, dag_och_manad, lista_text, manad, stor_bokstav, talord


@dataclass(frozen=True)
class Ord:
    """A noun with the gender that decides en/ett."""

    singular: str
    plural: str
    genus: str

    def antal(self, n, adjektiv=""):
        """"fyra sammanträden", "ett möte", "sex protokollförda möten" ("ett protokollfört möte")."""
        if adjektiv:
            adjektiv = {("en", 1): f"{adjektiv}d ", ("ett", 1): f"{adjektiv}t "}.get((self.genus, n), f"{adjektiv}da ")
        return f"{talord(n, self.genus)} {adjektiv}{self.singular if n == 1 else self.plural}"


ORD = {
    ord_.singular: ord_
    for ord_ in (
        Ord("sammanträde", "sammanträden", "ett"),
        Ord("träff", "träffar", "en"),
        Ord("möte", "möten", "ett"),
        Ord("tillfälle", "tillfällen", "ett"),
        Ord("sammanträdesdag", "sammanträdesdagar", "en"),
        Ord("heldag", "heldagar", "en"),
        Ord("halvdag", "halvdagar", "en"),
        Ord("nätverksmöte", "nätverksmöten", "ett"),
        Ord("förvaltningsmöte", "förvaltningsmöten", "ett"),
        Ord("utbildning", "utbildningar", "en"),
        Ord("konferens", "konferenser", "en"),
        Ord("webbinarium", "webbinarier", "ett"),
        Ord("temadag", "temadagar", "en"),
        Ord("studieresa", "studieresor", "en"),
        Ord("studiebesök", "studiebesök", "ett"),
        Ord("kommunvis träff", "kommunvisa träffar", "en"),
    )
}


@dataclass(frozen=True)
class Traff:
    """One occasion as far as the sentence needs it."""

    fran: date
    till: date
    hallen: bool = True
    installd: bool = False
    heldag: bool = False
    digital: bool = False
    protokollford: bool = False
    grupp: str = ""
    sammankallad_av_region: bool | None = None  # None: who convened is not recorded
    ord: str = "möte"
    serie: bool = False
    del_av: bool = False
    delar: int = 0

    @property
    def dagar(self):
        return (self.till - self.fran).days + 1


@dataclass(frozen=True)
class Arenaunderlag:
    """What is known of one arena in one period."""

    namn: str
    ord: str
    fran: date
    till: date
    traffar: tuple[Traff, ...] = ()
    planerat: int | None = None
    grupper: tuple[str, ...] = ()
    manadsvis: bool = False
    undantag: tuple[int, ...] = ()  # months in which no meeting was meant to be
    protokollfors: bool = False
    egen_mening: str = ""

    @property
    def i_perioden(self):
        return [t for t in self.traffar if self.fran <= t.fran <= self.till]

    @property
    def hallna(self):
        return [t for t in self.i_perioden if t.hallen]

    @property
    def installda(self):
        return [t for t in self.i_perioden if t.installd]


def mening(u):
    """The sentence of one arena's period, without full stop."""
    if not u.hallna:
        return _inget_hallet(u)
    return f"{_hallet(u)}{_installt(u)}"


def _hallet(u):
    if any(t.sammankallad_av_region for t in u.hallna):
        return _sammankallat(u)
    if _en_gang_per_manad(u):
        return f"{u.namn} har träffats en gång per månad{_utom(u.undantag)}"
    if u.grupper and any(t.grupp for t in u.hallna):
        return _per_grupp(u)
    adjektiv = "protokollför" if u.protokollfors and all(t.protokollford for t in u.hallna) else ""
    return f"{u.namn} har haft {ORD[u.ord].antal(len(u.hallna), adjektiv)}{_varav(u)}"


def _inget_hallet(u):
    if u.planerat:
        return f"{u.namn} har inte sammankallats enligt plan"
    if u.installda:
        n = len(u.installda)
        return f"{u.namn} har inte träffats; {ORD[u.ord].antal(n)} ställdes in"
    return f"{u.namn} har inte haft {'någon' if ORD[u.ord].genus == 'en' else 'något'} {u.ord} under perioden"


def _installt(u):
    n = len(u.installda)
    return f"; {ORD[u.ord].antal(n)} ställdes in" if n else ""


def _varav(u):
    """", varav två heldagar" when some were whole days; ", samtliga digitala" when all were."""
    n = len(u.hallna)
    heldagar = sum(t.heldag for t in u.hallna)
    if u.ord not in {"heldag", "sammanträdesdag"} and 0 < heldagar < n:
        return f", varav {ORD['heldag'].antal(heldagar)}"
    if n > 1 and all(t.digital for t in u.hallna):
        return ", samtliga digitala"
    return ", digitalt" if n == 1 and u.hallna[0].digital else ""


def _sammankallat(u):
    """The region convened some of the meetings only; the first alone has its own sentence."""
    av_oss = [t for t in u.hallna if t.sammankallad_av_region]
    first = min(u.hallna, key=lambda t: t.fran)
    bestamd = "mötet" if ORD[u.ord].genus == "ett" else ORD[u.ord].singular + "en"
    if av_oss == [first]:
        return f"Regionen sammankallade det första {bestamd}" if ORD[u.ord].genus == "ett" else f"Regionen sammankallade den första {bestamd}"
    if len(av_oss) == len(u.hallna):
        return f"{u.namn} har haft {ORD[u.ord].antal(len(u.hallna))}{_varav(u)}"
    return f"{u.namn} har haft {ORD[u.ord].antal(len(u.hallna))}; regionen sammankallade {talord(len(av_oss), ORD[u.ord].genus)} av dem"


def _manader(u):
    """The (year, month) pairs of the period."""
    year, month = u.fran.year, u.fran.month
    while (year, month) <= (u.till.year, u.till.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _en_gang_per_manad(u):
    """Registered as a monthly series and held at least once in each month of the period but the exempt ones."""
    held = {(t.fran.year, t.fran.month) for t in u.hallna}
    return u.manadsvis and all(ym in held for ym in _manader(u) if ym[1] not in u.undantag)


def _utom(undantag):
    return f" utom i {lista_text([manad(m) for m in sorted(undantag)])}" if undantag else ""


def _per_grupp(u):
    antal = {grupp: sum(t.grupp == grupp for t in u.hallna) for grupp in u.grupper}
    om_alla = sum(not t.grupp for t in u.hallna)
    gemensamt = f" och {talord(om_alla, ORD[u.ord].genus)} gemensamt" if om_alla else ""
    if len(set(antal.values())) == 1:
        n = next(iter(antal.values()))
        return f"{u.namn} har haft {ORD[u.ord].antal(n)} för respektive grupp{gemensamt}"
    delar = [f"{ORD[u.ord].antal(n) if n else f'inget {u.ord}' if ORD[u.ord].genus == 'ett' else f'ingen {u.ord}'} för {grupp}" for grupp, n in antal.items()]
    return f"{u.namn} har haft {lista_text(delar)}{gemensamt}"


@dataclass(frozen=True)
class Arrangorsunderlag:
    """What an uppdrag or another agreement arranged by itself, counted kind by kind in the given order of nouns."""

    traffar: tuple[Traff, ...]
    fran: date
    till: date
    slutade: date | None = None  # the activity ended this day, before the period did
    ordning: tuple[str, ...] = field(default=tuple(ORD))


def sammanfattning(u):
    """"Tre utbildningar och två konferenser har genomförts till och med den 31 mars"; "" when nothing was held."""
    hallna = [t for t in u.traffar if t.hallen and not t.del_av and u.fran <= t.fran <= u.till]
    manadsvisa = {t.ord for t in hallna if t.serie and _varje_manad(hallna, t.ord, u)}
    delar = [_per_ord(ord_, [t for t in hallna if t.ord == ord_]) for ord_ in u.ordning if ord_ not in manadsvisa]
    delar = [d for d in delar if d]
    text = f"{stor_bokstav(lista_text(delar))} har genomförts{_till_och_med(u)}" if delar else ""
    for ord_ in sorted(manadsvisa):
        text += f"{'. ' if text else ''}{stor_bokstav(ORD[ord_].plural)} har hållits en gång per månad"
    return text


def _varje_manad(hallna, ord_, u):
    egna = Arenaunderlag("", ord_, u.fran, u.till, tuple(t for t in hallna if t.ord == ord_), manadsvis=True)
    return _en_gang_per_manad(egna)


def _till_och_med(u):
    return f" till och med den {dag_och_manad(u.slutade)}" if u.slutade and u.slutade < u.till else ""


def _per_ord(ord_, traffar):
    """"två webbinarier", "en tredagars studieresa med åtta studiebesök"; "" when there are none."""
    if not traffar:
        return ""
    if len(traffar) == 1 and traffar[0].dagar > 1:
        besok = f" med {ORD['studiebesök'].antal(traffar[0].delar)}" if traffar[0].delar else ""
        return f"{ORD[ord_].genus} {talord(traffar[0].dagar)}dagars {ord_}{besok}"
    besok = sum(t.delar for t in traffar)
    return ORD[ord_].antal(len(traffar)) + (f" med {ORD['studiebesök'].antal(besok)}" if besok else "")


_NAMNBARA = "|".join(sorted({form for o in ORD.values() for form in (o.singular, o.plural)}, key=len, reverse=True))
_TAL = "|".join([*TALORD, "ett", r"\d+"])
_PASTAENDE = re.compile(rf"\b({_TAL})\s+(?:[a-zåäö]+(?:da|ta|a|t|d)\s+)?(?:{_NAMNBARA})\b", re.IGNORECASE)


def avvikelse(text, u):
    """What the samordnare's own sentence claims against the register, as a Swedish sentence; None when they agree or it claims no number."""
    counted = {len(u.hallna), sum(t.heldag for t in u.hallna), len(u.installda)}
    counted |= {sum(t.grupp == g for t in u.hallna) for g in u.grupper}
    if re.search(r"en gång (per|i) månad", text, re.IGNORECASE):
        counted.add(1)
        if not _en_gang_per_manad(u):
            return f"Texten säger en gång per månad, men registret visar {ORD[u.ord].antal(len(u.hallna))}."
    claimed = [_tal(ord_) for ord_ in _PASTAENDE.findall(text)]
    wrong = [n for n in claimed if n not in counted]
    if wrong:
        return f"Texten säger {talord(wrong[0], ORD[u.ord].genus)}, men registret visar {ORD[u.ord].antal(len(u.hallna))}."
    return None


def _tal(ord_):
    ord_ = ord_.lower()
    if ord_.isdigit():
        return int(ord_)
    return 1 if ord_ == "ett" else TALORD.index(ord_)
