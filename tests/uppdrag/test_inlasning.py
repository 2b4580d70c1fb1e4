"""Many rows at once: what a file or a paste says becomes rows, what is wrong is told at its cell, and the same file twice adds nothing."""

import html
import json
import re
from datetime import date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverkan.models import Handelse, Roll, Rolltilldelning, User
from tests import factories
from tests.factories import BORJAN
from tests.uppdrag.test_inlasningsfiler import bok, formler, sammanslagen
from uppdrag.models import Arena, Arenanamn, Kontaktperson, Medverkan, Ordforande, Samordnare, Tillfalle, Uppdrag

pytestmark = pytest.mark.django_db
PERSONER = "Namn\tE-post\tRoll\tOrganisation\tFrån\tSamordnare för uppdrag\tOrdförande för arena\tKontaktperson\n"


def adress(hus, slag, avtal=None):
    return f"/lasin/{(avtal or hus.avtal).pk}/{slag}/"


def inlast(client, hus, slag, text="", fil=None, **mer):
    """The page of what was read; `fil` is bytes."""
    data = {"inklistrat": text} | ({"fil": SimpleUploadedFile("fil", fil)} if fil is not None else {}) | mer
    return client.post(adress(hus, slag), data)


def spara(client, hus, slag, sida, **mer):
    """Press the button of the page, with what is mended on it."""
    tabell = re.search(r'name="tabell" value="([^"]*)"', sida.content.decode())
    return client.post(adress(hus, slag), {"tabell": html.unescape(tabell[1])} | mer, follow=True)


def fel(sida):
    """{(row, column): sentences} of the table on the page."""
    rader = sida.context["form"].rader
    return {(rad.nummer, namn): " ".join(meningar) for rad in rader.values() for namn, meningar in rad.fel.items()}


# --- people -------------------------------------------------------------------------------------------------------

FOLK = PERSONER + (
    "Eva Ek\teva@region.test\tSamordnare\tRegion Prov\t2022-01-01\tLärcentrum\t\t\n"
    "Eva Ek\tEVA@region.test\tLäsare\tRegion Prov\t2022-01-01\t\t\t\n"
    "Bo Berg\tbo@berg.test\tKommunchef\tBerg\t2022-01-01\t\tBUZ\tja\n"
)


def test_people_come_with_roles_and_ties_and_the_same_again_adds_nothing(client, hus, mailoutbox):
    client.force_login(hus.processledare)
    sida = inlast(client, hus, "personer", FOLK)
    assert not User.objects.filter(email="eva@region.test").exists(), "nothing before it is read through"
    svar = spara(client, hus, "personer", sida)
    assert "Inläst: 2 personer, 3 rolltilldelningar, 1 samordnare" in svar.content.decode()
    eva = User.objects.get(email="eva@region.test")
    assert {r.roll for r in eva.rolltilldelningar.all()} == {Roll.SAMORDNARE, Roll.LASARE}
    assert not eva.has_usable_password()
    assert Samordnare.objects.get(user=eva).uppdrag == hus.uppdrag
    bo = User.objects.get(email="bo@berg.test")
    assert Ordforande.objects.get(user=bo).arena == hus.arena
    assert Kontaktperson.objects.get(user=bo).part.organisation == hus.berg
    log = Handelse.objects.get(akt="läste in personer")
    assert (log.avtal_id, log.detaljer["antal"]) == (hus.avtal.pk, 8)
    assert Handelse.objects.filter(akt="gav roll").count() == 3, "each role leaves its own trace too"
    assert [m for m in mailoutbox if "eva@region.test" in m.to] == [], "no letter of an account unless it is ticked"
    antal = Rolltilldelning.objects.count()
    igen = spara(client, hus, "personer", inlast(client, hus, "personer", FOLK))
    assert "inget nytt att spara" in igen.content.decode()
    assert "Tre rader finns redan." in igen.content.decode()
    assert (Rolltilldelning.objects.count(), Samordnare.objects.filter(user=eva).count()) == (antal, 1)


def test_the_account_letter_goes_when_it_is_ticked(client, hus, mailoutbox, django_capture_on_commit_callbacks):
    client.force_login(hus.processledare)
    sida = inlast(client, hus, "personer", FOLK)
    with django_capture_on_commit_callbacks(execute=True):
        spara(client, hus, "personer", sida, brev="on")
    assert sorted(m.to[0] for m in mailoutbox if "logga in" in m.subject) == ["bo@berg.test", "eva@region.test"]


