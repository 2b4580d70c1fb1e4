"""What the kommuner and the bodies said of one year: the chapter of the report's second stage is made from it."""

from enkat.models import Malgrupp, Omgang
from enkat.resultat import rakning, vardetabell
from enkat.schema import (
    Arsvardering,
    Avvikande,
    Bedomning,
    Bedomningslage,
    EjTillfragade,
    Kommunernas,
    Kommunnamn,
    Organens,
    Organsvar,
    Skalsteg,
    Svarsantal,
    Uppdragsvarde,
)
from uppdrag.schema import beslutsuppgift


def varderingen(year):
    """The year's judgement. A part nobody has been asked for is None; of an anonymous round there is only what it shows."""
    kommuner, organ = _omgang(year, Malgrupp.KOMMUNER), _omgang(year, Malgrupp.ORGAN)
    return Arsvardering(kommuner=_kommunernas(kommuner) if kommuner else None, organ=_organens(organ) if organ else None)


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
    return Kommunernas(
        **_gemensamt(omgang),
        fraga=str(tabell.fraga) if tabell.fraga else "",
        skala=[Skalsteg(varde=a.varde, text=a.text) for a in tabell.skala],
        kommuner=[Kommunnamn(kod=k.kod, kort=k.tabellnamn) for k in tabell.kommuner],
        uppdrag=[_uppdraget(rad, tabell.kommuner) for rad in tabell.rader],
    )


def _uppdraget(rad, kommuner):
    v = rad.vardering
    return Uppdragsvarde(
        uppdrag_id=rad.uppdrag.pk,
        uppdrag=rad.uppdrag.namn,
        bedomningar=[_bedomningen(k, cell) for k, cell in zip(kommuner, rad.celler, strict=True)],
        gemensamt=str(v.alternativ) if v and v.alternativ else "",
        enad=bool(v and v.status == "enad"),
        beslut=beslutsuppgift(v.beslut) if v and v.beslut_id else None,
        motivering=v.skal if v else "",
        avvikelser=[
            Avvikande(kod=a.organisation.kod, kommun=str(a.organisation), varde=str(a.alternativ or ""), text=a.text)
            for a in (v.avvikelser.all() if v else ())
        ],
    )


def _bedomningen(kommun, cell):
    return Bedomning(
        kod=kommun.kod, lage=_laget(cell), svar=str(cell.alternativ or ""), varde=cell.alternativ.varde if cell.alternativ else None,
        motivering=cell.motivering, nytta=cell.nytta,
    )  # fmt: skip


def _laget(cell):
    if not cell.deltar:
        return Bedomningslage.DELTAR_INTE
    return Bedomningslage.LAMNAD if cell.alternativ else Bedomningslage.SAKNAS


def _organens(omgang):
    omgangsresultat = rakning.read(omgang)
    fragor = [svar for grupp in omgangsresultat.grupper for _, svar in grupp.fragor]
    return Organens(
        **_gemensamt(omgang),
        fragor=[
            Organsvar(
                fraga=s.fraga, antal=s.antal, tillfragade=s.tillfragade, median=s.median, dolt=s.dolt,
                rader=[Svarsantal(svar=r.text, antal=r.antal, procent=r.procent) for r in s.rader],
            )
            for s in fragor
            if s.rader or s.dolt
        ],
        inte=[EjTillfragade(skal=skal, organ=[str(d) for d in rader]) for skal, rader in omgangsresultat.inte.items()],
    )  # fmt: skip
