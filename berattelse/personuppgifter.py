"""The rules for persons' data, of every room: shown on a page, and carried out each day."""

from datetime import timedelta

from django.utils import timezone

from berattelse.actions import rensa_vantande
from berattelse.actions.forra import rensa_forslag
from berattelse.models import Dagsbrev
from enkat import personuppgifter as enkat
from samverkan import personuppgifter as samverkan
from samverkan.personuppgifter import Regel
from uppdrag import personuppgifter as uppdrag

DAGSBREV = timedelta(days=150)  # longer than anything is reminded of, so that nobody is reminded of the same twice


def _dagsbrev():
    return Dagsbrev.objects.filter(dag__lt=timezone.localdate() - DAGSBREV).delete()[0]


EGNA = (
    Regel(
        "Vilken adress som har fått en påminnelse om årets steg, och vilken dag",
        "För att ingen ska få mer än ett brev om dagen, eller påminnas två gånger om samma sak.",
        "150 dagar.",
        ("berattelse.Dagsbrev",),
        _dagsbrev,
    ),
    Regel(
        "Hur ofta en person har valt att påminnas",
        "För att påminnelserna ska komma som personen vill ha dem.",
        "Så länge kontot finns.",
        ("berattelse.Paminnelseval",),
    ),
    Regel(
        "Filer som är signerade i en annan tjänst och väntar på svar",
        "För att den som lämnade in dem ska kunna granska dem först.",
        "En vecka.",
        ("berattelse.Vantandefil",),
        rensa_vantande,
    ),
    Regel(
        "Förra årets berättelse som fil, när den är inläst men inte intagen",
        "För att processledaren ska kunna läsa igenom bitarna. En intagen berättelse bevaras tillsammans med sitt år.",
        "30 dagar.",
        ("berattelse.Intagenberattelse",),
        rensa_forslag,
    ),
    Regel(
        "Adresser som en utgåva har sänts till, och när den hämtades",
        "För att det ska gå att visa att parterna har fått den.",
        "Bevaras tillsammans med utgåvan.",
        ("berattelse.Sandning", "berattelse.Hamtning"),
    ),
    Regel(
        "Den som har tagit emot ett uppdrags historik när det gick över till någon annan",
        "För att det ska gå att visa att den är överlämnad, till vem och när.",
        "Bevaras.",
        ("berattelse.Overlamning",),
    ),
    Regel(
        "Datanycklar, med vem som skapade och återkallade dem",
        "För att det ska gå att se vilka program som har fått läsa vad, och på vems ord. Själva nyckeln sparas inte.",
        "Bevaras.",
        ("berattelse.Datanyckel",),
    ),
    Regel(
        "Den som har skrivit, granskat, bokfört, fastställt, signerat och publicerat, och varje tidigare lydelse",
        "Berättelsen, dess underlag och dess historik är allmänna handlingar.",
        "Bevaras.",
    ),
)
REGLER = (*uppdrag.REGLER, *enkat.REGLER, *EGNA, *samverkan.REGLER)


def gallra():
    """Carry every rule out. [(rule, how many rows had had their time)]."""
    return [(regel, regel.gallra()) for regel in REGLER if regel.gallra]


def kor():
    """A sentence for each rule that found something."""
    return [f"Gallrat, {antal}: {regel.vad}." for regel, antal in gallra() if antal]
