"""Every picture in every state, with made-up figures, for whoever changes the look: one row and thirty, zero, minus, and not known."""

from samverkan.bilder.band import band, mot
from samverkan.bilder.bredvid import Bredvid, andelsband, bredvid
from samverkan.bilder.moten import Arenamanad, arenabild, kalender
from samverkan.bilder.remsa import Remsa, remsa
from samverkan.bilder.rutor import Ruta, tegelkarta, varmekarta
from samverkan.bilder.staplar import Stapel
from samverkan.bilder.storkarta import storkarta
from samverkan.bilder.vattenfall import Niva, vattenfall

MANADER = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
RUTOR = (
    Ruta("4", 1), Ruta("3", 0.75), Ruta("2", 0.5), Ruta("1", 0.25, avviker=True), Ruta("?"), Ruta("–"), Ruta(""), Ruta("3", 0.75),
)  # fmt: skip
ORD = ("Helt", "Till stor del", "Till liten del", "Inte alls", "Kan inte bedöma", "Deltar inte", "Inte lämnad")
NYCKEL = list(zip(RUTOR, ORD, strict=False))
LANGT = "Samordning av regional utveckling och internationella kontakter i norra Europa"


def provbilder():
    """[(what it shows, SVG)]"""
    return [
        *_kartor(),
        *_pengar(),
        *_vattenfall(),
        *_moten(),
        *_remsor(),
        *_kommunens(),
        *_stora(),
        ("Tegelkarta, en part deltar inte", tegelkarta("Prov: parter.", _parter(8))),
        ("Tegelkarta, 20 kommuner", tegelkarta("Prov: 20 parter.", _parter(20))),
    ]


def _kommuner(antal):
    return [f"Kommun {n}" for n in range(1, antal + 1)]


def _stora():
    """Those of the slides."""
    for antal, kommuner, namn in ((11, 8, None), (11, 20, None), (1, 8, LANGT)):
        rutor = [(namn or f"Uppdrag {n + 1}", [RUTOR[(n * 3 + k) % 8] for k in range(kommuner)]) for n in range(antal)]
        vad = f"Stor karta, {antal} × {kommuner}{', långt namn' if namn else ''}"
        yield vad, storkarta(f"Prov: {vad}.", [f"K{n:02}" for n in range(kommuner)], rutor, NYCKEL[:5], [ORD[n % 4] for n in range(antal)])
    yield (
        "Stor kalender",
        kalender("Prov: stor kalender.", MANADER, [{d: n + 1 for n, d in enumerate(range(1, 29, 5))}] * 12, [21] * 12, True),
    )


def _parter(antal):
    return [(namn, n != 2) for n, namn in enumerate(_kommuner(antal))]


def _karta(vad, rader, kommuner, namn=None):
    rutor = [(namn or f"Uppdrag {n + 1}", [RUTOR[(n * 3 + k) % 8] for k in range(kommuner)]) for n in range(rader)]
    slut = [ORD[n % 4] for n in range(rader)]
    fore = [ORD[(n + 1) % 4] for n in range(rader)] if kommuner == 8 else None
    return vad, varmekarta(f"Prov: {vad}.", _kommuner(kommuner), rutor, NYCKEL, slut=slut, fore=fore, foreord="2021, gemensamt")


def _kartor():
    yield _karta("Ett uppdrag, 8 kommuner", 1, 8)
    yield _karta("Långt namn", 2, 8, LANGT)
    yield _karta("30 uppdrag, 20 kommuner", 30, 20)
    yield "Allt okänt", varmekarta("Prov: allt okänt.", _kommuner(8), [("Enda uppdraget", [Ruta("?")] * 8)], NYCKEL[4:5], slut=["–"])


def _pengar():
    yield "Band: bokfört och att bokföra", band("Prov: band.", [Stapel("2021", 3490), Stapel("2022", 3001, True, "att bokföra")], "tkr")
    yield "Band med underskott: staplar", band("Prov: underskott.", [Stapel("2021", 3490), Stapel("2022", -500)], "tkr")
    yield "Band: noll", band("Prov: noll.", [Stapel("2022", 0)], "tkr")
    lagen = {"lika": (118, 118), "okänt i fjol": (3001, None), "okänt i år": (None, 10), "minus": (-500, 1200), "noll": (0, 0)}
    for vad, (tal, forra) in lagen.items():
        yield f"Två tal: {vad}", mot(f"Prov, två tal: {vad}.", [("2022", tal), ("2021", forra)])


