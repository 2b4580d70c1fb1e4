"""How a report is cut: what is a heading and what it names, where pieces land by what stands about them, how lines become paragraphs."""

import time

import pytest

from berattelse.forra import delning, stycken
from berattelse.forra.namn import Hemvist, Namnlista, Rubriksort
from samverkan.utifran import pdftext, wordtext
from samverkan.utifran.pdftext import Pdfrad
from tests.berattelse import berattelser

LISTA = Namnlista(
    [
        Hemvist("omrade:1", Rubriksort.OMRADE, ("EU och regional utveckling",)),
        Hemvist("omrade:2", Rubriksort.OMRADE, ("Arbetsmarknad och utbildning",)),
        Hemvist("omrade:3", Rubriksort.OMRADE, ("Kurs och konferens",)),
        Hemvist("uppdrag:1", Rubriksort.UPPDRAG, ("EU-frågor och Nordkontoret",), omrade="omrade:1"),
        Hemvist("uppdrag:2", Rubriksort.UPPDRAG, ("Ledning",), omrade="omrade:1"),
        Hemvist("uppdrag:3", Rubriksort.UPPDRAG, ("Barn och utbildning",), omrade="omrade:2"),
        Hemvist("uppdrag:4", Rubriksort.UPPDRAG, ("Social välfärd/RSS",), omrade="omrade:2"),
        Hemvist("uppdrag:5", Rubriksort.UPPDRAG, ("Kurs och konferens",), omrade="omrade:3"),
        Hemvist("annat_avtal:1", Rubriksort.AVTAL, ("Energi- och fastighetsnätverket",), dnr="RUN/350/2019"),
    ]
)
LANG = "En mening som är lång nog för att vara löpande text i en berättelse om länets samverkan."


def landar(*rader):
    """[(heading, place, part, how sure)] of a text whose paragraphs are given."""
    bitar = delning.dela(stycken.av_text("\n\n\n".join(rader), LISTA.kand), LISTA)
    return [(b.rubrik, b.hem, b.part, b.sakerhet.value) for b in bitar]


@pytest.mark.parametrize(
    ("rubrik", "vad"),
    [
        ("BARN- OCH UTBILDNING", "uppdrag:3"),
        ("3.2 Barn och utbildning", "uppdrag:3"),
        ("Barn\u2013 och utbildning 2022", "uppdrag:3"),
        ("Social Välfärd", "uppdrag:4"),
        ("Energi- och fastighetsnätverk (Dnr: RUN/350/2019)", "annat_avtal:1"),
        ("Arbetsmarknad och utbilding", "omrade:2"),
        ("Exempel på aktiviteter under 2022:", "aktiviteter"),
        ("Exempel på aktiviteter och resultat", "aktiviteter"),
        ("Exempel på resultat samverkan kommunerna och regionen", "resultat"),
        ("Prioriterade områden 2023", "prioriterade"),
        ("Framtida utmaningar", "framtid"),
        ("Övriga samverkansarenor:", "arenor"),
        ("Kommunernas utbildning", None),
        ("Inledning", ""),
        ("Ledninge", None),
        ("Energi- och fastighetsnätverk för", None),
        ("Ledning har varit bra.", None),
        ("Exempel på välbesökta webbinarier är Fossilfria arbetsmaskiner i fjällen och mycket annat som har varit", None),
        ("Ledning ............ 4", None),
        ("Barn och utbildning 12", None),
    ],
)
def test_a_heading_is_known_by_its_words(rubrik, vad):
    traff = LISTA.traff(rubrik)
    assert (traff.nyckel if traff else None) == vad


def test_what_stands_above_decides_where_a_part_belongs():
    assert landar("Ledning", LANG, "Exempel på resultat", LANG, "Barn- och utbildning", LANG, "Exempel på resultat", LANG) == [
        ("Ledning", "uppdrag:2", "beskrivning", "saker"), ("Exempel på resultat", "uppdrag:2", "resultat", "saker"),
        ("Barn- och utbildning", "uppdrag:3", "beskrivning", "saker"), ("Exempel på resultat", "uppdrag:3", "resultat", "saker"),
    ]  # fmt: skip


