"""Signing and sending ask the net before they hold anything in the database; of two at once one is kept; who gets nothing is said."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from berattelse import actions
from berattelse.actions.utgivning import mottagare, utan_mottagare
from berattelse.innehall import schema
from berattelse.models import Sandning, Signatur, Utgava
from berattelse.skrift.rapport import som_html, utgavebeteckning
from samverkan.models import Organisation
from samverkan.signering import pades
from tests import factories
from tests.berattelse import utgavor
from tests.berattelse.queries import antal_fragor
from uppdrag.models import Kontaktperson, Part

pytestmark = pytest.mark.usefixtures("kort_tryck")  # how an edition is printed is asked elsewhere


def oppna_transaktioner():
    """How many the program itself has open, beside the test's own."""
    return len(connection.savepoint_ids)


def adress(token):
    return f"/hamta/{token}/"


def test_the_time_stamp_is_asked_for_with_nothing_held(hus, utgava, monkeypatch):
    sign, oppna = pades.sign, []

    def lyssna(*args, **kwargs):
        oppna.append(oppna_transaktioner())
        return sign(*args, **kwargs)

    monkeypatch.setattr(pades, "sign", lyssna)
    actions.signera(utgava, utgavor.undertecknare(), by=hus.direktor)
    assert oppna == [0]


def test_signed_by_another_while_the_time_stamp_was_waited_for(hus, utgava, monkeypatch):
    sign = pades.sign

    def emellan(*args, **kwargs):
        monkeypatch.setattr(pades, "sign", sign)
        actions.signera(utgava, utgavor.undertecknare(), by=hus.direktor)
        return sign(*args, **kwargs)

    monkeypatch.setattr(pades, "sign", emellan)
    with pytest.raises(ValidationError, match="redan signerad"):
        actions.signera(utgava, utgavor.undertecknare(), by=hus.direktor)
    assert Signatur.objects.count() == 1


def test_it_is_not_signed_before_the_day_it_names(hus, utgava):
    """Else one page would bear two days. On that day, and after it, it is."""
    dag = utgava.data.underskrift.datum
    with time_machine.travel(dag - timedelta(days=1)), pytest.raises(ValidationError, match="Den signeras först den dagen"):
        actions.signera(utgava, utgavor.undertecknare(), by=hus.direktor)
    assert not Signatur.objects.exists()
    with time_machine.travel(dag):
        actions.signera(utgava, utgavor.undertecknare(), by=hus.direktor)
    assert Signatur.objects.count() == 1


class Brevlada(EmailBackend):
    """A mail server that tells what was open when it was asked, and lets another send at the same moment."""

    oppna, medan = [], None

    def send_messages(self, messages):
        self.oppna.append((oppna_transaktioner(), Sandning.objects.count()))
        if Brevlada.medan:
            medan, Brevlada.medan = Brevlada.medan, None
            medan()
        return super().send_messages(messages)


def test_a_letter_is_sent_with_nothing_held_and_once_of_two_at_once(hus, settings, mailoutbox):
    utgava = utgavor.rad(hus.year, hus.processledare)
    hus.berg.funktionsbrevlada = "berg@exempel.test"
    hus.berg.save()
    settings.EMAIL_BACKEND = f"{__name__}.Brevlada"
    andra = []
    Brevlada.oppna, Brevlada.medan = [], lambda: andra.append(actions.distribuera(utgava, by=hus.processledare, adress=adress))
    assert actions.distribuera(utgava, by=hus.processledare, adress=adress) == 1
    assert andra == [0]
    assert Brevlada.oppna == [(0, 0)]
    assert [brev.to for brev in mailoutbox] == [["berg@exempel.test"]]
    assert Sandning.objects.count() == 1
    utan = "Inget brev är sänt. Krokoms kommun och Region Prov har varken kontaktperson eller brevlåda"
    with pytest.raises(ValidationError, match=utan):
        actions.distribuera(utgava, by=hus.processledare, adress=adress)
    Organisation.objects.filter(funktionsbrevlada="").update(funktionsbrevlada="berg@exempel.test")
    with pytest.raises(ValidationError, match="har redan fått utgåvan"):
        actions.distribuera(utgava, by=hus.processledare, adress=adress)


def test_the_report_goes_to_the_parties_of_its_year(hus, as_user):
    """Also to one that has left since; to none that has come."""
    Part.objects.filter(organisation=hus.krokom).update(till=hus.year.till)
    ny = factories.organisation("Åre kommun")
    Part.objects.create(avtal=hus.avtal, organisation=ny, fran=hus.year.till + timedelta(days=1))
    for org in (hus.krokom, ny):
        Organisation.objects.filter(pk=org.pk).update(funktionsbrevlada=f"brev{org.pk}@exempel.test")
    utgava = utgavor.rad(hus.year, hus.processledare)
    assert {str(org) for org, *_ in mottagare(utgava)} == {str(hus.krokom)}
    att_gora = "Sänd verksamhetsberättelse 2022, utgåva 1 till de två kommuner som inte har fått den"
    utgavor.sandning(utgava, hus.region, hus.processledare)
    assert att_gora in as_user(hus.processledare).get("/").content.decode()
    for kommun in (hus.berg, hus.krokom):
        utgavor.sandning(utgava, kommun, hus.processledare)
    assert "som inte har fått den" not in as_user(hus.processledare).get("/").content.decode()


