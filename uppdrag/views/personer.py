"""The people of the agreements one leads: who they are, which roles they hold, and what they are tied to."""

from functools import partial

from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.forms import modelform_factory
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from samverkan import svenska
from samverkan.actions import BORTTAGEN
from samverkan.avidentifiering import gar, handlingar, pekare, stannar
from samverkan.bladdring import blad
from samverkan.brev import webbadress
from samverkan.door import require
from samverkan.en_till import vidare
from samverkan.inaktuell import radversion
from samverkan.inloggning import genom
from samverkan.inloggning.faktorer import har_faktor
from samverkan.inloggning.faktorkrav import kravs_av
from samverkan.inloggning.sessioner import stanna_kvar
from samverkan.models import Handelse, Rolltilldelning, User
from samverkan.sidor import formularsida, forsok, forsok_med_svar, med_breven, steg, ta_bort
from uppdrag import personkrets
from uppdrag.actions import personer as actions
from uppdrag.forms.personer import (
    Kontaktknytning,
    Nollstallning,
    NyPersonform,
    Ordforandeknytning,
    Personform,
    Personurval,
    Rollform,
    Rollslut,
    Samordnarknytning,
)
from uppdrag.forms.rader import Slutform
from uppdrag.models import Avtal, Kontaktperson, Ordforande, Samordnare
from uppdrag.views.rader import om_lankar

FORMS = {"samordnare": Samordnarknytning, "ordforande": Ordforandeknytning, "kontaktperson": Kontaktknytning}
RUBRIKER = {
    "samordnare": "Knyt som samordnare till ett uppdrag",
    "ordforande": "Knyt som ordförande till en arena",
    "kontaktperson": "Knyt som kontaktperson för en part",
}

ANDRAD = "Någon annan har ändrat personen sedan du öppnade sidan, och inget är gjort. Så här står det nu."
BORTTAGNING = "Ta bara bort ett konto som ingen har loggat in med och som inget hänger på. Rollerna tas bort med det."

NOLLSTALLNING = (
    "Gör det när någon har blivit av med sin telefon eller nyckel. Kodapp, inloggningsnycklar och reservkoder tas bort, och personen "
    "loggas ut överallt. Lösenordet och koden till e-posten gäller som förut. Förvissa dig om att det är rätt person som ber om det, till "
    "exempel genom att ringa upp"
)


def _krav_processledare(user):
    if not personkrets.leder_nagot(user):
        raise PermissionDenied


def _person(user, pk, can=None):
    """The person, if she is among those the user may know of; 403 when the act is not the user's."""
    person = get_object_or_404(personkrets.personer_for(user), pk=pk)
    require(person, user, can)
    return person


def person_list(request):
    leder = personkrets.leder_nagot(request.user)
    if not (leder or request.user.is_processledare):
        raise PermissionDenied
    organisationer = personkrets.organisationer_for(request.user)
    form = Personurval(request.GET, by=request.user)
    urval = form.cleaned_data if form.is_valid() else {}
    roller = Rolltilldelning.objects.filter(organisation__in=organisationer)
    if not urval.get("alla"):
        roller = roller.galler()
    if urval.get("organisation"):
        roller = roller.filter(organisation=urval["organisation"])
    ord_ = urval.get("namn", "")
    personer = User.objects.filter(Q(namn__icontains=ord_) | Q(email__icontains=ord_), pk__in=roller.values("user"))
    synliga = Prefetch("rolltilldelningar", roller.select_related("organisation"), to_attr="synliga_roller")
    context = {"blad": blad(request, personer.prefetch_related(synliga)), "form": form, "leder": leder}
    return render(request, "uppdrag/person_list.html", context)


def person_detail(request, pk):
    person = _person(request.user, pk)
    ledda = Avtal.objects.ledda_av(request.user) if person != request.user else Avtal.objects.visible_to(request.user)
    roller = person.rolltilldelningar.select_related("organisation")
    if person != request.user:
        roller = roller.filter(organisation__in=personkrets.organisationer_for(request.user))
    ratt = personkrets.Kontoratt(person, request.user)
    context = {
        "person": person,
        "roller": roller,
        "samordnar": person.samordnar.filter(uppdrag__avtal__in=ledda).select_related("uppdrag"),
        "ordforandeskap": person.ordforandeskap.filter(arena__avtal__in=ledda).select_related("arena"),
        "kontakt_for": person.kontaktuppdrag.filter(part__avtal__in=ledda).select_related("part__organisation", "part__avtal"),
        "far_ge_roller": ratt.ge_roller,
        "rollgivare": set(personkrets.rollgivare_for(request.user).values_list("pk", flat=True)),
        "far_andra": ratt.andra,
        "far_nollstallas": ratt.nollstalla,
        "har_faktor": har_faktor(person),
        "kravs": kravs_av(person),
        "kopplingar": genom.kopplingar(person),
        "idag": timezone.localdate(),
        "avidentifierad": person.email.endswith(BORTTAGEN),
        "handelser": Handelse.objects.filter(objekt=f"samverkan.user:{person.pk}")[:20],
    }
    return render(request, "uppdrag/person_detail.html", context)


