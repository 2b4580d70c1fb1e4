"""Two hundred changes made before a file is handed in: never received, never called unchanged; what services do is, and by its name."""

import pytest
from pyhanko.sign.fields import MDPPerm

from samverkan.signering.pades import sign
from samverkan.signering.prov import prova
from tests.langd import antal
from tests.samverkan import underskrifter as u
from tests.samverkan.andringar import SLAG, andrad

pytestmark = pytest.mark.en_gang


@pytest.fixture(scope="module")
def bb():
    return sign(u.export(), u.undertecknare(), tid=u.NU)


@pytest.mark.lang
@pytest.mark.no_cover
@pytest.mark.parametrize("slag", SLAG)
def test_no_change_of_any_kind_is_received_or_called_unchanged(slag, bb):
    """Twenty of each of the ten kinds in the long run, each for who knows the edition and who does not; four in the short, in turns."""
    assert len(SLAG) == 10
    for n in range(antal(4, 20)):
        for kand in antal((n % 2 == 1,), (False, True)):
            answer = prova(andrad(slag, u.export(), bb, n), u.export(), rotter=u.rotter(), kand=kand)
            assert (n, answer.oforandrad, answer.kan_tas_emot) == (n, False, False), answer.besked


@pytest.mark.parametrize("niva", MDPPerm)
def test_a_certifying_signature_is_received_and_called_that(niva):
    answer = prova(u.utomstaende(u.export(), certify=True, docmdp_permissions=niva), u.export(), rotter=u.rotter())
    assert (answer.oforandrad, answer.kan_tas_emot) == (True, True)
    assert answer.underskrifter[0].slag == "certifierande, synlig"
    assert any("certifierande" in rad for rad in answer.tillagg)


@pytest.mark.parametrize(("falt", "slag"), [("Signatur", "vanlig, synlig"), ("Tjansten", "vanlig, osynlig")])
def test_a_visible_signature_in_the_prepared_field_is_called_that(falt, slag):
    answer = prova(u.utomstaende(u.export(), falt=falt), u.export(), rotter=u.rotter())
    assert (answer.kan_tas_emot, answer.underskrifter[0].slag) == (True, slag)
    assert any("syns på sidan" in rad for rad in answer.tillagg) == (falt == "Signatur")
    assert any("nytt fält" in rad for rad in answer.tillagg) == (falt != "Signatur")


def test_nobody_signs_after_a_signature_that_locks_the_file():
    for niva, kan in ((MDPPerm.NO_CHANGES, False), (MDPPerm.FILL_FORMS, True)):
        first = u.utomstaende(u.export(), certify=True, docmdp_permissions=niva)
        assert prova(first, u.export()).kan_tas_emot
        second = u.utan_krav(first, falt="Tva")
        assert prova(second, u.export()).kan_tas_emot == kan
