"""Fields for amounts: whole kronor and per cent, written the way people write them."""

import re

from django import forms
from django.core.exceptions import ValidationError

from samverkan.forms import Decimaltal
from samverkan.svenska import HARD_SPACE, MINUS, kronor, tusental

_SIFFROR = re.compile(r"-?\d{1,18}")
FEL_BELOPP = "Skriv ett helt tal, till exempel 10 307 000. Inga bokstäver, decimaler eller tkr."
STORST = 10**15


class Kronor(forms.Field):
    """Whole kronor: spaces of every kind between thousands are allowed, either minus sign too. Nothing else is guessed at."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, *, lowest=-STORST, **kwargs):
        super().__init__(**kwargs)
        self.lowest = lowest

    def prepare_value(self, value):
        return tusental(value).replace(HARD_SPACE, " ") if isinstance(value, int) else value

    def to_python(self, value):
        text = re.sub(r"[\s\u00a0\u202f]", "", value or "").replace(MINUS, "-").replace("–", "-")
        if not text:
            return None
        if not _SIFFROR.fullmatch(text):
            raise ValidationError(FEL_BELOPP)
        belopp = int(text)
        if not self.lowest <= belopp <= STORST:
            raise ValidationError(FEL_BELOPP if abs(belopp) > STORST else f"Beloppet kan inte vara mindre än {kronor(self.lowest)}.")
        return belopp

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True


class Procent(Decimaltal):
    """A percentage, as people write it."""

    def __init__(self, **kwargs):
        super().__init__(error_messages={"invalid": "Skriv procenten med siffror, till exempel 2,6."}, **kwargs)
