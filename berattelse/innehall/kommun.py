"""What of the report concerns one kommun, taken from an edition's frozen content. Pure: content in, content out."""

from dataclasses import replace

from berattelse.innehall.kommunsida import kommunsida
from berattelse.innehall.schema import (
    Foljder,
    Kommunarena,
    Kommunberattelse,
    Kommunensandel,
    Kommunensbedomning,
    Kommunensord,
    Kommunensskuld,
    Skuldandelsrad,
)

SAMMA = (
    "skede", "undertitel", "fran", "till", "year", "dnr", "dnr_exempel", "avtal", "exempel", "skapad", "ekonomi", "underskrift",
    "beslut", "utgava",
)  # fmt: skip


def for_kommun(b, kod):
    """The kommun's own content: what it takes part in, its arenas, its share, its judgement. KeyError when it was no party."""
    k = _for_kommun(b, kod)
    return replace(k, sida=kommunsida(b, k)) if b.korthet else k


def _for_kommun(b, kod):
    kommun = {k.kod: k for k in b.kommuner}[kod]
    kapitel = [_kapitel(k, kod) for k in b.kapitel]
    med = {u.uppdrag_id for k in kapitel for u in k.uppdrag}
    return Kommunberattelse(
        **{namn: getattr(b, namn) for namn in SAMMA},
        kommun=kommun,
        titel=f"{b.titel} för {kommun.namn}",
        kapitel=[k for k in kapitel if k.uppdrag],
        med=[u.rubrik for k in kapitel for u in k.uppdrag if u.kommuner],
        inte=[u.rubrik for k in b.kapitel for u in k.uppdrag if u.uppdrag_id not in med],
        okant=[u.rubrik for k in kapitel for u in k.uppdrag if not u.kommuner],
        andra_avtal=[_sektion(s, kod) for s in b.andra_avtal if _deltar(s, kod)],
        beskrivningar=[d for d in b.beskrivningar if d.uppdrag_id in med],
        arenor=[_arena(a, kod, b.arenatabell) for a in b.tillfallen if _sitter(a, kod)],
        andel=_andel(b.ekonomi, kod),
        bedomning=bedomning(b.vardering, kod, med),
        ord=_ord(b.vardering, kod),
        foljder=_foljder(b.foljder, kod, {k.kod for k in b.kommuner} - {kod}),
    )


def _deltar(sektion, kod):
    """A section that names no kommun may concern this one: it stays, and is told as not known (`okant`)."""
    return not sektion.kommuner or kod in sektion.kommuner


def _kapitel(kapitel, kod):
    return replace(kapitel, uppdrag=[_sektion(s, kod) for s in kapitel.uppdrag if _deltar(s, kod)])


def _sektion(sektion, kod):
    """The section without the lines that concern other kommuner only; a part left with nothing goes."""
    delar = [replace(d, listor=[_lista(lista, kod) for lista in d.listor]) for d in sektion.delar]
    return replace(sektion, delar=[d for d in delar if d])


def _lista(lista, kod):
    return replace(lista, rader=[r for r in lista.rader if not r.kommuner or kod in r.kommuner])


def _sitter(arena, kod):
    return kod in arena.medlemmar or any(kod in t.narvaro for t in arena.tillfallen)


def _arena(arena, kod, tabell):
    """How many meetings were held, as the report's own table says, and at how many the kommun was; None where it is not noted of each."""
    hallna = [t for t in arena.tillfallen if t.hallet and t.mote]
    antal = next((rad.hallna for rad in tabell.rader if rad.id == arena.id or rad.arena == arena.arena), None)
    kand = hallna and antal == len(hallna) and all(t.narvaro for t in hallna)
    narvarande = sum(kod in t.narvaro for t in hallna) if kand else None
    return Kommunarena(arena=arena.arena, niva=arena.niva, hallna=antal, narvarande=narvarande)


def _andel(ekonomi, kod):
    f = ekonomi.fordelning
    return Kommunensandel(
        ersattning=next((r for r in f.rader if r.kod == kod), None) if f else None,
        kalla=f.kalla if f else "",
        kontrollerad=f.kontrollerad if f else False,
        skuld=_skuld(ekonomi.skuld_per_kommun, kod),
    )


def _skuld(tabell, kod):
    """The kommun's part of the debt by the year it arose in, and what is shared by all and not divided; None when there is no debt."""
    if tabell is None:
        return None
    per_kod = {rad.kod: rad for rad in tabell.rader}
    egen, gemensamt = per_kod.get(kod), per_kod[""]
    rader = [
        Skuldandelsrad(ursprung=ursprung, egen=egen.belopp[n] if egen else None, gemensamt=gemensamt.belopp[n])
        for n, ursprung in enumerate(tabell.ursprung)
    ]
    return Kommunensskuld(rader=rader, egen=sum(filter(None, egen.belopp)) if egen else 0, gemensamt=gemensamt.summa)


def bedomning(vardering, kod, med):
    """One kommun's judgements of the uppdrag in `med` (ids), each beside the joint one; None before the judgement is in."""
    rundor = [r for r in (vardering.kommunrundor if vardering else ()) if kod in {k.kod for k in r.kommuner}]
    if not rundor:
        return None
    return [_bedomt(r, u, next(b for b in u.bedomningar if b.kod == kod)) for r in rundor for u in r.uppdrag if u.uppdrag_id in med]


def _bedomt(runda, u, egen):
    return Kommunensbedomning(
        omgang=runda.namn, uppdrag_id=u.uppdrag_id, uppdrag=u.uppdrag, egen=egen.text, motivering=egen.motivering, nytta=egen.nytta,
        gemensam=u.gemensamt if u.enad else "", skal=u.motivering if u.enad else "", beslut=u.beslut if u.enad else None,
        avvikelser=[a for a in u.avvikelser if a.kommun] if u.enad else [],
        gemensamt_skal=runda.motivering if runda.nagon_enad else "",
    )  # fmt: skip


def _ord(vardering, kod):
    """What the kommun wrote to the other questions, in any round that is told by name."""
    rundor = [*vardering.kommunrundor, *vardering.rundor] if vardering else []
    return [
        Kommunensord(omgang=r.namn, fraga=f"{f.uppdrag}: {f.fraga}" if f.uppdrag else f.fraga, svar=t.svar, text=t.text)
        for r in rundor for f in r.fragor for t in f.texter if t.kod == kod
    ]  # fmt: skip


def _foljder(foljder, kod, andra):
    """Its own meetings, what is recommended to it or to all, and its own word on each proposal; `andra` are the other kommuner."""
    if foljder is None:
        return None
    return Foljder(
        traffar=[t for t in foljder.traffar if t.kod == kod],
        rekommendationer=[r for r in foljder.rekommendationer if r.agare_kod not in andra],
        forslag=[replace(f, parter=[p for p in f.parter if p.kod == kod]) for f in foljder.forslag],
    )
