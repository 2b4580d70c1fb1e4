"""The question sets: made, changed while a draft, adopted, and carried on as a new version."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from enkat.forval import FORVAL
from enkat.models import Alternativ, Avdelning, Fraga, Frageformular
from samverkan.door import log
from uppdrag.actions.lock import hall_avtal

REDAN = "{vad} finns redan och står sist, så den har inte lagts till en gång till. Knappen kan ha tryckts två gånger."
ANTAGET = "Formuläret är antaget och kan inte ändras. Gör en ny version."
Status = Frageformular.Status


def _hold(formular):
    """The form locked for this transaction; ValidationError when it has been adopted meanwhile."""
    now = Frageformular.objects.select_for_update().get(pk=formular.pk)
    if now.status != Status.UTKAST:
        raise ValidationError(ANTAGET)
    return now


@transaction.atomic
def spara(form, *, by):
    """Save the form's own fields; a new one may begin from a preset."""
    new = form.instance._state.adding
    if not new:
        _hold(form.instance)
    formular = form.save()
    log(formular, "lade till formulär" if new else "ändrade formulär", by=by, falt=list(form.changed_data))
    return formular


@transaction.atomic
def hamta_forval(avtal, namn, *, by):
    """A draft with the sections and questions of one of FORVAL; the one there is, when it has been fetched and not adopted yet."""
    data = FORVAL[namn]
    hall_avtal([avtal.pk])  # pressed twice, or by two at once: the second finds the draft of the first
    hamtat = Frageformular.objects.filter(avtal=avtal, namn=data["namn"], status=Frageformular.Status.UTKAST).first()
    if hamtat:
        return hamtat
    fields = {name: data[name] for name in ("namn", "malgrupp", "kalla", "ingress")} | {"exempel": data.get("exempel", False)}
    formular = Frageformular.objects.create(avtal=avtal, version=_nasta_version(avtal, data["namn"]), **fields)
    nummer = 0
    for ordning, rad in enumerate(data["avdelningar"], 1):
        avdelning = Avdelning.objects.create(
            formular=formular, rubrik=rad["rubrik"], per_uppdrag=rad.get("per_uppdrag", False), ordning=ordning
        )
        for n, fraga in enumerate(rad["fragor"], 1):
            nummer += 1
            _fraga_av(avdelning, fraga, nummer, n)
    log(formular, "hämtade formulär", by=by, text=str(formular), forval=namn)
    return formular


def _fraga_av(avdelning, data, nummer, ordning):
    fraga = Fraga.objects.create(
        avdelning=avdelning, nummer=str(nummer), nyckel=f"fraga-{nummer}", text=data["text"], sort=data.get("sort", Fraga.Sort.SKALA),
        hjalp=data.get("hjalp", ""), kravs=data.get("kravs", True), foljdfraga=data.get("foljdfraga", ""),
        foljd_kravs_till=data.get("foljd_kravs_till"), ordning=ordning,
    )  # fmt: skip
    satt_alternativ(fraga, data.get("val", ()), data.get("ej", ""), ej_sist=data.get("ej_sist", False))


def satt_alternativ(fraga, texter, ej="", *, ej_sist=False):
    """The alternatives, best first; on a scale they get values from the bottom up. Those that keep their text keep their row."""
    rader = [(text, len(texter) - n if fraga.har_skala else None, False) for n, text in enumerate(texter)]
    if ej:
        rader.insert(len(rader) if ej_sist else 0, (ej, None, True))
    borta = fraga.alternativ.exclude(text__in=[text for text, _, _ in rader])
    styr = [f"”{a}” styr när ”{f}” visas" for a in borta for f in a.visar.all()]
    if styr:
        raise ValidationError({"svar": f"{'; '.join(styr)}. Ändra det villkoret först."})
    borta.delete()
    for ordning, (text, varde, ej_tillampligt) in enumerate(rader, 1):
        Alternativ.objects.update_or_create(
            fraga=fraga, text=text, defaults={"varde": varde, "ej_tillampligt": ej_tillampligt, "ordning": ordning}
        )


@transaction.atomic
def spara_avdelning(form, *, by):
    """Save a section; a new one comes last, and not after one that says the same."""
    formular = _hold(form.instance.formular)
    if form.instance._state.adding:
        _krav_ny(form.instance, formular.avdelningar.last(), ("rubrik", "hjalp", "per_uppdrag"))
        form.instance.ordning = (formular.avdelningar.aggregate(n=Max("ordning"))["n"] or 0) + 1
    avdelning = form.save()
    log(avdelning, "sparade avdelning", by=by, text=f"{formular}: {avdelning}")
    return avdelning


def _krav_ny(rad, sista, falt):
    """ValidationError when the last of its siblings says the same: the button was pressed twice."""
    if sista and all(getattr(rad, namn) == getattr(sista, namn) for namn in falt):
        raise ValidationError(REDAN.format(vad=f"”{rad}”"))


@transaction.atomic
def spara_fraga(form, *, by):
    """Save a question with its alternatives; a new one comes last in its section, with a key that later versions keep.

    Not after one that says the same.
    """
    fraga = form.instance
    formular = _hold(fraga.avdelning.formular)
    if fraga._state.adding:
        _krav_ny(fraga, fraga.avdelning.fragor.last(), ("nummer", "text", "sort"))
        fraga.ordning = (fraga.avdelning.fragor.aggregate(n=Max("ordning"))["n"] or 0) + 1
        fraga.nyckel = _ny_nyckel(formular, fraga.text)
    form.save()
    satt_alternativ(fraga, form.cleaned_data["svar"], form.cleaned_data["ej"], ej_sist=form.cleaned_data["ej_sist"])
    log(fraga, "sparade fråga", by=by, text=f"{formular}: {fraga}")
    return fraga


