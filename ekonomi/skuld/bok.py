"""The debt by year of origin and by kommun. Pure: no database, whole kronor.

An origin is the year a debt arose in. What is booked for all is split by the key of that year; what is booked for one kommun
is hers alone. Where no key is known everything stands as one undivided sum, whoever a decision on it was for. The shares are
taken of the balance, not of each entry, so that they never stray from the exact share however many entries there are; what an
entry means for a kommun is the difference it makes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ekonomi.folkmangd.fordelning import Andel, fordela
from samverkan import svenska


@dataclass(frozen=True)
class Post:
    """An entry: kronor, and the code of the kommun it is for ("" for all)."""

    belopp: int
    kod: str = ""
    datum: date | None = None
    text: str = ""
    rad: object = None  # the row it was read from


@dataclass(frozen=True)
class Ursprung:
    """A year of origin with its key (empty when none is known) and its entries in the order they are for."""

    namn: str
    nyckel: tuple[Andel, ...] = ()
    poster: tuple[Post, ...] = ()
    rad: object = None  # the row it was read from
    grund: object = None  # a row of its key, when there is one

    @property
    def saldo(self) -> int:
        """Kronor: owed when positive, a deficit when negative."""
        return sum(p.belopp for p in self.poster)

    @property
    def per_enskild(self) -> dict[str, int]:
        """What is booked for one kommun alone, by its code, kronor; what has been taken back again is left out."""
        per_kod: dict[str, int] = {}
        for p in self.poster:
            if p.kod:
                per_kod[p.kod] = per_kod.get(p.kod, 0) + p.belopp
        return {kod: belopp for kod, belopp in per_kod.items() if belopp}


@dataclass(frozen=True)
class Saldon:
    """Balances, kronor: by code of the kommun, and what is shared by all and not divided."""

    per_kommun: dict[str, int] = field(default_factory=dict)
    ofordelat: int = 0

    @property
    def summa(self) -> int:
        return sum(self.per_kommun.values()) + self.ofordelat


def saldon(ursprung: Ursprung) -> Saldon:
    """The balance of one origin by kommun; always sums to the origin's balance."""
    if not ursprung.nyckel:
        return Saldon({}, ursprung.saldo)
    gemensamt = sum(p.belopp for p in ursprung.poster if not p.kod)
    delar = {rad.andel.kod: rad.belopp for rad in fordela(gemensamt, ursprung.nyckel)}
    for p in ursprung.poster:
        if p.kod:
            delar[p.kod] = delar.get(p.kod, 0) + p.belopp
    return Saldon(delar, 0)


def is_ofullstandig(ofordelat: Iterable[int | None]) -> bool:
    """Is something not divided, so that nobody knows what a kommun's part is in all?

    Of what is not divided by origin (None where it is divided): two that take each other out are not divided all the same.
    """
    return any(ofordelat)


def summera(alla: Sequence[Ursprung]) -> Saldon:
    """The balances of all origins together."""
    per_kommun: dict[str, int] = {}
    ofordelat = 0
    for ursprung in alla:
        s = saldon(ursprung)
        ofordelat += s.ofordelat
        for kod, belopp in s.per_kommun.items():
            per_kommun[kod] = per_kommun.get(kod, 0) + belopp
    return Saldon(per_kommun, ofordelat)


@dataclass(frozen=True)
class Utdragsrad:
    """An entry as a kommun meets it: the whole entry, and what it does to her share (None where nothing is divided)."""

    post: Post
    andel: int | None


def utdrag(ursprung: Ursprung, kod: str) -> list[Utdragsrad]:
    """The entries that concern one kommun, in order; her parts sum to her balance."""
    rader: list[Utdragsrad] = []
    hittills: list[Post] = []
    fore = 0
    for p in ursprung.poster:
        hittills.append(p)
        if p.kod and p.kod != kod:
            continue
        if not ursprung.nyckel:
            rader.append(Utdragsrad(p, None))
            continue
        efter = saldon(Ursprung("", ursprung.nyckel, tuple(hittills))).per_kommun.get(kod, 0)
        rader.append(Utdragsrad(p, efter - fore))
        fore = efter
    return rader


