"""An adopted change carried out on its day: the new version of the agreement, its areas and its uppdrag; or told to be done by hand."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from samverkan.door import log
from uppdrag import genomforande
from uppdrag.actions.lock import hall_years_och_avtal
from uppdrag.genomforande import DAG, foljd
from uppdrag.models import Andringsforslag, Arenavisning, Avtalsversion, Beskrivning, Medverkan, Omrade, Samordnare, Uppdrag, Uppdragsomrade

Sort = Andringsforslag.Sort
REDAN = "Ändringen är redan genomförd. Läs om sidan."
INTE_AN = "Ändringen gäller inte än."


@transaction.atomic
def genomfor(forslag, *, by=None):
    """What the proposal's page has shown, once. ValidationError with what is in the way when a person must do it."""
    forslag = _hall(forslag)
    if forslag.galler_fran > timezone.localdate():
        raise ValidationError(INTE_AN)
    foljden = foljd(forslag)
    if foljden.hinder:
        raise ValidationError(foljden.hinder)
    version = _version(forslag, by)
    AKTER[forslag.sort](forslag, version, by)
    _klart(forslag, "genomförde ändringsförslag", by, rader=[list(rad) for rad in foljden.rader])
    return forslag


@transaction.atomic
def genomfor_for_hand(forslag, *, hur, by):
    """Somebody has carried it out in the register, and says how."""
    forslag = _hall(forslag)
    forslag.genomfort_hur = hur
    _klart(forslag, "genomförde ändringsförslag för hand", by)
    return forslag


def _hall(forslag):
    """The proposal read again and held, after its years and its agreement; refused when it has been carried out, or is not adopted."""
    hall_years_och_avtal(forslag.avtal_id)
    rader = Andringsforslag.objects.select_for_update(of=("self",)).select_related("avtal", "uppdrag", "omrade")
    forslag = rader.get(pk=forslag.pk)
    if forslag.status != Andringsforslag.Status.ANTAGET or forslag.genomfort:
        raise ValidationError(REDAN)
    return forslag


def _klart(forslag, akt, by, **detaljer):
    forslag.genomfort, forslag._history_user = timezone.now(), by
    forslag.save(update_fields=["genomfort", "genomfort_hur", "blev"])
    log(forslag, akt, by=by, text=str(forslag), galler_fran=str(forslag.galler_fran), **detaljer)


def _version(forslag, by):
    """The version that begins that day: the one before with its areas, and the uppdrag that go on under them. None without any version."""
    avtal, dag = forslag.avtal, forslag.galler_fran
    if redan := avtal.versioner.filter(fran=dag).first():
        return redan
    gammal = genomforande.fore(avtal, dag)
    if gammal is None:
        return None
    ny = Avtalsversion.objects.create(
        avtal=avtal, beteckning=genomforande.ny_beteckning(avtal, dag), fran=dag, till=gammal.till, anmarkning=f"Ändrad genom: {forslag}"
    )
    gammal.till = dag - DAG
    gammal.save(update_fields=["till"])
    for omrade in gammal.omraden.all():
        kopia = Omrade.objects.create(version=ny, namn=omrade.namn, ordning=omrade.ordning)
        for uppdrag in omrade.uppdrag.exclude(till__lt=dag):
            Uppdragsomrade.objects.create(uppdrag=uppdrag, omrade=kopia)
    log(ny, "lade till avtalsversion", by=by, avtal_id=avtal.pk, efter=str(gammal))
    return ny


def _avsluta(uppdrag, version, dag, by, status=None):
    uppdrag.till, uppdrag._history_user = dag - DAG, by
    uppdrag.status = status or uppdrag.status
    uppdrag.save(update_fields=["till", "status"])
    uppdrag.omradesplaceringar.filter(omrade__version=version).delete()


def _ta_bort(forslag, version, by):
    _avsluta(forslag.uppdrag, version, forslag.galler_fran, by, Uppdrag.Status.NEDLAGT)


def _lagg_till(forslag, version, by):
    sist = max((u.ordning for u in forslag.avtal.uppdrag.all()), default=0)
    forslag.blev = _nytt(forslag, by, ordning=sist + 1)
    _placera(forslag.blev, forslag.omrade, version)
    _beskriv(forslag.blev, forslag.ny_beskrivning, forslag.galler_fran, by)


def _omforma(forslag, version, by):
    """In its place; under another name the former ends and the new one begins, so that the year that is over keeps its names."""
    gammalt, dag = forslag.uppdrag, forslag.galler_fran
    if not forslag.nytt_namn:
        if forslag.omrade:
            _placera(gammalt, forslag.omrade, version)
        _beskriv(gammalt, forslag.ny_beskrivning, dag, by)
        return
    nuvarande = Omrade.objects.filter(version=version, uppdrag=gammalt).first()
    falt = {namn: getattr(gammalt, namn) for namn in ("ordning", "styrgrupp", "redovisas_per", "status")}
    forslag.blev = nytt = _nytt(forslag, by, **falt)
    _knyt(gammalt, nytt, dag)
    _placera(nytt, forslag.omrade or nuvarande, version)
    da = gammalt.beskrivning_for(dag - DAG)
    _beskriv(nytt, forslag.ny_beskrivning or (da.text if da else ""), dag, by)
    _avsluta(gammalt, version, dag, by)


def _nytt(forslag, by, **falt):
    nytt = Uppdrag(avtal=forslag.avtal, namn=forslag.nytt_namn, fran=forslag.galler_fran, **falt)
    nytt._history_user = by
    nytt.save()
    return nytt


def _knyt(gammalt, nytt, dag):
    """Who takes part, who coordinates and what is reported, as on that day."""
    for m in gammalt.medverkan.galler(on=dag):
        Medverkan.objects.create(uppdrag=nytt, organisation=m.organisation, fran=dag, till=m.till)
    for s in gammalt.samordnare.galler(on=dag):
        Samordnare.objects.create(uppdrag=nytt, user=s.user, fran=dag, till=s.till)
    for v in gammalt.arenavisningar.all():
        if v.arena.fanns(dag):
            Arenavisning.objects.create(uppdrag=nytt, arena=v.arena, ordning=v.ordning)


def _placera(uppdrag, omrade, version):
    """Under the area of that name in the new version."""
    if version is None or omrade is None:
        return
    uppdrag.omradesplaceringar.filter(omrade__version=version).delete()
    Uppdragsomrade.objects.create(uppdrag=uppdrag, omrade=version.omraden.get(namn=omrade.namn))


def _beskriv(uppdrag, text, dag, by):
    if not text:
        return
    for forra in uppdrag.beskrivningar.galler(on=dag):
        forra.till, forra._history_user = dag - DAG, by
        forra.save(update_fields=["till"])
    ny = Beskrivning(uppdrag=uppdrag, text=text, fran=dag)
    ny._history_user = by
    ny.save()


AKTER = {Sort.TA_BORT: _ta_bort, Sort.LAGGA_TILL: _lagg_till, Sort.OMFORMA: _omforma}
