"""From the open year to an adopted edition: what is missing, what is marked, done, adopted; and what is refused."""

import hashlib
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.urls import reverse

from berattelse import actions
from berattelse.granskning.beredskap import Beredskap
from berattelse.models import Avsnitt, Fardigstallande, Godtagande, Utgava, Utgavefil
from ekonomi.models import Arsresultat, Resultatpost, Skuldpost
from tests.berattelse import factories as rader
from tests.berattelse import utgavor
from uppdrag.actions.lock import unlock
from uppdrag.models import Verksamhetsar


def sida(hus, skede=1):
    return reverse("berattelse:fardigstall", args=[hus.year.pk, skede])


def test_the_page_lists_what_is_missing_with_its_link(hus, as_user):
    avsnitt = rader.avsnitt(hus, status="utkast", beskrivning="<p>Text</p>")
    oversikt = hus.year.get_absolute_url()
    assert 'id="skapa"' in as_user(hus.processledare).get(oversikt).content.decode()
    text = as_user(hus.processledare).get(sida(hus)).content.decode()
    assert f'<a href="{avsnitt.get_absolute_url()}">Avsnittet Lärcentrum är ett utkast' in text
    assert f'<a href="{oversikt}#skapa">Två avsnitt är inte skapade.' in text
    assert "Utfallet är inte godkänt av controllern." in text
    assert "Ort och dag för undertecknandet saknas." in text


def test_warnings_are_accepted_with_a_reason_or_not_at_all(hus, as_user):
    year, client = utgavor.klart_year(hus), as_user(hus.processledare)
    nycklar = [lage.anmarkning.nyckel for lage in Beredskap(year, 1).ogodtagna]
    url = reverse("berattelse:anmarkning_godta", args=[year.pk, 1])
    utan = client.post(url, {"nycklar": nycklar, "skal": " "})
    assert utan.status_code == 400
    assert "Skriv varför de godtas." in utan.content.decode()
    assert not Godtagande.objects.exists()
    client.post(url, {"nycklar": nycklar, "skal": "Rubriken är vald i år."})
    assert Beredskap(year, 1).ogodtagna == []
    assert "Rubriken är vald i år." in client.get(sida(hus)).content.decode()


def test_an_accepted_warning_warns_anew_when_the_fault_is_another(hus):
    year = utgavor.klart_year(hus)
    avsnitt = Avsnitt.objects.get(uppdrag=hus.uppdrag)
    for year_namn in ("2019", "2018"):
        Avsnitt.objects.filter(pk=avsnitt.pk).update(beskrivning=f"<p>Under {year_namn} hände inget.</p>")
        ogodtagna = [lage.anmarkning for lage in Beredskap(year, 1).ogodtagna if lage.anmarkning.sort == "fel_year"]
        assert [a.text for a in ogodtagna] == [f"Lärcentrum: texten nämner {year_namn}. Berättelsen gäller 2022."]
        actions.godta(year, ogodtagna, skal="Historik.", by=hus.processledare)


def test_done_adopted_and_frozen(hus, as_user):
    year = utgavor.klart_year(hus)
    actions.godta(year, [rad.anmarkning for rad in Beredskap(year, 1).ogodtagna], skal="Stämmer.", by=hus.processledare)
    assert as_user(hus.processledare).post(sida(hus)).status_code == 302
    client = as_user(hus.direktor)
    faststall = reverse("berattelse:faststall", args=[year.pk, 1])
    assert "1\u00a0705\u00a0000\u00a0kr i överskott, bokförs som skuld till kommunerna" in client.get(faststall).content.decode()
    assert client.post(faststall).status_code == 302
    utgava = Utgava.objects.get()
    assert (utgava.nummer, utgava.skede, utgava.av) == (1, 1, hus.direktor)
    assert Verksamhetsar.objects.get(pk=year.pk).status == "locked"
    assert Skuldpost.objects.get(sort="resultat").belopp == 1_705_000
    assert {fil.sort for fil in utgava.filer.all()} == set(Utgavefil.Sort.values)
    for fil in utgava.filer.all():
        assert fil.sha256 == hashlib.sha256(bytes(fil.innehall)).hexdigest()
    assert bytes(utgava.filer.get(sort="json").innehall).decode() == utgava.innehall
    assert utgava.sha256 == hashlib.sha256(utgava.innehall.encode()).hexdigest()


