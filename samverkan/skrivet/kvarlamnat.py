"""What somebody had typed when the server could not take it: kept over a login, or shown so that it can be copied."""

import re
from copy import copy
from html import unescape
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse, QueryDict
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve, reverse
from django.utils.html import strip_tags

from samverkan.skrivet.stycken import HTML
from samverkan.utifran.grans import rakna
from samverkan.vilande import Vilande

lxml_html = Vilande("lxml.html")

NYCKEL = "skrivet"
MEST = 300_000  # characters: more than the longest section, and no room to fill the session table with
MANGA = 60  # times in ten minutes from one address: a town hall that was logged out, and no more sessions than that to fill the table with
VEM = "skrivande"  # the person whose page the form stood on, written in it by that page's script
HEMLIGT = re.compile(rf"password|losen|csrfmiddlewaretoken|^code$|^credential$|^{VEM}$", re.IGNORECASE)
GRUPPNAMN = "ancestor::fieldset[1]/legend|ancestor::div[starts-with(@id,'div_')][1]/label"
BLOCKSLUT = re.compile(r"</(p|h[1-6]|li|tr|blockquote)>|<br ?/?>", re.IGNORECASE)


class Inloggningskrav(LoginRequiredMiddleware):
    """As Django's own; but what is posted by somebody whose session has ended waits for her to log in."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.method == "POST" and request.user.is_authenticated and _kvar(request).get("adress") == request.get_full_path():
            del request.session[NYCKEL]
        vems = request.headers.get("X-Kladd")
        if vems is None and not getattr(view_func, "login_required", True):
            return None  # who asks is not looked up: what is open to all is the same for everybody, and for every cache on its way
        if request.user.is_authenticated and vems is not None and vems != str(request.user.pk):
            return JsonResponse({"fel": "Någon annan är inloggad i webbläsaren nu."}, status=401)  # what one wrote is never another's
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        if request.headers.get("X-Kladd"):
            return JsonResponse({"fel": "Du är inte längre inloggad."}, status=401)
        if not lagg_undan(request):
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(reverse("samverkan:skrivet"), resolve_url(self.get_login_url(view_func)))


def lagg_undan(request):
    """Keep what is posted until she may send it. False when there is nothing, or too much."""
    falt = postat(request)
    if not falt or sum(len(name) + len(value) for name, value in falt) > MEST:
        return False
    if rakna(request, NYCKEL) > MANGA:
        return False
    request.session[NYCKEL] = {"adress": request.get_full_path(), "falt": falt, "vem": request.POST.get(VEM, "")}
    return True


def _kvar(request):
    """What waits for her. What was posted from another's page is not hers: it is thrown away, not shown."""
    kvar = request.session.get(NYCKEL, {})
    if kvar and request.user.is_authenticated and kvar.get("vem", "") not in {"", str(request.user.pk)}:
        kasta(request)
        return {}
    return kvar


def postat(request):
    """[[name, value]] of what was posted, never a password, a code to log in by, or a file."""
    if request.method != "POST":
        return []
    return [[name, value] for name, values in request.POST.lists() if not HEMLIGT.search(name) for value in values]


def sidan(request, adress):
    """(status, page) that the person who asks meets at the address."""
    delar = urlsplit(adress)
    fraga = copy(request)
    fraga.method, fraga.path, fraga.path_info = "GET", delar.path, delar.path
    fraga.GET, fraga.POST = QueryDict(delar.query), QueryDict()
    try:
        fraga.resolver_match = match = resolve(delar.path)
        svar = match.func(fraga, *match.args, **match.kwargs)
    except (Http404, Resolver404):
        return 404, ""
    except PermissionDenied:
        return 403, ""
    if hasattr(svar, "render"):
        svar.render()
    ar_sida = svar["Content-Type"].startswith("text/html") and not svar.streaming
    return svar.status_code, svar.content.decode() if ar_sida else ""


def i_ord(falt, sida):
    """[(label, value)] of what was typed, as the page it belongs to names it; what that page keeps hidden is left out."""
    trad = lxml_html.fromstring(sida) if sida else None
    rader = [(name, value, trad.xpath("//*[@name=$namn]", namn=name) if trad is not None else []) for name, value in falt if value]
    return [(_etikett(trad, name, delar), _varde(trad, value, delar)) for name, value, delar in rader if not _dold(name, delar)]


def _dold(name, delar):
    return name.endswith(("version", "-fran")) or name == "skrivning" or any(d.get("type") == "hidden" or d.tag == "button" for d in delar)


def _text(element):
    return " ".join(element.text_content().replace("*", "").split())


def _label(trad, element):
    return next((_text(label) for label in trad.xpath("//label[@for=$id]", id=element.get("id", ""))), "")


def _ar_val(element):
    return element.get("type") in {"checkbox", "radio"}


def _etikett(trad, name, delar):
    if not delar:
        return name
    if len(delar) > 1 and _ar_val(delar[0]):
        return next((_text(g) for g in delar[0].xpath(GRUPPNAMN)), name)
    return _label(trad, delar[0]) or delar[0].get("aria-label") or name


def _varde(trad, value, delar):
    if delar and delar[0].tag == "select":
        return next((_text(o) for o in delar[0].iter("option") if o.get("value") == value), value)
    if delar and _ar_val(delar[0]):
        valt = next((d for d in delar if d.get("value", "on") == value), delar[0])
        return _label(trad, valt) or value if len(delar) > 1 else "ja"
    return som_text(value)


def som_text(value):
    """What was typed as a person reads it: the words of HTML, with a line for each block."""
    return unescape(strip_tags(BLOCKSLUT.sub("\n", value))).strip() if HTML.match(value) else value


def kvarlamnat(request):
    """{adress, falt, rader} of what waits for her, where she may open the address it was posted to; else {} and it is gone."""
    kvar = _kvar(request)
    if not kvar:
        return {}
    status, sida = sidan(request, kvar["adress"])
    if status in {403, 404}:
        kasta(request)
        return {}
    return kvar | {"rader": i_ord(kvar["falt"], sida if status == 200 else "")}


def kasta(request):
    request.session.pop(NYCKEL, None)
