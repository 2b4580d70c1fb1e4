"""The acts on sections and on what stands under them. All refuse when the year is closed; all leave a trace."""

import secrets
import time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from berattelse import emails
from berattelse.avsnitt import siffror
from berattelse.granskning.lage import andrade
from berattelse.granskning.oversikt import med_godkannandet
from berattelse.innehall.lydelse import lydelse, marke
from berattelse.innehall.sektioner import Underlag, sektion
from berattelse.models import Aktivitet, Avsnitt, Projekt, Resultat, Statusbyte
from samverkan import svenska
from samverkan.door import log, namn_i_loggen
from samverkan.inaktuell import Inaktuell
from samverkan.skrivet.kladd import behall
from uppdrag.actions.lock import krav_oppet
from uppdrag.models import Verksamhetsar

Status = Avsnitt.Status
_FULLT = "{} har redan {} rader, och fler får inte plats: {}. Ta bort en av dem därifrån först."
AKT = {Status.KLAR: "lämnade för granskning", Status.ATER: "skickade åter", Status.GODKAND: "godkände"}


@transaction.atomic
def skapa_avsnitt(year, *, by):
    """The sections the year lacks: the lead, one for each heading, placed uppdrag and other agreement. Returns how many were made."""
    krav_oppet(year)
    uppdrag = {p.uppdrag for rubrik in year.rubriker.prefetch_related("placeringar__uppdrag") for p in rubrik.placeringar.all()}
    wanted = [
        {"sort": Avsnitt.Sort.INLEDNING},
        *({"sort": Avsnitt.Sort.OMRADE, "rubrik": rubrik} for rubrik in year.rubriker.all()),
        *({"sort": Avsnitt.Sort.UPPDRAG, "uppdrag": u} for u in sorted(uppdrag, key=lambda u: u.ordning)),
        *({"sort": Avsnitt.Sort.ANNAT_AVTAL, "annat_avtal": avtal} for avtal in year.avtal.andra_avtal.all()),
    ]
    made = sum(Avsnitt.objects.get_or_create(verksamhetsar=year, **fields)[1] for fields in wanted)
    if made:
        log(year, "skapade avsnitt", by=by, text=f"Avsnitt för {year}", antal=made)
    return made


def _krav_skrivbart(avsnitt, rattas_av=None):
    """The section read again and locked; ValidationError when it is not to be written in now. Whoever reviews it may mend what is klar."""
    krav_oppet(avsnitt.verksamhetsar)
    now = Avsnitt.objects.select_for_update().get(pk=avsnitt.pk)
    if now.status in {Status.KLAR, Status.GODKAND} and not (rattas_av and now.can_be_rattad_by(rattas_av)):
        ord_ = now.get_status_display().lower()
        raise ValidationError(f"Avsnittet är {ord_} och kan inte ändras nu. Be processledaren skicka det åter. Det du skrev är kvar här.")
    return now


@transaction.atomic
def spara(avsnitt, texter, *, version, by, bekraftade=(), hamtade=()):
    """Save the parts in `texter` {part: clean HTML}. Inaktuell when `version` is not the latest; ValidationError when closed.

    A part carried over from last year (`hamtade`) is marked, until its text is changed or it is confirmed to hold.
    What is mended while the section is klar leaves it klar, and is told of.
    """
    now = _krav_skrivbart(avsnitt, rattas_av=by)
    if now.version != version:
        raise Inaktuell
    touched = {part for part, text in texter.items() if not siffror.samma_ord(getattr(now, part), text)} | set(bekraftade)
    for part, text in texter.items():
        setattr(now, part, text)
    now.fran_foregaende = [*(part for part in now.fran_foregaende if part not in touched), *hamtade]
    forst = now.status == Status.KLAR and not now.rattningar().exists()  # she was told where to look the first time
    now.version += 1
    was, now.status = now.status, Status.UTKAST if now.status == Status.EJ_PABORJAD else now.status
    now._history_user = by
    now.save(update_fields=[*texter, "fran_foregaende", "version", "status"])
    if was != now.status:
        Statusbyte.objects.create(avsnitt=now, fran=was, till=now.status, av=by, version=now.version)
    if forst:
        transaction.on_commit(lambda: emails.avsnitt_rattat(now, by=by), robust=True)
    log(now, "rättade" if now.status == Status.KLAR else "sparade", by=by, text=f"Avsnitt {now}", version=now.version)
    return now


