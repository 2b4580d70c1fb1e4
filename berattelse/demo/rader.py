"""The demo's activities, results and projects of 2022, in our own words. (text, month or None, codes of the kommuner concerned)"""

AKTIVITETER = {
    "EU-frågor och North Sweden European Office": (
        ("Kontoret har åter kunnat hålla möten, seminarier och studiebesök både i Bryssel och i norr", None, ()),
        ("Kontoret besökte länet för att lära känna dess aktörer", 5, ()),
        ("Kontoret bistod när EU-kommissionären för regionalpolitik besökte länet", 6, ()),
        ("Arbetet med den andra OECD-studien av norra Sverige, Finland och Norge inleddes på kontorets initiativ", 10, ()),
        ("Kontoret förberedde det svenska ordförandeskapet i EU, som inleddes i Kiruna i januari 2023", None, ()),
    ),
    "Barn och utbildning": (
        ("Ekonomer i kommunerna har träffats och sett över riktlinjen för ersättning mellan kommuner", None, ()),
        ("Personal i elevhälsan har utbildats i SEXIT, en metod för att upptäcka och stödja unga som är utsatta", None, ()),
        ("En grupp för logopedi har föreslagit hur regionen kan klara utredning och behandling av språkstörning efter årskurs 1", None, ()),
        ("En årlig träff om särskolan mellan kommunerna, gymnasieförbundet och regionen har införts", None, ()),
    ),
    "Lärcentrum": (
        ("Kommunernas Lärcentrum har mötts för kollegialt stöd och mött bland andra Arbetsförmedlingen, Skolverket, Handelskammaren och "
         "Mittuniversitetet", None, ()),
        ("Utvecklingsgruppen har besökt Lärcentrum i andra län", None, ()),
        ("Ett projekt med Mittuniversitetet prövar hur Lärcentrum och lärosäte kan samverka runt om i länet", None, ()),
        ("Dialog har förts med flera lärosäten om kurser på Lärcentrum", None, ()),
        ("Statsbidraget för yrkesvux har fördelats och föregående års bidrag har redovisats", None, ()),
        ("Korta filmer om Lärcentrum och vuxenutbildning har spelats in", None, ()),
        ("Stödet till vuxna elever med särskilda behov har utvecklats vidare", None, ()),
        ("Planeringen av en filial i Åsarna har inletts tillsammans med Mittuniversitetet", None, ("2326",)),
    ),
    "Vård- och omsorgscollege": (
        ("Den regionala och de två lokala styrgrupperna har mötts, allt oftare på plats", None, ()),
        ("En digital kompetensvecka för personal i vård och omsorg har genomförts", None, ()),
        ("Samordnaren har deltagit i ledningsgruppen för yrkeshögskolans utbildning till stödpedagog", None, ()),
        ("Samordnaren har deltagit i collegets nationella möten", None, ()),
        ("En ny gemensam webbplats för collegerna har tagits fram nationellt", None, ()),
        ("Vuxenutbildningens personal har till en del utbildats i att validera", None, ()),
    ),
    "Social välfärd/RSS": (
        ("Samordnaren har deltagit i nationella nätverk om suicidprevention, kvinnofrid, nära vård och RSS", None, ()),
        ("Länsverksamheterna Familjehemscentrum och Centrum mot våld har följts och utvecklats löpande", None, ()),
        ("Handlingsplanen för psykisk hälsa och riktlinjen för barnhälsoteam har följts upp", None, ()),
        ("En länsgemensam plan för nära vård på primärvårdsnivå har påbörjats och väntas bli klar våren 2023", None, ()),
    ),
    "FoU Jämt": (
        ("Den regionala utvecklingsgruppen har kvalitetssäkrat rapporteringen till Öppna jämförelser; alla kommuner har deltagit", None, ()),
        ("FoU Jämt har deltagit i de nationella nätverken för analys och uppföljning och för social barn- och ungdomsvård", None, ()),
        ("Den första Yrkesresan, om barn och unga, startade under våren och följdes av fyra utbildningsdagar under hösten", None, ()),
    ),
    "Energikontoret": (
        ("Länets energi- och klimatrådgivare har samordnats genom nätverksträffar, fortbildning och gemensamma insatser", None, ()),
        ("Seminarier om laddning, biogas, vätgas och HVO har hållits för företag, invånare och bostadsrättsföreningar", None, ()),
        ("En poddserie om energiomställningen har spelats in", None, ()),
        ("Kontoret har medverkat vid mässor och marknader som utställare och föreläsare", None, ()),
        ("Förstudien GREEN har undersökt vad näringslivet behöver i omställningen", None, ()),
        ("Kontoret har medverkat när snabbladdare invigdes på sju orter", None, ("2303", "2313", "2361", "2309")),
        ("Laddning för tunga fordon har förberetts: etablering, mark och upphandling", None, ()),
        ("Företag har besökts och ansökningar om stöd till energieffektivisering har bedömts tillsammans med handläggarna", None, ()),
        ("En arbetsgrupp för vätgas har startats", None, ()),
        ("Nätverket för solel och elbilar har fortsatt sina träffar", None, ()),
    ),
}
RESULTAT = {
    "Barn och utbildning": (
        ("Riktlinjen för ersättning mellan kommuner är reviderad", None, "", ""),
        ("Förskolenätverket har gemensamma mallar för tillsyn av fristående förskolor och pedagogisk omsorg", None, "", ""),
    ),
    "Lärcentrum": (
        ("Länet har beviljats statsbidrag för yrkesvux och lärlingsutbildning", 49_800_000, "kronor", "Skolverket"),
        ("Länet har beviljats statsbidrag för att utveckla Lärcentrum", 6_500_000, "kronor", "Skolverket"),
        ("Filialer i Stugun och Frostviken har öppnat", 2, "nya filialer", ""),
        ("Mittuniversitetets sjuksköterskeprogram ska ges på Lärcentrum i länet från 2023", 3, "orter", ""),
        ("Informationsfilmerna har visats på sociala medier och länets biografer i december", None, "", ""),
        ("Medel till ett kommunövergripande projekt om validering har beviljats", None, "", ""),
        ("Ansökningarna om statsbidrag för 2023 är inlämnade", None, "", ""),
    ),
    "Vård- och omsorgscollege": (
        ("Modellen för validering används, och ett digitalt verktyg är taget i drift", None, "", ""),
        ("Länet har fler språkombud och fler som kan utbilda dem", None, "", ""),
    ),
    "Social välfärd/RSS": (
        ("Målbilden för nära vård är framtagen och har rekommenderats kommunerna för beslut", None, "", ""),
        ("Ett nytt avtal om Centrum mot våld beslutades under hösten", None, "", ""),
        ("Kommunerna och regionen har beslutat att starta en integrerad mottagning för unga, Mini Maria, under 2023", None, "", ""),
        ("Hemsjukvårdsavtalet är förlängt till och med december 2023", None, "", ""),
        ("Överenskommelserna om placerade barn är reviderade och förlängda", None, "", ""),
        ("Statliga medel till god och nära vård har förmedlats till kommunerna", 13_800_000, "kronor", "Staten"),
        ("Statliga medel till arbetet mot våld i nära relationer har förmedlats", 400_000, "kronor", "Staten"),
        ("Statliga medel till psykisk hälsa har förmedlats till kommunerna och regionen", 9_700_000, "kronor", "Staten"),
    ),
    "Energikontoret": (
        ("Ett genomförandeprojekt efter förstudien GREEN är under utformning och söks under 2023", None, "", ""),
        ("Aktörer i länet har fått hjälp att söka pengar till laddning för tunga fordon", None, "", ""),
    ),
}
ANDRA_AVTAL = {
    "RUN/659/2016": (
        ("Googlekonton skapas nu automatiskt när ett konto läggs upp för hand i Zappa", None),
        ("Administratörernas gränssnitt har förnyats", None),
        ("Nya program har lagts till i programportalen", None),
    ),
    "RUN/350/2019": (
        ("Webbinarium om klimatdeklarationer", 2),
        ("Gemensam temadag med en energiexpert, och egna dagar för de organisationer som fick vänta under pandemin", 5),
        ("Studieresa i Ragunda, Bräcke, Berg och Åre", 9),
        ("Webbinarium om klimatanpassning", 11),
    ),
    "RUN/658/2017": (
        ("Rådgivning till invånare, företag och bostadsrättsföreningar på telefon och på plats", None),
        ("Medverkan vid mässor, seminarier och webbinarier om energieffektivisering", None),
        ("Insatser med kommunerna om kravet på mätning och debitering i fastigheter", None),
    ),
}
PROJEKT = (
    ("Transporter", ("Stolpe in för stad och land", "Förnybart i tanken", "Testresenärer på arbetsplatser i regionen",
                     "Laddbara mil med transportbil")),
    ("Energieffektivisering företag", ("Energi- och klimatrådgivning i sex kommuner", "Förstudien GREEN")),
    ("Fastighet", ("Energi- och fastighetsnätverk för offentliga aktörer",)),
    ("Samverkan", ("Regional utvecklingsledare för energi- och klimatrådgivningen", "Processledning för hållbar energi inom smart specialisering",
                   "Plats i Energikontoren Sveriges styrelse")),
)  # fmt: skip
