"""What belongs to a year: whatever held on any of its days, and what was decided in the year after."""

from datetime import date

import pytest

from berattelse.dokument.bakgrund import bakgrund
from berattelse.dokument.handelser import handelser
from berattelse.innehall.samling import samla
from samverkan.models import Organisation
from tests import factories
from uppdrag.models import Beslut, Part, Satsning


@pytest.mark.parametrize(("fran", "till", "med"), [
    (None, None, True), (None, date(2022, 1, 1), True), (date(2022, 12, 31), None, True), (date(2022, 3, 1), date(2022, 6, 30), True),
    (None, date(2021, 12, 31), False), (date(2023, 1, 1), None, False),
])  # fmt: skip
def test_parties_and_initiatives_are_those_of_the_year(hus, fran, till, med):
    Part.objects.create(avtal=hus.avtal, organisation=factories.organisation("Åre kommun", kortnamn="Åre"), fran=fran, till=till)
    Satsning.objects.create(uppdrag=hus.uppdrag, namn="Yrkesresan", fran=fran, till=till, antal_kommuner=6)
    data = samla(hus.year)
    assert ("Åre kommun" in data.avtalsparter) is ("Åre" in [k.kort for k in data.kommuner]) is med
    assert ("tre kommuner" in bakgrund(hus.year)[0]) is med
    assert ("Yrkesresan" in str(data.kapitel)) is med
    assert Part.objects.under(hus.year).filter(organisation__sort=Organisation.Sort.KOMMUN).count() == 2 + med


@pytest.mark.parametrize(("datum", "med"), [
    (date(2022, 10, 1), True), (date(2022, 12, 8), True), (date(2023, 2, 8), True), (date(2022, 9, 30), False), (date(2023, 10, 9), False),
])  # fmt: skip
def test_the_council_decides_in_the_year_after_whenever_that_ends(hus, datum, med):
    year = factories.verksamhetsar(hus.annat_avtal, 2022, fran=date(2021, 10, 1), till=date(2022, 9, 30))
    Beslut.objects.create(avtal=year.avtal, organ="Regionens samverkansråd", datum=datum, text="Avtalet är uppfyllt.")
    assert any("avtalet är uppfyllt" in mening for mening in handelser(year)) is med


def test_what_is_said_of_an_arena_begins_with_its_name(hus):
    """Also where nobody knows how often it met; of one that nothing is known or said of nothing is said."""
    factories.arena(hus.avtal, "Folkhälsorådet", under=[hus.uppdrag], beskrivning="Här behandlas länets folkhälsofrågor.")
    factories.arena(hus.avtal, "Tysta rådet", under=[hus.uppdrag])
    text = str(samla(hus.year).kapitel)
    assert "Hur många möten Folkhälsorådet har haft är inte känt. Här behandlas länets folkhälsofrågor." in text
    assert "Tysta rådet" not in text
