"""Is what was read of a SIE file as the file itself says? Each remark is (sentence, could an amount not be counted?). Pure."""

from collections.abc import Iterator

from ekonomi.utfall.avlasning import Avlasning, Kalla, Nyckel, kontosummor
from samverkan import svenska


def stammer(avlasning: Avlasning, res: dict[Nyckel, int]) -> Iterator[tuple[str, bool]]:
    """Do the amounts agree with the file's own balance of each account, `res`?"""
    if avlasning.kalla == Kalla.ARSSALDON or not avlasning.rakenskapsyear:
        return
    summa = kontosummor(avlasning, *(dag[:6] for dag in avlasning.rakenskapsyear))
    egna = {konto: ore for (nr, konto, _), ore in res.items() if nr == "0"}
    skiljer = [konto for konto, ore in sorted(egna.items()) if summa.get(konto, 0) != ore]
    if skiljer:
        fler = f" och {len(skiljer) - 5} till" if len(skiljer) > 5 else ""
        yield f"{avlasning.kalla.capitalize()} stämmer inte med filens årssaldo för konto {', '.join(skiljer[:5])}{fler}.", False


def utan_nummer(avlasning: Avlasning) -> Iterator[tuple[str, bool]]:
    """Accounts that are no number belong to no class: said, as nothing of them is counted."""
    for konto, ore in sorted(kontosummor(avlasning, "", "~").items()):
        if not konto[:1].isdecimal():
            yield f"Kontot ”{konto}” är inget nummer och räknas inte. Där står {svenska.ore(ore)} kr.", True
