"""The keys of organisations: listed, made and shown once, withdrawn."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.forms import Datanyckelform
from berattelse.models import Datanyckel
from berattelse.models.datanyckel import nyckelgivare_for
from samverkan.brev import webbadress
from samverkan.door import get_for_user
from samverkan.sidor import formularsida, forsok, med_breven, steg


def _krav_nyckelgivare(user):
    if not nyckelgivare_for(user).exists():
        raise PermissionDenied


def datanyckel_list(request):
    _krav_nyckelgivare(request.user)
    rader = Datanyckel.objects.visible_to(request.user).select_related("organisation", "av", "aterkallad_av")
    return render(request, "berattelse/datanyckel_list.html", {"rader": rader})


@never_cache
@med_breven
def datanyckel_create(request):
    """What opens stands on the page that answers, and nowhere else."""
    _krav_nyckelgivare(request.user)
    form, nytt = Datanyckelform(request.POST or None, by=request.user), []
    if form.is_valid() and forsok(form, lambda: nytt.append(actions.skapa_datanyckel(form, by=request.user))):
        context = {"nyckel": form.instance, "token": nytt[0], "adress": webbadress(reverse("data:resurser"))}
        return render(request, "berattelse/datanyckel_visa.html", context, status=201)
    lista = reverse("data:nyckel_list")
    return formularsida(request, form, "Skapa datanyckel", smulor=[(lista, "Datanycklar")], avbryt=lista, knapp="Skapa nyckel")


@require_POST
def datanyckel_aterkalla(request, pk):
    rad = get_for_user(Datanyckel.objects.select_related("organisation"), request.user, pk=pk, can=Datanyckel.can_be_withdrawn_by)
    steg(request, f"Nyckeln {rad.namn} är återkallad och öppnar inget mer.", actions.aterkalla_datanyckel, rad, by=request.user)
    return redirect("data:nyckel_list")
