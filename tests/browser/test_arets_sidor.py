"""Every page of the year that runs itself, with rows on it: no accessibility fault, nothing wider than a telephone, all of it by keyboard."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from berattelse import dagligen
from berattelse.models import Overlamning
from tests import factories
from tests.berattelse import factories as avsnittens
from tests.langd import varannan
from tests.uppdrag.test_genomfor import forslag, rusta
from tests.uppdrag.test_kallelse import punkt
from uppdrag import motesutskrift
from uppdrag.actions import moten
from uppdrag.actions.arssteg import lagg_in_arssteg
from uppdrag.arsplan import PRAXIS
from uppdrag.models import (
    Arendeutfall,
    Balanspost,
    Bemanning,
    Beslut,
    Kalenderadress,
    Kallelse,
    Kallelseuppgift,
    Moteshandling,
    Narvaro,
    Partsbeslut,
    Protokoll,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGT_NAMN = "Barn- och utbildningsnämndernas samverkansorgan i Jämtlands län"


def motet(hus):
    """A planned meeting with all its papers, after one whose minutes are written and one that left an ärende open."""
    forra = factories.mote(hus.arena, date(2022, 3, 1))
    for org, antal in ((hus.berg, 3), (hus.krokom, None)):
        Narvaro.objects.create(tillfalle=forra, organisation=org, antal=antal, vilka="Ada Prov (X), Bo Prov (Y)")
    arenden = [punkt(forra, "arende", titel) for titel in ("Budget för nästa år", "Kollektivtrafiken")]
    moten.numrera(arenden)
    beslut = Beslut.objects.create(
        avtal=hus.avtal, organ=str(hus.arena), arena=hus.arena, tillfalle=forra, datum=forra.fran, paragraf="4", text="Budgeten godkänns."
    )
    Arendeutfall.objects.create(punkt=arenden[0], utfall="beslutat", paragraf="4", beslut=beslut)
    Arendeutfall.objects.create(punkt=arenden[1], utfall="bordlagt")
    post = Balanspost.objects.create(
        arena=hus.arena, beslut=beslut, vad="Återkom med en prognos", vem="Controller", senast=date(2022, 9, 1)
    )
    Protokoll.objects.create(tillfalle=forra, ordforande="Ada Prov", justerare="Bo Prov", dnr="RUN/9/2022")
    mote = factories.mote(hus.arena, date(2022, 9, 28), status="planerat")
    sorter = (("arende", "Val av justerare"), ("rubrik", "Ärenden från regionstyrelsen"), ("arende", "Budget"), ("paus", "Paus"))
    rader = [punkt(mote, sort, titel) for sort, titel in sorter]
    moten.numrera(rader)
    Kallelseuppgift.objects.create(tillfalle=mote, plats="Aulan, Regionens hus, Östersund", avsandare="Ada Prov, ordförande")
    Moteshandling.objects.create(
        tillfalle=mote, punkt=rader[2], filnamn="Budgetunderlag-2023-slutversion.pdf", innehall=b"x", sha256="0a" * 32, storlek=1
    )
    Kallelse.objects.create(tillfalle=mote, nummer=1, innehall=motesutskrift.som_text(motesutskrift.samla(mote)))
    return forra, mote, arenden[0], post


@pytest.fixture
def sidor(transactional_db, hus):
    """[(name, arguments)] of the pages, each with something on it."""
    rusta(hus)
    type(hus.arena).objects.filter(pk=hus.arena.pk).update(namn=LANGT_NAMN)
    hus.arena.refresh_from_db()
    avsnittens.avsnitt(hus, prioriterade="<p>Fler filialer</p>")
    Bemanning.objects.create(uppdrag=hus.uppdrag, verksamhetsar=hus.year, procent=50)
    lagg_in_arssteg(hus.year, PRAXIS, by=hus.processledare)
    utan_steg = factories.verksamhetsar(hus.avtal, 2021)
    forra, mote, arende, post = motet(hus)
    antaget = forslag(hus, sort="ta_bort", uppdrag=hus.uppdrag)
    for org in (hus.region, hus.berg):
        Partsbeslut.objects.create(
            forslag=antaget, organisation=org, bifall=True, organ="Kommunstyrelsen", datum=date(2022, 9, 1), paragraf="12"
        )
    Overlamning.objects.create(
        uppdrag=hus.uppdrag,
        organisation="Kommunförbundet",
        mottagare="Kanslichefen",
        datum=date(2023, 1, 2),
        sha256="a" * 64,
        av=hus.processledare,
    )
    Kalenderadress.objects.create(user=hus.processledare, arena=hus.arena, token_hash="0" * 64, skapad="2022-09-01T08:00Z")
    with time_machine.travel("2023-01-18 07:00 +0100", tick=False):
        dagligen.kor()
    year, m, a = [hus.year.pk], [mote.pk], [hus.arena.pk]
    return [
        ("start", []), ("uppdrag:year_list", []), ("uppdrag:year_edit", year), ("uppdrag:arssteg_edit", year),
        ("uppdrag:arssteg_create", [utan_steg.pk]), ("berattelse:year_overview", year), ("berattelse:year_skapa_nasta", year),
        ("berattelse:year_create", [hus.avtal.pk]), ("uppdrag:arena_list", []), ("uppdrag:arena_siffror", [hus.avtal.pk]),
        ("uppdrag:arena_detail", a), ("uppdrag:balanslista", a), ("uppdrag:balanspost_edit", [post.pk]), ("uppdrag:tillfalle_detail", m),
        ("uppdrag:dagordning_detail", m), ("uppdrag:dagordning_edit", m), ("uppdrag:dagordning_klistra_in", m),
        ("uppdrag:kallelseuppgift_edit", m), ("uppdrag:handling_create", m), ("uppdrag:kallelse_skicka", m),
        ("uppdrag:protokoll_detail", [forra.pk]), ("uppdrag:protokoll_edit", [forra.pk]), ("uppdrag:protokoll_justera", [forra.pk]),
        ("uppdrag:narvaro_edit", [forra.pk]), ("uppdrag:arende_beslut", [arende.pk]), ("kalender:start", []),
        ("uppdrag:forslag_list", []), ("uppdrag:forslag_detail", [antaget.pk]), ("berattelse:overlamning_create", [hus.uppdrag.pk]),
        ("berattelse:paminnelser", []), ("samverkan:brev_list", []),
    ]  # fmt: skip


NABARA = """() => [...document.querySelectorAll("main a[href], main button, main input, main select, main textarea, main summary")]
    .filter(e => e.type !== "hidden" && !e.disabled && e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true})
        && !(e.type === "radio" && !e.checked && document.querySelector(`input[type=radio][name="${e.name}"]:checked`))).length"""


def onabara(page):
    """What is wrong for who has a keyboard alone: what is pressed but cannot be reached, or has no mark when it is."""
    antal, utan_markering = page.evaluate(NABARA), []
    page.evaluate("document.querySelector('h1').tabIndex = -1; document.querySelector('h1').focus()")
    for _ in range(antal * 5):  # a date is several stops
        page.keyboard.press("Tab")
        inne, syns, namn = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e), inne = !!e.closest("main");
                const inuti = ["date", "time"].includes(e.type); // the browser marks what is inside it
                if (inne) e.dataset.natt = "1";
                return [inne, inuti || s.outlineStyle !== "none" || s.boxShadow !== "none", e.outerHTML.slice(0, 90)] }"""
        )
        if not inne:
            break
        if not syns:
            utan_markering.append(namn)
    natt = page.locator("main [data-natt]").count()
    return ([f"{natt} of {antal} reached"] if natt < antal else []) + utan_markering


def test_each_is_accessible_fits_a_telephone_and_is_reached_by_keyboard(sidor, hus, live_server, page, client, axe):
    client.force_login(hus.processledare)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page.set_viewport_size({"width": 390, "height": 844})
    faults = {}
    for namn, args in sidor[varannan(0, 3)]:
        svar = page.goto(live_server.url + reverse(namn, args=args))
        bredd = page.evaluate("document.documentElement.scrollWidth")
        fel = axe(page) + onabara(page) + ([f"{bredd} wide"] if bredd > 390 else []) + ([svar.status] if not svar.ok else [])
        if page.locator("h1").count() != 1:
            fel.append("not one h1")
        if fel:
            faults[namn] = fel
    assert faults == {}