def test_a_chapter_nobody_knows_is_the_area_of_the_uppdrag_under_it():
    assert landar("SOCIALT OCH UTBILDNING", LANG, "Barn och utbildning", LANG)[0][1:] == ("omrade:2", "beskrivning", "trolig")
    blandat = landar("ALLT MÖJLIGT", LANG, "Barn och utbildning", LANG, "Ledning", LANG)
    assert blandat[0][1:] == ("ovrigt", "", "okand"), "uppdrag of two areas say nothing"


def test_the_title_may_be_the_outermost_level():
    rader = tuple((niva + 1 if niva > 0 and n else niva, text.capitalize()) for n, (niva, text) in enumerate(berattelser.STYCKEN))
    lista = Namnlista(
        [Hemvist("omrade:1", Rubriksort.OMRADE, ("Arbete",)), Hemvist("uppdrag:1", Rubriksort.UPPDRAG, ("Lärcentrum",), "omrade:1")]
    )
    bitar = delning.dela(stycken.av_word(wordtext.read(berattelser.word(stycken=rader))), lista)
    assert [(b.rubrik, b.hem) for b in bitar[1:3]] == [("Kompetens och utbildning", "omrade:1"), ("Lärcentrum", "uppdrag:1")]


def test_a_chapter_made_of_rows_takes_no_uppdrag_into_its_section():
    rader = ("ÖVRIGT FINANSIERAD VERKSAMHET", LANG, "Ledning", LANG, "ANDRA SAMVERKANSAVTAL", "Energi- och fastighetsnätverket", LANG)
    assert [rad[1] for rad in landar(*rader)] == ["ovrigt", "ovrigt", "ovrigt", "annat_avtal:1"]


def test_an_area_with_one_uppdrag_of_its_name_is_that_uppdrag():
    assert landar("KURS OCH KONFERENS", LANG)[0][1:] == ("uppdrag:5", "beskrivning", "saker")


def test_a_table_of_contents_cuts_nothing():
    rader = ("Innehåll", "Ledning 3", "Barn och utbildning ........ 7", "Ledning", LANG)
    assert [rad[0] for rad in landar(*rader)] == ["Innehåll", "Ledning"]


def test_a_table_of_contents_without_pages_cuts_nothing_either():
    """As Word keeps one that nobody has updated, or that is links."""
    rader = ("Innehåll", "Ledning", "Kurs och konferens", "Kurs och konferens", "Ledning", LANG, "Kurs och konferens", LANG)
    assert [rad[:2] for rad in landar(*rader)] == [("Innehåll", "ovrigt"), ("Ledning", "uppdrag:2"), ("Kurs och konferens", "uppdrag:5")]


def test_an_appendix_that_names_every_area_takes_nothing_into_it():
    rader = ((1, "Ledning"), (0, LANG), (1, "Bilagor"), (2, "Kurs och konferens"), (0, LANG), (2, "Ledning"), (0, LANG))
    bitar = delning.dela(stycken.av_word(wordtext.read(berattelser.word(stycken=rader))), LISTA)
    assert [b.hem for b in bitar] == ["uppdrag:2", "ovrigt", "ovrigt", "ovrigt"]


def test_what_stands_alone_between_two_paragraphs_can_be_moved_but_stays():
    assert landar("Ledning", LANG, "Något annat", LANG)[1] == ("Något annat", "uppdrag:2", "beskrivning", "osaker")


def test_nothing_is_sure_below_a_heading_that_may_be_an_unknown_uppdrag():
    rader = ("Ledning", LANG, "Lärcentrum", LANG, "Exempel på resultat", LANG, "Barn och utbildning", LANG, "Exempel på resultat", LANG)
    assert [rad[3] for rad in landar(*rader)] == ["saker", "osaker", "osaker", "saker", "saker"]


