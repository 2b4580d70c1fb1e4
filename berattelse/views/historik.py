"""The history of a section's text: who changed what, and how to take an earlier text back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.jamfor import skillnad
from berattelse.models import Avsnitt
from samverkan.door import get_for_user


def historik_list(request, pk):
    avsnitt = get_for_user(Avsnitt, request.user, pk=pk)
    versioner = avsnitt.history.select_related("history_user")
    return render(request, "berattelse/historik_list.html", {"avsnitt": avsnitt, "versioner": versioner})


def _version(avsnitt, history_id):
    version = avsnitt.history.filter(pk=history_id).first()
    if version is None:
        raise Http404
    return version


def historik_detail(request, pk, history_id):
    avsnitt = get_for_user(Avsnitt, request.user, pk=pk)
    version = _version(avsnitt, history_id)
    delar = [
        (avsnitt._meta.get_field(part).verbose_name, mark_safe(skillnad(getattr(version, part), getattr(avsnitt, part))))
        for part in avsnitt.delar
        if getattr(version, part) != getattr(avsnitt, part)
    ]
    context = {"avsnitt": avsnitt, "version": version, "delar": delar, "kan_andra": avsnitt.can_be_edited_by(request.user)}
    return render(request, "berattelse/historik_detail.html", context)


@require_POST
def historik_ta_tillbaka(request, pk, history_id):
    avsnitt = get_for_user(Avsnitt, request.user, pk=pk, can=Avsnitt.can_be_edited_by)
    try:
        actions.ta_tillbaka(avsnitt, _version(avsnitt, history_id), by=request.user)
    except (ValidationError, actions.Inaktuell):
        messages.error(request, "Någon annan har just ändrat avsnittet. Läs om sidan och försök igen.")
    else:
        messages.success(request, "Den tidigare texten gäller igen, som en ny version.")
    return redirect(avsnitt)
