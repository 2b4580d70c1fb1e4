"""What one address may try is counted, whoever tries at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from samverkan.models import Forsok
from samverkan.utifran.grans import TID, rakna, sparrad

FRAN = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")


def en_till(_):
    try:
        return rakna(FRAN, "prov")
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.bara_postgresql
def test_of_many_who_try_at_once_each_is_counted_and_no_more_get_through_than_may():
    with ThreadPoolExecutor(8) as tradar:
        svar = list(tradar.map(en_till, range(40)))
    assert Forsok.objects.get().antal == 40
    assert sum(antal <= 10 for antal in svar) <= 10
    assert max(svar) == 40


@pytest.mark.django_db
def test_each_address_and_each_thing_is_counted_for_itself_and_forgotten():
    assert [rakna(FRAN, "prov") for _ in range(3)] == [1, 2, 3]
    assert (sparrad(FRAN, "prov", 3), sparrad(FRAN, "prov", 4), sparrad(FRAN, "annat", 1)) == (True, False, False)
    assert rakna(RequestFactory().get("/", REMOTE_ADDR="192.0.2.8"), "prov") == 1
    assert "192.0.2" not in str(list(Forsok.objects.values_list()))
    call_command("kor_dagligen", verbosity=0, trots_klockan=True)
    assert Forsok.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(seconds=2 * TID), tick=False):
        assert not sparrad(FRAN, "prov", 1)
        call_command("kor_dagligen", verbosity=0, trots_klockan=True)
    assert not Forsok.objects.exists()
