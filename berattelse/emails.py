"""Letters about the review of sections, and with an edition. Each is sent when the act is committed, to those whose turn it is."""

from django.db.models import Q
from django.urls import reverse

from berattelse.models import filnamn
from samverkan import svenska
from samverkan.brev import brev, skicka, webbadress
from samverkan.models import Roll, Rolltilldelning, User
from uppdrag.kontakt import avsandare
from uppdrag.kontobrev import avsandare_for
from uppdrag.models import Kontaktperson


def avsnitt_klart(avsnitt, *, by, url):
    """To the processledare of the agreement: a section waits for review."""
    organisationer = avsnitt.verksamhetsar.avtal.part_ids
    till = (
        Rolltilldelning.objects.galler()
        .filter(roll=Roll.PROCESSLEDARE, organisation__in=organisationer, user__is_active=True)
        .exclude(user=by)
        .order_by("user__email")
        .values_list("user__email", flat=True)
        .distinct()
    )
    _send("klart", f"Att granska: {avsnitt} {avsnitt.verksamhetsar}", till, avsnitt=avsnitt, by=by, url=url)


def avsnitt_ater(avsnitt, *, by, skal, url):
    """To the samordnare: the section came back, and why."""
    _send("ater", f"Åter: {avsnitt} {avsnitt.verksamhetsar}", _samordnare(avsnitt, by), avsnitt=avsnitt, by=by, skal=skal, url=url)


def avsnitt_godkant(avsnitt, *, by, url):
    """To the samordnare: the section is approved."""
    _send("godkant", f"Godkänt: {avsnitt} {avsnitt.verksamhetsar}", _samordnare(avsnitt, by), avsnitt=avsnitt, by=by, url=url)


def avsnitten_godkanda(avsnitten, *, by):
    """To each samordnare one letter: which of her sections are approved."""
    hennes = {}
    for avsnitt in avsnitten:
        for adress in _samordnare(avsnitt, by):
            hennes.setdefault(adress, []).append((avsnitt, webbadress(avsnitt.get_absolute_url())))
    for adress, rader in sorted(hennes.items()):
        forst = rader[0][0]
        vad = forst if len(rader) == 1 else svenska.numerus(len(rader), "ett avsnitt", "avsnitt")
        _send("godkanda", f"Godkänt: {vad} {forst.verksamhetsar}", [adress], avsnitt=forst, rader=rader, by=by)


def avsnitt_rattat(avsnitt, *, by):
    """To the samordnare: something was mended in what she handed in, and it stands as it stood."""
    url = webbadress(avsnitt.get_absolute_url())
    _send("rattat", f"Rättat: {avsnitt} {avsnitt.verksamhetsar}", _samordnare(avsnitt, by), avsnitt=avsnitt, by=by, url=url)


def _samordnare(avsnitt, by):
    """Those who coordinate the uppdrag, and whoever handed the section in; not the one who does the act."""
    till = User.objects.filter(pk__in=avsnitt.statusbyten.filter(till="klar").values("av"))
    if avsnitt.uppdrag_id:
        till |= User.objects.filter(pk__in=avsnitt.uppdrag.samordnare.galler().values("user"))
    return till.filter(is_active=True).exclude(pk=by.pk).values_list("email", flat=True)


def utgava_sand(sandning, url):
    """To a party's contact or mailbox: the edition, with its file and a link of its own. Why it was not taken, or ""."""
    utgava = sandning.utgava
    kommunfil = utgava.filer.filter(kommun=sandning.organisation).exists()
    context = {"sandning": sandning, "utgava": utgava, "url": url, "kommunfil": kommunfil}
    fil = (filnamn(utgava, "pdf", tillagg="signerad"), bytes(utgava.signatur.innehall), "application/pdf")
    fran, varfor = avsandare(utgava.verksamhetsar.avtal), f"{sandning.organisation} är part i avtalet"
    mall, sida = "berattelse/mejl/utgava.txt", utgava.get_absolute_url()
    return skicka(brev(sandning.epost, f"{utgava}", mall, context, avsandare=fran, varfor=varfor, bilagor=[fil], sida=sida))


