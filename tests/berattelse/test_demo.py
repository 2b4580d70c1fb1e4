"""The demo loads whole, and twice changes nothing."""

import pytest
from django.apps import apps
from django.core.management import call_command

from samverkan.models import Organisation, Roll, Rolltilldelning, User
from uppdrag.models import Arena, Tillfalle


def counts():
    return {m._meta.label: m.objects.count() for m in apps.get_models() if m._meta.app_label in {"samverkan", "uppdrag", "ekonomi", "berattelse"}}


@pytest.mark.django_db
def test_twice_changes_nothing():
    call_command("demo", verbosity=0)
    first = counts()
    call_command("demo", verbosity=0)
    assert counts() == first


@pytest.mark.django_db
def test_om_tom_leaves_a_used_database_alone():
    Organisation.objects.create(namn="Region Prov", sort="region", kod="98")
    call_command("demo", om_tom=True, verbosity=0)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_there_is_someone_in_every_role_and_in_every_kommun():
    call_command("demo", verbosity=0)
    assert set(Rolltilldelning.objects.values_list("roll", flat=True)) == set(Roll.values)
    for kommun in Organisation.objects.filter(sort="kommun"):
        assert set(kommun.rolltilldelningar.values_list("roll", flat=True)) >= {"tjansteperson", "kommunchef"}


@pytest.mark.django_db
def test_every_date_in_the_register_is_marked_exempel_and_is_a_weekday():
    call_command("demo", verbosity=0)
    assert not Tillfalle.objects.filter(datum_exempel=False).exists()
    assert [t for t in Tillfalle.objects.all() if t.fran.weekday() > 4] == []
    assert Arena.objects.count() == 23


@pytest.mark.django_db
def test_nobody_has_an_address_that_could_exist():
    call_command("demo", verbosity=0)
    assert not User.objects.exclude(email__endswith="@exempel.test").exists()
