"""The calendar addresses: the page where one makes and withdraws them, and the file that calendar programs fetch"""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe

from berattelse.kalender import adress_for, innehall
from samverkan.brev import webbadress
from samverkan.door import get_for_user
from samverkan.kalenderfil import ICS
from samverkan.sidor import steg
from samverkan.utifran.fil import svara_fil
from samverkan.utifran.grans import rakna
from uppdrag.actions import kalender as actions
from uppdrag.forms.kalender import Kalenderform
from uppdrag.kalender import egna_arenor
from uppdrag.models import Kalenderadress
from uppdrag.models.kalender import MIN

GISSNINGAR = 30  # unknown addresses from one place before more of them are answered as too many; a valid one always opens
HAMTNINGAR = 60  # of one address from one place, in ten minutes
OKAND = "Kalenderadressen gäller inte längre. Logga in i Samverkan och skapa en ny på sidan Kalender."
FOR_OFTA = "Kalendern har hämtats för ofta. Försök igen om några minuter."


def _sidan(request, form, *, ny=None, token="", status=200):
    """The page; `ny` is the address just made, whose token is told here and nowhere else."""
    adress = webbadress(reverse("kalender:prenumeration", args=[token])) if token else ""
    context = {
        "form": form,
        "adresser": Kalenderadress.objects.visible_to(request.user).select_related("arena", "verksamhetsar__avtal"),
        "arenor": egna_arenor(request.user).order_by("namn"),
        "ny": ny,
        "adress": adress,
        "webcal": adress.replace("http", "webcal", 1),  # webcals where the site has https, so that no program asks without it
    }
    return render(request, "berattelse/kalender.html", context, status=status)


def kalender(request):
    return _sidan(request, Kalenderform(by=request.user, initial={"galler": request.GET.get("galler", MIN)}))


@require_POST
def skapa_adress(request):
    """201, not a redirect: what is told only once is kept in no session on its way to the page."""
    form = Kalenderform(request.POST, by=request.user)
    if not form.is_valid():
        return _sidan(request, form)
    ny, token = actions.skapa_adress(by=request.user, **form.valt())
    return _sidan(request, Kalenderform(by=request.user, initial=form.cleaned_data), ny=ny, token=token, status=201)


@require_POST
def dra_tillbaka(request, pk):
    adress = get_for_user(Kalenderadress, request.user, pk=pk)
    steg(request, "Adressen är tillbakadragen. Kalenderprogrammet får inget mer.", actions.dra_tillbaka, adress, by=request.user)
    return redirect("kalender:start")


@login_not_required
@require_safe
def prenumeration(request, token):
    """The file behind an address, for a program that cannot log in. What its person may see is asked anew each time."""
    adress = adress_for(token)
    if adress and rakna(request, f"kalender {adress.pk}") > HAMTNINGAR:
        return _nekad(FOR_OFTA, 429)
    data = innehall(adress) if adress else None
    if data is None:
        return _nekad(FOR_OFTA, 429) if rakna(request, "kalender") > GISSNINGAR else _nekad(OKAND, 404)
    actions.notera_hamtning(adress)
    response = svara_fil(data, ICS, "samverkan.ics", inline=True)
    response["ETag"], response["Cache-Control"] = quote_etag(hashlib.sha256(data).hexdigest()[:32]), "private"
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _nekad(text, status):
    """In a line: what asks is a program, and it shows no page."""
    headers = {"Cache-Control": "private, no-store"}
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)
