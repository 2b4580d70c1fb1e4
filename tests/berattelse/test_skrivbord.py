"""The desk beside a section: last year's text and figures, what has taken place, what was judged and recommended; and what stays unseen."""

from datetime import date

import pytest

from berattelse.models import Avsnitt
from ekonomi.models import Resultatpost
from enkat.models import Deltagare, Inlamnat, Inlamning, Omgang, Vardering
from tests import factories as grund
from tests.berattelse import factories
from tests.berattelse.queries import antal_fragor
from tests.berattelse.test_avsnitt import edit_url
from tests.enkat import factories as enkat
from uppdrag.models import Beslut, Rekommendation

pytestmark = pytest.mark.django_db


@pytest.fixture
def avsnitt(hus):
    return factories.avsnitt(hus, status="utkast")


@pytest.fixture
def forra(hus):
    return factories.forra_aret(hus, beskrivning="<p>Då var det lugnt.</p>", framtid="<p>Fler studerande.</p>").verksamhetsar


@pytest.fixture
def bedomt(hus, forra):
    """Last year's round, over: both kommuner have judged the house's uppdrag, and one is asked of another uppdrag too."""
    annat = grund.uppdrag(hus.avtal, "FoU")
    omgang = enkat.omgang(hus, "kommunernas", verksamhetsar=forra, status="stangd", oppnar=date(2022, 1, 1), sista_dag=date(2022, 1, 31))
    fraga = omgang.formular.vardefraga
    for kommun, uppdrag, svar, text in (
        (hus.berg, hus.uppdrag, "Helt", "Det fungerar."),
        (hus.krokom, annat, "Inte alls", "Hemligt skäl."),
    ):
        inlamning = Inlamning.objects.create(deltagare=enkat.deltagare(omgang, kommun), nummer=1, av="Kommunchefen")
        Inlamnat.objects.create(inlamning=inlamning, fraga=fraga, uppdrag=uppdrag, alternativ=fraga.alternativ.get(text=svar), text=text)
    beslut = Beslut.objects.create(
        avtal=hus.avtal, organ="Primärkommunala samverkansrådet", datum=date(2022, 2, 15), paragraf="3", text="x"
    )
    Vardering.objects.create(
        omgang=omgang, uppdrag=hus.uppdrag, alternativ=fraga.alternativ.get(text="Till stor del"), status="enad", beslut=beslut
    )
    return omgang


def bordet(client, avsnitt):
    return client.get(edit_url(avsnitt)).context["bord"]


def test_last_years_text_stands_beside_part_by_part(hus, as_user, avsnitt, forra):
    client = as_user(hus.samordnare)
    page = client.get(edit_url(avsnitt)).content.decode()
    assert "Texten 2021" in page
    assert "Då var det lugnt." in page
    assert [t.part for t in bordet(client, avsnitt).texter] == ["beskrivning", "framtid"]


def test_last_years_figures_beside_this_years_and_what_is_not_known_is_said_so(hus, as_user, avsnitt, forra):
    for year, datum in ((2021, date(2021, 4, 1)), (2022, date(2022, 4, 1))):
        grund.mote(hus.arena, datum)
        grund.mote(hus.arena, date(year, 5, 1), status="installt")
    grund.mote(hus.arena, date(2022, 9, 1))
    Resultatpost.objects.create(verksamhetsar=forra, uppdrag=hus.uppdrag, budget=2_000_000, utfall=1_500_000, belopp=500_000)
    client = as_user(hus.samordnare)
    rader = [(s.vad, s.forra, s.nu) for s in bordet(client, avsnitt).siffror]
    tkr = "\u00a0tkr"
    assert rader == [
        ("Möten, BUZ", "1", "2"), ("Ersättning", f"2\u00a0000{tkr}", ""), ("Utfall", f"1\u00a0500{tkr}", ""), ("Resultat", f"500{tkr}", ""),
    ]  # fmt: skip
    assert "okänt" in client.get(edit_url(avsnitt)).content.decode()


