"""The debt ledger: it only grows, and every entry has somebody who booked it."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from ekonomi.folkmangd.nyckel import nyckel_for
from ekonomi.models import Arsresultat, Skuldandel, Skuldpost, Skuldursprung
from ekonomi.skuld.beslutat import krav_ryms
from ekonomi.skuld.bok import Nekat, beslutsposter, prova_nyckel
from ekonomi.skuld.lage import bokfort_resultat, lagen, ledigt_namn, nyckelrader, som_nyckel
from samverkan import svenska
from samverkan.door import log
from samverkan.models import Organisation
from samverkan.svenska import kronor
from uppdrag.actions.arenor import registrera_skuldbelopp
from uppdrag.actions.lock import hall_years
from uppdrag.models import Avtal, Verksamhetsar


def _krav_oppen_dag(avtal, datum, falt="datum"):
    """No entry may change the debt of a year that is locked; a day in no registered year is free.

    Holds the year, and is asked before the agreement is held: adopting a report takes them in that order.
    """
    year = Verksamhetsar.objects.select_for_update().for_date(avtal, datum)
    if year and not year.is_open:
        raise ValidationError({falt: f"Året {year} är låst. Posten kan inte gälla en dag i ett låst år."})


@transaction.atomic
def bokfor_ingaende(form, *, by):
    """An opening balance with its origin, in one act. An origin whose opening balance has been corrected away is used again."""
    avtal = form.instance.avtal
    _krav_oppen_dag(avtal, form.cleaned_data["datum"])
    Avtal.objects.select_for_update().get(pk=avtal.pk)
    form.krav_ledigt()
    form.krav_eget_ar()
    ursprung = form.spara_ursprung()
    _frys_nyckel(ursprung, _eget_year(ursprung))
    post = Skuldpost.objects.create(
        ursprung=ursprung, sort=Skuldpost.Sort.INGAENDE, datum=form.cleaned_data["datum"], belopp=form.cleaned_data["belopp"],
        text=f"Ingående skuld från {ursprung}", av=by,
    )  # fmt: skip
    log(post, "bokförde", by=by, belopp=post.belopp)
    return post


@transaction.atomic
def bokfor_resultat(year, *, by):
    """The year's result becomes a debt of its own origin, dated the year's last day. ValidationError when it is booked already.

    Called when the report is adopted, before the year is locked. A result of zero books nothing and gives None.
    """
    Avtal.objects.select_for_update().get(pk=year.avtal_id)
    enligt = Arsresultat.objects.filter(verksamhetsar=year).first()
    if enligt is None:
        raise ValidationError("Resultatet enligt redovisningen är inte registrerat.")
    if not enligt.godkant:
        raise ValidationError("Utfallet är inte godkänt.")
    tagna = Skuldursprung.objects.filter(avtal=year.avtal_id).values_list("beteckning", flat=True)
    ursprung, _ = Skuldursprung.objects.get_or_create(
        verksamhetsar=year,
        defaults={"avtal": year.avtal, "beteckning": ledigt_namn(year, tagna), "forsta": year.till.year, "sista": year.till.year},
    )
    if bokfort_resultat(ursprung):
        raise ValidationError(f"Resultatet för {year} är redan bokfört.")
    if not enligt.belopp:
        return None
    _frys_nyckel(ursprung, year)
    post = Skuldpost.objects.create(
        ursprung=ursprung, sort=Skuldpost.Sort.RESULTAT, datum=year.till, belopp=enligt.belopp, text=f"Resultat {year}", av=by
    )
    log(post, "bokförde", by=by, belopp=post.belopp)
    return post


@transaction.atomic
def ratta(post, *, text, by):
    """A counter-entry that takes the whole entry back, on the same day so that the year's own table is right.

    When that day's year is locked it is dated today instead. ValidationError when the entry is already corrected, is a correction
    itself, is an opening balance that decisions have taken from, or is the result of a locked year: dated today it would leave the
    year's own result standing, and a corrected edition count it twice.
    """
    if post.sort == Skuldpost.Sort.RATTELSE:
        raise ValidationError("En rättelse rättas inte. Bokför det som är rätt som en ny post.")
    avtal = post.ursprung.avtal
    hall_years(avtal.pk)
    year = Verksamhetsar.objects.select_for_update().for_date(avtal, post.datum)
    if post.sort == Skuldpost.Sort.RESULTAT and year and not year.is_open:
        raise ValidationError("Årets resultat ligger fast medan året är låst. Det rättas genom en rättad utgåva av berättelsen.")
    datum = post.datum if year is None or year.is_open else timezone.localdate()
    _krav_oppen_dag(avtal, datum, falt="text")
    Avtal.objects.select_for_update().get(pk=avtal.pk)
    try:
        with transaction.atomic():
            rattelse = Skuldpost.objects.create(
                ursprung=post.ursprung, sort=Skuldpost.Sort.RATTELSE, datum=datum, belopp=-post.belopp, text=text, rattar=post,
                organisation=post.organisation, av=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise ValidationError("Posten är redan rättad.") from error
    _krav_inget_taget(post)
    log(rattelse, "rättade", by=by, belopp=rattelse.belopp)
    return rattelse


def _krav_inget_taget(post):
    """An opening balance that has been taken back under the decisions on it has left a debt the other way."""
    kvar = post.ursprung.saldo
    if post.sort == Skuldpost.Sort.INGAENDE and kvar * post.belopp < 0:
        vad = f"{kronor(abs(kvar))} av skulden från {post.ursprung} är bokfört på beslut"
        raise ValidationError(f"{vad}. Rätta de posterna först; sedan kan ingående balansen rättas och det rätta beloppet bokföras.")


@transaction.atomic
def bokfor_beslut(form, *, by):
    """What a decision takes from a debt, or from a deficit: one entry, or one for each kommun when all that is left is taken.

    ValidationError when there is less than that left, the day is in a locked year or before the debt arose, or the decision is
    booked already, or is about less.
    """
    ursprung, data = form.cleaned_data["ursprung"], form.cleaned_data
    beslut, lage = _besluta(form, ursprung, by=by)
    kommun = data["organisation"]
    try:
        poster = beslutsposter(lage, kommun.kod if kommun else "", data["belopp"], kronor)
    except Nekat as error:
        raise ValidationError({"belopp": str(error)}) from error
    per_kod, nu, dag = _kommuner(p.kod for p in poster if p.kod), timezone.now(), max(beslut.datum, lage.poster[0].datum)
    rader = [
        Skuldpost(
            ursprung=ursprung, sort=Skuldpost.Sort.BESLUT, andamal=data["andamal"], datum=dag, belopp=p.belopp,
            text=data["text"], organisation=per_kod.get(p.kod), beslut=beslut, av=by, skapad=nu,
        )
        for p in poster
    ]  # fmt: skip
    _krav_inte_bokfort(rader)
    registrera_skuldbelopp(beslut, data["skuldbelopp"], by=by)
    if nej := krav_ryms(beslut, sum(abs(rad.belopp) for rad in rader)):
        raise ValidationError({"belopp": nej})
    for rad in rader:
        rad.save()
        log(rad, "bokförde beslut", by=by, belopp=rad.belopp, kommun=str(rad.organisation or "alla"), beslut=beslut.pk)
    return rader


def _besluta(form, ursprung, *, by):
    """(the decision of the form, the debt it is about as it stands), with the agreement held.

    ValidationError when the decision's day, or the one it is booked on, is in a locked year, or is before the debt arose. What was
    decided before the opening balance is booked on its day: that balance says what was owed then, whatever was decided before.
    """
    forst = ursprung.poster.order_by("datum").values_list("datum", flat=True).first()
    for dag in sorted({form.beslutsdag, max(form.beslutsdag, forst)}):
        _krav_oppen_dag(ursprung.avtal, dag, falt="__all__")
    Avtal.objects.select_for_update().get(pk=ursprung.avtal_id)
    beslut = form.spara_beslut(by=by)
    lage = next(u for u in lagen(ursprung.avtal) if u.rad == ursprung)
    fanns = min(ursprung.finns_fran, lage.poster[0].datum)
    if beslut.datum < fanns:
        raise ValidationError(f"Skulden från {ursprung} uppkom tidigast den {svenska.datum(fanns)}. Beslutet kan inte vara äldre.")
    return beslut, lage


def _krav_inte_bokfort(rader):
    """One decision takes once from a debt for the same purpose and the same kommun."""
    ny = rader[0]
    redan = Skuldpost.objects.filter(ursprung=ny.ursprung, beslut=ny.beslut, andamal=ny.andamal, rattad_av__isnull=True)
    vems = {rad.organisation_id for rad in rader}
    dubbel = next((post for post in redan.select_related("organisation") if post.organisation_id in vems), None)
    if dubbel:
        raise ValidationError(
            f"Beslutet är redan bokfört på skulden från {ny.ursprung} för {dubbel.organisation or 'alla kommuner'}, "
            f"{kronor(abs(dubbel.belopp))}. Är posten fel ska den rättas först."
        )


@transaction.atomic
def bokfor_nyckel(ursprung, form, *, by):
    """The key the kommuner have agreed on for what was not divided: kept with its decision, as a round of its own.

    ValidationError when a kommun has already had more than its share, or that key is in force already.
    """
    beslut, lage = _besluta(form, ursprung, by=by)
    gallande = nyckelrader(ursprung)
    if gallande and gallande[0].beslut_id is None:
        raise ValidationError(f"Nyckeln för {ursprung} är känd och beslutas inte på nytt.")
    rader = form.andelar(ursprung, omgang=max((rad.omgang for rad in gallande), default=0) + 1, beslut=beslut)
    if som_nyckel(gallande) == som_nyckel(rader) and gallande[0].dag == rader[0].dag:
        raise ValidationError("Den nyckeln gäller redan.")
    try:
        prova_nyckel(lage, som_nyckel(rader), kronor)
    except Nekat as error:
        raise ValidationError(str(error)) from error
    Skuldandel.objects.bulk_create(rader)
    log(ursprung, "bokförde nyckel", by=by, beslut=beslut.pk, andelar={rad.organisation.kod: rad.folkmangd for rad in rader})


def _kommuner(koder):
    """{code: kommun}. A region may bear the code of a kommun."""
    return {o.kod: o for o in Organisation.objects.filter(sort=Organisation.Sort.KOMMUN, kod__in=list(koder))}


def _eget_year(ursprung):
    """The year an opening balance arose in, when it is one year and that year is registered."""
    if ursprung.uppdelning_okand:
        return None
    return Verksamhetsar.objects.filter(avtal=ursprung.avtal_id, till__year=ursprung.forsta).first()


def _frys_nyckel(ursprung, year):
    """Keep the key of the origin's year with the debt, so that a population changed later moves nobody's share.

    A key that differs from the last one is a new round, and only while the origin holds nothing.
    """
    nyckel = nyckel_for(year) if year else None
    vikter = {rad.andel.kod: rad.andel for rad in nyckel.rader} if nyckel else {}
    gammal = nyckelrader(ursprung)
    if {a.kod: a for a in som_nyckel(gammal)} == vikter or ursprung.saldo:
        return
    per_kod, omgang = _kommuner(vikter), gammal[0].omgang + 1 if gammal else 1
    Skuldandel.objects.bulk_create(
        Skuldandel(
            ursprung=ursprung,
            omgang=omgang,
            organisation=per_kod[kod],
            folkmangd=a.folkmangd,
            dagar=a.dagar,
            av_dagar=a.av_dagar,
        )
        for kod, a in vikter.items()
    )
