"""What is too long is refused before it is received; what is private is kept nowhere on its way."""

import ast
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from samverkan.utifran.uppladdning import MB, VANLIGT
from tests.test_house import in_rooms, tree

pytestmark = pytest.mark.en_gang


class Olast:
    """A body that nobody may read."""

    def read(self, *args):
        raise AssertionError("The body was read.")

    readline = read


def posta(client, url, langd):
    return client.generic("POST", url, b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(langd), **{"wsgi.input": Olast()})


@pytest.mark.parametrize("langd", [VANLIGT + 1, 10**12, 10**30])
def test_a_body_that_is_too_long_is_not_read(as_user, hus, langd):
    svar = posta(as_user(hus.processledare), reverse("uppdrag:beslut_create"), langd)
    assert svar.status_code == 413
    assert "För mycket på en gång" in svar.content.decode()


def test_neither_without_login_nor_where_files_are_taken(client, db):
    svar = posta(client, reverse("publik:verifiera"), 40 * MB)
    assert (svar.status_code, "större än 30 MB" in svar.content.decode()) == (413, True)
    assert posta(client, reverse("uppdrag:beslut_create"), 6 * MB).status_code == 413


def test_a_file_that_is_larger_than_its_field_takes_is_told_at_the_field(client, db):
    fil = SimpleUploadedFile("a.pdf", b"%PDF" + b" " * 26 * MB)
    svar = client.post(reverse("publik:verifiera"), {"fil": fil})
    assert (svar.status_code, "större än 25 MB" in svar.content.decode()) == (200, True)


def test_a_length_that_is_no_number_is_no_length(client, db):
    assert client.generic("POST", reverse("publik:verifiera"), b"", "text/plain", CONTENT_LENGTH="²").status_code == 200


def test_every_field_for_a_file_has_its_limit_and_every_view_that_reads_one_says_how_much_it_takes():
    assert [p.name for p in in_rooms() if re.search(r"\bFileField\(", p.read_text()) and p.name != "uppladdning.py"] == []
    moduler = [p for p in in_rooms() if "request.FILES" in p.read_text()]
    laser = [f for p in moduler for f in ast.walk(tree(p)) if isinstance(f, ast.FunctionDef) and "request.FILES" in ast.unparse(f)]
    assert len(laser) == 10
    assert [f.name for f in laser if "tar_emot" not in map(_namn, f.decorator_list)] == ["_read"]  # of a view that says it


def _namn(dekorator):
    return dekorator.func.id if isinstance(dekorator, ast.Call) else ""


def test_no_upload_lies_on_a_disk(settings):
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]


@pytest.mark.parametrize("namn", ["start", "uppdrag:tillfalle_list", "uppdrag:tillfalle_csv", "samverkan:handelse_csv"])
def test_a_private_page_and_file_is_kept_by_nobody(as_user, hus, namn):
    svar = as_user(hus.processledare).get(reverse(namn))
    assert (svar.status_code, svar["Cache-Control"]) == (200, "no-store, private")


def test_what_is_refused_or_sent_on_is_kept_by_nobody_either(as_user, hus):
    assert Client().get("/")["Cache-Control"] == "no-store, private"
    assert Client().get("/admin/login/").status_code == 302
    assert as_user(hus.processledare).get("/finns-inte/")["Cache-Control"] == "no-store, private"


KONTO = [p for p in get_resolver().reverse_dict if isinstance(p, str) and p.startswith("account_")]


@pytest.mark.parametrize("namn", KONTO)
def test_no_page_by_which_one_logs_in_is_kept(client, db, namn):
    nyckel = {"uidb36": "1", "key": "abc-0123456789"} if namn == "account_reset_password_from_key" else {}
    nyckel |= {"key": "abc"} if namn == "account_confirm_email" else {}
    assert "no-store" in client.get(reverse(namn, kwargs=nyckel))["Cache-Control"]


def test_a_page_that_is_open_to_all_may_be_kept_unless_it_says_who_is_logged_in(as_user, hus):
    url = reverse("publik:tillganglighet")
    assert "Cache-Control" not in Client().get(url)
    assert as_user(hus.processledare).get(url)["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("url", ["/moten/?year=%00", "/moten/?a%00=1", "/moten%00/", "/berattelser/?sok=%00"])
def test_a_null_character_in_an_address_is_told_in_words(as_user, hus, url):
    svar = as_user(hus.processledare).get(url)
    assert (svar.status_code, "gick inte att förstå" in svar.content.decode()) == (400, True)
