"""A round from plan to close: who is asked, the letters, and the steps.

No address stands in the event log, which is kept for ever: to whom a letter went, Utskick says as long as that may be known.
"""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from enkat import emails
from enkat.actions.lock import hall_deltagare, hall_omgang
from enkat.actions.mottagare import mottagare_for
from enkat.actions.svar import kvittera
from enkat.lankar import ny_token
from enkat.mandat import UPPHORT, krav_utanfor_regionen, mandat, upphorda, utan_mandat
from enkat.models import Deltagare, Frageformular, Inbjudan, Omgang, Utskick
from samverkan.door import log
from samverkan.hanger import krav_fri, radera
from samverkan.models import Organisation
from samverkan.svenska import datum, lista_text, stor_bokstav, talord
from samverkan.vardagar import ar_vardag, senaste_vardag
from uppdrag.models import Arena, Part

Status = Omgang.Status
AKT = {Status.OPPEN: "öppnade", Status.STANGD: "stängde"}
OPPNAD = "Frågerundan har öppnats medan du skrev, och det den lovar dem som svarar ligger fast. Inget är sparat. Läs om sidan."
ALLTID, KVITTO = Q(), Utskick.Sort.KVITTO
FORE_SISTA_DAGEN = timedelta(days=2)  # the latest day to be told that a change does not count yet
NYSS = timedelta(hours=1)  # two who remind at once send one letter
BREV_I_TIMMEN = 10  # helpers asked in to one answer: a whole office, and no mailing


@transaction.atomic
def spara(form, *, by):
    """Save a planned round. A new one gets everybody it could ask, asked or not as they were last time.

    ValidationError when it has been opened meanwhile.
    """
    new = form.instance._state.adding
    if not new:
        _hall_planerad(form.instance.pk)
    omgang = form.save()
    if not new and "formular" in form.changed_data:
        omgang.deltagare.filter(arena__isnull=not omgang.fragar_kommuner).delete()  # those whom the new form does not ask
    if not omgang.deltagare.exists():
        _lagg_till_deltagare(omgang)
    log(omgang, "lade till frågerunda" if new else "ändrade frågerunda", by=by, falt=list(form.changed_data))
    return omgang


def _hall_planerad(pk):
    if hall_omgang(pk).status != Status.PLANERAD:
        raise ValidationError(OPPNAD)


@transaction.atomic
def ta_bort(omgang, *, by):
    """A round planned by mistake goes with the list of whom it would have asked; one that has been opened stays."""
    omgang = hall_omgang(omgang.pk)
    if omgang.status != Status.PLANERAD:
        raise ValidationError("Frågerundan är redan öppnad och kan inte tas bort.")
    krav_fri(omgang, utom=(Deltagare,), i_stallet="")
    log(omgang, "tog bort frågerunda", by=by)
    radera(omgang, i_stallet="")


def _lagg_till_deltagare(omgang):
    forra = Deltagare.objects.filter(
        omgang__verksamhetsar__avtal=omgang.avtal_id, omgang__formular__malgrupp=omgang.formular.malgrupp
    ).exclude(omgang=omgang)
    skal = {(d.arena_id, d.organisation_id): d.skal for d in forra.order_by("omgang__oppnar")}
    for home in _mojliga(omgang):
        row = Deltagare(omgang=omgang, **home)
        row.skal = skal.get((row.arena_id, row.organisation_id), "")
        row.tillfragad = not row.skal
        row.mottagare, row.epost = mottagare_for(row)
        row.save()


def _mojliga(omgang):
    """Everybody the round could ask: the kommuner party to the agreement, or the bodies that existed, at some time of the year."""
    year = omgang.verksamhetsar
    if omgang.fragar_kommuner:
        parter = Part.objects.under(year).filter(avtal=year.avtal_id, organisation__sort=Organisation.Sort.KOMMUN)
        return [{"organisation": part.organisation} for part in parter.select_related("organisation")]
    return [{"arena": arena} for arena in Arena.objects.under(year).filter(avtal=year.avtal_id)]