def prova_nyckel(ursprung: Ursprung, nyckel: tuple[Andel, ...], kronor: "Skrivsatt") -> None:
    """May this key, agreed late, divide the origin? It divides what is for all; what a kommun has had already is taken from its share.

    Nekat when there is nothing left, or somebody has had more than its share already. `kronor` writes an amount.
    """
    if not ursprung.saldo:
        raise Nekat(f"Från {ursprung.namn} finns inget kvar att dela.")
    tecken = 1 if ursprung.saldo > 0 else -1
    verb = "fått" if tecken > 0 else "täckt"
    namn = {a.kod: a.namn for a in nyckel}
    delad = replace(ursprung, nyckel=nyckel)
    brister = []
    for kod, kvar in saldon(delad).per_kommun.items():
        redan = -tecken * ursprung.per_enskild.get(kod, 0)
        if kvar * tecken < 0:
            brister.append(f"{namn.get(kod, kod)} har redan {verb} {kronor(redan)}, men nyckeln ger {kronor(kvar * tecken + redan)}.")
    if brister:
        raise Nekat(" ".join([*brister, "En del kan inte bli mindre än noll."]))


Skrivsatt = Callable[[int], str]


class Nekat(ValueError):  # noqa: N818
    """A decision that cannot be booked; the message says why in Swedish."""


def beslutsposter(ursprung: Ursprung, kod: str, belopp: int | None, kronor: Skrivsatt) -> list[Post]:
    """The entries that book a decision: `belopp` kronor (positive) taken from the debt, or all that is left when None.

    A debt is lowered and a deficit raised towards zero. Nekat when there is less than that left for whom it is for.
    `kronor` writes an amount.
    """
    kvar = saldon(ursprung)
    tecken = -1 if ursprung.saldo > 0 else 1
    if not ursprung.saldo:
        raise Nekat(f"Från {ursprung.namn} finns inget kvar att besluta om.")
    if belopp is not None:
        return [_med_belopp(ursprung, kvar, kod, belopp, tecken, kronor)]
    if not ursprung.nyckel:
        if kod:
            raise Nekat("Skulden är gemensam och ofördelad. Ett beslut för en kommun måste säga beloppet.")
        return [Post(-ursprung.saldo)]
    delar = {kod: kvar.per_kommun.get(kod, 0)} if kod else kvar.per_kommun
    poster = [Post(-del_, k) for k, del_ in delar.items() if del_ * tecken < 0]
    if not poster:
        raise Nekat("Kommunen har inget kvar.")
    return poster


def _med_belopp(ursprung: Ursprung, kvar: Saldon, kod: str, belopp: int, tecken: int, kronor: Skrivsatt) -> Post:
    hogst = abs(ursprung.saldo)
    if kod and ursprung.nyckel:
        hogst = max(0, -tecken * kvar.per_kommun.get(kod, 0))
    if belopp > hogst:
        raise Nekat(f"Beloppet är större än det som finns kvar, {kronor(hogst)}.")
    post = Post(tecken * belopp, kod)
    if ursprung.nyckel and not kod:
        efter = saldon(Ursprung("", ursprung.nyckel, (*ursprung.poster, post))).per_kommun
        namn = {a.kod: a.namn for a in ursprung.nyckel}
        over = [namn.get(k, k) for k, del_ in efter.items() if del_ * tecken > 0 >= kvar.per_kommun[k] * tecken]
        if over:
            raise Nekat(
                f"{svenska.lista_text(over)} har mindre kvar än sin del av beloppet. Bokför beslutet för en kommun i taget, "
                "eller lämna beloppet tomt så tas det som är kvar för var och en."
            )
    return post
