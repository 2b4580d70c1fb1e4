"""How many rows of another table hang on each row of a question: one question however many rows."""

from functools import partial

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce

OLIKA = partial(Count, distinct=True)


def antal_per(rader, per, vad="pk", rakna=OLIKA):
    """The rows are tied by `per` to the outer row: how many different `vad` they have, or with Sum what these come to; 0 of none."""
    return Coalesce(Subquery(rader.order_by().values(per).annotate(antal=rakna(vad)).values("antal")), 0)
