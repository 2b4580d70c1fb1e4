"""The amounts that the money of a year holds, in kronor: what a text may tell of without being a figure of its own."""

from django.db.models import BigIntegerField, Value

from ekonomi.models import Ersattning, Resultatpost, Skuldpost, Statsbidrag

RESULTAT = "resultat"
_MEST = 7  # the most amounts that one kind of row holds


def _rader(rader, slag, *falt):
    tomma = {f"tom{n}": Value(0, BigIntegerField()) for n in range(_MEST - len(falt))}
    return rader.order_by().annotate(slag=Value(slag), **tomma).values_list("slag", *falt, *tomma)


def arets_belopp(year):
    """{kronor} of the year's result and its sum, of the compensation, the state grants and the debt; asked with one question."""
    fragor = (
        _rader(Resultatpost.objects.filter(verksamhetsar=year), RESULTAT, "belopp", "budget", "utfall"),
        _rader(Ersattning.objects.filter(verksamhetsar=year), "", "bas", "belopp"),
        _rader(Skuldpost.objects.filter(ursprung__avtal=year.avtal_id), "", "belopp"),
        _rader(
            Statsbidrag.objects.filter(verksamhetsar=year), "",
            "belopp", "ingaende", "formedlat", "anvant", "aterbetalas", "overfors", "redovisat",
        ),
    )  # fmt: skip
    rader = list(fragor[0].union(*fragor[1:], all=True))
    summa = sum(resultat or 0 for slag, resultat, *_ in rader if slag == RESULTAT)
    return {abs(belopp) for _, *alla in rader for belopp in (*alla, summa) if belopp}
