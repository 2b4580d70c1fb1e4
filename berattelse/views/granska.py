"""The review: comments on a paragraph, what has changed since it was approved, many approved at once, the report with whose turn it is."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from berattelse import actions
from berattelse.forms import KommentarForm, SvarForm
from berattelse.granskning.beredskap import utkast
from berattelse.granskning.kommentarer import granskade_delar
from berattelse.granskning.lage import att_godkanna, avviker, godkand_post, turordning
from berattelse.innehall.lydelse import lydelse, marke, skilda
from berattelse.innehall.sektioner import Underlag, sektion
from berattelse.models import Avsnitt, Kommentar
from berattelse.skrift.rapport import som_html
from berattelse.views.avsnitt import RADER
from berattelse.views.start import can_see_draft
from samverkan import svenska
from samverkan.door import get_for_user
from samverkan.sidor import forsok, med_breven, steg
from uppdrag.models import Verksamhetsar

KOMMENTARER = Kommentar.objects.select_related("avsnitt__verksamhetsar__avtal", "avsnitt__uppdrag__avtal", "avsnitt__rubrik")


def avsnitt_granska(request, pk):
    return _granska(request, get_for_user(RADER, request.user, pk=pk))


def _granska(request, avsnitt, *, nyckel=None, form=None):
    """The page; `form` is the one that was refused, and `nyckel` where it stands: (part, number) or the comment's id."""
    user, delar = request.user, granskade_delar(avsnitt)
    kan_kommentera = avsnitt.can_be_kommenterad_by(user)
    for del_ in delar:
        for granskat in del_.stycken:
            har = (del_.part, granskat.nummer)
            granskat.form = form if nyckel == har else _form(KommentarForm, har, {"version": avsnitt.version})
            _med_svar(granskat.kommentarer, nyckel, form)
        _med_svar(del_.borta, nyckel, form)
    alla = [k for del_ in delar for k in [*del_.borta, *(k for g in del_.stycken for k in g.kommentarer)]]
    context = {
        "avsnitt": avsnitt, "year": avsnitt.verksamhetsar, "delar": delar, "kan_kommentera": kan_kommentera,
        "kan": {act: getattr(avsnitt, f"can_be_{act}_by")(user) for act in ("edited", "rattad", "godkand", "ater")},
        "oppna": sum(k.is_oppen for k in alla), "form": form,
    }  # fmt: skip
    return render(request, "berattelse/avsnitt_granska.html", context)


def _form(klass, nyckel, initial=None, data=None):
    """A form whose fields have names of their own on a page of many: a draft of one is never offered in another."""
    return klass(data, initial=initial, prefix="-".join(map(str, nyckel)) if isinstance(nyckel, tuple) else f"svar-{nyckel}")


def _med_svar(kommentarer, nyckel, form):
    for k in kommentarer:
        k.form = form if nyckel == k.pk else _form(SvarForm, k.pk)


@require_POST
def avsnitt_kommentera(request, pk, part, nummer):
    avsnitt = get_for_user(RADER, request.user, pk=pk, can=Avsnitt.can_be_kommenterad_by)
    if part not in avsnitt.delar:
        raise Http404
    form = _form(KommentarForm, (part, nummer), data=request.POST)
    if form.is_valid() and forsok(form, actions.kommentera, avsnitt, part, nummer, **form.cleaned_data, by=request.user):
        messages.success(request, "Kommentaren är sparad.")
        return redirect(f"{reverse('berattelse:avsnitt_granska', args=[pk])}#{part}-{nummer}")
    form.data = request.POST.dict() | {form.add_prefix("version"): avsnitt.version}  # it now stands beside a paragraph of the text as it is
    return _granska(request, avsnitt, nyckel=(part, nummer), form=form)


def _kommentar(request, pk, can=Kommentar.can_be_svarad_by):
    return get_for_user(KOMMENTARER, request.user, pk=pk, can=can)


@require_POST
def kommentar_svara(request, pk):
    kommentar = _kommentar(request, pk)
    form = _form(SvarForm, pk, data=request.POST)
    if form.is_valid() and forsok(form, actions.svara, kommentar, form.cleaned_data["text"], by=request.user):
        messages.success(request, "Svaret är sparat.")
        return redirect(kommentar)
    return _granska(request, kommentar.avsnitt, nyckel=pk, form=form)


@require_POST
def kommentar_los(request, pk):
    kommentar = _kommentar(request, pk)
    steg(request, "Kommentaren är löst.", actions.los, kommentar, by=request.user)
    return redirect(kommentar)