def kan_tillfragas(omgang):
    """Everybody the round could ask and does not: respondents, saved or not."""
    rader = {(d.arena_id, d.organisation_id): d for d in omgang.deltagare.select_related("arena", "organisation")}
    fler = [Deltagare(omgang=omgang, **home) for home in _mojliga(omgang)]
    alla = [rader.get((d.arena_id, d.organisation_id), d) for d in fler]
    return [d for d in alla if d.pk is None or not d.tillfragad]


@transaction.atomic
def tillfraga(deltagare, *, mottagare, epost, by):
    """One more is asked in an open round, and gets her letter. ValidationError when it is no longer open, or she is asked already."""
    omgang = hall_omgang(deltagare.omgang_id)
    if not omgang.is_open:
        raise ValidationError("Frågerundan är inte öppen längre.")
    if omgang.deltagare.tillfragade().filter(arena=deltagare.arena_id, organisation=deltagare.organisation_id).exists():
        raise ValidationError(f"{deltagare} är redan tillfrågad.")
    deltagare.tillfragad, deltagare.skal, deltagare.mottagare, deltagare.epost = True, "", mottagare, epost
    krav_utanfor_regionen(omgang, [deltagare])
    deltagare.save()
    log(deltagare, "tillfrågade", by=by, text=f"{deltagare}, {omgang}")
    _bjud_in(deltagare)
    return deltagare


@transaction.atomic
def valj(form, *, by):
    """Asked or not (with the reason), and who gets the letter, while the round is planned: ValidationError when it no longer is."""
    _hall_planerad(form.instance.omgang_id)
    deltagare = form.save()
    log(deltagare, "ändrade deltagare", by=by, text=f"{deltagare}, {deltagare.omgang}", falt=list(form.changed_data))
    return deltagare


@transaction.atomic
def oppna(omgang, *, by):
    """planerad → öppen: everybody asked gets her letter, on a weekday. Two who press at once open it once."""
    if hall_omgang(omgang.pk).status == Status.OPPEN:
        return  # pressed twice, or by two at once: it is open, and the letters have gone
    omgang.refresh_from_db()  # somebody may have changed it since the page was opened
    tillfragade = kan_oppnas(omgang)
    grupp = max(2, settings.MINSTA_GRUPP) if omgang.anonym else None
    planerad, oppnar = omgang.oppnar, min(omgang.oppnar, timezone.localdate())
    _move(omgang, Status.OPPEN, fran={Status.PLANERAD}, by=by, planerad=planerad.isoformat(), minsta_grupp=grupp, oppnar=oppnar)
    for deltagare in tillfragade:
        _bjud_in(deltagare)


def kan_oppnas(omgang):
    """Those who are asked; ValidationError when it cannot be opened yet."""
    if omgang.formular.status != Frageformular.Status.ANTAGET:
        raise ValidationError("Formuläret är inte antaget. Anta det först, så att ordalydelsen ligger fast.")
    tillfragade = list(omgang.deltagare.tillfragade())
    if not tillfragade:
        raise ValidationError("Ingen är tillfrågad. Välj minst en.")
    utan = [str(d) for d in tillfragade if not d.epost]
    if utan:
        raise ValidationError(f"E-postadress saknas för {lista_text(utan)}. Fyll i den, eller låt bli att fråga och skriv varför.")
    krav_utanfor_regionen(omgang, tillfragade)
    slutat = utan_mandat(tillfragade)
    if slutat:
        vilka = lista_text([str(d) for d in tillfragade if d.pk in slutat])
        raise ValidationError(f"Mottagaren svarar inte längre för {vilka} enligt registret. Välj en annan, eller låt bli att fråga.")
    if omgang.sista_dag < timezone.localdate():
        raise ValidationError("Sista dagen att svara har passerat. Ändra den först.")
    if not ar_vardag(timezone.localdate()):
        raise ValidationError(
            "I dag är helg eller en röd dag, och inbjudningar skickas bara på vardagar. Är det öppningsdag öppnas frågerundan av sig själv "
            "nästa vardag."
        )
    return tillfragade


@transaction.atomic
def stang(omgang, *, by, om=ALLTID):
    """öppen → stängd: nothing more can be changed. `om`: only while this too holds of it."""
    _move(omgang, Status.STANGD, fran={Status.OPPEN}, by=by, om=om, stangd_den=timezone.localdate())


