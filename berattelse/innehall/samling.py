"""What the report of one year says, gathered from the rows: the files are made from it, and an edition keeps it.

Nothing is counted or summed here by hand: meetings come from uppdrag.underlag, money from ekonomi.underlag, judgements from enkat.underlag.
"""

from dataclasses import replace
from itertools import groupby

from django.db.models import Prefetch, prefetch_related_objects

from berattelse.innehall.foljder import foljderna
from berattelse.innehall.foregaende import forra_varderingen
from berattelse.innehall.korthet import Fore, korthet
from berattelse.innehall.schema import Avtalsuppgift, Berattelse, Kapitel, Kommun, Ovrigt, Underskrift, Uppdragstext, ren
from berattelse.innehall.sektioner import Underlag, avtalssektion, uppdragssektion
from berattelse.models import Avsnitt
from ekonomi.kapitel import ekonomiskt_resultat, summorna
from ekonomi.statsbidrag import med_forra
from enkat.resultat.kapitel import varderingen
from samverkan.models import Organisation, Roll, Rolltilldelning
from samverkan.svenska import sorteringsnyckel
from uppdrag.models import Arenamedlem, Beskrivning, Narvaro, Rubrikuppdrag, Tillfalle
from uppdrag.schema import Arenasumma, Arenatabell, Arenatillfallen, Tillfallesuppgift


def samla(year, skede=1, underlag=None):
    """Everything the report of this year says, as a Berattelse. The number of queries does not grow with the rows.

    `skede` 1 is the report as it is handed over; 2 holds the kommuner's judgement of it too. `underlag`: the rows, when they are read.
    """
    underlag = underlag or Underlag(year)
    fore = _fore(year, underlag)
    b = Berattelse(
        skede=skede,
        vardering=varderingen(year) if skede == 2 else None,
        foljder=foljderna(year) if skede == 2 else None,
        forra=forra_varderingen(year),
        **_om_aret(year),
        **_i_ord(year, underlag),
        ekonomi=_ekonomi(year, fore, underlag.pengar),
        arenatabell=underlag.arenor.tabell(),
        tillfallen=tillfallen(underlag.arenor),
        underskrift=underskrift(year),
    )
    valda = {val: underlag.i_korthet(val) for val in ("hande", "vantar")}
    b = replace(b, korthet=replace(korthet(b, fore), **valda))
    return ren(replace(b, varden=underlag.varden.uppgifter(b.texter())))


def sagt(underlag, bredvid):
    """What the report of a year says in words, and its sums: what the year of the rows `bredvid` is held against, and no more.

    `underlag` are its rows, read beside those.
    """
    year = underlag.year
    year.avtal = bredvid.year.avtal
    return ren(
        Berattelse(
            **_framsidan(year),
            **_i_ord(year, underlag),
            skede=1,
            avtalsparter=[],
            kommuner=[],
            ekonomi=summorna(year, bredvid.pengar),
            arenatabell=Arenatabell(rader=[], summa=Arenasumma(planerat=None, hallna=None, installda=None)),
            tillfallen=[],
            underskrift=Underskrift(ort="", person="", datum=None, namn="", titel=""),
        )
    )


def arets_stomme(year, underlag, kapitel, andra_avtal, ekonomi):
    """The content of the year with these chapters and this money, its parties and its meetings; no text, and nothing of a judgement."""
    inget = {"ingress": "", "ovrig_verksamhet": [], "beskrivningar": []}
    return Berattelse(
        skede=1, **_om_aret(year), **inget, kapitel=kapitel, andra_avtal=andra_avtal, ekonomi=ekonomi,
        arenatabell=underlag.arenor.tabell(), tillfallen=tillfallen(underlag.arenor),
        underskrift=Underskrift(ort="", person="", datum=None, namn="", titel=""),
    )  # fmt: skip


def _i_ord(year, underlag):
    """The texts of the report: what people wrote, and what the rows under it say."""
    return {
        "ingress": underlag.text(Avsnitt.Sort.INLEDNING, year.pk),
        "kapitel": _kapitel(year, underlag),
        "ovrig_verksamhet": [
            Ovrigt(namn=o.namn, dnr=o.dnr, redovisning=o.redovisning, webbplats=o.webbplats) for o in year.avtal.ovriga_verksamheter.all()
        ],
        "andra_avtal": [avtalssektion(avtal, underlag) for avtal in year.avtal.andra_avtal.all()],
        "beskrivningar": _beskrivningar(year),
    }


def _fore(year, underlag):
    """The figures of the year before that the key figures are held against; what is not registered is not known."""
    forra = year.foregaende
    if forra is None:
        return Fore()
    bidrag = underlag.pengar.bidrag(forra)
    return Fore(
        year=str(forra), moten=underlag.arenor.antal_moten(forra), statsbidrag=[(rad.namn, rad.belopp) for rad in bidrag],
    )  # fmt: skip


def _ekonomi(year, fore, pengar):
    """The chapter on money, its state grants beside those of the year before."""
    kapitel = ekonomiskt_resultat(year, pengar)
    return replace(kapitel, statsbidrag=med_forra(kapitel.statsbidrag, fore.year, fore.statsbidrag))


