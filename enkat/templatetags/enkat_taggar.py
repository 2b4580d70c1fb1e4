"""What the pages of answering ask for."""

from django import template
from django.urls import NoReverseMatch, reverse

from enkat.resultat import rakning
from enkat.resultat.export import bild

register = template.Library()


@register.filter
def skrivet_eller(skrivet, lage):
    """What was typed but could not be saved, else what stands in the field."""
    return (skrivet or {}).get(lage.nyckel, lage.varde)


@register.simple_tag
def avsnittslank(svarande, year, uppdrag):
    """The address of the report's section of an uppdrag, by the same door as the answer; "" when this site has no such page."""
    try:
        return reverse(f"berattelse:{svarande.dorr}_avsnitt", args=[svarande.nyckel, uppdrag.pk])
    except NoReverseMatch:
        return ""


@register.filter
def plats(fraga, uppdrag):
    """The id of a question on the page of results, by which other pages lead to it."""
    return rakning.plats(fraga, uppdrag)


@register.filter
def svarsbild(svar):
    """The bars of one question."""
    return bild(svar)


@register.filter
def andelsbredd(rad, antal):
    """How long the bar of an answer is, in twentieths of the whole."""
    return max(1, round(20 * rad.antal / antal))


@register.filter
def lower_forst(text):
    """A sentence as it stands within another: small first letter, no full stop."""
    return f"{text[:1].lower()}{text[1:]}".rstrip(".")
