"""What an arena has left open: ärenden put off or without a decision, and what follows from its decisions; for its next meeting"""

from django.db.models import Exists, F, OuterRef, Q

from uppdrag.models import Arendeutfall, Balanspost, Dagordningspunkt, Tillfalle, Upptagning

Utfall = Arendeutfall.Utfall


def oppna_arenden(tillfalle):
    """Ärenden of earlier meetings of the arena that were put off, or were left without a word where the others have one.

    What was put off comes first. Not those that a later meeting has on its agenda already, unless that was cancelled.
    """
    tidigare = Dagordningspunkt.objects.filter(
        sort=Dagordningspunkt.Sort.ARENDE, tillfalle__arena=tillfalle.arena_id, tillfalle__fran__lt=tillfalle.fran,
        tillfalle__fran__gte=tillfalle.fran - Balanspost.TVA_AR, tillfalle__status=Tillfalle.Status.HALLET,
    )  # fmt: skip
    minuterat = Arendeutfall.objects.filter(punkt__tillfalle=OuterRef("tillfalle"))
    tagna = Upptagning.objects.filter(arende=OuterRef("pk")).exclude(punkt__tillfalle__status=Tillfalle.Status.INSTALLT)
    kvar = Q(utfallet__utfall=Utfall.BORDLAGT) | Q(utfallet__isnull=True) & Exists(minuterat)
    rader = tidigare.filter(kvar).exclude(Exists(tagna)).select_related("tillfalle", "utfallet")
    return rader.order_by(F("utfallet__pk").asc(nulls_last=True), "tillfalle__fran", "ordning", "pk")


def balansposter(tillfalle):
    """What follows from decisions of the last two years, is not done, and is not on this agenda."""
    har = Upptagning.objects.filter(balanspost=OuterRef("pk"), punkt__tillfalle=tillfalle)
    rader = Balanspost.objects.oppna().filter(
        arena=tillfalle.arena_id, beslut__datum__lt=tillfalle.fran, beslut__datum__gte=tillfalle.fran - Balanspost.TVA_AR
    )
    return rader.exclude(Exists(har)).select_related("beslut")


def kvar(tillfalle, vad):
    """(the ärende, the post) of "arende:pk" or "balanspost:pk", of which one is None; both when it is not left."""
    sort, _, nyckel = vad.partition(":")
    pk = int(nyckel) if nyckel.isdecimal() and len(nyckel) < 19 else None
    arende = oppna_arenden(tillfalle).filter(pk=pk).first() if sort == "arende" else None
    return arende, balansposter(tillfalle).filter(pk=pk).first() if sort == "balanspost" else None
