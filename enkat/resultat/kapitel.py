"""What the kommuner and the bodies said of one year: the chapter of the report's second stage is made from it."""

from enkat.models import Deltagare, Malgrupp, Omgang, Vardering
from enkat.resultat import rakning, vardetabell
from enkat.schema import (
    Arsvardering,
    Avvikande,
    Bedomning,
    Bedomningslage,
    EjTillfragade,
    Kommunernas,
    Kommunnamn,
    Rundsvar,
    Rundtext,
    Skalsteg,
    Svarsantal,
    Svarsrunda,
    Tillfragade,
    Uppdragsvarde,
)
from uppdrag.schema import beslutsuppgift


def varderingen(year):
    """The year's judgement: every round that has been opened. Of an anonymous one there is what it shows, once it is over."""
    vardering = Arsvardering()
    resultaten = rakning.read_alla([omgang for omgang in _oppnade(year) if omgang.is_over or not omgang.anonym])
    _read_varden([r.omgang for r in resultaten if _vardeomgang(r.omgang)])
    for resultat in resultaten:
        if _vardeomgang(resultat.omgang):
            vardering.kommunrundor.append(_kommunernas(resultat))
        else:
            vardering.rundor.append(_rundan(resultat))
    return vardering


def senast_bedomt(year):
    """(the latest round that is over in which the kommuner judged each uppdrag, what it came to), of this year or an earlier; None."""
    kommunernas = {"verksamhetsar__avtal": year.avtal_id, "verksamhetsar__fran__lte": year.fran, "formular__malgrupp": Malgrupp.KOMMUNER}
    rader = _med_aret(Omgang.objects.filter(**kommunernas)).order_by("-verksamhetsar__fran", "-oppnar", "-pk")
    omgang = next((omgang for omgang in rakning.med_formular(rader) if omgang.is_over and _vardeomgang(omgang)), None)
    if omgang is None:
        return None
    _read_varden([omgang])
    return omgang, _kommunernas(rakning.read(omgang))


def _read_varden(omgangar):
    """The joint values of the rounds, read for all of them at once."""
    rader = list(Vardering.objects.filter(omgang__in=omgangar).med_allt()) if omgangar else []
    for omgang in omgangar:
        omgang.varden = [rad for rad in rader if rad.omgang_id == omgang.pk]


def pagaende(year):
    """The rounds of the year that are still being answered, the anonymous ones too."""
    return [omgang for omgang in _oppnade(year) if not omgang.is_over]


def oppnade_igen(year):
    """Those for whom a closed round of the year is open again, until a day of their own."""
    rader = Deltagare.objects.oppna_igen().filter(omgang__verksamhetsar=year)
    return [d for d in rader.select_related("omgang", "organisation", "arena") if d.omgang.is_over]


def _oppnade(year):
    return rakning.med_formular(_med_aret(Omgang.objects.filter(verksamhetsar=year)).order_by("oppnar", "pk"))


def _med_aret(omgangar):
    """Those that have been opened, each with its form and its year."""
    return omgangar.exclude(status=Omgang.Status.PLANERAD).select_related("formular", "verksamhetsar__avtal")


def _vardeomgang(omgang):
    """Does each kommun judge each uppdrag in it, by its name?"""
    return omgang.fragar_kommuner and not omgang.anonym and omgang.formular.vardefraga is not None


def _gemensamt(r, utom=()):
    """What is said of any round; `utom` are the questions that stand in a table of their own."""
    return {
        "namn": r.omgang.namn,
        "exempel": r.omgang.exempel,
        "lamnade": r.inlamnade,
        "tillfragade": len(r.tillfragade),
        "preliminar": r.preliminar,
        "fragor": [_fragan(r, grupp, s) for grupp in r.grupper for fraga, s in grupp.fragor if fraga not in utom and _sager_nagot(s)],
        "inte": [EjTillfragade(skal=skal, organ=[str(d) for d in rader]) for skal, rader in r.inte.items()],
    }


def _sager_nagot(s):
    return bool(s.rader or s.dolt or s.texter)


def _fragan(r, grupp, s):
    return Rundsvar(
        fraga=s.fraga, antal=s.antal, tillfragade=s.tillfragade, median=s.median, dolt=s.dolt,
        rader=[Svarsantal(svar=rad.text, antal=rad.antal, procent=rad.procent) for rad in s.rader],
        uppdrag=grupp.uppdrag.namn if grupp.uppdrag else "", foljdfraga=s.foljdfraga, texter=_texterna(r, s),
    )  # fmt: skip


def _texterna(r, s):
    """The words with who wrote them and what they chose; what the reckoning gives without a name has neither."""
    valda = {svar.vem: rad.text for rad in s.rader for svar in rad.vilka if svar.vem}
    koder = {str(d): d.organisation.kod for d in r.tillfragade if d.organisation_id}
    return [Rundtext(vem=t.vem, kod=koder.get(t.vem, ""), svar=valda.get(t.vem, ""), text=t.text) for t in s.texter]


def _rundan(resultat):
    omgang = resultat.omgang
    av = Tillfragade.KOMMUNER if omgang.fragar_kommuner else Tillfragade.ORGAN
    return Svarsrunda(av=av, anonym=omgang.anonym, **_gemensamt(resultat))


def _kommunernas(resultat):
    omgang = resultat.omgang
    tabell = vardetabell.ur(resultat)
    return Kommunernas(
        **_gemensamt(resultat, (omgang.formular.vardefraga, omgang.formular.nyttofraga)),
        fraga=str(tabell.fraga),
        skala=[Skalsteg(varde=a.varde, text=a.text) for a in tabell.skala],
        kommuner=[Kommunnamn(kod=k.kod, kort=k.tabellnamn) for k in tabell.kommuner],
        uppdrag=[_uppdraget(rad, tabell.kommuner) for rad in tabell.rader],
        motivering=tabell.motivering,
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
