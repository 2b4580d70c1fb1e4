"""The act of reading in many rows at once: all of them or none, told of in the log with how many."""

from functools import partial

from django.db import transaction

from samverkan.door import log
from samverkan.efterat import efterat
from samverkan.models import Roll, Rolltilldelning, User
from uppdrag import emails
from uppdrag.actions.lock import hall_years_och_avtal


@transaction.atomic
def las_in(inlasning, *, by, avtal, ord_, adress=""):
    """Save every row of the table, judged anew once the agreement is held: of two who read in the same the second finds it there.

    `adress` is the login page that new people are written to about; they are not when it is empty. Returns the rows.
    """
    hall_years_och_avtal(avtal.pk)
    rader = inlasning.las_om()
    for row in rader:
        row._history_user = by
        row.save()
    _om_personer(rader, by, adress)
    nycklar = {}
    for row in rader:
        nycklar.setdefault(row._meta.label_lower, []).append(row.pk)
    log(avtal, f"läste in {ord_}", by=by, antal=len(rader), rader=nycklar)
    return rader


def _om_personer(rader, by, adress):
    """Each account and each role leaves the trace, and is told of, as when it is given alone."""
    roller = [row for row in rader if isinstance(row, Rolltilldelning)]
    for person in (row for row in rader if isinstance(row, User)):
        forsta = next(roll for roll in roller if roll.user == person)
        log(person, "lade till person", by=by, roll=str(forsta))
        if adress:
            brev = partial(emails.inbjudan, person, roll=forsta, inbjudare=by, adress=adress)
            transaction.on_commit(brev, robust=True)
    for roll in roller:
        log(roll.user, "gav roll", by=by, text=f"{roll.user}: {roll}", fran=roll.fran.isoformat())
        if roll.roll in Roll.beslutande():
            efterat(emails.ny_roll, roll, given_av=by)
