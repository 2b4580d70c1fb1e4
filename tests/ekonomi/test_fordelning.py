"""The split: always to the krona, never a whole krona from the exact share, whoever stands first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekonomi.folkmangd.fordelning import Andel, dagar_som_part, fordela

FOLKMANGD_2021 = {
    "2380": ("Östersund", 64_354), "2309": ("Krokom", 15_329), "2321": ("Åre", 12_105), "2313": ("Strömsund", 11_474),
    "2361": ("Härjedalen", 10_064), "2326": ("Berg", 7_133), "2305": ("Bräcke", 6_197), "2303": ("Ragunda", 5_214),
}  # fmt: skip


def test_the_compensation_of_2022_to_the_krona():
    rader = fordela(10_307_000, [Andel(kod, namn, antal) for kod, (namn, antal) in FOLKMANGD_2021.items()])
    assert {rad.andel.namn: rad.belopp for rad in rader} == {
        "Östersund": 5_029_929, "Krokom": 1_198_119, "Åre": 946_131, "Strömsund": 896_811, "Härjedalen": 786_605,
        "Berg": 557_518, "Bräcke": 484_359, "Ragunda": 407_528,
    }  # fmt: skip


def test_a_tie_goes_to_the_larger_and_then_to_the_lower_code():
    lika = [Andel("2", "B", 10), Andel("1", "A", 10), Andel("3", "C", 10)]
    assert {r.andel.kod: r.belopp for r in fordela(1, lika)} == {"2": 0, "1": 1, "3": 0}
    # 2 kronor by 3 : 1 : the exact 1,5 and 0,5 have the same remainder.
    assert [r.belopp for r in fordela(2, [Andel("1", "liten", 1), Andel("2", "stor", 3)])] == [0, 2]


def test_a_party_that_left_in_the_middle_weighs_by_its_days():
    dagar = dagar_som_part(date(2022, 7, 2), None, date(2022, 1, 1), date(2022, 12, 31))
    assert dagar == (183, 365)
    halva, hela = fordela(54_800, [Andel("1", "ny", 100, *dagar), Andel("2", "hela", 100)])
    assert (halva.belopp, hela.belopp) == (18_300, 36_500)


@pytest.mark.parametrize(
    ("fran", "till", "dagar"),
    [
        (None, None, 365),
        (date(2022, 1, 1), date(2022, 12, 31), 365),
        (date(2015, 1, 1), date(2022, 3, 31), 90),
        (date(2022, 12, 31), date(2030, 1, 1), 1),
        (None, date(2022, 1, 1), 1),
        (date(2023, 1, 1), None, 0),
        (date(2024, 1, 1), None, 0),
        (None, date(2020, 6, 30), 0),
    ],
)
def test_the_days_as_party_lie_within_the_year_both_ends_counted(fran, till, dagar):
    assert dagar_som_part(fran, till, date(2022, 1, 1), date(2022, 12, 31)) == (dagar, 365)


@pytest.mark.parametrize(
    ("belopp", "vikter", "texter"),
    [
        (10_000, (1, 2), ("3\u00a0333,333", "6\u00a0666,667")),
        (-10_000, (1, 2), ("\u22123\u00a0333,333", "\u22126\u00a0666,667")),
        (1, (1, 1), ("0,500", "0,500")),
        (-1, (1, 1), ("\u22120,500", "\u22120,500")),
        (1, (1, 199), ("0,005", "0,995")),
        (0, (1, 1), ("0,000", "0,000")),
    ],
)
def test_the_working_prints_the_exact_share_with_its_sign(belopp, vikter, texter):
    rader = fordela(belopp, [Andel(str(n), "", vikt) for n, vikt in enumerate(vikter)])
    assert tuple(r.exakt_text for r in rader) == texter
    assert sum(r.belopp for r in rader) == belopp


def test_a_krona_owed_goes_where_a_krona_to_get_would():
    """A deficit is the mirror of a surplus; its working shows no krona left over, as it is already in the whole ones."""
    over, under = (fordela(belopp, [Andel("1", "A", 2), Andel("2", "B", 1)]) for belopp in (2, -2))
    assert [(r.hela, r.extra, r.belopp) for r in over] == [(1, False, 1), (0, True, 1)]
    assert [(r.hela, r.extra, r.belopp) for r in under] == [(-1, False, -1), (-1, False, -1)]


def test_what_cannot_be_split_is_refused():
    with pytest.raises(ValueError, match="twice"):
        fordela(1, [Andel("1", "A", 1), Andel("1", "A", 1)])
    with pytest.raises(ValueError, match="Nobody"):
        fordela(1, [Andel("1", "A", 0)])
    with pytest.raises(ValueError, match="below zero"):
        fordela(1, [Andel("1", "A", -1), Andel("2", "B", 3)])
    assert [r.belopp for r in fordela(0, [Andel("1", "A", 0)])] == [0]


PARTIES = st.lists(st.tuples(st.integers(0, 2_000_000), st.integers(0, 366)), min_size=1, max_size=30).map(
    lambda rows: [Andel(f"{n:04}", f"K{n}", folk, dagar, 366) for n, (folk, dagar) in enumerate(rows)]
)


@given(st.integers(-(10**12), 10**12), PARTIES, st.randoms())
def test_the_sum_is_exact_and_the_order_is_nothing(belopp, parter, rnd):
    if belopp and not any(p.vikt for p in parter):
        return
    rader = fordela(belopp, parter)
    assert sum(r.belopp for r in rader) == belopp
    assert all(abs(r.belopp - r.exakt) < 1 for r in rader)
    assert all(r.belopp == 0 for r in rader if not r.andel.vikt)
    blandade = rnd.sample(parter, len(parter))
    assert {r.andel.kod: r.belopp for r in fordela(belopp, blandade)} == {r.andel.kod: r.belopp for r in rader}
