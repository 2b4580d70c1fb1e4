"""A lost second factor: taken away by another, with a reason, and told of; never one's own, never by a stranger."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from samverkan.models import Handelse, Roll, User
from tests import factories
from tests.faktorer import inne, logga_in, med_app, text


@pytest.fixture
def efter(django_capture_on_commit_callbacks):
    """What waits until a request is committed is done when its block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def nollstall(client, person, skal="Telefonen är borta"):
    return client.post(reverse("uppdrag:person_nollstall", args=[person.pk]), {"skal": skal})


def test_a_lost_factor_is_reset_by_the_processledare_with_a_reason(hus, efter):
    person, hennes = hus.samordnare, logga_in(hus.samordnare)
    med_app(hennes, efter)
    client = logga_in(hus.processledare)
    sida = text(client.get(person.get_absolute_url()))
    assert "Tvåfaktorsinloggning finns" in sida
    assert "Nollställ inloggning" in sida
    assert nollstall(client, person, skal=" ").status_code == 200
    assert inne(hennes)
    mail.outbox.clear()
    with efter():
        assert nollstall(client, person)["Location"] == person.get_absolute_url()
    assert not Authenticator.objects.exists()
    assert not inne(hennes)
    sida = text(client.get(person.get_absolute_url()))
    assert "Tvåfaktorsinloggning saknas" in sida
    assert "Nollställ inloggning" not in sida
    assert inne(logga_in(person))
    rad = Handelse.objects.get(akt="nollställde inloggning")
    assert (rad.user, rad.detaljer["skal"], rad.detaljer["faktorer"]) == (
        hus.processledare,
        "Telefonen är borta",
        ["kodapp", "reservkoder"],
    )
    assert [b.to for b in mail.outbox] == [[person.email]]
    assert "Telefonen är borta" in mail.outbox[0].body
    assert "ingen andra faktor" in text(nollstall(client, person))


def test_that_of_one_who_decides_is_told_to_all_who_answer_for_her(hus, efter):
    annan = factories.user("Andra processledaren", roll=Roll.PROCESSLEDARE, organisation=hus.region)
    drift = factories.user("Driften", is_staff=True, is_superuser=True)
    med_app(logga_in(hus.direktor), efter)
    mail.outbox.clear()
    with efter():
        nollstall(logga_in(hus.processledare), hus.direktor)
    assert {b.to[0] for b in mail.outbox} == {hus.direktor.email, annan.email, drift.email}


def test_not_by_a_stranger_not_ones_own_and_an_administrators_only_by_another(hus, efter):
    med_app(logga_in(hus.direktor), efter)
    pl = logga_in(hus.processledare)
    for vem, svar in ((hus.utomstaende, 404), (hus.lasare, 404), (hus.roll_los, 404)):
        assert nollstall(logga_in(vem), hus.direktor).status_code == svar
    med_app(pl, efter)
    assert nollstall(pl, hus.processledare).status_code == 403
    User.objects.filter(pk=hus.direktor.pk).update(is_staff=True, is_superuser=True)
    assert nollstall(pl, hus.direktor).status_code == 403
    assert Authenticator.objects.filter(user=hus.direktor).exists()
    User.objects.filter(pk=hus.roll_los.pk).update(is_staff=True, is_superuser=True)
    assert nollstall(logga_in(hus.roll_los), hus.direktor).status_code == 302
    assert not Authenticator.objects.filter(user=hus.direktor).exists()


def test_the_operators_pages_take_no_factor_away(as_user, hus, efter):
    med_app(logga_in(hus.samordnare), efter)
    User.objects.filter(pk=hus.processledare.pk).update(is_staff=True, is_superuser=True)
    client = as_user(User.objects.get(pk=hus.processledare.pk))
    assert client.get("/admin/mfa/authenticator/").status_code == 404
    assert client.get("/admin/usersessions/usersession/").status_code == 404
    sida = client.get(f"/admin/samverkan/user/{hus.samordnare.pk}/change/").content.decode()
    assert reverse("uppdrag:person_nollstall", args=[hus.samordnare.pk]) in sida
