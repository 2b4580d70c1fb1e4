"""To another's login service and back. Open without login; what is done there is in samverkan/inloggning/."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from samverkan.inloggning.tjanster import tjanst_med


def _tjanst(nyckel):
    tjanst = tjanst_med(nyckel)
    if tjanst is None:
        raise Http404("No such login service.")
    return tjanst


@login_not_required
@never_cache
@require_GET
def tjanst_logga_in(request, tjanst):
    """Each press asks the service something: no stranger makes the program wait for it without end."""
    tjanst = _tjanst(tjanst)
    return ratelimit.consume_or_429(request, action="inloggningstjanst", limit_get=True) or tjanst.vag.logga_in(request, tjanst)


@login_not_required
@never_cache
@csrf_exempt  # a SAML service posts its answer; what ties it to this browser is the request it answers
def tjanst_svar(request, tjanst):
    tjanst = _tjanst(tjanst)
    return tjanst.vag.svar(request, tjanst)


@login_not_required
@never_cache
@require_GET
def tjanst_klar(request, tjanst):
    """Where the browser goes with what a SAML service posted, so that its own cookies come with it."""
    tjanst = _tjanst(tjanst)
    return tjanst.vag.klar(request, tjanst)


@login_not_required
@require_GET
def tjanst_metadata(request, tjanst):
    tjanst = _tjanst(tjanst)
    return tjanst.vag.metadata(request, tjanst)
