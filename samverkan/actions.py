"""Acts on organisations."""

from django.db import transaction

from samverkan.door import log


@transaction.atomic
def spara_organisation(form, *, by):
    new = form.instance._state.adding
    row = form.save()
    log(row, "lade till" if new else "ändrade", by=by, falt=form.changed_data)
    return row
