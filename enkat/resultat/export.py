"""The compilation as tables: Excel and CSV. An anonymous round gives no answer of its own in any of them."""

import csv
import io

from samverkan.bilder.staplar import Stapel, staplar
from samverkan.tabell import Kalkylblad, arbetsbok, csv_cell

HUVUD_ANTAL = (
    "Avdelning eller uppdrag", "Fråga", "Svar", "Antal", "Andel i procent, avrundad", "Har svarat", "Tillfrågade", "Median", "Anmärkning",
)  # fmt: skip
HUVUD_SVAR = ("Avdelning eller uppdrag", "Fråga", "Svarande", "Svar", "Text", "Kom på papper")


def antal_rader(resultat):
    """A row for each alternative of each question."""
    for grupp in resultat.grupper:
        for _, s in grupp.fragor:
            gemensamt = (s.antal, s.tillfragade, s.median, s.dolt)
            if not s.rader:
                yield (grupp.rubrik, s.fraga, "", None, None, *gemensamt)
            for rad in s.rader:
                yield (grupp.rubrik, s.fraga, rad.text, rad.antal, rad.procent, *gemensamt)


def svar_rader(resultat):
    """A row for each answer; of an anonymous round only texts, without who."""
    papper = {str(i.deltagare): i.i_ord for i in resultat.papper}
    for grupp in resultat.grupper:
        for _, s in grupp.fragor:
            valda = {id(svar): rad.text for rad in s.rader for svar in rad.vilka}
            svar = {id(x): x for rad in s.rader for x in rad.vilka} | {id(x): x for x in s.texter}
            for nyckel, ett in svar.items():
                anonymt = resultat.omgang.anonym
                if not anonymt or ett.text.strip():
                    yield (grupp.rubrik, s.fraga, ett.vem, "" if anonymt else valda.get(nyckel, ""), ett.text, papper.get(ett.vem, ""))


TABELLER = {"antal": (HUVUD_ANTAL, antal_rader), "svar": (HUVUD_SVAR, svar_rader)}


def som_csv(resultat, tabell):
    """One of TABELLER. Semicolon and BOM, as a Swedish spreadsheet opens it; no cell is taken for a formula."""
    ut = io.StringIO()
    skriv = csv.writer(ut, delimiter=";", lineterminator="\r\n")
    huvud, rader = TABELLER[tabell]
    skriv.writerow(huvud)
    skriv.writerows([csv_cell("" if cell is None else cell) for cell in rad] for rad in rader(resultat))
    return ut.getvalue().encode("utf-8-sig")


def som_xlsx(resultat):
    """Two sheets: the counts and the answers."""
    bredder = (34, 60, 28, 28, 40, 12, 12, 28, 40)
    antal = Kalkylblad("Antal", HUVUD_ANTAL, antal_rader(resultat), bredder)
    return arbetsbok(antal, Kalkylblad("Svar", HUVUD_SVAR, svar_rader(resultat), (*bredder[:5], 60)))


def bild(svar):
    """The bars of one question; its table stands beside."""
    return staplar(svar.fraga, [Stapel(rad.text, rad.antal, oklar=rad.ej_tillampligt) for rad in svar.rader])
