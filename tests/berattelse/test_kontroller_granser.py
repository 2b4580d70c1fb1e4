"""Where each warning begins and ends: its kind, whom it is about, its sentence and its address, word for word."""

import hashlib
from datetime import date

import pytest

from berattelse.granskning.kontroller import Anmarkning, anmarkningar, sektionens_texter
from berattelse.innehall.schema import Del, Foregaende, Lista, Ovrigt, Rad, Rekommendationsuppgift, Uppdragstext
from ekonomi.schema import Resultattabell, Resultatuppgift
from tests.berattelse.innehallen import berattelse, ekonomi, sektion
from uppdrag.schema import Beslutsuppgift

pytestmark = pytest.mark.en_gang
IDAG = date(2023, 1, 20)
LANKAR = {
    "inledning": "/i/", "kapitel-1": "/k/", "uppdrag-1": "/a/", "uppdrag-2": "/b/", "avtal-1": "/c/", "avtal": "/avtal/", "ekonomi": "/e/",
    "beskrivningar": "/bilaga/", "rubriker": "/r/", "rekommendationer": "/rek/",
}  # fmt: skip


def fynd(data, forra=None, lankar=LANKAR, **kwargs):
    alla = anmarkningar(data, forra, lankar, idag=IDAG, **kwargs)
    return [(a.sort, a.om, a.text, a.url) for a in alla if a.sort != "utan_rad"]  # tests/berattelse/test_siffror_i_text.py


def texter(*args, **kwargs):
    return [text for _, _, text, _ in fynd(*args, **kwargs)]


def i_text(html, sort="beskrivning", year="2022"):
    """What is marked of one section with this text."""
    return [text.removeprefix("Lärcentrum: ") for text in texter(berattelse(sektion(html, sort=sort), year=year))]


def rapport(html, **fields):
    return berattelse(sektion(html), **fields)


def resultat(*rader, summa=0):
    return Resultattabell(rader=list(rader), summa=summa, summa_tkr=0, avstamning="", stammer=True)


def resultatrad(namn, forklaring):
    return Resultatuppgift(namn=namn, belopp=0, tkr=0, harledd=False, budget=None, utfall=None, forklaring=forklaring)


def overallt(text):
    """A report that says `text` at every place where somebody may have written."""
    listor = [Lista(rader=[Rad(text=text), Rad(text="Arenan nämner 1999", arena=7)])]
    lista = sektion(rubrik="FoU Jämt", id="uppdrag-2")
    lista.delar[2] = Del(sort=lista.delar[2].sort, rubrik="Exempel på aktiviteter", html="<p>Text.</p>", listor=listor)
    data = berattelse(
        sektion(f"<p>{text}</p>"), lista, ingress=f"<p>{text}</p>", andra_avtal=[sektion(f"<p>{text}</p>", rubrik="Zappa", id="avtal-1", uppdrag_id=None)],
        ovrig_verksamhet=[Ovrigt(namn="Föreningsarkivet", dnr="", redovisning=text, webbplats="")],
        ekonomi=ekonomi(resultat=resultat(resultatrad("Internationellt", text))),
        beskrivningar=[Uppdragstext(uppdrag_id=1, uppdrag="Lärcentrum", text=text, exempel=False)],
    )  # fmt: skip
    data.kapitel[0].inledning = f"<p>{text}</p>"
    return data


PLATSER = [
    ("Inledning", "/i/"), ("Kompetens", "/k/"), ("Lärcentrum", "/a/"), ("FoU Jämt", "/b/"), ("Zappa", "/c/"), ("Föreningsarkivet", "/avtal/"),
    ("Resultatet, Internationellt", "/e/"), ("Bilaga 1, Lärcentrum", "/bilaga/"),
]  # fmt: skip


def test_every_place_where_somebody_has_written_is_read_and_shows_the_way_there():
    vantat = [("fel_year", om, f"{om}: texten nämner 2019. Berättelsen gäller 2022.", url) for om, url in PLATSER]
    assert fynd(overallt("Under 2019.")) == vantat
    assert fynd(overallt("Under 2019."), lankar={}) == [(*rad[:3], "") for rad in vantat]
    assert fynd(overallt("Under året.")) == []


def test_what_stands_apart_is_not_read_together():
    s = sektion()
    s.delar[0] = Del(sort=s.delar[0].sort, html="Nr 20", rubrik="", listor=[Lista(rader=[Rad(text="21 st och 20"), Rad(text="19 st")])])
    assert fynd(berattelse(s)) == []