@require_POST
def kommentar_oppna_igen(request, pk):
    kommentar = _kommentar(request, pk)
    steg(request, "Kommentaren är öppen igen.", actions.oppna_igen, kommentar, by=request.user)
    return redirect(kommentar)


@require_POST
def kommentar_ta_tillbaka(request, pk):
    kommentar = _kommentar(request, pk, can=Kommentar.can_be_tillbakatagen_by)
    steg(request, "Kommentaren är tillbakatagen.", actions.ta_tillbaka_kommentar, kommentar, by=request.user)
    return redirect("berattelse:avsnitt_granska", kommentar.avsnitt_id)


def avsnitt_andrat(request, pk):
    """What was approved last, and what the section says now, word by word; only its text, where no more was kept."""
    avsnitt = get_for_user(RADER, request.user, pk=pk)
    byte = avsnitt.statusbyten.filter(till=Avsnitt.Status.GODKAND).select_related("av").last()
    post = godkand_post(avsnitt, byte) if byte else None
    nu = avsnitt.history.order_by("history_id").last()
    texten = f"{reverse('berattelse:historik_jamfor', args=[pk])}?fran={post.history_id}&till={nu.history_id}" if post else ""
    if byte is None or not (texten or byte.lydelse):
        raise Http404
    if not byte.lydelse:
        return redirect(texten)
    sagt = lydelse(sektion(avsnitt, Underlag(avsnitt.verksamhetsar)))
    skilda_ = [tuple(map(mark_safe, par)) for par in skilda(byte.lydelse, sagt)]
    context = {
        "avsnitt": avsnitt, "year": avsnitt.verksamhetsar, "godkant": byte, "skilda": skilda_, "texten": texten,
        "lage": {"marke": marke(sagt), "avviker": avviker(avsnitt, byte, sagt)}, "kan_godkanna": avsnitt.can_be_godkand_by(request.user),
    }  # fmt: skip
    return render(request, "berattelse/avsnitt_andrat.html", context)


@med_breven
def year_godkann(request, pk):
    """Those that wait for approval; those ticked are approved, each in the version that was shown."""
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk, can=Verksamhetsar.can_be_edited_by)
    if request.method == "POST":
        _godkann(request, year)
        return redirect("berattelse:year_godkann", pk)
    return render(request, "berattelse/year_godkann.html", {"year": year, "avsnitten": list(att_godkanna(year))})


def _godkann(request, year):
    valda = {int(pk): int(version) for pk, _, version in _kryssade(request) if pk.isdecimal() and version.isdecimal()}
    avsnitten = RADER.visible_to(request.user).filter(verksamhetsar=year, pk__in=valda)
    utfall = steg(request, "", actions.godkann_valda, [(a, valda[a.pk]) for a in avsnitten], by=request.user)
    for skriv, text in _utfall(*utfall) if utfall else []:
        skriv(request, text)


def _utfall(godkanda, kvar):
    """What to tell: which were approved, which were left and why."""
    if godkanda:
        ord_ = svenska.stor_bokstav(svenska.numerus(len(godkanda), "ett avsnitt är godkänt", "avsnitt är godkända"))
        yield messages.success, f"{ord_}: {_namn(godkanda)}."
    if kvar:
        yield (
            messages.warning,
            f"Inte godkänt, eftersom det har ändrats eller godkänts sedan sidan visades: {_namn(kvar)}. Läs om och se efter.",
        )
    if not godkanda and not kvar:
        yield messages.error, "Kryssa för de avsnitt som ska godkännas."


def _namn(avsnitten):
    return svenska.lista_text([str(a) for a in avsnitten])


def _kryssade(request):
    return [val[:28].partition("-") for val in request.POST.getlist("valda")]


def report_granska(request, pk):
    """The report as it will read, with a line at each section that tells whose turn it is. Never printed, never kept."""
    year = get_for_user(Verksamhetsar.objects.select_related("avtal"), request.user, pk=pk, can=can_see_draft)
    innehall, tur = utkast(year, 1), turordning(year)
    skrivs = {k.id for k in innehall.kapitel} | {s.id for k in innehall.kapitel for s in k.uppdrag} | {s.id for s in innehall.andra_avtal}
    skrivs |= {"inledning"} if innehall.ingress else set()
    context = {"tur": tur, "inte_i_texten": [t for plats, t in tur.items() if plats not in skrivs], "fore": "berattelse/_tur_fore.html"}
    return HttpResponse(som_html(innehall, layout="berattelse/skarm.html", request=request, year=year, **context))
