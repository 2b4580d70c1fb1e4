"""How one is reminded of the steps of the year: one's own choice."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from berattelse import actions
from berattelse.forms.paminnelser import Paminnelseform
from berattelse.models import Paminnelseval
from samverkan.sidor import formularsida, forsok

INGRESS = "Det som är ditt i året påminns du om före den sista dagen, på den och när den har varit. Allt samlas i ett brev om dagen."


def paminnelser(request):
    val = Paminnelseval.objects.filter(user=request.user).first() or Paminnelseval(user=request.user)
    form = Paminnelseform(request.POST or None, instance=val)
    if form.is_valid() and forsok(form, actions.spara_val, form, by=request.user):
        messages.success(request, "Dina val är sparade.")
        return redirect("start")
    return formularsida(request, form, "Mina påminnelser", smulor=[], avbryt=reverse("start"), ingress=INGRESS)
