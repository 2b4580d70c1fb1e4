"""One table of an edition's data: its name, its heads and its rows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tabell:
    """One file: its name, what it is, its heads (with units) and its rows."""

    namn: str
    vad: str
    huvud: tuple
    rader: list


def ja(varde):
    return "ja" if varde else "nej"
