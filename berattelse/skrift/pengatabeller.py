"""The tables of an edition's money, as rows of cells. Whole kronor, and the whole tkr that are printed; what is not known is empty."""

from berattelse.skrift.tabell import Tabell, ja
from ekonomi.schema import Statsbidragsuppgift
from samverkan import svenska


def ekonomi(e):
    yield Tabell("ekonomi", "Vad kapitlet om ekonomin säger, stycke för stycke", ("stycke",), [(stycke,) for stycke in e.stycken])
    yield _ersattning(e.ersattning)
    yield _fordelning(e.fordelning)
    yield _resultat(e.resultat)
    yield _forra_aret(e.forra_aret)
    yield _forra_aret_per_kommun(e.forra_aret)
    yield _skuld(e.skuld)
    yield _skuld_per_kommun(e.skuld_per_kommun)
    yield _statsbidrag(e.statsbidrag)
    yield Tabell("noter", "Noter till ekonomin", ("not",), [(note,) for note in e.noter])


def pengasummor(e):
    """The sums printed under the tables of money."""
    rader = [("fördelad ersättning", None, e.fordelning.summa, None)] if e.fordelning else []
    rader += [(f"årets resultat, {e.resultat.vad}", None, e.resultat.summa, e.resultat.summa_tkr)] if e.resultat.rader else []
    return [*rader, *_skuldsummor(e.skuld), *_kommunsummor(e.skuld_per_kommun), *_bidragssummor(e.statsbidrag)]


def _skuldsummor(s):
    if not s.rader:
        return []
    kand = s.summa_ingaende_tkr is not None
    return [
        *([("skulden, ingående", None, sum(rad.ingaende for rad in s.rader), s.summa_ingaende_tkr)] if kand else ()),
        ("skulden, förändring", None, sum(rad.forandring for rad in s.rader), s.summa_forandring_tkr),
        ("skulden, utgående", None, s.summa, s.summa_utgaende_tkr),
    ]


def _bidragssummor(t):
    if not t.rader:
        return []
    kanda = [(ord_, t.summor[falt], t.summor[f"{falt}_tkr"]) for falt, ord_ in {"ingaende": "ingående", **Statsbidragsuppgift.UT}.items()]
    mottaget = ("statsbidrag, mottaget" if t.vidare else "statsbidrag", None, t.summa, t.summa_tkr)
    return [mottaget, *((f"statsbidrag, {ord_}", None, kr, tkr) for ord_, kr, tkr in kanda if kr is not None)]


def _kommunsummor(k):
    if k is None:
        return []
    return [
        *((f"skulden till {rad.namn}", None, rad.summa, tkr) for rad, tkr in k.tryckta if tkr is not None),
        *((f"skulden från {u}", None, belopp, tkr) for u, belopp, tkr in zip(k.ursprung, k.belopp, k.tkr, strict=True)),
        ("skulden, alla kommuner och år", None, k.summa, k.summa_tkr),
    ]


def _resultat(t):
    rader = [(r.namn, r.belopp, r.tkr, r.vad, ja(r.harledd), r.budget, r.utfall, r.forklaring) for r in t.rader]
    huvud = (
        "uppdrag", "resultat, kronor (minus: underskott)", "resultat, tkr (som i berättelsen)", "vad", "härledd (ja/nej)",
        "ersättning, kronor", "utfall, kronor", "förklaring",
    )  # fmt: skip
    return Tabell("resultat", "Årets resultat per uppdrag", huvud, rader)


def _forra_aret(a):
    rader = [
        (rad.namn, year, rad.budget[n], rad.utfall[n], rad.belopp[n], rad.budget_tkr[n], rad.utfall_tkr[n], rad.tkr[n])
        for rad in (*a.rader, a.hela) for n, year in enumerate(a.years)
    ] if a else []  # fmt: skip
    huvud = (
        "uppdrag", "år", "ersättning, kronor", "utfall, kronor", "resultat, kronor (minus: underskott)",
        "ersättning, tkr (som i berättelsen)", "utfall, tkr (som i berättelsen)", "resultat, tkr (som i berättelsen)",
    )  # fmt: skip
    return Tabell("forra_aret", "Året bredvid året före, per uppdrag och för hela överenskommelsen", huvud, rader)


