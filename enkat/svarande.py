"""Who is answering, and by which door: an account, or a personal link. The pages are the same."""

from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from enkat.actions.svar import STANGD, Vem
from enkat.lankar import fingeravtryck, lagad
from enkat.models import Deltagare, Inbjudan, Omgang
from enkat.oversikt import DELTAGARE
from samverkan.door import get_for_user
from samverkan.grans import rakna, sparrad
from uppdrag.kontakt import kontakter_hos_en_region, kontaktpersoner
from uppdrag.models import Avtal

GISSNINGAR = 30  # unknown links from one address before no more of them are looked up for a while; a valid one always is


@dataclass
class Svarande:
    deltagare: Deltagare
    vem: Vem
    dorr: str  # lank or svar: the first word of the addresses' names
    nyckel: object  # the token, or the respondent's id
    epost: str
    far_svara: bool
    far_skicka_in: bool
    registrerar: bool = False  # by hand, what came on paper

    @property
    def skribent(self):
        return self.vem.skribent

    def url(self, namn, *args):
        return reverse(f"enkat:{self.dorr}_{namn}", args=[self.nyckel, *args])

    def namn(self, sida):
        """The name of an address by this door, for a template's url tag."""
        return f"enkat:{self.dorr}_{sida}"


def for_konto(request, pk):
    """By account: 404 when the answer is not hers to know of."""
    user = request.user
    deltagare = get_for_user(DELTAGARE, user, pk=pk, can=Deltagare.can_be_read_by)
    svarar = deltagare.can_be_answered_by(user)
    registrerar = not svarar and deltagare.can_be_registered_by(user)
    return Svarande(
        deltagare, Vem(str(user), user), "svar", pk, user.email, far_svara=svarar or registrerar,
        far_skicka_in=registrerar or deltagare.can_be_handed_in_by(user), registrerar=registrerar,
    )  # fmt: skip


def for_lank(token):
    """By personal link: None when there is none such."""
    inbjudan = Inbjudan.objects.filter(token_hash=fingeravtryck(lagad(token)), aterkallad__isnull=True).select_related("deltagare").first()
    if inbjudan is None:
        return None
    deltagare = DELTAGARE.get(pk=inbjudan.deltagare_id)
    ansvarig = inbjudan.roll == Inbjudan.Uppgift.ANSVARIG
    vem = Vem(inbjudan.namn, lank=inbjudan.pk)
    return Svarande(deltagare, vem, "lank", lagad(token), inbjudan.epost, far_svara=deltagare.is_open, far_skicka_in=ansvarig)


def med_konto(view):
    """The page behind the login."""

    @wraps(view)
    def inner(request, pk, **kwargs):
        return view(request, for_konto(request, pk), **kwargs)

    return never_cache(inner)


def med_lank(view):
    """The page behind a personal link: unknown, too much guessed, or over is answered in words."""

    @wraps(view)
    def inner(request, token, **kwargs):
        svarande = for_lank(token)
        if svarande is None:
            return _okand(request)
        if not svarande.far_svara:
            return _nekad(request, "enkat/lank_stangd.html", STANGD, 403, **_om_stangd(svarande))
        return view(request, svarande, **kwargs)

    # Whoever could forge a request must know the token, and then needs no forging: so a lost cookie stops nobody.
    return csrf_exempt(login_not_required(never_cache(inner)))


def _okand(request):
    """No such link: told in words, and after too many from one address so is that."""
    if sparrad(request, "enkat", GISSNINGAR):
        return render(request, "429.html", status=429)
    rakna(request, "enkat")
    kontakter = kontakter_hos_en_region(Avtal.objects.filter(verksamhetsar__omgangar__status=Omgang.Status.OPPEN))
    return _nekad(request, "enkat/lank_okand.html", "Länken gäller inte längre.", 404, kontakter=kontakter)


@login_not_required
@never_cache
def lank_bruten(request, rest):
    """An address that a mail program has spoilt: on to the answer when the link can be made out, else in words."""
    svarande = for_lank(rest.lstrip("/<([{\"'"))
    return redirect(svarande.url("start")) if svarande else _okand(request)


def _om_stangd(svarande):
    """What counts, when nothing more can be written."""
    d = svarande.deltagare
    kontakter = kontaktpersoner([d.omgang.avtal_id])
    return {"s": svarande, "deltagare": d, "senaste": d.inlamningar.last(), "andrad": d.andrad_sedan_inlamning, "kontakter": kontakter}


def _nekad(request, mall, fel, status, **context):
    """Refused in words: as a page, or to the page's own script."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"fel": fel}, status=status)
    return render(request, mall, context, status=status)
