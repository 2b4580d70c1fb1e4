"""Adopting: the director sees what she adopts, a worker does it, and what she saw is what is frozen."""

import html
from datetime import date

import pytest
from django.urls import reverse
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from berattelse import actions
from berattelse.granskning.beredskap import Beredskap
from berattelse.models import Fardigstallande, Utgava
from berattelse.skrift.rapport import som_html
from berattelse.utgava.fryst import som_fryst
from berattelse.utgava.oversikt import exempel, siffror
from berattelse.utgava.tryckning import framsteg
from ekonomi.models import Skuldpost, Statsbidrag
from samverkan.models import Rolltilldelning, Utskrift
from tests import factories
from tests.berattelse import innehallen, utgavor
from tests.formular import ifyllt, skicka, tryck
from uppdrag.actions.lock import unlock
from uppdrag.models import Verksamhetsar


def url(namn, hus, skede=1):
    return reverse(f"berattelse:{namn}", args=[hus.year.pk, skede])


@pytest.fixture
def arbetare(settings):
    """As with SAMVERKAN_ARBETARE=1: what is begun waits for a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def arbeta():
    """What a worker would do: every job that waits, once."""
    for jobb in DBTaskResult.objects.filter(status=TaskResultStatus.READY):
        svar = jobb.task.call(*jobb.args_kwargs["args"])
        DBTaskResult.objects.filter(pk=jobb.pk).update(status=TaskResultStatus.SUCCESSFUL, return_value=svar)


def oppnat(hus):
    year = Verksamhetsar.objects.get(pk=hus.year.pk)
    unlock(year, by=hus.processledare, skal="Rättelse.")
    return year


def test_the_page_shows_all_that_is_adopted(hus, as_user):
    factories.mote(hus.arena)
    year = utgavor.fardig(hus)
    text = as_user(hus.direktor).get(url("faststall", hus)).content.decode()
    f = Fardigstallande.objects.get()
    assert f"Färdigställd av {hus.processledare} {f.tid.astimezone():%Y-%m-%d}"[:40] in text
    assert f'href="{url("faststall_pdf", hus)}"' in text
    assert "1\u00a0705\u00a0000\u00a0kr" in text[text.index('id="siffror"') :]
    assert "<dd>1</dd>" in text[text.index("Hållna möten i arenorna") :]
    for lage in Beredskap(year, 1).godtagna:
        assert lage.anmarkning.text in text
    assert text.count(": Stämmer.") == len(Beredskap(year, 1).godtagna) > 0
    assert "Ingenting i berättelsen är märkt som exempel." in text
    assert "Rättat sedan" not in text


@pytest.mark.en_gang
def test_what_is_shown_as_pdf_is_what_is_frozen_to_the_byte(hus, fardigt_year, as_user):
    client = as_user(hus.direktor)
    sedd = client.get(url("faststall_pdf", hus))
    assert sedd["Content-Type"] == "application/pdf"
    skicka(client, url("faststall", hus))
    forsta = Utgava.objects.get()
    assert bytes(forsta.filer.get(sort="pdf", kommun=None).innehall) == sedd.content
    year = oppnat(hus)
    utgavor.Resultatpost.objects.update(belopp=1_700_000)
    utgavor.Arsresultat.objects.update(belopp=1_700_000)
    utgavor.fardig_rattelse(year, hus.processledare)
    rattad = client.get(url("faststall_pdf", hus))
    skicka(client, url("faststall", hus))
    andra = Utgava.objects.get(nummer=2)
    assert bytes(andra.filer.get(sort="pdf", kommun=None).innehall) == rattad.content != sedd.content
    assert not Utskrift.objects.exists(), "the editions have taken over what was printed"


def test_a_correction_shows_its_errata_and_what_changed(hus, utgava, as_user):
    year = oppnat(hus)
    utgavor.Resultatpost.objects.update(belopp=1_700_000)
    utgavor.Arsresultat.objects.update(belopp=1_700_000)
    utgavor.fardig_rattelse(year, hus.processledare, "Resultatet var för högt.")
    text = as_user(hus.direktor).get(url("faststall", hus)).content.decode()
    andringar = text[text.index('id="andringar"') : text.index('id="godtagna"')]
    assert "Resultatet var för högt." in andringar
    assert "<del>1\u00a0705\u00a0000\u00a0kr</del>" in andringar
    assert "<ins>1\u00a0700\u00a0000\u00a0kr</ins>" in andringar
    assert "<ins>Rättad mening." in andringar
    assert "Ekonomiskt resultat" in andringar


@pytest.mark.usefixtures("kort_tryck")
def test_a_worker_adopts_with_progress_and_the_page_leads_to_the_edition(hus, fardigt_year, as_user, arbetare):
    year, client = fardigt_year, as_user(hus.direktor)
    assert skicka(client, url("faststall", hus)).url == url("faststalls", hus)
    assert not Utgava.objects.exists()
    text = client.get(url("faststalls", hus)).content.decode()
    assert "Gjorda filer: 0 av 6." in text
    assert "every 2s" in text
    assert f'href="{url("faststalls", hus)}"' in text, "a link for those without script"
    from berattelse.innehall.schema import som_json
    from samverkan.tryckning import behall, trycknyckel

    behall(trycknyckel(som_json(som_fryst(Beredskap(year, 1)))), b"%PDF", "json")
    assert "Gjorda filer: 1 av 6." in client.get(url("faststalls", hus), headers={"HX-Request": "true"}).content.decode()
    Utskrift.objects.all().delete()
    arbeta()
    utgava = Utgava.objects.get()
    assert client.get(url("faststalls", hus)).url == utgava.get_absolute_url()
    assert client.get(url("faststalls", hus), headers={"HX-Request": "true"})["HX-Redirect"] == utgava.get_absolute_url()
    assert utgava.filer.filter(kommun__isnull=False).count() == 2


def test_what_came_in_the_way_while_it_waited_is_told(hus, fardigt_year, as_user, arbetare):
    client = as_user(hus.direktor)
    skicka(client, url("faststall", hus))
    Rolltilldelning.objects.filter(roll="direktor").update(till=date(2023, 6, 1))
    arbeta()
    assert not Utgava.objects.exists()
    Rolltilldelning.objects.filter(roll="direktor").update(till=None)
    text = client.get(url("faststalls", hus)).content.decode()
    assert "Bara den regionala utvecklingsdirektören kan fastställa." in text
    assert "every 2s" not in text


def fardigstall_annat(hus):
    """Somebody writes in the report, and the processledare says anew that it is done."""
    utgavor.rader.Avsnitt.objects.filter(verksamhetsar=hus.year, uppdrag__isnull=False).update(resultat="<p>Det här har ingen läst.</p>")
    godtas = [lage.anmarkning for lage in Beredskap(hus.year, 1).ogodtagna]
    actions.godta(hus.year, godtas, skal="Stämmer.", by=hus.processledare)
    return actions.fardigstall(hus.year, 1, by=hus.processledare)


@pytest.mark.usefixtures("kort_tryck")
def test_what_the_director_has_not_been_shown_is_not_adopted(hus, fardigt_year, as_user):
    client = as_user(hus.direktor)
    sedd = client.get(url("faststall", hus))
    nytt = fardigstall_annat(hus)
    for data in (ifyllt(sedd, url("faststall", hus)), {}):
        svar = client.post(url("faststall", hus), data, follow=True)
        assert "Berättelsen har färdigställts på nytt sedan sidan visades" in svar.content.decode()
        assert svar.redirect_chain[-1][0] == url("faststall", hus), "where what there is now is shown"
        assert not Utgava.objects.exists()
    tryck(client, url("faststall", hus), url("faststall", hus))
    assert Utgava.objects.get().fardigstallande == nytt


@pytest.mark.usefixtures("kort_tryck")
def test_what_was_said_to_be_done_while_the_worker_was_waited_for_is_not_adopted(hus, fardigt_year, as_user, arbetare):
    client = as_user(hus.direktor)
    skicka(client, url("faststall", hus))
    nytt = fardigstall_annat(hus)
    arbeta()
    assert not Utgava.objects.exists()
    assert "färdigställts på nytt" in DBTaskResult.objects.get().return_value[0]
    vantan = client.get(url("faststalls", hus)).content.decode()
    assert "Ingenting pågår med berättelsen som den nu är färdigställd." in vantan
    assert 'name="sett"' not in vantan, "what is done now is adopted from the page that shows it"
    skicka(client, url("faststall", hus))
    arbeta()
    assert Utgava.objects.get().fardigstallande == nytt


@pytest.mark.usefixtures("kort_tryck")
def test_a_job_left_by_a_killed_worker_is_taken_up_again_and_there_is_one_edition(hus, fardigt_year, as_user, arbetare):
    client = as_user(hus.direktor)
    skicka(client, url("faststall", hus))
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)  # as a killed worker leaves it
    assert "Händer inget? Börja om" in client.get(url("faststalls", hus)).content.decode()
    for _ in range(2):
        tryck(client, url("faststalls", hus), url("faststall", hus))
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 2
    arbeta()
    assert (Utgava.objects.count(), Skuldpost.objects.count()) == (1, 1)
    assert {j.return_value for j in DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL) if j.return_value} == set()


def test_a_job_that_failed_says_so_and_nothing_is_adopted(hus, fardigt_year, as_user, arbetare):
    client = as_user(hus.direktor)
    skicka(client, url("faststall", hus))
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    assert "Ingenting är fastställt." in client.get(url("faststalls", hus)).content.decode()


@pytest.mark.usefixtures("kort_tryck")
def test_a_draft_is_printed_by_the_worker_once_and_served_when_it_is_there(hus, as_user, arbetare):
    utgavor.klart_year(hus)
    client, pdf = as_user(hus.processledare), reverse("berattelse:report_pdf", args=[hus.year.pk])
    for _ in range(2):
        svar = client.get(pdf)
        assert svar.status_code == 202
        assert "Filen skrivs ut." in svar.content.decode()
    assert DBTaskResult.objects.count() == 1
    client.get(f"{pdf}?igen=1")
    assert DBTaskResult.objects.count() == 2
    assert "every 2s" in client.get(pdf, headers={"HX-Request": "true"}).content.decode()
    arbeta()
    assert client.get(pdf)["Content-Type"] == "application/pdf"
    assert client.get(pdf, headers={"HX-Request": "true"})["HX-Redirect"] == pdf
    utgavor.rattad_text(hus.year)
    utgavor.rader.Avsnitt.objects.filter(uppdrag__isnull=False).update(resultat="<p>Något nytt.</p>")
    assert client.get(pdf).status_code == 202, "another text is another file"
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(status=TaskResultStatus.FAILED)
    assert "Utskriften avbröts av ett fel." in client.get(pdf).content.decode()


@pytest.mark.usefixtures("kort_tryck")
def test_who_may_see_the_progress_and_the_file(hus, fardigt_year, as_user):
    for person, kod in ((hus.processledare, 403), (hus.kommunchef, 403), (hus.utomstaende, 404)):
        assert as_user(person).get(url("faststalls", hus)).status_code == kod
    assert as_user(hus.processledare).get(url("faststall_pdf", hus)).status_code == 200
    for person, kod in ((hus.kommunchef, 403), (hus.utomstaende, 404)):
        assert as_user(person).get(url("faststall_pdf", hus)).status_code == kod


@pytest.mark.usefixtures("kort_tryck")
def test_what_is_printed_is_kept_for_two_days(hus, fardigt_year, django_assert_max_num_queries):
    year = fardigt_year
    data = som_fryst(Beredskap(year, 1))
    actions.utgava.tryck_utgava(data)
    assert framsteg(data) == (6, 6)
    from datetime import timedelta

    from django.utils import timezone

    Utskrift.objects.update(skapad=timezone.now() - timedelta(days=3))
    assert framsteg(data) == (0, 6)


def test_the_adopted_report_says_booked_on_every_page_and_is_what_the_director_read(hus):
    fjol = factories.verksamhetsar(hus.avtal, 2021)
    for year in (fjol, hus.year):
        Statsbidrag.objects.create(verksamhetsar=year, uppdrag=hus.uppdrag, namn="Yrkesvux", belopp=9_700_000)
    year = utgavor.fardig(hus)
    utkast, last = utgavans(Beredskap(year, 1).fardigstallt), som_fryst(Beredskap(year, 1), hus.direktor)
    assert utkast.count("bokförs när berättelsen fastställs.") == 3  # under the key figure, and the keys of two pictures
    fryst = actions.faststall(year, 1, by=hus.direktor).data
    assert fryst == last
    assert (fryst.ekonomi.statsbidrag.forra_year, fryst.ekonomi.statsbidrag.rader[0].forra) == ("2021", 9_700_000)
    text = utgavans(fryst)
    assert "bokförs när" not in text
    assert "Streckad" not in text
    assert "bokfört" in text


def utgavans(data):
    return html.unescape(som_html(data))


def test_the_figures_in_short():
    tom = innehallen.berattelse()
    assert (siffror(tom).ersattning, siffror(tom).utfall, siffror(tom).resultat, siffror(tom).moten) == (None, None, 0, 0)
    assert exempel(tom) == []


def test_what_is_made_up_is_told_by_its_place():
    b = innehallen.berattelse(innehallen.sektion(exempel=True), dnr_exempel=True, exempel=True)
    b.avtal.dnr_exempel = True
    assert exempel(b) == [("diarienummer", 1), ("överenskommelsen: diarienummer", 1), ("kapitel: Kompetens", 1)]
