"""The letters: which have gone, which have not and why, what they said; and one more try."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samverkan import actions
from samverkan.bladdring import blad
from samverkan.door import get_for_user
from samverkan.models import Brev
from samverkan.personuppgifter import BREV
from samverkan.sidor import med_breven, steg


def brev_list(request):
    if not request.user.is_processledare:
        raise PermissionDenied
    alla = Brev.objects.visible_to(request.user)
    misslyckade, visa = alla.misslyckade(), request.GET.get("visa") == "misslyckade"
    rader = (misslyckade if visa else alla).defer("text", "html")
    context = {"blad": blad(request, rader), "bara_misslyckade": visa, "antal_misslyckade": misslyckade.count(), "sparas": BREV.days}
    return render(request, "samverkan/brev_list.html", context)


def brev_detail(request, pk):
    rad = get_for_user(Brev, request.user, pk=pk)
    return render(request, "samverkan/brev_detail.html", {"brev": rad, "kan_skickas": rad.can_be_sent_again_by(request.user)})


@require_POST
@med_breven
def brev_skicka_igen(request, pk):
    rad = get_for_user(Brev, request.user, pk=pk, can=Brev.can_be_sent_again_by)
    steg(request, "", actions.skicka_brev_igen, rad, by=request.user)
    return redirect(rad)