def test_what_has_taken_place_stands_in_order_of_day_each_with_its_row(hus, as_user, avsnitt):
    mote = grund.mote(hus.arena, date(2022, 4, 1))
    grund.mote(hus.arena, date(2022, 3, 1), status="installt")
    grund.mote(grund.arena(hus.avtal, "Annan arena"), date(2022, 4, 2))
    studieresa = factories.aktivitet(avsnitt, "Studieresa", manad=2)
    factories.resultat(avsnitt, "Utan dag")
    bord = bordet(as_user(hus.samordnare), avsnitt)
    assert [(s.nar, s.vad) for s in bord.skett] == [
        ("februari", "Studieresa (februari)."), ("1 april", "BUZ, sammanträde"), ("", "Utan dag."),
    ]  # fmt: skip
    assert bord.skett[1].url == mote.get_absolute_url()
    client = as_user(hus.samordnare)
    assert client.get(bord.skett[0].url).status_code == 200
    assert bord.skett[0].url.endswith(f"/{studieresa.pk}/")


def test_the_joint_value_and_each_kommuns_own_of_this_uppdrag(hus, as_user, avsnitt, bedomt):
    client = as_user(hus.samordnare)
    (omdome,) = bordet(client, avsnitt).omdomen
    assert (omdome.gemensamt, [(o.svar, o.motivering) for o in omdome.omdomen]) == ("Till stor del", [("Helt", "Det fungerar.")])
    assert "Hemligt skäl." not in client.get(edit_url(avsnitt)).content.decode()


@pytest.mark.parametrize("hinder", [{"status": "oppen", "sista_dag": date(2099, 1, 1)}, {"anonym": True, "minsta_grupp": 5}])
def test_a_judgement_that_is_open_or_anonymous_is_not_shown(hus, as_user, avsnitt, bedomt, hinder):
    Omgang.objects.filter(pk=bedomt.pk).update(**hinder)
    client = as_user(hus.processledare)
    assert bordet(client, avsnitt).omdomen == []
    assert "Det fungerar." not in client.get(edit_url(avsnitt)).content.decode()


def test_a_value_that_is_only_proposed_is_not_told(hus, as_user, avsnitt, bedomt):
    Vardering.objects.update(status="forslag", beslut=None)
    client = as_user(hus.samordnare)
    assert bordet(client, avsnitt).omdomen[0].gemensamt == ""
    assert "Det gemensamma värdet är inte beslutat." in client.get(edit_url(avsnitt)).content.decode()


def test_recommendations_that_wait_and_no_others(hus, as_user, avsnitt):
    beslut = Beslut.objects.create(avtal=hus.avtal, organ="Regionens samverkansråd", datum=date(2022, 2, 20), paragraf="1", text="x")
    annat = Beslut.objects.create(avtal=hus.annat_avtal, organ="x", datum=date(2022, 2, 20), paragraf="1", text="x")
    for avtal, b, text, status in (
        (hus.avtal, beslut, "Se över Lärcentrum", "oppen"), (hus.avtal, beslut, "Gjord", "genomford"), (hus.annat_avtal, annat, "Främmande", "oppen"),
    ):  # fmt: skip
        Rekommendation.objects.create(avtal=avtal, beslut=b, text=text, agare="x", status=status)
    assert [str(r) for r in bordet(as_user(hus.samordnare), avsnitt).rekommendationer] == ["Se över Lärcentrum"]


def test_the_desk_asks_a_fixed_number_of_questions(hus, as_user, avsnitt, bedomt):
    client, url = as_user(hus.processledare), edit_url(avsnitt)
    grund.mote(hus.arena, date(2022, 4, 1))
    factories.resultat(avsnitt)
    one = antal_fragor(client, url)
    for n in range(2):
        grund.mote(grund.arena(hus.avtal, f"Arena {n}", under=[hus.uppdrag]), date(2022, 4, 1))
        factories.resultat(avsnitt, belopp=n, enhet="filialer")
        deltagare = Deltagare.objects.create(omgang=bedomt, organisation=grund.organisation(), mottagare="x", epost="x@exempel.test")
        inlamning, fraga = Inlamning.objects.create(deltagare=deltagare, nummer=1, av="x"), bedomt.formular.vardefraga
        Inlamnat.objects.create(inlamning=inlamning, fraga=fraga, uppdrag=hus.uppdrag, alternativ=fraga.alternativ.first())
    assert antal_fragor(client, url) == one
    assert one <= 31, "without the desk it was 23"


def test_an_intro_has_last_years_text_and_the_years_figures(hus, as_user, forra):
    Avsnitt.objects.create(verksamhetsar=forra, sort="inledning", beskrivning="<p>Ingress då.</p>")
    inledning = factories.inledning(hus)
    grund.mote(hus.arena, date(2022, 4, 1))
    svar = as_user(hus.processledare).get(edit_url(inledning))
    assert "Ingress då." in svar.content.decode()
    assert [v.nyckel for v in svar.context["siffror"]] == ["aret:moten"]
