"""An answer that came on paper: registered by hand, marked so wherever it is told, and never in the place of another unsaid."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pypdf import PdfReader

from enkat.actions import svar
from enkat.models import Omgang
from samverkan.models import Handelse
from samverkan.svenska import datum
from tests.enkat import factories as f

pytestmark = pytest.mark.django_db


def test_a_paper_answer_is_registered_by_hand_and_marked_so(as_user, hus, oppen):
    client, buz = as_user(hus.processledare), oppen.deltagare.get(arena=hus.arena)
    url = f"/enkat/svar/{buz.pk}/"
    assert "på papper eller i Word" in client.get(url).content.decode()
    client.post(f"{url}spara/", f.poster(buz, **f.HELT))
    imorgon = timezone.localdate() + timedelta(days=1)
    assert "efter i dag" in f.skicka_in(client, f"{url}skicka-in/", {"namn": "Ordföranden", "inkom": imorgon}).content.decode()
    f.skicka_in(client, f"{url}skicka-in/", {"namn": "Ordföranden i BUZ", "inkom": timezone.localdate()})
    rad = buz.inlamningar.get()
    assert (rad.sort, rad.av, rad.user) == ("papper", "Ordföranden i BUZ", hus.processledare)


def test_a_paper_answer_cannot_have_come_before_the_round_opened(as_user, hus, oppen):
    client, buz = as_user(hus.processledare), oppen.deltagare.get(arena=hus.arena)
    url = f"/enkat/svar/{buz.pk}/"
    client.post(f"{url}spara/", f.poster(buz, **f.HELT))
    sida = f.skicka_in(client, f"{url}skicka-in/", {"namn": "Ordföranden", "inkom": oppen.oppnar - timedelta(days=1)})
    assert datum(oppen.oppnar) in sida.context["form"].errors["inkom"][0]
    assert not buz.inlamningar.exists()
    f.skicka_in(client, f"{url}skicka-in/", {"namn": "Ordföranden", "inkom": oppen.oppnar})
    assert buz.inlamningar.get().inkom == oppen.oppnar


def test_a_paper_answer_replaces_what_is_handed_in_only_when_that_is_said(client, as_user, hus, oppen):
    buz = oppen.deltagare.get(arena=hus.arena)
    lank, url = f.lank(buz), f"/enkat/svar/{buz.pk}/"
    client.post(f"{lank}spara/", f.poster(buz, **f.HELT))
    f.skicka_in(client, f"{lank}skicka-in/")
    client, papper = as_user(hus.processledare), {"namn": "Ordföranden på papper", "inkom": timezone.localdate()}
    for sida in ("", "skicka-in/"):
        assert f"Ett svar är redan lämnat: {buz.inlamningar.get().i_ord}" in client.get(f"{url}{sida}").content.decode()
    assert "ersatter_1" in f.skicka_in(client, f"{url}skicka-in/", papper).context["form"].errors
    assert buz.inlamningar.count() == 1
    for _ in range(2):  # pressed twice, it is registered once
        assert f.skicka_in(client, f"{url}skicka-in/", papper | {"ersatter_1": "on"}).status_code == 302
    assert [i.sort for i in buz.inlamningar.all()] == ["digitalt", "papper"]
    buz.inlamningar.create(nummer=3, av="Ordföranden")  # the chair hands in again while the form is open
    with pytest.raises(ValidationError, match="redan lämnat"):
        svar.skicka_in(buz, av=svar.Vem("Ordföranden", hus.processledare), sort="papper", inkom=timezone.localdate(), sett=2)


@pytest.mark.en_gang
def test_a_paper_answer_is_called_so_wherever_it_is_told_with_its_day_and_who_registered_it(as_user, hus, oppen, tmp_path):
    client, buz = as_user(hus.processledare), oppen.deltagare.get(arena=hus.arena)
    url, igar = f"/enkat/svar/{buz.pk}/", timezone.localdate() - timedelta(days=1)
    Omgang.objects.filter(pk=oppen.pk).update(oppnar=igar)
    client.post(f"{url}spara/", f.poster(buz, **f.HELT))
    f.skicka_in(client, f"{url}skicka-in/", {"namn": "Ordföranden i BUZ", "inkom": igar})
    dagar = f"inkommet på papper eller i Word {datum(igar)} från Ordföranden i BUZ, registrerat {datum(timezone.localdate())} klockan"
    for sida in (oppen.get_absolute_url(), url, f"{url}klart/", f"{url}historik/", f"/enkat/deltagare/{buz.pk}/inlamning/"):
        assert dagar in client.get(sida).content.decode().replace("Inkommet", "inkommet")
    assert "Svaret är registrerat" in client.get(f"{url}klart/").content.decode()
    assert "av Processledare" in buz.inlamningar.get().i_ord
    assert dagar in Handelse.objects.get(akt="registrerade papperssvar").text
    resultat = f"/enkat/omgangar/{oppen.pk}/resultat"
    assert f"Svaret från BUZ är {dagar}" in client.get(f"{resultat}/").content.decode()
    assert dagar in client.get(f"{resultat}-svar.csv").content.decode("utf-8-sig")
    for pdf in (f"{url}svar.pdf", f"{resultat}.pdf"):
        sagt = " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(client.get(pdf).content)).pages).split())
        assert "på papper eller i Word" in sagt


def test_what_was_handed_in_in_the_program_is_not_called_paper(client, as_user, hus, oppen):
    buz = oppen.deltagare.get(arena=hus.arena)
    lank = f.lank(buz)
    client.post(f"{lank}spara/", f.poster(buz, **f.HELT))
    f.skicka_in(client, f"{lank}skicka-in/")
    assert buz.inlamningar.get().i_ord.startswith("inskickat ")
    assert "papper eller i Word" not in as_user(hus.processledare).get(f"/enkat/omgangar/{oppen.pk}/resultat/").content.decode()
