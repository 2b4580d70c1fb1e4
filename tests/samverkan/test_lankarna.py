"""Links in letters lead to the site's own address, whatever a request says of itself; and a title stays one line of a subject."""

import re
from pathlib import Path

import pytest
from django.conf import settings as installningar
from django.core import mail
from django.urls import reverse

from enkat.models import Omgang
from samverkan.brev import brev
from tests.enkat import factories as f

ROT = Path(installningar.BASE_DIR)
FRAN_FRAGAN = re.compile(r"build_absolute_uri|get_host\(|get_port\(|get_current_site|HTTP_HOST|current_site|request\.scheme")
RUM = ("samverkan", "uppdrag", "enkat", "ekonomi", "berattelse", "templates")


def test_no_address_is_made_of_what_a_request_says():
    filer = [p for rum in RUM for p in (ROT / rum).rglob("*") if p.suffix in {".py", ".html", ".txt"}]
    assert len(filer) > 300
    assert [str(p.relative_to(ROT)) for p in filer if FRAN_FRAGAN.search(p.read_text())] == []


def test_a_foreign_port_comes_into_no_link(client, hus, django_capture_on_commit_callbacks):
    buz = f.deltagare(f.omgang(hus), hus.arena)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{f.lank(buz)}medhjalpare/", {"namn": "H", "epost": "h@exempel.test"}, headers={"host": "testserver:6666"})
    client.post(reverse("account_reset_password"), {"email": hus.samordnare.email}, headers={"host": "testserver:6666"})
    assert len(mail.outbox) == 2
    lankar = [lank for letter in mail.outbox for lank in re.findall(r"https?://\S+", letter.body)]
    assert [lank for lank in lankar if not lank.startswith("http://testserver/")] == []
    assert "/konto/password/reset/key/" in lankar[-1]


def test_a_foreign_host_is_refused(client, db):
    assert client.get("/konto/login/", headers={"host": "ond.exempel.test"}).status_code == 400


@pytest.mark.parametrize("titel", ["Årets\r\nBcc: ond@exempel.test", "Årets\x0b\x85\u2028fråga\x00", "Årets \u202egnp.exe", "x" * 900])
def test_a_title_cannot_break_a_subject(titel):
    letter = brev("vem@exempel.test", f"Påminnelse: {titel}", "account/email/unknown_account_message.txt", {"email": "vem@exempel.test"})
    assert letter.message()["Subject"]
    assert letter.subject.isprintable()
    assert len(letter.subject) <= 200
    assert letter.message()["Bcc"] is None


def test_a_round_with_a_broken_name_sends_its_letter(client, hus, django_capture_on_commit_callbacks):
    buz = f.deltagare(f.omgang(hus), hus.arena)
    Omgang.objects.update(namn="Två\nrader")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{f.lank(buz)}medhjalpare/", {"namn": "H", "epost": "h@exempel.test"})
    assert mail.outbox[0].subject.startswith("Två rader – ")


def test_strangers_get_few_letters(client, hus):
    """Asked for a code or a new password, an address without an account gets one letter a day, and all such a handful."""
    for n in range(6):
        client.post(reverse("account_reset_password"), {"email": f"okand{n}@exempel.test"})
    assert len(mail.outbox) == 3
    client.post(reverse("account_reset_password"), {"email": "okand0@exempel.test"}, REMOTE_ADDR="10.0.0.2")
    assert len(mail.outbox) == 3
    svar = client.post(reverse("account_reset_password"), {"email": "okand9@exempel.test"})
    kant = client.post(reverse("account_reset_password"), {"email": hus.samordnare.email})
    assert (svar.status_code, svar["Location"]) == (kant.status_code, kant["Location"])
    assert mail.outbox[-1].to == [hus.samordnare.email]


def test_from_many_addresses_strangers_get_twenty_a_day(client, hus):
    for n in range(24):
        client.post(reverse("account_reset_password"), {"email": f"okand{n}@exempel.test"}, REMOTE_ADDR=f"10.0.0.{n}")
    assert len(mail.outbox) == 20
