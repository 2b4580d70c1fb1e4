"""An examination of the agreement, its steps, free chapters, and what a document says of itself: every act, and who may not."""

from datetime import date

import pytest
from django.urls import reverse

from berattelse.models import Dokumentuppgift, FrittKapitel, Genomlysning, Genomlysningssteg
from samverkan.models import Handelse
from tests import factories as grund
from tests.berattelse.factories import lock
from tests.berattelse.queries import antal_fragor
from tests.formular import skicka
from uppdrag.models import Andringsforslag

pytestmark = pytest.mark.django_db
UPPF, FORSLAG, SAMMANFATTNING = "uppfoljningsrapport", "forslag-till-beslut", "sammanfattning"


@pytest.fixture
def genomlysning(hus):
    return Genomlysning.objects.create(verksamhetsar=hus.year, titel="Genomlysning 2022", skal="Därför", fran=date(2022, 4, 1))


@pytest.fixture
def steg(genomlysning):
    return Genomlysningssteg.objects.create(genomlysning=genomlysning, sort="workshop", datum_text="maj 2022")


@pytest.fixture
def kapitel(hus):
    return FrittKapitel.objects.create(verksamhetsar=hus.year, dokument=UPPF, rubrik="Pandemin", text="<p>Så var det.</p>")


def url(name, *args):
    return reverse(f"berattelse:{name}", args=args)


def akter(hus, genomlysning, steg, kapitel):
    """(name, address) of every act, and whether its row is hidden from the kommun (404) or only not hers to change (403)."""
    return [
        (url("dokument_edit", hus.year.pk, UPPF), 403),
        (url("kapitel_create", hus.year.pk, UPPF), 403),
        (url("kapitel_edit", kapitel.pk), 404),
        (url("kapitel_flytta", kapitel.pk, "ned"), 404),
        (url("kapitel_ta_bort", kapitel.pk), 404),
        (url("genomlysning_create", hus.year.pk), 403),
        (url("genomlysning_edit", genomlysning.pk), 404),
        (url("genomlysning_ta_bort", genomlysning.pk), 404),
        (url("steg_create", genomlysning.pk), 404),
        (url("steg_edit", steg.pk), 404),
        (url("steg_flytta", steg.pk, "ned"), 404),
        (url("steg_ta_bort", steg.pk), 404),
    ]


def test_no_act_for_another_agreement_another_role_or_a_kommun(hus, as_user, genomlysning, steg, kapitel):
    for address, for_kommun in akter(hus, genomlysning, steg, kapitel):
        assert as_user(hus.utomstaende).post(address).status_code == 404, address
        assert as_user(hus.controller).post(address).status_code == 403, address
        assert as_user(hus.samordnare).post(address).status_code == 403, address
        assert as_user(hus.kommunchef).post(address).status_code == for_kommun, address
    assert Genomlysningssteg.objects.count() == FrittKapitel.objects.count() == 1


def test_an_archived_year_is_closed_to_all_of_it(hus, as_user, genomlysning, steg, kapitel):
    hus.year.status = "arkiverat"
    hus.year.save()
    for address, _ in akter(hus, genomlysning, steg, kapitel):
        assert as_user(hus.processledare).post(address).status_code == 403, address


