"""Writing a section: what is saved, what is refused, and that nothing typed is lost."""

import pytest
from django.urls import reverse

from berattelse import actions
from berattelse.avsnitt.krock import jamka_delar
from berattelse.models import Avsnitt, Statusbyte
from samverkan.inaktuell import Inaktuell
from samverkan.models import Handelse
from samverkan.skrivet.stycken import Mote
from tests.berattelse import factories
from tests.berattelse.queries import antal_fragor
from tests.formular import ifyllt

pytestmark = pytest.mark.django_db


@pytest.fixture
def avsnitt(hus):
    return factories.avsnitt(hus)


def edit_url(avsnitt):
    return reverse("berattelse:avsnitt_edit", args=[avsnitt.pk])


def posted(avsnitt, **texter):
    return {part: getattr(avsnitt, part) for part in avsnitt.delar} | {"version": avsnitt.version} | texter


def test_a_saved_section_is_clean_and_becomes_a_draft(hus, as_user, avsnitt):
    response = as_user(hus.samordnare).post(edit_url(avsnitt), posted(avsnitt, beskrivning="<p>Ett <b>år</b><script>x()</script></p>"))
    assert response.status_code == 302
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == "<p>Ett <strong>år</strong></p>"
    assert (avsnitt.status, avsnitt.version) == ("utkast", 2)
    assert Statusbyte.objects.get().av == hus.samordnare
    assert avsnitt.history.first().history_user == hus.samordnare
    assert Handelse.objects.filter(akt="sparade", avtal_id=hus.avtal.pk).exists()


