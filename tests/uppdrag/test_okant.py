"""What is not known of a year is not made up: counts without days, that a body did not meet, units, and where an uppdrag stands."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berattelse.models import Resultat
from samverkan.models import Handelse
from tests import factories
from tests.berattelse import factories as rader
from tests.formular import skicka
from uppdrag.arsregister import Arsregister
from uppdrag.models import AntalUtanDatum, Arenaar, Aretsdel, Enhet, Laget, Tillfalle, Verksamhetsar
from uppdrag.models.year import LAST_AR


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def lock(year):
    Verksamhetsar.objects.filter(pk=year.pk).update(status=Verksamhetsar.Status.LOCKED)


def antal(hus, **fields):
    return AntalUtanDatum.objects.create(**{"arena": hus.arena, "verksamhetsar": hus.year, "antal": 4, "kalla": "Protokollen"} | fields)


@pytest.fixture
def fyra(hus):
    return {"verksamhetsar": hus.year.pk, "sort": "mote", "antal": 4, "form": "", "del_av_aret": "", "kalla": "Berättelsen 2022"}


# --- a body that did not meet -------------------------------------------------------------------------------------
def test_that_an_arena_did_not_meet_is_said_with_its_reason(hus, as_user):
    data = {"inte_traffats": "on", "inte_traffats_skal": "vakant ordförande"}
    svar = skicka(as_user(hus.samordnare), url("arena_plan", hus.arena.pk, hus.year.pk), data, follow=True)
    assert "BUZ har inte träffats under året (vakant ordförande)." in text_of(svar)
    plan = Arenaar.objects.get()
    assert (plan.inte_traffats, plan.inte_traffats_av) == (True, hus.samordnare)
    skicka(as_user(hus.samordnare), url("arena_plan", hus.arena.pk, hus.year.pk), {"inte_traffats_skal": "kvar"})
    plan.refresh_from_db()
    assert (plan.inte_traffats, plan.inte_traffats_skal, plan.inte_traffats_av) == (False, "", None)


def test_it_is_not_said_without_a_reason_nor_of_an_arena_that_met(hus, as_user):
    client, adress = as_user(hus.samordnare), url("arena_plan", hus.arena.pk, hus.year.pk)
    svar = skicka(client, adress, {"inte_traffats": "on", "inte_traffats_skal": " "})
    assert svar.context["form"].errors == {"inte_traffats_skal": ["Skriv varför arenan inte har träffats. Skälet står i berättelsen."]}
    factories.mote(hus.arena)
    data = {"inte_traffats": "on", "inte_traffats_skal": "vakans"}
    fel = skicka(client, adress, data).context["form"].errors["inte_traffats"]
    assert fel == ["Det går inte: ett möte är registrerat som hållet under 2022. Ta bort krysset, eller rätta mötena först."]
    antal(hus)
    assert "fem möten är registrerade som hållna" in skicka(client, adress, data).context["form"].errors["inte_traffats"][0]
    assert not Arenaar.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Arenaar.objects.create(arena=hus.arena, verksamhetsar=hus.year, inte_traffats=True)


def test_an_arena_nobody_reported_is_said_to_be_so_on_its_pages(hus, as_user):
    assert "Inte redovisad" in text_of(as_user(hus.lasare).get(url("arena_list")))
    sida = text_of(as_user(hus.lasare).get(hus.arena.get_absolute_url()))
    assert "Inget skrivs om arenans möten 2022" in sida
    assert "inte haft" not in sida
    factories.mote(hus.arena)
    assert "Inte redovisad" not in text_of(as_user(hus.lasare).get(url("arena_list")))


# --- a meeting of which little is known ---------------------------------------------------------------------------
def test_a_meeting_begins_with_nothing_known_of_it(hus, as_user):
    client = as_user(hus.samordnare)
    form = client.get(url("tillfalle_list")).context["form"]
    assert [form[name].initial for name in ("form", "langd", "protokoll")] == ["", "", None]
    skicka(client, url("tillfalle_create"), {"arena": hus.arena.pk, "fran": "2022-05-05", "form": "", "langd": "", "sort": "mote"})
    mote = Tillfalle.objects.get()
    assert (mote.form, mote.langd, mote.protokoll, mote.deltagare) == ("", "", None, None)
    sida = text_of(client.get(mote.get_absolute_url()))
    assert "<dt>Form och längd</dt><dd>Inte känt</dd>" in sida
    assert "<dt>Protokollfört</dt><dd>Inte känt</dd>" in sida


def test_how_many_took_part_is_told_where_the_occasion_is(hus, as_user):
    data = {"arena": hus.arena.pk, "fran": "2022-05-05", "sort": "konferens", "deltagare": 450, "deltagare_ca": "on"}
    svar = skicka(as_user(hus.samordnare), url("tillfalle_create"), data, follow=True)
    assert "En konferens med ca 450 deltagare har genomförts." in text_of(svar)
    assert "<dt>Deltagare</dt><dd>ca 450</dd>" in text_of(as_user(hus.samordnare).get(Tillfalle.objects.get().get_absolute_url()))
    fel = skicka(as_user(hus.samordnare), url("tillfalle_create"), data | {"fran": "2022-05-06", "deltagare": ""}).context["form"].errors
    assert fel["deltagare"] == ["Skriv hur många deltagarna var ungefär, eller ta bort krysset."]


# --- counts without days ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("arrangor", ["arena", "uppdrag", "avtal"])
def test_a_count_without_days_is_registered_changed_and_taken_away(hus, as_user, fyra, arrangor):
    annat = factories.avtal([hus.region, hus.berg], titel="Skol-IT", huvudavtal=hus.avtal)
    hem = {"arena": hus.arena, "uppdrag": hus.uppdrag, "avtal": annat}[arrangor]
    client, namn = as_user(hus.samordnare), f"{arrangor}_utan_datum"
    assert skicka(client, url(f"{namn}_create", hem.pk), fyra).status_code == 302
    rad = AntalUtanDatum.objects.get()
    assert rad.arrangor == hem
    sida = text_of(client.get(hem.get_absolute_url()))
    assert f"fyra {'sammanträden' if arrangor == 'arena' else 'möten'} 2022, någon gång under året (källa: Berättelsen 2022)" in sida
    assert url(f"{namn}_edit", rad.pk) in sida
    assert skicka(client, url(f"{namn}_edit", rad.pk), fyra | {"antal": 5}).status_code == 302
    rad.refresh_from_db()
    assert rad.antal == 5
    assert Handelse.objects.filter(akt="ändrade antal utan datum").count() == 1
    assert skicka(client, url(f"{namn}_delete", rad.pk)).status_code == 302
    assert not AntalUtanDatum.objects.exists()


def test_it_is_counted_and_marked(hus):
    antal(hus)
    register = Arsregister(hus.year)
    assert register.rad(hus.arena).mening == "BUZ har haft fyra sammanträden, dagarna är inte kända"
    (rad,) = register.tabell().rader
    assert (rad.hallna, rad.installda, rad.dagarna) == (4, None, "dagarna är inte kända")
    factories.mote(hus.arena)
    (rad,) = Arsregister(hus.year).tabell().rader
    assert (rad.hallna, rad.installda, rad.dagarna) == (5, 0, "fyra av dagarna är inte kända")


def test_what_an_uppdrag_arranged_is_told_by_half_year(hus):
    hus.uppdrag.redovisas_per = "halvar"
    hus.uppdrag.save()
    for del_, sort, n, form in (
        ("h1", "utbildning", 13, ""), ("h1", "konferens", 1, ""), ("h2", "utbildning", 11, ""), ("h2", "utbildning", 3, "fysiskt"),
        ("h2", "konferens", 1, ""),
    ):  # fmt: skip
        antal(hus, arena=None, uppdrag=hus.uppdrag, sort=sort, antal=n, del_av_aret=del_, form=form)
    assert Arsregister(hus.year).for_organiser_uppdrag(hus.uppdrag) == (
        "13 utbildningar och en konferens har genomförts under våren samt 14 utbildningar, varav tre fysiska, och en konferens under hösten"
        "; dagarna är inte kända"
    )
    assert Arsregister(hus.year).rad(hus.arena).mening == "", "it is the uppdrag's, not the arena's"


def test_a_part_of_a_year_follows_the_year():
    assert Aretsdel("h1").dagar(date(2022, 1, 1), date(2022, 12, 31)) == (date(2022, 1, 1), date(2022, 6, 30))
    assert Aretsdel("k4").dagar(date(2021, 10, 1), date(2022, 9, 30)) == (date(2022, 7, 1), date(2022, 9, 30))
    assert Aretsdel("").dagar(date(2022, 1, 1), date(2022, 12, 31)) == (date(2022, 1, 1), date(2022, 12, 31))


def test_a_count_is_a_number_with_a_source(hus, as_user, fyra):
    client, adress = as_user(hus.samordnare), url("arena_utan_datum_create", hus.arena.pk)
    assert "antal" in skicka(client, adress, fyra | {"antal": 0}).context["form"].errors
    assert "kalla" in skicka(client, adress, fyra | {"kalla": ""}).context["form"].errors
    assert "sort" in skicka(client, adress, fyra | {"sort": "kommunvis_traff"}).context["form"].errors
    assert not AntalUtanDatum.objects.exists()


@pytest.mark.parametrize(
    ("nar", "falt", "del_av"),
    [("2021-12-30", "verksamhetsar", ""), ("2022-06-30", "del_av_aret", "h2"), ("2022-03-31", "del_av_aret", "k2")],
)
def test_nothing_has_been_held_in_a_time_that_has_not_begun(hus, as_user, fyra, nar, falt, del_av):
    client = as_user(hus.samordnare)
    with time_machine.travel(f"{nar} 10:00 +0100", tick=False):
        svar = skicka(client, url("arena_utan_datum_create", hus.arena.pk), fyra | {"del_av_aret": del_av})
        assert "inget har hållits då" in svar.context["form"].errors[falt][0]
    assert not AntalUtanDatum.objects.exists()


def test_a_year_is_not_said_to_lack_meetings_before_it_begins(hus, as_user):
    data = {"inte_traffats": "on", "inte_traffats_skal": "vakant"}
    with time_machine.travel("2021-12-31 10:00 +0100", tick=False):
        svar = skicka(as_user(hus.samordnare), url("arena_plan", hus.arena.pk, hus.year.pk), data)
    assert "börjar först den 1 januari 2022" in svar.context["form"].errors["inte_traffats"][0]
    assert not Arenaar.objects.filter(inte_traffats=True).exists()


def test_a_short_year_has_not_every_part(hus, as_user, fyra):
    Verksamhetsar.objects.filter(pk=hus.year.pk).update(till=date(2022, 2, 28))
    svar = skicka(as_user(hus.samordnare), url("arena_utan_datum_create", hus.arena.pk), fyra | {"del_av_aret": "k4"})
    assert "för kort" in svar.context["form"].errors["del_av_aret"][0]


def test_a_locked_year_has_no_new_counts_and_keeps_those_it_has(hus, as_user, fyra):
    rad = antal(hus)
    lock(hus.year)
    client = as_user(hus.samordnare)
    fel = skicka(client, url("arena_utan_datum_create", hus.arena.pk), fyra).context["form"].errors
    assert fel["verksamhetsar"] == [LAST_AR]
    assert client.get(url("arena_utan_datum_edit", rad.pk)).status_code == 403
    assert client.post(url("arena_utan_datum_delete", rad.pk)).status_code == 403
    assert url("arena_utan_datum_edit", rad.pk) not in text_of(client.get(hus.arena.get_absolute_url()))
    assert AntalUtanDatum.objects.get().antal == 4


def test_who_may_not_register_meetings_registers_no_counts(hus, as_user, fyra):
    rad, adress = antal(hus), url("arena_utan_datum_create", hus.arena.pk)
    assert as_user(hus.lasare).post(adress, fyra).status_code == 403
    assert as_user(hus.utomstaende).post(adress, fyra).status_code == 404
    assert as_user(hus.lasare).get(url("arena_utan_datum_edit", rad.pk)).status_code == 403
    assert as_user(hus.utomstaende).get(url("arena_utan_datum_edit", rad.pk)).status_code == 404
    assert as_user(hus.samordnare).get(url("avtal_utan_datum_create", hus.avtal.pk)).status_code == 403, (
        "the main agreement arranges nothing"
    )


def test_the_arenas_page_costs_the_same_for_one_count_and_three(hus, as_user):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            as_user(hus.lasare).get(hus.arena.get_absolute_url())
        return len(captured)

    antal(hus)
    queries()
    one = queries()
    for del_ in ("h1", "h2"):
        antal(hus, del_av_aret=del_)
    assert queries() == one


# --- where an uppdrag stands --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("falt", "laget"),
    [
        ({}, Laget.AKTIVT),
        ({"fran": date(2022, 6, 1), "till": date(2022, 6, 1)}, Laget.AKTIVT),
        ({"till": date(2022, 5, 31)}, Laget.AVSLUTAT),
        ({"fran": date(2022, 6, 2)}, Laget.KOMMANDE),
        ({"status": "vakant"}, Laget.VAKANT),
        ({"status": "vakant", "till": date(2022, 5, 31)}, Laget.AVSLUTAT),
        ({"status": "nedlagt"}, Laget.NEDLAGT),
        ({"status": "nedlagt", "till": date(2022, 5, 31)}, Laget.NEDLAGT),
        ({"status": "nedlagt", "till": date(2022, 6, 1)}, Laget.NEDLAGT),
        ({"status": "nedlagt", "till": date(2022, 6, 2)}, Laget.AKTIVT),
        ({"status": "overfort", "till": date(2022, 6, 2)}, Laget.AKTIVT),
        ({"status": "overfort", "till": date(2022, 5, 2)}, Laget.OVERFORT),
    ],
)
def test_an_uppdrag_is_never_active_before_its_first_day_or_after_its_last(hus, falt, laget):
    for namn, varde in falt.items():
        setattr(hus.uppdrag, namn, varde)
    assert hus.uppdrag.laget_den(date(2022, 6, 1)) == laget


def test_the_pages_say_where_it_stands_today(hus, as_user):
    hus.uppdrag.till = date(2021, 12, 31)
    hus.uppdrag.save()
    for sida in (hus.uppdrag.get_absolute_url(), url("uppdrag_list")):
        html = text_of(as_user(hus.lasare).get(sida))
        assert '<span class="status status--avslutat">Avslutat</span>' in html
        assert ">Aktivt<" not in html


# --- units --------------------------------------------------------------------------------------------------------
def test_a_unit_is_chosen_from_the_list_the_region_keeps(hus, as_user):
    avsnitt = rader.avsnitt(hus)
    adress = reverse("berattelse:rad_list", args=[avsnitt.pk, "resultat"])
    data = {"text": "Två filialer har öppnat", "belopp": "2", "enhet": "filialer"}
    svar = as_user(hus.samordnare).post(adress, data)
    assert "enhet" in svar.context["form"].errors
    client = as_user(hus.processledare)
    assert skicka(client, url("enhet_create", hus.avtal.pk), {"namn": " filialer "}).status_code == 302
    assert "filialer" in text_of(client.get(hus.avtal.get_absolute_url()))
    assert as_user(hus.samordnare).post(adress, data).status_code == 302
    assert Resultat.objects.get().enhet == "filialer"


def test_the_list_has_each_unit_once_and_is_the_processledares(hus, as_user):
    enhet = Enhet.objects.create(avtal=hus.avtal, namn="filialer")
    client, adress = as_user(hus.processledare), url("enhet_create", hus.avtal.pk)
    assert skicka(client, adress, {"namn": "Filialer"}).context["form"].errors == {"namn": ["Enheten finns redan i listan."]}
    fel = skicka(client, adress, {"namn": "kronor"}).context["form"].errors
    assert fel == {"namn": ["Enheten finns alltid att välja och behöver inte läggas till."]}
    assert as_user(hus.samordnare).get(adress).status_code == 403
    assert as_user(hus.utomstaende).get(adress).status_code == 404
    assert skicka(as_user(hus.processledare), url("enhet_delete", enhet.pk)).status_code == 302
    assert not Enhet.objects.exists()


def test_a_row_keeps_the_unit_it_had(hus, as_user):
    avsnitt = rader.avsnitt(hus)
    row = rader.resultat(avsnitt, belopp=2, enhet="arkivhyllor")
    sida = as_user(hus.samordnare).get(reverse("berattelse:rad_edit", args=[avsnitt.pk, "resultat", row.pk])).content.decode()
    assert '<option value="arkivhyllor" selected>' in sida


def test_a_reason_alone_is_not_thrown_away(hus, as_user):
    svar = skicka(as_user(hus.samordnare), url("arena_plan", hus.arena.pk, hus.year.pk), {"inte_traffats_skal": "vakans"})
    assert svar.context["form"].errors["inte_traffats"] == ["Kryssa för att arenan inte har träffats, eller ta bort skälet."]
    assert "vakans" in text_of(svar)
