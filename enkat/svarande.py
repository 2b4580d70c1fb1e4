"""Who is answering, and by which door: an account, or a personal link. The pages are the same."""

from dataclasses import dataclass, replace
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from enkat.actions.sent import ta_emot_sent
from enkat.actions.svar import Aterkallad, Stangd, Svarspost, Vem
from enkat.blad import Blad
from enkat.lankar import fingeravtryck, lagad
from enkat.mandat import upphorda
from enkat.models import Deltagare, Falt, Inbjudan, Omgang, Sentsvar
from enkat.oversikt import DELTAGARE
from enkat.senkommet import Mottaget, vantar
from samverkan.door import get_for_user
from samverkan.utifran.grans import rakna
from uppdrag.kontakt import kontakter_hos_en_region, kontaktpersoner
from uppdrag.models import Avtal

GISSNINGAR = 30  # unknown links from one address before more of them are answered as too many; a valid one always opens
STANGT_I_ORD = "Svarstiden är slut. Svaret kan inte ändras."
OKAND = "Länken gäller inte längre, och det du skrev är inte sparat. Det står kvar här på sidan så länge den är öppen: kopiera det."


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

    @property
    def laser_fran(self):
        """From when she reads what is written; None: all. By link, in what is promised anonymous, from when the recipient began anew."""
        return None if self.vem.user else self.deltagare.borjade_om

    def doljs(self, tid):
        return self.laser_fran is not None and tid < self.laser_fran

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


def for_lank(token, aterkallad=False):
    """By personal link: None when there is none such. `aterkallad`: one withdrawn, or given for what has ended; by it nothing is read."""
    inbjudan = Inbjudan.objects.filter(token_hash=fingeravtryck(lagad(token))).first()
    if inbjudan is None:
        return None
    deltagare = inbjudan.deltagare = DELTAGARE.get(pk=inbjudan.deltagare_id)
    if (inbjudan.aterkallad is not None or bool(upphorda([inbjudan]))) != aterkallad:
        return None
    ansvarig = inbjudan.roll == Inbjudan.Uppgift.ANSVARIG
    vem = Vem(inbjudan.namn, lank=inbjudan.pk)
    far_svara = deltagare.is_open and not aterkallad
    return Svarande(deltagare, vem, "lank", lagad(token), inbjudan.epost, far_svara=far_svara, far_skicka_in=ansvarig and not aterkallad)


def med_konto(view):
    """The page behind the login."""

    @wraps(view)
    def inner(request, pk, **kwargs):
        svarande = for_konto(request, pk)
        if request.method == "POST" and not svarande.deltagare.is_open:
            return for_sent(request, svarande)
        return _i_tid(request, svarande, view, **kwargs)

    return never_cache(inner)


def med_lank(view):
    """The page behind a personal link: unknown, too much guessed, or over is answered in words."""

    @wraps(view)
    def inner(request, token, **kwargs):
        svarande = for_lank(token)
        if svarande is None:
            return _okand(request, token)
        if not svarande.far_svara:
            return for_sent(request, svarande)
        return _i_tid(request, svarande, view, **kwargs)

    # Whoever could forge a request must know the token, and then needs no forging: so a lost cookie stops nobody.
    return csrf_exempt(login_not_required(never_cache(inner)))


def _i_tid(request, svarande, view, **kwargs):
    """The page; closed, or the link withdrawn, between the opening of the door and the saving, what was posted is too late."""
    try:
        return view(request, svarande, **kwargs)
    except Aterkallad:
        return for_sent(request, replace(svarande, far_svara=False, far_skicka_in=False), Sentsvar.Orsak.ATERKALLAD)
    except Stangd:
        return for_sent(request, svarande)


def poster(request):
    """What was sent of each field: its name, its content and the version that was read."""
    found = []
    for namn, version in request.POST.items():
        if namn.startswith("v-"):
            nyckel = namn.removeprefix("v-")
            tal = int(version) if version.isdecimal() and len(version) < 10 else 0
            found.append(Svarspost(nyckel, request.POST.get(nyckel, ""), tal))
    return found


