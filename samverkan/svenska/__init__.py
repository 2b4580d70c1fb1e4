"""Swedish text, as a careful secretary writes it: number words, amounts, nouns, dates, lists and order. Pure standard library.

`datum` and `substantiv` are here the functions, not the modules they come from.
"""

from samverkan.svenska.datum import MANADER, aretsdelar, dag_och_manad, datum, i_tid, manad, manader, period, tid, tidpunkt, tomma_manader
from samverkan.svenska.ihop import hall_ihop
from samverkan.svenska.ordning import genitiv, lista_text, sorteringsnyckel, stor_bokstav
from samverkan.svenska.substantiv import SUBSTANTIV, Adjektiv, Substantiv, antal_i_text, numerus, substantiv
from samverkan.svenska.tal import (
    HARD_SPACE,
    LASBARA_TALORD,
    MINUS,
    RAKNEORD,
    Genus,
    avrunda_kolumn,
    kronor,
    ore,
    procent,
    talord,
    till_tkr,
    tkr,
    tolka_tal,
    tusental,
)

__all__ = [
    "HARD_SPACE",
    "LASBARA_TALORD",
    "MANADER",
    "MINUS",
    "RAKNEORD",
    "SUBSTANTIV",
    "Adjektiv",
    "Genus",
    "Substantiv",
    "antal_i_text",
    "aretsdelar",
    "avrunda_kolumn",
    "dag_och_manad",
    "datum",
    "genitiv",
    "hall_ihop",
    "i_tid",
    "kronor",
    "lista_text",
    "manad",
    "manader",
    "numerus",
    "ore",
    "period",
    "procent",
    "sorteringsnyckel",
    "stor_bokstav",
    "substantiv",
    "talord",
    "tid",
    "tidpunkt",
    "till_tkr",
    "tkr",
    "tolka_tal",
    "tomma_manader",
    "tusental",
]
