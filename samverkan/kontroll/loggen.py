"""What is wrong with the event log and with what goes by the clock: a broken chain, a time that has not been, a run that failed."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from samverkan import klockan
from samverkan.kontroll.punkt import Kontroll
from samverkan.models import Brev, Handelse, Korning
from samverkan.sparet import kedja
from samverkan.svenska import numerus, stor_bokstav

DYGNET = timedelta(hours=26)  # a day, and the time a late timer takes
KORTID = timedelta(hours=2)


def kedjan():
    """Every link is worked out anew."""
    yield from kedja.brott(kedja.lankar())
    gamla = Handelse.objects.filter(lank__isnull=True, tid__lt=timezone.now() - 2 * DYGNET).count()
    if gamla:
        yield f"{stor_bokstav(numerus(gamla, 'en händelse', 'händelser'))} har ännu ingen länk i loggens kedja, som kor_dagligen ger dem."


def korningen():
    nu, senaste = timezone.now(), Korning.objects.first()
    if senaste is None:
        yield "Ingen körning av kor_dagligen finns antecknad: ställ in en timer som kör den varje morgon."
        return
    if nu - senaste.borjade > DYGNET:
        yield f"kor_dagligen kördes senast {timezone.localtime(senaste.borjade):%Y-%m-%d %H.%M}: timern går inte."
    if senaste.slutade is None and nu - senaste.borjade > KORTID:
        yield "kor_dagligen blev inte klar senast: den avbröts, eller hänger."
    if senaste.fel:
        yield f"kor_dagligen gick inte som den skulle senast: {senaste.fel}"


def breven():
    """Those of the last week that did not go, to an address that no later letter has reached."""
    nadd = Brev.objects.filter(till=OuterRef("till"), fel="", skapad__gt=OuterRef("skapad"))
    gamla = Brev.objects.misslyckade().filter(~Exists(nadd), skapad__gt=timezone.now() - timedelta(days=7)).count()
    if gamla:
        yield f"{stor_bokstav(numerus(gamla, 'ett brev', 'brev'))} från den senaste veckan kunde inte skickas: se /brev/."


KONTROLLER = (
    Kontroll("loggens kedja", kedjan),
    Kontroll("klockan", klockan.gar_fel),
    Kontroll("daglig körning", korningen),
    Kontroll("breven", breven),
)
