"""The pictures of a year, drawn from the gathered data alone: its spread, its cover and the strip of each uppdrag.

A picture's title is the sentence a listener hears (it alone stands in the PDF): what, year, highest, exception, total.
"""

from collections import Counter
from itertools import groupby

from berattelse.innehall.korthet import senaste_runda
from berattelse.skrift import etiketter
from enkat.resultat.vardetabell import INGEN, INTE_LAMNAD, KAN_INTE, vardekarta, vardruta
from enkat.schema import Bedomningslage
from samverkan.bilder.band import band, mot
from samverkan.bilder.bredvid import Bredvid, andelsband, bredvid
from samverkan.bilder.moten import Arenamanad, arenabild, kalender
from samverkan.bilder.remsa import Remsa, remsa
from samverkan.bilder.rutor import tegelkarta
from samverkan.bilder.staplar import Stapel, staende
from samverkan.svenska import MANADER, genitiv, lista_text, numerus, talord, till_tkr, tusental

LANGST = 250  # letters of a title


def skuldband(e):
    """The debt by origin as one bar; "" without any."""
    s = e.skuld
    delar = [
        Stapel(r.ursprung, r.utgaende_tkr, oklar=r.att_bokfora, tillagg="att bokföra" if r.att_bokfora else "") for r in s.rader
    ]  # fmt: skip
    varav = lista_text([f"{tusental(d.varde)} från {d.namn}{f' ({d.tillagg})' if d.tillagg else ''}" for d in delar])
    return band(f"Skulden till kommunerna: {tusental(s.summa_utgaende_tkr)} tkr, varav {varav}."[:LANGST], delar, "tkr") if delar else ""


def vardebild(runda, year="", fore=None):
    """The heat map of a round, the joint value at each row's end; "" when the kommuner have not been asked.

    `fore` is (the round of the year before, that year): its joint values stand in a thin column beside.
    """
    if runda is None:
        return ""
    rader = [(u.uppdrag, [rutan(cell, {a.kod for a in u.avvikelser}) for cell in u.bedomningar]) for u in runda.uppdrag]
    slut = [u.gemensamt if u.enad else "–" for u in runda.uppdrag] if runda.nagon_enad else None
    fjol, fjolaret = fore or (None, "")
    return vardekarta(
        [k.kort for k in runda.kommuner], [(s.varde, s.text) for s in runda.skala], rader, titel=_vardetitel(runda, year), slut=slut,
        fore=_fjolaret(runda, fjol), foreord=f"{fjolaret}, gemensamt",
    )  # fmt: skip


def _fjolaret(runda, fjol):
    """Last year's joint word for each row of this round; None where there is none for any."""
    if fjol is None or not fjol.nagon_enad:
        return None
    varden = {u.uppdrag_id: u.gemensamt for u in fjol.uppdrag if u.enad}
    return [varden.get(u.uppdrag_id, "–") for u in runda.uppdrag]


def rutan(cell, avvikande):
    """(the value, or the sign that stands for none; does its kommun dissent?)"""
    tecken = {Bedomningslage.SAKNAS: INTE_LAMNAD, Bedomningslage.DELTAR_INTE: INGEN}.get(cell.lage, KAN_INTE)
    return (tecken if cell.varde is None else cell.varde), cell.kod in avvikande


def _vardetitel(runda, year):
    svar = Counter(cell.text.lower() for u in runda.uppdrag for cell in u.bedomningar)
    delar = [f"{antal} {text}" for text, antal in svar.most_common()]
    return f"Kommunernas bedömning{f' av {year}' if year else ''} av {len(runda.uppdrag)} uppdrag: {lista_text(delar)}."[:LANGST]


def jamforbild(nyckeltal, year):
    """A key figure as a bar beside an outline of what it is held against."""
    i_tkr = nyckeltal.enhet == "kr"
    rader = [
        (namn, till_tkr(tal) if i_tkr and tal is not None else tal)
        for namn, tal in ((year, nyckeltal.tal), (nyckeltal.jamfort, nyckeltal.forra))
    ]
    sagt = ", ".join(f"{namn} {'inte känt' if tal is None else tusental(tal)}" for namn, tal in rader)
    return mot(f"{nyckeltal.vad}: {sagt} {'tkr' if i_tkr else ''}".rstrip() + ".", rader, "tkr" if i_tkr else "")


