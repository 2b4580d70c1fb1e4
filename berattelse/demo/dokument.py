"""The demo's documents beside the report: the examination of 2021 as the follow-up report of May 2021 tells it, in our own words.

What no document states is marked exempel: the dnr, the days after 2022, and the sentences about 2022.
"""

from datetime import date

from berattelse.demo.texter import p
from berattelse.models import Dokumentuppgift, FrittKapitel, Genomlysning, Genomlysningssteg
from samverkan.models import Organisation, User
from uppdrag.models import Andringsforslag, Arena, Uppdrag, Verksamhetsar

Sort = Genomlysningssteg.Sort
SKAL = (
    "En kartläggning hösten 2019 av vad kommunerna behöver samverka om hann inte tas om hand när pandemin kom. I december 2020 "
    "förlängdes därför överenskommelsen ett år, och det beslutades att den skulle gås igenom under första halvåret 2021."
)
SLUTSATS = (
    "De föreslagna förändringarna skulle inte ändra överenskommelsens totala budget. I oktober 2021 beslutade Primärkommunala rådet i "
    "stället att utreda en annan organisationsform för uppdragen. Att förslagen därmed är återtagna är härlett."
)
# (kind of change, heading, uppdrag, text)
FORSLAG = (
    ("ta_bort", "Ta bort uppdraget Kurs och konferens", "Kurs och konferens", "Uppdraget utgår ur överenskommelsen."),
    ("lagga_till", "Lägga till uppdraget Företagsetablering", None, "Kommunerna får gemensamt stöd när företag vill etablera sig."),
    (
        "lagga_till", "Lägga till ett gemensamt samverkansavtal mellan Mittuniversitetet och kommunerna", None,
        "Kommunernas samarbete med lärosätet samlas i ett avtal.",
    ),
    (
        "lagga_till", "Lägga till uppdraget att samordna arbetsmarknadschefernas nätverk med Arbetsförmedlingen", None,
        "Det som redan utförs får en plats i överenskommelsen.",
    ),
)  # fmt: skip
# (kind, day, when in words, arena, which: all uppdrag or all kommuner, note)
STEG = (
    (Sort.STYRGRUPP, None, "", "Primärkommunala samverkansrådet", "", ""),
    (Sort.PROJEKTGRUPP, None, "", "Kommundirektörerna", "", "tillsammans med två tjänstepersoner i regionen"),
    (Sort.PLANERING, None, "våren 2021", "", "", "Upplägget bestämdes, och för varje uppdrag utsågs vilka som skulle tillfrågas."),
    (Sort.DIALOG_UPPDRAG, None, "april och maj 2021", "", "uppdrag", "Samtal med den grupp som utsetts för uppdraget."),
    (Sort.DIALOG_KOMMUN, None, "april och maj 2021", "", "kommuner", "Ett enskilt samtal med varje kommun."),
    (Sort.AVSTAMNING, None, "löpande", "Primärkommunala samverkansrådet", "", "Avstämningar hölls också med kommuncheferna."),
    (Sort.WORKSHOP, None, "maj 2021", "Kommundirektörerna", "", "En samlad workshop."),
    (
        Sort.UTVARDERING, None, "parallellt, våren 2021", "FoU-rådet", "FoU Jämt",
        "Efter ett eget beslut i rådet utvärderades FoU Jämt av en utomstående, med råd om hur verksamheten ska ledas, styras och "
        "organiseras. Rådet lämnade frågan till SocSam för ett inriktningsbeslut.",
    ),
)  # fmt: skip
PANDEMIN = p(
    "Verksamheterna har fortsatt under pandemin och anpassat sig efter läget. Möten har blivit kortare, digitala och tätare, vilket "
    "ibland har gjort samtalen snabbare och mer verksamma.",
    "Utbildningar och andra arrangemang har gjorts om till digitala, och fler har kunnat delta: till några webbinarier har deltagare "
    "kommit från hela landet. Resor runt i kommunerna har ställts in eller ersatts.",
    "Hårdast har ekonomin i Kurs och konferens drabbats. Inom Energikontoret har företag haft svårt att ta sig an annat än sin egen "
    "överlevnad, och projekt om resande med kollektivtrafik har fått läggas om. För alla gäller att det som var prioriterat har fått "
    "flyttas eller ändras.",
)
EFTER_PANDEMIN = p(
    "Under 2022 har de flesta arenor åter kunnat träffas på plats, men många korta avstämningar har fortsatt digitalt eftersom det spar "
    "restid i ett län med långa avstånd. Det som sköts upp under pandemin har till stor del tagits igen."
)
INLEDNING = p("Året präglades av övergången till nya former för samverkan från 2023.")


