"""What of the report concerns one kommun, taken from an edition's frozen data. Pure: data in, data out."""

UTESLUTS = ("tillfallen", "arenatabell", "forra", "ovrig_verksamhet")


def for_kommun(data, kod):
    """The kommun's own content: what it takes part in, its arenas, its share, its judgement. KeyError when it was no party."""
    kommun = {k["kod"]: k for k in data["kommuner"]}[kod]
    kapitel = [_kapitel(k, kod) for k in data["kapitel"]]
    uppdrag = {u["rubrik"] for k in kapitel for u in k["uppdrag"]}
    return {namn: varde for namn, varde in data.items() if namn not in UTESLUTS} | {
        "kommun": kommun,
        "kapitel": [k for k in kapitel if k["uppdrag"]],
        "inte": [u["rubrik"] for k in data["kapitel"] for u in k["uppdrag"] if u["rubrik"] not in uppdrag],
        "andra_avtal": [_sektion(s, kod) for s in data["andra_avtal"] if _deltar(s, kod)],
        "beskrivningar": [b for b in data["beskrivningar"] if b["uppdrag"] in uppdrag],
        "arenor": [_arena(a, kod) for a in data["tillfallen"] if _sitter(a, kod)],
        "andel": _andel(data["ekonomi"], kod),
        "bedomning": bedomning(data.get("vardering"), kommun["kort"], uppdrag),
    }


def _deltar(sektion, kod):
    """A section that names no kommun concerns them all."""
    return not sektion["kommuner"] or kod in sektion["kommuner"]


def _kapitel(kapitel, kod):
    return kapitel | {"uppdrag": [_sektion(s, kod) for s in kapitel["uppdrag"] if _deltar(s, kod)]}


def _sektion(sektion, kod):
    """The section without the lines that concern other kommuner only; a part left with nothing goes."""
    delar = []
    for d in sektion["delar"]:
        listor = [lista | {"rader": [r for r in lista["rader"] if not r["kommuner"] or kod in r["kommuner"]]} for lista in d["listor"]]
        if d["html"] or d["tabell"] or any(lista["rader"] for lista in listor):
            delar.append(d | {"listor": listor})
    return sektion | {"delar": delar}


def _sitter(arena, kod):
    return kod in arena["medlemmar"] or any(kod in t["narvaro"] for t in arena["tillfallen"])


def _arena(arena, kod):
    """How many were held, and at how many the kommun was; None where no attendance is registered for the arena."""
    hallna = [t for t in arena["tillfallen"] if t["hallet"]]
    kand = any(t["narvaro"] for t in hallna)
    return {
        "arena": arena["arena"],
        "niva": arena["niva"],
        "hallna": len(hallna),
        "narvarande": sum(kod in t["narvaro"] for t in hallna) if kand else None,
    }


def _andel(ekonomi, kod):
    """The kommun's part of the compensation and of the debt, kronor; None where it is not known."""
    fordelning = ekonomi["fordelning"] or {"rader": [], "kalla": "", "kontrollerad": False}
    ersattning = next((r for r in fordelning["rader"] if r["kod"] == kod), None)
    return {
        "ersattning": ersattning,
        "kalla": fordelning["kalla"],
        "kontrollerad": fordelning["kontrollerad"],
        "skuld": _skuld(ekonomi["skuld_per_kommun"], kod),
    }


def _skuld(tabell, kod):
    """The kommun's part of the debt by the year it arose in, and what is shared by all and not divided; None when there is no debt."""
    if tabell is None:
        return None
    per_kod = {rad["kod"]: rad for rad in tabell["rader"]}
    egen, gemensamt = per_kod.get(kod), per_kod[""]
    return {
        "rader": [
            {"ursprung": ursprung, "egen": egen["belopp"][n] if egen else None, "gemensamt": gemensamt["belopp"][n]}
            for n, ursprung in enumerate(tabell["ursprung"])
        ],
        "egen": egen["summa"] if egen else 0,
        "gemensamt": gemensamt["summa"],
    }


def bedomning(vardering, kort, uppdrag):
    """[{uppdrag, own with reason and benefit, joint with reason and dissent}] of one kommun; None before the judgement is in."""
    kommuner = (vardering or {}).get("kommuner")
    if not kommuner or kort not in kommuner["kommuner"]:
        return None
    plats = kommuner["kommuner"].index(kort)
    return [
        {
            "uppdrag": u["uppdrag"],
            "egen": u["bedomningar"][plats]["text"],
            "motivering": u["bedomningar"][plats].get("motivering", ""),
            "nytta": u["bedomningar"][plats].get("nytta", ""),
            "gemensam": u["gemensamt"] if u["enad"] else "",
            "skal": u["motivering"] if u["enad"] else "",
            "avvikelser": [a for a in u["avvikelser"] if a["kommun"]] if u["enad"] else [],
        }
        for u in kommuner["uppdrag"]
        if u["uppdrag"] in uppdrag
    ]


def kommunernas_ord(vardering):
    """[(uppdrag, [(kommun, why it judged so, the benefit it sees)])] of what the kommuner wrote; who wrote nothing is left out."""
    kommuner = (vardering or {}).get("kommuner") or {"kommuner": [], "uppdrag": []}
    per_uppdrag = [
        (
            u["uppdrag"],
            [(namn, b.get("motivering", ""), b.get("nytta", "")) for namn, b in zip(kommuner["kommuner"], u["bedomningar"], strict=True)],
        )
        for u in kommuner["uppdrag"]
    ]
    skrivna = [(uppdrag, [rad for rad in rader if rad[1] or rad[2]]) for uppdrag, rader in per_uppdrag]
    return [rad for rad in skrivna if rad[1]]
