"""The acts before a meeting: when and where, its agenda, its papers, the kallelse and who gets it.

Nothing of it is changed once the minutes are adopted.
"""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from samverkan import svenska
from samverkan.brev import webbadress
from samverkan.door import log
from samverkan.efterat import efterat
from uppdrag import emails, kallelsen, motesgang, motesutskrift
from uppdrag.actions.lock import krav_oppet_for
from uppdrag.models import Dagordningspunkt, Kallelse, Kallelsemottagare, Tillfalle, Upptagning
from uppdrag.mottagare import Mottagare

Sort = Kallelse.Sort
OFORANDRAD = "Alla som är valda har redan fått kallelsen, och inget i den har ändrats sedan dess. Inget brev är skickat."


@transaction.atomic
def spara_kallelseuppgift(form, *, by):
    """When and where, and who calls."""
    row = form.instance
    krav_oppet_for(row.tillfalle)
    form.save()
    log(row.tillfalle, "ändrade kallelsens uppgifter", by=by, falt=list(form.changed_data))


@transaction.atomic
def spara_dagordning(formset, *, by, aktuell=None, flytta=""):
    """The whole agenda in one act; `aktuell` refuses (Inaktuell) unless the page shows what is saved now.

    `flytta` is "pk:upp" or "pk:ned": that line then changes place with the one above or below it.
    """
    row = formset.instance
    krav_oppet_for(row)
    if aktuell:
        aktuell()
    formset.save()
    satta = {f.instance.pk for f in formset.forms if f.instance.pk and "ordning" in f.changed_data}
    rader = sorted(row.dagordning.all(), key=lambda p: (p.ordning, p.pk not in satta, p.pk))
    numrera(_flyttad(rader, *flytta.split(":")) if ":" in flytta else rader)
    log(row, "ändrade dagordningen", by=by)


def _flyttad(rader, pk, at, *_):
    plats = next((n for n, p in enumerate(rader) if str(p.pk) == pk), None)
    ny = None if plats is None else plats + (1 if at == "ned" else -1)
    if ny is not None and 0 <= ny < len(rader):
        rader[plats], rader[ny] = rader[ny], rader[plats]
    return rader


def numrera(rader):
    """The lines in this order: their places, and the numbers of the ärenden, follow it."""
    nummer = 0
    for ordning, punkt in enumerate(rader, 1):
        ar_arende = punkt.sort == Dagordningspunkt.Sort.ARENDE
        nummer += ar_arende
        nytt = (ordning, str(nummer) if ar_arende else "")
        if (punkt.ordning, punkt.nummer) != nytt:
            punkt.ordning, punkt.nummer = nytt
            punkt.save(update_fields=["ordning", "nummer"])


@transaction.atomic
def ta_upp(tillfalle, vad, *, by):
    """An earlier ärende, or a post of the balanslista, is put last on the agenda; `vad` is "arende:pk" or "balanspost:pk".

    ValidationError when it is not among what is left: it is on the agenda already, say.
    """
    krav_oppet_for(tillfalle)
    arende, balanspost = motesgang.kvar(tillfalle, vad)
    if not (arende or balanspost):
        raise ValidationError("Ärendet är inte längre kvar att ta upp. Det står kanske redan på dagordningen.")
    rader = list(tillfalle.dagordning.all())
    punkt = Dagordningspunkt(tillfalle=tillfalle, ordning=len(rader) + 1)
    if arende:
        punkt.titel, punkt.foredragande, punkt.dnr, punkt.underpunkter = arende.titel, arende.foredragande, arende.dnr, arende.underpunkter
    else:
        punkt.titel, punkt.foredragande = f"Uppföljning: {balanspost.vad}"[:300], balanspost.vem
    punkt.save()
    Upptagning.objects.create(punkt=punkt, arende=arende, balanspost=balanspost)
    numrera([*rader, punkt])
    log(tillfalle, "tog upp ärende igen", by=by, arende=punkt.titel)
    return punkt


@transaction.atomic
def lagg_till_handling(form, *, by):
    """A paper as it was sent, with its fingerprint. The same file twice in a meeting is told."""
    row, fil = form.instance, form.cleaned_data["fil"]
    krav_oppet_for(row.tillfalle)
    data = fil.read()
    row.sha256, row.storlek, row.innehall = hashlib.sha256(data).hexdigest(), len(data), data
    row.filnamn, row.av = form.filnamn, by
    if finns := row.tillfalle.handlingar.filter(sha256=row.sha256, punkt=row.punkt).defer("innehall").first():
        raise ValidationError({"fil": f"Filen finns redan bland handlingarna: {finns}."})
    row.save()
    log(row.tillfalle, "lade till handling", by=by, handling=str(row), sha256=row.sha256)
    return row


