"""The arenas of the agreement as the report of 2022 names them. A plan stands only where a document tells of one."""

from samverkan.demo import epost
from samverkan.models import Organisation, User
from uppdrag.models import (
    Arena,
    Arenaar,
    Arenagrupp,
    Arenamedlem,
    Arenanamn,
    Arenavisning,
    Ordforande,
    Uppdrag,
    Verksamhetsar,
)

BU, SV, LE = "Barn och utbildning", "Social välfärd/RSS", "Ledning"
POL, CHEF, NAT, STYR = "politisk", "chefsarena", "natverk", "styrgrupp"
KOM, REG, OVR = "kommunal", "kommuner_och_region", "ovrig"

# (name, in running text, abbreviation, kind, level, noun, under, description)
ARENOR = (
    ("Primärkommunala samverkansrådet", "", "", POL, KOM, "möte", (LE,),
     "Primärkommunala samverkansrådet är kommunernas gemensamma politiska forum."),
    ("Kommundirektörerna", "", "", CHEF, REG, "möte", (LE,), "Här möts kommunernas högsta tjänstemän och regionens ledning."),
    ("Nätverket Vägen till arbete", "Vägen till arbete", "", NAT, OVR, "möte", ("Vägen till arbete",),
     "Här möts kommunernas arbetsmarknadschefer och Arbetsförmedlingen."),
    ("BUZ", "", "BUZ", POL, KOM, "sammanträdesdag", (BU,), "Här möts de politiker och förvaltningschefer som ansvarar för skola och barnomsorg."),
    ("Skolchefsnätverket", "", "", CHEF, KOM, "heldag", (BU,), ""),
    ("Elevhälsochefsnätverket", "", "", CHEF, KOM, "träff", (BU,), "Vid varje träff är tid avsatt för samverkan med BUP."),
    ("Politikernätverket", "", "", NAT, KOM, "träff", (BU,), ""),
    ("Förskolenätverket", "", "", NAT, KOM, "träff", (BU,), ""),
    ("Barnarenan", "", "", POL, REG, "sammanträde", (BU, SV),
     "Den politiska arenan gäller barn och unga inom skola, socialtjänst och vård och arbetar efter en balanslista över två år."),
    ("SamReKo hälso- och sjukvård, IFO och skola", "SamReKo", "SamReKo", CHEF, REG, "träff", (BU, SV),
     "Här möts chefer inom hälso- och sjukvård, individ- och familjeomsorg och skola."),
    ("Jämtbus", "", "", CHEF, REG, "träff", (BU, SV), ""),
    ("FolkhälsoZ", "", "", POL, OVR, "sammanträde", (BU,),
     "Arenan behandlar länets folkhälsofrågor politiskt. Samordnaren ingår även i arbetsgruppen för hälsofrämjande rörelse."),
    ("Regionalt utvecklingsnätverk", "", "RUN", NAT, OVR, "sammanträde", (BU,),
     "Nätverket samlar kommuner i Jämtland, Västernorrland och Hälsingland med lärarutbildningen vid Mittuniversitetet och "
     "Specialpedagogiska skolmyndigheten."),
    ("Ledningsgrupp Tillsammans mot våld", "Ledningsgruppen för Tillsammans mot våld", "", STYR, OVR, "sammanträde", (BU,),
     "Länsstyrelsen, regionen, polisen och åklagarkammaren deltar. Samordnarna för barn och utbildning och för social välfärd "
     "företräder kommunerna och ingår även i arbetsutskottet."),
    ("SocSam", "", "SocSam", POL, KOM, "sammanträde", (SV,),
     "Den politiska arenan gäller socialtjänst, LSS och kommunal hälso- och sjukvård."),
    ("Politisk referensgrupp för länsverksamheter och avtal", "Den politiska referensgruppen för länsverksamheter och avtal", "", POL, KOM,
     "träff", (SV,), ""),
    ("IFO-chefsnätverket", "", "", CHEF, KOM, "träff", (SV,), ""),
    ("Förvaltningschefsnätverket", "", "", CHEF, KOM, "träff", (SV,), ""),
    ("MAS/MAR-nätverket", "", "MAS/MAR", CHEF, KOM, "träff", (SV,), ""),
    ("SVOM", "", "SVOM", POL, REG, "sammanträde", (SV,),
     "Den politiska arenan gäller hälso- och sjukvård och det som gränsar till den. Även SVOM arbetar efter en tvåårig balanslista."),
    ("Fredagsgruppen", "", "", CHEF, REG, "träff", (SV,), ""),
    ("Länsnätverk psykisk hälsa", "", "", NAT, REG, "träff", (SV,), ""),
    ("FoU-rådet", "", "", STYR, KOM, "sammanträde", ("FoU Jämt",), ""),
    ("Lärcentrasamverkan", "", "", NAT, KOM, "träff", (), "Organet nämns i frågeformuläret från 2015. Senare underlag säger inget om dess möten."),
)  # fmt: skip
ANDRA_NAMN = {
    "Primärkommunala samverkansrådet": ("Primärkommunala rådet",),
    "Kommundirektörerna": ("Kommunchefsgruppen", "Kommunchefsmöte"),
    "BUZ": ("Barn och utbildning i Z län",),
    "Regionalt utvecklingsnätverk": ("Regionalt utvecklingsnätverk för kommunerna",),
    "SocSam": ("Sociala samrådsgruppen",),
}
GRUPPER = {"Regionalt utvecklingsnätverk": ("ledningsgruppen", "det operativa nätverket")}
# What the report of 2022 says was planned: "enligt plan" for the first four, a yearly number, or once a month.
PLAN_2022 = {
    "SamReKo hälso- och sjukvård, IFO och skola": 5, "Jämtbus": 4, "Fredagsgruppen": 11, "Länsnätverk psykisk hälsa": 4,
    "FoU-rådet": 4, "MAS/MAR-nätverket": 12, "Politisk referensgrupp för länsverksamheter och avtal": 12,
}  # fmt: skip
# Of which the report says that they did not meet, and not why.
INTE_SAMMANKALLADE = ("Länsnätverk psykisk hälsa",)
MANADSVIS = ("Politisk referensgrupp för länsverksamheter och avtal", "MAS/MAR-nätverket")
KANDA_2021 = ("Fredagsgruppen", "Länsnätverk psykisk hälsa")
FOU_RADET = "FoU-rådet leder FoU Jämt och ska enligt plan sammanträda fyra gånger per år"
EGNA_MENINGAR = {
    "FoU-rådet": FOU_RADET,
    "Lärcentrasamverkan": "Lärcentrasamverkan: hur ofta mötena hölls framgår inte av underlagen",
}
LEDS_AV = {
    "Kommundirektörerna": "Tf regiondirektör", "FoU-rådet": "Ordförande i FoU-rådet", "BUZ": "Ordförande i BUZ",
    "SocSam": "Ordförande i SocSam", "IFO-chefsnätverket": "Ordförande för IFO-cheferna",
    "Förvaltningschefsnätverket": "Ordförande för förvaltningscheferna", "Lärcentrasamverkan": "Ordförande för lärcentrasamverkan",
}  # fmt: skip
# Members beside the kommuner, where the report names them.
MEDLEMMAR = {
    "Nätverket Vägen till arbete": ("Arbetsförmedlingen",),
    "Regionalt utvecklingsnätverk": ("Mittuniversitetet", "Specialpedagogiska skolmyndigheten"),
}
MYNDIGHETER = (
    "Länsstyrelsen Jämtlands län", "Region Jämtland Härjedalen", "Polismyndigheten", "Åklagarkammaren i Östersund",
)  # fmt: skip


