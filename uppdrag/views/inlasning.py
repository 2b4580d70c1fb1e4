"""Many rows at once, from Excel, CSV, pasted cells or a calendar: the template, what was read, and all of it saved in one act."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path, reverse

from samverkan.brev import webbadress
from samverkan.door import get_for_user
from samverkan.sidor import forsok, med_breven
from samverkan.tabell import XLSX
from samverkan.utifran.fil import svara_fil
from samverkan.utifran.uppladdning import tar_emot
from uppdrag.actions import inlasning as actions
from uppdrag.forms.inlasning import Forhandsvisning, Inlasningsform, i_ord, ur_fil
from uppdrag.inlasning.arenatabell import Arenablad
from uppdrag.inlasning.persontabell import Personblad
from uppdrag.inlasning.tabell import mall
from uppdrag.inlasning.tillfalletabell import Tillfalleblad
from uppdrag.inlasning.uppdragstabell import Uppdragsblad
from uppdrag.models import Avtal, Verksamhetsar

KANDA = []  # every kind, as the addresses of each room name them


def _adress(slag, avtal, vad="inlasning"):
    return reverse(f"{slag.rum}:{slag.slug}_{vad}", args=[avtal.pk])


def _erbjudet(avtal, slagen, oppet):
    """What is offered of an agreement, and what waits for an open year. One that hangs beside another has no years to wait for."""
    lasbara = [slag for slag in slagen if oppet or not slag.i_ett_year]
    vantar = [slag.ord for slag in slagen if slag not in lasbara and not avtal.huvudavtal_id]
    return {"avtal": avtal, "slagen": [(slag, _adress(slag, avtal)) for slag in lasbara], "vantar": vantar}


def inlasning_list(request):
    """What she may read in, agreement by agreement; what is read into a year only where one is open."""
    avtal = Avtal.objects.visible_to(request.user).med_parter()
    oppna = set(Verksamhetsar.objects.oppna().filter(avtal__in=avtal).values_list("avtal", flat=True))
    grupper = [_erbjudet(a, [slag for slag in KANDA if slag.can(a, request.user)], a.pk in oppna) for a in avtal]
    grupper = [grupp for grupp in grupper if grupp["slagen"] or grupp["vantar"]]
    if not grupper:
        raise PermissionDenied
    forra = [g["avtal"] for g in grupper if g["avtal"].huvudavtal_id is None and g["avtal"].can_be_edited_by(request.user)]
    return render(request, "uppdrag/inlasning_list.html", {"grupper": grupper, "forra": forra})


@med_breven
@tar_emot(Inlasningsform)
def las_in(request, pk, slag):
    avtal = get_for_user(Avtal, request.user, pk=pk, can=slag.can)
    gor_slag = partial(slag, avtal, request.user)
    if "tabell" in request.POST:
        return _spara(request, avtal, Forhandsvisning(request.POST, slag=gor_slag(), gor_slag=gor_slag))
    skickat = request.method == "POST"
    form = Inlasningsform(request.POST if skickat else None, request.FILES if skickat else None, slag=gor_slag() if skickat else slag)
    if form.is_valid():
        return _visa(request, avtal, ur_fil(form.inlast, slag=form.slag, gor_slag=gor_slag), inlast=form.inlast)
    return _sida(request, "uppdrag/inlasning_create.html", avtal, form)


def _spara(request, avtal, form):
    """Save when all is right; else the table again, judged by what was mended."""
    adress = webbadress(reverse("account_request_login_code")) if request.POST.get("brev") else ""
    spara = partial(actions.las_in, form, by=request.user, avtal=avtal, ord_=form.slag.ord, adress=adress)
    if form.is_valid() and forsok(form, spara):
        messages.success(request, f"Inläst: {i_ord(form.nya)}.")
        return redirect(form.slag.hem)
    return _visa(request, avtal, form)


def _visa(request, avtal, form, **context):
    form.is_valid()
    listor = {namn: ord_ for namn, ord_ in form.slag.mer().items() if ord_}
    return _sida(request, "uppdrag/inlasning_granska.html", avtal, form, listor=listor, **context)


def _sida(request, template, avtal, form, **context):
    egen = _adress(form.slag, avtal)
    return render(
        request, template, {"form": form, "slag": form.slag, "avtal": avtal, "hem": reverse(form.slag.hem), "egen": egen} | context
    )


def mall_fil(request, pk, slag):
    avtal = get_for_user(Avtal, request.user, pk=pk, can=slag.can)
    return svara_fil(mall(slag.rubrik, slag.kolumner, slag(avtal, request.user).varden()), XLSX, f"mall-{slag.slug}.xlsx")


def vagar(*slagen):
    """Two addresses for each kind: where it is read in, and its template."""
    KANDA.extend(slagen)
    for slag in slagen:
        yield path(f"lasin/<int:pk>/{slag.slug}/", las_in, {"slag": slag}, name=f"{slag.slug}_inlasning")
        yield path(f"lasin/<int:pk>/{slag.slug}/mall/", mall_fil, {"slag": slag}, name=f"{slag.slug}_mall")


urlpatterns = [path("lasin/", inlasning_list, name="inlasning_list"), *vagar(Personblad, Uppdragsblad, Arenablad, Tillfalleblad)]
