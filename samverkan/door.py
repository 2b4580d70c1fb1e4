"""The one door to a row, and the trace every act leaves."""

from django.core.exceptions import PermissionDenied
from django.db.models import TextField
from django.shortcuts import get_object_or_404

from samverkan.models import Handelse
from samverkan.sparet import kedja


def get_for_user(model, user, *, can=None, **lookup):
    """The one door to a row: 404 when it is not the user's to know of, 403 when they may see it but not do `can` now.

    `model` is a model class or a queryset; `can` is a predicate of the row, such as Avsnitt.can_be_edited_by.
    """
    queryset = model if hasattr(model, "filter") else model.objects.all()
    row = get_object_or_404(queryset.visible_to(user), **lookup)
    require(row, user, can)
    return row


def require(row, user, can):
    """403 unless the predicate `can` (of the row) says yes to this user now."""
    if can is not None and not can(row, user):
        raise PermissionDenied


def namn_i_loggen(row):
    """What the log calls a row: its name; of one whose name is its own free text, only how long that is.

    The log is kept for ever: a text that is taken away is not to stand there word for word. Its history is kept with the rows.
    """
    namn = str(row)
    texter = [getattr(row, falt.attname) for falt in row._meta.concrete_fields if isinstance(falt, TextField) or falt.name == "text"]
    egen = next((text for text in texter if text and namn and namn.removesuffix(" …") in text), None)
    return namn if egen is None else f"{row._meta.verbose_name} ({len(egen)} tecken)"


def log(row, akt, *, by, text="", avtal_id=None, **detaljer):
    """Write one row in the event log. `by` is None for what the clock does; `avtal_id` says whose log it is shown in."""
    if avtal_id is None:
        avtal_id = getattr(row, "avtal_id", None)
    handelse = Handelse.objects.create(
        user=by,
        vem=str(by) if by else "Samverkan",
        akt=akt,
        objekt=f"{row._meta.label_lower}:{row.pk}",
        text=(text or namn_i_loggen(row))[:300],
        avtal_id=avtal_id,
        detaljer=detaljer,
    )
    kedja.efter(handelse)
    return handelse
