"""What a kallelse says, typed: written down when it is sent, and held against the one before so that what changed is told"""

from dataclasses import dataclass, field
from datetime import date

from samverkan import svenska


@dataclass(kw_only=True)
class Kallelsehandling:
    """A paper that goes with the kallelse: what it is called, and the fingerprint of its file."""

    pk: int
    titel: str
    filnamn: str
    sha256: str


@dataclass(kw_only=True)
class Kallelsepunkt:
    """A line of the agenda."""

    pk: int
    sort: str
    titel: str
    nummer: str = ""
    klockslag: str = ""
    foredragande: str = ""
    underpunkter: list[str] = field(default_factory=list)
    dnr: str = ""
    bilagor: list[str] = field(default_factory=list)
    handlingar: list[Kallelsehandling] = field(default_factory=list)


@dataclass(kw_only=True)
class Kallelsen:
    """The whole of it."""

    organ: str
    avtal: str
    dag: date
    till: date
    vad: str = "möte"
    region: str = ""
    tid: str = ""
    plats: str = ""
    form: str = ""
    lank: str = ""
    avsandare: str = ""
    telefon: str = ""
    epost: str = ""
    sista_dag: date | None = None
    anmalan: str = ""
    exempel: bool = False
    punkter: list[Kallelsepunkt] = field(default_factory=list)
    handlingar: list[Kallelsehandling] = field(default_factory=list)

    @property
    def antal_handlingar(self) -> int:
        return len(self.alla_handlingar)

    @property
    def alla_handlingar(self) -> list[Kallelsehandling]:
        return [*self.handlingar, *(h for p in self.punkter for h in p.handlingar)]

    @property
    def nar(self) -> str:
        return svenska.period(self.dag, self.till)

    @property
    def grupper(self) -> list[list[Kallelsepunkt]]:
        """The lines as they are printed: each group heading with what follows it."""
        grupper: list[list[Kallelsepunkt]] = []
        for punkt in self.punkter:
            if punkt.sort == "rubrik" or not grupper:
                grupper.append([])
            grupper[-1].append(punkt)
        return grupper


FALT = {
    "tid": "Tiden",
    "plats": "Platsen",
    "form": "Mötesformen",
    "lank": "Länken till det digitala mötet",
    "anmalan": "Det som står om att tänka på",
}
PUNKTFALT = {
    "titel": "rubriken", "klockslag": "klockslaget", "foredragande": "föredragande", "underpunkter": "underpunkterna",
    "dnr": "diarienumret", "bilagor": "bilagorna",
}  # fmt: skip


def andringar(forra: Kallelsen, ny: Kallelsen) -> list[str]:
    """What has changed, in sentences; none of what nobody needs to know of."""
    return [*_nar_och_var(forra, ny), *_punkterna(forra, ny), *_handlingarna(forra, ny)]


def _nar_och_var(forra: Kallelsen, ny: Kallelsen) -> list[str]:
    ut = [f"Mötet är flyttat från {forra.nar} till {ny.nar}."] if forra.nar != ny.nar else []
    for falt, ord_ in FALT.items():
        fore, nu = getattr(forra, falt), getattr(ny, falt)
        if fore != nu:
            ut.append(f"{ord_} är ändrad: {nu}." if nu and falt != "anmalan" else f"{ord_} är {'ändrat' if nu else 'borttaget'}.")
    if forra.sista_dag != ny.sista_dag and ny.sista_dag:
        ut.append(f"Sista dag att anmäla ärenden är nu {svenska.datum(ny.sista_dag)}.")
    if (forra.avsandare, forra.telefon, forra.epost) != (ny.avsandare, ny.telefon, ny.epost):
        ut.append(f"Uppgifterna om vem som kallar är ändrade{f': {ny.avsandare}' if ny.avsandare else ''}.")
    return ut


def _punkterna(forra: Kallelsen, ny: Kallelsen) -> list[str]:
    fore, nu = ({p.pk: p for p in k.punkter} for k in (forra, ny))
    ut = [f"{_namn(p)} har tillkommit." for pk, p in nu.items() if pk not in fore]
    ut += [f"{_namn(p, nummer=False)} har utgått." for pk, p in fore.items() if pk not in nu]
    for pk, punkt in nu.items():
        skilda = [ord_ for falt, ord_ in PUNKTFALT.items() if pk in fore and getattr(fore[pk], falt) != getattr(punkt, falt)]
        if skilda:
            ut.append(f"{_namn(punkt)}: {svenska.lista_text(skilda)} är ändrat.")
    if [pk for pk in fore if pk in nu] != [pk for pk in nu if pk in fore]:
        ut.append("Ärendena tas i en annan ordning.")
    return ut


def _namn(punkt: Kallelsepunkt, *, nummer: bool = True) -> str:
    sort = {"rubrik": "Rubriken", "paus": "Pausen"}.get(punkt.sort, "Ärendet")
    return f"{sort} {f'{punkt.nummer} ' if nummer and punkt.nummer else ''}{punkt.titel}"


def _handlingarna(forra: Kallelsen, ny: Kallelsen) -> list[str]:
    fore, nu = ({h.sha256: h for h in k.alla_handlingar} for k in (forra, ny))
    ut = [f"Handlingen {h.titel} har tillkommit." for nyckel, h in nu.items() if nyckel not in fore]
    return ut + [f"Handlingen {h.titel} har tagits bort." for nyckel, h in fore.items() if nyckel not in nu]
