"""Persons' data: for each kind a rule (what, why, how long), and how what has had its time is taken away. Records stay.

Each room says the rules of its own rows in a module of this name; the roof shows them all and carries them out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from samverkan.inloggning import sessioner
from samverkan.models import Brev, Kladd
from samverkan.svenska import numerus, stor_bokstav
from samverkan.tryckning import ARBETET_MINNS, SPARAS, rensa_arbeten, rensa_filer

DRIFTLOGG = timedelta(days=365)
KLADD = timedelta(days=90)
BREV = timedelta(days=90)


def _dagar(tid):
    return f"{stor_bokstav(numerus(tid.days, 'en dag', 'dagar'))}."


@dataclass(frozen=True)
class Regel:
    """`modeller` are the labels of the rows it is about; `gallra` takes away what has had its time and returns how many, never a record."""

    vad: str
    varfor: str
    tid: str
    modeller: tuple[str, ...] = ()
    gallra: Callable[[], int] | None = None


def _sessioner():
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


def _forsok():
    """What is counted by address waits in the cache's table until somebody asks for it: nobody may."""
    with connection.cursor() as cursor:
        tabell = connection.ops.quote_name(cache._table)
        cursor.execute(f"DELETE FROM {tabell} WHERE expires < %s", [connection.ops.adapt_datetimefield_value(_nu())])  # noqa: S608
        return cursor.rowcount


def _nu():
    """As Django's own cache writes it: to the second, in UTC."""
    return timezone.now().replace(microsecond=0)


def _kladdar():
    return Kladd.objects.filter(tid__lt=timezone.now() - KLADD).delete()[0]


def _brev():
    return Brev.objects.filter(skapad__lt=timezone.now() - BREV).delete()[0]


def _driftlogg():
    return LogEntry.objects.filter(action_time__lt=timezone.now() - DRIFTLOGG).delete()[0]


REGLER = (
    Regel(
        "Inloggningar, med text som inte hann sparas före utloggningen",
        "För att inloggningen ska gälla medan man arbetar, och för att inget som är skrivet ska gå förlorat.",
        "Tio timmar efter senaste inloggningen.",
        ("sessions.Session",),
        _sessioner,
    ),
    Regel(
        "Var någon är inloggad: webbläsarens namn, adressen på nätet och sedan när",
        "För att var och en ska se sina egna inloggningar och kunna avsluta den som inte är hennes.",
        "Så länge inloggningen gäller.",
        ("usersessions.UserSession",),
        sessioner.rensa,
    ),
    Regel(
        "Andra faktor: kodappens hemlighet och reservkoderna, krypterade, och inloggningsnycklarnas namn och öppna del",
        "För att det inte ska räcka med ett lösenord, eller med någons e-post, för att logga in i någon annans namn.",
        "Tills personen tar bort den, eller den nollställs. Den tas bort med lösenordet när kontot har haft sin tid.",
        ("mfa.Authenticator",),
    ),
    Regel(
        "Text som någon har skrivit men inte sparat",
        "För att inget ska gå förlorat när en dator stängs eller en inloggning tar slut. Bara den som skrev ser texten.",
        f"Tills sidan sparas eller texten kastas, som mest {numerus(KLADD.days, 'en dag', 'dagar')} efter att den senast ändrades.",
        ("samverkan.Kladd",),
        _kladdar,
    ),
    Regel(
        "Brev som programmet har skickat, med adress och text men utan personliga länkar och koder",
        "För att processledaren ska se vilka brev som gick fram och kunna skicka om dem som inte gjorde det.",
        _dagar(BREV),
        ("samverkan.Brev",),
        _brev,
    ),
    Regel(
        "Enheter där någon har loggat in",
        "För att fel lösenord från andra håll inte ska stänga någon ute.",
        "Ett halvår, i en kaka i webbläsaren. Programmet sparar den inte.",
    ),
    Regel(
        "Kopplingar mellan ett konto och en identitet i en annan organisations inloggningstjänst",
        "För att den som loggar in den vägen ska vara samma person varje gång. Bara ett kondensat av identiteten sparas.",
        "Tills kopplingen löses, eller kontot avidentifieras eller tas bort.",
        ("socialaccount.SocialAccount",),
    ),
    Regel(
        "Antal försök från en adress på nätet",
        "För att ingen ska kunna gissa lösenord och länkar.",
        "Ett dygn som mest.",
        (),
        _forsok,
    ),
    Regel(
        "Utskrivna filer som ingen har tagit över",
        "För att samma innehåll inte ska skrivas ut två gånger.",
        _dagar(SPARAS),
        ("samverkan.Utskrift",),
        rensa_filer,
    ),
    Regel(
        "Avslutade jobb, med vad de gällde",
        "För att sidan ska kunna säga hur det gick.",
        _dagar(ARBETET_MINNS),
        ("django_tasks_database.DBTaskResult",),
        rensa_arbeten,
    ),
    Regel(
        "Djangos egen logg över driften",
        "För den som driver programmet. Samma händelser står i händelseloggen.",
        "Ett år.",
        ("admin.LogEntry",),
        _driftlogg,
    ),
    Regel(
        "Händelseloggen",
        "För att det ska gå att se i efterhand vem som har gjort vad, och när. En text som tas bort står inte ordagrant här.",
        "Bevaras. Databasen vägrar att ändra och ta bort.",
        ("samverkan.Handelse",),
    ),
)
