"""Organisations, and the log of what was done."""

import csv
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from samverkan import actions
from samverkan.bilder.prov import provbilder
from samverkan.bladdring import blad
from samverkan.door import get_for_user
from samverkan.en_till import vidare
from samverkan.forms import Kommunval, OrganisationForm, Organisationsandring, lan_for
from samverkan.galleri import STATUSAR, Prov
from samverkan.models import Organisation
from samverkan.register import saknade_kommuner
from samverkan.sidor import formularsida, forsok, ta_bort
from samverkan.skrivet import kvarlamnat
from samverkan.sparet.handelser import Urval, synliga
from samverkan.tabell import csv_cell
from samverkan.utifran.fil import svara_fil

BORTTAGNING = "Ta bara bort det som har blivit fel från början. Det går så länge inget hänger på organisationen."


def organisation_list(request):
    rows = Organisation.objects.visible_to(request.user).order_by("sort", "namn", "pk")
    kan_andra = request.user.is_processledare
    saknas = bool(kan_andra and saknade_kommuner(*lan_for(request.user)))
    context = {"blad": blad(request, rows), "kan_andra": kan_andra, "saknas": saknas}
    return render(request, "samverkan/organisation_list.html", context)


def organisation_detail(request, pk):
    row = get_for_user(Organisation, request.user, pk=pk)
    return render(request, "samverkan/organisation_detail.html", {"organisation": row, "kan_andra": row.can_be_edited_by(request.user)})


def organisation_create(request):
    if not request.user.is_processledare:
        raise PermissionDenied
    return _spara(request, OrganisationForm(request.POST or None, by=request.user), "Ny organisation")


def organisation_edit(request, pk):
    row = get_for_user(Organisation, request.user, pk=pk, can=Organisation.can_be_edited_by)
    return _spara(request, Organisationsandring(request.POST or None, instance=row), f"Ändra {row}")


def organisation_kommuner(request):
    """The kommuner of her own county that are missing, added in one act."""
    if not request.user.is_processledare:
        raise PermissionDenied
    form = Kommunval(request.POST or None, lan=lan_for(request.user))
    if form.is_valid() and forsok(form, actions.lagg_till_ur_listan, form.valda, by=request.user):
        antal = len(form.valda)
        messages.success(request, f"{antal} {'kommun är tillagd' if antal == 1 else 'kommuner är tillagda'}.")
        return redirect("samverkan:organisation_list")
    lista = reverse("samverkan:organisation_list")
    context = {"smulor": [(lista, "Organisationer")], "avbryt": lista, "knapp": "Lägg till kommunerna"}
    if not form.saknade:
        context["text"] = "Alla kommuner i länet är redan registrerade"
    return formularsida(request, form, "Lägg till länets kommuner", **context)


def organisation_ta_bort(request, pk):
    row = get_for_user(Organisation, request.user, pk=pk, can=Organisation.can_be_edited_by)
    lista = reverse("samverkan:organisation_list")
    vagen = {"smulor": [(lista, "Organisationer"), (row.get_absolute_url(), str(row))], "avbryt": row.get_absolute_url()}
    act, forklaring = partial(actions.ta_bort_organisation, row, by=request.user), BORTTAGNING
    return ta_bort(
        request, row, act, rubrik="Ta bort organisation", klart=f"{row} är borttagen.", hem=lista, forklaring=forklaring, **vagen
    )


def _spara(request, form, rubrik):
    if form.is_valid() and forsok(form, actions.spara_organisation, form, by=request.user):
        messages.success(request, f"{form.instance} är sparad.")
        return vidare(request, form, form.instance)
    lista = reverse("samverkan:organisation_list")
    return formularsida(request, form, rubrik, smulor=[(lista, "Organisationer")], avbryt=lista, en_till=not form.instance.pk)


def handelse_list(request):
    urval = Urval(request.GET)
    context = {"blad": blad(request, urval.valj(synliga(request.user))), "form": urval, "fraga": _utan_sida(request)}
    return render(request, "samverkan/handelse_list.html", context)


def _utan_sida(request):
    """The question asked, without the page number: for the link to the file, which holds all of them."""
    fraga = request.GET.copy()
    fraga.pop("sida", None)
    return fraga.urlencode()


def handelse_csv(request):
    rows = Urval(request.GET).valj(synliga(request.user))
    response = svara_fil("\ufeff", "text/csv; charset=utf-8", "handelser.csv")
    out = csv.writer(response, delimiter=";")
    out.writerow(["Tid", "Vem", "Vad", "Objekt", "Beskrivning"])
    for h in rows.iterator():
        out.writerow([csv_cell(cell) for cell in (f"{timezone.localtime(h.tid):%Y-%m-%d %H:%M:%S}", h.vem, h.akt, h.objekt, h.text)])
    return response


def skrivet_detail(request):
    """What she had typed when her session had ended, to be saved after all."""
    kvar = kvarlamnat.kvarlamnat(request)
    if not kvar:
        return redirect("start")
    return render(request, "samverkan/skrivet.html", kvar)


@require_POST
def skrivet_kasta(request):
    kvarlamnat.kasta(request)
    messages.success(request, "Det du hade skrivit är kastat.")
    return redirect("start")


def galleri(request):
    """Every component in every state, for whoever changes the look."""
    fel = Prov({"datum": "i går"}, auto_id="fel_%s")
    return render(request, "samverkan/galleri.html", {"form": fel, "tom": Prov(), "status": STATUSAR, "bilder": provbilder()})
