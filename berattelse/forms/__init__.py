from berattelse.forms.avsnitt import AktivitetForm, AterForm, AvsnittForm, ProjektForm, ResultatForm
from berattelse.forms.datanyckel import Datanyckelform
from berattelse.forms.granskning import KommentarForm, SvarForm
from berattelse.forms.klistrat import Klistrat, Listform, ur_lista
from berattelse.forms.utgava import FardigstallForm, GodtaForm, SigneraForm, UtanforForm, VerifieraForm

__all__ = [
    "AktivitetForm",
    "AterForm",
    "AvsnittForm",
    "Datanyckelform",
    "FardigstallForm",
    "GodtaForm",
    "Klistrat",
    "KommentarForm",
    "Listform",
    "ProjektForm",
    "ResultatForm",
    "SigneraForm",
    "SvarForm",
    "UtanforForm",
    "VerifieraForm",
    "ur_lista",
]
