"""The acts on sections and editions."""

from berattelse.actions.avsnitt import (
    Inaktuell,
    ater,
    bekrafta,
    flytta_kolumn,
    flytta_rad,
    godkann,
    hamta_foregaende,
    klar,
    skapa_avsnitt,
    spara,
    spara_rad,
    ta_bort_rad,
    ta_tillbaka,
)
from berattelse.actions.utgava import fardigstall, faststall, godta, skapa_kommunutgava
from berattelse.actions.utgivning import distribuera, hamta, publicera, signera, signera_utanfor

__all__ = [
    "Inaktuell",
    "ater",
    "bekrafta",
    "distribuera",
    "fardigstall",
    "faststall",
    "flytta_kolumn",
    "flytta_rad",
    "godkann",
    "godta",
    "hamta",
    "hamta_foregaende",
    "klar",
    "publicera",
    "signera",
    "signera_utanfor",
    "skapa_avsnitt",
    "skapa_kommunutgava",
    "spara",
    "spara_rad",
    "ta_bort_rad",
    "ta_tillbaka",
]
