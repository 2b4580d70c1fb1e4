"""What waits for a person in this room."""

from django.db.models import Exists, OuterRef

from enkat.models import Deltagare, Frageformular, Omgang, Sentsvar

DELTAGARE = Deltagare.objects.select_related("omgang__verksamhetsar__avtal", "omgang__formular", "arena", "organisation")


def mina_svar(user):
    """The answers this person prepares that can be written in now, the nearest last day first."""
    rader = DELTAGARE.egna(user).exclude(omgang__status=Omgang.Status.PLANERAD)
    return sorted((d for d in rader if d.is_open), key=lambda d: d.sista_dag)


def kommande_svar(user):
    """The answers this person will be asked for, once the form is adopted: it can be read and printed before the round opens."""
    rader = DELTAGARE.egna(user).filter(omgang__status=Omgang.Status.PLANERAD, omgang__formular__status=Frageformular.Status.ANTAGET)
    return list(rader.order_by("omgang__oppnar", "omgang", "pk"))


def sena_svar(avtal):
    """The respondents under these agreements of whom something came too late, that nobody has decided about."""
    vantar = Exists(Sentsvar.objects.vantar().filter(deltagare=OuterRef("pk")))
    return DELTAGARE.filter(vantar, omgang__verksamhetsar__avtal__in=avtal).order_by("omgang", "pk")