@transaction.atomic
def forlang(omgang, *, by, sista_dag, skal, aktuell=None):
    """A later last day; a closed round opens again. ValidationError when the day has passed or is no later.

    `aktuell` refuses (Inaktuell) unless the day is as it was when the form was opened.
    """
    now = hall_omgang(omgang.pk)
    if now.anonym and now.is_over:
        raise ValidationError("Frågerundan är över och har lovat anonymitet. Då öppnas den inte igen.")
    if aktuell:
        aktuell()
    if sista_dag < max(timezone.localdate(), omgang.oppnar):
        raise ValidationError({"sista_dag": "Välj en dag som inte har passerat, tidigast dagen då frågerundan öppnade."})
    if omgang.status == Status.OPPEN and sista_dag <= omgang.sista_dag:
        raise ValidationError({"sista_dag": f"Frågerundan är redan öppen till den {datum(omgang.sista_dag)}. Välj en senare dag."})
    tidigare = omgang.sista_dag
    _move(omgang, Status.OPPEN, fran={Status.OPPEN, Status.STANGD}, by=by, akt="förlängde", skal=skal, sista_dag=sista_dag, stangd_den=None)
    return tidigare


def _move(omgang, to, *, fran, by, akt="", skal="", om=ALLTID, planerad="", **fields):
    if not Omgang.objects.filter(om, pk=omgang.pk, status__in=fran).update(status=to, **fields):
        raise ValidationError("Frågerundan har redan bytt status. Läs om sidan.")
    omgang.refresh_from_db()
    vad = {"skal": skal, "sista_dag": str(omgang.sista_dag)} | ({"planerad": planerad} if planerad else {})
    log(omgang, akt or AKT[to], by=by, text=str(omgang), **vad)


@transaction.atomic
def oppna_for(deltagare, *, by, oppen_till, skal, aktuell=None):
    """Let one answer after the close, or change what was handed in, until a day: with the reason, by letter. `aktuell` as for forlang."""
    if aktuell:
        aktuell()
    if oppen_till < timezone.localdate():
        raise ValidationError({"oppen_till": "Välj en dag som inte har passerat."})
    deltagare.oppen_till = oppen_till
    deltagare.save(update_fields=["oppen_till"])
    log(deltagare, "öppnade igen", by=by, text=f"{deltagare}, {deltagare.omgang}", skal=skal, till=oppen_till.isoformat())
    if deltagare.epost:
        _bjud_in(deltagare, sort=Utskick.Sort.OPPNAD)


@transaction.atomic
def bjud_in(deltagare, *, namn, epost, av, av_epost="", by=None, roll=Inbjudan.Uppgift.MEDHJALPARE):
    """A link of her own for somebody who helps with the answer. `av` is the name of who asks her in, with her address: when she has left,
    the link ends too. Asked twice, one link.
    """
    Deltagare.objects.select_for_update().get(pk=deltagare.pk)  # two who ask in at once are counted one after the other
    _krav_far_bjudas(deltagare, epost)
    inbjudan = _bjud_in(deltagare, namn=namn, epost=epost, roll=roll, av=av, av_epost=av_epost)
    log(deltagare, "bjöd in", by=by, text=f"{deltagare}, {deltagare.omgang}", namn=av, inbjudan=inbjudan.pk)
    return inbjudan


def _krav_far_bjudas(deltagare, epost):
    """ValidationError when too many have been asked in just now, or whoever has the address has said that she is a stranger to it."""
    if epost.lower() == deltagare.epost.lower():  # her letters are not counted below
        raise ValidationError({"epost": "Den adressen har redan länken som svarar och skickar in."})
    if deltagare.inbjudningar.filter(epost__iexact=epost, anmald__isnull=False).exists():
        raise ValidationError({"epost": "Den som har adressen har anmält att svaret inte rör den. Inget brev går dit."})
    nyss = deltagare.utskick.filter(sort=Utskick.Sort.INBJUDAN, tid__gte=timezone.now() - timedelta(hours=1)).exclude(till=deltagare.epost)
    if nyss.count() >= BREV_I_TIMMEN:
        raise ValidationError(f"{stor_bokstav(talord(BREV_I_TIMMEN))} har bjudits in den senaste timmen. Vänta en stund, så går det igen.")


