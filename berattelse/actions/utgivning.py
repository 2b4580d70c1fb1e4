"""Signed, published, sent, fetched: what is done with an adopted edition. Each is one row, so of two at once one succeeds."""

import hashlib
from datetime import timedelta

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Prefetch
from django.utils import timezone

from berattelse import emails
from berattelse.granskning.fyra_ogon import krav_far_signera
from berattelse.models import Arkivid, Hamtning, Publicering, Sandning, Signatur, Utgava, Vantandefil
from berattelse.utgava import arkiv
from berattelse.utgava.verifiering import export, prova, prova_utifran
from enkat.lankar import fingeravtryck, ny_token
from samverkan import svenska
from samverkan.door import log
from samverkan.pdf.konformitet import granska_konformitet
from samverkan.utifran.barn import OlastError
from samverkan.vilande import Vilande
from uppdrag.models import Kontaktperson

pades = Vilande("samverkan.signering.pades")

SANDTID = 5 * 60  # seconds: longer than a mail server is waited for
REDAN = "Utgåvan är redan signerad."


def _krav_osignerad(utgava, by, rader=Utgava.objects):
    """The edition read again; ValidationError when it has been signed or replaced, is not hers to sign, or the day it names is to come."""
    utgava = rader.select_related("verksamhetsar__avtal").get(pk=utgava.pk)
    if utgava.is_signerad:
        raise ValidationError(REDAN)
    _krav_aktuell(utgava)
    krav_far_signera(by, utgava)
    dag = utgava.data.underskrift.datum
    if dag and dag > timezone.localdate():
        raise ValidationError(f"I utgåvan står att den undertecknas den {svenska.datum(dag)}. Den signeras först den dagen.")
    return utgava


def _krav_aktuell(utgava):
    if utgava.inaktuell:
        raise ValidationError(utgava.inaktuell)


