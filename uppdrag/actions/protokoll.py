"""The acts on a meeting's minutes: who chaired, what became of each ärende, adopted and opened again; and the balanslista."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from samverkan import svenska
from samverkan.door import log
from samverkan.inaktuell import krav_visat
from uppdrag import motesutskrift
from uppdrag.actions.arenor import bokfort_ryms, registrera_beslut
from uppdrag.actions.lock import krav_oppet_for
from uppdrag.models import Arendeutfall, Balanspost, Beslut, Protokoll, Reservation, Tillfalle

ANVANDS = "Beslutet används på andra sidor, så det går inte att ta bort. Låt ärendet stå som beslutat."


@transaction.atomic
def spara_protokoll(form, *, by):
    """Who chaired and checked, and where the minutes are."""
    row = form.instance
    krav_oppet_for(row.tillfalle)
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError as error:
        raise ValidationError("Någon annan har just skrivit i protokollet. Läs om sidan och skriv igen.") from error
    log(row.tillfalle, "ändrade protokollets uppgifter", by=by, falt=list(form.changed_data))


@transaction.atomic
def besluta_arende(form, *, by):
    """What became of an ärende. A decision is one row of Beslut, wherever it is read."""
    utfall, val, mote = form.utfallet, form.cleaned_data, form.punkt.tillfalle
    krav_oppet_for(mote)
    form.krav_aktuell()
    gammalt = utfall.beslut
    utfall.utfall, utfall.paragraf, utfall.anteckning = val["utfall"], val["paragraf"], val["anteckning"]
    beslutat = val["utfall"] == Arendeutfall.Utfall.BESLUTAT
    utfall.beslut = _beslutet(val.get("beslut") or gammalt, mote, val, by) if beslutat else None
    utfall.save()
    if utfall.beslut:
        _det_som_foljer(utfall.beslut, form, by)
    if gammalt and gammalt != utfall.beslut:
        _ta_bort_beslut(gammalt, by)
    vad = {"arende": form.punkt.nummer or form.punkt.pk, "utfall": utfall.utfall, "falt": list(form.changed_data)}
    log(mote, "skrev vad det blev av ett ärende", by=by, **vad)
    return utfall


def _beslutet(beslut, mote, val, by):
    """The decision as it now stands: the one chosen or written before, else a new one."""
    protokoll = Protokoll.objects.filter(tillfalle=mote).first()
    if beslut is None:
        beslut = Beslut(avtal=mote.avtal, organ=str(mote.arena), arena=mote.arena, datum=mote.fran, exempel=mote.datum_exempel)
    beslut.tillfalle, beslut.paragraf = mote, val["paragraf"] or beslut.paragraf
    beslut.text = val["text"] or beslut.text
    if "skuldbelopp" in val:
        beslut.skuldbelopp = val["skuldbelopp"] or (beslut.skuldbelopp if val.get("beslut") else None)
    beslut.rekommendation = val["rekommendation"] or bool(val.get("beslut") and beslut.rekommendation)
    beslut.dokument = beslut.dokument or (f"Protokoll {protokoll.dnr}" if protokoll and protokoll.dnr else "")
    if beslut.pk is None:
        registrera_beslut(beslut, by=by)
    else:
        beslut._history_user = by
        with bokfort_ryms():
            beslut.save()
    return beslut


def _det_som_foljer(beslut, form, by):
    """Reservations as they are written, and what is to be followed up."""
    beslut.reservationer.all().delete()
    Reservation.objects.bulk_create([Reservation(beslut=beslut, vem=vem, text=text) for vem, text in form.reservationer()])
    val, post = form.cleaned_data, Balanspost.objects.filter(beslut=beslut).first()
    if val["vad"]:
        post = post or Balanspost(beslut=beslut, arena=beslut.arena)
        post.vad, post.vem, post.senast = val["vad"], val["vem"], val["senast"]
        post.save()
    elif post:
        log(post, "tog bort post i balanslistan", by=by)
        post.delete()


def _ta_bort_beslut(beslut, by):
    """One that the ärende no longer has, unless something else stands on it."""
    log(beslut, "tog bort beslut", by=by)
    Balanspost.objects.filter(beslut=beslut, klar_den__isnull=True).delete()
    beslut._history_user = by
    try:
        with transaction.atomic():
            beslut.delete()
    except ProtectedError as error:
        raise ValidationError({"utfall": ANVANDS}) from error


@transaction.atomic
def justera(tillfalle, *, by, den, visat=None):
    """The minutes are adopted: from now on nothing they say is changed. ValidationError when others were shown."""
    krav_oppet_for(tillfalle)
    tillfalle = Tillfalle.objects.select_related("avtal", "arena").get(pk=tillfalle.pk)
    protokoll = Protokoll.objects.select_for_update().filter(tillfalle=tillfalle).first()
    if tillfalle.status != Tillfalle.Status.HALLET:
        raise ValidationError("Bara protokollet från ett möte som har hållits kan justeras. Markera mötet som hållet först.")
    if protokoll is None or not (protokoll.ordforande and protokoll.justerare):
        raise ValidationError("Skriv vem som var ordförande och vem som har justerat protokollet först.")
    if not tillfalle.fran <= den <= timezone.localdate():
        raise ValidationError({"den": f"Protokollet justeras mellan mötets dag, {svenska.datum(tillfalle.fran)}, och i dag."})
    krav_visat(visat, motesutskrift.protokollet(tillfalle)["version"])
    protokoll.justerat_den, protokoll.justerat_av = den, by
    protokoll.save(update_fields=["justerat_den", "justerat_av"])
    log(tillfalle, "registrerade protokollet som justerat", by=by, den=den.isoformat())


@transaction.atomic
def oppna_justerat(tillfalle, *, by, skal):
    """Adopted minutes may be changed again, with a reason that stays in the log."""
    krav_oppet_for(tillfalle, justerat=True)
    if not skal.strip():
        raise ValidationError({"skal": "Skriv varför protokollet öppnas."})
    rader = Protokoll.objects.filter(tillfalle=tillfalle, justerat_den__isnull=False)
    if not rader.update(justerat_den=None, justerat_av=None):
        raise ValidationError("Protokollet är redan öppet.")
    log(tillfalle, "öppnade justerat protokoll", by=by, skal=skal)


@transaction.atomic
def spara_balanspost(form, *, by):
    """What is to be followed up, or that it is done. It is no part of the minutes, so it is written also when they are adopted."""
    row = form.save()
    log(row, "skrev klart i balanslistan" if row.klar_den else "ändrade balanslistan", by=by, falt=list(form.changed_data))
