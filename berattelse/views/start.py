"""The start page and the year's overview: what is done, what is missing, whose turn it is."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.forra.intaget import intagen_i
from berattelse.granskning.att_gora import att_gora, overlamnade
from berattelse.granskning.borjan import guide
from berattelse.granskning.kommunen import for_kommunerna
from berattelse.granskning.lage import skickade_ater
from berattelse.granskning.oversikt import Oversikt, att_granska, egna_avsnitt, per_status
from berattelse.innehall.nasta import burit_till
from berattelse.models import Avsnitt
from enkat.oversikt import kommande_svar, mina_svar
from samverkan.door import get_for_user
from samverkan.models import Roll
from uppdrag.models import Avtal, Samordnare, Uppdrag, Verksamhetsar
from uppdrag.models.arena import samordnade_uppdrag


def start(request):
    user = request.user
    years = list(Verksamhetsar.objects.visible_to(user).select_related("avtal").order_by("-fran")[:6])
    mina = list(egna_avsnitt(user))
    context = {
        "years": years,
        "borjan": guide(user),
        "att_gora": att_gora(user),
        "overlamnade": list(overlamnade(user)),
        "mina": mina,
        "ater": list(skickade_ater(user)),
        "kommunerna": for_kommunerna(user),
        "mina_svar": [d for d in mina_svar(user) if d.arena_id],  # her kommun's stand among the rest of what it has before it
        "kommande": kommande_svar(user),
        "utan_avsnitt": _utan_avsnitt(user, mina),
        "att_granska": list(att_granska(user)) if user.is_processledare else [],
        "ledda": _ledda(user) if user.is_processledare else [],
        "medverkar": _medverkar(user),
        "is_controller": user.har_roll(Roll.CONTROLLER),
    }
    return render(request, "berattelse/start.html", context)


def _utan_avsnitt(user, mina):
    """The uppdrag this person coordinates that have no section in an open year."""
    egna = Samordnare.objects.galler().filter(user=user, uppdrag__in=samordnade_uppdrag(user))
    egna = egna.exclude(uppdrag__in=[a.uppdrag_id for a in mina])
    return [rad.uppdrag for rad in egna.select_related("uppdrag") if rad.uppdrag.status != Uppdrag.Status.NEDLAGT]


def _ledda(user):
    """[(open year, its sections by status)] of the agreements this person leads."""
    years = Verksamhetsar.objects.filter(avtal__in=Avtal.objects.ledda_av(user), status=Verksamhetsar.Status.OPPET)
    avsnitt = list(Avsnitt.objects.filter(verksamhetsar__in=years))
    return [(year, per_status([a for a in avsnitt if a.verksamhetsar_id == year.pk])) for year in years.select_related("avtal")]


def _medverkar(user):
    """The uppdrag that one of her kommuner takes part in, for those who act for a kommun."""
    hos = [org for roll, org in user.aktiva_roller if roll not in Roll.regionens()]
    return Uppdrag.objects.visible_to(user).filter(medverkan__organisation__in=hos).distinct() if hos else []


def year_overview(request, pk):
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk, can=can_see_draft)
    oversikt = Oversikt(year)
    context = {
        "year": year,
        "oversikt": oversikt,
        "intagen": intagen_i(year),
        "brister": oversikt.brister() if year.is_open else [],
        "kan_andra": year.can_be_edited_by(request.user),
        "kan": {act: getattr(year, f"can_be_{act}_by")(request.user) for act in ("opened", "locked", "unlocked")},
        "rubriker": [rubrik for rubrik in oversikt.rubriker if rubrik.avviker],
        "kan_fortsatta": year.can_be_continued_by(request.user),
        "burit": burit_till(year),
        "utgavor": year.utgavor.select_related("signatur", "publicering", "ersatt_av"),
    }
    return render(request, "berattelse/year_overview.html", context)


def can_see_draft(year, user):
    return year.avtal.can_read_draft(user)


@require_POST
def year_skapa_avsnitt(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    antal = actions.skapa_avsnitt(year, by=request.user)
    messages.success(request, f"{antal} avsnitt lades till." if antal else "Alla avsnitt fanns redan.")
    return redirect("berattelse:year_overview", year.pk)
