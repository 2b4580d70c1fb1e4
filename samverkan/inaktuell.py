"""Nothing stale wins: what a form showed when it was opened, and what is told when another has saved meanwhile."""

import hashlib
import json

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import BinaryField, Model

from samverkan.models import Handelse

BORTTAGET = "Någon annan har tagit bort det här medan du skrev, så det går inte att spara. Det du skrev är kvar, så att du kan kopiera det."

ANDRAT_SEDAN = "Det här har ändrats sedan sidan visades, så inget är gjort. Läs det som står nu, och tryck sedan igen om det är rätt."


class Inaktuell(Exception):  # noqa: N818 - a Swedish noun says it better
    """Somebody saved since what is now being saved was opened. Nothing was written."""


def version_av(values):
    """A short mark that differs when any of the values does."""
    return hashlib.sha256(json.dumps(values, default=str, sort_keys=True).encode()).hexdigest()[:16]


def visade(form):
    """{field: what the form begins with}, the same for the same row whenever it is asked."""
    return {name: _jamforbar(form[name].initial) for name in form.fields if name != "version"}


def _jamforbar(value):
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return "" if value is None else str(value)
    return sorted(map(_jamforbar, value))


def radversion(row):
    """The mark of everything a row's own table says; of a file it keeps, its fingerprint beside it says it."""
    falt = (field for field in row._meta.concrete_fields if not isinstance(field, BinaryField))
    return version_av({field.attname: str(field.value_from_object(row)) for field in falt})


def radernas_version(*rader):
    """The mark of many rows, whatever their order; None among them is a row there is none of."""
    return version_av(sorted(radversion(row) for row in rader if row is not None))


def krav_visat(visat, nu, sagt=ANDRAT_SEDAN):
    """ValidationError unless what is approved is what the page showed (`visat`, the page's hidden mark). None: no page was shown."""
    if visat is not None and str(visat) != str(nu):
        raise ValidationError(sagt)


def las_om(row):
    """The row as it is saved now, held for this transaction. ValidationError when it is gone."""
    rows = type(row)._base_manager.select_for_update().order_by()
    now = rows.filter(pk=row.pk).defer(*row.get_deferred_fields()).first()
    if now is None:
        raise ValidationError(BORTTAGET)
    return now


def senast_sparad(row):
    """{vem, tid} of the latest save the history or the log knows of, or {}."""
    if hasattr(row, "history") and (post := row.history.select_related("history_user").first()) and post.history_user:
        return {"vem": str(post.history_user), "tid": post.history_date}
    handelse = Handelse.objects.filter(objekt=f"{row._meta.label_lower}:{row.pk}").first()
    return {"vem": handelse.vem, "tid": handelse.tid} if handelse else {}


def i_ord(form, name):
    """What a field of the form began with, as a person reads it."""
    field, value = form.fields[name], form[name].initial
    if value in (None, "", []):
        return "tomt"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if not hasattr(field, "choices"):
        return str(field.widget.format_value(field.prepare_value(value)))
    valda = value if isinstance(value, list | tuple) else [value]
    if isinstance(field, forms.ModelChoiceField):
        rader = field.queryset.model._base_manager.filter(pk__in=[getattr(v, "pk", v) for v in valda])
        return ", ".join(map(field.label_from_instance, rader))
    namn = {str(key): str(label) for key, label in field.choices}
    return ", ".join(namn.get(str(v), str(v)) for v in valda)


class Versionerad:
    """A form that carries, hidden, the mark of what it showed when it was opened.

    What is saved now is what the same form would begin with if it were opened now: so whatever it shows is watched,
    its own fields as well as those it makes up from other rows, if it reads them itself when it is made.
    """

    inaktuell = None  # {vem, tid} of who saved meanwhile (or {}), once the save was refused

    def __new__(cls, *args, **kwargs):
        form = super().__new__(cls)
        form._oppnad_med = kwargs
        return form

    def bar_version(self):
        """Add the hidden mark; its value waits until everything is shown."""
        self.fields["version"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=lambda: version_av(self.visade()))

    def visade(self):
        return visade(self)

    def uppgifter(self):
        """What was read in, without the mark."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @property
    def rad(self):
        """The row whose latest save is told of, if there is one."""
        return next((v for k, v in self._oppnad_med.items() if k != "by" and isinstance(v, Model) and v.pk), None)

    def nu(self, data=None):
        """The same form as it would be opened now, with what was typed in it or without. Holds its rows."""
        kwargs = {k: las_om(v) if k != "by" and isinstance(v, Model) and v.pk else v for k, v in self._oppnad_med.items()}
        return type(self)(**(kwargs | {"data": data}))

    def krav_aktuell(self):
        """Inaktuell unless the form was opened on what is saved now. Asked by the act, when it holds what it writes."""
        if "version" in self.fields and self.data.get(self.add_prefix("version")) != version_av(self.nu().visade()):
            raise Inaktuell

    def visa_inaktuell(self):
        """What was typed stays; at each field that differs stands what is saved. The next save starts from that."""
        with transaction.atomic():
            nu, version = self.nu(self.data), version_av(self.nu().visade())
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = version
        self.inaktuell = {}
        if nu.rad:
            self.inaktuell = senast_sparad(nu.rad)
            self.rad.refresh_from_db()  # what the page says around the form is what is saved, not what was typed
        self.visa_sparat(nu)

    def visa_sparat(self, nu):
        sag_sparat(self, nu)


def sag_sparat(form, nu, utom=("version",)):
    """Say at each field of the form what is saved, where that is not what was typed."""
    for name in nu.changed_data:
        if name not in utom:
            form.add_error(name, f"Sparat nu: {i_ord(nu, name)}")


class Flerformular(Versionerad, forms.Form):
    """Many forms on one page, `rader`, saved in one act. One mark for all of them: a row that another adds counts too."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rader = self.las_rader(self.data if self.is_bound else None)
        self.bar_version()

    def las_rader(self, data):
        raise NotImplementedError

    def visade(self):
        return {rad.prefix: visade(rad) for rad in self.rader}

    def is_valid(self):
        return all([super().is_valid(), *(rad.is_valid() for rad in self.rader)])

    def visible_fields(self):
        return [field for rad in self.rader for field in rad.visible_fields()]

    @property
    def radfel(self):
        """Is anything wrong in one of the rows?"""
        return self.is_bound and any(rad.errors for rad in self.rader)

    def visa_sparat(self, nu):
        """The rows are those there are now, also one that another has added, with what was typed in them."""
        self.rader = nu.rader
        for rad in self.rader:
            rad.full_clean()
            sag_sparat(rad, rad)
