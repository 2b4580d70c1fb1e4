"""Meetings: registered in one line, listed, changed, marked held or cancelled, removed."""

import csv
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samverkan import sidor, svenska
from samverkan.bladdring import blad
from samverkan.door import get_for_user
from samverkan.en_till import fyll_i, vidare
from samverkan.kalenderfil import ICS, som_ics
from samverkan.models import Roll
from samverkan.sidor import forsok, med_breven, steg
from samverkan.tabell import csv_cell
from samverkan.utifran.fil import svara_fil
from uppdrag.actions import tillfallen as actions
from uppdrag.actions.lock import hall_years
from uppdrag.arsregister import Arsregister
from uppdrag.forms.tillfallen import Tillfalleform, Urvalsform
from uppdrag.kalender import som_handelser
from uppdrag.models import Avtal, Tillfalle
from uppdrag.valt_year import valt_year

STALL_HELLRE_IN = (
    "Ta bara bort det som har registrerats av misstag. Ett möte som inte blev av ställs in i stället, så att det syns att det var planerat."
    " Att tillfället tas bort står kvar i händelseloggen."
)
JA_NEJ = {True: "ja", False: "nej", None: ""}
ARRANGOR = ("arena", "uppdrag", "annat_avtal")


def _urval(request):
    """The list as narrowed by the address, and the form that narrows it."""
    data = request.GET.copy()
    if "year" not in data and (year := valt_year(request)):
        data["year"] = year.pk
    urval = Urvalsform(data, by=request.user)
    rows = Tillfalle.objects.visible_to(request.user).select_related(*ARRANGOR, "grupp")
    return urval.urval(rows), urval


def _lista(request, form):
    rows, urval = _urval(request)
    form.fokusera()
    sida = blad(request, rows)
    hennes = Tillfalle.objects.andringsbara_av(request.user).filter(pk__in=[t.pk for t in sida])
    mina, far_registrera = set(hennes.values_list("pk", flat=True)), form.far_registrera()
    context = {
        "blad": sida,
        "rubrik": _rubrik(sida),
        "urval": urval,
        "form": form if far_registrera else None,
        "utan_uppdrag": not far_registrera and request.user.har_roll(Roll.SAMORDNARE),
        "mina": mina,
        "planerade": any(t.pk in mina and t.status == Tillfalle.Status.PLANERAT for t in sida),
        "fraga": request.GET.urlencode(),
    }
    return render(request, "uppdrag/tillfalle_list.html", context)


def _rubrik(sida):
    if sida.ensamt:
        return f"{sida.antal} registrerade, det senaste först"
    return f"Registrerade, det senaste först, sida {sida.nummer}"


def tillfalle_list(request):
    senaste = request.GET.get("arena") or request.session.get("senaste_arena")
    initial = {"arena": int(senaste) if str(senaste).isdecimal() and len(str(senaste)) < 19 else None, "valt_year": request.GET.get("year")}
    form = Tillfalleform(by=request.user, initial=initial)
    fyll_i(request, form, fokus=False)
    return _lista(request, form)


@require_POST
def tillfalle_create(request):
    form = Tillfalleform(request.POST, by=request.user)
    if not form.far_registrera():
        raise PermissionDenied
    if form.is_valid() and forsok(form, actions.spara, form, by=request.user):
        row = form.instance
        request.session["senaste_arena"] = row.arena_id
        messages.success(request, _kvitto(row, form))
        if row.arena_id and not row.arena.redovisas(row.fran):
            messages.warning(request, f"{row.arena} redovisas inte under något uppdrag som pågick den dagen.")
        return _efter(request, row, form)
    return _lista(request, form)


