"""The examinations a report tells of: the one of its own year in full, earlier ones in short with what came of them."""

from berattelse.dokument.schema import Genomlysningsforslag, Genomlysningsteg, Genomlysningsuppgift
from berattelse.models import Genomlysning, Genomlysningssteg
from samverkan import svenska
from samverkan.models import Organisation

Sort = Genomlysningssteg.Sort
OVERALLT = {Sort.STYRGRUPP: "{} har varit styrgrupp.", Sort.PROJEKTGRUPP: "{} har varit projektgrupp."}


def genomlysningar(year):
    """(those told of in this year, those told of in earlier years of the same agreement)."""
    rows = Genomlysning.objects.filter(verksamhetsar__avtal=year.avtal_id, verksamhetsar__fran__lte=year.fran)
    rows = rows.select_related("verksamhetsar").prefetch_related("steg__uppdrag", "steg__kommuner", "steg__arena", "steg__forslag")
    data = [(row.verksamhetsar_id == year.pk, _data(row)) for row in rows.order_by("fran", "pk")]
    return [d for egen, d in data if egen], [d for egen, d in data if not egen]


def _data(row):
    steg = list(row.steg.all())
    return Genomlysningsuppgift(
        titel=row.titel,
        year=row.verksamhetsar.beteckning,
        skal=row.skal,
        nar=row.nar,
        slutsats=row.slutsats,
        exempel=row.exempel,
        grupper=[OVERALLT[s.sort].format(svenska.stor_bokstav(_vem(s))) for s in steg if s.sort in OVERALLT and _vem(s)],
        steg=[_steg(s) for s in steg if s.sort not in OVERALLT and s.sort != Sort.FORSLAG],
        forslag=[_forslag(s) for s in steg if s.sort == Sort.FORSLAG],
    )


def _vem(steg):
    """Who it was: the arena, and what is noted beside it."""
    return " ".join(part for part in (steg.arena.textnamn if steg.arena_id else "", steg.anteckning.rstrip(".")) if part)


def _steg(steg):
    med = [u.namn for u in steg.uppdrag.all()] + [k.tabellnamn for k in steg.kommuner.all() if k.sort == Organisation.Sort.KOMMUN]
    med += [steg.arena.namn] if steg.arena_id else []
    return Genomlysningsteg(
        nar=steg.nar, vad=steg.get_sort_display(), med=svenska.lista_text(med), anteckning=steg.anteckning, exempel=steg.exempel
    )


def _forslag(steg):
    """What was proposed, and how far it has come where the change itself is registered."""
    f = steg.forslag
    return Genomlysningsforslag(
        nar=steg.nar,
        text=f.rubrik if f else steg.anteckning,
        anmarkning=steg.anteckning if f else "",
        slag=f.get_sort_display() if f else "",
        laget=laget(f) if f else "",
        exempel=steg.exempel or bool(f and f.exempel),
    )


def laget(forslag):
    """ "antaget, gäller från och med den 1 januari 2024"."""
    text = forslag.get_status_display().lower()
    return f"{text}, gäller från och med den {svenska.datum(forslag.galler_fran)}" if forslag.galler_fran else text