def overlamnat(overlamning, till, kvitto):
    """To whoever has received an uppdrag's history: the receipt as PDF, and how to see that it is of what she has."""
    uppdrag = overlamning.uppdrag
    fran, varfor = avsandare(uppdrag.avtal), f"du står som mottagare hos {overlamning.organisation}"
    fil = (f"kvitto-{overlamning.datum}.pdf", kvitto, "application/pdf")
    context, amne = {"o": overlamning, "uppdrag": uppdrag}, f"Kvitto: uppdraget {uppdrag} är överlämnat"
    sida, mall = overlamning.get_absolute_url(), "berattelse/mejl/overlamnat.txt"
    return skicka(brev(till, amne, mall, context, avsandare=fran, varfor=varfor, bilagor=[fil], sida=sida))


def ny_datanyckel(nyckel):
    """To those who answer for the organisation's agreements, else its mailbox; not to her who made the key."""
    roller = Rolltilldelning.objects.galler().filter(organisation=nyckel.organisation_id, roll__in=[Roll.KOMMUNCHEF, Roll.PROCESSLEDARE])
    kontakter = Kontaktperson.objects.i_tjanst().filter(part__organisation=nyckel.organisation_id)
    berors = User.objects.filter(Q(pk__in=roller.values("user")) | Q(pk__in=kontakter.values("user")), is_active=True)
    till = [person.email for person in berors.order_by("email") if person != nyckel.av]
    if not berors.exists() and nyckel.organisation.funktionsbrevlada:
        till = [nyckel.organisation.funktionsbrevlada]
    context = {"nyckel": nyckel, "url": webbadress(reverse("data:nyckel_list"))}
    fran, varfor, sida = avsandare_for(nyckel.av), f"du svarar för avtalen hos {nyckel.organisation}", reverse("data:nyckel_list")
    for adress in till:
        amne = f"Ny datanyckel för {nyckel.organisation}"
        skicka(brev(adress, amne, "berattelse/mejl/ny_datanyckel.txt", context, avsandare=fran, varfor=varfor, sida=sida))


def dagsbrev(till, rader):
    """To one address: all the steps it is reminded of today. Why it was not taken, or "". A kommun's letter counts nothing."""
    avtal = rader[0].year.avtal
    sena, nu = [s for s in rader if s.dagar < 0], [s for s in rader if s.dagar >= 0]
    context = {
        "sena": sena, "nu": nu, "start": webbadress(reverse("start")), "valet": webbadress(reverse("berattelse:paminnelser")),
        "har_konto": User.objects.filter(email__iexact=till, is_active=True).exists(),
    }  # fmt: skip
    forst = (sena + nu)[0]
    amne = f"{'Sent' if sena else 'Påminnelse'}: {forst} {forst.year}" + (f" och {len(rader) - 1} till" if len(rader) > 1 else "")
    varfor = "stegen i året är dina, eller ingen annan är utsedd till dem"
    fran, hinder = avsandare(avtal), "Nästa påminnelse säger vad som gäller då."
    return skicka(brev(till, amne, "berattelse/mejl/dagsbrev.txt", context, avsandare=fran, varfor=varfor, hinder=hinder))


def _send(name, subject, till, **context):
    fran, varfor = avsandare(context["avsnitt"].verksamhetsar.avtal), "du skriver eller granskar avsnittet"
    for adress in till:
        skicka(brev(adress, subject, f"berattelse/mejl/{name}.txt", context, avsandare=fran, varfor=varfor))


def antal_sanda(antal):
    """How many letters have gone, as a sentence."""
    return svenska.stor_bokstav(f"{svenska.numerus(antal, 'ett brev är sänt', 'brev är sända')}.")
