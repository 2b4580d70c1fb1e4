"""The controller's acts."""

from ekonomi.actions.budget import aterta_budget, besluta_budget, forklara, spara_budget, spara_grans, spara_uppfoljning
from ekonomi.actions.folkmangd import bekrafta_folkmangd, spara_folkmangd
from ekonomi.actions.siffror import aterta_godkannande, godkann_utfallet, omdisponera, spara, ta_bort
from ekonomi.actions.skuld import bokfor_beslut, bokfor_ingaende, bokfor_resultat, ratta
from ekonomi.actions.utfall import kasta, koppla, lossa, ny_fil, read, spara_utfall, sparhinder, ta_emot, ta_om, tolka, valj

__all__ = [
    "aterta_budget",
    "aterta_godkannande",
    "bekrafta_folkmangd",
    "besluta_budget",
    "bokfor_beslut",
    "bokfor_ingaende",
    "bokfor_resultat",
    "forklara",
    "godkann_utfallet",
    "kasta",
    "koppla",
    "lossa",
    "ny_fil",
    "omdisponera",
    "ratta",
    "read",
    "spara",
    "spara_budget",
    "spara_folkmangd",
    "spara_grans",
    "spara_uppfoljning",
    "spara_utfall",
    "sparhinder",
    "ta_bort",
    "ta_emot",
    "ta_om",
    "tolka",
    "valj",
]
