"""Accounts: changed only by who answers for every agreement they reach; a new address is told, logged, and ends every session."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.door import log
from samverkan.models import Organisation, Roll, User
from tests import factories
from tests.formular import skicka
from uppdrag.models import Ordforande, Part

TODAY = timezone.localdate()


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def tva_regioner(hus):
    """Berg is party to another region's agreement too, and its kommunchef with it."""
    Part.objects.create(avtal=hus.annat_avtal, organisation=hus.berg)
    return hus


PERSON = {"email": "tagen@exempel.test", "namn": "X"}


@pytest.mark.parametrize("vem", ["processledare", "utomstaende"])
def test_an_account_is_changed_only_by_who_answers_for_every_agreement_it_reaches(tva_regioner, as_user, vem):
    hus, client = tva_regioner, as_user(getattr(tva_regioner, vem))
    assert client.get(url("person_detail", hus.kommunchef.pk)).status_code == 200
    for name in ("person_edit", "person_stang"):
        assert client.post(url(name, hus.kommunchef.pk), PERSON).status_code == 403
    roll = hus.kommunchef.rolltilldelningar.get()
    for name in ("roll_end", "roll_delete"):
        assert client.post(url(name, roll.pk), {"till": TODAY}).status_code == 403
    egen = getattr(hus, vem)
    data = {"roll": "kommunchef", "organisation": hus.berg.pk, "fran": TODAY}
    assert "organisation" in client.post(url("roll_create", egen.pk), data).context["form"].errors
    data |= {"email": "ny@exempel.test", "namn": "Ny"}
    assert "organisation" in client.post(url("person_create"), data).context["form"].errors
    assert User.objects.get(pk=hus.kommunchef.pk).is_active


def test_a_chair_of_anothers_arena_keeps_her_account(hus, as_user):
    Ordforande.objects.create(arena=factories.arena(hus.annat_avtal), user=hus.kommunchef)
    assert as_user(hus.processledare).post(url("person_edit", hus.kommunchef.pk), PERSON).status_code == 403


def test_a_region_that_has_left_an_agreement_answers_for_it_no_more(hus, as_user):
    """Neither for its chairs' accounts nor for the mailboxes that its letters go to; nor does it read what is done there."""
    egen = hus.region.partskap.create(avtal=hus.annat_avtal)
    Ordforande.objects.create(arena=factories.arena(hus.annat_avtal), user=hus.kommunchef)
    forbund = factories.organisation("Förbundet", Organisation.Sort.ANNAN)
    forbund.partskap.create(avtal=hus.annat_avtal)
    client, brevlada = as_user(hus.processledare), f"/organisationer/{forbund.pk}/andra/"
    assert client.get(url("person_edit", hus.kommunchef.pk)).status_code == 200
    assert client.get(brevlada).status_code == 200
    log(hus.annat_avtal, "gjorde något där", by=hus.utomstaende)
    assert "gjorde något där" in text_of(client.get("/handelser/"))
    Part.objects.filter(pk=egen.pk).update(till=TODAY - timedelta(days=1))
    assert client.post(url("person_edit", hus.kommunchef.pk), PERSON).status_code == 403
    assert client.post(brevlada, {"namn": "Förbundet", "funktionsbrevlada": "min@exempel.test"}).status_code == 403
    assert "gjorde något där" not in text_of(client.get("/handelser/"))
    Part.objects.filter(avtal=hus.annat_avtal).update(till=TODAY - timedelta(days=1))  # it is over, and nobody's
    assert client.get(brevlada).status_code == 200


def test_what_is_in_anothers_agreement_is_never_offered_as_party(hus, as_user):
    """However the codes stand: in her own county or not."""
    lansbo, annans = factories.organisation("Länsbo", kod="9801"), factories.organisation("Annans", kod="9802")
    for org in (annans, factories.organisation("Långt bort")):
        Part.objects.create(avtal=hus.annat_avtal, organisation=org)
    form = as_user(hus.processledare).get(url("part_create", hus.avtal.pk)).context["form"]
    assert list(form.fields["organisation"].queryset) == [lansbo]
    response = as_user(hus.processledare).post(url("part_create", hus.avtal.pk), {"organisation": annans.pk})
    assert "organisation" in response.context["form"].errors
    assert not hus.avtal.parter.filter(organisation=annans).exists()


def test_a_regions_code_cut_short_no_longer_takes_another_regions_people(hus, as_user):
    """From end to end, as it was done: the code cut to one digit, a strange kommun made party, its kommunchef's address changed."""
    kommun = factories.organisation("Malung", kod="9923")
    Part.objects.create(avtal=hus.annat_avtal, organisation=kommun)
    chef = factories.user("Kommunchef Malung", roll=Roll.KOMMUNCHEF, organisation=kommun)
    client = as_user(hus.processledare)
    skicka(client, f"/organisationer/{hus.region.pk}/andra/", {"namn": "Region Prov", "sort": "region", "kod": "9"})
    client.post(url("part_create", hus.avtal.pk), {"organisation": kommun.pk})
    assert client.post(url("person_edit", chef.pk), PERSON).status_code == 404
    assert not kommun.partskap.filter(avtal=hus.avtal).exists()


def test_a_new_address_is_told_to_every_processledare_and_stands_in_every_log(
    hus, as_user, client, mailoutbox, django_capture_on_commit_callbacks
):
    """Two regions lead one agreement: the one changes, the other is told."""
    Part.objects.create(avtal=hus.avtal, organisation=Organisation.objects.get(namn="Region Annan"))
    with django_capture_on_commit_callbacks(execute=True):
        assert (
            skicka(as_user(hus.processledare), url("person_edit", hus.lasare.pk), {"email": "ny@exempel.test", "namn": "L"}).status_code
            == 302
        )
    assert {brev.to[0] for brev in mailoutbox} >= {hus.processledare.email, hus.utomstaende.email}
    for vem in (hus.processledare, hus.utomstaende):
        assert "bytte e-postadress" in text_of(as_user(vem).get("/handelser/"))


def test_a_changed_address_closes_the_sessions_and_codes_under_way(hus, client, mailoutbox):
    client.force_login(hus.lasare)
    med_kod = Client()
    med_kod.post(reverse("account_request_login_code"), {"email": hus.lasare.email})
    kod = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mailoutbox[-1].body, re.MULTILINE)[1]
    processledare = Client()
    processledare.force_login(hus.processledare)
    skicka(processledare, url("person_edit", hus.lasare.pk), {"email": "ny@exempel.test", "namn": "L"})
    assert client.get(url("uppdrag_list")).status_code == 302
    assert "E-postadressen är ändrad" in text_of(med_kod.post(reverse("account_confirm_login_code"), {"code": kod}, follow=True))
    assert med_kod.get(url("uppdrag_list")).status_code == 302


def test_she_who_changes_her_own_address_stays_logged_in_but_nowhere_else(hus, as_user):
    annanstans = Client()
    annanstans.force_login(hus.processledare)
    client = as_user(hus.processledare)
    skicka(client, url("person_edit", hus.processledare.pk), {"email": "egen@exempel.test", "namn": "P"})
    assert client.get(url("person_list")).status_code == 200
    assert annanstans.get(url("person_list")).status_code == 302
