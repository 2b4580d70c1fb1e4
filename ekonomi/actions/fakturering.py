"""The acts on a year's invoices: the rule, what is netted, and the basis handed over."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ekonomi.fakturering.underlag import aterbetalningar, ofordelade, underlag_for
from ekonomi.models import Fakturareferens, Faktureringsregel, Faktureringsunderlag, Kvittning
from samverkan.door import log
from uppdrag.actions.lock import hall_years
from uppdrag.models import Verksamhetsar


@transaction.atomic
def spara_faktureringsregel(form, *, by):
    """The rule and each kommun's reference. ValidationError when the parts change while a year's basis is partly handed over."""
    regel = form.instance
    hall_years(regel.avtal_id)
    form.krav_aktuell()
    if regel._state.adding and Faktureringsregel.objects.filter(avtal=regel.avtal_id).exists():
        raise ValidationError("Någon annan har just skrivit in hur ersättningen faktureras. Läs sidan igen.")
    tidigare = Faktureringsregel.objects.filter(avtal=regel.avtal_id).values_list("delar", flat=True).first()
    oppna = Faktureringsunderlag.objects.filter(verksamhetsar__in=Verksamhetsar.objects.oppna().filter(avtal=regel.avtal_id))
    if tidigare not in {None, regel.delar} and oppna.exists():
        raise ValidationError({"delar": "Ett öppet år har underlag som är lämnade till fakturering. Perioderna ligger fast."})
    regel.exempel = regel.exempel and not set(form.changed_data) & set(form.Meta.fields)
    regel.save()
    for organisation, referens in form.referenser().items():
        if referens:
            Fakturareferens.objects.update_or_create(avtal=regel.avtal, organisation=organisation, defaults={"referens": referens})
        else:
            Fakturareferens.objects.filter(avtal=regel.avtal, organisation=organisation).delete()
    log(regel, "sparade faktureringsregeln", by=by, text=str(regel))


@transaction.atomic
def kvitta(year, post, *, by):
    """The decision says that the repayment is taken from the invoices. ValidationError when it is netted already, or undivided."""
    year = _hall(year)
    if not aterbetalningar(year.avtal).filter(pk=post.pk, kvittning__isnull=True).exists():
        raise ValidationError("Återbetalningen kvittas redan, eller är rättad.")
    if post.pk in ofordelade(year.avtal):
        raise ValidationError("Skulden är gemensam och ofördelad, så ingen kommuns del av återbetalningen är känd.")
    rad = Kvittning.objects.create(verksamhetsar=year, skuldpost=post, av=by)
    log(rad, "kvittade återbetalning", by=by, belopp=-post.belopp)


@transaction.atomic
def lossa_kvittning(year, post, *, by):
    """It is not netted after all: what was taken off already comes back in the next period."""
    year = _hall(year)
    rad = Kvittning.objects.filter(verksamhetsar=year, skuldpost=post).first()
    if rad is None:
        raise ValidationError("Återbetalningen kvittas inte det här året.")
    log(rad, "tog tillbaka kvittning", by=by, belopp=-post.belopp)
    rad.delete()


@transaction.atomic
def lamna_till_fakturering(year, nummer, *, by, belopp):
    """One period's basis for every kommun, kept as it is. ValidationError when it is not its turn, or the sum is not what was shown."""
    year = _hall(year)
    underlag = underlag_for(year)
    rader = underlag.vid(nummer)
    if not rader or underlag.nasta != nummer:
        raise ValidationError("Perioden är redan lämnad till fakturering, eller står inte på tur. Läs sidan igen.")
    if sum(rad.belopp.belopp for _, rad in rader) != belopp:
        raise ValidationError("Beloppen har ändrats sedan sidan visades. Se efter igen, och lämna sedan.")
    try:
        with transaction.atomic():
            Faktureringsunderlag.objects.bulk_create([_rad(year, kommun, rad, by) for kommun, rad in rader])
    except IntegrityError as error:
        raise ValidationError("Någon annan har just lämnat perioden. Läs sidan igen.") from error
    log(year, "lämnade till fakturering", by=by, text=f"{rader[0][1].period.namn} {year}", nummer=nummer, belopp=belopp)


def _rad(year, kommun, rad, by):
    return Faktureringsunderlag(
        verksamhetsar=year, organisation=kommun, nummer=rad.period.nummer, fran=rad.period.fran, till=rad.period.till,
        forfaller=rad.period.forfaller, del_av_aret=rad.belopp.del_av_aret, rattelse=rad.belopp.rattelse, avdrag=rad.belopp.avdrag,
        belopp=rad.belopp.belopp, regionens_referens=rad.var_referens, kommunens_referens=rad.er_referens, av=by,
    )  # fmt: skip


def _hall(year):
    """The year as it is now, held: of two at once the second sees what the first did. A locked year may be invoiced."""
    hall_years(year.avtal_id)
    return Verksamhetsar.objects.select_related("avtal").get(pk=year.pk)
