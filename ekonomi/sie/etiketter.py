"""The labels of SIE 4 that are read for their text, those passed over, and the dimensions whose numbers are reserved."""

# known, and of no use here; a #RTRANS is followed by the same line as #TRANS
TYSTA = {
    "ADRESS", "KTYP", "SRU", "TAXAR", "ENHET", "OIB", "OUB", "PROSA", "FTYP", "BKOD", "KSUMMA",
    "BTRANS", "RTRANS", "FNR",
}  # fmt: skip
RUBRIKER = {
    "PROGRAM": "Program", "SIETYP": "SIE-typ", "FNAMN": "Företag", "ORGNR": "Organisationsnummer", "GEN": "Skapad", "KPTYP": "Kontoplan",
    "VALUTA": "Valuta", "OMFATTN": "Omfattar till och med",
}  # fmt: skip
RESERVERADE = {
    "1": "Kostnadsställe", "2": "Kostnadsbärare", "6": "Projekt", "7": "Anställd", "8": "Kund", "9": "Leverantör", "10": "Faktura",
}  # fmt: skip
