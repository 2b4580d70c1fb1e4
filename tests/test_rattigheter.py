"""Every address × every role, held against the table that a lawyer can read."""

from pathlib import Path

from django.test import Client

from tests import rattigheter

TABLE = rattigheter.table((Path(__file__).parent.parent / "docs" / "rattigheter.md").read_text())


def test_the_table_has_every_address_and_no_other():
    assert {name for name, _ in rattigheter.addresses()} == set(TABLE)


def test_each_role_reaches_what_the_table_says(rattighetsdemo):
    """One demo for all: nothing asked stays in the database."""
    demo, wrong = rattighetsdemo, {}
    for role in rattigheter.ROLLER:
        got = rattigheter.answers(Client(), role, demo)
        wrong |= {(role, name): f"{TABLE[name][role]} → {answer}" for name, answer in got.items() if TABLE[name][role] != answer}
    assert wrong == {}
