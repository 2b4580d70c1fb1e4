"""Whose mandate lasts: which addresses answer for a body or a kommun today, and which have done so. What ends, ends its links."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import timezone

from enkat.models import Inbjudan
from samverkan.models import Roll, Rolltilldelning, User
from samverkan.svenska import lista_text
from uppdrag.models import Kontaktperson, Ordforande, Part

REGIONENS = "Svaren är anonyma, och då kan inte en av regionens egna vara mottagare. Välj en annan för {vilka}."
UPPHORT = "{adress} svarar inte längre för {vem} enligt registret, så länken skulle inte öppna något. Välj en annan mottagare."


@dataclass
class Mandat:
    """Addresses, in lower case."""

    nu: set = field(default_factory=set)  # answer, or soon will: chair, kommunchef, contact person with a role there, the kommun's mailbox
    forr: set = field(default_factory=set)  # have answered, and may still work there
    lamnat: set = field(default_factory=set)  # have left it altogether
    fragas: bool = True  # a kommun that was party some day of the year


def mandat(deltagare):
    """{respondent's id: Mandat} of respondents of one round, in a fixed number of queries."""
    rader = list(deltagare)
    found = {d.pk: Mandat() for d in rader}
    _organens({d.arena_id: found[d.pk] for d in rader if d.arena_id})
    kommuner = {d.organisation_id: found[d.pk] for d in rader if d.organisation_id}
    if kommuner:
        year = rader[0].omgang.verksamhetsar
        _kommunernas(kommuner, year.avtal_id)
        parter = set(Part.objects.under(year).filter(avtal=year.avtal_id).values_list("organisation", flat=True))
        for d in rader:
            if d.organisation_id:
                found[d.pk].nu.add(d.organisation.funktionsbrevlada.lower())
                found[d.pk].fragas = d.organisation_id in parter
    return found


def _galler(rad):
    idag = timezone.localdate()
    return rad.fran <= idag and (rad.till is None or rad.till >= idag)


def _har_slutat(rad):
    return rad.till is not None and rad.till < timezone.localdate()


def _organens(arenor):
    for rad in Ordforande.objects.filter(arena__in=arenor).select_related("user"):
        m, adress = arenor[rad.arena_id], (rad.user.email if rad.user_id else rad.epost).lower()
        if _har_slutat(rad) or (rad.user_id and not rad.user.is_active):
            m.lamnat.add(adress)
        else:
            m.nu.add(adress)


def _kommunernas(kommuner, avtal):
    roller = list(Rolltilldelning.objects.filter(organisation__in=kommuner).select_related("user"))
    i_tjanst = {(rad.organisation_id, rad.user_id) for rad in roller if _galler(rad) and rad.user.is_active}
    for rad in roller:
        m, adress = kommuner[rad.organisation_id], rad.user.email.lower()
        if (rad.organisation_id, rad.user_id) not in i_tjanst:
            m.lamnat |= {adress} if _har_slutat(rad) or not rad.user.is_active else set()
        elif rad.roll == Roll.KOMMUNCHEF:
            (m.forr if _har_slutat(rad) else m.nu).add(adress)
    for rad in Kontaktperson.objects.filter(part__organisation__in=kommuner, part__avtal=avtal).select_related("user", "part"):
        m, kvar = kommuner[rad.part.organisation_id], (rad.part.organisation_id, rad.user_id) in i_tjanst and not _har_slutat(rad)
        (m.nu if kvar else m.forr).add(rad.user.email.lower())


def upphorda(inbjudningar):
    """The links of one round that open nothing any more, because what they were given for has ended."""
    rader = list(inbjudningar)
    per = mandat({i.deltagare_id: i.deltagare for i in rader}.values())
    stangda = set(User.objects.filter(is_active=False, email__in=[i.epost.lower() for i in rader]).values_list("email", flat=True))
    return [i for i in rader if i.epost.lower() in stangda or _har_upphort(i, per[i.deltagare_id])]


def _har_upphort(inbjudan, m):
    adress, ansvarig = inbjudan.epost.lower(), inbjudan.roll == Inbjudan.Uppgift.ANSVARIG
    if not m.fragas:
        return True
    if adress in m.nu:
        return False
    av = inbjudan.av_epost.lower()
    if av in m.lamnat and av not in m.nu:  # a helper whom somebody asked in who has left: by another address it may be herself
        return True
    return adress in m.lamnat or (ansvarig and (inbjudan.fran_register or adress in m.forr))


def utan_mandat(deltagare):
    """Ids of the respondents whose recipient no longer answers for them."""
    rader = [d for d in deltagare if d.epost]
    ansvariga = Inbjudan.objects.filter(deltagare__in=rader, roll=Inbjudan.Uppgift.ANSVARIG, fran_register=True)
    registrerade = set(ansvariga.values_list("deltagare", "epost"))
    tankta = [Inbjudan(deltagare=d, epost=d.epost, fran_register=(d.pk, d.epost) in registrerade) for d in rader]
    return {i.deltagare_id for i in upphorda(tankta)}


def krav_utanfor_regionen(omgang, deltagare):
    """ValidationError when what is promised anonymous would go to one of the region's own people, unless she leads the body."""
    if not omgang.anonym:
        return
    roller = Rolltilldelning.objects.galler().filter(roll__in=Roll.regionens(), organisation__in=omgang.avtal.part_ids)
    egna = dict(roller.filter(user__email__in=[d.epost.lower() for d in deltagare]).values_list("user__email", "user"))
    leder = set(Ordforande.objects.galler().filter(user__in=egna.values()).values_list("arena", "user"))
    fel = [str(d) for d in deltagare if d.epost.lower() in egna and (d.arena_id, egna[d.epost.lower()]) not in leder]
    if fel:
        raise ValidationError(REGIONENS.format(vilka=lista_text(fel)))
