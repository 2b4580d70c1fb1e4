"""The first page of a kommun's edition: its part of the money, the uppdrag that embrace it, what it judged.

Pure: content in, figures out; unknown is None. No row knows what was paid or done, so no sentence tells of that.
"""

from berattelse.innehall.korthet import senaste_runda
from berattelse.innehall.schema import Kommunjamforelse, Kommunsida, Nyckeltal
from samverkan.svenska import genitiv, kronor, numerus, talord, till_tkr, tusental


def kommunsida(b, k):
    """The page of the kommun whose content `k` is, out of the whole edition's."""
    runda, bedomt = senaste_runda(b)
    kod, egna = k.kommun.kod, {a.arena for a in k.arenor}
    per_manad = [a.manader for a in b.korthet.arenor if a.arena in egna and a.manader is not None]
    deltar = runda is not None and kod in {kommun.kod for kommun in runda.kommuner}
    return Kommunsida(
        mening=_mening(k), nyckeltal=_nyckeltal(b, k), manader=b.korthet.manader,
        moten=[sum(kolumn) for kolumn in zip(*per_manad, strict=True)] or [0] * len(b.korthet.manader),
        dagar_exempel=b.korthet.dagar_exempel,
        andelar=b.ekonomi.fordelning.rader if b.ekonomi.fordelning else [], bedomt=bedomt if deltar else "",
        bedomningen_exempel=deltar and runda.exempel, skala=sorted(runda.skala, key=lambda s: s.varde) if deltar else [],
        bedomningar=[_jamford(u, kod, runda) for u in runda.uppdrag if u.uppdrag_id in _med(k)] if deltar else [],
    )  # fmt: skip


def _med(k):
    return {u.uppdrag_id for kapitel in k.kapitel for u in kapitel.uppdrag}


def _mening(k):
    """ "Berg omfattades av elva uppdrag. Kommunens del av ersättningen är 557 518 kr." """
    kort, egen = k.kommun.kort, k.andel.ersattning
    av = f"{kort} omfattades av {talord(len(k.med), 'ett')} uppdrag" if k.med else f"Vilka uppdrag {kort} omfattades av är inte känt"
    return f"{av}. Kommunens del av ersättningen är {kronor(egen.belopp) if egen else 'inte uträknad'}."


def _nyckeltal(b, k):
    kort, alla = k.kommun.kort, sum(len(kapitel.uppdrag) for kapitel in b.kapitel)
    hallna = [a.hallna for a in k.arenor if a.hallna is not None]
    okant = not any(a.medlemmar or any(t.narvaro for t in a.tillfallen) for a in b.tillfallen)
    moten = f"Inget möte hölls i {'den' if len(k.arenor) == 1 else 'dem'}" if hallna else "Antalet möten är inte känt"
    if any(hallna):
        moten = f"{numerus(sum(hallna), 'Ett möte', 'möten')} i {'den' if len(k.arenor) == 1 else f'{sum(map(bool, hallna))} av dem'}"
    if okant:
        moten = "Vilka som är med i arenorna är inte registrerat"
    return [
        _ersattning(b, k), _skuld(k),
        Nyckeltal(vad=f"Uppdrag som omfattade {kort}", tal=len(k.med), enhet=f"av {alla}", ord=_okanda(k)),
        Nyckeltal(vad=f"Arenor där {kort} satt", tal=None if okant else len(k.arenor), enhet=f"av {len(b.arenatabell.rader)}", ord=moten),
    ]  # fmt: skip


def _okanda(k):
    if k.okant:
        return f"Om {talord(len(k.okant), 'ett')} är det inte registrerat vilka kommuner som omfattas"
    if med := [s for s in k.andra_avtal if s.kommuner]:
        return f"Och {talord(len(med), 'ett')} andra samverkansavtal"
    return "Vilka andra samverkansavtal kommunen är med i är inte registrerat" if k.andra_avtal else "Inga andra samverkansavtal"


def _ersattning(b, k):
    f, kod = b.ekonomi.forra_aret, k.kommun.kod
    forra = next((rad.belopp[0] for rad in f.per_kommun if rad.kod == kod), None) if f else None
    egen, av = k.andel.ersattning, b.arets_dagar
    ord_ = f"{kronor(egen.belopp)} efter {tusental(egen.folkmangd)} invånare" if egen else "Kommunens del är inte uträknad"
    ord_ += f" och {numerus(egen.dagar, 'en dag', 'dagar')} som part av årets {av}" if egen and egen.dagar < av else ""
    vad, year = f"{genitiv(k.kommun.kort)} del av ersättningen", f.years[0] if f else ""
    return Nyckeltal(vad=vad, tal=egen.belopp if egen else None, enhet="kr", jamfort=year, forra=forra, ord=ord_)


def _skuld(k):
    s, vad = k.andel.skuld, f"{k.kommun.kort}: del av skulden"
    if s is None:
        return Nyckeltal(vad=vad, tal=None, enhet="kr", ord="Ingen skuld var bokförd")
    if s.okand:
        return Nyckeltal(vad=vad, tal=None, enhet="kr", ord=f"{tusental(till_tkr(s.gemensamt))}\u00a0tkr är gemensamt och inte fördelat")
    rest = f"Av det som är fördelat. Därtill {tusental(till_tkr(s.gemensamt))}\u00a0tkr gemensamt, ofördelat"
    return Nyckeltal(vad=vad, tal=s.egen, enhet="kr", ord=rest if s.ofullstandig else "Inget är ofördelat")


def _jamford(u, kod, runda):
    steg = {s.text: s.varde for s in runda.skala}
    egen = next(cell for cell in u.bedomningar if cell.kod == kod)
    return Kommunjamforelse(
        uppdrag_id=u.uppdrag_id, uppdrag=u.uppdrag, egen=egen.varde, egen_ord=egen.text,
        gemensam=steg.get(u.gemensamt) if u.enad else None, gemensam_ord=u.gemensamt if u.enad else "inte beslutat",
        andra=sorted(cell.varde for cell in u.bedomningar if cell.kod != kod and cell.varde is not None),
    )  # fmt: skip
