"""In the browser, from an empty database to the first year adopted and printed: by the guide, with rows pasted from a spreadsheet."""

import re
import subprocess

import pytest
from docx import Document
from playwright.sync_api import expect

from berattelse.models import Avsnitt, Utgava
from samverkan.models import Handelse, User
from uppdrag.models import Arena, Tillfalle, Uppdrag, Verksamhetsar

pytestmark = [pytest.mark.browser, pytest.mark.en_gang, pytest.mark.django_db(transaction=True)]
LOSENORD = "ett-langt-losenord-har"
REGIONEN = "Region Jämtland Härjedalen"


def tabell(*rader):
    return "\n".join("\t".join(rad) for rad in rader)


UPPDRAG = tabell(
    ("Namn", "Område", "Från", "Medverkande kommuner"),
    ("Lärcentrum", "Utbildning", "2022-01-01", "alla"),
    ("Barn och utbildning", "Utbildning", "2022-01-01", "alla"),
    ("Social välfärd", "Välfärd", "2022-01-01", "alla"),
    ("Energikontoret", "Samhällsbyggnad", "2022-01-01", "Berg; Åre; Östersund"),
)
FOLK = tabell(
    ("Namn", "E-post", "Roll", "Organisation", "Från", "Samordnare för uppdrag"),
    ("Direktör", "direktor@region.example", "Direktör", REGIONEN, "2022-01-01", ""),
    ("Controller", "controller@region.example", "Controller", REGIONEN, "2022-01-01", ""),
    (
        "Samordnare", "samordnare@region.example", "Samordnare", REGIONEN, "2022-01-01",
        "Lärcentrum; Barn och utbildning; Social välfärd; Energikontoret",
    ),
)  # fmt: skip
ARENOR = tabell(
    ("Namn", "Sort", "Nivå", "Kallar sina möten", "Redovisas under", "Medlemmar"),
    ("BUZ", "politisk", "kommunal", "sammanträdesdag", "Barn och utbildning", "alla"),
    ("Skolchefsnätverket", "chefsarena", "kommunal", "heldag", "Barn och utbildning", "alla"),
    ("SocSam", "politisk", "kommunal", "sammanträde", "Social välfärd", "alla"),
    ("Barnarenan", "politisk", "kommuner och region", "sammanträde", "Barn och utbildning; Social välfärd", "alla"),
    ("Lärcentrasamverkan", "nätverk", "kommunal", "möte", "Lärcentrum", "alla"),
    ("Energinätverket", "nätverk", "kommunal", "träff", "Energikontoret", "alla"),
)
MANGA = {
    "Skolchefsnätverket": (10, 12),
    "SocSam": (11, 12),
    "Barnarenan": (12, 12),
    "Lärcentrasamverkan": (13, 12),
    "Energinätverket": (14, 9),
}
TILLFALLEN = tabell(
    ("Arena", "Datum"),
    ("BUZ", "2/3, 4/5 och 5/10 2022"),
    *((arena, ", ".join(f"{dag}/{manad}" for manad in range(1, antal + 1)) + " 2022") for arena, (dag, antal) in MANGA.items()),
)
FORRA = [
    ("Utbildning", "Utbildningen i länet samlas här."),
    ("Lärcentrum", "Lärcentrum når de vuxna som bor långt från högskolan."),
    ("Framtida utmaningar och utvecklingsarbeten", "Fler vill läsa på distans."),
    ("Barn och utbildning", "Skolcheferna har arbetat med frånvaron."),
]
FOLKMANGD = {"2326": 7112, "2305": 6250, "2361": 10083, "2309": 15135, "2303": 5233, "2313": 11521, "2321": 12223, "2380": 64324}


