"""A long list page by page: a page and whether there is another, by reading one row more than it shows; nothing is counted."""

from dataclasses import dataclass

PER_SIDA = 100
HOGST = 100_000  # no list is so long; a number beyond it is somebody's play with the address


@dataclass(frozen=True)
class Listsida:
    """The rows of one page of a list, its number from 1, and whether there is a page after it."""

    rader: list
    nummer: int
    fler: bool

    def __iter__(self):
        return iter(self.rader)

    def __bool__(self):
        return bool(self.rader)

    @property
    def ensamt(self):
        """Is it all there is?"""
        return self.nummer == 1 and not self.fler

    @property
    def antal(self):
        """How many rows the page has: of a list on one page that is all of them."""
        return len(self.rader)

    @property
    def fore(self):
        return self.nummer - 1

    @property
    def efter(self):
        return self.nummer + 1


def blad(request, rows):
    """The page that ?sida= asks for; the first one where it is no number or the list does not reach so far. `rows` are in order."""
    per_sida, sagt = PER_SIDA, request.GET.get("sida", "")
    nummer = min(int(sagt), HOGST) if sagt.isdecimal() and len(sagt) < 9 and int(sagt) else 1
    hittills = (nummer - 1) * per_sida
    rader = list(rows[hittills : hittills + per_sida + 1])
    if not rader and nummer > 1:
        nummer, rader = 1, list(rows[: per_sida + 1])
    return Listsida(rader[:per_sida], nummer, len(rader) > per_sida)
