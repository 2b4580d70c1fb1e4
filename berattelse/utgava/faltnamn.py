"""What each field of an edition's content is called where two contents are compared, and which row is which. Words only.

A new field of a schema gets its word in ETIKETT here (or its place in UTELAMNADE, with why), a new kind of row its NYCKEL.
"""

from berattelse.innehall.schema import Avsnittsdel
from berattelse.skrift import etiketter
from enkat.schema import LAGE_I_ORD

# What the comparison does not tell: what every edition has its own of, ids that are no words, roundings of kronor that are told,
# and what is counted from the rest (korthet, the steps of the debt) or from another year.
UTELAMNADE = {
    "schema", "skapad", "utgava", "id", "uppdrag_id", "tkr", "summa_tkr", "summa_ingaende_tkr", "summa_forandring_tkr",
    "summa_utgaende_tkr", "ingaende_tkr", "forandring_tkr", "utgaende_tkr", "formedlat_tkr", "anvant_tkr",
    "aterbetalas_tkr", "overfors_tkr", "budget_tkr", "utfall_tkr", "nummer", "marke", "errata", "ersatter", "samma_person", "agare_kod",
    "korthet", "belopp_tkr", "procent", "steg", "forra_year", "forra_summa", "forra_tkr", "forra_summa_tkr",
}  # fmt: skip
# By the field's name; where one name is two things, by "Class.name".
ETIKETT = {
    "skede": "skede", "titel": "titel", "undertitel": "undertitel", "fran": "första dagen", "till": "sista dagen", "year": "år",
    "dnr": "diarienummer", "dnr_exempel": "diarienumret är exempel", "avtal": "överenskommelsen", "avtalsparter": "parter",
    "kommuner": "kommuner", "exempel": "innehåller exempel", "ingress": "inledning",
    "kapitel": "kapitel", "ovrig_verksamhet": "övrigt finansierad verksamhet", "ekonomi": "ekonomiskt resultat",
    "andra_avtal": "andra samverkansavtal", "arenatabell": "arenor och möten", "tillfallen": "underlag till antalet möten",
    "Arenatillfallen.tillfallen": "möten", "beskrivningar": "bilaga 1", "underskrift": "underskrift", "vardering": "värdering",
    "forra": "föregående års värdering", "beslut": "beslut", "kod": "kommunkod", "namn": "namn", "kort": "namn i tabeller",
    "rubrik": "rubrik", "inledning": "inledning", "uppdrag": "uppdrag", "notis": "anmärkning", "delar": "delar", "sort": "del",
    "html": "text", "listor": "listor", "tabell": "projekttabell", "rader": "rader", "Lista.rader": "punkter", "text": "text",
    "arena": "arena", "kolumner": "kolumner", "redovisning": "hur den redovisas", "webbplats": "webbplats", "stycken": "löpande text",
    "ersattning": "ersättningen", "fordelning": "fördelningen", "resultat": "resultatet", "skuld": "skulden",
    "skuld_per_kommun": "skulden per kommun", "statsbidrag": "statsbidrag", "noter": "noter", "bas": "föregående års ersättning",
    "bas_harledd": "basen är härledd", "index_procent": "uppräkning, procent", "uppraknad": "uppräknad ersättning",
    "avrundning": "avrundad till närmaste", "belopp": "belopp", "differens": "skillnad mot den uppräknade", "andringar": "ändringar",
    "gallande": "gällande ersättning", "organ": "organ", "paragraf": "paragraf",
    "datum": "dag", "datum_text": "dag i ord", "kalla": "källa", "kontrollerad": "kontrollerad mot SCB", "summa": "summa",
    "kommun": "kommun", "folkmangd": "folkmängd", "dagar": "dagar som part", "avstamning": "avstämning", "stammer": "stämmer",
    "harledd": "härledd", "budget": "ersättning", "utfall": "utfall", "forklaring": "förklaring", "per": "per dag", "ursprung": "uppkom",
    "ingaende": "ingående", "forandring": "förändring", "utgaende": "utgående", "okand_uppdelning": "uppdelningen är okänd",
    "att_bokfora": "att bokföra", "redovisas": "redovisas", "formedlat": "förmedlat vidare", "redovisat": "redovisat",
    "formedlat_till": "förmedlat till", "anvant": "använt", "aterbetalas": "återbetalas", "overfors": "överförs till nästa år",
    "redovisad": "redovisades den", "niva": "nivå",
    "planerat": "planerade möten", "hallna": "hållna möten", "installda": "inställda möten", "medlemmar": "kommuner i arenan",
    "vad": "vad", "grupp": "grupp", "form": "form", "status": "läget", "narvaro": "kommuner som var med", "ort": "ort",
    "person": "undertecknare", "Underskrift.namn": "undertecknarens namn i berättelsen", "lamnade": "lämnade svar",
    "tillfragade": "tillfrågade", "preliminar": "preliminär", "fraga": "fråga", "skala": "skala", "varde": "värde",
    "bedomningar": "bedömningar", "gemensamt": "gemensamt värde", "enad": "kommunerna är eniga", "motivering": "motivering",
    "Kommunernas.motivering": "gemensam motivering",
    "avvikelser": "avvikande meningar", "lage": "läget", "svar": "svar", "nytta": "nytta", "fragor": "frågor",
    "inte": "organ som inte tillfrågades", "antal": "antal svar", "median": "median", "dolt": "varför svaren inte visas",
    "procent": "andel, procent", "skal": "skäl", "rekommendationer": "rekommendationer", "agare": "ägare", "klar_senast": "klar senast",
    "laget": "läget", "vad_har_hant": "vad som har hänt", "foljder": "vad året ledde till", "traffar": "kommunvisa träffar",
    "forslag": "ändringsförslag", "utan_datum": "möten utan datum", "mote": "är ett möte i arenan", "deltagare": "deltagare",
    "deltagare_ca": "antalet deltagare är ungefärligt", "kommunrundor": "kommunernas bedömning", "rundor": "frågerundor med frågor",
    "foljdfraga": "följdfråga", "texter": "svar i ord", "vem": "vem", "av": "svarande", "anonym": "anonym",
    "till_namnden": "sänt till regionala utvecklingsnämnden", "utsant_den": "utsänt den", "galler_fran": "gäller från",
    "Skuldsteg.sort": "vad som ändrade den",
    "korthet": "året i korthet", "Arsikorthet.dagar": "mötenas dagar",
    "hande": "det här hände", "vantar": "det här väntar", "Statsbidragsuppgift.forra": "föregående år",
    "forra_aret": "jämförelsen med året före", "years": "år", "hela": "hela överenskommelsen", "Arsrad.belopp": "resultat",
    "per_kommun": "ersättningen per kommun", "parter": "parternas beslut", "part": "part", "bifall": "bifall",
    "Forslagsuppgift.sort": "slag", "varden": "siffror ur registret i texten", "nyckel": "siffrans kod",
    "Vardeuppgift.vad": "siffran gäller",
    "tal": "tal", "enhet": "enhet", "mening": "meningen", "nyckeltal": "nyckeltal", "jamfort": "jämfört med", "tecken": "tryckt plus",
    "ord": "orden under", "manader": "månader", "moten": "möten", "utan_manad": "möten utan känd månad", "arenor": "arenor",
    "dagar_exempel": "dagarna är exempel", "remsor": "uppdragens siffror", "okanda": "arenor vilkas antal inte är känt", "slag": "slag",
}  # fmt: skip
# Which row is which in a list: the fields that say so, the first of them that can be read being its name.
NYCKEL = {
    "Kapitel": ("rubrik", "id"), "Sektion": ("rubrik", "id"), "Del": ("sort",), "Lista": ("rubrik",), "Rad": ("arena", "text"),
    "Kommun": ("namn", "kod"), "Ovrigt": ("namn",), "Uppdragstext": ("uppdrag", "uppdrag_id"), "Rekommendationsuppgift": ("text",),
    "Arenatabellrad": ("arena", "id"), "Arenatillfallen": ("arena", "id"), "Tillfallesuppgift": ("fran", "vad", "grupp"),
    "Ersattningsandring": ("text",), "Kommunandel": ("kommun", "kod"), "Resultatuppgift": ("namn", "uppdrag_id"),
    "Skulduppgift": ("ursprung",),
    "Skuldsteg": ("vad", "sort"), "Kommunskuld": ("namn", "kod"), "Statsbidragsuppgift": ("namn", "uppdrag_id"), "Skalsteg": ("text",),
    "Kommunnamn": ("kort", "kod"), "Bedomning": ("kod",), "Avvikande": ("kommun", "kod"), "Uppdragsvarde": ("uppdrag", "uppdrag_id"),
    "Svarsantal": ("svar",), "Rundsvar": ("fraga", "uppdrag"), "EjTillfragade": ("skal",),
    "Rundtext": ("vem", "kod", "text"), "Svarsrunda": ("namn",), "Kommunernas": ("namn",), "Traffuppgift": ("kommun", "kod"),
    "Arsrad": ("namn", "uppdrag_id"), "Kommunar": ("kommun", "kod"), "Forslagsuppgift": ("rubrik",), "Partsbesked": ("part", "kod"),
    "Vardeuppgift": ("vad", "nyckel"), "Nyckeltal": ("vad",), "Arenamanader": ("arena", "id"), "Uppdragsremsa": ("uppdrag_id",),
}  # fmt: skip
# Two rows with the same id are the same row, also under a new name.
SAMMA = {"id", "uppdrag_id", "kod"}
KRONOR = {
    "bas", "uppraknad", "avrundning", "belopp", "differens", "gallande", "summa", "budget", "utfall", "ingaende", "forandring", "utgaende",
    "formedlat", "redovisat", "anvant", "aterbetalas", "overfors", "forra_summa",
}  # fmt: skip
KOMMUNKODER = {"kommuner", "medlemmar", "narvaro", "kod"}
ORD = {
    "niva": etiketter.niva, "form": etiketter.form, "status": lambda kod: etiketter.forslagslage(etiketter.status(kod)),
    "laget": etiketter.laget,
    "sort": lambda sort: sort.i_ord if isinstance(sort, Avsnittsdel) else etiketter.slag(sort),
    "lage": lambda lage: LAGE_I_ORD.get(lage, "lämnad"),
}  # fmt: skip


def etikett(klass: str, falt: str) -> str:
    """The word for a field; its own name when it has none yet, so that nothing is left out."""
    return ETIKETT.get(f"{klass}.{falt}") or ETIKETT.get(falt, falt)
