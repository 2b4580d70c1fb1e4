"""The acts on comments. A comment is never rewritten; what nobody has answered may be withdrawn by whoever wrote it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from berattelse.avsnitt.forankring import stycken
from berattelse.models import Kommentar, Kommentarsvar
from samverkan.door import log
from samverkan.inaktuell import las_om
from uppdrag.actions.lock import krav_oppet

BORTA = "Stycket finns inte i den text som du läste. Läs om sidan och kommentera därifrån."


@transaction.atomic
def kommentera(avsnitt, part, nummer, text, *, version, by):
    """Put a comment on paragraph `nummer` (from 1) of a part, as the text stood in the version that was read. A second click puts none."""
    krav_oppet(avsnitt.verksamhetsar)
    las_om(avsnitt)
    last = avsnitt if avsnitt.version == version else avsnitt.history.filter(version=version).order_by("history_id").last()
    texter = [stycke.text for stycke in stycken(getattr(last, part))] if last and part in avsnitt.delar else []
    if not 1 <= nummer <= len(texter):
        raise ValidationError(BORTA)
    stycke = texter[nummer - 1]
    plats = {"part": part, "version": version, "stycke": stycke, "forekomst": texter[: nummer - 1].count(stycke)}
    samma = {"avsnitt": avsnitt, **plats, "text": text, "av": by}
    if redan := Kommentar.objects.filter(**samma, los_tid=None).first():
        return redan
    kommentar = Kommentar.objects.create(**samma)
    log(kommentar, "kommenterade", by=by, text=f"Avsnitt {avsnitt}", part=part)
    return kommentar


@transaction.atomic
def svara(kommentar, text, *, by):
    """Answer an open comment. A second click gives no second answer."""
    krav_oppet(kommentar.avsnitt.verksamhetsar)
    if not las_om(kommentar).is_oppen:
        raise ValidationError("Kommentaren är löst. Öppna den igen för att svara.")
    sista = kommentar.svar.last()
    if sista and (sista.text, sista.av_id) == (text, by.pk):
        return sista
    svar = Kommentarsvar.objects.create(kommentar=kommentar, text=text, av=by)
    log(kommentar, "svarade på en kommentar", by=by, text=f"Avsnitt {kommentar.avsnitt}")
    return svar


@transaction.atomic
def los(kommentar, *, by):
    """The comment is dealt with. Of two who press at once exactly one succeeds."""
    _stall(kommentar, "löste en kommentar", {"los_av": by, "los_tid": timezone.now()}, by=by, fel="Kommentaren är redan löst.")


@transaction.atomic
def oppna_igen(kommentar, *, by):
    """It was not dealt with after all."""
    _stall(kommentar, "öppnade en kommentar igen", {"los_av": None, "los_tid": None}, by=by, fel="Kommentaren är redan öppen.")


def _stall(kommentar, akt, fields, *, by, fel):
    krav_oppet(kommentar.avsnitt.verksamhetsar)
    oppen = fields["los_av"] is not None
    if not Kommentar.objects.filter(pk=kommentar.pk, los_tid__isnull=oppen).update(**fields):
        raise ValidationError(fel)
    log(kommentar, akt, by=by, text=f"Avsnitt {kommentar.avsnitt}")


@transaction.atomic
def ta_tillbaka_kommentar(kommentar, *, by):
    """It goes, while nobody has answered it or resolved it."""
    krav_oppet(kommentar.avsnitt.verksamhetsar)
    nu = las_om(kommentar)
    if nu.svar.exists() or not nu.is_oppen:
        raise ValidationError("Kommentaren är besvarad eller löst och står kvar.")
    log(kommentar, "tog tillbaka en kommentar", by=by, text=f"Avsnitt {kommentar.avsnitt}")
    nu.delete()
