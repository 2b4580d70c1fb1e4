from berattelse.forms.avsnitt import AktivitetForm, AterForm, AvsnittForm, ProjektForm, ResultatForm
from berattelse.forms.utgava import FardigstallForm, GodtaForm, SigneraForm, UtanforForm, VerifieraForm

__all__ = [
    "AktivitetForm",
    "AterForm",
    "AvsnittForm",
    "FardigstallForm",
    "GodtaForm",
    "ProjektForm",
    "ResultatForm",
    "SigneraForm",
    "UtanforForm",
    "VerifieraForm",
]
