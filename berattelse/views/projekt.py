"""The project table of an uppdrag: its lines are rows like others (views/rader.py), its columns are moved here."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.models import Avsnitt
from berattelse.views.avsnitt import RADER
from samverkan.door import get_for_user

STEG = {"vanster": -1, "hoger": 1}


@require_POST
def kolumn_flytta(request, pk):
    """POST kolumn=<its heading>, steg=vanster|hoger."""
    avsnitt = get_for_user(RADER.filter(sort="uppdrag"), request.user, pk=pk, can=Avsnitt.can_be_edited_by)
    try:
        actions.flytta_kolumn(avsnitt, request.POST.get("kolumn", ""), STEG.get(request.POST.get("steg"), 0), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("berattelse:rad_list", avsnitt.pk, "projekt")
