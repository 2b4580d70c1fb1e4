"""The pictures of the documents, drawn from their gathered data. What a bar says is said in its title too: it is the text for those who listen."""

from berattelse.rapport import skuldbild, vardebild
from samverkan import svenska
from samverkan.bilder import Stapel, staplar


def bilder(data):
    """{name: SVG} of one document; only the summary has any."""
    if data["dokument"] != "sammanfattning":
        return {}
    return {"moten": motesbild(data["moten"]), "skuld": skuldbild(data["ekonomi"]), "vardering": vardebild(data["vardering"])}


def motesbild(moten):
    rader = [Stapel(rad["arena"], rad["hallna"]) for rad in moten["rader"]]
    ovriga = moten["ovriga"]
    if ovriga["antal"]:
        rader.append(Stapel(f"{svenska.stor_bokstav(svenska.talord(ovriga['antal']))} andra arenor", ovriga["hallna"]))
    return staplar(f"Hållna möten: {svenska.lista_text([f'{r.namn} {r.varde}' for r in rader])}", rader)
