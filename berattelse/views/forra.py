"""Last year's report taken in from a file: chosen, read through piece by piece, taken in, undone; and the file as it came."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from berattelse.actions import forra as actions
from berattelse.forms.forra import ForraForm, LandningForm, perioden_fore
from berattelse.innehall.intaget import Landade
from berattelse.models import Intagenberattelse
from berattelse.views.fil import TYPER
from samverkan.door import get_for_user
from samverkan.sidor import forsok, steg, visa
from samverkan.utifran.fil import svara_fil
from samverkan.utifran.uppladdning import tar_emot
from uppdrag.models import Avtal

RADER = Intagenberattelse.objects.defer("innehall").select_related("avtal", "verksamhetsar", "av", "intagen_av")
FINNS = "Filen är redan inläst. Inget nytt har lagts till."


@tar_emot(ForraForm)
def forra_create(request, pk):
    """The file and the year it is about. It is read at once, and kept until somebody takes it in."""
    avtal = get_for_user(Avtal.objects.huvudavtal(), request.user, pk=pk, can=Avtal.can_be_edited_by)
    skickat = request.method == "POST"
    form = ForraForm(request.POST if skickat else None, request.FILES if skickat else None, avtal=avtal, initial=perioden_fore(avtal))
    if form.is_valid():
        fil, ny = actions.ta_emot(form.uppgifter, form.inlast, form.namn, form.data_, by=request.user)
        if not ny:
            messages.warning(request, FINNS)
        return redirect(fil)
    tidigare = RADER.visible_to(request.user).filter(avtal=avtal)
    return visa(request, "berattelse/forra_create.html", form, {"avtal": avtal, "tidigare": tidigare})


def forra_detail(request, pk):
    """What became of the file; one that waits to be taken in is read through first."""
    fil = get_for_user(RADER, request.user, pk=pk)
    if fil.can_be_tagen_in_by(request.user):
        return redirect("berattelse:forra_ta_in", pk)
    kan_angra = fil.can_be_angrad_by(request.user)
    return render(request, "berattelse/forra_detail.html", {"fil": fil, "landade": Landade(fil), "kan_angra": kan_angra})


def forra_ta_in(request, pk):
    """Piece by piece: what was found, where it will land, how sure; each can be moved. Nothing is a year's text before it is confirmed."""
    fil = get_for_user(RADER, request.user, pk=pk, can=Intagenberattelse.can_be_tagen_in_by)
    form = LandningForm(request.POST or None, fil=fil)
    if form.is_valid() and forsok(form, partial(actions.ta_in, fil, form.bitar(), by=request.user)):
        messages.success(request, f"Berättelsen är intagen i år {fil.verksamhetsar}.")
        return redirect(fil)
    return visa(request, "berattelse/forra_ta_in.html", form, {"fil": fil, "avtal": fil.avtal})


@require_POST
def forra_angra(request, pk):
    fil = get_for_user(RADER, request.user, pk=pk, can=Intagenberattelse.can_be_angrad_by)
    steg(request, "Intagningen är ångrad. Filen finns kvar och kan tas in på nytt.", actions.angra, fil, by=request.user)
    return redirect("berattelse:forra_detail", pk)


@require_POST
def forra_kasta(request, pk):
    fil = get_for_user(RADER, request.user, pk=pk, can=Intagenberattelse.can_be_tagen_in_by)
    steg(request, "Filen är kastad.", actions.kasta_berattelse, fil, by=request.user)
    return redirect("berattelse:forra_create", fil.avtal_id)


def forra_fil(request, pk):
    """The file as it came, to the byte."""
    fil = get_for_user(Intagenberattelse, request.user, pk=pk)
    return svara_fil(bytes(fil.innehall), TYPER.get(fil.typ, "text/plain"), fil.namn)