class Resan:
    """Fills in what is on the page and presses its button; counts what is sent in."""

    def __init__(self, page, mailoutbox, mapp):
        self.page, self.brev, self.mapp, self.skickat = page, mailoutbox, mapp, 0
        page.on("request", self._rakna)

    def _rakna(self, request):
        if request.method == "POST" and "/kladd/" not in request.url:  # what is kept while one writes is not sent in by anybody
            self.skickat += 1

    def fyll(self, varden, knapp):
        for namn, varde in varden.items():
            self.page.locator(f"[name='{namn}']").first.fill(str(varde))
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=knapp, exact=True).first.click()
        assert self.page.locator(".invalid-feedback").all_inner_texts() == []

    def lank(self, namn):
        self.page.locator("main, .brodsmulor").get_by_role("link", name=namn).first.click()

    def nasta(self, namn):
        """The step that the start page says is next, opened by its link."""
        self.page.goto("/")
        steg = self.page.locator("section.borjan li[aria-current=step] a")
        expect(steg).to_have_text(namn)
        steg.click()

    def klistra(self, namn, celler, sagt):
        """From the start page's guide to the table's own page, by links; pasted, read through and saved."""
        self.page.goto("/lasin/")
        self.page.locator("main").get_by_role("link", name=namn).first.click()
        self.fyll({"inklistrat": celler}, "Läs in")
        self.fyll({}, "Spara alla")
        expect(self.page.get_by_role("status").first).to_contain_text(sagt)

    def logga_in(self, epost, losenord=None):
        """By password; else by the code in the letter, as those do whose accounts somebody else made."""
        self.page.context.clear_cookies()
        if losenord:
            self.page.goto("/konto/login/")
            self.fyll({"login": epost, "password": losenord}, "Logga in")
            return
        self.page.goto("/konto/login/code/")
        self.fyll({"email": epost}, "Skicka koden")
        kod = re.search(r"^\s*([A-Z0-9]{3,4}-[A-Z0-9]{3,4}|[A-Z0-9]{6,8})\s*$", self.brev[-1].body, re.MULTILINE)[1]
        self.fyll({"code": kod}, "Logga in")


def text_av(pdf, tmp_path):
    fil = tmp_path / "berattelse.pdf"
    fil.write_bytes(pdf)
    return subprocess.run(["pdftotext", str(fil), "-"], capture_output=True, check=True, text=True).stdout


def forra_aret(w):
    """Last year's report as the Word file that is all there is of it: its headings are bold lines, as in a file that has lost its styles."""
    fil = Document()
    for rubrik, text in FORRA:
        fil.add_paragraph().add_run(rubrik).bold = True
        fil.add_paragraph(text)
    fil.save(w.mapp / "berattelse-2021.docx")
    w.page.goto("/")
    w.lank("Förra årets berättelse")
    w.page.locator("[name=fil]").set_input_files(w.mapp / "berattelse-2021.docx")
    w.fyll({"beteckning": "2021", "fran": "2021-01-01", "till": "2021-12-31"}, "Läs in")
    w.fyll({}, "Ta in")


def till_aret(w):
    """The region, the agreement, what is in it, and the year."""
    w.nasta("Regionen och din roll")
    w.page.get_by_label("Region").select_option("23")
    w.page.get_by_role("button", name="Visa kommunerna").click()
    w.fyll({}, "Bli processledare")
    w.nasta("Överenskommelsen och dess parter")
    w.fyll({"titel": "Överenskommelsen om samverkan", "dnr": "RS/1/2021", "fran": "2021-01-01"}, "Spara")
    w.nasta("Version och områden")
    w.fyll({"omraden": "Utbildning\nVälfärd\nSamhällsbyggnad"}, "Spara")
    w.klistra("Uppdrag", UPPDRAG, "4 uppdrag")
    w.klistra("Personer", FOLK, "3 personer")
    w.klistra("Arenor", ARENOR, "6 arenor")
    forra_aret(w)
    w.nasta("Året, dess rubriker och avsnitt")
    aret = {"beteckning": "2022", "fran": "2022-01-01", "till": "2022-12-31", "dnr": "RS/9/2023", "ort": "Östersund"}
    w.fyll(aret | {"undertecknas": "2023-01-26"}, "Spara")
    w.klistra("Tillfällen", TILLFALLEN, "60 tillfällen")


