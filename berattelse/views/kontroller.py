"""What a careful reader would mark in one section: while it is written, before it is handed in, and accepted with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.forms import AvsnittForm, GodtaForm
from berattelse.granskning.avsnittskoll import Avsnittskoll, med_texter
from berattelse.innehall.sektioner import Underlag
from berattelse.models import Avsnitt
from berattelse.views.avsnitt import RADER
from samverkan.door import get_for_user
from samverkan.sidor import forsok


@require_POST
def avsnitt_kontroller(request, pk):
    """The warnings of the texts as they are typed, part by part: a piece of the page where one writes. Saves nothing."""
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_written_by)
    form = AvsnittForm(request.POST, instance=avsnitt)
    form.is_valid()  # a part that cannot be read is told of when it is saved
    texter = {del_: form.cleaned_data[del_] for del_ in avsnitt.delar if del_ in form.cleaned_data}
    koll = med_texter(avsnitt, texter, Underlag(avsnitt.verksamhetsar))
    return render(request, "berattelse/_kontroller_delar.html", {"koll": koll})


def avsnitt_godta(request, pk):
    """What is left to mend, or to accept with a reason, one or many; and the way on to the review, which it stops nobody from."""
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_written_by)
    if not avsnitt.verksamhetsar.is_open:
        raise PermissionDenied
    koll = Avsnittskoll(avsnitt, Underlag(avsnitt.verksamhetsar))
    form = GodtaForm(request.POST if request.method == "POST" else None, ogodtagna=koll.ogodtagna)
    if form.is_valid() and forsok(form, actions.godta, avsnitt.verksamhetsar, form.valda, skal=form.cleaned_data["skal"], by=request.user):
        messages.success(request, "Anmärkningarna är godtagna.")
        return redirect(request.get_full_path())
    context = {
        "avsnitt": avsnitt,
        "year": avsnitt.verksamhetsar,
        "koll": koll,
        "version": request.GET.get("version", avsnitt.version),  # of the text that was read before this page
        "godta": form,
        "kan_klar": avsnitt.can_be_klar_by(request.user),
        "kan_skriva": avsnitt.can_be_edited_by(request.user),
    }
    return render(request, "berattelse/avsnitt_godta.html", context, status=400 if form.is_bound else 200)
