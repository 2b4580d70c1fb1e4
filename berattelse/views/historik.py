"""The history of a section's text: who changed what, any two versions side by side, and an earlier one taken back."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.models import Avsnitt
from berattelse.views.avsnitt import RADER, visad_version
from samverkan.door import get_for_user
from samverkan.sidor import steg
from samverkan.skrivet.jamfor import sida_vid_sida


@dataclass
class Version:
    """One saved version, and the names of the parts that were changed in it."""

    post: object
    delar: list[str]


def historik_list(request, pk):
    avsnitt = get_for_user(RADER, request.user, pk=pk)
    poster = list(avsnitt.history.select_related("history_user").order_by("-history_date", "-history_id"))
    rader = [Version(post, _andrade(avsnitt, forra, post)) for post, forra in zip(poster, [*poster[1:], None], strict=True)]
    context = {"avsnitt": avsnitt, "year": avsnitt.verksamhetsar, "versioner": rader}
    return render(request, "berattelse/historik_list.html", context)


def _andrade(avsnitt, forra, post):
    """Labels of the parts that differ between two versions (all that are written, when there is none before)."""
    changed = [part for part in avsnitt.delar if getattr(post, part) != (getattr(forra, part) if forra else "")]
    return [avsnitt._meta.get_field(part).verbose_name for part in changed]


def historik_jamfor(request, pk):
    """?fran=<history_id>&till=<history_id>: the older to the left, whichever was chosen as which."""
    avsnitt = get_for_user(RADER, request.user, pk=pk)
    poster = sorted((_version(avsnitt, request.GET.get(name, "")) for name in ("fran", "till")), key=lambda p: p.history_id)
    aldre, nyare = poster
    delar = [
        (avsnitt._meta.get_field(part).verbose_name, *map(mark_safe, sida_vid_sida(getattr(aldre, part), getattr(nyare, part))))
        for part in avsnitt.delar
        if getattr(aldre, part) != getattr(nyare, part)
    ]
    context = {"avsnitt": avsnitt, "aldre": aldre, "nyare": nyare, "delar": delar, "kan_andra": avsnitt.can_be_edited_by(request.user)}
    return render(request, "berattelse/historik_jamfor.html", context)


def _version(avsnitt, history_id):
    """404 also for what is no number: the address was written by hand."""
    return get_object_or_404(
        avsnitt.history.select_related("history_user"), pk=history_id if history_id.isdecimal() and len(history_id) < 19 else 0
    )


def historik_detail(request, pk, history_id):
    avsnitt = get_for_user(RADER, request.user, pk=pk)
    post = _version(avsnitt, str(history_id))
    delar = [(avsnitt._meta.get_field(part).verbose_name, getattr(post, part)) for part in avsnitt.delar if getattr(post, part)]
    context = {
        "avsnitt": avsnitt,
        "version": post,
        "delar": delar,
        "senast": avsnitt.history.order_by("history_date", "history_id").last(),
        "kan_andra": avsnitt.can_be_edited_by(request.user),
    }
    return render(request, "berattelse/historik_detail.html", context)


@require_POST
def historik_ta_tillbaka(request, pk, history_id):
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_edited_by)
    klart = "Den tidigare texten gäller igen, som en ny version."
    historisk, version = _version(avsnitt, str(history_id)), visad_version(request)
    steg(request, klart, actions.ta_tillbaka, avsnitt, historisk, by=request.user, version=version)
    return redirect(avsnitt)
