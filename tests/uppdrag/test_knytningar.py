"""Ties of a person to an uppdrag, an arena or a party."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.formular import skicka
from uppdrag.models import Kontaktperson, Ordforande, Samordnare

TODAY = timezone.localdate()


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


@pytest.fixture
def knytningar(hus):
    part = hus.avtal.parter.get(organisation=hus.berg)
    hus.knyt = {
        "samordnare": (hus.samordnare, {"uppdrag": hus.uppdrag.pk, "fran": TODAY}, Samordnare),
        "ordforande": (hus.lasare, {"arena": hus.arena.pk, "fran": TODAY}, Ordforande),
        "kontaktperson": (hus.kommunchef, {"part": part.pk, "fran": TODAY}, Kontaktperson),
    }
    return hus


@pytest.mark.parametrize("sort", ["samordnare", "ordforande", "kontaktperson"])
def test_a_person_is_tied_and_the_tie_is_ended(knytningar, as_user, sort):
    person, data, model = knytningar.knyt[sort]
    client = as_user(knytningar.processledare)
    assert client.get(url(f"person_{sort}_create", person.pk)).status_code == 200
    assert client.post(url(f"person_{sort}_create", person.pk), data).status_code == 302
    tie = model.objects.get(user=person, fran=TODAY)
    assert skicka(as_user(knytningar.utomstaende), url(f"person_{sort}_end", tie.pk), {"till": TODAY}).status_code == 404
    assert skicka(as_user(knytningar.lasare), url(f"person_{sort}_end", tie.pk), {"till": TODAY}).status_code == 403
    skicka(as_user(knytningar.processledare), url(f"person_{sort}_end", tie.pk), {"till": TODAY})
    tie.refresh_from_db()
    assert tie.till == TODAY


def test_a_samordnare_must_hold_the_role_and_a_contact_belong_to_the_party(knytningar, as_user):
    client = as_user(knytningar.processledare)
    response = skicka(client, url("person_samordnare_create", knytningar.lasare.pk), knytningar.knyt["samordnare"][1])
    assert "Ge rollen först" in response.context["form"].errors["uppdrag"][0]
    response = skicka(client, url("person_kontaktperson_create", knytningar.samordnare.pk), knytningar.knyt["kontaktperson"][1])
    assert "part" in response.context["form"].errors


def test_nobody_is_tied_to_anothers_agreement(hus, as_user):
    frammande = factories.uppdrag(hus.annat_avtal)
    response = skicka(
        as_user(hus.processledare), url("person_samordnare_create", hus.samordnare.pk), {"uppdrag": frammande.pk, "fran": TODAY}
    )
    assert "uppdrag" in response.context["form"].errors
