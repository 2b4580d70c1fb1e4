"""The outcome's way from a file to the year's result: kept, read, tied, saved. Nothing is saved before somebody has seen it."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from ekonomi.actions.siffror import krav_andringsbart
from ekonomi.kalkylark import InteExcelError
from ekonomi.models import Arsresultat, Objektkoppling, Resultatpost, Utfallsfil, Utfallsrad
from ekonomi.sie import reader
from ekonomi.sie.belopp import InteSieError
from ekonomi.utfall import blad
from ekonomi.utfall.forslag import Forslag
from ekonomi.utfall.summor import forslag_dimension
from samverkan import svenska
from samverkan.door import log


@transaction.atomic
def ta_emot(year, namn, data, *, by):
    """Keep a file from the accounts as it came; it is read afterwards. ValidationError when the year is closed or approved."""
    krav_andringsbart(year)
    fil = ny_fil(year, namn, data, by=by)
    fil.save()
    log(fil, "läste in utfall", by=by, sha256=fil.sha256, storlek=fil.storlek)
    return fil


def ny_fil(year, namn, data, *, by=None):
    """The file as a row that is not saved. Which accounts count is remembered from the last one saved."""
    forra = Utfallsfil.objects.filter(verksamhetsar__avtal=year.avtal_id, status__in=["sparad", "ersatt"]).first()
    minne = {"konton": forra.konton, "utom_konton": forra.utom_konton} if forra else {}
    return Utfallsfil(
        verksamhetsar=year, namn=namn[:200], sort=_sort(namn, data),
        sha256=hashlib.sha256(data).hexdigest(), storlek=len(data), innehall=data, av=by, **minne,
    )  # fmt: skip


def _sort(namn, data):
    """By what the file holds; by its name only when it says Excel or a sheet, to be refused in those words."""
    ar_excel = data.startswith(b"PK\x03\x04") or namn.casefold().endswith((".xlsx", ".xls", ".ods"))
    return Utfallsfil.Sort.EXCEL if ar_excel else Utfallsfil.Sort.SIE


def tolka(fil, framsteg=None):
    """What the file holds, and the dimension to begin with. InteSieError or InteExcelError when it is no such file."""
    data = bytes(fil.innehall)
    avlasning = blad.read(data) if fil.sort == Utfallsfil.Sort.EXCEL else reader.read(data, framsteg)
    return {"avlasning": avlasning.som_json(), "dimension": _dimension(fil, avlasning)}


def read(fil):
    """Read a kept file; safe to call twice: of two who read at once one does it. What is not such a file is refused with a sentence."""
    fil.move_to(Utfallsfil.Status.READING, lases_sedan=timezone.now(), framsteg=0)

    def framsteg(procent):
        Utfallsfil.objects.filter(pk=fil.pk).update(framsteg=procent)

    try:
        funnet = tolka(fil, framsteg)
    except (InteSieError, InteExcelError) as error:
        fil.move_to(Utfallsfil.Status.VAGRAD, avslag=str(error)[:300])
        return
    fil.move_to(Utfallsfil.Status.READ, framsteg=100, **funnet)


def _dimension(fil, avlasning):
    """The one used last, when the file has it; else the one that takes most of the money."""
    year = fil.verksamhetsar
    forra = Utfallsfil.objects.filter(verksamhetsar__avtal=year.avtal_id, sort=fil.sort, status__in=["sparad", "ersatt"]).first()
    if forra and forra.dimension in avlasning.dimensioner:
        return forra.dimension
    return forslag_dimension(avlasning, year.fran, year.till, fil.urval)


@transaction.atomic
def ta_om(fil, *, by):
    """Set a reading that has stopped on its way back to the beginning. ValidationError when it is not stopped."""
    if not fil.har_stannat:
        raise ValidationError("Filen läses fortfarande.")
    fil.move_to(Utfallsfil.Status.VANTAR, framsteg=0, lases_sedan=None)
    log(fil, "läste om utfall", by=by)


def _krav_valbar(fil):
    """The year locked, with the file as it now is. ValidationError when it has been saved, replaced or thrown away meanwhile."""
    year = krav_andringsbart(fil.verksamhetsar)
    fil.refresh_from_db(fields=["status", "dimension", "konton", "utom_konton"])
    if fil.status != Utfallsfil.Status.READ:
        raise ValidationError("Filen har redan bytt status. Läs sidan igen.")
    return year


@transaction.atomic
def valj(fil, *, dimension, konton, utom_konton, by, aktuell=None):
    """How the file is read: by which dimension, and which accounts. `aktuell` refuses (Inaktuell) what was opened on another choice."""
    _krav_valbar(fil)
    if aktuell:
        aktuell()
    fil.dimension, fil.konton, fil.utom_konton = dimension, konton, utom_konton
    fil.save(update_fields=["dimension", "konton", "utom_konton"])
    log(fil, "valde dimension", by=by, dimension=dimension, konton=konton, utom=utom_konton)


@transaction.atomic
def koppla(fil, val, *, by, aktuell=None):
    """Tie objects or patterns: {pattern: (uppdrag or None, why it is set aside)}. What is tied already is tied anew.

    `aktuell` as for valj.
    """
    _krav_valbar(fil)
    if aktuell:
        aktuell()
    for monster, (uppdrag, skal) in val.items():
        Objektkoppling.objects.update_or_create(
            avtal_id=fil.avtal_id, dimension=fil.dimension, monster=monster, defaults={"uppdrag": uppdrag, "skal": skal}
        )
    log(fil, "kopplade objekt", by=by, objekt={m: u.namn if u else skal for m, (u, skal) in val.items()})


@transaction.atomic
def lossa(koppling, *, by):
    """The tie is taken away; what is saved already stays as it was saved."""
    log(koppling, "lossade objekt", by=by, text=f"Objektkoppling: {koppling}"[:200], avtal_id=koppling.avtal_id)
    koppling.delete()


@transaction.atomic
def spara_utfall(fil, *, ta_budget, by, aktuell=None):
    """The file becomes the year's outcome, and the one before is replaced. ValidationError when objects with money are not tied.

    Each uppdrag gets its outcome in whole kronor, with the budget of the file when it is asked for; the year's result is
    the compensation less the outcome. `aktuell` refuses (Inaktuell) unless the page shows what is saved now.
    """
    year = _krav_valbar(fil)
    if aktuell:
        aktuell()
    forslag = Forslag(fil)
    hinder = sparhinder(forslag)
    if hinder:
        raise ValidationError(hinder)
    for gammal in Utfallsfil.objects.filter(verksamhetsar=year, status=Utfallsfil.Status.SPARAD):
        gammal.move_to(Utfallsfil.Status.ERSATT)
    _gor_till_sparad(fil, by)
    Utfallsrad.objects.bulk_create(
        Utfallsrad(
            fil=fil, kod=o.summa.kod[:120], namn=o.summa.namn[:200], uppdrag=o.koppling.uppdrag, skal=o.koppling.skal,
            utfall_ore=o.summa.utfall, budget_ore=o.summa.budget,
        )
        for o in forslag.objekt
    )  # fmt: skip
    for rad in forslag.uppdragsrader:
        _spara_rad(year, rad, ta_budget=ta_budget, by=by)
    _spara_arsresultat(year, forslag, fil, by=by)
    log(fil, "sparade utfallet", by=by, utfall=forslag.utfall, sha256=fil.sha256)


def _gor_till_sparad(fil, by):
    """Of two files saved at once for one year the database takes one."""
    try:
        with transaction.atomic():
            fil.move_to(Utfallsfil.Status.SPARAD, sparad=timezone.now(), sparad_av=by)
    except IntegrityError as error:
        raise ValidationError("En annan fil har just sparats för året. Läs sidan igen.") from error


def sparhinder(forslag):
    """Why the file cannot be saved now, in sentences."""
    hinder = []
    if not forslag.har_year:
        hinder.append(f"Filen har inga belopp för {forslag.year}.")
    if forslag.okopplade:
        antal = len(forslag.okopplade)
        text = svenska.numerus(antal, "ett objekt har belopp men är inte kopplat", "objekt har belopp men är inte kopplade")
        hinder.append(f"{svenska.stor_bokstav(text)}.")
    if forslag.fil.sort == Utfallsfil.Sort.EXCEL and forslag.tappade:
        hinder.append("Excelfilen har celler som inte går att läsa. Rätta dem och läs in filen igen.")
    return hinder


def _spara_rad(year, rad, *, ta_budget, by):
    post = rad.nu or Resultatpost(verksamhetsar=year, uppdrag=rad.uppdrag)
    if ta_budget and not post_ar_omdisponerad(post):
        post.budget = rad.filens_budget
    post.budget = post.budget or 0
    post.utfall, post.belopp = rad.utfall, post.budget - rad.utfall
    post.harledd, post._history_user = False, by
    post.save()


def post_ar_omdisponerad(post):
    """Has a decision changed its budget?"""
    return bool(post.pk) and (post.omdisponerat_fran.exists() or post.omdisponerat_till.exists())


def _spara_arsresultat(year, forslag, fil, *, by):
    if forslag.arsresultat is None:
        return
    row = Arsresultat.objects.filter(verksamhetsar=year).first() or Arsresultat(verksamhetsar=year)
    row.belopp, row.kalla, row._history_user = forslag.arsresultat, f"{fil.namn}, inläst {timezone.localdate()}"[:200], by
    row.save()


@transaction.atomic
def kasta(fil, *, by):
    """A file that is not to be used. What is saved cannot be thrown; read a new one instead."""
    fil.move_to(Utfallsfil.Status.KASTAD)
    log(fil, "kastade utfallsfil", by=by)
