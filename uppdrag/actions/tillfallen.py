"""The acts on meetings. A meeting in a closed year is neither made, moved, changed nor removed."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from samverkan import svenska
from samverkan.door import log
from uppdrag.actions.lock import hall_years, krav_ojusterat, krav_oppet, krav_oppet_for, krav_oppet_year
from uppdrag.actions.moten import beratta_installt
from uppdrag.models import Arenaar, Arendeutfall, Narvaro, Protokoll, Tillfalle

SAMTIDIGT = "Någon annan har just registrerat samma möte. Titta i listan innan du registrerar det igen."
PLANERAT, HALLET, INSTALLT = Tillfalle.Status.PLANERAT, Tillfalle.Status.HALLET, Tillfalle.Status.INSTALLT
AKT = {HALLET: "markerade som hållet", INSTALLT: "ställde in"}


@transaction.atomic
def spara(form, *, by):
    """Register or change one occasion; both the day it had and the day it gets must lie in open years."""
    row = form.instance
    new = row._state.adding
    if not new:
        hall_years(row.avtal_id, Tillfalle.objects.get(pk=row.pk).avtal_id)
        stored = Tillfalle.objects.select_for_update().get(pk=row.pk)
        _krav(stored.avtal_id, stored.fran)
        krav_ojusterat(row.pk)
    _krav(row.avtal_id, row.fran)
    row._history_user = by
    if new:
        row.registrerat_av = by
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError as error:
        raise ValidationError({"fran": SAMTIDIGT}) from error
    log(row, "registrerade" if new else "ändrade", by=by, falt=list(form.changed_data))
    return row


def _krav(avtal, datum):
    """As krav_oppet_year, said at the date. Of two who register at once the second waits here for the first."""
    try:
        return krav_oppet_year(avtal, datum)
    except ValidationError as error:
        raise ValidationError({"fran": error.messages}) from error


@transaction.atomic
def markera_hallna(tillfallen, *, by):
    """planerat → hållet, for one or many at once. Refuses what has not been yet. Returns how many changed."""
    rader = list(tillfallen)
    senare = [svenska.datum(row.fran) for row in rader if row.fran > timezone.localdate()]
    if senare:
        raise ValidationError(f"Det som ännu inte har varit kan inte vara hållet: {svenska.lista_text(senare)}.")
    return _satt_status(rader, fran={PLANERAT}, till=HALLET, by=by)


@transaction.atomic
def stall_in(row, *, by):
    """planerat or hållet → inställt. The row stays, so that what was planned can still be seen; whoever was called is told.

    ValidationError where somebody has noted who was there, that minutes were kept, or what was decided.
    """
    krav_oppet_for(row)
    nu = Tillfalle.objects.get(pk=row.pk)  # as it is now that the year is held
    if nu.protokoll or nu.deltagare or nu.narvaro.exists():
        raise ValidationError("Mötet har protokoll eller deltagare, så det har hållits. Ta bort dem först om det ändå ställdes in.")
    if nu.beslut.exists():
        raise ValidationError("Ett beslut är fattat vid mötet, så det har hållits. Rätta beslutet först om det ändå ställdes in.")
    changed = _satt_status([row], fran={PLANERAT, HALLET}, till=INSTALLT, by=by)
    if changed:
        beratta_installt(row, by=by)
    return changed


def _satt_status(rader, *, fran, till, by):
    changed = 0
    hall_years(*{row.avtal_id for row in rader})
    for row in rader:
        krav_oppet_for(row)
        aktuell = Tillfalle.objects.select_for_update().get(pk=row.pk)
        if aktuell.status in fran:
            row.status, row._history_user = till, by
            row.save(update_fields=["status"])
            log(row, AKT[till], by=by)
            changed += 1
    return changed


@transaction.atomic
def ta_bort(row, *, by):
    """Remove what was registered by mistake. ValidationError when a decision or another occasion stands on it."""
    krav_oppet_for(row)
    if row.beslut.exists():
        raise ValidationError("Ett beslut är fattat vid tillfället. Rätta beslutet först om det inte var där.")
    if row.delar.exists():
        raise ValidationError("Andra tillfällen hör till tillfället. Ställ in det i stället.")
    if row.kallelser.exists() or row.handlingar.exists() or Protokoll.objects.filter(tillfalle=row).exists():
        raise ValidationError("Tillfället har kallelser, handlingar eller protokoll. Ställ in det i stället.")
    if Arendeutfall.objects.filter(punkt__tillfalle=row).exists():
        raise ValidationError("Det står vad det blev av ärendena. Ställ in tillfället i stället.")
    log(row, "tog bort", by=by, datum=row.fran.isoformat(), arrangor=str(row.arrangor))
    row._history_user = by
    row.delete()


@transaction.atomic
def skapa_serie(serieplan, *, by):
    """A monthly series in one act: ([made], [days skipped because the arena already meets then])."""
    year = krav_oppet(serieplan.verksamhetsar)
    nya, upptagna = serieplan.fordela()
    if not nya:
        raise ValidationError("Arenan har redan ett möte varje dag i serien. Inget nytt har registrerats.")
    serie = uuid4()
    made = [Tillfalle(**serieplan.faltvarden(dag), serie=serie, registrerat_av=by) for dag in nya]
    for row in made:
        row._history_user = by
        row.save()
    plan, _ = Arenaar.objects.get_or_create(arena=serieplan.arena, verksamhetsar=year)
    plan.manadsvis, plan.undantagna_manader = True, sorted(serieplan.undantag)
    plan.planerat = plan.planerat or len(nya) + len(upptagna)
    plan.save(update_fields=["manadsvis", "undantagna_manader", "planerat"])
    log(serieplan.arena, "registrerade månadsserie", by=by, antal=len(made), year=str(year), serie=str(serie))
    return made, upptagna


@transaction.atomic
def spara_narvaro(row, antal, *, by, vilka=None, aktuell=None):
    """`antal` says {organisation: number or None} of those who were there; the others were not. `vilka` says who."""
    krav_oppet_for(row)
    if Tillfalle.objects.get(pk=row.pk).status != HALLET:
        raise ValidationError("Närvaron antecknas när mötet är markerat som hållet.")
    if aktuell:
        aktuell()
    row.narvaro.exclude(organisation__in=antal).delete()
    for organisation, n in antal.items():
        Narvaro.objects.update_or_create(
            tillfalle=row, organisation=organisation, defaults={"antal": n, "vilka": (vilka or {}).get(organisation, "")}
        )
    log(row, "ändrade närvaron", by=by, organisationer=[str(organisation) for organisation in antal])
