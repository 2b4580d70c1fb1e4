"""What the headings of one agreement's report may name, read from its rows: areas of every wording, uppdrag, other agreements."""

from berattelse.forra.namn import Hemvist, Namnlista, Rubriksort
from uppdrag.models import Omrade, Rubrik


def namnlista(avtal, version) -> Namnlista:
    """By the wording `version` (or None): an area goes by what it was called in other wordings and what reports have printed too."""
    omraden = list(version.omraden.prefetch_related("uppdrag")) if version else []
    under = {u.pk: o for o in omraden for u in o.uppdrag.all()}
    namn = {o.pk: [o.namn] for o in omraden}
    for pk, andra in _andra_namn(avtal, version, under):
        namn[pk].append(andra)
    hemvister = [Hemvist(f"omrade:{o.pk}", Rubriksort.OMRADE, tuple(namn[o.pk])) for o in omraden]
    for u in avtal.uppdrag.all():
        omrade = f"omrade:{under[u.pk].pk}" if u.pk in under else ""
        hemvister.append(Hemvist(f"uppdrag:{u.pk}", Rubriksort.UPPDRAG, (u.namn,), omrade=omrade))
    hemvister += [Hemvist(f"annat_avtal:{a.pk}", Rubriksort.AVTAL, (a.titel,), dnr=a.dnr) for a in avtal.andra_avtal.all()]
    hemvister += [Hemvist(f"ovrig:{o.pk}", Rubriksort.KAPITEL, (o.namn,), dnr=o.dnr) for o in avtal.ovriga_verksamheter.all()]
    return Namnlista(hemvister)


def _andra_namn(avtal, version, under):
    """(area, another name it has gone by): as a year printed it, and as the wording called it whose uppdrag now all stand there."""
    for rubrik in Rubrik.objects.filter(verksamhetsar__avtal=avtal, omrade__version=version):
        yield rubrik.omrade_id, rubrik.text
    for omrade in Omrade.objects.filter(version__avtal=avtal).exclude(version=version).prefetch_related("uppdrag"):
        nu = {under[u.pk].pk for u in omrade.uppdrag.all() if u.pk in under}
        if len(nu) == 1:
            yield nu.pop(), omrade.namn
