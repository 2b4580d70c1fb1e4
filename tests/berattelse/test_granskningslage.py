"""The review, told: why it came back, many approved at once, what has changed since, a comma mended, and whose turn it is."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from berattelse import actions
from berattelse.granskning.beredskap import utkast
from berattelse.models import Avsnitt, Statusbyte
from berattelse.skrift.rapport import som_html
from samverkan.inaktuell import Inaktuell
from samverkan.models import Handelse
from tests import factories as grund
from tests import samtidigt
from tests.berattelse import factories
from tests.berattelse.queries import antal_fragor

pytestmark = pytest.mark.django_db
SKAL = "Skriv mer om resultaten."


def read(client, name, *args):
    response = client.get(reverse(name, args=args), follow=True)
    assert response.status_code == 200
    return response.content.decode()


def klart(hus, namn, samordnare=None, **fields):
    """A section handed in, of an uppdrag of its own."""
    uppdrag = grund.uppdrag(hus.avtal, namn)
    uppdrag.samordnare.create(user=samordnare or hus.samordnare, fran=grund.BORJAN)
    return factories.avsnitt(hus, uppdrag=uppdrag, status="klar", **fields)


class TestReturned:
    def test_the_start_page_says_why_when_and_by_whom(self, hus, as_user):
        avsnitt = factories.avsnitt(hus, status="klar")
        actions.ater(avsnitt, by=hus.processledare, skal="Skriv om <allt>.")
        Statusbyte.objects.update(tid="2022-05-03T10:00Z")
        page = read(as_user(hus.samordnare), "start")
        del_ = page.partition("Att göra")[2].partition("</section>")[0]
        assert "Rätta Lärcentrum 2022" in del_
        assert f'href="{avsnitt.get_absolute_url()}"' in del_
        assert f"2022-05-03 av {hus.processledare}" in re.sub("<.*?>", "", del_)
        assert "Skriv om &lt;allt&gt;." in del_

    def test_only_to_her_whose_it_is_and_until_it_is_handed_in_again(self, hus, as_user):
        avsnitt = factories.avsnitt(hus, status="utkast")
        actions.klar(avsnitt, by=hus.processledare)  # handed in for the samordnare, whose it is still
        actions.ater(avsnitt, by=hus.processledare, skal=SKAL)
        assert SKAL in read(as_user(hus.samordnare), "start")
        annan = grund.user("Annan", roll="samordnare", organisation=hus.region)
        for user in (annan, hus.processledare, hus.controller, hus.utomstaende):
            assert SKAL not in read(as_user(user), "start")
        actions.klar(avsnitt, by=hus.samordnare)
        assert SKAL not in read(as_user(hus.samordnare), "start")

    def test_whoever_handed_in_another_agreements_section_is_told(self, hus, as_user):
        avsnitt = factories.annat_avtal(hus, status="utkast")
        actions.klar(avsnitt, by=hus.samordnare)
        actions.ater(avsnitt, by=hus.processledare, skal=SKAL)
        assert SKAL in read(as_user(hus.samordnare), "start")


class TestApproveMany:
    def _godkann(self, client, year, *valda):
        url = reverse("berattelse:year_godkann", args=[year.pk])
        return client.post(url, {"valda": [v if isinstance(v, str) else f"{v.pk}-{v.version}" for v in valda]}, follow=True)

    def test_those_ticked_are_approved_and_each_samordnare_gets_one_letter(
        self, hus, as_user, mailoutbox, django_capture_on_commit_callbacks
    ):
        annan = grund.user("Annan", roll="samordnare", organisation=hus.region)
        a, b, c, d = klart(hus, "A"), klart(hus, "B"), klart(hus, "C", annan), klart(hus, "D")
        with django_capture_on_commit_callbacks(execute=True):
            response = self._godkann(as_user(hus.processledare), hus.year, a, b, c)
        assert "Tre avsnitt är godkända: A, B och C." in response.content.decode()
        assert [Avsnitt.objects.get(pk=row.pk).status for row in (a, b, c, d)] == ["godkand", "godkand", "godkand", "klar"]
        assert sorted((letter.to[0], letter.subject) for letter in mailoutbox) == sorted(
            [(hus.samordnare.email, "Godkänt: två avsnitt 2022"), (annan.email, "Godkänt: C 2022")]
        )
        (brev,) = [letter for letter in mailoutbox if letter.to == [hus.samordnare.email]]
        assert a.get_absolute_url() in brev.body
        assert c.get_absolute_url() not in brev.body
        assert Handelse.objects.filter(akt="godkände", avtal_id=hus.avtal.pk).count() == 3

    def test_one_changed_meanwhile_is_left_and_named(self, hus, as_user):
        a, b, c = klart(hus, "A"), klart(hus, "B"), klart(hus, "C")
        actions.spara(b, {"framtid": "<p>x</p>"}, version=1, by=hus.processledare)
        actions.ater(c, by=hus.processledare, skal=SKAL)
        page = self._godkann(as_user(hus.processledare), hus.year, a, f"{b.pk}-1", c).content.decode()
        assert "Ett avsnitt är godkänt: A." in page
        assert "sedan sidan visades: B och C." in page
        assert [Avsnitt.objects.get(pk=row.pk).status for row in (a, b, c)] == ["godkand", "klar", "ater"]

    def test_the_page_lists_what_waits_with_a_link_to_what_has_changed(self, hus, as_user):
        a, utkast = klart(hus, "A-avsnittet"), factories.avsnitt(hus, status="utkast")
        client = as_user(hus.processledare)
        assert "inte godkänt förut" in read(client, "berattelse:year_godkann", hus.year.pk)
        actions.godkann(a, by=hus.processledare)
        actions.ater(a, by=hus.processledare, skal=SKAL)
        actions.klar(a, by=hus.samordnare)
        page = read(client, "berattelse:year_godkann", hus.year.pk)
        assert reverse("berattelse:avsnitt_andrat", args=[a.pk]) in page
        assert f"valda-{utkast.pk}" not in page
        assert reverse("berattelse:year_godkann", args=[hus.year.pk]) in read(client, "start")

    def test_an_introduction_nobody_has_begun_is_approved_as_left_out_but_no_section_of_an_uppdrag(self, hus, as_user):
        tom, tomt_uppdrag = factories.inledning(hus), factories.avsnitt(hus)
        client = as_user(hus.processledare)
        page = read(client, "berattelse:year_godkann", hus.year.pk)
        assert (f"valda-{tom.pk}" in page, f"valda-{tomt_uppdrag.pk}" in page) == (True, False)
        assert "Godkänn utan text" in client.get(tom.get_absolute_url()).content.decode()
        svar = self._godkann(client, hus.year, tom, tomt_uppdrag).content.decode()
        assert f"Ett avsnitt är godkänt: {tom}." in svar
        assert [Avsnitt.objects.get(pk=row.pk).status for row in (tom, tomt_uppdrag)] == ["godkand", "ej_paborjad"]
        assert client.post(reverse("berattelse:avsnitt_godkann", args=[tomt_uppdrag.pk]), {"version": "1"}).status_code == 403

    def test_nothing_ticked_or_nonsense_approves_nothing(self, hus, as_user):
        a, client = klart(hus, "A"), as_user(hus.processledare)
        assert "Kryssa för" in self._godkann(client, hus.year).content.decode()
        for bad in ("x", "-", "²-1", f"{a.pk}-²", f"{a.pk}", "9" * 40 + "-1", f"{a.pk}-0"):
            self._godkann(client, hus.year, bad)
        assert Avsnitt.objects.get().status == "klar"

    @pytest.mark.parametrize(("who", "status"), [("samordnare", 403), ("direktor", 403), ("lasare", 403), ("utomstaende", 404)])
    def test_refused(self, hus, as_user, who, status):
        a = klart(hus, "A")
        assert self._godkann(as_user(getattr(hus, who)), hus.year, a).status_code == status
        assert Avsnitt.objects.get(pk=a.pk).status == "klar"

    def test_that_of_another_year_or_agreement_is_not_taken(self, hus, as_user):
        a = factories.avsnitt(hus, year=grund.verksamhetsar(hus.avtal, 2023), status="klar")
        self._godkann(as_user(hus.processledare), hus.year, a)
        assert Avsnitt.objects.get(pk=a.pk).status == "klar"
        factories.lock(hus.year)
        assert self._godkann(as_user(hus.processledare), hus.year, a).status_code == 403

    def test_asks_as_much_for_three_as_for_one(self, hus, as_user):
        klart(hus, "A")
        url, client = reverse("berattelse:year_godkann", args=[hus.year.pk]), as_user(hus.processledare)
        fore = antal_fragor(client, url)
        klart(hus, "B"), klart(hus, "C")
        assert antal_fragor(client, url) == fore <= 12

    def test_twice_approves_once(self, hus):
        rader = [(klart(hus, namn), 1) for namn in "AB"]
        igen = [(Avsnitt.objects.get(pk=row.pk), 1) for row, _ in rader]
        assert [len(del_) for del_ in actions.godkann_valda(rader, by=hus.processledare)] == [2, 0]
        assert [len(del_) for del_ in actions.godkann_valda(igen, by=hus.processledare)] == [0, 2]
        assert Statusbyte.objects.filter(till="godkand").count() == 2


@pytest.mark.django_db(transaction=True)
@samtidigt.bara_postgresql
def test_of_two_who_approve_many_at_the_same_moment_each_section_is_approved_once(hus):
    pk = [klart(hus, namn).pk for namn in "ABC"]

    def godkann(ordning):
        rader = [(Avsnitt.objects.get(pk=n), 1) for n in ordning]
        return lambda: len(actions.godkann_valda(rader, by=hus.processledare)[0])

    assert sum(samtidigt.tryck(godkann(pk), godkann(pk[::-1]))) == 3
    assert Statusbyte.objects.filter(till="godkand").count() == 3


@pytest.mark.django_db(transaction=True)
@samtidigt.bara_postgresql
def test_what_is_mended_as_it_is_approved_is_approved_as_it_was_read_or_not_at_all(hus):
    row, annan = klart(hus, "A"), Avsnitt.objects.get()

    def ratta():
        return actions.spara(annan, {"framtid": "<p>x</p>"}, version=1, by=hus.processledare).version

    svar = samtidigt.tryck(lambda: actions.godkann(row, by=hus.processledare, version=1), ratta)
    nu = Avsnitt.objects.get()
    assert sum(isinstance(s, str) for s in svar) == 1
    assert (nu.status, nu.version) in {("godkand", 1), ("klar", 2)}


class TestChangedSinceApproved:
    def _godkand_och_andrad(self, hus):
        avsnitt = factories.avsnitt(hus, status="utkast")
        for text in ("<p>Sex möten.</p>", "<p>Sju möten.</p>"):
            avsnitt = actions.spara(avsnitt, {"beskrivning": text}, version=avsnitt.version, by=hus.samordnare)
            actions.klar(avsnitt, by=hus.samordnare)
            if "Sex" in text:
                actions.godkann(avsnitt, by=hus.processledare)
                actions.ater(avsnitt, by=hus.processledare, skal=SKAL)
        return avsnitt

    @pytest.mark.parametrize("med_version", [True, False])
    def test_is_shown_word_by_word(self, hus, as_user, med_version):
        avsnitt = self._godkand_och_andrad(hus)
        assert list(Statusbyte.objects.values_list("till", "version")) == [("klar", 2), ("godkand", 2), ("ater", 2), ("klar", 3)]
        if not med_version:
            Statusbyte.objects.update(version=None)  # as the oldest are: the text is found by the time
        client = as_user(hus.processledare)
        assert "Ändrat sedan jag godkände" in read(client, "berattelse:avsnitt_detail", avsnitt.pk)
        page = read(client, "berattelse:avsnitt_andrat", avsnitt.pk)
        assert "<del>Sex</del>" in page
        assert "<ins>Sju</ins>" in page
        assert f"Ändrat sedan {hus.processledare} godkände" in read(as_user(hus.samordnare), "berattelse:avsnitt_detail", avsnitt.pk)

    def test_of_what_has_not_changed_or_was_never_approved_nothing_is_said(self, hus, as_user):
        avsnitt = factories.avsnitt(hus, status="klar")
        client, url = as_user(hus.processledare), reverse("berattelse:avsnitt_andrat", args=[avsnitt.pk])
        assert client.get(url).status_code == 404
        actions.godkann(avsnitt, by=hus.processledare)
        assert "Ändrat sedan" not in read(client, "berattelse:avsnitt_detail", avsnitt.pk)
        assert as_user(hus.lasare).get(url).status_code == 404


class TestMend:
    def _spara(self, client, avsnitt, text="<p>Rättat, med komma.</p>"):
        data = dict.fromkeys(avsnitt.delar, "") | {"beskrivning": text, "version": avsnitt.version}
        return client.post(reverse("berattelse:avsnitt_edit", args=[avsnitt.pk]), data)

    def test_the_processledare_mends_and_it_stays_klar_and_is_told(self, hus, as_user, mailoutbox, django_capture_on_commit_callbacks):
        avsnitt = factories.avsnitt(hus, status="utkast", beskrivning="<p>Rättat med komma.</p>")
        actions.klar(avsnitt, by=hus.samordnare)
        client = as_user(hus.processledare)
        assert ">Rätta</a>" in read(client, "berattelse:avsnitt_detail", avsnitt.pk)
        assert "Du rättar i ett avsnitt som är klart." in read(client, "berattelse:avsnitt_edit", avsnitt.pk)
        with django_capture_on_commit_callbacks(execute=True):
            assert self._spara(client, avsnitt).status_code == 302
        nu = Avsnitt.objects.get()
        assert (nu.status, nu.version, nu.beskrivning) == ("klar", 2, "<p>Rättat, med komma.</p>")
        assert [(letter.to, letter.subject) for letter in mailoutbox] == [([hus.samordnare.email], "Rättat: Lärcentrum 2022")]
        with django_capture_on_commit_callbacks(execute=True):
            actions.spara(nu, {"beskrivning": nu.beskrivning}, version=2, by=hus.processledare)
        assert len(mailoutbox) == 1, "once told where to look"
        assert Handelse.objects.filter(akt="rättade", avtal_id=hus.avtal.pk).count() == 2
        assert Statusbyte.objects.count() == 1
        for till in ("klar", "godkand"):
            Avsnitt.objects.update(status=till)
            page = read(as_user(hus.samordnare), "berattelse:avsnitt_detail", avsnitt.pk)
            assert "Rättat medan avsnittet var klart" in page
            assert reverse("berattelse:historik_detail", args=[avsnitt.pk, nu.history.first().pk]) in page

    def test_what_was_written_before_it_was_handed_in_is_not_called_mended(self, hus, as_user):
        avsnitt = actions.spara(factories.avsnitt(hus), {"beskrivning": "<p>x</p>"}, version=1, by=hus.samordnare)
        actions.klar(avsnitt, by=hus.samordnare)
        assert "Rättat medan" not in read(as_user(hus.samordnare), "berattelse:avsnitt_detail", avsnitt.pk)

    def test_what_was_mended_before_it_came_back_is_not_told_again(self, hus, as_user):
        avsnitt = factories.avsnitt(hus, status="utkast")
        actions.klar(avsnitt, by=hus.samordnare)
        actions.spara(avsnitt, {"beskrivning": "<p>x</p>"}, version=1, by=hus.processledare)
        actions.ater(avsnitt, by=hus.processledare, skal=SKAL)
        actions.klar(avsnitt, by=hus.samordnare)
        assert "Rättat medan" not in read(as_user(hus.samordnare), "berattelse:avsnitt_detail", avsnitt.pk)

    @pytest.mark.parametrize(("who", "status"), [("samordnare", "klar"), ("processledare", "godkand"), ("samordnare", "godkand")])
    def test_refused_to_the_writer_and_when_it_is_approved(self, hus, as_user, who, status):
        avsnitt, client = factories.avsnitt(hus, status=status), as_user(getattr(hus, who))
        assert client.get(reverse("berattelse:avsnitt_edit", args=[avsnitt.pk])).status_code == 403
        assert ">Rätta</a>" not in read(client, "berattelse:avsnitt_detail", avsnitt.pk)
        response = self._spara(client, avsnitt)
        assert response.status_code == 409
        assert "Rättat, med komma." in response.content.decode()
        assert Avsnitt.objects.get().version == 1

    def test_only_the_text_is_mended(self, hus, as_user):
        avsnitt = factories.avsnitt(hus, status="klar")
        factories.forra_aret(hus, beskrivning="<p>Då</p>")
        client = as_user(hus.processledare)
        assert client.post(reverse("berattelse:avsnitt_hamta", args=[avsnitt.pk])).status_code == 403
        with pytest.raises(ValidationError):
            actions.hamta_foregaende(avsnitt, by=hus.processledare)
        post = avsnitt.history.first().pk
        assert client.post(reverse("berattelse:historik_ta_tillbaka", args=[avsnitt.pk, post])).status_code == 403

    def test_the_one_that_was_approved_meanwhile_is_not_mended_and_the_one_mended_is_not_approved(self, hus):
        for forst in ("ratta", "godkann"):
            row = klart(hus, forst)
            andra = Avsnitt.objects.get(pk=row.pk)
            if forst == "godkann":
                actions.godkann(row, by=hus.processledare, version=1)
                with pytest.raises(ValidationError, match="godkänd och kan inte ändras"):
                    actions.spara(andra, {"framtid": "x"}, version=1, by=hus.processledare)
                continue
            actions.spara(andra, {"framtid": "x"}, version=1, by=hus.processledare)
            with pytest.raises(ValidationError, match="ny text"):
                actions.godkann(row, by=hus.processledare, version=1)
            with pytest.raises(Inaktuell):
                actions.spara(andra, {"framtid": "y"}, version=1, by=hus.processledare)


class TestTheReportWithWhoseTurn:
    def _url(self, hus, name="report_granska"):
        return reverse(f"berattelse:{name}", args=[hus.year.pk])

    def test_each_section_says_where_it_stands_and_for_whom_it_waits(self, hus, as_user):
        avsnitt = factories.avsnitt(hus, status="ater", beskrivning="<p>Texten.</p>")
        Avsnitt.objects.create(verksamhetsar=hus.year, sort="omrade", rubrik=hus.rubrik, status="klar")
        factories.inledning(hus)
        actions.kommentera(avsnitt, "beskrivning", 1, "Hemligt?", version=1, by=hus.processledare)
        page = as_user(hus.processledare).get(self._url(hus)).content.decode()
        sektion = page.partition('<section class="uppdrag"')[2]
        assert f"Väntar på {hus.samordnare}." in sektion
        assert "en öppen kommentar" in sektion
        assert "Väntar på processledaren." in page.partition('<section class="kapitel"')[2].partition("<section")[0]
        assert "Inledning:" in page.partition("Skrivs inte ut nu")[2].partition("</ul>")[0]
        assert "Hemligt?" not in page
        assert "Texten." in page

    def test_nothing_of_it_is_in_the_report_itself(self, hus, as_user):
        client = as_user(hus.processledare)
        factories.avsnitt(hus, status="godkand", beskrivning="<p>Texten.</p>")
        utan = client.get(self._url(hus, "report_html")).content.decode()
        assert 'class="tur"' not in utan + som_html(utkast(hus.year, 1))
        med = client.get(self._url(hus)).content.decode()
        assert 'class="tur"' in med
        assert "Väntar på" not in med  # nobody's turn when it is approved

    def test_asks_two_questions_more_than_the_report(self, hus, as_user):
        client = as_user(hus.processledare)
        for namn in "ABC":
            hus.rubrik.placeringar.create(uppdrag=klart(hus, namn).uppdrag, ordning=5)
        utan, med = antal_fragor(client, self._url(hus, "report_html")), antal_fragor(client, self._url(hus))
        assert med <= utan + 2

    @pytest.mark.parametrize(
        ("who", "status"), [("samordnare", 200), ("controller", 200), ("lasare", 403), ("kommunchef", 403), ("utomstaende", 404)]
    )
    def test_who_reads_it(self, hus, as_user, who, status):
        assert as_user(getattr(hus, who)).get(self._url(hus)).status_code == status
