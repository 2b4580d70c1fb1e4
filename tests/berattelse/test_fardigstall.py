"""From the open year to an adopted edition: what is missing, what is marked, done, adopted; and what is refused."""

import hashlib
import re
import threading
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.urls import reverse

from berattelse import actions
from berattelse.forms import GodtaForm
from berattelse.granskning import beredskap, kontroller, siffror, stil
from berattelse.granskning.beredskap import Beredskap
from berattelse.granskning.kontroller import SORT_I_ORD
from berattelse.models import Avsnitt, Fardigstallande, Godtagande, Utgava, Utgavefil
from ekonomi.models import Arsresultat, Resultatpost, Skuldpost
from samverkan.models import Rolltilldelning
from tests import factories as grund
from tests.berattelse import factories as rader
from tests.berattelse import utgavor
from tests.formular import skicka
from uppdrag.actions.lock import unlock
from uppdrag.models import Bemanning, Verksamhetsar

pytestmark = pytest.mark.usefixtures("kort_tryck")  # how an edition is printed is asked elsewhere


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
    assert skicka(as_user(hus.processledare), sida(hus)).status_code == 302
    client = as_user(hus.direktor)
    faststall = reverse("berattelse:faststall", args=[year.pk, 1])
    assert "1\u00a0705\u00a0000\u00a0kr i överskott, bokförs som skuld till kommunerna" in client.get(faststall).content.decode()
    assert skicka(client, faststall).status_code == 302
    utgava = Utgava.objects.get()
    assert (utgava.nummer, utgava.skede, utgava.av) == (1, 1, hus.direktor)
    assert Verksamhetsar.objects.get(pk=year.pk).status == "locked"
    assert Skuldpost.objects.get(sort="resultat").belopp == 1_705_000
    assert {fil.sort for fil in utgava.filer.all()} == set(Utgavefil.Sort.values)
    for fil in utgava.filer.all():
        assert fil.sha256 == hashlib.sha256(bytes(fil.innehall)).hexdigest()
    assert bytes(utgava.filer.get(sort="json").innehall).decode() == utgava.innehall
    assert utgava.sha256 == hashlib.sha256(utgava.innehall.encode()).hexdigest()


def test_the_samordnare_sees_and_cannot_the_controller_cannot_adopt_another_region_knows_nothing(hus, fardigt_year, as_user):
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


def test_what_has_changed_since_it_was_done_is_not_adopted(hus, fardigt_year):
    year = fardigt_year
    Resultatpost.objects.filter(verksamhetsar=year).update(forklaring="En annan förklaring.")
    with pytest.raises(ValidationError, match="har ändrats sedan berättelsen färdigställdes"):
        actions.faststall(year, 1, by=hus.direktor)
    assert not Utgava.objects.exists()
    assert Verksamhetsar.objects.get(pk=year.pk).is_open
    assert not Skuldpost.objects.exists()


def test_once_done_the_page_says_so_at_the_button(hus, fardigt_year, as_user):
    url, client = f"/berattelse/year/{fardigt_year.pk}/fardigstall/1/", as_user(hus.processledare)
    sida = client.get(url).content.decode()
    assert "<h2>Färdigställ på nytt</h2>" in sida
    assert "och väntar på att fastställas. Färdigställ den på nytt bara om något nedan ska ändras." in sida
    assert '<button class="btn btn-outline-primary">Färdigställ på nytt</button>' in sida
    assert ">Färdigställ</a>" not in client.get(fardigt_year.get_absolute_url()).content.decode()
    Avsnitt.objects.update(resultat="<p>Ändrat.</p>")
    sida = client.get(url).content.decode()
    assert "bara om något nedan" not in sida


def test_the_second_press_finds_it_done(hus, fardigt_year):
    year = fardigt_year
    actions.faststall(year, 1, by=hus.direktor)
    with pytest.raises(ValidationError, match="redan fastställd"):
        actions.faststall(year, 1, by=hus.direktor)
    assert Utgava.objects.count() == Skuldpost.objects.count() == 1


