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
    medlemmar = list(Organisation.objects.filter(pk__in=arena.medlemmar.galler(tillfalle.fran).values("organisation")))
    return medlemmar or list(Organisation.objects.filter(pk__in=tillfalle.avtal.parter.galler(tillfalle.fran).values("organisation")))


def mottagare(tillfalle, organisationer):
    """Everybody who can be called, each address once: the chair, contact persons, mailboxes, and others with a role there."""
    ut = {}
    for m in (*_ordforande(tillfalle), *_hos(organisationer, tillfalle.avtal_id)):
        ut.setdefault(m.epost.lower(), m)
    return list(ut.values())


def utan_mottagare(organisationer, mottagarna):
    """The organisations nobody can write to."""
    nadda = {m.organisation for m in mottagarna}
    return [org for org in organisationer if org not in nadda]


def _ordforande(tillfalle):
    for rad in tillfalle.arena.ordforande.galler().select_related("user"):
        epost = rad.user.email if rad.user_id and rad.user.is_active else rad.epost
        if epost:
            yield Mottagare(epost, str(rad), None, "arenans ordförande")


def _hos(organisationer, avtal_id):
    """Of one organisation after another, in two questions however many they are."""
    kontakter = Kontaktperson.objects.i_tjanst().filter(part__avtal=avtal_id, part__organisation__in=organisationer, user__is_active=True)
    roller = Rolltilldelning.objects.galler().filter(organisation__in=organisationer, user__is_active=True).select_related("user")
    kontakter, roller = list(kontakter.select_related("user", "part")), list(roller)
    for org in organisationer:
        forst = [Mottagare(k.user.email, str(k.user), org, "kontaktperson") for k in kontakter if k.part.organisation_id == org.pk]
        if org.funktionsbrevlada:
            forst.append(Mottagare(org.funktionsbrevlada, str(org), org, "funktionsbrevlåda"))
        yield from forst
        # Where there is neither, everybody with a role there is called.
        hos = [r for r in roller if r.organisation_id == org.pk]
        yield from (Mottagare(r.user.email, str(r.user), org, r.get_roll_display().lower(), not forst) for r in hos)
