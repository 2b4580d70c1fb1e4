"""The year on a spread, taken from the gathered content: its sentence, its key figures, every arena by month, each uppdrag's strip.

Pure: content in, figures out. They are sums and counts of what the edition itself says, and stand in it: a picture says nothing more.
What nobody has registered is None and said to be unknown.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from berattelse.innehall.schema import Arenamanader, Arsikorthet, Nyckeltal, Uppdragsremsa
from ekonomi.resultat import over_eller_under
from samverkan import svenska
from samverkan.svenska import tusental

SKULD = "Skuld till kommunerna"


@dataclass(frozen=True)
class Fore:
    """What is known of the year before: its name ("" for no such year), meetings by arena's id, and [(grant, kronor)]."""

    year: str = ""
    moten: dict = field(default_factory=dict)
    statsbidrag: list = field(default_factory=list)


def korthet(b, fore):
    manader = _manader(b.fran, b.till)
    arenor = _arenor(b, manader)
    kanda = [a.manader for a in arenor if a.manader is not None]
    moten = [sum(kolumn) for kolumn in zip(*kanda, strict=True)] or [0] * len(manader)
    return Arsikorthet(
        mening=mening(b), nyckeltal=_nyckeltal(b, fore), manader=manader, moten=moten, arenor=arenor,
        utan_manad=(b.arenatabell.summa.hallna or 0) - sum(moten),
        dagar_exempel=any(t.exempel for a in b.tillfallen for t in a.tillfallen if t.hallet and t.mote),
        remsor=[_remsa(u, b, arenor, manader) for k in b.kapitel for u in k.uppdrag if u.uppdrag_id],
    )  # fmt: skip