@med_breven
def person_create(request):
    _krav_processledare(request.user)
    form = NyPersonform(request.POST or None, by=request.user)
    adress = webbadress(reverse("account_request_login_code"))
    if form.is_valid() and (person := forsok_med_svar(form, actions.skapa, form, by=request.user, adress=adress)):
        messages.success(request, f"{person} är tillagd.")
        return vidare(request, form, person)
    return _form(request, form, "Lägg till person", None, knapp="Lägg till och bjud in", en_till=True)


@med_breven
def person_edit(request, pk):
    person = _person(request.user, pk, personkrets.can_be_changed)
    gammal = person.email
    form = Personform(request.POST or None, instance=person, by=request.user)
    if form.is_valid() and forsok(form, actions.spara, form, by=request.user, gammal=gammal):
        if person == request.user:
            stanna_kvar(request, person)  # she who changes her own address stays where she is
        messages.success(request, f"Uppgifterna om {person} är ändrade.")
        return redirect(person)
    return _form(request, form, "Ändra person", person)


@med_breven
def roll_create(request, pk):
    person = _person(request.user, pk, personkrets.can_be_given_roles)
    form = Rollform(request.POST or None, instance=Rolltilldelning(user=person), by=request.user)
    if form.is_valid() and (roll := forsok_med_svar(form, actions.ge_roll, form, by=request.user)):
        messages.success(request, f"{person} har fått rollen {roll}.")
        return redirect(person)
    return _form(request, form, "Ge roll", person, knapp="Ge roll")


def _roll(user, pk):
    """A role at an organisation the user handles. Who may only see her own page may not end her own role."""
    synliga = Q(organisation__in=personkrets.organisationer_for(user)) | Q(user=user)
    roll = get_object_or_404(Rolltilldelning.objects.filter(synliga), pk=pk)
    require(roll, user, lambda row, by: personkrets.rollgivare_for(by).filter(pk=row.organisation_id).exists())
    return roll


def roll_end(request, pk):
    roll = _roll(request.user, pk)
    form = Rollslut(request.POST or None, instance=roll, by=request.user)
    if form.is_valid() and forsok(form, actions.avsluta_roll, form, by=request.user):
        messages.success(request, f"Rollen {roll} är avslutad. {om_lankar(roll.till)}")
        return redirect(roll.user)
    return _form(request, form, f"Avsluta rollen {roll}", roll.user, knapp="Avsluta roll")


@require_POST
def roll_delete(request, pk):
    roll = _roll(request.user, pk)
    person = roll.user
    steg(request, f"Rollen är borttagen. {om_lankar()}", actions.ta_bort_roll, roll, by=request.user)
    return redirect(person)


def knyt(request, pk, sort):
    person = _person(request.user, pk, personkrets.can_be_given_roles)
    form_class = FORMS[sort]
    form = form_class(request.POST or None, instance=form_class.Meta.model(user=person), by=request.user)
    if form.is_valid() and (tie := forsok_med_svar(form, actions.knyt, form, by=request.user)):
        messages.success(request, f"{person} är knuten som {tie._meta.verbose_name}.")
        return redirect(person)
    return _form(request, form, RUBRIKER[sort], person, knapp="Knyt")


def _tie(user, sort, pk):
    """The tie, if it is to something in an agreement the user reads; 403 unless she leads it."""
    model, avtal = {
        "samordnare": (Samordnare, "uppdrag__avtal"),
        "ordforande": (Ordforande, "arena__avtal"),
        "kontaktperson": (Kontaktperson, "part__avtal"),
    }[sort]
    rows = model.objects.filter(user__isnull=False)
    tie = get_object_or_404(rows.filter(**{f"{avtal}__in": Avtal.objects.visible_to(user)}), pk=pk)
    require(tie, user, lambda row, by: rows.filter(**{f"{avtal}__in": Avtal.objects.ledda_av(by)}, pk=row.pk).exists())
    return tie


