"""Four eyes: one person does not prepare, adopt and sign the same year, unless a setting lets her; and then the edition says so."""

from copy import copy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from berattelse import actions
from berattelse.granskning.beredskap import Beredskap
from berattelse.granskning.fyra_ogon import direktoren, gjort_av, hinder, krav_annan, krav_far_signera, samma_person
from berattelse.innehall import schema
from berattelse.innehall.schema import Arsakt
from berattelse.models import Fardigstallande, Utgava
from berattelse.skrift import datatabeller
from berattelse.skrift.kommunutgava import som_kommun_html
from berattelse.skrift.rapport import som_html
from berattelse.utgava.fryst import som_fryst
from ekonomi.models import Arsresultat
from samverkan.models import Roll, Rolltilldelning, User
from tests import factories
from tests.berattelse import utgavor

pytestmark = pytest.mark.usefixtures("kort_tryck")  # how an edition is printed is asked elsewhere
ALLT = "En och samma person har godkänt utfallet, färdigställt berättelsen och fastställt den."


def aven(person, *roller, hus):
    """She holds these roles too. As the next request reads her."""
    for roll in roller:
        Rolltilldelning.objects.create(user=person, roll=roll, organisation=hus.region, fran=factories.BORJAN)
    return User.objects.get(pk=person.pk)


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(("vem", "ord_"), [("processledare", "färdigställt berättelsen"), ("controller", "godkänt utfallet")])
def test_who_has_prepared_the_year_does_not_adopt_it(hus, fardigt_year, as_user, vem, ord_):
    year, ensam = fardigt_year, aven(getattr(hus, vem), Roll.DIREKTOR, hus=hus)
    client, url = as_user(ensam), reverse("berattelse:faststall", args=[year.pk, 1])
    sida = text_of(client.get(url))
    assert f"Du har {ord_} och kan därför inte fastställa den." in sida
    assert ">Fastställ</button>" not in sida
    assert f"Du har {ord_} och kan därför inte fastställa den" in text_of(client.post(url, follow=True))
    with pytest.raises(ValidationError, match="fyra ögon"):
        actions.faststall(year, 1, by=ensam)
    year.refresh_from_db()
    assert (Utgava.objects.count(), year.status) == (0, "oppet")
    assert ">Fastställ</button>" in text_of(as_user(hus.direktor).get(url))


@pytest.mark.parametrize("vem", ["processledare", "controller"])
def test_nor_signs_it_by_either_way(hus, utgava, as_user, vem):
    ensam = aven(getattr(hus, vem), Roll.DIREKTOR, hus=hus)
    for akt in (
        lambda: actions.signera(utgava, utgavor.undertecknare(), by=ensam),
        lambda: actions.signera_utanfor(utgava, b"%PDF", by=ensam),
    ):
        with pytest.raises(ValidationError, match="kan därför inte signera den"):
            akt()
    assert not Utgava.objects.get().is_signerad


def test_an_edition_that_does_not_say_it_is_not_signed_by_who_prepared_it_even_when_one_may(hus, utgava, settings):
    """Adopted by another while the rule held: what is frozen cannot tell who signs."""
    settings.EN_PERSON = True
    with pytest.raises(ValidationError, match="säger inte att en och samma person"):
        actions.signera(utgava, utgavor.undertecknare(), by=aven(hus.processledare, Roll.DIREKTOR, hus=hus))


@pytest.mark.en_gang
def test_with_the_setting_one_does_it_all_and_the_edition_says_so(hus, settings):
    settings.EN_PERSON = True
    year, ensam = utgavor.fardig(hus), aven(hus.processledare, Roll.DIREKTOR, hus=hus)
    Arsresultat.objects.update(godkant_av=ensam)
    visat = som_fryst(Beredskap(year, 1), ensam).utgava
    utgava = actions.faststall(year, 1, by=ensam)
    assert utgava.data.utgava == visat
    assert visat.en_person_i_ord == ALLT
    assert ALLT in som_html(utgava.data)
    assert ALLT in som_kommun_html(utgava.data, hus.berg.kod)
    assert ("om fyra ögon", ALLT) in datatabeller.uppgifter(utgava.data).rader
    actions.signera(utgava, utgavor.undertecknare(), by=ensam)
    assert Utgava.objects.get().is_signerad


