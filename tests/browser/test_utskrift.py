"""On paper: a form prints as a form, blank or filled, with nothing to press; chromium's own print is read."""

import io
import re

import pytest
from pypdf import PdfReader

from enkat.models import Falt, Svar
from tests import factories
from tests.enkat import factories as f

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGT = "\n".join(f"Rad {n}: vi hann inte med." for n in range(1, 41))
TRYCKS_INTE = ("Nästa", "Spara och stanna", "Hoppa till innehållet", "Kontrollera en fil", "Sparat")


@pytest.fixture
def buz(transactional_db):
    hus = factories.hus()
    return f.deltagare(f.omgang(hus), hus.arena)


@pytest.fixture
def tryck(page, live_server):
    """tryck(path) gives the text that chromium prints."""

    def skriv_ut(path):
        page.goto(live_server.url + path)
        sidor = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        return re.sub(r"[ \t\xa0]+", " ", "\n".join(sida.extract_text() for sida in sidor))

    return skriv_ut


def test_a_blank_form_prints_questions_empty_boxes_and_nothing_to_press(tryck, buz):
    sagt = tryck(f"{f.lank(buz)}sida/1/")
    assert "1. Har ni fullföljt årets planerade aktiviteter?" in sagt
    for svar in ("Har inte haft någon detaljerad plan", "Ja", "Till stor del", "Till liten del", "Inte hunnit med alls"):
        assert f"☐ {svar}" in sagt
    assert "☑" not in sagt
    assert "Varför?" in sagt.replace(" ", "")  # the reader of the PDF parts the word where two letters are drawn closer
    assert [ord_ for ord_ in TRYCKS_INTE if ord_ in sagt] == []


def test_a_filled_form_prints_what_is_ticked_and_the_whole_of_a_long_text(tryck, buz):
    fraga = buz.omgang.formular.fragor[0]
    valt = fraga.alternativ.get(text="Till liten del")
    Svar.objects.create(deltagare=buz, fraga=fraga, falt=Falt.VAL, alternativ=valt, av="Ordföranden")
    Svar.objects.create(deltagare=buz, fraga=fraga, falt=Falt.TEXT, text=LANGT, av="Ordföranden")
    sagt = tryck(f"{f.lank(buz)}sida/1/")
    assert re.findall(r"☑ (.+)", sagt) == ["Till liten del"]
    assert [rad for rad in LANGT.splitlines() if rad not in sagt] == []
    assert "☐ Nöjd" in sagt


def test_what_is_looked_through_before_it_is_handed_in_prints_too(tryck, buz):
    fraga = buz.omgang.formular.fragor[0]
    Svar.objects.create(deltagare=buz, fraga=fraga, falt=Falt.TEXT, text=LANGT, av="Ordföranden")
    sagt = tryck(f"{f.lank(buz)}skicka-in/")
    assert "Rad 40: vi hann inte med." in sagt
