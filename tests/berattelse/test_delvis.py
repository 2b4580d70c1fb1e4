"""A kommun that was party on a part of the year only: the days that its part is reckoned by stand beside the split."""

from datetime import date

import pytest
from docx import Document
from lxml import html as lxml_html

from berattelse.innehall.kommun import for_kommun
from berattelse.innehall.kommunsida import kommunsida
from berattelse.innehall.samling import samla
from berattelse.skrift.pengabilder import delvis
from berattelse.skrift.rapport import som_html
from berattelse.skrift.word import som_docx
from ekonomi.models import Ersattning, Folkmangd
from uppdrag.models import Part

pytestmark = pytest.mark.django_db
INTE = "Part en del av"


@pytest.fixture
def delat(hus):
    """The split of 2022 between two kommuner."""
    Ersattning.objects.create(
        verksamhetsar=hus.year, bas=10_000_000, index_procent=0, belopp=10_000_000, fordelningsdatum=date(2021, 11, 1)
    )
    for kommun, antal in ((hus.berg, 7_000), (hus.krokom, 15_000)):
        Folkmangd.objects.create(avtal=hus.avtal, organisation=kommun, datum=date(2021, 11, 1), antal=antal, kalla="SCB")
    return hus


def text(html):
    return " ".join(lxml_html.fromstring(html).text_content().split())


def lamnade(hus, kommun, till):
    Part.objects.filter(avtal=hus.avtal, organisation=kommun).update(till=till)


def test_nothing_is_said_where_all_were_party_all_of_the_year(delat):
    b = samla(delat.year)
    assert delvis(b.ekonomi.fordelning, b.arets_dagar) == ""
    assert INTE not in som_html(b)
    assert "som part" not in kommunsida(b, for_kommun(b, delat.berg.kod)).nyckeltal[0].ord


def test_the_days_are_told_under_the_table_in_every_form_and_on_the_kommuns_own_page(delat, tmp_path):
    lamnade(delat, delat.berg, date(2022, 6, 30))
    b = samla(delat.year)
    sagt = "Part en del av årets 365 dagar: Berg (181 dagar). Delen räknas efter folkmängd och dagar."
    html = som_html(b)
    assert sagt in text(html)
    (tmp_path / "b.docx").write_bytes(som_docx(html))
    assert sagt in [" ".join(p.text.split()) for p in Document(tmp_path / "b.docx").paragraphs]
    egen = kommunsida(b, for_kommun(b, delat.berg.kod)).nyckeltal[0]
    assert egen.ord.endswith("kr efter 7\u00a0000 invånare och 181 dagar som part av årets 365")
    assert "som part" not in kommunsida(b, for_kommun(b, delat.krokom.kod)).nyckeltal[0].ord


def test_two_of_them_and_one_day(delat):
    lamnade(delat, delat.berg, date(2022, 6, 30))
    lamnade(delat, delat.krokom, date(2022, 1, 1))
    b = samla(delat.year)
    assert "Berg (181 dagar) och Krokom (en dag)." in delvis(b.ekonomi.fordelning, b.arets_dagar)