def for_sent(request, svarande, orsak=Sentsvar.Orsak.SISTA_DAGEN):
    """The time is over, or the link was withdrawn: what was posted is kept apart, and what became of it is told."""
    d, aterkallad = svarande.deltagare, orsak == Sentsvar.Orsak.ATERKALLAD
    mottaget = _ta_emot(request, svarande, orsak) if request.method == "POST" else None
    kontakter = kontaktpersoner([d.omgang.avtal_id])
    besked = mottaget.besked(kontakter[0] if kontakter else "Regionens processledare") if mottaget else STANGT_I_ORD
    context = {"s": svarande, "deltagare": d, "kontakter": kontakter, "besked": besked if mottaget else "", "aterkallad": aterkallad}
    if not aterkallad:
        context |= {"senaste": d.inlamningar.last(), "andrad": d.andrad_sedan_inlamning}
    context |= sent_for(svarande, request, mottaget)
    return _nekad(request, "enkat/lank_stangd.html", besked, 403, kvar=mottaget.kvar if mottaget else [], **context)


def _ta_emot(request, svarande, orsak):
    """What became of what was posted too late; None when that was nothing. A processledare who does not answer here leaves nothing."""
    skickar_in = "skicka_in" in request.POST or request.resolver_match.url_name.endswith("_skicka_in")
    if not skickar_in and not poster(request):
        return None
    user = svarande.vem.user
    if user and not Deltagare.objects.egna(user).filter(pk=svarande.deltagare.pk).exists():
        return Mottaget(orsak, ingens=True)
    return ta_emot_sent(svarande.deltagare, poster(request), av=svarande.vem, epost=svarande.epost, orsak=orsak, skickar_in=skickar_in)


def sent_for(svarande, request=None, mottaget=None):
    """For the pages: what this writer has sent too late, what of it could not be kept, and the latest decision about the respondent's."""
    d = svarande.deltagare
    sent = next((en for en in vantar(d) if en.skribent == svarande.skribent), None)
    kvar = set(mottaget.kvar) if mottaget and not mottaget.fullt else set()
    utom = (
        [p.varde for p in poster(request) if p.nyckel not in kvar and p.nyckel.endswith(Falt.TEXT) and p.varde.strip()] if mottaget else []
    )
    return {"sent": sent, "sent_i_ord": sent.i_ord(Blad(d)) if sent else [], "sentbeslut": d.sentbeslut.last(), "ej_kvar": utom}


def _okand(request, token=""):
    """No such link: told in words, however many come from one address. By a withdrawn one nothing is read."""
    svarande = for_lank(token, aterkallad=True) if request.method == "POST" and token else None
    if svarande:
        return for_sent(request, svarande, Sentsvar.Orsak.ATERKALLAD)
    status = 429 if rakna(request, "enkat") > GISSNINGAR else 404
    kontakter = kontakter_hos_en_region(Avtal.objects.filter(verksamhetsar__omgangar__status=Omgang.Status.OPPEN))
    skrivet = [p.varde for p in poster(request) if p.nyckel.endswith(Falt.TEXT) and p.varde.strip()]
    return _nekad(request, "enkat/lank_okand.html", OKAND, status, kontakter=kontakter, skrivet=skrivet, postat=request.method == "POST")


@login_not_required
@never_cache
def lank_bruten(request, rest):
    """An address that a mail program has spoilt: on to the answer when the link can be made out, else in words."""
    svarande = for_lank(rest.lstrip("/<([{\"'"))
    return redirect(svarande.url("start")) if svarande else _okand(request)


def _nekad(request, mall, fel, status, kvar=(), **context):
    """Refused in words: as a page, or to the page's own script, which is told which fields are kept."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"fel": fel, "kvar": list(kvar)}, status=status)
    return render(request, mall, context, status=status)
