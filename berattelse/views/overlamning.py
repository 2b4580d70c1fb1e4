"""An uppdrag that goes over to somebody else: its history in a package, and the receipt of it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.text import slugify

from berattelse.actions import overlamning as actions
from berattelse.forms.overlamning import Overlamningsform
from berattelse.models import Overlamning
from berattelse.utgava.overlamning import EXPORT, kvittot, senast_exporterad, summa, tabeller
from berattelse.views.fil import svara_med_diariets
from samverkan.door import get_for_user
from samverkan.jobb import logga_lamnad
from samverkan.sidor import forsok, med_breven, visa
from samverkan.utifran.fil import svara_fil
from uppdrag.models import Uppdrag

UPPDRAG = Uppdrag.objects.select_related("avtal", "styrgrupp")


@med_breven
def overlamning_create(request, pk):
    """What the package holds, the package, and who has received it."""
    uppdrag = get_for_user(UPPDRAG, request.user, pk=pk, can=Uppdrag.can_be_edited_by)
    form = Overlamningsform(request.POST or None, instance=Overlamning(uppdrag=uppdrag), initial={"sha256": senast_exporterad(uppdrag)})
    if form.is_valid() and forsok(form, actions.registrera_overlamning, form, by=request.user):
        messages.success(request, f"Överlämningen till {form.instance.organisation} är registrerad. Kvittot finns på sidan.")
        return redirect(form.instance)
    context = {"uppdrag": uppdrag, "tabeller": tabeller(uppdrag), "overlamningar": uppdrag.overlamningar.select_related("av")}
    return visa(request, "berattelse/overlamning_create.html", form, context)


def overlamning_zip(request, pk):
    """All that is known of the uppdrag in one zip, with an index and hashes."""
    uppdrag = get_for_user(UPPDRAG, request.user, pk=pk, can=Uppdrag.can_be_edited_by)
    smulor = [(uppdrag.get_absolute_url(), str(uppdrag))]
    svar = svara_med_diariets(request, "uppdrag", uppdrag.pk, f"overlamning-{slugify(uppdrag.namn)}.zip", smulor)
    return logga_lamnad(request, svar, uppdrag, EXPORT, sha256=summa(uppdrag))


def overlamning_kvitto(request, pk):
    rader = Overlamning.objects.select_related("uppdrag__avtal", "av")
    rad = get_for_user(rader, request.user, pk=pk, can=Overlamning.can_be_edited_by)
    return svara_fil(kvittot(rad), "application/pdf", f"kvitto-{slugify(rad.uppdrag.namn)}-{rad.pk}.pdf")
