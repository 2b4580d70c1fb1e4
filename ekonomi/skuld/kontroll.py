"""Is the debt ledger whole? Everything that must be true of it, asked of the rows as they stand in the database."""

from django.db.models import Sum

from ekonomi.folkmangd.nyckel import kommunparter_i
from ekonomi.models import Arsresultat, Skuldpost
from ekonomi.skuld.beslutat import beslutslagen
from ekonomi.skuld.lage import lagen
from ekonomi.skuld.per_kommun import skuldtabell
from ekonomi.skuld.utdrag import utdrag_for
from samverkan.svenska import kronor


def brister(avtal):
    """Sentences on what is wrong; none when every sum foots and every entry has its ground."""
    return [*_summor(avtal), *_utdragen(avtal), *_poster(avtal), *_resultat(avtal), *_beslut(avtal)]


def saldo(avtal, *, till=None):
    """What the database itself sums the entries to, up to the day `till` when it is given; kronor."""
    poster = Skuldpost.objects.filter(ursprung__avtal=avtal)
    return (poster.filter(datum__lte=till) if till else poster).aggregate(n=Sum("belopp", default=0))["n"]


def _summor(avtal):
    """By year of origin, and by kommun with what is undivided, against the sum of the entries."""
    total, tabell = saldo(avtal), skuldtabell(avtal, lagen(avtal))
    per_kommun = sum(rad.kant for rad in tabell.rader) + tabell.ofordelat_summa
    for vad, summa in (("Åren", sum(tabell.kolumnsummor)), ("Kommunerna och det ofördelade", per_kommun)):
        if summa != total:
            yield f"{vad} är tillsammans {kronor(summa)}, men posterna {kronor(total)}."
    for n, lage in enumerate(tabell.ursprung):
        kolumn = sum(filter(None, (rad.belopp[n] for rad in tabell.rader))) + (tabell.ofordelat[n] or 0)
        if kolumn != lage.saldo:
            yield f"Från {lage.namn} är delarna {kronor(kolumn)}, men posterna {kronor(lage.saldo)}."


def _utdragen(avtal):
    """Every kommun's statement foots, and together with what is undivided they are the ledger."""
    lagen_nu = lagen(avtal)
    alla = [utdrag_for(avtal, kommun, lagen_nu) for kommun in kommunparter_i(avtal)]
    for u in alla:
        yield from (f"Utdraget för {u.kommun}: {brist}." for del_ in u.delar for brist in del_.brister)
    ofordelat = sum(lage.saldo for lage in lagen_nu if not lage.nyckel)
    summa, total = sum(u.saldo for u in alla) + ofordelat, saldo(avtal)
    if summa != total:
        yield f"Utdragen och det ofördelade är tillsammans {kronor(summa)}, men posterna {kronor(total)}."


def _poster(avtal):
    """A correction takes its whole entry back; what is for one kommun is for one that is or was party."""
    koder = {rad.organisation.kod for rad in skuldtabell(avtal, lagen(avtal)).rader}
    for p in Skuldpost.objects.filter(ursprung__avtal=avtal).select_related("rattar", "organisation", "ursprung"):
        if p.rattar and (p.belopp, p.ursprung_id, p.organisation_id) != (-p.rattar.belopp, p.rattar.ursprung_id, p.rattar.organisation_id):
            yield f"Rättelsen {p.pk} tar inte tillbaka hela posten {p.rattar_id}."
        if p.rattar and p.rattar.sort == Skuldpost.Sort.RATTELSE:
            yield f"Rättelsen {p.pk} rättar en rättelse."
        if p.organisation and p.organisation.kod not in koder:
            yield f"Posten {p.pk} gäller {p.organisation}, som aldrig har varit part."


def _beslut(avtal):
    """No decision has more booked on it than it is about, nor is about more than there is."""
    for rad in beslutslagen(avtal):
        if not rad.ryms:
            yield f"Beslutet {rad.beslut} gäller {kronor(rad.beslutat)}, mer än hela skulden."
        if rad.over:
            yield f"På beslutet {rad.beslut} är {kronor(rad.bokfort)} bokfört, men det gäller {kronor(rad.beslutat)}."


def _resultat(avtal):
    """A booked result is the one that was approved."""
    bokforda = Skuldpost.objects.filter(ursprung__avtal=avtal, sort=Skuldpost.Sort.RESULTAT, rattad_av__isnull=True)
    enligt = {r.verksamhetsar_id: r.belopp for r in Arsresultat.objects.filter(verksamhetsar__avtal=avtal)}
    for p in bokforda.select_related("ursprung"):
        if p.belopp != enligt.get(p.ursprung.verksamhetsar_id):
            yield f"Resultatet {p.ursprung} är bokfört med {kronor(p.belopp)}, men är ett annat i redovisningen."
