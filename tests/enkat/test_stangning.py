"""A round that is closed: what that does is said before, and what has ended afterwards."""

from django.utils import timezone

from enkat.actions import omgang as actions
from enkat.models import Omgang
from samverkan.svenska import datum
from tests.enkat import factories as f


def test_what_closing_does_is_said_before_it_is_done(as_user, hus):
    """Who has not answered, and that nobody is told; a look closes nothing."""
    oppen = f.omgang(hus)
    f.deltagare(oppen, hus.arena)
    client, url = as_user(hus.processledare), f"/enkat/omgangar/{oppen.pk}/stang/"
    sida = client.get(url).content.decode()
    assert f"<strong>Har inte skickat in:</strong> {hus.arena}." in sida
    assert "Inget brev går." in sida
    oppen.refresh_from_db()
    assert oppen.status == "oppen"
    assert as_user(hus.samordnare).get(url).status_code == 403
    Omgang.objects.filter(pk=oppen.pk).update(anonym=True, minsta_grupp=5)
    assert "Den kan öppnas igen" in sida
    sida = as_user(hus.processledare).get(url).content.decode()
    assert "Svaren är anonyma, så den kan inte öppnas igen." in sida
    assert "Den kan öppnas igen" not in sida
    as_user(hus.processledare).post(url)
    oppen.refresh_from_db()
    assert oppen.status == "stangd"


def test_closed_early_the_answer_says_which_day_and_asks_for_nothing(as_user, hus):
    omgang = f.omgang(hus, "kommunernas")
    berg = f.deltagare(omgang, hus.berg)
    actions.stang(omgang, by=hus.processledare)
    client = as_user(hus.kommunchef)
    start = " ".join(client.get(f"/enkat/svar/{berg.pk}/").content.decode().split())
    assert f"<dt>Svarstiden slutade</dt><dd>{datum(timezone.localdate())}</dd>" in start
    assert "du hjälper till" not in start
    inskick = client.get(f"/enkat/svar/{berg.pk}/skicka-in/").content.decode()
    assert "Det här saknas innan svaret kan skickas in" not in inskick
    assert "Svaret kan inte skickas in." in inskick
