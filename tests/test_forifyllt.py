"""What a form is filled in with beforehand passes its own check: nobody is told to mend what she has not written."""

import pytest
from django.db import transaction

from tests.formular import blanketter
from tests.langd import LANGT, varannan
from tests.test_inaktuell import demo, dict_av, malet, oppnade, skrivs_i  # noqa: F401 - demo is the fixture

ACTS = {"berattelse:utgava_signera", "berattelse:utgava_signera_utanfor"}  # what they are given is a file or a key


@pytest.mark.lang
@pytest.mark.en_gang
@pytest.mark.no_cover
def test_no_form_refuses_what_it_was_opened_with(demo):  # noqa: F811
    fel, provade = {}, 0
    for client, url, response in oppnade(demo, varannan(0, 6)):
        for form in blanketter(response):
            if not skrivs_i(form) or malet(form, url) in ACTS:
                continue
            provade += 1
            with transaction.atomic():
                fel |= {f"{malet(form, url)} {falt}": sagt for falt, sagt in _nekat(client, form, url).items()}
                transaction.set_rollback(True)
    assert fel == {}
    assert provade > (80 if LANGT else 12)


def _nekat(client, form, url):
    """{field: what was said} of the fields that held something on the opened page and were refused when it was sent back untouched."""
    data = dict_av(form)
    svar = client.post((form.action or "").split("#")[0] or url, data)
    blad = (svar.context or {}).get("form") if svar.status_code == 200 else None
    return {falt: list(sagt) for falt, sagt in getattr(blad, "errors", {}).items() if any(data.get(blad.add_prefix(falt), []))}
