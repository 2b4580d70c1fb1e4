"""Letters about the review of sections. Each is sent when the act is committed, to those whose turn it is."""

from django.core.mail import send_mail
from django.template.loader import render_to_string

from samverkan.models import Roll, Rolltilldelning


def avsnitt_klart(avsnitt, *, by, url):
    """To the processledare of the agreement: a section waits for review."""
    organisationer = avsnitt.verksamhetsar.avtal.part_ids
    till = (
        Rolltilldelning.objects.galler()
        .filter(roll=Roll.PROCESSLEDARE, organisation__in=organisationer, user__is_active=True)
        .exclude(user=by)
        .values_list("user__email", flat=True)
        .distinct()
    )
    _send("klart", f"Att granska: {avsnitt} {avsnitt.verksamhetsar}", till, avsnitt=avsnitt, by=by, url=url)


def avsnitt_ater(avsnitt, *, by, skal, url):
    """To the samordnare: the section came back, and why."""
    _send("ater", f"Åter: {avsnitt} {avsnitt.verksamhetsar}", _samordnare(avsnitt), avsnitt=avsnitt, by=by, skal=skal, url=url)


def avsnitt_godkant(avsnitt, *, by, url):
    """To the samordnare: the section is approved."""
    _send("godkant", f"Godkänt: {avsnitt} {avsnitt.verksamhetsar}", _samordnare(avsnitt), avsnitt=avsnitt, by=by, url=url)


def _samordnare(avsnitt):
    if not avsnitt.uppdrag_id:
        return []
    return avsnitt.uppdrag.samordnare.galler().filter(user__is_active=True).values_list("user__email", flat=True)


def _send(name, subject, till, **context):
    for adress in till:
        send_mail(subject, render_to_string(f"berattelse/mejl/{name}.txt", context), None, [adress])
