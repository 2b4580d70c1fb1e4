"""The documents themselves, printed by many at once in one process: each has the bytes that it has alone."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from berattelse.dokument import tryck, uppfoljningsrapport
from berattelse.skrift.kommunutgava import som_kommun_html, som_kommun_pdf
from berattelse.skrift.rapport import som_html, som_pdf
from berattelse.skrift.word import som_docx
from tests.langd import LANGT
from uppdrag.models import Verksamhetsar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.en_gang,
    pytest.mark.lang,
    pytest.mark.trycker,
    pytest.mark.skipif(
        not LANGT, reason="some minutes: make test-long; tests/samverkan/test_pdf_tradar.py asks the same of small documents"
    ),
]


def test_eight_threads_printing_the_four_documents_give_the_bytes_of_each_alone(demoaret, samlat):
    forra, skede_2 = samlat["2022", 1], samlat["2021", 2]
    uppfoljning = uppfoljningsrapport.samla(Verksamhetsar.objects.get(beteckning="2022"))
    pdf = [
        partial(som_pdf, forra),
        partial(som_kommun_pdf, skede_2, "2326"),
        partial(som_pdf, skede_2),
        partial(tryck.som_pdf, uppfoljning),
    ]
    htmls = [som_html(forra), som_kommun_html(skede_2, "2326"), som_html(skede_2), tryck.som_html(uppfoljning)]
    for skriv in (pdf, [partial(som_docx, html) for html in htmls]):
        ensamma = [gor() for gor in skriv]
        assert len(set(ensamma)) == 4
        with ThreadPoolExecutor(8) as tradar:
            tillsammans = list(tradar.map(lambda n, skriv=skriv: skriv[n % 4](), range(8)))
        assert [n for n, data in enumerate(tillsammans) if data != ensamma[n % 4]] == []
