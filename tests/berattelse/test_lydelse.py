"""An approved section that changes by its rows: what it said is kept, and whoever approved it is told and approves it anew."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berattelse import actions
from berattelse.granskning.beredskap import Beredskap
from berattelse.models import Aktivitet, Avsnitt, Statusbyte
from berattelse.skrift.rapport import som_html
from samverkan.models import Handelse
from tests import factories as grund
from tests import samtidigt
from tests.berattelse import factories, utgavor

pytestmark = pytest.mark.django_db
SAGT = "Avsnittet har ändrats sedan det godkändes den"


def read(client, name, *args):
    response = client.get(reverse(name, args=args), follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def godkant(hus):
    """A section that says how often its arena has met, approved."""
    hus.mote = grund.mote(hus.arena, date(2022, 3, 1))
    avsnitt = factories.avsnitt(hus, status="klar", beskrivning="<p>Kompetens & mer.</p>")
    factories.aktivitet(avsnitt)
    actions.godkann(avsnitt, by=hus.processledare)
    return avsnitt


def detalj(as_user, user, avsnitt):
    return read(as_user(user), "berattelse:avsnitt_detail", avsnitt.pk)


def mark(page):
    """The fields that its button sends."""
    form = page.partition("/godkann/")[2].partition("</form>")[0]
    return {namn: re.search(rf'name="{namn}" value="([^"]*)"', form)[1] for namn in ("version", "sett")}


class TestTold:
    def test_nothing_is_said_while_it_says_the_same(self, hus, as_user, godkant):
        assert SAGT not in detalj(as_user, hus.processledare, godkant)
        assert "Godkänn" not in detalj(as_user, hus.processledare, godkant).replace("Godkänd", "")
        assert not [b for b in Beredskap(hus.year, 1).hinder if "har ändrats" in b.text]

    @pytest.mark.parametrize("handelse", ["registrerat", "inställt", "aktivitet", "resultat", "namn"])
    def test_a_row_that_changes_its_words_is_told_on_its_page_and_at_fardigstall(self, hus, as_user, godkant, handelse):
        if handelse == "registrerat":
            grund.mote(hus.arena, date(2022, 4, 1))
        elif handelse == "inställt":
            hus.mote.status = "installt"
            hus.mote.save()
        elif handelse == "aktivitet":
            Aktivitet.objects.update(text="Något annat")
        elif handelse == "resultat":
            factories.resultat(godkant)
        else:
            hus.uppdrag.namn = "Lärcentra"
            hus.uppdrag.save()
        page = detalj(as_user, hus.processledare, godkant)
        assert SAGT in page
        assert reverse("berattelse:avsnitt_andrat", args=[godkant.pk]) in page
        assert SAGT in detalj(as_user, hus.samordnare, godkant)
        assert "Godkänn på nytt" not in detalj(as_user, hus.samordnare, godkant)
        fardigstall = read(as_user(hus.processledare), "berattelse:fardigstall", hus.year.pk, 1)
        assert f'href="{godkant.get_absolute_url()}">Avsnittet {hus.uppdrag.namn} har ändrats sedan det godkändes den ' in fardigstall

    def test_what_it_said_and_says_is_shown_side_by_side(self, hus, as_user, godkant):
        grund.mote(hus.arena, date(2022, 4, 1))
        page = read(as_user(hus.processledare), "berattelse:avsnitt_andrat", godkant.pk)
        assert "<del>ett sammanträde.</del>" in page
        assert "<ins>två sammanträden.</ins>" in page
        assert "Kompetens" not in page, "what is the same is not told again"
        assert "Godkänn på nytt" in page
        assert "Godkänn på nytt" not in read(as_user(hus.samordnare), "berattelse:avsnitt_andrat", godkant.pk)

    def test_of_what_was_approved_before_its_words_were_kept_nothing_is_said(self, hus, as_user, godkant):
        Statusbyte.objects.update(lydelse="")
        grund.mote(hus.arena, date(2022, 4, 1))
        assert SAGT not in detalj(as_user, hus.processledare, godkant)
        assert not [b for b in Beredskap(hus.year, 1).hinder if "har ändrats" in b.text]
        assert actions.se_efter_godkanda() == []

    def test_nothing_is_said_of_a_locked_year(self, hus, as_user, godkant):
        grund.mote(hus.arena, date(2022, 4, 1))
        factories.lock(hus.year)
        assert SAGT not in detalj(as_user, hus.processledare, godkant)
        assert actions.se_efter_godkanda() == []

    def test_the_report_itself_says_nothing_of_it(self, hus, godkant):
        grund.mote(hus.arena, date(2022, 4, 1))
        assert "ändrats sedan" not in som_html(Beredskap(hus.year, 1).data)

    def test_it_stops_the_report_from_being_said_to_be_done(self, hus, kort_tryck):
        year = utgavor.klart_year(hus)
        avsnitt = Avsnitt.objects.get(uppdrag=hus.uppdrag)
        actions.ater(avsnitt, by=hus.processledare, skal="x")
        actions.klar(avsnitt, by=hus.samordnare)
        actions.godkann(avsnitt, by=hus.processledare)
        assert Beredskap(year, 1).hinder == []
        factories.resultat(avsnitt)
        (brist,) = Beredskap(year, 1).hinder
        assert brist.text.startswith(f"Avsnittet {avsnitt} har ändrats sedan det godkändes den ")


class TestLists:
    """They cannot look themselves: the clock has looked."""

    def test_the_clock_notes_it_once_and_takes_the_note_away(self, hus, godkant, capsys):
        assert actions.se_efter_godkanda() == []
        mote = grund.mote(hus.arena, date(2022, 4, 1))
        call_command("kor_dagligen")
        assert "Har ändrats sedan godkännandet: ett avsnitt." in capsys.readouterr().out
        assert actions.se_efter_godkanda() == []
        assert Statusbyte.objects.get().sett_andrat
        mote.delete()
        assert actions.se_efter_godkanda() == []
        assert Statusbyte.objects.get().sett_andrat is None

    def test_whoever_approves_has_it_to_do_and_every_list_says_so(self, hus, as_user, godkant):
        grund.mote(hus.arena, date(2022, 4, 1))
        actions.se_efter_godkanda()
        client = as_user(hus.processledare)
        start = read(client, "start").partition("Att göra")[2].partition("</section>")[0]
        assert "Granska Lärcentrum 2022" in start
        assert "ändrat sedan det godkändes, sett" in start
        overview = read(client, "berattelse:year_overview", hus.year.pk)
        assert "<strong>ändrat sedan dess</strong>" in overview
        assert "ändrat sedan det godkändes, sett" in overview.partition("Det som saknas")[2]
        assert f"valda-{godkant.pk}" in read(client, "berattelse:year_godkann", hus.year.pk)
        samordnarens = read(as_user(hus.samordnare), "start")
        assert "Granska Lärcentrum" not in samordnarens
        assert "ändrat sedan dess" in samordnarens

    def test_nothing_is_said_once_it_is_approved_anew_or_sent_back(self, hus, as_user, godkant):
        akter = (lambda a: actions.godkann(a, by=hus.processledare), lambda a: actions.ater(a, by=hus.processledare, skal="x"))
        for manad, act in enumerate(akter, 4):
            grund.mote(hus.arena, date(2022, manad, 1))
            actions.se_efter_godkanda()
            act(Avsnitt.objects.get(pk=godkant.pk))
            start = read(as_user(hus.processledare), "start")
            assert "ändrat sedan det godkändes" not in start
            assert "ändrat sedan dess" not in read(as_user(hus.processledare), "berattelse:year_overview", hus.year.pk)

    def test_looking_costs_the_same_for_many(self, hus, godkant):
        def fragor():
            with CaptureQueriesContext(
                connection,
            ) as asked:
                actions.se_efter_godkanda()
            return len(asked)

        ett = fragor()
        for namn in ("A", "B", "C"):
            avsnitt = factories.avsnitt(hus, uppdrag=grund.uppdrag(hus.avtal, namn), status="klar")
            actions.godkann(avsnitt, by=hus.processledare)
        assert fragor() == ett


class TestAnew:
    def test_it_is_approved_as_it_is_now_and_the_log_says_so(self, hus, as_user, godkant, mailoutbox, django_capture_on_commit_callbacks):
        grund.mote(hus.arena, date(2022, 4, 1))
        client = as_user(hus.processledare)
        falt = mark(detalj(as_user, hus.processledare, godkant))
        with django_capture_on_commit_callbacks(execute=True):
            svar = client.post(reverse("berattelse:avsnitt_godkann", args=[godkant.pk]), falt, follow=True).content.decode()
        assert "Avsnittet är godkänt." in svar
        assert SAGT not in svar
        assert list(Statusbyte.objects.values_list("fran", "till")) == [("klar", "godkand"), ("godkand", "godkand")]
        assert Handelse.objects.filter(akt="godkände på nytt", objekt=f"berattelse.avsnitt:{godkant.pk}").count() == 1
        assert mailoutbox == [], "nobody has anything to do because of it"

    def test_what_has_changed_since_it_was_shown_is_not_approved(self, hus, as_user, godkant):
        grund.mote(hus.arena, date(2022, 4, 1))
        falt = mark(detalj(as_user, hus.processledare, godkant))
        grund.mote(hus.arena, date(2022, 5, 1))
        url = reverse("berattelse:avsnitt_godkann", args=[godkant.pk])
        svar = as_user(hus.processledare).post(url, falt, follow=True).content.decode()
        assert "säger något annat nu än när sidan visades" in svar
        assert Statusbyte.objects.count() == 1

    def test_nor_the_first_time(self, hus, as_user):
        avsnitt = factories.avsnitt(hus, status="klar", beskrivning="<p>x</p>")
        falt = mark(detalj(as_user, hus.processledare, avsnitt))
        factories.aktivitet(avsnitt)
        url = reverse("berattelse:avsnitt_godkann", args=[avsnitt.pk])
        assert "säger något annat nu" in as_user(hus.processledare).post(url, falt, follow=True).content.decode()
        avsnitt.refresh_from_db()
        assert avsnitt.status == "klar"

    def test_what_says_the_same_is_approved_already(self, hus, godkant):
        with pytest.raises(ValidationError, match="redan godkänt"):
            actions.godkann(godkant, by=hus.processledare)

    def test_only_by_whoever_approves_while_the_year_is_open(self, hus, as_user, godkant):
        grund.mote(hus.arena, date(2022, 4, 1))
        url = reverse("berattelse:avsnitt_godkann", args=[godkant.pk])
        for who, status in (("samordnare", 403), ("direktor", 403), ("utomstaende", 404)):
            assert as_user(getattr(hus, who)).post(url, {"version": "1"}).status_code == status
        factories.lock(hus.year)
        assert as_user(hus.processledare).post(url, {"version": "1"}).status_code == 403

    def test_many_at_once(self, hus, as_user, godkant):
        grund.mote(hus.arena, date(2022, 4, 1))
        url = reverse("berattelse:year_godkann", args=[hus.year.pk])
        for sagt in ("Ett avsnitt är godkänt: Lärcentrum.", "ändrats eller godkänts sedan sidan visades: Lärcentrum."):
            svar = as_user(hus.processledare).post(url, {"valda": [f"{godkant.pk}-1"]}, follow=True).content.decode()
            assert sagt in svar
        assert Statusbyte.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@samtidigt.bara_postgresql
def test_of_two_who_approve_anew_at_once_one_succeeds(hus, godkant):
    grund.mote(hus.arena, date(2022, 4, 1))
    rader = [Avsnitt.objects.select_related("verksamhetsar__avtal").get(pk=godkant.pk) for _ in range(2)]
    svar = samtidigt.tryck(*(lambda rad=rad: actions.godkann(rad, by=hus.processledare) for rad in rader))
    assert sorted(str(s) for s in svar) == ["Avsnittet är redan godkänt så som det är nu.", "None"]
    assert Statusbyte.objects.count() == 2
