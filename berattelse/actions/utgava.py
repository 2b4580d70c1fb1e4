"""Done, adopted, corrected: from the open year to an edition that never changes."""

import hashlib
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from berattelse.granskning.beredskap import Beredskap, kontrollsumma
from berattelse.granskning.fyra_ogon import krav_annan
from berattelse.innehall.samling import underskrift
from berattelse.innehall.schema import som_json
from berattelse.models import Fardigstallande, Godtagande, Skede, Utgava, Utgavefil
from berattelse.utgava.filer import FILER, kommunens_pdf
from berattelse.utgava.fryst import bokfort, som_fryst, utgavemarke
from berattelse.utgava.jamforelse import samma
from berattelse.utgava.tryckning import kommuner, tryck_utgava
from ekonomi.actions import bokfor_resultat, ratta
from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.models import Arsresultat, Skuldpost
from samverkan import svenska
from samverkan.door import log
from samverkan.inaktuell import krav_visat
from samverkan.models import Utskrift
from samverkan.tryckning import PDF, nyckel, trycknyckel, tryckt
from uppdrag.actions.lock import lock
from uppdrag.models import Verksamhetsar

ANDRAT_INNEHALL = (
    "Innehållet har ändrats sedan sidan visades, så berättelsen är inte färdigställd. Läs den igen, och färdigställ den sedan."
)
NYTT_ORD = (
    "Berättelsen har färdigställts på nytt sedan sidan visades, så ingenting är fastställt. Läs den som den är nu, och fastställ den sedan."
)


@transaction.atomic
def godta(year, anmarkningar, *, skal, by):
    """Accept warnings, with the reason. ValidationError when one has been accepted already; then none is."""
    try:
        with transaction.atomic():
            for a in anmarkningar:
                rad = Godtagande.objects.create(verksamhetsar=year, nyckel=a.nyckel, text=a.text, skal=skal.strip(), av=by)
                log(rad, "godtog anmärkning", by=by, avtal_id=year.avtal_id, text=a.text, skal=skal)
    except IntegrityError as error:
        raise ValidationError("En av anmärkningarna är redan godtagen av någon annan. Läs om sidan.") from error


def _las_year(year):
    """The year read again and held for this transaction: one act at a time on it."""
    return Verksamhetsar.objects.select_for_update(of=("self",)).select_related("avtal").get(pk=year.pk)


@transaction.atomic
def fardigstall(year, skede, *, by, beslut=None, ort="", dag=None, errata="", visat=None):
    """The processledare's word that the report is done as it stands. ValidationError with all that is in the way.

    And when it says something else than when the page was opened (`visat`, its kontrollsumma then).
    """
    beredskap = Beredskap(_las_year(year), skede)
    saknas = [brist.text for brist in beredskap.hinder] + [lage.anmarkning.text for lage in beredskap.ogodtagna]
    if saknas:
        raise ValidationError(saknas)
    if skede == Skede.MED_VARDERING or beredskap.forra_utgavan:
        _prova_tillagg(beredskap, beslut, ort, dag, errata)
    innehall = beredskap.innehall(beslut, ort, dag)
    _krav_rattelse(beredskap.forra_utgavan, innehall)
    if visat is not None:
        krav_visat(visat, kontrollsumma(beredskap.innehall()), ANDRAT_INNEHALL)
    rad = Fardigstallande.objects.create(
        verksamhetsar=year, skede=skede, sha256=kontrollsumma(innehall), beslut=beslut,
        ort=ort or None, dag=dag, av=by,
        errata=errata.strip() if beredskap.forra_utgavan else "",
    )  # fmt: skip
    log(rad, "färdigställde", by=by, avtal_id=year.avtal_id, sha256=rad.sha256)
    return rad


def _prova_tillagg(beredskap, beslut, ort, dag, errata):
    """What stage 2 and a correction add must be said: the decision, what is mended, and where and when it is signed.

    ValidationError at its field.
    """
    forra = beredskap.forra_utgavan
    if beredskap.skede == Skede.MED_VARDERING and beslut is None:
        raise ValidationError({"beslut": "Välj samverkansrådets beslut om berättelsen."})
    if beslut and not beredskap.beslut.filter(pk=beslut.pk).exists():
        text = f"Beslutet om berättelsen är fattat av {beredskap.organ or 'det organ som avtalet anger'} {beredskap.beslutstid}."
        raise ValidationError({"beslut": text})
    if forra and not errata.strip():
        raise ValidationError({"errata": f"Skriv vad som är rättat sedan utgåva {forra.nummer}."})
    if not ort:
        raise ValidationError({"ort": "Skriv orten."})
    if dag is None:
        raise ValidationError({"dag": "Skriv dagen."})
    _prova_dag(beredskap, beslut, dag)


def _prova_dag(beredskap, beslut, dag):
    """No edition is signed before the decision it tells of, or before the one it corrects, or when nobody is director."""
    tidigast = beredskap.tidigast
    if beslut and dag < beslut.datum:
        raise ValidationError({"dag": f"Dagen är före rådets beslut den {svenska.datum(beslut.datum)}."})
    if tidigast and dag < tidigast:
        raise ValidationError({"dag": f"Dagen är före den {svenska.datum(tidigast)}, då utgåvan som rättas undertecknades."})
    if not underskrift(beredskap.year, dag).person:
        raise ValidationError({"dag": "Ingen är regional utvecklingsdirektör den dagen."})


