"""Commands: what they are not given is told in words, and never passes for an answer."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from samverkan.door import log
from samverkan.kommando import Kommando
from samverkan.models import Organisation

ROT = Path(settings.BASE_DIR)
FINNS_INTE = "/finns-inte/fil"
OLASLIGT = "Y\udcff"  # as a shell gives a byte that is no UTF-8

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "kommando",
    [
        ["exportera_loggen", "--ut", FINNS_INTE],
        ["prova_loggen", "--mot", FINNS_INTE],
        ["registerutdrag", "direktor@exempel.test", "--ut", FINNS_INTE],
        ["kontrollera", "--skriv-summor", FINNS_INTE],
        ["verifiera", FINNS_INTE],
        ["skapa_testcertifikat", "--ut", "/dev/null/mapp"],
        ["las_utfall", FINNS_INTE, "--year", "2022"],
    ],
)
def test_a_file_that_cannot_be_read_or_written_is_told_in_words(hus, kommando):
    hus.direktor.email = "direktor@exempel.test"
    hus.direktor.save()
    log(hus.direktor, "prövade", by=None)
    with pytest.raises(
        CommandError, match=r"/finns-inte/fil(\.halv)? (finns inte|kan inte läsas)|/dev/null.* går inte att läsa eller skriva"
    ):
        call_command(*kommando)


@pytest.mark.parametrize(
    "kommando",
    [
        ["skriv_ut", OLASLIGT, "--ut", FINNS_INTE],
        ["las_utfall", "/dev/null", "--year", OLASLIGT],
        ["stam_av_skuld", "--avtal", OLASLIGT],
        ["registerutdrag", OLASLIGT, "--ut", FINNS_INTE],
    ],
)
def test_a_word_that_is_no_text_is_told_in_words(hus, kommando):
    with pytest.raises(CommandError, match="UTF-8"):
        call_command(*kommando)


@pytest.mark.parametrize(
    ("innehall", "sort"), [(b"", "tom"), (b'{"nummer": 1', "avhuggen"), (b"\xff\xfe\x00", "ingen text"), (b"[]\n", "annat")]
)
def test_a_log_is_never_whole_against_what_is_no_export(hus, tmp_path, innehall, sort, capsys):
    fil = tmp_path / "export.jsonl"
    fil.write_bytes(innehall)
    with pytest.raises(CommandError, match="inte en hel export"):
        call_command("prova_loggen", mot=str(fil))
    assert "hel." not in capsys.readouterr().out, sort


def test_no_ledger_agrees_that_is_not_there(hus):
    with pytest.raises(CommandError, match="inget avtal RUN/1/1900"):
        call_command("stam_av_skuld", avtal="RUN/1/1900")


def test_nobodys_address_gives_nobodys_rows(hus, tmp_path):
    assert Organisation.objects.filter(funktionsbrevlada="").exists()
    for tomt in ("", " "):
        with pytest.raises(CommandError, match="Inget finns"):
            call_command("registerutdrag", tomt, ut=str(tmp_path / "rader.json"))


def test_no_kommun_is_not_the_whole_report(hus, tmp_path):
    with pytest.raises(CommandError, match="kommun"):
        call_command("skriv_ut", str(hus.year), kommun="", ut=tmp_path / "rapport.html")


def test_every_command_of_the_house_tells_it_so():
    """The demo's, the worker's and the daily run's have no file to name."""
    utan = {"demo.py", "db_worker.py", "kor_dagligen.py", "bygg_sokregister.py", "__init__.py"}
    filer = [fil for fil in ROT.glob("*/management/commands/*.py") if fil.name not in utan]
    assert len(filer) >= 12
    assert [fil.name for fil in filer if not re.search(r"class Command\(Kommando\)", fil.read_text())] == []
    assert Kommando.execute
