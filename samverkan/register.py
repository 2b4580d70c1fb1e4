"""The regions and kommuner of Sweden with SCB's codes, as the file in data/ lists them: whoever begins chooses among them."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from samverkan.models import Organisation

FIL = Path(__file__).parent / "data" / "regioner_och_kommuner.csv"  # its first lines say where it comes from, and when
REGIONKOD = 2  # signs of a region's code; the codes of its kommuner begin with it


@dataclass(frozen=True)
class Listrad:
    """One of the list: a region (two digits) or a kommun (four)."""

    kod: str
    namn: str
    kortnamn: str

    @property
    def sort(self):
        return Organisation.Sort.REGION if len(self.kod) == REGIONKOD else Organisation.Sort.KOMMUN


@cache
def poster():
    """{code: Listrad}, read once."""
    rader = [rad for rad in FIL.read_text(encoding="utf-8").splitlines() if not rad.startswith("#")]
    return {rad["kod"]: Listrad(**rad) for rad in csv.DictReader(rader)}


def regioner():
    return [post for post in poster().values() if post.sort == Organisation.Sort.REGION]


def kommuner(*koder):
    """The kommuner of the regions with these codes."""
    return [post for post in poster().values() if post.sort == Organisation.Sort.KOMMUN and post.kod[:REGIONKOD] in koder]


def saknade_kommuner(*koder):
    """Those of them that are not registered as organisations."""
    finns = set(Organisation.objects.filter(sort=Organisation.Sort.KOMMUN).values_list("kod", flat=True))
    return [post for post in kommuner(*koder) if post.kod not in finns]
