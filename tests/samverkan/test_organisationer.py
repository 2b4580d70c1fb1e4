"""Organisations and the event log."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverkan.door import log
from samverkan.models import Handelse, Organisation
from tests import factories

NY = {"namn": "Ragunda kommun", "kortnamn": "Ragunda", "sort": "kommun", "kod": "2303"}


def test_a_processledare_adds_an_organisation(hus, as_user):
    response = as_user(hus.processledare).post("/organisationer/ny/", NY)
    row = Organisation.objects.get(kod="2303")
    assert response["Location"] == row.get_absolute_url()
    assert Handelse.objects.filter(akt="lade till", objekt=f"samverkan.organisation:{row.pk}").exists()


@pytest.mark.parametrize("kod", ["", "23", "23a3"])
def test_a_kommun_needs_its_code_and_says_so_at_the_field(hus, as_user, kod):
    response = as_user(hus.processledare).post("/organisationer/ny/", NY | {"kod": kod})
    assert response.context["form"].errors["kod"] == ["En kommun ska ha sin fyrställiga kommunkod från SCB."]
    assert not Organisation.objects.filter(namn="Ragunda kommun").exists()


def test_the_same_code_twice_is_refused_at_the_field(hus, as_user):
    response = as_user(hus.processledare).post("/organisationer/ny/", NY | {"kod": hus.berg.kod})
    assert "kod" in response.context["form"].errors


@pytest.mark.parametrize("who", ["samordnare", "controller", "tjansteperson", "kommunchef", "lasare"])
def test_others_read_and_do_not_change(hus, as_user, who):
    client = as_user(getattr(hus, who))
    assert client.get(f"/organisationer/{hus.berg.pk}/").status_code == 200
    assert client.post("/organisationer/ny/", NY).status_code == 403
    assert client.post(f"/organisationer/{hus.berg.pk}/andra/", NY).status_code == 403


def test_another_region_is_not_hers_to_change_and_no_role_sees_nothing(hus, as_user):
    assert as_user(hus.utomstaende).post(f"/organisationer/{hus.region.pk}/andra/", NY).status_code == 403
    assert as_user(hus.utomstaende).post(f"/organisationer/{hus.berg.pk}/andra/", NY).status_code == 403
    assert as_user(hus.roll_los).get(f"/organisationer/{hus.berg.pk}/").status_code == 404


def test_the_list_asks_as_often_for_three_as_for_one(hus, as_user):
    client = as_user(hus.processledare)
    client.get("/organisationer/")
    with CaptureQueriesContext(connection) as few:
        client.get("/organisationer/")
    factories.organisation(), factories.organisation(), factories.organisation()
    with CaptureQueriesContext(connection) as many:
        client.get("/organisationer/")
    assert len(few) == len(many)


def test_the_log_shows_ones_own_agreements_only(hus, as_user):
    log(hus.avtal, "ändrade", by=hus.processledare, text="Vårt avtal")
    log(hus.annat_avtal, "ändrade", by=hus.utomstaende, text="Deras avtal")
    html = as_user(hus.processledare).get("/handelser/").content.decode()
    assert "Vårt avtal" in html
    assert "Deras avtal" not in html


@pytest.mark.parametrize("who", ["samordnare", "direktor", "tjansteperson", "roll_los"])
def test_the_log_is_the_processledares(hus, as_user, who):
    assert as_user(getattr(hus, who)).get("/handelser/").status_code == 403
    assert as_user(getattr(hus, who)).get("/handelser/csv/").status_code == 403


def test_the_exported_log_holds_no_formulas(hus, as_user):
    log(hus.avtal, "ändrade", by=hus.processledare, text='=HYPERLINK("http://x")')
    body = as_user(hus.processledare).get("/handelser/csv/").content.decode()
    assert body.startswith("\ufeff")
    assert ";'=HYPERLINK" in body or ";\"'=HYPERLINK" in body
