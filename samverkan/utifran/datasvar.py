"""What programs outside are answered: JSON with Swedish sentences, a strong ETag of the bytes, and never a page of HTML.

What is open to all may be read from a page of any origin; what is asked for with a key is kept by nobody on its way.
"""

import hashlib
import json
from datetime import date, datetime
from functools import wraps
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.csrf import csrf_exempt

JSON, CSV, TEXT = "application/json", "text/csv; charset=utf-8", "text/plain; charset=utf-8"
OPPET, EGET = "public, max-age=300", "no-store, private"
FINNS_INTE = "Det finns ingenting på den adressen. Sidan /data/ räknar upp adresserna."
BARA_GET = "Adressen går bara att läsa, med GET eller HEAD. Ingenting är ändrat."
FAR_INTE = "Nyckeln ger inte rätt att läsa det här."


class Datasvar(NamedTuple):
    """The bytes, what they are, when they last changed (None: not known), and their SHA-256 where that is kept already."""

    data: bytes
    typ: str = JSON
    senast: datetime | None = None
    sha256: str = ""


def som_bytes(uppgifter):
    """The same bytes for the same content: days in ISO, letters as they are."""
    return json.dumps(uppgifter, ensure_ascii=False, indent=1, default=_i_iso).encode()


def _i_iso(varde):
    if isinstance(varde, date):
        return varde.isoformat()
    raise TypeError(f"{type(varde).__name__} has no place in what is told outside")


def fel(status, mening, **huvuden):
    """A refusal, in words."""
    svar = HttpResponse(som_bytes({"fel": mening, "status": status}), content_type=JSON, status=status)
    for namn, varde in huvuden.items():
        svar[namn.replace("_", "-")] = varde
    return svar


def oppna_data(view):
    """view(request, …) → Datasvar, for all to read, from any origin; its 404 and 405 are JSON too."""

    @wraps(view)
    def inner(request, **kwargs):
        svar = _svar(request, view, kwargs, OPPET)
        svar["Access-Control-Allow-Origin"] = "*"
        return svar

    inner.svarar_sjalv = True
    return csrf_exempt(login_not_required(inner))


def data_med_nyckel(view):
    """view(request, …) → Datasvar or a refusal; it asks for its key itself. Kept nowhere, and read from no other origin's page."""

    @wraps(view)
    def inner(request, **kwargs):
        return _svar(request, view, kwargs, EGET)

    inner.svarar_sjalv = True
    return csrf_exempt(login_not_required(inner))


def _svar(request, view, kwargs, cache):
    svar = _fraga(request, view, kwargs)
    if isinstance(svar, Datasvar):
        svar = _med_marke(request, svar)
    svar["Cache-Control"] = cache if svar.status_code in {200, 304} else EGET
    return svar


def _fraga(request, view, kwargs):
    if request.method not in {"GET", "HEAD"}:
        return fel(405, BARA_GET, Allow="GET, HEAD")
    try:
        return view(request, **kwargs)
    except Http404:
        return fel(404, FINNS_INTE)
    except PermissionDenied:
        return fel(403, FAR_INTE)


def _med_marke(request, svar):
    """The answer, or 304 when who asks has it already."""
    etag = quote_etag(svar.sha256 or hashlib.sha256(svar.data).hexdigest())
    sekund = int(svar.senast.timestamp()) if svar.senast else None
    response = HttpResponse(svar.data, content_type=svar.typ, headers={"ETag": etag})
    if sekund is not None:
        response["Last-Modified"] = http_date(sekund)
    return get_conditional_response(request, etag=etag, last_modified=sekund, response=response)
