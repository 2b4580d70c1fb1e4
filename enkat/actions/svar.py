"""Writing an answer, handing it in. A save is acknowledged only when it is in the database; a stale one is kept beside."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from enkat import emails
from enkat.actions.lock import ar_aterkallad, hall_deltagare
from enkat.blad import Blad
from enkat.models import Deltagare, Falt, Inlamnat, Inlamning, Sidotext, Svar, Utskick
from samverkan.door import log
from samverkan.inaktuell import krav_visat


class Stangd(Exception):  # noqa: N818 - a Swedish word says it better
    """The answer may not be written in now. Nothing was saved in it."""


class Aterkallad(Stangd):
    """Nor by this link: it was withdrawn since the page was opened."""


@dataclass(frozen=True)
class Vem:
    """Who writes: a name always; an account, or the link she came by."""

    namn: str
    user: object = None
    lank: int | None = None

    @property
    def skribent(self):
        """Tells two of the same name apart."""
        return f"konto {self.user.pk}" if self.user else f"länk {self.lank}"


@dataclass(frozen=True)
class Svarspost:
    """What the browser sends of one field: its name, what was written, and the version that was read."""

    nyckel: str
    varde: str
    version: int


@dataclass
class Utfall:
    """What became of the posts: field name → the row that now stands there, or what was wrong."""

    sparade: dict = field(default_factory=dict)
    krockar: dict = field(default_factory=dict)
    fel: dict = field(default_factory=dict)


def _hold(deltagare, av):
    """The respondent locked for this transaction; Stangd when it may not be answered now, or not by the link she came by."""
    now = hall_deltagare(deltagare)
    if not now.is_open:
        raise Stangd
    if av.lank and ar_aterkallad(av.lank):
        raise Aterkallad
    return now


@transaction.atomic
def borja(deltagare, *, av):
    """The first press: from now on the answer counts as begun."""
    now = _hold(deltagare, av)
    now.inbjudningar.filter(pk=av.lank, borjade__isnull=True).update(borjade=timezone.now())
    if Deltagare.objects.filter(pk=now.pk, status=Deltagare.Status.EJ_BORJAT).update(status=Deltagare.Status.BORJAT):
        log(now, "började svara", by=av.user, text=f"{now}, {now.omgang}", namn=av.namn)


@transaction.atomic
def spara(deltagare, poster, *, av):
    """Save the fields one by one. Nothing is overwritten: what another has changed meanwhile is left, and this is kept beside it."""
    now = _hold(deltagare, av)
    blad, utfall = Blad(now), Utfall()
    for post in poster:
        _spara_falt(now, blad, post, av, utfall)
    if utfall.sparade:
        Deltagare.objects.filter(pk=now.pk, status=Deltagare.Status.EJ_BORJAT).update(status=Deltagare.Status.BORJAT)
    return utfall


def _spara_falt(deltagare, blad, post, av, utfall):
    rad, lage = blad.falt.get(post.nyckel, (None, None))
    if rad is None:
        utfall.fel[post.nyckel] = "Frågan finns inte längre. Läs om sidan."
        return
    try:
        varde = rad.tolka(lage, post.varde)
    except ValidationError as error:
        utfall.fel[post.nyckel] = error.messages[0]
        return
    if lage.svar is None or lage.version == post.version or lage.varde == varde:  # where nothing stands nothing is overwritten
        utfall.sparade[post.nyckel] = _skriv(deltagare, rad, lage, varde, av)
    elif not lage.bara_sedd(post.version, varde):
        utfall.krockar[post.nyckel] = _bredvid(deltagare, rad, lage, varde, av)


def _satt(lage, varde):
    return {"alternativ_id": varde} if lage.falt == Falt.VAL else {"text": varde}


def _skriv(deltagare, rad, lage, varde, av):
    """The field's row with its new content; unchanged when nothing is new."""
    svar = lage.svar
    if svar is None and varde in {None, ""}:
        return Svar(deltagare=deltagare, fraga=rad.fraga, uppdrag=rad.uppdrag, falt=lage.falt, version=0)
    if svar is None:
        svar = Svar(deltagare=deltagare, fraga=rad.fraga, uppdrag=rad.uppdrag, falt=lage.falt, version=0)
    if svar.pk is None or svar.varde != varde:
        for name, content in _satt(lage, varde).items():
            setattr(svar, name, content)
        svar.version += 1
        svar.av, svar.user = av.namn[:120], av.user
        svar._history_user = av.user
        svar.save()
    _stada(lage, varde, av)
    lage.svar = svar
    return svar


def _stada(lage, varde, av):
    """Her own words beside the answer go when the answer holds them."""
    for sido in lage.sidotexter:
        if sido.skribent == av.skribent and (sido.varde == varde or (lage.falt == Falt.TEXT and sido.text.strip() in varde)):
            sido.delete()


