"""The acts on last year's report as a file: kept, taken in as a year's texts, undone, thrown away."""

import hashlib
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from berattelse.actions.avsnitt import skapa_avsnitt
from berattelse.avsnitt import richtext
from berattelse.forra.delning import INLEDNING
from berattelse.forra.kanda import namnlista
from berattelse.forra.landning import hopsatt, ordning, printade_rubriker
from berattelse.models import Avsnitt, Intagenberattelse, Statusbyte
from samverkan.door import log
from samverkan.hanger import krav_fri, radera
from uppdrag.actions import lock
from uppdrag.actions import year as uppdragets
from uppdrag.models import Rubrik, Rubrikuppdrag, Verksamhetsar

Status = Intagenberattelse.Status
HAR_TEXT = "År {} har redan texter. En berättelse tas in i ett år som inte har några."
ANDRAT = "Avsnittet {} har ändrats sedan berättelsen togs in. Intagningen kan inte ångras, för då skulle ändringen försvinna."
I_STALLET = "Ta bort det först, eller låt texterna stå."


@transaction.atomic
def ta_emot(uppgifter, inlast, namn, data, *, by):
    """Keep the file and its pieces until somebody takes them in. Returns (row, is it new): the same file once for an agreement."""
    avtal = uppgifter["avtal"]
    lock.hall_avtal([avtal.pk])
    sha256 = hashlib.sha256(data).hexdigest()
    if redan := Intagenberattelse.objects.filter(avtal=avtal, sha256=sha256).defer("innehall").first():
        return redan, False
    fil = Intagenberattelse.objects.create(
        namn=namn[:200], typ=inlast.typ, sha256=sha256, storlek=len(data), innehall=data, bitar=inlast.bitar,
        utelamnat=inlast.utelamnat, av=by, **uppgifter,
    )  # fmt: skip
    log(fil, "läste in berättelse", by=by, sha256=sha256, storlek=len(data), bitar=len(inlast.bitar))
    return fil, True


@transaction.atomic
def ta_in(fil, bitar, *, by):
    """The pieces, placed as `bitar` says, become the texts of the year. ValidationError when the year is closed or has texts."""
    lock.hall_years_och_avtal(fil.avtal_id)
    year, nytt = _year(fil, by)
    lista = namnlista(fil.avtal, fil.avtal.version_under(year))
    rubriker = _rubriker(year, printade_rubriker(bitar, lista), ordning(bitar), by)
    versioner = {}
    for hem, (texter, prioriterade_year) in hopsatt(bitar).items():
        avsnitt = _avsnitt(year, hem, rubriker)
        versioner[avsnitt.pk] = _skriv(avsnitt, texter, prioriterade_year, fil, by)
    fil.move_to(Status.INTAGEN, verksamhetsar=year, nytt_year=nytt, bitar=bitar, versioner=versioner, intagen=timezone.now(), intagen_av=by)
    log(fil, "tog in berättelse", by=by, year=str(year), avsnitt=len(versioner), sha256=fil.sha256)
    if nytt:
        lock.oppna(year, by=by)
        lock.lock(year, by=by)
    return year


def _year(fil, by):
    """(the year, was it made now). One that is there must be open and without texts."""
    year = Verksamhetsar.objects.filter(avtal=fil.avtal_id, fran=fil.fran, till=fil.till).first()
    if year is None:
        year = Verksamhetsar(avtal=fil.avtal, beteckning=fil.beteckning, fran=fil.fran, till=fil.till, ur_fil=True)
        year.full_clean()
        year.save()
        log(year, "lade till", by=by, text=f"Verksamhetsår {year}", ur_fil=fil.namn)
        return year, True
    lock.krav_oppet(year)
    if any(getattr(avsnitt, part) for avsnitt in year.avsnitt.all() for part in avsnitt.delar):
        raise ValidationError(HAR_TEXT.format(year))
    return year, False


def _rubriker(year, printade, nar, by):
    """{area: its heading in the year}. Where there are none they are made of the agreement's areas, named and ordered as in the file."""
    version = year.avtal.version_under(year)
    if not year.rubriker.exists() and version and version.omraden.exists():
        uppdragets.hamta_omraden(year, by=by)
        for rubrik in year.rubriker.prefetch_related("placeringar"):
            _som_i_filen(rubrik, printade.get(rubrik.omrade_id, rubrik.text), nar)
    return {rubrik.omrade_id: rubrik for rubrik in year.rubriker.all()}


def _som_i_filen(rubrik, text, nar):
    """A heading's words and place, and the order of the uppdrag under it; those the file has not come last."""
    sist, placeringar = len(nar) + 999, list(rubrik.placeringar.all())
    plats = {p.pk: nar.get(f"uppdrag:{p.uppdrag_id}", sist) for p in placeringar}
    if not type(rubrik).objects.filter(verksamhetsar=rubrik.verksamhetsar_id, text=text).exists():
        rubrik.text = text
    rubrik.ordning = 1 + min([nar.get(f"omrade:{rubrik.omrade_id}", sist), *plats.values()])
    rubrik.save(update_fields=["text", "ordning"])
    for n, placering in enumerate(sorted(placeringar, key=lambda p: (plats[p.pk], p.ordning)), 1):
        placering.ordning = n
        placering.save(update_fields=["ordning"])


