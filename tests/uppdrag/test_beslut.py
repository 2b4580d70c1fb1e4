"""Decisions: read by the parties, written by the processledare, dated or told in words."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.formular import skicka
from tests.uppdrag.test_protokoll import BESLUT, punkt
from uppdrag.forms.beslut import Beslutsform
from uppdrag.models import Arena, Arenanamn, Arendeutfall, Avtal, Avtalsandring, Avtalsversion, Beslut, Rekommendation, Verksamhetsar


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def beslut(hus):
    return Beslut.objects.create(avtal=hus.avtal, organ="Fullmäktige", datum_text="juni 2018", text="Avtalet antas.")


@pytest.fixture
def data(hus):
    vem = {"avtal": hus.avtal.pk, "organ": "BUZ", "arena": hus.arena.pk}
    return vem | {"datum": "2022-03-01", "paragraf": "12", "text": "Bifall."}


def test_processledare_registers_and_changes_a_decision(hus, as_user, data):
    client = as_user(hus.processledare)
    page = text_of(client.post(url("beslut_create"), data, follow=True))
    assert "BUZ § 12" in page
    assert "1 mars 2022" in page
    row = Beslut.objects.get()
    skicka(client, url("beslut_edit", row.pk), data | {"rekommendation": "on"})
    row.refresh_from_db()
    assert row.rekommendation


def test_a_decision_wants_a_day_or_words_for_it(hus, as_user, data):
    client = as_user(hus.processledare)
    response = client.post(url("beslut_create"), data | {"datum": ""})
    assert "skriv i ord" in response.context["form"].errors["datum"][0]
    assert "Bifall." in text_of(response)
    assert client.post(url("beslut_create"), data | {"datum": "", "datum_text": "våren 2022"}).status_code == 302


def test_a_decision_has_one_time_and_it_has_been(hus, as_user, data):
    client = as_user(hus.processledare)
    for falt, fel, mening in (
        ({"datum": "2199-05-12"}, "datum", "efter i dag"), ({"datum_text": "våren 2022"}, "datum_text", "antingen dagen eller tiden i ord"),
    ):  # fmt: skip
        response = client.post(url("beslut_create"), data | falt)
        assert mening in response.context["form"].errors[fel][0]
    assert not Beslut.objects.exists()


def test_a_decision_written_with_a_day_to_come_is_not_told_as_the_councils(hus):
    Avtal.objects.filter(pk=hus.avtal.pk).update(berattelse_organ="Samverkansrådet")
    hus.year.avtal.refresh_from_db()
    Beslut.objects.create(avtal=hus.avtal, organ="Samverkansrådet", datum=date(2023, 5, 12), text="Godkänner berättelsen.")
    with time_machine.travel("2023-05-11 10:00 +0200", tick=False):
        assert not Beslut.objects.om_berattelsen(hus.year).exists()
    with time_machine.travel("2023-05-12 10:00 +0200", tick=False):
        assert Beslut.objects.om_berattelsen(hus.year).exists()


def test_nothing_is_decided_at_a_meeting_that_is_cancelled_or_has_not_been(hus, as_user, data):
    installt, hallet = (factories.mote(hus.arena, date(2022, 3, dag), status=s) for dag, s in ((1, "installt"), (2, "hallet")))
    factories.verksamhetsar(hus.avtal, 2198)
    kommande = factories.mote(hus.arena, date(2198, 3, 1), status="planerat")
    client = as_user(hus.processledare)
    val = Beslutsform(by=hus.processledare).fields["tillfalle"].queryset
    assert hallet in val
    assert not {installt, kommande} & set(val)
    client.post(url("beslut_create"), data | {"tillfalle": hallet.pk})
    row = Beslut.objects.get()
    assert "Ett beslut är fattat vid mötet" in text_of(client.post(url("tillfalle_installt", hallet.pk), follow=True))
    assert "Ett beslut är fattat vid tillfället" in text_of(skicka(client, url("tillfalle_ta_bort", hallet.pk), follow=True))
    Beslut.objects.update(tillfalle=installt)  # as it may have been written before
    assert "status--installt" in text_of(client.get(row.get_absolute_url()))
    response = skicka(client, url("beslut_edit", row.pk), data | {"tillfalle": installt.pk})
    assert "Mötet är inställt" in response.context["form"].errors["tillfalle"][0]


def test_a_decision_taken_at_a_meeting_names_the_same_arena(hus, as_user, data):
    mote = factories.mote(factories.arena(hus.avtal, "SocSam"))
    response = as_user(hus.processledare).post(url("beslut_create"), data | {"tillfalle": mote.pk})
    assert "Mötet var i SocSam" in response.context["form"].errors["tillfalle"][0]


def test_no_decision_enters_or_leaves_a_locked_year(hus, as_user, data):
    row = Beslut.objects.create(avtal=hus.avtal, organ="BUZ", datum=date(2022, 3, 1), text="Bifall.")
    Verksamhetsar.objects.filter(pk=hus.year.pk).update(status=Verksamhetsar.Status.LOCKED)
    client = as_user(hus.processledare)
    for address in (url("beslut_create"), url("beslut_edit", row.pk)):
        assert "låst" in client.post(address, data).context["form"].errors["datum"][0]
    flytt = skicka(client, url("beslut_edit", row.pk), data | {"datum": "2018-06-01"})
    assert "låst" in flytt.context["form"].errors["datum"][0]
    assert client.post(url("beslut_create"), data | {"datum": "2018-06-01"}).status_code == 302


@pytest.mark.parametrize(("vem", "status"), [("utomstaende", 404), ("samordnare", 403), ("lasare", 403)])
def test_nobody_else_changes_a_decision(hus, as_user, beslut, data, vem, status):
    client = as_user(getattr(hus, vem))
    assert skicka(client, url("beslut_edit", beslut.pk), data).status_code == status
    assert client.get(url("beslut_detail", beslut.pk)).status_code == (404 if status == 404 else 200)


def test_nobody_registers_a_decision_in_an_agreement_that_is_not_hers(hus, as_user, data):
    assert as_user(hus.samordnare).post(url("beslut_create"), data).status_code == 403
    assert "avtal" in as_user(hus.utomstaende).post(url("beslut_create"), data).context["form"].errors
    assert not Beslut.objects.exists()


def test_the_list_is_searched_and_asks_as_much_for_three_as_for_one(hus, as_user, beslut):
    client = as_user(hus.lasare)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(url("beslut_list"))
        return len(captured)

    queries()
    one = queries()
    for n in (1, 2):
        Beslut.objects.create(avtal=hus.avtal, organ=f"Nämnd {n}", datum=date(2022, n, 1), text="Avslag")
    assert queries() == one
    page = text_of(client.get(url("beslut_list"), {"sok": "FULLMÄKT"}))
    assert "Fullmäktige" in page
    assert "Nämnd" not in page


def test_a_bodys_decisions_are_found_by_its_arena_and_by_any_of_its_names(hus):
    radet = factories.arena(hus.avtal, "Primärkommunala samverkansrådet")
    Arenanamn.objects.create(arena=radet, namn="Primärkommunala rådet")
    annan = factories.arena(hus.avtal, "Regionens råd")
    gemensamt = {"avtal": hus.avtal, "datum": date(2023, 2, 1), "text": "X"}
    radets = [
        Beslut.objects.create(organ="Rådet", arena=radet, **gemensamt),
        Beslut.objects.create(organ="PRIMÄRKOMMUNALA SAMVERKANSRÅDET", **gemensamt),
        Beslut.objects.create(organ="Primärkommunala rådet", **gemensamt),
    ]
    Beslut.objects.create(organ="Rådet", **gemensamt)
    Beslut.objects.create(organ="Primärkommunala rådet", arena=annan, **gemensamt)
    for namn in ("Primärkommunala samverkansrådet", "primärkommunala rådet"):
        assert set(Beslut.objects.av(hus.avtal, namn)) == set(radets)
    assert not Beslut.objects.av(hus.avtal, "").exists()
    assert list(Beslut.objects.av(factories.avtal(), "Primärkommunala samverkansrådet")) == []


@pytest.fixture
def olika(hus):
    """{what: decision}, one of each kind of body."""
    politisk = factories.arena(hus.avtal, "Samverkansberedningen", sort="politisk")
    chefer = factories.arena(hus.avtal, "Kommundirektörerna", sort="chefsarena")
    falt = {
        "fullmaktige": {"organ": "Regionfullmäktige", "datum": None, "datum_text": "juni 2018", "paragraf": "92"},
        "politisk": {"organ": "Samverkansberedningen", "arena": politisk},
        "chefer": {"organ": "Kommundirektörerna", "arena": chefer},
        "radet": {"organ": "regionens samverkansråd"},
        "rekommendation": {"organ": "Kommunstyrelsen", "rekommendation": True},
    }
    dag = {"avtal": hus.avtal, "datum": date(2022, 3, 1), "text": "Att anta texten."}
    return {vad: Beslut.objects.create(**dag | extra) for vad, extra in falt.items()}


@pytest.mark.parametrize("sort", ["version", "andring"])
def test_a_wording_or_an_end_of_the_agreement_rests_on_a_body_that_decides(hus, as_user, olika, sort):
    adress = reverse(f"uppdrag:{sort}_create", args=[hus.avtal.pk])
    falt = as_user(hus.processledare).get(adress).context["form"].fields["beslut"]
    assert set(falt.queryset) == {olika["fullmaktige"], olika["politisk"], olika["radet"]}
    assert [falt.label_from_instance(olika[vad]) for vad in ("fullmaktige", "radet")] == [
        "juni 2018, Regionfullmäktige § 92: Att anta texten.",
        "2022-03-01, regionens samverkansråd: Att anta texten.",
    ]
    data = {"beteckning": "2019", "sort": "uppsagning", "datum_text": "2021", "beslut": olika["chefer"].pk}
    svar = as_user(hus.processledare).post(adress, data)
    assert "beslut" in svar.context["form"].errors


def test_what_a_row_stands_on_already_stays_to_choose(hus, as_user, olika):
    version = Avtalsversion.objects.create(avtal=hus.avtal, beteckning="2019", beslut=olika["chefer"])
    falt = as_user(hus.processledare).get(url("version_edit", version.pk)).context["form"].fields["beslut"]
    assert olika["chefer"] in falt.queryset


def test_only_the_council_or_what_is_marked_so_holds_a_recommendation(hus, as_user, olika):
    client = as_user(hus.processledare)
    kan = {vad for vad, b in olika.items() if client.get(url("rekommendation_create", b.pk)).status_code == 200}
    assert kan == {"radet", "rekommendation"}
    visar = {vad for vad, b in olika.items() if "Lägg till rekommendation" in client.get(url("beslut_detail", b.pk)).content.decode()}
    assert visar == kan
    assert client.post(url("rekommendation_create", olika["chefer"].pk), {"text": "Att.", "agare": "Någon"}).status_code == 403
    hus.avtal.berattelse_organ = ""
    hus.avtal.save()
    assert client.get(url("rekommendation_create", olika["chefer"].pk)).status_code == 200


def test_a_meeting_of_a_locked_year_is_offered_only_where_it_is_chosen(hus, beslut):
    oppet, last = factories.mote(hus.arena), factories.mote(hus.arena, date(2019, 3, 1))
    Verksamhetsar.objects.filter(pk=factories.verksamhetsar(hus.avtal, 2019).pk).update(status=Verksamhetsar.Status.LOCKED)
    assert set(Beslutsform(by=hus.processledare).fields["tillfalle"].queryset) == {oppet}
    beslut.tillfalle = last
    assert set(Beslutsform(by=hus.processledare, instance=beslut).fields["tillfalle"].queryset) == {oppet, last}


class TestSumOfTheDebt:
    """How much of the debt a decision is about stands on it, and is one that its words name."""

    TEXT = "Att 500 000 kr av skulden betalas tillbaka, och att 30 tkr används till en utredning."

    def test_it_is_registered_read_and_taken_away(self, hus, as_user, data):
        client = as_user(hus.processledare)
        page = text_of(client.post(url("beslut_create"), data | {"text": self.TEXT, "skuldbelopp": "500 000"}, follow=True))
        assert "<dt>Av skulden till kommunerna</dt><dd>500 000 kr</dd>" in page
        row = Beslut.objects.get()
        assert 'value="500 000"' in text_of(client.get(url("beslut_edit", row.pk)))
        skicka(client, url("beslut_edit", row.pk), data | {"text": self.TEXT, "skuldbelopp": ""})
        assert Beslut.objects.get().skuldbelopp is None
        assert "Av skulden" not in text_of(client.get(url("beslut_detail", row.pk)))

    @pytest.mark.parametrize(
        ("text", "belopp", "fel"),
        [
            (TEXT, "50 000", "I beslutets text står 500\u00a0000 kr och 30\u00a0000 kr."),
            (TEXT, "0", "Beloppet kan inte vara mindre än 1 kr."),
            (TEXT, "en halv miljon", "Skriv ett helt tal"),
            (TEXT, "30 000", ""),
            (TEXT, "530 000", ""),  # both
            ("Att 5 kr per invånare betalas tillbaka.", "651 000", ""),
            ("Att hälften av skulden på 6 491 000 kr betalas tillbaka.", "3 245 500", ""),
            ("Att överskottet, 3 001 tkr, betalas tillbaka.", "3 001 234", ""),
            ("Att 500 000 kr av skulden för året 2022 var rätt.", "50 000", "I beslutets text står 500\u00a0000 kr."),
            ("Hela överskottet betalas tillbaka.", "3 001 000", ""),
        ],
    )
    def test_a_sum_the_words_do_not_name_is_refused_at_its_field(self, hus, as_user, data, text, belopp, fel):
        svar = as_user(hus.processledare).post(url("beslut_create"), data | {"text": text, "skuldbelopp": belopp})
        if not fel:
            assert svar.status_code == 302
            return
        assert fel in svar.context["form"].errors["skuldbelopp"][0].replace("\u00a0kr", " kr")
        assert (Beslut.objects.exists(), belopp in text_of(svar)) == (False, True)

    @pytest.mark.parametrize(
        ("andra", "fel"),
        [
            ({"rekommendation": "on"}, "En rekommendation beslutar inget"),
            ({"datum": "", "datum_text": "våren 2022"}, "Utan dag kan beloppet inte bokföras"),
            ({"arena": "chefer"}, "är inget politiskt organ"),
        ],
    )
    def test_where_it_could_never_be_booked_it_is_refused(self, hus, as_user, data, andra, fel):
        if "arena" in andra:
            andra = {"arena": factories.arena(hus.avtal, "Skolchefsnätverket", sort="chef").pk}
        svar = as_user(hus.processledare).post(url("beslut_create"), data | {"text": self.TEXT, "skuldbelopp": "500 000"} | andra)
        assert fel in svar.context["form"].errors["skuldbelopp"][0]
        assert not Beslut.objects.exists()


def test_the_sign_of_a_paragraph_is_printed_and_not_kept(hus, as_user, data):
    as_user(hus.processledare).post(url("beslut_create"), data | {"paragraf": "§ 12"})
    assert Beslut.objects.get().paragraf == "12"


def test_where_the_minutes_have_no_field_for_the_sum_it_is_neither_lost_nor_a_fault(hus, as_user):
    """The body has become one that is not political since."""
    Arena.objects.filter(pk=hus.arena.pk).update(sort=Arena.Sort.CHEFSARENA)
    arende = punkt(factories.mote(hus.arena), "arende", "Skulden")
    client, adress = as_user(hus.samordnare), url("arende_beslut", arende.pk)
    rad = {"arena": hus.arena, "datum": arende.tillfalle.fran, "text": "400 000 kr betalas.", "skuldbelopp": 400_000}
    valt = Beslut.objects.create(avtal=hus.avtal, organ="BUZ", **rad)
    page = text_of(client.get(adress))
    assert "Kronor av skulden" not in page
    assert "är inget politiskt organ" in text_of(skicka(client, adress, {"utfall": "beslutat", "beslut": valt.pk}))
    Arendeutfall.objects.create(punkt=arende, utfall="beslutat", beslut=valt)
    skicka(client, adress, BESLUT)
    valt.refresh_from_db()
    assert (valt.text, valt.skuldbelopp) == ("Budgeten godkänns.", 400_000)


def test_in_the_minutes_the_sum_is_written_with_the_decision(hus, as_user):
    arende = punkt(factories.mote(hus.arena), "arende", "Skulden")
    client, adress = as_user(hus.samordnare), url("arende_beslut", arende.pk)
    for skrivet, sparat in (("400 000", 400_000), ("", None)):
        skicka(client, adress, BESLUT | {"text": "400 000 kr betalas tillbaka.", "skuldbelopp": skrivet})
        assert (Beslut.objects.get().skuldbelopp, 'value="400 000"' in text_of(client.get(adress))) == (sparat, bool(skrivet))


def test_what_is_told_in_words_stands_where_it_belongs_in_time(hus, as_user):
    """In the list, where one is chosen, and among recommendations; last what nobody can tell the time of."""
    for text, tid in (
        ("sju", {"datum_text": "någon gång"}), ("ett", {"datum": date(2023, 3, 1)}), ("fem", {"datum_text": "2021"}),
        ("tre", {"datum_text": "juni 2022"}), ("fyra", {"datum": date(2022, 5, 31)}), ("sex", {"datum_text": "våren 2020"}),
        ("två", {"datum_text": "i förväg", "tillfalle": factories.mote(hus.arena, date(2022, 12, 1))}),
    ):  # fmt: skip
        rad = Beslut.objects.create(avtal=hus.avtal, organ="Rådet", text=f"Att {text}.", **tid)
        Rekommendation.objects.create(avtal=hus.avtal, beslut=rad, text=f"Att {text}.", agare="Någon")
    ratt = [f"Att {text}." for text in ("ett", "två", "tre", "fyra", "fem", "sex", "sju")]
    client = as_user(hus.processledare)
    assert [b.text for b in client.get(url("beslut_list")).context["beslut"]] == ratt
    assert [r.text for _, rader in client.get(url("rekommendation_list")).context["grupper"] for r in rader] == ratt
    val = client.get(url("andring_create", hus.avtal.pk)).context["form"].fields["beslut"].choices
    assert [text.rpartition(": ")[2] for _, text in val][1:] == ratt


def test_the_last_extension_is_the_one_that_came_last_also_when_it_is_told_in_words(hus):
    for tid, slut in (({"datum": date(2022, 6, 1)}, 2028), ({"datum_text": "december 2020"}, 2022), ({"datum_text": "hösten 2021"}, 2024)):
        Avtalsandring.objects.create(avtal=hus.avtal, sort="forlangning", nytt_slut=date(slut, 12, 31), **tid)
    assert [a.nytt_slut.year for a in hus.avtal.andringar_i_tid] == [2022, 2024, 2028]
    assert hus.avtal.slut == date(2028, 12, 31)
