"""What was found in a file of the accounts, line by line, for the one who reads it at a terminal."""

from datetime import datetime

from ekonomi.models import Utfallsfil
from ekonomi.utfall.avlasning import KONTO, Avlasning
from ekonomi.utfall.forslag import Forslag
from ekonomi.utfall.summor import forslag_dimension, inom, per_objekt, tomma_manader
from samverkan.svenska import lista_text, manad, numerus, ore, stor_bokstav, tusental


def rader(fil: Utfallsfil):
    """The lines of the report. `fil` is read; it need not be saved."""
    forslag = Forslag(fil)
    avlasning = forslag.avlasning
    yield f"{fil.namn}, {tusental(fil.storlek)} byte, SHA-256 {fil.sha256}"
    yield from (f"  {namn}: {text}" for namn, text in avlasning.huvud.items())
    yield from (f"  Dimension {dim}: {namn}, {tusental(antal)} objekt" for dim, namn, antal, _ in forslag.dimensioner if dim != KONTO)
    yield ""
    yield from _objekt(forslag)
    yield ""
    yield from _konton(avlasning)
    yield ""
    yield from _fel(avlasning)


def _objekt(forslag):
    """The sums by object: of the year, else of the file's own year, which is then said."""
    fil, year, avlasning = forslag.fil, forslag.year, forslag.avlasning
    if forslag.har_year:
        objekt, tomma = forslag.objekt, tomma_manader(avlasning, year.fran, year.till)
        yield f"Efter {forslag.dimensionsnamn.lower()} {year}, konton {fil.konton} utom {fil.utom_konton or 'inga'}, i kronor och ören:"
        if tomma:
            yield f"  Inga belopp för {lista_text((manad(m) for _, m in tomma), 'eller')}."
        yield from _tabell([(o.summa, _hor_till(o.koppling)) for o in objekt])
        return
    yield f"Filen har inga belopp för {year}."
    egen = _egen_period(avlasning)
    if egen:
        dimension = forslag_dimension(avlasning, *egen, fil.urval)
        yield f"I filens eget räkenskapsår {egen[0]}–{egen[1]}, efter {(avlasning.dimensioner.get(dimension) or dimension).lower()}:"
        yield from _tabell([(s, "") for s in per_objekt(avlasning, dimension, *egen, fil.urval)])


def _egen_period(avlasning: Avlasning):
    """The file's own year, when it says one that has amounts."""
    try:
        egen = tuple(datetime.strptime(dag, "%Y%m%d").date() for dag in avlasning.rakenskapsyear or ())  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return egen if egen and any(inom(period, *egen) for period, _, _ in avlasning.saldon) else None


def _hor_till(koppling):
    return "inte kopplat" if koppling is None else koppling.hor_till


def _konton(avlasning):
    """Each account that is not as the file itself says."""
    skiljer = [rad for rad in avlasning.avstamning if rad.skiljer]
    if not avlasning.avstamning:
        yield "Filen har inga egna saldon att jämföra med."
    elif not skiljer:
        yield f"{tusental(len(avlasning.avstamning))} konton är som filens egna saldon."
    for rad in skiljer:
        eget = "filen har inget eget saldo" if rad.eget is None else f"filens eget saldo {ore(rad.eget)}"
        yield f"  konto {rad.konto} {rad.fran}–{rad.till}: läst {ore(rad.last)}, {eget}, skillnad {ore(rad.skillnad)}"


def _tabell(objekt):
    huvud = ("objekt", "intäkter", "kostnader", "budget", "utfall")
    celler = [
        (f"{s.kod or '(utan)'} {s.namn}".strip()[:50], *map(_ore, (s.intakter, s.kostnader, s.budget, s.utfall)), hor_till)
        for s, hor_till in objekt
    ]
    summa = ("summa", *(_ore(_summa(getattr(s, namn) for s, _ in objekt)) for namn in ("intakter", "kostnader", "budget", "utfall")), "")
    bredder = [max(len(rad[k]) for rad in (huvud, summa, *celler)) for k in range(5)]
    for rad in ((*huvud, ""), *celler, summa):
        tal = "  ".join(cell.rjust(bredd) for cell, bredd in zip(rad[1:5], bredder[1:], strict=True))
        yield f"  {rad[0].ljust(bredder[0])}  {tal}  {rad[5]}".rstrip()


def _ore(belopp):
    return "–" if belopp is None else ore(belopp)


def _summa(belopp):
    """What the file says in all; None where it says nothing."""
    sagda = [b for b in belopp if b is not None]
    return sum(sagda) if sagda else None


def _fel(avlasning):
    if not avlasning.fel:
        yield "Varje rad är läst."
        return
    tappade = sum(f.tappat for f in avlasning.fel)
    antal = numerus(avlasning.antal_fel, "en anmärkning", "anmärkningar")
    yield f"{stor_bokstav(antal)}; belopp som inte kunde räknas: {tusental(tappade)}"
    for a in avlasning.anmarkningar:
        yield f"  {a.sort}: {tusental(a.antal)}"
        for f in a.fel:
            plats = f"rad {f.rad} " if f.rad else ""
            yield f"    {plats}{f.etikett}{': ' if plats or f.etikett else ''}{f.vad}{' (inte räknat)' if f.tappat else ''}"
        if a.fler:
            yield f"    och {tusental(a.fler)} till."
