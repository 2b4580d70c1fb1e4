"""The log says that a file was fetched when it was handed out: not while it is waited for, and not to who asked for its headers."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samverkan.models import Handelse
from tests.berattelse import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kort_tryck")]
YEARS = {
    "report_pdf": "exporterade utkast", "report_docx": "exporterade utkast", "report_json": "exporterade utkast",
    "year_diarie": "exporterade handlingar att diarieföra", "dokument_presentation_pdf": "exporterade dokument",
}  # fmt: skip
UTGAVANS = {"utgava_stratsys": "hämtade fil", "utgava_presentation_pdf": "hämtade fil", "utgava_arkiv": "exporterade arkivpaket"}
NAMN = [*YEARS, *UTGAVANS, "utgava_fil", "overlamning_zip", "avsnitt_word", "dokument_json"]


def adressen(hus, utgava, namn):
    """(the address, what the log calls it when the file is fetched)."""
    andra = {
        "utgava_fil": ([utgava.pk, utgava.filer.first().pk], "hämtade fil"),
        "overlamning_zip": ([hus.uppdrag.pk], "exporterade uppdragets historik"),
        "dokument_json": ([hus.year.pk, "sammanfattning"], "exporterade dokument"),
    }
    if namn == "avsnitt_word":
        andra[namn] = ([factories.Avsnitt.objects.filter(uppdrag=hus.uppdrag).first().pk], "hämtade som Word")
    years = {n: ([hus.year.pk], akt) for n, akt in YEARS.items()} | {n: ([utgava.pk], akt) for n, akt in UTGAVANS.items()}
    args, akt = (andra | years)[namn]
    return reverse(f"berattelse:{namn}", args=args), akt


@pytest.mark.parametrize("namn", NAMN)
def test_a_file_is_in_the_log_once_it_is_handed_out(hus, utgava, as_user, namn):
    url, akt = adressen(hus, utgava, namn)
    client, rader = as_user(hus.processledare), Handelse.objects.filter(akt=akt)
    assert client.head(url).status_code == 200
    for metod in ("put", "patch", "delete", "options", "trace"):
        svar = getattr(client, metod)(url)
        assert (svar.status_code, svar["Allow"]) == (405, "GET, HEAD, POST")
        assert "Ingenting är gjort." in svar.content.decode()
    assert not rader.exists()
    assert client.get(url).status_code == 200
    assert rader.count() == 1


@pytest.mark.parametrize("namn", ["report_pdf", "report_docx", "year_diarie", "overlamning_zip"])
def test_a_file_that_is_waited_for_is_not_in_the_log(hus, utgava, as_user, settings, namn):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    url, akt = adressen(hus, utgava, namn)
    for _ in range(2):
        assert as_user(hus.processledare).get(url).status_code == 202
    assert DBTaskResult.objects.count() == 1
    assert not Handelse.objects.filter(akt=akt).exists()


def test_no_page_takes_another_method_for_its_own(hus, as_user, client):
    for vem in (client, as_user(hus.processledare)):
        for url in (reverse("start"), reverse("account_login"), reverse("uppdrag:tillfalle_list")):
            assert vem.generic("PROPFIND", url).status_code == 405
    assert client.put("/finns-inte-alls/").status_code == 404