def test_a_correction_is_a_new_edition_that_says_what_it_mends(hus, utgava):
    forsta = utgava
    year = Verksamhetsar.objects.get(pk=hus.year.pk)
    unlock(year, by=hus.processledare, skal="Fel resultat.")
    Resultatpost.objects.filter(verksamhetsar=year).update(belopp=1_700_000)
    Arsresultat.objects.filter(verksamhetsar=year).update(belopp=1_700_000)
    with pytest.raises(ValidationError, match="Skriv vad som är rättat sedan utgåva 1"):
        actions.fardigstall(year, 1, by=hus.processledare)
    actions.fardigstall(year, 1, by=hus.processledare, errata="Resultatet var 5 000 kr för högt.", **utgavor.RATTAD)
    ny = actions.faststall(year, 1, by=hus.direktor)
    forsta = Utgava.objects.get(pk=forsta.pk)
    assert (ny.nummer, ny.ersatter, forsta.efterfoljare) == (2, forsta, ny)
    assert forsta.status_i_ord == "ersatt"
    assert "Resultatet var 5 000 kr för högt." in ny.innehall
    assert sum(p.belopp for p in Skuldpost.objects.all()) == 1_700_000
    assert [p.belopp for p in Skuldpost.objects.order_by("pk")] == [1_705_000, -1_705_000, 1_700_000]


def test_stage_two_waits_for_the_signed_first_stage(hus, utgava, as_user):
    text = as_user(hus.processledare).get(sida(hus, 2)).content.decode()
    assert "Berättelsen är inte fastställd och signerad." in text
    with pytest.raises(ValidationError, match="inte fastställd och signerad"):
        actions.fardigstall(hus.year, 2, by=hus.processledare)


@pytest.mark.parametrize("model", [Utgava, Utgavefil, Fardigstallande, Godtagande])
def test_no_row_of_an_edition_can_be_rewritten_or_taken_away(hus, utgava, model):
    if model is Godtagande:
        Godtagande.objects.create(verksamhetsar=hus.year, nyckel="x", text="x", skal="x", av=hus.processledare)
    for gor in (lambda: model.objects.update(av=hus.controller) if model is not Utgavefil else model.objects.update(storlek=0),
                lambda: model.objects.all()._raw_delete(model.objects.db)):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            gor()


@pytest.mark.django_db(transaction=True)
@pytest.mark.bara_postgresql
def test_two_who_adopt_at_once_make_one_edition(hus, fardigt_year):
    year, svar, start = fardigt_year, [], threading.Barrier(2)

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


def godta_url(hus):
    return reverse("berattelse:anmarkning_godta", args=[hus.year.pk, 1])


def test_the_warnings_are_grouped_by_kind_and_a_kind_is_accepted_at_once(hus, as_user):
    year, client = utgavor.klart_year(hus), as_user(hus.processledare)
    Avsnitt.objects.filter(uppdrag=hus.uppdrag).update(
        beskrivning="<p>Under 2019 hölls 4 möten.</p>", framtid="<p>Under 2018 var 5 träffar få.</p>"
    )
    Avsnitt.objects.filter(sort="omrade").update(beskrivning="<p>Under 2017 hölls 3 möten.</p>")
    text = client.get(sida(hus)).content.decode()
    assert "<legend>Tal i siffror (3)</legend>" in text
    assert "Alla 3 som visas här" in text
    ogodtagna = [lage.anmarkning for lage in Beredskap(year, 1).ogodtagna]
    form = GodtaForm(ogodtagna=Beredskap(year, 1).ogodtagna)
    grupp = next(g for slag, g, _, _ in form.rader if slag == "Tal i siffror")
    ett_year = next(a.nyckel for a in ogodtagna if a.sort == "fel_year")
    client.post(godta_url(hus), {"grupper": [grupp], "nycklar": [ett_year], "skal": "Rätt så."})
    godtagna = {lage.anmarkning.nyckel for lage in Beredskap(year, 1).godtagna}
    assert godtagna == {ett_year, *(a.nyckel for a in ogodtagna if a.sort == "siffra")}


