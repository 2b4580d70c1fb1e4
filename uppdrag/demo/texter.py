"""Own words for what no document gives: the uppdragsbeskrivningar (exempel), and the nyttor in short."""

BESKRIVNINGAR = {
    "EU-frågor och North Sweden European Office": (
        "Regionen bevakar EU-frågor som rör länets kommuner och är länets röst i North Sweden European Office i Bryssel.\n\n"
        "I uppdraget ingår att förmedla kontakter, att tidigt berätta om utlysningar och lagförslag och att ordna besök i båda riktningarna."
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

NYTTOR = {
    "Barn och utbildning": (
        "Länsgemensamma nätverk sparar tid i varje kommun",
        "En gemensam väg in till universitetet och till regionens hälso- och sjukvård",
    ),
    "Lärcentrum": ("Statsbidrag söks en gång för hela länet", "Utbildning på hemorten håller kvar arbetskraft"),
    "Vård- och omsorgscollege": ("Lika krav på handledning i hela länet", "Validering gör det lättare att rekrytera"),
    "Social välfärd/RSS": ("Små kommuner får del av statliga satsningar på samma villkor", "En röst i nationella frågor"),
    "FoU Jämt": ("Tillgång till metodstöd som ingen kommun har på egen hand",),
    "Energikontoret": ("Projektmedel som kommunerna inte kan söka var för sig", "Rådgivning till invånare och företag"),
    "EU-frågor och North Sweden European Office": ("Närvaro i Bryssel till en rimlig kostnad",),
}
