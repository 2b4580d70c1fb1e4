"""What the tests of the documents begin from."""

import pytest

from berattelse.innehall.samling import samla
from tests import mallar
from uppdrag.models import Verksamhetsar


@pytest.fixture(scope="module")
def samlat(django_db_setup, django_db_blocker):
    """{(year, stage): data} of the demo, gathered once for each module."""
    with django_db_blocker.unblock():
        mallar.stall_in("demo")
        years = Verksamhetsar.objects.filter(beteckning__in=("2021", "2022"))
        return {(year.beteckning, skede): samla(year, skede) for year in years for skede in (1, 2)}
