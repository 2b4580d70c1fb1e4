"""Meetings: registered in one line, refused in words, marked, removed; the series, the agenda, who was there."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samverkan.models import Handelse, Organisation
from tests import factories
from uppdrag.actions import tillfallen as actions
from uppdrag.forms.tillfallen import Tillfalleform
from uppdrag.models import Arena, Arenaar, Arenagrupp, Beslut, Dagordningspunkt, Tillfalle, Verksamhetsar
from uppdrag.serie import SISTA, Manadsregel, seriedagar

IDAG = timezone.localdate()


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def lock(year):
    Verksamhetsar.objects.filter(pk=year.pk).update(status=Verksamhetsar.Status.LAST)


@pytest.fixture
def rad(hus):
    """What the one line of the form sends."""
    return {"arena": hus.arena.pk, "fran": "2022-05-05", "form": "fysiskt", "langd": "del_av_dag", "sort": "mote"}


def fel(client, data):
    """The errors of the form when nothing was registered."""
    before = Tillfalle.objects.count()
    response = client.post(url("tillfalle_create"), data)
    assert response.status_code == 200
    assert Tillfalle.objects.count() == before
    assert response.context["form"]["fran"].value() == data["fran"]  # nothing typed is lost
    return response.context["form"].errors


# --- registering ------------------------------------------------------------------------------------------------


def test_samordnare_registers_in_one_line_and_reads_the_new_sentence(hus, as_user, rad):
    client = as_user(hus.samordnare)
    response = client.post(url("tillfalle_create"), rad, follow=True)
    assert "BUZ har haft ett sammanträde." in text_of(response)
    row = Tillfalle.objects.get()
    assert (row.status, row.till, row.avtal) == (Tillfalle.Status.HALLET, date(2022, 5, 5), hus.avtal)
    assert response.context["form"]["arena"].value() == hus.arena.pk  # ready again, the arena kept
    assert Handelse.objects.filter(user=hus.samordnare, avtal_id=hus.avtal.pk).exists()
    assert row.history.get().history_user == hus.samordnare


def test_registered_on_the_arenas_page_one_comes_back_there(hus, as_user, rad):
    response = as_user(hus.samordnare).post(url("tillfalle_create"), rad | {"till_arenan": "1"})
    assert response.url.startswith(hus.arena.get_absolute_url())


def test_a_day_to_come_is_registered_as_planned_and_says_so(hus, as_user, rad):
    factories.verksamhetsar(hus.avtal, IDAG.year + 1)
    dag = date(IDAG.year + 1, 3, 1)
    response = as_user(hus.samordnare).post(url("tillfalle_create"), rad | {"fran": dag.isoformat()}, follow=True)
    assert "registrerat som planerat, eftersom dagen inte har varit" in text_of(response)
    assert Tillfalle.objects.get().status == Tillfalle.Status.PLANERAT


def test_a_day_to_come_is_not_held(hus, as_user, rad):
    factories.verksamhetsar(hus.avtal, IDAG.year + 1)
    dag = date(IDAG.year + 1, 3, 1).isoformat()
    assert "status" in fel(as_user(hus.samordnare), rad | {"fran": dag, "status": "hallet"})


@pytest.mark.parametrize(
    ("data", "falt", "words"),
    [
        ({"fran": "2019-01-01"}, "fran", "inte i något verksamhetsår. De år som finns är 2022"),
        ({"fran": "någon gång i maj"}, "fran", "ÅÅÅÅ-MM-DD"),
        ({"till": "2022-05-04"}, "till", "inte sluta före det börjar"),
        ({"arena": ""}, "arena", "Välj en arena"),
    ],
)
def test_bad_input_is_told_at_its_field(hus, as_user, rad, data, falt, words):
    assert words in fel(as_user(hus.samordnare), rad | data)[falt][0]


def test_the_same_meeting_twice_is_told_in_words_which_one_there_is(hus, as_user, rad):
    factories.mote(hus.arena, date(2022, 5, 5), form="digitalt")
    errors = fel(as_user(hus.samordnare), rad)
    assert errors["fran"] == ["Finns redan: BUZ, möte den 5 maj 2022 (digitalt, del av dag, hållet)."]


def test_the_same_day_is_free_after_a_cancelled_meeting_and_for_another_kind(hus, as_user, rad):
    factories.mote(hus.arena, date(2022, 5, 5), status="installt")
    client = as_user(hus.samordnare)
    assert client.post(url("tillfalle_create"), rad).status_code == 302
    assert client.post(url("tillfalle_create"), rad | {"sort": "utbildning"}).status_code == 302


def test_each_group_meets_once_a_day(hus, as_user, rad):
    grupper = [Arenagrupp.objects.create(arena=hus.arena, namn=namn) for namn in ("ledningsgruppen", "nätverket")]
    client = as_user(hus.samordnare)
    for grupp in grupper:
        assert client.post(url("tillfalle_create"), rad | {"grupp": grupp.pk}).status_code == 302
    assert "ledningsgruppen i BUZ" in fel(client, rad | {"grupp": grupper[0].pk})["fran"][0]


def test_a_group_belongs_to_its_arena(hus, as_user, rad):
    grupp = Arenagrupp.objects.create(arena=factories.arena(hus.avtal, "SocSam", under=[hus.uppdrag]), namn="beredning")
    assert "grupp i SocSam" in fel(as_user(hus.samordnare), rad | {"grupp": grupp.pk})["grupp"][0]


def test_nothing_is_registered_in_a_locked_year(hus, as_user, rad):
    lock(hus.year)
    assert "Året 2022 är låst" in fel(as_user(hus.processledare), rad)["fran"][0]


def test_a_day_in_another_year_than_the_chosen_is_refused(hus, as_user, rad):
    annat = factories.verksamhetsar(hus.avtal, 2021)
    errors = fel(as_user(hus.samordnare), rad | {"valt_year": annat.pk})
    assert "ligger i året 2022, men du har valt 2021" in errors["fran"][0]


def test_an_arena_meets_only_while_it_exists(hus, as_user, rad):
    Arena.objects.filter(pk=hus.arena.pk).update(fran=date(2022, 6, 1))
    assert "först från 1 juni 2022" in fel(as_user(hus.samordnare), rad)["fran"][0]
    Arena.objects.filter(pk=hus.arena.pk).update(fran=None, till=date(2022, 3, 31))
    assert "bara till och med 31 mars 2022" in fel(as_user(hus.samordnare), rad)["fran"][0]


def test_an_uppdrag_that_has_ended_arranges_nothing(hus, as_user, rad):
    hus.uppdrag.till = date(2022, 3, 31)
    hus.uppdrag.save()
    data = rad | {"arena": "", "uppdrag": hus.uppdrag.pk}
    assert "bara till och med 31 mars 2022" in fel(as_user(hus.samordnare), data)["fran"][0]


def test_one_organiser_only(hus, as_user, rad):
    errors = fel(as_user(hus.samordnare), rad | {"uppdrag": hus.uppdrag.pk})
    assert "bara en arrangör" in errors["arena"][0]


def test_another_agreement_arranges_in_the_main_agreements_year(hus, as_user, rad):
    annat = factories.avtal([hus.region], titel="Skol-IT", huvudavtal=hus.avtal)
    data = rad | {"arena": "", "annat_avtal": annat.pk}
    response = as_user(hus.samordnare).post(url("tillfalle_create"), data, follow=True)
    assert Tillfalle.objects.get().avtal == hus.avtal
    assert "Ett möte har genomförts." in text_of(response)


def test_two_who_register_the_same_at_once_get_one_row_and_one_message(hus, rad):
    """Both forms were found right before either was saved: the database decides."""
    first, second = Tillfalleform(rad, by=hus.samordnare), Tillfalleform(rad, by=hus.processledare)
    assert first.is_valid()
    assert second.is_valid()
    actions.spara(first, by=hus.samordnare)
    with pytest.raises(ValidationError) as refused:
        actions.spara(second, by=hus.processledare)
    assert "fran" in refused.value.message_dict
    assert Tillfalle.objects.count() == 1


def test_the_year_is_locked_between_form_and_save(hus, rad):
    form = Tillfalleform(rad, by=hus.samordnare)
    assert form.is_valid()
    lock(hus.year)
    with pytest.raises(ValidationError):
        actions.spara(form, by=hus.samordnare)
    assert not Tillfalle.objects.exists()


@pytest.mark.parametrize("vem", ["controller", "lasare", "tjansteperson", "roll_los"])
def test_who_has_nothing_to_register_is_refused(hus, as_user, rad, vem):
    client = as_user(getattr(hus, vem))
    assert client.post(url("tillfalle_create"), rad).status_code == 403
    assert "Registrera ett möte" not in text_of(client.get(url("tillfalle_list")))


def test_nobody_registers_for_an_arena_that_is_not_hers(hus, as_user, rad):
    """The arena of another agreement, or of another uppdrag, is no choice."""
    factories.arena(hus.annat_avtal, "Annan")
    assert "arena" in fel(as_user(hus.utomstaende), rad)
    egen = factories.arena(hus.avtal, "SocSam")
    assert "arena" in fel(as_user(hus.samordnare), rad | {"arena": egen.pk})


# --- one meeting ------------------------------------------------------------------------------------------------

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
    data = rad | {"status": "hallet", "protokoll": "on", "narvarande": [hus.berg.pk]}
    assert as_user(hus.samordnare).post(url("tillfalle_edit", mote.pk), data).status_code == 302
    mote.refresh_from_db()
    assert (mote.fran, mote.till, mote.protokoll) == (date(2022, 5, 5), date(2022, 5, 5), True)
    assert mote.narvaro.get().organisation == hus.berg


def test_a_meeting_is_not_moved_into_a_locked_year(hus, as_user, rad):
    lock(factories.verksamhetsar(hus.avtal, 2021))
    mote = factories.mote(hus.arena)
    data = rad | {"fran": "2021-05-05", "status": "hallet"}
    response = as_user(hus.samordnare).post(url("tillfalle_edit", mote.pk), data)
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
    client.post(url("tillfalle_ta_bort", mote.pk))
    assert not Tillfalle.objects.exists()
    assert Handelse.objects.get(akt="ta bort").detaljer["datum"] == "2022-03-01"


def test_a_meeting_that_decided_something_is_not_removed(hus, as_user):
    mote = factories.mote(hus.arena)
    Beslut.objects.create(avtal=hus.avtal, organ="BUZ", tillfalle=mote, datum=mote.fran, text="Bifall")
    response = as_user(hus.samordnare).post(url("tillfalle_ta_bort", mote.pk))
    assert "Ställ in det i stället" in text_of(response)
    assert Tillfalle.objects.exists()


def test_the_agenda_is_written_and_read_as_a_kallelse(hus, as_user):
    mote = factories.mote(hus.arena, status="planerat")
    data = {"dagordning-TOTAL_FORMS": 2, "dagordning-INITIAL_FORMS": 0}
    for n, (sort, titel) in enumerate((("rubrik", "Ärenden från regionen"), ("arende", "Budget"))):
        data |= {f"dagordning-{n}-ordning": n + 1, f"dagordning-{n}-sort": sort, f"dagordning-{n}-titel": titel}
    data |= {"dagordning-1-klockslag": "09:30", "dagordning-1-underpunkter": "Utfall\nPrognos"}
    page = text_of(as_user(hus.samordnare).post(url("dagordning_edit", mote.pk), data, follow=True))
    assert "Kallelse till BUZ" in page
    assert "09.30" in page
    assert "<li>Prognos</li>" in page
    assert as_user(hus.utomstaende).get(url("dagordning_detail", mote.pk)).status_code == 404


def test_an_agenda_line_without_title_is_told_and_nothing_is_lost(hus, as_user):
    mote = factories.mote(hus.arena)
    data = {"dagordning-TOTAL_FORMS": 1, "dagordning-INITIAL_FORMS": 0}
    data |= {"dagordning-0-ordning": 1, "dagordning-0-sort": "arende", "dagordning-0-dnr": "RUN/1/2022"}
    response = as_user(hus.samordnare).post(url("dagordning_edit", mote.pk), data)
    assert "RUN/1/2022" in text_of(response)
    assert not Dagordningspunkt.objects.exists()


def test_attendance_is_noted_for_each_organisation(hus, as_user):
    mote, skr = factories.mote(hus.arena), factories.organisation("SKR", Organisation.Sort.ANNAN)
    data = {f"med_{hus.berg.pk}": "on", f"antal_{hus.krokom.pk}": "3", "annan": skr.pk}
    page = text_of(as_user(hus.samordnare).post(url("narvaro_edit", mote.pk), data, follow=True))
    assert "Krokoms kommun, 3 personer" in page
    assert set(mote.narvaro.values_list("organisation", flat=True)) == {hus.berg.pk, hus.krokom.pk, skr.pk}


# --- the list ---------------------------------------------------------------------------------------------------


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
    assert "2022-03-01;2022-03-01;BUZ;;Möte;'=1+1;Fysiskt" in body


# --- the monthly series -----------------------------------------------------------------------------------------


@pytest.fixture
def serie(hus):
    return {
        "arena": hus.arena.pk, "verksamhetsar": hus.year.pk, "regel": "dag", "dag": "12", "undantag": ["7"],
        "form": "digitalt", "langd": "halvdag",
    }  # fmt: skip


def test_a_series_is_shown_first_and_then_registered_at_once(hus, as_user, serie):
    factories.mote(hus.arena, date(2022, 5, 12))
    client = as_user(hus.samordnare)
    preview = client.post(url("serie_create"), serie)
    assert "Registrera 10 möten" in text_of(preview)
    assert Tillfalle.objects.count() == 1
    page = text_of(client.post(url("serie_create"), serie | {"skapa": "1"}, follow=True))
    assert "Tio möten är registrerade. Arenan hade redan ett möte 12 maj" in page
    rader = Tillfalle.objects.filter(serie__isnull=False)
    assert rader.count() == 10
    assert rader.values("serie").distinct().count() == 1
    plan = Arenaar.objects.get()
    assert (plan.manadsvis, plan.undantagna_manader, plan.planerat) == (True, [7], 11)
    assert "BUZ har träffats en gång per månad, utom i juli" in page


def test_a_series_twice_registers_nothing_new(hus, as_user, serie):
    client = as_user(hus.samordnare)
    client.post(url("serie_create"), serie | {"skapa": "1"})
    response = client.post(url("serie_create"), serie | {"skapa": "1"})
    assert response.status_code == 200
    assert Tillfalle.objects.count() == 11


@pytest.mark.parametrize(
    ("data", "falt"),
    [({"dag": ""}, "dag"), ({"dag": "40"}, "dag"), ({"undantag": [str(m) for m in range(1, 13)]}, "undantag")],
)
def test_a_series_that_makes_no_sense_is_told_at_its_field(hus, as_user, serie, data, falt):
    response = as_user(hus.samordnare).post(url("serie_create"), serie | data | {"skapa": "1"})
    assert falt in response.context["form"].errors
    assert not Tillfalle.objects.exists()


def test_a_series_is_refused_others_and_in_a_locked_year(hus, as_user, serie):
    assert as_user(hus.lasare).post(url("serie_create"), serie).status_code == 403
    factories.arena(hus.annat_avtal)
    assert "arena" in as_user(hus.utomstaende).post(url("serie_create"), serie).context["form"].errors
    lock(hus.year)
    response = as_user(hus.samordnare).post(url("serie_create"), serie | {"skapa": "1"})
    assert "verksamhetsar" in response.context["form"].errors


@pytest.mark.parametrize(
    ("regel", "dagar"),
    [
        (Manadsregel(dag=31), [date(2022, 1, 31), date(2022, 2, 28), date(2022, 3, 31)]),
        (Manadsregel(dag=5), [date(2022, 1, 5), date(2022, 2, 7), date(2022, 3, 7)]),  # Saturdays to Monday
        (Manadsregel(veckodag=0, vilken=1), [date(2022, 1, 3), date(2022, 2, 7), date(2022, 3, 7)]),
        (Manadsregel(veckodag=4, vilken=SISTA), [date(2022, 1, 28), date(2022, 2, 25), date(2022, 3, 25)]),
    ],
)
def test_the_days_of_a_series(regel, dagar):
    assert seriedagar(regel, date(2022, 1, 1), date(2022, 3, 31)) == dagar


def test_a_series_follows_the_year_not_the_calendar():
    dagar = seriedagar(Manadsregel(dag=15), date(2021, 10, 1), date(2022, 9, 30), undantag=(7,))
    assert (len(dagar), dagar[0], dagar[-1]) == (11, date(2021, 10, 15), date(2022, 9, 15))
    assert all(dag.weekday() < 5 and dag.month != 7 for dag in dagar)


def test_a_week_end_at_the_end_of_a_month_stays_in_its_month():
    assert seriedagar(Manadsregel(dag=30), date(2022, 4, 1), date(2022, 4, 30)) == [date(2022, 4, 29)]
