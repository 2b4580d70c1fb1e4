"""Answering: the same pages behind a personal link and behind the login. Nothing acknowledged is ever lost."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from enkat.actions import omgang as omgangar
from enkat.actions import svar as actions
from enkat.blad import Blad
from enkat.forms.svar import Medhjalparform, Papperform
from enkat.models import Falt, Inbjudan, Inlamning
from enkat.svarande import poster, sent_for
from enkat.svarspdf import avsnitt, som_pdf
from samverkan.sidor import forsok, med_breven, steg
from samverkan.utifran.fil import svara_fil
from uppdrag.kontakt import kontaktpersoner


def _sida(request, svarande, mall, *, status=200, **context):
    deltagare = svarande.deltagare
    context |= {"s": svarande, "deltagare": deltagare, "omgang": deltagare.omgang, "year": deltagare.omgang.verksamhetsar}
    context |= {
        f"{namn}_url": svarande.url(namn)
        for namn in ("start", "allt", "spara", "skicka_in", "klart", "svar_pdf", "historik", "medhjalpare")
    }
    context |= {f"{namn}_namn": svarande.namn(namn) for namn in ("sida", "sidotext_ta_in", "sidotext_ta_bort", "medhjalpare_aterkalla")}
    senaste = deltagare.senaste_inlamning
    context |= {"senaste": senaste, "andrad": senaste is not None and deltagare.andrad_sedan_inlamning}
    context |= {"kontakter": kontaktpersoner([deltagare.omgang.avtal_id])} | (sent_for(svarande) if not svarande.far_svara else {})
    return render(request, f"enkat/{mall}.html", context, status=status)


def _spara(request, svarande):
    if not svarande.far_svara:
        raise actions.Stangd
    return actions.spara(svarande.deltagare, poster(request), av=svarande.vem)


def start(request, svarande):
    """GET changes nothing, however many mail scanners open it; POST begins."""
    if request.method == "POST":
        actions.borja(svarande.deltagare, av=svarande.vem)
        blad = Blad(svarande.deltagare)
        if blad.uppdrag and "sidor" not in request.POST:
            return redirect(svarande.url("allt"))
        forsta = next((sida.nummer for sida in blad.sidor if not sida.is_done), 1)
        return redirect(svarande.url("sida", forsta))
    return _sida(request, svarande, "svara_start", blad=Blad(svarande.deltagare))


def sida(request, svarande, nummer):
    """One section. Posted without script the whole page is saved, and what met another's change is shown beside it."""
    utfall, status = _sparad(request, svarande) if request.method == "POST" else (None, 200)
    if utfall and status == 200:
        return redirect(_vidare(request, svarande, nummer))
    return _visa_sida(request, svarande, nummer, utfall, status)


def _sparad(request, svarande):
    """(what became of the page that was posted, its status): 200 when all of it is saved, 409 when some of it met another's change."""
    utfall = _spara(request, svarande)
    return utfall, 409 if utfall.krockar else 400 if utfall.fel else 200


def _skrivet(request, utfall):
    """{field: what was typed} of what could not be saved, so that the page shows it whole."""
    fel = utfall.fel if utfall else {}
    return {post.nyckel: post.varde for post in poster(request) if post.nyckel in fel}


def allt(request, svarande):
    """The whole answer on one page: saved in one act, and handed in from there when nothing is missing."""
    utfall, status = _sparad(request, svarande) if request.method == "POST" else (None, 200)
    if not utfall or status != 200:
        return _visa_allt(request, svarande, utfall, status)
    if "skicka_in" not in request.POST:
        messages.success(request, "Allt på sidan är sparat.")
        return redirect(svarande.url("allt"))
    if svarande.registrerar:
        return redirect(svarande.url("skicka_in"))
    if not svarande.far_skicka_in:
        raise PermissionDenied
    if not Blad(svarande.deltagare).brister() and _lamna(request, svarande, None):
        return redirect(svarande.url("klart"))
    return _visa_allt(request, svarande, utfall, 400)


def _visa_allt(request, svarande, utfall, status):
    blad = Blad(svarande.deltagare)
    context = {"blad": blad, "brister": blad.brister(), "utfall": utfall, "skrivet": _skrivet(request, utfall)}
    return _sida(request, svarande, "svara_allt", status=status, forsokte="skicka_in" in request.POST, **context)