def arenabilden(b):
    """Every arena by month."""
    k = b.korthet
    grupper = [
        (etiketter.niva(niva), [_arenamanad(a) for a in rader]) for niva, rader in groupby(k.arenor, key=lambda a: a.niva)
    ]  # fmt: skip
    summa = b.arenatabell.summa
    helt = Arenamanad("Möten per månad och hela året", tuple(k.moten), summa.planerat, summa.hallna)
    return arenabild(_motestitel(b), [manadsnamn(m) for m in k.manader], grupper, helt)


def manadsnamn(dag):
    return MANADER[dag.month - 1][:3]


def _motestitel(b):
    k, hallna = b.korthet, b.arenatabell.summa.hallna
    mest = max(k.arenor, key=lambda a: a.hallna or 0, default=None)
    okanda = sum(a.hallna is None for a in k.arenor)
    delar = [
        f"{flest(k)} ({max(k.moten)})" if flest(k) else "",
        f"{mest.arena} {mest.hallna}" if mest and mest.hallna else "",
        f"antalet är inte känt i {numerus(okanda, 'en arena', 'arenor')}" if okanda else "",
    ]
    motta = sum(bool(a.hallna) for a in k.arenor)
    i = "en arena" if len(k.arenor) == 1 else f"{motta} av {numerus(len(k.arenor), 'en arena', 'arenor')}"
    antal = "antalet är inte känt" if hallna is None else f"{hallna} i {i}"
    return f"Möten {b.year}: {', '.join(filter(None, [antal, *delar]))}. Tabell: Arenor och möten."[:LANGST]


def flest(k):
    """ "flest i januari": the months with the most meetings, said by the days that are known; "" where they are examples or none is."""
    if k.dagar_exempel or not any(k.moten):
        return ""
    return f"flest i {lista_text([MANADER[m.month - 1] for m, antal in zip(k.manader, k.moten, strict=True) if antal == max(k.moten)])}"


def exempeldagar(b):
    """What is said where days are examples, all of them or some; "" where none is."""
    if b.korthet is None or not b.korthet.dagar_exempel:
        return ""
    alla = all(t.exempel for a in b.tillfallen for t in a.tillfallen if t.hallet and t.mote)
    return "Dagarna är exempel" if alla else "Några av dagarna är exempel"


def _om_dagarna(k, exempel):
    sagt = exempel.lower() or flest(k)
    return f", {sagt}" if sagt else ""


def _arenamanad(a):
    return Arenamanad(a.arena, None if a.manader is None else tuple(a.manader), a.planerat, a.hallna)


def omslagsbild(b, **hur):
    """The days of the year with a dot for its meetings; "" where no day is known. `hur` is the picture's."""
    k = b.korthet
    per_manad = {m: Counter() for m in k.manader}
    for a in b.tillfallen:
        for t in a.tillfallen:
            if t.hallet and t.mote:
                dag = max(t.fran, b.fran)
                per_manad[dag.replace(day=1)][dag.day] += 1
    titel = f"Årets möten, {sum(k.moten)}, dag för dag{_om_dagarna(k, exempeldagar(b))}."
    return kalender(titel, [manadsnamn(m) for m in k.manader], [dict(per_manad[m]) for m in k.manader], k.moten, **hur)


def parterna(b):
    titel = f"Parter: regionen och {talord(len(b.kommuner))} kommuner: {lista_text([k.kort for k in b.kommuner])}."
    return tegelkarta(titel[:LANGST], [(k.kort, True) for k in b.kommuner])


def remsor(b):
    """{an uppdrag's id: its strip}; {} for an edition that tells of none."""
    if b.korthet is None:
        return {}
    runda, year = senaste_runda(b)
    varden = {u.uppdrag_id: u for u in runda.uppdrag} if runda else {}
    sektioner = {u.uppdrag_id: u for k in b.kapitel for u in k.uppdrag}
    return {
        r.uppdrag_id: _remsan(r, b, sektioner[r.uppdrag_id], varden.get(r.uppdrag_id), runda, year)
        for r in b.korthet.remsor if r.uppdrag_id in sektioner
    }  # fmt: skip


