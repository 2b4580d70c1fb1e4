"""Every address × every role, held against the table that a lawyer can read."""

from pathlib import Path

import pytest

from tests import rattigheter

TABLE = rattigheter.table((Path(__file__).parent.parent / "docs" / "rattigheter.md").read_text())


def test_the_table_has_every_address_and_no_other():
    assert {name for name, _ in rattigheter.addresses()} == set(TABLE)


@pytest.mark.django_db
@pytest.mark.parametrize("role", rattigheter.ROLLER)
def test_each_role_reaches_what_the_table_says(client, role):
    got = rattigheter.answers(client, role, rattigheter.Demo())
    wrong = {name: f"{TABLE[name][role]} → {answer}" for name, answer in got.items() if TABLE[name][role] != answer}
    assert wrong == {}
