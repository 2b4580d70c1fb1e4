"""The operator's pages: the rules of roles hold there too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from samverkan.models import Handelse, Roll, Rolltilldelning, User
from tests import factories

IDAG = timezone.localdate()
INGEN = "skulle då stå utan processledare"


@pytest.fixture
def chefen(db):
    return factories.user("Drift", email="drift@exempel.test", is_staff=True, is_superuser=True)


@pytest.fixture
def drift(as_user, chefen):
    return as_user(chefen)


def person(vem, *roller, **andrat):
    """What the page of a person posts, with (role's row or None, what it says) for each role."""
    data = {"email": vem.email, "namn": vem.namn, "is_active": "on"} | andrat
    data |= {"rolltilldelningar-TOTAL_FORMS": len(roller), "rolltilldelningar-INITIAL_FORMS": sum(rad is not None for rad, _ in roller)}
    for n, (rad, sagt) in enumerate(roller):
        falt = {"id": rad.pk, "user": vem.pk, "roll": rad.roll, "organisation": rad.organisation_id, "fran": rad.fran} if rad else {}
        data |= {f"rolltilldelningar-{n}-{namn}": varde for namn, varde in (falt | sagt).items()}
    return data


def sida(vem):
    return f"/admin/samverkan/user/{vem.pk}/change/"


@pytest.mark.parametrize("till", [IDAG, IDAG + timedelta(days=40)])
def test_the_last_processledares_role_is_not_ended(drift, hus, till):
    roll = hus.processledare.rolltilldelningar.get()
    svar = drift.post(sida(hus.processledare), person(hus.processledare, (roll, {"till": till})), follow=True)
    assert INGEN in svar.content.decode()
    roll.refresh_from_db()
    assert roll.till is None
    assert not Handelse.objects.exists()
    factories.user("Andra", roll=Roll.PROCESSLEDARE, organisation=hus.region)
    assert INGEN not in drift.post(sida(hus.processledare), person(hus.processledare, (roll, {"till": till})), follow=True).content.decode()
    roll.refresh_from_db()
    assert roll.till == till


def test_nor_is_it_taken_away_or_her_login_closed(drift, hus):
    roll = hus.processledare.rolltilldelningar.get()
    rader = "/admin/samverkan/rolltilldelning/"
    for adress, data in (
        (f"{rader}{roll.pk}/delete/", {"post": "yes"}),
        (rader, {"action": "delete_selected", "_selected_action": roll.pk, "post": "yes"}),
        (f"{rader}{roll.pk}/change/", {"user": roll.user_id, "roll": "lasare", "organisation": roll.organisation_id, "fran": roll.fran}),
        (sida(hus.processledare), person(hus.processledare, (roll, {}), is_active="")),
    ):
        assert INGEN in drift.post(adress, data, follow=True).content.decode(), adress
        roll.refresh_from_db()
        assert roll.roll == Roll.PROCESSLEDARE
        assert roll.user.is_active


def test_a_role_that_decides_is_told_of(drift, hus, chefen, mailoutbox, django_capture_on_commit_callbacks):
    """Also one that the operator gives herself, or makes last longer; not one that she ends, or that decides nothing."""
    andra = factories.user("Andra driften", email="andra@exempel.test", is_superuser=True)

    def post(*roller):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            assert drift.post(sida(chefen), person(chefen, *roller, is_staff="on", is_superuser="on")).status_code == 302
        return {brev.to[0] for brev in mailoutbox}

    ny = {"roll": "controller", "organisation": hus.region.pk, "fran": IDAG}
    assert post((None, ny)) == {andra.email, hus.controller.email}
    roll = chefen.rolltilldelningar.get()
    assert post((roll, {"till": IDAG})) == set()
    assert post((roll, {"till": IDAG + timedelta(days=400)})) == {andra.email, hus.controller.email}
    assert post((roll, {"till": IDAG}), (None, ny | {"roll": "lasare"})) == set()


def test_a_role_given_on_its_own_page_is_told_of_too(drift, hus, mailoutbox, django_capture_on_commit_callbacks):
    ny = {"user": hus.lasare.pk, "roll": "direktor", "organisation": hus.region.pk, "fran": IDAG}
    with django_capture_on_commit_callbacks(execute=True):
        assert drift.post("/admin/samverkan/rolltilldelning/add/", ny).status_code == 302
    assert {brev.to[0] for brev in mailoutbox} == {hus.lasare.email, hus.direktor.email}


def test_a_new_address_is_told_to_her_and_to_who_answers_for_her(drift, hus, mailoutbox, django_capture_on_commit_callbacks):
    gammal = hus.kommunchef.email
    with django_capture_on_commit_callbacks(execute=True):
        drift.post(sida(hus.kommunchef), person(hus.kommunchef, email="ny@exempel.test"))
    assert {brev.to[0] for brev in mailoutbox} == {gammal, "ny@exempel.test", hus.processledare.email, "drift@exempel.test"}


def test_an_agreement_that_nobody_leads_stops_nothing_else(drift, hus):
    Rolltilldelning.objects.filter(roll=Roll.PROCESSLEDARE).delete()
    assert drift.post(sida(hus.lasare), person(hus.lasare, namn="Nytt namn")).status_code == 302
    assert User.objects.get(pk=hus.lasare.pk).namn == "Nytt namn"


def test_an_address_is_kept_in_lower_case_and_is_one_persons(drift, hus):
    drift.post(sida(hus.lasare), person(hus.lasare, email="Ny.Adress@Exempel.test"))
    assert User.objects.get(pk=hus.lasare.pk).email == "ny.adress@exempel.test"
    svar = drift.post(sida(hus.lasare), person(hus.lasare, email=hus.direktor.email.upper()))
    assert "finns redan en person" in svar.content.decode()
