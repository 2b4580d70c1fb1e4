"""How far the review of a section has come: what was approved last, what was mended since it was handed in, whose turn it is."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery

from berattelse.granskning.oversikt import med_godkannandet, med_hemvist
from berattelse.innehall.lydelse import lydelse, marke
from berattelse.innehall.sektioner import sektion
from berattelse.models import Avsnitt, Statusbyte
from samverkan.svenska import lista_text

Status = Avsnitt.Status


@dataclass
class Granskningslage:
    """`oppna` comments are open; `godkant` is the step that approved it last; `rattat` are the versions mended since it was handed in.

    `avviker` is that step, of a section that stands approved and says something else now; `marke` tells what it says.
    """

    oppna: int
    godkant: Statusbyte | None
    andrat: bool
    rattat: list
    avviker: Statusbyte | None
    marke: str


def granskningslage(avsnitt, byten, skriven):
    """Where the review of a section stands. `byten` are its steps, the oldest first; `skriven` is the section as printed."""
    godkant = next((byte for byte in reversed(byten) if byte.till == Status.GODKAND), None)
    post = godkand_post(avsnitt, godkant) if godkant else None
    sagt = lydelse(skriven)
    granskad = avsnitt.status in {Status.KLAR, Status.GODKAND}
    return Granskningslage(
        oppna=avsnitt.kommentarer.oppna().count(),
        godkant=godkant if post else None,
        andrat=bool(post) and post.version != avsnitt.version,
        rattat=list(avsnitt.rattningar().select_related("history_user").order_by("history_id")) if granskad else [],
        avviker=avviker(avsnitt, godkant, sagt),
        marke=marke(sagt),
    )


def avviker(avsnitt, godkant, sagt):
    """The step that approved a section which stands approved and says something else now; None for no such.

    Of what was approved before its words were kept nothing is known.
    """
    star = avsnitt.status == Status.GODKAND and avsnitt.verksamhetsar.is_open
    return godkant if star and godkant and godkant.lydelse not in {"", sagt} else None


def andrade(avsnitten, underlag):
    """Those of the sections, read by `med_godkannandet`, that say something else than when they were approved.

    `underlag` are the year's rows.
    """
    return [a for a in avsnitten if a.godkant_ord and a.godkant_ord != lydelse(sektion(a, underlag))]


def godkand_post(avsnitt, byte):
    """The version in the history that a step approved: by its number, or of the oldest steps by the time. None when it is not known."""
    poster = avsnitt.history.order_by("history_id")
    return poster.filter(version=byte.version).last() if byte.version else poster.filter(history_date__lte=byte.tid).last()


TOMMA = Q(status=Status.EJ_PABORJAD, sort__in=[Avsnitt.Sort.INLEDNING, Avsnitt.Sort.OMRADE])


def att_godkanna(year):
    """The sections that wait for approval or are seen to have changed since they got it, and introductions not begun.

    With the open comments, and when one of them was approved before.
    """
    godkand = Statusbyte.objects.filter(avsnitt=OuterRef("pk"), till=Status.GODKAND).order_by("-tid", "-pk")
    klar = Statusbyte.objects.filter(avsnitt=OuterRef("pk"), till=Status.KLAR).order_by("-tid", "-pk")
    avsnitten = med_godkannandet(year.avsnitt.all()).filter(Q(status=Status.KLAR) | TOMMA | Q(sett_andrat__isnull=False))
    rader = med_hemvist(avsnitten).annotate(
        oppna=Count("kommentarer", Q(kommentarer__los_tid=None)),
        forut_godkand=Subquery(godkand.values("tid")[:1]),
        klar_tid=Subquery(klar.values("tid")[:1]),
        klar_av=Subquery(klar.values("av__namn")[:1]),
    )
    return rader.order_by("uppdrag__ordning", "pk")


@dataclass
class Tur:
    """A section in the report: where it stands, for whom it waits, and how many comments are open."""

    avsnitt: Avsnitt
    vantar_pa: str
    oppna: int


def turordning(year):
    """{its place in the report: Tur} of the year's sections. Two questions to the database, however many they are."""
    rader = med_hemvist(year.avsnitt.all()).annotate(oppna=Count("kommentarer", Q(kommentarer__los_tid=None)))
    return {avsnitt.plats: Tur(avsnitt, _vantar_pa(avsnitt), avsnitt.oppna) for avsnitt in rader}


def _vantar_pa(avsnitt):
    """Whose turn it is; "" when nobody's."""
    if avsnitt.status == Status.GODKAND:
        return ""
    if avsnitt.status == Status.KLAR or avsnitt.sort in {Avsnitt.Sort.INLEDNING, Avsnitt.Sort.OMRADE}:
        return "processledaren"
    if avsnitt.uppdrag_id:
        return lista_text([str(s.user) for s in avsnitt.uppdrag.samordnare_nu]) or "en samordnare, som ännu inte är utsedd"
    return "samordnare"
