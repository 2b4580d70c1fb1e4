"""The figures of the year. Pure: dataclasses in and out, whole kronor, no database."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from samverkan import svenska


def uppraknad(bas, index_procent):
    """Base raised by the index: 10046000 and 2.6 → 10307196 kronor (half a krona upwards)."""
    return int((bas * (1 + Decimal(index_procent) / 100)).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True)
class Resultatdel:
    """One row of the result, kronor: surplus positive, deficit negative."""

    namn: str
    belopp: int
    forklaring: str = ""
    uppdrag_id: int | None = None
    harledd: bool = False
    budget: int | None = None
    utfall: int | None = None


@dataclass(frozen=True)
class Fotning:
    """Do the rows foot to what the accounts say? `enligt` is None when the accounts' sum is not registered."""

    summa: int
    enligt: int | None

    @property
    def differens(self):
        """Kronor: what the accounts have beyond the rows."""
        return 0 if self.enligt is None else self.enligt - self.summa

    @property
    def text(self):
        if self.enligt is None:
            return "Summan enligt redovisningen är inte registrerad, så raderna är inte avstämda."
        if self.differens:
            return f"Det skiljer {svenska.kronor(abs(self.differens))} mellan raderna och redovisningen."
        return f"Raderna är tillsammans {svenska.kronor(self.summa)}, lika med summan i redovisningen."


def over_eller_under(belopp):
    """ "överskott" or "underskott", or "nollresultat" for neither."""
    if belopp == 0:
        return "nollresultat"
    return "överskott" if belopp > 0 else "underskott"


def fotning(poster, enligt):
    return Fotning(sum(p.belopp for p in poster), enligt)


def tkr_belopp(belopp):
    """Amounts (kronor) as whole tkr that foot to the rounded sum: the same numbers in text and table."""
    return svenska.avrunda_kolumn(belopp)


def tkr_delar(belopp, summa):
    """Amounts (kronor) as whole tkr that make `summa` tkr, which must be their own sum cut, or one more. Largest remainder."""
    delar = [b // 1000 for b in belopp]
    mest_forlorat = sorted(range(len(belopp)), key=lambda i: belopp[i] % 1000, reverse=True)
    for i in mest_forlorat[: summa - sum(delar)]:
        delar[i] += 1
    return delar


@dataclass(frozen=True)
class Skuldrad:
    """The debt by year of origin, kronor: what is booked, and this year's result when it is not booked yet."""

    ursprung: str
    ingaende: int
    forandring: int
    okand_uppdelning: bool = False
    att_bokfora: bool = False

    @property
    def utgaende(self):
        return self.ingaende + self.forandring


def skuldrader(bokfort, year, resultat):
    """Rows by origin. `bokfort` is [(origin, opening, change during the year, unknown split)].

    `resultat` is this year's result when it is yet to be booked, else 0.
    """
    rader = [Skuldrad(ursprung, ingaende, forandring, okand) for ursprung, ingaende, forandring, okand in bokfort]
    if resultat:
        rader.append(Skuldrad(year, 0, resultat, att_bokfora=True))
    return rader
