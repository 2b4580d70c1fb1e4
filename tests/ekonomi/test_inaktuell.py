"""Two controllers on the way from a file to the outcome: what the first has saved is not written over by an older page."""

import pytest
from django.db.models import F

from ekonomi.models import Ersattning, Objektkoppling, Resultatpost, Utfallsfil
from tests.ekonomi.factories import avlast_fil, koppla_alla
from tests.ekonomi.test_utfall import tie
from tests.formular import dolda, skicka


@pytest.fixture
def money(hus):
    Ersattning.objects.create(verksamhetsar=hus.year, bas=2_500_000, index_procent=0, belopp=2_500_000)
    Resultatpost.objects.create(verksamhetsar=hus.year, uppdrag=hus.uppdrag, budget=2_500_000, utfall=2_000_000, belopp=500_000)
    return hus


@pytest.fixture
def fil(money):
    return avlast_fil(money.year, money.controller)


def steg(fil, namn):
    return f"{fil.get_absolute_url()}{namn}/"


def test_another_choice_of_accounts(money, fil, as_user):
    client, url = as_user(money.controller), steg(fil, "valj")
    mina = dolda(client, url)
    assert skicka(client, url, {"dimension": "1", "konton": "3-7", "utom_konton": "899"}).status_code == 302
    svar = client.post(url, mina | {"dimension": "1", "konton": "4-8", "utom_konton": ""})
    assert svar.status_code == 409
    assert svar.context["form"].errors["konton"] == ["Sparat nu: 3-7"]
    assert Utfallsfil.objects.get().konton == "3-7"


def test_an_object_tied_meanwhile(money, fil, as_user):
    client, url = as_user(money.controller), steg(fil, "koppla")
    mina = dolda(client, url)
    skicka(client, url, tie(["401"], {"401": (money.uppdrag.pk, "")}))
    svar = client.post(url, mina | tie(["401"], {"401": ("undanta", "Annat avtal")}))
    assert svar.status_code == 409
    assert f"Sparat nu: {money.uppdrag}" in svar.content.decode()
    assert Objektkoppling.objects.get(monster="401").uppdrag == money.uppdrag
    igen = tie(["401"], {"401": ("undanta", "Annat avtal")}) | {"version": svar.context["form"]["version"].value()}
    assert client.post(url, igen).status_code == 302
    assert Objektkoppling.objects.get(monster="401").uppdrag is None


def test_figures_changed_since_they_were_looked_at(money, fil, as_user):
    koppla_alla(fil, money.uppdrag, money.controller)
    client, url = as_user(money.controller), steg(fil, "granska")
    mina = dolda(client, url)
    Resultatpost.objects.filter(uppdrag=money.uppdrag).update(budget=F("budget") + 1000, belopp=F("belopp") + 1000)
    svar = client.post(url, mina)
    assert svar.status_code == 409
    assert Utfallsfil.objects.get().status == "read"
    assert skicka(client, url).status_code == 302