def _manader(fran, till):
    """The first day of each month of the year."""
    antal = (till.year - fran.year) * 12 + till.month - fran.month + 1
    return [date(fran.year + (fran.month - 1 + n) // 12, (fran.month - 1 + n) % 12 + 1, 1) for n in range(antal)]


def _arenor(b, manader):
    tillfallen = {a.arena: a for a in b.tillfallen}
    return [
        Arenamanader(
            id=rad.id, arena=rad.arena, niva=rad.niva, planerat=rad.planerat, hallna=rad.hallna,
            manader=_per_manad(rad, tillfallen.get(rad.arena), b.fran, manader),
        )
        for rad in b.arenatabell.rader
    ]  # fmt: skip


def _per_manad(rad, arena, fran, manader):
    """None where the number is not known, or of no meeting is known when it was."""
    if rad.hallna is None or (rad.hallna and rad.utan_datum >= rad.hallna):
        return None
    dagar = [max(t.fran, fran) for t in arena.tillfallen if t.hallet and t.mote] if arena else []
    antal = Counter(dag.replace(day=1) for dag in dagar)
    return [antal[manad] for manad in manader]


def mening(b):
    """ "21 av 24 arenor möttes, sammanlagt 118 gånger. En möttes inte, och om två är det inte känt. Överskottet blev …" """
    return " ".join(filter(None, (_mening_moten(b.arenatabell), _mening_resultat(b.ekonomi.resultat), _mening_skuld(b.ekonomi))))


def _mening_moten(tabell):
    mottes, alla, hallna = sum(bool(rad.hallna) for rad in tabell.rader), len(tabell.rader), tabell.summa.hallna
    if not alla:
        return ""
    if hallna is None:
        return f"Hur många möten {'arenan' if alla == 1 else f'de {svenska.talord(alla)} arenorna'} höll är inte känt."
    if alla == 1:
        return f"Arenan möttes {svenska.numerus(hallna, 'en gång', 'gånger')}." if hallna else "Arenan möttes inte."
    okanda, inte = alla - tabell.redovisade, tabell.redovisade - mottes
    delar = [f"{svenska.talord(inte)} möttes inte"] if inte else []
    delar += [f"om {svenska.talord(okanda)} är det inte känt"] if okanda else []
    resten = f" {svenska.stor_bokstav(', och '.join(delar))}." if delar else ""
    return f"{mottes} av {alla} arenor möttes, sammanlagt {hallna} {'gång' if hallna == 1 else 'gånger'}.{resten}"


def _mening_resultat(t):
    if not t.rader:
        return "Årets resultat är inte känt."
    if not t.summa:
        return "Resultatet blev noll."
    mest, hela = storsta_delen(t), f"{over_eller_under(t.summa).capitalize()}et blev {_tkr(abs(t.summa_tkr))}"
    if mest is None:
        return f"{hela}."
    if abs(mest.belopp) > abs(t.summa):
        return f"{hela}. Störst är {mest.vad}et i {mest.namn}, {_tkr(abs(mest.tkr))}."
    return f"{hela}, varav {_tkr(abs(mest.tkr))} i {mest.namn}."


def storsta_delen(t):
    """The largest part of a result that is what the whole is and not derived; None where there is none, or one row alone.

    It may be larger than the whole, when others take from it: then nobody says that the whole has it in it.
    """
    sida = [rad for rad in t.rader if rad.belopp * t.summa > 0 and not rad.harledd]
    return max(sida, key=lambda rad: abs(rad.belopp), default=None) if len(t.rader) > 1 else None


def _utan_resultatet(e):
    """Is the debt told while the year's result is not known? Then it may become another."""
    return bool(e.skuld.rader) and not e.resultat.rader and not e.skuld.att_bokfora


def _mening_skuld(e):
    s, utan = e.skuld, " utan årets resultat" if _utan_resultatet(e) else ""
    if not (s.rader and s.summa):
        return ""
    if s.summa < 0:
        return f"Sammanlagt är det ett underskott om {_tkr(-s.summa_utgaende_tkr)}{utan}. Hur det täcks är ett beslut."
    return f"Skulden till kommunerna är {_tkr(s.summa_utgaende_tkr)}{utan}, som de beslutar om."


def _tkr(tkr):
    return f"{tusental(tkr)}\u00a0tkr"


def _nyckeltal(b, fore):
    return [
        _ersattning(b.ekonomi.ersattning, fore), _resultat(b.ekonomi, fore), _skuld(b.ekonomi, fore), _moten(b, fore),
        _uppfyllda(b), _statsbidrag(b.ekonomi.statsbidrag, fore),
    ]  # fmt: skip


def _inte_kant(fore):
    return f"{fore.year} är inte känt" if fore.year else "Inget år före är registrerat"


def _ersattning(e, fore):
    if e is None:
        return Nyckeltal(vad="Kommunernas ersättning", tal=None, enhet="kr", jamfort=fore.year, ord="Ersättningen är inte registrerad")
    harlett = " (härlett)" if e.bas_harledd else ""
    ord_ = f"Uppräknad med {svenska.procent(e.index_procent)} från {_tkr(svenska.till_tkr(e.bas))}{harlett}"
    if not e.is_avrundad:
        ord_ += f" vore den {svenska.tkr(e.uppraknad)}"
    elif e.andringar:
        ord_ += ", och ändrad genom beslut"
    return Nyckeltal(vad="Kommunernas ersättning", tal=e.gallande, enhet="kr", jamfort=fore.year, forra=e.bas, ord=ord_)


def _resultat(e, fore):
    t = e.resultat
    forra = e.forra_aret.hela.belopp[0] if e.forra_aret else None
    if not t.rader:
        return Nyckeltal(vad="Årets resultat", tal=None, enhet="kr", jamfort=fore.year, forra=forra, ord="Resultatet är inte registrerat")
    ord_ = _inte_kant(fore) if forra is None else f"{fore.year}: {over_eller_under(forra)}"
    return Nyckeltal(vad=f"Resultat, {t.vad}", tal=t.summa, enhet="kr", jamfort=fore.year, forra=forra, tecken=True, ord=ord_)


def _skuld(e, fore):
    s = e.skuld
    if not s.rader:
        return Nyckeltal(vad=SKULD, tal=None, enhet="kr", jamfort=fore.year, ord="Ingen skuld är registrerad")
    forra = None if s.summa_ingaende_tkr is None else sum(rad.ingaende for rad in s.rader)
    return Nyckeltal(vad=SKULD, tal=s.summa, enhet="kr", jamfort="Ingående", forra=forra, ord=_om_skulden(e))


def _om_skulden(e):
    s = e.skuld
    if _utan_resultatet(e):
        return f"{s.om_ingaende}. Årets resultat är inte känt och ingår inte"
    att_bokfora = sum(rad.utgaende_tkr for rad in s.rader if rad.att_bokfora)
    return f"Varav {_tkr(att_bokfora)} bokförs när berättelsen fastställs" if att_bokfora else s.om_ingaende


def bokford(k, e):
    """The same spread when the year's result is booked: the debt is as large, and none of it is said to be booked later."""
    return replace(k, nyckeltal=[replace(n, ord=_om_skulden(e)) if n.vad == SKULD and e.skuld.rader else n for n in k.nyckeltal])


def _moten(b, fore):
    t, forra = b.arenatabell, sum(fore.moten.values())
    fjol = f"{fore.year}: {forra} registrerade i {svenska.numerus(len(fore.moten), 'en arena', 'arenor')}" if forra else _inte_kant(fore)
    mottes = sum(bool(rad.hallna) for rad in t.rader)
    vad = f"Möten i {mottes} av {len(t.rader)} arenor" if mottes and len(t.rader) > 1 else "Möten i arenorna"
    return Nyckeltal(
        vad=vad, tal=t.summa.hallna, enhet="möte" if t.summa.hallna == 1 else "möten", jamfort=fore.year,
        forra=forra if _samma_arenor(t, fore) else None, ord=". ".join(filter(None, (_mot_planen(t), fjol))),
    )  # fmt: skip


def _samma_arenor(t, fore):
    """Are the arenas counted last year those that are counted now? A year known in part is not held against another."""
    kanda, mottes = ({rad.id for rad in t.rader if vad(rad.hallna)} for vad in (lambda antal: antal is not None, bool))
    return bool(fore.moten) and mottes <= set(fore.moten) <= kanda


def _mot_planen(t):
    """ "44 hållna, 48 planerade i sex av sju arenor med plan"; "" where nothing is known."""
    planerade = [rad for rad in t.rader if rad.planerat is not None]
    kanda = [rad for rad in planerade if rad.hallna is not None]
    if not kanda:
        return ""
    alla = svenska.talord(len(planerade))
    if len(kanda) < len(planerade):
        i = f"{svenska.talord(len(kanda))} av {alla} arenor med plan"
    else:
        i = "den arena som har plan" if len(planerade) == 1 else f"de {svenska.talord(len(planerade))} arenor som har plan"
    return f"{sum(rad.hallna for rad in kanda)} hållna, {sum(rad.planerat for rad in kanda)} planerade i {i}"


def _uppfyllda(b):
    """How many uppdrag the kommuner jointly find fulfilled; the year's own in stage 2, else last year's alone."""
    nu, (antal, alla, ord_) = b.vardering and b.vardering.kommuner, (None, 0, "")
    forra = b.forra and b.forra.vardering and b.forra.vardering.kommuner
    if nu:
        antal, alla, ord_ = uppfyllda(nu)
    forra_antal, forra_alla, forra_ord = uppfyllda(forra) if forra else (None, 0, "")
    av_dem = "" if antal is not None else f" {forra_ord.lower()}"
    rest = f"{b.forra.year}: {forra_antal} av {forra_alla}{av_dem}" if forra_antal is not None else ""
    forst = ord_ or forra_ord if antal is not None else f"Värderingen av {b.year} ingår inte här"
    sagt = f"{forst}. {rest}".strip(". ")
    return Nyckeltal(
        vad="Uppdrag som är uppfyllda", tal=antal, enhet=f"av {alla}" if alla else "uppdrag",
        jamfort=b.forra.year if b.forra else "", forra=forra_antal, ord=sagt,
    )  # fmt: skip


def senaste_runda(b):
    """(the latest round of the kommuner, the year it is about): of the year itself where there is one, else of the year before."""
    if b.vardering and b.vardering.kommuner:
        return b.vardering.kommuner, b.year
    forra = b.forra and b.forra.vardering and b.forra.vardering.kommuner
    return (forra, b.forra.year) if forra else (None, "")


def uppfyllda(runda):
    """(how many of the agreed values lie in the upper half of the scale, how many are agreed, those steps in words); None for none."""
    ovre = {s.text for s in runda.skala if 2 * s.varde > len(runda.skala)}
    enade = [u.gemensamt for u in runda.uppdrag if u.enad]
    steg = [s.text if n == 0 else s.text.lower() for n, s in enumerate(s for s in runda.skala if s.text in ovre)]
    return (sum(g in ovre for g in enade) if enade else None), len(enade), " eller ".join(steg)


def _statsbidrag(t, fore):
    """Beside last year's sum where that is of the same grants, as in the table (`med_forra`)."""
    kanda, vad = [belopp for _, belopp in fore.statsbidrag], "Statsbidrag till länet"
    antal = svenska.numerus(len(kanda), "ett bidrag registrerat", "bidrag registrerade")
    ord_ = f"{fore.year}: {antal}, {_tkr(svenska.till_tkr(sum(kanda)))}" if kanda else _inte_kant(fore)
    if not t.rader:
        return Nyckeltal(vad=vad, tal=None, enhet="kr", jamfort=fore.year, ord=". ".join(filter(None, ("Inget är registrerat", ord_))))
    return Nyckeltal(vad=vad, tal=t.summa, enhet="kr", jamfort=fore.year, forra=t.forra_summa, ord=ord_)


def _remsa(u, b, arenor, manader):
    under = {rad.arena for rad in b.arenatabell.rader if u.rubrik in rad.uppdrag}
    egna = [a for a in arenor if a.arena in under]
    hallna = [a.hallna for a in egna if a.hallna is not None]
    kanda = [a.manader for a in egna if a.manader is not None]
    slag, belopp, tkr = _pengar(u.uppdrag_id, b.ekonomi)
    return Uppdragsremsa(
        uppdrag_id=u.uppdrag_id, arenor=len(egna), okanda=len(egna) - len(hallna), moten=sum(hallna) if hallna else None,
        manader=[sum(kolumn) for kolumn in zip(*kanda, strict=True)] or [0] * len(manader), slag=slag, belopp=belopp, belopp_tkr=tkr,
    )  # fmt: skip


def _pengar(uppdrag_id, e):
    """Its part of the result; where none is told of, the state grants under it."""
    for slag, rader in (("resultat", e.resultat.rader), ("statsbidrag", e.statsbidrag.rader)):
        egna = [rad for rad in rader if rad.uppdrag_id == uppdrag_id]
        if egna:
            return slag, sum(rad.belopp for rad in egna), sum(rad.tkr for rad in egna)
    return "", None, None