def pengarna(w):
    """From the year's page of money: what is paid and by whom, what it came to, and the approval."""
    w.page.goto("/ekonomi/")
    aret = w.page.locator("main").get_by_role("link", name=re.compile("2022")).first
    aret.click()
    w.lank("Registrera ersättningen")
    w.fyll({"bas": "10 046 000", "index_procent": "2,6", "belopp": "10 307 000", "fordelningsdatum": "2021-11-01"}, "Spara")
    w.lank("Fördelningen mellan kommunerna, steg för steg")
    w.lank("Läs in eller skriv in folkmängden")
    w.fyll({"kalla": "SCB"} | {f"antal_{kod}": antal for kod, antal in FOLKMANGD.items()}, "Spara")
    w.lank("2022")
    w.lank("Registrera summan enligt redovisningen")
    w.fyll({"belopp": "3 001 000", "kalla": "Årsbokslutet"}, "Spara")
    w.lank("Lägg till ersättning eller resultat för ett uppdrag")
    w.fyll({"benamning": "Hela avtalet", "belopp": "3 001 000", "forklaring": "Flera tjänster var vakanta."}, "Spara")
    w.fyll({}, "Godkänn utfallet")


def skriv(w):
    """The samordnare writes something in each of her sections and hands it in."""
    for avsnitt in Avsnitt.objects.filter(uppdrag__isnull=False, verksamhetsar__beteckning="2022"):
        w.page.goto("/")
        w.lank(str(avsnitt))
        w.lank("Skriv i avsnittet")
        if avsnitt.uppdrag.namn == "Lärcentrum":  # what the file said lies beside
            expect(w.page.locator("#skrivbord")).to_contain_text("Fler vill läsa på distans.")
        w.page.locator(".ProseMirror").first.fill(f"Så gick det med {avsnitt.uppdrag.namn}.")
        w.fyll({}, "Spara och lämna för granskning")
        if "godta" in w.page.url:  # last year had a part that this year lacks: shown once before it is handed in
            w.fyll({}, "Klar, lämna för granskning")


def fardigstall(w):
    w.page.goto("/")
    w.lank("Godkänn flera")
    for ruta in w.page.locator("[name=valda]").all():
        ruta.check()
    w.fyll({}, "Godkänn de ikryssade")
    w.lank("Året 2022")
    w.lank("Färdigställ")
    for ruta in w.page.locator("[name=nycklar]").all():
        ruta.check()
    w.fyll({"skal": "Första året skrivs kort."}, "Godta de markerade")
    w.fyll({}, "Färdigställ")


def test_from_an_empty_database_to_the_first_year_adopted_and_printed(live_server, browser, transactional_db, mailoutbox, tmp_path):
    User.objects.create_superuser("forsta@region.example", LOSENORD, namn="Första Person")
    context = browser.new_context(locale="sv-SE", base_url=live_server.url)
    w = Resan(context.new_page(), mailoutbox, tmp_path)
    w.logga_in("forsta@region.example", LOSENORD)
    till_aret(w)
    assert (Uppdrag.objects.count(), Arena.objects.count(), Tillfalle.objects.count()) == (4, 6, 60)
    w.logga_in("controller@region.example")
    pengarna(w)
    w.logga_in("samordnare@region.example")
    skriv(w)
    w.logga_in("forsta@region.example", LOSENORD)
    fardigstall(w)
    w.logga_in("direktor@region.example")
    w.page.goto("/")
    w.lank("Fastställ")
    w.fyll({}, "Fastställ")
    expect(w.page.get_by_role("heading", level=1)).to_have_text("Verksamhetsberättelse 2022, utgåva 1")
    with w.page.expect_download() as hamtat:
        w.page.locator("main").get_by_role("link", name=re.compile("PDF")).first.click()
    text = " ".join(text_av(hamtat.value.path().read_bytes(), tmp_path).split())
    for sagt in (
        "BUZ har haft tre sammanträdesdagar",
        "Så gick det med Lärcentrum.",
        "10 307 tkr",
        "3 001",
        "Östersund den 26 januari 2023",
    ):
        assert sagt in text.replace("\u00a0", " "), sagt
    assert (Utgava.objects.count(), Verksamhetsar.objects.get(beteckning="2022").status) == (1, "locked")
    assert Handelse.objects.filter(akt="fastställde").count() == 1
    assert w.skickat == 35  # the logins among them
    context.close()