def test_a_kind_that_has_got_another_warning_since_it_was_shown_is_not_accepted(hus, as_user):
    year, client = utgavor.klart_year(hus), as_user(hus.processledare)
    Avsnitt.objects.filter(uppdrag=hus.uppdrag).update(beskrivning="<p>Det hölls 4 möten och 5 träffar.</p>")
    grupp = next(g for slag, g, _, _ in GodtaForm(ogodtagna=Beredskap(year, 1).ogodtagna).rader if slag == "Tal i siffror")
    Avsnitt.objects.filter(uppdrag=hus.uppdrag).update(beskrivning="<p>Det hölls 4 möten, 6 heldagar och 5 träffar.</p>")
    svar = client.post(godta_url(hus), {"grupper": [grupp], "skal": "Rätt så."})
    assert svar.status_code == 400
    assert "En anmärkning har ändrats" in svar.content.decode()
    assert "Markera de anmärkningar som godtas." in client.post(godta_url(hus), {"skal": "Rätt så."}).content.decode()
    assert not Godtagande.objects.exists()


def test_every_kind_of_warning_has_its_heading():
    kallor = [Path(kontroller.__file__), Path(siffror.__file__), Path(stil.__file__), Path(beredskap.__file__)]
    slag = {s for k in kallor for s in re.findall(r'Anmarkning\(\s*"(\w+)"', k.read_text())}
    assert {"fel_year", "arena", "svar"} < slag
    assert slag == set(SORT_I_ORD)


def oppnat(hus):
    year = Verksamhetsar.objects.get(pk=hus.year.pk)
    unlock(year, by=hus.processledare, skal="Rättelse.")
    return year


def test_a_correction_that_corrects_nothing_is_refused_before_and_in_the_act(hus, utgava, as_user):
    year = oppnat(hus)
    svar = as_user(hus.processledare).post(sida(hus), {"errata": "Inget.", "ort": "Östersund", "dag": "2023-02-20"})
    assert "Ingenting är ändrat sedan utgåva 1." in svar.content.decode()
    assert Fardigstallande.objects.count() == 1
    summa = beredskap.kontrollsumma(Beredskap(year, 1).innehall(ort="Östersund", dag=date(2023, 2, 20)))
    Fardigstallande.objects.create(
        verksamhetsar=year, skede=1, sha256=summa, errata="Inget.", ort="Östersund", dag=date(2023, 2, 20), av=hus.processledare
    )
    with pytest.raises(ValidationError, match="Ingenting är ändrat sedan utgåva 1"):
        actions.faststall(year, 1, by=hus.direktor)
    assert Utgava.objects.get() == utgava
    assert Verksamhetsar.objects.get(pk=year.pk).is_open
    utgavor.fardig_rattelse(year, hus.processledare)
    assert actions.faststall(year, 1, by=hus.direktor).nummer == 2


@pytest.mark.parametrize(
    ("andrat", "falt", "besked"),
    [
        ({"ort": ""}, "ort", "Skriv orten."),
        ({"dag": None}, "dag", "Skriv dagen."),
        ({"dag": date(2023, 1, 25)}, "dag", "Dagen är före den 26 januari 2023, då utgåvan som rättas undertecknades."),
        ({"dag": date(2031, 1, 1)}, "dag", "Ingen är regional utvecklingsdirektör den dagen."),
    ],
)
def test_a_correction_has_a_day_of_its_own(hus, utgava, andrat, falt, besked):
    Rolltilldelning.objects.filter(roll="direktor").update(till=date(2030, 12, 31))
    year = oppnat(hus)
    utgavor.rattad_text(year)
    with pytest.raises(ValidationError) as fel:
        actions.fardigstall(year, 1, by=hus.processledare, errata="Ett namn.", **(utgavor.RATTAD | andrat))
    assert fel.value.message_dict == {falt: [besked]}
    for dag in (date(2023, 1, 26), date(2023, 2, 20)):
        actions.fardigstall(year, 1, by=hus.processledare, errata="Ett namn.", ort="Sveg", dag=dag)
    ny = actions.faststall(year, 1, by=hus.direktor).data
    assert (ny.underskrift.ort, ny.underskrift.datum, ny.skapad) == ("Sveg", date(2023, 2, 20), date(2023, 2, 20))


