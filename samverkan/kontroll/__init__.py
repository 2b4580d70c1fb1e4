"""What can be wrong with an installation, in plain words: each room says what it looks at, and the roof's `kontrollera` asks them all."""

from samverkan.kontroll.punkt import Kontroll, prova

__all__ = ["Kontroll", "prova"]
