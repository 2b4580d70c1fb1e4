"""What stands between a year and its report: each thing with where it stands, whose it is and where it is mended. Read from what a page
has read; asks nothing of its own.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from berattelse.granskning.oversikt import address
from berattelse.models import Avsnitt
from samverkan.models import Roll
from samverkan.svenska import dag_och_manad, numerus, stor_bokstav

Status = Avsnitt.Status
FLEST = 8  # sections shown each by itself; more are told by where they stand
FORE = timedelta(days=60)  # so long before it is to be adopted, what is left hinders
INGEN = "ingen samordnare"
AKT = {Status.EJ_PABORJAD: "Skriv", Status.UTKAST: "Skriv vidare", Status.ATER: "Skriv vidare"}


@dataclass(frozen=True)
class Arshinder:
    vad: str
    laget: str
    vem: str
    url: str
    akt: str = "Öppna"
    mitt: bool = False
    skal: str = ""  # why it was sent back
    antal: int = 1  # things told in one row


def hindrar(year, dag=None):
    """Do things hinder yet: is the year over, or the day it is to be adopted near?"""
    idag = timezone.localdate()
    return year.is_open and not year.ur_fil and (year.till < idag or (dag is not None and dag - idag <= FORE))


def hindren(year, avsnitt, roller):
    """[Arshinder] of the year, read by `arssteg.med_laget`: its sections first. `roller` are hers in the agreement."""
    leder, ekonomi = Roll.PROCESSLEDARE in roller, Roll.CONTROLLER in roller
    ut = [] if avsnitt else [Arshinder("Rubriker och avsnitt", "inte inlagda", "Processledaren", year.get_absolute_url(), mitt=leder)]
    ut += avsnittens(year, avsnitt, leder=leder)
    if not year.steg_utfallet:
        utfallet = address("ekonomi:year_detail", year.pk)
        ut.append(Arshinder("Utfallet", "inte godkänt", "Controllern", utfallet, "Godkänn" if ekonomi else "Öppna", mitt=ekonomi))
    andra = address("uppdrag:year_edit", year.pk) if leder else year.get_absolute_url()
    saknas = {"Ort och dag för undertecknandet": year.ort and year.undertecknas, "Diarienumret": year.dnr}
    return ut + [
        Arshinder(vad, "saknas", "Processledaren", andra, "Ange" if leder else "Öppna", leder) for vad, har in saknas.items() if not har
    ]


def avsnittens(year, avsnitt, *, leder):
    kvar = [a for a in avsnitt if a.status != Status.GODKAND or a.fran_foregaende or a.sett_andrat]
    return [_avsnittets(a, leder) for a in kvar] if len(kvar) <= FLEST else _samlade(year, kvar, leder)


def laget(a):
    """Where a section stands, in a few words; of an approved one what is left to do with it."""
    if a.sett_andrat:
        return f"ändrat sedan det godkändes, sett {dag_och_manad(a.sett_andrat, timezone.localdate())}"
    return "text från föregående år att gå igenom" if a.status == Status.GODKAND else a.i_ord


def _avsnittets(a, leder):
    mitt = _mitt(a, leder)
    akt = ("Granska" if _granskas(a) else AKT.get(a.status, "Öppna")) if mitt else "Öppna"
    skal, url = a.ater_skal or "" if a.status == Status.ATER else "", a.get_absolute_url()
    if leder and not mitt and _vem(a) == INGEN:
        url, akt = address("uppdrag:samordnare_create", a.uppdrag_id), "Lägg till samordnare"
    return Arshinder(str(a), laget(a), _vem(a), url, akt, mitt, skal)


def _granskas(a):
    return a.status == Status.KLAR or bool(a.sett_andrat)


def _vem(a):
    """Whose turn it is: what is handed in waits for the processledare, what is written for whoever coordinates the uppdrag."""
    if _granskas(a) or not a.uppdrag_id:
        return "Samordnarna" if a.annat_avtal_id and not _granskas(a) else "Processledaren"
    return a.skriver or INGEN


def _mitt(a, leder):
    if _granskas(a) or not (a.uppdrag_id or a.annat_avtal_id):
        return leder
    return a.min


def _samlade(year, kvar, leder):
    """One row for each state and whether it is hers."""
    grupper = defaultdict(list)
    for a in kvar:
        grupper[laget(a), _mitt(a, leder)].append(a)
    return [_samlat(year, rader, mitt) for (_, mitt), rader in grupper.items()]


def _samlat(year, rader, mitt):
    vilka = sorted({_vem(a) for a in rader})
    vem = vilka[0] if len(vilka) == 1 else numerus(len(vilka), "en person", "personer")
    granska = _granskas(rader[0]) and mitt
    url, akt = (address("berattelse:year_godkann", year.pk), "Granska") if granska else (f"{year.get_absolute_url()}#avsnitten", "Visa")
    vad = stor_bokstav(numerus(len(rader), "ett avsnitt", "avsnitt"))
    return Arshinder(vad, laget(rader[0]), vem, url, akt, mitt, antal=len(rader))
