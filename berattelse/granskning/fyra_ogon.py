"""Four eyes: who approved the outcome or said that the report is done neither adopts nor signs it, unless the operator lets one person."""

from django.conf import settings
from django.core.exceptions import ValidationError

from berattelse.innehall.schema import Arsakt
from berattelse.models import Fardigstallande
from ekonomi.models import Arsresultat
from samverkan.models import Roll, Rolltilldelning
from samverkan.svenska import lista_text

REGEL = "Du har {gjort} och kan därför inte {gora}. Det gör någon annan, så att fyra ögon har sett berättelsen."
UTAN_ATT_SAGA = "Utgåvan säger inte att en och samma person har gjort allt. Någon som inte har förberett den signerar den."


def gjort_av(person, year, fardigstallande):
    """[Arsakt] of what this person did to prepare the year's edition."""
    gjort = []
    if Arsresultat.objects.filter(verksamhetsar=year, godkant_av=person).exists():
        gjort.append(Arsakt.GODKANT_UTFALLET)
    if fardigstallande and fardigstallande.av_id == person.pk:
        gjort.append(Arsakt.FARDIGSTALLT)
    return gjort


def hinder(gjort, gora):
    """Why who has `gjort` this may not `gora` (adopt it, sign it), in a sentence; "" when she may."""
    forberett = [akt.i_ord for akt in gjort if akt != Arsakt.FASTSTALLT]
    return REGEL.format(gjort=lista_text(forberett), gora=gora) if forberett and not settings.EN_PERSON else ""


def forberett(person, avtal):
    """{(year's id, stage, edition's id): [Arsakt]} of what this person did to prepare each report of these agreements: as `gjort_av`, asked
    once. None for the edition is the last word that no edition has come of yet."""
    godkanda = set(Arsresultat.objects.filter(verksamhetsar__avtal__in=avtal, godkant_av=person).values_list("verksamhetsar", flat=True))
    rader = Fardigstallande.objects.filter(verksamhetsar__avtal__in=avtal).order_by("pk")
    return {
        (year, skede, utgava): [Arsakt.GODKANT_UTFALLET] * (year in godkanda) + [Arsakt.FARDIGSTALLT] * (av == person.pk)
        for year, skede, utgava, av in rader.values_list("verksamhetsar", "skede", "utgava", "av")
    }


def krav_annan(person, year, fardigstallande, gora):
    if text := hinder(gjort_av(person, year, fardigstallande), gora):
        raise ValidationError(text)


def krav_far_signera(person, utgava):
    """As krav_annan; and where one person may do it all, what she signs says so."""
    f = utgava.fardigstallande
    krav_annan(person, utgava.verksamhetsar, f, "signera den")
    sagt = utgava.data.utgava and utgava.data.utgava.samma_person
    if gjort_av(person, utgava.verksamhetsar, f) and not (sagt and utgava.av_id == person.pk):
        raise ValidationError(UTAN_ATT_SAGA)


def samma_person(year, fardigstallande, av=None):
    """[Arsakt] of all that was done by the one who adopts (the direktör of today, when not said); [] when others prepared it."""
    av = av or direktoren(year)
    gjort = gjort_av(av, year, fardigstallande) if av else []
    return [*gjort, Arsakt.FASTSTALLT] if gjort else []


def direktoren(year):
    """Who would adopt it today, or None."""
    roller = Rolltilldelning.objects.galler().filter(roll=Roll.DIREKTOR, organisation__in=year.avtal.part_ids).select_related("user")
    roll = roller.order_by("pk").first()
    return roll.user if roll else None
