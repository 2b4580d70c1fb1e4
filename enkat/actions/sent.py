"""What comes after the last day, or by a withdrawn link: kept apart, and taken in or set aside by the processledare."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from enkat import emails
from enkat.actions.lock import hall_deltagare
from enkat.actions.svar import Svarspost, Utfall, Vem, _lamna, _redan_inskickat, _spara_falt
from enkat.blad import Blad
from enkat.models import Inlamning, Sentbeslut, Sentsvar, Utskick
from enkat.senkommet import MEST_GANGER, MEST_TECKEN, Mottaget, vantar
from samverkan.door import log
from samverkan.svenska import lista_text

AVGJORT = "Det som hade kommit sent är redan avgjort. Läs om sidan."


@transaction.atomic
def ta_emot_sent(deltagare, poster, *, av, epost, orsak, skickar_in=False):
    """Keep what was posted too late, as far as it says something new. Returns what became of it."""
    now, svar = hall_deltagare(deltagare), Mottaget(orsak)
    if not now.tar_emot_sent:
        svar.anonymt = True
        return svar
    tidigare = next((s for s in vantar(now) if s.skribent == av.skribent), None)
    forut = tidigare.falt if tidigare else {}
    blad = Blad(now)
    nytt = _nytt(blad, poster, forut, svar)
    svar.kvar = [
        *nytt,
        *(post.nyckel for post in poster if post.nyckel in forut and post.nyckel not in nytt and post.nyckel not in svar.fel),
    ]
    svar.skickar_in = skickar_in and bool(svar.kvar or (blad.att_lamna() and not _redan_inskickat(now)))
    if nytt or (svar.skickar_in and not (tidigare and tidigare.skickar_in)):
        _lagg_till(now, nytt, svar, av, epost)
        if not tidigare and not svar.fullt:
            log(now, "skrev för sent", by=av.user, text=f"{now}, {now.omgang}", namn=av.namn, hur=orsak)
    return svar


def _nytt(blad, poster, forut, svar):
    """{field: what was written and the version that was read} of what neither stands in the answer nor is kept already."""
    nytt = {}
    for post in poster:
        rad, lage = blad.falt.get(post.nyckel, (None, None))
        if rad is None:
            svar.fel[post.nyckel] = "Frågan finns inte i formuläret."
            continue
        try:
            varde = rad.tolka(lage, post.varde)
        except ValidationError as error:
            svar.fel[post.nyckel] = error.messages[0]
            continue
        kant = forut[post.nyckel]["varde"] == varde if post.nyckel in forut else lage.varde == varde or lage.bara_sedd(post.version, varde)
        if not kant:
            nytt[post.nyckel] = {"varde": varde, "version": post.version}
    return nytt


def _lagg_till(now, nytt, svar, av, epost):
    tecken = sum(len(str(falt["varde"] or "")) for falt in nytt.values())
    summa = now.senasvar.aggregate(antal=Count("pk"), tecken=Sum("tecken"))
    if summa["antal"] >= MEST_GANGER or (summa["tecken"] or 0) + tecken > MEST_TECKEN:
        svar.fullt = True
        return
    Sentsvar.objects.create(
        deltagare=now, av=av.namn[:120], user=av.user, skribent=av.skribent, epost=epost, orsak=svar.orsak, innehall=nytt, tecken=tecken,
        skickar_in=svar.skickar_in,
    )  # fmt: skip


@transaction.atomic
def ta_in_sent(deltagare, *, sista, by):
    """What came up to the row `sista` comes into the answer. When its time is over the answer is handed in as it then stands, marked
    as late; ValidationError when it is not whole, or not one. While it may be answered what clashes is laid beside, and they hand it in.
    """
    now = hall_deltagare(deltagare)
    sena = _oavgjorda(now, sista)
    stangd = not now.is_open
    blad, utfall = Blad(now), Utfall()
    if stangd:
        _krav_entydigt(now, blad, sena)
    for en in sena:
        vem = Vem(en.av, en.user, None if en.user else int(en.skribent.split()[-1]))
        for nyckel, falt in en.falt.items():
            varde = "" if falt["varde"] is None else str(falt["varde"])
            _spara_falt(now, blad, Svarspost(nyckel, varde, falt["version"]), vem, utfall)
    inlamning = None
    if stangd:
        inlamning = _lamna(now, av=vem, sort=Inlamning.Sort.SENT, inkom=timezone.localdate(sena[0].forst))
    _besluta(now, sena, Sentbeslut(sort=Sentbeslut.Sort.INTAGET, inlamning=inlamning), sista, by)


@transaction.atomic
def lagg_undan_sent(deltagare, *, sista, skal, by):
    """What came up to the row `sista` does not count. It stays as it is, with the reason."""
    now = hall_deltagare(deltagare)
    _besluta(now, _oavgjorda(now, sista), Sentbeslut(sort=Sentbeslut.Sort.UNDANLAGT, skal=skal), sista, by)


def _oavgjorda(now, sista):
    sena = vantar(now, till=sista)
    if not sena:
        raise ValidationError(AVGJORT)
    return sena


def _krav_entydigt(now, blad, sena):
    """Every field has one content to take in: nobody has changed it since it was read, and no two wrote it differently."""
    olika = []
    for nyckel in dict.fromkeys(nyckel for en in sena for nyckel in en.falt):
        rad, lage = blad.falt[nyckel]
        skrivna = [en.falt[nyckel] for en in sena if nyckel in en.falt]
        andrad = any(lage.svar and lage.version != f["version"] and lage.varde != f["varde"] for f in skrivna)
        if andrad or any(f["varde"] != skrivna[0]["varde"] for f in skrivna):
            olika.append(str(rad.uppdrag or rad.fraga))
    if olika:
        fragor = lista_text(list(dict.fromkeys(olika)))
        raise ValidationError(f"Flera har skrivit olika om {fragor}. Öppna igen för {now} och ta in det då, så väljer de själva.")


def _besluta(now, sena, beslut, sista, by):
    beslut.deltagare, beslut.user = now, by
    beslut.sista = now.senasvar.filter(pk__lte=sista).last()
    beslut.save()
    akt = "tog in sent svar" if beslut.sort == Sentbeslut.Sort.INTAGET else "lade undan sent svar"
    nummer = beslut.inlamning.nummer if beslut.inlamning else None
    log(now, akt, by=by, text=f"{now}, {now.omgang}", av=lista_text([en.av for en in sena]), skal=beslut.skal, nummer=nummer)
    for epost in sorted({en.epost for en in sena if en.epost}):
        utskick = Utskick.objects.create(deltagare=now, sort=Utskick.Sort.SENT, till=epost, fel=Utskick.OSKICKAT)
        transaction.on_commit(lambda utskick=utskick: emails.sent(beslut, utskick), robust=True)
