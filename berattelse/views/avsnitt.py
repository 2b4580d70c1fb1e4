"""The sections: read, write, hand in, review."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from js_asset import Media

from berattelse import actions
from berattelse.avsnitt import siffror
from berattelse.avsnitt.krock import jamka_delar
from berattelse.forms import AterForm, AvsnittForm
from berattelse.forra.intaget import intagen_i
from berattelse.granskning.avsnittskoll import Avsnittskoll
from berattelse.granskning.lage import granskningslage
from berattelse.innehall.sektioner import Underlag, sektion, skrivs_av_programmet
from berattelse.innehall.skrivbord import skrivbord
from berattelse.innehall.varden import skillnader
from berattelse.models import Avsnitt
from berattelse.skrift.avsnittspdf import som_pdf
from berattelse.views.fil import TYPER
from samverkan.brev import webbadress
from samverkan.door import get_for_user, require
from samverkan.inaktuell import Inaktuell
from samverkan.models import Kladd
from samverkan.sidor import med_breven, steg
from samverkan.skrivet.jamfor import sida_vid_sida
from samverkan.skrivet.kladd import skriver
from samverkan.svenska import lista_text
from samverkan.utifran.fil import svara_fil

SKRIVER_NU = timedelta(minutes=2)
RADER = Avsnitt.objects.select_related("verksamhetsar__avtal", "uppdrag__avtal", "rubrik", "annat_avtal")


def _namn(avsnitt, parts):
    return [(part, avsnitt._meta.get_field(part).verbose_name) for part in parts]


def avsnitt_pdf(request, pk):
    """Visa som PDF: the section alone."""
    avsnitt = get_for_user(RADER, request.user, pk=pk)
    data = som_pdf(avsnitt, Underlag(avsnitt.verksamhetsar))
    return svara_fil(data, TYPER["pdf"], f"{avsnitt} {avsnitt.verksamhetsar}, version {avsnitt.version}.pdf", inline=True)


def avsnitt_detail(request, pk):
    avsnitt = get_for_user(RADER, request.user, pk=pk)
    user, byten = request.user, list(avsnitt.statusbyten.select_related("av"))
    underlag = Underlag(avsnitt.verksamhetsar)
    skriven, foregaende = sektion(avsnitt, underlag), avsnitt.verksamhetsar.foregaende
    hennes, lage = avsnitt.can_be_written_by(user), granskningslage(avsnitt, byten, skriven)
    context = {
        "avsnitt": avsnitt,
        "year": avsnitt.verksamhetsar,
        "koll": Avsnittskoll(avsnitt, underlag, skriven, foregaende) if hennes and avsnitt.verksamhetsar.is_open else None,
        "sektion": _med_lankar(skriven, underlag.varden),
        "skillnader": skillnader(avsnitt, underlag.varden),
        "statusbyten": byten,
        "sista": byten[-1] if byten else None,
        "hamtade": _namn(avsnitt, avsnitt.fran_foregaende),
        "foregaende": foregaende,
        "kladdar": hennes and Kladd.objects.filter(user=user, plats=skrivplats(avsnitt)).exists(),
        "kan": {act: getattr(avsnitt, f"can_be_{act}_by")(user) for act in ("edited", "rattad", "klar", "godkand", "ater")},
        "lage": lage,
        "intagen": intagen_i(avsnitt.verksamhetsar) if avsnitt.verksamhetsar.ur_fil else None,
    }
    return render(request, "berattelse/avsnitt_detail.html", context)


def _med_lankar(sektion, varden):
    """The section with each figure leading to the page of its row."""
    for del_ in sektion.delar:
        del_.html = siffror.med_lankar(del_.html, varden)
    return sektion


def skrivplats(avsnitt):
    return reverse("berattelse:avsnitt_edit", args=[avsnitt.pk])


def avsnitt_skriver(request, pk):
    """Who else is writing in the section now, as one sentence."""
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_written_by)
    return JsonResponse({"text": _skriver(avsnitt, request.user)})


def _skriver(avsnitt, user):
    """Only those who may write here: anybody may keep a draft by any address."""
    rader = []
    for vem, falt, tid in skriver(skrivplats(avsnitt), user, SKRIVER_NU):
        if avsnitt.can_be_written_by(vem):
            delar = [namn for _, namn in _namn(avsnitt, (f for f in falt if f in avsnitt.delar))]
            var = f" ({lista_text(delar)})" if delar else ""
            rader.append(f"{vem} skriver här nu{var}, senast {timezone.localtime(tid):%H.%M}.")
    return " ".join(rader)


@med_breven
def avsnitt_edit(request, pk):
    """What is posted is answered with the text in place, also when the section or the year was closed meanwhile."""
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_written_by)
    form = AvsnittForm(request.POST or None, instance=avsnitt)
    if not form.is_bound:
        require(avsnitt, request.user, Avsnitt.can_be_sparad_by)
    elif form.is_valid():
        saved, context = _spara(form, avsnitt, request.user)
        if saved:
            return _sparat(request, saved, form)
        return _skrivsida(request, avsnitt, form, status=409, **context)
    return _skrivsida(request, avsnitt, form)


def _sparat(request, avsnitt, form):
    """Back to the section; or 201 with the new version to whoever saved without leaving the page."""
    if request.headers.get("X-Kladd"):
        text = " ".join([f"Sparat {timezone.localtime():%H.%M}, version {avsnitt.version}.", *form.anmarkningar])
        return JsonResponse({"text": text, "falt": {"version": avsnitt.version}}, status=201)
    lamnas = "lamna" in request.POST and avsnitt.can_be_klar_by(request.user)
    if not lamnas:
        messages.success(request, "Avsnittet är sparat.")
    varna(request, form)
    return _lamna(request, avsnitt, avsnitt.version) if lamnas else redirect(avsnitt)


def varna(request, form):
    """What the writer should look at among the links of the text that is now saved."""
    for anmarkning in form.anmarkningar:
        messages.warning(request, anmarkning)


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
    """Take over what only the other changed; where both changed, both are in the text. The next save starts from the version shown."""
    nu = Avsnitt.objects.get(pk=avsnitt.pk)
    bas = avsnitt.history.filter(version=version).first()
    mina = {part: text for part, text in form.sparas.items() if part != "exempel"}
    forst = _texter(bas, mina) if bas else None
    mina = {part: forst[part] if forst and siffror.samma_ord(forst[part], text) else text for part, text in mina.items()}
    krock = jamka_delar(mina, _texter(nu, mina), forst)
    if krock.moten.pop("prioriterade_year", None):
        form.add_error("prioriterade_year", f"Sparat nu: {nu.prioriterade_year or 'tomt'}")
    form.ersatt(version=nu.version, **krock.hamtas, **{part: jamkat.text for part, jamkat in krock.moten.items()})
    delar = {namn: [namn for _, namn in _namn(nu, parts)] for namn, parts in (("hamtas", krock.hamtas), ("infogat", _utan_moten(krock)))}
    moten = {part: [sida_vid_sida(m.deras, m.mitt) for m in jamkat.moten] for part, jamkat in krock.moten.items() if jamkat.moten}
    return {"krock": moten, "senast": nu.history.select_related("history_user").first(), **delar}


def _utan_moten(krock):
    """The parts both changed, in different paragraphs."""
    return [part for part, jamkat in krock.moten.items() if not jamkat.moten]


def _texter(avsnitt, delar):
    return {part: getattr(avsnitt, part) for part in delar}


def _skrivsida(request, avsnitt, form, *, status=200, krock=None, **context):
    underlag, foregaende = Underlag(avsnitt.verksamhetsar), avsnitt.verksamhetsar.foregaende
    # Of what is typed the page asks by itself.
    context |= {
        "avsnitt": avsnitt,
        "year": avsnitt.verksamhetsar,
        "foregaende": foregaende,
        "form": form,
        "krock": krock,
        "rader": [(*rad, (krock or {}).get(rad[0])) for rad in form.rader],
        "skriver": _skriver(avsnitt, request.user),
        "sparad": avsnitt.history.select_related("history_user").first(),
        "media": Media.from_media(form.media, nonce=request.csp_nonce),
        "skrivs": skrivs_av_programmet(avsnitt, underlag),
        "siffror": underlag.varden.for_avsnitt(avsnitt),
        "skillnader": skillnader(avsnitt, underlag.varden),
        "kan_lamna": avsnitt.is_writable,
        "bord": skrivbord(avsnitt, underlag, foregaende, request.user),
        "koll": None if form.is_bound else Avsnittskoll(avsnitt, underlag, foregaende=foregaende),
    }
    return render(request, "berattelse/avsnitt_edit.html", context, status=status)


def _act(request, avsnitt, act, message, *args, **kwargs):
    steg(request, message, act, avsnitt, *args, by=request.user, **kwargs)
    return redirect(avsnitt)


@require_POST
@med_breven
def avsnitt_klar(request, pk):
    """What is neither mended nor accepted is shown first, once; from there it may be handed in as it is."""
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_klar_by)
    return _lamna(request, avsnitt, visad_version(request), sett="sett" in request.POST)


def visad_version(request):
    """The text's version on the page where the button was pressed."""
    last = request.POST.get("version", "")
    return int(last) if last.isdecimal() and len(last) < 10 else 0  # no text has the version 0


def _lamna(request, avsnitt, version, *, sett=False):
    if not sett and version == avsnitt.version and Avsnittskoll(avsnitt, Underlag(avsnitt.verksamhetsar)).ogodtagna:
        if "lamna" in request.POST:
            messages.info(request, "Avsnittet är sparat, men inte lämnat ännu.")
        return redirect(f"{reverse('berattelse:avsnitt_godta', args=[avsnitt.pk])}?version={version}")
    vart = webbadress(avsnitt.get_absolute_url())
    return _act(request, avsnitt, actions.klar, "Avsnittet är lämnat för granskning.", version=version, url=vart)


@require_POST
@med_breven
def avsnitt_godkann(request, pk):
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_godkand_by)
    text = {"version": visad_version(request), "sett": request.POST.get("sett")}
    return _act(request, avsnitt, actions.godkann, "Avsnittet är godkänt.", **text, url=webbadress(avsnitt.get_absolute_url()))


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