@transaction.atomic
def anmal(inbjudan):
    """She who got a helper's link has nothing to do with it: the link stops working, and the region's contact persons are told."""
    nu = timezone.now()
    if not Inbjudan.objects.filter(pk=inbjudan.pk, aterkallad__isnull=True).update(aterkallad=nu, anmald=nu):
        raise ValidationError("Länken är redan återkallad.")
    deltagare = inbjudan.deltagare
    log(deltagare, "anmälde inbjudan", by=None, text=f"{deltagare}, {deltagare.omgang}", inbjudan=inbjudan.pk)
    transaction.on_commit(lambda: emails.anmald(inbjudan), robust=True)


@transaction.atomic
def skicka_igen(deltagare, *, by):
    """The letter once more, with a fresh link; the earlier ones go on working."""
    log(deltagare, "skickade igen", by=by, text=f"{deltagare}, {deltagare.omgang}")
    return _bjud_in(deltagare)


@transaction.atomic
def byt_mottagare(form, *, by):
    """Another recipient: the earlier links to the responsible one stop working; the new one gets a letter, and so do those replaced.

    What is promised anonymous she does not read: she begins from an empty answer, and the helpers' links stop working too.
    """
    now = hall_deltagare(form.instance)
    krav_utanfor_regionen(now.omgang, [form.instance])
    deltagare = form.save()
    lankar = deltagare.inbjudningar.filter(aterkallad__isnull=True)
    if now.omgang.anonym and deltagare.epost.lower() != now.epost.lower():
        _borja_om(deltagare)
    else:
        lankar = lankar.filter(roll=Inbjudan.Uppgift.ANSVARIG)
    for epost in sorted({i.epost for i in lankar} - {deltagare.epost}):
        utskick = Utskick.objects.create(deltagare=deltagare, sort=Utskick.Sort.AVLOST, till=epost, fel=Utskick.OSKICKAT)
        transaction.on_commit(lambda utskick=utskick: emails.avlost(utskick), robust=True)
    lankar.update(aterkallad=timezone.now())
    log(deltagare, "bytte mottagare", by=by, text=f"{deltagare}, {deltagare.omgang}")
    return _bjud_in(deltagare)


def _borja_om(deltagare):
    """Empty what is being written. It stays in the history, and what is handed in counts until it is handed in again."""
    deltagare.svar.all().delete()
    deltagare.sidotexter.all().delete()
    if deltagare.status != Deltagare.Status.INSKICKAT:
        deltagare.status = Deltagare.Status.EJ_BORJAT
    deltagare.borjade_om = timezone.now()
    deltagare.save(update_fields=["status", "borjade_om"])


@transaction.atomic
def aterkalla(inbjudan, *, by, av):
    """A helper's link stops working."""
    if not Inbjudan.objects.filter(pk=inbjudan.pk, aterkallad__isnull=True).update(aterkallad=timezone.now()):
        raise ValidationError("Länken är redan återkallad.")
    d = inbjudan.deltagare
    log(d, "återkallade länk", by=by, text=f"{d}, {d.omgang}", namn=av, inbjudan=inbjudan.pk)


@transaction.atomic
def paminn(omgang, *, by, sedan=None):
    """A letter to those who are missing, and to nobody else, never on a red day. Returns how many.

    Whoever had one after `sedan` (or just now) gets none, unless the latest could not be sent.
    """
    if not ar_vardag(timezone.localdate()):
        raise ValidationError("I dag är helg eller en röd dag. Påminnelser skickas bara på vardagar.")
    now = hall_omgang(omgang.pk)
    if not now.is_open:
        raise ValidationError("Frågerundan är inte öppen.")
    sedan = sedan or timezone.now() - NYSS
    nyss = Inbjudan.objects.filter(roll=Inbjudan.Uppgift.ANSVARIG, skapad__gte=sedan).values("deltagare")
    fick = nyss.exclude(deltagare__in=_utan_brev(now))
    saknas = _med_mandat(now.deltagare.saknas().exclude(pk__in=fick).exclude(epost=""))
    for deltagare in saknas:
        _bjud_in(deltagare, sort=Utskick.Sort.PAMINNELSE)
    if saknas:
        log(now, "påminde", by=by, text=str(now), antal=len(saknas))
    return len(saknas)