def test_the_samordnare_sees_and_cannot_the_controller_cannot_adopt_another_region_knows_nothing(hus, as_user):
    utgavor.fardig(hus)
    assert as_user(hus.samordnare).get(sida(hus)).status_code == 200
    assert as_user(hus.samordnare).post(sida(hus)).status_code == 403
    godta = reverse("berattelse:anmarkning_godta", args=[hus.year.pk, 1])
    assert as_user(hus.controller).post(godta, {"skal": "x"}).status_code == 403
    faststall = reverse("berattelse:faststall", args=[hus.year.pk, 1])
    assert as_user(hus.processledare).post(faststall).status_code == 403
    for person in (hus.utomstaende, hus.kommunchef):
        svar = {as_user(person).get(url).status_code for url in (sida(hus), faststall)}
        assert svar == ({404} if person == hus.utomstaende else {403})
    assert as_user(hus.direktor).get(sida(hus, 3)).status_code == 404
    assert not Utgava.objects.exists()


def test_what_has_changed_since_it_was_done_is_not_adopted(hus):
    year = utgavor.fardig(hus)
    Resultatpost.objects.filter(verksamhetsar=year).update(forklaring="En annan förklaring.")
    with pytest.raises(ValidationError, match="har ändrats sedan berättelsen färdigställdes"):
        actions.faststall(year, 1, by=hus.direktor)
    assert not Utgava.objects.exists()
    assert Verksamhetsar.objects.get(pk=year.pk).is_open
    assert not Skuldpost.objects.exists()


def test_the_second_press_finds_it_done(hus):
    year = utgavor.fardig(hus)
    actions.faststall(year, 1, by=hus.direktor)
    with pytest.raises(ValidationError, match="redan fastställd"):
        actions.faststall(year, 1, by=hus.direktor)
    assert Utgava.objects.count() == Skuldpost.objects.count() == 1


def test_a_correction_is_a_new_edition_that_says_what_it_mends(hus):
    forsta = utgavor.faststalld(hus)
    year = Verksamhetsar.objects.get(pk=hus.year.pk)
    unlock(year, by=hus.processledare, skal="Fel resultat.")
    Resultatpost.objects.filter(verksamhetsar=year).update(belopp=1_700_000)
    Arsresultat.objects.filter(verksamhetsar=year).update(belopp=1_700_000)
    with pytest.raises(ValidationError, match="Skriv vad som är rättat sedan utgåva 1"):
        actions.fardigstall(year, 1, by=hus.processledare)
    actions.fardigstall(year, 1, by=hus.processledare, errata="Resultatet var 5 000 kr för högt.")
    ny = actions.faststall(year, 1, by=hus.direktor)
    forsta = Utgava.objects.get(pk=forsta.pk)
    assert (ny.nummer, ny.ersatter, forsta.efterfoljare) == (2, forsta, ny)
    assert forsta.status_i_ord == "ersatt"
    assert "Resultatet var 5 000 kr för högt." in ny.innehall
    assert sum(p.belopp for p in Skuldpost.objects.all()) == 1_700_000
    assert [p.belopp for p in Skuldpost.objects.order_by("pk")] == [1_705_000, -1_705_000, 1_700_000]


def test_stage_two_waits_for_the_signed_first_stage(hus, as_user):
    utgavor.faststalld(hus)
    text = as_user(hus.processledare).get(sida(hus, 2)).content.decode()
    assert "Berättelsen är inte fastställd och signerad i skede 1." in text
    with pytest.raises(ValidationError, match="inte fastställd och signerad"):
        actions.fardigstall(hus.year, 2, by=hus.processledare)


@pytest.mark.parametrize("model", [Utgava, Utgavefil, Fardigstallande, Godtagande])
def test_no_row_of_an_edition_can_be_rewritten_or_taken_away(hus, model):
    utgavor.faststalld(hus)
    if model is Godtagande:
        Godtagande.objects.create(verksamhetsar=hus.year, nyckel="x", text="x", skal="x", av=hus.processledare)
    for gor in (lambda: model.objects.update(av=hus.controller) if model is not Utgavefil else model.objects.update(storlek=0),
                lambda: model.objects.all()._raw_delete(model.objects.db)):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            gor()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one connection")
def test_two_who_adopt_at_once_make_one_edition(hus):
    year, svar, start = utgavor.fardig(hus), [], threading.Barrier(2)

    def press():
        start.wait()
        try:
            actions.faststall(year, 1, by=hus.direktor)
            svar.append("ja")
        except ValidationError as error:
            svar.append(error.messages[0])
        finally:
            close_old_connections()
            connection.close()

    tradar = [threading.Thread(target=press) for _ in range(2)]
    for t in tradar:
        t.start()
    for t in tradar:
        t.join()
    assert sorted(svar)[1:] == ["ja"]
    assert "redan fastställd" in sorted(svar)[0] or "låst" in sorted(svar)[0]
    assert Utgava.objects.count() == Skuldpost.objects.count() == 1
