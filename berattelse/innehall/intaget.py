"""What became of a file that a year's texts were taken in from: which sections it filled, and what was kept beside them."""

from functools import cached_property

from berattelse.forra.delning import INTE, OVRIGT
from berattelse.forra.intaget import hem_for, platser
from berattelse.forra.landning import ordning
from berattelse.innehall.sektioner import pa_niva
from berattelse.models import Avsnitt


class Landade:
    """The pieces of one file, by what became of them."""

    def __init__(self, fil):
        self.fil = fil

    @cached_property
    def avsnitt(self):
        """[(section, [(part, where in the file)])] of the sections it filled, in the file's order."""
        rader = Avsnitt.objects.filter(pk__in=self.fil.versioner).select_related("uppdrag", "rubrik", "annat_avtal")
        nar = ordning(self.fil.bitar)
        rader = sorted(rader, key=lambda a: nar.get(hem_for(a), 0))
        return [(a, [(_delnamn(a, part), plats) for part, plats in platser(self.fil, a).items()]) for a in rader]

    @cached_property
    def ovrigt(self):
        """[(heading, where, text)] of what is kept beside the sections."""
        return [(bit["rubrik"], bit["plats"], pa_niva(bit["html"], 4)) for bit in self.fil.bitar if bit["hem"] == OVRIGT]

    @cached_property
    def inte(self):
        """The headings of what was left out."""
        return [bit["rubrik"] or "Texten före första rubriken" for bit in self.fil.bitar if bit["hem"] == INTE]


def _delnamn(avsnitt, part):
    return "Text" if avsnitt.delar == ("beskrivning",) else str(avsnitt._meta.get_field(part).verbose_name)