@transaction.atomic
def _move(avsnitt, to, *, by, skal="", version=None, ord_=None):
    """One conditional UPDATE: of two who press at once exactly one succeeds, and only on the text she has read (`version`)."""
    krav_oppet(avsnitt.verksamhetsar)
    fran = avsnitt.status
    allowed = to in Avsnitt.STEPS[fran] and (avsnitt.lamnas_tomt or (fran, to) != (Status.EJ_PABORJAD, Status.GODKAND))
    last = {} if version is None else {"version": version}
    if not allowed or not Avsnitt.objects.filter(pk=avsnitt.pk, status=fran, **last).update(status=to):
        raise ValidationError("Avsnittet har redan bytt status eller fått ny text. Läs om sidan och se efter.")
    sparad = Avsnitt.objects.select_related("uppdrag", "rubrik", "annat_avtal").get(pk=avsnitt.pk)
    sagt = ord_(sparad) if ord_ else ""
    Statusbyte.objects.create(avsnitt=avsnitt, fran=fran, till=to, av=by, skal=skal, version=sparad.version, lydelse=sagt)
    avsnitt.status = to
    log(avsnitt, AKT[to] if fran != to else f"{AKT[to]} på nytt", by=by, text=f"Avsnitt {avsnitt}", skal=skal)


@transaction.atomic
def klar(avsnitt, *, by, version=None, url=""):
    """utkast or åter → klar: the processledare is told. `version` is the text that was read, when that is known."""
    if avsnitt.fran_foregaende:
        delar = ", ".join(avsnitt._meta.get_field(part).verbose_name for part in avsnitt.fran_foregaende)
        raise ValidationError(f"Hämtat från föregående år och ännu inte ändrat eller bekräftat: {delar}. Gå igenom det först.")
    _move(avsnitt, Status.KLAR, by=by, version=version)
    transaction.on_commit(lambda: emails.avsnitt_klart(avsnitt, by=by, url=url), robust=True)


@transaction.atomic
def godkann(avsnitt, *, by, version=None, sett=None, url=""):
    """klar → godkänd: the samordnare is told. One that has changed since it was approved is approved anew.

    `version` is the text that was read and `sett` the mark of all the words that were shown (innehall.lydelse), when those are known.
    """
    forut = avsnitt.status
    _godkann(avsnitt, Underlag(avsnitt.verksamhetsar), by=by, version=version, sett=sett)
    if forut != Status.GODKAND:
        transaction.on_commit(lambda: emails.avsnitt_godkant(avsnitt, by=by, url=url), robust=True)


def _godkann(avsnitt, underlag, *, by, version, sett=None):
    """What it says is kept: the rows it is read from may change afterwards."""
    forut = avsnitt.status

    def ord_(sparad):
        sagt = lydelse(sektion(sparad, underlag))
        if sett not in {None, marke(sagt)}:
            raise ValidationError("Avsnittet säger något annat nu än när sidan visades. Läs om sidan och se efter.")
        if forut == Status.GODKAND and sparad.statusbyten.filter(till=Status.GODKAND).last().lydelse == sagt:
            raise ValidationError("Avsnittet är redan godkänt så som det är nu.")
        return sagt

    _move(avsnitt, Status.GODKAND, by=by, version=version, ord_=ord_)


@transaction.atomic
def godkann_valda(valda, *, by):
    """Approve many, [(section, the version that was read)]: those that have changed meanwhile are left. Returns (approved, left)."""
    godkanda, kvar, nya = [], [], []
    underlag = {year.pk: Underlag(year) for year in {avsnitt.verksamhetsar for avsnitt, _ in valda}}
    for avsnitt, version in sorted(valda, key=lambda val: val[0].pk):
        forut = avsnitt.status
        try:
            _godkann(avsnitt, underlag[avsnitt.verksamhetsar_id], by=by, version=version)
            godkanda.append(avsnitt)
            nya += [avsnitt] if forut != Status.GODKAND else []
        except ValidationError:
            kvar.append(avsnitt)
    transaction.on_commit(lambda: emails.avsnitten_godkanda(nya, by=by), robust=True)
    return godkanda, kvar


