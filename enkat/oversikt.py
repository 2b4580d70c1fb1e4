"""What waits for a person in this room."""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from enkat.models import Deltagare, Fraga, Frageformular, Omgang, Sentsvar
from samverkan.svenska import sorteringsnyckel

DELTAGARE = Deltagare.objects.select_related("omgang__verksamhetsar__avtal", "omgang__formular", "arena", "organisation")

FRAGAS = Q(omgang__status=Omgang.Status.OPPEN, omgang__anonym=False, tillfragad=True)  # of whom it may be told whether they have answered


def mina_svar(user):
    """The answers this person prepares that can be written in now, the nearest last day first."""
    return som_kan_svara(DELTAGARE.egna(user))


def kommande_svar(user):
    """The answers this person will be asked for, once the form is adopted: it can be read and printed before the round opens."""
    return som_fragas_sedan(DELTAGARE.egna(user))


def allt_for(user, ledda=()):
    """Her own respondents in all rounds (`egen`), and under the agreements she leads those of whom something came late (`sen`)
    and those who are asked now (`fragas`), save in rounds that hide who answers.

    One question for the start page; `skala`: judged per uppdrag on a scale. Sorted by `som_kan_svara` and `som_fragas_sedan`.
    """
    egna = Deltagare.objects.egna(user)
    kom_sent = Exists(Sentsvar.objects.vantar().filter(deltagare=OuterRef("pk")))
    sent = Deltagare.objects.filter(kom_sent, omgang__verksamhetsar__avtal__in=ledda)
    skala = Fraga.objects.filter(sort=Fraga.Sort.SKALA, avdelning__per_uppdrag=True, avdelning__formular=OuterRef("omgang__formular"))
    fragas = Deltagare.objects.filter(FRAGAS, omgang__verksamhetsar__avtal__in=ledda)
    # What is hers is found first, and told of only then: asked of each row, it is asked of every respondent in the country.
    slagen = {"egen": egna, "sen": sent, "fragas": fragas}
    rader = DELTAGARE.filter(reduce(or_, (Q(pk__in=slag.values("pk")) for slag in slagen.values())))
    markta = {namn: Exists(slag.filter(pk=OuterRef("pk"))) for namn, slag in slagen.items()}
    andrad = Exists(Deltagare.objects.andrade().filter(pk=OuterRef("pk")))  # since it was handed in
    return list(rader.annotate(skala=Exists(skala), andrad=andrad, **markta).order_by("omgang", "pk"))


def som_kan_svara(rader):
    """Those that can be written in now, the nearest last day first."""
    return sorted((d for d in rader if d.omgang.status != Omgang.Status.PLANERAD and d.is_open), key=lambda d: d.sista_dag)


def som_fragas_sedan(rader):
    """Those whose form is adopted and whose round has not opened."""
    sedan = [d for d in rader if d.omgang.status == Omgang.Status.PLANERAD and d.omgang.formular.status == Frageformular.Status.ANTAGET]
    return sorted(sedan, key=lambda d: (d.omgang.oppnar, d.omgang_id, d.pk))


def svarslaget(rader):
    """[(round, its respondents in the order of their names, how many have handed in)]."""
    rundor = {}
    for d in rader:
        rundor.setdefault(d.omgang, []).append(d)
    return [(omgang, sorted(egna, key=_namn), sum(map(_inne, egna))) for omgang, egna in rundor.items()]


def _namn(deltagare):
    return sorteringsnyckel(str(deltagare))


def _inne(deltagare):
    return deltagare.status == Deltagare.Status.INSKICKAT


def tillfragade_om(year):
    """The respondents of the year's rounds that are asked now."""
    return DELTAGARE.filter(FRAGAS, omgang__verksamhetsar=year).order_by("omgang", "pk")
