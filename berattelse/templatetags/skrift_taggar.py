"""The words for the codes of an edition, in its templates."""

from django import template

from berattelse.skrift import etiketter
from samverkan import svenska

register = template.Library()
register.filter("niva", etiketter.niva)
register.filter("laget", etiketter.laget)
register.filter("slag", etiketter.slag)
register.filter("forslagslage", etiketter.forslagslage)
register.filter("form", etiketter.form)
register.filter("lage", etiketter.status)


@register.filter
def tal(antal):
    """A whole number with its thousands apart; a dash for what is not known."""
    return "–" if antal is None else svenska.tusental(antal)


@register.filter
def i_tkr(belopp):
    """Kronor as a printed number of tkr; a dash for what is not known."""
    return "–" if belopp is None else svenska.tusental(svenska.till_tkr(belopp))


@register.filter
def vid(turer, plats):
    """What is said of the section that stands at a place of the report; None when it has no section."""
    return turer.get(plats)


@register.filter
def oppna_kommentarer(antal):
    return svenska.numerus(antal, "en öppen kommentar", "öppna kommentarer")
