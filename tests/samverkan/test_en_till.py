"""Many rows after each other: saved, and an empty form again with what repeats."""

import pytest
from django.urls import reverse

from berattelse.models import Aktivitet
from tests.berattelse import factories as avsnitten
from tests.formular import skicka
from uppdrag.models import Arena, Beslut, Rekommendation, Tillfalle, Uppdrag

pytestmark = pytest.mark.django_db
EN_TILL = "Spara och lägg till en till"


def en_till(client, url, data):
    """The empty form that the second button leads to."""
    response = skicka(client, url, data | {"en_till": "1"}, follow=True)
    assert response.status_code == 200, response.context["form"].errors if response.context else response
    assert not response.context["form"].is_bound, response.context["form"].errors
    return response


def radets(hus):
    return Beslut.objects.create(
        avtal=hus.avtal, organ=hus.avtal.berattelse_organ or "Rådet", datum="2023-02-06", text="Att godkänna.", rekommendation=True
    )


@pytest.fixture
def leder(hus, as_user):
    return as_user(hus.processledare)


def test_an_activity_keeps_its_day_and_begins_at_the_text(hus, as_user):
    url = reverse("berattelse:rad_list", args=[avsnitten.avsnitt(hus).pk, "aktiviteter"])
    client = as_user(hus.samordnare)
    response = en_till(client, url, {"text": "Kurs i Berg", "datum": "2022-03-04", "kommuner": [hus.berg.pk]})
    form = response.context["form"]
    assert (form["text"].value(), form["datum"].value(), form["kommuner"].value()) == (None, "2022-03-04", [str(hus.berg.pk)])
    assert "Raden är sparad." in response.content.decode()
    assert "autofocus" in str(form["text"])
    assert Aktivitet.objects.get().text == "Kurs i Berg"
    skicka(client, response.request["PATH_INFO"], {"text": "Kurs i Åre", "datum": "2022-03-04"})
    assert Aktivitet.objects.count() == 2


def test_the_first_button_leads_where_it_did(hus, as_user):
    url = reverse("berattelse:rad_list", args=[avsnitten.avsnitt(hus).pk, "aktiviteter"])
    assert skicka(as_user(hus.samordnare), url, {"text": "Kurs", "datum": "2022-03-04"}).url == url


def test_what_is_wrong_is_said_and_nothing_is_saved(hus, as_user):
    url = reverse("berattelse:rad_list", args=[avsnitten.avsnitt(hus).pk, "aktiviteter"])
    response = skicka(as_user(hus.samordnare), url, {"text": "Kurs", "datum": "2023-03-04", "en_till": "1"})
    assert response.context["form"].errors.keys() == {"datum"}
    assert not Aktivitet.objects.exists()


@pytest.mark.parametrize(
    ("namn", "model", "data", "kvar"),
    [
        ("uppdrag:arena_create", Arena, {"namn": "Prov-Z", "sort": "natverk", "niva": "kommunal", "motesord": "möte"}, {"sort": "natverk"}),
        ("uppdrag:uppdrag_create", Uppdrag, {"namn": "Nytt uppdrag", "status": "aktivt", "ordning": "9", "fran": "2022-01-01"}, {"fran": "2022-01-01"}),
        ("uppdrag:beslut_create", Beslut, {"organ": "Rådet", "datum": "2022-02-07", "text": "Så."}, {"organ": "Rådet", "datum": "2022-02-07"}),
    ],
)  # fmt: skip
def test_the_forms_where_rows_are_entered_after_each_other(hus, leder, namn, model, data, kvar):
    url = reverse(namn, args=[] if model is Beslut else [hus.avtal.pk])
    form = leder.get(url).context["form"]
    assert EN_TILL in leder.get(url).content.decode()
    data = {n: form[n].value() or "" for n in form.fields if n != "version"} | data
    if "avtal" in form.fields:
        data["avtal"] = hus.avtal.pk
    fore = model.objects.count()
    svar = en_till(leder, url, {n: v for n, v in data.items() if v not in (None, "", False)})
    assert model.objects.count() == fore + 1
    assert {n: svar.context["form"][n].value() for n in kvar} == kvar


def test_a_recommendation_more_of_the_same_decision(hus, leder):
    beslut = radets(hus)
    url = reverse("uppdrag:rekommendation_create", args=[beslut.pk])
    response = en_till(leder, url, {"text": "Säkra bemanningen.", "agare": "Regionen", "status": "oppen"})
    assert response.request["PATH_INFO"] == url
    assert Rekommendation.objects.get().text == "Säkra bemanningen."


@pytest.mark.parametrize("till_arenan", [True, False])
def test_a_meeting_keeps_its_form_and_asks_for_another_day(hus, as_user, till_arenan):
    client = as_user(hus.samordnare)
    data = {"arena": hus.arena.pk, "fran": "2022-03-04", "sort": "mote", "form": "digitalt", "en_till": "1"}
    response = client.post(reverse("uppdrag:tillfalle_create"), data | ({"till_arenan": "1"} if till_arenan else {}), follow=True)
    form = response.context["form"]
    assert response.redirect_chain[-1][0].startswith(hus.arena.get_absolute_url() if till_arenan else reverse("uppdrag:tillfalle_list"))
    assert (form["fran"].value(), form["form"].value(), form["arena"].value()) == (None, "digitalt", hus.arena.pk)
    assert Tillfalle.objects.get().form == "digitalt"


def test_a_row_that_is_there_has_no_such_button(hus, leder):
    beslut = radets(hus)
    assert EN_TILL not in leder.get(reverse("uppdrag:beslut_edit", args=[beslut.pk])).content.decode()
