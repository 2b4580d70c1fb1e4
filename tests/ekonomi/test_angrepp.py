"""What somebody hostile or careless types on the controller's pages is answered in words."""

import pytest

from tests.ekonomi.factories import figures

MANGA = "9" * 5000  # more digits than Python makes a number of


@pytest.mark.parametrize("url", ["/ekonomi/ar/{}/ersattning/ny/", "/ekonomi/ersattning/{}/andra/", "/ekonomi/resultat/{}/ta-bort/"])
@pytest.mark.parametrize("pk", ["9" * 18, "9" * 40, MANGA])
def test_a_huge_number_in_an_address_is_not_found(hus, as_user, url, pk):
    assert as_user(hus.controller).get(url.format(pk)).status_code == 404


def test_an_endless_amount_is_refused_in_words(hus, as_user):
    figures(hus)
    svar = as_user(hus.controller).post(f"/ekonomi/resultat/{hus.post.pk}/andra/", {"uppdrag": hus.uppdrag.pk, "belopp": MANGA})
    assert svar.status_code == 200
    assert "Skriv ett helt tal" in svar.content.decode()
