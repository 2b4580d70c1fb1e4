"""Own words for what no document gives: the uppdragsbeskrivningar (exempel), and the nyttor in short."""

BESKRIVNINGAR = {
    "EU-frågor och North Sweden European Office": (
        "Regionen bevakar EU-frågor som rör länets kommuner och är länets röst i North Sweden European Office i Bryssel.\n\n"
        "I uppdraget ingår att förmedla kontakter, att tidigt berätta om utlysningar och lagförslag och att ordna besök åt båda hållen."
    ),
    "Internationellt arbete": (
        "Regionen hjälper kommunerna att delta i internationella nätverk och projekt, ger stöd i ansökningar och samlar en gång per år "
        "de tjänstepersoner som arbetar med frågorna."
    ),
    "Ledning": (
        "Regionen kallar till kommundirektörernas möten och till Primärkommunala samverkansrådet, skriver protokoll och ser till att "
        "frågor som rör flera kommuner bereds på ett ställe."
    ),
    "Barn och utbildning": (
        "Regionen samordnar kommunernas arbete från förskola till gymnasieskola: kallar nätverken, tar fram gemensamma underlag, "
        "driver utvecklingsarbete som ingen kommun orkar ensam och företräder kommunerna mot universitet och myndigheter."
    ),
    "Lärcentrum": (
        "Regionen samordnar länets Lärcentrum och kommunernas vuxenutbildning, söker och redovisar statsbidrag för länet i dess helhet "
        "och arbetar för att högre utbildning ska gå att läsa nära hemmet."
    ),
    "Vård- och omsorgscollege": (
        "Regionen håller samman den regionala och de lokala styrgrupperna, bevakar certifieringen och utvecklar handledarutbildning, "
        "validering och språkombud tillsammans med arbetsgivare och utbildningsanordnare."
    ),
    "Vägen till arbete": (
        "Regionen kallar kommunernas arbetsmarknadschefer och Arbetsförmedlingen till ett gemensamt nätverk för arbetsmarknadsfrågor."
    ),
    "Social välfärd/RSS": (
        "Regionen är länets regionala samverkans- och stödstruktur för socialtjänst, LSS och kommunal hälso- och sjukvård: den kallar "
        "arenorna, bereder gemensamma beslut, tar emot och fördelar statliga medel och företräder kommunerna i nationella nätverk."
    ),
    "FoU Jämt": (
        "FoU Jämt ger kommunernas socialtjänst stöd i att arbeta kunskapsbaserat: uppföljning, öppna jämförelser och kunskapssatsningar "
        "som drivs gemensamt i länet. FoU-rådet leder verksamheten."
    ),
    "Energikontoret": (
        "Energikontoret driver projekt och ger råd för effektivare energianvändning och mer förnybar energi hos kommuner, företag och "
        "invånare, och samordnar länets energi- och klimatrådgivare."
    ),
    "Kurs och konferens": "Regionen ordnar gemensamma utbildningar och konferenser för anställda i kommunerna och i regionen.",
}

# What the kommuner told in 2021, uppdrag by uppdrag, in our own words.
NYTTOR_KALLA = "Uppföljningsrapport 2021, RUN/29/2021"
NYTTOR = {
    "EU-frågor och North Sweden European Office": (
        "Någon följer vad som händer i omvärlden och berättar för kommunerna det som berör dem",
        "Kommunernas gemensamma intressen drivs av en part i stället för åtta",
        "Påverkan via North Sweden European Office och Europaforum Norra Sverige väger tyngre när länet talar med en röst",
    ),
    "Ledning": (
        "Kommunchefernas nätverk och Primärkommunala rådet har någon som kallar och håller ihop",
        "Det regionala tillväxtuppdraget och kommunernas uppdrag kan dra nytta av varandra",
    ),
    "Barn och utbildning": (
        "Kommunerna ser lika på frågorna och har gemensamma riktlinjer",
        "Det finns ett forum där gemensamma frågor kan drivas",
        "Kommunerna delar erfarenheter och information med varandra",
        "Samarbetet håller nere kostnaderna",
        "Omvärlden bevakas, och det viktiga når kommunerna",
    ),
    "Lärcentrum": (
        "Det finns en gemensam bild av hur Lärcentrum och vuxenutbildningen kan utvecklas",
        "De som studerar får mer likvärdig utbildning av god kvalitet",
        "Personalen får stöd av kollegor i andra kommuner och utvecklas i sitt arbete",
        "Elever i hela länet når ett större utbud, och Östersunds större underlag av elever gör ett bredare utbud möjligt",
        "Regelverken tolkas på samma sätt i alla kommuner",
        "Uppgifter som samordnas kostar mindre, och utvecklingsarbetet får draghjälp",
    ),
    "Vård- och omsorgscollege": (
        "Kommunerna hålls löpande underrättade om det som händer i omvärlden",
        "Handledarutbildningen sköts gemensamt, och samarbetet om kompetens har en fast form",
        "Parterna delar erfarenheter med varandra",
        "Certifieringen ger en beslutad lägsta nivå för vad en nyutbildad undersköterska kan",
    ),
    "Vägen till arbete": (
        "Kollegor i olika kommuner möts och lär av varandra",
        "Kommunerna kan arbeta över gränserna, som ett län snarare än var för sig",
        "Samtalet med Arbetsförmedlingen är nära och fortlöpande, till nytta också för myndigheten",
        "Finansiering av insatser som behövs kan sökas samordnat",
    ),
    "Social välfärd/RSS": (
        "Arenorna för samman människor från olika kommuner",
        "Politiker kommer in tidigt i en fråga och kan påverka besluten bättre",
        "Kommunerna talar med en röst i samarbetet med regionens hälso- och sjukvård",
        "Omvärlden bevakas, och det nationella och det lokala binds samman",
        "Gemensamma utvecklingsprojekt blir av, som Barnahus och familjerådgivning",
    ),
    "FoU Jämt": (
        "Kunskapsstyrningen sker i samverkan",
        "Ny kunskap kommer till användning i kommunernas verksamhet",
        "Metoder och arbetssätt följs upp och leder till råd om förbättringar",
        "Det lokala arbetet har en länk till det nationella",
    ),
    "Energikontoret": (
        "Omställningen av energi och klimat går fortare i länet och i kommunerna",
        "Företag får hjälp att spara energi",
        "Den kommunala energi- och klimatrådgivningen samordnas och utvecklas",
        "Grundfinansieringen växlas upp till projekt som når hela länet",
    ),
    "Kurs och konferens": (
        "Kortare resor och få övernattningar spar tid och pengar",
        "Mindre resande skonar miljön",
        "Deltagare från hela länet lär känna varandra",
    ),
}