def test_an_edition_adopted_by_another_says_nothing_of_it_and_an_earlier_one_does_not_know(utgava):
    assert utgava.data.utgava.samma_person == []
    assert "En och samma person" not in som_html(utgava.data)
    utan = utgava.innehall.replace('"samma_person": []', '"annat": 1')
    assert utan != utgava.innehall
    assert schema.read(utan).utgava == utgava.data.utgava


GODKANT, FARDIGT, FASTSTALLT = Arsakt
BADA = "Du har godkänt utfallet och färdigställt berättelsen och kan därför inte signera den. "
SE = "Det gör någon annan, så att fyra ögon har sett berättelsen."


@pytest.mark.parametrize(
    ("gjort", "mening"),
    [
        ([], ""),
        ([FASTSTALLT], ""),
        ([FARDIGT], f"Du har färdigställt berättelsen och kan därför inte signera den. {SE}"),
        ([GODKANT, FARDIGT, FASTSTALLT], BADA + SE),
    ],
)
def test_the_rule_in_words(settings, gjort, mening):
    assert hinder(gjort, "signera den") == mening
    settings.EN_PERSON = True
    assert hinder(gjort, "signera den") == ""


def test_what_a_person_has_done_of_a_year(hus, fardigt_year):
    year = fardigt_year
    f = Fardigstallande.objects.get()
    godkant = Arsresultat.objects.get().godkant_av
    assert godkant != f.av
    assert gjort_av(godkant, year, f) == [GODKANT]
    assert gjort_av(f.av, year, f) == [FARDIGT]
    assert gjort_av(f.av, year, None) == gjort_av(hus.direktor, year, f) == []
    assert gjort_av(godkant, factories.verksamhetsar(hus.avtal, 2023), None) == []
    assert samma_person(year, f, av=f.av) == [FARDIGT, FASTSTALLT]
    assert samma_person(year, f) == samma_person(year, f, av=hus.direktor) == []
    Arsresultat.objects.update(godkant_av=hus.direktor)
    assert samma_person(year, f) == [GODKANT, FASTSTALLT], "the direktör, when nobody is said"
    krav_annan(f.av, year, None, "fastställa den")
    with pytest.raises(ValidationError, match="Du har färdigställt berättelsen och kan därför inte fastställa den"):
        krav_annan(f.av, year, f, "fastställa den")
    Rolltilldelning.objects.filter(roll=Roll.DIREKTOR).delete()
    assert samma_person(year, f) == []


def test_who_would_adopt_it_today(hus):
    idag = timezone.localdate()
    assert direktoren(hus.year) == hus.direktor
    ny = aven(hus.controller, Roll.DIREKTOR, hus=hus)
    assert direktoren(hus.year) == hus.direktor, "the first of two"
    Rolltilldelning.objects.filter(user=hus.direktor).update(till=idag)
    assert direktoren(hus.year) == hus.direktor
    Rolltilldelning.objects.filter(user=hus.direktor).update(till=idag - timedelta(days=1))
    assert direktoren(hus.year) == ny
    Rolltilldelning.objects.filter(user=ny, roll=Roll.DIREKTOR).update(organisation=factories.organisation())
    assert direktoren(hus.year) is None, "of no party"


def test_where_one_may_do_it_all_she_signs_only_what_she_adopted_and_says_it(hus, utgava, settings):
    settings.EN_PERSON = True
    krav_far_signera(hus.direktor, utgava)
    krav_far_signera(hus.lasare, utgava)
    beredde = utgava.fardigstallande.av
    for person in (beredde, Arsresultat.objects.get().godkant_av):
        with pytest.raises(ValidationError, match="säger inte att en och samma person"):
            krav_far_signera(person, utgava)
    sagt = replace(utgava.data, utgava=replace(utgava.data.utgava, samma_person=[GODKANT, FASTSTALLT]))
    for data, av in ((sagt, hus.direktor), (utgava.data, beredde), (replace(utgava.data, utgava=None), beredde)):
        with pytest.raises(ValidationError, match="säger inte att en och samma person"):
            krav_far_signera(beredde, _som(utgava, data, av))
    krav_far_signera(beredde, _som(utgava, sagt, beredde))


def _som(utgava, data, av):
    """The same edition, saying this and adopted by her."""
    kopia = copy(utgava)
    kopia.__dict__["data"], kopia.av = data, av
    return kopia


def test_all_three_acts_have_their_words():
    marke = schema.Utgavemarke(nummer=1, marke="m", errata="", ersatter=None)
    assert marke.en_person_i_ord == ""
    assert replace(marke, samma_person=list(Arsakt)).en_person_i_ord == ALLT
