"""One section as a PDF: what it says, who may see it, and that it is printed once."""

import subprocess

import pytest
from django.urls import reverse

from samverkan.models import Utskrift
from tests.berattelse import factories
from tests.berattelse.queries import antal_fragor
from tests.samverkan.test_pdf import problems


@pytest.fixture
def avsnitt(hus):
    avsnitt = factories.avsnitt(hus)
    type(avsnitt).objects.filter(pk=avsnitt.pk).update(beskrivning="<p>Det här skrev någon.</p>")
    factories.aktivitet(avsnitt, "Utbildning hölls")
    return avsnitt


def adress(avsnitt):
    return reverse("berattelse:avsnitt_pdf", args=[avsnitt.pk])


def test_it_says_what_the_section_says_and_conforms(hus, as_user, avsnitt, tmp_path):
    svar = as_user(hus.samordnare).get(adress(avsnitt))
    fil = tmp_path / "a.pdf"
    fil.write_bytes(svar.content)
    text = subprocess.run(["pdftotext", str(fil), "-"], capture_output=True, check=True, text=True).stdout
    assert "Det här skrev någon." in text
    assert "Utbildning hölls." in text
    assert problems(fil, "ua1") == problems(fil, "2a") == []
    assert svar["Content-Disposition"].startswith("inline")


def test_a_changed_text_is_printed_anew_and_the_same_text_is_not(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    forsta = client.get(adress(avsnitt)).content
    assert client.get(adress(avsnitt)).content == forsta
    assert Utskrift.objects.count() == 1
    type(avsnitt).objects.update(beskrivning="<p>Det här är ändrat.</p>")
    assert client.get(adress(avsnitt)).content != forsta
    assert Utskrift.objects.count() == 2


@pytest.mark.parametrize(("who", "status"), [("samordnare", 200), ("controller", 200), ("kommunchef", 404), ("utomstaende", 404)])
def test_who_may_see_it(hus, as_user, avsnitt, who, status):
    assert as_user(getattr(hus, who)).get(adress(avsnitt)).status_code == status
    assert Utskrift.objects.count() == (status == 200)


def test_more_rows_ask_no_more(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    antal_fragor(client, adress(avsnitt))
    factories.aktivitet(avsnitt, "En till")
    ett = antal_fragor(client, adress(avsnitt))
    for n in range(3):
        factories.aktivitet(avsnitt, f"Rad {n}")
    assert antal_fragor(client, adress(avsnitt)) == ett
