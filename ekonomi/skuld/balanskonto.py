"""The closing balance of one account in a SIE file (#UB). Pure: no database."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ekonomi.sie.belopp import InteSieError, belopp_i_ore, dela, kodning, prova_sie
from ekonomi.sie.datum import som_dag


@dataclass(frozen=True)
class Saldo:
    """The day, and what the account owes that day in öre: credit positive."""

    dag: date
    ore: int

    @property
    def kronor(self) -> int:
        """Whole kronor, half a krona away from zero."""
        return int((Decimal(self.ore) / 100).quantize(Decimal(1), ROUND_HALF_UP))


def saldo_ur_sie(data: bytes, konto: str) -> Saldo:
    """The balance of the file's own year. InteSieError, with a sentence, when the file has no such balance or no day for it."""
    prova_sie(data)
    dag, saldon = "", list[int | Decimal | None]()
    for rad in data.decode(kodning(data)[1], errors="replace").splitlines():
        etikett, _, resten = rad.strip().replace("\t", " ").partition(" ")
        falt = dela(resten)[0] if etikett in {"#RAR", "#OMFATTN", "#UB"} else []
        if etikett == "#RAR" and falt[:1] == ["0"] and len(falt) > 2:
            dag = dag or som_dag(falt[2])
        elif etikett == "#OMFATTN" and falt:
            dag = som_dag(falt[0]) or dag
        elif etikett == "#UB" and falt[:2] == ["0", konto] and len(falt) > 2:
            saldon.append(belopp_i_ore(falt[2]))
    if len(saldon) != 1 or saldon[0] is None:
        antal = "inget utgående saldo" if not saldon else "inget läsbart utgående saldo" if len(saldon) == 1 else "flera utgående saldon"
        raise InteSieError(f"Filen har {antal} (#UB) för konto {konto}.")
    try:
        per = date.fromisoformat(dag)
    except ValueError:
        raise InteSieError("Filen säger inte vilken dag saldot gäller (#RAR eller #OMFATTN).") from None
    return Saldo(per, -int(Decimal(saldon[0]).quantize(Decimal(1), ROUND_HALF_UP)))