@transaction.atomic
def se_efter_godkanda():
    """Note the day an approved section of an open year is first seen to say something else than then; what says it again loses its note.

    Returns those newly seen.
    """
    nya = []
    for year in Verksamhetsar.objects.filter(status=Verksamhetsar.Status.OPPET).select_related("avtal"):
        godkanda = list(med_godkannandet(year.avsnitt.select_related("uppdrag", "rubrik", "annat_avtal")))
        nu = {a.pk for a in andrade(godkanda, Underlag(year))}
        for a in godkanda:
            if (a.pk in nu) != bool(a.sett_andrat):
                Statusbyte.objects.filter(pk=a.godkannandet).update(sett_andrat=timezone.localdate() if a.pk in nu else None)
                nya += [a] if a.pk in nu else []
    return nya


@transaction.atomic
def ater(avsnitt, *, by, skal, url=""):
    """klar or godkänd → åter, with the reason the samordnare needs."""
    if not skal.strip():
        raise ValidationError("Skriv varför avsnittet går åter, så att den som ska ändra vet vad som behövs.")
    _move(avsnitt, Status.ATER, by=by, skal=skal)
    transaction.on_commit(lambda: emails.avsnitt_ater(avsnitt, by=by, skal=skal, url=url), robust=True)


@transaction.atomic
def hamta_foregaende(avsnitt, *, by):
    """Fill the empty parts with last year's text, each marked until it is changed or confirmed. Returns how many parts."""
    now = _krav_skrivbart(avsnitt)
    forra_year = now.verksamhetsar.foregaende
    forra = now.i_year(forra_year) if forra_year else None
    parts = [part for part in now.delar if forra and getattr(forra, part) and not getattr(now, part)]
    if not parts:
        raise ValidationError("Det finns ingen text från föregående år att hämta till de delar som är tomma.")
    texter = {part: getattr(forra, part) for part in parts}
    spara(now, texter, version=now.version, by=by, hamtade=parts)
    return len(parts)


def bekrafta(avsnitt, part, *, by):
    """Last year's text of one part still holds: it loses its mark."""
    return spara(avsnitt, {}, version=avsnitt.version, by=by, bekraftade=[part])


@transaction.atomic
def ta_tillbaka(avsnitt, historisk, *, by, version=None):
    """Make an earlier version the current text, as a new version; nothing of the history is lost.

    Inaktuell when the text it replaces is not the one that was current when the page was opened (`version`).
    """
    texter = {part: getattr(historisk, part) for part in avsnitt.delar}
    return spara(avsnitt, texter, version=avsnitt.version if version is None else version, by=by)


@transaction.atomic
def ta_in_som_kladd(avsnitt, form, bas, plats, *, by):
    """What was chosen of a Word file becomes her draft of the page where the section is written (`plats`). Nothing is saved in the section.

    `bas` is the section as it was when the file was made: what others have saved since is brought together with the draft when she
    takes it up. Returns how many parts; ValidationError when none says anything else than `bas`.
    """
    texter = form.texter({part: getattr(bas, part) for part in avsnitt.delar})
    nya = {part: text for part, text in texter.items() if text != getattr(bas, part)}
    if not nya:
        raise ValidationError("Ingen ändrad text är vald att ta in.")
    nr = int(time.time() * 1000)
    falt = [
        {"namn": p, "etikett": avsnitt._meta.get_field(p).verbose_name, "text": t, "bas": getattr(bas, p), "nr": nr} for p, t in nya.items()
    ]
    behall(by, plats, f"Skriv: {avsnitt} {avsnitt.verksamhetsar}", f"{secrets.token_hex(12)}.0", falt)
    log(avsnitt, "läste in från Word", by=by, text=f"Avsnitt {avsnitt}", delar=list(nya))
    return len(nya)


