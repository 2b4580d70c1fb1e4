"""What stands as it stood last year, to the digit: in the same place of the text, and among the sums."""

from decimal import Decimal

import pytest

from berattelse.innehall.schema import Ovrigt
from ekonomi.schema import Ersattningsuppgift
from tests.berattelse.innehallen import berattelse, ekonomi, sektion, skuld
from tests.berattelse.test_kontroller_granser import fynd, rapport, resultat, texter

pytestmark = pytest.mark.en_gang


@pytest.mark.parametrize(
    ("nu", "fore", "samma"),
    [
        ("49 800 tkr", "49 800 tkr", ["49 800 tkr"]),
        ("49&nbsp;800&nbsp;tkr", "49 800\n tkr", ["49 800 tkr"]),
        ("49 800 tkr", "49 801 tkr", []),
        ("13,8 mkr", "13,8 mkr", ["13,8 mkr"]),
        ("13,8 mkr", "13,9 mkr", []),
        ("Var 7 tkr, 5 %, 6 procent, 8 kr", "8 kr, 5 %, 6 procent och 7 tkr", ["7 tkr", "8 kr"]),
        ("5 kronor", "5 miljoner", []),
        ("5 möten", "5 möten", None),
    ],
)
def test_amounts_that_stood_in_the_same_place_last_year(nu, fore, samma):
    rader = [rad for rad in fynd(rapport(f"<p>{nu}</p>"), rapport(f"<p>{fore}</p>")) if rad[0] == "samma"]
    vantat = [
        ("samma", "Lärcentrum", f"Lärcentrum: {b} stod också i förra årets berättelse. Stämmer det i år?", "/a/") for b in samma or ()
    ]
    assert [rad for rad in rader if "%" not in rad[2] and "procent" not in rad[2]] == vantat


def test_an_amount_is_compared_with_the_same_part_of_the_same_section():
    nu = rapport("<p>5 tkr</p>")
    annan_del, annat_id = berattelse(sektion("<p>5 tkr</p>", sort="framtid")), berattelse(sektion("<p>5 tkr</p>", id="uppdrag-2"))
    assert fynd(nu, annan_del) == fynd(nu, annat_id) == []
    assert len(fynd(nu, berattelse(sektion("<p>5 tkr</p>", rubrik="Ett annat namn")))) == 1, "a section is the same whatever it is called"
    # what belongs to the year alone is known by its heading
    forra = berattelse(ingress="<p>5 tkr</p>")
    assert texter(berattelse(ingress="<p>5 tkr</p>"), forra) == ["Inledning: 5 tkr stod också i förra årets berättelse. Stämmer det i år?"]
    # of two texts at one place both are read
    ett, tva = (Ovrigt(namn="Arkivet", dnr="", redovisning=text, webbplats="") for text in ("5 tkr", "6 tkr"))
    assert len(fynd(berattelse(ovrig_verksamhet=[ett]), berattelse(ovrig_verksamhet=[ett, tva]))) == 1


def arets(ersattning, resultatet, skulden, statsbidrag=()):
    uppgift = Ersattningsuppgift(
        bas=1, bas_harledd=False, index_procent=Decimal(0), uppraknad=1, avrundning=1, belopp=ersattning, differens=0, andringar=[], gallande=ersattning
    )  # fmt: skip
    return berattelse(
        ekonomi=ekonomi(statsbidrag, ersattning=uppgift if ersattning else None, resultat=resultat(summa=resultatet), skuld=skuld(skulden))
    )


def test_sums_that_are_last_years_to_the_krona():
    lika = "lika på kronan som förra året."
    assert fynd(arets(10_307_000, -3_001_000, 6_491_000), arets(10_307_000, -3_001_000, 6_491_000)) == [
        ("samma", "Ersättningen", f"Ersättningen är 10\u00a0307\u00a0000\u00a0kr, {lika}", "/e/"),
        ("samma", "Resultatet", f"Resultatet är \u22123\u00a0001\u00a0000\u00a0kr, {lika}", "/e/"),
        ("samma", "Skulden till kommunerna", f"Skulden till kommunerna är 6\u00a0491\u00a0000\u00a0kr, {lika}", "/e/"),
    ]
    assert fynd(arets(10_307_000, 1, 2), arets(10_307_001, 0, 3)) == []
    assert fynd(arets(0, 0, 0), arets(0, 0, 0)) == [], "that there was nothing either year is nothing to ask about"
    assert fynd(arets(1, 2, 3), arets(0, 0, 0)) == []
    assert fynd(arets(1, 0, 0), arets(1, 0, 0), lankar={})[0][3] == ""


def test_a_grant_that_is_last_years_to_the_krona():
    nu = arets(0, 0, 0, [("Nära vård", 13_800_000), ("Psykisk hälsa", 9_700_000), ("Nytt", 5)])
    forra = arets(0, 0, 0, [("Nära vård", 13_800_000), ("Psykisk hälsa", 9_700_001), ("Gammalt", 5)])
    text = "Statsbidraget Nära vård är 13\u00a0800\u00a0000\u00a0kr, lika på kronan som förra året."
    assert fynd(nu, forra) == [("samma", "Nära vård", text, "/e/")]
    assert fynd(nu, forra, lankar={})[0][3] == ""
    forra.ekonomi.statsbidrag.rader[0].uppdrag_id = 2
    assert fynd(nu, forra) == []
