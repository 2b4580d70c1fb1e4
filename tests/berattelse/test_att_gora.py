"""What the start page gives somebody to do is hers to do: every to-do, of every role, asks the same right as the act behind it."""

from datetime import timedelta

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from berattelse import actions
from berattelse.granskning.att_gora import EGNA_STEG
from berattelse.models import Avsnitt, Utgava, can_fardigstalla, can_faststalla
from ekonomi.models import can_edit_ekonomi
from enkat.models import Deltagare
from samverkan.models import Rolltilldelning, User
from tests import factories as grund
from tests.berattelse import factories, utgavor
from tests.berattelse.test_kommunen import forslag, rekommendation
from tests.enkat import factories as f
from tests.langd import varannan
from uppdrag.actions.arssteg import lagg_in_arssteg
from uppdrag.arsplan import PRAXIS
from uppdrag.models import Andringsforslag, Avtal, Kontaktperson, Part, Stegsort, Verksamhetsar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kort_tryck")]  # how an edition is printed is asked elsewhere


def _rad(model, can):
    return lambda user, pk, **_: can(model.objects.get(pk=pk), user)


# The right of the act behind a to-do, by its first word and where it leads. What is only read has none.
RATTER = {
    ("Lämna", "enkat:svar_start"): _rad(Deltagare, Deltagare.can_be_handed_in_by),
    ("Förbered", "enkat:svar_start"): _rad(Deltagare, Deltagare.can_be_answered_by),
    ("Svara", "enkat:svar_start"): _rad(Deltagare, Deltagare.can_be_handed_in_by),
    ("Besluta", "uppdrag:forslag_detail"): _rad(Andringsforslag, Andringsforslag.can_be_decided_by),
    ("Rätta", "berattelse:avsnitt_detail"): _rad(Avsnitt, Avsnitt.can_be_edited_by),
    ("Skriv", "berattelse:avsnitt_detail"): _rad(Avsnitt, Avsnitt.can_be_edited_by),
    ("Granska", "berattelse:avsnitt_detail"): _rad(Avsnitt, Avsnitt.can_be_godkand_by),
    ("Godkänn", "ekonomi:year_detail"): _rad(Verksamhetsar, lambda year, user: can_edit_ekonomi(year.avtal, user)),
    ("Bokför", "ekonomi:beslut_create"): _rad(Avtal, can_edit_ekonomi),
    ("Färdigställ", "berattelse:fardigstall"): _rad(Verksamhetsar, can_fardigstalla),
    ("Fastställ", "berattelse:faststall"): _rad(Verksamhetsar, can_faststalla),
    ("Signera", "berattelse:utgava_detail"): _rad(Utgava, Utgava.can_be_signed_by),
    ("Publicera", "berattelse:utgava_detail"): _rad(Utgava, Utgava.can_be_published_by),
    ("Sänd", "berattelse:utgava_distribuera"): _rad(Utgava, Utgava.can_be_distributed_by),
}

# What is read or told, and has no act of its own there.
LASES = {"Följ", "Låt", "Osparad", *(Stegsort(sort).label.split()[0] for sort in EGNA_STEG)}


def uppgifter(client):
    return client.get(reverse("start")).context["sida"].att_gora


def prova(client, user, sedda):
    """Every to-do of hers has a page that answers, and an act that is allowed her; {first words}. A page she has `sedda` is not opened again."""
    ord_ = set()
    for rad in uppgifter(client):
        forst, plats = rad.text.split()[0], resolve(rad.url)
        ratt = RATTER.get((forst, plats.view_name))
        assert ratt or forst in LASES, f"{rad.text} ({plats.view_name}) has no right told in RATTER"
        assert (user, rad.url, rad.text) in sedda or client.get(rad.url).status_code == 200, (str(user), rad.text)
        sedda.add((user, rad.url, rad.text))
        assert ratt is None or ratt(user, **plats.kwargs), (str(user), rad.text)
        ord_.add(forst)
    return ord_


def _skicka(hus):
    idag = timezone.localdate()
    lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
    factories.avsnitt(hus, status="ater")
    f.deltagare(f.omgang(hus, "kommunernas", oppnar=idag, sista_dag=idag + timedelta(9)), hus.berg)
    forslag(hus)
    rekommendation(hus)


ROLLER = ("samordnare", "processledare", "controller", "direktor", "kommunchef", "tjansteperson", "lasare")


