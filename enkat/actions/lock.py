"""What is held while a round or an answer is acted on, in one order: the round, the respondent, the link."""

from django.db import connection

from enkat.models import Deltagare, Inbjudan, Omgang


def hall_omgang(pk):
    """The round as it is saved now, for whoever changes what it is, or counts who is asked: one at a time."""
    return Omgang.objects.select_for_update(of=("self",)).get(pk=pk)


def hall_deltagare(deltagare):
    """The respondent as it is saved now, in a round that nobody opens, closes or changes meanwhile.

    The round is shared: its respondents do not wait for each other, only for whoever changes it, and she for them.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM enkat_omgang WHERE id = %s FOR SHARE", [deltagare.omgang_id])
    rader = Deltagare.objects.select_for_update(of=("self",)).select_related("omgang__verksamhetsar__avtal", "omgang__formular")
    return rader.get(pk=deltagare.pk)


def ar_aterkallad(lank):
    """Has the link (an id) been withdrawn? Held, so that it is not before this is done."""
    rader = Inbjudan.objects.select_for_update(no_key=True).filter(pk=lank).order_by()
    return any(rader.values_list("aterkallad", flat=True))
