"""A broken rule is told in a Swedish sentence, with the validator's own id for whoever looks it up."""

import pytest
from django.template.loader import render_to_string

from samverkan.pdf.konformitet import granska_konformitet
from samverkan.pdf.regler import REGLER, brister_i_ord, regel_i_ord
from tests.samverkan import underskrifter as u
from tests.samverkan.andringar import andrad

pytestmark = pytest.mark.en_gang


@pytest.fixture(scope="module")
def signerad():
    return u.utomstaende(u.export())


def test_the_page_says_in_swedish_what_a_service_added(signerad):
    k = granska_konformitet(signerad)
    html = render_to_string("berattelse/_konformitet.html", {"k": k})
    assert "Ett typsnitt är inte inbäddat på rätt sätt, ofta det i underskriftens bild (PDFUA1-FONT-EMBEDDING-001)." in html
    assert all(regel in html for s in k["svar"] for regel in s["brister"])


@pytest.mark.parametrize("slag", ["annotations", "form", "pages", "attachments", "metadata", "qpdf"])
def test_what_programs_do_to_a_file_has_its_sentence(signerad, slag):
    brister = {b for n in (0, 2) for s in granska_konformitet(andrad(slag, u.export(), signerad, n))["svar"] for b in s["brister"]}
    assert brister
    assert [regel for regel in brister if not regel_i_ord(regel)] == []


def test_rules_of_one_sentence_stand_together_and_the_unknown_last():
    regler = ["PDFA3A-XMP-A-001", "PDFA3A-XMP-B-001", "PDFA3A-NYTT-001", "PDFUA1-CONTENT-TAGGING-001"]
    assert brister_i_ord(regler) == [
        f"{REGLER['XMP']} (PDFA3A-XMP-A-001, PDFA3A-XMP-B-001).",
        "Text på en sida är inte taggad för skärmläsare (PDFUA1-CONTENT-TAGGING-001).",
        "En regel i standarden är bruten (PDFA3A-NYTT-001).",
    ]
    assert brister_i_ord([]) == []
