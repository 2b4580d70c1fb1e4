"""What has not been held has decided nothing."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests import factories
from tests.formular import skicka
from tests.uppdrag.test_kallelse import punkt
from tests.uppdrag.test_protokoll import BESLUT
from uppdrag.models import Beslut


@pytest.mark.parametrize(
    ("status", "dag", "mening"), [("installt", "2022-06-01", "inställt"), ("planerat", "2022-01-02", "inte varit ännu")]
)
def test_nothing_is_decided_before_the_meeting_or_at_a_cancelled_one(hus, as_user, status, dag, mening):
    arende = punkt(factories.mote(hus.arena, date(2022, 3, 28), status=status), "arende", "Budget")
    with time_machine.travel(f"{dag} 10:00 +0100", tick=False):
        response = skicka(as_user(hus.samordnare), reverse("uppdrag:arende_beslut", args=[arende.pk]), BESLUT)
        assert mening in response.context["form"].errors["utfall"][0]
    assert not Beslut.objects.exists()
