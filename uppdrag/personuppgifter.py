"""The rules of this room for persons' data: accounts with their roles and ties, chairs without an account, who was called to meetings."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from samverkan.actions import BORTTAGEN, anonymisera
from samverkan.models import User
from samverkan.personuppgifter import Regel
from samverkan.svenska import numerus
from uppdrag.actions.kalender import SLUTAT as ADRESSEN_MINNS
from uppdrag.actions.kalender import rensa_adresser
from uppdrag.models import Kallelsemottagare, Ordforande

SLUTAT = timedelta(days=730)
KNYTNINGAR = ("rolltilldelningar", "kontaktuppdrag", "samordnar", "ordforandeskap")


def slutade():
    """Those with an account who have had neither role, tie nor login for two years; never the operator's own."""
    grans = timezone.now() - SLUTAT
    rader = User.objects.filter(is_staff=False, is_superuser=False, date_joined__lt=grans).exclude(email__endswith=BORTTAGEN)
    rader = rader.filter(Q(last_login__isnull=True) | Q(last_login__lt=grans))
    for namn in KNYTNINGAR:
        relation = User._meta.get_field(namn)
        galler = relation.related_model.objects.filter(Q(till__isnull=True) | Q(till__gte=timezone.localdate(grans)), user__isnull=False)
        rader = rader.exclude(pk__in=galler.values("user"))
    return rader


def _anonymisera_slutade():
    rader = list(slutade())
    for person in rader:
        anonymisera(person, by=None)
    return len(rader)


def _ordforande_utan_konto():
    return Ordforande.objects.filter(till__lt=timezone.localdate() - SLUTAT).exclude(epost="").update(epost="")


def _kallade():
    rader = Kallelsemottagare.objects.filter(kallelse__tillfalle__till__lt=timezone.localdate() - SLUTAT).exclude(epost="")
    return rader.update(epost="", namn="")


REGLER = (
    Regel(
        "Konton, med namn, adress och telefon, roller och knytningar",
        "För att logga in, skicka brev, visa vem man ringer och visa vem som svarade för vad.",
        "Två år efter den sista rollen, knytningen och inloggningen tas adress, telefon och lösenord bort. Namnet tas också bort, om det "
        "inte hör till något som bevaras: något som personen har skrivit, beslutat, bokfört eller svarat för. "
        "Processledaren kan göra det tidigare, när alla roller och knytningar har slutat.",
        ("samverkan.User", "samverkan.Rolltilldelning", "uppdrag.Samordnare", "uppdrag.Kontaktperson", "account.EmailAddress"),
        _anonymisera_slutade,
    ),
    Regel(
        "Ordförande utan konto, med namn eller befattning och e-postadress",
        "För att samverkansorganets ordförande ska få frågorna, och för att det ska gå att läsa vem det var.",
        "Adressen tas bort två år efter att uppdraget har slutat. Namnet hör till organet och bevaras.",
        ("uppdrag.Ordforande",),
        _ordforande_utan_konto,
    ),
    Regel(
        "Vilka som har kallats till möten, med namn och e-postadress",
        "För att det ska gå att se vem som fick kallelsen, och skicka ändringar till samma personer.",
        "Namn och adress tas bort två år efter mötet. Att organisationen kallades bevaras.",
        ("uppdrag.Kallelsemottagare",),
        _kallade,
    ),
    Regel(
        "Namn i kallelser och protokoll: vem som kallar, föredrar, var närvarande, reserverade sig, justerade och följer upp",
        "För att det ska gå att läsa vad som beslutades, av vilka, och vad som följer av det.",
        "Bevaras, som protokollet. Det som står i mötets handlingar bevaras också, om de inte tas bort innan protokollet är justerat.",
        (
            "uppdrag.Kallelseuppgift",
            "uppdrag.Kallelse",
            "uppdrag.Moteshandling",
            "uppdrag.Dagordningspunkt",
            "uppdrag.Narvaro",
            "uppdrag.Protokoll",
            "uppdrag.Reservation",
            "uppdrag.Balanspost",
        ),
    ),
    Regel(
        "Adresser som kalenderprogram hämtar möten från, och när de senast hämtades",
        "För att den som vill ska ha sina möten i sin egen kalender, och se om något fortfarande hämtar dem.",
        "Tills personen drar tillbaka adressen eller inloggningen stängs, och som mest "
        f"{numerus(ADRESSEN_MINNS.days, 'en dag', 'dagar')} efter den senaste hämtningen.",
        ("uppdrag.Kalenderadress",),
        rensa_adresser,
    ),
    Regel("Funktionsbrevlådor", "För brev som inte är till en viss person.", "Så länge organisationen finns.", ("samverkan.Organisation",)),
)
