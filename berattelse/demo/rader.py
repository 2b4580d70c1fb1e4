"""The demo's activities, results and projects of 2022, in our own words.

An activity is (text, month or None, codes of the kommuner concerned).
"""

RAGUNDA, BRACKE, KROKOM, STROMSUND, ARE, BERG, HARJEDALEN = "2303", "2305", "2309", "2313", "2321", "2326", "2361"
OKANT = ()

AKTIVITETER = {
    "EU-frågor och North Sweden European Office": (
        ("Kontoret har åter kunnat hålla möten, seminarier och studiebesök, både i Bryssel och i norr", None, OKANT),
        ("Under våren besökte kontoret länet för att lära känna dem som verkar här", None, OKANT),
        (
            "Kontoret bistod när EU-kommissionären för regionalpolitik kom hit för att lära om regional utveckling och samiska frågor",
            6,
            OKANT,
        ),
        (
            "På kontorets initiativ inleddes under hösten en andra OECD-studie av de nordligaste regionerna i Sverige, Finland och Norge",
            None,
            OKANT,
        ),
        ("Kontoret förberedde hur länet kan dra nytta av Sveriges ordförandeskap i EU, som inleddes i Kiruna i januari 2023", None, OKANT),
    ),
    "Barn och utbildning": (
        ("Kommunernas ekonomer inom skolan har träffats för att stötta varandra", None, OKANT),
        (
            "Elevhälsans personal har utbildats och utbytt erfarenheter i SEXIT, en metod för att upptäcka unga som tar "
            "sexuella risker eller är utsatta för våld, och ge dem stöd",
            None,
            OKANT,
        ),
        (
            "En arbetsgrupp för logopedi har föreslagit hur regionen kan utreda, behandla och följa upp språkstörning "
            "och dyslexi hos elever som har lämnat årskurs 1",
            None,
            OKANT,
        ),
        ("Förskolenätverket har arbetat fram gemensamt material för tillsyn", None, OKANT),
    ),
    "Lärcentrum": (
        (
            "Lärcentrum har mött bland andra Mittuniversitetet, Jämtlands gymnasieförbund, Skolverket, "
            "Arbetsförmedlingen, Handelskammaren och branschernas organisationer",
            None,
            OKANT,
        ),
        ("Utvecklingsgruppen har rest till Lärcentrum på andra håll för att se hur de arbetar", None, OKANT),
        ("Ett projekt med Mittuniversitetet prövar hur lärosätet och Lärcentrum kan samverka ute i länet", None, OKANT),
        ("Flera lärosäten har tillfrågats om att ge utbildningar och högskolekurser på Lärcentrum", None, OKANT),
        ("Statsbidraget för yrkesvux har fördelats, föregående års bidrag har redovisats och nya medel har sökts", None, OKANT),
        ("Lärcentrum och vuxenutbildningen har presenterats på flera sätt, mest i korta filmer", None, OKANT),
        ("Stödet till vuxna elever med särskilda behov har utvecklats vidare", None, OKANT),
        ("En filial i Åsarna planeras tillsammans med Mittuniversitetet", None, (BERG,)),
    ),
    "Vård- och omsorgscollege": (
        ("Den regionala och de två lokala styrgrupperna har mötts digitalt och allt oftare på plats", None, OKANT),
        ("Personal i vård och omsorg har erbjudits en digital kompetensvecka med föreläsningar", None, OKANT),
        ("Samordnaren har suttit i ledningsgruppen för yrkeshögskolans utbildning till stödpedagog", None, OKANT),
        ("Samordnaren har deltagit i collegets nationella möten, för utbyte och bevakning av omvärlden", None, OKANT),
        ("Länet har deltagit i Äldreomsorgslyftet, statens satsning på kompetens", None, OKANT),
        ("Arbetet med att validera har utvecklats, och en del av vuxenutbildningens personal har utbildats i modellen", None, OKANT),
    ),
    "Social välfärd/RSS": (
        ("Samordnaren har deltagit i nationella nätverk för RSS, suicidprevention, kvinnofrid och nära vård", None, OKANT),
        ("Erfarenheter har utbytts med RSS i de andra norra länen och nationellt", None, OKANT),
        ("Centrum mot våld och Familjehemscentrum, som är gemensamma för länet, har styrts och utvecklats löpande", None, OKANT),
        (
            "Kommunerna har gjort lokala planer för nära vård, och en gemensam plan för primärvårdsnivån ska vara klar våren 2023",
            None,
            OKANT,
        ),
        ("Kommunerna och regionen har arbetat med hur utskrivningsklara personer ska tas emot", None, OKANT),
        ("Handlingsplanen för psykisk hälsa och riktlinjen för barnhälsoteam har följts upp", None, OKANT),
        ("En revidering av hemsjukvårdsavtalet har planerats", None, OKANT),
    ),
    "FoU Jämt": (
        (
            "Den regionala utvecklingsgruppen har kontrollerat det som lämnas till Öppna jämförelser, sammanställt "
            "länets siffror och utbytt erfarenheter; alla kommuner har deltagit",
            None,
            OKANT,
        ),
        ("FoU Jämt har deltagit i två nationella nätverk: för analys och uppföljning, och för social barn- och ungdomsvård", None, OKANT),
        (
            "Den första Yrkesresan, inom den sociala barn- och ungdomsvården, inleddes med en uppstartsträff under "
            "våren och följdes av fyra utbildningsdagar under hösten",
            None,
            OKANT,
        ),
        ("Fler utbildningsdagar är planerade till våren 2023, då också Yrkesresan inom funktionshinder startar", None, OKANT),
    ),
    "Energikontoret": (
        ("Länets energi- och klimatrådgivare har samordnats genom träffar, fortbildning och gemensam rådgivning", None, OKANT),
        (
            "Seminarier om laddning och förnybara drivmedel, som biogas, vätgas och HVO, har hållits för "
            "privatpersoner, företag och bostadsrättsföreningar; ett välbesökt webbinarium gällde fossilfria "
            "arbetsmaskiner i fjällen",
            None,
            OKANT,
        ),
        ("Poddserien #ökatakten har spelats in", None, OKANT),
        (
            "Kontoret har ställt ut och föreläst vid Jamtli vårmarknad, Lodge och lya, Fastighetsmässan och The Great electric day",
            None,
            OKANT,
        ),
        (
            "Snabbladdare har invigts i Hammarstrand, Bispgården, Gäddede, Rötviken, Föllinge, Tännäs och Lofsdalen, med kontoret på plats",
            None,
            (RAGUNDA, STROMSUND, KROKOM, HARJEDALEN),
        ),
        ("Laddning för lastbilar och bussar har förberetts: etablering, mark och upphandling", None, OKANT),
        (
            "Tillsammans med regionens handläggare av företagsstöd har kontoret besökt företag och bedömt ansökningar "
            "om stöd till energieffektivisering",
            None,
            OKANT,
        ),
        ("Nätverket för solel och elbilar har samlat dem som säljer elbilar och solceller", None, OKANT),
        (
            "Kontoret har deltagit i Elektrifieringslöftet, i det regionalpolitiska biogasnätverket och i styrelsen för "
            "Energikontoren Sverige",
            None,
            OKANT,
        ),
    ),
}
# (text, amount, unit, source, codes of the kommuner concerned)
RESULTAT = {
    "Vägen till arbete": (
        ("Socialfondsprojektet Vägar till egen försörjning genomfördes inom samverkan och blev klart i juni 2022", None, "", "", OKANT),
    ),
    "Barn och utbildning": (
        ("Riktlinjen för ersättning mellan kommuner är reviderad", None, "", "", OKANT),
        ("Det finns gemensamma mallar för tillsyn av förskolor och pedagogisk omsorg i fristående regi", None, "", "", OKANT),
        ("Kommunerna, gymnasieförbundet JGY och regionen träffas nu en gång om året om särskolan", None, "", "", OKANT),
    ),
    "Lärcentrum": (
        ("Länet har beviljats statsbidrag för yrkesvux och lärlingsutbildning", 49_800_000, "kronor", "Skolverket", OKANT),
        ("Länet har beviljats statsbidrag för att utveckla Lärcentrum", 6_500_000, "kronor", "Skolverket", OKANT),
        ("Två nya filialer har öppnat, i Stugun och i Frostviken", None, "", "", (RAGUNDA, STROMSUND)),
        ("Mittuniversitetets sjuksköterskeprogram ska enligt beslut ges på tre av länets Lärcentrum från 2023", None, "", "", OKANT),
        ("Filmerna har visats i sociala medier och på länets biografer under december", None, "", "", OKANT),
        ("Skolverket har beviljat medel till ett projekt om validering som är gemensamt för kommunerna", None, "", "Skolverket", OKANT),
        ("Ansökningarna om statsbidrag för 2023 är sammanställda och inlämnade", None, "", "", OKANT),
    ),
    "Vård- och omsorgscollege": (
        (
            "Modellen för validering är införd, och ett digitalt verktyg är i drift, även för barn- och fritidsprogrammet",
            None,
            "",
            "",
            OKANT,
        ),
        ("Det finns fler språkombud, och fler som kan utbilda dem", None, "", "", OKANT),
        ("Collegerna i landet har fått en ny gemensam webbplats", None, "", "", OKANT),
    ),
    "Social välfärd/RSS": (
        ("En målbild för nära vård är framtagen och har rekommenderats för beslut", None, "", "", OKANT),
        ("Efter utredning beslutades under hösten om ett nytt avtal för Centrum mot våld", None, "", "", OKANT),
        ("Kommunerna och regionen startar under 2023 en gemensam mottagning för unga, Mini Maria", None, "", "", OKANT),
        ("Hemsjukvårdsavtalet gäller till och med december 2023", None, "", "", OKANT),
        ("LOSUS-avtalet är reviderat och gäller till och med 2024", None, "", "", OKANT),
        ("Överenskommelserna om placerade barn är reviderade och förlängda", None, "", "", OKANT),
        ("Statliga medel till god och nära vård har gått till kommunerna", 13_800_000, "kronor", "Staten", OKANT),
        ("Statliga medel till arbetet mot våld i nära relationer har gått till kommunerna", 400_000, "kronor", "Staten", OKANT),
        ("Statliga medel till psykisk hälsa har gått till kommunerna och regionen gemensamt", 9_700_000, "kronor", "Staten", OKANT),
    ),
    "FoU Jämt": (("Den första Yrkesresan är igång i länet", None, "", "", OKANT),),
    "Energikontoret": (
        (
            "Förstudien GREEN har klarlagt vad näringslivet behöver i omställningen, och ett projekt som bygger på den "
            "ska sökas under 2023",
            None,
            "",
            "",
            OKANT,
        ),
        ("Aktörer i länet har fått hjälp att söka pengar till laddning, bland annat inom Elektrifieringspiloter", None, "", "", OKANT),
        ("De i länet som intresserar sig för vätgas samlas nu i en arbetsgrupp", None, "", "", OKANT),
    ),
}
ANDRA_AVTAL = {
    "RUN/659/2016": (
        ("Ett googlekonto skapas nu av sig självt när ett zappakonto läggs upp för hand", None, OKANT),
        ("Gränssnittet i Zappa Admin är förnyat", None, OKANT),
        ("Programportalen MyApps har fått nya program", None, OKANT),
    ),
    "RUN/350/2019": (
        ("Webbinarium om klimatdeklarationer", 2, OKANT),
        ("Gemensam temadag med en energiexpert, och egna dagar för de organisationer som fick vänta under pandemin", 5, OKANT),
        ("Studieresa inom länet med besök i olika slags fastigheter", 9, (RAGUNDA, BRACKE, BERG, ARE)),
        ("Webbinarium om klimatanpassning", 11, OKANT),
    ),
    "RUN/658/2017": (
        ("Privatpersoner, företag och bostadsrättsföreningar har fått råd på telefon och på plats", None, OKANT),
        ("Rådgivarna har medverkat vid mässor", None, OKANT),
        ("Seminarier och webbinarier om att använda mindre energi har hållits", None, OKANT),
        ("Fastighetsägare har fått veta mer om kravet på mätning och debitering, i samarbete med kommunerna", None, OKANT),
        ("Rådgivning har getts åt Bräcke kommun under delar av året", None, (BRACKE,)),
    ),
}
PROJEKT = (
    ("Transporter", (
        "Stolpe in för stad och land", "Förnybart i tanken", "Testresenärer på arbetsplatser i regionen",
        "Laddbara mil med transportbil, inom energi- och klimatrådgivningen",
    )),
    ("Energieffektivisering företag", (
        "Energi- och klimatrådgivning i Ragunda, Strömsund, Berg, Härjedalen, Åre och Krokom", "Förstudien GREEN",
    )),
    ("Fastighet", ("Energi- och fastighetsnätverk för offentliga aktörer i länet",)),
    ("Samverkan", (
        "Regional utvecklingsledare för kommunal energi- och klimatrådgivning",
        "Processledning för hållbar energi inom smart specialisering", "Plats i styrelsen för Energikontoren Sverige",
    )),
)  # fmt: skip

# How the lines of the first spread begin, and where they stand there.
I_KORTHET = {
    "Två nya filialer": "hande", "Efter utredning beslutades": "hande", "Den första Yrkesresan är igång": "hande",
    "En filial i Åsarna": "vantar", "Kommunerna och regionen startar": "vantar", "Fler utbildningsdagar är planerade": "vantar",
}  # fmt: skip


def i_korthet(text):
    return next((val for borjan, val in I_KORTHET.items() if text.startswith(borjan)), "")