def _bredvid(deltagare, rad, lage, varde, av):
    """Keep what was written beside the answer: one row for each writer and field, so that typing on does not fill the page."""
    Sidotext.objects.update_or_create(
        deltagare=deltagare, fraga=rad.fraga, uppdrag=rad.uppdrag, falt=lage.falt, skribent=av.skribent,
        defaults={"av": av.namn[:120], "user": av.user, **_satt(lage, varde)},
    )  # fmt: skip
    return lage.svar


@transaction.atomic
def ta_in_sidotext(sidotext, *, av):
    """What was written beside comes into the answer: a text after what stands there, a choice instead of it."""
    now = _hold(sidotext.deltagare, av)
    rad, lage = Blad(now).falt.get(sidotext.nyckel, (None, None))
    if rad is None:
        raise ValidationError("Frågan finns inte längre i formuläret. Lägg undan texten i stället.")
    varde = sidotext.varde
    if lage.falt == Falt.TEXT:
        varde = rad.tolka(lage, f"{lage.varde}\n\n{sidotext.text}".strip())
    _skriv(now, rad, lage, varde, av)
    log(now, "tog in sidotext", by=av.user, text=f"{now}: {sidotext.fraga}", namn=av.namn, av=sidotext.av)
    sidotext.delete()


@transaction.atomic
def ta_bort_sidotext(sidotext, *, av):
    """It has been taken care of. Its words stay in its history, not in the log."""
    now = _hold(sidotext.deltagare, av)
    log(now, "tog bort sidotext", by=av.user, text=f"{now}: {sidotext.fraga}", namn=av.namn, av=sidotext.av)
    sidotext.delete()


def _redan_inskickat(deltagare, **uppgifter):
    """The latest hand-in, when it says the same and nothing has been written since."""
    senaste = deltagare.inlamningar.order_by("-nummer").first()
    if senaste is None or deltagare.andrad_sedan_inlamning:
        return None
    return senaste if all(getattr(senaste, namn) == varde for namn, varde in uppgifter.items()) else None


@transaction.atomic
def skicka_in(deltagare, *, av, till="", sort=Inlamning.Sort.DIGITALT, inkom=None, sett=None, visat=None):
    """Hand in what now stands. ValidationError when something is missing. `till` gets the receipt, with the answer as PDF.

    Nor is another answer handed in than the one that was read through (`visat`, the version of its Blad).

    What is registered by hand replaces only the hand-in that was seen (the number `sett`; None: none that says something else).

    Pressed twice, the second press finds that the same is already handed in, and adds nothing.
    """
    now = _hold(deltagare, av)
    samma = _redan_inskickat(now, av=av.namn[:120], sort=sort, inkom=inkom)
    if samma:
        return samma
    krav_visat(visat, Blad(now).version)
    if sort == Inlamning.Sort.PAPPER:
        _krav_sett(now, sett)
    inlamning = _lamna(now, av=av, sort=sort, inkom=inkom)
    akt = "registrerade papperssvar" if inlamning.pa_papper else "skickade in"
    hur = f": {inlamning.i_ord}" if inlamning.pa_papper else ""
    log(now, akt, by=av.user, text=f"{now}, {now.omgang}{hur}", namn=av.namn, nummer=inlamning.nummer, hur=sort)
    if till:
        kvittera(inlamning, till)
    return inlamning


def kvittera(inlamning, till):
    """The receipt, with the answer as PDF. Whether it went is seen on its row; that it did not undoes nothing."""
    utskick = Utskick.objects.create(deltagare=inlamning.deltagare, sort=Utskick.Sort.KVITTO, till=till, fel=Utskick.OSKICKAT)
    transaction.on_commit(lambda: emails.kvitto(inlamning, utskick), robust=True)


def _krav_sett(now, sett):
    """Nobody's own answer is replaced by one on paper without it being said."""
    ersatts = now.ersatts_av_papper
    if ersatts and ersatts.nummer != sett:
        raise ValidationError(f"Ett svar är redan lämnat: {ersatts.i_ord}. Läs om sidan och säg om det här ska räknas i stället.")


def _lamna(now, *, av, sort, inkom):
    """The next hand-in of the respondent that is held. ValidationError when something is missing."""
    blad = Blad(now)
    brister = blad.brister()
    if blad.sidotexter:
        raise ValidationError("Någon skrev samtidigt, och det är inte med i svaret. Ta in det eller lägg undan det, ett i taget.")
    if brister:
        raise ValidationError([f"{sida.rubrik}, {rad.fraga}: {text}" for sida, rad, text in brister])
    nummer = now.inlamningar.count() + 1
    inlamning = Inlamning.objects.create(deltagare=now, nummer=nummer, av=av.namn[:120], user=av.user, sort=sort, inkom=inkom)
    Inlamnat.objects.bulk_create(
        Inlamnat(inlamning=inlamning, fraga=rad.fraga, uppdrag=rad.uppdrag, alternativ=rad.valt, text=rad.text.varde if rad.text else "")
        for rad in blad.att_lamna()
    )
    now.status = Deltagare.Status.INSKICKAT
    now.save(update_fields=["status"])
    return inlamning
