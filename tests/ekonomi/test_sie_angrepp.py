"""Files as real programs, and hands, have left them: read right, or told of."""

import time

import pytest

from ekonomi.sie import reader
from tests.ekonomi.sieprov import fil
from tests.ekonomi.test_sie import utfall

pytestmark = pytest.mark.en_gang
MOT = "#TRANS 1930 {} -5\n}\n"
VER = "#VER A 1 20220105\n{\n#TRANS 5010 "


@pytest.mark.parametrize(
    ("kropp", "vantat", "mening"),
    [
        (VER + '"" 5\n' + MOT, {"": 5}, "Klamrarna för objekt"),
        (VER + '"{}" 5 20220105 "t"\n' + MOT, {"": 5}, "Klamrarna för objekt"),
        (VER + '"{1 401}" 5\n' + MOT, {"401": 5}, "Klamrarna för objekt"),
        ('#PSALDO 0 202201 5010 "" 5\n', {"": 5}, "Klamrarna för objekt"),
        ("#PSALDO 0 202201 5010 {1 401} .50\n", {"401": 0.5}, None),
        ("#PSALDO 0 202201 5010 {1 401} 1,234.50\n", {"401": 1234.5}, None),
        ("#PSALDO 0 202201 5010 {1 401} 1,2.3\n", {}, "Beloppet ”1,2.3” går inte att läsa"),
        ("#RES 0 5010 5\n#RES 0 5010 6\n", {"": 11}, "Saldot står på flera rader"),
        ("#PSALDO -1 202201 5010 {1 401} 5\n", {"401": 5}, "Perioden 202201 ligger utanför räkenskapsår -1"),
        ("#RAR 0 20230101 20231231\n#RES 0 5010 5\n", {"": 5}, "Räkenskapsår 0 står två gånger"),
        (VER + "{1 401} 5\n" + MOT + "#FLAGGA 0\n", {"401": 5}, "Här börjar en fil till"),
    ],
)
def test_a_file_as_it_may_come_is_read_right_or_told_of(kropp, vantat, mening):
    last = reader.read(fil(kropp))
    assert utfall(last) == vantat
    assert any(f.vad.startswith(mening) for f in last.fel) if mening else not last.fel


def test_a_line_of_a_hundred_thousand_objects_that_never_closes_does_not_hang():
    start = time.monotonic()
    reader.read(fil(VER + "{" + '1 "401" ' * 100_000 + "\n" + MOT))
    assert time.monotonic() - start < 10