def _om_aret(year):
    """What stands on the cover, and who was party."""
    parter = list(year.avtal.parter.under(year).select_related("organisation"))
    return _framsidan(year) | {"avtalsparter": [str(p.organisation) for p in parter], "kommuner": _kommuner(parter)}


def _framsidan(year):
    """The box of the year marks it exempel; so does any mark within (schema.ren)."""
    return {
        "titel": f"Verksamhetsberättelse {year.beteckning}", "undertitel": year.avtal.titel, "fran": year.fran, "till": year.till,
        "year": year.beteckning, "dnr": year.dnr, "dnr_exempel": year.dnr_exempel,
        "avtal": Avtalsuppgift(titel=year.avtal.titel, dnr=year.avtal.dnr, dnr_exempel=year.avtal.dnr_exempel),
        "exempel": year.innehaller_exempel, "skapad": year.undertecknas or year.till,
    }  # fmt: skip


def _kapitel(year, underlag):
    rubriker = year.rubriker.prefetch_related(Prefetch("placeringar", Rubrikuppdrag.objects.select_related("uppdrag")))
    return [
        Kapitel(
            id=f"kapitel-{rubrik.pk}",
            rubrik=rubrik.text,
            inledning=underlag.text(Avsnitt.Sort.OMRADE, rubrik.pk),
            uppdrag=[uppdragssektion(p.uppdrag, underlag) for p in rubrik.placeringar.all()],
        )
        for rubrik in rubriker
    ]


def kommuner(year):
    """The kommuner that were party on any day of the year, by name."""
    return _kommuner(year.avtal.parter.under(year).select_related("organisation"))


def _kommuner(parter):
    kommunerna = [p.organisation for p in parter if p.organisation.sort == Organisation.Sort.KOMMUN]
    return [Kommun(kod=o.kod, namn=o.namn, kort=o.tabellnamn) for o in sorted(kommunerna, key=lambda o: sorteringsnyckel(o.namn))]


def tillfallen(register):
    """What every count is made of: the occasions of each arena, with the kommuner that were there; and who sits in it."""
    arenor = register.per_arena()
    narvaro, medlemmar = (rader.objects.select_related("organisation") for rader in (Narvaro, Arenamedlem))
    prefetch_related_objects([t for _, egna in arenor for t in egna], Prefetch("narvaro", narvaro))
    prefetch_related_objects([arena for arena, _ in arenor], Prefetch("medlemmar", medlemmar))
    return [
        Arenatillfallen(
            id=a.pk, arena=a.namn, niva=a.niva, tillfallen=[_tillfallet(t) for t in egna],
            medlemmar=sorted(m.organisation.kod for m in a.medlemmar.all() if m.organisation.sort == Organisation.Sort.KOMMUN),
        )
        for a, egna in arenor
    ]  # fmt: skip


def _tillfallet(t):
    return Tillfallesuppgift(
        fran=t.fran, till=t.till, vad=t.motesord or t.get_sort_display().lower(), grupp=t.grupp.namn if t.grupp_id else "",
        form=t.form, status=t.status, exempel=t.datum_exempel,
        mote=t.sort == Tillfalle.Sort.MOTE and t.del_av_id is None, deltagare=t.deltagare, deltagare_ca=t.deltagare_ca,
        narvaro=sorted(n.organisation.kod for n in t.narvarande if n.organisation.sort == Organisation.Sort.KOMMUN),
    )  # fmt: skip


def _beskrivningar(year):
    """Bilaga 1: what each uppdrag was to do, in the wording valid when the year began (or began later)."""
    rows = (
        Beskrivning.objects.filter(uppdrag__avtal=year.avtal_id, fran__lte=year.till)
        .select_related("uppdrag")
        .order_by("uppdrag__ordning", "uppdrag__namn", "-fran")
    )
    latest = [next(group) for _, group in groupby(rows, key=lambda row: row.uppdrag_id)]
    return [Uppdragstext(uppdrag_id=row.uppdrag_id, uppdrag=row.uppdrag.namn, text=row.text, exempel=row.exempel) for row in latest]


def underskrift(year, dag=None, ort=""):
    """Place, date and the director as the roles say who held it that day (when the report was signed); acting is written tf."""
    datum = dag or year.undertecknas
    organisationer = year.avtal.parter.values("organisation")
    roll = (
        Rolltilldelning.objects.galler(on=datum or year.till)
        .filter(roll=Roll.DIREKTOR, organisation__in=organisationer)
        .select_related("user")
        .order_by("-tillforordnad", "-fran", "pk")
        .first()
    )
    titel = (roll.user.titel or roll.get_roll_display()) if roll else Roll.DIREKTOR.label
    return Underskrift(
        ort=ort or year.ort,
        person=roll.user.namn if roll else "",
        datum=datum,
        namn=roll.user.namn if roll and roll.user.namn != titel else "",
        titel=f"Tf {titel[0].lower()}{titel[1:]}" if roll and roll.tillforordnad else titel,
    )
