"""An agenda by the keyboard alone: a line is moved, moved again, and the focus stays on it."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories
from tests.uppdrag.test_kallelse import punkt
from uppdrag.actions import moten
from uppdrag.models import Dagordningspunkt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_line_is_moved_by_the_keyboard_and_the_pages_have_no_faults(hus, client, live_server, page, axe):
    mote = factories.mote(hus.arena, date(2022, 9, 28), status="planerat")
    moten.numrera([punkt(mote, "arende", titel) for titel in ("Val av justerare", "Budget", "Trafiken")])
    client.force_login(hus.samordnare)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page.goto(live_server.url + reverse("uppdrag:dagordning_edit", args=[mote.pk]))
    knapp = page.get_by_role("button", name="Flytta upp Trafiken")
    knapp.press("Enter")
    page.wait_for_url("**flyttad=**")
    expect(knapp).to_be_focused()
    knapp.press("Enter")
    expect(page.locator("legend").first).to_have_text("1. Trafiken")
    assert [p.titel for p in Dagordningspunkt.objects.order_by("ordning")] == ["Trafiken", "Val av justerare", "Budget"]
    assert axe(page) == []
    for sida in ("dagordning_detail", "kallelse_skicka", "protokoll_detail"):
        page.goto(live_server.url + reverse(f"uppdrag:{sida}", args=[mote.pk]))
        assert axe(page) == [], sida
