"""What the programs put on the clipboard comes out as the text it looked like."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berattelse.avsnitt.lankar import unwrap
from berattelse.avsnitt.richtext import clean
from tests.berattelse.lankfall import FALL
from tests.berattelse.urklippen import URKLIPP


@pytest.mark.parametrize("namn", URKLIPP)
def test_each_programs_clipboard_becomes_the_text_it_looked_like(namn):
    prov = URKLIPP[namn]
    assert clean(prov.html) == prov.ren
    assert clean(prov.ren) == prov.ren


@pytest.mark.parametrize("skriven", FALL)
def test_a_guarded_address_is_unwrapped(skriven):
    assert unwrap(skriven) == FALL[skriven]