@transaction.atomic
def ta_bort_handling(row, *, by):
    krav_oppet_for(row.tillfalle)
    log(row.tillfalle, "tog bort handling", by=by, handling=str(row), sha256=row.sha256)
    row.delete()


# --- the kallelse -------------------------------------------------------------------------------------------------


@transaction.atomic
def skicka_kallelse(tillfalle, valda, *, by, aktuell=None):
    """Send the kallelse as it stands to those chosen, in letters that go once this is committed.

    What has changed since the last one is told, and makes it a changed one. When nothing has, it goes to those alone who have not got
    it; ValidationError when that is nobody. Of two who press at once the second finds that it is sent.
    """
    krav_oppet_for(tillfalle)
    row = Tillfalle.objects.select_for_update(of=("self",)).get(pk=tillfalle.pk)
    if row.status != Tillfalle.Status.PLANERAT:
        raise ValidationError("Till ett möte som har hållits eller ställts in skickas ingen kallelse.")
    if aktuell:
        aktuell()
    kallelse = _kallelsen(row, by=by)
    _sand(kallelse, valda)
    log(row, "skickade kallelse", by=by, nummer=kallelse.nummer, antal=len(valda))
    return kallelse


def _kallelsen(row, *, by):
    """The last one when nothing has changed since, else a new one."""
    nu = motesutskrift.samla(row)
    if not nu.punkter:
        raise ValidationError("Dagordningen är tom. Skriv den innan du kallar.")
    senaste = row.kallelser.last()
    if senaste is None:
        return _ny(row, Sort.KALLELSE, nu, [], by)
    andringar = kallelsen.andringar(motesutskrift.ur_text(senaste.innehall), nu)
    return _ny(row, Sort.ANDRAD, nu, andringar, by) if andringar else senaste


def _ny(row, sort, nu, andringar, by):
    nummer = (row.kallelser.last().nummer if row.kallelser.exists() else 0) + 1
    return Kallelse.objects.create(tillfalle=row, nummer=nummer, sort=sort, innehall=motesutskrift.som_text(nu), andringar=andringar, av=by)


def _sand(kallelse, valda):
    """A row for each of those chosen who have not got it; their letters go when all of this is saved."""
    finns = {m.epost.lower(): m for m in kallelse.mottagare.all()}
    nya = [v for v in valda if v.epost.lower() not in finns or finns[v.epost.lower()].gick_inte]
    if not nya:
        raise ValidationError(OFORANDRAD)
    rader = [
        finns.get(v.epost.lower()) or Kallelsemottagare(kallelse=kallelse, organisation=v.organisation, namn=v.namn, epost=v.epost)
        for v in nya
    ]
    for rad in rader:
        rad.fel, rad.forsokt = Kallelsemottagare.OSKICKAT, timezone.now()
        rad.save()
    efterat(_skicka_breven, kallelse, rader)


def _skicka_breven(kallelse, rader):
    """The letters, one by one; how each went stands in its row."""
    mote, installt = kallelse.tillfalle, kallelse.sort == Sort.INSTALLT
    innehall = motesutskrift.ur_text(kallelse.innehall)
    amne = (
        f"Inställt: {innehall.organ} {innehall.nar}" if installt else f"{kallelse.get_sort_display()} till {innehall.organ} {innehall.nar}"
    )
    pdf = None if installt else motesutskrift.kallelse_pdf(
        innehall, skickad=kallelse.skickad, sort=kallelse.get_sort_display(), andringar=kallelse.andringar
    )  # fmt: skip
    adress = webbadress(mote.get_absolute_url() + "dagordning/")
    for rad in rader:
        fel = emails.kallelse(rad, mote, innehall, amne=amne, andringar=kallelse.andringar, installt=installt, adress=adress, pdf=pdf)
        Kallelsemottagare.objects.filter(pk=rad.pk).update(fel=fel)


def beratta_installt(row, *, by):
    """Whoever has been called is told that the meeting is cancelled; nothing when nobody was."""
    senaste = row.kallelser.last()
    if senaste is None or senaste.sort == Sort.INSTALLT:
        return
    rader = Kallelsemottagare.objects.filter(kallelse__tillfalle=row).exclude(epost="").select_related("organisation").order_by("pk")
    kallade = {rad.epost.lower(): Mottagare(rad.epost, rad.namn, rad.organisation) for rad in rader}
    if not kallade:
        return
    kallelse = _ny(row, Sort.INSTALLT, motesutskrift.ur_text(senaste.innehall), [], by)
    _sand(kallelse, list(kallade.values()))
    log(row, "berättade att mötet är inställt", by=by, till=svenska.lista_text(sorted(m.namn or m.epost for m in kallade.values())))
