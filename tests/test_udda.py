"""Whatever is sent to the site's doors is answered in words: no null character, no odd digit, no day beyond the calendar breaks one."""

import logging
import sys

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samverkan.forms import Flerval
from samverkan.models import Organisation
from tests import factories, langd
from tests.test_house import in_rooms
from tests.udda import Vandring

ORIMLIG = "Året ska ligga mellan 1800 och 2200"


@pytest.mark.lang
@pytest.mark.no_cover
def test_odd_input_is_answered_in_words_by_every_form_query_and_address(rattighetsdemo):
    logging.disable(logging.CRITICAL)
    try:
        vandring = Vandring(rattighetsdemo, adresser=langd.antal(40, 1), fragor=langd.antal(12, 1)).ga()
    finally:
        logging.disable(logging.NOTSET)
    sys.stdout.write(f"\n{dict(vandring.antal)}\n")
    assert "\n".join(f"{vad}: {hur}" for vad, hur in vandring.fel.items()) == ""
    assert vandring.antal["sidor"] >= langd.antal(5, 350)
    assert all(antal >= langd.antal(1, 100) for antal in vandring.antal.values())


@pytest.mark.parametrize("tal", ["²", "9" * 5000, str(2**64), "-1", "x"])
def test_a_number_that_is_none_names_no_row(hus, as_user, tal):
    klient, mote = as_user(hus.processledare), factories.mote(hus.arena, status="planerat")
    assert klient.get(reverse("uppdrag:tillfalle_list"), {"arena": tal, "year": tal}).status_code == 200
    assert klient.post(reverse("uppdrag:tillfallen_hallna"), {"pk": tal}).status_code == 302
    mote.refresh_from_db()
    assert mote.status == "planerat"


@pytest.mark.parametrize("kaka", ["sessionid", "csrftoken", "messages", "enhet"])
def test_a_null_character_in_a_cookie_is_no_cookie(client, db, kaka):
    udda = {"cookie": f'{kaka}="abcdefgh\\000ij"'}
    client.raise_request_exception = False
    assert client.get(reverse("account_login"), headers=udda).status_code == 200
    assert client.post(reverse("account_login"), {"login": "a@exempel.test", "password": "x"}, headers=udda).status_code == 200
    assert client.get(reverse("uppdrag:uppdrag_list"), headers=udda).status_code == 302


@pytest.mark.parametrize("teckenkod", ["latin-1", "utf-7"])
def test_a_post_in_another_character_set_is_refused_in_words(client, as_user, hus, teckenkod):
    sort = f"application/x-www-form-urlencoded; charset={teckenkod}"
    for klient in (client, as_user(hus.processledare)):
        klient.raise_request_exception = False
        svar = klient.post(reverse("uppdrag:tillfalle_create"), b"kommentar=%E5", content_type=sort)
        assert (svar.status_code, "Begäran gick inte att förstå" in svar.content.decode()) == (400, True)


@pytest.mark.parametrize("dag", ["0001-01-01", "1799-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_that_nobody_means_is_told_at_its_field(hus, as_user, dag):
    klient = as_user(hus.processledare)
    assert ORIMLIG in klient.get(reverse("samverkan:handelse_list"), {"till": dag}).content.decode()
    assert klient.get(reverse("samverkan:handelse_csv"), {"fran": dag}).status_code == 200
    part = hus.avtal.parter.first()
    sida = klient.post(reverse("uppdrag:part_edit", args=[part.pk]), {"fran": "2019-01-01", "till": dag})
    assert (sida.status_code, ORIMLIG in sida.content.decode()) == (200, True)


@pytest.mark.en_gang
def test_every_field_for_a_day_of_a_form_has_its_bounds():
    """Those that are made from a model get them from Radform."""
    assert [p.name for p in in_rooms() if "forms.DateField(" in p.read_text() and p.name != "forms.py"] == []


@pytest.mark.parametrize("nummer", [str(2**63), str(2**64 * 10), "9" * 5000, "²", "x"])
def test_a_row_that_cannot_be_is_no_choice(hus, nummer):
    falt = Flerval(Organisation.objects.all())
    with pytest.raises(ValidationError):
        falt.clean([nummer])
    assert list(falt.clean([str(hus.berg.pk)])) == [hus.berg]


@pytest.mark.en_gang
def test_every_choice_of_several_rows_is_the_houses_own():
    assert [p.name for p in in_rooms() if "forms.ModelMultipleChoiceField(" in p.read_text() and p.name != "forms.py"] == []
