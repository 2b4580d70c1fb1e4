"""A section as a Word file, and such a file read back: shown beside the text that is saved, and taken in as a draft."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.forms.word import TaInForm, Wordform, antal_losa
from berattelse.innehall.sektioner import Underlag, pa_niva
from berattelse.models import Avsnitt
from berattelse.skrift.urword import MEST_LOSA, Wordjamforelse, namn_pa_del, read, ursprung
from berattelse.skrift.wordavsnitt import som_word
from berattelse.views.avsnitt import RADER, skrivplats
from berattelse.views.fil import TYPER
from samverkan.door import get_for_user
from samverkan.jobb import logga_lamnad
from samverkan.sidor import steg
from samverkan.utifran.fil import svara_fil
from samverkan.utifran.uppladdning import tar_emot


def avsnitt_word(request, pk):
    """Hämta som Word."""
    avsnitt = get_for_user(RADER, request.user, pk=pk)
    data = som_word(avsnitt, Underlag(avsnitt.verksamhetsar), str(request.user))
    svar = svara_fil(data, TYPER["docx"], f"{avsnitt} {avsnitt.verksamhetsar}, version {avsnitt.version}.docx")
    return logga_lamnad(request, svar, avsnitt, "hämtade som Word", text=f"Avsnitt {avsnitt}", version=avsnitt.version)


@tar_emot(Wordform)
def avsnitt_las_in_word(request, pk):
    """Läs in från Word: the file is shown part by part. Nothing of it is kept."""
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_sparad_by)
    form = Wordform(request.POST if request.method == "POST" else None, request.FILES or None)
    context = {"avsnitt": avsnitt, "year": avsnitt.verksamhetsar, "form": form}
    if form.is_valid():
        try:
            visas = Wordjamforelse(avsnitt, Underlag(avsnitt.verksamhetsar), read(form.cleaned_data["fil"].read()), request.user)
            context |= {"visas": visas, "fil": form.cleaned_data["fil"].name} | _att_ta_in(visas)
        except ValidationError as error:
            form.add_error("fil", error)
    return render(request, "berattelse/avsnitt_las_in_word.html", context)


def _delar(avsnitt):
    return [(part, namn_pa_del(avsnitt, part)) for part in avsnitt.delar]


def _att_ta_in(visas):
    """The form that takes in what is shown, and its fields beside what they are about."""
    texter = {f"text_{d.part}": d.text for d in visas.andrade} | {f"los_{n}": html for n, _, html in visas.losa}
    form = TaInForm(
        initial=texter | {"version": visas.version}, delar=_delar(visas.avsnitt), losa=len(visas.losa), label_suffix=""
    )  # fmt: skip
    return {
        "ta_in": form,
        "delar": [(d, form[f"ta_{d.part}"], form[f"text_{d.part}"]) for d in visas.andrade],
        "losa": [(grupp, _utan_rubrik(grupp, html), form[f"los_{n}"], form[f"till_{n}"]) for n, grupp, html in visas.losa],
    }


def _utan_rubrik(grupp, html):
    """Its own heading stands above it on the page, and those within it below that."""
    return pa_niva(html.partition("</h5>")[2] if grupp.rubrik else html, 3)


@require_POST
def avsnitt_ta_in_som_kladd(request, pk):
    """Ta in som kladd: on to where she writes, where the draft is offered and brought together with what is saved."""
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_sparad_by)
    form = TaInForm(request.POST, delar=_delar(avsnitt), losa=antal_losa(request.POST, MEST_LOSA))
    if not form.is_valid():
        messages.error(request, "Det som skickades går inte att läsa. Läs in filen på nytt.")
        return redirect("berattelse:avsnitt_las_in_word", pk)
    bas = ursprung(avsnitt, form.cleaned_data["version"])
    klart = "Texten från Word ligger som kladd: ta fram den här, läs igenom och spara. Ingenting är sparat i avsnittet ännu."
    if not steg(request, klart, actions.ta_in_som_kladd, avsnitt, form, bas, skrivplats(avsnitt), by=request.user):
        return redirect("berattelse:avsnitt_las_in_word", pk)
    return redirect("berattelse:avsnitt_edit", pk)
