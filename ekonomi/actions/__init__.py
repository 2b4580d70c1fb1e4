"""The controller's acts."""

from ekonomi.actions.fakturering import kvitta, lamna_till_fakturering, lossa_kvittning, spara_faktureringsregel
from ekonomi.actions.folkmangd import bekrafta_folkmangd, spara_folkmangd
from ekonomi.actions.siffror import aterta_godkannande, godkann_utfallet, omdisponera, spara, ta_bort
from ekonomi.actions.skuld import bokfor_beslut, bokfor_ingaende, bokfor_resultat, ratta
from ekonomi.actions.utfall import kasta, koppla, lossa, ny_fil, read, spara_utfall, sparhinder, ta_emot, ta_om, tolka, valj

__all__ = [
    "aterta_godkannande",
    "bekrafta_folkmangd",
    "bokfor_beslut",
    "bokfor_ingaende",
    "bokfor_resultat",
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
    "spara",
    "spara_faktureringsregel",
    "spara_folkmangd",
    "spara_utfall",
    "sparhinder",
    "ta_bort",
    "ta_emot",
    "ta_om",
    "tolka",
    "valj",
]
