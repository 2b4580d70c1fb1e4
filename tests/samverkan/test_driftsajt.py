"""The operator's own pages leave their trace in the log that nobody can empty."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry

from samverkan.models import Handelse, Organisation, Roll, Rolltilldelning, User
from samverkan.sparet.driftsajt import Spar


@pytest.fixture
def drift(as_user, hus):
    User.objects.filter(pk=hus.samordnare.pk).update(is_staff=True, is_superuser=True)
    return as_user(User.objects.get(pk=hus.samordnare.pk))


def roller(**rad):
    return {
        f"rolltilldelningar-{namn}": varde
        for namn, varde in ({"TOTAL_FORMS": len(rad) and 1, "INITIAL_FORMS": 0} | {f"0-{n}": v for n, v in rad.items()}).items()
    }


def test_whoever_makes_herself_a_role_stands_in_the_log(drift, hus):
    person = {"email": hus.lasare.email, "namn": "Nytt namn", "titel": "", "telefon": "", "is_active": "on"}
    roll = roller(roll=Roll.DIREKTOR, organisation=hus.region.pk, fran="2024-01-01")
    assert drift.post(f"/admin/samverkan/user/{hus.lasare.pk}/change/", person | roll).status_code == 302
    rad = Handelse.objects.get()
    assert (rad.akt, rad.user, rad.objekt) == ("ändrade i driften", hus.samordnare, f"samverkan.user:{hus.lasare.pk}")
    assert "namn" in str(rad.detaljer).lower()
    assert "Regional utvecklingsdirektör" in str(rad.detaljer)


def test_adding_and_taking_away_do_too(drift, hus):
    drift.post("/admin/samverkan/organisation/add/", {"namn": "Ny", "sort": "annan", "kod": ""})
    org = Organisation.objects.get(namn="Ny")
    drift.post(f"/admin/samverkan/organisation/{org.pk}/delete/", {"post": "yes"})
    roll = Rolltilldelning.objects.filter(user=hus.lasare).get()
    drift.post("/admin/samverkan/rolltilldelning/", {"action": "delete_selected", "_selected_action": roll.pk, "post": "yes"})
    assert not Rolltilldelning.objects.filter(pk=roll.pk).exists()
    assert list(Handelse.objects.order_by("pk").values_list("akt", "text")) == [
        ("lade till i driften", "Ny"), ("tog bort i driften", "Ny"), ("tog bort i driften", str(roll)),
    ]  # fmt: skip
    LogEntry.objects.all().delete()
    assert Handelse.objects.count() == 3


def test_an_act_of_a_library_on_many_rows_does_too(drift, hus):
    from allauth.account.models import EmailAddress

    adress = EmailAddress.objects.create(user=hus.lasare, email="annan@exempel.test")
    drift.post("/admin/account/emailaddress/", {"action": "make_verified", "_selected_action": adress.pk})
    adress.refresh_from_db()
    assert adress.verified
    assert Handelse.objects.get().detaljer == {"vad": {"atgard": "make_verified"}}


def test_an_act_on_all_rows_leaves_its_trace_on_each_and_one_that_is_none_on_none(drift, hus):
    """However it is posted: all that the page would list, and with another act named in the second list of acts."""
    from allauth.account.models import EmailAddress

    rader = [EmailAddress.objects.create(user=vem, email=vem.email) for vem in (hus.lasare, hus.controller)]
    adress, en = "/admin/account/emailaddress/", {"_selected_action": rader[0].pk}
    drift.post(adress, en | {"action": ""})
    assert not Handelse.objects.exists()
    drift.post(adress, en | {"action": ["make_verified", "delete_selected"], "index": 0, "select_across": "1"})
    assert EmailAddress.objects.filter(verified=True).count() == 2
    assert Handelse.objects.filter(akt="ändrade i driften").count() == 2


def test_whatever_is_registered_leaves_its_trace():
    assert [type(a) for a in admin.site._registry.values() if not isinstance(a, Spar)] == []
    assert len(admin.site._registry) >= 7


def test_the_processledare_reads_what_the_operator_did_to_her_people(drift, hus, client):
    drift.post(
        f"/admin/samverkan/user/{hus.lasare.pk}/change/", {"email": hus.lasare.email, "namn": "Nytt namn", "is_active": "on"} | roller()
    )
    client.force_login(hus.processledare)
    assert "ändrade i driften" in client.get("/handelser/").content.decode()
