"""Activities and results from a table: each lands under its uppdrag and year, faults are told at their cells, the same again adds nothing."""

from datetime import date

import pytest
from django.urls import reverse

from berattelse.models import Aktivitet, Resultat
from samverkan.models import Handelse
from tests import factories as grund
from tests.berattelse import factories
from tests.uppdrag.test_inlasning import fel
from uppdrag.models import Samordnare

pytestmark = pytest.mark.django_db
AKTIVITETER = "Uppdrag\tAktivitet\tDatum\tMånad\nLärcentrum\tUtbildningsdag\t14 mars 2022\t\nLärcentrum\tStudiebesök\t\tmaj\n"


def adress(hus, slag):
    return reverse(f"berattelse:{slag}_inlasning", args=[hus.avtal.pk])


def bladet(client, hus, slag, text):
    return client.post(adress(hus, slag), {"inklistrat": text})


def spara(client, hus, slag, sida):
    return client.post(adress(hus, slag), {"tabell": sida.context["form"].data["tabell"]}, follow=True)


@pytest.fixture
def avsnitt(hus):
    return factories.avsnitt(hus, status="utkast")


def test_activities_land_under_their_uppdrag_and_the_same_again_adds_nothing(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    assert adress(hus, "aktiviteter") in client.get("/lasin/").content.decode()
    sida = bladet(client, hus, "aktiviteter", AKTIVITETER)
    assert not Aktivitet.objects.exists()
    assert "Inläst: 2 aktiviteter" in spara(client, hus, "aktiviteter", sida).content.decode()
    rader = [(a.uppdrag, a.verksamhetsar, a.text, a.datum, a.manad, a.ordning) for a in Aktivitet.objects.order_by("ordning")]
    assert rader == [
        (hus.uppdrag, hus.year, "Utbildningsdag", date(2022, 3, 14), None, 1), (hus.uppdrag, hus.year, "Studiebesök", None, 5, 2),
    ]  # fmt: skip
    assert Aktivitet.history.first().history_user == hus.samordnare
    assert Handelse.objects.get(akt="läste in aktiviteter").detaljer["antal"] == 2
    igen = spara(client, hus, "aktiviteter", bladet(client, hus, "aktiviteter", AKTIVITETER))
    assert "Två rader finns redan." in igen.content.decode()
    assert Aktivitet.objects.count() == 2
    assert "Utbildningsdag" in client.get(avsnitt.get_absolute_url()).content.decode()


def test_results_come_with_amount_unit_and_source(hus, as_user, avsnitt):
    client = as_user(hus.processledare)
    sida = bladet(
        client,
        hus,
        "resultat",
        "Uppdrag\tResultat\tMängd\tEnhet\tKälla\nLärcentrum\tHandledare utbildades\t1 200,5\tpersoner\tEgen räkning\n",
    )
    spara(client, hus, "resultat", sida)
    resultat = Resultat.objects.get()
    assert (float(resultat.belopp), resultat.enhet, resultat.kalla) == (1200.5, "personer", "Egen räkning")


def test_what_is_wrong_is_told_at_its_cell_and_nothing_is_saved(hus, as_user, avsnitt):
    grund.verksamhetsar(hus.avtal, 2023)
    text = (
        "Uppdrag\tAktivitet\tDatum\tMånad\tÅr\nLärcentrun\tA\t14/3 2022\t\t\nLärcentrum\t\t14/3 2022\t\t\n"
        "Lärcentrum\tB\t\t\t\nLärcentrum\tC\t14/3 2031\t\t\nLärcentrum\tD\t14/3 2022\tmaj\t\nLärcentrum\tE\t\t\t2023\nLärcentrum\tF\t\t13\t2022\n"
    )
    sida = bladet(as_user(hus.processledare), hus, "aktiviteter", text)
    fann = fel(sida)
    assert "Menas Lärcentrum?" in fann[2, "uppdrag"]
    assert fann[3, "text"] == "Fyll i."
    assert fann[4, "year"] == "Skriv vilket år. Öppna är 2022 och 2023."
    assert "Öppet är" in fann[5, "datum"]
    assert fann[6, "manad"] == "Ange datum eller månad, inte båda."
    assert fann[7, "uppdrag"].startswith("Uppdraget har inget avsnitt 2023.")
    assert "månadens namn" in fann[8, "manad"]
    spara(as_user(hus.processledare), hus, "aktiviteter", sida)
    assert not Aktivitet.objects.exists()


@pytest.mark.parametrize(("status", "ord_"), [("klar", "lämnat för granskning"), ("godkand", "godkänt")])
def test_a_section_under_review_takes_no_rows(hus, as_user, status, ord_):
    factories.avsnitt(hus, status=status)
    assert f"Avsnittet är {ord_}" in fel(bladet(as_user(hus.samordnare), hus, "aktiviteter", AKTIVITETER))[2, "uppdrag"]


def test_others_uppdrag_are_refused_and_others_see_nothing(hus, as_user, avsnitt):
    annan = grund.user("Annan", roll="samordnare", organisation=hus.region)
    Samordnare.objects.create(user=annan, uppdrag=grund.uppdrag(hus.avtal, "Energi"), fran="2022-01-01")
    assert "Du samordnar inte det uppdraget." in fel(bladet(as_user(annan), hus, "aktiviteter", AKTIVITETER))[2, "uppdrag"]
    for vem, status in (("lasare", 403), ("direktor", 403), ("utomstaende", 404)):
        assert as_user(getattr(hus, vem)).get(adress(hus, "aktiviteter")).status_code == status
    hus.avtal.verksamhetsar.update(status="locked")
    assert "Avtalet har inget öppet verksamhetsår" in bladet(as_user(hus.processledare), hus, "aktiviteter", AKTIVITETER).content.decode()


def test_a_unit_outside_the_agreements_list_is_refused(hus, as_user, avsnitt):
    sida = bladet(
        as_user(hus.processledare), hus, "resultat", "Uppdrag\tResultat\tMängd\tEnhet\nLärcentrum\tA\t3\tfamnar\nLärcentrum\tB\t3\t\n"
    )
    assert "finns inte bland enheterna" in fel(sida)[2, "enhet"]
    assert fel(sida)[3, "enhet"] == "Skriv i vilken enhet mängden är."
