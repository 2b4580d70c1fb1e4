"""What came too late of one respondent: read by the processledare, taken in or set aside."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from enkat.actions import sent as actions
from enkat.blad import Blad
from enkat.forms.svar import Laggundanform
from enkat.models import Deltagare
from enkat.oversikt import DELTAGARE
from enkat.senkommet import vantar
from samverkan.door import get_for_user
from samverkan.sidor import forsok, med_breven, steg
from uppdrag.views.rader import formularsida


def _deltagare(request, pk):
    return get_for_user(DELTAGARE, request.user, pk=pk, can=Deltagare.can_be_seen_by)


def _sista(request):
    """The last row that stood on the page: what has come since is not decided by this press."""
    sista = request.POST.get("sista", "")
    return int(sista) if sista.isdecimal() and len(sista) < 18 else 0


def sent_detail(request, pk):
    """What waits, writer by writer, beside what stands in the answer; and what was decided before."""
    deltagare = _deltagare(request, pk)
    sista = deltagare.senasvar.last()  # read first: what comes meanwhile is then left for the next time
    blad = Blad(deltagare)
    context = {
        "deltagare": deltagare,
        "omgang": deltagare.omgang,
        "sista": sista.pk if sista else "",
        "sena": [(en, en.i_ord(blad)) for en in vantar(deltagare, till=sista.pk if sista else 0)],
        "beslut": deltagare.sentbeslut.select_related("user", "inlamning"),
    }
    return render(request, "enkat/sent_detail.html", context)


@require_POST
@med_breven
def sent_ta_in(request, pk):
    deltagare = _deltagare(request, pk)
    steg(request, "Det som kom sent är intaget.", actions.ta_in_sent, deltagare, sista=_sista(request), by=request.user)
    return redirect("enkat:sent_detail", pk)


@med_breven
def sent_lagg_undan(request, pk):
    deltagare = _deltagare(request, pk)
    sista = deltagare.senasvar.last()
    form = Laggundanform(request.POST or None, initial={"sista": sista.pk if sista else 0})
    if form.is_valid() and forsok(form, actions.lagg_undan_sent, deltagare, by=request.user, **form.cleaned_data):
        messages.success(request, "Det som kom sent är lagt undan.")
        return redirect("enkat:sent_detail", pk)
    return formularsida(request, form, f"Lägg undan det sena från {deltagare}", deltagare.omgang, knapp="Lägg undan")
