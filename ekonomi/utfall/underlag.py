"""What the figures of a read file are made of: each account against the file's own balance, and the vouchers behind an uppdrag."""

from dataclasses import dataclass

from ekonomi.models import Objektkoppling
from ekonomi.sie.enskilda import verifikationer
from ekonomi.utfall.avlasning import KONTO, Felslag, Kalla, valj_monster
from ekonomi.utfall.forslag import Forslag
from ekonomi.utfall.summor import dela_i_procent, inom, kod_for
from samverkan.svenska import ore
from samverkan.tabell import Kalkylblad, arbetsbok


@dataclass(frozen=True)
class Verifikationsrad:
    """A row of a voucher that counts in an uppdrag: the amount in öre, already its share."""

    ver: str
    dag: str  # ÅÅÅÅ-MM-DD
    text: str
    konto: str
    kod: str
    ore: int

    @property
    def sokord(self):
        falt = (self.ver, self.dag, self.text, self.konto, self.kod, ore(self.ore), ore(self.ore).replace("\u00a0", ""))
        return " ".join(falt).casefold().replace("\u00a0", " ")


def poster(fil, rad):
    """The rows of vouchers that make the outcome of one uppdrag, in the file's order; none when the file has no vouchers."""
    avlasning = fil.avlast()
    if avlasning.kalla != Kalla.VERIFIKATIONER:
        return []
    andel, urval, year = _Andelar(fil, rad.uppdrag), fil.urval, fil.verksamhetsar
    dimensioner, utom = tuple(fil.dimension.split("+")), _utom(fil, avlasning)
    ut = []
    for ver in verifikationer(bytes(fil.innehall)):
        for manad, konto, objekt, belopp in ver.poster if ver.rad not in utom else ():
            if konto not in urval or not inom(manad, year.fran, year.till):
                continue
            kod = konto if fil.dimension == KONTO else kod_for(objekt, dimensioner)
            if kod in andel:
                ut.append(Verifikationsrad(ver.namn, _dag(ver.dag or manad), ver.text[:200], konto, kod, andel.av(kod, konto, belopp)))
    return ut


def _dag(text):
    """ "20220315" → "2022-03-15", and a month likewise."""
    return "-".join(filter(None, (text[:4], text[4:6], text[6:])))


def _utom(fil, avlasning):
    """The lines of the vouchers that somebody has said are not to be counted."""
    sorter = {Felslag.DUBBEL} if fil.dubbla_en_gang else set()
    sorter |= {Felslag.BOKSLUT} if fil.utan_bokslut else set()
    return {f.rad for f in avlasning.fel if f.sort in sorter}


class _Andelar:
    """What of an object's amounts counts for one uppdrag; row by row they come to the same as the account's sum shared."""

    def __init__(self, fil, uppdrag):
        rader = Objektkoppling.objects.filter(avtal=fil.avtal_id, dimension=fil.dimension)
        self.kopplingar = {k.monster: k for k in rader.select_related("uppdrag").prefetch_related("andelar__uppdrag")}
        self.uppdrag, self.funna, self.hittills = uppdrag, {}, {}

    def __contains__(self, kod):
        if kod not in self.funna:
            koppling = self.kopplingar.get(valj_monster(self.kopplingar, kod))
            delar = koppling.delar if koppling else []
            plats = next((n for n, (u, _) in enumerate(delar) if u == self.uppdrag), None)
            self.funna[kod] = None if plats is None else (plats, [procent for _, procent in delar])
        return self.funna[kod] is not None

    def av(self, kod, konto, ore):
        plats, procent = self.funna[kod]
        fore = self.hittills.get((kod, konto), 0)
        self.hittills[kod, konto] = fore + ore
        return dela_i_procent(fore + ore, procent)[plats] - dela_i_procent(fore, procent)[plats]


def sok(poster, text, konto=""):
    """Those in which every word of `text` stands, on this account when one is said."""
    ord_ = text.casefold().split()
    return [p for p in poster if (not konto or p.konto == konto) and all(o in p.sokord for o in ord_)]


def avstamning(forslag: Forslag) -> bytes:
    """Account by account, and per uppdrag and account, in kronor and ören."""
    namn = forslag.avlasning.konton
    konton = [
        (rad.konto, namn.get(rad.konto, ""), rad.last / 100, None if rad.eget is None else rad.eget / 100, rad.skillnad / 100)
        for rad in forslag.saldon
    ]
    uppdrag = [
        (rad.uppdrag.namn, konto, namn.get(konto, ""), belopp / 100)
        for rad in forslag.uppdragsrader
        for konto, belopp in rad.konton.items()
    ]
    return arbetsbok(
        Kalkylblad("Konton", ("Konto", "Benämning", "Läst", "Filens eget saldo", "Skillnad"), konton, (12, 44, 18, 18, 18)),
        Kalkylblad("Uppdrag", ("Uppdrag", "Konto", "Benämning", "Belopp"), uppdrag, (34, 12, 44, 18)),
    )


def arbetsbok_for(fil, rad) -> bytes:
    """One uppdrag's accounts, and the vouchers behind them."""
    namn = fil.avlast().konton
    konton = [(konto, namn.get(konto, ""), belopp / 100) for konto, belopp in rad.konton.items()]
    rader = [(p.ver, p.dag, p.text, p.konto, p.kod, p.ore / 100) for p in poster(fil, rad)]
    return arbetsbok(
        Kalkylblad("Konton", ("Konto", "Benämning", "Belopp"), konton, (12, 44, 18)),
        Kalkylblad("Verifikationer", ("Verifikation", "Datum", "Text", "Konto", "Objekt", "Belopp"), rader, (14, 12, 50, 10, 16, 16)),
    )
