from berattelse.models.avsnitt import Avsnitt, Statusbyte
from berattelse.models.datanyckel import Datanyckel
from berattelse.models.forra import Intagenberattelse
from berattelse.models.genomlysning import (
    Dokumentsort,
    Dokumentuppgift,
    FrittKapitel,
    Genomlysning,
    Genomlysningssteg,
    Rapportkapitel,
    Uppdragsdel,
    can_write_dokument,
)
from berattelse.models.granskning import Kommentar, Kommentarsvar
from berattelse.models.overlamning import Overlamning
from berattelse.models.paminnelse import Dagsbrev, Paminnelseval
from berattelse.models.rader import Aktivitet, Projekt, Resultat
from berattelse.models.utgava import Fardigstallande, Godtagande, Skede, Utgava, Utgavefil, can_fardigstalla, can_faststalla, filnamn
from berattelse.models.utgivning import Arkivid, Hamtning, Publicering, Sandning, Signatur, Vantandefil

__all__ = [
    "Aktivitet",
    "Arkivid",
    "Avsnitt",
    "Dagsbrev",
    "Datanyckel",
    "Dokumentsort",
    "Dokumentuppgift",
    "Fardigstallande",
    "FrittKapitel",
    "Genomlysning",
    "Genomlysningssteg",
    "Godtagande",
    "Hamtning",
    "Intagenberattelse",
    "Kommentar",
    "Kommentarsvar",
    "Overlamning",
    "Paminnelseval",
    "Projekt",
    "Publicering",
    "Rapportkapitel",
    "Resultat",
    "Sandning",
    "Signatur",
    "Skede",
    "Statusbyte",
    "Uppdragsdel",
    "Utgava",
    "Utgavefil",
    "Vantandefil",
    "can_fardigstalla",
    "can_faststalla",
    "can_write_dokument",
    "filnamn",
]
