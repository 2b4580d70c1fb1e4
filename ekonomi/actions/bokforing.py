"""The debt in the region's accounts: its accounts written, orders made, and the ledger held against the account."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from ekonomi.models import Bokforingsorder, Skuldavstamning, Skuldkonto
from ekonomi.skuld.bokningar import bokningar, rader_for
from ekonomi.skuld.kontroll import saldo
from ekonomi.skuld.order import Saknas
from samverkan.door import log
from samverkan.svenska import kronor, lista_text
from uppdrag.models import Avtal


@transaction.atomic
def spara_skuldkonto(form, *, by):
    """Add or change an account the debt is booked on. Orders that are made keep theirs."""
    row = form.instance
    new = row._state.adding
    row._history_user = by
    form.save()
    log(row, "lade till" if new else "ändrade", by=by, text=f"Skuldkonto: {row}", galler=row.galler)
    return row


@transaction.atomic
def ta_bort_skuldkonto(row, *, by):
    log(row, "tog bort", by=by, text=f"Skuldkonto: {row}", galler=row.galler)
    row._history_user = by
    row.delete()


@transaction.atomic
def skapa_order(post, *, by):
    """The order to book what was booked in the ledger with this entry: numbered, and never changed.

    ValidationError when it is made already, is none (an opening balance), an account is missing, or what it corrects has no order.
    """
    avtal = Avtal.objects.select_for_update().get(pk=post.avtal_id)
    alla = bokningar(avtal)
    bokning = next((b for b in alla if post in b.poster), None)
    if bokning is None:
        raise ValidationError("En ingående balans finns redan i redovisningen, och har ingen bokföringsorder.")
    if bokning.order:
        raise ValidationError(f"{bokning.order} är redan skapad.")
    try:
        rader = rader_for(avtal, bokning, alla)
    except Saknas as error:
        raise ValidationError(f"Konto saknas för {lista_text(error.vad)}. Lägg till det under Konton.") from error
    except LookupError as error:
        raise ValidationError("Den rättade posten har ingen bokföringsorder. Skapa den först.") from error
    nummer = (Bokforingsorder.objects.filter(avtal=avtal).aggregate(n=Max("nummer"))["n"] or 0) + 1
    order = Bokforingsorder.objects.create(
        avtal=avtal, nummer=nummer, post=bokning.post, datum=bokning.post.datum, text=bokning.text[:300],
        rader=[rad.som_json() for rad in rader], av=by,
    )  # fmt: skip
    log(order, "skapade bokföringsorder", by=by, nummer=nummer, belopp=bokning.belopp)
    return order


@transaction.atomic
def stam_av(form, *, by):
    """Hold the ledger against its account on one day.

    ValidationError when they differ and nothing is said of why, or the latest of the day says the same (a second press).
    """
    row = form.instance
    Avtal.objects.select_for_update().get(pk=row.avtal_id)
    konto = Skuldkonto.objects.filter(avtal=row.avtal_id, galler=Skuldkonto.Galler.SKULD).first()
    if konto is None:
        raise ValidationError("Skuldens balanskonto är inte registrerat. Lägg till det under Konton.")
    row.konto, row.av, row.enligt_bok = konto.konto, by, saldo(row.avtal, till=row.datum)
    if row.skillnad and not row.forklaring.strip():
        mer = "mer" if row.skillnad > 0 else "mindre"
        raise ValidationError(
            {"forklaring": f"Kontot har {kronor(abs(row.skillnad))} {mer} än skuldboken, som har {kronor(row.enligt_bok)}. Skriv varför."}
        )
    senaste = Skuldavstamning.objects.filter(avtal=row.avtal_id, datum=row.datum).order_by("pk").last()
    falt = ("konto", "enligt_konto", "enligt_bok", "forklaring", "kalla")
    if senaste and all(getattr(senaste, namn) == getattr(row, namn) for namn in falt):
        raise ValidationError("Skulden är redan avstämd så för den dagen.")
    row.save()
    log(row, "stämde av skulden", by=by, konto=row.konto, enligt_konto=row.enligt_konto, enligt_bok=row.enligt_bok)
    return row