def test_the_draft_of_a_corrected_result_tells_the_debt_that_will_be_booked(hus, utgava):
    year = oppnat(hus)
    Resultatpost.objects.filter(verksamhetsar=year).update(belopp=1_700_000)
    Arsresultat.objects.filter(verksamhetsar=year).update(belopp=1_700_000)
    utkast = beredskap.utkast(year, 1).ekonomi
    assert [(r.ursprung, r.utgaende, r.att_bokfora) for r in utkast.skuld.rader] == [("2022", 1_700_000, True)]
    actions.fardigstall(year, 1, by=hus.processledare, errata="Resultatet.", **utgavor.RATTAD)
    fryst = actions.faststall(year, 1, by=hus.direktor).data.ekonomi
    assert (utkast.stycken, utkast.skuld.summa, utkast.skuld_per_kommun) == (fryst.stycken, fryst.skuld.summa, fryst.skuld_per_kommun)


def test_staffing_that_is_as_the_year_before_is_asked_of_until_it_is_accepted_or_changed(hus, as_user):
    year = utgavor.klart_year(hus)
    forra = year.foregaende or grund.verksamhetsar(hus.avtal, 2021, status="locked")
    for y in (forra, year):
        for procent in (50, 100):
            Bemanning.objects.create(uppdrag=hus.uppdrag, verksamhetsar=y, procent=procent)
    vad = "Lärcentrum: bemanningen är densamma som 2021. Två personer har varit anställda (50 och 100\u00a0%). Stämmer det 2022?"

    def fragor(year):
        return [lage.anmarkning for lage in Beredskap(Verksamhetsar.objects.get(pk=year.pk), 1).ogodtagna]

    assert [a.text for a in fragor(year) if a.sort == "bemanning"] == [vad]
    assert not [a for a in fragor(year) if a.sort == "samma" and "%" in a.text], "asked of once"
    page = as_user(hus.processledare).get(sida(hus)).content.decode()
    assert f'href="{hus.uppdrag.get_absolute_url()}#bemanning"' in page
    assert not Beredskap(year, 1).kan_fardigstallas
    with transaction.atomic():
        Bemanning.objects.filter(verksamhetsar=year, procent=50).update(inriktning="Vuxna")
        assert not [a for a in fragor(year) if a.sort == "bemanning"], "what is changed is said for this year"
        transaction.set_rollback(True)
    actions.godta(year, fragor(year), skal="Samma två hela året.", by=hus.processledare)
    assert not [a for a in fragor(year) if a.sort == "bemanning"]


def test_a_year_that_is_not_over_is_neither_said_to_be_done_nor_adopted(hus, as_user):
    with time_machine.travel("2022-12-30 10:00 +0100", tick=False):
        year = utgavor.klart_year(hus)
        actions.godta(year, [lage.anmarkning for lage in Beredskap(year, 1).ogodtagna], skal="Stämmer.", by=hus.processledare)
        with pytest.raises(ValidationError) as error:
            actions.fardigstall(year, 1, by=hus.processledare)
        assert error.value.messages == ["Året är slut först den 31 december 2022."]
        client = as_user(hus.processledare)
        for page in (sida(hus), reverse("uppdrag:year_lock", args=[year.pk])):
            assert error.value.messages[0] in client.get(page).content.decode()
    with time_machine.travel("2022-12-31 10:00 +0100", tick=False):
        actions.fardigstall(year, 1, by=hus.processledare)
    with time_machine.travel("2022-12-30 10:00 +0100", tick=False), pytest.raises(ValidationError, match="slut först"):
        actions.faststall(year, 1, by=hus.direktor)
    year.refresh_from_db()
    assert (year.status, Utgava.objects.count()) == ("oppet", 0)