@transaction.atomic
def spara_rad(form, avsnitt, *, by):
    """Save an activity, a result or a project under a section that may be written in."""
    _krav_skrivbart(avsnitt)
    _krav_plats_i_korthet(form.instance)
    form.instance._history_user = by
    new = form.instance._state.adding
    rad = form.save()
    log(rad, "lade till" if new else "ändrade", by=by, text=f"{avsnitt}: {namn_i_loggen(rad)}")
    return rad


def _krav_plats_i_korthet(rad):
    """ValidationError, with the rows that stand there, when the first spread has no room for one more of its kind."""
    val = getattr(rad, "i_korthet", "")
    if not val:
        return
    valda = [vald for model in (Aktivitet, Resultat) for vald in model.objects.filter(verksamhetsar=rad.verksamhetsar_id, i_korthet=val)]
    andra = [vald for vald in valda if (type(vald), vald.pk) != (type(rad), rad.pk)]
    if len(andra) >= rad.MEST_I_KORTHET:
        namn = "; ".join(f"{vald} ({vald.uppdrag or vald.annat_avtal})" for vald in andra)
        raise ValidationError({"i_korthet": _FULLT.format(rad.Korthet(val).label, svenska.talord(rad.MEST_I_KORTHET), namn)})


@transaction.atomic
def klistra_in(form, avsnitt, finns, *, by):
    """Save the ticked rows of a pasted list last among those there are (`finns`): all or none, one line in the log. Returns how many.

    Inaktuell when other rows are there now than when the page was shown.
    """
    _krav_skrivbart(avsnitt)
    nu = list(finns.all())
    form.krav_aktuell(nu)
    nya = [rad.som_rad() for rad in form.valda]
    for rad in nya:
        _sist(rad, nu)
        rad._history_user = by
        rad.save()
        nu.append(rad)
    log(avsnitt, "klistrade in", by=by, text=f"{avsnitt}: {len(nya)} {nya[0]._meta.verbose_name_plural}", antal=len(nya))
    return len(nya)


def _sist(rad, nu):
    """Last among the rows; a project last in its column, and a new column last of all."""
    syskon = nu
    if isinstance(rad, Projekt):
        syskon = [p for p in nu if p.kolumn == rad.kolumn]
        rad.kolumnordning = syskon[0].kolumnordning if syskon else max((p.kolumnordning for p in nu), default=0) + 1
    rad.ordning = max((p.ordning for p in syskon), default=0) + 1


@transaction.atomic
def flytta_rad(rad, rader, avsnitt, steg, *, by):
    """Move a row one step up (−1) or down (+1) among `rader`, all rows it is printed with; the ends stay where they are."""
    _krav_skrivbart(avsnitt)
    ordnade = list(rader)
    plats = ordnade.index(rad)
    ordnade.insert(max(plats + steg, 0), ordnade.pop(plats))
    for ordning, other in enumerate(ordnade, 1):
        if other.ordning != ordning:
            other.ordning = ordning
            other.save(update_fields=["ordning"])
    log(rad, "flyttade", by=by, text=f"{avsnitt}: {namn_i_loggen(rad)}")


@transaction.atomic
def flytta_kolumn(avsnitt, kolumn, steg, *, by):
    """Move a column of the project table one step left (−1) or right (+1). ValidationError when there is no such column."""
    _krav_skrivbart(avsnitt)
    projekt = Projekt.objects.filter(verksamhetsar=avsnitt.verksamhetsar_id, uppdrag=avsnitt.uppdrag_id)
    kolumner = list(dict.fromkeys(projekt.values_list("kolumn", flat=True)))
    if kolumn not in kolumner:
        raise ValidationError("Kolumnen finns inte längre.")
    plats = kolumner.index(kolumn)
    kolumner.insert(max(plats + steg, 0), kolumner.pop(plats))
    for ordning, namn in enumerate(kolumner, 1):
        projekt.filter(kolumn=namn).update(kolumnordning=ordning)
    log(avsnitt, "flyttade kolumn", by=by, text=f"Projekttabell {avsnitt}: {kolumn}")


@transaction.atomic
def ta_bort_rad(rad, avsnitt, *, by):
    """Remove a row that should not have been there; its text stays in its history."""
    _krav_skrivbart(avsnitt)
    log(rad, "tog bort", by=by, text=f"{avsnitt}: {namn_i_loggen(rad)}")
    rad.delete()
