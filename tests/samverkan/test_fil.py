"""A file's name is harmless wherever it is put."""

import re

import pytest
from django.urls import reverse

from samverkan.utifran.fil import lage, rent
from tests.test_house import in_rooms

ELAKT = '20\u202e22"; filename="a.exe\r\nSet-Cookie: x=1\x00/../..\\evil'


@pytest.mark.parametrize(
    ("namn", "blir"),
    [
        ("bilaga-\u202efdp.exe", "bilaga-fdp.exe"),
        ('a"b\r\nc.pdf', "a-bc.pdf"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("C:\\x|y?.pdf", "C--x-y-.pdf"),
        (".hemlig", "hemlig"),
        ("\u2066\u200b", "fil"),
        ("Överenskommelse 2022.pdf", "Överenskommelse 2022.pdf"),
    ],
)
def test_a_name_keeps_its_letters_and_nothing_that_misleads(namn, blir):
    assert rent(namn) == blir


def test_swedish_letters_are_told_so_that_every_browser_reads_them():
    assert lage("år.pdf") == "attachment; filename*=utf-8''%C3%A5r.pdf"
    assert lage("a b.pdf", inline=True) == 'inline; filename="a b.pdf"'


def test_a_year_named_to_do_harm_gives_files_with_plain_names(hus, as_user):
    hus.year.beteckning = ELAKT[:20]
    hus.year.save()
    klient = as_user(hus.processledare)
    for namn, args in (("berattelse:report_json", [hus.year.pk]), ("berattelse:dokument_json", [hus.year.pk, "uppfoljningsrapport"])):
        huvud = klient.get(reverse(namn, args=args))["Content-Disposition"]
        assert re.fullmatch(r'attachment; filename="[A-Za-z0-9 =;.-]+"', huvud), huvud


@pytest.mark.en_gang
def test_every_file_is_answered_by_the_one_door():
    assert [p.name for p in in_rooms() if "Content-Disposition" in p.read_text()] == ["fil.py"]