def test_what_a_processledare_may_not_give_is_told_at_its_cell(client, hus):
    client.force_login(hus.processledare)
    rader = [
        "A\tinte en adress\tSamordnare\tRegion Prov\t\t\t\t", "B\tb@x.test\tKungen\tBerg\t\t\t\t", "C\tc@x.test\tLäsare\tRegion Annan\t\t\t\t",
        "D\td@x.test\tController\tBerg\t\t\t\t", f"U\t{hus.utomstaende.email}\tLäsare\tBerg\t\t\t\t",
        f"P\t{hus.processledare.email}\tController\tRegion Prov\t\t\t\t", "E\te@x.test\tLäsare\tBerg\t31/2 2022\tLärcentrun\t\tkanske",
        "F\tf@x.test\tLäsare\tBerg\t\tLärcentrum\t\t",
    ]  # fmt: skip
    sida = inlast(client, hus, "personer", PERSONER + "\n".join(rader))
    fann = fel(sida)
    assert "e-postadress" in fann[2, "email"]
    assert "Kungen" in fann[3, "roll"]
    assert "Region Annan" in fann[4, "organisation"]
    assert "hör till regionen" in fann[5, "roll"]
    assert "redan en person" in fann[6, "email"]
    assert "någon annan än den som ska ha den" in fann[7, "roll"]
    assert "finns inte i almanackan" in fann[8, "fran"]
    assert "Menas Lärcentrum?" in fann[8, "samordnar"]
    assert "ja eller nej" in fann[8, "kontakt"]
    assert "inte rollen samordnare" in fann[9, "samordnar"]
    spara(client, hus, "personer", sida)
    assert not User.objects.filter(email__endswith="@x.test").exists()


@pytest.mark.en_gang
def test_a_wrong_cell_is_mended_on_the_page_and_a_row_left_out(client, hus):
    client.force_login(hus.processledare)
    sida = inlast(client, hus, "personer", PERSONER + "A\ta@x.test\tKungen\tBerg\t\t\t\t\nB\tb@x.test\tDrottningen\tBerg\t\t\t\t\n")
    svar = spara(client, hus, "personer", sida, **{"c0-roll": "läsare", "utan": "1"})
    assert "Inläst: 1 person" in svar.content.decode()
    assert User.objects.filter(email__endswith="@x.test").get().email == "a@x.test"


# --- uppdrag ------------------------------------------------------------------------------------------------------


def test_uppdrag_with_every_kommun_in_one_tick(client, hus):
    client.force_login(hus.processledare)
    text = "Namn;Medverkande kommuner;Från\nEnergi;;2022-01-01\nVård;Berg;2022-01-01\nLärcentrum;alla;2022-01-01\n".encode("cp1252")
    sida = inlast(client, hus, "uppdrag", fil=text, alla="on")
    spara(client, hus, "uppdrag", sida)
    medverkar = {u.namn: sorted(m.organisation.kortnamn for m in u.medverkan.all()) for u in Uppdrag.objects.filter(avtal=hus.avtal)}
    assert medverkar == {"Energi": ["Berg", "Krokom"], "Vård": ["Berg"], "Lärcentrum": ["Berg", "Krokom"]}
    assert Handelse.objects.get(akt="läste in uppdrag").detaljer["antal"] == 5
    antal = Medverkan.objects.count()
    assert "Tre rader finns redan." in spara(client, hus, "uppdrag", sida).content.decode()
    assert (Uppdrag.objects.filter(avtal=hus.avtal).count(), Medverkan.objects.count()) == (3, antal)


def test_participation_in_a_locked_year_is_refused(client, hus):
    factories.verksamhetsar(hus.avtal, 2021, status="locked")
    client.force_login(hus.processledare)
    sida = inlast(client, hus, "uppdrag", "Namn\tKommuner\tFrån\nEnergi\talla\t2021-05-01\n")
    assert "2021, som är låst" in fel(sida)[2, "fran"]


# --- arenas -------------------------------------------------------------------------------------------------------


def test_arenas_with_members_and_where_they_are_told(client, hus):
    Arenanamn.objects.create(arena=hus.arena, namn="Barn- och utbildning, zon")
    client.force_login(hus.processledare)
    fil = bok(
        ["Namn", "Förkortning", "Sort", "Nivå", "Redovisas under", "Medlemmar"],
        ["Socialt samråd", "SocSam", "politisk arena", "kommunal", "Lärcentrum", "alla"],
        ["Barn- och utbildning, zon", "", "Politisk", "Kommunala arenor", "", "Berg och Region Prov"],
    )
    sida = inlast(client, hus, "arenor", fil=fil)
    spara(client, hus, "arenor", sida)
    ny = Arena.objects.get(namn="Socialt samråd")
    assert (ny.forkortning, ny.niva, ny.uppdrag.get()) == ("SocSam", Arena.Niva.KOMMUNAL, hus.uppdrag)
    assert {m.organisation for m in ny.medlemmar.all()} == {hus.berg, hus.krokom}
    assert {m.organisation for m in hus.arena.medlemmar.all()} == {hus.berg, hus.region}, "known by its other name"
    assert "Två rader finns redan." in spara(client, hus, "arenor", sida).content.decode()
    assert Arena.objects.filter(avtal=hus.avtal).count() == 2


