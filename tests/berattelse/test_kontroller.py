"""What a careful reader marks, from plain data: each fault beside the same report without it."""

from copy import deepcopy
from datetime import date

import pytest

from berattelse.granskning.kontroller import anmarkningar

pytestmark = pytest.mark.en_gang

IDAG = date(2023, 1, 20)
LANKAR = {"Lärcentrum": "/a/", "rubriker": "/r/", "ekonomi": "/e/"}


def del_(rubrik="", html="<p>Text.</p>", rader=()):
    listor = [{"rubrik": "", "rader": [{"text": r, "kommuner": [], "arena": None} for r in rader]}]
    return {"rubrik": rubrik, "html": html, "listor": listor, "tabell": None}


HELA = ("", "Prioriterade områden 2023", "Exempel på aktiviteter", "Exempel på resultat", "Framtida utmaningar och utvecklingsarbeten")


def rapport(html="<p>Året har varit gott.</p>", *, del_namn="", rubrik="Lärcentrum", statsbidrag=()):
    delar = [del_(namn, html if namn == del_namn else "<p>Text.</p>") for namn in HELA]
    sektion = {"id": "uppdrag-1", "rubrik": rubrik, "delar": delar, "exempel": False, "dnr": "", "notis": "", "kommuner": []}
    return {
        "year": "2022", "ingress": "<p>Inledning.</p>", "andra_avtal": [], "forra": None,
        "kapitel": [{"id": "kapitel-1", "rubrik": "Kompetens", "inledning": "<p>Om området.</p>", "uppdrag": [sektion]}],
        "ovrig_verksamhet": [], "beskrivningar": [],
        "ekonomi": {
            "statsbidrag": {"rader": [{"namn": n, "uppdrag": "U", "belopp": b} for n, b in statsbidrag]},
            "ersattning": None, "resultat": {"rader": [], "summa": 0}, "skuld": {"summa": 0},
        },
    }  # fmt: skip


def texter(data, forra=None, **kwargs):
    return [a.text for a in anmarkningar(data, forra, LANKAR, idag=IDAG, **kwargs)]


def test_a_report_without_faults_is_not_marked():
    assert texter(rapport()) == []
    assert texter(rapport(), rapport()) == []


@pytest.mark.parametrize(
    ("html", "del_namn", "vad"),
    [
        ("<p>Under 2021 var personalen få.</p>", "", "Lärcentrum: texten nämner 2021. Berättelsen gäller 2022."),
        ("<p>Fick 13,8 mkr och 400 tkr.</p><p>Och 500 tkr.</p>", "", "Lärcentrum: belopp skrivs i mkr, på de flesta ställen i tkr."),
        ("<p>Har haft 4 möten.</p>", "", "Lärcentrum: ”4 möten” – tal till och med tolv skrivs med bokstäver."),
        (
            "<p>Klart den 31 mars 2022.</p>", "Framtida utmaningar och utvecklingsarbeten",
            "Lärcentrum: framtida utmaningar och utvecklingsarbeten nämner 31 mars 2022, som har passerat.",
        ),
    ],
)  # fmt: skip
def test_each_fault_is_told_in_a_sentence_with_its_place(html, del_namn, vad):
    fynd = anmarkningar(rapport(html, del_namn=del_namn), None, LANKAR, idag=IDAG)
    assert [(a.text, a.url) for a in fynd] == [(vad, "/a/")]


def test_next_year_is_at_home_in_a_text():
    assert texter(rapport("<p>Klart den 31 mars 2023.</p>", del_namn="Framtida utmaningar och utvecklingsarbeten")) == []
    assert texter(rapport("<p>Under 2023 tar kommunförbundet vid.</p>")) == []
    assert texter(rapport("<p>RUN/659/2016 och 2020–2027.</p>")) == ["Lärcentrum: texten nämner 2020. Berättelsen gäller 2022."]


def test_a_year_in_a_heading():
    assert "Rubriken ”FoU Jämt under 2021” nämner 2021, men berättelsen gäller 2022." in texter(rapport(rubrik="FoU Jämt under 2021"))


