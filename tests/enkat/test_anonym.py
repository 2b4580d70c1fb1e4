"""What is promised anonymous is read by whoever writes it, and by nobody who is put in her place."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from enkat.actions import omgang as actions
from enkat.models import Deltagare, Inbjudan, Omgang, Svar
from tests.enkat import factories as f
from tests.formular import skicka
from uppdrag.models import Ordforande

HEMLIGT = "Processledaren lyssnar inte"
NY = {"mottagare": "Sekreteraren", "epost": "ny@exempel.test"}


@pytest.fixture
def buz(hus):
    return f.deltagare(f.omgang(hus, anonym=True, minsta_grupp=5), hus.arena)


@pytest.fixture
def skrivet(client, buz):
    """Written, handed in and changed by the first recipient, with a helper; her links."""
    lank, hjalp = f.lank(buz), f.lank(buz, roll="medhjalpare", namn="Hjälp")
    client.post(f"{lank}allt/", f.poster(buz, **f.HELT, q6=HEMLIGT))
    f.skicka_in(client, f"{lank}skicka-in/")
    client.post(f"{hjalp}allt/", f.poster(buz, q6=f"{HEMLIGT} alls", v_q6=1))
    return lank, hjalp


def byt(klient, deltagare, capture, **falt):
    mail.outbox.clear()
    with capture(execute=True):
        return skicka(klient, f"/enkat/deltagare/{deltagare.pk}/mottagare/", NY | falt)


def lanken(till):
    letter = next(brev for brev in mail.outbox if brev.to == [till])
    return "/svara/" + letter.body.split("/svara/")[1].split()[0]


SIDOR = ("", "allt/", "sida/1/", "skicka-in/", "klart/", "historik/", "svar.pdf", "medhjalpare/")


def test_a_new_recipient_begins_from_an_empty_answer_and_reads_nothing_of_the_former(
    client, as_user, hus, buz, skrivet, django_capture_on_commit_callbacks
):
    leder = as_user(hus.processledare)
    assert "börjar därför om från ett tomt svar" in leder.get(f"/enkat/deltagare/{buz.pk}/mottagare/").content.decode()
    assert byt(leder, buz, django_capture_on_commit_callbacks).status_code == 302
    ny = lanken("ny@exempel.test")
    client.logout()
    sidor = {sida: client.get(f"{ny}{sida}") for sida in SIDOR}
    assert {sida: r.status_code for sida, r in sidor.items()} == dict.fromkeys(SIDOR, 200) | {"svar.pdf": 403}
    assert not any(HEMLIGT in r.content.decode() for sida, r in sidor.items() if sida != "svar.pdf")
    assert "Det som skrevs tidigare visas inte här." in sidor[""].content.decode()
    assert {client.get(lank).status_code for lank in skrivet} == {404}
    assert buz.inlamningar.count() == 1, "what is handed in counts until it is handed in again"
    client.post(f"{ny}allt/", f.poster(buz, **f.HELT, q6="Eget"))
    f.skicka_in(client, f"{ny}skicka-in/")
    for sida in ("klart/", "historik/"):
        assert "Eget" in client.get(f"{ny}{sida}").content.decode()
    assert client.get(f"{ny}svar.pdf").status_code == 200
    assert HEMLIGT not in client.get(f"{ny}historik/").content.decode()


def test_what_the_letters_say_of_it_is_true(as_user, hus, buz, skrivet, django_capture_on_commit_callbacks):
    byt(as_user(hus.processledare), buz, django_capture_on_commit_callbacks)
    brev = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "du börjar om från ett tomt svar" in brev["ny@exempel.test"]
    assert "Med länken kan det läsas" not in brev["ny@exempel.test"]
    assert "visas inte för den som svarar nu" in brev["ordforande@exempel.test"]


def test_who_prepares_it_by_account_finds_what_was_written_in_the_history(as_user, hus, buz, skrivet, django_capture_on_commit_callbacks):
    f.ordforande(hus.arena, hus.lasare)
    byt(as_user(hus.processledare), buz, django_capture_on_commit_callbacks)
    client = as_user(hus.lasare)
    assert "Det som skrevs tidigare står i historiken." in client.get(f"/enkat/svar/{buz.pk}/").content.decode()
    assert HEMLIGT in client.get(f"/enkat/svar/{buz.pk}/historik/").content.decode()
    assert not Svar.objects.exists()


def test_the_same_address_by_another_name_loses_nothing(as_user, hus, buz, skrivet, django_capture_on_commit_callbacks):
    byt(as_user(hus.processledare), buz, django_capture_on_commit_callbacks, epost="Ordforande@exempel.test")
    buz.refresh_from_db()
    assert (buz.borjade_om, Svar.objects.filter(text__startswith=HEMLIGT).count()) == (None, 1)


def test_in_a_round_with_names_the_new_recipient_goes_on(client, as_user, hus, buz, skrivet, django_capture_on_commit_callbacks):
    Omgang.objects.update(anonym=False)
    byt(as_user(hus.processledare), buz, django_capture_on_commit_callbacks)
    assert HEMLIGT in client.get(f"{lanken('ny@exempel.test')}allt/").content.decode()
    assert client.get(skrivet[1]).status_code == 200


@pytest.mark.parametrize("vem", ["processledare", "samordnare", "controller"])
def test_none_of_the_regions_own_is_the_recipient(as_user, hus, buz, vem, django_capture_on_commit_callbacks):
    adress = getattr(hus, vem).email.upper()
    response = byt(as_user(hus.processledare), buz, django_capture_on_commit_callbacks, epost=adress)
    assert "kan inte en av regionens egna vara mottagare" in response.content.decode()
    assert (mail.outbox, Deltagare.objects.get().epost) == ([], "ordforande@exempel.test")


def test_nor_when_the_round_opens_or_one_more_is_asked(hus, buz, vardag):
    Omgang.objects.update(status="planerad")
    Deltagare.objects.update(epost=hus.processledare.email)
    with pytest.raises(ValidationError, match="regionens egna"):
        actions.oppna(Omgang.objects.get(), by=hus.processledare)
    Omgang.objects.update(status="oppen")
    ny = Deltagare(omgang=Omgang.objects.get(), organisation=hus.berg)
    with pytest.raises(ValidationError, match="regionens egna"):
        actions.tillfraga(ny, mottagare="Jag", epost=hus.processledare.email, by=hus.processledare)
    assert not Inbjudan.objects.exists()


def test_who_leads_the_body_answers_for_it_whatever_her_role(hus, buz, vardag):
    Omgang.objects.update(status="planerad")
    Deltagare.objects.update(epost=hus.samordnare.email)
    Ordforande.objects.create(arena=hus.arena, user=hus.samordnare)
    actions.oppna(Omgang.objects.get(), by=hus.processledare)
    assert Omgang.objects.get().status == "oppen"