# --- occasions ----------------------------------------------------------------------------------------------------

MOTEN = 'Arena,Datum,Antal deltagare,Form,Status\nBUZ,"3/2, 17 mars och 2 juni 2022; 2022-09-14",12,Digitalt,\nBUZ,2022-10-05,,,inställt\n'


@pytest.mark.parametrize(
    ("rad", "mening"),
    [
        ("BUZ,2022-10-05,0,,", "Lämna tomt om antalet inte är känt."), ("BUZ,2022-10-05,12,,planerat", "Ett planerat tillfälle har inga"),
        ("BUZ,2022-12-05,12,,", "har inte varit ännu"),
    ],
)  # fmt: skip
@time_machine.travel("2022-11-30 10:00 +0100", tick=False)
def test_nobody_was_at_what_has_not_been_held(client, hus, rad, mening):
    client.force_login(hus.samordnare)
    sida = inlast(client, hus, "tillfallen", fil=f"Arena,Datum,Antal deltagare,Form,Status\n{rad}\n".encode())
    assert mening in sida.content.decode()


def test_several_days_in_one_cell_become_occasions(client, hus):
    factories.mote(hus.arena, date(2022, 3, 17))
    client.force_login(hus.samordnare)
    sida = inlast(client, hus, "tillfallen", fil=MOTEN.encode("utf-16"))
    spara(client, hus, "tillfallen", sida)
    rader = Tillfalle.objects.exclude(deltagare=None).order_by("fran")
    assert [t.fran for t in rader] == [date(2022, 2, 3), date(2022, 6, 2), date(2022, 9, 14)]
    assert {(t.form, t.status, t.deltagare, t.registrerat_av) for t in rader} == {("digitalt", "hallet", 12, hus.samordnare)}
    assert Tillfalle.objects.get(fran=date(2022, 10, 5)).status == "installt"
    spara(client, hus, "tillfallen", sida)
    assert Tillfalle.objects.count() == 5


@pytest.mark.en_gang
def test_days_that_cannot_be_registered_are_told(client, hus):
    factories.verksamhetsar(hus.avtal, 2021, status="locked")
    factories.arena(hus.avtal, "Ledningsgruppen")
    client.force_login(hus.samordnare)
    rader = [
        "BUZ\t3/2 2021",
        "BUZ\t3/2 2019",
        "BUZ\t3/2",
        "BUZ\tsnart",
        "Ledningsgruppen\t2022-02-03",
        "BUS\t2022-02-03",
        "BUZ\t=B2",
        "BUZ\t#REF!",
        "BUZ\t2022-05-05 – 2022-12-05",
    ]
    fann = fel(inlast(client, hus, "tillfallen", "Arena\tDatum\n" + "\n".join(rader)))
    sagt = [
        "som är låst",
        "inte i något verksamhetsår",
        "saknar år",
        "är ingen dag",
        "Du registrerar inte",
        "Menas BUZ?",
        "formel",
        "fel i Excel",
        "varar mer än en månad",
    ]
    assert [mening in text for mening, text in zip(sagt, fann.values(), strict=True)] == [True] * 9, fann


@pytest.mark.en_gang
def test_a_calendar_gives_a_row_for_each_subject(client, hus):
    client.force_login(hus.samordnare)
    sida = inlast(client, hus, "tillfallen", fil=KALENDER.encode())
    assert fel(sida) == {(3, "arena"): "Fyll i."}, "its subject names no arena"
    spara(client, hus, "tillfallen", sida, **{"c2-arena": "BUZ"})
    rader = [(t.fran, t.till, t.status, t.rubrik) for t in Tillfalle.objects.order_by("fran")]
    assert rader == [
        (date(2022, 1, 14), date(2022, 1, 14), "hallet", ""), (date(2022, 2, 11), date(2022, 2, 11), "hallet", ""),
        (date(2022, 3, 11), date(2022, 3, 11), "installt", ""), (date(2022, 7, 1), date(2022, 7, 1), "hallet", "Sommarmöte"),
    ]  # fmt: skip
    igen = inlast(client, hus, "tillfallen", fil=KALENDER.encode())
    assert igen.context["form"].summering == "Tre rader finns redan.", "the arena is known from last time"