@transaction.atomic
def paminn_andrade(omgang):
    """A letter to those whose answer was written in after it was handed in, one for each time. Returns how many."""
    now = hall_omgang(omgang.pk)
    antal = 0
    for deltagare in _med_mandat(now.deltagare.andrade().exclude(epost="")):
        brev = deltagare.utskick.filter(sort=Utskick.Sort.ANDRING, tid__gte=deltagare.skriven)
        fick = any(not utskick.misslyckades for utskick in brev)  # one on its way counts, so that two runs at once send one
        if deltagare.is_open and not fick and timezone.localdate() >= senaste_vardag(deltagare.sista_dag - FORE_SISTA_DAGEN):
            log(deltagare, "påminde om ändring", by=None, text=f"{deltagare}, {now}")
            _bjud_in(deltagare, sort=Utskick.Sort.ANDRING)
            antal += 1
    return antal


@transaction.atomic
def skicka_om(omgang):
    """The letters that could not be sent, once more, to those who are missing. Returns how many."""
    now = hall_omgang(omgang.pk)
    utan = _med_mandat(now.deltagare.saknas().filter(pk__in=_utan_brev(now))) if now.is_open else []
    for deltagare in utan:
        log(deltagare, "skickade igen", by=None, text=f"{deltagare}, {now}")
        _bjud_in(deltagare)
    return len(utan)


@transaction.atomic
def kvittera_om(omgang):
    """The receipts that could not be sent, once more, of what counts now."""
    hall_omgang(omgang.pk)
    for deltagare in Deltagare.objects.filter(omgang=omgang, status=Deltagare.Status.INSKICKAT, utskick__sort=KVITTO).distinct():
        senaste = deltagare.utskick.filter(sort=KVITTO).first()
        if senaste.misslyckades:
            kvittera(deltagare.inlamningar.last(), senaste.till)


def _med_mandat(deltagare):
    """Those whose recipient still answers for them: others get no letter, and stand out on the page of the round."""
    rader = list(deltagare)
    slutat = utan_mandat(rader)
    return [d for d in rader if d.pk not in slutat]


def _utan_brev(omgang):
    """Ids of the respondents whose latest letter could not be sent."""
    senaste = {
        u.deltagare_id: u for u in Utskick.objects.filter(deltagare__omgang=omgang, till=F("deltagare__epost")).order_by("tid", "pk")
    }
    return [pk for pk, utskick in senaste.items() if utskick.misslyckades]


def _medhjalpare(deltagare, epost):
    """The helper who has a link already: she keeps her row, and what she wrote, and gets one link in place of the former."""
    rader = deltagare.inbjudningar.filter(roll=Inbjudan.Uppgift.MEDHJALPARE, aterkallad__isnull=True)
    return next((rad for rad in rader if rad.epost.casefold() == epost.casefold()), None)


def _bjud_in(deltagare, *, namn="", epost="", roll=Inbjudan.Uppgift.ANSVARIG, sort=Utskick.Sort.INBJUDAN, av="", av_epost=""):
    token, token_hash = ny_token()
    epost = epost or deltagare.epost
    if upphorda([Inbjudan(deltagare=deltagare, epost=epost, roll=roll)]):
        raise ValidationError(UPPHORT.format(adress=epost, vem=deltagare))
    fields = {"namn": namn or deltagare.mottagare or str(deltagare), "token_hash": token_hash, "av_epost": av_epost}
    inbjudan = _medhjalpare(deltagare, epost) if roll == Inbjudan.Uppgift.MEDHJALPARE else None
    if inbjudan is None:
        fields["fran_register"] = epost.lower() in mandat([deltagare])[deltagare.pk].nu
        inbjudan = Inbjudan.objects.create(deltagare=deltagare, roll=roll, epost=epost, **fields)
    else:
        Inbjudan.objects.filter(pk=inbjudan.pk).update(**fields)
        inbjudan.refresh_from_db()
    utskick = Utskick.objects.create(deltagare=deltagare, sort=sort, till=inbjudan.epost, fel=Utskick.OSKICKAT)
    transaction.on_commit(lambda: emails.inbjudan(inbjudan, token, utskick, av=av), robust=True)
    return inbjudan
