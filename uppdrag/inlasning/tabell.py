"""The declared table of a kind: its columns, how its heads are found in a file, its template, and one row as it was read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from samverkan import svenska
from samverkan.tabell import Kalkylblad, arbetsbok
from samverkan.utifran.tabellfil import InteTabellError
from uppdrag.inlasning import dagar

MEST = 400  # rows at once: few enough to be read through, and their ticks to be posted
LANGST = 2_000  # signs of a cell
FOR_LANG = "Cellen är för lång: högst 2\u00a0000 tecken får plats. Dela upp den på flera rader."
LETA = 20  # rows from the top among which the heads are
EXEMPEL = "Exempel:"
FORMEL = "Cellen är en formel utan sparat värde. Öppna filen i Excel och spara den, eller skriv värdet."
FELVARDE = "Cellen visar ett fel i Excel. Skriv värdet."
KRAVS = "Fyll i."


class Cellfel(ValueError):  # noqa: N818 - a Swedish noun says it better
    """What is wrong with a cell, in a sentence."""


@dataclass(frozen=True)
class Kolumn:
    """One column: its name here, its head in the template and what else it may be called."""

    namn: str
    rubrik: str
    forklaring: str
    exempel: str = ""
    synonymer: tuple[str, ...] = ()
    kravs: bool = False


@dataclass
class Tabellrad:
    """One row: what its cells say, what is wrong with them, and the rows it would make."""

    nummer: int  # in the file
    celler: dict[str, str]
    kolumner: tuple[Kolumn, ...]
    fel: dict[str, list[str]] = field(default_factory=dict)
    nytt: list = field(default_factory=list)  # unsaved rows, in the order they are saved
    sagt: list[str] = field(default_factory=list)  # what else there is to know of it

    def read(self, namn: str, lasare: Callable[[str], object] = str, annars=None):
        """The cell as the reader reads it; `annars` when it is empty or wrong, which is noted at the cell."""
        text = self.celler[namn]
        try:
            if text.startswith("="):
                raise Cellfel(FORMEL)
            if re.fullmatch(r"#[A-ZÅÄÖ0-9/]+[!?]?", text):
                raise Cellfel(FELVARDE)
            if not text:
                if next(k for k in self.kolumner if k.namn == namn).kravs:
                    raise Cellfel(KRAVS)
                return annars
            if len(text) > LANGST:
                raise Cellfel(FOR_LANG)
            return lasare(text)
        except (Cellfel, dagar.OlasligtError) as error:
            self.fela(namn, str(error))
            return annars

    def fela(self, namn: str, mening: str):
        if mening not in self.fel.setdefault(namn, []):
            self.fel[namn].append(mening)

    def tid(self):
        """(from, to) of the columns with those names."""
        fran, till = self.read("fran", dagar.dag), self.read("till", dagar.dag)
        if fran and till and till < fran:
            self.fela("till", "Slutdatum kan inte ligga före startdatum.")
        return fran, till

    def lagg_till(self, instans, **vid):
        """A row to be saved, if its own fields are right; `vid` says at which column a field's error is told when not at its own."""
        frammande = [f.name for f in instans._meta.fields if f.is_relation or f.name == "password"]
        try:
            instans.clean_fields(exclude=frammande)
        except ValidationError as error:
            for falt, meningar in error.message_dict.items():
                for mening in meningar:
                    self.fela(vid.get(falt, falt if falt in self.celler else self.kolumner[0].namn), mening)
        self.nytt.append(instans)
        return instans