def _ny_nyckel(formular, text):
    stam = slugify(text)[:34] or "fraga"
    tagna = set(Fraga.objects.filter(avdelning__formular=formular).values_list("nyckel", flat=True))
    return next(nyckel for n in range(1, 1000) if (nyckel := stam if n == 1 else f"{stam}-{n}") not in tagna)


@transaction.atomic
def ta_bort(rad, formular, *, by):
    """Take away a section or a question of a draft."""
    _hold(formular)
    log(rad, f"tog bort {rad._meta.verbose_name}", by=by, text=f"{formular}: {rad}")
    rad.delete()


@transaction.atomic
def flytta(rad, syskon, steg, formular, *, by):
    """One step up (−1) or down (+1) among its siblings; the ends stay where they are."""
    _hold(formular)
    rader = list(syskon)
    if rad not in rader:
        raise ValidationError("Raden har just tagits bort av någon annan. Läs om sidan.")
    plats = rader.index(rad)
    rader.insert(max(plats + steg, 0), rader.pop(plats))
    for ordning, other in enumerate(rader, 1):
        if other.ordning != ordning:
            other.ordning = ordning
            other.save(update_fields=["ordning"])
    log(rad, f"flyttade {rad._meta.verbose_name}", by=by, text=f"{formular}: {rad}")


@transaction.atomic
def anta(formular, *, by, aktuell=None):
    """utkast → antaget: the wording is fixed from now on. ValidationError when it is not whole.

    `aktuell` refuses (Inaktuell) unless the page shows every word of it as it is saved now.
    """
    now = _hold(formular)
    if aktuell:
        aktuell()
    brister = [str(a) for a in now.avdelningar.all() if not a.fragor.exists()]
    if not now.avdelningar.exists():
        raise ValidationError("Lägg till en avdelning med frågor först.")
    if brister:
        raise ValidationError(f"Lägg till frågor först, eller ta bort avdelningen: {', '.join(brister)}.")
    utan = [str(f) for f in now.fragor if f.har_val and len(f.alternativ.all()) < 2]
    if utan:
        raise ValidationError(f"Minst två svarsalternativ behövs: {'; '.join(utan)}")
    plats = {f.pk: n for n, f in enumerate(now.fragor)}
    sena = [str(f) for f in now.fragor if any(plats[a.fraga_id] >= plats[f.pk] for a in f.visas_vid.all())]
    if sena:
        raise ValidationError(f"Svaret som styr en fråga måste ges före den. Flytta frågan, eller ändra villkoret: {'; '.join(sena)}")
    if not Frageformular.objects.filter(pk=now.pk, status=Status.UTKAST).update(status=Status.ANTAGET, antaget_den=timezone.localdate()):
        raise ValidationError(ANTAGET)
    formular.refresh_from_db()
    log(formular, "antog formulär", by=by, text=str(formular))


def _nasta_version(avtal, namn):
    return (Frageformular.objects.filter(avtal=avtal, namn=namn).aggregate(n=Max("version"))["n"] or 0) + 1


@transaction.atomic
def ny_version(formular, *, by):
    """A draft with the same sections, questions and alternatives. Of two who press at once the second is told.

    Pressed twice, the second press finds the draft.
    """
    utkast = Frageformular.objects.filter(avtal=formular.avtal, namn=formular.namn, version=formular.version + 1, status=Status.UTKAST)
    if finns := utkast.first():
        return finns
    try:
        with transaction.atomic():
            ny = Frageformular.objects.create(
                avtal=formular.avtal, namn=formular.namn, version=_nasta_version(formular.avtal, formular.namn),
                malgrupp=formular.malgrupp, ingress=formular.ingress, kalla=formular.kalla, exempel=formular.exempel,
            )  # fmt: skip
    except IntegrityError as error:
        raise ValidationError("Någon annan har just gjort en ny version. Läs om sidan.") from error
    nya = {}
    for avdelning in formular.avdelningar.all():
        _kopiera_avdelning(ny, avdelning, nya)
    for fraga in formular.fragor:
        villkor = [nya[a] for a in fraga.visas_vid.all()]
        ny_fraga = Fraga.objects.get(avdelning__formular=ny, nyckel=fraga.nyckel)
        ny_fraga.visas_vid.set(villkor)
    log(ny, "gjorde ny version av formulär", by=by, text=str(ny))
    return ny


def _kopiera_avdelning(formular, avdelning, nya):
    """Copy a section; `nya` collects old alternative → new."""
    fragor = list(avdelning.fragor.prefetch_related("alternativ"))
    kopia = Avdelning.objects.create(
        formular=formular, rubrik=avdelning.rubrik, hjalp=avdelning.hjalp, per_uppdrag=avdelning.per_uppdrag, ordning=avdelning.ordning
    )
    for fraga in fragor:
        alternativ = list(fraga.alternativ.all())
        fraga.pk, fraga.avdelning, fraga._state.adding = None, kopia, True
        fraga.save()
        for a in alternativ:
            nya[a] = Alternativ.objects.create(fraga=fraga, text=a.text, varde=a.varde, ej_tillampligt=a.ej_tillampligt, ordning=a.ordning)
