"""The debt as it stands in the ledger, read for the pure reckoning in skuldbok."""

from dataclasses import replace

from django.db.models import Prefetch

from ekonomi.folkmangd.fordelning import Andel
from ekonomi.models import Skuldandel, Skuldpost, Skuldursprung
from ekonomi.skuld.bok import Post, Ursprung


def bokfort_resultat(ursprung):
    """The entry of the booked result that has not been corrected away, or None."""
    return ursprung.poster.filter(sort=Skuldpost.Sort.RESULTAT, rattad_av__isnull=True).first()


def is_bokfort(year, lagena):
    """Is the result of the year booked, in a ledger that reaches to its end?"""
    eget = next((lage.rad for lage in lagena if lage.rad.verksamhetsar_id == year.pk), None)
    return eget is not None and bokfort_resultat(eget) is not None


def ledigt_namn(year, tagna):
    """What the origin of a year's result is called: the year's label, told apart from an origin somebody has given the same one."""
    return year.beteckning if year.beteckning not in tagna else f"{year.beteckning} (årets resultat)"


def nyckelrader(ursprung, till=None):
    """The rows of the key of the origin as booked last, or as agreed by the day `till`; none when none is known."""
    rader = [rad for rad in ursprung.andelar.all() if not (till and rad.beslut and rad.beslut.datum > till)]
    omgang = max((rad.omgang for rad in rader), default=0)
    return [rad for rad in rader if rad.omgang == omgang]


def som_nyckel(rader):
    return tuple(map(_andel, rader))


def _andel(rad):
    o = rad.organisation
    return Andel(o.kod, o.tabellnamn, rad.folkmangd, rad.dagar, rad.av_dagar)


def lagen(avtal, *, till=None):
    """The origins of an agreement that hold entries, oldest first, with their keys; as of the day `till` when it is given."""
    poster = Skuldpost.objects.select_related("organisation", "beslut", "av", "rattar", "rattad_av").order_by("datum", "pk")
    if till:
        poster = poster.filter(datum__lte=till)
    rader = (
        Skuldursprung.objects.filter(avtal=avtal)
        .select_related("verksamhetsar")
        .order_by("forsta", "pk")
        .prefetch_related(
            Prefetch("poster", poster),
            Prefetch("andelar", Skuldandel.objects.select_related("organisation", "beslut").order_by("organisation__namn")),
        )
    )
    return [lage for lage in (_lage(rad, till) for rad in rader) if lage.poster]


def _lage(rad, till):
    poster = tuple(Post(p.belopp, p.organisation.kod if p.organisation else "", p.datum, p.text, p) for p in rad.poster.all())
    andelar = nyckelrader(rad, till)
    return Ursprung(rad.beteckning, som_nyckel(andelar), poster, rad, andelar[0] if andelar else None)


def med_resultat(lagen_nu, year, belopp, nyckel):
    """The same with a result that is yet to be booked, as it will be: on the year's own origin, by the year's key."""
    if not belopp:
        return lagen_nu
    post = Post(belopp, datum=year.till, text=f"Resultat {year}")
    delar = tuple(rad.andel for rad in nyckel.rader) if nyckel else ()
    for i, lage in enumerate(lagen_nu):
        if lage.rad.verksamhetsar_id == year.pk:
            return [
                *lagen_nu[:i],
                replace(lage, nyckel=delar if not lage.saldo else lage.nyckel, poster=(*lage.poster, post)),
                *lagen_nu[i + 1 :],
            ]
    return [*lagen_nu, Ursprung(ledigt_namn(year, [lage.namn for lage in lagen_nu]), delar, (post,))]
