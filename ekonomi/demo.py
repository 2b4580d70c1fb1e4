"""The money of 2022 as the documents give it. What is worked out from them is marked härledd."""

from datetime import UTC, date, datetime

from ekonomi.models import (
    Arsresultat,
    Budgetpost,
    Ersattning,
    Faktureringsregel,
    Folkmangd,
    Resultatpost,
    Skuldpost,
    Skuldursprung,
    Statsbidrag,
)
from samverkan.demo import epost
from samverkan.models import Organisation, User
from uppdrag.models import Uppdrag, Verksamhetsar

KALLA = "Verksamhetsberättelse 2022"
STATSBIDRAG = (
    ("Lärcentrum", "Yrkesvux och lärlingsutbildning", 49_800_000, ""),
    ("Lärcentrum", "Utveckla Lärcentrum", 6_500_000, ""),
    ("Social välfärd/RSS", "God och nära vård", 13_800_000, "mars 2023"),
    ("Social välfärd/RSS", "Våld i nära relationer", 400_000, "mars 2023"),
    ("Social välfärd/RSS", "Psykisk hälsa", 9_700_000, "mars 2023"),
)


# SCB's figures as a local paper prints them: the page's county total differs from its own rows by 44, so they await a check.
FOLKMANGD = {
    "2303": 5_214, "2305": 6_197, "2309": 15_329, "2313": 11_474, "2321": 12_105, "2326": 7_133, "2361": 10_064, "2380": 64_354,
}  # fmt: skip
FOLKMANGDSKALLA = "SCB, folkmängd 1 november 2021, efter hedeinfo.se (andrahandskälla)"


# In no document: exempel. Their sum is the ersättning of 2022.
BUDGET = {
    "EU-frågor och North Sweden European Office": 900_000, "Internationellt arbete": 750_000, "Ledning": 1_100_000,
    "Barn och utbildning": 1_000_000, "Lärcentrum": 1_300_000, "Vård- och omsorgscollege": 700_000, "Social välfärd/RSS": 1_900_000,
    "FoU Jämt": 1_800_000, "Energikontoret": 557_000, "Kurs och konferens": 300_000,
}  # fmt: skip


def load(avtal):
    year = Verksamhetsar.objects.get(avtal=avtal, beteckning="2022")
    if Ersattning.objects.filter(verksamhetsar=year).exists():
        return
    _ersattning(avtal, year)
    uppdrag = {u.namn: u for u in Uppdrag.objects.filter(avtal=avtal)}
    Resultatpost.objects.create(
        verksamhetsar=year, uppdrag=uppdrag["FoU Jämt"], belopp=1_705_000,
        forklaring="tjänster har stått obesatta under året och verksamheten har varit starkt begränsad.",
    )  # fmt: skip
    Resultatpost.objects.create(
        verksamhetsar=year, benamning="Övriga delar, ej uppdelat i källan", belopp=1_296_000, harledd=True, ordning=99,
        forklaring="tjänsten för internationellt arbete har varit vakant, och även andra delar har lämnat överskott. Källan delar inte upp "
        "beloppet; det är uträknat som resten. Kommunernas resa till Bryssel och avtalet med Åre kommun om den som sammankallar "
        "Primärkommunala samverkansrådet är betalda med årets medel och ingår i utfallet.",
    )  # fmt: skip
    Arsresultat.objects.create(verksamhetsar=year, belopp=3_001_000, kalla=KALLA)
    ursprung = Skuldursprung.objects.create(
        avtal=avtal, beteckning="2020–2021", forsta=2020, sista=2021, anmarkning="Uppdelningen mellan de två åren är okänd."
    )
    Skuldpost.objects.create(
        ursprung=ursprung,
        sort=Skuldpost.Sort.INGAENDE,
        datum=date(2022, 1, 1),
        belopp=3_490_000,
        text="Ingående skuld från 2020–2021",
        av=User.objects.get(email=epost("controller")),
    )
    _statsbidrag(avtal, year, uppdrag)
    _exempel(avtal, year, uppdrag)


def _exempel(avtal, year, uppdrag):
    """What the pages of the budget and of the invoices need, and no document gives."""
    Faktureringsregel.objects.create(avtal=avtal, referens="Ekonomi 4711", exempel=True)
    beslutad, av = datetime(2021, 12, 15, 9, tzinfo=UTC), User.objects.get(email=epost("controller"))
    for namn, belopp in BUDGET.items():
        Budgetpost.objects.create(verksamhetsar=year, uppdrag=uppdrag[namn], belopp=belopp, exempel=True, beslutad=beslutad, beslutad_av=av)


def _ersattning(avtal, year):
    Ersattning.objects.create(
        verksamhetsar=year, bas=10_046_000, bas_harledd=True, index_procent="2.60", avrundning=1000, belopp=10_307_000,
        fordelningsdatum=date(2021, 11, 1), kalla=KALLA,
    )  # fmt: skip
    for kod, antal in FOLKMANGD.items():
        Folkmangd.objects.create(
            avtal=avtal, organisation=Organisation.objects.get(kod=kod), datum=date(2021, 11, 1), antal=antal, kalla=FOLKMANGDSKALLA
        )


def _statsbidrag(avtal, year, uppdrag):
    for namn, andamal, belopp, redovisas in STATSBIDRAG:
        Statsbidrag.objects.create(verksamhetsar=year, uppdrag=uppdrag[namn], namn=andamal, belopp=belopp, redovisas=redovisas, kalla=KALLA)
    # The same three amounts stand in the report of 2021: the year's page flags what is printed unchanged.
    forra = Verksamhetsar.objects.get(avtal=avtal, beteckning="2021")
    for andamal, belopp in (rad[1:3] for rad in STATSBIDRAG if rad[0] == "Social välfärd/RSS"):
        Statsbidrag.objects.create(
            verksamhetsar=forra, uppdrag=uppdrag["Social välfärd/RSS"], namn=andamal, belopp=belopp, kalla="Verksamhetsberättelse 2021"
        )
