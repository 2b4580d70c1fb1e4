"""What is due today in this room: adopted changes of the agreement take force on their day. Safe to run twice."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from uppdrag.actions import genomfor as actions
from uppdrag.models import Andringsforslag


def kor():
    """Do it. Returns what was done, a sentence each, and what waits for a person with the reason."""
    rader = Andringsforslag.objects.att_genomfora(timezone.localdate()).select_related("avtal", "uppdrag", "omrade")
    return [_genomfor(forslag) for forslag in rader.order_by("galler_fran", "pk")]


def _genomfor(forslag):
    try:
        actions.genomfor(forslag)
    except ValidationError as error:
        return f"Ändringen {forslag} väntar på en person: {' '.join(error.messages)}"
    return f"Ändringen {forslag} är genomförd."
