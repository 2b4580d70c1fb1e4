"""What Django answers with an empty page is answered in words; what is private is kept nowhere on its way; each request has its id."""

from django.core.exceptions import BadRequest
from django.http import HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from samverkan.knappen import sidan_med_knappen
from samverkan.sparet import loggar
from samverkan.utifran.proxyer import betrodd


def begaran_har_nummer(get_response):
    """First of all: every line of the log says which request it is of, and the answer says so too. A known proxy may have numbered it."""

    def middleware(request):
        sagt = request.META.get("HTTP_X_REQUEST_ID", "") if betrodd(request.META) else ""
        request.nummer = loggar.ny_begaran(sagt)
        with loggar.under(request.nummer):
            response = get_response(request)
        response[loggar.SVARSHUVUD] = request.nummer
        return response

    return middleware


METODER = ("GET", "HEAD", "POST")


def metod_i_ord(get_response):
    """Whoever opens the address of an act (after being logged out while pressing, say) is told what happened.

    And no view takes another method for GET: it is answered here, but where programs ask, who are answered in their own way.
    """

    def middleware(request):
        okand = request.method not in METODER and not _svarar_sjalv(request)
        response = HttpResponseNotAllowed(METODER) if okand else get_response(request)
        if response.status_code == 405 and not response.content:
            knappen = sidan_med_knappen(request.path_info) if request.method == "GET" else ""
            response.content = render_to_string("405.html", {"knappen": knappen, "okand": okand}, request=request)
        return response

    return middleware


def _svarar_sjalv(request):
    """Does the address say itself by which methods it is asked (utifran.datasvar)? One that is nowhere is told so."""
    try:
        return hasattr(resolve(request.path_info).func, "svarar_sjalv")
    except Resolver404:
        return True


def behalls_inte(get_response):
    """No browser and no proxy keeps a page or a file that is not open to all: the next person at the computer finds nothing."""

    def middleware(request):
        response = get_response(request)
        if not (response.has_header("Cache-Control") or _oppen_for_alla(request)):
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware


def _oppen_for_alla(request):
    """Is what was asked for the same for everybody? A page that is open without login is not, for somebody who is logged in.

    Nor are the pages by which one logs in: a link to a new password opens one of them.
    """
    match = request.resolver_match
    if not match or (match.url_name or "").startswith(("account_", "mfa_")):
        return False
    return not getattr(match.func, "login_required", True) and not request.user.is_authenticated


def adress_gar_att_lasa(get_response):
    """The null character stands in no address that a person follows, and no database takes it: told in words."""

    def middleware(request):
        fraga = (del_ for namn, varden in request.GET.lists() for del_ in (namn, *varden))
        if "\x00" in request.path_info or any("\x00" in del_ for del_ in fraga):
            raise BadRequest("A null character in the address.")
        return get_response(request)

    return middleware


def kakor_gar_att_lasa(get_response):
    """A cookie with the null character in it (browsers send none) is nobody's: it is not there, and no database is asked for it."""

    def middleware(request):
        request.COOKIES = {namn: varde for namn, varde in request.COOKIES.items() if "\x00" not in varde}
        return get_response(request)

    return middleware
