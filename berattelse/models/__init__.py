from berattelse.models.avsnitt import Avsnitt, Statusbyte
from berattelse.models.underlag import Aktivitet, Projekt, Resultat
from berattelse.models.utgava import Fardigstallande, Godtagande, Skede, Utgava, Utgavefil, filnamn
from berattelse.models.utgivning import Hamtning, Publicering, Sandning, Signatur

__all__ = [
    "Aktivitet",
    "Avsnitt",
    "Fardigstallande",
    "Godtagande",
    "Hamtning",
    "Projekt",
    "Publicering",
    "Resultat",
    "Sandning",
    "Signatur",
    "Skede",
    "Statusbyte",
    "Utgava",
    "Utgavefil",
    "filnamn",
]