def _efter(request, row, form):
    """To where the form stood: on the arena's page, or in the list with the year that was chosen there; for one more with its kind kept."""
    if row.arena_id and "till_arenan" in request.POST:
        hit, year, del_ = row.arena.get_absolute_url(), {"year": row.verksamhetsar.pk}, "#registrera"
    else:
        valt = form.cleaned_data["valt_year"]
        # No fragment: a browser that is sent to one leaves the field that wants the focus alone.
        hit, year, del_ = reverse("uppdrag:tillfalle_list"), {"year": valt.pk} if valt else {}, ""
    hem = f"{hit}?{urlencode(year)}{del_}" if year else hit
    return vidare(request, form, hem, hit=hit, utom=("arena", "fran", "till"), **year)


def _kvitto(row, form):
    """What was registered, and what the year now says of it."""
    text = f"Registrerat: {row.arrangorsnamn}, {svenska.period(row.fran, row.till)}."
    if row.status == Tillfalle.Status.PLANERAT and "status" not in form.changed_data:
        text += " Det är registrerat som planerat, eftersom dagen inte har varit."
    underlag = Arsregister(row.verksamhetsar)
    if row.arena_id:
        rad = underlag.rad(row.arena)
        plan = f" Planerat {rad.planerat}, hållet {rad.hallna}." if rad.planerat and rad.hallna is not None else ""
        return f"{text} {rad.raknad}.{plan}" if rad.raknad else text
    egna = underlag.for_avtal(row.annat_avtal) if row.annat_avtal_id else underlag.for_organiser_uppdrag(row.uppdrag)
    return f"{text} {egna}." if egna else text


def _laser_upp(year, user):
    """The year, where she may unlock it."""
    return year if year and year.can_be_unlocked_by(user) else None


def tillfalle_detail(request, pk):
    rows = Tillfalle.objects.select_related("avtal", *ARRANGOR, "grupp", "sammankallat_av", "del_av")
    row = get_for_user(rows, request.user, pk=pk)
    kan_andra = row.can_be_edited_by(request.user)
    # Of what she may change there is no need to ask why she may not.
    last = not kan_andra and row.can_be_registered_by(request.user) and not row.is_in_open_year
    context = {
        "tillfalle": row,
        "kan_andra": kan_andra,
        "kan_markera": kan_andra and row.can_be_hallet_by(request.user),
        "last": last,
        "laser_upp": last and _laser_upp(row.verksamhetsar, request.user),
        "justerat": not kan_andra and row.is_justerat,
        "narvaro": row.narvarande.select_related("organisation"),
        "dagordning": row.dagordning.all(),
        "kallad": row.can_be_attended_by(request.user),
        "handlingar": row.handlingar.count(),
        "kallelse": row.kallelser.last(),
        "beslut": row.beslut.all(),
        "delar": row.delar.select_related(*ARRANGOR),
        # A meeting of another agreement is read by more than that agreement is.
        "ser_arrangor": not row.annat_avtal_id or Avtal.objects.visible_to(request.user).filter(pk=row.annat_avtal_id).exists(),
    }
    return render(request, "uppdrag/tillfalle_detail.html", context)


def tillfalle_ics(request, pk):
    """The one meeting as a file for a calendar program. It is the same occasion there as in a calendar that is fetched."""
    row = get_for_user(Tillfalle, request.user, pk=pk)
    return svara_fil(som_ics("", som_handelser(Tillfalle.objects.filter(pk=row.pk))), ICS, f"mote {row.fran}.ics")


def tillfalle_edit(request, pk):
    row = get_for_user(Tillfalle.objects.filter(kommun__isnull=True), request.user, pk=pk, can=Tillfalle.can_be_edited_by)
    form = Tillfalleform(request.POST or None, instance=row, by=request.user)
    if form.is_valid() and forsok(form, actions.spara, form, by=request.user):
        messages.success(request, "Tillfället är ändrat.")
        if row.kallelser.exists():
            messages.warning(request, "Kallelsen är redan skickad. Se på kallelsens sida om en ändrad kallelse behövs.")
        return redirect(row)
    return sidor.visa(request, "uppdrag/tillfalle_edit.html", form, {"tillfalle": row})


