"""The agreement of 2019 with its versions, parties, uppdrag and years. What no document states is marked exempel."""

from datetime import date

from samverkan.demo import epost
from samverkan.models import Organisation, User
from uppdrag.demo import years
from uppdrag.demo.texter import BESKRIVNINGAR, NYTTOR, NYTTOR_KALLA
from uppdrag.models import (
    Avtal,
    Avtalsandring,
    Avtalsversion,
    Beskrivning,
    Beslut,
    Eftertradare,
    Kontaktperson,
    Medverkan,
    Nytta,
    Omrade,
    OvrigVerksamhet,
    Part,
    Samordnare,
    Satsning,
    Uppdrag,
    Uppdragsomrade,
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
        "Vakant från tidigt 2022. Källan daterar vakansen på två sätt: under året, och under stora delar av året.",
        "samordnare.ledning",
    ),
    "Ledning": (EU, "aktivt", None, "", "samordnare.ledning"),
    "Barn och utbildning": (ARBETE, "aktivt", None, "", "samordnare.barn.utbildning"),
    "Lärcentrum": (ARBETE, "aktivt", None, "", "samordnare.larcentrum"),
    "Vård- och omsorgscollege": (ARBETE, "aktivt", None, "", "samordnare.vard.omsorgscollege"),
    "Vägen till arbete": (
        ARBETE, "aktivt", None, "Utförs men har aldrig formaliserats och har inga egna medel. När det började framgår inte av underlagen.",
        "samordnare.larcentrum",
    ),
    "Social välfärd/RSS": (SOCIAL, "aktivt", None, "", "samordnare.social.valfard"),
    "FoU Jämt": (SOCIAL, "aktivt", None, "Få anställda och starkt begränsad verksamhet 2022.", "samordnare.social.valfard"),
    "Energikontoret": (KLIMAT, "aktivt", None, "", "samordnare.energikontoret"),
    KURS: (
        KURS, "nedlagt", date(2022, 6, 30), "Nedlagt till halvårsskiftet 2022; verksamheten pågick till och med den 31 mars.",
        "samordnare.ledning",
    ),
}  # fmt: skip
SEX_KOMMUNER = ("2326", "2361", "2309", "2303", "2313", "2321")
# (title, dnr, hängavtal, to, kommuner: all when none are named, remark)
ANDRA_AVTAL = (
    ("Skol-IT Zappa/Zonline", "RUN/659/2016", False, None, SEX_KOMMUNER, "Avtalets tid framgår inte av underlagen."),
    (
        "Energi- och fastighetsnätverket", "RUN/350/2019", False, None, (),
        "Tecknat under 2019; dagen är inte känd. Även de kommunala bostadsbolagen deltar, men de är inte namngivna i underlagen.",
    ),
    (
        "Kommunal energi- och klimatrådgivning", "RUN/658/2017", True, date(2023, 12, 31), SEX_KOMMUNER,
        "Tecknat under 2017; dagen är inte känd. Bräcke kommun ingår från och med 2023-01-01.",
    ),
)  # fmt: skip


def load():
    avtal = Avtal.objects.filter(dnr=DNR).first()
    if avtal:
        return avtal
    avtal = Avtal.objects.create(
        dnr=DNR, dnr_exempel=True, fran=START, till=date(2022, 12, 31),
        titel="Överenskommelse om samverkan mellan Region Jämtland Härjedalen och länets kommuner om regional samverkan",
        vardering_organ="Primärkommunala samverkansrådet", berattelse_organ="Regionens samverkansråd",
        anmarkning="Vad som gällde mellan den treåriga överenskommelsen från 2015 och den från 2019 framgår inte av något underlag.",
    )  # fmt: skip
    _parter(avtal)
    omraden = _versioner(avtal)
    _andringar(avtal)
    _andra_avtal(avtal)
    uppdrag = _uppdrag(avtal, omraden)
    years.load(avtal, uppdrag, omraden)
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
        text="Att anta överenskommelsen om regional samverkan för 2019–2021.", dokument="RUN/29/2021",
    )  # fmt: skip
    forra = Avtalsversion.objects.create(
        avtal=avtal, beteckning="2014 (RS/2014-207)", fran=date(2015, 1, 1), till=date(2017, 12, 31),
        anmarkning="Tecknad för tre år från 2015; slutdagen är uträknad. Vad som gällde därefter fram till 2019 framgår inte.",
    )  # fmt: skip
    nu = Avtalsversion.objects.create(avtal=avtal, beteckning="2019–2021", fran=START, beslut=beslut)
    for n, namn in enumerate(OMRADEN_2014, 1):
        Omrade.objects.create(version=forra, namn=namn, ordning=n)
    return {namn: Omrade.objects.create(version=nu, namn=namn, ordning=n) for n, namn in enumerate(OMRADEN_2019, 1)}