def _forra_aret_per_kommun(a):
    rader = [(k.kod, k.kommun, year, k.belopp[n]) for k in a.per_kommun for n, year in enumerate(a.years)] if a else []
    huvud = ("kommunkod", "kommun", "år", "del av ersättningen, kronor")
    return Tabell("forra_aret_per_kommun", "Ersättningen per kommun, året bredvid året före (uträknad)", huvud, rader)


def _skuld(s):
    rader = [
        (
            r.ursprung, r.ingaende, r.forandring, r.utgaende, r.ingaende_tkr, r.forandring_tkr, r.utgaende_tkr,
            ja(r.okand_uppdelning), ja(r.att_bokfora), s.per,
        )
        for r in s.rader
    ]  # fmt: skip
    huvud = (
        "uppkom", "ingående, kronor", "förändring, kronor", "utgående, kronor", "ingående, tkr (som i berättelsen)",
        "förändring, tkr (som i berättelsen)", "utgående, tkr (som i berättelsen)", "uppdelningen okänd (ja/nej)", "att bokföra (ja/nej)",
        "den dag",
    )  # fmt: skip
    return Tabell("skuld", "Skulden till kommunerna efter det år då den uppkom", huvud, rader)


def _statsbidrag(t):
    rader = [
        (
            r.namn, r.uppdrag, r.ingaende, r.belopp, r.tkr, r.formedlat, r.formedlat_till, r.anvant, r.aterbetalas, r.overfors,
            r.redovisas, r.redovisat, r.redovisad, r.ingaende_tkr, r.formedlat_tkr, r.anvant_tkr, r.aterbetalas_tkr, r.overfors_tkr,
            ", ".join(r.okant),
        )
        for r in t.rader
    ]  # fmt: skip
    huvud = (
        "ändamål", "uppdrag", "ingående från tidigare år, kronor", "mottaget, kronor", "mottaget, tkr (som i berättelsen)",
        "förmedlat vidare, kronor", "förmedlat till", "använt, kronor", "återbetalas, kronor", "överförs till nästa år, kronor",
        "redovisas", "redovisat, kronor", "redovisades den", "ingående, tkr (som i berättelsen)", "förmedlat, tkr (som i berättelsen)",
        "använt, tkr (som i berättelsen)", "återbetalas, tkr (som i berättelsen)", "överförs, tkr (som i berättelsen)", "inte känt",
    )  # fmt: skip
    return Tabell("statsbidrag", "Statsbidrag vid sidan av ersättningen", huvud, rader)


def _ersattning(e):
    rader = [
        ("föregående års ersättning", e.bas, ja(e.bas_harledd)),
        (f"uppräknad med {svenska.procent(e.index_procent)}", e.uppraknad, "nej"),
        (e.skillnaden, -e.differens, "nej"),
        ("fastställd ersättning", e.belopp, "nej"),
        *((f"ändrad genom beslut: {a.beslut}", a.belopp, "nej") for a in e.andringar),
        *([("gällande ersättning", e.gallande, "nej")] if e.andringar else ()),
    ] if e else []  # fmt: skip
    return Tabell("ersattning", "Hur ersättningen är uträknad", ("led", "belopp, kronor", "härledd (ja/nej)"), rader)


def _fordelning(f):
    rader = [
        (r.kod, r.kommun, r.folkmangd, r.dagar, r.belopp, f.datum, f.kalla, ja(f.kontrollerad), r.procent) for r in f.rader
    ] if f else []  # fmt: skip
    huvud = (
        "kommunkod", "kommun", "folkmängd, personer", "dagar som part", "del av ersättningen, kronor", "folkmängd den", "källa",
        "kontrollerad mot SCB (ja/nej)", "andel av ersättningen, procent",
    )  # fmt: skip
    return Tabell("fordelning", "Ersättningen fördelad mellan kommunerna (uträknad)", huvud, rader)


def _skuld_per_kommun(s):
    rader = [
        (r.kod, r.namn, ursprung, belopp, tkr)
        for r in s.rader for ursprung, belopp, tkr in zip(s.ursprung, r.belopp, r.tkr, strict=True)
        if belopp is not None
    ] if s else []  # fmt: skip
    huvud = ("kommunkod", "kommun", "uppkom", "skuld, kronor", "skuld, tkr (som i berättelsen)")
    return Tabell("skuld_per_kommun", "Skulden efter kommun och det år då den uppkom (uträknad)", huvud, rader)
