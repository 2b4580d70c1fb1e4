"""Many who print at once in one process get what each would get alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from samverkan.pdf.render import Bilaga, render_pdf
from tests.langd import antal

pytestmark = [pytest.mark.en_gang, pytest.mark.trycker]


def dokument(n):
    """Documents that differ in what is wrapped: tables over pages, divided words, notes, a picture, an attachment."""
    rader = "".join(f"<tr><th scope='row'>Rad {i}</th><td>{i * n}</td></tr>" for i in range(30 * n))
    ord_ = "samverkansöverenskommelsens verksamhetsberättelse " * (20 * n)
    html = (
        f"<html lang='sv'><head><title>Dokument {n}</title></head><body><h1>Dokument {n}</h1><p>{ord_}</p>"
        f"<table><caption>Tabell</caption><thead><tr><th scope='col'>A</th><th scope='col'>B</th></tr></thead><tbody>{rader}</tbody></table>"
        "<ul><li>ett<ul><li>två</li></ul></li></ul></body></html>"
    )
    return html, [Bilaga("d.json", b'{"n": %d}' % n, "Data")] if n % 2 else []


def tryck(n):
    html, bilagor = dokument(n)
    return render_pdf(html, bilagor=bilagor)


@pytest.mark.lang
def test_eight_threads_printing_four_documents_give_the_bytes_of_each_alone():
    ensamma = {n: tryck(n) for n in range(1, 5)}
    with ThreadPoolExecutor(8) as tradar:
        tillsammans = list(tradar.map(lambda i: (i % 4 + 1, tryck(i % 4 + 1)), range(antal(8, 16))))
    assert [n for n, pdf in tillsammans if pdf != ensamma[n]] == []
    assert len({len(pdf) for pdf in ensamma.values()}) == 4
