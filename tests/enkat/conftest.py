"""What several tests of the room begin from."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enkat.actions import omgang as actions
from enkat.models import Deltagare, Inbjudan, Omgang
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


@pytest.fixture
def oppen(hus, planerad):
    """The same, opened two days ago."""
    actions.oppna(planerad, by=hus.processledare)
    Inbjudan.objects.update(skapad=timezone.now() - timedelta(days=2))
    return planerad
