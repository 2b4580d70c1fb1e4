"""One thing that is looked at: its name, and what gives the sentences about what is wrong with it."""

import logging
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import DatabaseError, transaction

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kontroll:
    """`fel` takes nothing, changes nothing, and gives a sentence for each thing that is wrong: none when all is well."""

    namn: str
    fel: Callable[[], Iterable[str]]
    databas: bool = True  # does it ask the database?


def prova(kontroll):
    """[sentence]. A look that fails itself is told of, and stops none of the others."""
    try:
        with transaction.atomic() if kontroll.databas else nullcontext():
            return list(kontroll.fel())
    except DatabaseError as error:
        return [f"Gick inte att pröva: databasen svarade {str(error).strip().splitlines()[0]}."]
    except Exception as error:
        logger.exception("A check failed")
        return [f"Gick inte att pröva: {type(error).__name__}: {error}."]
