"""Swedish numbers and dates in templates."""

from django import template
from django.utils import timezone

from samverkan import svenska
from samverkan.pdf import regler

register = template.Library()


@register.filter
def tkr(belopp):
    return "" if belopp is None else svenska.tkr(belopp)


@register.filter
def kronor(belopp):
    return "" if belopp is None else svenska.kronor(belopp)


@register.filter
def ore(belopp):
    """Öre as kronor with two decimals."""
    return "" if belopp is None else svenska.ore(belopp)


@register.filter
def tusental(tal):
    return "" if tal is None else svenska.tusental(tal)


@register.filter
def minus(tal):
    """The number with its sign turned."""
    return -tal


@register.filter
def procent(andel):
    return "" if andel is None else svenska.procent(andel)


@register.filter(expects_localtime=True)
def datum(dag):
    return svenska.datum(dag) if dag else ""


@register.filter
def period(fran, till):
    """fran|period:till; one open end is said in words, and that it ends before it begins, as a row once written may."""
    if fran and till and till < fran:
        return f"från och med {svenska.datum(fran)}, men till och med {svenska.datum(till)}: dagarna stämmer inte"
    if fran and till:
        return svenska.period(fran, till)
    if fran:
        return f"från och med {svenska.datum(fran)}"
    return f"till och med {svenska.datum(till)}" if till else ""


@register.filter
def dagen(dag):
    """31 mars; with its year when it is not this one."""
    return svenska.dag_och_manad(dag, timezone.localdate())


@register.filter(expects_localtime=True)
def kortdatum(dag):
    """2023-01-26; a point in time by the Swedish clock."""
    return f"{dag:%Y-%m-%d}" if dag else ""


@register.filter
def talord(antal, genus="en"):
    return svenska.talord(antal, genus)


@register.filter
def manad(nummer):
    return svenska.manad(nummer)


@register.filter
def numerus(antal, former):
    """{{ n|numerus:"ett möte|möten" }}: "ett möte", "två möten", "inga möten"."""
    return svenska.numerus(antal, *former.split("|"))


@register.filter
def lista(delar, bindeord="och"):
    return svenska.lista_text((str(del_) for del_ in delar), bindeord)


@register.filter
def i_parentes(text):
    """What stands within parentheses has none of its own: "rådet § 3 (exempel)" → "rådet § 3, exempel"."""
    return str(text).replace(" (exempel)", ", exempel")


@register.filter
def genitiv(namn):
    return svenska.genitiv(str(namn))


@register.filter
def brister_i_ord(brister):
    """The broken rules of a PDF standard, as sentences."""
    return regler.brister_i_ord(brister)
