"""The decisions that have taken from the debt, told from the ledger: who, when, how much, of which year's debt, for what."""

from itertools import groupby

from ekonomi.models import Skuldpost
from samverkan import svenska


def skuldbesluten(year, *, till=None):
    """One sentence for each decision booked since the year began (no later than the day `till`); corrected entries are left out."""
    poster = Skuldpost.objects.filter(ursprung__avtal=year.avtal_id, sort=Skuldpost.Sort.BESLUT, rattad_av__isnull=True)
    poster = poster.filter(datum__gte=year.fran).select_related("beslut", "ursprung", "organisation").order_by("beslut", "ursprung", "pk")
    if till:
        poster = poster.filter(datum__lte=till)
    return [_mening(list(rader)) for _, rader in groupby(poster, key=lambda p: (p.beslut_id, p.ursprung_id, p.andamal))]


def _mening(poster):
    post = poster[0]
    beslut, summa = post.beslut, sum(p.belopp for p in poster)
    for_vem = f" för {post.organisation.tabellnamn}" if post.organisation_id and len(poster) == 1 else ""
    exempel = " (exempel)" if beslut.exempel else ""
    vad = f"{svenska.tkr(abs(summa))} av {'skulden' if summa < 0 else 'underskottet'} från {post.ursprung}{for_vem}"
    return f"{beslut.vem_och_nar} om {vad}. {post.get_andamal_display()}: {post.text.rstrip('.')}{exempel}."
