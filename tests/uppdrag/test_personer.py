"""People: the processledare handles those of her parties, and reaches nobody elsewhere."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samverkan.models import Handelse, Organisation, Roll, Rolltilldelning, User
from tests import factories
from tests.formular import skicka
from tests.samtidigt import bara_postgresql, tryck
from uppdrag.models import Avtal, Part, Samordnare

TODAY = timezone.localdate()
ANDRA_ROLLER = ["samordnare", "controller", "direktor", "tjansteperson", "kommunchef", "lasare"]


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def ny(hus):
    return {
        "email": "Ny.Person@Exempel.test", "namn": "Nyanställd", "titel": "Utredare", "telefon": "",
        "roll": "tjansteperson", "organisation": hus.berg.pk, "fran": TODAY.isoformat(),
    }  # fmt: skip


def test_a_person_is_taken_up_with_her_role_and_told_how_to_log_in(hus, as_user, ny, mailoutbox, django_capture_on_commit_callbacks):
    client = as_user(hus.processledare)
    assert client.get(url("person_create")).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("person_create"), ny)
    person = User.objects.get(email="ny.person@exempel.test")
    assert person.har_roll(Roll.TJANSTEPERSON, hos=[hus.berg.pk])
    assert Avtal.objects.visible_to(person).get() == hus.avtal
    assert mailoutbox[0].to == ["ny.person@exempel.test"]
    assert "/konto/login/code/" in mailoutbox[0].body
    assert "Kommunal tjänsteperson, Bergs kommun" in mailoutbox[0].body
    assert Handelse.objects.filter(akt="lade till person", user=hus.processledare).exists()
    assert "Nyanställd" in text_of(client.get(url("person_list")))


def test_an_address_already_used_is_told_at_the_address_and_nothing_is_sent(hus, as_user, ny, mailoutbox):
    response = as_user(hus.processledare).post(url("person_create"), ny | {"email": hus.utomstaende.email.upper()})
    assert "Det finns redan en person" in response.context["form"].errors["email"][0]
    assert 'value="Nyanställd"' in text_of(response)
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("roll", "hos", "words"),
    [
        ("controller", "berg", "hör till regionen"),
        ("processledare", "krokom", "hör till regionen"),
        ("kommunchef", "region", "hör till en kommun"),
    ],
)
def test_a_role_is_given_only_where_it_belongs(hus, as_user, ny, roll, hos, words):
    data = ny | {"roll": roll, "organisation": getattr(hus, hos).pk}
    client = as_user(hus.processledare)
    assert words in client.post(url("person_create"), data).context["form"].errors["roll"][0]
    assert words in client.post(url("roll_create", hus.lasare.pk), data).context["form"].errors["roll"][0]
    assert not User.objects.filter(namn="Nyanställd").exists()


def test_no_role_is_given_at_an_organisation_outside_her_agreements(hus, as_user, ny):
    annan = Organisation.objects.get(namn="Region Annan")
    client = as_user(hus.processledare)
    assert "organisation" in client.post(url("person_create"), ny | {"organisation": annan.pk}).context["form"].errors
    data = {"roll": "lasare", "organisation": annan.pk, "fran": TODAY}
    assert "organisation" in client.post(url("roll_create", hus.lasare.pk), data).context["form"].errors


@pytest.mark.parametrize("vem", [*ANDRA_ROLLER, "roll_los"])
def test_only_a_processledare_sees_and_takes_up_people(hus, as_user, ny, vem):
    client = as_user(getattr(hus, vem))
    assert client.get(url("person_list")).status_code == 403
    assert client.post(url("person_create"), ny).status_code == 403
    assert client.get(url("person_detail", hus.processledare.pk)).status_code == 404
    assert client.get(url("person_detail", getattr(hus, vem).pk)).status_code == 200


def test_list_shows_the_people_of_the_parties_and_can_be_narrowed(hus, as_user):
    client = as_user(hus.processledare)
    page = text_of(client.get(url("person_list")))
    assert hus.lasare.email in page
    assert hus.direktor.email in page
    assert hus.utomstaende.email not in page
    assert hus.roll_los.email not in page
    page = text_of(client.get(url("person_list"), {"organisation": hus.berg.pk}))
    assert hus.lasare.email in page
    assert hus.direktor.email not in page
    assert hus.direktor.email in text_of(client.get(url("person_list"), {"namn": "utvecklings"}))
    hus.lasare.rolltilldelningar.update(till=date(2021, 1, 1))
    assert hus.lasare.email not in text_of(client.get(url("person_list")))
    assert hus.lasare.email in text_of(client.get(url("person_list"), {"alla": "on"}))


def test_the_list_asks_as_much_for_three_people_as_for_one(hus, as_user):
    client = as_user(hus.processledare)
    client.get(url("person_list"), {"namn": "ledare"})
    with CaptureQueriesContext(connection) as one:
        client.get(url("person_list"), {"namn": "ledare"})
    for _ in range(2):
        factories.user("Biträdande ledare", roll=Roll.SAMORDNARE, organisation=hus.region)
    with CaptureQueriesContext(connection) as three:
        assert text_of(client.get(url("person_list"), {"namn": "ledare"})).count("Biträdande ledare") == 2
    assert len(three) == len(one)


def test_edit_moves_the_login_to_the_new_address_and_tells_the_old(hus, as_user, mailoutbox, django_capture_on_commit_callbacks):
    gammal = hus.lasare.email
    EmailAddress.objects.create(user=hus.lasare, email=gammal, primary=True, verified=True)
    with django_capture_on_commit_callbacks(execute=True):
        skicka(as_user(hus.processledare), url("person_edit", hus.lasare.pk), {"email": "ny@exempel.test", "namn": "Läsare"})
    hus.lasare.refresh_from_db()
    assert hus.lasare.email == "ny@exempel.test"
    assert not EmailAddress.objects.filter(email=gammal).exists()
    assert [brev.to for brev in mailoutbox] == [[gammal], ["ny@exempel.test"], [hus.processledare.email]]
    for brev in mailoutbox:
        assert f"från {gammal} till ny@exempel.test" in " ".join(brev.body.split())


PERSONAKTER = [
    ("person_edit", {"email": "x@exempel.test", "namn": "X"}),
    ("person_stang", {}),
    ("person_oppna", {}),
    ("roll_create", {"roll": "lasare"}),
    ("person_samordnare_create", {}),
    ("person_ordforande_create", {}),
    ("person_kontaktperson_create", {}),
]


@pytest.mark.parametrize(("name", "data"), PERSONAKTER)
def test_nobody_touches_people_elsewhere(hus, as_user, name, data):
    assert as_user(hus.processledare).post(url(name, hus.utomstaende.pk), data).status_code == 404
    assert as_user(hus.utomstaende).post(url(name, hus.lasare.pk), data).status_code == 404
    assert as_user(hus.roll_los).post(url(name, hus.lasare.pk), data).status_code == 404


@pytest.mark.parametrize(("name", "data"), PERSONAKTER)
def test_a_person_may_read_but_not_change_herself(hus, as_user, name, data):
    assert as_user(hus.lasare).post(url(name, hus.lasare.pk), data).status_code == 403


@pytest.mark.parametrize("name", ["person_edit", "person_stang"])
def test_the_account_of_one_who_acts_elsewhere_too_is_left_alone(hus, as_user, name):
    annan = Organisation.objects.get(namn="Region Annan")
    Rolltilldelning.objects.create(user=hus.lasare, roll=Roll.LASARE, organisation=annan)
    client = as_user(hus.processledare)
    data = {"email": "tagen@exempel.test", "namn": "X"}
    assert client.post(url(name, hus.lasare.pk), data).status_code == 403
    page = text_of(client.get(url("person_detail", hus.lasare.pk)))
    assert "ändras därför av administratören" in page
    assert "Region Annan" not in page


def test_another_region_in_the_same_agreement_keeps_its_own_people(hus, as_user):
    annan = Organisation.objects.get(namn="Region Annan")
    Part.objects.create(avtal=hus.avtal, organisation=annan)
    assert as_user(hus.processledare).get(url("person_detail", hus.utomstaende.pk)).status_code == 404


def test_an_administrator_is_left_alone(hus, as_user):
    User.objects.filter(pk=hus.lasare.pk).update(is_staff=True)
    assert (
        skicka(as_user(hus.processledare), url("person_edit", hus.lasare.pk), {"email": "x@exempel.test", "namn": "X"}).status_code == 403
    )


def test_a_role_is_given_and_ended(hus, as_user):
    client = as_user(hus.processledare)
    client.post(
        url("roll_create", hus.tjansteperson.pk),
        {"roll": "kommunchef", "organisation": hus.krokom.pk, "fran": TODAY, "tillforordnad": "on"},
    )
    roll = hus.tjansteperson.rolltilldelningar.get(roll="kommunchef")
    assert "Kommunchef eller kontaktperson (tf)" in text_of(client.get(url("person_detail", hus.tjansteperson.pk)))
    skicka(client, url("roll_end", roll.pk), {"till": TODAY})
    roll.refresh_from_db()
    assert roll.till == TODAY
    assert Handelse.objects.filter(akt__in=["gav roll", "avslutade roll"], objekt=f"samverkan.user:{hus.tjansteperson.pk}").count() == 2


BESLUTANDE = [("processledare", "region"), ("controller", "region"), ("direktor", "region"), ("kommunchef", "berg")]


@pytest.mark.parametrize(("roll", "hos"), BESLUTANDE)
def test_nobody_gives_herself_a_role_that_approves_adopts_signs_or_hands_in(hus, as_user, roll, hos):
    client = as_user(hus.processledare)
    data = {"roll": roll, "organisation": getattr(hus, hos).pk, "fran": TODAY}
    if roll == "processledare":
        hus.processledare.rolltilldelningar.update(till=TODAY)
        data["fran"] = TODAY + timedelta(days=1)
    form = client.post(url("roll_create", hus.processledare.pk), data).context["form"]
    assert "ges av någon annan än den som ska ha den" in form.errors["roll"][0]
    assert hus.processledare.rolltilldelningar.count() == 1
    assert (
        client.post(url("roll_create", hus.processledare.pk), data | {"roll": "samordnare", "organisation": hus.region.pk}).status_code
        == 302
    )


@pytest.mark.parametrize(("roll", "hos"), BESLUTANDE)
def test_such_a_role_is_told_to_those_who_hold_it_and_to_the_administrator(
    hus, as_user, ny, roll, hos, mailoutbox, django_capture_on_commit_callbacks
):
    data = {"roll": roll, "organisation": getattr(hus, hos).pk, "fran": TODAY}
    for n, person in enumerate((None, hus.samordnare)):
        factories.user("Administratör", email=f"admin{n}@exempel.test", is_superuser=True)
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            adress = url("roll_create", person.pk) if person else url("person_create")
            assert as_user(hus.processledare).post(adress, data if person else ny | data).status_code == 302
        brev = {b.to[0]: " ".join(b.body.split()) for b in mailoutbox if b.subject.startswith("Ny roll")}
        vantade = {f"admin{m}@exempel.test" for m in range(n + 1)} | {person.email if person else "ny.person@exempel.test"}
        if roll != "processledare":
            vantade.add(getattr(hus, roll).email)
        assert set(brev) - {"ny.person@exempel.test"} == vantade - {"ny.person@exempel.test"}
        namn = person.namn if person else "Nyanställd"
        assert all(f"{namn} har fått rollen {Roll(roll).label} hos {getattr(hus, hos)}" in text for text in brev.values())
        assert hus.processledare.email not in brev


@pytest.mark.parametrize("sista", [TODAY - timedelta(days=30), TODAY + timedelta(days=1)])
def test_nobody_makes_her_own_deciding_role_last_longer(hus, as_user, sista):
    roll = Rolltilldelning.objects.create(
        user=hus.processledare, roll=Roll.CONTROLLER, organisation=hus.region, fran=TODAY - timedelta(days=60), till=sista
    )
    form = skicka(as_user(hus.processledare), url("roll_end", roll.pk), {"till": TODAY + timedelta(days=900)}).context["form"]
    assert "ges av någon annan än den som ska ha den" in form.errors["till"][0]
    roll.refresh_from_db()
    assert roll.till == sista
    assert skicka(as_user(hus.processledare), url("roll_end", roll.pk), {"till": sista - timedelta(days=1)}).status_code == 302


def test_a_deciding_role_that_lasts_longer_is_told_of_as_given(hus, as_user, mailoutbox, django_capture_on_commit_callbacks):
    factories.user("Administratör", email="admin@exempel.test", is_superuser=True)
    roll = Rolltilldelning.objects.create(
        user=hus.samordnare, roll=Roll.CONTROLLER, organisation=hus.region, fran=TODAY - timedelta(days=60), till=TODAY - timedelta(days=30)
    )
    for till, antal in ((TODAY - timedelta(days=31), 0), (TODAY + timedelta(days=900), 3)):
        with django_capture_on_commit_callbacks(execute=True):
            assert skicka(as_user(hus.processledare), url("roll_end", roll.pk), {"till": till}).status_code == 302
        assert len([b for b in mailoutbox if b.subject.startswith("Ny roll")]) == antal


def test_a_role_that_decides_nothing_is_told_to_nobody(hus, as_user, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        as_user(hus.processledare).post(
            url("roll_create", hus.lasare.pk), {"roll": "tjansteperson", "organisation": hus.berg.pk, "fran": TODAY}
        )
    assert mailoutbox == []


@pytest.mark.parametrize("vem", ["controller", "direktor", "annan_processledare"])
def test_the_address_of_one_who_approves_adopts_or_signs_is_not_a_processledares_to_change(hus, as_user, vem):
    hus.annan_processledare = factories.user("Andra", roll=Roll.PROCESSLEDARE, organisation=hus.region)
    person, client = getattr(hus, vem), as_user(hus.processledare)
    gammal = person.email
    assert "Adressen ändras därför av administratören" in text_of(client.get(url("person_edit", person.pk)))
    skicka(client, url("person_edit", person.pk), {"email": "tagen@exempel.test", "namn": "Nytt namn"})
    person.refresh_from_db()
    assert (person.email, person.namn) == (gammal, "Nytt namn")


def test_the_administrator_is_told_of_a_new_address(hus, as_user, mailoutbox, django_capture_on_commit_callbacks):
    factories.user("Administratör", email="admin@exempel.test", is_superuser=True)
    with django_capture_on_commit_callbacks(execute=True):
        skicka(as_user(hus.processledare), url("person_edit", hus.kommunchef.pk), {"email": "ny@exempel.test", "namn": "K"})
    assert {brev.to[0] for brev in mailoutbox} >= {"admin@exempel.test", "ny@exempel.test"}


def test_the_same_role_twice_at_once_is_refused_at_the_date(hus, as_user):
    data = {"roll": "lasare", "organisation": hus.berg.pk, "fran": TODAY}
    response = as_user(hus.processledare).post(url("roll_create", hus.lasare.pk), data)
    assert "fran" in response.context["form"].errors


def test_a_role_given_by_mistake_is_taken_back_the_same_day_only(hus, as_user):
    client = as_user(hus.processledare)
    fel = Rolltilldelning.objects.create(user=hus.lasare, roll=Roll.TJANSTEPERSON, organisation=hus.berg, fran=TODAY)
    skicka(client, url("roll_delete", fel.pk))
    assert not Rolltilldelning.objects.filter(pk=fel.pk).exists()
    gammal = hus.lasare.rolltilldelningar.get()
    assert "har redan gällt" in text_of(skicka(client, url("roll_delete", gammal.pk), follow=True))
    assert Rolltilldelning.objects.filter(pk=gammal.pk).exists()
    assert client.get(url("roll_delete", gammal.pk)).status_code == 405


@pytest.mark.parametrize("name", ["roll_end", "roll_delete"])
def test_roles_elsewhere_are_not_ended(hus, as_user, name):
    roll = hus.lasare.rolltilldelningar.get()
    assert as_user(hus.utomstaende).post(url(name, roll.pk), {"till": TODAY}).status_code == 404
    assert as_user(hus.samordnare).post(url(name, roll.pk), {"till": TODAY}).status_code == 404
    assert as_user(hus.lasare).post(url(name, roll.pk), {"till": TODAY}).status_code == 403
    assert Rolltilldelning.objects.filter(pk=roll.pk, till=None).exists()


@pytest.mark.parametrize("till", [TODAY, TODAY + timedelta(days=30)])
def test_the_only_processledare_keeps_her_role(hus, as_user, till):
    client = as_user(hus.processledare)
    roll = hus.processledare.rolltilldelningar.get()
    page = text_of(skicka(client, url("roll_end", roll.pk), {"till": till}))
    assert "utan processledare" in page
    assert Rolltilldelning.objects.filter(pk=roll.pk, till=None).exists()
    factories.user("Efterträdare", roll=Roll.PROCESSLEDARE, organisation=hus.region)
    skicka(client, url("roll_end", roll.pk), {"till": till})
    assert Rolltilldelning.objects.filter(pk=roll.pk, till=till).exists()


def test_the_only_other_processledare_must_be_able_to_log_in(hus, as_user):
    factories.user("Stängd", roll=Roll.PROCESSLEDARE, organisation=hus.region, is_active=False)
    roll = hus.processledare.rolltilldelningar.get()
    assert "utan processledare" in text_of(skicka(as_user(hus.processledare), url("roll_end", roll.pk), {"till": TODAY}))


@pytest.mark.parametrize("name", ["person_stang", "roll_delete"])
def test_one_whose_role_ends_today_is_not_left_alone(hus, as_user, name):
    """Closing a login or taking a role back leaves nobody from tomorrow."""
    sista = factories.user("Slutar i dag", roll=Roll.PROCESSLEDARE, organisation=hus.region)
    sista.rolltilldelningar.update(till=TODAY)
    hus.processledare.rolltilldelningar.update(fran=TODAY)
    pk = hus.processledare.pk if name == "person_stang" else hus.processledare.rolltilldelningar.get().pk
    assert "utan processledare" in text_of(skicka(as_user(sista), url(name, pk), follow=True))
    assert hus.processledare.rolltilldelningar.filter(till=None, user__is_active=True).exists()


def test_the_login_is_closed_and_opened_and_nothing_vanishes(hus, as_user, client):
    skicka(as_user(hus.processledare), url("person_stang", hus.samordnare.pk))
    hus.samordnare.refresh_from_db()
    assert not hus.samordnare.is_active
    assert Samordnare.objects.filter(user=hus.samordnare).exists()
    client.force_login(hus.samordnare)
    assert client.get(url("uppdrag_list")).status_code == 302
    assert "redan stängd" in text_of(skicka(as_user(hus.processledare), url("person_stang", hus.samordnare.pk), follow=True))
    skicka(as_user(hus.processledare), url("person_oppna", hus.samordnare.pk))
    assert as_user(hus.samordnare).get(url("uppdrag_list")).status_code == 200


def test_she_cannot_shut_herself_out(hus, as_user):
    page = text_of(as_user(hus.processledare).post(url("person_stang", hus.processledare.pk), follow=True))
    assert User.objects.get(pk=hus.processledare.pk).is_active
    assert hus.processledare.namn in page


@bara_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("vad", ["person", "roll", "samordnare"])
def test_a_button_pressed_twice_does_it_once_and_says_so(hus, vad):
    sedan = {"fran": "2022-01-01", "organisation": hus.berg.pk, "roll": "lasare"}
    adress, data = {
        "person": (url("person_create"), {"namn": "Ny", "email": "ny@exempel.test"} | sedan),
        "roll": (url("roll_create", hus.kommunchef.pk), sedan),
        "samordnare": (
            url("person_samordnare_create", hus.samordnare.pk),
            {"uppdrag": factories.uppdrag(hus.avtal, "Annat").pk, "fran": "2022-01-01"},
        ),
    }[vad]
    fore, svar = (User.objects.count(), Rolltilldelning.objects.count(), Samordnare.objects.count()), []

    def trycker():
        client = Client()
        client.force_login(hus.processledare)
        return lambda: svar.append(client.post(adress, data))

    tryck(trycker(), trycker())
    assert sorted(s.status_code for s in svar) == [200, 302]
    nytt = {"person": (1, 1, 0), "roll": (0, 1, 0), "samordnare": (0, 0, 1)}[vad]
    assert (User.objects.count(), Rolltilldelning.objects.count(), Samordnare.objects.count()) == tuple(
        map(sum, zip(fore, nytt, strict=True))
    )
