"""The start page and the year's overview: what is done, what is missing, whose turn it is."""

from django.contrib import messages
from django.db.models import Max
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.models import Avsnitt
from samverkan.door import get_for_user
from uppdrag.models import Samordnare, Verksamhetsar


def start(request):
    years = list(Verksamhetsar.objects.visible_to(request.user).select_related("avtal").order_by("-fran")[:6])
    egna = Samordnare.objects.galler().filter(user=request.user).values("uppdrag")
    mina = (
        Avsnitt.objects.visible_to(request.user)
        .filter(uppdrag__in=egna, verksamhetsar__status=Verksamhetsar.Status.OPPET)
        .select_related("verksamhetsar", "uppdrag", "rubrik", "annat_avtal")
        .order_by("-verksamhetsar__fran", "uppdrag__ordning")
    )
    att_granska = []
    if request.user.is_processledare:
        att_granska = Avsnitt.objects.visible_to(request.user).filter(status=Avsnitt.Status.KLAR, verksamhetsar__status="oppet")
        att_granska = att_granska.select_related("verksamhetsar", "uppdrag", "rubrik", "annat_avtal")
    return render(request, "berattelse/start.html", {"years": years, "mina": mina, "att_granska": att_granska})


def year_overview(request, pk):
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk, can=can_see_draft)
    avsnitt = (
        year.avsnitt.select_related("uppdrag", "rubrik", "annat_avtal", "verksamhetsar")
        .annotate(senast=Max("statusbyten__tid"))
        .order_by("rubrik__ordning", "uppdrag__ordning", "pk")
    )
    per_sort = [(sort.label, [a for a in avsnitt if a.sort == sort]) for sort in Avsnitt.Sort]
    godkanda = sum(a.status == Avsnitt.Status.GODKAND for a in avsnitt)
    context = {
        "year": year, "per_sort": [(label, rows) for label, rows in per_sort if rows], "antal": len(avsnitt), "godkanda": godkanda,
        "kan_andra": year.can_be_edited_by(request.user), "rubriker": year.rubriker.select_related("omrade"),
    }  # fmt: skip
    return render(request, "berattelse/year_overview.html", context)


def can_see_draft(year, user):
    return year.avtal.can_read_draft(user)


@require_POST
def year_skapa_avsnitt(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    antal = actions.skapa_avsnitt(year, by=request.user)
    messages.success(request, f"{antal} avsnitt lades till." if antal else "Alla avsnitt fanns redan.")
    return redirect("berattelse:year_overview", year.pk)
