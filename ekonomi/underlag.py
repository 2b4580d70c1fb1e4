"""The chapter Ekonomiskt resultat as JSON-able data: its sentences and tables are made from the rows."""

from django.db.models import Q, Sum

from ekonomi.models import Arsresultat, Ersattning, Resultatpost, Skuldursprung, Statsbidrag
from ekonomi.resultat import Post, fotning, over_eller_under, skuldrader, tkr_kolumn
from samverkan import svenska


def ekonomiskt_resultat(year):
    """Everything the chapter prints. Amounts in kronor as ints, printed amounts as text in tkr."""
    ersattning = Ersattning.objects.filter(verksamhetsar=year).first()
    poster = resultatposter(year)
    enligt = Arsresultat.objects.filter(verksamhetsar=year).values_list("belopp", flat=True).first()
    avstamning = fotning(poster, enligt)
    skuld = skuldrader(_bokfort(year), year.beteckning, enligt if enligt is not None else avstamning.summa)
    return {
        "stycken": [*_om_ersattning(ersattning), *_om_resultat(poster, avstamning), *_om_skuld(skuld)],
        "ersattning": _ersattningstabell(ersattning),
        "resultat": _resultattabell(poster, avstamning),
        "skuld": _skuldtabell(skuld, year),
        "statsbidrag": statsbidrag_for(year),
    }


def resultatposter(year):
    rows = Resultatpost.objects.filter(verksamhetsar=year).select_related("uppdrag")
    return [Post(row.namn, row.belopp, row.forklaring, row.harledd, row.budget, row.utfall) for row in rows]


def _bokfort(year):
    """[(origin, opening, change, unknown split)] from the ledger; opening is what was booked before the year."""
    fore = Q(poster__datum__lt=year.fran) | Q(poster__sort="ingaende")
    rows = (
        Skuldursprung.objects.filter(avtal=year.avtal_id, forsta__lte=year.till.year)
        .annotate(
            ingaende=Sum("poster__belopp", filter=fore & Q(poster__datum__lte=year.till), default=0),
            alla=Sum(
                "poster__belopp", filter=Q(poster__datum__lte=year.till) | Q(forsta=year.till.year, poster__sort="resultat"), default=0
            ),
        )
        .order_by("forsta")
    )
    return [(row.beteckning, row.ingaende, row.alla - row.ingaende, row.uppdelning_okand) for row in rows]


def _om_ersattning(e):
    if e is None:
        return []
    text = f"Kommunernas ersättning till regionen enligt avtalet uppgick till {svenska.tkr(e.belopp)}"
    if e.index_procent:
        text += f", en uppräkning med {svenska.procent(e.index_procent)} från föregående år"
    text += "."
    if e.fordelningsdatum:
        text += f" Den fördelas mellan kommunerna efter folkmängden den {svenska.datum(e.fordelningsdatum)} enligt SCB."
    return [text]


def _om_resultat(poster, avstamning):
    if not poster and avstamning.enligt is None:
        return []
    belopp = avstamning.enligt if avstamning.enligt is not None else avstamning.summa
    if not belopp:
        return ["Verksamheten gick jämnt ut: resultatet är noll kronor."]
    text = f"Resultatet som hör till kommunernas ersättning är ett {over_eller_under(belopp)} om {svenska.tkr(abs(belopp))}."
    namngivna = [p for p in poster if p.belopp * belopp > 0]
    if namngivna:
        storst = max(namngivna, key=lambda p: abs(p.belopp))
        text += f" Störst är {over_eller_under(belopp)}et inom {storst.namn}, {svenska.tkr(abs(storst.belopp))}."
    forklaringar = [f"{p.namn}: {p.forklaring}" for p in poster if p.forklaring]
    return [text, *forklaringar]


def _om_skuld(skuld):
    if not skuld:
        return []
    delar = [f"{svenska.tkr(rad.utgaende)} från {rad.ursprung}" for rad in skuld]
    text = (
        f"Ett överskott är en skuld till kommunerna tills de har beslutat vad det ska användas till. Skulden är {svenska.lista_text(delar)}"
    )
    if len(skuld) > 1:
        text += f", tillsammans {svenska.tkr(sum(rad.utgaende for rad in skuld))}"
    okanda = [rad.ursprung for rad in skuld if rad.okand_uppdelning]
    tillagg = f" Hur beloppet från {svenska.lista_text(okanda)} fördelar sig på åren är inte känt." if okanda else ""
    return [f"{text}.{tillagg}"]


def _ersattningstabell(e):
    if e is None:
        return None
    return {
        "bas": e.bas, "bas_harledd": e.bas_harledd, "index": svenska.procent(e.index_procent), "uppraknad": e.uppraknad,
        "avrundning": e.avrundning, "belopp": e.belopp, "differens": e.differens,
    }  # fmt: skip


def _resultattabell(poster, avstamning):
    tkr, summa = tkr_kolumn([p.belopp for p in poster])
    return {
        "rader": [
            {"namn": p.namn, "belopp": p.belopp, "tkr": text, "vad": over_eller_under(p.belopp), "harledd": p.harledd}
            for p, text in zip(poster, tkr, strict=True)
        ],
        "summa": avstamning.summa, "summa_tkr": summa, "vad": over_eller_under(avstamning.summa),
        "avstamning": avstamning.text, "stammer": not avstamning.differens,
    }  # fmt: skip


def _skuldtabell(skuld, year):
    kolumner = {}
    for namn in ("ingaende", "forandring", "utgaende"):
        kolumner[namn] = tkr_kolumn([getattr(rad, namn) for rad in skuld])
    return {
        "rader": [
            {
                "ursprung": rad.ursprung, "ingaende": rad.ingaende, "forandring": rad.forandring, "utgaende": rad.utgaende,
                "okand_uppdelning": rad.okand_uppdelning, "att_bokfora": rad.att_bokfora,
                **{f"{namn}_tkr": texter[i] for namn, (texter, _) in kolumner.items()},
            }
            for i, rad in enumerate(skuld)
        ],
        "summa": sum(rad.utgaende for rad in skuld),
        **{f"summa_{namn}_tkr": summa for namn, (_, summa) in kolumner.items()},
        "per": svenska.datum(year.till),
    }  # fmt: skip


def statsbidrag_for(year):
    """The state grants of the year, apart from the ersättning: rows with kronor and printed tkr, in the order of the uppdrag."""
    rows = Statsbidrag.objects.filter(verksamhetsar=year).select_related("uppdrag")
    tkr, summa = tkr_kolumn([row.belopp for row in rows])
    return {
        "rader": [
            {"uppdrag": row.uppdrag.namn, "namn": row.namn, "belopp": row.belopp, "tkr": text, "redovisas": row.redovisas}
            for row, text in zip(rows, tkr, strict=True)
        ],
        "summa": sum(row.belopp for row in rows), "summa_tkr": summa,
    }  # fmt: skip
