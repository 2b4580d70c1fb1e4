"""The rounds: planned, opened, followed, reminded, closed; and each respondent's letter and answer."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from enkat.actions import omgang as actions
from enkat.forms.omgang import Deltagarform, Forlangform, Mottagarform, Omgangsform, Oppnaigenform, Tillfragaform
from enkat.mandat import utan_mandat
from enkat.models import Deltagare, Frageformular, Omgang, Sentsvar
from enkat.oversikt import DELTAGARE, kommande_svar, mina_svar
from enkat.resultat.rakning import per_skal
from enkat.svarspdf import avsnitt
from samverkan.door import get_for_user, require
from samverkan.sidor import forsok, med_breven, steg, ta_bort
from samverkan.svenska import datum
from samverkan.vardagar import dagvarning
from uppdrag.models import Avtal, Verksamhetsar
from uppdrag.views.rader import formularsida, vagen_hem

BORJAR_OM = (
    "Svaren är anonyma. En ny mottagare börjar därför om från ett tomt svar och läser inget av det som hittills är skrivet, och de som "
    "hjälper till behöver bjudas in på nytt. Det som är inskickat räknas tills svaret skickas in igen. En av regionens egna kan inte vara "
    "mottagare"
)
RADER = Omgang.objects.select_related("verksamhetsar__avtal", "formular")


def start(request):
    """The rounds and forms of every agreement she sees, and the answers she prepares."""
    user = request.user
    ledda = set(Avtal.objects.ledda_av(user).values_list("pk", flat=True))
    formular = list(Frageformular.objects.visible_to(user).select_related("avtal"))
    omgangar, lasbara = list(RADER.visible_to(user)), set(Omgang.objects.lasbara(user).values_list("pk", flat=True))
    grupper = [
        _grupp(avtal, lasbara, [o for o in omgangar if o.avtal_id == avtal.pk])
        | {"leder": avtal.pk in ledda, "formular": [f for f in formular if f.avtal_id == avtal.pk]}
        for avtal in Avtal.objects.visible_to(user).huvudavtal().prefetch_related("verksamhetsar").med_parter()
    ]
    return render(request, "enkat/start.html", {"grupper": grupper, "mina": _mina(user), "kommande": kommande_svar(user)})


def _mina(user):
    """[(heading, what they are, her answers)]: those she is to give, and those that are handed in and can still be changed."""
    svar, inne = mina_svar(user), Deltagare.Status.INSKICKAT
    return [
        ("Att svara på", "Svar som du förbereder", [d for d in svar if d.status != inne]),
        ("Inskickade svar", "Svar som kan ändras till och med sista dagen", [d for d in svar if d.status == inne]),
    ]


def _grupp(avtal, lasbara, omgangar):
    """The rounds of an agreement and whether she may read them; the agreement is shared so that its parties are read once."""
    for omgang in omgangar:
        omgang.verksamhetsar.avtal = avtal
    rader = [(o, o.status != Omgang.Status.PLANERAD and o.pk in lasbara) for o in omgangar]
    years = list(avtal.verksamhetsar.all())
    lasbara = {o.verksamhetsar_id for o, far_lasa in rader if far_lasa}
    return {"avtal": avtal, "omgangar": rader, "years": years, "lasbara": [y for y in years if y.pk in lasbara]}


def omgang_create(request, pk):
    year = get_for_user(Verksamhetsar, request.user, pk=pk)
    get_for_user(Avtal, request.user, pk=year.avtal_id, can=Avtal.can_be_edited_by)
    return _omgang(request, Omgang(verksamhetsar=year), "Ny frågerunda")


def omgang_edit(request, pk):
    return _omgang(request, get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_edited_by), "Ändra frågerunda")


def omgang_ta_bort(request, pk):
    omgang = get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_edited_by)
    act, klart = partial(actions.ta_bort, omgang, by=request.user), f"{omgang} är borttagen."
    vagen = vagen_hem(omgang) | {"forklaring": "Inga frågor har skickats än. Listan över dem som skulle tillfrågas försvinner med rundan."}
    return ta_bort(request, omgang, act, rubrik="Ta bort frågerunda", klart=klart, hem="enkat:start", **vagen)


def _omgang(request, omgang, rubrik):
    form = Omgangsform(request.POST or None, instance=omgang, by=request.user)
    if form.is_valid() and forsok(form, actions.spara, form, by=request.user):
        messages.success(request, "Frågerundan är sparad. Se efter vilka som tillfrågas.")
        return redirect(omgang)
    return formularsida(request, form, rubrik, omgang if omgang.pk else omgang.avtal, text=f"År {omgang.verksamhetsar}")


def omgang_detail(request, pk):
    """Who has not begun, begun and handed in; whom the letters reached."""
    omgang = get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_led_by)
    deltagare = list(
        omgang.deltagare.select_related("arena", "organisation")
        .prefetch_related("utskick", "inlamningar__user", "inbjudningar")
        .med_tider()
    )
    sena = set(Sentsvar.objects.vantar().filter(deltagare__omgang=omgang).values_list("deltagare", flat=True))
    slutat = utan_mandat(d for d in deltagare if d.tillfragad) if omgang.status != Omgang.Status.STANGD else ()
    for d in deltagare:
        d.omgang, d.sent, d.slutat = omgang, d.pk in sena, d.pk in slutat
        d.inskickad = max(d.inlamningar.all(), key=lambda i: i.nummer, default=None)
        d.andrad = d.lamnad is not None and d.skriven is not None and d.skriven > d.lamnad
    tillfragade = [d for d in deltagare if d.tillfragad]
    context = {
        "omgang": omgang,
        "per_status": [(s.label, [d for d in tillfragade if d.status == s]) for s in Deltagare.Status],
        "tillfragade": tillfragade,
        "inte": per_skal(d for d in deltagare if not d.tillfragad),
        "sena": [d for d in tillfragade if d.sent],
        "andrade": [d for d in tillfragade if d.andrad],
        "inskickade": sum(d.status == Deltagare.Status.INSKICKAT for d in tillfragade),
        "kan": {
            akt: getattr(omgang, f"can_be_{akt}_by")(request.user)
            for akt in ("edited", "opened", "joined", "closed", "extended", "read", "valued", "diarieford")
        },
    }
    return render(request, "enkat/omgang_detail.html", context)


@med_breven
def omgang_oppna(request, pk):
    """What opening does, said before it is done: who gets a letter, and who is not asked."""
    omgang = get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_led_by)
    if omgang.status == Omgang.Status.OPPEN:
        messages.info(request, "Frågerundan är redan öppen.")
        return redirect(omgang)
    require(omgang, request.user, Omgang.can_be_opened_by)
    if request.method == "POST":
        steg(request, "Frågerundan är öppen.", actions.oppna, omgang, by=request.user)
        return redirect(omgang)
    deltagare = omgang.deltagare.select_related("arena", "organisation")
    context = {"omgang": omgang, "deltagare": deltagare, "tidigt": omgang.oppnar > timezone.localdate(), "hinder": _hindrar(omgang)}
    return render(request, "enkat/omgang_oppna.html", context)


def _hindrar(omgang):
    """[sentence] of what the act would refuse now; [] when it can be opened."""
    try:
        actions.kan_oppnas(omgang)
    except ValidationError as fel:
        return fel.messages
    return []


def omgang_stang(request, pk):
    """What closing does, said before it is done: who has not answered, and that no letter goes."""
    omgang = get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_closed_by)
    if request.method == "POST":
        steg(request, "Frågerundan är stängd.", actions.stang, omgang, by=request.user)
        return redirect(omgang)
    saknas = list(omgang.deltagare.saknas().select_related("arena", "organisation"))
    return render(request, "enkat/omgang_stang.html", {"omgang": omgang, "saknas": saknas})


def omgang_forlang(request, pk):
    omgang = get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_extended_by)
    form = Forlangform(request.POST or None, omgang=omgang)
    if form.is_valid() and forsok(form, actions.forlang, omgang, by=request.user, aktuell=form.krav_aktuell, **form.uppgifter()):
        messages.success(request, "Frågerundan är öppen till den nya sista dagen. Länkarna i tidigare brev gäller.")
        _varna_for(request, omgang.sista_dag)
        return redirect(omgang)
    return formularsida(request, form, "Förläng eller öppna igen", omgang)


def _varna_for(request, sista_dag):
    """A last day on which few are at work, told when it has been chosen."""
    if varning := dagvarning(sista_dag):
        messages.warning(request, varning)


@require_POST
@med_breven
def omgang_paminn(request, pk):
    omgang = get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_led_by)

    def ord_(antal):
        return "" if antal else "Ingen fick påminnelse: alla har svarat, har nyss fått brev eller saknar e-postadress."

    steg(request, ord_, actions.paminn, omgang, by=request.user)
    return redirect(omgang)


@med_breven
def deltagare_create(request, pk):
    omgang = get_for_user(RADER, request.user, pk=pk, can=Omgang.can_be_joined_by)
    form = Tillfragaform(request.POST or None, mojliga=actions.kan_tillfragas(omgang))
    if form.is_valid():
        data = dict(form.cleaned_data)
        tillfragad = data.pop("vem")
        if forsok(form, actions.tillfraga, tillfragad, by=request.user, **data):
            messages.success(request, f"{tillfragad} är tillfrågad.")
            return redirect(omgang)
    return formularsida(request, form, "Tillfråga fler", omgang, knapp="Tillfråga och skicka länk")


def deltagare_edit(request, pk):
    deltagare = get_for_user(DELTAGARE, request.user, pk=pk, can=Deltagare.can_be_chosen_by)
    form = Deltagarform(request.POST or None, instance=deltagare)
    if form.is_valid() and forsok(form, actions.valj, form, by=request.user):
        return redirect(deltagare.omgang)
    return formularsida(request, form, str(deltagare), deltagare.omgang)


@med_breven
def deltagare_mottagare(request, pk):
    deltagare = get_for_user(DELTAGARE, request.user, pk=pk, can=Deltagare.can_be_invited_by)
    form = Mottagarform(request.POST or None, instance=deltagare)
    if form.is_valid() and forsok(form, actions.byt_mottagare, form, by=request.user):
        vem = deltagare.mottagare or deltagare.epost
        messages.success(request, f"Svaret lämnas nu av {vem}. Den förra mottagarens länk gäller inte längre.")
        return redirect(deltagare.omgang)
    text = BORJAR_OM if deltagare.omgang.anonym else ""
    return formularsida(request, form, f"Byt mottagare: {deltagare}", deltagare.omgang, knapp="Spara och skicka länk", text=text)


@require_POST
@med_breven
def deltagare_skicka_igen(request, pk):
    deltagare = get_for_user(DELTAGARE, request.user, pk=pk, can=Deltagare.can_be_invited_by)
    steg(request, "", actions.skicka_igen, deltagare, by=request.user)
    return redirect(deltagare.omgang)


@med_breven
def deltagare_oppna_igen(request, pk):
    deltagare = get_for_user(DELTAGARE, request.user, pk=pk, can=Deltagare.can_be_reopened_by)
    form = Oppnaigenform(request.POST or None, deltagare=deltagare)
    if form.is_valid() and forsok(form, actions.oppna_for, deltagare, by=request.user, aktuell=form.krav_aktuell, **form.uppgifter()):
        brev = "" if deltagare.epost else " Inget brev går: adressen saknas."
        messages.success(request, f"{deltagare} kan svara igen till och med {datum(deltagare.oppen_till)}.{brev}")
        _varna_for(request, deltagare.oppen_till)
        return redirect(deltagare.omgang)
    return formularsida(request, form, f"Öppna igen för {deltagare}", deltagare.omgang)


def inlamning_detail(request, pk):
    """What one respondent has handed in: where a number of the compilation leads."""
    deltagare = get_object_or_404(DELTAGARE, pk=pk, omgang__in=Omgang.objects.visible_to(request.user))
    require(deltagare, request.user, can_read_answer)
    inlamning = get_object_or_404(deltagare.inlamningar.order_by("-nummer")[:1])
    context = {"deltagare": deltagare, "omgang": deltagare.omgang, "inlamning": inlamning, "avsnitt": avsnitt(inlamning)}
    return render(request, "enkat/inlamning_detail.html", context)


def can_read_answer(deltagare, user):
    """Whoever may read the compilation may follow its numbers, unless the round promises anonymity."""
    return not deltagare.omgang.anonym and deltagare.omgang.can_be_read_by(user)
