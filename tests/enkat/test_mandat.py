"""Whose mandate lasts, address by address: what each row of the registers says of it, and which links end with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enkat.mandat import UPPHORT, Mandat, _har_upphort, mandat, upphorda, utan_mandat
from enkat.models import Inbjudan
from samverkan.models import Roll, Rolltilldelning
from tests import factories
from tests.enkat import factories as f
from uppdrag.models import Kontaktperson, Ordforande, Part

pytestmark = [pytest.mark.django_db, pytest.mark.en_gang]
BORJAN = factories.BORJAN
IDAG = timezone.localdate()
IGAR, IMORGON = IDAG - timedelta(days=1), IDAG + timedelta(days=1)
A, H = "ansvarig", "medhjalpare"


@pytest.fixture
def buz(hus):
    return f.deltagare(f.omgang(hus), hus.arena)


@pytest.fixture
def berg(hus):
    hus.berg.funktionsbrevlada = "Kommun@Berg.test"
    hus.berg.save()
    Kontaktperson.objects.all().delete()
    Rolltilldelning.objects.filter(organisation=hus.berg).delete()
    return f.deltagare(f.omgang(hus, "kommunernas"), hus.berg)


def hos(rad):
    """Which of the three an address is in, by its first letter; what is no address of anybody's own is left out."""
    m = mandat([rad])[rad.pk]
    return {namn: {a.partition("@")[0] for a in getattr(m, namn)} - {"kommun"} for namn in ("nu", "forr", "lamnat")}


def i(**var):
    return {"nu": set(), "forr": set(), "lamnat": set()} | {namn: set(vem.split()) for namn, vem in var.items()}


def test_a_chair_answers_until_her_last_day_and_from_when_she_is_chosen(hus, buz):
    Ordforande.objects.all().delete()
    assert hos(buz) == i()
    for namn, fran, till in (("a", BORJAN, IGAR), ("b", BORJAN, IDAG), ("c", IMORGON, None), ("d", BORJAN, None)):
        Ordforande.objects.create(arena=hus.arena, namn=namn, epost=f"{namn.upper()}@x.test", fran=fran, till=till)
    assert hos(buz) == i(nu="b c d", lamnat="a")
    assert mandat(d for d in [buz])[buz.pk].fragas


def test_a_chair_with_an_account_is_known_by_its_address_and_leaves_when_it_is_closed(hus, buz):
    Ordforande.objects.all().delete()
    for namn, kvar in (("a", True), ("b", False)):
        Ordforande.objects.create(arena=hus.arena, user=factories.user(namn, email=f"{namn.upper()}@x.test", is_active=kvar))
    Ordforande.objects.create(arena=factories.arena(hus.avtal), namn="c", epost="c@x.test")
    assert hos(buz) == i(nu="a", lamnat="b")


def roll(hus, namn, vilken, *, fran=BORJAN, till=None, kvar=True):
    user = factories.user(namn, email=f"{namn.upper()}@x.test", is_active=kvar)
    return Rolltilldelning.objects.create(user=user, roll=vilken, organisation=hus.berg, fran=fran, till=till)


def test_a_kommun_answers_by_its_chief_and_its_mailbox(hus, berg):
    assert hos(berg) == i()
    assert mandat([berg])[berg.pk].nu == {"kommun@berg.test"}
    for namn, vilken, tid in (
        ("chef", Roll.KOMMUNCHEF, {}), ("sista", Roll.KOMMUNCHEF, {"till": IDAG}), ("slutat", Roll.KOMMUNCHEF, {"till": IGAR}),
        ("kommande", Roll.KOMMUNCHEF, {"fran": IMORGON}), ("stangd", Roll.KOMMUNCHEF, {"kvar": False}),
        ("tjansteperson", Roll.TJANSTEPERSON, {}), ("gatt", Roll.TJANSTEPERSON, {"till": IGAR}),
    ):  # fmt: skip
        roll(hus, namn, vilken, **tid)
    assert hos(berg) == i(nu="chef sista", lamnat="slutat stangd gatt")


def test_who_has_left_one_role_but_works_there_still_has_not_left_the_kommun(hus, berg):
    forr = roll(hus, "forr", Roll.KOMMUNCHEF, till=IGAR)
    Rolltilldelning.objects.create(user=forr.user, roll=Roll.TJANSTEPERSON, organisation=hus.berg, fran=IDAG)
    assert hos(berg) == i(forr="forr")


