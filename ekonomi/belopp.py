"""The amounts that the money of a year holds, in kronor: what a text may tell of without being a figure of its own."""

from django.db.models import BigIntegerField, Value

from ekonomi.models import Ersattning, Resultatpost, Statsbidrag

_FALT = (
    (Resultatpost, ("budget", "utfall", "belopp")),
    (Ersattning, ("bas", "belopp")),
    (Statsbidrag, ("belopp", "ingaende", "formedlat", "anvant", "aterbetalas", "overfors", "redovisat")),
)
_MEST = max(len(falt) for _, falt in _FALT)


def arets_belopp(year):
    """{kronor} of the year's result, compensation and state grants, and the result's sum; asked with one question."""
    fragor = []
    for model, falt in _FALT:
        tomma = {f"tom{n}": Value(None, BigIntegerField()) for n in range(_MEST - len(falt))}
        rader = model.objects.filter(verksamhetsar=year).order_by().annotate(slag=Value(model.__name__), **tomma)
        fragor.append(rader.values_list("slag", *falt, *tomma))
    rader = list(fragor[0].union(*fragor[1:], all=True))
    summa = sum(rad[3] or 0 for rad in rader if rad[0] == "Resultatpost")
    return {abs(belopp) for rad in rader for belopp in (*rad[1:], summa) if belopp}
