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
from ekonomi.models.utfall import Objektkoppling, Omdisponering, Utfallsfil, Utfallsrad

__all__ = [
    "Arsresultat",
    "Ersattning",
    "Fakturareferens",
    "Faktureringsregel",
    "Faktureringsunderlag",
    "Folkmangd",
    "Kvittning",
    "Objektkoppling",
    "Omdisponering",
    "Resultatpost",
    "Skuldandel",
    "Skuldpost",
    "Skuldursprung",
    "Statsbidrag",
    "Utfallsfil",
    "Utfallsrad",
    "can_edit_ekonomi",
    "can_see_ekonomi",
]
