"""What of a year was taken in from a file: which file, and for a section where in it each part stands."""

from berattelse.forra.landning import kallor
from berattelse.models import Avsnitt, Intagenberattelse


def intagen_i(year):
    """The file whose texts the year has, or None; without its bytes."""
    if year is None:
        return None
    return Intagenberattelse.objects.filter(verksamhetsar=year).defer("innehall").select_related("intagen_av").first()


def platser(fil, avsnitt):
    """{part: its place in the file}, {} when the section is not from it."""
    if fil is None or avsnitt is None or str(avsnitt.pk) not in fil.versioner:
        return {}
    return kallor(fil.bitar, hem_for(avsnitt))


def hem_for(avsnitt):
    """What the pieces call the place of a section."""
    if avsnitt.sort == Avsnitt.Sort.INLEDNING:
        return "inledning"
    if avsnitt.sort == Avsnitt.Sort.OMRADE:
        return f"omrade:{avsnitt.rubrik.omrade_id}"
    return f"{avsnitt.sort}:{avsnitt.uppdrag_id or avsnitt.annat_avtal_id}"
