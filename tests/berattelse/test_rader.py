"""Activities, results and projects: quick to add, hard to get wrong, in the order one wants."""

import inspect
import re
from decimal import Decimal
from functools import partial

import pytest
from django.urls import reverse

from berattelse import actions
from berattelse.forms.avsnitt import AktivitetForm
from berattelse.innehall.samling import samla
from berattelse.models import Aktivitet, Projekt, Resultat
from berattelse.skrift import datatabeller
from berattelse.utgava import overlamning
from berattelse.utgava.overlamning import _aktiviteter
from samverkan.models import Handelse, Organisation
from tests import factories as grund
from tests.berattelse import factories
from tests.berattelse.queries import antal_fragor
from tests.formular import skicka
from tests.samtidigt import bara_postgresql, tryck

pytestmark = pytest.mark.django_db
SORTER = ["aktiviteter", "resultat", "projekt"]


@pytest.fixture
def avsnitt(hus):
    return factories.avsnitt(hus)


def url(name, avsnitt, sort, *args):
    return reverse(f"berattelse:rad_{name}", args=[avsnitt.pk, sort, *args])


def add(client, avsnitt, sort="aktiviteter", **data):
    return client.post(url("list", avsnitt, sort), {"text": "Något gjordes"} | data)


def test_one_line_is_enough(hus, as_user, avsnitt):
    assert add(as_user(hus.samordnare), avsnitt).status_code == 302
    row = Aktivitet.objects.get()
    assert (row.text, row.uppdrag, row.verksamhetsar, row.ordning) == ("Något gjordes", hus.uppdrag, hus.year, 1)
    assert Handelse.objects.get(akt="lade till").avtal_id == hus.avtal.pk


def test_a_result_with_amount_source_and_kommuner(hus, as_user, avsnitt):
    data = {"belopp": "49 800 000,5", "enhet": "kronor", "kalla": "Skolverket", "kommuner": [hus.berg.pk], "manad": "3"}
    assert add(as_user(hus.samordnare), avsnitt, "resultat", **data).status_code == 302
    row = Resultat.objects.get()
    assert (row.belopp, row.enhet, row.manad) == (Decimal("49800000.5"), "kronor", 3)
    assert list(row.kommuner.all()) == [hus.berg]


def _sagt(hus, client, avsnitt):
    """What is told of whom the only activity concerns: on the page, in the report's line, as codes, in the file of a handover."""
    (lista,) = next(d for d in samla(hus.year).kapitel[0].uppdrag[0].delar if d.sort == "aktiviteter").listor
    sida = " ".join(client.get(url("list", avsnitt, "aktiviteter")).content.decode().split("<tbody>")[1].split("</tbody>")[0].split())
    return re.search(r"</th> ?<td>(.*?)</td>", sida)[1], lista.rader[0].text, lista.rader[0].kommuner, _aktiviteter(hus.uppdrag).rader[0][3]


