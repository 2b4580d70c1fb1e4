"""Meetings registered in one line: what is kept, and what is refused in words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from samverkan.models import Handelse
from tests import factories
from tests.formular import skicka
from uppdrag.actions import tillfallen as actions
from uppdrag.forms.moten import Narvaroform
from uppdrag.forms.tillfallen import TVA_SAMMA_DAG, Tillfalleform
from uppdrag.models import AntalUtanDatum, Arena, Arenaar, Arenagrupp, Samordnare, Tillfalle, Verksamhetsar

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


def fel(client, data):
    """The errors of the form when nothing was registered."""
    before = Tillfalle.objects.count()
    response = client.post(url("tillfalle_create"), data)
    assert response.status_code == 200
    assert Tillfalle.objects.count() == before
    assert response.context["form"]["fran"].value() == data["fran"]  # nothing typed is lost
    return response.context["form"].errors


def test_samordnare_registers_in_one_line_and_reads_the_new_sentence(hus, as_user, rad):
    client = as_user(hus.samordnare)
    response = client.post(url("tillfalle_create"), rad, follow=True)
    assert "BUZ har haft ett fysiskt sammanträde." in text_of(response)
    row = Tillfalle.objects.get()
    assert (row.status, row.till, row.avtal) == (Tillfalle.Status.HALLET, date(2022, 5, 5), hus.avtal)
    assert response.context["form"]["arena"].value() == hus.arena.pk  # ready again, the arena kept
    assert Handelse.objects.filter(user=hus.samordnare, avtal_id=hus.avtal.pk).exists()
    assert row.history.get().history_user == hus.samordnare


def test_a_plan_is_told_beside_the_meetings_only_where_they_are_known(hus, as_user, rad):
    Arenaar.objects.create(arena=hus.arena, verksamhetsar=hus.year, planerat=4)
    factories.mote(hus.arena, status=Tillfalle.Status.PLANERAT)
    client = as_user(hus.samordnare)
    besked = text_of(client.post(url("tillfalle_create"), rad | {"sort": "utbildning"}, follow=True))
    assert "En fysisk utbildning har genomförts." in besked
    assert "Planerat 4, hållet" not in besked  # a planned meeting waits: nobody has said whether it was held
    assert "Planerat 4, hållet 1." in text_of(client.post(url("tillfalle_create"), rad, follow=True))


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
        (
            {"fran": "2019-01-01"},
            "fran",
            "inte i något verksamhetsår. De år som finns är 2022. Processledaren lägger till fler på sidan Verksamhetsår.",
        ),
        ({"fran": "någon gång i maj"}, "fran", "ÅÅÅÅ-MM-DD"),
        ({"till": "2022-05-04"}, "till", "inte sluta före det börjar"),
        ({"till": "2022-06-06"}, "till", "mer än en månad mellan dagarna"),
        ({"deltagare": "1000000000000"}, "deltagare", "999999"),
        ({"deltagare": "0"}, "deltagare", "Lämna tomt"),
        ({"status": "planerat", "deltagare": "15"}, "status", "inga deltagare"),
        ({"status": "installt", "protokoll": "true"}, "status", "varken protokoll eller deltagare"),
        ({"status": "installt", "deltagare": "15"}, "status", "varken protokoll eller deltagare"),
        ({"arena": ""}, "arena", "Välj en arena"),
    ],
)
def test_bad_input_is_told_at_its_field(hus, as_user, rad, data, falt, words):
    assert words in fel(as_user(hus.samordnare), rad | data)[falt][0]


def test_a_month_and_a_cancelled_meeting_are_registered(hus, as_user, rad):
    client = as_user(hus.samordnare)
    assert client.post(url("tillfalle_create"), rad | {"till": "2022-06-05"}).status_code == 302
    assert client.post(url("tillfalle_create"), rad | {"fran": "2022-07-05", "status": "installt"}).status_code == 302


def test_a_meeting_where_somebody_was_is_not_cancelled(hus, as_user):
    mote = factories.mote(hus.arena, deltagare=15)
    page = as_user(hus.processledare).post(url("tillfalle_installt", mote.pk), follow=True)
    assert "Mötet har protokoll eller deltagare, så det har hållits." in text_of(page)
    assert Tillfalle.objects.get().status == "hallet"
    mote.deltagare = None  # as somebody read it before the number was written
    with pytest.raises(ValidationError, match="Mötet har protokoll eller deltagare"):
        actions.stall_in(mote, by=hus.processledare)


def test_a_count_without_days_stands_once_for_each_source(hus, as_user):
    client = as_user(hus.processledare)
    sida = f"/arenor/{hus.arena.pk}/arenors-antal/ny/"
    rad = {"verksamhetsar": hus.year.pk, "sort": "mote", "antal": "3", "form": "", "del_av_aret": "", "kalla": "Berättelsen 2022"}
    assert client.post(sida, rad).status_code == 302
    svar = client.post(sida, rad | {"antal": "4"})
    assert "Det antalet finns redan, ur samma källa." in text_of(svar)
    assert client.post(sida, rad | {"form": "digitalt"}).status_code == 302
    assert [u.antal for u in hus.arena.utan_datum.order_by("pk")] == [3, 3]
    with pytest.raises(IntegrityError), transaction.atomic():  # of two at once
        AntalUtanDatum.objects.create(arena=hus.arena, verksamhetsar=hus.year, antal=3, kalla="Berättelsen 2022")


def test_the_same_meeting_twice_is_told_in_words_which_one_there_is(hus, as_user, rad):
    factories.mote(hus.arena, date(2022, 5, 5), form="digitalt")
    errors = fel(as_user(hus.samordnare), rad)
    assert errors["fran"] == [f"Finns redan: BUZ, möte den 5 maj 2022 (digitalt, hållet). {TVA_SAMMA_DAG}"]


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


def test_an_arena_whose_uppdrag_has_ended_is_registered_with_a_warning(hus, as_user, rad):
    hus.uppdrag.till = date(2022, 3, 31)
    hus.uppdrag.save()
    page = text_of(as_user(hus.processledare).post(url("tillfalle_create"), rad, follow=True))
    assert "redovisas inte under något uppdrag som pågick den dagen" in page
    assert Tillfalle.objects.exists()


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
    assert "Ett fysiskt möte har genomförts." in text_of(response)


@pytest.fixture
def skol_it(hus):
    """Another agreement of the same parties, whose meeting is planned by a samordnare of its own."""
    hus.annans = factories.user("Samordnare Skol-IT", roll="samordnare", organisation=hus.region)
    annat = factories.avtal([hus.region, hus.berg], titel="Skol-IT", huvudavtal=hus.avtal)
    hus.deras = Tillfalle.objects.create(
        avtal=hus.avtal, annat_avtal=annat, fran=date(2022, 3, 1), till=date(2022, 3, 1), status="planerat", registrerat_av=hus.annans
    )
    hus.antal = AntalUtanDatum.objects.create(
        annat_avtal=annat, verksamhetsar=hus.year, antal=4, kalla="Protokoll", registrerat_av=hus.annans
    )
    return hus


ANDRAR = ["tillfalle_edit", "tillfalle_ta_bort", "tillfalle_hallet", "tillfalle_installt", "dagordning_edit", "narvaro_edit"]


@pytest.mark.parametrize("namn", ANDRAR)
def test_what_another_agreement_arranges_is_not_any_samordnares_to_change(skol_it, as_user, namn):
    client = as_user(skol_it.samordnare)
    assert client.get(url("tillfalle_detail", skol_it.deras.pk)).status_code == 200
    assert client.post(url(namn, skol_it.deras.pk)).status_code == 403
    assert client.post(url("tillfallen_hallna"), {"pk": skol_it.deras.pk}).status_code == 403
    assert Tillfalle.objects.get().status == "planerat"
    for akt in ("edit", "delete"):
        assert client.post(url(f"avtal_utan_datum_{akt}", skol_it.antal.pk)).status_code == 403


def _den_som_registrerade(hus):
    return hus.annans


def _den_som_samordnar_i_det_avtalet(hus):
    Samordnare.objects.create(uppdrag=factories.uppdrag(hus.deras.annat_avtal), user=hus.samordnare, fran=factories.BORJAN)
    return hus.samordnare


def _processledaren(hus):
    return hus.processledare


@pytest.mark.parametrize("vem", [_den_som_registrerade, _den_som_samordnar_i_det_avtalet, _processledaren])
def test_it_is_hers_who_registered_it_hers_who_coordinates_there_and_the_processledares(skol_it, as_user, vem):
    person = vem(skol_it)
    assert list(Tillfalle.objects.andringsbara_av(person)) == [skol_it.deras]
    client = as_user(person)
    assert client.post(url("tillfalle_installt", skol_it.deras.pk)).status_code == 302
    assert Tillfalle.objects.get().status == "installt"
    assert skicka(client, url("avtal_utan_datum_delete", skol_it.antal.pk)).status_code == 302
    assert not AntalUtanDatum.objects.exists()


@pytest.mark.parametrize("slut", ["role", "tie"])
def test_it_is_hers_no_more_when_her_role_or_tie_ends(skol_it, as_user, slut):
    person = _den_som_samordnar_i_det_avtalet(skol_it) if slut == "tie" else skol_it.annans
    (person.samordnar if slut == "tie" else person.rolltilldelningar).update(till=date(2022, 1, 1))
    assert not Tillfalle.objects.andringsbara_av(person).exists()
    assert as_user(person).post(url("tillfalle_installt", skol_it.deras.pk)).status_code in {403, 404}


def test_whoever_registers_has_registered_it(hus, as_user, rad):
    annat = factories.avtal([hus.region], titel="Skol-IT", huvudavtal=hus.avtal)
    as_user(hus.samordnare).post(url("tillfalle_create"), rad | {"arena": "", "annat_avtal": annat.pk})
    row = Tillfalle.objects.get()
    assert row.registrerat_av == hus.samordnare
    assert row.can_be_edited_by(hus.samordnare)
    skicka(as_user(hus.processledare), url("tillfalle_edit", row.pk), rad | {"arena": "", "annat_avtal": annat.pk, "status": "hallet"})
    assert Tillfalle.objects.get().registrerat_av == hus.samordnare


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


def test_only_organisations_of_the_agreement_may_have_been_there(hus):
    """Its parties, whoever has been at its meetings, and the others whom no agreement has taken up."""
    deras, fri = (factories.organisation(namn, "annan") for namn in ("Deras högskola", "Ingens myndighet"))
    vart, annans = factories.mote(hus.arena), factories.mote(factories.arena(hus.annat_avtal))
    gast = factories.organisation("Grannens kommun")
    vart.narvaro.create(organisation=gast)
    annans.narvaro.create(organisation=deras)
    for form in (Tillfalleform(by=hus.processledare), Tillfalleform(by=hus.processledare, instance=vart)):
        for falt in ("narvarande", "sammankallat_av"):
            assert set(form.fields[falt].queryset) == {hus.region, hus.berg, hus.krokom, gast, fri}
    annan = Narvaroform(tillfalle=vart).fields["annan"].queryset
    assert fri in annan
    assert deras not in annan
    skickat = Tillfalleform({"arena": hus.arena.pk, "fran": "2022-05-05", "sort": "mote", "narvarande": [deras.pk]}, by=hus.processledare)
    assert "narvarande" in skickat.errors


def test_the_arena_is_not_marked_as_required_since_another_organiser_will_do(hus):
    falt = Tillfalleform(by=hus.processledare)["arena"]
    assert (falt.label, falt.field.required) == ("Arena", False)
    assert falt.help_text == "Eller välj ett uppdrag eller ett annat avtal under Fler uppgifter."
