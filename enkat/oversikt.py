"""What waits for a person in this room."""

from django.db.models import Exists, OuterRef, Q

from enkat.models import Deltagare, Fraga, Frageformular, Omgang, Sentsvar

DELTAGARE = Deltagare.objects.select_related("omgang__verksamhetsar__avtal", "omgang__formular", "arena", "organisation")


def mina_svar(user):
    """The answers this person prepares that can be written in now, the nearest last day first."""
    return som_kan_svara(DELTAGARE.egna(user))


def kommande_svar(user):
    """The answers this person will be asked for, once the form is adopted: it can be read and printed before the round opens."""
    return som_fragas_sedan(DELTAGARE.egna(user))


def allt_for(user, ledda=()):
    """Her own respondents in all rounds (`egen`), and those under the agreements she leads of whom something came late (`sen`).

    One question for the start page; `skala`: judged per uppdrag on a scale. Sorted by `som_kan_svara` and `som_fragas_sedan`.
    """
    egna = Deltagare.objects.egna(user)
    kom_sent = Exists(Sentsvar.objects.vantar().filter(deltagare=OuterRef("pk")))
    sent = Deltagare.objects.filter(kom_sent, omgang__verksamhetsar__avtal__in=ledda)
    skala = Fraga.objects.filter(sort=Fraga.Sort.SKALA, avdelning__per_uppdrag=True, avdelning__formular=OuterRef("omgang__formular"))
    # What is hers is found first, and told of only then: asked of each row, it is asked of every respondent in the country.
    rader = DELTAGARE.filter(Q(pk__in=egna.values("pk")) | Q(pk__in=sent.values("pk")))
    rader = rader.annotate(skala=Exists(skala), egen=Exists(egna.filter(pk=OuterRef("pk"))), sen=Exists(sent.filter(pk=OuterRef("pk"))))
    return list(rader.order_by("omgang", "pk"))


def som_kan_svara(rader):
    """Those that can be written in now, the nearest last day first."""
    return sorted((d for d in rader if d.omgang.status != Omgang.Status.PLANERAD and d.is_open), key=lambda d: d.sista_dag)


def som_fragas_sedan(rader):
    """Those whose form is adopted and whose round has not opened."""
    sedan = [d for d in rader if d.omgang.status == Omgang.Status.PLANERAD and d.omgang.formular.status == Frageformular.Status.ANTAGET]
    return sorted(sedan, key=lambda d: (d.omgang.oppnar, d.omgang_id, d.pk))