class TestGenomlysning:
    def test_it_is_begun_with_steps_in_order(self, hus, as_user):
        client = as_user(hus.processledare)
        data = {"titel": "Genomlysning", "skal": "Behoven har ändrats.", "fran": "2022-04-01", "till": "2022-06-07"}
        assert client.post(url("genomlysning_create", hus.year.pk), data).status_code == 302
        row = Genomlysning.objects.get()
        assert (row.verksamhetsar, row.nar) == (hus.year, "1 april–7 juni 2022")
        forslag = Andringsforslag.objects.create(avtal=hus.avtal, rubrik="Ta bort", sort="ta_bort", uppdrag=hus.uppdrag, text="X")
        for data in (
            {"sort": "styrgrupp", "arena": hus.arena.pk},
            {"sort": "dialog_kommun", "datum_text": "april och maj", "kommuner": [hus.berg.pk, hus.krokom.pk]},
            {"sort": "forslag", "fran": "2022-06-07", "forslag": forslag.pk},
        ):
            assert client.post(url("steg_create", row.pk), data).status_code == 302
        assert [(s.sort, s.ordning, s.nar) for s in row.steg.all()] == [
            ("styrgrupp", 1, ""),
            ("dialog_kommun", 2, "april och maj"),
            ("forslag", 3, "7 juni 2022"),
        ]
        page = client.get(row.get_absolute_url()).content.decode()
        assert "Berg, Krokom" in page
        assert forslag.rubrik in page
        assert Handelse.objects.filter(akt="lade till steg i genomlysningen", avtal_id=hus.avtal.pk).count() == 3

    def test_a_step_is_changed_moved_and_taken_away(self, hus, as_user, genomlysning, steg):
        client = as_user(hus.processledare)
        client.post(url("steg_create", genomlysning.pk), {"sort": "planering"})
        skicka(client, url("steg_edit", steg.pk), {"sort": "workshop", "fran": "2022-05-09"})
        client.post(url("steg_flytta", steg.pk, "ned"))
        assert [s.sort for s in genomlysning.steg.all()] == ["planering", "workshop"]
        assert genomlysning.steg.last().fran == date(2022, 5, 9)
        skicka(client, url("steg_ta_bort", steg.pk))
        assert [s.sort for s in genomlysning.steg.all()] == ["planering"]

    def test_it_is_taken_away_only_without_steps(self, hus, as_user, genomlysning, steg):
        client = as_user(hus.processledare)
        answer = skicka(client, url("genomlysning_ta_bort", genomlysning.pk), follow=True)
        assert "Ta bort dem först" in answer.content.decode()
        steg.delete()
        skicka(client, url("genomlysning_ta_bort", genomlysning.pk))
        assert not Genomlysning.objects.exists()

    @pytest.mark.parametrize(
        ("data", "field", "words"),
        [
            ({"sort": "workshop", "fran": "2022-05-01", "datum_text": "maj"}, "datum_text", "inte båda"),
            ({"sort": "workshop", "fran": "2022-05-02", "till": "2022-05-01"}, "till", "före"),
            ({"sort": "workshop", "till": "2022-05-01"}, "till", "före"),
            ({"sort": ""}, "sort", ""),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(self, hus, as_user, genomlysning, data, field, words):
        response = as_user(hus.processledare).post(url("steg_create", genomlysning.pk), data)
        assert words in response.context["form"].errors[field][0]

    def test_only_a_proposal_points_at_a_change(self, hus, as_user, genomlysning):
        forslag = Andringsforslag.objects.create(avtal=hus.avtal, rubrik="R", sort="annan", text="X")
        response = as_user(hus.processledare).post(url("steg_create", genomlysning.pk), {"sort": "workshop", "forslag": forslag.pk})
        assert "Bara ett steg av slaget Förslag" in response.context["form"].errors["forslag"][0]

    def test_what_belongs_to_another_agreement_cannot_be_chosen(self, hus, as_user, genomlysning):
        data = {"sort": "annat", "arena": grund.arena(hus.annat_avtal).pk, "uppdrag": [grund.uppdrag(hus.annat_avtal).pk]}
        assert {"arena", "uppdrag"} <= set(
            as_user(hus.processledare).post(url("steg_create", genomlysning.pk), data).context["form"].errors
        )

    def test_nothing_is_dated_into_a_locked_year(self, hus, as_user, genomlysning, steg):
        grund.verksamhetsar(hus.avtal, 2021, status="locked")
        client = as_user(hus.processledare)
        response = skicka(client, url("steg_edit", steg.pk), {"sort": "workshop", "fran": "2021-05-09"})
        assert "låst" in str(response.context["form"].non_field_errors())
        data = {"titel": "T", "skal": "S", "fran": "2021-05-09"}
        assert "låst" in str(skicka(client, url("genomlysning_edit", genomlysning.pk), data).context["form"].non_field_errors())

    def test_one_that_lies_in_a_locked_year_stands_still(self, hus, as_user, genomlysning, steg):
        lock(hus.year)
        client = as_user(hus.processledare)
        for address in (url("genomlysning_edit", genomlysning.pk), url("steg_create", genomlysning.pk), url("steg_ta_bort", steg.pk)):
            assert client.post(address).status_code == 403
        assert "låst år" in client.get(genomlysning.get_absolute_url()).content.decode()

    def test_the_page_asks_as_many_questions_with_three_steps_as_with_one(self, hus, as_user, genomlysning, steg):
        client = as_user(hus.processledare)
        one = antal_fragor(client, genomlysning.get_absolute_url())
        for _ in range(2):
            Genomlysningssteg.objects.create(genomlysning=genomlysning, sort="workshop").kommuner.add(hus.berg)
        assert antal_fragor(client, genomlysning.get_absolute_url()) == one


def test_a_document_that_is_fetched_leaves_a_trace_and_one_that_is_refused_none(hus, as_user):
    address = url("dokument_json", hus.year.pk, UPPF)
    assert as_user(hus.kommunchef).get(address).status_code == 403
    assert not Handelse.objects.filter(akt="exporterade dokument").exists()
    assert as_user(hus.processledare).get(address).status_code == 200
    rad = Handelse.objects.get(akt="exporterade dokument")
    assert (rad.text, rad.detaljer["format"]) == ("Uppföljningsrapport 2022", "json")


class TestKapitel:
    def test_written_cleaned_moved_and_taken_away(self, hus, as_user, kapitel):
        client = as_user(hus.processledare)
        data = {"rubrik": "Vädret", "text": "<p class='MsoNormal'>Snö.</p><script>1</script>", "version": "0"}
        assert client.post(url("kapitel_create", hus.year.pk, UPPF), data).status_code == 302
        nytt = FrittKapitel.objects.get(rubrik="Vädret")
        assert (nytt.text, nytt.version) == ("<p>Snö.</p>", 1)
        client.post(url("kapitel_flytta", nytt.pk, "upp"))
        assert [k.rubrik for k in FrittKapitel.objects.all()] == ["Vädret", "Pandemin"]
        skicka(client, url("kapitel_ta_bort", nytt.pk))
        assert [k.rubrik for k in FrittKapitel.objects.all()] == ["Pandemin"]
        assert FrittKapitel.history.filter(rubrik="Vädret", history_type="-").exists()

    def test_a_new_one_stands_last_also_after_one_is_taken_away(self, hus, as_user, kapitel):
        client = as_user(hus.processledare)
        for namn in ("Två", "Tre"):
            client.post(url("kapitel_create", hus.year.pk, UPPF), {"rubrik": namn, "text": "Text", "version": "0"})
        skicka(client, url("kapitel_ta_bort", kapitel.pk))
        client.post(url("kapitel_create", hus.year.pk, UPPF), {"rubrik": "Fyra", "text": "Text", "version": "0"})
        ordning = FrittKapitel.objects.values_list("ordning", flat=True)
        assert [k.rubrik for k in FrittKapitel.objects.all()] == ["Två", "Tre", "Fyra"]
        assert len(set(ordning)) == 3

    def test_written_also_when_the_year_has_been_locked(self, hus, as_user, kapitel):
        lock(hus.year)
        data = {"rubrik": "Pandemin", "text": "Ny text", "version": "0"}
        assert skicka(as_user(hus.processledare), url("kapitel_edit", kapitel.pk), data).status_code == 302

    def test_a_stale_save_is_refused_and_both_texts_are_shown(self, hus, as_user, kapitel):
        client = as_user(hus.processledare)
        skicka(client, url("kapitel_edit", kapitel.pk), {"rubrik": "Pandemin", "text": "Den andras", "version": "0"})
        response = skicka(client, url("kapitel_edit", kapitel.pk), {"rubrik": "Pandemin", "text": "Min egen", "version": "0"})
        assert response.status_code == 409
        page = response.content.decode()
        assert "Min egen" in page
        assert "Den andras" in page
        assert response.context["form"]["version"].value() == 1
        skicka(client, url("kapitel_edit", kapitel.pk), {"rubrik": "Pandemin", "text": "Min egen", "version": "1"})
        assert FrittKapitel.objects.get().text == "<p>Min egen</p>"

    def test_a_chapter_needs_text_and_a_heading_of_its_own(self, hus, as_user, kapitel):
        client = as_user(hus.processledare)
        form = client.post(url("kapitel_create", hus.year.pk, UPPF), {"rubrik": "Pandemin", "text": "x", "version": "0"}).context["form"]
        assert "redan" in form.errors["rubrik"][0]
        form = client.post(url("kapitel_create", hus.year.pk, UPPF), {"rubrik": "Ny", "text": "<p> </p>", "version": "0"}).context["form"]
        assert "text" in form.errors

    def test_the_summary_has_no_chapters(self, hus, as_user):
        assert as_user(hus.processledare).get(url("kapitel_create", hus.year.pk, SAMMANFATTNING)).status_code == 404
        assert as_user(hus.processledare).get(url("kapitel_create", hus.year.pk, "annat")).status_code == 404


class TestUppgifter:
    def _post(self, client, hus, dokument=UPPF, **data):
        return skicka(client, url("dokument_edit", hus.year.pk, dokument), {"version": "0"} | data)

    def test_saved_and_read_in_the_letterhead(self, hus, as_user):
        hus.samordnare.telefon = "063-14 65 35"
        hus.samordnare.save()
        client = as_user(hus.processledare)
        data = {"dnr": "RUN/29/2023", "datum": "2023-05-22", "forfattare": hus.samordnare.pk, "mottagare": "Nämnden"}
        assert self._post(client, hus, **data).status_code == 302
        page = client.get(url("dokument_html", hus.year.pk, UPPF)).content.decode()
        for words in ("RUN/29/2023", "22\u00a0maj\u00a02023", "063-14 65 35", hus.samordnare.email, "Till Nämnden"):
            assert words in page
        assert Handelse.objects.get(akt="sparade dokumentets uppgifter").avtal_id == hus.avtal.pk

    def test_a_stale_save_is_refused(self, hus, as_user):
        client = as_user(hus.processledare)
        self._post(client, hus, enhet="Ena")
        assert self._post(client, hus, enhet="Andra").status_code == 409
        assert Dokumentuppgift.objects.get().enhet == "Ena"

    def test_the_author_is_one_of_the_regions_own(self, hus, as_user):
        assert "forfattare" in self._post(as_user(hus.processledare), hus, forfattare=hus.kommunchef.pk).context["form"].errors

    def test_the_proposals_know_only_what_can_be_had_by_name(self, hus, as_user):
        form = self._post(as_user(hus.processledare), hus, FORSLAG, forslag="{skulden} och {ränta}").context["form"]
        assert "{ränta}" in form.errors["forslag"][0]
        assert "{rapporten}" in form.errors["forslag"][0]

    def test_the_lead_of_the_summary_is_short(self, hus, as_user):
        form = self._post(as_user(hus.processledare), hus, SAMMANFATTNING, text="x" * 301).context["form"]
        assert "301" in form.errors["text"][0]
        assert "forslag" not in form.fields