def load(avtal):
    if Genomlysning.objects.filter(verksamhetsar__avtal=avtal).exists():
        return
    years = {y.beteckning: y for y in Verksamhetsar.objects.filter(avtal=avtal)}
    _genomlysning(avtal, years["2021"])
    _kapitel(years)
    _uppgifter(years)


def _genomlysning(avtal, year):
    """2021 is locked: its rows are made as they are, past the acts."""
    genomlysning = Genomlysning.objects.create(
        verksamhetsar=year, titel="Genomlysning av överenskommelsen", skal=SKAL, slutsats=SLUTSATS,
        fran=date(2021, 1, 1), till=date(2021, 6, 7), tid_text="första halvåret 2021",
    )  # fmt: skip
    arenor = {a.namn: a for a in Arena.objects.filter(avtal=avtal)}
    uppdrag = {u.namn: u for u in Uppdrag.objects.filter(avtal=avtal)}
    kommuner = Organisation.objects.filter(sort=Organisation.Sort.KOMMUN)
    for n, (sort, dag, tid, arena, vilka, anteckning) in enumerate(STEG, 1):
        steg = Genomlysningssteg.objects.create(
            genomlysning=genomlysning, sort=sort, fran=dag, datum_text=tid, arena=arenor.get(arena), anteckning=anteckning, ordning=n
        )
        steg.uppdrag.set(uppdrag.values() if vilka == "uppdrag" else [uppdrag[vilka]] if vilka in uppdrag else [])
        steg.kommuner.set(kommuner if vilka == "kommuner" else [])
    for n, (sort, rubrik, namn, text) in enumerate(FORSLAG, len(STEG) + 1):
        forslag = Andringsforslag.objects.create(
            avtal=avtal, rubrik=rubrik, sort=sort, uppdrag=uppdrag.get(namn), text=text, status="atertaget",
            utsant_den=date(2021, 6, 7),
        )  # fmt: skip
        Genomlysningssteg.objects.create(genomlysning=genomlysning, sort=Sort.FORSLAG, fran=date(2021, 6, 7), forslag=forslag, ordning=n)


def _kapitel(years):
    for year, rubrik, text, exempel in (
        ("2021", "Pandemins påverkan på verksamheterna", PANDEMIN, False),
        ("2022", "Verksamheterna efter pandemin", EFTER_PANDEMIN, True),
    ):
        FrittKapitel.objects.create(
            verksamhetsar=years[year], dokument="uppfoljningsrapport", rubrik=rubrik, text=text, exempel=exempel, version=1
        )


def _uppgifter(years):
    """The days of the May reports are known, their dnr are not; the letters of February are exempel altogether."""
    gemensamt = {"forfattare": User.objects.get(email="processledare@exempel.test"), "enhet": "Välfärd och klimat", "version": 1}
    for year, dag, dnr in (("2021", date(2022, 5, 23), "RUN/29/2022"), ("2022", date(2023, 5, 22), "RUN/29/2023")):
        Dokumentuppgift.objects.create(
            verksamhetsar=years[year], dokument="uppfoljningsrapport", datum=dag, dnr=dnr, dnr_exempel=True, exempel=True,
            mottagare="Regionala utvecklingsnämnden", **gemensamt,
        )  # fmt: skip
    for dokument, text in (("forslag-till-beslut", ""), ("sammanfattning", INLEDNING)):
        Dokumentuppgift.objects.create(
            verksamhetsar=years["2022"], dokument=dokument, datum=date(2023, 1, 27), dnr="RUN/2/2023", dnr_exempel=True, exempel=True,
            mottagare="Regionens samverkansråd", text=text,
            utdrag_till="Länets åtta kommuner\nRegionala utvecklingsnämnden" if dokument == "forslag-till-beslut" else "", **gemensamt,
        )  # fmt: skip
