"""In the browser, a year goes over into the next: made out of the last, its council called, held and extracted, and what it decided followed up.

Beside it a calendar program reads the secret address, before a meeting is called off and after.
"""

import re
import subprocess
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from playwright.sync_api import expect

from berattelse.innehall.foljder import foljderna
from tests import factories
from uppdrag.models import Rubrikuppdrag, Tillfalle, Verksamhetsar

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RADET = "Regionens samverkansråd"
DAGORDNING = """
1. Val av justerare

Ärenden från regionstyrelsen
13.20
2. Verksamhetsberättelsen 2022\tAda Prov, Bo Prov
- Kommunernas värdering
14.30 PAUS
Ärenden från kommunerna
14.45
3. Kollektivtrafiken, dnr RUN/12/2022
"""
BESLUT = "Rådet godkänner verksamhetsberättelsen och rekommenderar att arenorna ses över."


class Sidan:
    """Somebody logged in, who reads, fills in and presses what is on the page."""

    def __init__(self, page, live_server):
        self.page, self.bas = page, live_server.url

    def ga(self, namn, *args):
        assert self.page.goto(self.bas + reverse(namn, args=args)).ok

    def lank(self, namn):
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=namn).first.click()

    def tryck(self, knapp, **falt):
        for namn, varde in falt.items():
            self.page.locator(f"[name='{namn}']").first.fill(varde)
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=knapp, exact=True).first.click()
        assert self.page.locator(".invalid-feedback").all_inner_texts() == []

    def sager(self, text):
        expect(self.page.locator("main")).to_contain_text(text)

    def fil(self, lank):
        """What a link to a file gives, fetched as the browser would."""
        adress = self.page.locator("main").get_by_role("link", name=lank).first.get_attribute("href")
        svar = self.page.context.request.get(self.bas + adress)
        assert svar.ok
        return svar.body()


@pytest.fixture
def w(transactional_db, hus, browser, client, live_server):
    hus.rad = factories.arena(hus.avtal, RADET, under=[hus.uppdrag], motesord="sammanträde")
    for org in (hus.region, hus.berg, hus.krokom):
        hus.rad.medlemmar.create(organisation=org)
    client.force_login(hus.processledare)
    context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    yield Sidan(context.new_page(), live_server)
    context.close()


def pdftext(data, tmp_path):
    fil = tmp_path / "fil.pdf"
    fil.write_bytes(data)
    return " ".join(subprocess.run(["pdftotext", "-layout", fil, "-"], capture_output=True, check=True, text=True).stdout.split())


def kalendern(adress):
    """{uid: (status, sequence, begins, what)} as a calendar program reads the address, which knows nothing but that."""
    svar = Client().get(adress)
    assert svar.status_code == 200
    rader = Calendar.from_ical(svar.content).walk("VEVENT")
    return {str(r["uid"]): (str(r["status"]), int(r["sequence"]), r["dtstart"].dt, str(r["summary"])) for r in rader}


def nasta_aret(w, hus):
    w.ga("uppdrag:year_list")
    w.lank("Skapa nästa år efter 2022")
    w.sager("Lärcentrum")
    w.tryck("Skapa nästa år", dnr="RUN/7/2023")
    expect(w.page.get_by_role("heading", level=1)).to_contain_text("2023")
    w.sager("Fördes över från 2022")
    ny = Verksamhetsar.objects.get(beteckning="2023")
    assert Rubrikuppdrag.objects.get(rubrik__verksamhetsar=ny).uppdrag == hus.uppdrag
    assert ny.is_open


def motena(w):
    """Two meetings of the council, planned."""
    for dag in ("2023-02-08", "2023-05-10"):
        w.ga("uppdrag:tillfalle_list")
        w.page.get_by_text("Fler uppgifter", exact=True).click()
        w.page.locator("#id_arena").select_option(label=RADET)
        w.page.locator("#id_status").select_option(label="Planerat")
        w.tryck("Registrera", fran=dag)
    return list(Tillfalle.objects.filter(status="planerat").order_by("fran"))


def kallelsen(w, mote, mailoutbox, tmp_path):
    w.ga("uppdrag:dagordning_klistra_in", mote.pk)
    w.tryck("Läs och granska", text=DAGORDNING)
    w.tryck("Spara")
    w.lank("Tid och plats")
    w.tryck("Spara", fran_kl="13:00", till_kl="16:00", plats="Aulan, Prov", avsandare="Ada Prov, ordförande")
    w.lank("Lägg till handling")
    w.page.locator("[name=fil]").set_input_files({"name": "Budget.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 prov"})
    w.page.locator("[name=punkt]").select_option(label="2. Verksamhetsberättelsen 2022")
    w.tryck("Lägg till")
    w.lank("Skicka kallelse")
    w.tryck("Skicka kallelse", fler="ledamot@exempel.test")
    w.sager("ledamot@exempel.test")
    brev = next(b for b in mailoutbox if b.to == ["ledamot@exempel.test"])
    assert brev.subject == f"Kallelse till {RADET} 8 februari 2023"
    text = pdftext(brev.attachments[0][1], tmp_path)
    for sagt in ("Ärenden från regionstyrelsen", "13.20", "Ada Prov, Bo Prov", "14.30", "Budget", "Aulan, Prov", "Ada Prov, ordförande"):
        assert sagt in text, sagt