def test_a_heading_in_capitals_is_written_with_small_letters():
    assert LISTA.utskriven("EU OCH ÖVERGRIPANDE UTVECKLING") == "EU och övergripande utveckling"
    assert LISTA.utskriven("ARBETSMARKNAD OCH UTBILDNING") == "Arbetsmarknad och utbildning"
    assert LISTA.utskriven("Som det står (RUN/1/2020)") == "Som det står"


def test_lines_that_go_on_are_one_paragraph():
    text = (
        "Det här är en rad som har brutits av den\nsom sparade filen, och den går vidare på\nnästa rad.\n\n"
        "• En punkt i en lista som är så lång att\nden bryts\n• Nästa punkt\n\nLedning\nText under rubriken."
    )
    funna = [(s.text, bool(s.ord.tecken)) for s in stycken.av_text(text, LISTA.kand)]
    assert funna == [
        ("Det här är en rad som har brutits av den som sparade filen, och den går vidare på nästa rad.", False),
        ("En punkt i en lista som är så lång att den bryts", True), ("Nästa punkt", True), ("Ledning", False),
        ("Text under rubriken.", False),
    ]  # fmt: skip


def test_a_word_that_was_broken_is_whole():
    text = "Arbetet har gällt kompe\u00ad\ntensförsörjning, stöd- \noch samrådsgrupper och barn- och ungdoms-\nvård.\x02"
    assert stycken.av_text(text, LISTA.kand)[0].text == (
        "Arbetet har gällt kompetensförsörjning, stöd- och samrådsgrupper och barn- och ungdoms-vård."
    )


def test_a_text_of_very_many_lines_is_cut_in_no_time():
    """Each line is looked at alone: not with all that stands above it, and what is asked again is remembered."""
    korta = "\n".join(f"Barn och rad {'abcdefghij'[n % 10]}{n % 7}" for n in range(6_000))
    for text in ("a\n" * 30_000, "(\n" * 30_000, korta):
        fore = time.process_time()
        delning.dela(stycken.av_text(text, LISTA.kand), LISTA)
        assert time.process_time() - fore < 5


def test_text_whose_lines_are_not_broken_has_a_paragraph_on_each():
    rader = ["ord " * 60, "Kort rad", "flera " * 50]
    assert len(stycken.av_text("\n".join(rader), LISTA.kand)) == 3


def _rad(text, y, sida=1, storlek=11.0):
    return Pdfrad(text, sida, y, storlek, fet=False)


def test_what_repeats_at_the_edges_of_a_pdf_is_left_out():
    """But not a heading that each page has below a name of its own."""
    namn = ("Ledning", "Barn och utbildning", "FoU")
    sidor = [[_rad("Region Prov", 800, n), _rad(namn[n - 1], 780, n), _rad("Beskrivning", 760, n), _rad("Text", 500, n), _rad("Mer", 480, n),
              _rad(f"Sida {n} (3)", 30, n)] for n in (1, 2, 3)]  # fmt: skip
    kvar = [rad.text for sida in pdftext.utan_kanter(sidor) for rad in sida]
    assert ("Region Prov" in kvar, "Sida 2 (3)" in kvar, "Ledning" in kvar, kvar.count("Beskrivning")) == (False, False, True, 3)


def test_a_paragraph_goes_on_over_the_page():
    rader = [
        _rad("En rad som är lång och som går vidare på nästa", 100),
        _rad("sida med små bokstäver först.", 800, 2),
        _rad("Nytt.", 770, 2),
    ]
    assert [s.text for s in stycken.av_pdf(rader, LISTA.kand)] == [
        "En rad som är lång och som går vidare på nästa sida med små bokstäver först.", "Nytt."
    ]  # fmt: skip


def test_a_word_file_says_its_paragraphs_and_their_levels():
    funna = stycken.av_word(wordtext.read(berattelser.word()))
    assert [(s.text, s.niva) for s in funna[2:5]] == [
        ("KOMPETENS OCH UTBILDNING", 1), (berattelser.STYCKEN[3][1], 0), ("Lärcentrum", 2),
    ]  # fmt: skip
