"""The form on paper: every question as it is asked, who answers and until when, for those who may hold it, before the round and during it."""

import io

import pytest
from django.core import mail
from pypdf import PdfReader

from enkat.models import Deltagare, Frageformular, Omgang
from tests import factories
from tests.enkat import factories as f
from tests.samverkan.test_pdf import problems


def text(response):
    assert response["Content-Type"] == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages).split())


@pytest.fixture
def buz(planerad):
    return planerad.deltagare.get(tillfragad=True)


def test_the_processledare_prints_it_before_the_round_begins(as_user, hus, planerad, buz):
    factories.kontakt(hus)
    client = as_user(hus.processledare)
    assert f"/enkat/svar/{buz.pk}/blankett.pdf" in client.get(f"/enkat/omgangar/{planerad.pk}/").content.decode()
    sagt = text(client.get(f"/enkat/svar/{buz.pk}/blankett.pdf"))
    for fraga in planerad.formular.fragor:
        assert str(fraga) in sagt
        assert all(a.text in sagt for a in fraga.alternativ.all())
    for words in ("Svar från BUZ", "Lämnas av ordföranden", "Sista dag", "kontakt@exempel.test", "telefon 0700-00 00 00", "Ifyllt av"):
        assert words in sagt
    assert "Utkast" not in sagt


def test_a_form_not_adopted_says_so_and_only_the_processledare_has_it(as_user, hus, buz):
    f.ordforande(hus.arena, ordforande := factories.user("Ordföranden", roll="lasare", organisation=hus.berg))
    url = f"/enkat/svar/{buz.pk}/blankett.pdf"
    assert as_user(ordforande).get(url).status_code == 200
    Frageformular.objects.update(status="utkast", antaget_den=None)
    assert as_user(ordforande).get(url).status_code == 403
    assert "Formuläret är inte antaget" in text(as_user(hus.processledare).get(url))


def test_who_is_asked_finds_it_on_her_start_page_before_the_round_begins(as_user, hus, planerad, buz):
    f.ordforande(hus.arena, ordforande := factories.user("Ordföranden", roll="lasare", organisation=hus.berg))
    url = f"/enkat/svar/{buz.pk}/blankett.pdf"
    client = as_user(ordforande)
    for sida in ("/", "/enkat/"):
        assert url in client.get(sida).content.decode()
    assert client.get(f"/enkat/svar/{buz.pk}/").status_code == 403  # the answer itself opens with the round
    Frageformular.objects.update(status="utkast", antaget_den=None)
    assert url not in client.get("/").content.decode()


def test_strangers_and_those_not_asked_have_none(as_user, hus, planerad, buz):
    url = f"/enkat/svar/{buz.pk}/blankett.pdf"
    assert as_user(hus.utomstaende).get(url).status_code == 404
    assert as_user(hus.kommunchef).get(url).status_code == 404
    inte = Deltagare.objects.get(tillfragad=False)
    assert as_user(hus.processledare).get(f"/enkat/svar/{inte.pk}/blankett.pdf").status_code == 403


def test_the_letter_and_the_link_lead_to_it_while_it_may_be_answered(client, as_user, hus, planerad, django_capture_on_commit_callbacks):
    ledare = as_user(hus.processledare)
    with django_capture_on_commit_callbacks(execute=True):
        ledare.post(f"/enkat/omgangar/{planerad.pk}/oppna/")
    lankar = [word for word in mail.outbox[-1].body.split() if "/svara/" in word]
    assert lankar[1] == f"{lankar[0]}blankett.pdf"
    vag = lankar[0].removeprefix("http://testserver")
    assert f'"{vag}blankett.pdf"' in client.get(vag).content.decode()
    assert "Svar från BUZ" in text(client.get(f"{vag}blankett.pdf"))
    assert client.get("/svara/finns-inte/blankett.pdf").status_code == 404
    Omgang.objects.update(status="stangd")
    assert client.get(f"{vag}blankett.pdf").status_code == 403


def test_where_answers_are_anonymous_no_paper_is_sent_to_the_region(client, hus, buz):
    factories.kontakt(hus)
    Omgang.objects.update(anonym=True, minsta_grupp=5, status="oppen")
    sagt = text(client.get(f"{f.lank(buz)}blankett.pdf"))
    assert "Skickas till" not in sagt
    assert "Genom länken i brevet" in sagt


def test_a_kommun_is_asked_of_each_uppdrag_it_takes_part_in(as_user, hus):
    d = f.deltagare(f.omgang(hus, "kommunernas"), hus.berg)
    annat = factories.uppdrag(hus.avtal, "Energikontoret")
    sagt = text(as_user(hus.kommunchef).get(f"/enkat/svar/{d.pk}/blankett.pdf"))
    assert "Lärcentrum" in sagt
    assert annat.namn not in sagt


def test_it_conforms_to_both_standards_and_reads_a_question_with_its_answers_as_a_list(as_user, hus, buz, tmp_path):
    factories.kontakt(hus)
    fil = tmp_path / "b.pdf"
    fil.write_bytes(as_user(hus.processledare).get(f"/enkat/svar/{buz.pk}/blankett.pdf").content)
    assert problems(fil, "ua1") == problems(fil, "2a") == []
