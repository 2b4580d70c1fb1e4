"""Reading what the controller writes."""

from ekonomi.forms.fakturering import Faktureringsform
from ekonomi.forms.falt import FEL_BELOPP, Kronor
from ekonomi.forms.folkmangd import Folkmangdsfil, Folkmangdsform, Hamtad
from ekonomi.forms.siffror import ArsresultatForm, ErsattningForm, Omdisponeringsform, ResultatpostForm, StatsbidragForm
from ekonomi.forms.skuld import IngaendeForm, RattelseForm, Skuldbeslutsform
from ekonomi.forms.utfall import Filform, Kopplingssida, Lasningsform, Sparaform

__all__ = [
    "FEL_BELOPP",
    "ArsresultatForm",
    "ErsattningForm",
    "Faktureringsform",
    "Filform",
    "Folkmangdsfil",
    "Folkmangdsform",
    "Hamtad",
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