def tillfalle_ta_bort(request, pk):
    row = get_for_user(Tillfalle, request.user, pk=pk, can=Tillfalle.can_be_edited_by)
    act, lista = partial(actions.ta_bort, row, by=request.user), reverse("uppdrag:tillfalle_list")
    vad = f"{row.arrangorsnamn}, {row.get_sort_display().lower()} {svenska.datum(row.fran)}"
    return sidor.ta_bort(
        request, row, act, rubrik="Ta bort tillfället", vad=vad, klart="Tillfället är borttaget.", hem=lista, forklaring=STALL_HELLRE_IN,
        forst=partial(hall_years, row.avtal_id),
        smulor=[(lista, "Möten"), (row.get_absolute_url(), f"{row.fran}")], avbryt=row.get_absolute_url(),
    )  # fmt: skip


@require_POST
def tillfalle_hallet(request, pk):
    row = get_for_user(Tillfalle, request.user, pk=pk, can=Tillfalle.can_be_hallet_by)
    steg(request, f"{row.arrangorsnamn}, {svenska.datum(row.fran)}: hållet.", actions.markera_hallna, [row], by=request.user)
    return _listan(request.POST["lista"]) if "lista" in request.POST else redirect(row)


@med_breven
@require_POST
def tillfalle_installt(request, pk):
    row = get_for_user(Tillfalle, request.user, pk=pk, can=Tillfalle.can_be_installt_by)
    steg(request, f"{row.arrangorsnamn}, {svenska.datum(row.fran)}: inställt.", actions.stall_in, row, by=request.user)
    return redirect(row)


@require_POST
def tillfallen_hallna(request):
    """Mark the ticked occasions held. 403 when one of them is not hers to change now."""
    pks = {int(pk) for pk in request.POST.getlist("pk") if pk.isdecimal() and len(pk) < 19}
    valda = Tillfalle.objects.visible_to(request.user).filter(pk__in=pks)
    egna = list(valda.andringsbara_av(request.user).select_related(*ARRANGOR))
    if len(egna) < valda.count():
        raise PermissionDenied
    steg(request, _antal_hallna, actions.markera_hallna, egna, by=request.user)
    return _listan(request.GET.urlencode())


def _listan(fraga):
    """Back to the list, narrowed as it was."""
    return redirect(reverse("uppdrag:tillfalle_list") + (f"?{fraga}" if fraga else ""))


def _antal_hallna(antal):
    if not antal:
        return "Inget är ändrat. Kryssa i de planerade möten som har hållits."
    text = svenska.stor_bokstav(svenska.SUBSTANTIV["tillfälle"].antal(antal))
    return f"{text} är nu {'markerat som hållet' if antal == 1 else 'markerade som hållna'}."


def _deltagare(t):
    return ("", "") if t.deltagare is None else (t.deltagare, JA_NEJ[t.deltagare_ca])


def tillfalle_csv(request):
    rows, _ = _urval(request)
    response = svara_fil("\ufeff", "text/csv; charset=utf-8", "moten.csv")
    out = csv.writer(response, delimiter=";")
    out.writerow(
        [
            "Datum",
            "Till och med",
            "Arrangör",
            "Grupp",
            "Vad",
            "Rubrik",
            "Form",
            "Längd",
            "Status",
            "Protokoll",
            "Exempel",
            "Deltagare",
            "Ungefärligt antal",
        ]
    )
    for t in rows:
        kant = (t.form and t.get_form_display(), t.langd and t.get_langd_display())
        slag = (t.get_sort_display(), t.rubrik, *kant, t.get_status_display())
        ja_nej = (JA_NEJ[value] for value in (t.protokoll, t.datum_exempel))
        out.writerow([csv_cell(cell) for cell in (t.fran, t.till, t.arrangorsnamn, t.grupp or "", *slag, *ja_nej, *_deltagare(t))])
    return response