@transaction.atomic
def _spara_signatur(utgava, satt, data, svar, konformitet, *, by):
    """Keep a signature that is proved. ValidationError when the edition has been signed, or replaced, meanwhile."""
    utgava, under = _krav_osignerad(utgava, by, Utgava.objects.select_for_update(of=("self",))), svar.underskrifter[-1]
    try:
        with transaction.atomic():
            rad = Signatur.objects.create(
                utgava=utgava, satt=satt, innehall=data, sha256=hashlib.sha256(data).hexdigest(), storlek=len(data),
                undertecknare=under.namn[:200], prov=svar.som_json(), konformitet=konformitet, av=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise ValidationError(REDAN) from error
    log(utgava, "signerade", by=by, undertecknare=under.namn, hur=satt, sha256=rad.sha256, betrodd=under.betrodd)
    return rad


def signera(utgava, undertecknare, *, by, sakring=None, obetrodd=True):
    """Sign in the program with a certificate. ValidationError, in a sentence, when the key or the time stamp fails, or when whose
    certificate it is cannot be vouched for, unless that too is wanted (`obetrodd`).

    What asks the net (time stamp, revocation lists) is done before anything is held in the database; what is asked first saves the wait.
    """
    utgava = _krav_osignerad(utgava, by)
    ort = utgava.data.underskrift.ort
    try:
        data = pades.sign(export(utgava), undertecknare, tid=timezone.now(), sakring=sakring, ort=ort, anledning=str(utgava))
    except pades.SigneringsfelError as error:
        raise ValidationError(str(error)) from error
    svar = prova(data, utgava)
    if not svar.kan_tas_emot:
        raise ValidationError(f"Signaturen gick inte att kontrollera efteråt, så inget är sparat. {svar.besked}")
    under = svar.underskrifter[-1]
    if not (obetrodd or under.betrodd):
        vem = f"Certifikatet är utställt till {under.namn}. {under.tillit}"
        raise ValidationError({"obetrodd": f"{vem} Kryssa i här om utgåvan ändå ska signeras med det."})
    return _spara_signatur(utgava, Signatur.Satt.PROGRAM, data, svar, granska_konformitet(data), by=by)


def signera_utanfor(utgava, data, *, by):
    """Hand in a file signed by another service, proved to be this edition unchanged: it waits until somebody says whether it is kept.

    ValidationError says what is wrong with it.
    """
    utgava = _krav_osignerad(utgava, by)
    try:
        svar = prova_utifran(data, utgava)
        if not svar.kan_tas_emot:
            raise ValidationError({"fil": svar.besked})
        konformitet = granska_konformitet(data, utifran=True)
    except OlastError as error:
        raise ValidationError({"fil": str(error)}) from error
    with transaction.atomic():
        rad = Vantandefil.objects.create(utgava=utgava, innehall=data, prov=svar.som_json(), konformitet=konformitet, av=by)
        log(utgava, "lämnade in signerad fil", by=by, sha256=hashlib.sha256(data).hexdigest())
    return rad


@transaction.atomic
def behall(fil, *, by):
    """The waiting file becomes the signed edition, judged once more. ValidationError when it may not, or somebody has answered."""
    fil = _krav_vantar(fil)
    data = bytes(fil.innehall)
    svar = prova(data, fil.utgava)
    if not svar.kan_tas_emot:
        raise ValidationError(svar.besked)
    rad = _spara_signatur(fil.utgava, Signatur.Satt.UTANFOR, data, svar, fil.konformitet, by=by)
    fil.utgava.vantande.all().delete()
    return rad


@transaction.atomic
def kasta(fil, *, by):
    """The waiting file goes; the edition can be signed anew. `by` is None when nobody answered in time."""
    fil = _krav_vantar(fil)
    log(fil.utgava, "kastade signerad fil", by=by, sha256=hashlib.sha256(fil.innehall).hexdigest())
    fil.delete()


def _krav_vantar(fil):
    rader = Vantandefil.objects.select_for_update(of=("self",)).select_related("utgava__verksamhetsar__avtal")
    fil = rader.filter(pk=fil.pk).first()
    if fil is None:
        raise ValidationError("Filen väntar inte längre: någon har behållit eller kastat den.")
    return fil


def rensa_vantande():
    """Throw away what nobody has answered. Returns how many."""
    gamla = list(Vantandefil.objects.filter(tid__lt=timezone.now() - timedelta(days=Vantandefil.DAGAR)).defer("innehall"))
    for fil in gamla:
        kasta(fil, by=None)
    return len(gamla)


@transaction.atomic
def publicera(utgava, *, by):
    """From now on anybody may read it at its public address. ValidationError when it is out already, or not signed."""
    utgava = Utgava.objects.select_for_update(of=("self",)).get(pk=utgava.pk)
    if not utgava.is_signerad:
        raise ValidationError("Utgåvan är inte signerad ännu.")
    _krav_aktuell(utgava)
    try:
        with transaction.atomic():
            rad = Publicering.objects.create(utgava=utgava, av=by)
    except IntegrityError as error:
        raise ValidationError("Utgåvan är redan publicerad.") from error
    log(utgava, "publicerade", by=by)
    return rad


def _parter(utgava):
    """The parties of the year, each with its contact persons of today (`kontakter`)."""
    kontakter = Kontaktperson.objects.i_tjanst().filter(user__is_active=True).select_related("user")
    parter = utgava.avtal.parter.under(utgava.verksamhetsar).select_related("organisation")
    return parter.prefetch_related(Prefetch("kontaktpersoner", kontakter, to_attr="kontakter"))


def utan_mottagare(utgava):
    """The parties that can be sent nothing: neither a contact person nor a functional mailbox."""
    return [part for part in _parter(utgava) if not (part.kontakter or part.organisation.funktionsbrevlada)]


def mottagare(utgava):
    """[(organisation, name, address)] of each party's contact persons and functional mailbox, each address once."""
    ut = {}
    for part in _parter(utgava):
        for k in part.kontakter:
            ut.setdefault(k.user.email, (part.organisation, k.user.namn, k.user.email))
        if brevlada := part.organisation.funktionsbrevlada:
            ut.setdefault(brevlada, (part.organisation, str(part.organisation), brevlada))
    return list(ut.values())


def distribuera(utgava, *, by, adress):
    """Send to every party that has not got it; `adress` makes an absolute address of a path. Returns how many letters are sent.

    Each letter is an act of its own: one that the mail server refuses leaves no trace, and is sent by the next try.
    ValidationError when everybody has it, or names those whom it could not be sent to.
    """
    redan = set(utgava.sandningar.values_list("epost", flat=True))
    nya = [rad for rad in mottagare(utgava) if rad[2] not in redan]
    if not nya and (utan := [str(part.organisation) for part in utan_mottagare(utgava)]):
        saknar = "har varken kontaktperson eller brevlåda och kan inte få den"
        raise ValidationError(f"Inget brev är sänt. {svenska.lista_text(utan)} {saknar}. Lägg till en, och sänd igen.")
    if not nya:
        raise ValidationError("Alla parters kontaktpersoner och brevlådor har redan fått utgåvan.")
    sanda, misslyckade = 0, []
    for rad in nya:
        antal, fel = _sand(utgava, *rad, by=by, adress=adress)
        sanda += antal
        if fel:
            misslyckade.append(rad[2])
    if misslyckade:
        raise ValidationError(
            f"{emails.antal_sanda(sanda)} Det gick inte att sända till {svenska.lista_text(misslyckade)}. Försök igen senare."
        )
    return sanda


def _sand(utgava, organisation, namn, epost, *, by, adress):
    """One letter, and then its row: a letter the mail server has not taken has none. (how many went, why it did not go).

    None went, for no fault, when somebody else sends it, or just has.

    The mail server is asked while nothing is held in the database; that one at a time sends a letter is held in the shared cache,
    and for a while only, so that the letter of a process that was killed is sent by a later try.
    """
    nyckel = f"sander-{utgava.pk}-{fingeravtryck(epost)}"
    if not cache.add(nyckel, True, SANDTID):
        return 0, ""
    try:
        utgava = Utgava.objects.select_related("verksamhetsar__avtal", "signatur").get(pk=utgava.pk)
        _krav_aktuell(utgava)
        if utgava.sandningar.filter(epost=epost).exists():
            return 0, ""
        token, token_hash = ny_token()
        rad = Sandning(utgava=utgava, organisation=organisation, mottagare=namn, epost=epost, token_hash=token_hash, av=by)
        if fel := emails.utgava_sand(rad, adress(token)):
            return 0, fel
        with transaction.atomic():
            rad.save()
            log(rad, "sände", by=by, avtal_id=utgava.avtal_id, text=f"{utgava} till {namn}", epost=epost)
        return 1, ""
    finally:
        cache.delete(nyckel)


@transaction.atomic
def hamta(sandning, filnamn):
    """A file was fetched by the link of a letter."""
    rad = Hamtning.objects.create(sandning=sandning, fil=filnamn)
    log(
        sandning, "hämtade", by=None, avtal_id=sandning.utgava.avtal_id,
        text=f"{sandning.mottagare} hämtade {filnamn}", epost=sandning.epost,
    )  # fmt: skip
    return rad


@transaction.atomic
def ta_ut_arkivpaket(utgava, *, by):
    """(its id, which stays while what is in it stays; the archive package as a zip)."""
    paket = arkiv.arkivpaket(utgava)
    rad, _ = Arkivid.objects.get_or_create(utgava=utgava, sha256=paket.fingeravtryck, defaults={"av": by})
    return str(rad.uuid), paket.som_zip(str(rad.uuid))
