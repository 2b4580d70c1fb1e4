"""The demo's sections of 2022 in our own words; the facts are those of the report of that year."""


def p(*stycken):
    return "".join(f"<p>{stycke}</p>" for stycke in stycken)


def ul(*rader):
    return "<ul>" + "".join(f"<li>{rad}</li>" for rad in rader) + "</ul>"


INLEDNING = p(
    "Kommunerna i länet har gett regionen i uppdrag att samverka med dem och stödja dem i den regionala utvecklingen. Den här "
    "berättelsen visar hur uppdragen har utförts under januari till och med december 2022, så att varje kommun kan bedöma i vilken "
    "utsträckning överenskommelsen är uppfylld.",
    "Berättelsen följer överenskommelsens uppdrag. Uppdragsbeskrivningarna finns i bilaga 1. Efter uppdragen redovisas pengarna, "
    "och därefter de andra samverkansavtal som regional utveckling har med länets kommuner. Antalet möten är räknat ur regionens "
    "register, och alla arenor finns samlade i en tabell sist i berättelsen.",
)
OMRADEN = {
    "EU och övergripande regional utveckling": p(
        "Regionen för kommunernas talan i Stockholm och i Bryssel: gentemot departement och myndigheter, tillsammans med Sveriges "
        "Kommuner och Regioner, och i arbetet med länets strategier, bland dem den regionala utvecklingsstrategin och programmet för "
        "smart specialisering.",
        "Överenskommelsen gicks igenom våren 2021, och förslag till en reviderad överenskommelse lämnades. I oktober samma år beslutade "
        "Primärkommunala rådet att i stället utreda en annan organisation för uppdragen. Under 2022 har ledningen därför i första hand "
        "lämnat underlag till utredningen, fört dialog med ansvariga i kommunerna och med berörd personal och förberett att verksamhet "
        "avvecklas.",
        "När det under våren stod klart att kommunerna inte hinner bygga upp en egen verksamhet till årsskiftet togs fyra "
        "övergångsavtal fram: för de primärkommunala uppdragen, Energikontoret, Föreningsarkivet och North Sweden European Office.",
    ),
    "Kompetens och utbildning": p(
        "Området rymmer utbildning och kompetensförsörjning från förskola till vuxenutbildning. Insatserna kan växlas upp med "
        "projektmedel, till exempel från Socialfonden och Skolverket."
    ),
    "Social inkluderande och ett sunt liv": p(
        "Området omfattar socialtjänst, stöd till personer med funktionsnedsättning, kommunal hälso- och sjukvård och folkhälsa, och "
        "det stöd som forskning och uppföljning ger i de frågorna."
    ),
    "Resurssnålare och effektivare": p(
        "Området handlar om energi, klimat och transporter. Arbetet bedrivs till största delen i projekt med medel utifrån."
    ),
    "Kurs och konferens": p(
        "Kurs och konferens har under många år varit kommunernas och myndigheternas gemensamma väg till fortbildning för anställda."
    ),
}
UPPDRAG = {
    "EU-frågor och North Sweden European Office": {
        "beskrivning": p(
            "North Sweden European Office är de fyra nordligaste länens gemensamma kontor i Bryssel. Kontoret bevakar och påverkar den "
            "EU-politik som har betydelse för hållbar tillväxt i norr. Regionen har en plats i ägarrådet och en i styrelsen.",
            "Den nuvarande projektperioden löper från 2017 till 2023. Styrelsen har under året arbetat fram ett utkast till nytt avtal "
            "från 2024. Kommunerna har hittills deltagit genom regionen; det nybildade kommunförbundet avser att gå med som egen part.",
        ),
        "framtid": p("Ägarorganisationerna behöver ta ställning till avtalsutkastet under 2023, så att kontoret kan planera för 2024."),
    },
    "Internationellt arbete": {
        "beskrivning": p(
            "Kommunerna önskade att tjänsten inte skulle tillsättas medan kommunförbundet bildas. Det finns därför varken aktiviteter "
            "eller resultat att redovisa. Medel som var avsatta för uppdraget har kommunerna bland annat använt till en resa till Bryssel."
        ),
    },
    "Ledning": {
        "beskrivning": p(
            "Regionen samordnar Primärkommunala samverkansrådet och kommundirektörernas möten. I början av året beslutade kommunerna att "
            "själva ansvara för att kalla till rådet. Kommundirektörerna möts under ledning av tillförordnad regiondirektör."
        ),
        "arenor": p("Återkommande frågor på kommundirektörernas möten har varit:")
        + ul(
            "kollektivtrafiken och samarbetet med Mittuniversitetet",
            "ledarskapsutbildning för den högsta tjänstemannaledningen, tillsammans med SKR",
            "civilt försvar, kriget i Ukraina och mottagandet av människor på flykt",
            "nära vård, och information om hälso- och sjukvården",
            "kompetensförsörjningen i länet",
            "visselblåsarfunktionen",
            "läget i kommunerna och i regionen, och frågor som kommunerna själva har lämnat in",
        ),
    },
    "Vägen till arbete": {
        "beskrivning": p(
            "Uppdraget utförs men har aldrig formaliserats och har inga egna medel. Inom samverkan genomfördes Socialfondsprojektet "
            "Vägar till egen försörjning, som avslutades i juni 2022."
        ),
    },
    "Barn och utbildning": {
        "beskrivning": p(
            "Uppdraget är att samordna och utveckla arbetet med barn och utbildning, från förskola till gymnasieskola. Genom att mötas "
            "över kommungränserna får kommunerna del av varandras kunnande, kan dela på utredningar och blir en starkare part mot andra."
        ),
        "arenor": p(
            "Utöver nätverken har mindre grupper mötts i särskilda frågor: tillsyn av förskolor, skolekonomi samt bidrag och stöd. "
            "Därtill har extra avstämningar hållits vid behov, främst om smittskydd med skolchefer och elevhälsochefer."
        ),
        "prioriterade": p("BUZ har fortsatt prioriterat två områden:")
        + ul("kompetensförsörjning", "digitalisering")
        + p("Regionalt utvecklingsnätverk arbetar därtill för likvärdighet och ett systematiskt kvalitetsarbete."),
        "framtid": p(
            "Skolan behöver fler behöriga lärare, både nu och på längre sikt. Samverkan gäller rekrytering, utbildning, nya sätt att "
            "arbeta och hur kommunerna blir arbetsgivare som lärare söker sig till. Samarbetet med Mittuniversitetet om "
            "lärarutbildningen är avgörande.",
            "Flera statliga utredningar, bland annat om timplaner och fritidshem, kan förändra förutsättningarna och kräver framförhållning. "
            "Jämtbus har fått i uppdrag att förbereda ett gemensamt avtal som gör att skolan kan kalla till samordnad individuell plan.",
        ),
    },
    "Lärcentrum": {
        "beskrivning": p(
            "Länets kommuner har samarbetat om Lärcentrum sedan 2001, och alla åtta deltar. En styrgrupp med rektorer från Östersund, "
            "Krokom och Härjedalen och företrädare för regionen leder arbetet. Därtill finns grupper för studie- och yrkesvägledning, "
            "utveckling, studiecoachning och regional dialog.",
            "Ett Lärcentrum är en mötesplats för vuxna som lär, en mäklare mellan utbildning och arbetsliv och en motor för utveckling "
            "på orten.",
        ),
        "framtid": p(
            "Behovet av utbildade medarbetare är stort i hela länet, och demografin gör uppgiften svårast i de minsta kommunerna. Goda "
            "utbildningar behöver finnas också där befolkningen är gles. Det kräver distansundervisning i förening med fysiska träffar, "
            "och där är lokala Lärcentrum en tillgång.",
            "Inflation, höga energipriser och en bromsande ekonomi väntas ge fler sökande till vuxenutbildningen under 2023. Samordningen "
            "ska föras över till kommunförbundet under året; när och hur är ännu inte klart, och överföringen behöver göras så att "
            "kommunernas verksamhet inte tappar fart.",
        ),
    },
    "Vård- och omsorgscollege": {
        "beskrivning": p(
            "Vård- och omsorgscollege har funnits nationellt sedan 2008. I länet leds samverkan av en regional styrgrupp med regionen, "
            "kommunerna, Arbetsförmedlingen, fackliga företrädare, Mittuniversitetet och certifierade utbildningsanordnare; två lokala "
            "styrgrupper arbetar nära verksamheten.",
            "Samverkan vilar på avtal mellan kommunerna och regionen. Certifieringen gäller 2018-06-30 till 2023-06-30, och ett uppskov "
            "till 2023-12-31 har beviljats med anledning av att kommunförbundet bildas.",
        ),
        "prioriterade": ul(
            "starkare samverkan lokalt", "kompetensförsörjning", "fler språkombud i kommunerna",
            "samma ordning för arbetsförlagt lärande i hela länet", "fler valideringar med collegets digitala verktyg", "ny certifiering av länet",
        ),
        "framtid": ul(
            "arbetet inför återcertifieringen", "fortsatt samarbete nationellt om validering i arbetslivet",
            "närmare samarbete med Lärcentrum, Mittuniversitetet, yrkeshögskolan, gymnasierna och Arbetsförmedlingen",
            "nya språkombudsutbildningar",
        ),
    },
    "Social välfärd/RSS": {
        "beskrivning": p(
            "Social välfärd är länets regionala samverkans- och stödstruktur, RSS. Den samordnar frågor inom socialtjänst, LSS och hälso- "
            "och sjukvård för länets kommuner, både kommunerna emellan och mellan kommunerna och regionen. Samordnaren ansvarar för "
            "utveckling, projekt och arenor."
        ),
    },
    "FoU Jämt": {
        "beskrivning": p(
            "FoU Jämt är en gemensam resurs för kommunernas socialtjänst och en del av den regionala samverkans- och stödstrukturen. Målet "
            "är en jämlik, effektiv och kunskapsbaserad socialtjänst och kommunal hälso- och sjukvård. SocSam är politisk ledningsgrupp.",
            "Tjänster har stått obesatta under 2022 och verksamheten har varit mycket begränsad.",
        ),
        "framtid": p(
            "Kommunerna står inför stora uppgifter, inte minst i äldreomsorgen. Antalet personer som är 80 år eller äldre väntas öka med "
            "omkring 4 000 i länet på tio år, medan de i arbetsför ålder blir färre. Det kräver nya sätt att styra och arbeta, i "
            "kommunerna och mellan dem.",
            "RSS är motorn för kunskapsspridning och utveckling i länet, och FoU är en viktig del av den. Förslaget till ny "
            "socialtjänstlag ställer högre krav på vetenskap och beprövad erfarenhet.",
        ),
    },
    "Energikontoret": {
        "beskrivning": p(
            "Energikontoret arbetar på uppdrag av Energimyndigheten, regionen och länets kommuner för effektivare energianvändning och "
            "mer förnybar energi. Miljö- och klimatrådets styrgrupp är också kontorets styrgrupp. Arbetet drivs i projekt med medel "
            "utifrån, formade efter länets strategier för utveckling, smart specialisering, energi och klimat."
        ),
        "framtid": p(
            "Möten, rådgivning och utbildning har kunnat återgå till det vanliga under året. Digitala möten behålls där de sparar resor "
            "eller gör att fler kan delta.",
            "De fossila drivmedlen finns framför allt i transporterna, och det är där utsläppen behöver minska snabbast. Höga energipriser "
            "och risken för brist har gjort energin till en fråga också om robusthet och försörjningstrygghet.",
        ),
    },
    "Kurs och konferens": {
        "beskrivning": p(
            "I december 2021 beslutades att kurs- och konferensverksamheten skulle läggas ned till halvårsskiftet 2022. Året blev därför kort."
        ),
    },
}
ANDRA_AVTAL = {
    "RUN/659/2016": p(
        "Regionen sköter förvaltning och drift av plattformen Zappa och förvaltar domänen zonline.se enligt ett eget avtal med "
        "skolhuvudmännen. Berg, Härjedalen, Krokom, Ragunda, Strömsund och Åre ingår. BUZ beslutar i övergripande frågor."
    ),
    "RUN/350/2019": p(
        "Länets offentliga fastighetsansvariga finansierar sedan 2019 tillsammans en samordnare på halvtid. Nätverket ska sänka kostnader "
        "för utbildning genom att ordna den gemensamt, och sänka energikostnader och miljöpåverkan i fastigheterna genom att deltagarna "
        "lär av varandra. Samordnaren bevakar också lagkrav och bidrag."
    ),
    "RUN/658/2017": p(
        "Hängavtalet från 2017 samordnar sex kommuners energi- och klimatrådgivning i ett projekt som löper till och med 2023-12-31. "
        "Under delar av 2022 har rådgivning också getts åt Bräcke kommun, som ingår från och med 2023-01-01."
    ),
}
UPPDRAG_2021 = {
    "Lärcentrum": {"beskrivning": p("Lärcentrum har under 2021 i huvudsak arbetat på distans. Alla åtta kommuner deltar.")},
    "Social välfärd/RSS": {"beskrivning": p("Pandemin har präglat året, och arenorna har mötts digitalt.")},
}
