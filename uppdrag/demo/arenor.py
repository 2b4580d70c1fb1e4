"""The arenas of the agreement as the report of 2022 names them."""

from uppdrag.models import Arena, Arenaar, Arenagrupp, Arenanamn, Arenavisning, Ordforande, Uppdrag, Verksamhetsar

BU, SV, LE = "Barn och utbildning", "Social välfärd/RSS", "Ledning"
POL, CHEF, NAT, STYR = "politisk", "chefsarena", "natverk", "styrgrupp"
KOM, REG, OVR = "kommunal", "kommuner_och_region", "ovrig"

# (name, in running text, abbreviation, kind, level, noun, under, planned 2022, monthly, other names, description)
ARENOR = (
    ("Primärkommunala samverkansrådet", "", "", POL, KOM, "möte", (LE,), None, False, ("Primärkommunala rådet",),
     "Därefter har kommunerna haft en egen resurs för att kalla till rådet, betald inom avtalet genom Åre kommun."),
    ("Kommundirektörerna", "", "", CHEF, REG, "möte", (LE,), 6, False, ("Kommunchefsgruppen", "Kommunchefsmöte"),
     "Sveriges Kommuner och Regioner deltog vid två av dem."),
    ("Nätverket Vägen till arbete", "Vägen till arbete", "", NAT, OVR, "möte", ("Vägen till arbete",), 4, False, (),
     "Här möts kommunernas arbetsmarknadschefer och Arbetsförmedlingen."),
    ("BUZ", "", "BUZ", POL, KOM, "sammanträdesdag", (BU,), 3, False, ("Barn och utbildning i Z län",),
     "Politiker och förvaltningschefer för barn och utbildning i länet."),
    ("Skolchefsnätverket", "", "", CHEF, KOM, "heldag", (BU,), 5, False, (), ""),
    ("Elevhälsochefsnätverket", "", "", CHEF, KOM, "träff", (BU,), 5, False, (), "Vid varje träff har tid varit avsatt för samverkan med BUP."),
    ("Politikernätverket", "", "", NAT, KOM, "träff", (BU,), 4, False, (), ""),
    ("Förskolenätverket", "", "", NAT, KOM, "träff", (BU,), 4, False, (), ""),
    ("Barnarenan", "", "", POL, REG, "sammanträde", (BU, SV), 4, False, (),
     "Arenan gäller barn och unga inom socialtjänst, skola och hälso- och sjukvård och arbetar efter en balanslista över två år."),
    ("SamReKo hälso- och sjukvård, IFO och skola", "SamReKo", "SamReKo", CHEF, REG, "träff", (BU, SV), 5, False, (), ""),
    ("Jämtbus", "", "", CHEF, REG, "träff", (BU, SV), 4, False, (), ""),
    ("FolkhälsoZ", "", "", POL, OVR, "sammanträde", (BU,), 4, False, (), "Politisk arena för folkhälsofrågor i länet."),
    ("Regionalt utvecklingsnätverk", "", "RUN", NAT, OVR, "sammanträde", (BU,), 8, False, (),
     "Nätverket samlar kommuner i Jämtland, Västernorrland och Hälsingland med lärarutbildningen vid Mittuniversitetet och "
     "Specialpedagogiska skolmyndigheten."),
    ("Ledningsgrupp Tillsammans mot våld", "Ledningsgruppen för Tillsammans mot våld", "", STYR, OVR, "sammanträde", (BU,), 4, False, (),
     "Myndighetssamverkan där kommunerna företräds av samordnarna."),
    ("SocSam", "", "SocSam", POL, KOM, "sammanträde", (SV,), 5, False, ("Sociala samrådsgruppen",),
     "Politisk arena för socialtjänst, LSS och kommunal hälso- och sjukvård."),
    ("Politisk referensgrupp för länsverksamheter och avtal", "Den politiska referensgruppen för länsverksamheter och avtal", "", POL, KOM,
     "träff", (SV,), 12, True, (), ""),
    ("IFO-chefsnätverket", "", "", CHEF, KOM, "träff", (SV,), 4, False, (), ""),
    ("Förvaltningschefsnätverket", "", "", CHEF, KOM, "träff", (SV,), 9, False, (), ""),
    ("MAS/MAR-nätverket", "", "MAS/MAR", CHEF, KOM, "träff", (SV,), 12, True, (), ""),
    ("SVOM", "", "SVOM", POL, REG, "sammanträde", (SV,), 4, False, (),
     "Politisk arena för hälso- och sjukvårdsfrågor och närliggande områden."),
    ("Fredagsgruppen", "", "", CHEF, REG, "träff", (SV,), 10, False, (), ""),
    ("Länsnätverk psykisk hälsa", "", "", NAT, REG, "träff", (SV,), 4, False, (), ""),
    ("FoU-rådet", "", "", STYR, KOM, "sammanträde", ("FoU Jämt",), 4, False, (), ""),
)  # fmt: skip
EGNA_MENINGAR = {"FoU-rådet": "FoU-rådet leder FoU Jämt och ska enligt plan sammanträda fyra gånger per år"}
GRUPPER = {"Regionalt utvecklingsnätverk": ("ledningsgruppen", "det operativa nätverket")}
LEDS_AV = {"Kommundirektörerna": "Tf regiondirektör", "FoU-rådet": "Ordförande i FoU-rådet", "BUZ": "Ordförande i BUZ", "SocSam": "Ordförande i SocSam"}


def load(avtal):
    if Arena.objects.filter(avtal=avtal).exists():
        return
    uppdrag = {u.namn: u for u in Uppdrag.objects.filter(avtal=avtal)}
    years = {y.beteckning: y for y in Verksamhetsar.objects.filter(avtal=avtal)}
    for n, (namn, i_text, kort, sort, niva, ord_, under, plan, manadsvis, andra, beskrivning) in enumerate(ARENOR, 1):
        arena = Arena.objects.create(
            avtal=avtal, namn=namn, namn_i_text=i_text, forkortning=kort, sort=sort, niva=niva, motesord=ord_,
            beskrivning=beskrivning, ordning=n, protokollfors=namn == "Kommundirektörerna",
        )  # fmt: skip
        Arenanamn.objects.bulk_create(Arenanamn(arena=arena, namn=annat) for annat in andra)
        Arenagrupp.objects.bulk_create(Arenagrupp(arena=arena, namn=grupp) for grupp in GRUPPER.get(namn, ()))
        Arenavisning.objects.bulk_create(Arenavisning(arena=arena, uppdrag=uppdrag[u], ordning=n) for u in under)
        Arenaar.objects.create(
            arena=arena, verksamhetsar=years["2022"], planerat=plan, manadsvis=manadsvis, egen_mening=EGNA_MENINGAR.get(namn, "")
        )
        if namn in LEDS_AV:
            Ordforande.objects.create(arena=arena, namn=LEDS_AV[namn], fran=years["2021"].fran)
    Uppdrag.objects.filter(avtal=avtal, namn="FoU Jämt").update(styrgrupp=Arena.objects.get(avtal=avtal, namn="FoU-rådet"))