def test_a_contact_person_answers_while_both_the_tie_and_a_role_there_last(hus, berg):
    part, annan = (Part.objects.get(avtal=hus.avtal, organisation=org) for org in (hus.berg, hus.krokom))
    utan = factories.user("utan", email="utan@x.test")
    for person, tid in (
        (roll(hus, "nu", Roll.TJANSTEPERSON).user, {}), (roll(hus, "sista", Roll.TJANSTEPERSON).user, {"till": IDAG}),
        (roll(hus, "slutat", Roll.TJANSTEPERSON).user, {"till": IGAR}), (utan, {}),
    ):  # fmt: skip
        Kontaktperson.objects.create(part=part, user=person, fran=BORJAN, **tid)
    Kontaktperson.objects.create(part=annan, user=roll(hus, "grannens", Roll.TJANSTEPERSON).user, fran=BORJAN)
    annat_avtal = Part.objects.get(avtal=factories.avtal([hus.berg]), organisation=hus.berg)
    Kontaktperson.objects.create(part=annat_avtal, user=roll(hus, "annat", Roll.TJANSTEPERSON).user, fran=BORJAN)
    assert hos(berg) == i(nu="nu sista", forr="slutat utan")


def test_who_chairs_elsewhere_or_works_in_another_kommun_is_nobody_here(hus, berg):
    krokom = f.deltagare(berg.omgang, hus.krokom)
    chef = roll(hus, "chef", Roll.KOMMUNCHEF)
    got = mandat([berg, krokom])
    assert (chef.user.email.lower() in got[berg.pk].nu, chef.user.email.lower() in got[krokom.pk].nu) == (True, False)
    assert mandat([]) == {}


def test_a_kommun_that_left_has_no_recipient_to_change_when_it_had_none(hus, berg):
    Part.objects.filter(avtal=hus.avtal, organisation=hus.berg).update(till="2021-12-31")
    berg.epost = "a@berg.test"
    assert utan_mandat([berg]) == {berg.pk}
    berg.epost = ""
    assert utan_mandat([berg]) == set()


@pytest.mark.parametrize(("till", "fragas"), [("2021-12-31", False), ("2022-01-01", True), ("2022-12-31", True), (None, True)])
def test_a_kommun_that_was_party_some_day_of_the_year_is_asked(hus, berg, till, fragas):
    Part.objects.filter(avtal=hus.avtal, organisation=hus.berg).update(till=till)
    factories.avtal([hus.berg])
    assert mandat([berg])[berg.pk].fragas is fragas


@pytest.mark.parametrize(
    ("m", "inbjudan", "upphort"),
    [
        (Mandat(nu={"a"}), {"roll": A, "fran_register": True}, False),
        (Mandat(nu={"a"}, lamnat={"a"}), {"roll": A, "fran_register": True}, False),
        (Mandat(nu={"a"}, fragas=False), {"roll": A}, True),
        (Mandat(lamnat={"a"}), {"roll": A}, True),
        (Mandat(lamnat={"a"}), {"roll": H}, True),
        (Mandat(), {"roll": A, "fran_register": True}, True),
        (Mandat(), {"roll": A}, False),
        (Mandat(forr={"a"}), {"roll": A}, True),
        (Mandat(), {"roll": H, "fran_register": True}, False),
        (Mandat(forr={"a"}), {"roll": H}, False),
        (Mandat(lamnat={"b"}), {"roll": H, "av_epost": "B"}, True),
        (Mandat(lamnat={"b"}, nu={"b"}), {"roll": H, "av_epost": "B"}, False),
        (Mandat(lamnat={"b"}, nu={"a"}), {"roll": H, "av_epost": "B"}, False),
        (Mandat(forr={"b"}), {"roll": H, "av_epost": "B"}, False),
    ],
)
def test_which_links_have_ended(m, inbjudan, upphort):
    assert _har_upphort(Inbjudan(epost="A", **inbjudan), m) is upphort


def test_a_closed_account_ends_any_link_of_its_address(hus, buz):
    def given(adress):
        return Inbjudan.objects.create(deltagare=buz, namn="x", epost=adress, token_hash=adress)

    kvar, stangd = given("Kvar@x.test"), given("Stangd@x.test")
    factories.user("k", email="kvar@x.test")
    factories.user("s", email="stangd@x.test", is_active=False)
    assert upphorda([kvar, stangd]) == [stangd]
    assert upphorda(i for i in [kvar, stangd]) == [stangd]
    assert upphorda([]) == []


def test_who_cannot_be_sent_to_is_told_why_and_what_to_do():
    assert UPPHORT.format(adress="a@x.test", vem="Berg") == (
        "a@x.test svarar inte längre för Berg enligt registret, så länken skulle inte öppna något. Välj en annan mottagare."
    )


def test_a_respondent_whose_recipient_no_longer_answers(hus, buz):
    Ordforande.objects.all().delete()
    assert utan_mandat([buz]) == set(), "chosen by hand"
    f.lank(buz)
    assert utan_mandat([buz]) == set()
    Inbjudan.objects.update(fran_register=True, roll=H)
    assert utan_mandat([buz]) == set(), "it is another's link that was given for the tie"
    Inbjudan.objects.update(roll=A)
    assert utan_mandat([buz]) == {buz.pk}
    Ordforande.objects.create(arena=hus.arena, namn="O", epost=buz.epost)
    assert utan_mandat([buz]) == set()
    Ordforande.objects.all().delete()
    buz.epost = "ny@x.test"
    assert utan_mandat([buz]) == set()
    buz.epost = ""
    assert utan_mandat([buz]) == set()