def test_figures_carried_over_from_last_year():
    forra = rapport("<p>Förmedlade 49 800 tkr.</p>", statsbidrag=[("Nära vård", 13_800_000)])
    nu = rapport("<p>Förmedlade också i år 49 800 tkr.</p>", statsbidrag=[("Nära vård", 13_800_000)])
    assert texter(nu, forra) == [
        "Lärcentrum: 49 800 tkr stod också i förra årets berättelse. Stämmer det i år?",
        "Statsbidraget Nära vård är 13\u00a0800\u00a0000\u00a0kr, lika på kronan som förra året.",
    ]
    nu["ekonomi"]["statsbidrag"]["rader"][0]["belopp"] += 1
    assert len(texter(nu, forra)) == 1


def test_what_stands_outside_the_sections_is_read_too():
    nu = rapport()
    nu["ovrig_verksamhet"] = [{"namn": "Föreningsarkivet", "redovisning": "Redovisas för 2019."}]
    nu["ekonomi"]["resultat"]["rader"] = [{"namn": "FoU Jämt", "forklaring": "Tom tjänst sedan 2018, 5 kommuner berörs."}]
    nu["beskrivningar"] = [{"uppdrag": "Lärcentrum", "text": "Gäller 2017."}]
    assert sorted(texter(nu)) == [
        "Bilaga 1, Lärcentrum: texten nämner 2017. Berättelsen gäller 2022.",
        "Föreningsarkivet: texten nämner 2019. Berättelsen gäller 2022.",
        "Resultatet, FoU Jämt: texten nämner 2018. Berättelsen gäller 2022.",
        "Resultatet, FoU Jämt: ”5 kommuner” – tal till och med tolv skrivs med bokstäver.",
    ]


def test_sums_that_are_last_years_to_the_krona_are_marked():
    nu, forra = rapport(), rapport()
    for data in (nu, forra):
        data["ekonomi"] |= {
            "ersattning": {"belopp": 10_307_000},
            "resultat": {"rader": [], "summa": 3_001_000},
            "skuld": {"summa": 6_491_000},
        }
    assert [t.split(" är ")[0] for t in texter(nu, forra)] == ["Ersättningen", "Resultatet", "Skulden till kommunerna"]
    forra["ekonomi"] |= {"ersattning": None, "resultat": {"rader": [], "summa": 3_000_000}, "skuld": {"summa": 3_490_000}}
    assert texter(nu, forra) == []


def test_headings_that_are_not_the_agreements_and_what_nobody_explains():
    fynd = texter(rapport(), rubriker=[("Kompetens", "Arbetsmarknad"), ("Annat", "")], oforklarade=[("FoU Jämt", 1_705_000)])
    assert fynd == [
        "Rubriken ”Kompetens” är inte avtalets: i avtalet ”Arbetsmarknad”.",
        "Rubriken ”Annat” är inte avtalets: inget område i avtalet heter så.",
        "Resultatet är inte förklarat för FoU Jämt (1\u00a0705\u00a0tkr).",
    ]


def test_empty_parts_and_empty_sections():
    data = rapport()
    del data["kapitel"][0]["uppdrag"][0]["delar"][1]
    assert texter(data) == ["Lärcentrum: skrivs ut utan prioriterade områden."]
    data["kapitel"][0]["uppdrag"][0]["delar"] = []
    assert texter(data) == ["Lärcentrum: avsnittet är tomt."]


def test_a_recommendation_that_is_late():
    data = rapport()
    r = {"text": "Att säkra bemanningen.", "klar_senast": "30 juni 2022", "laget": "Pågår"}
    data["forra"] = {"rekommendationer": [r]}
    assert texter(data) == ["Rekommendationen ”Att säkra bemanningen.” skulle vara klar 30 juni 2022. Läget: pågår."]
    data["forra"]["rekommendationer"][0]["laget"] = "Genomförd"
    assert texter(data) == []


def test_the_key_follows_what_is_said():
    a = anmarkningar(rapport("<p>2021</p>"), None, LANKAR, idag=IDAG)[0]
    b = anmarkningar(rapport("<p>2020</p>"), None, LANKAR, idag=IDAG)[0]
    igen = anmarkningar(deepcopy(rapport("<p>2021</p>")), None, {}, idag=IDAG)[0]
    assert a.nyckel == igen.nyckel != b.nyckel
