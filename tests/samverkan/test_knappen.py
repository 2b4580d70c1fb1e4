"""The address of an act, opened as a page, leads to the nearest page above it: every such address of the site."""

import pytest
from django.urls import resolve, reverse

from samverkan.knappen import is_bara_knapp, sidan_med_knappen
from samverkan.models import User
from tests import rattigheter

# What they hang on stands in no address above them.
UTAN_SIDA_OVAN = {
    "uppdrag:roll_delete", "berattelse:kapitel_flytta", "berattelse:steg_flytta", "berattelse:kommentar_svara", "berattelse:kommentar_los",
    "berattelse:kommentar_oppna_igen", "berattelse:kommentar_ta_tillbaka",
}  # fmt: skip
# The page above is the controller's or the direktör's, or leads on.
INTE_HENNES = {
    "ekonomi:folkmangd_read": 403, "ekonomi:folkmangd_hamta": 403, "ekonomi:folkmangd_bekrafta": 403, "ekonomi:budget_besluta": 403,
    "ekonomi:budget_ta_tillbaka": 403, "ekonomi:koppling_lossa": 403, "berattelse:vantandefil_behall": 403,
    "berattelse:vantandefil_kasta": 403, "berattelse:rad_flytta": 403, "berattelse:forra_kasta": 302, "samverkan:skrivet_kasta": 302,
}  # fmt: skip


@pytest.mark.no_cover
@pytest.mark.en_gang
def test_every_act_opened_as_a_page_leads_to_a_page(rattighetsdemo, client):
    client.force_login(User.objects.get(email="processledare@exempel.test"))
    fel, utan, andras, sidor = {}, set(), {}, {}  # many acts have the same page above them: it is opened once
    for name, path in rattigheter.addresses():
        url = reverse(name, kwargs=rattigheter._kwargs(rattighetsdemo, path))
        if not is_bara_knapp(resolve(url).func):
            continue
        svar, ovan = client.get(url), sidan_med_knappen(url)
        if not ovan:
            utan.add(name)
        elif svar.status_code != 405 or f'href="{ovan}"' not in svar.content.decode():
            fel[name] = (svar.status_code, ovan)
        elif (sidan := sidor.get(ovan) or sidor.setdefault(ovan, client.get(ovan).status_code)) != 200:
            andras[name] = sidan
    assert fel == {}
    assert utan == UTAN_SIDA_OVAN
    assert andras == INTE_HENNES


def test_the_form_that_registers_a_meeting_is_found_in_the_list(hus, as_user):
    client = as_user(hus.samordnare)
    svar = client.get("/moten/registrera/")
    assert svar.status_code == 405
    assert '<a class="btn btn-primary" href="/moten/">Till närmaste sida</a>' in svar.content.decode()
    assert "Knappen finns där eller på en sida därifrån." in svar.content.decode()
    assert 'action="/moten/registrera/"' in client.get("/moten/").content.decode()


def test_a_page_is_no_act_and_nothing_stands_above_the_first_word():
    assert not is_bara_knapp(resolve("/moten/").func)
    assert is_bara_knapp(resolve("/moten/registrera/").func)
    assert sidan_med_knappen("/finns/inte/") == ""
    assert sidan_med_knappen("/moten/") == ""
