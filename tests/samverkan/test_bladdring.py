"""Long lists page by page: as many questions for many rows as for few, the filter kept, by links alone."""

import re
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from enkat.models import Inlamnat, Svar
from samverkan import bladdring
from samverkan.models import Handelse, Organisation, Rolltilldelning
from tests import factories
from tests.berattelse import utgavor
from uppdrag.models import Tillfalle


@pytest.fixture(autouse=True)
def fyra(monkeypatch):
    monkeypatch.setattr(bladdring, "PER_SIDA", 4)


def lista(sida, antal=9):
    return bladdring.blad(RequestFactory().get("/", {"sida": sida}), list(range(antal)))


@pytest.mark.parametrize(
    ("sida", "rader", "nummer", "fler"),
    [("1", [0, 1, 2, 3], 1, True), ("2", [4, 5, 6, 7], 2, True), ("3", [8], 3, False), ("4", [0, 1, 2, 3], 1, True)]
    + [(fel, [0, 1, 2, 3], 1, True) for fel in ("", "0", "-1", "x", "9" * 30, "²")],
)
def test_a_page_and_whether_there_is_another(sida, rader, nummer, fler):
    blad = lista(sida)
    assert (blad.rader, blad.nummer, blad.fler) == (rader, nummer, fler)


@pytest.mark.parametrize(("antal", "ensamt"), [(0, True), (4, True), (5, False)])
def test_a_list_on_one_page_is_all_there_is(antal, ensamt):
    assert lista("1", antal).ensamt is ensamt


def handelser(hus, antal):
    for n in range(antal):
        Handelse.objects.create(akt="ändrade", vem="Samverkan", objekt="x:1", text=f"rad {n}", avtal_id=hus.avtal.pk)


def personer(hus, antal):
    for n in range(antal):
        Rolltilldelning.objects.create(user=factories.user(f"Person {n}"), roll="tjansteperson", organisation=hus.berg, fran="2020-01-01")


def organisationer(hus, antal):
    for n in range(antal):
        factories.organisation(f"Organisation {n} av {antal}", Organisation.Sort.ANNAN)


def moten(hus, antal):
    fran = Tillfalle.objects.count()
    for n in range(fran, fran + antal):
        factories.mote(hus.arena, date(2022, 1, 1) + timedelta(days=n))


def publicerade(hus, antal):
    fran = hus.avtal.verksamhetsar.count()
    for n in range(fran, fran + antal):
        utgavor.rad(factories.verksamhetsar(hus.avtal, 1980 + n), hus.processledare)


LISTOR = {
    "/handelser/?text=ändrade": handelser, "/personer/?namn=Person": personer, "/organisationer/": organisationer,
    "/moten/?status=hallet&arena=": moten, "/berattelser/": publicerade,
}  # fmt: skip


@pytest.mark.parametrize("adress", LISTOR)
def test_the_rest_is_reached_by_links_that_keep_the_filter(hus, as_user, adress):
    client = as_user(hus.processledare)
    LISTOR[adress](hus, 6)
    with CaptureQueriesContext(connection) as fore:
        forsta = client.get(adress).content.decode()
    assert not [q["sql"] for q in fore.captured_queries if "__count" in q["sql"]]
    lank = re.search(r'<a href="(\?[^"]*sida=2[^"]*)" rel="next">', forsta)[1].replace("&amp;", "&")
    vag, _, fraga = adress.partition("?")
    assert all(del_ in unquote(lank) for del_ in fraga.split("&"))
    andra = client.get(vag + lank).content.decode()
    assert 'rel="prev"' in andra
    assert ", sida 2" in andra
    LISTOR[adress](hus, 12)
    client.get(adress)
    with CaptureQueriesContext(connection) as efter:
        client.get(adress)
    assert len(efter) <= len(fore)


def test_what_was_done_to_one_row_is_found_by_index_in_the_log_of_all_counties(db):
    """Neither the whole log is read nor, in order of time, all of it before the row's own twenty."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # an empty table is else read as it stands
    plan = Handelse.objects.filter(objekt="x:1")[:20].explain()
    assert "handelse_objekt" in plan, plan


@pytest.mark.parametrize(("modell", "falt"), [(Inlamnat, "inlamning"), (Svar, "deltagare")])
def test_the_answers_of_one_round_are_found_by_index_among_all_answers(db, modell, falt):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = modell.objects.filter(**{f"{falt}__in": [1, 2]}).order_by().explain()
    assert re.search(rf"{modell._meta.db_table}\w* .*USING (COVERING )?INDEX|(Bitmap Index|Index) .*{modell._meta.db_table}", plan), plan
