"""The meetings with each kommun: about a year that has ended, with what goes on to the region's board."""

from django.db import transaction

from samverkan.door import log
from uppdrag.actions.lock import hall_years, krav_oppet_for
from uppdrag.models import Narvaro, Tillfalle


@transaction.atomic
def spara(form, *, by):
    """Register or change one; the day it had and the day it gets must not lie in a locked year."""
    row = form.instance
    new = row._state.adding
    if not new:
        hall_years(row.avtal_id)
        krav_oppet_for(Tillfalle.objects.select_for_update(of=("self",)).get(pk=row.pk))
    krav_oppet_for(row)
    row._history_user = by
    form.save()
    if row.status == Tillfalle.Status.HALLET and not row.narvaro.exists():
        Narvaro.objects.create(tillfalle=row, organisation=row.kommun)
    log(row, "registrerade kommunvis träff" if new else "ändrade kommunvis träff", by=by, falt=list(form.changed_data))
    return row
