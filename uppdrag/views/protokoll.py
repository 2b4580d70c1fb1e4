"""After a meeting: what became of each ärende, the minutes adopted and opened, an extract as PDF; and the balanslista."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan import svenska
from samverkan.door import get_for_user
from samverkan.sidor import formularsida, forsok, visa
from samverkan.utifran.fil import svara_fil
from uppdrag import motesutskrift
from uppdrag.actions import protokoll as actions
from uppdrag.forms.papper import Arendebeslutsform, Balansform, Justeringsform, Oppnaform, Protokollsform
from uppdrag.models import Arena, Balanspost, Dagordningspunkt, Tillfalle

MOTEN = Tillfalle.objects.select_related("avtal", "arena").filter(arena__isnull=False)
LASET = (
    "När protokollet är justerat går det inte att ändra dagordningen, handlingarna, närvaron eller besluten. Blir något fel kan det "
    "öppnas igen, med ett skäl som står kvar i händelseloggen."
)


def _smulor(row):
    dag = svenska.datum(row.fran)
    hem = [(reverse("uppdrag:tillfalle_list"), "Möten"), (row.get_absolute_url(), f"{row.arrangorsnamn}, {dag}")]
    return [*hem, (_hit(row), "Protokoll")]


def _hit(row):
    return reverse("uppdrag:protokoll_detail", args=[row.pk])


def protokoll_detail(request, pk):
    row = get_for_user(MOTEN, request.user, pk=pk)
    context = motesutskrift.protokollet(row)
    if not row.can_be_attended_by(request.user):
        context["arenden"] = [punkt for punkt in context["arenden"] if hasattr(punkt, "utfallet")]
    context |= {"kan_andra": row.can_be_minuted_by(request.user), "kan_oppna": row.can_be_reopened_by(request.user)}
    return render(request, "uppdrag/protokoll_detail.html", context)


def protokoll_edit(request, pk):
    row = get_for_user(MOTEN, request.user, pk=pk, can=Tillfalle.can_be_minuted_by)
    form = Protokollsform(request.POST or None, instance=motesutskrift.protokollsrad(row))
    if form.is_valid() and forsok(form, actions.spara_protokoll, form, by=request.user):
        messages.success(request, "Protokollets uppgifter är sparade.")
        return redirect(_hit(row))
    return formularsida(request, form, "Protokollets uppgifter", smulor=_smulor(row), avbryt=_hit(row))


def protokoll_justera(request, pk):
    """The minutes as they stand, and the day they were adopted: those that have changed since the page was opened are not."""
    row = get_for_user(MOTEN, request.user, pk=pk, can=Tillfalle.can_be_minuted_by)
    form = Justeringsform(request.POST or None)
    act = partial(actions.justera, row, by=request.user, visat=request.POST.get("version", ""))
    if form.is_valid() and forsok(form, act, den=form.cleaned_data["den"]):
        messages.success(request, "Protokollet är justerat.")
        return redirect(_hit(row))
    return formularsida(
        request, form, "Registrera protokollet som justerat", smulor=_smulor(row), avbryt=_hit(row),
        knapp="Justera", ingress=LASET, template="uppdrag/protokoll_justera.html", **motesutskrift.protokollet(row),
    )  # fmt: skip


def protokoll_oppna(request, pk):
    row = get_for_user(MOTEN, request.user, pk=pk, can=Tillfalle.can_be_reopened_by)
    form = Oppnaform(request.POST or None)
    if form.is_valid() and forsok(form, actions.oppna_justerat, row, by=request.user, skal=form.cleaned_data["skal"]):
        messages.success(request, "Protokollet är öppet och kan ändras.")
        return redirect(_hit(row))
    return formularsida(
        request,
        form,
        "Öppna justerat protokoll",
        smulor=_smulor(row),
        avbryt=_hit(row),
        knapp="Öppna protokollet",
    )


def _arende(request, pk, can):
    """(the ärende, its meeting), by the door of the meeting."""
    rader = MOTEN.filter(dagordning__pk=pk, dagordning__sort=Dagordningspunkt.Sort.ARENDE)
    row = get_for_user(rader, request.user, can=can)
    punkt = row.dagordning.select_related("utfallet__beslut").get(pk=pk)
    punkt.tillfalle = row
    return punkt, row


def arende_beslut(request, pk):
    punkt, row = _arende(request, pk, Tillfalle.can_be_minuted_by)
    form = Arendebeslutsform(request.POST or None, punkt=punkt)
    if form.is_valid() and forsok(form, actions.besluta_arende, form, by=request.user):
        messages.success(request, f"Sparat: {punkt}.")
        return redirect(f"{_hit(row)}#arende-{punkt.pk}")
    context = {"punkt": punkt, "tillfalle": row, "hem": _hit(row), "smulor": _smulor(row)}
    return visa(request, "uppdrag/arende_beslut.html", form, context)


def protokollsutdrag(request, pk):
    punkt, row = _arende(request, pk, None)
    if not hasattr(punkt, "utfallet"):
        raise Http404
    data = motesutskrift.protokollsutdrag_pdf(punkt, motesutskrift.protokollsrad(row))
    return svara_fil(data, "application/pdf", f"protokollsutdrag-{row.fran}-{punkt.nummer or punkt.pk}.pdf", inline=True)


def balanslista(request, pk):
    arena = get_for_user(Arena, request.user, pk=pk)
    poster = arena.balansposter.select_related("beslut__tillfalle")
    context = {
        "arena": arena,
        "oppna": poster.oppna(),
        "klara": poster.filter(klar_den__isnull=False).order_by("-klar_den", "-pk"),
        "kan_andra": arena.can_be_registered_by(request.user),
    }
    return render(request, "uppdrag/balanslista.html", context)


def balanspost_edit(request, pk):
    row = get_for_user(Balanspost.objects.select_related("arena"), request.user, pk=pk, can=Balanspost.can_be_edited_by)
    form = Balansform(request.POST or None, instance=row)
    if form.is_valid() and forsok(form, actions.spara_balanspost, form, by=request.user):
        messages.success(request, "Balanslistan är ändrad.")
        return redirect(row)
    smulor = [(row.arena.get_absolute_url(), str(row.arena)), (row.get_absolute_url(), "Balanslista")]
    return formularsida(request, form, "Post i balanslistan", smulor=smulor, avbryt=row.get_absolute_url())