def _fall(vad, forst, *steg, stor=False):
    nivaer = [Niva(namn, tal, LANGT if tal < 0 else "Provdata", tal if oklar else 0) for namn, tal, oklar in steg]
    sist = Niva("Utgående", forst + sum(k.varde for k in nivaer), "31 december", sum(k.oklar for k in nivaer))
    forst_ = Niva("Ingående", forst, "1 januari")
    return f"Vattenfall: {vad}", vattenfall(f"Prov, vattenfall: {vad}.", forst_, nivaer, sist, "tkr", stor=stor)


def _vattenfall():
    yield _fall("att bokföra", 3490, ("Resultat", 3001, True), ("Beslut under året", 0, False))
    yield _fall("två beslut", 3490, ("Resultat", 3001, False), ("Återbetalas", -500, False), ("Överförs till ett senare år", -1200, False))
    yield _fall("i stora bokstäver", 3490, ("Resultat", 3001, True), ("Återbetalas", -500, False), stor=True)
    yield _fall("till underskott", 500, ("Resultat", -2000, True))
    yield _fall("från noll", 0, ("Resultat", 3001, True))
    yield _fall("fler än åtta steg: staplar", 9000, *((f"Beslut {n}", -100 * n, False) for n in range(1, 9)))


def _arena(namn, hallna, planerat=None, per=None):
    manader = per if per is None else tuple(per)
    return Arenamanad(namn, manader, planerat, hallna)


def _moten():
    tolv = [1] * 12
    lagen = [
        _arena("En gång i månaden", 12, 12, tolv), _arena("Många i en månad", 9, None, [9, *[0] * 11]), _arena("Inte känt", None, 4),
        _arena("Planerat, inte hållet", 0, 4, [0] * 12), _arena("Noll", 0, 0, [0] * 12), _arena("Månaderna inte kända", 3),
        _arena(LANGT, 12, None, tolv),
    ]  # fmt: skip
    helt = _arena("Möten per månad och hela året", 36, None, [11, *[2] * 10, 5])
    yield "Arenor i varje läge", arenabild("Prov: arenor i varje läge.", MANADER, [("Kommunala arenor", lagen)], helt)
    fyrtio = [_arena(f"Arena {n}", n % 13, 12, [int(m < n % 13) for m in range(12)]) for n in range(1, 41)]
    yield "40 arenor", arenabild("Prov: 40 arenor.", MANADER, [("Kommunala arenor", fyrtio)], helt)
    yield "Kalender", kalender("Prov: kalender.", MANADER, [{d: n + 1 for n, d in enumerate(range(1, 29, 5))}] * 12, [21] * 12)


def _remsa(moten, manader, pengar, ord_, gemensamt, steg, kommuner):
    rutor = tuple((namn, RUTOR[n % 8]) for n, namn in enumerate(_kommuner(kommuner))) if steg else ()
    return Remsa(moten, manader, ord_, pengar, ord_, "Gemensamt värde 2021", gemensamt, steg, rutor, tuple(_parter(kommuner)))


def _remsor():
    ends = ("jan", "dec")
    allt = _remsa("70", (7, 5, 9, 1, 0, 3, 2, 8, 4, 12, 6, 13), "+23 900 tkr", "Provdata", "Till stor del", (3, 4), 8)
    yield "Remsa", remsa("Prov: remsa.", allt, ends)
    yield "Remsa, 20 kommuner", remsa("Prov: remsa, 20 kommuner.", _remsa("5", (5, *[0] * 11), "−500 tkr", LANGT, "Helt", (4, 4), 20), ends)
    okant = Remsa(
        "inte känt", (), "Antalet är inte känt", "–", "Inget belopp redovisat", "Gemensamt värde", "", None, (), (("Kommun 1", False),)
    )
    yield "Remsa, inget känt", remsa("Prov: inget känt.", okant, ends)


def _kommunens():
    skala = [(1, "Inte alls"), (2, "Till liten del"), (3, "Till stor del"), (4, "Helt")]
    rader = [
        Bredvid("Lika", 3, "3", 3, "Till stor del", (2, 3, 3, 4)), Bredvid("Kommunen högre", 4, "4", 2, "Till liten del", (1, 2, 2)),
        Bredvid("Kan inte bedöma", None, "?", 3, "Till stor del", (3, 3)), Bredvid(LANGT, 1, "1", None, "inte beslutat", ()),
    ]  # fmt: skip
    yield "Egen bedömning bredvid den gemensamma", bredvid("Prov: bredvid.", "Kommun 1", skala, rader)
    yield "Del av helheten", andelsband("Prov: del.", [("Kommun 1", 5), ("Kommun 2", 1), ("Kommun 3", 90), ("Kommun 4", 4)], "Kommun 4")
