"""The agreement of 2019 with its versions, parties, uppdrag and years. What no document states is marked exempel."""

from datetime import date

from samverkan.demo import epost
from samverkan.models import Organisation, User
from uppdrag.demo.texter import BESKRIVNINGAR, NYTTOR
from uppdrag.models import (
    Avtal,
    Avtalsandring,
    Avtalsversion,
    Bemanning,
    Beskrivning,
    Beslut,
    Eftertradare,
    Kontaktperson,
    Medverkan,
    Nytta,
    Omrade,
    OvrigVerksamhet,
    Part,
    Rubrik,
    Rubrikuppdrag,
    Samordnare,
    Satsning,
    Uppdrag,
    Uppdragsomrade,
    Verksamhetsar,
)

DNR = "RUN/1/2018"
START = date(2019, 1, 1)
EU = "EU och övergripande regional utveckling"
ARBETE = "Arbetsmarknad och utbildning"
SOCIAL = "Social välfärd och folkhälsa"
KLIMAT = "Samhällsbyggnad och klimat"
KURS = "Kurs och konferens"
OMRADEN_2019 = (ARBETE, SOCIAL, KLIMAT, EU, KURS)
OMRADEN_2014 = (
    "Kompetens och kunskapsutveckling", "Socialt inkluderande och ett sunt liv", "Resurssnålare och effektivare",
    "Övergripande regional utveckling",
)  # fmt: skip
# name: (area of 2019, status, to, remark, samordnare)
UPPDRAG = {
    "EU-frågor och North Sweden European Office": (EU, "aktivt", None, "", "samordnare.ledning"),
    "Internationellt arbete": (
        EU, "vakant", None,
        "Vakant från tidigt 2022. Berättelsen säger på ett ställe under året, på ett annat under stora delar av året.", "samordnare.ledning",
    ),
    "Ledning": (EU, "aktivt", None, "", "samordnare.ledning"),
    "Barn och utbildning": (ARBETE, "aktivt", None, "", "samordnare.barn.utbildning"),
    "Lärcentrum": (ARBETE, "aktivt", None, "", "samordnare.larcentrum"),
    "Vård- och omsorgscollege": (ARBETE, "aktivt", None, "", "samordnare.vard.omsorgscollege"),
    "Vägen till arbete": (ARBETE, "aktivt", None, "Utförs men har aldrig formaliserats och har inga egna medel.", "samordnare.larcentrum"),
    "Social välfärd/RSS": (SOCIAL, "aktivt", None, "", "samordnare.social.valfard"),
    "FoU Jämt": (SOCIAL, "aktivt", None, "Få anställda och starkt begränsad verksamhet 2022.", "samordnare.social.valfard"),
    "Energikontoret": (KLIMAT, "aktivt", None, "", "samordnare.energikontoret"),
    KURS: (KURS, "nedlagt", date(2022, 6, 30), "Nedlagt till halvårsskiftet 2022; verksamheten pågick till och med den 31 mars.", "samordnare.ledning"),
}  # fmt: skip
RUBRIKER_2022 = (
    (EU, EU, ("EU-frågor och North Sweden European Office", "Internationellt arbete", "Ledning")),
    ("Kompetens och utbildning", ARBETE, ("Vägen till arbete", "Barn och utbildning", "Lärcentrum", "Vård- och omsorgscollege")),
    ("Social inkluderande och ett sunt liv", SOCIAL, ("Social välfärd/RSS", "FoU Jämt")),
    ("Resurssnålare och effektivare", KLIMAT, ("Energikontoret",)),
    (KURS, KURS, (KURS,)),
)
SEX_KOMMUNER = ("2326", "2361", "2309", "2303", "2313", "2321")