def knytning_end(request, pk, sort):
    tie = _tie(request.user, sort, pk)
    form = modelform_factory(type(tie), form=Slutform, fields=["till"])(request.POST or None, instance=tie)
    if form.is_valid() and forsok(form, actions.avsluta_knytning, form, by=request.user):
        mer = "" if sort == "samordnare" else f" {om_lankar(tie.till)}"
        messages.success(request, f"{svenska.genitiv(str(tie.user))} knytning som {tie._meta.verbose_name} är avslutad.{mer}")
        return redirect(tie.user)
    return _form(request, form, f"Avsluta som {tie._meta.verbose_name}", tie.user, knapp="Avsluta")


def person_ta_bort(request, pk):
    person = _person(request.user, pk, personkrets.can_be_removed)
    lista = reverse("uppdrag:person_list")
    vagen = {"smulor": [(lista, "Personer"), (person.get_absolute_url(), str(person))], "avbryt": person.get_absolute_url()}
    vagen["forst"] = partial(actions.hall_roller, person)
    act, klart = partial(actions.ta_bort_person, person, by=request.user), f"{person} är borttagen."
    return ta_bort(request, person, act, rubrik="Ta bort person", klart=klart, hem=lista, forklaring=BORTTAGNING, vad=person.namn, **vagen)


def person_avidentifiera(request, pk):
    """What is taken away and what stays, and the act. What has changed since the page was opened is not done."""
    person = _person(request.user, pk, personkrets.can_be_removed)
    hinder, postat = actions.hinder_for_avidentifiering(person), request.method == "POST"
    andrad = postat and radversion(person) != request.POST.get("version")
    if postat and not andrad:
        steg(request, f"Konto {person.pk} är avidentifierat.", actions.avidentifiera, person, by=request.user)
        return redirect(person)
    alla = pekare(person)
    context = {
        "person": person, "hinder": [ANDRAD, *hinder] if andrad else hinder, "kan_inte": bool(hinder), "gar": gar(person, alla),
        "stannar": stannar(person, alla), "namnet_bevaras": bool(handlingar(alla)), "version": radversion(person),
    }  # fmt: skip
    return render(request, "uppdrag/person_avidentifiera.html", context, status=409 if andrad else 200)


@require_POST
def person_stang(request, pk):
    person = _person(request.user, pk, personkrets.can_be_changed)
    steg(request, f"Inloggningen för {person} är stängd. {om_lankar()}", actions.stang, person, by=request.user)
    return redirect(person)


@require_POST
def person_oppna(request, pk):
    person = _person(request.user, pk, personkrets.can_be_changed)
    steg(request, f"Inloggningen för {person} är öppen igen.", actions.oppna, person, by=request.user)
    return redirect(person)


@med_breven
def person_nollstall(request, pk):
    person = get_object_or_404(personkrets.att_nollstalla(request.user), pk=pk)
    require(person, request.user, personkrets.can_be_reset)
    form = Nollstallning(request.POST or None)
    if form.is_valid() and forsok(form, actions.nollstall_inloggning, person, by=request.user, **form.cleaned_data):
        messages.success(request, f"Inloggningen för {person} är nollställd. Personen är utloggad överallt.")
        return redirect(person if personkrets.personer_for(request.user).filter(pk=pk).exists() else "start")
    return _form(request, form, "Nollställ inloggning", person, knapp="Nollställ inloggning", text=NOLLSTALLNING)


@med_breven
@require_POST
def person_koppla_loss(request, pk, tjanst):
    person = _person(request.user, pk, personkrets.can_be_changed)
    koppling = get_object_or_404(SocialAccount, user=person, provider=tjanst)
    steg(request, f"{person} är inte längre kopplad till {genom.namn_pa(tjanst)}.", genom.koppla_loss, koppling, by=request.user)
    return redirect(person)


def _form(request, form, rubrik, person, **context):
    lista = reverse("uppdrag:person_list")
    hem = [(person.get_absolute_url(), str(person))] if person else []
    avbryt = person.get_absolute_url() if person else lista
    ingress = str(person) if person else ""
    return formularsida(request, form, rubrik, smulor=[(lista, "Personer"), *hem], avbryt=avbryt, ingress=ingress, **context)
