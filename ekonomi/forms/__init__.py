"""Reading what the controller writes."""

from ekonomi.forms.falt import FEL_BELOPP, Kronor
from ekonomi.forms.folkmangd import Folkmangdsfil, Folkmangdsform
from ekonomi.forms.siffror import ArsresultatForm, ErsattningForm, Omdisponeringsform, ResultatpostForm, StatsbidragForm
from ekonomi.forms.skuld import IngaendeForm, RattelseForm, Skuldbeslutsform
from ekonomi.forms.utfall import Andelsform, Filform, Kopplingssida, Lasningsform, Sparaform

__all__ = [
    "FEL_BELOPP",
    "Andelsform",
    "ArsresultatForm",
    "ErsattningForm",
    "Filform",
    "Folkmangdsfil",
    "Folkmangdsform",
    "IngaendeForm",
    "Kopplingssida",
    "Kronor",
    "Lasningsform",
    "Omdisponeringsform",
    "RattelseForm",
    "ResultatpostForm",
    "Skuldbeslutsform",
    "Sparaform",
    "StatsbidragForm",
]