def test_no_lead_is_no_place():
    assert fynd(rapport("<p>Text.</p>", ingress="")) == []


@pytest.mark.parametrize(
    ("html", "sort", "egna"),
    [
        ("<p>2021</p>", "beskrivning", "2021"),
        ("<p>2022</p>", "beskrivning", None),
        ("<p>2023</p>", "beskrivning", None),
        ("<p>2024</p>", "beskrivning", "2024"),
        ("<p>2021, 2019 och 2021</p>", "beskrivning", "2019 och 2021"),
        ("<p>2018, 2021 och 2019</p>", "beskrivning", "2018, 2019 och 2021"),
        (f"<p>{[*range(2019, 2009, -1)]}</p>", "beskrivning", f"{', '.join(map(str, range(2010, 2019)))} och 2019"),
        ("<p>2030</p>", "framtid", None),
        ("<p>2030</p>", "prioriterade", None),
        ("<p>2030</p>", "resultat", "2030"),
        ("<p>2021</p>", "framtid", "2021"),
        ("<p>RUN/659/2016, 2020-12, 12-2019, 1.2018, 2015/16 och –2014</p>", "beskrivning", None),
        ("<p>12021 och 20211</p>", "beskrivning", None),
        ("<p>1899 och 2100</p>", "beskrivning", None),
        ("<p>1999</p>", "beskrivning", "1999"),
        ("<table><td>20</td><td>21</td></table>", "beskrivning", None),
        ("<p>&#50;021</p>", "beskrivning", "2021"),
        ('<p><a href="https://x.test/2019/a">Här</a></p>', "beskrivning", None),
    ],
)
def test_which_years_are_not_at_home(html, sort, egna):
    assert i_text(html, sort) == ([f"texten nämner {egna}. Berättelsen gäller 2022."] if egna else [])


def test_a_report_of_two_years_owns_both():
    assert i_text("<p>2021, 2022 och 2023</p>", year="2021–2022") == []
    assert i_text("<p>2020</p>", year="2021–2022") == ["texten nämner 2020. Berättelsen gäller 2021–2022."]
    assert i_text("<p>2024</p>", year="2021–2022") == ["texten nämner 2024. Berättelsen gäller 2021–2022."]


def test_a_report_of_no_year_owns_none():
    assert i_text("<p>2021</p>", year="Året") == ["texten nämner 2021. Berättelsen gäller Året."]


def test_a_heading_names_no_year_but_the_reports_own():
    def om(rubrik):
        return fynd(berattelse(sektion(rubrik=rubrik)))

    assert om("FoU Jämt 2022") == []
    for rubrik, egna in (("FoU Jämt 2021", "2021"), ("FoU Jämt 2023", "2023"), ("2020 och 2021", "2020 och 2021")):
        assert om(rubrik) == [("fel_year", rubrik, f"Rubriken ”{rubrik}” nämner {egna}, men berättelsen gäller 2022.", "/a/")]
    data = berattelse(sektion("<p>2019</p>", rubrik="FoU Jämt 2021"))
    assert texter(data) == [
        "Rubriken ”FoU Jämt 2021” nämner 2021, men berättelsen gäller 2022.",
        "FoU Jämt 2021: texten nämner 2019. Berättelsen gäller 2022.",
    ]


def test_a_year_is_told_of_the_section_it_stands_in():
    data = berattelse(sektion("<p>2019</p>"), sektion("<p>2018</p>", rubrik="FoU Jämt", id="uppdrag-2"))
    assert texter(data) == [
        "Lärcentrum: texten nämner 2019. Berättelsen gäller 2022.",
        "FoU Jämt: texten nämner 2018. Berättelsen gäller 2022.",
    ]


def test_headings_that_are_not_the_agreements():
    assert fynd(berattelse(), rubriker=[("Kompetens", "Arbetsmarknad"), ("Annat", "")]) == [
        ("rubrik", "Kompetens", "Rubriken ”Kompetens” är inte avtalets: i avtalet ”Arbetsmarknad”.", "/r/"),
        ("rubrik", "Annat", "Rubriken ”Annat” är inte avtalets: inget område i avtalet heter så.", "/r/"),
    ]
    assert fynd(berattelse(), lankar={}, rubriker=[("Annat", "")])[0][3] == ""