def test_whom_a_row_concerns_is_told_only_when_somebody_has_said_it(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    add(client, avsnitt)
    assert _sagt(hus, client, avsnitt) == ("inte registrerat", "Något gjordes.", [], "")
    alla = [o.kod for o in Organisation.objects.filter(sort="kommun", partskap__avtal=hus.avtal).order_by("namn")]
    row = Aktivitet.objects.get()
    assert skicka(client, url("edit", avsnitt, "aktiviteter", row.pk), {"text": row.text, "alla_kommuner": "on"}).status_code == 302
    assert _sagt(hus, client, avsnitt) == ("alla kommuner", "Något gjordes (alla kommuner).", alla, "alla kommuner")


@pytest.mark.parametrize("sort", ["aktiviteter", "resultat"])
def test_all_kommuner_and_some_of_them_is_refused_at_the_list(hus, as_user, avsnitt, sort):
    form = add(as_user(hus.samordnare), avsnitt, sort, alla_kommuner="on", kommuner=[hus.berg.pk]).context["form"]
    assert "inte båda" in form.errors["kommuner"][0]
    assert not Aktivitet.objects.exists()
    assert not Resultat.objects.exists()


def test_no_table_that_leaves_the_house_reads_an_empty_cell_as_all():
    for modul in (datatabeller, overlamning):
        assert "tomt: alla" not in inspect.getsource(modul)


def test_a_row_of_another_agreement(hus, as_user):
    avsnitt = factories.annat_avtal(hus)
    add(as_user(hus.samordnare), avsnitt)
    row = Aktivitet.objects.get()
    assert (row.uppdrag, row.annat_avtal, row.verksamhetsar) == (None, avsnitt.annat_avtal, hus.year)


@pytest.mark.parametrize(
    ("sort", "data", "field", "words"),
    [
        ("aktiviteter", {"datum": "2023-01-01"}, "datum", "2022"),
        ("aktiviteter", {"datum": "31/12"}, "datum", "ÅÅÅÅ-MM-DD"),
        ("aktiviteter", {"datum": "2022-05-01", "manad": "5"}, "manad", "inte båda"),
        ("aktiviteter", {"manad": "13"}, "manad", "13"),
        ("aktiviteter", {"text": ""}, "text", ""),
        ("aktiviteter", {"text": "Hej <script>alert(1)</script>"}, "text", "kod"),
        ("resultat", {"belopp": "många", "enhet": "personer"}, "belopp", "siffror"),
        ("resultat", {"belopp": "12"}, "enhet", "enhet"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(hus, as_user, avsnitt, sort, data, field, words):
    response = add(as_user(hus.samordnare), avsnitt, sort, **data)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert words in response.context["form"].errors[field][0]
    for name, value in data.items():
        assert response.context["form"][name].value() == value
    assert not Aktivitet.objects.exists()
    assert not Resultat.objects.exists()


def test_what_was_typed_stands_in_the_form_when_it_was_wrong(hus, as_user, avsnitt):
    page = add(as_user(hus.samordnare), avsnitt, text="Min rad", datum="2023-01-01").content.decode()
    assert "Min rad" in page
    assert "2023-01-01" in page


def test_less_than_is_no_code(hus, as_user, avsnitt):
    assert add(as_user(hus.samordnare), avsnitt, text="Färre än < 5 elever").status_code == 302


def test_a_kommun_or_arena_of_another_agreement_cannot_be_chosen(hus, as_user, avsnitt):
    other = grund.arena(hus.annat_avtal)
    client = as_user(hus.samordnare)
    assert "arena" in add(client, avsnitt, arena=other.pk).context["form"].errors
    assert "kommuner" in add(client, avsnitt, kommuner=[grund.organisation().pk]).context["form"].errors


@pytest.mark.parametrize("sort", SORTER)
@pytest.mark.parametrize(("who", "status"), [("utomstaende", 404), ("lasare", 404), ("kommunchef", 404), ("controller", 403)])
def test_who_may_not_add(hus, as_user, avsnitt, sort, who, status):
    assert add(as_user(getattr(hus, who)), avsnitt, sort, kolumn="a", namn="b").status_code == status
    assert not Aktivitet.objects.exists()


def test_a_year_locked_meanwhile_keeps_what_was_typed(hus, as_user, avsnitt):
    factories.lock(hus.year)
    response = add(as_user(hus.samordnare), avsnitt, text="Min rad")
    assert "Min rad" in response.content.decode()
    assert "låst" in response.content.decode()
    assert not Aktivitet.objects.exists()


@pytest.mark.parametrize("sort", SORTER)
def test_rows_are_changed_removed_and_moved_only_while_the_year_is_open(hus, as_user, avsnitt, sort):
    row = {"aktiviteter": factories.aktivitet, "resultat": factories.resultat, "projekt": factories.projekt}[sort](avsnitt, "Rad")
    factories.lock(hus.year)
    client = as_user(hus.samordnare)
    assert client.get(url("edit", avsnitt, sort, row.pk)).status_code == 403
    assert skicka(client, url("ta_bort", avsnitt, sort, row.pk)).status_code == 403
    assert client.post(url("flytta", avsnitt, sort, row.pk, "upp")).status_code == 403
    assert type(row).objects.filter(pk=row.pk).exists()


def test_a_row_is_changed(hus, as_user, avsnitt):
    row = factories.aktivitet(avsnitt)
    skicka(as_user(hus.samordnare), url("edit", avsnitt, "aktiviteter", row.pk), {"text": "Nytt", "datum": "2022-04-01"})
    row.refresh_from_db()
    assert row.text == "Nytt"
    assert row.history.count() == 2


def test_a_row_is_removed_after_a_question_and_the_history_remembers(hus, as_user, avsnitt):
    row = factories.aktivitet(avsnitt, "Fel rad")
    client = as_user(hus.samordnare)
    assert "Fel rad" in client.get(url("ta_bort", avsnitt, "aktiviteter", row.pk)).content.decode()
    assert Aktivitet.objects.exists()
    skicka(client, url("ta_bort", avsnitt, "aktiviteter", row.pk))
    assert not Aktivitet.objects.exists()
    assert Handelse.objects.get(akt="tog bort").text == f"{avsnitt}: aktivitet (7 tecken)"  # not word for word
    assert Aktivitet.history.filter(text="Fel rad", history_type="-").exists()


@pytest.mark.parametrize(("index", "steg", "order"), [(2, "upp", "acb"), (0, "ned", "bac"), (0, "upp", "abc"), (2, "ned", "abc")])
def test_rows_are_moved(hus, as_user, avsnitt, index, steg, order):
    rows = [factories.aktivitet(avsnitt, text) for text in "abc"]
    as_user(hus.samordnare).post(url("flytta", avsnitt, "aktiviteter", rows[index].pk, steg))
    assert "".join(Aktivitet.objects.order_by("ordning", "pk").values_list("text", flat=True)) == order


def test_a_row_under_another_section_is_not_found(hus, as_user, avsnitt):
    row = factories.aktivitet(factories.annat_avtal(hus))
    client = as_user(hus.processledare)
    assert client.get(url("edit", avsnitt, "aktiviteter", row.pk)).status_code == 404
    assert skicka(client, url("ta_bort", avsnitt, "aktiviteter", row.pk)).status_code == 404


def test_an_intro_has_no_rows(hus, as_user):
    assert as_user(hus.processledare).get(url("list", factories.inledning(hus), "aktiviteter")).status_code == 404


@pytest.mark.parametrize("sort", SORTER)
def test_the_list_asks_as_many_questions_with_three_rows_as_with_one(hus, as_user, avsnitt, sort):
    make = {"aktiviteter": factories.aktivitet, "resultat": factories.resultat, "projekt": factories.projekt}[sort]
    client = as_user(hus.processledare)
    make(avsnitt, "en")
    one = antal_fragor(client, url("list", avsnitt, sort))
    make(avsnitt, "två")
    make(avsnitt, "tre")
    assert antal_fragor(client, url("list", avsnitt, sort)) == one


class TestProjects:
    def _add(self, client, avsnitt, kolumn, namn):
        return client.post(url("list", avsnitt, "projekt"), {"kolumn": kolumn, "namn": namn})

    def _table(self):
        return [(p.kolumn, p.namn) for p in Projekt.objects.all()]

    def test_lines_stand_in_their_columns(self, hus, as_user, avsnitt):
        client = as_user(hus.samordnare)
        for kolumn, namn in (("Transporter", "A"), ("Fastighet", "B"), ("Transporter", "C")):
            assert self._add(client, avsnitt, kolumn, namn).status_code == 302
        assert self._table() == [("Transporter", "A"), ("Transporter", "C"), ("Fastighet", "B")]

    def test_the_same_line_twice_is_refused_at_its_field(self, hus, as_user, avsnitt):
        client = as_user(hus.samordnare)
        self._add(client, avsnitt, "Transporter", "A")
        response = self._add(client, avsnitt, "Transporter", "A")
        assert "redan" in response.context["form"].errors["namn"][0]
        assert Projekt.objects.count() == 1

    def test_a_line_moves_to_the_column_it_is_given(self, hus, as_user, avsnitt):
        client = as_user(hus.samordnare)
        for kolumn, namn in (("Transporter", "A"), ("Fastighet", "B")):
            self._add(client, avsnitt, kolumn, namn)
        a = Projekt.objects.get(namn="A")
        skicka(client, url("edit", avsnitt, "projekt", a.pk), {"kolumn": "Fastighet", "namn": "A"})
        assert self._table() == [("Fastighet", "B"), ("Fastighet", "A")]

    def test_a_column_moves_whole(self, hus, as_user, avsnitt):
        client = as_user(hus.samordnare)
        for kolumn, namn in (("Transporter", "A"), ("Transporter", "C"), ("Fastighet", "B")):
            self._add(client, avsnitt, kolumn, namn)
        client.post(reverse("berattelse:kolumn_flytta", args=[avsnitt.pk]), {"kolumn": "Fastighet", "steg": "vanster"})
        assert self._table() == [("Fastighet", "B"), ("Transporter", "A"), ("Transporter", "C")]

    @pytest.mark.parametrize(("who", "status"), [("utomstaende", 404), ("lasare", 404), ("controller", 403)])
    def test_who_may_not_move_a_column(self, hus, as_user, avsnitt, who, status):
        response = as_user(getattr(hus, who)).post(reverse("berattelse:kolumn_flytta", args=[avsnitt.pk]), {"kolumn": "x"})
        assert response.status_code == status

    def test_a_column_that_is_gone_is_said(self, hus, as_user, avsnitt):
        address = reverse("berattelse:kolumn_flytta", args=[avsnitt.pk])
        response = as_user(hus.samordnare).post(address, {"kolumn": "x", "steg": "hoger"}, follow=True)
        assert "finns inte längre" in response.content.decode()

    def test_another_agreement_has_no_project_table(self, hus, as_user):
        avsnitt = factories.annat_avtal(hus)
        assert self._add(as_user(hus.processledare), avsnitt, "a", "b").status_code == 404


@pytest.mark.parametrize("val", ["hande", "vantar"])
def test_three_rows_of_a_kind_stand_on_the_first_spread_and_a_fourth_is_refused_in_words(hus, as_user, avsnitt, val):
    client = as_user(hus.samordnare)
    for n, sort in enumerate(["aktiviteter", "resultat", "aktiviteter"], 1):
        assert add(client, avsnitt, sort, text=f"Rad {n}", i_korthet=val).status_code == 302
    answer = add(client, avsnitt, "resultat", text="Den fjärde", i_korthet=val)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "har redan tre rader" in page
    assert "Rad 1 (Lärcentrum)" in page
    assert not Resultat.objects.filter(text="Den fjärde").exists()
    annan = {"hande": "vantar", "vantar": "hande"}[val]
    assert add(client, avsnitt, "resultat", text="Den fjärde", i_korthet=annan).status_code == 302
    assert samla(hus.year).korthet.hande == (["Rad 2.", "Rad 1.", "Rad 3."] if val == "hande" else ["Den fjärde."])


@bara_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_choose_the_last_place_at_once_in_a_section_each_one_gets_it(hus):
    avsnitten = [factories.avsnitt(hus), factories.avsnitt(hus, uppdrag=grund.uppdrag(hus.avtal))]
    for n in range(2):
        Aktivitet.objects.create(verksamhetsar=hus.year, uppdrag=hus.uppdrag, text=f"Rad {n}", i_korthet="hande")

    def valj(avsnitt):
        rad = Aktivitet(verksamhetsar=hus.year, uppdrag=avsnitt.uppdrag)
        form = AktivitetForm({"text": "Ny", "i_korthet": "hande", "ordning": 9}, instance=rad, avsnitt=avsnitt)
        assert form.is_valid(), form.errors
        return actions.spara_rad(form, avsnitt, by=hus.processledare) and "vald"

    svar = tryck(*(partial(valj, avsnitt) for avsnitt in avsnitten))
    assert sorted(ord_[:25] for ord_ in svar) == ["Det här hände har redan t", "vald"]
    assert Aktivitet.objects.filter(i_korthet="hande").count() == 3


def test_a_chosen_row_is_saved_again_and_its_history_says_what_was_chosen(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    for n in range(3):
        add(client, avsnitt, text=f"Rad {n}", i_korthet="hande")
    row = Aktivitet.objects.get(text="Rad 1")
    skicka(client, url("edit", avsnitt, "aktiviteter", row.pk), {"text": "Rad ett", "i_korthet": "hande"})
    row.refresh_from_db()
    assert (row.text, row.i_korthet) == ("Rad ett", "hande")
    skicka(client, url("edit", avsnitt, "aktiviteter", row.pk), {"text": "Rad ett", "i_korthet": ""})
    assert [h.i_korthet for h in row.history.order_by("history_id")] == ["hande", "hande", ""]
    assert add(client, avsnitt, text="En ny", i_korthet="hande").status_code == 302
    assert "På Året i korthet: det här hände" in client.get(url("list", avsnitt, "aktiviteter")).content.decode()


def test_what_is_no_choice_of_the_spread_is_refused(hus, as_user, avsnitt):
    assert add(as_user(hus.samordnare), avsnitt, i_korthet="kanske").status_code == 200
    assert not Aktivitet.objects.exists()
