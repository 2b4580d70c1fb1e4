from uppdrag.models.andring import Avtalsandring, Eftertradare, OvrigVerksamhet
from uppdrag.models.arena import Arena, Arenaar, Arenagrupp, Arenamedlem, Arenanamn, Arenavisning, Ordforande
from uppdrag.models.avtal import Avtal, Avtalsversion, Enhet, Kontaktperson, Omrade, Part
from uppdrag.models.beslut import Beslut
from uppdrag.models.forslag import Andringsforslag, Partsbeslut, Rekommendation, Uppfoljning
from uppdrag.models.kalender import Kalenderadress
from uppdrag.models.tillfalle import AntalUtanDatum, Dagordningspunkt, Narvaro, Tillfalle
from uppdrag.models.uppdrag import (
    Bemanning,
    Beskrivning,
    Laget,
    Medverkan,
    Nytta,
    RedovisasPer,
    Samordnare,
    Satsning,
    Uppdrag,
    Uppdragsomrade,
)
from uppdrag.models.year import Aretsdel, Rubrik, Rubrikuppdrag, Verksamhetsar

__all__ = [
    "Andringsforslag",
    "AntalUtanDatum",
    "Arena",
    "Arenaar",
    "Arenagrupp",
    "Arenamedlem",
    "Arenanamn",
    "Arenavisning",
    "Aretsdel",
    "Avtal",
    "Avtalsandring",
    "Avtalsversion",
    "Bemanning",
    "Beskrivning",
    "Beslut",
    "Dagordningspunkt",
    "Eftertradare",
    "Enhet",
    "Kalenderadress",
    "Kontaktperson",
    "Laget",
    "Medverkan",
    "Narvaro",
    "Nytta",
    "Omrade",
    "Ordforande",
    "OvrigVerksamhet",
    "Part",
    "Partsbeslut",
    "RedovisasPer",
    "Rekommendation",
    "Rubrik",
    "Rubrikuppdrag",
    "Samordnare",
    "Satsning",
    "Tillfalle",
    "Uppdrag",
    "Uppdragsomrade",
    "Uppfoljning",
    "Verksamhetsar",
]
