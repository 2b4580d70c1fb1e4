"""The demo's lead, area intros and other agreements of 2022 in our own words; the facts are those of that year's report."""


def p(*stycken):
    return "".join(f"<p>{stycke}</p>" for stycke in stycken)


def ul(*rader):
    return "<ul>" + "".join(f"<li>{rad}</li>" for rad in rader) + "</ul>"


INLEDNING = p(
    "Kommunerna i länet har gett regionen i uppdrag att samverka med dem och stödja dem i den regionala "
    "utvecklingen. Den här berättelsen visar hur uppdragen har utförts under hela 2022, från januari till december, "
    "så att varje kommun kan bedöma hur väl överenskommelsen är uppfylld.",
    "Berättelsen följer överenskommelsens uppdrag. Uppdragsbeskrivningarna finns i bilaga 1. Efter uppdragen "
    "redovisas pengarna, och därefter de andra avtal om samverkan som regionen och kommunerna har slutit. Antalet "
    "möten är räknat ur regionens register, och alla arenor finns samlade i en tabell sist i berättelsen.",
)
OMRADEN = {
    "EU och övergripande regional utveckling": p(
        "Regionen för kommunernas talan i Stockholm och i Bryssel: gentemot departement och myndigheter, tillsammans "
        "med Sveriges Kommuner och Regioner (SKR), och i arbetet med länets strategier, bland dem den regionala "
        "utvecklingsstrategin och programmet för smart specialisering. Utvecklingen sker i de åtta kommunerna, genom "
        "människor och företag, och strategierna ska ge dem goda förutsättningar.",
        "Överenskommelsen gicks igenom våren 2021, och ett förslag till reviderad överenskommelse lades fram. I "
        "oktober samma år beslutade Primärkommunala rådet att i stället utreda en annan organisation för uppdragen. "
        "Enhetens ledning har därför under 2022 i första hand lämnat underlag till utredningen, hållit kontakt med "
        "dem som ansvarar för den, stöttat medarbetare som inte vetat vad som väntar och förberett att verksamhet "
        "avvecklas.",
        "När det under våren stod klart att kommunerna inte hinner bygga upp en egen verksamhet till årsskiftet togs "
        "fyra övergångsavtal fram: för de primärkommunala uppdragen, Energikontoret, Föreningsarkivet och North "
        "Sweden European Office.",
    ),
    "Kompetens och utbildning": p(
        "Området rymmer utbildning och kompetensförsörjning, från förskola till vuxenutbildning. Pengarna från "
        "kommunerna räcker längre när de förenas med projektmedel, till exempel från Socialfonden eller Skolverket."
    ),
    "Social inkluderande och ett sunt liv": p(
        "Området omfattar socialtjänst, stöd till personer med funktionsnedsättning och kommunal hälso- och "
        "sjukvård, och det stöd som forskning och uppföljning ger i de frågorna. Här möts kommunerna med varandra "
        "och med regionen, i politiska arenor och i nätverk för chefer."
    ),
    "Resurssnålare och effektivare": p(
        "Området handlar om energi, klimat och transporter. Arbetet bedrivs till största delen i projekt som betalas "
        "av andra än kommunerna."
    ),
    "Kurs och konferens": p(
        "Kurs och konferens har under många år varit det gemensamma sättet för kommuner och myndigheter i länet att fortbilda sin personal."
    ),
}
ANDRA_AVTAL = {
    "RUN/659/2016": p(
        "Regionen sköter plattformen Zappa, med drift av tjänst och servrar, och förvaltar domänen zonline.se. Det "
        "sker enligt ett eget avtal med skolhuvudmännen. Berg, Härjedalen, Krokom, Ragunda, Strömsund och Åre ingår. "
        "Övergripande frågor om Zappa avgörs i BUZ."
    ),
    "RUN/350/2019": p(
        "Sedan 2019 betalar länets offentliga fastighetsägare tillsammans en samordnare på halvtid. I nätverket "
        "deltar tjänstepersoner från kommunerna, de kommunala bostadsbolagen och regionen. De ordnar utbildning på "
        "hemmaplan, så att den blir billigare, och lär av varandra hur fastigheterna kan dra mindre energi och "
        "belasta miljön mindre.",
        "Nätverksmötena har hållits dels på plats, dels digitalt. Mellan dem förser samordnaren deltagarna med "
        "nyheter om lagkrav, bidrag och utbildningar som andra anordnar.",
    ),
    "RUN/658/2017": p(
        "Hängavtalet från 2017 samlar sex kommuners energi- och klimatrådgivning i ett projekt som pågår till och "
        "med 2023-12-31. Bräcke kommun, där rådgivaren varit sjukskriven, har fått hjälp under delar av 2022 och är "
        "med i projektet från och med 2023-01-01."
    ),
}