KALENDER = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
BEGIN:VEVENT
UID:a
DTSTART;TZID="W. Europe Standard Time":20220114T090000
DTEND;TZID="W. Europe Standard Time":20220114T110000
RRULE:FREQ=MONTHLY;COUNT=3;BYDAY=2FR
SUMMARY:BUZ
END:VEVENT
BEGIN:VEVENT
UID:a
RECURRENCE-ID;TZID="W. Europe Standard Time":20220311T090000
DTSTART;TZID="W. Europe Standard Time":20220311T090000
DTEND;TZID="W. Europe Standard Time":20220311T110000
SUMMARY:Inställt: BUZ
END:VEVENT
BEGIN:VEVENT
UID:b
DTSTART:20220630T230000Z
DTEND:20220701T010000Z
SUMMARY:Sommarmöte
END:VEVENT
END:VCALENDAR
"""


# --- the page -------------------------------------------------------------------------------------------------------


@pytest.mark.en_gang
def test_an_odd_file_is_told_at_its_field(client, hus):
    client.force_login(hus.processledare)
    sida = inlast(client, hus, "tillfallen", fil=sammanslagen())
    assert "A2:A3 är sammanslagna" in " ".join(sida.context["form"].errors["fil"])
    assert "läses in under Tillfällen" in inlast(client, hus, "arenor", fil=KALENDER.encode()).content.decode()


@pytest.mark.en_gang
def test_dates_as_excel_keeps_them_and_formulas(client, hus):
    client.force_login(hus.processledare)
    fil = bok(
        ["Möten 2022", ""],
        ["Arena", "Datum", "Eget"],
        ["BUZ", date(2022, 2, 3), 1],
        ["BUZ", 44624, ""],
        ["", "", ""],
        ["BUZ", datetime.fromisoformat("2022-04-05 13:00"), ""],
    )
    sida = inlast(client, hus, "tillfallen", fil=fil)
    assert "Kolumner som inte läses: Eget." in sida.content.decode()
    spara(client, hus, "tillfallen", sida)
    assert [t.fran for t in Tillfalle.objects.order_by("fran")] == [date(2022, 2, 3), date(2022, 3, 4), date(2022, 4, 5)]
    assert "formel utan sparat värde" in fel(inlast(client, hus, "tillfallen", fil=formler()))[2, "dagar"]


@pytest.mark.en_gang
def test_neither_nothing_nor_both_nor_a_page_made_up(client, hus):
    client.force_login(hus.processledare)
    assert "Välj en fil, eller klistra in" in inlast(client, hus, "arenor").content.decode()
    assert "inte båda" in inlast(client, hus, "arenor", "Namn", b"Namn").content.decode()
    for tabell in ("", "[]", "{", '{"rader": [["a"]], "nummer": [1]}', '{"rader": [[1]], "nummer": ["x"]}'):
        assert "kom inte fram hel" in client.post(adress(hus, "arenor"), {"tabell": tabell}).content.decode()


# --- who may ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slag", ["personer", "uppdrag", "arenor", "tillfallen"])
def test_only_who_leads_the_agreement_or_registers_its_meetings(client, hus, slag):
    tabell = json.dumps({"rader": [["BUZ", "2022-02-03", *[""] * 8]], "nummer": [2]})
    svar = {}
    for vem in ("processledare", "samordnare", "controller", "kommunchef", "utomstaende"):
        client.force_login(getattr(hus, vem))
        svar[vem] = {client.get(adress(hus, slag)).status_code, client.get(f"{adress(hus, slag)}mall/").status_code}
        svar[vem] |= (
            {client.post(adress(hus, slag), {"tabell": tabell}).status_code}
            if slag == "tillfallen" and vem in {"controller", "utomstaende"}
            else set()
        )
    samordnaren = {200} if slag == "tillfallen" else {403}
    assert svar == {"processledare": {200}, "samordnare": samordnaren, "controller": {403}, "kommunchef": {403}, "utomstaende": {404}}
    assert not Tillfalle.objects.exists()


def test_rows_of_another_agreement_are_not_known(client, hus):
    factories.arena(hus.annat_avtal, "Deras arena")
    factories.uppdrag(hus.annat_avtal, "Deras uppdrag")
    client.force_login(hus.processledare)
    assert "finns inte bland" in fel(inlast(client, hus, "tillfallen", "Arena\tDatum\nDeras arena\t2022-02-03\n"))[2, "arena"]
    text = "Namn\tSort\tNivå\tRedovisas under\nNy\tNätverk\tövrig\tDeras uppdrag\n"
    assert "finns inte bland uppdragen i avtalet" in fel(inlast(client, hus, "arenor", text))[2, "uppdrag"]
    assert "finns inte bland kommunerna" in fel(inlast(client, hus, "uppdrag", "Namn\tKommuner\nNytt\tRegion Annan\n"))[2, "kommuner"]


def test_many_who_are_there_already_are_judged_in_as_many_queries_as_one(client, hus):
    client.force_login(hus.processledare)
    for n in range(9):
        person = factories.user(f"N{n}", email=f"n{n}@x.test", roll=Roll.SAMORDNARE, organisation=hus.region)
        Samordnare.objects.create(user=person, uppdrag=hus.uppdrag, fran=BORJAN)
    rader = [f"N{n}\tn{n}@x.test\tSamordnare\tRegion Prov\t2022-01-01\tLärcentrum\n" for n in range(9)]
    antal = []
    for mangd in (1, 9):
        with CaptureQueriesContext(connection) as fragor:
            sida = inlast(client, hus, "personer", PERSONER + "".join(rader[:mangd]))
        assert not sida.context["form"].nya
        antal.append(len(fragor))
    assert antal[0] == antal[1], antal


@pytest.mark.parametrize(
    ("slag", "huvud", "rad"),
    [
        ("personer", "Namn\tE-post\tRoll\tOrganisation\n", "N{n}\tn{n}@x.test\tLäsare\tBerg\n"),
        ("uppdrag", "Namn\tKommuner\tFrån\n", "U{n}\talla\t2022-01-01\n"),
        ("arenor", "Namn\tSort\tNivå\tMedlemmar\n", "A{n}\tNätverk\tövrig\talla\n"),
        ("tillfallen", "Arena\tDatum\n", "BUZ\t2022-02-{n}\n"),
    ],
)
def test_many_rows_are_judged_in_as_many_queries_as_one(client, hus, slag, huvud, rad):
    client.force_login(hus.processledare)
    antal = []
    for mangd in (1, 9):
        with CaptureQueriesContext(connection) as fragor:
            sida = inlast(client, hus, slag, huvud + "".join(rad.format(n=n) for n in range(10, 10 + mangd)))
        assert len(sida.context["form"].nya) >= mangd
        antal.append(len(fragor))
    assert antal[0] == antal[1] <= 18, antal


def test_a_kommun_that_once_took_part_is_read_in_anew_and_a_long_cell_is_told_not_cut(client, hus):
    client.force_login(hus.processledare)
    Medverkan.objects.filter(uppdrag=hus.uppdrag).delete()
    Medverkan.objects.create(uppdrag=hus.uppdrag, organisation=hus.berg, fran=date(2019, 1, 1), till=date(2020, 12, 31))
    text = f"Namn\tKommuner\tFrån\n{hus.uppdrag.namn}\tBerg\t2023-01-01\n"
    spara(client, hus, "uppdrag", inlast(client, hus, "uppdrag", text))
    assert [m.fran for m in Medverkan.objects.filter(uppdrag=hus.uppdrag).order_by("fran")] == [date(2019, 1, 1), date(2023, 1, 1)]
    assert "finns redan" in inlast(client, hus, "uppdrag", text).content.decode().lower()
    lang = f"Namn\tKommuner\n{'x' * 2001}\talla\n"
    assert "Cellen är för lång" in fel(inlast(client, hus, "uppdrag", lang))[2, "namn"]


@pytest.mark.en_gang
def test_days_with_the_same_fault_are_told_in_one_sentence_and_no_year_at_all_before_the_table(client, hus):
    client.force_login(hus.processledare)
    sida = inlast(
        client, hus, "tillfallen", "Arena\tDatum\nBUZ\t3/2 2031, 4/3 2031\nBUZ\t" + ", ".join(f"{m}/{m} 2031" for m in range(1, 13))
    )
    fann = fel(sida)
    assert (
        fann[2, "dagar"]
        == "3 februari 2031 och 4 mars 2031 ligger inte i något verksamhetsår. De år som finns är 2022. Processledaren lägger till fler på sidan Verksamhetsår."
    )
    assert fann[3, "dagar"].startswith("Tolv dagar, från 1 januari 2031 till 12 december 2031, ligger inte i något verksamhetsår.")
    hus.avtal.verksamhetsar.update(status="locked")
    svar = inlast(client, hus, "tillfallen", "Arena\tDatum\nBUZ\t3/2 2022\n").content.decode()
    assert "Avtalet har inget öppet verksamhetsår att läsa in i." in svar
    assert "Rad 2" not in svar