def load():
    avtal = Avtal.objects.filter(dnr=DNR).first()
    if avtal:
        return avtal
    avtal = Avtal.objects.create(
        dnr=DNR, dnr_exempel=True, fran=START, till=date(2022, 12, 31),
        titel="Överenskommelse om samverkan mellan Region Jämtland Härjedalen och länets kommuner om regional samverkan",
        anmarkning="Vad som gällde mellan den treåriga överenskommelsen från 2015 och den från 2019 framgår inte av något underlag.",
    )  # fmt: skip
    _parter(avtal)
    omraden = _versioner(avtal)
    _andringar(avtal)
    _andra_avtal(avtal)
    uppdrag = _uppdrag(avtal, omraden)
    _years(avtal, uppdrag, omraden)
    return avtal


def _parter(avtal):
    for organisation in Organisation.objects.exclude(sort=Organisation.Sort.ANNAN):
        part = Part.objects.create(avtal=avtal, organisation=organisation, fran=START)
        kort = organisation.kortnamn
        adress = "processledare@exempel.test" if organisation.kod == "23" else epost(f"kommunchef {kort}")
        Kontaktperson.objects.create(part=part, user=User.objects.get(email=adress), fran=START)


def _versioner(avtal):
    beslut = Beslut.objects.create(
        avtal=avtal, organ="Regionfullmäktige", datum_text="juni 2018", paragraf="92",
        text="Att anta överenskommelsen om regional samverkan för 2019–2021.",
    )  # fmt: skip
    forra = Avtalsversion.objects.create(
        avtal=avtal, beteckning="2014 (RS/2014-207)", fran=date(2015, 1, 1),
        anmarkning="Treårig överenskommelse från 2015. När den slutade gälla framgår inte av underlagen.",
    )  # fmt: skip
    nu = Avtalsversion.objects.create(avtal=avtal, beteckning="2019–2021", fran=START, beslut=beslut)
    for n, namn in enumerate(OMRADEN_2014, 1):
        Omrade.objects.create(version=forra, namn=namn, ordning=n)
    return {namn: Omrade.objects.create(version=nu, namn=namn, ordning=n) for n, namn in enumerate(OMRADEN_2019, 1)}


def _andringar(avtal):
    beslut = Beslut.objects.create(
        avtal=avtal, organ="Parterna", datum_text="december 2020",
        text="Att förlänga överenskommelsen till och med 2022-12-31 så att en genomlysning hinner göras.",
    )  # fmt: skip
    Avtalsandring.objects.create(
        avtal=avtal, sort=Avtalsandring.Sort.FORLANGNING, datum_text="december 2020", nytt_slut=date(2022, 12, 31), beslut=beslut
    )
    Avtalsandring.objects.create(
        avtal=avtal, sort=Avtalsandring.Sort.UPPSAGNING, datum_text="hösten 2021",
        anmarkning="Underlagen anger tre olika månader för uppsägningen.",
    )  # fmt: skip
    for namn in ("Primärkommunala uppdragen", "Energikontoret", "Föreningsarkivet", "North Sweden European Office"):
        Eftertradare.objects.create(avtal=avtal, namn=f"Övergångsavtal 2023: {namn}", fran=date(2023, 1, 1))
    OvrigVerksamhet.objects.create(
        avtal=avtal, namn="Föreningsarkivet", dnr="RUN/423/2019", ordning=1,
        redovisning="Föreningsarkivet söker bidrag av regionen varje år och redovisar sin verksamhet själv senast den 31 mars året efter. "
        "Redovisningen finns i regionens diarium under ärendets diarienummer.",
    )  # fmt: skip
    OvrigVerksamhet.objects.create(
        avtal=avtal, namn="North Sweden European Office", ordning=2, webbplats="https://www.northsweden.eu/om-oss/verksamhetsstyrning/",
        redovisning="Verksamhetsdirektiv och verksamhetsberättelse fastställs av kontorets ägarråd och läses på kontorets egen webbplats.",
    )  # fmt: skip


