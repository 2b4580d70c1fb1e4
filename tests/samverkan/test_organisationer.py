"""Organisations: who reads, who changes, and what is refused."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from samverkan.models import Handelse, Organisation, Roll
from tests import factories
from tests.formular import skicka
from uppdrag.models import Arenamedlem, Medverkan, Narvaro, Part

NY = {"namn": "Ragunda kommun", "kortnamn": "Ragunda", "sort": "kommun", "kod": "9803"}


def test_a_processledare_adds_an_organisation(hus, as_user):
    response = as_user(hus.processledare).post("/organisationer/ny/", NY)
    row = Organisation.objects.get(kod="9803")
    assert response["Location"] == row.get_absolute_url()
    assert Handelse.objects.filter(akt="lade till", objekt=f"samverkan.organisation:{row.pk}").exists()


def test_a_processledare_changes_an_organisation(hus, as_user):
    client = as_user(hus.processledare)
    data = {"namn": "Bergs kommun", "kortnamn": "Berg", "funktionsbrevlada": "kommun@exempel.test"}
    page = skicka(client, f"/organisationer/{hus.berg.pk}/andra/", data, follow=True).content.decode()
    assert "Bergs kommun är sparad." in page
    assert "kommun@exempel.test" in page
    assert Handelse.objects.filter(akt="ändrade", objekt=f"samverkan.organisation:{hus.berg.pk}").exists()


def test_an_address_that_is_none_is_refused_and_what_was_typed_is_kept(hus, as_user):
    response = as_user(hus.processledare).post("/organisationer/ny/", NY | {"funktionsbrevlada": "ingen adress"})
    html = response.content.decode()
    assert "funktionsbrevlada" in response.context["form"].errors
    assert "Fel: Ny organisation" in html
    assert 'value="Ragunda kommun"' in html
    assert 'href="#id_funktionsbrevlada"' in html


@pytest.mark.parametrize("kod", ["", "98", "98a3"])
def test_a_kommun_needs_its_code_and_says_so_at_the_field(hus, as_user, kod):
    response = as_user(hus.processledare).post("/organisationer/ny/", NY | {"kod": kod})
    assert response.context["form"].errors["kod"] == ["En kommun ska ha sin fyrställiga kommunkod från SCB."]
    assert not Organisation.objects.filter(namn="Ragunda kommun").exists()


def test_the_same_code_twice_is_refused_at_the_field(hus, as_user):
    factories.organisation("Åre kommun", kod="9821")
    response = as_user(hus.processledare).post("/organisationer/ny/", NY | {"kod": "9821"})
    assert response.context["form"].errors["kod"] == ["Det finns redan en organisation av samma sort med den koden."]


def test_sort_and_code_are_the_administrators(hus, as_user):
    """By a region's code it is known which kommuner are hers to make party: she writes neither it nor another county's kommuner."""
    client = as_user(hus.processledare)
    response = client.post("/organisationer/ny/", NY | {"sort": "region", "kod": "12"})
    assert "sort" in response.context["form"].errors
    response = client.post("/organisationer/ny/", NY | {"kod": "1280"})
    assert response.context["form"].errors["kod"] == ["Koden hör till ett annat län. Den kommunen lägger administratören till."]
    assert not Organisation.objects.filter(kod__in=["12", "1280"]).exists()
    skicka(client, f"/organisationer/{hus.region.pk}/andra/", {"namn": "Region Prov", "sort": "kommun", "kod": "9"})
    hus.region.refresh_from_db()
    assert (hus.region.sort, hus.region.kod) == ("region", "98")


@pytest.mark.parametrize(
    ("sort", "kod"), [("region", ""), ("region", "9"), ("region", "9a"), ("region", "980"), ("annan", "97"), ("kommun", "98")]
)
def test_the_database_itself_holds_a_code_against_its_sort(hus, sort, kod):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=hus.region.pk).update(sort=sort, kod=kod)


def _part(hus):
    Part.objects.create(avtal=hus.annat_avtal, organisation=hus.delad)


def _medverkan(hus):
    Medverkan.objects.create(uppdrag=factories.uppdrag(hus.annat_avtal), organisation=hus.delad)


def _arenamedlem(hus):
    Arenamedlem.objects.create(arena=factories.arena(hus.annat_avtal), organisation=hus.delad)


def _narvaro(hus):
    Narvaro.objects.create(tillfalle=factories.mote(factories.arena(hus.annat_avtal)), organisation=hus.delad)


def _roll(hus):
    factories.user("Länspolismästare", roll=Roll.LASARE, organisation=hus.delad)


@pytest.mark.parametrize("hos_andra", [_part, _medverkan, _arenamedlem, _narvaro, _roll])
def test_what_several_regions_share_is_no_one_regions_to_rename(hus, as_user, hos_andra):
    """Its mailbox is where letters with personal links go."""
    hus.delad = factories.organisation("Polismyndigheten", Organisation.Sort.ANNAN)
    data = {"namn": "Polisen", "funktionsbrevlada": "min@exempel.test"}
    if hos_andra is not _roll:
        Arenamedlem.objects.create(arena=hus.arena, organisation=hus.delad)
        assert hus.delad.can_be_edited_by(hus.processledare)
    hos_andra(hus)
    for vem in (hus.processledare, hus.utomstaende):
        assert skicka(as_user(vem), f"/organisationer/{hus.delad.pk}/andra/", data).status_code == 403
    assert Organisation.objects.filter(namn="Polismyndigheten", funktionsbrevlada="").exists()


@pytest.mark.parametrize("who", ["samordnare", "controller", "tjansteperson", "kommunchef", "lasare"])
def test_others_read_and_do_not_change(hus, as_user, who):
    client = as_user(getattr(hus, who))
    assert client.get(f"/organisationer/{hus.berg.pk}/").status_code == 200
    assert client.post("/organisationer/ny/", NY).status_code == 403
    assert skicka(client, f"/organisationer/{hus.berg.pk}/andra/", NY).status_code == 403


def test_a_name_that_is_taken_is_refused(hus, as_user):
    response = as_user(hus.processledare).post("/organisationer/ny/", NY | {"namn": hus.berg.namn})
    assert "namn" in response.context["form"].errors


@pytest.mark.parametrize("address", ["/organisationer/999/", "/organisationer/999/andra/"])
def test_an_organisation_that_is_not_there_is_not_found(hus, as_user, address):
    assert as_user(hus.processledare).get(address).status_code == 404


def test_another_region_is_not_hers_to_change_and_no_role_sees_nothing(hus, as_user):
    assert skicka(as_user(hus.utomstaende), f"/organisationer/{hus.region.pk}/andra/", NY).status_code == 403
    assert skicka(as_user(hus.utomstaende), f"/organisationer/{hus.berg.pk}/andra/", NY).status_code == 403
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