@pytest.mark.parametrize(
    ("html", "vantat"),
    [
        ("<p>5 tkr och 6 tkr.</p>", []),
        ("<p>5 tkr, 6 tkr och 7 mkr.</p>", ["belopp skrivs i mkr, på de flesta ställen i tkr."]),
        ("<p>5 tkr, 6 mkr och 7 mkr.</p>", ["belopp skrivs i tkr, på de flesta ställen i mkr."]),
        # as many of both: the last by the alphabet is taken to be the usual
        ("<p>5 kr och 6 tkr.</p>", ["belopp skrivs i kr, på de flesta ställen i tkr."]),
        ("<p>5 tkr och 6 kr.</p>", ["belopp skrivs i kr, på de flesta ställen i tkr."]),
        ("<p>5 tkr, 6 tkr, 7 mkr, 8 kr, 9 kronor.</p>", [f"belopp skrivs i {e}, på de flesta ställen i tkr." for e in ("kr", "kronor", "mkr")]),
        ("<p>5&nbsp;tkr, 6tkr och 7 miljoner kronor.</p>", ["belopp skrivs i miljoner kronor, på de flesta ställen i tkr."]),
        ("<p>5 tkr, 6 tkr och 7 miljoner.</p>", ["belopp skrivs i miljoner, på de flesta ställen i tkr."]),
        ("<p>5 tkr, 6 tkr och 7 mnkr.</p>", ["belopp skrivs i mnkr, på de flesta ställen i tkr."]),
        ("<p>5 tkr och 6 krokar.</p>", []),
    ],
)  # fmt: skip
def test_amounts_in_more_than_one_unit(html, vantat):
    assert i_text(html) == vantat


def test_a_unit_is_told_once_for_each_section_that_differs():
    a, b = sektion("<p>5 mkr och 6 mkr.</p>"), sektion("<p>7 mkr.</p>", rubrik="FoU Jämt", id="uppdrag-2")
    a.delar[1].html = "<p>8 mkr.</p>"
    data = berattelse(a, b, ingress="<p>1 tkr, 2 tkr, 3 tkr, 4 tkr, 5 tkr.</p>")
    assert fynd(data) == [
        ("enhet", "Lärcentrum", "Lärcentrum: belopp skrivs i mkr, på de flesta ställen i tkr.", "/a/"),
        ("enhet", "FoU Jämt", "FoU Jämt: belopp skrivs i mkr, på de flesta ställen i tkr.", "/b/"),
    ]


@pytest.mark.parametrize(
    ("html", "sagt"),
    [
        *((f"<p>Har haft {n} möten.</p>", f"{n} möten") for n in range(2, 13)),
        *((f"<p>Har haft {n} möten.</p>", None) for n in (0, 1, 13, 14, 20, 22, "1,5", "12.4", "3–4", "kl. 9:5")),
        *((f"<p>4 {ord_}</p>", f"4 {ord_}") for ord_ in ("träffar", "sammanträden", "heldagar", "kommuner", "utbildningar", "konferenser")),
        ("<p>4&nbsp;möten</p>", "4 möten"),
        ("<p><b>4</b>\n möten</p>", "4 möten"),
        ("<p>4 mötena</p>", None),
        ("<p>4 personer</p>", None),
    ],
)
def test_numbers_up_to_twelve_are_words(html, sagt):
    assert i_text(html) == ([f"”{sagt}” – tal till och med tolv skrivs med bokstäver."] if sagt else [])


def test_each_number_in_digits_is_told_with_its_kind_and_place():
    assert fynd(rapport("<p>4 möten och 5 träffar</p>")) == [
        ("siffra", "Lärcentrum", f"Lärcentrum: ”{sagt}” – tal till och med tolv skrivs med bokstäver.", "/a/")
        for sagt in ("4 möten", "5 träffar")
    ]


