"""Next year in one act: what the page says is carried is what the new year has, once, and what ended stays with its reason."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from berattelse.actions import year as actions
from berattelse.innehall.nasta import Overgang, burit_till
from berattelse.models import Avsnitt, Dokumentuppgift
from tests import factories
from tests.berattelse import factories as egna
from tests.samtidigt import bara_postgresql, tryck
from uppdrag.actions.arssteg import lagg_in_arssteg
from uppdrag.forms.year import NastaYearform
from uppdrag.models import Arenaar, Avtalsversion, Bemanning, Omrade, Uppdragsomrade, Verksamhetsar

NYTT = {"beteckning": "2023", "fran": "2023-01-01", "till": "2023-12-31", "dnr": "RUN/1/2024", "ort": "Östersund", "oppna": "on"}


@pytest.fixture
def aret(hus):
    """A year with one row of each kind, and an uppdrag, an arena and a share of work that have ended."""
    hus.slutat = factories.uppdrag(hus.avtal, "Kurs och konferens", till=date(2022, 6, 30), status="nedlagt")
    factories.rubrik(hus.year, hus.slutat, text="Kurs och konferens", ordning=2)
    gammal = factories.arena(hus.avtal, "Nedlagda rådet", till=date(2022, 5, 1))
    Arenaar.objects.create(arena=hus.arena, verksamhetsar=hus.year, planerat=4, egen_mening="Egen mening", undantagna_manader=[7])
    Arenaar.objects.create(arena=gammal, verksamhetsar=hus.year, planerat=2)
    for uppdrag, procent in ((hus.uppdrag, 80), (hus.slutat, 50)):
        Bemanning.objects.create(uppdrag=uppdrag, verksamhetsar=hus.year, procent=procent)
    Dokumentuppgift.objects.create(
        verksamhetsar=hus.year, dokument="uppfoljningsrapport", dnr="RUN/7/2022", enhet="Välfärd", text="Årets ord"
    )
    egna.avsnitt(hus, prioriterade="<p>Fler utbildningar på distans.</p>", prioriterade_year="2023")
    return hus


def adress(year):
    return reverse("berattelse:year_skapa_nasta", args=[year.pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def skapa(client, year, **fields):
    """The page is read and its button pressed."""
    page = client.get(adress(year))
    return client.post(adress(year), NYTT | {"lista": page.context["overgang"].marke} | fields, follow=True)


def test_the_page_says_what_goes_and_the_year_is_that(aret, as_user):
    client = as_user(aret.processledare)
    page = client.get(adress(aret.year))
    sagt = page.context["overgang"].lista
    assert "Kurs och konferens: nedlagt 30 juni 2022" in text_of(page)
    assert "Nedlagda rådet: arenan finns till och med 1 maj 2022" in text_of(page)
    assert not Verksamhetsar.objects.filter(beteckning="2023").exists()
    svar = skapa(client, aret.year)
    year = Verksamhetsar.objects.get(beteckning="2023")
    assert (year.dnr, year.status) == ("RUN/1/2024", "oppet")
    assert [(r.text, [u.namn for u in r.uppdrag.all()]) for r in year.rubriker.all()] == [("Kompetens och utbildning", ["Lärcentrum"])]
    assert [(p.arena, p.planerat, p.egen_mening, p.undantagna_manader) for p in year.arenor.all()] == [(aret.arena, 4, "", [7])]
    assert [(b.uppdrag, b.procent) for b in year.bemanning.all()] == [(aret.uppdrag, 80)]
    assert [(d.enhet, d.dnr, d.text) for d in year.dokumentuppgifter.all()] == [("Välfärd", "", "")]
    assert sorted(year.avsnitt.values_list("sort", flat=True)) == ["inledning", "omrade", "uppdrag"]
    handelse = burit_till(year)
    assert handelse.detaljer["delar"] == sagt, "what was shown is what is kept"
    assert "Fördes över från 2022" in text_of(svar)
    assert {d["namn"]: len(d["med"]) for d in sagt}["Avsnitt"] == year.avsnitt.count()


def test_the_steps_of_the_year_are_moved_with_it(aret, as_user):
    lagg_in_arssteg(aret.year, by=aret.processledare)
    aret.year.arssteg.filter(sort="signerat").update(sista_dag=date(2023, 1, 26))
    client = as_user(aret.processledare)
    sagt = next(d for d in client.get(adress(aret.year)).context["overgang"].lista if d["namn"] == "Årets steg")
    skapa(client, aret.year)
    nya = Verksamhetsar.objects.get(beteckning="2023").arssteg
    assert nya.get(sort="signerat").sista_dag == date(2024, 1, 26)
    assert any("26 januari 2024" in rad for rad in sagt["med"])
    assert nya.filter(ingar=True).count() == len(sagt["med"])


def test_what_was_written_of_next_year_lies_as_its_plan(aret, as_user):
    skapa(as_user(aret.processledare), aret.year)
    nytt = Avsnitt.objects.get(verksamhetsar__beteckning="2023", sort="uppdrag")
    page = text_of(as_user(aret.samordnare).get(reverse("berattelse:avsnitt_edit", args=[nytt.pk])))
    assert "Planen för 2023: prioriterade områden" in page
    assert page.count("Fler utbildningar på distans.") == 1
    Avsnitt.objects.filter(verksamhetsar=aret.year).update(prioriterade_year="2022")
    assert "Planen för 2023" not in text_of(as_user(aret.samordnare).get(reverse("berattelse:avsnitt_edit", args=[nytt.pk])))


def test_a_second_press_leads_to_the_year_the_first_made(aret, as_user):
    client = as_user(aret.processledare)
    skapa(client, aret.year)
    igen = client.post(adress(aret.year), NYTT, follow=True)
    assert "Året efter 2022 finns redan: 2023" in text_of(igen)
    assert igen.redirect_chain[-1][0] == Verksamhetsar.objects.get(beteckning="2023").get_absolute_url()
    assert Verksamhetsar.objects.count() == 2


def test_what_changed_since_the_page_was_read_is_shown_before_anything_is_made(aret, as_user):
    client = as_user(aret.processledare)
    marke = client.get(adress(aret.year)).context["overgang"].marke
    Bemanning.objects.filter(procent=80).update(procent=60)
    svar = client.post(adress(aret.year), NYTT | {"lista": marke})
    assert "inte längre det som sidan visade" in text_of(svar)
    assert 'value="RUN/1/2024"' in text_of(svar), "nothing typed is lost"
    assert not Verksamhetsar.objects.filter(beteckning="2023").exists()
    assert client.post(adress(aret.year), NYTT | {"lista": svar.context["overgang"].marke}).status_code == 302


def test_another_period_is_shown_with_its_own_list(aret, as_user):
    client = as_user(aret.processledare)
    aret.slutat.till = date(2023, 3, 31)
    aret.slutat.save()
    svar = skapa(client, aret.year, fran="2023-07-01", till="2024-06-30")
    assert "Kurs och konferens: nedlagt 31 mars 2023" in text_of(svar)
    assert not Verksamhetsar.objects.filter(beteckning="2023").exists()


def test_a_period_that_overlaps_is_refused_at_its_field(aret, as_user):
    svar = skapa(as_user(aret.processledare), aret.year, fran="2022-12-01")
    assert "Perioden överlappar år 2022" in svar.context["form"].errors["fran"][0]


def test_an_uppdrag_that_begins_stands_under_its_area(aret, as_user):
    version = Avtalsversion.objects.create(avtal=aret.avtal, beteckning="2023", fran=date(2023, 1, 1))
    nytt = factories.uppdrag(aret.avtal, "Klimat", fran=date(2023, 1, 1))
    omrade = Omrade.objects.create(version=version, namn="Samhällsbyggnad")
    Uppdragsomrade.objects.create(uppdrag=nytt, omrade=omrade)
    skapa(as_user(aret.processledare), aret.year)
    rubriker = Verksamhetsar.objects.get(beteckning="2023").rubriker.all()
    assert [(r.text, r.omrade) for r in rubriker] == [("Kompetens och utbildning", None), ("Samhällsbyggnad", omrade)]


@pytest.mark.parametrize(("vem", "status"), [("utomstaende", 404), ("direktor", 403), ("samordnare", 403), ("lasare", 403)])
def test_nobody_else_makes_the_next_year(aret, as_user, vem, status):
    client = as_user(getattr(aret, vem))
    assert client.get(adress(aret.year)).status_code == status
    assert client.post(adress(aret.year), NYTT).status_code == status
    assert Verksamhetsar.objects.filter(avtal=aret.avtal).count() == 1


@bara_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_year_is_made(hus):
    def akt(beteckning):
        form = NastaYearform(NYTT | {"beteckning": beteckning}, instance=Verksamhetsar(avtal=hus.avtal))
        assert form.is_valid(), form.errors
        return lambda: actions.skapa_nasta(hus.year, form, visad=Overgang(hus.year, form.instance).marke, by=hus.processledare)

    svar = tryck(akt("2023"), akt("23"))
    assert sum(isinstance(s, Verksamhetsar) for s in svar) == 1, svar
    assert any("finns redan" in str(s) for s in svar)
    assert Verksamhetsar.objects.filter(avtal=hus.avtal).count() == 2


def test_the_act_itself_refuses_a_second_year(hus):
    form = NastaYearform(NYTT, instance=Verksamhetsar(avtal=hus.avtal))
    assert form.is_valid()
    factories.verksamhetsar(hus.avtal, 2024)
    with pytest.raises(ValidationError, match="finns redan: 2024"):
        actions.skapa_nasta(hus.year, form, visad="", by=hus.processledare)
