"""An explanation belongs to a figure: when the figure becomes another, it is confirmed or written anew."""

import pytest

from ekonomi.godkannande import hinder
from ekonomi.models import Ersattning, Resultatpost
from tests.formular import skicka


@pytest.fixture
def money(hus):
    hus.ersattning = Ersattning.objects.create(verksamhetsar=hus.year, bas=1_000_000, index_procent=0, belopp=1_000_000)
    return hus


def write(client, post, **values):
    falt = {
        "uppdrag": post.uppdrag_id,
        "benamning": "",
        "budget": post.budget,
        "utfall": post.utfall,
        "belopp": "",
        "forklaring": post.forklaring,
    }
    svar = skicka(client, f"/ekonomi/resultat/{post.pk}/andra/", falt | values)
    assert svar.status_code == 302, svar.context["form"].errors
    post.refresh_from_db()


def row(hus, client, utfall=800_000):
    post = Resultatpost.objects.create(
        verksamhetsar=hus.year, uppdrag=hus.uppdrag, budget=1_000_000, utfall=utfall, belopp=1_000_000 - utfall
    )
    write(client, post, forklaring="Tjänster har stått tomma.")
    assert post.forklarat_belopp == 1_000_000 - utfall
    return post


def staled(hus):
    return [h.text for h in hinder(hus.year) if "förklaringen skrevs" in h.text]


@pytest.mark.parametrize(("utfall", "foraldrad"), [(800_000, False), (850_000, False), (850_001, True), (749_999, True), (1_000_001, True)])
def test_a_figure_further_off_than_the_threshold_wants_its_explanation_confirmed(money, as_user, utfall, foraldrad):
    post = row(money, as_user(money.controller))
    Resultatpost.objects.filter(pk=post.pk).update(utfall=utfall, belopp=1_000_000 - utfall)
    assert bool(staled(money)) is foraldrad


def test_a_figure_that_changes_sign_wants_it_however_small_the_change(money, as_user):
    post = row(money, as_user(money.controller), 999_000)
    Resultatpost.objects.filter(pk=post.pk).update(utfall=1_000_500, belopp=-500)
    assert len(staled(money)) == 1


def test_it_is_confirmed_or_written_anew_and_not_by_saving_alone(money, as_user):
    client = as_user(money.controller)
    post = row(money, client)
    write(client, post, utfall=600_000)
    assert "200\u00a0000\u00a0kr. Nu är det 400\u00a0000\u00a0kr" in staled(money)[0]
    page = client.get(f"/ekonomi/resultat/{post.pk}/andra/").content.decode()
    assert "Förklaringen gäller fortfarande" in page
    write(client, post)
    assert staled(money), "saved as it stood"
    write(client, post, bekrafta="on")
    assert not staled(money)
    assert "Förklaringen gäller fortfarande" not in client.get(f"/ekonomi/resultat/{post.pk}/andra/").content.decode()
    write(client, post, utfall=1_200_000)
    assert staled(money)
    write(client, post, forklaring="Det blev dyrare.")
    assert not staled(money)
    assert post.forklarat_belopp == -200_000


def test_an_explanation_from_before_the_figure_belongs_to_none(money, as_user):
    client = as_user(money.controller)
    post = Resultatpost.objects.create(verksamhetsar=money.year, uppdrag=money.uppdrag, budget=1_000_000)
    write(client, post, utfall="", forklaring="Tjänster kommer att stå tomma.")
    write(client, post, utfall=800_000)
    assert staled(money)