def motet(w, mote, tmp_path):
    """Held: who was there, what was decided, its extract, and the minutes adopted."""
    w.ga("uppdrag:tillfalle_detail", mote.pk)
    w.tryck("Markera som hållet")
    w.lank("Anteckna närvaro")
    for vem in ("Bergs kommun", "Krokoms kommun"):
        w.page.get_by_role("checkbox", name=vem).check()
    w.tryck("Spara")
    w.lank("Ärenden, beslut och justering")
    w.lank("Skriv Verksamhetsberättelsen 2022")
    w.page.get_by_label("Beslutat").check()
    w.page.get_by_label("Beslutet är en rekommendation").check()
    w.tryck("Spara", paragraf="4", text=BESLUT, vad="Se över arenorna", vem="Processledaren", senast="2023-12-01")
    utdrag = pdftext(w.fil(re.compile("^PDF.*Verksamhetsberättelsen 2022")), tmp_path)
    for sagt in ("Protokollsutdrag", RADET, "8 februari 2023", "§ 4", BESLUT):
        assert sagt in utdrag, sagt
    assert "Kollektivtrafiken" not in utdrag
    w.lank("Ändra uppgifterna")
    w.tryck("Spara", ordforande="Ada Prov", justerare="Bo Prov", dnr="RUN/9/2023")
    w.lank("Justera")
    w.tryck("Justera", den="2023-02-15")
    w.sager("Justerat 15 februari 2023")
    for namn in ("Skriv", "Ändra uppgifterna", "Anteckna närvaro"):
        expect(w.page.locator("main").get_by_role("link", name=namn)).to_have_count(0)
    assert w.page.goto(f"{w.bas}{reverse('uppdrag:dagordning_edit', args=[mote.pk])}").status == 403


def foljs_upp(w, hus, senare):
    """The decision and what it recommends, in the report of the year before and of the new one; and on the next agenda."""
    w.ga("uppdrag:beslut_list")
    w.lank(re.compile(RADET))
    w.lank("Lägg till rekommendation")
    w.tryck("Spara", text="Arenorna ses över före hösten.", agare="Processledaren")
    ny = Verksamhetsar.objects.get(beteckning="2023")
    w.ga("berattelse:report_html", ny.pk)
    w.sager("Arenorna ses över före hösten.")
    w.sager("8 februari 2023")
    (forra,) = foljderna(hus.year).rekommendationer
    assert (forra.text, forra.beslut.paragraf) == ("Arenorna ses över före hösten.", "4")
    w.ga("uppdrag:dagordning_edit", senare.pk)
    w.tryck("Ta upp Se över arenorna")
    w.tryck("Ta upp Kollektivtrafiken")
    w.ga("uppdrag:dagordning_detail", senare.pk)
    w.sager("Se över arenorna")


def test_a_year_goes_over_into_the_next(w, hus, live_server, mailoutbox, tmp_path):
    nasta_aret(w, hus)
    mote, senare = motena(w)
    w.ga("kalender:start")
    w.page.locator("[name=galler]").last.select_option(label=RADET)
    w.tryck("Skapa adress")
    adress = re.search(r"/prenumeration/[a-z2-7]{26}/samverkan\.ics", w.page.content())[0]
    fore = kalendern(adress)
    assert {(s, nar, vad) for s, _, nar, vad in fore.values()} == {
        ("CONFIRMED", dag, f"{RADET}: sammanträde") for dag in (date(2023, 2, 8), date(2023, 5, 10))
    }
    kallelsen(w, mote, mailoutbox, tmp_path)
    motet(w, mote, tmp_path)
    foljs_upp(w, hus, senare)
    w.ga("uppdrag:tillfalle_detail", senare.pk)
    w.tryck("Ställ in")
    efter = kalendern(adress)
    assert set(efter) == set(fore), "a calendar knows them again by their names"
    (installd,) = [uid for uid, rad in efter.items() if rad[0] == "CANCELLED"]
    assert efter[installd][1] > fore[installd][1]
    assert efter[installd][2:] == (date(2023, 5, 10), f"Inställt: {RADET}: sammanträde")
    (hallet,) = set(efter) - {installd}
    assert efter[hallet][0] == "CONFIRMED"
    assert efter[hallet][2].strftime("%H.%M %Z") == "13.00 CET"
