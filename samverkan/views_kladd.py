"""What a person has written and not saved: kept as she writes, listed, brought together with what is saved, thrown away."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from samverkan.models import Kladd
from samverkan.personuppgifter import KLADD
from samverkan.skrivet.jamfor import sida_vid_sida
from samverkan.skrivet.kladd import behall, gar_att_spara, grupper, kasta, las_falt, ur_json
from samverkan.skrivet.kvarlamnat import som_text
from samverkan.skrivet.stycken import jamka

FEL = "Det som skickades går inte att läsa. Ladda om sidan."


def kladd_list(request):
    """Her own drafts: all of them as a page, those of one page (`plats`) as JSON."""
    rader = Kladd.objects.filter(user=request.user)
    if "plats" in request.GET:
        return JsonResponse({"kladdar": [_som_json(falt) for falt in grupper(rader.filter(plats=request.GET["plats"]))]})
    kladdar = [(falt[0], [(k.etikett or k.falt, som_text(k.text)) for k in falt]) for falt in grupper(rader)]
    return render(request, "samverkan/kladd_list.html", {"kladdar": kladdar, "sparas": KLADD.days})


def _som_json(falt):
    fields = [{"namn": k.falt, "etikett": k.etikett, "text": k.text, "ord": som_text(k.text), "nr": k.nr} for k in falt]
    return {"skrivning": falt[0].skrivning, "tid": f"{timezone.localtime(max(k.tid for k in falt)):%Y-%m-%d %H:%M}", "falt": fields}


@require_POST
def kladd_behall(request):
    try:
        falt = las_falt(request.POST.get("falt", ""))
        plats, rubrik, skrivning = (request.POST[name] for name in ("plats", "rubrik", "skrivning"))
    except (ValueError, KeyError):
        return JsonResponse({"fel": FEL}, status=400)
    if not (plats.startswith("/") and len(plats) <= 300 and 0 < len(skrivning) <= 40 and gar_att_spara(plats + rubrik + skrivning)):
        return JsonResponse({"fel": FEL}, status=400)
    try:
        behall(request.user, plats, rubrik[:300], skrivning, falt)
    except ValidationError as error:
        return JsonResponse({"fel": " ".join(error.messages)}, status=400)
    return JsonResponse({"tid": f"{timezone.localtime():%H.%M}"})


@require_POST
def kladd_jamka(request, skrivning):
    """Her draft and what its fields hold now, brought together: {field: {text, moten, nr of the draft}}. Nothing is written."""
    rader = list(Kladd.objects.filter(user=request.user, skrivning=skrivning))
    if not rader:
        raise Http404
    try:
        nu = ur_json(request.POST.get("nu", ""))
    except ValueError:
        nu = None
    if not isinstance(nu, dict) or not all(isinstance(text, str) for text in nu.values()):
        return JsonResponse({"fel": FEL}, status=400)
    return JsonResponse({"falt": {k.falt: _jamkad(k, nu[k.falt]) for k in rader if k.falt in nu}})


def _jamkad(kladd, nu):
    jamkat = jamka(kladd.text, nu, kladd.bas)
    par = (sida_vid_sida(mote.deras, mote.mitt) for mote in jamkat.moten)
    return {"nr": kladd.nr, "text": jamkat.text, "moten": [{"deras": deras, "mitt": mitt} for deras, mitt in par]}


def _sedda(data):
    """{field: nr} of what she was shown of a draft; what is of another shape is nothing."""
    try:
        sedda = ur_json(data)
    except ValueError:
        return {}
    if not isinstance(sedda, dict):
        return {}
    return {namn: nr for namn, nr in sedda.items() if gar_att_spara(namn) and type(nr) is int and 0 <= nr < 2**53}


@require_POST
def kladd_kasta(request, skrivning):
    bort = kasta(request.user, skrivning, _sedda(request.POST["falt"]) if "falt" in request.POST else None)
    if request.headers.get("X-Kladd"):
        return HttpResponse(status=204)
    if not bort:
        raise Http404
    messages.success(request, "Det du hade skrivit är kastat.")
    return redirect("samverkan:kladd_list")