def _andra_avtal(avtal):
    andra = (
        ("Skol-IT Zappa/Zonline", "RUN/659/2016", False, None, SEX_KOMMUNER),
        ("Energi- och fastighetsnätverket", "RUN/350/2019", False, None, ()),
        ("Kommunal energi- och klimatrådgivning", "RUN/658/2017", True, date(2023, 12, 31), SEX_KOMMUNER),
    )
    region = Organisation.objects.get(kod="23")
    for n, (titel, dnr, hang, till, koder) in enumerate(andra, 1):
        rad = Avtal.objects.create(titel=titel, dnr=dnr, huvudavtal=avtal, hangavtal=hang, till=till, ordning=n)
        kommuner = Organisation.objects.filter(sort=Organisation.Sort.KOMMUN)
        Part.objects.create(avtal=rad, organisation=region)
        for kommun in kommuner.filter(kod__in=koder) if koder else kommuner:
            Part.objects.create(avtal=rad, organisation=kommun)
        if hang:
            Part.objects.create(avtal=rad, organisation=kommuner.get(kod="2305"), fran=date(2023, 1, 1))


def _uppdrag(avtal, omraden):
    kommuner = list(Organisation.objects.filter(sort=Organisation.Sort.KOMMUN))
    rader = {}
    for n, (namn, (omrade, status, till, anmarkning, samordnare)) in enumerate(UPPDRAG.items(), 1):
        rad = Uppdrag.objects.create(
            avtal=avtal, namn=namn, status=status, fran=START, till=till, anmarkning=anmarkning, ordning=n,
            verksam_till=date(2022, 3, 31) if namn == KURS else None,
        )  # fmt: skip
        Uppdragsomrade.objects.create(uppdrag=rad, omrade=omraden[omrade])
        Medverkan.objects.bulk_create(Medverkan(uppdrag=rad, organisation=kommun, fran=START) for kommun in kommuner)
        Samordnare.objects.create(uppdrag=rad, user=User.objects.get(email=f"{samordnare}@exempel.test"), fran=START)
        Beskrivning.objects.create(uppdrag=rad, fran=START, text=BESKRIVNINGAR[namn], exempel=True)
        Nytta.objects.bulk_create(Nytta(uppdrag=rad, text=text, kalla="Uppföljning 2021") for text in NYTTOR.get(namn, ()))
        rader[namn] = rad
    Satsning.objects.create(
        uppdrag=rader["FoU Jämt"], namn="Yrkesresan", fran=date(2020, 1, 1), till=date(2027, 12, 31), antal_kommuner=6,
        text="Kunskapsutveckling inom socialtjänsten. Underlaget namnger inte de sex kommunerna.",
    )  # fmt: skip
    return rader


def _years(avtal, uppdrag, omraden):
    Verksamhetsar.objects.create(
        avtal=avtal, beteckning="2021", fran=date(2021, 1, 1), till=date(2021, 12, 31), status=Verksamhetsar.Status.LAST,
        ort="Östersund", dnr="RUN/23/2022", innehaller_exempel=True,
    )  # fmt: skip
    year = Verksamhetsar.objects.create(
        avtal=avtal, beteckning="2022", fran=date(2022, 1, 1), till=date(2022, 12, 31), status=Verksamhetsar.Status.OPPET,
        dnr="RUN/2/2023", dnr_exempel=True, ort="Östersund", undertecknas=date(2023, 1, 26), innehaller_exempel=True,
    )  # fmt: skip
    for n, (text, omrade, namn) in enumerate(RUBRIKER_2022, 1):
        rubrik = Rubrik.objects.create(verksamhetsar=year, text=text, omrade=omraden[omrade], ordning=n)
        for m, u in enumerate(namn, 1):
            Rubrikuppdrag.objects.create(rubrik=rubrik, uppdrag=uppdrag[u], ordning=m)
    for namn, sort, procent, hur in (
        ("Social välfärd/RSS", "anstalld", (50, 100), "Statliga medel för psykisk hälsa och suicidprevention"),
        ("Social välfärd/RSS", "kopt", (20, 50, 80), "Statliga medel för våld i nära relationer och god och nära vård"),
        ("FoU Jämt", "anstalld", (50, 50), ""),
        ("FoU Jämt", "kopt", (20,), ""),
    ):
        Bemanning.objects.bulk_create(Bemanning(uppdrag=uppdrag[namn], verksamhetsar=year, procent=p, sort=sort, finansiering=hur) for p in procent)
