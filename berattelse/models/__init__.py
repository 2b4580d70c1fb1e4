from berattelse.models.avsnitt import Avsnitt, Statusbyte
from berattelse.models.underlag import Aktivitet, Projekt, Resultat

__all__ = ["Aktivitet", "Avsnitt", "Projekt", "Resultat", "Statusbyte"]
