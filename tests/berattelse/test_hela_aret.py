"""A simulated year, day by day, by both cycles: each letter to exactly those it should, whatever the clock does."""

import re
from collections import Counter
from contextlib import nullcontext
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail

from berattelse import dagligen
from enkat import dagligen as enkatens
from tests.berattelse.lanet import DAG, Lanet
from tests.langd import LANGT, antal
from tests.samtidigt import bara_postgresql, tryck
from uppdrag import dagligen as uppdragets
from uppdrag.arsplan import CYKLER, MODELLEN

# Red days and eves from Monday to Friday, by the almanac.
RODA = {
    *(date(2021, 12, d) for d in (24, 31)), date(2022, 1, 6), *(date(2022, 4, d) for d in (15, 18)), date(2022, 5, 26),
    *(date(2022, 6, d) for d in (6, 24)), date(2022, 12, 26), date(2023, 1, 6), *(date(2023, 4, d) for d in (7, 10)),
    *(date(2023, 5, d) for d in (1, 18)), *(date(2023, 6, d) for d in (6, 23)), *(date(2023, 12, d) for d in (25, 26)),
}  # fmt: skip
UPPEHALL = {MODELLEN: (date(2022, 10, 3), date(2022, 10, 23)), "praxis-2020": (date(2023, 1, 11), date(2023, 1, 31))}
STEGEN = re.compile(r"^– (.+) 2022: ", re.MULTILINE)


def ledig(dag):
    return dag.weekday() > 4 or dag in RODA


def vardagar(dagar):
    return [d for d in dagar if not ledig(d)]


def klockan():
    """What the clock's command does that sends letters."""
    return [*uppdragets.kor(), *enkatens.kor(), *dagligen.kor()]


def vad(brev):
    """What a letter tells of: the steps of a digest, or the round."""
    return STEGEN.findall(brev.body) or [re.sub(r"Frågorna (\S+).*", r"Frågorna \1", brev.subject)]


def dagarna(lan, alla=LANGT):
    """Every day from the first step to after the last; in `make test` those when something is due or is done, and two after each."""
    slut = max(s.sista_dag for s in lan.steg.values()) + 20 * DAG
    hela = [lan.forst + timedelta(n) for n in range((slut - lan.forst).days)]
    nagot = {p for v in lan.vantade for p in v.dagar if p < v.klart + DAG} | {d for d, _ in lan.akter}
    nagot |= {d for r in lan.rundor for d in (r.oppnar, r.sista_dag, *r.paminns)}
    return hela if alla else [d for d in hela if {d, d - DAG, d - 2 * DAG} & nagot or d in RODA]


def brevdagar(lan):
    """Those of the days that bring a letter in the months around the gap, and the red ones; in `make test-long` all of the year."""
    hela, (fran, till) = dagarna(lan), UPPEHALL[lan.mall]
    med = RODA | {dag for dag, *_ in lan.vantade_brev(vardagar(hela))} | {till + DAG}
    return hela if LANGT else [d for d in hela if d in med and fran - 40 * DAG <= d <= till + 60 * DAG]


def lev(lan, dagar, kor, commit):
    """Live through the days; {(day, address, what)}, each once, and no address two digests a day."""
    found, kvar = Counter(), sorted(lan.akter, key=lambda a: a[0])
    for dag in dagar:
        mail.outbox.clear()
        with time_machine.travel(f"{dag} 07:00 +0100", tick=False):
            while kvar and kvar[0][0] <= dag:
                kvar.pop(0)[1]()
            with commit():
                kor()
        assert not (ledig(dag) and mail.outbox), dag
        samlade = Counter(m.to[0] for m in mail.outbox if STEGEN.search(m.body))
        assert all(n == 1 for n in samlade.values())
        found.update((dag, m.to[0], del_) for m in mail.outbox for del_ in vad(m))
    assert all(n == 1 for n in found.values())
    return set(found)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.mark.lang
@pytest.mark.django_db
@pytest.mark.en_gang
@pytest.mark.parametrize("mall", CYKLER if LANGT else ["modellen-2015"])
def test_each_letter_to_exactly_those_it_should(hus, mall, commit):
    lan = Lanet(hus, mall)
    fick = lev(lan, dagarna(lan), klockan, commit)
    assert fick == lan.vantade_brev(vardagar(dagarna(lan)))
    assert fick == lan.vantade_brev(vardagar(dagarna(lan, alla=True)))
    assert {sort for _, _, sort in fick} >= {str(s) for s in lan.steg.values()} - {"Organens frågeformulär", "Kommunernas bedömning"}


@pytest.mark.lang
@pytest.mark.django_db
@pytest.mark.en_gang
@pytest.mark.parametrize("mall", CYKLER if LANGT else ["praxis-2020"])
def test_several_runs_a_day_and_three_weeks_without_a_clock(hus, mall, commit):
    """The same letters less those no longer true: after the gap one of each, to those who have still not done it."""
    lan, (fran, till) = Lanet(hus, mall), UPPEHALL[mall]
    hela = brevdagar(lan)
    dagar = [d for d in hela if not fran <= d <= till]

    def fem():
        for _ in range(antal(2, 5)):
            with commit():
                klockan()

    fick, utan_uppehall = lev(lan, dagar, fem, nullcontext), lan.vantade_brev(vardagar(hela))
    assert fick == lan.vantade_brev(vardagar(dagar))
    assert {b for b in fick if b[0] < fran} == {b for b in utan_uppehall if b[0] < fran}
    nya = {b[1:] for b in fick if b[0] == till + DAG}
    assert nya
    assert nya <= {b[1:] for b in utan_uppehall if fran <= b[0] <= till + DAG}
    missade = {b[1:] for b in utan_uppehall if fran <= b[0] <= till}
    assert missade - {b[1:] for b in fick}, "what was done meanwhile nobody is reminded of"


@bara_postgresql
@pytest.mark.lang
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mall", CYKLER if LANGT else ["praxis-2020"])
def test_two_clocks_at_once(hus, mall):
    """Each on a connection of its own: together they send what one would."""
    lan = Lanet(hus, mall)

    def tva():
        svar = tryck(klockan, klockan)
        assert all(isinstance(s, list) for s in svar)

    dagar = brevdagar(lan)
    assert lev(lan, dagar, tva, nullcontext) == lan.vantade_brev(vardagar(dagar))
