"""Search in all that one may see: a few hits of each kind, and all of one kind page by page."""

from django.http import Http404
from django.shortcuts import render

from berattelse.sokning import traffar
from berattelse.sokning.kallor import KALLOR
from samverkan.sokregister import fraga


def sok(request):
    q = request.GET.get("q", "").strip()[: fraga.HOGST]
    ord_ = fraga.ord_i(q)
    gar = fraga.gar_att_soka(ord_)
    slag = traffar.sok(request.user, ord_) if gar else []
    context = {"q": q, "gar_att_soka": gar, "slag": slag, "antal": sum(s.antal for s in slag)}
    return render(request, "berattelse/sok.html", context)


def sok_slag(request, slag):
    """All hits of one kind."""
    kalla = next((kalla for kalla in KALLOR if kalla.slug == slag), None)
    if kalla is None:
        raise Http404
    q = request.GET.get("q", "").strip()[: fraga.HOGST]
    ord_ = fraga.ord_i(q)
    gar = fraga.gar_att_soka(ord_)
    funna, page = traffar.sida(request.user, ord_, kalla, request.GET.get("sida")) if gar else (None, None)
    context = {"q": q, "gar_att_soka": gar, "kalla": kalla, "slag": funna, "page": page}
    return render(request, "berattelse/sok_slag.html", context)
