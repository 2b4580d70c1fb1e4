"""The words for the codes of an edition, in its templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from berattelse.skrift import arsbilder, etiketter, pengabilder
from samverkan import svenska
from samverkan.bilder import tabellstapel as staplar

register = template.Library()
register.filter("niva", etiketter.niva)
register.filter("laget", etiketter.laget)
register.filter("slag", etiketter.slag)
register.filter("forslagslage", etiketter.forslagslage)
register.filter("form", etiketter.form)
register.filter("lage", etiketter.status)
register.filter("exempeldagar", arsbilder.exempeldagar)
register.filter("resultatrubrik", pengabilder.resultatrubrik)
register.filter("delvis", pengabilder.delvis)


@register.filter
def tal(antal):
    """A whole number with its thousands apart; a dash for what is not known."""
    return "–" if antal is None else svenska.tusental(antal)


@register.filter
def i_tkr(belopp):
    """Kronor as a printed number of tkr; a dash for what is not known."""
    return "–" if belopp is None else svenska.tusental(svenska.till_tkr(belopp))


@register.filter
def manad(dag):
    """A month's short name: "jan"."""
    return svenska.MANADER[dag.month - 1][:3]


@register.filter
def nyckeltal(rad):
    """A key figure with its unit; in words when it is not known."""
    if rad.tal is None:
        return "inte känt"
    antal, ord_ = (svenska.till_tkr(rad.tal), "tkr") if rad.enhet == "kr" else (rad.tal, rad.enhet)
    plus = "+" if rad.tecken and antal > 0 else ""
    return format_html('{}{} <span class="enhet">{}</span>', plus, svenska.tusental(antal), ord_)


@register.filter
def jamforbild(nyckeltal, year):
    """The key figure beside what it is held against, as a small picture."""
    return arsbilder.jamforbild(nyckeltal, year)


@register.filter
def vid(turer, plats):
    """What is said of the section that stands at a place of the report; None when it has no section."""
    return turer.get(plats)


@register.simple_tag(takes_context=True)
def remsan(context, sektion):
    """A section's strip; None when it has none, or the document none at all."""
    remsor = context.get("remsor")
    return remsor.get(sektion.uppdrag_id) if remsor else None


@register.filter
def med_remsa(text, bild):
    """A section's first text with its strip after the first paragraph: where 25 mm are left of a page, the heading with its first lines,
    or the strip, has room. The text was sanitised when it was saved."""
    if not bild:
        return mark_safe(text)
    forst, slut, resten = text.partition("</p>") if text.lstrip().startswith("<p>") else ("", "", text)
    return format_html('{}<figure class="remsa" tabindex="0">{}</figure>{}', mark_safe(forst + slut), bild, mark_safe(resten))


@register.filter
def oppna_kommentarer(antal):
    return svenska.numerus(antal, "en öppen kommentar", "öppna kommentarer")


@register.simple_tag
def tabellstapel(tal, skala, oklar=False):
    """The bar beside a number; hatched when it is derived or not booked yet."""
    return staplar.tabellstapel([(tal, oklar)], skala)


@register.simple_tag
def skuldstapel(rad, uppslag):
    """The bar of a kommun's debt, a part for each origin; one part where some of them take from the others."""
    delar = list(zip(rad.tkr, uppslag.oklara, strict=True))
    if len({tal > 0 for tal, _ in delar if tal}) > 1:
        delar = [(rad.summa_tkr, any(oklar for tal, oklar in delar if tal))]
    return staplar.tabellstapel(delar, uppslag.per_kommun)


@register.filter
def en_decimal(procent):
    """ "4,0 %": shares beside each other have one decimal each."""
    return f"{procent:.1f}\u00a0%".replace(".", ",")


@register.filter
def mening(text):
    """A sentence: its first letter large, its stop at the end."""
    return f"{svenska.stor_bokstav(text).rstrip('.')}." if text else ""
