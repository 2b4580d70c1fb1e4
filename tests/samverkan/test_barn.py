"""A child works within its limits, has nothing of ours, and what becomes of it is told."""

import os
import resource
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from ekonomi.folkmangd.scb import InteFolkmangdError
from samverkan.utifran.barn import FELTEXT, FOR_TUNG, GICK_SONDER, MB, Granser, OlastError, _Svar, i_barn
from tests import bomber
from tests.samverkan import underskrifter

SNAL = Granser(cpu=1, tid=10, minne=300 * MB, svar=MB)


def anvant():
    barn = resource.getrusage(resource.RUSAGE_CHILDREN)
    return barn.ru_utime + barn.ru_stime


def test_what_a_child_works_out_comes_back():
    avlasning = i_barn("ekonomi.folkmangd.scb.read", b"region;antal\n2326 Berg;7000\n", {"2326": "Berg"}, date(2022, 11, 1))
    assert avlasning.antal == {"2326": 7000}


def test_what_a_child_refuses_is_raised_here_in_its_words():
    with pytest.raises(InteFolkmangdError, match="nämner ingen av kommunerna"):
        i_barn("ekonomi.folkmangd.scb.read", b"a;b\n1;2\n", {"2326": "Berg"}, date(2022, 11, 1))


def test_progress_is_told_meanwhile():
    sagt = []
    data = b"#FLAGGA 0\n#SIETYP 4\n" + b'#TRANS 4010 {} 1.00 20220101 ""\n' * 60_000
    i_barn("ekonomi.sie.reader.read", data, framsteg=sagt.append)
    assert sagt == sorted(sagt)
    assert len(sagt) > 1


@pytest.mark.parametrize(
    ("vag", "args", "granser"),
    [
        ("math.factorial", [10**7], SNAL),
        ("builtins.bytearray", [10**9], SNAL),
        ("time.sleep", [60], Granser(tid=1)),
        ("operator.mul", ["å", 2 * MB], SNAL),
        ("os.abort", [], SNAL),
    ],
    ids=["processor", "memory", "clock", "answer", "broken off"],
)
def test_beyond_its_limits_a_child_ends_and_it_is_told(vag, args, granser):
    fore = anvant()
    with pytest.raises(OlastError, match=FOR_TUNG[:20]):
        i_barn(vag, *args, granser=granser)
    assert anvant() - fore < 2


def test_what_breaks_in_a_child_is_logged_and_told(caplog):
    with pytest.raises(OlastError, match=GICK_SONDER[:20]):
        i_barn("json.loads", "{")
    assert "JSONDecodeError" in caplog.text


def test_a_child_has_no_settings_and_writes_no_file(monkeypatch, tmp_path):
    monkeypatch.setenv("SAMVERKAN_SECRET_KEY", "hemlig")
    assert i_barn("os.getenv", "SAMVERKAN_SECRET_KEY") is None
    with pytest.raises(OlastError):
        i_barn("shutil.copyfile", __file__, str(tmp_path / "kopia"))
    assert not (tmp_path / "kopia").exists() or not (tmp_path / "kopia").stat().st_size


def test_a_child_that_answers_with_something_else_than_data_is_not_believed():
    with pytest.raises(OlastError):
        i_barn("operator.attrgetter", "pid")


@pytest.mark.parametrize("namn", ["os.getcwd", "subprocess.Popen", "importlib.import_module", "i_barn", "pickle.Unpickler"])
def test_what_a_rooms_module_has_imported_is_not_the_rooms(namn):
    """As a child that somebody has taken over would name it: the module is ours, and what it leads to is not."""
    svar = b"\x80\x04\x8c\x16samverkan.utifran.barn\x8c" + bytes([len(namn)]) + namn.encode() + b"\x93."
    with pytest.raises(OlastError):
        _Svar(BytesIO(svar)).load()


def test_what_broke_is_logged_in_so_many_words(caplog):
    with pytest.raises(OlastError, match=GICK_SONDER[:20]):
        i_barn("builtins.int", "9" * 4000 + "x" * MB)
    with pytest.raises(OlastError, match=GICK_SONDER[:20]):
        i_barn("builtins.open", "x" * MB)
    assert len(caplog.text) < 3 * FELTEXT


def test_nothing_is_left_of_a_child():
    with pytest.raises(OlastError):
        i_barn("time.sleep", 60, granser=Granser(tid=1))
    barn = [p for p in Path("/proc").iterdir() if p.name.isdigit() and _ar_barn(p)]
    assert barn == []


def _ar_barn(process):
    try:
        return (
            b"samverkan.utifran.barn" in (process / "cmdline").read_bytes()
            and f"PPid:\t{os.getpid()}\n" in (process / "status").read_text()
        )
    except OSError:  # it has ended meanwhile
        return False


@pytest.mark.parametrize(
    ("vag", "args"),
    [
        ("ekonomi.folkmangd.scb.read", (bomber.jsonstat(), {"2326": "Berg"}, date(2022, 11, 1))),
        ("ekonomi.folkmangd.scb.read", (bomber.csv_lang(), {"2326": "Berg"}, date(2022, 11, 1))),
        ("ekonomi.utfall.blad.read", (bomber.xlsx_celler(),)),
        ("ekonomi.utfall.blad.read", (bomber.xlsx_sammanfogat(),)),
        ("ekonomi.sie.reader.read", (bomber.sie_en_rad(),)),
    ],
    ids=["json-stat", "csv", "cells", "merged", "one line"],
)
def test_a_small_file_has_no_large_cost(vag, args):
    """Refused by the reader's own words: long before the limits."""
    fore = anvant()
    with pytest.raises(ValueError, match=r"för stor|för lång|tecken lång"):
        i_barn(vag, *args, granser=Granser(cpu=5, minne=400 * MB))
    assert anvant() - fore < 2


def test_a_certificate_does_not_say_how_long_its_password_is_hashed():
    fil = bomber.p12(underskrifter.certifikat().p12("hemligt"))
    with pytest.raises(OlastError):
        i_barn("samverkan.signering.undertecknare.prova_p12", fil, "hemligt", granser=Granser(cpu=1))