def load(avtal):
    if Arena.objects.filter(avtal=avtal).exists():
        return
    uppdrag = {u.namn: u for u in Uppdrag.objects.filter(avtal=avtal)}
    organisationer = {o.namn: o for o in Organisation.objects.all()}
    for n, rad in enumerate(ARENOR, 1):
        arena = _arena(avtal, n, rad, uppdrag)
        Arenamedlem.objects.bulk_create(
            Arenamedlem(arena=arena, organisation=organisationer[namn]) for namn in _medlemmar(arena, organisationer)
        )
    for year in Verksamhetsar.objects.filter(avtal=avtal):
        Arenaar.objects.bulk_create(_plan(arena, year) for arena in Arena.objects.filter(avtal=avtal))
    Uppdrag.objects.filter(avtal=avtal, namn="FoU Jämt").update(styrgrupp=Arena.objects.get(avtal=avtal, namn="FoU-rådet"))


def _arena(avtal, n, rad, uppdrag):
    namn, i_text, kort, sort, niva, ord_, under, beskrivning = rad
    arena = Arena.objects.create(
        avtal=avtal, namn=namn, namn_i_text=i_text, forkortning=kort, sort=sort, niva=niva, motesord=ord_,
        beskrivning=beskrivning, ordning=n, protokollfors=namn == "Kommundirektörerna",
    )  # fmt: skip
    Arenanamn.objects.bulk_create(Arenanamn(arena=arena, namn=annat) for annat in ANDRA_NAMN.get(namn, ()))
    Arenagrupp.objects.bulk_create(Arenagrupp(arena=arena, namn=grupp) for grupp in GRUPPER.get(namn, ()))
    Arenavisning.objects.bulk_create(Arenavisning(arena=arena, uppdrag=uppdrag[u], ordning=n) for u in under)
    if namn in LEDS_AV:
        Ordforande.objects.create(arena=arena, namn=LEDS_AV[namn], epost=epost(LEDS_AV[namn]), fran=avtal.fran)
    return arena


def _medlemmar(arena, organisationer):
    """The kommuner in a body of theirs, the region too where it is joint; otherwise those the report names."""
    if arena.namn == "Ledningsgrupp Tillsammans mot våld":
        return MYNDIGHETER
    kommuner = [namn for namn, o in organisationer.items() if o.sort == Organisation.Sort.KOMMUN]
    region = ["Region Jämtland Härjedalen"] if arena.niva == REG else []
    return [*kommuner, *region, *MEDLEMMAR.get(arena.namn, ())]


def _plan(arena, year):
    """What was planned that year, and the sentence where the number of meetings is not known."""
    mening, inte = EGNA_MENINGAR.get(arena.namn, ""), arena.namn in INTE_SAMMANKALLADE
    if year.beteckning == "2022":
        return Arenaar(
            arena=arena, verksamhetsar=year, planerat=PLAN_2022.get(arena.namn), manadsvis=arena.namn in MANADSVIS,
            egen_mening=mening, inte_traffats=inte, inte_traffats_skal="skälet framgår inte av underlagen" if inte else "",
            inte_traffats_av=User.objects.get(email=epost("processledare")) if inte else None,
        )  # fmt: skip
    if arena.namn not in KANDA_2021:
        mening = mening or f"{arena.textnamn}: hur ofta mötena hölls framgår inte av underlagen"
    return Arenaar(arena=arena, verksamhetsar=year, egen_mening=mening)
