"""What several tests of the room begin from."""

import pytest

from enkat.models import Deltagare, Omgang
from tests import factories
from tests.enkat import factories as f
from uppdrag.models import Ordforande


@pytest.fixture
def vardag(monkeypatch):
    """A round may be opened whatever day the tests are run."""
    monkeypatch.setattr("enkat.actions.omgang.ar_vardag", lambda dag: True)


@pytest.fixture
def planerad(hus, vardag):
    """A planned round that asks BUZ; Barnarenan is not asked."""
    Ordforande.objects.create(arena=hus.arena, namn="Ordföranden i BUZ", epost="buz@exempel.test")
    o = f.omgang(hus, status=Omgang.Status.PLANERAD)
    Deltagare.objects.create(omgang=o, arena=hus.arena, mottagare="Ordföranden i BUZ", epost="buz@exempel.test")
    Deltagare.objects.create(omgang=o, arena=factories.arena(hus.avtal, "Barnarenan"), tillfragad=False, skal="Överlappande ledamöter")
    return o
