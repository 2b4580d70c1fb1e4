"""A module that is large and seldom needed: it is imported when something of it is first asked for (docs/decisions/0037)."""

from importlib import import_module
from typing import Any


class Vilande:
    """In the place of the module: `docx = Vilande("docx")`, and then docx.Document as ever. Two threads that ask at once import it once."""

    def __init__(self, modul: str) -> None:
        self._modul = modul

    def __getattr__(self, namn: str) -> Any:
        return getattr(import_module(self._modul), namn)
