"""The history of a row as a person reads it: who changed which field, from what to what."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import formats


@dataclass(frozen=True)
class Andring:
    tid: datetime
    vem: str
    vad: str  # Skapad, Ändrad, Borttagen
    falt: tuple  # (label, before, after)


SORTER = {"+": "Skapad", "~": "Ändrad", "-": "Borttagen"}


def andringar(row):
    """Latest first. A save that changed nothing is left out."""
    poster = list(row.history.select_related("history_user").order_by("-history_date", "-history_id"))
    rows = []
    for post, forra in zip(poster, [*poster[1:], None], strict=True):
        falt = _skillnad(row, post, forra) if forra and post.history_type == "~" else ()
        if falt or post.history_type != "~":
            rows.append(Andring(post.history_date, str(post.history_user or "Samverkan"), SORTER[post.history_type], falt))
    return rows


def _skillnad(row, post, forra):
    delta = post.diff_against(forra, foreign_keys_are_objs=True)
    return tuple((_etikett(row, c.field), _varde(row, c.field, c.old), _varde(row, c.field, c.new)) for c in delta.changes)


def _etikett(row, name):
    return row._meta.get_field(name).verbose_name


def _varde(row, name, value):
    choices = dict(row._meta.get_field(name).flatchoices)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if value is None or value == "":
        return "tomt"
    if isinstance(value, date):
        return formats.date_format(value, "j F Y")
    return str(choices.get(value, value))
