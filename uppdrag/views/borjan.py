"""How an empty installation is begun: the first processledare, and the pages where many rows are added at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from samverkan.door import get_for_user
from samverkan.en_till import vidare
from samverkan.sidor import formularsida as husets_formularsida
from samverkan.sidor import forsok, med_breven
from samverkan.svenska import stor_bokstav, talord
from uppdrag import personkrets
from uppdrag.actions import borjan as actions
from uppdrag.forms.borjan import Borjanform, Flerarenorform, Fleruppdragsform, Regionval
from uppdrag.models import Avtal
from uppdrag.views.rader import formularsida


@med_breven
def bli_processledare(request):
    """The page of the first administrator, while nobody has ever been processledare: the region, then its kommuner and her role."""
    if not personkrets.kan_borja(request.user):
        raise PermissionDenied
    regionval = Regionval(request.GET or None)
    region = regionval.vald
    form = Borjanform(request.POST or None, region=region) if region else regionval
    if region and form.is_valid() and forsok(form, actions.bli_processledare, form, by=request.user):
        messages.success(request, f"Du är nu processledare hos {region.namn}. Lägg nu in överenskommelsen.")
        return redirect("start")
    context = {"region": region, "regionval": regionval, "smulor": [], "avbryt": reverse("start")}
    return husets_formularsida(request, form, "Bli processledare", template="uppdrag/bli_processledare.html", **context)


def uppdrag_flera(request, pk):
    avtal = get_for_user(Avtal, request.user, pk=pk, can=Avtal.can_be_edited_by)
    form = Fleruppdragsform(request.POST or None, avtal=avtal)
    if form.is_valid() and forsok(form, actions.lagg_till_uppdrag, form, by=request.user, avtal=avtal):
        antal = len(form.ifyllda)
        messages.success(request, f"{stor_bokstav(talord(antal))} uppdrag {'är tillagt' if antal == 1 else 'är tillagda'}.")
        return vidare(request, form, "uppdrag:uppdrag_list")
    return _flera(request, form, "Lägg till flera uppdrag", "uppdrag:uppdrag_list", "Uppdrag")


def arena_flera(request, pk):
    avtal = get_for_user(Avtal, request.user, pk=pk, can=Avtal.can_be_edited_by)
    form = Flerarenorform(request.POST or None, avtal=avtal)
    if form.is_valid() and forsok(form, actions.lagg_till_arenor, form, by=request.user, avtal=avtal):
        antal = len(form.ifyllda)
        messages.success(request, "En arena är tillagd." if antal == 1 else f"{stor_bokstav(talord(antal))} arenor är tillagda.")
        return vidare(request, form, "uppdrag:arena_list")
    return _flera(request, form, "Lägg till flera arenor", "uppdrag:arena_list", "Arenor")


def _flera(request, form, rubrik, lista, namn):
    vagen = {"smulor": [(reverse(lista), namn)], "avbryt": reverse(lista)}
    return formularsida(
        request, form, rubrik, form.avtal, template="uppdrag/flera.html", en_till=True, en_till_ord="Spara och lägg till fler", **vagen
    )
