"""Who is called to a meeting: the people and mailboxes of the organisations that sit in its arena, and those nobody can write to"""

from dataclasses import dataclass

from samverkan.models import Organisation, Rolltilldelning
from uppdrag.models import Kontaktperson


@dataclass(frozen=True)
class Mottagare:
    """Somebody a kallelse can be sent to; `forvald` when she is to be called unless whoever sends it says otherwise."""

    epost: str
    namn: str
    organisation: object = None
    varfor: str = ""
    forvald: bool = True


def kallade(tillfalle):
    """The organisations that are called: the members of the arena that day, or the parties of the agreement where it names none."""
    arena = tillfalle.arena
    medlemmar = Organisation.objects.filter(pk__in=arena.medlemmar.galler(tillfalle.fran).values("organisation"))
    if medlemmar.exists():
        return list(medlemmar)
    return list(Organisation.objects.filter(pk__in=tillfalle.avtal.parter.galler(tillfalle.fran).values("organisation")))


def mottagare(tillfalle):
    """Everybody who can be called, each address once: the chair, contact persons, mailboxes, and others with a role there."""
    ut = {}
    organisationer = kallade(tillfalle)
    for m in (*_ordforande(tillfalle), *(m for org in organisationer for m in _hos(org, tillfalle.avtal_id))):
        ut.setdefault(m.epost.lower(), m)
    return list(ut.values())


def utan_mottagare(tillfalle):
    """The organisations nobody can write to."""
    nadda = {m.organisation for m in mottagare(tillfalle)}
    return [org for org in kallade(tillfalle) if org not in nadda]


def _ordforande(tillfalle):
    for rad in tillfalle.arena.ordforande.galler().select_related("user"):
        epost = rad.user.email if rad.user_id and rad.user.is_active else rad.epost
        if epost:
            yield Mottagare(epost, str(rad), None, "arenans ordförande")


def _hos(org, avtal_id):
    kontakter = Kontaktperson.objects.i_tjanst().filter(part__avtal=avtal_id, part__organisation=org, user__is_active=True)
    forst = [Mottagare(k.user.email, str(k.user), org, "kontaktperson") for k in kontakter.select_related("user")]
    if org.funktionsbrevlada:
        forst.append(Mottagare(org.funktionsbrevlada, str(org), org, "funktionsbrevlåda"))
    roller = Rolltilldelning.objects.galler().filter(organisation=org, user__is_active=True).select_related("user")
    # Where there is neither, everybody with a role there is called.
    return [*forst, *(Mottagare(r.user.email, str(r.user), org, r.get_roll_display().lower(), not forst) for r in roller)]
