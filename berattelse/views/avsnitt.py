"""The sections: read, write, hand in, review."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from js_asset import Media

from berattelse import actions
from berattelse.forms import AterForm, AvsnittForm
from berattelse.innehall import Underlag, skrivs_av_programmet
from berattelse.models import Avsnitt
from samverkan.door import get_for_user, require


def _context(avsnitt, user):
    return {"avsnitt": avsnitt, "year": avsnitt.verksamhetsar, "kan": {
        "andra": avsnitt.can_be_edited_by(user), "klar": avsnitt.can_be_klar_by(user),
        "godkann": avsnitt.can_be_godkand_by(user), "ater": avsnitt.can_be_ater_by(user),
    }}  # fmt: skip


def avsnitt_detail(request, pk):
    avsnitt = get_for_user(Avsnitt.objects.select_related("verksamhetsar__avtal"), request.user, pk=pk)
    context = _context(avsnitt, request.user)
    context["delar"] = [(part, avsnitt._meta.get_field(part).verbose_name, getattr(avsnitt, part)) for part in avsnitt.delar]
    context["skrivs"] = skrivs_av_programmet(avsnitt, Underlag(avsnitt.verksamhetsar))
    context["statusbyten"] = avsnitt.statusbyten.select_related("av")
    return render(request, "berattelse/avsnitt_detail.html", context)


def avsnitt_edit(request, pk):
    avsnitt = get_for_user(Avsnitt, request.user, pk=pk, can=Avsnitt.can_be_written_by)
    form = AvsnittForm(request.POST or None, instance=avsnitt)
    context = _context(avsnitt, request.user) | {"form": form}
    if request.method == "GET":
        require(avsnitt, request.user, Avsnitt.can_be_edited_by)
    elif form.is_valid() and (saved := _spara(request, avsnitt, form, context)):
        messages.success(request, "Avsnittet är sparat.")
        return redirect(saved)
    context["media"] = Media.from_media(form.media, nonce=request.csp_nonce)
    context["skrivs"] = skrivs_av_programmet(avsnitt, Underlag(avsnitt.verksamhetsar))
    return render(request, "berattelse/avsnitt_edit.html", context)


def _spara(request, avsnitt, form, context):
    """The saved section, or None with the reason in the form; a stale save puts both texts side by side."""
    try:
        return actions.spara(
            avsnitt, form.texter, version=form.cleaned_data["version"], by=request.user, bekraftade=form.bekraftade
        )
    except actions.Inaktuell:
        nu = Avsnitt.objects.get(pk=avsnitt.pk)
        form.data = form.data.copy()
        form.data["version"] = nu.version
        context["krock"] = [
            (nu._meta.get_field(part).verbose_name, getattr(nu, part)) for part in nu.delar if getattr(nu, part) != form.texter[part]
        ]
        context["krock_med"] = nu.history.first()
    except ValidationError as error:
        form.add_error(None, error)
    return None


def _act(request, avsnitt, act, message, **kwargs):
    try:
        act(avsnitt, by=request.user, **kwargs)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, message)
    return redirect(avsnitt)


def _url(request, avsnitt):
    return request.build_absolute_uri(avsnitt.get_absolute_url())


@require_POST
def avsnitt_klar(request, pk):
    avsnitt = get_for_user(Avsnitt, request.user, pk=pk, can=Avsnitt.can_be_klar_by)
    return _act(request, avsnitt, actions.klar, "Avsnittet är lämnat för granskning.", url=_url(request, avsnitt))


@require_POST
def avsnitt_godkann(request, pk):
    avsnitt = get_for_user(Avsnitt, request.user, pk=pk, can=Avsnitt.can_be_godkand_by)
    return _act(request, avsnitt, actions.godkann, "Avsnittet är godkänt.", url=_url(request, avsnitt))


def avsnitt_ater(request, pk):
    avsnitt = get_for_user(Avsnitt, request.user, pk=pk, can=Avsnitt.can_be_ater_by)
    form = AterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        skal = form.cleaned_data["skal"]
        return _act(request, avsnitt, actions.ater, "Avsnittet är skickat åter.", skal=skal, url=_url(request, avsnitt))
    return render(request, "berattelse/avsnitt_ater.html", {"avsnitt": avsnitt, "form": form})


@require_POST
def avsnitt_hamta(request, pk):
    avsnitt = get_for_user(Avsnitt, request.user, pk=pk, can=Avsnitt.can_be_edited_by)
    return _act(request, avsnitt, actions.hamta_foregaende, "Texten från föregående år är hämtad. Gå igenom varje del.")
