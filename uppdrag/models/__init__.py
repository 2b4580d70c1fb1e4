from uppdrag.models.andring import Avtalsandring, Eftertradare, OvrigVerksamhet
from uppdrag.models.arena import Arena, Arenaar, Arenagrupp, Arenamedlem, Arenanamn, Arenavisning, Ordforande
from uppdrag.models.avtal import Avtal, Avtalsversion, Kontaktperson, Omrade, Part
from uppdrag.models.forslag import Andringsforslag, Partsbeslut, Rekommendation, Uppfoljning
from uppdrag.models.tillfalle import Beslut, Dagordningspunkt, Narvaro, Tillfalle
from uppdrag.models.uppdrag import (
    Bemanning,
    Beskrivning,
    Medverkan,
    Nytta,
    Samordnare,
    Satsning,
    Uppdrag,
    Uppdragsomrade,
)
from uppdrag.models.year import Rubrik, Rubrikuppdrag, Verksamhetsar

__all__ = [
    "Andringsforslag",
    "Arena",
    "Arenaar",
    "Arenagrupp",
    "Arenamedlem",
    "Arenanamn",
    "Arenavisning",
    "Avtal",
    "Avtalsandring",
    "Avtalsversion",
    "Bemanning",
    "Beskrivning",
    "Beslut",
    "Dagordningspunkt",
    "Eftertradare",
    "Kontaktperson",
    "Medverkan",
    "Narvaro",
    "Nytta",
    "Omrade",
    "Ordforande",
    "OvrigVerksamhet",
    "Part",
    "Partsbeslut",
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
