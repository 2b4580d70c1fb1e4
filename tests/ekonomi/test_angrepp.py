"""What somebody hostile or careless types on the controller's pages is answered in words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from ekonomi import actions
from ekonomi.forms import IngaendeForm
from ekonomi.models import Ersattning, Folkmangd, Skuldpost, Skuldursprung
from tests import factories
from tests.ekonomi.factories import figures
from tests.formular import skicka

MANGA = "9" * 5000  # more digits than Python makes a number of


@pytest.mark.parametrize("url", ["/ekonomi/year/{}/ersattning/ny/", "/ekonomi/ersattning/{}/andra/", "/ekonomi/resultat/{}/ta-bort/"])
@pytest.mark.parametrize("pk", ["9" * 18, "9" * 40, MANGA])
def test_a_huge_number_in_an_address_is_not_found(hus, as_user, url, pk):
    assert as_user(hus.controller).get(url.format(pk)).status_code == 404


def test_an_endless_amount_is_refused_in_words(hus, as_user):
    figures(hus)
    svar = skicka(as_user(hus.controller), f"/ekonomi/resultat/{hus.post.pk}/andra/", {"uppdrag": hus.uppdrag.pk, "belopp": MANGA})
    assert svar.status_code == 200
    assert "Skriv ett helt tal" in svar.content.decode()


@pytest.mark.parametrize("aterbrukas", [False, True])
def test_two_who_book_the_same_opening_balance_book_it_once(hus, aterbrukas):
    def form():
        data = {"beteckning": "2019", "forsta": "2019", "sista": "2019", "belopp": "5", "datum": "2022-01-01"}
        ut = IngaendeForm(data, instance=Skuldursprung(avtal=hus.avtal))
        assert ut.is_valid()
        return ut

    if aterbrukas:
        actions.ratta(actions.bokfor_ingaende(form(), by=hus.controller), text="Fel", by=hus.controller)
    fore, forsta, andra = Skuldpost.objects.count(), form(), form()
    actions.bokfor_ingaende(forsta, by=hus.controller)
    with pytest.raises(ValidationError, match="finns redan en skuld"):
        actions.bokfor_ingaende(andra, by=hus.controller)
    assert Skuldpost.objects.count() == fore + 1


def test_the_population_a_locked_year_rests_on_is_not_changed_through_another(hus):
    dag, nasta = date(2021, 11, 1), factories.verksamhetsar(hus.avtal, 2023)
    for year in (hus.year, nasta):
        Ersattning.objects.create(verksamhetsar=year, bas=1000, index_procent=0, belopp=1000, fordelningsdatum=dag)
    actions.spara_folkmangd(hus.year, dag, {hus.berg: 7000}, kalla="SCB", by=hus.controller)
    type(hus.year).objects.filter(pk=hus.year.pk).update(status="locked")
    actions.spara_folkmangd(nasta, dag, {hus.berg: 7000}, kalla="SCB", by=hus.controller)
    with pytest.raises(ValidationError, match="2022, som är låst"):
        actions.spara_folkmangd(nasta, dag, {hus.berg: 7001}, kalla="SCB", by=hus.controller)
    assert Folkmangd.objects.get().antal == 7000
