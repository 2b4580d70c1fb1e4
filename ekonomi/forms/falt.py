"""A field for per cent, written the way people write it."""

from samverkan.forms import Decimaltal


class Procent(Decimaltal):
    """A percentage, as people write it."""

    def __init__(self, **kwargs):
        super().__init__(error_messages={"invalid": "Skriv procenten med siffror, till exempel 2,6."}, **kwargs)
