"""The outcome's way from a file to the year's result: kept, read, tied, saved. Nothing is saved before somebody has seen it."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from ekonomi.actions.siffror import krav_andringsbart
from ekonomi.models import Arsresultat, Objektandel, Objektkoppling, Resultatpost, Utfallsfil, Utfallsrad
from ekonomi.sie.belopp import InteSieError
from ekonomi.utfall.forslag import Forslag
from ekonomi.utfall.summor import forslag_dimension
from samverkan import svenska
from samverkan.door import log
from samverkan.utifran.barn import MB, Granser, OlastError, i_barn
from samverkan.utifran.kalkylark import InteExcelError

EXCEL = Granser(cpu=20, tid=60)
SIE = Granser(cpu=120, tid=300, minne=2000 * MB, svar=128 * MB)  # a whole year's vouchers of a region
MAX_DIMENSIONER = 100  # each is held against each
SKILJER = "Det som lästes skiljer sig från filens egna saldon. Förklara varför det ändå gäller."


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
    minne = {name: getattr(forra, name) for name in ("konton", "utom_konton", "inte_ersattning")} if forra else {}
    return Utfallsfil(
        verksamhetsar=year, namn=namn[:200], sort=_sort(namn, data),
        sha256=hashlib.sha256(data).hexdigest(), storlek=len(data), innehall=data, av=by, **minne,
    )  # fmt: skip


def _sort(namn, data):
    """By what the file holds; by its name only when it says Excel or a sheet, to be refused in those words."""
    ar_excel = data.startswith(b"PK\x03\x04") or namn.casefold().endswith((".xlsx", ".xls", ".ods"))
    return Utfallsfil.Sort.EXCEL if ar_excel else Utfallsfil.Sort.SIE


def tolka(fil, framsteg=None):
    """What the file holds, and the dimension to begin with. InteSieError, InteExcelError or OlastError when it is no such file."""
    data = bytes(fil.innehall)
    onskad = fil.dimension or _forra_dimension(fil)
    par = tuple(onskad.split("+")) if "+" in onskad else ()
    if fil.sort == Utfallsfil.Sort.EXCEL:
        avlasning = i_barn("ekonomi.utfall.blad.read", data, granser=EXCEL)
    else:
        avlasning = i_barn("ekonomi.sie.reader.read", data, framsteg=framsteg, par=par, granser=SIE)
    if len(avlasning.dimensioner) > MAX_DIMENSIONER:
        raise InteSieError(f"Filen har fler än {MAX_DIMENSIONER} dimensioner, och så många har ingen redovisning. Exportera den på nytt.")
    if not onskad or not avlasning.dimensioner.keys() >= set(onskad.split("+")):
        onskad = forslag_dimension(avlasning, fil.verksamhetsar.fran, fil.verksamhetsar.till, fil.urval)
    return {"avlasning": avlasning.som_json(), "dimension": onskad}


def read(fil):
    """Read a kept file; safe to call twice: of two who read at once one does it. What is not such a file is refused with a sentence."""
    fil.move_to(Utfallsfil.Status.READING, lases_sedan=timezone.now(), framsteg=0)

    def framsteg(procent):
        Utfallsfil.objects.filter(pk=fil.pk).update(framsteg=procent)

    try:
        funnet = tolka(fil, framsteg)
    except (InteSieError, InteExcelError, OlastError) as error:
        fil.move_to(Utfallsfil.Status.VAGRAD, avslag=str(error)[:300])
        return
    fil.move_to(Utfallsfil.Status.READ, framsteg=100, **funnet)


def _forra_dimension(fil):
    """The one used last."""
    forra = Utfallsfil.objects.filter(verksamhetsar__avtal=fil.verksamhetsar.avtal_id, sort=fil.sort, status__in=["sparad", "ersatt"])
    return forra.values_list("dimension", flat=True).first() or ""


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
def valj(fil, *, dimension, konton, utom_konton, by, aktuell=None, **svar):
    """How the file is read: by which dimension, which accounts, and what was asked of it (`svar`, by field).

    Two dimensions at once want the vouchers read anew: the file then waits for that. `aktuell` refuses (Inaktuell) what was
    opened on another choice.
    """
    _krav_valbar(fil)
    if aktuell:
        aktuell()
    read_anew = "+" in dimension and dimension != fil.dimension and fil.sort == Utfallsfil.Sort.SIE
    val = {"dimension": dimension, "konton": konton, "utom_konton": utom_konton} | svar
    for name, value in val.items():
        setattr(fil, name, value)
    fil.save(update_fields=list(val))
    log(fil, "valde dimension", by=by, **val)
    if read_anew:
        fil.move_to(Utfallsfil.Status.VANTAR, framsteg=0, lases_sedan=None)


@transaction.atomic
def koppla(fil, val, *, by, aktuell=None):
    """Tie objects or patterns: {pattern: (uppdrag or None, why it is set aside)}. What is tied already is tied anew.

    `aktuell` as for valj.
    """
    _krav_valbar(fil)
    if aktuell:
        aktuell()
    for monster, (uppdrag, skal) in val.items():
        koppling, _ = Objektkoppling.objects.update_or_create(
            avtal_id=fil.avtal_id, dimension=fil.dimension, monster=monster, defaults={"uppdrag": uppdrag, "skal": skal, "delad": False}
        )
        koppling.andelar.all().delete()
    log(fil, "kopplade objekt", by=by, objekt={m: u.namn if u else skal for m, (u, skal) in val.items()})


@transaction.atomic
def dela(fil, monster, andelar, *, by, aktuell=None):
    """Tie an object to several uppdrag: {uppdrag: per cent}. ValidationError unless they are at least two and 100 per cent together."""
    _krav_valbar(fil)
    if aktuell:
        aktuell()
    if len(andelar) < 2 or sum(andelar.values()) != 100:
        raise ValidationError("Andelarna ska vara minst två och tillsammans 100 procent.")
    koppling, _ = Objektkoppling.objects.update_or_create(
        avtal_id=fil.avtal_id, dimension=fil.dimension, monster=monster, defaults={"uppdrag": None, "skal": "", "delad": True}
    )
    koppling.andelar.all().delete()
    Objektandel.objects.bulk_create(Objektandel(koppling=koppling, uppdrag=u, procent=p) for u, p in andelar.items())
    log(fil, "delade objekt", by=by, objekt={monster: {u.namn: str(p) for u, p in andelar.items()}})


@transaction.atomic
def lossa(koppling, *, by):
    """The tie is taken away; what is saved already stays as it was saved."""
    log(koppling, "lossade objekt", by=by, text=f"Objektkoppling: {koppling}"[:200], avtal_id=koppling.avtal_id)
    koppling.delete()


@transaction.atomic
def spara_utfall(fil, *, ta_budget, by, skal="", aktuell=None):
    """The file becomes the year's outcome, and the one before is replaced. ValidationError when objects with money are not tied.

    Where it differs from the file's own balances it is saved only with a reason (`skal`).

    Each uppdrag gets its outcome in whole kronor, with the budget of the file when it is asked for; the year's result is
    the compensation less the outcome. `aktuell` refuses (Inaktuell) unless the page shows what is saved now.
    """
    year = _krav_valbar(fil)
    if aktuell:
        aktuell()
    forslag = Forslag(fil)
    _krav_sparbar(forslag, skal, ta_budget)
    for gammal in Utfallsfil.objects.filter(verksamhetsar=year, status=Utfallsfil.Status.SPARAD):
        gammal.move_to(Utfallsfil.Status.ERSATT)
    _gor_till_sparad(fil, by, skal.strip() if forslag.skillnader else "")
    _spara_rader(fil, forslag)
    for rad in (rad for rad in forslag.uppdragsrader if not rad.skriven):
        _spara_rad(year, rad, ta_budget=ta_budget, by=by)
    _spara_arsresultat(year, forslag, fil, by=by)
    log(fil, "sparade utfallet", by=by, utfall=forslag.utfall, sha256=fil.sha256, skillnader=len(forslag.skillnader), skal=fil.skal)


def _spara_rader(fil, forslag):
    """What each object counts for, as it was tied when the file was saved."""
    Utfallsrad.objects.bulk_create(
        Utfallsrad(
            fil=fil, kod=o.summa.kod[:120], namn=o.summa.namn[:200], uppdrag=uppdrag, skal=o.koppling.skal, andel=procent,
            utfall_ore=utfall, budget_ore=budget,
        )
        for o in forslag.objekt
        for uppdrag, procent, utfall, budget in _delar(o)
    )  # fmt: skip


def _krav_sparbar(forslag, skal, ta_budget):
    """ValidationError, with all that stands in the way, unless the file can be saved; where it differs, with a reason."""
    hinder = sparhinder(forslag)
    if forslag.skillnader and not skal.strip():
        hinder.append(SKILJER)
    okand = [
        rad for rad in forslag.uppdragsrader if rad.budget is None and not rad.skriven and not (ta_budget and rad.filens_budget is not None)
    ]
    if utan := [str(rad.uppdrag) for rad in okand]:  # what is left of an unknown sum is unknown
        hinder.append(f"{svenska.lista_text(utan)}: ersättningen är inte registrerad. Skriv in den under Resultat först, 0 om den är noll.")
    if hinder:
        raise ValidationError(hinder)


def _delar(objekt):
    """[(uppdrag, per cent, outcome, budget)] of an object; itself, without an uppdrag, when it is set aside."""
    delar = [(d.uppdrag, d.procent, d.utfall, d.budget or 0) for d in objekt.delar]
    return delar or [(None, 100, objekt.summa.utfall, objekt.summa.budget or 0)]


def _gor_till_sparad(fil, by, skal):
    """Of two files saved at once for one year the database takes one."""
    try:
        with transaction.atomic():
            fil.move_to(Utfallsfil.Status.SPARAD, sparad=timezone.now(), sparad_av=by, skal=skal)
    except IntegrityError as error:
        raise ValidationError("En annan fil har just sparats för året. Läs sidan igen.") from error


def sparhinder(forslag):
    """Why the file cannot be saved now, in sentences."""
    hinder = []
    if not forslag.har_year:
        hinder.append(f"Filen har inga belopp för {forslag.year}.")
    elif forslag.annat_year:
        vad = f"Filen säger att den gäller räkenskapsåret {forslag.annat_year} (#RAR), men läses in för {forslag.year}"
        hinder.append(f"{vad}. Kasta den och läs in en fil för {forslag.year}.")
    if forslag.okopplade:
        antal = len(forslag.okopplade)
        text = svenska.numerus(antal, "ett objekt har belopp men är inte kopplat", "objekt har belopp men är inte kopplade")
        hinder.append(f"{svenska.stor_bokstav(text)}.")
    hinder += forslag.obesvarat
    if forslag.fil.sort == Utfallsfil.Sort.EXCEL and forslag.tappade:
        hinder.append("Excelfilen har celler som inte går att läsa. Rätta dem och läs in filen igen.")
    return hinder


def _spara_rad(year, rad, *, ta_budget, by):
    post = rad.nu or Resultatpost(verksamhetsar=year, uppdrag=rad.uppdrag)
    post.budget = rad.budget
    if ta_budget and rad.filens_budget is not None and not post_ar_omdisponerad(post):
        post.budget = rad.filens_budget
    if post.forklarat_belopp is None and post.forklaring.strip():
        post.forklarat_belopp = post.belopp or 0  # it belongs to the figure it stood beside
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
    row.belopp, row.kalla, row._history_user = forslag.arsresultat, fil.som_kalla, by
    row.save()


@transaction.atomic
def kasta(fil, *, by):
    """A file that is not to be used. What is saved cannot be thrown; read a new one instead."""
    fil.move_to(Utfallsfil.Status.KASTAD)
    log(fil, "kastade utfallsfil", by=by)
