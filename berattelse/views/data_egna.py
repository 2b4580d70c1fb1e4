"""What an organisation's own programs are answered: by its key in the header Authorization, never in an address."""

from functools import wraps

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404
from django.urls import reverse

from berattelse import actions
from berattelse.models import Datanyckel
from berattelse.utdata.egna import RESURSER
from enkat.lankar import fingeravtryck
from samverkan.brev import webbadress
from samverkan.utifran.datasvar import Datasvar, data_med_nyckel, fel, som_bytes
from samverkan.utifran.grans import TID, rakna, sparrad
from uppdrag.models import Avtal

PER_SIDA = 500
GISSNINGAR, FRAGOR = 30, 600  # from one address in ten minutes: keys that are none, and questions with one key
SAKNAS = "Skicka organisationens nyckel i huvudet Authorization, så här: Authorization: Bearer ‹nyckeln›. Den får inte stå i adressen."
OKAND = "Nyckeln känns inte igen. Stämmer den inte behövs en ny; kommunens kontaktperson eller regionens processledare skapar den."
SLUT = "Nyckeln gäller inte längre: den har upphört eller är återkallad. Skapa en ny."
FOR_MANGA = "Det har kommit för många frågor. Försök igen om tio minuter."
INGEN_PART = "Nyckelns organisation är inte part i någon överenskommelse i dag."


def _nyckel(request):
    """(the key, None), or (None, the refusal in words)."""
    sort, _, token = request.headers.get("Authorization", "").partition(" ")
    if sort.casefold() != "bearer" or not token.strip():
        return None, _nekad(SAKNAS)
    if sparrad(request, "datanyckel", GISSNINGAR):
        return None, fel(429, FOR_MANGA, Retry_After=str(TID))
    rad = Datanyckel.objects.select_related("organisation").filter(token_hash=fingeravtryck(token.strip())).first()
    if rad is None or not rad.galler:
        rakna(request, "datanyckel")
        return None, _nekad(SLUT if rad else OKAND)
    if rakna(request, f"data {rad.pk}") > FRAGOR:
        return None, fel(429, FOR_MANGA, Retry_After=str(TID))
    return rad, None


def _nekad(mening):
    return fel(401, mening, WWW_Authenticate='Bearer realm="Samverkan"')


def _med_nyckel(view):
    """view(request, key, user, …): the user reads as a läsare of the key's organisation does."""

    @wraps(view)
    def inner(request, **kwargs):
        nyckel, nekad = _nyckel(request)
        if nekad:
            return nekad
        actions.anvand_datanyckel(nyckel)
        user = nyckel.lasare
        if not Avtal.objects.visible_to(user).exists():
            return fel(403, INGEN_PART)
        return view(request, nyckel, user, **kwargs)

    return data_med_nyckel(inner)


def _vem(nyckel):
    return {"kod": nyckel.organisation.kod, "namn": nyckel.organisation.namn}


@_med_nyckel
def resurser(request, nyckel, user):
    """Whose key it is, until when it opens, and what it opens."""
    rader = [{"resurs": namn, "vad": r.vad, "adress": _adress(namn)} for namn, r in RESURSER.items()]
    return Datasvar(som_bytes({"organisation": _vem(nyckel), "nyckel": nyckel.namn, "till": nyckel.till, "resurser": rader}))


def _adress(namn):
    return webbadress(reverse("data:resurs", args=[namn]))


@_med_nyckel
def resurs(request, nyckel, user, resurs):
    """The rows of one kind that a läsare of the organisation sees, page by page."""
    if resurs not in RESURSER:
        raise Http404
    val = RESURSER[resurs]
    sidor = Paginator(val.urval(user), PER_SIDA)
    try:
        sida = sidor.page(request.GET.get("sida", 1))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
    uppgifter = {
        "organisation": _vem(nyckel), "resurs": resurs, "antal": sidor.count, "sida": sida.number, "sidor": sidor.num_pages,
        "nasta": f"{_adress(resurs)}?sida={sida.next_page_number()}" if sida.has_next() else None,
        "rader": [val.som_rad(row) for row in sida],
    }  # fmt: skip
    return Datasvar(som_bytes(uppgifter))
