"""The year's figures: saved, approved, moved by decision. Those of a closed year, or of an approved outcome, do not move."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from ekonomi.godkannande import saknas, underlag
from ekonomi.models import Arsresultat, Resultatpost, Statsbidrag
from samverkan.door import log
from samverkan.inaktuell import krav_visat, radernas_version
from samverkan.svenska import kronor
from uppdrag.actions.lock import hall_years, krav_oppet

GODKANT = "Utfallet är godkänt, så siffrorna ligger fast. Ta tillbaka godkännandet om de ska ändras."


def krav_andringsbart(year):
    """The year locked for this transaction; ValidationError when it is closed, or its outcome approved."""
    year = krav_oppet(year)
    if Arsresultat.objects.filter(verksamhetsar=year, godkant__isnull=False).exists():
        raise ValidationError(GODKANT)
    return year


@transaction.atomic
def spara(form, *, by):
    """Save a row of figures. ValidationError when the year has been closed, or the row saved or added by another, meanwhile.

    The year is locked first, so of two who save the same row at once the second finds the first one's figures.
    """
    row = form.instance
    _krav(row)
    new = row._state.adding
    row._history_user = by
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError as error:
        raise ValidationError("Uppgiften är redan registrerad för året. Ändra den som finns.") from error
    log(row, "lade till" if new else "ändrade", by=by, text=f"{row._meta.verbose_name}: {row}", **_figures(row))
    return row


@transaction.atomic
def ta_bort(row, *, by):
    """ValidationError when the year is closed or approved, or a decided change of the budget rests on the row."""
    _krav(row)
    if isinstance(row, Resultatpost) and (row.omdisponerat_fran.exists() or row.omdisponerat_till.exists()):
        raise ValidationError("Raden har ändrats genom beslut och kan inte tas bort.")
    log(row, "tog bort", by=by, text=f"{row._meta.verbose_name}: {row}", **_figures(row))
    row._history_user = by
    row.delete()


def _krav(row):
    """State grants stand apart from the outcome, and are not held by its approval."""
    (krav_oppet if isinstance(row, Statsbidrag) else krav_andringsbart)(row.verksamhetsar)


def _figures(row):
    return {name: getattr(row, name) for name in ("bas", "belopp", "budget", "utfall") if hasattr(row, name)}


@transaction.atomic
def godkann_utfallet(year, *, by, visat=None):
    """The controller's word that the outcome is right. ValidationError with all that stands in its way, and when another was shown."""
    year = krav_oppet(year)
    ersattning, enligt, poster = underlag(year)
    if hinder := saknas(year, ersattning, enligt, poster):
        raise ValidationError([h.text for h in hinder])
    row = Arsresultat.objects.select_for_update().get(verksamhetsar=year)
    if row.godkant:
        raise ValidationError("Utfallet är redan godkänt.")
    krav_visat(visat, radernas_version(ersattning, row, *poster))
    _godkant(row, timezone.now(), by, by=by)
    log(row, "godkände utfallet", by=by, belopp=row.belopp)
    return row


@transaction.atomic
def aterta_godkannande(year, *, by):
    """The figures may be changed again. ValidationError when the outcome is not approved, or the year closed."""
    year = krav_oppet(year)
    row = Arsresultat.objects.select_for_update().filter(verksamhetsar=year, godkant__isnull=False).first()
    if row is None:
        raise ValidationError("Utfallet är inte godkänt.")
    _godkant(row, None, None, by=by)
    log(row, "tog tillbaka godkännandet av utfallet", by=by, belopp=row.belopp)
    return row


def _godkant(row, tid, av, *, by):
    row.godkant, row.godkant_av, row._history_user = tid, av, by
    row.save(update_fields=["godkant", "godkant_av"])


@transaction.atomic
def omdisponera(form, *, by):
    """A decided change of the budget: both rows and its trace in one act. ValidationError when a row has no budget to take from."""
    row = form.instance
    hall_years(row.verksamhetsar.avtal_id)  # its own, and that of the decision's day
    krav_andringsbart(row.verksamhetsar)
    row.beslut, row.av = form.spara_beslut(by=by), by
    row.save()
    for post, tecken in ((row.fran, -1), (row.till, 1)):
        if post:
            _andra_budget(post, tecken * row.belopp, by=by)
    log(row, "omdisponerade", by=by, belopp=row.belopp, fran=str(row.fran or ""), till=str(row.till or ""), beslut=row.beslut_id)
    return row


def _andra_budget(post, andring, *, by):
    """Read again under the year's lock: two decisions on one row both count."""
    post = Resultatpost.objects.select_for_update().get(pk=post.pk)
    if post.budget is None:
        raise ValidationError(f"{post.namn} har ingen ersättning registrerad. Fyll i den först.")
    if post.budget + andring < 0:
        raise ValidationError({"belopp": f"{post.namn} har bara {kronor(post.budget)} i ersättning."})
    post.budget += andring
    if post.utfall is not None:
        post.belopp = post.budget - post.utfall
    post._history_user = by
    post.save(update_fields=["budget", "belopp"])