def _avsnitt(year, hem, rubriker):
    """The section of the year that a place is (Bit.hem)."""
    sort, _, pk = hem.partition(":")
    if hem == INLEDNING:
        var = {"sort": Avsnitt.Sort.INLEDNING}
    elif sort == "omrade":
        rubrik = rubriker.get(int(pk)) or _ny_rubrik(year, int(pk))
        var = {"sort": Avsnitt.Sort.OMRADE, "rubrik": rubrik}
    else:
        var = {"sort": sort, f"{sort}_id": int(pk)}
        if sort == "uppdrag":
            _placera(year, int(pk), rubriker)
    return Avsnitt.objects.get_or_create(verksamhetsar=year, **var)[0]


def _placera(year, uppdrag_id, rubriker):
    """What the file tells of had its place that year, whenever its uppdrag is said to have begun: under the heading of its area."""
    omrade = year.avtal.version_under(year).omraden.filter(uppdrag=uppdrag_id).first()
    if omrade and omrade.pk in rubriker and not Rubrikuppdrag.objects.filter(rubrik__verksamhetsar=year, uppdrag=uppdrag_id).exists():
        rubrik = rubriker[omrade.pk]
        Rubrikuppdrag.objects.create(rubrik=rubrik, uppdrag_id=uppdrag_id, ordning=rubrik.placeringar.count() + 1)


def _ny_rubrik(year, omrade_id):
    omrade = year.avtal.version_under(year).omraden.get(pk=omrade_id)
    return Rubrik.objects.get_or_create(verksamhetsar=year, text=omrade.namn, defaults={"omrade": omrade, "ordning": omrade.ordning})[0]


def _skriv(avsnitt, texter, prioriterade_year, fil, by):
    """The texts, cleaned once more as a whole; the version they became."""
    for part, html in texter.items():
        try:
            setattr(avsnitt, part, richtext.clean(html))
        except ValidationError as error:
            raise ValidationError(f"{avsnitt}: {' '.join(error.messages)} Flytta en del av bitarna.") from error
    avsnitt.prioriterade_year = prioriterade_year or avsnitt.prioriterade_year
    var, avsnitt.status = avsnitt.status, Avsnitt.Status.UTKAST
    avsnitt.version += 1
    avsnitt._history_user = by
    avsnitt.save()
    Statusbyte.objects.create(avsnitt=avsnitt, fran=var, till=avsnitt.status, av=by, version=avsnitt.version, skal=f"Intaget ur {fil.namn}")
    return avsnitt.version


@transaction.atomic
def angra(fil, *, by):
    """The year's texts go, and the year when it was made by the taking-in; the file waits to be taken in anew.

    ValidationError when a text has been changed since, or something else hangs on it.
    """
    lock.hall_years_och_avtal(fil.avtal_id)
    fil.refresh_from_db(fields=["verksamhetsar", "nytt_year", "versioner"])
    year, nytt, versioner = fil.verksamhetsar, fil.nytt_year, fil.versioner
    if year is None:
        raise ValidationError("Intagningen är redan ångrad.")
    if not nytt:
        lock.krav_oppet(year)
    intagna = list(year.avsnitt.select_for_update(of=("self",)).filter(pk__in=versioner))
    _krav_oforandrade(intagna, versioner)
    fil.move_to(Status.FORSLAG, verksamhetsar=None, nytt_year=False, versioner={}, intagen=None, intagen_av=None)
    log(fil, "ångrade intagningen", by=by, year=str(year))
    for avsnitt in intagna:
        radera(avsnitt, i_stallet=I_STALLET)
    if nytt:
        krav_fri(year, utom=(Rubrik,), i_stallet=I_STALLET)
        log(year, "tog bort", by=by, text=f"Verksamhetsår {year}")
        radera(year, i_stallet=I_STALLET)
    elif year.rubriker.exists():
        skapa_avsnitt(year, by=by)


def _krav_oforandrade(avsnitt, versioner):
    for rad in avsnitt:
        if rad.version != versioner[str(rad.pk)] or rad.status != Avsnitt.Status.UTKAST:
            raise ValidationError(ANDRAT.format(rad))


@transaction.atomic
def kasta_berattelse(fil, *, by):
    """A file that is not taken in goes, with its pieces."""
    rader = Intagenberattelse.objects.select_for_update(of=("self",)).defer("innehall")
    fil = rader.filter(pk=fil.pk, status=Status.FORSLAG).first()
    if fil is None:
        raise ValidationError("Filen är intagen eller redan kastad. Läs sidan igen.")
    log(fil, "kastade inläst berättelse", by=by, sha256=fil.sha256)
    radera(fil)


def rensa_forslag():
    """Throw away what has waited too long to be taken in. Returns how many."""
    fore = timezone.now() - timedelta(days=Intagenberattelse.DAGAR)
    gamla = list(Intagenberattelse.objects.filter(status=Status.FORSLAG, skapad__lt=fore).defer("innehall"))
    for fil in gamla:
        kasta_berattelse(fil, by=None)
    return len(gamla)