def _alla(hus, as_user, sedda):
    return {who: prova(as_user(getattr(hus, who)), getattr(hus, who), sedda) for who in ROLLER}


def test_each_is_given_what_is_hers_through_the_year(hus, as_user):
    _skicka(hus)
    sedda = set()
    forst = _alla(hus, as_user, sedda)
    assert {"Lämna", "Besluta", "Följ"} <= forst["kommunchef"]
    assert forst["tjansteperson"] == {"Förbered", "Följ"}
    assert "Rätta" in forst["samordnare"]
    Avsnitt.objects.all().delete()
    utgavor.fardig(hus)
    assert "Fastställ" in _alla(hus, as_user, sedda)["direktor"]
    utgava = actions.faststall(hus.year, 1, by=hus.direktor)
    assert "Signera" in _alla(hus, as_user, sedda)["direktor"]
    actions.signera(utgava, utgavor.undertecknare(), by=hus.direktor)
    assert {"Publicera", "Sänd"} <= _alla(hus, as_user, sedda)["processledare"]


@pytest.mark.lang
def test_nobody_in_the_example_year_is_given_anothers_act(demoaret, as_user):
    personer = User.objects.filter(pk__in=Rolltilldelning.objects.galler().values("user"))
    assert personer.count() > 5
    for user in list(personer.order_by("pk"))[varannan(0)]:
        prova(as_user(user), user, set())


def test_who_prepares_is_told_who_hands_in_and_decides(hus, as_user):
    _skicka(hus)
    text = as_user(hus.tjansteperson).get(reverse("start")).content.decode()
    assert "lämnas av kommunchefen eller kontaktpersonen" in text
    assert "Väntar på kommunens beslut, som kommunchefen eller kontaktpersonen registrerar." in text
    Kontaktperson.objects.create(part=Part.objects.get(avtal=hus.avtal, organisation=hus.berg), user=hus.tjansteperson, fran=grund.BORJAN)
    assert {"Lämna", "Besluta"} <= prova(as_user(hus.tjansteperson), hus.tjansteperson, set())


@pytest.mark.parametrize("gjorde", ["fardigstallt", "utfallet"])
def test_who_has_prepared_the_report_is_told_that_another_adopts_and_signs_it(hus, fardigt_year, as_user, gjorde):
    f_, resultat = hus.year.fardigstallanden.get(), hus.year.arsresultat
    if gjorde == "fardigstallt":
        hus.year.fardigstallanden.create(skede=1, sha256=f_.sha256, av=hus.direktor)
    else:
        type(resultat).objects.update(godkant_av=hus.direktor)
    (rad,) = uppgifter(as_user(hus.direktor))
    assert (rad.text, rad.knapp) == ("Låt någon annan fastställa berättelsen 2022", "Läs")
    assert "och kan därför inte fastställa den" in rad.mer
    page = as_user(hus.direktor).get(rad.url).content.decode()
    assert rad.mer in page


def test_who_has_prepared_an_edition_is_not_offered_to_sign_it(hus, as_user):
    utgava = utgavor.rad(hus.year, hus.direktor, signatur=False)
    (rad,) = [r for r in uppgifter(as_user(hus.direktor)) if "signera" in r.text.lower()]
    assert rad.text == "Låt någon annan signera verksamhetsberättelse 2022, utgåva 1"
    page = as_user(hus.direktor).get(utgava.get_absolute_url()).content.decode()
    assert rad.mer in page
    assert reverse("berattelse:utgava_signera", args=[utgava.pk]) not in page


def test_who_prepares_a_correction_may_sign_the_edition_that_another_prepared(hus, utgava, as_user):
    """To-do and page ask who prepared the edition itself, not who said the last word of its year."""
    type(hus.year).objects.update(status="oppet")
    hus.year.fardigstallanden.create(skede=1, sha256=utgava.fardigstallande.sha256, av=hus.direktor, errata="Ett namn var fel.")
    rader = {r.text: r.url for r in uppgifter(as_user(hus.direktor))}
    assert rader["Signera verksamhetsberättelse 2022, utgåva 1"] == utgava.get_absolute_url()
    assert "Låt någon annan fastställa berättelsen 2022" in rader
    page = as_user(hus.direktor).get(utgava.get_absolute_url()).content.decode()
    assert reverse("berattelse:utgava_signera", args=[utgava.pk]) in page
