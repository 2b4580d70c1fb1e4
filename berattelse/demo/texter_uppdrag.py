"""The demo's sections of 2022, uppdrag by uppdrag, in our own words; the facts are those of that year's report."""

from berattelse.demo.texter import p, ul

UPPDRAG = {
    "EU-frågor och North Sweden European Office": {
        "beskrivning": p(
            "North Sweden European Office drivs gemensamt av Norrbotten, Västerbotten, Västernorrland och Jämtland "
            "Härjedalen. Kontoret i Bryssel följer den EU-politik som betyder mest för tillväxt och hållbarhet i "
            "norr och försöker påverka den i tid. Regionen har en plats i ägarrådet och en i styrelsen.",
            "Den nuvarande projektperioden löper från 2017 till 2023. Styrelsen har under året skrivit ett utkast "
            "till nytt avtal från och med 2024, som nu ligger hos ägarrådet och ägarorganisationerna. Kommunerna har "
            "hittills deltagit genom regionen; det nybildade kommunförbundet har sagt att det vill bli egen part.",
        ),
        "framtid": p(
            "Ägarna behöver ta ställning till avtalsutkastet under 2023, så att kontoret kan planera för 2024. Då "
            "behöver också frågan om kommunförbundets plats vara avgjord."
        ),
    },
    "Internationellt arbete": {
        "beskrivning": p(
            "Kommunerna ville inte att tjänsten skulle tillsättas medan kommunförbundet bildas. Det finns därför "
            "varken aktiviteter eller resultat att redovisa. En del av pengarna har kommunerna i stället använt till "
            "bland annat en resa till Bryssel."
        ),
    },
    "Ledning": {
        "beskrivning": p(
            "Inom uppdraget har regionen hållit i Primärkommunala samverkansrådet, i årets början, och i "
            "kommundirektörernas möten hela året."
        ),
        "arenor": p(
            "När året började beslutades att kommunerna själva ska utse den som kallar till Primärkommunala "
            "samverkansrådet. Efter det första mötet har regionen inte medverkat i rådet. Kommunernas egen resurs "
            "har betalats inom överenskommelsen, enligt ett avtal med Åre kommun.",
            "Tillförordnad regiondirektör har varit ordförande när kommundirektörerna möts, och vid två möten har "
            "SKR deltagit. Frågor som har kommit tillbaka flera gånger är:",
        )
        + ul(
            "kollektivtrafiken och samarbetet med Mittuniversitetet",
            "utbildning i ledarskap för de högsta tjänstemännen, som SKR ska hålla under 2023",
            "kriget i Ukraina, mottagandet av människor på flykt och det civila försvaret",
            "nära vård och läget i hälso- och sjukvården",
            "länets kompetensförsörjning och den regionala utvecklingen",
            "visselblåsarfunktionen och idrottsförbundet i länet",
            "läget i kommunerna och i regionen, och frågor som kommunerna själva har lämnat in",
        ),
    },
    "Vägen till arbete": {
        "beskrivning": p(
            "Uppdraget utförs men har aldrig formaliserats och har inga egna medel. Regionen ansvarar för det nätverk där kommunerna och "
            "Arbetsförmedlingen talar om hur fler i länet kan komma i arbete."
        ),
    },
    "Barn och utbildning": {
        "beskrivning": p(
            "Uppdraget är att samordna och utveckla arbetet med barn och utbildning, från förskola till "
            "gymnasieskola. När kommunerna möts över gränserna får de del av varandras kunnande, kan dela på "
            "utredningar och blir en starkare part mot andra."
        ),
        "arenor": p(
            "Vid sidan av nätverken har mindre grupper arbetat med avgränsade frågor: tillsynen av förskolor, "
            "skolans ekonomi samt bidrag och stöd. När det har behövts har kommunerna och regionen dessutom träffats "
            "med kort varsel, mest om smittskydd med skolchefer och elevhälsochefer och om förskolan med "
            "barnhälsovården."
        ),
        "prioriterade": p("BUZ fortsätter att prioritera två områden:")
        + ul("kompetensförsörjning", "digitalisering")
        + p(
            "Regionalt utvecklingsnätverk har samma två som mål för sin samverkan, och därtill likvärdighet och ett "
            "systematiskt kvalitetsarbete. Nätverket erbjuder kommunerna aktiviteter inom alla fyra."
        ),
        "framtid": p(
            "Länet behöver fler behöriga lärare, både nu och på längre sikt. Kommunerna samverkar om hur de "
            "rekryterar och utbildar, om nya sätt att arbeta och om hur de blir arbetsgivare som lärare söker sig "
            "till. Lärarutbildningarna gör Mittuniversitetet till en viktig part.",
            "Flera statliga utredningar, bland annat om timplaner och fritidshem, kan ändra förutsättningarna och "
            "gör att kommunerna behöver planera i god tid. Jämtbus har fått i uppdrag att förbereda ett gemensamt "
            "avtal som gör att skolan kan kalla till samordnad individuell plan (SIP).",
        ),
    },
    "Lärcentrum": {
        "beskrivning": p(
            "Länets kommuner har samarbetat om Lärcentrum sedan 2001, och alla {kommuner} deltar. Regionen samordnar "
            "arbetet på deras uppdrag. Rektorer från Östersund, Krokom och Härjedalen bildar tillsammans med "
            "regionen en styrgrupp. Andra grupper arbetar med studie- och yrkesvägledning, studiecoachning, "
            "utveckling och den regionala dialogen, och regionen stöder dem alla.",
            "På ett Lärcentrum kan vuxna studera nära hemmet och få stöd i det. Dit kan arbetslivet vända sig när "
            "det saknar kompetens, och därifrån kan orten utvecklas, genom att utbildningar som behövs ges där.",
        ),
        "aktiviteter": p("Personalen vid kommunernas Lärcentrum har träffats ofta under året, både inbördes och med andra."),
        "framtid": p(
            "Hela länet behöver utbildade medarbetare, och befolkningens sammansättning gör det svårast i de minsta "
            "kommunerna. Goda utbildningar behöver finnas också där människor bor glest. Distansundervisning är en "
            "del av svaret, fysiska träffar en annan, och de lokala Lärcentrumen kan ge det sammanhang som många "
            "behöver för att våga börja studera eller byta yrke.",
            "Inflation, höga energipriser och en ekonomi som bromsar väntas ge fler sökande under 2023, särskilt om "
            "fler blir arbetslösa. Vuxenutbildningen behöver vara beredd på det.",
            "Samordningen ska föras över till kommunförbundet under 2023. När och hur är ännu inte klart, vilket gör "
            "det svårt att förbereda. Överföringen behöver gå så att kommunernas verksamhet inte skadas eller "
            "stannar upp.",
        ),
    },
    "Vård- och omsorgscollege": {
        "beskrivning": p(
            "Vård- och omsorgscollege finns i hela landet sedan 2008. I länet leds det av en regional styrgrupp, där "
            "regionen, kommunerna, Arbetsförmedlingen, facken, Mittuniversitetet och certifierade "
            "utbildningsanordnare ingår. Två lokala styrgrupper arbetar nära verksamheten, och samordnaren planerar "
            "och håller samman arbetet.",
            "Ett avtal mellan kommunerna och regionen bestämmer hur parterna samverkar, vad samordningen omfattar "
            "och vem som ansvarar för bland annat handledarutbildningen. Det gäller lika länge som certifieringen, "
            "från 2018-06-30 till 2023-06-30. Eftersom kommunförbundet är under bildande har länet begärt och fått "
            "uppskov med en ny certifiering till 2023-12-31.",
        ),
        "prioriterade": ul(
            "starkare samverkan lokalt",
            "kompetensförsörjning",
            "fler utbildade språkombud i kommunerna, inom Skolverkets satsning",
            "samma ordning för arbetsplatsförlagt lärande i hela länet",
            "fler valideringar med collegets verktyg Validig",
            "ny certifiering av länet, så att kompetensutveckling, utbildning och validering vilar på fast grund",
        ),
        "framtid": ul(
            "arbetet inför den nya certifieringen",
            "fortsatt samarbete nationellt, och kompetens i validering hos dem som redan arbetar i yrket",
            "närmare samarbete med Lärcentrum, Mittuniversitetet, yrkeshögskolan, gymnasierna och Arbetsförmedlingen",
            "nya utbildningar för språkombud",
            "en hållbar ordning för det arbetsplatsförlagda lärandet",
        ),
    },
    "Social välfärd/RSS": {
        "beskrivning": p(
            "Social välfärd är länets regionala samverkans- och stödstruktur, RSS. Uppdraget är att samordna "
            "kommunernas socialtjänst, LSS och hälso- och sjukvård och att bevaka deras intressen, både kommunerna "
            "emellan och i förhållande till regionen. Samordnaren ansvarar för utveckling, projekt och arenor.",
            "De som har arbetat i uppdraget vid sidan av samordnaren har betalats med statliga medel: de anställda "
            "med medel för psykisk hälsa och suicidprevention, de som köpts in från kommunerna med medel för våld i "
            "nära relationer och för god och nära vård.",
        ),
        "arenor": p("Det gemensamma arbetet i länet utgår i första hand från arenorna."),
        "resultat": p(
            "RSS har tagit emot de statliga medlen, förvaltat dem och fördelat dem vidare. De redovisas till staten i mars 2023."
        ),
    },
    "FoU Jämt": {
        "beskrivning": p(
            "FoU Jämt är en gemensam resurs för hela socialtjänsten i länets kommuner och hör till den regionala "
            "samverkans- och stödstrukturen. Kommunerna ska med dess hjälp kunna ge likvärdiga och effektiva "
            "insatser som vilar på kunskap. SocSam är politisk ledningsgrupp.",
            "Tjänster har stått obesatta under 2022 och verksamheten har varit mycket begränsad. En av de anställda "
            "har arbetat med Yrkesresan inom barn- och ungdomsvården, den andra med Yrkesresans administration. Från "
            "Östersunds kommun har tjänst köpts för att samordna den regionala utvecklingsgruppen (RUG) och delta i "
            "ett nationellt nätverk för analys och uppföljning (NUA).",
        ),
        "framtid": p(
            "Det här avsnittet gäller också Social välfärd/RSS.",
            "Kommunerna står inför stora uppgifter, framför allt i omsorgen om äldre. I länet väntas de som är 80 år "
            "eller äldre bli omkring 4 000 fler på tio år, medan de som kan arbeta blir färre. Det prövar både "
            "ekonomi och bemanning och kräver nya sätt att styra, leda och arbeta: i varje kommun, kommunerna "
            "emellan och tillsammans med regionen.",
            "Förslaget till ny socialtjänstlag ställer högre krav på vetenskap och beprövad erfarenhet. Metoder "
            "behöver vara prövade, och vad insatserna leder till behöver följas för den enskilde, för grupper och "
            "för verksamheten. RSS driver länets arbete med att sprida kunskap, och FoU är en viktig del av det. "
            "Många som kommunerna möter behöver även vård, och därför behöver kommunerna delta i hälso- och "
            "sjukvårdens kunskapsstyrning.",
        ),
    },
    "Energikontoret": {
        "beskrivning": p(
            "Energikontoret arbetar åt Energimyndigheten, regionen och länets kommuner för att energi ska användas "
            "effektivare och oftare komma från förnybara källor. Miljö- och klimatrådets styrgrupp är också "
            "kontorets styrgrupp.",
            "Arbetet drivs i projekt med medel utifrån. Projekten väljs efter länets utvecklingsstrategi, programmet "
            "för smart specialisering och energi- och klimatstrategin om ett fossilbränslefritt län 2030.",
        ),
        "aktiviteter": p(
            "Mycket av arbetet går ut på att den som ska fatta ett beslut om energi ska veta tillräckligt för att "
            "fatta ett klokt. Kontoret möter företag, fastighetsägare, bostadsrättsföreningar, kommuner och "
            "beslutsfattare."
        ),
        "framtid": p(
            "Möten, rådgivning och utbildning har kunnat återgå till det vanliga under året, vilket är glädjande. "
            "Digitala möten behålls där de sparar resor eller gör att fler delar av länet kan vara med.",
            "De fossila drivmedlen finns framför allt i transporterna. Där är också uppgiften störst: utsläppen av "
            "koldioxid behöver minska, och det behöver gå fortare. Kontoret riktar sina insatser dit där de kan göra "
            "skillnad.",
            "Stigande priser och risken för brist har under året gjort energin till en fråga för alla. Förnybar "
            "energi handlar inte längre bara om klimatet utan också om att samhället ska vara tåligt och "
            "försörjningen trygg.",
        ),
    },
    "Kurs och konferens": {
        "beskrivning": p(
            "I december 2021 kom beslutet att verksamheten skulle upphöra vid halvårsskiftet 2022. Året blev därför "
            "kort, men en del hanns ändå med under våren."
        ),
    },
}
