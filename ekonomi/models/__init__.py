from ekonomi.models.bokforing import Bokforingsorder, Skuldavstamning, Skuldkonto
from ekonomi.models.budget import Avvikelseforklaring, Budgetpost, Budgetuppfoljning, Prognosgrans, Prognosrad
from ekonomi.models.fakturering import Fakturareferens, Faktureringsregel, Faktureringsunderlag, Kvittning
from ekonomi.models.folkmangd import Folkmangd
from ekonomi.models.siffror import (
    Arsresultat,
    Ersattning,
    Resultatpost,
    Statsbidrag,
    can_edit_ekonomi,
    can_see_ekonomi,
)
from ekonomi.models.skuld import Skuldandel, Skuldpost, Skuldursprung
from ekonomi.models.utfall import Objektandel, Objektkoppling, Omdisponering, Utfallsfil, Utfallsrad

__all__ = [
    "Arsresultat",
    "Avvikelseforklaring",
    "Bokforingsorder",
    "Budgetpost",
    "Budgetuppfoljning",
    "Ersattning",
    "Fakturareferens",
    "Faktureringsregel",
    "Faktureringsunderlag",
    "Folkmangd",
    "Kvittning",
    "Objektandel",
    "Objektkoppling",
    "Omdisponering",
    "Prognosgrans",
    "Prognosrad",
    "Resultatpost",
    "Skuldandel",
    "Skuldavstamning",
    "Skuldkonto",
    "Skuldpost",
    "Skuldursprung",
    "Statsbidrag",
    "Utfallsfil",
    "Utfallsrad",
    "can_edit_ekonomi",
    "can_see_ekonomi",
]