def _krav_rattelse(forra, innehall):
    """ValidationError when a correction would say the same as what it corrects."""
    if forra and samma(forra.data, innehall):
        raise ValidationError(
            f"Ingenting är ändrat sedan utgåva {forra.nummer}. Rätta det som är fel i texterna, raderna eller beloppen först, "
            "så kan en rättad utgåva göras."
        )


def faststall(year, skede, *, by, sett=None):
    """Adopt: the content is frozen with its files and the kommuner's editions, the result is booked and the year locked, all or nothing.

    Of two who press at once one succeeds. ValidationError when it is not done, has changed since, or is adopted already; and when
    the word that it is done (its pk) is another than the one on the page where it was read (`sett`).
    What takes time, the printing, is done before anything is held in the database, and what is printed is kept for the next try.
    """
    beredskap = Beredskap(year, skede)
    krav_annan(by, year, beredskap.fardigstallande, "fastställa den")
    if beredskap.kan_faststallas:
        krav_visat(sett, beredskap.fardigstallande.pk, NYTT_ORD)
        tryck_utgava(som_fryst(beredskap, by))
    return _frys(year, skede, by=by, sett=sett)


@transaction.atomic
def _frys(year, skede, *, by, sett):
    year = _las_year(year)
    beredskap = Beredskap(year, skede)
    f, innehall = beredskap.fardigstallande, _krav_fardig(beredskap, sett)
    krav_annan(by, year, f, "fastställa den")
    if skede == Skede.TILL_KOMMUNERNA:
        _bokfor(year, by=by)
        lock(year, by=by)
        innehall = bokfort(innehall, ekonomiskt_resultat(year))
    utgava = skapa_utgava(year, skede, f, innehall, beredskap.forra_utgavan, by=by)
    log(utgava, "fastställde", by=by, sha256=utgava.sha256, nummer=utgava.nummer, skede=skede)
    return utgava


def _krav_fardig(beredskap, sett):
    """The content that is held against the word of done, read once: it is what is frozen. ValidationError when it may not be."""
    f = beredskap.fardigstallande
    if f is None:
        raise ValidationError("Berättelsen är inte färdigställd, eller redan fastställd.")
    krav_visat(sett, f.pk, NYTT_ORD)
    if beredskap.hinder:
        raise ValidationError([brist.text for brist in beredskap.hinder])
    if beredskap.har_andrats:
        raise ValidationError("Innehållet har ändrats sedan berättelsen färdigställdes. Be processledaren färdigställa den på nytt.")
    _krav_rattelse(beredskap.forra_utgavan, beredskap.fardigstallt)
    return beredskap.fardigstallt


def _bokfor(year, *, by):
    """The result becomes a debt. In a corrected edition a result that has changed is taken back and booked anew."""
    bokford = Skuldpost.objects.filter(ursprung__verksamhetsar=year, sort=Skuldpost.Sort.RESULTAT, rattad_av__isnull=True).first()
    belopp = Arsresultat.objects.get(verksamhetsar=year).belopp
    if bokford and bokford.belopp != belopp:
        ratta(bokford, text=f"Resultatet {year} är rättat i en ny utgåva", by=by)
        bokford = None
    if bokford is None:
        bokfor_resultat(year, by=by)


def skapa_utgava(year, skede, fardigstallande, innehall, ersatter, *, by):
    """The edition with its files and the kommuner's, from content that is settled. ValidationError when another was made meanwhile."""
    marke = utgavemarke(year, fardigstallande, ersatter, by)
    text = som_json(replace(innehall, utgava=marke))
    sha256, tryckta = nyckel(text), trycknyckel(text)
    try:
        with transaction.atomic():
            utgava = Utgava.objects.create(
                verksamhetsar=year, nummer=marke.nummer, skede=skede, innehall=text, sha256=sha256,
                ersatter=ersatter, errata=fardigstallande.errata, fardigstallande=fardigstallande, av=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise ValidationError("Berättelsen är redan fastställd.") from error
    for sort, gor in FILER.items():
        _fil(utgava, sort, tryckt(tryckta, sort) or gor(utgava.data))
    for kommun in kommuner(utgava.data):
        skapa_kommunutgava(utgava, kommun, by=by, pdf=tryckt(tryckta, PDF, kommun))
    Utskrift.objects.filter(nyckel=tryckta).delete()
    return utgava


def _fil(utgava, sort, data, kommun=None):
    return Utgavefil.objects.create(
        utgava=utgava, sort=sort, kommun=kommun, innehall=data, sha256=hashlib.sha256(data).hexdigest(), storlek=len(data)
    )


def skapa_kommunutgava(utgava, kommun, *, by, pdf=None):
    """Keep one kommun's edition, made from the frozen data (`pdf` when it is made already). True when this call kept it.

    Safe to do twice, also at once: the file is there once.
    """
    if utgava.filer.filter(kommun=kommun, sort=Utgavefil.Sort.PDF).exists():
        return False
    data = pdf or kommunens_pdf(utgava.innehall, kommun.kod)
    try:
        with transaction.atomic():
            fil = _fil(utgava, Utgavefil.Sort.PDF, data, kommun)
            log(utgava, "gjorde kommunens utgåva", by=by, text=f"{utgava}, {kommun}", sha256=fil.sha256)
    except IntegrityError:
        return False
    return True
