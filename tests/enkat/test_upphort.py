"""What ends, ends everywhere: a personal link goes with the tie, role or account it was given for, and what was written stays."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from enkat.actions import omgang as omgangar
from enkat.actions.mottagare import mottagare_for
from enkat.mandat import upphorda
from enkat.models import Deltagare, Inbjudan, Omgang, Sentsvar, Svar, Utskick
from samverkan.models import Organisation, Roll, Rolltilldelning
from samverkan.vardagar import ar_vardag
from tests import factories
from tests.enkat import factories as f
from tests.enkat.test_svara import skicka
from tests.formular import skicka as fyll_i
from uppdrag.models import Kontaktperson, Medverkan, Ordforande, Part, Samordnare

IDAG = timezone.localdate()
IGAR = IDAG - timedelta(days=1)
ADRESS = "ordforande@exempel.test"


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def buz(hus):
    """BUZ is asked; its chair is known by address alone, and has written a word by her link."""
    hus.ordforande = Ordforande.objects.create(arena=hus.arena, namn="Ordföranden", epost="Ordforande@Exempel.test", fran=factories.BORJAN)
    return f.deltagare(f.omgang(hus), hus.arena)


@pytest.fixture
def berg(hus):
    """Berg is asked; its contact person, who also is a tjansteperson there, answers by link."""
    person = factories.user("Kontakt", email=ADRESS, roll=Roll.TJANSTEPERSON, organisation=hus.berg)
    part = Part.objects.get(avtal=hus.avtal, organisation=hus.berg)
    hus.kontakt = Kontaktperson.objects.create(part=part, user=person, fran=factories.BORJAN)
    return f.deltagare(f.omgang(hus, "kommunernas"), hus.berg)


def oppnar(client, url):
    return client.get(url).status_code == 200


@pytest.mark.parametrize("sida", ["", "sida/1/", "allt/", "skicka-in/", "klart/", "historik/", "medhjalpare/"])
def test_a_chair_whose_mandate_ended_yesterday_reads_nothing(client, hus, buz, sida):
    url = f.lank(buz)
    before = client.get(url + sida).status_code
    Ordforande.objects.update(till=IGAR)
    assert (before, client.get(url + sida).status_code) in {(200, 404), (404, 404)}


def test_and_neither_saves_nor_hands_in_but_nothing_of_hers_is_lost(client, hus, buz):
    url = f.lank(buz)
    skicka(client, url, f.poster(buz, q1="Ja"))
    Ordforande.objects.update(till=IGAR)
    response = skicka(client, url, f.poster(buz, q1="Till stor del", v_q1=1))
    assert response.status_code == 403
    assert f.skicka_in(client, f"{url}skicka-in/").status_code == 403
    buz.refresh_from_db()
    assert (Svar.objects.get().alternativ.text, buz.inlamningar.count(), buz.status) == ("Ja", 0, "borjat")
    assert set(Sentsvar.objects.values_list("orsak", flat=True)) == {Sentsvar.Orsak.ATERKALLAD}


@pytest.mark.parametrize("sa", ["ended", "taken away", "another chairs", "the account is closed"])
def test_however_the_chair_ends_her_link_ends(client, hus, buz, sa):
    person = factories.user("Ordförande", email=ADRESS)
    rad = Ordforande.objects.filter(pk=hus.ordforande.pk)
    rad.update(user=person, namn="", epost="")
    Inbjudan.objects.filter(deltagare=buz).delete()
    url = f.lank(buz, fran_register=True)
    assert oppnar(client, url)
    if sa == "ended":
        rad.update(till=IGAR)
    elif sa == "taken away":
        rad.delete()
    elif sa == "another chairs":
        rad.update(user=hus.lasare)
    else:
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert not oppnar(client, url)


def test_a_link_lasts_through_the_last_day_and_comes_back_with_the_chair(client, hus, buz):
    url = f.lank(buz)
    Ordforande.objects.update(till=IDAG)
    assert oppnar(client, url)
    Ordforande.objects.update(till=IGAR)
    assert not oppnar(client, url)
    Ordforande.objects.create(arena=hus.arena, namn="Omvald", epost=ADRESS, fran=IDAG)
    assert oppnar(client, url)


def test_who_was_chosen_by_hand_has_no_tie_that_could_end(client, hus, buz):
    Ordforande.objects.update(epost="annan@exempel.test", till=IGAR)
    assert oppnar(client, f.lank(buz))


def test_the_link_remembers_that_it_was_given_for_the_tie(hus, buz):
    assert omgangar.skicka_igen(buz, by=None).fran_register
    assert not omgangar.bjud_in(buz, namn="S", epost="sekreterare@exempel.test", av="O").fran_register


def test_a_helper_whom_a_chair_asked_in_leaves_with_her_and_comes_back_by_the_next(client, hus, buz):
    """By another address it may be herself. What the helper wrote is kept."""
    client.post(f"{f.lank(buz)}medhjalpare/", {"namn": "H", "epost": "h@exempel.test"})
    hjalparen = Inbjudan.objects.get(roll="medhjalpare")
    assert hjalparen.av_epost == ADRESS
    assert upphorda([hjalparen]) == []
    Ordforande.objects.update(till=IGAR)
    assert upphorda([hjalparen]) == [hjalparen]
    Ordforande.objects.create(arena=hus.arena, namn="Ny", epost="ny@exempel.test", fran=IDAG)
    assert upphorda([hjalparen]) == [hjalparen]
    samma = omgangar.bjud_in(buz, namn="H", epost="h@exempel.test", av="Ny", av_epost="ny@exempel.test")
    assert (samma.pk, upphorda([samma])) == (hjalparen.pk, [])


KOMMUNENS_SLUT = {
    "the contact ends": lambda hus: Kontaktperson.objects.update(till=IGAR),
    "the role ends": lambda hus: Rolltilldelning.objects.filter(user=hus.kontakt.user).update(till=IGAR),
    "the role is elsewhere now": lambda hus: Rolltilldelning.objects.filter(user=hus.kontakt.user).update(organisation=hus.krokom),
    "the account is closed": lambda hus: type(hus.kontakt.user).objects.filter(pk=hus.kontakt.user_id).update(is_active=False),
}


@pytest.mark.parametrize("slut", KOMMUNENS_SLUT)
def test_a_contact_persons_link_ends_with_her_tie_her_role_or_her_account(client, hus, berg, slut):
    url = f.lank(berg)
    assert oppnar(client, url)
    KOMMUNENS_SLUT[slut](hus)
    assert not oppnar(client, url)


def test_a_helpers_link_ends_when_she_leaves_the_kommun_and_not_before(client, hus, berg):
    url = f.lank(berg, roll="medhjalpare")
    Kontaktperson.objects.update(till=IGAR)
    assert oppnar(client, url)
    Rolltilldelning.objects.filter(user=hus.kontakt.user).update(till=IGAR)
    assert not oppnar(client, url)


def test_a_kommun_that_was_not_party_in_the_year_is_not_asked_by_link(client, hus, berg):
    url = f.lank(berg)
    Part.objects.filter(organisation=hus.berg).update(till="2022-12-31")
    assert oppnar(client, url), "it judges the last year it was party"
    Part.objects.filter(organisation=hus.berg).update(till="2021-12-31")
    assert not oppnar(client, url)


def test_a_contact_person_who_moved_reaches_nothing_of_her_old_kommun(hus, berg, as_user):
    """A tie without a role at that organisation opens nothing: answer, start page, decision, letters."""
    part, person = hus.kontakt.part, hus.kontakt.user
    assert as_user(person).get(reverse("enkat:svar_start", args=[berg.pk])).status_code == 200
    Rolltilldelning.objects.filter(user=person).update(organisation=hus.krokom)
    client = as_user(person)
    assert client.get(reverse("enkat:svar_start", args=[berg.pk])).status_code == 404
    assert "Bergs kommun" not in text_of(client.get("/"))
    assert not berg.can_be_handed_in_by(type(person).objects.get(pk=person.pk))
    assert list(part.kontaktpersoner.i_tjanst()) == []
    assert mottagare_for(berg)[1] != ADRESS


def test_a_samordnare_without_the_role_has_no_uppdrag_on_her_start_page(hus, as_user):
    hus.uppdrag.namn = "Hemligt uppdrag"
    hus.uppdrag.save()
    assert "Hemligt uppdrag" in text_of(as_user(hus.samordnare).get("/"))
    Rolltilldelning.objects.filter(user=hus.samordnare).update(roll=Roll.LASARE, organisation=Organisation.objects.get(namn="Region Annan"))
    assert Samordnare.objects.filter(user=hus.samordnare).exists()
    Medverkan.objects.all().delete()
    assert "Hemligt uppdrag" not in text_of(as_user(hus.samordnare).get("/"))


# --- and those who send letters are told -----------------------------------------------------------------------------


def test_nobody_is_sent_a_link_that_would_open_nothing(hus, buz):
    Ordforande.objects.update(till=IGAR)
    annan = Deltagare(pk=buz.pk, omgang=buz.omgang, arena=buz.arena, epost="annan@exempel.test")
    for akt in (lambda: omgangar.skicka_igen(buz, by=None), lambda: omgangar.bjud_in(annan, namn="O", epost=ADRESS, av="N")):
        with pytest.raises(omgangar.ValidationError, match="svarar inte längre för BUZ"):
            akt()
    Omgang.objects.update(status=Omgang.Status.PLANERAD)
    with pytest.raises(omgangar.ValidationError, match="svarar inte längre för BUZ"):
        omgangar.oppna(Omgang.objects.get(), by=None)
    assert (Utskick.objects.count(), Omgang.objects.get().status) == (0, "planerad")


def test_the_round_shows_whose_recipient_has_ended(hus, buz, as_user):
    client = as_user(hus.processledare)
    sida = reverse("enkat:omgang_detail", args=[buz.omgang_id])
    assert "svarar inte längre här" not in text_of(client.get(sida))
    Ordforande.objects.update(till=IGAR)
    assert "svarar inte längre här enligt registret: byt mottagare" in text_of(client.get(sida))


def test_a_reminder_passes_her_by_and_reaches_the_others(hus, buz):
    annan = f.deltagare(buz.omgang, factories.arena(hus.avtal, "Barnarenan"))
    annan.epost = "annan@exempel.test"
    annan.save()
    Ordforande.objects.update(till=IGAR)
    vardag = next(dag for dag in (IDAG + timedelta(days=n) for n in range(7)) if ar_vardag(dag))
    with time_machine.travel(f"{vardag} 09:00+01:00"):
        assert omgangar.paminn(buz.omgang, by=None) == 1
    assert set(Utskick.objects.values_list("till", flat=True)) == {"annan@exempel.test"}


@pytest.mark.parametrize("till", [IGAR, IDAG])
def test_who_ends_it_is_told_that_the_links_end(hus, berg, buz, as_user, till):
    client = as_user(hus.processledare)
    roll = Rolltilldelning.objects.get(user=hus.kontakt.user)
    for adress in (
        reverse("uppdrag:ordforande_end", args=[hus.ordforande.pk]),
        reverse("uppdrag:person_kontaktperson_end", args=[hus.kontakt.pk]),
        reverse("uppdrag:roll_end", args=[roll.pk]),
    ):
        page = text_of(fyll_i(client, adress, {"till": till}, follow=True))
        assert "Personliga länkar som gavs för det öppnar inget " + ("längre." if till < IDAG else "efter den ") in page
        assert "Det som är skrivet är kvar." in page
    assert "öppnar inget längre" in text_of(fyll_i(client, reverse("uppdrag:person_stang", args=[hus.kontakt.user_id]), follow=True))
