"""One's own login: password, second factors, and where one is logged in."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from samverkan import actions
from samverkan.inloggning import faktorer, faktorkrav, sessioner
from samverkan.skrivet import kvarlamnat


def min_inloggning(request):
    saknas = faktorkrav.saknas(request)
    app, nycklar, reservkoder = faktorer.hennes(request.user)
    context = {
        "saknas": saknas,
        "kravs": faktorkrav.kravs_av(request.user),
        "app": app,
        "nycklar": [(rad, rad.wrap()) for rad in nycklar],
        "reservkoder": reservkoder,
        "sessioner": sessioner.hennes(request.user, request.session.session_key),
        "skrivet": kvarlamnat.NYCKEL in request.session,
        "dit": "" if saknas else request.session.pop(faktorkrav.DIT, ""),
    }
    return render(request, "samverkan/min_inloggning.html", context)


@require_POST
def session_avsluta(request, pk):
    andra = sessioner.andra(request.user, request.session.session_key)
    actions.avsluta_session(get_object_or_404(andra, pk=pk), by=request.user)
    messages.success(request, "Den enheten är utloggad.")
    return redirect("samverkan:min_inloggning")


@require_POST
def sessioner_avsluta(request):
    actions.avsluta_andra_sessioner(request.user, utom=request.session.session_key)
    messages.success(request, "Alla andra enheter är utloggade.")
    return redirect("samverkan:min_inloggning")
