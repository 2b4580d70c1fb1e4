"""The demo's sections of 2021, short and in our own words. That year's report is not among the sources: all are exempel."""

from berattelse.demo.texter import p

INLEDNING = p(
    "Året präglades av pandemin och av att överenskommelsen gicks igenom. Berättelsen för 2021 finns inte bland "
    "underlagen; det här är en kort text gjord efter uppföljningsrapporten från maj 2021 och det som senare "
    "berättelser säger om året."
)
OMRADEN = {
    "EU och övergripande regional utveckling": p(
        "Under våren gicks överenskommelsen igenom i samtal uppdrag för uppdrag och kommun för kommun, och "
        "kommuncheferna möttes i en gemensam workshop. Primärkommunala rådet var styrgrupp. Ett förslag till "
        "reviderad överenskommelse lades fram för kommunerna den 7 juni. I oktober beslutade rådet i stället att "
        "utreda en egen organisation."
    ),
    "Social välfärd och folkhälsa": p("Området rymmer samordningen inom social välfärd och FoU Jämt."),
    "Samhällsbyggnad och klimat": p("Området rymmer Energikontoret."),
    "Arbetsmarknad och utbildning": p("Området rymmer samordningen av skola, vuxenutbildning, vårdutbildning och arbetsmarknad."),
    "Kurs och konferens": p("Området rymmer gemensam fortbildning för anställda."),
}
UPPDRAG = {
    "EU-frågor och North Sweden European Office": p(
        "Påverkansarbetet drevs tillsammans med de andra norra länen, till stor del på distans."
    ),
    "Internationellt arbete": p("Planerade resor och besök sköts upp under pandemin eller ersattes av digitala möten."),
    "Ledning": p("Kommuncheferna var projektgrupp för genomlysningen av överenskommelsen vid sidan av sina ordinarie möten."),
    "Social välfärd/RSS": p("Mötena blev kortare, digitala och tätare, och kontakten mellan kommunerna ofta snabbare."),
    "FoU Jämt": p(
        "Verksamheten utvärderades av en utomstående. FoU-rådet tog emot utvärderingen, med råd om ledning och "
        "organisation, och lämnade frågan vidare till SocSam."
    ),
    "Energikontoret": p(
        "Företag hade svårt att ta sig an energifrågor när verksamheten stod på spel, och projekt om resande med "
        "kollektivtrafik fick läggas om."
    ),
    "Barn och utbildning": p("Nätverken fortsatte digitalt, och det som var planerat fick flyttas eller göras om."),
    "Lärcentrum": p("Alla åtta kommuner deltog. Studiebesök och konferenser hölls digitalt."),
    "Vård- och omsorgscollege": p("Samverkan fortsatte på distans med handledarutbildning och erfarenhetsutbyte."),
    "Vägen till arbete": p(
        "Nätverket fortsatte utan att vara formaliserat. Vid genomlysningen föreslogs att det skulle bli ett eget uppdrag."
    ),
    "Kurs och konferens": p(
        "Kurs och konferens drabbades hårdast ekonomiskt av pandemin. Allt fler utbildningar blev digitala. I "
        "december beslutades att verksamheten skulle läggas ned."
    ),
}
