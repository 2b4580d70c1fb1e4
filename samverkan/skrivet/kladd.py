"""Drafts: what a person writes is kept as she writes it, offered to her once, and gone when the page has been saved."""

import json
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from samverkan.models import Kladd

MEST = 300_000  # characters in one field: more than the longest section
RADER = 500  # fields a person may have unsaved at once
FOR_MANGA = "Du har text på för många sidor som inte är sparad. Gå till Osparad text, och spara eller kasta det som ligger där."
FOR_LANG = "Texten är för lång för att kladden ska kunna sparas. Korta den, eller dela upp den."


@transaction.atomic
def behall(user, plats, rubrik, skrivning, falt):
    """Keep the fields [{namn, etikett, text, bas, nr}] of one opening of a page. ValidationError when there is too much."""
    if any(len(f["text"]) > MEST or len(f.get("bas", "")) > MEST for f in falt):
        raise ValidationError(FOR_LANG)
    andra = Kladd.objects.filter(user=user).exclude(skrivning=skrivning, falt__in=[f["namn"] for f in falt])
    if andra.count() + len(falt) > RADER:
        raise ValidationError(FOR_MANGA)
    for f in falt:
        _behall_falt(user, plats, rubrik, skrivning, f)


def _behall_falt(user, plats, rubrik, skrivning, f):
    nytt = {
        "plats": plats,
        "rubrik": rubrik,
        "etikett": f.get("etikett", "")[:300],
        "text": f["text"],
        "bas": f.get("bas", ""),
        "nr": f["nr"],
    }
    rad, ny = Kladd.objects.select_for_update().get_or_create(user=user, skrivning=skrivning, falt=f["namn"][:100], defaults=nytt)
    if not ny and rad.nr < f["nr"]:
        rad.text, rad.nr, rad.bas = f["text"], f["nr"], f.get("bas", rad.bas)
        rad.save(update_fields=["text", "nr", "bas", "tid"])
    if rad.text == rad.bas:  # she has taken it back herself
        rad.delete()


def kasta(user, skrivning, sedda=None):
    """How many fields of her draft were thrown away: all, or of those she was shown ({field: nr}) what has not been written on since."""
    rader = Kladd.objects.filter(user=user, skrivning=skrivning)
    if sedda is None:
        return rader.delete()[0]
    return sum(rader.filter(falt=namn, nr__lte=nr).delete()[0] for namn, nr in sedda.items())


def las_falt(data):
    """The fields of a post, as `behall` takes them. ValueError when they are not of that shape."""
    falt = ur_json(data)
    if not isinstance(falt, list) or not all(isinstance(f, dict) and _ar_falt(f) for f in falt):
        raise ValueError
    return falt


def ur_json(data):
    """The JSON a page sent. ValueError when it is none, or nested by the thousand."""
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError from error


def _ar_falt(f):
    ord_ = all(isinstance(f.get(key, ""), str) and gar_att_spara(f.get(key, "")) for key in ("namn", "etikett", "text", "bas"))
    return ord_ and f.get("namn") and "text" in f and type(f.get("nr")) is int and 0 <= f["nr"] < 2**53


def gar_att_spara(text):
    """Half a sign, as a browser may cut an emoji, and the null character are taken by no database."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in text


def grupper(rader):
    """[[the fields of one opening of a page]], the latest written first."""
    grupper = [list(falt) for _, falt in groupby(rader, key=lambda k: (k.plats, k.skrivning))]
    return sorted(grupper, key=lambda falt: max(k.tid for k in falt), reverse=True)


def skriver(plats, by, sedan):
    """Others who have written on the page since a time ago, the latest first: [(person, names of the fields, when)]."""
    rader = Kladd.objects.filter(plats=plats, tid__gt=timezone.now() - sedan).exclude(user=by).select_related("user").order_by("-tid")
    per_person = {}
    for rad in rader.defer("text", "bas"):
        per_person.setdefault(rad.user, []).append(rad)
    return [(user, list(dict.fromkeys(k.falt for k in falt)), falt[0].tid) for user, falt in per_person.items()]


def sparas_upp(get_response):
    """What was posted and taken is no draft any more: the page leads on (or says 201), and no act told that it was refused."""

    def middleware(request):
        response = get_response(request)
        if request.method == "POST" and response.status_code in {201, 302, 303} and not getattr(request, "inte_sparat", False):
            skrivningar = [s for s in request.POST.getlist("skrivning") if s]
            if skrivningar and request.user.is_authenticated:
                Kladd.objects.filter(user=request.user, skrivning__in=skrivningar).delete()
        return response

    return middleware