def _vidare(request, svarande, nummer):
    antal = len(Blad(svarande.deltagare).sidor)
    if "bakat" in request.POST:
        return svarande.url("sida", max(1, nummer - 1))
    if "spara" in request.POST:
        return svarande.url("sida", nummer)
    return svarande.url("sida", nummer + 1) if nummer < antal else svarande.url("skicka_in")


def _visa_sida(request, svarande, nummer, utfall, status):
    blad = Blad(svarande.deltagare)
    sidor = blad.sidor
    if not 1 <= nummer <= len(sidor):
        return redirect(svarande.url("start"))
    sida = sidor[nummer - 1]
    valda = [str(rad.valt.pk) for rad in blad.rader if rad.valt and rad not in sida.rader and rad.uppdrag in (None, sida.uppdrag)]
    context = {"blad": blad, "sida": sida, "valda": ",".join(valda), "utfall": utfall, "skrivet": _skrivet(request, utfall)}
    return _sida(request, svarande, "svara_sida", status=status, sista=nummer == len(sidor), **context)


@require_POST
def spara(request, svarande):
    """The fields that were just written, as the script sends them. 200: all are in the database; 409: some stand beside."""
    utfall, status = _sparad(request, svarande)
    blad = Blad(svarande.deltagare)
    data = {
        "sparade": {nyckel: _lage(svar) for nyckel, svar in utfall.sparade.items()},
        "krockar": {nyckel: _lage(svar) for nyckel, svar in utfall.krockar.items()},
        "fel": utfall.fel,
        "klara": blad.klara,
        "kravda": blad.kravda,
        "saknas": {rad.id: text for _, rad, text in blad.brister()},
    }
    return JsonResponse(data, status=status)


def _lage(svar):
    """What now stands in a field, for the script."""
    tid = f"{localtime(svar.tid):%H:%M}" if svar.tid else ""
    varde = str(svar.alternativ_id or "") if svar.falt == Falt.VAL else svar.text
    ord_ = str(svar.alternativ) if svar.alternativ_id else svar.text
    return {"version": svar.version, "varde": varde, "ord": ord_, "av": svar.av, "tid": tid}


def skicka_in(request, svarande):
    """What is missing, each a link; when nothing is, the whole answer and the button."""
    blad = Blad(svarande.deltagare)
    omgang, ersatts = svarande.deltagare.omgang, svarande.deltagare.ersatts_av_papper if svarande.registrerar else None
    form = Papperform(request.POST or None, omgang=omgang, ersatts=ersatts) if svarande.registrerar else None
    if request.method == "POST":
        if not svarande.far_skicka_in:
            raise PermissionDenied
        if (form is None or form.is_valid()) and _lamna(request, svarande, form, visat=request.POST.get("version", "")):
            return redirect(svarande.url("klart"))
    brister = blad.brister()
    return _sida(request, svarande, "svara_skicka_in", blad=blad, brister=brister, form=form, version=blad.version)


def _lamna(request, svarande, form, *, visat=None):
    """True when it was handed in; else what refused it is told on the page. `visat` is the mark of the answer that was read through."""
    vem, extra = svarande.vem, {"till": svarande.epost}
    if form is not None:
        vem = actions.Vem(form.cleaned_data["namn"], svarande.vem.user)
        extra = {"till": svarande.deltagare.epost, "sort": Inlamning.Sort.PAPPER, "inkom": form.cleaned_data["inkom"]}
        extra["sett"] = form.ersatts.nummer if form.ersatts else None
    try:
        actions.skicka_in(svarande.deltagare, av=vem, visat=visat, **extra)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    return True


def klart(request, svarande):
    inlamning = get_object_or_404(svarande.deltagare.inlamningar.order_by("-nummer")[:1])
    if svarande.doljs(inlamning.tid):
        return _sida(request, svarande, "svara_klart", inlamning=inlamning, dolt=True)
    kvitto = svarande.deltagare.utskick.filter(sort="kvitto").first()
    return _sida(request, svarande, "svara_klart", inlamning=inlamning, avsnitt=avsnitt(inlamning), kvitto=kvitto)


