"""The controller's acts."""

from ekonomi.actions.bokforing import skapa_order, spara_skuldkonto, stam_av, ta_bort_skuldkonto
from ekonomi.actions.budget import aterta_budget, besluta_budget, forklara, spara_budget, spara_grans, spara_uppfoljning
from ekonomi.actions.fakturering import kvitta, lamna_till_fakturering, lossa_kvittning, spara_faktureringsregel
from ekonomi.actions.folkmangd import bekrafta_folkmangd, spara_folkmangd
from ekonomi.actions.siffror import aterta_godkannande, godkann_utfallet, omdisponera, spara, ta_bort
from ekonomi.actions.skuld import bokfor_beslut, bokfor_ingaende, bokfor_nyckel, bokfor_resultat, ratta
from ekonomi.actions.utfall import dela, kasta, koppla, lossa, ny_fil, read, spara_utfall, sparhinder, ta_emot, ta_om, tolka, valj

__all__ = [
    "aterta_budget",
    "aterta_godkannande",
    "bekrafta_folkmangd",
    "besluta_budget",
    "bokfor_beslut",
    "bokfor_ingaende",
    "bokfor_nyckel",
    "bokfor_resultat",
    "dela",
    "forklara",
    "godkann_utfallet",
    "kasta",
    "koppla",
    "kvitta",
    "lamna_till_fakturering",
    "lossa",
    "lossa_kvittning",
    "ny_fil",
    "omdisponera",
    "ratta",
    "read",
    "skapa_order",
    "spara",
    "spara_budget",
    "spara_faktureringsregel",
    "spara_folkmangd",
    "spara_grans",
    "spara_skuldkonto",
    "spara_uppfoljning",
    "spara_utfall",
    "sparhinder",
    "stam_av",
    "ta_bort",
    "ta_bort_skuldkonto",
    "ta_emot",
    "ta_om",
    "tolka",
    "valj",
]
