"""Recommendations and their follow-up; proposed changes and the parties' decisions on them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from samverkan.door import log
from samverkan.inaktuell import krav_visat, las_om, radversion
from uppdrag import emails
from uppdrag.models import Andringsforslag, Rekommendation, Uppfoljning

Status = Andringsforslag.Status
AKT = {
    Status.UTSANT: "sände ut ändringsförslag",
    Status.ATERTAGET: "tog tillbaka ändringsförslag",
    Status.AVSLAGET: "registrerade avslaget ändringsförslag",
    Status.ANTAGET: "registrerade antaget ändringsförslag",
}
REDAN = "Förslaget har redan bytt status. Läs om sidan."


@transaction.atomic
def spara_rekommendation(form, *, by):
    """Save a recommendation under its decision."""
    row = form.instance
    row.avtal, row._history_user = row.beslut.avtal, by
    new = row._state.adding
    form.save()
    log(row, "lade till rekommendation" if new else "ändrade rekommendation", by=by, falt=list(form.changed_data))
    return row


@transaction.atomic
def folj_upp(rekommendation, *, verksamhetsar, text, status, by, aktuell=None):
    """One year's word on a recommendation, and its state; a conditional UPDATE, so of two at once one is told.

    `aktuell` refuses (Inaktuell) unless the state is as it was when the form was opened.
    """
    if aktuell:
        aktuell()
    fran = rekommendation.status
    moved = Rekommendation.objects.filter(pk=rekommendation.pk, status=fran).update(status=status)
    if status not in Rekommendation.STEPS[fran] or not moved:
        lagen = " till ".join(Rekommendation.Status(s).label.lower() for s in (fran, status))
        raise ValidationError(f"Rekommendationen kan inte gå från {lagen} nu. Läs om sidan.")
    rekommendation.status = status
    rad = Uppfoljning.objects.create(rekommendation=rekommendation, verksamhetsar=verksamhetsar, text=text, status=status, av=by)
    log(rekommendation, "följde upp rekommendation", by=by, year=str(verksamhetsar), fran=fran, till=status)
    return rad


@transaction.atomic
def spara_forslag(form, *, by):
    """Save a draft; ValidationError when it has been sent out meanwhile."""
    row = form.instance
    new = row._state.adding
    if not new and not Andringsforslag.objects.select_for_update(of=("self",)).filter(pk=row.pk, status=Status.UTKAST).exists():
        raise ValidationError(REDAN)
    row._history_user = by
    form.save()
    log(row, "lade till ändringsförslag" if new else "ändrade ändringsförslag", by=by, falt=list(form.changed_data))
    return row


def _move(forslag, to, *, fran, by, **fields):
    if not Andringsforslag.objects.filter(pk=forslag.pk, status=fran).update(status=to, **fields):
        raise ValidationError(REDAN)
    forslag.refresh_from_db()
    log(forslag, AKT[to], by=by, text=str(forslag))


@transaction.atomic
def sand_ut(forslag, *, by, url="", visat=None):
    """utkast → utsänt: every party's contact gets a letter. ValidationError when another wording was shown."""
    nu = las_om(forslag)
    if nu.status == Status.UTKAST:
        krav_visat(visat, radversion(nu))
    _move(forslag, Status.UTSANT, fran=Status.UTKAST, by=by, utsant_den=timezone.localdate())
    for part in forslag.parter():
        transaction.on_commit(lambda part=part: emails.andringsforslag(forslag, part, url=url), robust=True)


@transaction.atomic
def aterta(forslag, *, by):
    """utsänt → återtaget."""
    _move(forslag, Status.ATERTAGET, fran=Status.UTSANT, by=by)


@transaction.atomic
def besluta(form, *, by):
    """A party decides. One no stops the change; when every party has said yes it is in force from the coming 1 January.

    The proposal is locked, so that of two last parties who decide at once exactly one finds that all have.
    """
    beslut = form.instance
    forslag = Andringsforslag.objects.select_for_update(of=("self",)).select_related("avtal").get(pk=beslut.forslag_id)
    if forslag.status != Status.UTSANT:
        raise ValidationError(REDAN)
    if beslut.datum < forslag.utsant_den:
        raise ValidationError({"datum": "Beslutet kan inte ha fattats innan förslaget sändes ut."})
    beslut.registrerad_av = by
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError as error:
        raise ValidationError("Parten har redan beslutat om förslaget.") from error
    log(forslag, "registrerade partsbeslut", by=by, text=f"{forslag}: {beslut}", paragraf=beslut.paragraf, datum=str(beslut.datum))
    _prova(forslag, beslut, by)
    return beslut


def _prova(forslag, beslut, by):
    if not beslut.bifall:
        _move(forslag, Status.AVSLAGET, fran=Status.UTSANT, by=by)
        return
    bifall = dict(forslag.partsbeslut.filter(bifall=True).values_list("organisation", "datum"))
    parter = {part.organisation_id for part in forslag.parter()}
    if parter <= set(bifall):
        sist = max(bifall[org] for org in parter)
        _move(forslag, Status.ANTAGET, fran=Status.UTSANT, by=by, galler_fran=date(sist.year + 1, 1, 1))
