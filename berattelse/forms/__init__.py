from berattelse.forms.avsnitt import AktivitetForm, AterForm, AvsnittForm, ProjektForm, ResultatForm
from berattelse.forms.klistrat import Klistrat, Listform, ur_lista
from berattelse.forms.utgava import FardigstallForm, GodtaForm, SigneraForm, UtanforForm, VerifieraForm

__all__ = [
    "AktivitetForm",
    "AterForm",
    "AvsnittForm",
    "FardigstallForm",
    "GodtaForm",
    "Klistrat",
    "Listform",
    "ProjektForm",
    "ResultatForm",
    "SigneraForm",
    "UtanforForm",
    "VerifieraForm",
    "ur_lista",
]
