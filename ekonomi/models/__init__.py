from ekonomi.models.budget import Avvikelseforklaring, Budgetpost, Budgetuppfoljning, Prognosgrans, Prognosrad
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
    "Avvikelseforklaring",
    "Budgetpost",
    "Budgetuppfoljning",
    "Ersattning",
    "Folkmangd",
    "Objektkoppling",
    "Omdisponering",
    "Prognosgrans",
    "Prognosrad",
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
