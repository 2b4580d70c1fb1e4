"""A round that was closed early and opened again for one kommun: its own day, nothing of the others' answers, and figures that may change."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from enkat.actions import omgang as actions
from enkat.models import Omgang, Vardering
from enkat.resultat import sammanstallning
from enkat.resultat.kapitel import varderingen
from samverkan.models import Roll
from samverkan.svenska import datum
from tests import factories
from tests.enkat import factories as f
from tests.enkat.test_vardering import bedom

IDAG = timezone.localdate()
TILL = IDAG + timedelta(days=2)


@pytest.fixture
def rundan(hus, vardag, django_capture_on_commit_callbacks):
    """Berg has answered; the round was closed two weeks before its last day, and is open again for Krokom."""
    hus.krokomschef = factories.user("Kommunchef Krokom", roll=Roll.KOMMUNCHEF, organisation=hus.krokom)
    o = f.omgang(hus, "kommunernas", paminn_dagar=[7])
    hus.b, hus.k = f.deltagare(o, hus.berg), f.deltagare(o, hus.krokom)
    bedom(hus.b, {hus.uppdrag: "Helt"})
    actions.stang(o, by=hus.processledare)
    with django_capture_on_commit_callbacks(execute=True):
        actions.oppna_for(hus.k, by=hus.processledare, oppen_till=TILL, skal="Sjukdom")
    return Omgang.objects.get(pk=o.pk)


def _text(client, url):
    return " ".join(client.get(url).content.decode().split())


def test_the_day_is_its_own_in_the_letter_and_on_every_page(hus, rundan, as_user):
    sent = mail.outbox[-1].body
    assert f"öppet igen till och med den {datum(TILL)}" in sent
    assert f"Sista dag: {datum(TILL)}" in sent
    client = as_user(hus.krokomschef)
    for url in ("/", "/enkat/", f"/enkat/svar/{hus.k.pk}/", f"/enkat/svar/{hus.k.pk}/skicka-in/"):
        assert datum(rundan.sista_dag) not in _text(client, url), url
        assert rundan.sista_dag.isoformat() not in _text(client, url), url
    assert "2 dagar kvar" in _text(client, "/")
    assert datum(TILL) in _text(client, f"/enkat/svar/{hus.k.pk}/")


def test_the_others_answers_are_hers_to_read_once_she_has_answered(hus, rundan, as_user):
    """Not the compilation, the values, a single answer or any file of it; the other kommuner read as before."""
    sidor = ("resultat/", "resultat.pdf", "resultat.xlsx", "resultat-svar.csv", "vardering/", "vardering/andra/")
    adresser = [f"/enkat/omgangar/{rundan.pk}/{sida}" for sida in sidor] + [f"/enkat/deltagare/{hus.b.pk}/inlamning/"]
    client = as_user(hus.krokomschef)
    assert {client.get(url).status_code for url in adresser} == {403}
    assert not rundan.can_be_valued_by(hus.krokomschef)
    assert not Omgang.objects.lasbara(hus.krokomschef).exists()
    assert sammanstallning.for_year(hus.year, hus.krokomschef) == []
    start, enkat = _text(client, "/"), _text(client, "/enkat/")
    assert "De andras svar visas när ni har svarat, eller inte längre kan svara." in start
    assert "när frågerundan är stängd" not in start + enkat
    assert "Gemensam värdering" not in start
    assert f"/enkat/omgangar/{rundan.pk}/resultat/" not in enkat
    for user in (hus.kommunchef, hus.processledare, hus.samordnare):
        assert rundan.can_be_read_by(user)
        assert Omgang.objects.lasbara(user).exists()
    bedom(hus.k, {hus.uppdrag: "Inte alls"})
    assert rundan.can_be_valued_by(hus.krokomschef)
    assert {client.get(url).status_code for url in adresser if not url.endswith(".pdf")} == {200}


def test_she_whose_time_is_over_reads_as_the_others(hus, rundan):
    type(hus.k).objects.filter(pk=hus.k.pk).update(oppen_till=IDAG - timedelta(days=1))
    assert rundan.can_be_read_by(hus.krokomschef)
    assert Omgang.objects.lasbara(hus.krokomschef).exists()


def test_the_rounds_pages_say_when_it_was_closed_and_promise_nothing_more(hus, rundan, as_user):
    bedom_igen = hus.b.svar.order_by("pk").last()
    type(bedom_igen).objects.filter(pk=bedom_igen.pk).update(tid=timezone.now() + timedelta(minutes=5))
    client = as_user(hus.processledare)
    sida = _text(client, f"/enkat/omgangar/{rundan.pk}/")
    assert f"<dt>Stängd</dt><dd>{datum(IDAG)}, före sista dagen {datum(rundan.sista_dag)}</dd>" in sida
    assert "<dt>Sista dag</dt>" not in sida
    assert "<dt>Påminnelser</dt>" not in sida
    assert rundan.paminns() == []
    assert "Ändrat efter inlämning" in sida
    assert "ändringarna räknas först när" not in sida
    assert "får ett brev om det" not in sida
    assert rundan.sista_dag.isoformat() not in _text(client, "/enkat/")


def test_what_may_still_change_is_said_to_be_preliminary(hus, rundan, as_user):
    sagt = f"fast frågerundan är stängd. Krokom kan svara till och med den {datum(TILL)}."
    client = as_user(hus.processledare)
    for sida in ("resultat/", "vardering/"):
        assert sagt in _text(client, f"/enkat/omgangar/{rundan.pk}/{sida}"), sida
    delar = sammanstallning.for_year(hus.year)
    assert sagt in " ".join(sammanstallning.som_html(delar).split())
    assert sammanstallning.som_data(delar).omgangar[0].preliminar
    assert varderingen(hus.year).kommuner.preliminar
    for dokument in ("forslag-till-beslut", "sammanfattning", "uppfoljningsrapport"):
        text = _text(client, reverse("berattelse:dokument_html", args=[hus.year.pk, dokument]))
        assert "svar kan fortfarande komma in" in text.lower(), dokument
    type(hus.k).objects.filter(pk=hus.k.pk).update(oppen_till=IDAG - timedelta(days=1))
    assert not varderingen(hus.year).kommuner.preliminar
    assert "preliminär" not in _text(client, f"/enkat/omgangar/{rundan.pk}/resultat/")
    assert Vardering.objects.count() == 0
