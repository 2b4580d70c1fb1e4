"""The day's letters about the steps of the year: at most one to each address and day."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from berattelse import emails
from berattelse.granskning.paminnelser import dagens
from berattelse.models import Dagsbrev
from samverkan.door import log
from samverkan.efterat import efterat


def paminn_om_stegen():
    """Send what is due today. How many letters; safe to run twice, and two at once."""
    idag = timezone.localdate()
    return sum(_skicka(till, rader, idag) for till, rader in dagens(idag).items())


def _skicka(till, rader, idag):
    """Claim the address's letter of the day, and send it when that is committed. True when it was this one that claimed it."""
    try:
        with transaction.atomic():
            brev = Dagsbrev.objects.create(till=till, dag=idag, steg=[s.steg.pk for s in rader])
            for year in {s.year.pk: s.year for s in rader}.values():
                log(year, "påminde om årets steg", by=None, text=f"Årets steg {year}", steg=[str(s) for s in rader if s.year == year])
            efterat(_sand, brev, rader)
    except IntegrityError:
        return False
    return True


def _sand(brev, rader):
    """What the mail server refuses is not claimed any more: the next run writes it anew, with what is true then."""
    egen = Dagsbrev.objects.filter(pk=brev.pk)
    if emails.dagsbrev(brev.till, rader):
        egen.delete()
    else:
        egen.update(skickat=True)


def spara_val(form, *, by):
    """What a person has chosen of how she is reminded."""
    form.instance.user = by
    val = form.save()
    log(val, "valde påminnelser", by=by, text=str(val), falt=list(form.changed_data))
