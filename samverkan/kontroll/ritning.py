"""What the program's own migrations have told the database to hold beside the tables: triggers, constraints, functions, extensions.

Read from the migrations' statements, so that no list beside them can fall behind.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import SeparateDatabaseAndState

from samverkan.databas import DatabaseRule

_SKAPAR = re.compile(
    r"CREATE\s+(?:OR\s+REPLACE\s+)?(TRIGGER|FUNCTION|EXTENSION)\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)|ADD\s+(CONSTRAINT)\s+(\w+)", re.IGNORECASE
)
_KROPP = re.compile(r"FUNCTION\s+(\w+)\s*\(.*?AS\s+\$\$(.*?)\$\$", re.IGNORECASE | re.DOTALL)
_TABELL = re.compile(r"CREATE\s+(?:OR\s+REPLACE\s+)?TRIGGER\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)\s.*?\sON\s+(\w+)", re.IGNORECASE | re.DOTALL)
_BORT = re.compile(r"DROP\s+TRIGGER\s+(?:IF\s+EXISTS\s+)?(\w+)", re.IGNORECASE)


@dataclass
class Ritning:
    """Names by kind; of a trigger its table, and on SQLite its whole statement; of a function its body."""

    utlosare: dict = field(default_factory=dict)
    satser: dict = field(default_factory=dict)
    funktioner: dict = field(default_factory=dict)
    tillagg: set = field(default_factory=set)
    villkor: set = field(default_factory=set)


@cache
def ritning(vendor):
    """As the migrations of this program, in their order, leave the database."""
    plan = Ritning()
    for rule in _regler():
        for sats in rule.forward(vendor):
            _notera(plan, sats)
    return plan


def _regler():
    for _, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        for operation in migration.operations:
            delar = operation.database_operations if isinstance(operation, SeparateDatabaseAndState) else [operation]
            yield from (del_ for del_ in delar if isinstance(del_, DatabaseRule))


def _notera(plan, sats):
    for slag, namn, _, villkor in _SKAPAR.findall(sats):
        if slag.upper() == "EXTENSION":
            plan.tillagg.add(namn)
        if villkor:
            plan.villkor.add(villkor)
    plan.funktioner |= dict(_KROPP.findall(sats))
    for del_ in re.split(r"(?=CREATE\s+(?:OR\s+REPLACE\s+)?TRIGGER)", sats, flags=re.IGNORECASE):
        if funnen := _TABELL.search(del_):
            plan.utlosare[funnen[1]] = funnen[2]
            plan.satser[funnen[1]] = normal(del_)
        for namn in _BORT.findall(del_):  # lifted, to be laid anew by what follows
            plan.utlosare.pop(namn, None)
            plan.satser.pop(namn, None)


def normal(sats):
    """A statement as two of them are compared."""
    return " ".join(re.sub(r"IF\s+NOT\s+EXISTS\s+", "", sats, flags=re.IGNORECASE).split())
