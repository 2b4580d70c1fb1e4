"""What can be searched: how a room says which of its rows and texts, who may see them, and what a hit is called."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, CharField, F, Model, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

MELLAN = "\x1f"  # between two texts of a row


@dataclass(frozen=True)
class Sokkalla:
    """One kind of row. `nummer` (1–63) is part of each key in the register: it is never changed, nor used again.

    `synliga(user)` is the one filter of rights. `sida` gives the arguments of the address `adress`, with / between; one is empty when
    it has no page. `i_titeln` are the texts that the title holds already.
    """

    nummer: int
    slug: str
    rubrik: str
    modell: type[Model]
    falt: tuple[str, ...]
    synliga: Callable[..., QuerySet]
    adress: str
    sida: object = F("pk")
    titel: object = Value("")
    hos: object = Value("")
    nar: object = Value("")
    form: str = ""
    i_titeln: tuple[str, ...] = ()

    @property
    def register(self):
        """(table, number, form, columns): what the database is told."""
        return self.modell._meta.db_table, self.nummer, self.form, self.falt

    def rader(self, rows):
        """(number, key, arguments of the page, title, where, when, text) of the rows, as text: the same shape for every kind."""
        ovrigt = [namn for namn in self.falt if namn not in self.i_titeln]
        skrivet = Concat(Value(""), *(p for namn in ovrigt for p in (Value(MELLAN), F(namn))), Value(""), output_field=TextField())
        return rows.order_by().values_list(
            Value(self.nummer), "pk", som_text(self.sida), som_text(self.titel), som_text(self.hos), som_text(self.nar), skrivet
        )  # fmt: skip


def som_text(uttryck):
    return Coalesce(Cast(uttryck, TextField()), Value(""), output_field=TextField())


def forsta(*falt):
    """The first of the fields that says anything."""
    return Coalesce(*(NullIf(som_text(F(namn)), Value("")) for namn in falt), Value(""), output_field=TextField())


def etikett(falt, val):
    """The label of a choice."""
    return Case(*(When(**{falt: kod}, then=Value(ord_)) for kod, ord_ in val.choices), default=Value(""), output_field=CharField())


def foljd(*delar):
    """One after the other."""
    return Concat(*(som_text(d) for d in delar), output_field=TextField())
