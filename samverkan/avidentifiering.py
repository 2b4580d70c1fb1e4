"""What becomes of all that is held on a person who is no more to be known by it: per kind of row, what goes, what stays and why."""

from typing import NamedTuple

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import EmailField
from django.utils import timezone

from samverkan.models import Brev, Handelse, Kladd, User

# What points at a person without being a record of hers that wants her name: the account's own rows, and logs that keep the name beside.
KONTOTS = {
    "samverkan.Rolltilldelning", "samverkan.Handelse", "samverkan.Kladd", "admin.LogEntry", "account.EmailAddress", "mfa.Authenticator",
    "usersessions.UserSession", "socialaccount.SocialAccount", "uppdrag.Kalenderadress",
}  # fmt: skip
HANDLING = "Det hör till en handling som bevaras: vem som skrev, beslutade, bokförde eller svarade för den ska gå att läsa."
HISTORIK = "Tidigare lydelser bevaras med den som skrev dem. Databasen vägrar att ändra och ta bort dem."
LOGGEN = "Händelseloggen bevaras med namnet. Databasen vägrar att ändra och ta bort i den."
ROLLER = "De visar att kontot har haft rollen, och när."
ADRESSEN = "Adressen står kvar så länge som regeln för de uppgifterna säger. Se sidan Personuppgifter."


class Uppgiftsslag(NamedTuple):
    """One kind of row: how many there are, and why they stay ("" for what goes)."""

    vad: str
    antal: int
    varfor: str = ""


def pekare(user):
    """{model: how many of its rows point at her}, of all there is."""
    falt = [f for f in User._meta.get_fields(include_hidden=True) if f.auto_created and not f.concrete and not f.many_to_many]
    ut = {}
    for f in falt:
        model = f.related_model
        if not model._meta.auto_created and (antal := model._base_manager.filter(**{f.field.name: user}).count()):
            ut[model] = ut.get(model, 0) + antal
    return ut


def handlingar(user):
    """{model: how many} of the rows that want her name."""
    return {model: antal for model, antal in pekare(user).items() if model._meta.label not in KONTOTS}


def namnet_bevaras(user):
    """Does anything that is kept name her: what she has written, decided, booked or answered for, or the history of it?"""
    return bool(handlingar(user))


def sessioner(user):
    """Where she is logged in, or has been lately."""
    rader = Session.objects.filter(expire_date__gt=timezone.now()).iterator(chunk_size=500)
    return [rad for rad in rader if rad.get_decoded().get("_auth_user_id") == str(user.pk)]


def gar(user):
    """[Uppgiftsslag] of what is taken away."""
    egna = [("e-postadress", user.email), ("telefon", user.telefon), ("lösenord", user.has_usable_password())]
    if not namnet_bevaras(user):
        egna += [("namn", user.namn), ("titel", user.titel)]
    rader = [
        Uppgiftsslag("inloggningar som är öppna", len(sessioner(user))),
        Uppgiftsslag("texter som inte är sparade", Kladd.objects.filter(user=user).count()),
        Uppgiftsslag("adresser till kalendrar", user.kalenderadresser.count()),
        Uppgiftsslag("brev som programmet har skickat till adressen", Brev.objects.filter(till__iexact=user.email).count()),
    ]
    return [Uppgiftsslag(namn, 1) for namn, finns in egna if finns] + [slag for slag in rader if slag.antal]


def stannar(user):
    """[Uppgiftsslag] of what stays, each with its reason."""
    ut = [Uppgiftsslag("namn", 1, HANDLING)] if namnet_bevaras(user) else []
    ut += [Uppgiftsslag("titel", 1, HANDLING)] if ut and user.titel else []
    alla = pekare(user)
    rena = {model: antal for model, antal in handlingar(user).items() if not _historik(model)}
    ut += [Uppgiftsslag(namn, antal, HANDLING) for namn, antal in sorted((_namn(model), antal) for model, antal in rena.items())]
    ut += [Uppgiftsslag(_namn(model), antal, ROLLER) for model, antal in alla.items() if model._meta.label == "samverkan.Rolltilldelning"]
    historik = sum(antal for model, antal in alla.items() if _historik(model))
    adresser = sum(antal for antal in _adresser(user).values())
    ut += [Uppgiftsslag("tidigare lydelser", historik, HISTORIK), Uppgiftsslag("händelser i loggen", alla.get(Handelse, 0), LOGGEN)]
    return [slag for slag in [*ut, Uppgiftsslag("rader med adressen", adresser, ADRESSEN)] if slag.antal]


def _historik(model):
    return model.__name__.startswith("Historical")


def _namn(model):
    return str(model._meta.verbose_name_plural)


def _adresser(user):
    """{model: how many of its rows have her address}: what is not the account's own."""
    ut = {}
    for model in apps.get_models(include_auto_created=True):
        falt = [f.name for f in model._meta.concrete_fields if isinstance(f, EmailField)]
        if model not in {User, Brev} and model._meta.label != "account.EmailAddress" and falt:
            ut[model] = sum(model._base_manager.filter(**{f"{namn}__iexact": user.email}).count() for namn in falt)
    return ut
