"""The sums of what a file holds: totals and their parts, month by month."""

from ekonomi.sie import reader
from ekonomi.utfall.avlasning import KONTO
from tests.ekonomi.sieprov import fil
from tests.ekonomi.test_sie import utfall


def test_a_month_with_object_lines_alone_counts_beside_one_that_has_its_total():
    rader = (
        "#PSALDO 0 202201 5010 {} 100\n#PSALDO 0 202201 5010 {1 401} 60\n#PSALDO 0 202202 5010 {1 401} 7\n#PSALDO 0 202202 5010 {6 P1} 5\n"
    )
    last = reader.read(fil(rader + "#RES 0 5010 107\n"))
    assert utfall(last) == {"401": 67, "": 40}
    assert utfall(last, KONTO) == {"5010": 107}
    assert not last.fel