def test_a_party_without_an_address_is_told_of_with_where_it_is_set(hus, as_user):
    utgava = utgavor.rad(hus.year, hus.processledare)
    part = Part.objects.get(avtal=hus.avtal, organisation=hus.berg)
    assert hus.berg in [p.organisation for p in utan_mottagare(utgava)]
    url, client = reverse("berattelse:utgava_distribuera", args=[utgava.pk]), as_user(hus.processledare)
    sida = client.get(url).content.decode()
    assert "ingen mottagare, får inget brev" in sida
    assert reverse("uppdrag:kontaktperson_create", args=[part.pk]) in sida
    assert reverse("samverkan:organisation_detail", args=[hus.berg.pk]) in sida
    Kontaktperson.objects.create(part=part, user=hus.kommunchef, fran=factories.BORJAN)
    assert hus.berg not in [p.organisation for p in utan_mottagare(utgava)]
    assert reverse("uppdrag:kontaktperson_create", args=[part.pk]) not in client.get(url).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_parties(hus, as_user):
    utgava = utgavor.rad(hus.year, hus.processledare)
    url, client = reverse("berattelse:utgava_distribuera", args=[utgava.pk]), as_user(hus.processledare)
    Kontaktperson.objects.create(part=Part.objects.get(organisation=hus.berg), user=hus.kommunchef, fran=factories.BORJAN)
    forst = antal_fragor(client, url)
    for n in range(3):
        part = Part.objects.create(avtal=hus.avtal, organisation=factories.organisation(f"Kommun {n}"))
        person = factories.user(f"Kontakt {n}", roll="tjansteperson", organisation=part.organisation)
        Kontaktperson.objects.create(part=part, user=person, fran=factories.BORJAN)
    assert len(mottagare(utgava)) == 4
    assert antal_fragor(client, url) == forst


class TestSignedIsNotSent:
    """A signed edition is sent when a letter has gone, and to whom: read from the letters' rows, never from the signature."""

    def _sidor(self, hus, as_user, utgava):
        for user in (hus.processledare, hus.tjansteperson):
            yield as_user(user).get(utgava.get_absolute_url()).content.decode()
            yield as_user(user).get(reverse("start")).content.decode()

    def test_while_nobody_has_been_sent_it(self, hus, as_user):
        utgava = utgavor.rad(hus.year, hus.processledare)
        for text in self._sidor(hus, as_user, utgava):
            assert not re.search("[öÖ]verlämnad", text)
            assert re.search(r"<dt>Sänd till parterna</dt><dd>inte ännu</dd>|, inte sänd till någon part</li>", text)
            assert not re.search("till kommunerna, signerad", text), "a stage read as that it was sent"

    def test_no_page_calls_a_report_handed_over(self, pytestconfig):
        for mall in (pytestconfig.rootpath / "templates").rglob("*.html"):
            assert not re.search("överlämnade? (?:berättelse|utgåva)", mall.read_text(), re.IGNORECASE), mall

    def test_the_day_and_those_it_was_sent_to(self, hus, as_user):
        utgava = utgavor.rad(hus.year, hus.processledare)
        for kommun in (hus.krokom, hus.berg, hus.berg):
            rad, _ = utgavor.sandning(utgava, kommun, hus.processledare)
        dag = f"{timezone.localdate(rad.tid):%Y-%m-%d}"
        assert Utgava.objects.get(pk=utgava.pk).sand_till == [(timezone.localdate(rad.tid), f"{hus.berg} och {hus.krokom}")]
        for text in self._sidor(hus, as_user, utgava):
            vanligt = f"<dt>Sänd till parterna</dt><dd>{dag} till {hus.berg} och {hus.krokom}</dd>"
            assert vanligt in text or f', sänd till två parter, senast <span class="tid">{dag}</span></li>' in text

    @pytest.mark.parametrize("innehall", sorted(Path(__file__).parent.glob("schema*/**/innehall.json")), ids=lambda fil: fil.parent.name)
    def test_no_frozen_edition_says_so_of_itself_when_it_is_printed(self, innehall):
        data = schema.read(innehall.read_text())
        if data.skede == 1:
            assert re.match(r"Utgåva \d+, till kommunerna|Utkast", utgavebeteckning(data))
        assert not re.search("[öÖ]verlämnad", som_html(data))
