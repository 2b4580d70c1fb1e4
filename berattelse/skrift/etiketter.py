"""The words for the codes that an edition keeps: what is printed for a level, a form, a status. A code without a word stands as it is."""

from uppdrag.models import Andringsforslag, Arena, Rekommendation, Tillfalle


def _etikett(val):
    ord_ = dict(val.choices)
    return lambda kod: ord_.get(kod, kod)


niva = _etikett(Arena.Niva)
laget = _etikett(Rekommendation.Status)
slag = _etikett(Andringsforslag.Sort)


def form(kod):
    """ "" where the form is not known."""
    return kod and _etikett(Tillfalle.Form)(kod).lower()


def status(kod):
    return _etikett(Tillfalle.Status)(kod).lower()


def forslagslage(kod):
    return _etikett(Andringsforslag.Status)(kod).lower()
