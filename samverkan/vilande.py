"""A module that is large and seldom needed: it is imported when something of it is first asked for (docs/decisions/0037)."""

from importlib import import_module


class Vilande:
    """In the place of the module: `docx = Vilande("docx")`, and then docx.Document as ever. Two threads that ask at once import it once."""

    def __init__(self, modul):
        self._modul = modul

    def __getattr__(self, namn):
        return getattr(import_module(self._modul), namn)
