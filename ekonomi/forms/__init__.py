"""Reading what the controller writes."""

from ekonomi.forms.bokforing import Avstamningsform, Saldofil, Skuldkontoform
from ekonomi.forms.budget import Budgetform, Budgetuppfoljningsform, Forklaringsform, Prognosgransform
from ekonomi.forms.fakturering import Faktureringsform
from ekonomi.forms.folkmangd import Folkmangdsfil, Folkmangdsform, Hamtad
from ekonomi.forms.siffror import ArsresultatForm, ErsattningForm, Omdisponeringsform, ResultatpostForm, StatsbidragForm
from ekonomi.forms.skuld import IngaendeForm, Nyckelform, RattelseForm, Skuldbeslutsform
from ekonomi.forms.utfall import Andelsform, Filform, Kopplingssida, Lasningsform, Sparaform
from samverkan.forms import FEL_BELOPP, Kronor

__all__ = [
    "FEL_BELOPP",
    "Andelsform",
    "ArsresultatForm",
    "Avstamningsform",
    "Budgetform",
    "Budgetuppfoljningsform",
    "ErsattningForm",
    "Faktureringsform",
    "Filform",
    "Folkmangdsfil",
    "Folkmangdsform",
    "Forklaringsform",
    "Hamtad",
    "IngaendeForm",
    "Kopplingssida",
    "Kronor",
    "Lasningsform",
    "Nyckelform",
    "Omdisponeringsform",
    "Prognosgransform",
    "RattelseForm",
    "ResultatpostForm",
    "Saldofil",
    "Skuldbeslutsform",
    "Skuldkontoform",
    "Sparaform",
    "StatsbidragForm",
]
