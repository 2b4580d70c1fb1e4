"""What a careful reader marks, from plain data: each fault beside the same report without it."""

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest

from berattelse.granskning.kontroller import anmarkningar
from berattelse.innehall.schema import Foregaende, Ovrigt, Rekommendationsuppgift, Uppdragstext
from ekonomi.schema import Ersattningsuppgift, Resultattabell, Resultatuppgift
from tests.berattelse import innehallen
from uppdrag.schema import Beslutsuppgift

pytestmark = pytest.mark.en_gang

IDAG = date(2023, 1, 20)
LANKAR = {"uppdrag-1": "/a/", "rubriker": "/r/", "ekonomi": "/e/"}


def rapport(html="<p>Året har varit gott.</p>", *, sort="beskrivning", rubrik="Lärcentrum", statsbidrag=()):
    return innehallen.berattelse(innehallen.sektion(html, sort=sort, rubrik=rubrik), ekonomi=innehallen.ekonomi(statsbidrag))


def resultat(*rader, summa=0):
    return Resultattabell(rader=list(rader), summa=summa, summa_tkr=summa // 1000, avstamning="", stammer=True)


def fynd(data, forra=None, **kwargs):
    """What is marked, but for the figures without a row (tests/berattelse/test_siffror_i_text.py): here most figures have none."""
    return [a for a in anmarkningar(data, forra, LANKAR, idag=IDAG, **kwargs) if a.sort != "utan_rad"]


def texter(data, forra=None, **kwargs):
    return [a.text for a in fynd(data, forra, **kwargs)]


def test_a_report_without_faults_is_not_marked():
    assert texter(rapport()) == []
    assert texter(rapport(), rapport()) == []


@pytest.mark.parametrize(
    ("html", "sort", "vad"),
    [
        ("<p>Under 2021 var personalen få.</p>", "beskrivning", "Lärcentrum: texten nämner 2021. Berättelsen gäller 2022."),
        ("<p>Fick 13,8 mkr och 400 tkr.</p><p>Och 500 tkr.</p>", "beskrivning", "Lärcentrum: belopp skrivs i mkr, på de flesta ställen i tkr."),
        ("<p>Har haft 4 möten.</p>", "beskrivning", "Lärcentrum: ”4 möten” – tal till och med tolv skrivs med bokstäver."),
        (
            "<p>Klart den 31 mars 2022.</p>", "framtid",
            "Lärcentrum: framtida utmaningar och utvecklingsarbeten nämner 31 mars 2022, som har passerat.",
        ),
    ],
)  # fmt: skip
def test_each_fault_is_told_in_a_sentence_with_its_place(html, sort, vad):
    assert [(a.text, a.url) for a in fynd(rapport(html, sort=sort))] == [(vad, "/a/")]


def test_next_year_is_at_home_in_a_text():
    assert texter(rapport("<p>Klart den 31 mars 2023.</p>", sort="framtid")) == []
    assert texter(rapport("<p>Under 2023 tar kommunförbundet vid.</p>")) == []
    assert texter(rapport("<p>RUN/659/2016 och 2020–2027.</p>")) == []
    assert texter(rapport("<p>RUN/659/2016 och 2020–2021.</p>")) == ["Lärcentrum: texten nämner 2020. Berättelsen gäller 2022."]


def test_a_year_in_a_heading():
    assert "Rubriken ”FoU Jämt under 2021” nämner 2021, men berättelsen gäller 2022." in texter(rapport(rubrik="FoU Jämt under 2021"))


def test_figures_carried_over_from_last_year():
    forra = rapport("<p>Förmedlade 49 800 tkr.</p>", statsbidrag=[("Nära vård", 13_800_000)])
    nu = rapport("<p>Förmedlade också i år 49 800 tkr.</p>", statsbidrag=[("Nära vård", 13_800_000)])
    assert texter(nu, forra) == [
        "Lärcentrum: 49 800 tkr stod också i förra årets berättelse. Stämmer det i år?",
        "Statsbidraget Nära vård är 13\u00a0800\u00a0000\u00a0kr, lika på kronan som förra året.",
    ]
    nu.ekonomi.statsbidrag.rader[0].belopp += 1
    assert len(texter(nu, forra)) == 1


def test_what_stands_outside_the_sections_is_read_too():
    nu = rapport()
    nu.ovrig_verksamhet = [Ovrigt(namn="Föreningsarkivet", dnr="", redovisning="Redovisas för 2019.", webbplats="")]
    forklaring = "Tom tjänst 2018, 5 kommuner berörs."
    rad = Resultatuppgift(namn="FoU Jämt", belopp=0, tkr=0, harledd=False, budget=None, utfall=None, forklaring=forklaring)
    nu.ekonomi.resultat = resultat(rad)
    nu.beskrivningar = [Uppdragstext(uppdrag_id=1, uppdrag="Lärcentrum", text="Gäller 2017.", exempel=False)]
    assert sorted(texter(nu)) == [
        "Bilaga 1, Lärcentrum: texten nämner 2017. Berättelsen gäller 2022.",
        "Föreningsarkivet: texten nämner 2019. Berättelsen gäller 2022.",
        "Resultatet, FoU Jämt: texten nämner 2018. Berättelsen gäller 2022.",
        "Resultatet, FoU Jämt: ”5 kommuner” – tal till och med tolv skrivs med bokstäver.",
    ]


def test_sums_that_are_last_years_to_the_krona_are_marked():
    nu, forra = rapport(), rapport()
    for data in (nu, forra):
        data.ekonomi.ersattning = Ersattningsuppgift(
            bas=10_046_000, bas_harledd=True, index_procent=Decimal("2.6"), uppraknad=10_307_196, avrundning=1000, belopp=10_307_000,
            differens=196, andringar=[], gallande=10_307_000,
        )  # fmt: skip
        data.ekonomi.resultat, data.ekonomi.skuld = resultat(summa=3_001_000), innehallen.skuld(6_491_000)
    assert [t.split(" är ")[0] for t in texter(nu, forra)] == ["Ersättningen", "Resultatet", "Skulden till kommunerna"]
    e = forra.ekonomi
    e.ersattning, e.resultat, e.skuld = None, resultat(summa=3_000_000), innehallen.skuld(3_490_000)
    assert texter(nu, forra) == []


def test_headings_that_are_not_the_agreements_and_what_nobody_explains():
    sagt = texter(rapport(), rubriker=[("Kompetens", "Arbetsmarknad"), ("Annat", "")], oforklarade=[("FoU Jämt", 1_705_000)])
    assert sagt == [
        "Rubriken ”Kompetens” är inte avtalets: i avtalet ”Arbetsmarknad”.",
        "Rubriken ”Annat” är inte avtalets: inget område i avtalet heter så.",
        "Resultatet är inte förklarat för FoU Jämt (1\u00a0705\u00a0tkr).",
    ]


def test_empty_parts_and_empty_sections():
    data = rapport()
    del data.kapitel[0].uppdrag[0].delar[1]
    assert texter(data) == ["Lärcentrum: skrivs ut utan prioriterade områden."]
    data.kapitel[0].uppdrag[0].delar = []
    assert texter(data) == ["Lärcentrum: avsnittet är tomt."]


def rekommendation(klar_senast, laget="pagar"):
    return Rekommendationsuppgift(
        text="Att säkra bemanningen.", beslut=Beslutsuppgift(organ="Rådet"), agare="Regionen", klar_senast=klar_senast, laget=laget,
        vad_har_hant="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("klar_senast", "laget", "sen"),
    [
        (date(2022, 6, 30), "pagar", True), (date(2022, 6, 30), "oppen", True), (date(2022, 6, 30), "genomford", False),
        (date(2023, 1, 19), "pagar", True), (IDAG, "pagar", False), (None, "pagar", False),
    ],
)  # fmt: skip
def test_a_recommendation_is_late_the_day_after_its_day(klar_senast, laget, sen):
    data = rapport()
    data.forra = Foregaende(year="2021", vardering=None, rekommendationer=[rekommendation(klar_senast, laget)])
    assert bool(texter(data)) is sen


def test_a_late_recommendation_is_told_with_its_day_and_how_it_stands():
    data = rapport()
    data.forra = Foregaende(year="2021", vardering=None, rekommendationer=[rekommendation(date(2022, 6, 30))])
    assert texter(data) == ["Rekommendationen ”Att säkra bemanningen.” skulle vara klar 30 juni 2022. Läget: pågår."]


@pytest.mark.parametrize(("nummer", "passerad"), [(19, True), (20, False), (21, False)])
def test_a_day_that_falls_today_has_not_passed(nummer, passerad):
    sagt = texter(rapport(f"<p>Klart den {nummer} januari 2023.</p>", sort="framtid"))
    assert any("som har passerat" in t for t in sagt) is passerad


def test_the_key_follows_what_is_said():
    a = anmarkningar(rapport("<p>2021</p>"), None, LANKAR, idag=IDAG)[0]
    b = anmarkningar(rapport("<p>2020</p>"), None, LANKAR, idag=IDAG)[0]
    igen = anmarkningar(deepcopy(rapport("<p>2021</p>")), None, {}, idag=IDAG)[0]
    assert a.nyckel == igen.nyckel != b.nyckel
