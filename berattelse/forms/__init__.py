from berattelse.forms.avsnitt import AktivitetForm, AterForm, AvsnittForm, ProjektForm, ResultatForm
from berattelse.forms.granskning import KommentarForm, SvarForm
from berattelse.forms.utgava import FardigstallForm, GodtaForm, SigneraForm, UtanforForm, VerifieraForm

__all__ = [
    "AktivitetForm",
    "AterForm",
    "AvsnittForm",
    "FardigstallForm",
    "GodtaForm",
    "KommentarForm",
    "ProjektForm",
    "ResultatForm",
    "SigneraForm",
    "SvarForm",
    "UtanforForm",
    "VerifieraForm",
]
