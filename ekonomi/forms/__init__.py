"""Reading what the controller writes."""

from ekonomi.forms.budget import Budgetform, Budgetuppfoljningsform, Forklaringsform, Prognosgransform
from ekonomi.forms.falt import FEL_BELOPP, Kronor
from ekonomi.forms.folkmangd import Folkmangdsfil, Folkmangdsform
from ekonomi.forms.siffror import ArsresultatForm, ErsattningForm, Omdisponeringsform, ResultatpostForm, StatsbidragForm
from ekonomi.forms.skuld import IngaendeForm, RattelseForm, Skuldbeslutsform
from ekonomi.forms.utfall import Filform, Kopplingssida, Lasningsform, Sparaform

__all__ = [
    "FEL_BELOPP",
    "ArsresultatForm",
    "Budgetform",
    "Budgetuppfoljningsform",
    "ErsattningForm",
    "Filform",
    "Folkmangdsfil",
    "Folkmangdsform",
    "Forklaringsform",
    "IngaendeForm",
    "Kopplingssida",
    "Kronor",
    "Lasningsform",
    "Omdisponeringsform",
    "Prognosgransform",
    "RattelseForm",
    "ResultatpostForm",
    "Skuldbeslutsform",
    "Sparaform",
    "StatsbidragForm",
]
