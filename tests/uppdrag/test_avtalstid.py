"""Time in an agreement: what is unknown between versions, and which days a change moves."""

from datetime import date

from uppdrag.avtalstid import Lucka, andrade_dagar, lage, med_luckor
from uppdrag.models import Avtalsversion

IDAG = date(2022, 6, 1)


def test_where_an_agreement_stands():
    assert lage(None, None, False, IDAG) == ("okant", "Tiden okänd")
    assert lage(date(2019, 1, 1), date(2021, 12, 31), True, IDAG) == ("avslutat", "Avslutat")
    assert lage(date(2023, 1, 1), None, False, IDAG) == ("kommande", "Kommande")
    assert lage(date(2019, 1, 1), date(2022, 12, 31), True, IDAG) == ("uppsagt", "Uppsagt")
    assert lage(date(2019, 1, 1), None, False, IDAG) == lage(IDAG, IDAG, False, IDAG) == ("galler", "Gäller")


def test_gaps_between_versions_are_found():
    def v(fran, till):
        return Avtalsversion(fran=fran, till=till)

    a, b, c = (
        v(date(2015, 1, 1), date(2017, 12, 31)),
        v(date(2019, 1, 1), date(2021, 12, 31)),
        v(date(2022, 1, 1), None),
    )
    assert med_luckor([c, b, a]) == [a, Lucka(date(2018, 1, 1), date(2018, 12, 31)), b, c]
    assert med_luckor([v(date(2015, 1, 1), None), b])[1] == Lucka(None, date(2018, 12, 31))


def test_only_the_days_that_moved_count_as_changed():
    year = (date(2022, 1, 1), date(2022, 12, 31))
    assert andrade_dagar(year, year) == []
    assert andrade_dagar((date(2022, 1, 1), None), year) == [(date(2023, 1, 1), date.max)]
    assert andrade_dagar(None, year) == [year]
    assert andrade_dagar(year, (date(2024, 1, 1), date(2024, 2, 1))) == [year, (date(2024, 1, 1), date(2024, 2, 1))]
