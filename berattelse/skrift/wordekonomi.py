"""The money of the report in the Word file: the same tables in the same order as templates/berattelse/_ekonomi.html."""

from berattelse.skrift.rapport import skuldbild
from samverkan.svenska import kronor, tusental

PER_KOMMUN = (
    "En kommuns del följer folkmängden för det år då skulden uppkom. Där ingen nyckel är känd är beloppet gemensamt och ofördelat. "
    "Delarna är avrundade så att varje rad och varje kolumn går jämnt ut."
)


def ekonomi(ord_, e, year):
    for stycke in e["stycken"]:
        ord_.stycke(stycke)
    for del_ in (_ersattning, _fordelning, _resultat, _skuld, _skuld_per_kommun, _statsbidrag):
        del_(ord_, e, year)
    if e["noter"]:
        ord_.rubrik(2, "Noter")
        ord_.punkter(e["noter"])


def _ersattning(ord_, e, _):
    if not (ersattning := e["ersattning"]):
        return
    ord_.rubrik(2, "Ersättningen")
    rader = [
        (f"Föregående års ersättning{' (härledd)' if ersattning['bas_harledd'] else ''}", tusental(ersattning["bas"])),
        (f"Uppräknad med {ersattning['index']}", tusental(ersattning["uppraknad"])),
        (f"Skillnad vid avrundning till närmaste {kronor(ersattning['avrundning'])}", tusental(-ersattning["differens"])),
        ("Fastställd ersättning", tusental(ersattning["belopp"])),
        *((f"Ändrad genom beslut: {a['beslut']}", tusental(a["belopp"])) for a in ersattning.get("andringar", ())),
    ]
    if ersattning.get("andringar"):
        rader.append(("Gällande ersättning", tusental(ersattning["gallande"])))
    ord_.tabell("Så är ersättningen uträknad, i kronor", ("Led", "Kronor"), rader, siffror={1}, summa=True)


def _fordelning(ord_, e, _):
    if not (fordelning := e["fordelning"]):
        return
    rader = [(rad["kommun"], tusental(rad["folkmangd"]), tusental(rad["belopp"])) for rad in fordelning["rader"]]
    ord_.tabell(
        "Ersättningen fördelad mellan kommunerna (uträknad), i kronor", ("Kommun", "Folkmängd", "Del av ersättningen"),
        [*rader, ("Summa", "", tusental(fordelning["summa"]))], siffror={1, 2}, summa=True,
    )  # fmt: skip
    okontrollerad = "" if fordelning["kontrollerad"] else " Folkmängden är ej kontrollerad mot SCB."
    ord_.stycke(f"Källa: {fordelning['kalla']}.{okontrollerad}", "Notis")


def _resultat(ord_, e, year):
    resultat = e["resultat"]
    if not resultat["rader"]:
        return
    ord_.rubrik(2, "Resultatet")
    rader = [(rad["namn"] + (" (härledd)" if rad["harledd"] else ""), rad["vad"], rad["tkr"]) for rad in resultat["rader"]]
    ord_.tabell(
        f"Resultat {year} per uppdrag, i tkr", ("Uppdrag", "Över- eller underskott", "Resultat"),
        [*rader, ("Summa", resultat["vad"], resultat["summa_tkr"])], siffror={2}, summa=True,
    )  # fmt: skip


def _skuld(ord_, e, _):
    skuld = e["skuld"]
    if not skuld["rader"]:
        return
    ord_.rubrik(2, "Skulden till kommunerna")
    streckad = "Streckad stapel: bokförs när berättelsen fastställs."
    ord_.bild(skuldbild(e), f"Skulden till kommunerna den {skuld['per']} efter det år då den uppkom, i tkr. {streckad}")
    rader = [(_ursprung(rad), rad["ingaende_tkr"], rad["forandring_tkr"], rad["utgaende_tkr"]) for rad in skuld["rader"]]
    summa = ("Summa", skuld["summa_ingaende_tkr"], skuld["summa_forandring_tkr"], skuld["summa_utgaende_tkr"])
    huvud = ("Uppkom", "Ingående", "Förändring", "Utgående")
    ord_.tabell("Skuld efter det år då den uppkom, i tkr", huvud, [*rader, summa], siffror={1, 2, 3}, summa=True)


def _skuld_per_kommun(ord_, e, _):
    """Editions from before the table was made have none."""
    skuld = e.get("skuld_per_kommun")
    if not skuld:
        return
    rader = [(rad["namn"], *rad["tkr"], rad["summa_tkr"]) for rad in skuld["rader"]]
    huvud = ("Kommun", *skuld["ursprung"], "Summa")
    ord_.tabell(
        "Skuld efter kommun (uträknad), i tkr", huvud, [*rader, ("Summa", *skuld["tkr"], skuld["summa_tkr"])],
        siffror=range(1, len(huvud)), summa=True,
    )  # fmt: skip
    ord_.stycke(PER_KOMMUN, "Notis")


def _ursprung(rad):
    return rad["ursprung"] + (" (uppdelning okänd)" if rad["okand_uppdelning"] else "")


def _statsbidrag(ord_, e, year):
    statsbidrag = e["statsbidrag"]
    if not statsbidrag["rader"]:
        return
    ord_.rubrik(2, "Statsbidrag")
    ord_.stycke("Statsbidragen har tagits emot och förmedlats vid sidan av ersättningen och ingår inte i resultatet.")
    rader = [(rad["namn"], rad["uppdrag"], rad["redovisas"] or "–", rad["tkr"]) for rad in statsbidrag["rader"]]
    ord_.tabell(
        f"Statsbidrag {year}, i tkr", ("Ändamål", "Uppdrag", "Redovisas", "Belopp"),
        [*rader, ("Summa", "", "", statsbidrag["summa_tkr"])], siffror={3}, summa=True,
    )  # fmt: skip
