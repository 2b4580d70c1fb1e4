"""What the kommuner and the bodies said of one year, as plain data (JSON): the chapter of the report's second stage is made from it."""

from enkat.models import Malgrupp, Omgang
from enkat.resultat import rakning, vardetabell


def varderingen(year):
    """The year's judgement. A part nobody has been asked for is None; of an anonymous round there is only what it shows."""
    kommuner, organ = _omgang(year, Malgrupp.KOMMUNER), _omgang(year, Malgrupp.ORGAN)
    return {"kommuner": _kommunernas(kommuner) if kommuner else None, "organ": _organens(organ) if organ else None}


def _omgang(year, malgrupp):
    """The latest round that has been opened: the kommuner's must not be anonymous, and an anonymous one must be over."""
    rader = Omgang.objects.filter(verksamhetsar=year, formular__malgrupp=malgrupp).exclude(status=Omgang.Status.PLANERAD)
    if malgrupp == Malgrupp.KOMMUNER:
        rader = rader.filter(anonym=False)
    rader = rader.select_related("formular", "verksamhetsar__avtal").order_by("-oppnar", "-pk")
    return next((omgang for omgang in rader if omgang.is_over or not omgang.anonym), None)


def _gemensamt(omgang):
    tillfragade = list(omgang.deltagare.tillfragade().select_related("arena", "organisation"))
    lamnade = sum(d.status == "inskickat" for d in tillfragade)
    return {
        "namn": omgang.namn,
        "exempel": omgang.exempel,
        "lamnade": lamnade,
        "tillfragade": len(tillfragade),
        "preliminar": not omgang.is_over,
    }


def _kommunernas(omgang):
    tabell = vardetabell.read(omgang)
    return _gemensamt(omgang) | {
        "fraga": str(tabell.fraga) if tabell.fraga else "",
        "skala": [{"varde": a.varde, "text": a.text} for a in tabell.skala],
        "kommuner": [k.tabellnamn for k in tabell.kommuner],
        "uppdrag": [_uppdraget(rad) for rad in tabell.rader],
    }


def _uppdraget(rad):
    v = rad.vardering
    return {
        "uppdrag": rad.uppdrag.namn,
        "bedomningar": [_bedomningen(cell) for cell in rad.celler],
        "gemensamt": str(v.alternativ) if v and v.alternativ else "",
        "enad": bool(v and v.status == "enad"),
        "beslut": str(v.beslut) if v and v.beslut_id else "",
        "motivering": v.skal if v else "",
        "avvikelser": [
            {"kommun": str(a.organisation), "varde": str(a.alternativ or ""), "text": a.text} for a in (v.avvikelser.all() if v else ())
        ],
    }


def _bedomningen(cell):
    varde = cell.alternativ.varde if cell.alternativ else None
    return {"text": cell.text, "varde": varde, "deltar": cell.deltar, "motivering": cell.motivering, "nytta": cell.nytta}


def _organens(omgang):
    omgangsresultat = rakning.read(omgang)
    fragor = [svar for grupp in omgangsresultat.grupper for _, svar in grupp.fragor]
    return _gemensamt(omgang) | {
        "fragor": [
            {
                "fraga": s.fraga,
                "antal": s.antal,
                "tillfragade": s.tillfragade,
                "median": s.median,
                "dolt": s.dolt,
                "rader": [{"svar": r.text, "antal": r.antal, "procent": r.procent} for r in s.rader],
            }
            for s in fragor
            if s.rader or s.dolt
        ],
        "inte": [{"skal": skal, "organ": [str(d) for d in rader]} for skal, rader in omgangsresultat.inte.items()],
    }