def _remsan(r, b, sektion, varde, runda, year):
    steg = {s.text: s.varde for s in runda.skala} if runda else {}
    gemensamt = varde.gemensamt if varde and varde.enad else ""
    moten, motesord = _moten(r, exempeldagar(b))
    pengar, pengaord = _pengar(r)
    form = Remsa(
        moten=moten, manader=tuple(r.manader) if any(r.manader) else (), motesord=motesord, pengar=pengar, pengaord=pengaord,
        vardeord=_vardeord(runda, year), gemensamt=gemensamt,
        steg=(steg[gemensamt], len(steg)) if gemensamt in steg else None, rutor=tuple(_rutor(varde, runda)),
        kommuner=tuple((k.kort, k.kod in sektion.kommuner) for k in b.kommuner),
    )  # fmt: skip
    namn = [manadsnamn(b.korthet.manader[n]) for n in (0, -1)]
    titel = _remsans_titel(f"{sektion.rubrik} {b.year}", form)
    return remsa(titel[:LANGST], form, namn)


def _remsans_titel(vad, form):
    med = sum(omfattas for _, omfattas in form.kommuner)
    vilka = f"{numerus(med, 'en kommun omfattas', 'kommuner omfattas')}" if med else "vilka kommuner som omfattas är inte registrerat"
    varde = f"{form.vardeord.lower()}: {form.gemensamt or 'inget'}"
    return f"{vad}: möten {form.moten}, {form.motesord.lower()}; {form.pengaord.lower()} {form.pengar}; {varde}; {vilka}."


def _vardeord(runda, year):
    if runda is None:
        return "Gemensamt värde"
    return f"Gemensamt {year} (exempel)" if runda.exempel else f"Gemensamt värde {year}"


def _moten(r, exempel):
    if not r.arenor:
        return "–", "Inga arenor redovisas här"
    okanda = f", i {r.okanda} inte känt" if r.okanda and r.moten is not None else ""
    arenor = "arena" if r.arenor == 1 else "arenor"
    dagar = f", {exempel.lower().replace(' är', '')}" if exempel and any(r.manader) else ""
    return ("inte känt" if r.moten is None else str(r.moten)), f"{r.arenor} {arenor}{okanda}{dagar}"


def _pengar(r):
    if r.belopp is None:
        return "–", "Inget belopp redovisat"
    tecken = "+" if r.slag == "resultat" and r.belopp > 0 else ""
    ord_ = "Statsbidrag" if r.slag == "statsbidrag" else "Underskott" if r.belopp < 0 else "Överskott" if r.belopp else "Resultat"
    return f"{tecken}{tusental(r.belopp_tkr)} tkr", ord_


def _rutor(varde, runda):
    if varde is None:
        return
    namn, avvikande = {k.kod: k.kort for k in runda.kommuner}, {a.kod for a in varde.avvikelser}
    for cell in varde.bedomningar:
        yield namn.get(cell.kod, cell.kod), vardruta(*rutan(cell, avvikande), len(runda.skala))


def kommunbilder(k, exempel):
    """The pictures of a kommun's own page; {} for an edition that tells of none. `exempel` is what is said of the edition's days."""
    if k.sida is None:
        return {}
    return {"andel": _andelen(k), "bredvid": _bredvid(k), "moten": _kommunens_moten(k, exempel)}


def _andelen(k):
    egen = k.andel.ersattning
    if egen is None:
        return ""
    hela = sum(rad.belopp for rad in k.sida.andelar)
    titel = f"{genitiv(k.kommun.kort)} del av ersättningen {k.year}: {tusental(egen.belopp)} av {tusental(hela)} kronor."
    return andelsband(titel, [(rad.kommun, rad.belopp) for rad in k.sida.andelar], egen.kommun)


def _bredvid(k):
    sida, kort = k.sida, k.kommun.kort
    lika = sum(j.egen is not None and j.egen == j.gemensam for j in sida.bedomningar)
    titel = f"{genitiv(kort)} bedömning av {sida.bedomt} bredvid det gemensamma värdet: lika i {lika} av {len(sida.bedomningar)} uppdrag."
    rader = [
        Bredvid(j.uppdrag, j.egen, "?" if j.egen is None else str(j.egen), j.gemensam, j.gemensam_ord, tuple(j.andra))
        for j in sida.bedomningar
    ]
    return bredvid(titel, kort, [(s.varde, s.text) for s in sida.skala], rader)


def _kommunens_moten(k, exempel):
    sida = k.sida
    if not any(sida.moten):
        return ""
    titel = f"Möten {k.year} i arenor där {k.kommun.kort} satt: {sum(sida.moten)}{_om_dagarna(sida, exempel)}."
    return staende(titel, [Stapel(manadsnamn(m), antal) for m, antal in zip(sida.manader, sida.moten, strict=True)])