def epost(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise Cellfel("Skriv en e-postadress, till exempel namn@kommun.se.") from error
    return text.lower()


def heltal(text: str) -> int:
    siffror = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not re.fullmatch(r"\d{1,6}", siffror):
        raise Cellfel("Skriv antalet med siffror.")
    return int(siffror)


def ja_nej(text: str) -> bool:
    svar = {"ja": True, "j": True, "x": True, "1": True, "sant": True, "nej": False, "n": False, "0": False, "falskt": False}
    if text.casefold() not in svar:
        raise Cellfel("Skriv ja eller nej.")
    return svar[text.casefold()]


def overlappar(fran: date | None, till: date | None, rad) -> bool:
    """Does it share a day with a dated row?"""
    return (rad.till is None or fran is None or fran <= rad.till) and (till is None or rad.fran is None or rad.fran <= till)


# --- the file -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Inlast:
    """What a file holds of the columns: the rows with their numbers, the heads nothing is known of, and how many were examples."""

    rader: list[list[str]]
    nummer: list[int]
    okanda: list[str]
    exempel: int = 0


def tolka(kolumner, tabeller) -> Inlast:
    """The columns found in whichever sheet has most of them. InteTabellError says what is wrong with the file as a whole."""
    kanda = {_ord(namn): k.namn for k in kolumner for namn in (k.rubrik, *k.synonymer)}
    basta = (0, None, 0)
    for tabell in tabeller:
        for n, rad in enumerate(tabell.rader[:LETA]):
            traffar = sum(_ord(cell) in kanda for cell in rad if cell)
            basta = max(basta, (traffar, tabell, n), key=lambda b: b[0])
    traffar, tabell, plats = basta
    krav = [k.rubrik for k in kolumner if k.kravs]
    if not traffar:
        raise InteTabellError(f"Ingen rad har rubrikerna {svenska.lista_text(krav)}. Hämta mallen och fyll i den.")
    huvud = [kanda.get(_ord(cell)) for cell in tabell.rader[plats]]
    _prova_huvud(kolumner, huvud)
    _prova_rader(tabell, plats)
    return _rader(kolumner, tabell, plats, huvud)


def _ord(rubrik):
    return re.sub(r"[\s:*()_-]+", " ", rubrik).strip().casefold()


def _prova_huvud(kolumner, huvud):
    dubbla = [k.rubrik for k in kolumner if huvud.count(k.namn) > 1]
    if dubbla:
        raise InteTabellError(f"Rubriken {svenska.lista_text(dubbla)} står i mer än en kolumn. Ta bort eller byt namn på den ena.")
    saknas = [k.rubrik for k in kolumner if k.kravs and k.namn not in huvud]
    if saknas:
        raise InteTabellError(f"Rubriken {svenska.lista_text(saknas)} saknas. Hämta mallen och fyll i den.")


def _prova_rader(tabell, plats):
    """What could only be guessed at, or not be read through."""
    huvudrad = tabell.nummer[plats]
    omraden = [omrade for _, sista, omrade in tabell.sammanslagna if sista > huvudrad]
    if omraden:
        raise InteTabellError(f"Cellerna {svenska.lista_text(omraden[:5])} är sammanslagna. Dela upp dem i Excel och fyll i varje rad.")
    antal = len(tabell.rader) - plats - 1
    if antal > MEST:
        raise InteTabellError(f"Filen har {svenska.numerus(antal, 'en rad', 'rader')}. Läs in högst {MEST} åt gången.")


def _rader(kolumner, tabell, plats, huvud):
    rader, nummer, exempel = [], [], 0
    for celler, n in zip(tabell.rader[plats + 1 :], tabell.nummer[plats + 1 :], strict=True):
        per_namn = {namn: cell for namn, cell in zip(huvud, celler, strict=False) if namn}
        if not any(per_namn.values()):
            continue
        if any(cell.casefold().startswith(EXEMPEL.casefold()) for cell in per_namn.values()):
            exempel += 1
            continue
        rader.append([per_namn.get(k.namn, "") for k in kolumner])
        nummer.append(n)
    if not rader:
        raise InteTabellError("Det står inga rader under rubrikerna. Raden som börjar med Exempel räknas inte.")
    okanda = [cell for cell, namn in zip(tabell.rader[plats], huvud, strict=True) if cell and not namn]
    return Inlast(rader, nummer, okanda, exempel)


def mall(titel, kolumner, varden) -> bytes:
    """The template: the heads with an example, a sheet that explains each column, and one with what may be written (`varden`)."""
    forsta = kolumner[0].namn
    exempel = [f"{EXEMPEL} {k.exempel}" if k.namn == forsta else k.exempel for k in kolumner]
    bredder = [max(16, min(40, len(text) + 2)) for text in exempel]
    sa_har = [(k.rubrik, "ja" if k.kravs else "nej", k.forklaring) for k in kolumner]
    sa_har.append(("Raden som börjar med Exempel", "", "Läses inte in. Den kan stå kvar."))
    tillatna = [(k.rubrik, str(varde)) for k in kolumner for varde in varden.get(k.namn, ())]
    return arbetsbok(
        Kalkylblad(titel, [k.rubrik for k in kolumner], [exempel], bredder),
        Kalkylblad("Så fyller du i", ("Kolumn", "Måste fyllas i", "Vad som skrivs"), sa_har, (30, 16, 100)),
        Kalkylblad("Det här går att skriva", ("Kolumn", "Värde"), tillatna, (30, 60)),
    )
