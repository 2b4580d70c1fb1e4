"""How much a page may ask of the database: at most so many questions, else its own number with the reason; and no more for more of it.

More is more years of the agreement with all that hangs on them, and more agreements of the same region, walked address by address.
"""

import pytest
from django.db import transaction

from tests import kopior, rattigheter
from uppdrag.models import Avtal, Verksamhetsar

HOGST = 12
# Why an address asks more. A number is lowered when the page comes to ask less; it is raised only with a reason.
HELA = "the whole report is gathered: each kind of row is read once"
TRYCKS = "the same, once for the page and once for the worker, which the tests run within the request"
ALLT_I_ETT = "every document of the year (or of the round) in one file"
OM_EN = "every table that may hold something of the person is counted"
BEHALLS = "the first time it is printed and kept, and what has been kept its time goes: four fewer the next time"
AVSNITT = "a section as it is printed, held against the year's rows"
BLADET = "the answer sheet: who answers, her mandate, the form, the answers, what others wrote meanwhile"
RUNDAN = "a round: form, respondents, answers, values, and the earlier rounds"
PENGAR = "the year's money: each kind of row is read once, this year's and last year's"
FORMULAR = "the page of a row beside the form that registers meetings, which offers five kinds of rows to choose among"
SAMLAR = "a page that gathers many kinds of rows, each read once"
MOTET = "a meeting with its agenda, papers, outcome and what is left since before: each kind of row is read once"
ETT_UPPDRAG = "all that is told of an uppdrag, in every year"
OVER = {
    "berattelse:overlamning_zip": (169, ETT_UPPDRAG),
    "berattelse:overlamning_create": (35, ETT_UPPDRAG),
    "berattelse:kommun_detail": (
        44,
        "a kommun's year: its money, uppdrag, arenas with attendance and judgement, each kind of row read once",
    ),
    "uppdrag:kallelse_skicka": (18, "who is called: the chair, contact persons, mailboxes, roles; and what has been sent before"),
    "berattelse:year_skapa_nasta": (30, "all kinds of rows that may go on into the next year, each read once"),
    "uppdrag:tillfalle_detail": (16, MOTET),
    "uppdrag:dagordning_detail": (16, MOTET),
    "uppdrag:arena_siffror": (14, "the register of arenas of every year, and attendance"),
    "uppdrag:arena_siffror_xlsx": (14, "the register of arenas of every year, and attendance"),
    "uppdrag:forslag_detail": (13, "a proposal with each party's decision, and what it would change"),
    "berattelse:year_diarie": (391, ALLT_I_ETT),
    "uppdrag:person_avidentifiera": (118, OM_EN),
    "berattelse:report_docx": (119, TRYCKS),
    "berattelse:report_pdf": (118, TRYCKS),
    "berattelse:dokument_pdf": (134, TRYCKS),
    "berattelse:fardigstall": (86, "the whole report, and the text and the sums of the year before it is held against"),
    "berattelse:dokument_presentation_pdf": (62, HELA),
    "berattelse:dokument_presentation": (57, HELA),
    "berattelse:report_granska": (60, HELA),
    "berattelse:report_html": (58, HELA),
    "berattelse:report_json": (58, HELA),
    "enkat:year_pdf": (66, TRYCKS),
    "berattelse:dokument_json": (66, HELA),
    "berattelse:dokument_html": (65, HELA),
    "berattelse:omgang_diarie": (39, ALLT_I_ETT),
    "berattelse:avsnitt_edit": (34, AVSNITT),
    "enkat:resultat_pdf": (33, TRYCKS),
    "uppdrag:arena_detail": (26, FORMULAR),
    "ekonomi:year_detail": (18, PENGAR),
    "berattelse:avsnitt_detail": (28, AVSNITT),
    "berattelse:avsnitt_godta": (24, AVSNITT),
    "berattelse:avsnitt_andrat": (23, AVSNITT),
    "berattelse:avsnitt_word": (21, AVSNITT),
    "berattelse:avsnitt_pdf": (24, "each kind of the section's rows is read once; nine fewer the next time, when it is printed and kept"),
    "uppdrag:avtal_detail": (18, SAMLAR),
    "uppdrag:person_detail": (16, SAMLAR),
    "uppdrag:uppdrag_detail": (17, SAMLAR),
    "ekonomi:aret_detail": (15, PENGAR),
    "enkat:lank_start": (18, BLADET),
    "enkat:lank_allt": (18, BLADET),
    "enkat:lank_sida": (18, BLADET),
    "enkat:lank_skicka_in": (18, BLADET),
    "ekonomi:fakturering_detail": (18, PENGAR),
    "enkat:svar_start": (16, BLADET),
    "enkat:svar_allt": (16, BLADET),
    "enkat:svar_sida": (16, BLADET),
    "enkat:svar_skicka_in": (16, BLADET),
    "enkat:vardering_enas": (16, RUNDAN),
    "enkat:vardering_edit": (16, RUNDAN),
    "uppdrag:arena_plan": (14, "the year's register of arenas, which the plan is held against"),
    "uppdrag:tillfalle_list": (15, FORMULAR),
    "enkat:lank_klart": (15, BLADET),
    "enkat:resultat_detail": (15, RUNDAN),
    "ekonomi:aret_xlsx": (13, PENGAR),
    "uppdrag:tillfalle_edit": (15, FORMULAR),
    "enkat:lank_historik": (14, BLADET),
    "enkat:lank_blankett": (18, BEHALLS),
    "berattelse:forra_ta_in": (14, SAMLAR),
    "uppdrag:uppdrag_mall": (13, "what a table of uppdrag may name"),
    "enkat:lank_medhjalpare": (13, BLADET),
    "enkat:svar_klart": (13, BLADET),
    "enkat:svar_blankett": (17, BEHALLS),
    "enkat:vardering_list": (13, RUNDAN),
    "ekonomi:fakturering_xlsx": (13, PENGAR),
    "ekonomi:fakturering_pdf": (17, BEHALLS),
    "ekonomi:utdrag_pdf": (14, BEHALLS + "; and what is decided and not booked"),
    "berattelse:steg_edit": (13, "a text with its history and draft, of a year"),
}