def svar_pdf(request, svarande):
    inlamning = get_object_or_404(svarande.deltagare.inlamningar.order_by("-nummer")[:1])
    if svarande.doljs(inlamning.tid):
        raise PermissionDenied
    namn = f"svar-{slugify(str(svarande.deltagare))}.pdf"
    return svara_fil(som_pdf(inlamning), "application/pdf", namn, inline=True)


def historik(request, svarande):
    """Every version of every field: who, when, what; those that she may read."""
    d = svarande.deltagare
    rader = d.svar.model.history.filter(deltagare=d.pk).exclude(history_type="-").select_related("fraga", "uppdrag", "alternativ")
    if svarande.laser_fran:
        rader = rader.filter(history_date__gte=svarande.laser_fran)
    inlamningar = d.inlamningar.all()
    return _sida(request, svarande, "svara_historik", rader=rader.order_by("-history_date", "-history_id")[:500], inlamningar=inlamningar)


@med_breven
def medhjalpare(request, svarande):
    """Ask somebody in to help with the answer: she gets a link of her own, and cannot hand in."""
    if not (svarande.far_svara and svarande.far_skicka_in):
        raise PermissionDenied
    form = Medhjalparform(request.POST or None)
    konto = {"by": svarande.vem.user, "av": svarande.vem.namn, "av_epost": svarande.epost}
    if form.is_valid() and forsok(form, omgangar.bjud_in, svarande.deltagare, **form.cleaned_data, **konto):
        messages.success(request, f"{form.cleaned_data['namn']} är inbjuden.")
        return redirect(svarande.url("medhjalpare"))
    inbjudna = svarande.deltagare.inbjudningar.filter(roll=Inbjudan.Uppgift.MEDHJALPARE)
    return _sida(request, svarande, "svara_medhjalpare", form=form, inbjudna=inbjudna)


@require_POST
def medhjalpare_aterkalla(request, svarande, inbjudan_pk):
    if not (svarande.far_svara and svarande.far_skicka_in):
        raise PermissionDenied
    inbjudan = get_object_or_404(svarande.deltagare.inbjudningar, pk=inbjudan_pk, roll=Inbjudan.Uppgift.MEDHJALPARE)
    try:
        omgangar.aterkalla(inbjudan, by=svarande.vem.user, av=svarande.vem.namn)
        messages.success(request, f"Länken till {inbjudan.epost} gäller inte längre.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(svarande.url("medhjalpare"))


def anmal(request, svarande):
    """Whoever was asked to help, and has nothing to do with it, says so. Only a press does it: mail scanners open every link."""
    inbjudan = get_object_or_404(svarande.deltagare.inbjudningar, pk=svarande.vem.lank, roll=Inbjudan.Uppgift.MEDHJALPARE)
    if request.method == "POST":
        with suppress(ValidationError):  # pressed twice at once: it is done
            omgangar.anmal(inbjudan)
        return _sida(request, svarande, "svara_anmald")
    return _sida(request, svarande, "svara_anmal")


@require_POST
def sidotext_ta_in(request, svarande, sidotext_pk):
    return _sidotext(request, svarande, sidotext_pk, actions.ta_in_sidotext)


@require_POST
def sidotext_ta_bort(request, svarande, sidotext_pk):
    return _sidotext(request, svarande, sidotext_pk, actions.ta_bort_sidotext)


def _sidotext(request, svarande, sidotext_pk, act):
    """What stands beside a field is taken care of; what was written on the page is saved first, and shown if it is not."""
    sidotext = get_object_or_404(svarande.deltagare.sidotexter, pk=sidotext_pk)
    sida_nr = next((s.nummer for s in Blad(svarande.deltagare).sidor for r in s.rader if _samma(r, sidotext)), 1)
    utfall, status = _sparad(request, svarande)
    if status != 200:
        visa = _visa_allt(request, svarande, utfall, status) if "allt" in request.POST else None
        return visa or _visa_sida(request, svarande, sida_nr, utfall, status)
    if svarande.deltagare.sidotexter.filter(pk=sidotext.pk).exists():
        steg(request, "", act, sidotext, av=svarande.vem)
    hem = next((namn for namn in ("allt", "skicka_in") if namn in request.POST), "")
    return redirect(svarande.url(hem) if hem else svarande.url("sida", sida_nr))


def _samma(rad, sidotext):
    return rad.fraga.pk == sidotext.fraga_id and (rad.uppdrag.pk if rad.uppdrag else None) == sidotext.uppdrag_id
