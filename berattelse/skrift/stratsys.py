"""An edition's key figures as a sheet for Stratsys: one line for each unit, period, measure and value, parted by tabs. Pure.

The names of the measures are a promise to whoever has tied her own to them: a new one may be added, none is renamed. What is not
known has no line, for an empty value would be read as none or as zero.
"""

HUVUD = ("enhet", "period", "mått", "värde")
MOTEN, PLANERADE, KOMMUNER = "Hållna möten, antal", "Planerade möten, antal", "Kommuner som medverkar, antal"
ERSATTNING, UTFALL, RESULTAT = "Ersättning, kronor", "Utfall, kronor", "Resultat, kronor"
VARDE, SKULD = "Gemensam värdering, värde på skalan", "Skuld till kommunerna, kronor"
# The measures, with what each says and of which units.
MATT = {
    MOTEN: "Möten som har hållits i arenorna under uppdraget, eller i alla arenor tillsammans där enheten är överenskommelsen.",
    PLANERADE: "Möten som var planerade i samma arenor.",
    KOMMUNER: "Så många kommuner som medverkade i uppdraget någon gång under året.",
    ERSATTNING: "Uppdragets del av ersättningen, kommunens del av den, eller hela den gällande ersättningen. Hela kronor.",
    UTFALL: "Vad uppdraget kostade. Hela kronor.",
    RESULTAT: "Överskott, eller underskott med minus, för uppdraget eller för hela överenskommelsen. Hela kronor.",
    VARDE: "Det värde på frågans skala som kommunerna tillsammans har beslutat för uppdraget.",
    SKULD: "Skulden till kommunerna den sista dagen under året. Hela kronor.",
}


def som_stratsys(data) -> bytes:
    """The sheet: UTF-8 without a mark, for a mark would stand in the first name."""
    rader = [(enhet, data.year, matt, varde) for enhet, matt, varde in tal(data) if varde is not None]
    return "".join("\t".join(_cell(cell) for cell in rad) + "\r\n" for rad in [HUVUD, *rader]).encode()


def _cell(varde):
    return " ".join(str(varde).split())


def tal(data):
    """(unit, measure, value) in the order of the report; None is a value that is not known."""
    for uppdrag_id, namn in _uppdragen(data).items():
        yield from ((namn, matt, varde) for matt, varde in _uppdragets(data, uppdrag_id, namn))
    for rad in data.ekonomi.fordelning.rader if data.ekonomi.fordelning else []:
        yield rad.kommun, ERSATTNING, rad.belopp
    yield from ((data.avtal.titel, matt, varde) for matt, varde in _det_hela(data))


def _uppdragen(data):
    return {s.uppdrag_id: s.rubrik for k in data.kapitel for s in k.uppdrag if s.uppdrag_id is not None}


def _uppdragets(data, uppdrag_id, namn):
    arenor = [rad for rad in data.arenatabell.rader if namn in rad.uppdrag]
    post = next((rad for rad in data.ekonomi.resultat.rader if rad.uppdrag_id == uppdrag_id), None)
    sektion = next(s for k in data.kapitel for s in k.uppdrag if s.uppdrag_id == uppdrag_id)
    yield MOTEN, _summa([rad.hallna for rad in arenor])
    yield PLANERADE, _summa([rad.planerat for rad in arenor])
    yield KOMMUNER, len(sektion.kommuner) or None
    yield ERSATTNING, post.budget if post else None
    yield UTFALL, post.utfall if post else None
    yield RESULTAT, post.belopp if post else None
    yield VARDE, _vardet(data.vardering, uppdrag_id)


def _summa(antal):
    """The sum of what is known in whole; None where a part is not known, or there is none."""
    return sum(antal) if antal and None not in antal else None


def _vardet(vardering, uppdrag_id):
    """The value agreed on in the latest round; None while it is not agreed, or is no step of the scale."""
    runda = vardering.kommuner if vardering else None
    enade = [u for u in runda.uppdrag if u.uppdrag_id == uppdrag_id and u.enad] if runda else []
    return next((steg.varde for u in enade for steg in runda.skala if steg.text == u.gemensamt), None)


def _det_hela(data):
    e, summa = data.ekonomi, data.arenatabell.summa
    hela = data.arenatabell.redovisade == len(data.arenatabell.rader)  # a sum of some arenas is not that of all
    yield MOTEN, summa.hallna if hela else None
    yield PLANERADE, _summa([rad.planerat for rad in data.arenatabell.rader])
    yield ERSATTNING, e.ersattning.gallande if e.ersattning else None
    yield RESULTAT, e.resultat.summa if e.resultat.rader else None
    yield SKULD, e.skuld.summa if e.skuld.rader else None