def test_it_may_be_saved_and_handed_in_by_one_button(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    assert 'name="lamna"' in client.get(edit_url(avsnitt)).content.decode()
    hela = {part: f"<p>Vi har arbetat med {part}.</p>" for part in avsnitt.delar}
    svar = client.post(edit_url(avsnitt), posted(avsnitt, **hela, lamna="1"), follow=True)
    avsnitt.refresh_from_db()
    if avsnitt.status == "utkast":  # what the checks see is shown first, with the text saved
        assert "Avsnittet är sparat, men inte lämnat ännu." in svar.content.decode()
        klar = reverse("berattelse:avsnitt_klar", args=[avsnitt.pk])
        client.post(klar, ifyllt(svar, klar))
        avsnitt.refresh_from_db()
    assert (avsnitt.status, avsnitt.beskrivning) == ("klar", "<p>Vi har arbetat med beskrivning.</p>")
    assert 'name="lamna"' not in client.get(avsnitt.get_absolute_url()).content.decode()


def test_plain_text_without_the_editor_becomes_paragraphs(hus, as_user, avsnitt):
    as_user(hus.samordnare).post(edit_url(avsnitt), posted(avsnitt, framtid="Första.\r\n\r\nAndra."))
    avsnitt.refresh_from_db()
    assert avsnitt.framtid == "<p>Första.</p><p>Andra.</p>"


def test_only_the_parts_of_its_kind_are_shown(hus, as_user):
    page = as_user(hus.processledare).get(edit_url(factories.inledning(hus))).content.decode()
    assert 'name="beskrivning"' in page
    assert 'name="framtid"' not in page


def test_an_example_ceases_to_be_one_when_its_box_is_cleared(hus, as_user):
    avsnitt = factories.avsnitt(hus, exempel=True, beskrivning="<p>x</p>")
    client = as_user(hus.samordnare)
    client.post(edit_url(avsnitt), posted(avsnitt, exempel="on"))
    avsnitt.refresh_from_db()
    assert avsnitt.exempel
    client.post(edit_url(avsnitt), posted(avsnitt))
    avsnitt.refresh_from_db()
    assert not avsnitt.exempel


@pytest.mark.parametrize(
    ("who", "status"),
    [("samordnare", 200), ("processledare", 200), ("controller", 403), ("direktor", 403), ("lasare", 404), ("tjansteperson", 404),
     ("kommunchef", 404), ("utomstaende", 404), ("roll_los", 404)],
)  # fmt: skip
def test_who_may_write(hus, as_user, avsnitt, who, status):
    assert as_user(getattr(hus, who)).get(edit_url(avsnitt)).status_code == status


@pytest.mark.parametrize("who", ["tjansteperson", "kommunchef", "lasare", "utomstaende"])
def test_a_draft_is_not_known_outside_the_region(hus, as_user, avsnitt, who):
    client = as_user(getattr(hus, who))
    for name in ("avsnitt_detail", "historik_list"):
        assert client.get(reverse(f"berattelse:{name}", args=[avsnitt.pk])).status_code == 404


@pytest.mark.parametrize("status", ["klar", "godkand"])
def test_a_section_under_review_is_not_opened_for_writing(hus, as_user, status):
    avsnitt = factories.avsnitt(hus, status=status)
    assert as_user(hus.samordnare).get(edit_url(avsnitt)).status_code == 403


def test_a_locked_year_is_not_opened_for_writing(hus, as_user, avsnitt):
    factories.lock(hus.year)
    assert as_user(hus.samordnare).get(edit_url(avsnitt)).status_code == 403


def test_a_year_locked_while_one_writes_leaves_the_text_on_the_page(hus, as_user, avsnitt):
    factories.lock(hus.year)
    response = as_user(hus.samordnare).post(edit_url(avsnitt), posted(avsnitt, beskrivning="<p>Det jag skrev</p>"))
    assert response.status_code == 409
    assert "Det jag skrev" in response.content.decode()
    assert "låst" in response.content.decode()
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == ""


def test_a_section_handed_in_while_one_writes_leaves_the_text_on_the_page(hus, as_user):
    avsnitt = factories.avsnitt(hus, status="klar")
    response = as_user(hus.samordnare).post(edit_url(avsnitt), posted(avsnitt, beskrivning="<p>Det jag skrev</p>"))
    assert response.status_code == 409
    assert "Det jag skrev" in response.content.decode()
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == ""


def test_too_long_a_text_is_refused_at_its_field_and_kept(hus, as_user, avsnitt):
    long = "<p>" + "a" * 100_000 + "</p>"
    response = as_user(hus.samordnare).post(edit_url(avsnitt), posted(avsnitt, beskrivning=long))
    assert response.status_code == 200
    assert "för lång" in response.context["form"].errors["beskrivning"][0]
    assert "a" * 100_000 in response.content.decode()


class TestTwoAtOnce:
    def _other_saves(self, hus, avsnitt, **texter):
        actions.spara(avsnitt, texter, version=avsnitt.version, by=hus.processledare)

    def test_both_texts_are_shown_and_mine_is_not_saved(self, hus, as_user, avsnitt):
        data = posted(avsnitt, beskrivning="<p>Min text</p>")
        self._other_saves(hus, avsnitt, beskrivning="<p>Deras text</p>")
        response = as_user(hus.samordnare).post(edit_url(avsnitt), data)
        page = response.content.decode()
        assert response.status_code == 409
        assert "Deras text" in page
        assert "Min text" in page
        assert str(hus.processledare) in page
        assert "Ni har inte ändrat i samma stycke" not in page
        avsnitt.refresh_from_db()
        assert avsnitt.beskrivning == "<p>Deras text</p>"

    def test_saving_again_from_that_page_drops_neither(self, hus, as_user, avsnitt):
        data = posted(avsnitt, beskrivning="<p>Min text</p>")
        self._other_saves(hus, avsnitt, beskrivning="<p>Deras text</p>")
        form = as_user(hus.samordnare).post(edit_url(avsnitt), data).context["form"]
        again = {name: form[name].value() or "" for name in form.fields}
        assert as_user(hus.samordnare).post(edit_url(avsnitt), again).status_code == 302
        avsnitt.refresh_from_db()
        assert avsnitt.beskrivning == "<p>Deras text</p><p>Min text</p>"

    def test_different_paragraphs_of_one_part_do_not_meet(self, hus, as_user):
        avsnitt = actions.spara(factories.avsnitt(hus), {"beskrivning": "<p>Ett</p><p>Två</p>"}, version=1, by=hus.processledare)
        data = posted(avsnitt, beskrivning="<p>Ett min</p><p>Två</p>")
        self._other_saves(hus, avsnitt, beskrivning="<p>Ett</p><p>Två deras</p>")
        response = as_user(hus.samordnare).post(edit_url(avsnitt), data)
        assert "Bådas ändringar finns i texten: Beskrivning." in response.content.decode()
        assert response.context["form"]["beskrivning"].value() == "<p>Ett min</p><p>Två deras</p>"

    def test_what_only_the_other_changed_is_taken_over(self, hus, as_user):
        avsnitt = factories.avsnitt(hus)
        avsnitt = actions.spara(avsnitt, {"framtid": "<p>Gammal</p>"}, version=1, by=hus.processledare)
        data = posted(avsnitt, beskrivning="<p>Min text</p>")
        self._other_saves(hus, avsnitt, framtid="<p>Ny framtid</p>")
        response = as_user(hus.samordnare).post(edit_url(avsnitt), data)
        assert "Ni har inte ändrat i samma stycke" in response.content.decode()
        form = response.context["form"]
        again = {name: form[name].value() or "" for name in form.fields}
        as_user(hus.samordnare).post(edit_url(avsnitt), again)
        avsnitt.refresh_from_db()
        assert (avsnitt.beskrivning, avsnitt.framtid) == ("<p>Min text</p>", "<p>Ny framtid</p>")

    def test_the_second_of_two_saves_from_one_version_is_refused(self, hus, avsnitt):
        actions.spara(avsnitt, {"beskrivning": "<p>1</p>"}, version=1, by=hus.samordnare)
        with pytest.raises(Inaktuell):
            actions.spara(avsnitt, {"beskrivning": "<p>2</p>"}, version=1, by=hus.processledare)

    def test_parts_meet_only_where_both_changed(self):
        krock = jamka_delar(
            {"a": "min", "b": "bas", "c": "min", "d": "bas"},
            {"a": "deras", "b": "deras", "c": "bas", "d": "bas"},
            dict.fromkeys("abcd", "bas"),
        )
        assert {part: (m.text, m.moten) for part, m in krock.moten.items()} == {"a": ("deras\nmin", [Mote("min", "deras")])}
        assert krock.hamtas == {"b": "deras"}

    def test_without_the_text_one_started_from_every_difference_is_shown(self):
        assert jamka_delar({"a": "min"}, {"a": "deras"}, None).moten["a"].moten == [Mote("min", "deras")]


class TestLastYearsText:
    def _hamta(self, client, avsnitt):
        return client.post(reverse("berattelse:avsnitt_hamta", args=[avsnitt.pk]))

    def _bekrafta(self, client, avsnitt, part):
        return client.post(reverse("berattelse:avsnitt_bekrafta", args=[avsnitt.pk, part]))

    def test_is_copied_and_marked(self, hus, as_user, avsnitt):
        factories.forra_aret(hus, beskrivning="<p>Då</p>", framtid="<p>Sedan</p>")
        client = as_user(hus.samordnare)
        self._hamta(client, avsnitt)
        avsnitt.refresh_from_db()
        assert (avsnitt.beskrivning, avsnitt.framtid) == ("<p>Då</p>", "<p>Sedan</p>")
        assert sorted(avsnitt.fran_foregaende) == ["beskrivning", "framtid"]
        assert "Från 2021 – ännu inte ändrat" in client.get(avsnitt.get_absolute_url()).content.decode()

    def test_never_overwrites_what_is_written(self, hus, as_user):
        avsnitt = factories.avsnitt(hus, beskrivning="<p>Nu</p>", status="utkast")
        factories.forra_aret(hus, beskrivning="<p>Då</p>", framtid="<p>Sedan</p>")
        self._hamta(as_user(hus.samordnare), avsnitt)
        avsnitt.refresh_from_db()
        assert (avsnitt.beskrivning, avsnitt.fran_foregaende) == ("<p>Nu</p>", ["framtid"])

    def test_says_so_when_there_is_none(self, hus, as_user, avsnitt):
        response = as_user(hus.samordnare).post(reverse("berattelse:avsnitt_hamta", args=[avsnitt.pk]), follow=True)
        assert "ingen text från föregående år" in response.content.decode()

    def test_the_mark_goes_from_the_part_that_is_changed(self, hus, as_user):
        avsnitt = factories.avsnitt(
            hus, beskrivning="<p>Då</p>", framtid="<p>Sedan</p>", fran_foregaende=["beskrivning", "framtid"], status="utkast"
        )
        as_user(hus.samordnare).post(edit_url(avsnitt), posted(avsnitt, framtid="<p>Nu</p>"))
        avsnitt.refresh_from_db()
        assert avsnitt.fran_foregaende == ["beskrivning"]

    def test_the_mark_goes_when_confirmed(self, hus, as_user):
        avsnitt = factories.avsnitt(
            hus, beskrivning="<p>Då</p>", framtid="<p>S</p>", fran_foregaende=["beskrivning", "framtid"], status="utkast"
        )
        client = as_user(hus.samordnare)
        self._bekrafta(client, avsnitt, "beskrivning")
        avsnitt.refresh_from_db()
        assert avsnitt.fran_foregaende == ["framtid"]
        client.post(edit_url(avsnitt), posted(avsnitt, bekrafta_framtid="on"))
        avsnitt.refresh_from_db()
        assert avsnitt.fran_foregaende == []
        assert avsnitt.beskrivning == "<p>Då</p>"

    def test_a_part_that_is_not_marked_cannot_be_confirmed(self, hus, as_user, avsnitt):
        assert self._bekrafta(as_user(hus.samordnare), avsnitt, "beskrivning").status_code == 404

    @pytest.mark.parametrize(("who", "status"), [("utomstaende", 404), ("lasare", 404), ("controller", 403)])
    def test_refused(self, hus, as_user, who, status):
        avsnitt = factories.avsnitt(hus, fran_foregaende=["beskrivning"])
        client = as_user(getattr(hus, who))
        assert self._hamta(client, avsnitt).status_code == status
        assert self._bekrafta(client, avsnitt, "beskrivning").status_code == status

    def test_refused_in_a_locked_year(self, hus, as_user, avsnitt):
        factories.lock(hus.year)
        assert self._hamta(as_user(hus.samordnare), avsnitt).status_code == 403


def test_the_section_is_read_as_it_will_be_printed(hus, as_user):
    avsnitt = factories.avsnitt(hus, beskrivning="<p>Om Lärcentrum</p><h5>Inriktning</h5>", status="utkast")
    factories.aktivitet(avsnitt, "En studieresa till Lycksele", manad=5)
    page = as_user(hus.direktor).get(avsnitt.get_absolute_url()).content.decode()
    assert "<p>Om Lärcentrum</p><h4>Inriktning</h4>" in page
    assert "<li>En studieresa till Lycksele (maj).</li>" in page
    assert "Skriv i avsnittet" not in page


def test_an_empty_section_says_what_to_do(hus, as_user):
    inledning = factories.inledning(hus)
    assert "Avsnittet är tomt" in as_user(hus.processledare).get(inledning.get_absolute_url()).content.decode()


def test_the_pages_ask_as_many_questions_with_three_rows_as_with_one(hus, as_user):
    avsnitt = factories.avsnitt(hus, beskrivning="<p>x</p>")
    client, urls = as_user(hus.processledare), (avsnitt.get_absolute_url(), edit_url(avsnitt))
    factories.aktivitet(avsnitt)
    factories.resultat(avsnitt)
    one = antal_fragor(client, *urls)
    for _ in range(2):
        factories.aktivitet(avsnitt).kommuner.set([hus.berg])
        factories.resultat(avsnitt)
    assert antal_fragor(client, *urls) == one


@pytest.mark.parametrize("name", ["avsnitt_klar", "avsnitt_godkann", "avsnitt_hamta"])
def test_an_act_is_never_done_by_following_a_link(hus, as_user, avsnitt, name):
    assert as_user(hus.processledare).get(reverse(f"berattelse:{name}", args=[avsnitt.pk])).status_code == 405


def test_logged_out_one_is_sent_to_the_login_and_then_to_what_was_typed(client, avsnitt):
    response = client.post(edit_url(avsnitt), posted(avsnitt, beskrivning="<p>x</p>"))
    assert response.status_code == 302
    assert response.url.endswith("?next=/skrivet/")
    assert client.session["skrivet"]["adress"] == edit_url(avsnitt)
    assert Avsnitt.objects.get().beskrivning == ""


@pytest.mark.parametrize("skrivet", ["<p>a\x02b c</p>", "<p>a\ufffeb c</p>", "<p>a&#1;b c</p>", "a&#2;b c"])
def test_a_sign_that_comes_with_text_from_a_pdf_stops_no_save(hus, as_user, skrivet):
    avsnitt = factories.avsnitt(hus, status="utkast")
    as_user(hus.samordnare).post(edit_url(avsnitt), {"version": avsnitt.version, "beskrivning": skrivet})
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == "<p>ab c</p>"