def _andringar(avtal):
    beslut = Beslut.objects.create(
        avtal=avtal, organ="Organet anges inte i underlaget", datum_text="december 2020", dokument="RUN/29/2021",
        text="Att förlänga överenskommelsen till och med 2022-12-31 så att en genomlysning hinner göras.",
    )  # fmt: skip
    Avtalsandring.objects.create(
        avtal=avtal, sort=Avtalsandring.Sort.FORLANGNING, datum_text="december 2020", nytt_slut=date(2022, 12, 31), beslut=beslut
    )
    Avtalsandring.objects.create(
        avtal=avtal, sort=Avtalsandring.Sort.UPPSAGNING, datum_text="hösten 2021",
        anmarkning="Källorna anger tre olika månader för uppsägningen, så månaden står öppen.",
    )  # fmt: skip
    for namn in ("Primärkommunala uppdragen", "Energikontoret", "Föreningsarkivet", "North Sweden European Office"):
        Eftertradare.objects.create(avtal=avtal, namn=f"Övergångsavtal 2023: {namn}", fran=date(2023, 1, 1))
    OvrigVerksamhet.objects.create(
        avtal=avtal, namn="Föreningsarkivet", dnr="RUN/423/2019", ordning=1,
        redovisning="Föreningsarkivet söker bidrag av regionen varje år och redovisar sin verksamhet självt senast den 31 mars året efter. "
        "Redovisningen finns i regionens diarium under ärendets diarienummer.",
    )  # fmt: skip
    OvrigVerksamhet.objects.create(
        avtal=avtal, namn="North Sweden European Office", ordning=2, webbplats="https://www.northsweden.eu/om-oss/verksamhetsstyrning/",
        redovisning="Verksamhetsdirektiv och verksamhetsberättelse fastställs av kontorets ägarråd och läses på kontorets egen webbplats.",
    )  # fmt: skip


def _andra_avtal(avtal):
    region = Organisation.objects.get(kod="23")
    kommuner = Organisation.objects.filter(sort=Organisation.Sort.KOMMUN)
    for n, (titel, dnr, hang, till, koder, anmarkning) in enumerate(ANDRA_AVTAL, 1):
        rad = Avtal.objects.create(titel=titel, dnr=dnr, huvudavtal=avtal, hangavtal=hang, till=till, ordning=n, anmarkning=anmarkning)
        Part.objects.create(avtal=rad, organisation=region)
        for kommun in kommuner.filter(kod__in=koder) if koder else kommuner:
            Part.objects.create(avtal=rad, organisation=kommun)
        if hang:
            Part.objects.create(avtal=rad, organisation=kommuner.get(kod="2305"), fran=date(2023, 1, 1))


def _uppdrag(avtal, omraden):
    kommuner = list(Organisation.objects.filter(sort=Organisation.Sort.KOMMUN))
    rader = {}
    for n, (namn, (omrade, status, till, anmarkning, samordnare)) in enumerate(UPPDRAG.items(), 1):
        fran = None if namn == "Vägen till arbete" else START
        rad = Uppdrag.objects.create(
            avtal=avtal, namn=namn, status=status, fran=fran, till=till, anmarkning=anmarkning, ordning=n,
            verksam_till=date(2022, 3, 31) if namn == KURS else None,
        )  # fmt: skip
        Uppdragsomrade.objects.create(uppdrag=rad, omrade=omraden[omrade])
        Medverkan.objects.bulk_create(Medverkan(uppdrag=rad, organisation=kommun, fran=fran, till=till) for kommun in kommuner)
        Samordnare.objects.create(uppdrag=rad, user=User.objects.get(email=f"{samordnare}@exempel.test"), fran=START)
        Beskrivning.objects.create(uppdrag=rad, fran=START, text=BESKRIVNINGAR[namn], exempel=True)
        Nytta.objects.bulk_create(Nytta(uppdrag=rad, text=text, kalla=NYTTOR_KALLA) for text in NYTTOR.get(namn, ()))
        rader[namn] = rad
    Satsning.objects.create(
        uppdrag=rader["FoU Jämt"], namn="Yrkesresan", fran=date(2020, 1, 1), till=date(2027, 12, 31), antal_kommuner=6,
        text="Kunskapsutveckling inom socialtjänsten. Underlagen säger att sex kommuner deltar men inte vilka.",
    )  # fmt: skip
    return rader
