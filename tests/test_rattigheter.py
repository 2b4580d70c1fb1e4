"""Every address × every role, held against the table that a lawyer can read."""

from pathlib import Path

import pytest
from django.db import connection

from tests import rattigheter
from tests.langd import antal

TEXT = (Path(__file__).parent.parent / "docs" / "rattigheter.md").read_text()
TABLE = rattigheter.table(TEXT)
# Whose queries are asked of PostgreSQL too in `make test`: who writes the most, and who is of another agreement.
PA_BADA = {"Processledare", "Processledare i annan region"}
# Asked of nearly every address in `make test` (see kept_walk), as other tests read their pages; on PostgreSQL of those with rows; of the
# others each eighth, in turns, so that each address is asked by one of them. `make test-long` asks all.
HELA = {"Processledare", "Kommunchef", "Ej inloggad"}
TURER = 8


def test_the_table_has_every_address_and_no_other():
    assert {name for name, _ in rattigheter.addresses()} == set(TABLE)


def test_the_page_stands_as_the_command_writes_it():
    """So that the diff of `make rattigheter` shows what a role is answered otherwise, and nothing else."""
    assert rattigheter.written(TEXT, {role: {name: row[role] for name, row in TABLE.items()} for role in rattigheter.ROLLER}) == TEXT


@pytest.mark.lang
@pytest.mark.no_cover  # it is the answers that are asked for: the tests of each page walk its lines
@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=[] if role in PA_BADA else [pytest.mark.en_gang]) for role in rattigheter.ROLLER]
)
def test_each_role_reaches_what_the_table_says(rattighetsdemo, role):
    """Nothing asked stays in the database."""
    if role in HELA and connection.vendor == "postgresql":
        sidor = rattigheter.walk(role, rattighetsdemo, rattigheter.glesare(2))
    elif role in HELA:
        sidor = rattigheter.kept_walk(role, rattighetsdemo)
    else:
        steg, nummer = antal(TURER, 1), [r for r in rattigheter.ROLLER if r not in HELA].index(role)
        sidor = rattigheter.walk(role, rattighetsdemo, lambda _, n: n % steg == nummer % steg)
    got = rattigheter.answers(sidor)
    assert {name: f"{TABLE[name][role]} → {answer}" for name, answer in got.items() if TABLE[name][role] != answer} == {}
