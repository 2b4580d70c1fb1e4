"""The sections: read, write, hand in, review."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from js_asset import Media

from berattelse import actions
from berattelse.avsnitt.krock import jamka
from berattelse.forms import AterForm, AvsnittForm
from berattelse.innehall.sektioner import Underlag, sektion, skrivs_av_programmet
from berattelse.models import Avsnitt
from samverkan.brev import webbadress
from samverkan.door import get_for_user, require
from samverkan.inaktuell import Inaktuell
from samverkan.sidor import med_breven, steg

RADER = Avsnitt.objects.select_related("verksamhetsar__avtal", "uppdrag__avtal", "rubrik", "annat_avtal")


def _namn(avsnitt, parts):
    return [(part, avsnitt._meta.get_field(part).verbose_name) for part in parts]


def avsnitt_detail(request, pk):
    avsnitt = get_for_user(RADER, request.user, pk=pk)
    user, byten = request.user, list(avsnitt.statusbyten.select_related("av"))
    context = {
        "avsnitt": avsnitt,
        "year": avsnitt.verksamhetsar,
        "sektion": sektion(avsnitt, Underlag(avsnitt.verksamhetsar)),
        "statusbyten": byten,
        "sista": byten[-1] if byten else None,
        "hamtade": _namn(avsnitt, avsnitt.fran_foregaende),
        "foregaende": avsnitt.verksamhetsar.foregaende,
        "sparat": request.GET.get("sparat") == str(avsnitt.version),
        "kan": {act: getattr(avsnitt, f"can_be_{act}_by")(user) for act in ("edited", "klar", "godkand", "ater")},
    }
    return render(request, "berattelse/avsnitt_detail.html", context)


def avsnitt_edit(request, pk):
    """What is posted is answered with the text in place, also when the section or the year was closed meanwhile."""
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_written_by)
    form = AvsnittForm(request.POST or None, instance=avsnitt)
    if not form.is_bound:
        require(avsnitt, request.user, Avsnitt.can_be_edited_by)
    elif form.is_valid():
        saved, context = _spara(form, avsnitt, request.user)
        if saved:
            messages.success(request, "Avsnittet är sparat.")
            return redirect(f"{saved.get_absolute_url()}?sparat={saved.version}")
        return _skrivsida(request, avsnitt, form, status=409, **context)
    return _skrivsida(request, avsnitt, form)


def _spara(form, avsnitt, user):
    """(the saved section, {}) or (None, what the page must tell)."""
    version = form.cleaned_data["version"]
    try:
        return actions.spara(avsnitt, form.sparas, version=version, by=user, bekraftade=form.bekraftade), {}
    except Inaktuell:
        return None, _krock(form, avsnitt, version)
    except ValidationError as error:
        form.add_error(None, error)
        return None, {}


def _krock(form, avsnitt, version):
    """Take over what only the other changed, show both texts where both did; the next save starts from the version shown."""
    nu = Avsnitt.objects.get(pk=avsnitt.pk)
    bas = avsnitt.history.filter(version=version).first()
    mina = {part: text for part, text in form.sparas.items() if part != "exempel"}
    krock = jamka(mina, _texter(nu, mina), _texter(bas, mina) if bas else None)
    form.ersatt(version=nu.version, **krock.hamtas)
    if "prioriterade_year" in krock.moten:
        form.add_error("prioriterade_year", f"Sparat nu: {krock.moten.pop('prioriterade_year') or 'tomt'}")
    hamtas = [namn for _, namn in _namn(nu, krock.hamtas)]
    return {"krock": krock.moten, "hamtas": hamtas, "senast": nu.history.select_related("history_user").first()}


def _texter(avsnitt, delar):
    return {part: getattr(avsnitt, part) for part in delar}


def _skrivsida(request, avsnitt, form, *, status=200, krock=None, **context):
    context |= {
        "avsnitt": avsnitt,
        "year": avsnitt.verksamhetsar,
        "foregaende": avsnitt.verksamhetsar.foregaende,
        "form": form,
        "krock": krock,
        "rader": [(*rad, (krock or {}).get(rad[0])) for rad in form.rader],
        "media": Media.from_media(form.media, nonce=request.csp_nonce),
        "skrivs": skrivs_av_programmet(avsnitt, Underlag(avsnitt.verksamhetsar)),
    }
    return render(request, "berattelse/avsnitt_edit.html", context, status=status)


def _act(request, avsnitt, act, message, *args, **kwargs):
    steg(request, message, act, avsnitt, *args, by=request.user, **kwargs)
    return redirect(avsnitt)


@require_POST
@med_breven
def avsnitt_klar(request, pk):
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_klar_by)
    return _act(request, avsnitt, actions.klar, "Avsnittet är lämnat för granskning.", url=webbadress(avsnitt.get_absolute_url()))


@require_POST
@med_breven
def avsnitt_godkann(request, pk):
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_godkand_by)
    last = request.POST.get("version", "")
    version = int(last) if last.isdecimal() and len(last) < 10 else 0  # no text has the version 0
    return _act(request, avsnitt, actions.godkann, "Avsnittet är godkänt.", version=version, url=webbadress(avsnitt.get_absolute_url()))


@med_breven
def avsnitt_ater(request, pk):
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_ater_by)
    form = AterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        skal = form.cleaned_data["skal"]
        return _act(request, avsnitt, actions.ater, "Avsnittet har gått åter.", skal=skal, url=webbadress(avsnitt.get_absolute_url()))
    return render(request, "berattelse/avsnitt_ater.html", {"avsnitt": avsnitt, "form": form})


@require_POST
def avsnitt_hamta(request, pk):
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_edited_by)
    message = "Texten från föregående år är hämtad. Gå igenom varje del."
    return _act(request, avsnitt, actions.hamta_foregaende, message)


@require_POST
def avsnitt_bekrafta(request, pk, part):
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_edited_by)
    if part not in avsnitt.fran_foregaende:
        raise Http404
    return _act(request, avsnitt, actions.bekrafta, "Texten är bekräftad.", part)