@pytest.fixture
def fragor(rattighetsdemo):
    """{address: questions} as the processledare, of the addresses that answer her GET."""
    sidor = rattigheter.kept_walk("Processledare", rattighetsdemo)
    return {name: sida.fragor for name, sida in sidor.items() if sida.fragor}


@pytest.mark.no_cover
@pytest.mark.en_gang
def test_no_page_asks_more_than_its_budget(fragor):
    budget = {name: OVER[name][0] if name in OVER else HOGST for name in fragor}
    assert {name: f"{antal} > {budget[name]}" for name, antal in fragor.items() if antal > budget[name]} == {}


@pytest.mark.no_cover
@pytest.mark.en_gang
def test_a_budget_that_is_no_longer_needed_is_taken_away(fragor):
    assert {name for name in OVER if fragor.get(name, 0) <= HOGST} == set()


STEG = 1_000_000  # what the keys of a copy are moved by
AVTALETS = {"uppdrag.Avtal", "uppdrag.Beslut"}
# So many questions more than with two years and one agreement, and why.
VAXER = {
    "berattelse:omgang_diarie": (8, "earlier rounds to compare with, for the page and for the worker"),
    "berattelse:overlamning_zip": (24, "six for each of four more years: what each year tells of the uppdrag is gathered a year at a time"),
    "enkat:resultat_detail": (4, "earlier rounds to compare with, all read at once"),
    "enkat:resultat_pdf": (8, "the same, for the page and for the worker"),
    "enkat:year_pdf": (16, "the same, of each round of the year"),
    "uppdrag:kallelse_skicka": (1, "an earlier meeting, with what it left open"),
}


def _fler():
    """Four more years of every agreement, and then two more of every agreement of the same region with all its years."""
    arets, avtalets = kopior.under(kopior.DATERADE), kopior.under(AVTALETS)
    with transaction.atomic():
        for par in (1, 2):
            kopior.Kopia(arets, par * STEG, year=2 * par).kor(STEG)
        for avtal in (1, 2):
            kopior.Kopia(avtalets, 10 * avtal * STEG).kor(10 * STEG)


@pytest.mark.no_cover
@pytest.mark.en_gang
@pytest.mark.lang
def test_no_address_asks_more_for_more_years_and_agreements(fragor, rattighetsdemo):
    """In `make test` of the pages that may tell of many rows, and of each fourth that is about one."""
    _fler()
    assert (Verksamhetsar.objects.filter(avtal=rattighetsdemo.avtal).count(), Avtal.objects.huvudavtal().count()) == (6, 6)
    provas = rattigheter.glesare(4)
    sidor = rattigheter.walk("Processledare", rattighetsdemo, lambda name, n: name in fragor and provas(name, n))  # no act
    efter = {name: sida.fragor for name, sida in sidor.items()}
    fler = {name: f"{fragor[name]} → {antal}" for name, antal in efter.items() if antal > fragor[name] + VAXER.get(name, (0,))[0]}
    assert fler == {}
