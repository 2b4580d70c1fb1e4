"""Whether a step of the year is done is read from the rows; and what each role sees of it on her start page."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from berattelse.granskning.arslage import KLART, KOMMER, NU, OKANT, SENT, Arslage, arslagen, stegen
from berattelse.granskning.arssteg import med_laget
from berattelse.models import Avsnitt, Dokumentuppgift, Fardigstallande, Publicering
from ekonomi.models import Arsresultat
from enkat.models import Omgang, Vardering
from tests import factories as grund
from tests.berattelse import factories, utgavor
from tests.berattelse.queries import antal_fragor
from tests.enkat import factories as f
from uppdrag.actions.arssteg import lagg_in_arssteg
from uppdrag.arsplan import MODELLEN, PRAXIS
from uppdrag.models import Arenaar, Beslut, Rekommendation, Tillfalle, Verksamhetsar

pytestmark = pytest.mark.django_db
DAGEN = date(2023, 1, 24)


@pytest.fixture
def year(hus):
    """The year 2022 with its steps, all of them part of it."""
    lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
    hus.year.arssteg.update(ingar=True)
    return hus.year


def stegens_lage(year, dag=DAGEN):
    return {s.steg.sort: s for s in stegen(med_laget(Verksamhetsar.objects.filter(pk=year.pk)).get(), dag)}


def utfall(year, sort, dag=DAGEN):
    rad = stegens_lage(year, dag)[sort].utfall
    return rad.klart, rad.text


class TestDone:
    """For each step: not done, then done, by the rows alone."""

    def test_planned(self, hus, year):
        assert utfall(year, "planerat") == (False, "avsnitt är inte inlagda")
        factories.avsnitt(hus)
        with time_machine.travel("2022-03-01 08:00 +0100"):
            assert utfall(year, "planerat") == (None, "ingen plan är registrerad för arenorna")
            assert stegens_lage(year, date(2022, 12, 1))["planerat"].lage == OKANT, "that nobody registers a plan is not late"
        Arenaar.objects.create(arena=hus.arena, verksamhetsar=year, planerat=4)
        andra = grund.arena(hus.avtal, "Nätverket för arkiv")
        assert utfall(year, "planerat") == (None, "1 av 2 arenor har en plan; för övriga är ingen plan registrerad")
        andra.delete()
        assert utfall(year, "planerat") == (True, "1 av 1 arena har en plan")
        Verksamhetsar.objects.update(status="planerat")
        assert utfall(year, "planerat") == (False, "året är inte öppnat")

    def test_written_and_reviewed(self, hus, year):
        assert utfall(year, "skrivet")[0] is utfall(year, "granskat")[0] is False
        avsnitt, inledning = factories.avsnitt(hus, status="utkast"), factories.inledning(hus, status="godkand")
        assert utfall(year, "skrivet") == (False, "0 av 1 avsnitt är inskickade")
        type(avsnitt).objects.filter(pk=avsnitt.pk).update(status="klar")
        assert (utfall(year, "skrivet")[0], utfall(year, "granskat")) == (True, (False, "1 av 2 avsnitt är godkända"))
        type(avsnitt).objects.update(status="godkand")
        assert utfall(year, "granskat") == (True, "2 av 2 avsnitt är godkända")
        type(avsnitt).objects.filter(pk__in=[avsnitt.pk, inledning.pk]).update(status="ater")
        assert utfall(year, "skrivet")[0] is False

    def test_the_outcome(self, hus, year):
        resultat = Arsresultat.objects.create(verksamhetsar=year, belopp=1)
        assert utfall(year, "utfallet")[0] is False
        Arsresultat.objects.filter(pk=resultat.pk).update(godkant=datetime(2023, 1, 20, tzinfo=UTC), godkant_av=hus.controller)
        with time_machine.travel("2023-02-01 08:00 +0100"):
            assert utfall(year, "utfallet") == (True, "20 januari")
        with time_machine.travel("2024-02-01 08:00 +0100"):
            assert utfall(year, "utfallet") == (True, "20 januari 2023")

    def test_ready_adopted_signed_and_handed_over(self, hus, year):
        sorter = ("fardigstallt", "faststallt", "signerat", "overlamnat")
        assert [utfall(year, s)[0] for s in sorter] == [False, False, False, False]
        osignerad = utgavor.rad(grund.verksamhetsar(hus.avtal, 2020), hus.direktor)
        assert osignerad.is_signerad  # another year's edition says nothing of this one
        assert not any(utfall(year, s)[0] for s in sorter)
        utgava = utgavor.rad(year, hus.direktor)
        Verksamhetsar.objects.filter(pk=year.pk).update(status="locked")
        assert [utfall(year, s)[0] for s in sorter] == [True, True, True, False]
        utgavor.sandning(utgava, hus.berg, hus.processledare)
        assert utfall(year, "overlamnat") == (False, "sänd till 1 av 2 kommuner, publicerad")
        utgavor.sandning(utgava, hus.krokom, hus.processledare)
        assert utfall(year, "overlamnat") == (True, "sänd till 2 av 2 kommuner, publicerad")

    def test_the_steps_follow_the_latest_word_and_edition_while_one_is_corrected(self, hus, year):
        """What was done is done again and has no day of its own, so it is never late; the parties see what holds for them."""
        forsta = utgavor.rad(year, hus.direktor)
        for kommun in (hus.berg, hus.krokom):
            utgavor.sandning(forsta, kommun, hus.processledare)
        sorter = ("fardigstallt", "faststallt", "signerat", "overlamnat")
        lagen = lambda: [stegens_lage(year)[s].lage for s in sorter]  # noqa: E731
        Verksamhetsar.objects.filter(pk=year.pk).update(status="locked")
        assert lagen() == [KLART] * 4
        Verksamhetsar.objects.filter(pk=year.pk).update(status="oppet")
        assert lagen() == [NU] * 4
        assert utfall(year, "fardigstallt") == (False, "året är upplåst, och utgåva 1 kan rättas")
        assert utfall(year, "faststallt")[1].endswith("; en rättad är inte fastställd")
        assert {stegens_lage(year)[s].sista_dag for s in sorter} == {None}
        Fardigstallande.objects.create(verksamhetsar=year, skede=1, sha256="0" * 64, errata="Ett namn.", av=hus.processledare)
        assert lagen() == [KLART, NU, NU, NU]
        rattad = utgavor.rad(year, hus.direktor, ersatter=forsta, signatur=False)
        Verksamhetsar.objects.filter(pk=year.pk).update(status="locked")
        assert lagen() == [KLART, KLART, NU, NU]
        assert utfall(year, "signerat")[1].startswith("utgåva 2 är inte signerad; den förra signerades ")
        assert utfall(year, "overlamnat")[1] == "den förra utgåvan är sänd till 2 av 2 kommuner, publicerad"
        for roll, lage in (("kommunchef", KLART), ("processledare", NU)):
            (arslage,) = arslagen(list(med_laget(Verksamhetsar.objects.filter(pk=year.pk))), {year.avtal_id: {roll}}, DAGEN)
            assert arslage.steget("overlamnat").lage == lage
        utgavor.signera_rad(rattad, hus.direktor)
        assert lagen() == [KLART, KLART, KLART, NU]

    def test_a_correction_takes_back_nothing_that_was_done(self, hus, year):
        Verksamhetsar.objects.filter(pk=year.pk).update(status="locked")
        forsta = utgavor.rad(year, hus.direktor)
        for kommun in (hus.berg, hus.krokom):
            utgavor.sandning(forsta, kommun, hus.processledare)
        rattad = utgavor.rad(year, hus.direktor, ersatter=forsta, signatur=False)
        utgavor.signera_rad(rattad, hus.direktor)
        utgavor.sandning(rattad, hus.berg, hus.processledare)
        text = "sänd till 2 av 2 kommuner, publicerad; den rättade utgåva 2 är sänd till 1 av 2, inte publicerad"
        assert utfall(year, "overlamnat") == (False, text)
        utgavor.sandning(rattad, hus.krokom, hus.processledare)
        Publicering.objects.create(utgava=rattad, av=hus.processledare)
        assert utfall(year, "overlamnat") == (True, "sänd till 2 av 2 kommuner, publicerad")

    def test_adopted_is_not_signed(self, hus, year):
        utgavor.rad(year, hus.direktor, signatur=False)
        Verksamhetsar.objects.filter(pk=year.pk).update(status="locked")
        assert (utfall(year, "faststallt")[0], utfall(year, "signerat")[0]) == (True, False)

    @pytest.mark.parametrize(("sort", "forval"), [("besvarat", "organ-2015"), ("bedomt", "kommunernas")])
    def test_answered(self, hus, year, sort, forval):
        assert utfall(year, sort) == (False, "ingen frågerunda finns")
        omgang = f.omgang(hus, forval)
        fragad = f.deltagare(omgang, hus.arena if sort == "besvarat" else hus.berg)
        assert utfall(year, sort) == (False, "0 av 1 har svarat")
        type(fragad).objects.update(status="inskickat")
        assert utfall(year, sort) == (True, "1 av 1 har svarat")
        type(fragad).objects.update(status="borjat")
        Omgang.objects.update(status="stangd")
        assert utfall(year, sort) == (True, "frågerundan är stängd, 0 av 1 har svarat")

    def test_an_anonymous_round_tells_nobody_how_many_have_answered(self, hus, year):
        f.deltagare(f.omgang(hus, anonym=True, minsta_grupp=2), hus.arena, status="inskickat")
        assert utfall(year, "besvarat") == (False, "svaren är anonyma och räknas när frågerundan är över")

    def test_whether_the_compilation_was_sent_is_unknown(self, hus, year):
        f.deltagare(f.omgang(hus), hus.arena)
        assert utfall(year, "sammanstallt")[0] is False
        Omgang.objects.update(status="stangd")
        assert utfall(year, "sammanstallt") == (None, "sammanställningen finns att läsa; om den är sänd står ingenstans")
        assert stegens_lage(year)["sammanstallt"].lage == OKANT

    def test_the_meetings_with_each_kommun(self, hus, year):
        for kommun, status in ((hus.berg, "hallet"), (hus.krokom, "planerat")):
            Tillfalle.objects.create(
                avtal=hus.avtal, kommun=kommun, om_year=year, fran=date(2023, 1, 17), till=date(2023, 1, 17), status=status
            )
        assert utfall(year, "traffat") == (False, "1 av 2 kommuner har haft sin träff")
        Tillfalle.objects.update(status="hallet")
        assert utfall(year, "traffat")[0] is True

    def test_the_joint_value(self, hus, year):
        omgang = f.omgang(hus, "kommunernas", status="stangd")
        varde = Vardering.objects.create(omgang=omgang, uppdrag=hus.uppdrag)
        assert utfall(year, "varderat") == (False, "0 av 1 värde beslutade")
        fraga = next(q for q in omgang.formular.fragor if q.sort == "skala")
        enad = {"status": "enad", "alternativ": fraga.alternativ.first(), "beslut": self._beslut(hus)}
        Vardering.objects.filter(pk=varde.pk).update(**enad)
        assert utfall(year, "varderat")[0] is True

    def _beslut(self, hus, **fields):
        fields = {"organ": "Regionens samverkansråd", "datum": date(2023, 2, 8), "text": "Beslut"} | fields
        return Beslut.objects.create(avtal=hus.avtal, **fields)

    @pytest.mark.parametrize(
        ("fields", "klart"),
        [
            ({}, True), ({"organ": "regionens SAMVERKANSRÅD"}, True), ({"datum": date(2022, 12, 31)}, False), ({"datum": date(2024, 3, 1)}, False),
            ({"organ": "Regionfullmäktige"}, False),
        ],
    )  # fmt: skip
    def test_the_councils_decision(self, hus, year, fields, klart):
        assert utfall(year, "beslutat")[0] is False
        self._beslut(hus, **fields)
        assert utfall(year, "beslutat")[0] is klart

    def test_the_councils_decision_is_named_by_its_paragraph_and_day(self, hus, year):
        self._beslut(hus, datum=date(2023, 6, 1))
        with time_machine.travel("2023-07-01 08:00 +0200"):
            assert utfall(year, "beslutat") == (True, "1 juni")
            self._beslut(hus, paragraf="12")
            assert utfall(year, "beslutat") == (True, "§ 12, 8 februari")

    def test_each_step_that_is_done_says_by_what(self, hus, year):
        utgavor.rad(year, hus.direktor)
        Verksamhetsar.objects.filter(pk=year.pk).update(status="locked")
        self._beslut(hus)
        klara = [s for s in stegens_lage(year).values() if s.lage == KLART]
        assert {str(s.steg.sort) for s in klara} >= {"fardigstallt", "faststallt", "signerat", "beslutat"}
        assert [str(s) for s in klara if not s.utfall.text] == []

    def test_the_council_may_be_an_arena_by_another_name(self, hus, year):
        radet = grund.arena(hus.avtal, "Rådet")
        radet.andra_namn.create(namn="Regionens samverkansråd")
        self._beslut(hus, organ="Rådet", arena=radet)
        assert utfall(year, "beslutat")[0] is True

    def test_no_body_named_is_unknown(self, hus, year):
        type(hus.avtal).objects.update(berattelse_organ="")
        assert utfall(year, "beslutat")[0] is None

    def test_recommendations(self, hus, year):
        assert utfall(year, "rekommenderat") == (False, "rådet har inte beslutat")
        beslut = self._beslut(hus)
        assert utfall(year, "rekommenderat")[0] is None  # none registered: nobody knows whether there was one
        rad = Rekommendation.objects.create(avtal=hus.avtal, beslut=beslut, text="Att", agare="Chefen")
        assert utfall(year, "rekommenderat") == (False, "rekommendationen är inte klar")
        Rekommendation.objects.filter(pk=rad.pk).update(status="genomford")
        assert utfall(year, "rekommenderat")[0] is True

    def test_whether_the_second_report_was_handed_over_is_unknown(self, hus, year):
        with time_machine.travel("2023-05-24 08:00 +0200"):
            assert utfall(year, "rapporterat") == (False, "rapporten har ingen dag")
            Dokumentuppgift.objects.create(verksamhetsar=year, dokument="uppfoljningsrapport", datum=date(2023, 5, 23))
            assert utfall(year, "rapporterat") == (None, "rapporten är daterad 23 maj; om den är lämnad står ingenstans")


class TestWhereItStands:
    @pytest.mark.parametrize(
        ("dag", "lage", "i_ord"),
        [
            (date(2022, 1, 3), KOMMER, "389 dagar kvar"), (date(2023, 1, 24), NU, "3 dagar kvar"), (date(2023, 1, 26), NU, "1 dag kvar"),
            (date(2023, 1, 27), NU, "sista dagen i dag"), (date(2023, 1, 28), SENT, "1 dag över tiden"), (date(2023, 6, 1), SENT, "mer än 60 dagar över tiden"),
        ],
    )  # fmt: skip
    def test_by_the_day(self, hus, year, dag, lage, i_ord):
        rad = stegens_lage(year, dag)["overlamnat"]
        assert (rad.lage, rad.dagar_i_ord) == (lage, i_ord)

    def test_what_is_done_is_never_late(self, hus, year):
        utgavor.rad(year, hus.direktor)
        Verksamhetsar.objects.filter(pk=year.pk).update(status="locked")
        assert (stegens_lage(year, date(2024, 1, 1))["signerat"].lage, stegens_lage(year, date(2024, 1, 1))["signerat"].dagar_i_ord) == (
            KLART,
            "",
        )

    def test_what_nobody_can_see_is_not_called_late_and_each_late_step_is_counted(self, hus, year):
        Dokumentuppgift.objects.create(verksamhetsar=year, dokument="uppfoljningsrapport", datum=date(2023, 5, 22))
        with time_machine.travel("2024-01-10 08:00 +0100"):
            rader = stegens_lage(year, date(2024, 1, 10))
            assert (rader["rapporterat"].laget, rader["rapporterat"].dagar_i_ord) == ("går inte att se", "")
            a = Arslage(year, list(rader.values()), detaljer=True, kan_andra=False)
            sagda = sum("över tiden" in s.laget for s in a.steg)
        assert sagda == a.sena > 3

    def test_an_open_round_is_late_first_after_its_own_last_day(self, hus, year):
        f.deltagare(f.omgang(hus, "kommunernas", sista_dag=date(2023, 2, 14), oppnar=date(2023, 1, 10)), hus.berg)
        with time_machine.travel("2023-02-06 08:00 +0100"):
            rad = stegens_lage(year, date(2023, 2, 6))["bedomt"]
            assert (rad.steg.sista_dag < date(2023, 2, 6), rad.lage, rad.dagar_i_ord) == (True, NU, "8 dagar kvar")

    def test_an_open_round_goes_on_to_its_own_last_day_though_the_step_was_planned_later(self, hus, year):
        year.arssteg.filter(sort="bedomt").update(fran=date(2023, 1, 10), sista_dag=date(2023, 2, 3))
        with time_machine.travel("2022-11-30 08:00 +0100"):
            f.deltagare(f.omgang(hus, "kommunernas", oppnar=date(2022, 11, 24), sista_dag=date(2022, 12, 15)), hus.berg)
            rad = stegens_lage(year, date(2022, 11, 30))["bedomt"]
            assert (rad.laget, rad.dagarna) == ("pågår, 15 dagar kvar", "15 december")

    def test_what_is_left_out_is_not_there(self, hus, year):
        year.arssteg.filter(sort="traffat").update(ingar=False)
        assert "traffat" not in stegens_lage(year)


def sida(client):
    return client.get(reverse("start")).content.decode()


def band(page):
    """{step: how it is said to stand} of the band."""
    del_ = page.partition('<ol class="band"')[2].partition("</ol>")[0]
    return dict(re.findall(r'<span class="steg-namn">([^<]+)</span> <span class="steg-lage">([^<]+)</span>', del_))


def uppgift(page, vad):
    """The row of what is to be done, without its tags."""
    rader = [re.sub(r"<[^>]+>|\s+", " ", rad) for rad in page.partition("Att göra</h2>")[2].partition("</ul>")[0].split("<li>")]
    return next((" ".join(rad.split()) for rad in rader if vad in rad), "")


class TestTheStartPage:
    @pytest.fixture(autouse=True)
    def dagen(self, hus):
        with time_machine.travel("2023-01-24 08:00 +0100", tick=False):
            yield

    def test_the_processledare_sees_what_is_late_goes_on_and_comes(self, hus, year, as_user):
        page = sida(as_user(hus.processledare))
        steg = band(page)
        assert (steg["Skriv avsnitten"], steg["Färdigställ"]) == ("11 dagar över tiden", "hindras, sista dagen i dag")
        assert (steg["Fastställ"], steg["Kommunernas bedömning"]) == ("kommer, i morgon", "pågår, 10 dagar kvar")
        assert page.partition('<ol class="band"')[2].partition("</ol>")[0].count('aria-current="step"') == 1
        assert "Visa alla 16 steg" in page
        assert reverse("uppdrag:arssteg_edit", args=[year.pk]) in page

    def test_the_days_one_truth_says_which_are_hers(self, hus, year, as_user):
        factories.avsnitt(hus, status="utkast")
        assert "Berättelsen ska fastställas i morgon. Fyra saker hindrar, en av dem är din." in sida(as_user(hus.controller))
        assert "Fyra saker hindrar, ingen av dem är din." in sida(as_user(hus.direktor))
        assert "Fyra saker hindrar, två av dem är dina." in sida(as_user(hus.processledare))
        with time_machine.travel("2023-01-27 08:00 +0100"):
            assert "Berättelsen skulle ha fastställts för 2 dagar sedan." in sida(as_user(hus.direktor))
        with time_machine.travel("2023-05-27 08:00 +0100"):
            assert "Berättelsen skulle ha fastställts för mer än 60 dagar sedan." in sida(as_user(hus.direktor))
        utgavor.rad(year, hus.direktor)
        Verksamhetsar.objects.filter(pk=year.pk).update(status="locked")  # as the act that adopts does
        assert "hindrar" not in sida(as_user(hus.direktor))

    def test_each_years_sections_are_due_on_its_own_day(self, hus, year, as_user):
        factories.avsnitt(hus, status="utkast")
        nasta = grund.verksamhetsar(hus.avtal, 2023)
        lagg_in_arssteg(nasta, PRAXIS, by=hus.processledare)
        Avsnitt.objects.create(verksamhetsar=nasta, sort="uppdrag", uppdrag=hus.uppdrag)
        for y, dag in ((year, date(2023, 2, 3)), (nasta, date(2024, 2, 3))):
            y.arssteg.filter(sort="skrivet").update(fran=None, sista_dag=dag)
        page = sida(as_user(hus.samordnare))
        assert "Lärcentrum ska lämnas om 10 dagar. Lärcentrum ska lämnas om 375 dagar." in page
        assert "<h1>Mina uppdrag 2022 och 2023</h1>" in page

    def test_days_that_contradict_each_other_are_told_to_the_one_who_sets_them(self, hus, year, as_user):
        sagt = "Dagarna går inte i ordning: rådets beslut den 1 februari ligger före sista dagen för kommunernas bedömning, 3 februari."
        assert sagt not in sida(as_user(hus.processledare))
        year.arssteg.filter(sort="beslutat").update(sista_dag=date(2023, 2, 1))
        assert sagt in sida(as_user(hus.processledare))
        assert sagt not in sida(as_user(hus.direktor))
        year.arssteg.filter(sort="bedomt").update(sista_dag=date(2026, 2, 3))
        assert "den 1 februari 2023 ligger före sista dagen för kommunernas bedömning, 3 februari 2026." in sida(as_user(hus.processledare))

    def test_a_step_without_a_day_shows_last_years(self, hus, year, as_user):
        assert "dag ej satt" in sida(as_user(hus.processledare))
        forra = grund.verksamhetsar(hus.avtal, 2021)
        lagg_in_arssteg(forra, PRAXIS, by=hus.processledare)
        forra.arssteg.filter(sort="traffat").update(ingar=True, sista_dag=date(2022, 2, 17))
        assert "(förra året 17 februari)" in sida(as_user(hus.processledare))

    def test_who_has_handed_in_hers_is_not_late_with_the_writing(self, hus, year, as_user):
        avsnitt = factories.avsnitt(hus, status="utkast")
        factories.avsnitt(hus, uppdrag=grund.uppdrag(hus.avtal), status="utkast")
        assert "Lärcentrum skulle ha lämnats för 11 dagar sedan." in sida(as_user(hus.samordnare))
        Avsnitt.objects.filter(pk=avsnitt.pk).update(status="klar")
        assert "Alla dina avsnitt är lämnade." in sida(as_user(hus.samordnare))

    def test_days_left_stand_at_what_is_hers(self, hus, year, as_user):
        factories.avsnitt(hus, status="utkast")
        assert uppgift(sida(as_user(hus.samordnare)), "Skriv klart").startswith(
            "11 dagar över tiden 13 januari Skriv klart Lärcentrum 2022 utkast"
        )
        assert uppgift(sida(as_user(hus.controller)), "Godkänn utfallet 2022").startswith("4 dagar över tiden")
        assert uppgift(sida(as_user(hus.samordnare)), "Godkänn utfallet") == ""

    def test_a_kommun_and_a_chair_see_their_days_left(self, hus, year, as_user):
        f.deltagare(f.omgang(hus, "kommunernas", oppnar=DAGEN, sista_dag=DAGEN + timedelta(9)), hus.berg)
        assert uppgift(sida(as_user(hus.kommunchef)), "Lämna Bergs").startswith("9 dagar kvar 2 februari")
        f.deltagare(f.omgang(hus, oppnar=DAGEN, sista_dag=DAGEN + timedelta(1)), hus.arena)
        f.ordforande(hus.arena, hus.roll_los)
        assert uppgift(sida(as_user(hus.roll_los)), "Svara för BUZ").startswith("1 dag kvar 25 januari")

    def test_what_no_other_line_tells_of_is_told_to_the_one_who_has_the_step(self, hus, year, as_user):
        assert uppgift(sida(as_user(hus.processledare)), "Kommunvisa träffar 2022") == ""  # no day: it comes
        year.arssteg.filter(sort="traffat").update(fran=date(2023, 1, 9), sista_dag=date(2023, 1, 31))
        sagt = "7 dagar kvar 31 januari Kommunvisa träffar 2022 0 av 2 kommuner har haft sin träff"
        assert uppgift(sida(as_user(hus.processledare)), "Kommunvisa träffar 2022").startswith(sagt)
        assert uppgift(sida(as_user(hus.direktor)), "Kommunvisa träffar 2022") == ""

    def test_a_kommun_sees_the_parties_steps_and_nothing_of_the_unfinished_report(self, hus, year, as_user):
        factories.avsnitt(hus, status="utkast")
        for who in ("kommunchef", "tjansteperson", "lasare"):
            page = sida(as_user(getattr(hus, who)))
            assert "Kommunernas bedömning" in page
            assert "Skriv avsnitten" not in page
            assert "inskickade" not in page
            assert "Ändra årets steg" not in page

    def test_nothing_of_another_agreements_year(self, hus, year, as_user):
        for who in ("utomstaende", "roll_los"):
            assert "Rådets beslut" not in sida(as_user(getattr(hus, who)))

    def test_a_year_without_steps_says_so_to_the_processledare_alone(self, hus, as_user):
        assert "Lägg in årets steg" in sida(as_user(hus.processledare))
        assert "årets steg" not in sida(as_user(hus.samordnare)).lower()

    @pytest.mark.parametrize("who", ["samordnare", "processledare", "controller", "direktor", "kommunchef", "tjansteperson", "lasare"])
    def test_at_most_twelve_questions_whatever_the_number_of_years(self, hus, year, as_user, who):
        factories.avsnitt(hus, status="klar")
        utgavor.rad(grund.verksamhetsar(hus.avtal, 2021), hus.direktor)
        f.deltagare(f.omgang(hus, "kommunernas", oppnar=DAGEN, sista_dag=DAGEN + timedelta(20)), hus.berg)
        client = as_user(getattr(hus, who))
        antal = antal_fragor(client, reverse("start"))
        assert antal <= 12
        for n in (2018, 2019, 2020):
            flera = grund.verksamhetsar(hus.avtal, n)
            lagg_in_arssteg(flera, MODELLEN, by=hus.processledare)
            beslut = Beslut.objects.create(avtal=hus.avtal, organ="Regionens samverkansråd", datum=date(n + 1, 2, 8), text="Beslut")
            utgavor.rad(flera, hus.direktor, beslut=beslut)
        assert antal_fragor(client, reverse("start")) == antal
