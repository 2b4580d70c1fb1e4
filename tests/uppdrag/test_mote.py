"""One meeting: read, changed, marked, removed; its agenda and who was there. And the list of them all."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from berattelse.innehall.samling import tillfallen
from samverkan.models import Handelse, Organisation
from tests import factories
from tests.formular import skicka
from uppdrag.arsregister import Arsregister
from uppdrag.models import Beslut, Dagordningspunkt, Tillfalle, Verksamhetsar

IDAG = timezone.localdate()


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def lock(year):
    Verksamhetsar.objects.filter(pk=year.pk).update(status=Verksamhetsar.Status.LOCKED)


@pytest.fixture
def rad(hus):
    """What the one line of the form sends."""
    return {"arena": hus.arena.pk, "fran": "2022-05-05", "form": "fysiskt", "langd": "del_av_dag", "sort": "mote"}


ACTS = ["tillfalle_edit", "tillfalle_ta_bort", "dagordning_edit", "narvaro_edit"]
MARKS = ["tillfalle_hallet", "tillfalle_installt"]


@pytest.mark.parametrize("act", ACTS + MARKS)
def test_other_people_are_out_of_reach_of_a_meeting(hus, as_user, rad, act):
    mote = factories.mote(hus.arena, status="planerat")
    assert as_user(hus.utomstaende).post(url(act, mote.pk), rad).status_code == 404
    assert as_user(hus.lasare).post(url(act, mote.pk), rad).status_code == 403
    lock(hus.year)
    assert as_user(hus.processledare).post(url(act, mote.pk), rad).status_code == 403
    assert Tillfalle.objects.get().status == Tillfalle.Status.PLANERAT


@pytest.mark.parametrize("act", MARKS)
def test_an_act_is_no_page(hus, as_user, act):
    mote = factories.mote(hus.arena, status="planerat")
    assert as_user(hus.samordnare).get(url(act, mote.pk)).status_code == 405


def test_a_meeting_is_read_by_the_parties(hus, as_user):
    mote = factories.mote(hus.arena)
    assert as_user(hus.tjansteperson).get(mote.get_absolute_url()).status_code == 200
    assert as_user(hus.utomstaende).get(mote.get_absolute_url()).status_code == 404


def test_samordnare_changes_a_meeting(hus, as_user, rad):
    mote = factories.mote(hus.arena)
    data = rad | {"status": "hallet", "protokoll": "true", "narvarande": [hus.berg.pk]}
    assert skicka(as_user(hus.samordnare), url("tillfalle_edit", mote.pk), data).status_code == 302
    mote.refresh_from_db()
    assert (mote.fran, mote.till, mote.protokoll) == (date(2022, 5, 5), date(2022, 5, 5), True)
    assert mote.narvaro.get().organisation == hus.berg


def test_a_meeting_is_not_moved_into_a_locked_year(hus, as_user, rad):
    lock(factories.verksamhetsar(hus.avtal, 2021))
    mote = factories.mote(hus.arena)
    data = rad | {"fran": "2021-05-05", "status": "hallet"}
    response = skicka(as_user(hus.samordnare), url("tillfalle_edit", mote.pk), data)
    assert "Året 2021 är låst" in response.context["form"].errors["fran"][0]
    mote.refresh_from_db()
    assert mote.fran == date(2022, 3, 1)


def test_a_planned_meeting_is_marked_held_in_one_click(hus, as_user):
    mote = factories.mote(hus.arena, status="planerat")
    client = as_user(hus.samordnare)
    assert "Markera som hållet" in text_of(client.get(mote.get_absolute_url()))
    assert "BUZ, 1 mars 2022: hållet." in text_of(client.post(url("tillfalle_hallet", mote.pk), follow=True))
    assert Tillfalle.objects.get().status == Tillfalle.Status.HALLET
    assert client.post(url("tillfalle_hallet", mote.pk)).status_code == 403  # it is held already


def test_in_the_list_one_click_marks_a_row_and_comes_back_to_the_same_list(hus, as_user):
    mote = factories.mote(hus.arena, status="planerat")
    client = as_user(hus.samordnare)
    page = text_of(client.get(url("tillfalle_list"), {"status": "planerat"}))
    assert f'formaction="{url("tillfalle_hallet", mote.pk)}"' in page
    response = client.post(url("tillfalle_hallet", mote.pk), {"lista": "status=planerat"})
    assert response.url == url("tillfalle_list") + "?status=planerat"
    assert Tillfalle.objects.hallna().exists()


def test_what_has_not_been_yet_is_not_marked_held(hus, as_user):
    year = factories.verksamhetsar(hus.avtal, IDAG.year + 1)
    mote = factories.mote(hus.arena, year.fran + timedelta(days=40), status="planerat")
    response = as_user(hus.samordnare).post(url("tillfalle_hallet", mote.pk), follow=True)
    assert "kan inte vara hållet" in text_of(response)
    assert Tillfalle.objects.get().status == Tillfalle.Status.PLANERAT


def test_a_cancelled_meeting_stays_and_no_longer_counts(hus, as_user):
    mote = factories.mote(hus.arena)
    as_user(hus.samordnare).post(url("tillfalle_installt", mote.pk))
    mote.refresh_from_db()
    assert mote.status == Tillfalle.Status.INSTALLT


def test_many_are_marked_held_at_once(hus, as_user):
    moten = [factories.mote(hus.arena, date(2022, m, 1), status="planerat") for m in (1, 2, 3)]
    data = {"pk": [m.pk for m in moten[:2]]}
    response = as_user(hus.samordnare).post(url("tillfallen_hallna"), data, follow=True)
    assert "Två tillfällen är nu markerade som hållna." in text_of(response)
    assert Tillfalle.objects.hallna().count() == 2


def test_many_are_not_marked_by_who_may_not(hus, as_user):
    mote = factories.mote(hus.arena, status="planerat")
    assert as_user(hus.lasare).post(url("tillfallen_hallna"), {"pk": [mote.pk]}).status_code == 403
    as_user(hus.utomstaende).post(url("tillfallen_hallna"), {"pk": [mote.pk]})
    lock(hus.year)
    assert as_user(hus.processledare).post(url("tillfallen_hallna"), {"pk": [mote.pk]}).status_code == 403
    assert not Tillfalle.objects.hallna().exists()


def test_a_mistake_is_removed_after_a_question_and_leaves_its_trace(hus, as_user):
    mote = factories.mote(hus.arena)
    client = as_user(hus.samordnare)
    assert "Ta bort tillfället?" in text_of(client.get(url("tillfalle_ta_bort", mote.pk)))
    assert Tillfalle.objects.exists()
    skicka(client, url("tillfalle_ta_bort", mote.pk))
    assert not Tillfalle.objects.exists()
    assert Handelse.objects.get(akt="tog bort").detaljer["datum"] == "2022-03-01"


def test_a_meeting_that_decided_something_is_not_removed(hus, as_user):
    mote = factories.mote(hus.arena)
    Beslut.objects.create(avtal=hus.avtal, organ="BUZ", tillfalle=mote, datum=mote.fran, text="Bifall")
    response = skicka(as_user(hus.samordnare), url("tillfalle_ta_bort", mote.pk))
    assert "Rätta beslutet först" in text_of(response)
    assert Tillfalle.objects.exists()


def test_the_agenda_is_written_and_read_as_a_kallelse(hus, as_user):
    mote = factories.mote(hus.arena, status="planerat")
    data = {"dagordning-TOTAL_FORMS": 2, "dagordning-INITIAL_FORMS": 0}
    for n, (sort, titel) in enumerate((("rubrik", "Ärenden från regionen"), ("arende", "Budget"))):
        data |= {f"dagordning-{n}-ordning": n + 1, f"dagordning-{n}-sort": sort, f"dagordning-{n}-titel": titel}
    data |= {"dagordning-1-klockslag": "09:30", "dagordning-1-underpunkter": "Utfall\nPrognos"}
    page = text_of(skicka(as_user(hus.samordnare), url("dagordning_edit", mote.pk), data, follow=True))
    assert "Kallelse till BUZ" in page
    assert "09.30" in page
    assert "<li>Prognos</li>" in page
    assert as_user(hus.utomstaende).get(url("dagordning_detail", mote.pk)).status_code == 404


def test_an_agenda_line_without_title_is_told_and_nothing_is_lost(hus, as_user):
    mote = factories.mote(hus.arena)
    data = {"dagordning-TOTAL_FORMS": 1, "dagordning-INITIAL_FORMS": 0}
    data |= {"dagordning-0-ordning": 1, "dagordning-0-sort": "arende", "dagordning-0-dnr": "RUN/1/2022"}
    response = skicka(as_user(hus.samordnare), url("dagordning_edit", mote.pk), data)
    assert "RUN/1/2022" in text_of(response)
    assert not Dagordningspunkt.objects.exists()


def test_of_a_locked_year_the_processledare_is_told_how_she_unlocks_it(hus, as_user):
    mote = factories.mote(hus.arena)
    lock(hus.year)
    lasupp = url("year_unlock", hus.year.pk)
    vagrad = as_user(hus.processledare).get(url("tillfalle_edit", mote.pk))
    assert (vagrad.status_code, "Lås upp" in text_of(vagrad), url("year_list") in text_of(vagrad).split("<h1>")[1]) == (403, True, True)
    assert lasupp in text_of(as_user(hus.processledare).get(url("tillfalle_detail", mote.pk)))
    annans = text_of(as_user(hus.samordnare).get(url("tillfalle_edit", mote.pk)))
    assert "Hör av dig till processledaren" in annans
    sida = text_of(as_user(hus.samordnare).get(url("tillfalle_detail", mote.pk)))
    assert "Processledaren låser upp året" in sida
    assert lasupp not in sida


def test_attendance_is_noted_for_each_organisation(hus, as_user):
    mote, skr = factories.mote(hus.arena), factories.organisation("SKR", Organisation.Sort.ANNAN)
    data = {f"med_{hus.berg.pk}": "on", f"antal_{hus.krokom.pk}": "3", "annan": skr.pk}
    page = text_of(skicka(as_user(hus.samordnare), url("narvaro_edit", mote.pk), data, follow=True))
    assert "Krokoms kommun, 3 personer" in page
    assert set(mote.narvaro.values_list("organisation", flat=True)) == {hus.berg.pk, hus.krokom.pk, skr.pk}


@pytest.mark.parametrize("status", ["planerat", "installt"])
def test_nobody_was_at_a_meeting_that_has_not_been_held(hus, as_user, status):
    mote, client = factories.mote(hus.arena, status=status), as_user(hus.samordnare)
    for sida in ("tillfalle_detail", "protokoll_detail"):
        page = text_of(client.get(url(sida, mote.pk)))
        assert "Närvaron antecknas när mötet är markerat som hållet." in page
        assert url("narvaro_edit", mote.pk) not in page
    svar = skicka(client, url("narvaro_edit", mote.pk), {f"med_{hus.berg.pk}": "on"})
    assert "när mötet är markerat som hållet" in text_of(svar)
    falt = {"arena": hus.arena.pk, "fran": mote.fran, "sort": "mote", "status": status, "narvarande": hus.berg.pk}
    assert skicka(client, url("tillfalle_edit", mote.pk), falt).context["form"].errors["status"]
    assert not mote.narvaro.exists()


def test_who_was_ticked_at_what_was_not_held_is_told_nowhere(hus, as_user):
    """As it may have been written before it was refused."""
    mote = factories.mote(hus.arena, status="planerat")
    mote.narvaro.create(organisation=hus.berg)
    (arena,) = [a for a in tillfallen(Arsregister(hus.year)) if a.tillfallen]
    assert arena.tillfallen[0].narvaro == []
    client = as_user(hus.samordnare)
    for sida in ("tillfalle_detail", "protokoll_detail"):
        assert "Bergs kommun" not in text_of(client.get(url(sida, mote.pk))).split('id="narvar')[1].split("</section>")[0]
    Tillfalle.objects.update(status="hallet")
    (arena,) = [a for a in tillfallen(Arsregister(hus.year)) if a.tillfallen]
    assert arena.tillfallen[0].narvaro == [hus.berg.kod]


def test_the_list_is_narrowed_by_arena_year_and_status(hus, as_user):
    socsam = factories.arena(hus.avtal, "SocSam")
    factories.verksamhetsar(hus.avtal, 2021)
    moten = [factories.mote(hus.arena), factories.mote(socsam, status="installt")]
    moten.append(factories.mote(socsam, date(2021, 3, 1)))
    client = as_user(hus.lasare)

    def shown(**fraga):
        return {t.pk for t in client.get(url("tillfalle_list"), fraga).context["tillfallen"]}

    assert shown() == {moten[0].pk, moten[1].pk}
    assert shown(year="") == {m.pk for m in moten}
    assert shown(arena=socsam.pk, year=hus.year.pk) == {moten[1].pk}
    assert shown(status="installt") == {moten[1].pk}
    assert shown(year="nonsens") == {m.pk for m in moten}


def test_the_list_asks_as_much_for_three_as_for_one(hus, as_user):
    client = as_user(hus.samordnare)
    factories.mote(hus.arena, date(2022, 1, 1), status="planerat")

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(url("tillfalle_list"))
        return len(captured)

    queries()
    one = queries()
    for n in (2, 3):
        factories.mote(factories.arena(hus.avtal, under=[hus.uppdrag]), date(2022, n, 1), status="planerat")
    assert queries() == one


def test_the_list_knows_what_the_row_knows_of_her_rights(hus):
    """andringsbara_av and can_be_edited_by are the same rule in two forms."""
    annan = factories.uppdrag(hus.avtal, "Ledning")
    annat_avtal = factories.avtal([hus.region], huvudavtal=hus.avtal)
    lock(factories.verksamhetsar(hus.avtal, 2021))
    factories.mote(hus.arena)
    factories.mote(hus.arena, date(2021, 3, 1))
    factories.mote(factories.arena(hus.avtal, "SocSam", under=[annan]))
    dag = {"avtal": hus.avtal, "fran": date(2022, 4, 1), "till": date(2022, 4, 1)}
    for arrangor in ({"uppdrag": hus.uppdrag}, {"uppdrag": annan}, {"annat_avtal": annat_avtal}):
        Tillfalle.objects.create(**dag, **arrangor)
    for vem in (hus.processledare, hus.samordnare, hus.lasare, hus.utomstaende, hus.controller):
        rows = {row.pk for row in Tillfalle.objects.all() if row.can_be_edited_by(vem)}
        assert set(Tillfalle.objects.andringsbara_av(vem).values_list("pk", flat=True)) == rows


def test_the_list_as_csv_opens_in_excel_and_runs_no_formula(hus, as_user):
    factories.mote(hus.arena, rubrik="=1+1")
    response = as_user(hus.lasare).get(url("tillfalle_csv"))
    body = response.content.decode()
    assert body.startswith("\ufeffDatum;Till och med;Arrangör")
    assert "2022-03-01;2022-03-01;BUZ;;Möte;'=1+1;;;Hållet;;nej;;" in body