@pytest.mark.parametrize(
    ("dag", "passerad"),
    [
        ("19 januari 2023", True), ("20 januari 2023", False), ("21 januari 2023", False), ("31 december 2022", True),
        ("1 februari 2023", False), ("31 februari 2023", True), ("1 januari 2023", True), ("1&nbsp;januari&nbsp;2023", True), ("1 december 2023", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("sort", "rubrik"), [("framtid", "framtida utmaningar och utvecklingsarbeten"), ("prioriterade", "prioriterade områden 2023")]
)
def test_a_day_that_has_passed_lies_not_ahead(dag, passerad, sort, rubrik):
    vantat = f"{rubrik} nämner {dag.replace('&nbsp;', ' ')}, som har passerat."
    assert i_text(f"<p>Klart den {dag}.</p>", sort) == ([vantat] if passerad else [])


def test_a_day_that_has_passed_is_at_home_in_what_was_done():
    assert i_text("<p>Klart den 19 januari 2023.</p>", "resultat") == []
    assert fynd(berattelse(sektion("<p>1 januari 2023 och 2 januari 2023</p>", sort="framtid"))) == [
        ("dag", "Lärcentrum", f"Lärcentrum: framtida utmaningar och utvecklingsarbeten nämner {n} januari 2023, som har passerat.", "/a/")
        for n in (1, 2)
    ]


def rekommenderat(text, klar_senast, laget):
    r = Rekommendationsuppgift(
        text=text, beslut=Beslutsuppgift(organ="Rådet"), agare="Regionen", klar_senast=klar_senast, laget=laget, vad_har_hant=""
    )
    return rapport("<p>Text.</p>", forra=Foregaende(year="2021", vardering=None, rekommendationer=[r]))


@pytest.mark.parametrize(("laget", "i_ord"), [("pagar", "pågår"), ("oppen", "öppen")])
def test_a_recommendation_that_waits_past_its_day(laget, i_ord):
    text = "x" * 81
    vantat = f"Rekommendationen ”{'x' * 80}” skulle vara klar 19 januari 2023. Läget: {i_ord}."
    assert fynd(rekommenderat(text, date(2023, 1, 19), laget)) == [("dag", "x" * 80, vantat, "/rek/")]
    assert fynd(rekommenderat(text, date(2023, 1, 19), laget), lankar={})[0][3] == ""
    assert fynd(rekommenderat(text, IDAG, laget)) == fynd(rekommenderat(text, None, laget)) == []


def test_a_recommendation_that_waits_no_more_is_not_late():
    assert fynd(rekommenderat("Att säkra bemanningen.", date(2022, 1, 19), "genomford")) == []


def test_what_a_section_is_printed_without():
    def utan(*sorter, **fields):
        s = sektion(**fields)
        s.delar = [d for d in s.delar if d.sort not in sorter]
        return fynd(berattelse(s))

    alla = ("beskrivning", "prioriterade", "aktiviteter", "resultat", "framtid")
    ord_ = (
        "beskrivning",
        "prioriterade områden",
        "exempel på aktiviteter",
        "exempel på resultat",
        "framtida utmaningar och utvecklingsarbeten",
    )
    for sort, vad in zip(alla, ord_, strict=True):
        assert utan(sort) == [("tom", "Lärcentrum", f"Lärcentrum: skrivs ut utan {vad}.", "/a/")]
    assert utan("framtid", "beskrivning")[0][2] == "Lärcentrum: skrivs ut utan beskrivning och framtida utmaningar och utvecklingsarbeten."
    assert utan(*alla) == [("tom", "Lärcentrum", "Lärcentrum: avsnittet är tomt.", "/a/")]
    # another agreement has parts of its own choice, but some
    annat = {"uppdrag_id": None, "rubrik": "Zappa", "id": "okänt"}
    assert utan("framtid", **annat) == []
    assert utan(*alla, **annat) == [("tom", "Zappa", "Zappa: avsnittet är tomt.", "")]
    assert utan("framtid", id="okänt")[0][3] == ""


def test_what_nobody_has_explained():
    assert fynd(berattelse(), oforklarade=[("FoU Jämt", 1_705_000), ("Övrigt", -400)]) == [
        (
            "resultat",
            "Ekonomiskt resultat",
            "Resultatet är inte förklarat för FoU Jämt (1\u00a0705\u00a0tkr) och Övrigt (0\u00a0tkr).",
            "/e/",
        )
    ]
    assert fynd(berattelse(), lankar={}, oforklarade=[("FoU Jämt", 1)])[0][3] == ""


def test_an_acceptance_finds_its_warning_again():
    """The key is kept with the acceptance: what it is made of may not change."""
    a = Anmarkning("dag", "Lärcentrum", "Text.")
    assert a.url == ""
    assert a.nyckel == hashlib.sha256("dag\nLärcentrum\nText.".encode()).hexdigest()
    assert a.nyckel == Anmarkning("dag", "Lärcentrum", "Text.", "/a/").nyckel


LANK = '<p><a href="https://prov.test/?mejl=nagon@exempel.test">Här</a></p>'
LANKEN = "Länken ”Här” har en e-postadress i sig. Ta bort den, om den inte ska kunna läsas av alla."


def test_the_whole_list_stands_in_its_order_and_each_tells_in_which_part():
    s = sektion(
        f"<p>Under 2019. Har haft 4 möten. Fick 5 mkr, 6 tkr och 7 tkr. Var 1.200 kr. BUZ har haft tre möten. {'ord ' * 46}.</p>{LANK}"
    )
    rader = [Lista(rader=[Rad(text="14 utbildningar"), Rad(text="16 projekt")])]
    s.delar[3] = Del(sort=s.delar[3].sort, rubrik="", html="<p>Det blev 13 utbildningar. Och 16 projekt.</p>", listor=rader)
    s.delar[4].html = "<p>Klart den 19 januari 2023.</p>"
    tom = sektion(rubrik="FoU Jämt", id="uppdrag-2")
    del tom.delar[0]
    alla = anmarkningar(
        berattelse(s, tom, ingress=LANK), berattelse(s), LANKAR, idag=IDAG, rubriker=[("Annat", "")], oforklarade=[("FoU", 1)],
        belopp=[5_000_000], arenor={7: (("BUZ",), 4)},
    )  # fmt: skip
    har, skrivet = ("beskrivning",), ("resultat",)
    assert [(sort, delar) for sort, delar in dict.fromkeys((a.sort, a.delar) for a in alla)] == [
        ("fel_year", har), ("rubrik", ()), ("enhet", har), ("skrivsatt", har), ("siffra", har), ("dag", ("framtid",)), ("mening", har),
        ("tom", ()), ("resultat", ()), ("samma", har), ("samma", skrivet), ("register", har), ("register", skrivet), ("lank", har),
        ("utan_rad", har), ("utan_rad", skrivet),
    ]  # fmt: skip
    assert [(a.om, a.text) for a in alla if a.sort == "lank"] == [(om, f"{om}: {LANKEN}") for om in ("Inledning", "Lärcentrum")]
    utan = " ".join(a.text for a in alla if a.sort == "utan_rad")
    assert ("”5 mkr”" in utan, "”6 tkr”" in utan, "”16 projekt”" in utan, "”13 utbildningar”" in utan) == (False, True, False, True)


def test_what_is_written_elsewhere_than_in_the_sections_says_not_which_unit_is_the_usual():
    arkivet = Ovrigt(namn="Arkivet", dnr="", redovisning="1 kr, 2 kr och 3 kr.", webbplats="")
    assert fynd(berattelse(sektion("<p>5 tkr.</p>"), ovrig_verksamhet=[arkivet])) == [
        ("enhet", "Arkivet", "Arkivet: belopp skrivs i kr, på de flesta ställen i tkr.", "/avtal/")
    ]


def test_a_warning_holds_the_sentences_it_was_made_of_and_the_parts_they_stand_in():
    s = sektion("<p>Bra. Under 2019.</p>")
    s.delar[3].html = "<p>Under 2018.</p>"
    (a,) = (a for a in anmarkningar(berattelse(s), None, LANKAR, idag=IDAG) if a.sort == "fel_year")
    assert (a.grund, a.delar) == ("Under 2019.\nUnder 2018.", ("beskrivning", "resultat"))
    s = sektion("<p>5 tkr, 6 tkr, 7 tkr och 8 mkr.</p>")
    s.delar[3].html = "<p>9 mkr.</p>"
    (a,) = (a for a in anmarkningar(berattelse(s), None, LANKAR, idag=IDAG) if a.sort == "enhet")
    assert a.delar == ("beskrivning", "resultat")
    s = rapport("<p>Ett bra år.\n Vi fick  5 tkr. Sedan tog det slut.</p>")
    (a,) = (a for a in anmarkningar(s, s, LANKAR, idag=IDAG) if a.sort == "samma")
    assert (a.grund, a.delar) == ("Vi fick 5 tkr.", ("beskrivning",))


def test_a_section_may_stand_at_another_place_than_its_own():
    assert {t.plats for t in sektionens_texter(sektion(), "/a/")} == {"uppdrag-1"}
    assert {t.plats for t in sektionens_texter(sektion(), "/a/", plats="här")} == {"här"}
