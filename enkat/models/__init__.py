from enkat.models.formular import Alternativ, Avdelning, Fraga, Frageformular, Malgrupp
from enkat.models.inbjudan import Inbjudan, Utskick
from enkat.models.omgang import Deltagare, Omgang
from enkat.models.sent import Sentbeslut, Sentsvar
from enkat.models.svar import Falt, Inlamnat, Inlamning, Sidotext, Svar, nyckel
from enkat.models.vardering import Avvikelse, Vardering

__all__ = [
    "Alternativ",
    "Avdelning",
    "Avvikelse",
    "Deltagare",
    "Falt",
    "Fraga",
    "Frageformular",
    "Inbjudan",
    "Inlamnat",
    "Inlamning",
    "Malgrupp",
    "Omgang",
    "Sentbeslut",
    "Sentsvar",
    "Sidotext",
    "Svar",
    "Utskick",
    "Vardering",
    "nyckel",
]
