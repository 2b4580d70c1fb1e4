"""What an edition says, for tests: the plainest whole content, typed, with what a test wants of its own in it."""

from datetime import date

from berattelse.innehall.schema import Avsnittsdel, Avtalsuppgift, Berattelse, Del, Kapitel, Kommun, Lista, Rad, Sektion, Underskrift
from ekonomi.schema import Ekonomikapitel, Resultattabell, Skulduppgifter, Statsbidragstabell, Statsbidragsuppgift
from uppdrag.schema import Arenasumma, Arenatabell

FASTA = ("beskrivning", "prioriterade", "aktiviteter", "resultat", "framtid")


def del_(sort, html="<p>Text.</p>", rader=()):
    sort = Avsnittsdel(sort)
    rubrik = {"beskrivning": "", "prioriterade": "Prioriterade områden 2023"}.get(sort, sort.i_ord)
    return Del(sort=sort, rubrik=rubrik, html=html, listor=[Lista(rader=[Rad(text=r) for r in rader])])


def sektion(html="<p>Text.</p>", *, sort="beskrivning", rubrik="Lärcentrum", **fields):
    """A whole section of an uppdrag, with `html` in the part `sort`."""
    delar = [del_(namn, html if namn == sort else "<p>Text.</p>") for namn in FASTA]
    return Sektion(**{"id": "uppdrag-1", "uppdrag_id": 1, "rubrik": rubrik, "delar": delar} | fields)


def ekonomi(statsbidrag=(), **fields):
    """The chapter; `statsbidrag` is [(name, kronor)]."""
    rader = [
        Statsbidragsuppgift(namn=n, uppdrag_id=1, uppdrag="U", redovisas="", belopp=b, tkr=b // 1000, formedlat=None, redovisat=None)
        for n, b in statsbidrag
    ]
    summa = sum(b for _, b in statsbidrag)
    return Ekonomikapitel(
        **{
            "stycken": [], "ersattning": None, "fordelning": None, "skuld_per_kommun": None,
            "resultat": Resultattabell(rader=[], summa=0, summa_tkr=0, avstamning="", stammer=True),
            "skuld": skuld(0), "statsbidrag": Statsbidragstabell(rader=rader, summa=summa, summa_tkr=summa // 1000),
        }
        | fields
    )  # fmt: skip


def skuld(summa):
    return Skulduppgifter(
        rader=[], summa=summa, summa_ingaende_tkr=0, summa_forandring_tkr=0, summa_utgaende_tkr=summa // 1000, per=date(2022, 12, 31)
    )


def berattelse(*sektioner, **fields):
    """The report of 2022 with these sections under one heading."""
    kapitel = Kapitel(id="kapitel-1", rubrik="Kompetens", inledning="<p>Om området.</p>", uppdrag=list(sektioner))
    return Berattelse(
        **{
            "skede": 1, "titel": "Verksamhetsberättelse 2022", "undertitel": "Överenskommelse", "fran": date(2022, 1, 1),
            "till": date(2022, 12, 31), "year": "2022", "dnr": "", "dnr_exempel": False,
            "avtal": Avtalsuppgift(titel="Överenskommelse", dnr="RUN/1/2018", dnr_exempel=False), "avtalsparter": ["Region Prov"],
            "kommuner": [Kommun(kod="2326", namn="Bergs kommun", kort="Berg")], "exempel": False, "skapad": date(2023, 1, 26),
            "ingress": "<p>Inledning.</p>", "kapitel": [kapitel], "ovrig_verksamhet": [], "ekonomi": ekonomi(), "andra_avtal": [],
            "arenatabell": Arenatabell(rader=[], summa=Arenasumma(planerat=None, hallna=0, installda=0)), "tillfallen": [],
            "beskrivningar": [], "underskrift": Underskrift(ort="", datum=None, person="", namn="", titel="Direktör"),
        }
        | fields
    )  # fmt: skip
