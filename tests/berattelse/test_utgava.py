"""What is done with an adopted edition: signed in the program or outside, published, sent, fetched, checked."""

import hashlib
import resource
import threading

import page as validator
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import close_old_connections, connection
from django.urls import reverse
from django.utils import timezone

from berattelse import actions
from berattelse.models import Hamtning, Publicering, Sandning, Signatur, Utgava
from berattelse.utgava.filer import FILER, kommunens_pdf, kommunernas_pdf
from berattelse.utgava.verifiering import export, verifiera
from samverkan.signering import pades
from tests import bomber, factories
from tests.berattelse import utgavor
from tests.langd import antal
from uppdrag.models import Kontaktperson, Medverkan, Part


def adress(namn, utgava, *args):
    return reverse(f"berattelse:{namn}", args=[utgava.pk, *args])


def p12(namn="Direktör"):
    return SimpleUploadedFile("nyckel.p12", utgavor.nyckelfil(namn))


def pdf_fil(data):
    return SimpleUploadedFile("signerad.pdf", data, "application/pdf")


def utanfor(data, namn="Utomstående tjänst"):
    return pades.sign(data, utgavor.undertecknare(namn), tid=timezone.now())


def test_the_director_signs_with_her_own_certificate(hus, utgava, as_user, tmp_path):
    client = as_user(hus.direktor)
    nekad = client.post(adress("utgava_signera", utgava), {"med": "egen", "certifikat": p12(), "losen": "hemligt"})
    assert "Certifikatet är utställt till" in nekad.context["form"].errors["obetrodd"][0]  # whose it is, before it cannot be undone
    assert not Signatur.objects.exists()
    svar = client.post(adress("utgava_signera", utgava), {"med": "egen", "certifikat": p12(), "losen": "hemligt", "obetrodd": "on"})
    assert svar.status_code == 302
    signatur = Signatur.objects.get()
    assert "Direktör" in signatur.undertecknare
    assert bytes(signatur.innehall).startswith(export(utgava))
    fil = tmp_path / "s.pdf"
    fil.write_bytes(client.get(adress("utgava_signerad", utgava)).content)
    assert hashlib.sha256(fil.read_bytes()).hexdigest() == signatur.sha256
    for profil in ("ua1", "3a"):
        assert validator.validate_pdf(str(fil), profile=profil).is_compliant


@pytest.mark.parametrize(
    ("skickat", "besked"),
    [
        ({"losen": "fel"}, "lösenord"),
        ({"certifikat": SimpleUploadedFile("x.p12", b"inte en nyckel")}, "certifikat"),
        ({"certifikat": ""}, "Välj certifikatfilen."),
    ],
)
def test_a_key_that_does_not_work_is_said_and_nothing_is_signed(hus, utgava, as_user, skickat, besked):
    svar = as_user(hus.direktor).post(adress("utgava_signera", utgava), {"med": "egen", "certifikat": p12(), "losen": "hemligt"} | skickat)
    assert svar.status_code == 200
    assert besked in svar.content.decode()
    assert not Signatur.objects.exists()


def test_only_the_director_signs_once(hus, utgava, as_user):
    for person, kod in ((hus.processledare, 403), (hus.kommunchef, 404), (hus.utomstaende, 404)):
        assert as_user(person).get(adress("utgava_signera", utgava)).status_code == kod
        assert as_user(person).post(adress("utgava_signera_utanfor", utgava)).status_code == kod
    actions.signera(utgava, utgavor.undertecknare(), by=hus.direktor)
    assert as_user(hus.direktor).get(adress("utgava_signera", utgava)).status_code == 403
    with pytest.raises(ValidationError, match="redan signerad"):
        actions.signera(utgava, utgavor.undertecknare(), by=hus.direktor)


def test_signed_in_another_service_and_handed_in(hus, utgava, as_user):
    client = as_user(hus.direktor)
    sida = client.get(adress("utgava_signera_utanfor", utgava)).content.decode()
    hamtad = client.get(adress("utgava_fil", utgava, utgava.filer.get(sort="pdf", kommun=None).pk)).content
    assert f"/filer/{utgava.filer.get(sort='pdf', kommun=None).pk}/" in sida
    assert client.post(adress("utgava_signera_utanfor", utgava), {"fil": pdf_fil(utanfor(hamtad))}).status_code == 302
    assert not Signatur.objects.exists()
    assert client.post(adress("vantandefil_behall", utgava.vantande.get())).status_code == 302
    assert Signatur.objects.get().satt == "utanfor"


def test_what_is_not_the_edition_unchanged_is_refused_in_words(hus, utgava, as_user):
    client = as_user(hus.direktor)
    annan = export(utgava)[:-20] + b"%" * 20
    for data in (export(utgava), annan, b"hej", utanfor(export(utgava)) + b"\n%%EOF"):
        svar = client.post(adress("utgava_signera_utanfor", utgava), {"fil": pdf_fil(data)})
        assert svar.status_code == 200
        assert "invalid-feedback" in svar.content.decode()
    assert not Signatur.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.bara_postgresql
def test_two_who_sign_at_once_make_one_signature(hus, utgava):
    svar, start = [], threading.Barrier(2)
    nyckel = utgavor.undertecknare()

    def press():
        start.wait()
        try:
            actions.signera(utgava, nyckel, by=hus.direktor)
            svar.append("ja")
        except ValidationError as error:
            svar.append(error.messages[0])
        finally:
            close_old_connections()
            connection.close()

    tradar = [threading.Thread(target=press) for _ in range(2)]
    for t in tradar:
        t.start()
    for t in tradar:
        t.join()
    assert sorted(svar) == ["Utgåvan är redan signerad.", "ja"]
    assert Signatur.objects.count() == 1


def test_published_once_and_only_when_signed(hus, utgava, as_user):
    url = adress("utgava_publicera", utgava)
    assert as_user(hus.processledare).post(url).status_code == 403
    actions.signera(utgava, utgavor.undertecknare(), by=hus.direktor)
    assert as_user(hus.direktor).post(url).status_code == 403
    assert as_user(hus.utomstaende).post(url).status_code == 404
    assert as_user(hus.processledare).post(url).status_code == 302
    assert as_user(hus.processledare).post(url).status_code == 403
    assert Publicering.objects.count() == 1


def test_a_kommun_sees_what_is_handed_over_and_not_before(hus, utgava, as_user):
    assert as_user(hus.kommunchef).get(utgava.get_absolute_url()).status_code == 404
    actions.signera(utgava, utgavor.undertecknare(), by=hus.direktor)
    assert as_user(hus.kommunchef).get(utgava.get_absolute_url()).status_code == 200
    assert as_user(hus.kommunchef).get(adress("utgava_arkiv", utgava)).status_code == 403
    assert as_user(hus.utomstaende).get(utgava.get_absolute_url()).status_code == 404


def test_sent_to_each_party_once_and_fetched_with_a_trace(hus, utgava, as_user, client, mailoutbox, django_capture_on_commit_callbacks):
    utgava = utgavor.signerad(hus, utgava)
    Kontaktperson.objects.create(part=Part.objects.get(avtal=hus.avtal, organisation=hus.berg), user=hus.kommunchef, fran=factories.BORJAN)
    hus.krokom.funktionsbrevlada = "kommun@exempel.test"
    hus.krokom.save()
    url = adress("utgava_distribuera", utgava)
    assert as_user(hus.direktor).post(url).status_code == 403
    assert as_user(hus.utomstaende).post(url).status_code == 404
    assert hus.kommunchef.email in as_user(hus.processledare).get(url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        as_user(hus.processledare).post(url)
        as_user(hus.processledare).post(url)
    assert sorted(brev.to[0] for brev in mailoutbox) == sorted([hus.kommunchef.email, "kommun@exempel.test"])
    brev = next(b for b in mailoutbox if b.to == [hus.kommunchef.email])
    ((namn, data, _),) = brev.attachments
    assert hashlib.sha256(data).hexdigest() == utgava.signatur.sha256
    lank = next(ord_ for ord_ in brev.body.split() if "/hamta/" in ord_).replace("http://testserver", "")
    client.logout()
    for _ in range(3):  # the scanner of the mail server
        assert client.get(lank).status_code == 200
    assert not Hamtning.objects.exists()
    assert client.get(f"{lank}signerad/").status_code == 405
    assert client.post(f"{lank}signerad/").content == data
    assert Hamtning.objects.get().sandning.epost == hus.kommunchef.email
    assert namn in as_user(hus.processledare).get(utgava.get_absolute_url()).content.decode()


def test_an_unknown_link_is_not_told_and_not_guessed_for_long(hus, client):
    assert client.get("/hamta/finns-inte/").status_code == 404
    svar = {client.get(f"/hamta/gissning-{n}/").status_code for n in range(40)}
    assert svar == {404, 429}


def test_a_letters_link_is_stored_as_its_hash_alone(hus):
    rad, token = utgavor.sandning(utgavor.rad(hus.year, hus.processledare), hus.berg, hus.processledare)
    assert token not in str(Sandning.objects.filter(pk=rad.pk).values())


def test_the_kommuner_get_their_own_editions_in_the_act_that_adopts(hus, as_user, tmp_path):
    annat = factories.uppdrag(hus.avtal, "Bara Krokom")
    factories.rubrik(hus.year, annat, text="Annat", ordning=2)
    Medverkan.objects.create(uppdrag=annat, organisation=hus.krokom)
    utgavor.rader.avsnitt(hus, uppdrag=annat, status="godkand", beskrivning="<p>Något.</p>")
    utgavor.rader.Avsnitt.objects.create(
        verksamhetsar=hus.year, sort="omrade", rubrik=hus.year.rubriker.get(text="Annat"), status="godkand"
    )
    utgava = utgavor.signerad(hus)
    assert utgava.filer.filter(kommun__isnull=False).count() == 2
    assert as_user(hus.direktor).post(adress("utgava_kommuner", utgava)).status_code == 403
    client = as_user(hus.processledare)
    for _ in range(2):
        assert client.post(adress("utgava_kommuner", utgava)).status_code == 302
    filer = {f.kommun.kod: f for f in utgava.filer.filter(kommun__isnull=False)}
    assert filer.keys() == {hus.berg.kod, hus.krokom.kod}
    assert "Gjorda utgåvor: 2 av 2." in client.get(adress("utgava_framsteg", utgava)).content.decode()
    for fil in filer.values():
        path = tmp_path / fil.filnamn
        path.write_bytes(bytes(fil.innehall))
        for profil in ("ua1", "3a"):
            assert validator.validate_pdf(str(path), profile=profil).is_compliant
    bergs, krokoms = (_text(tmp_path / filer[o.kod].filnamn) for o in (hus.berg, hus.krokom))
    assert krokoms.count(b"Bara Krokom") > 1
    assert bergs.count(b"Bara Krokom") == 1
    assert b"Kommunen omfattades inte av Bara Krokom" in bergs


def _text(path):
    import subprocess

    return b" ".join(subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.split())


def test_a_worker_killed_on_its_way_goes_on_where_it_ended(hus):
    utgava = utgavor.rad(hus.year, hus.processledare)
    assert actions.skapa_kommunutgava(utgava, hus.berg, by=hus.processledare)
    forst = utgava.filer.get(kommun=hus.berg).pk
    assert not actions.skapa_kommunutgava(utgava, hus.berg, by=hus.processledare)
    assert actions.skapa_kommunutgava(utgava, hus.krokom, by=hus.processledare)
    assert utgava.filer.get(kommun=hus.berg).pk == forst


def test_every_file_of_the_edition_is_known_again(hus, utgava, client):
    utgava = utgavor.signerad(hus, utgava)
    actions.skapa_kommunutgava(utgava, hus.berg, by=hus.processledare)
    for fil in utgava.filer.all():
        svar = verifiera(bytes(fil.innehall))
        assert svar.oforandrad
        assert svar.utgava == utgava
    svar = client.post("/verifiera/", {"fil": pdf_fil(bytes(utgava.signatur.innehall))}).content.decode()
    assert "signerad och oförändrad" in svar
    assert "Direktör" in svar
    assert "ja, ingen senare utgåva har ersatt den" in svar


@pytest.mark.en_gang
def test_what_is_changed_is_never_said_to_be_unchanged(hus, hel_utgava, client):
    utgava = utgavor.signerad(hus, hel_utgava)
    signerad = bytes(utgava.signatur.innehall)
    andrad = bytearray(signerad)
    andrad[len(signerad) // 3] ^= 1
    for data in (bytes(andrad), signerad[:-1], signerad + b"\n", utanfor(export(utgava)), b"", b"%PDF-1.7 nagot helt annat"):
        if data:
            assert not verifiera(data).oforandrad
    svar = client.post("/verifiera/", {"fil": pdf_fil(bytes(andrad))}).content.decode()
    assert "säger sig vara" in svar
    tom = client.post("/verifiera/", {"fil": SimpleUploadedFile("tom.pdf", b"")}).content.decode()
    assert "Filen är tom." in tom


@pytest.mark.en_gang
@pytest.mark.lang
@pytest.mark.parametrize("bomb", [bomber.pdf_korsreferenser, bomber.pdf_mellanslag])
def test_an_edition_with_a_large_cost_after_it_is_only_a_changed_one(hus, utgava, bomb):
    """The whole bombs in `make test-long`: within the child's five seconds and its memory, whatever they hold."""
    data = bomb(export(utgava), antal(10_000, 20_000_000 if bomb is bomber.pdf_mellanslag else 4_000_000))
    fore = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    svar = verifiera(data)
    assert (svar.oforandrad, svar.utgava, svar.rubrik) == (False, utgava, "Ändrad")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - fore < 6
    with pytest.raises(ValidationError, match=r"tillägg|för tung"):
        actions.signera_utanfor(utgava, data, by=hus.direktor)


def test_signed_outside_and_not_handed_in_is_known_as_unchanged(hus, utgava):
    svar = verifiera(utanfor(export(utgava)))
    assert svar.oforandrad
    assert svar.utgava == utgava
    assert not svar.prov.underskrifter[0].betrodd


def test_a_replaced_edition_says_so_when_checked(hus, utgava):
    from uppdrag.actions.lock import unlock

    utgava = utgavor.signerad(hus, utgava)
    unlock(hus.year, by=hus.processledare, skal="Rättelse")
    utgavor.fardig_rattelse(hus.year, hus.processledare)
    ny = actions.faststall(hus.year, 1, by=hus.direktor)
    svar = verifiera(bytes(utgava.signatur.innehall))
    assert (svar.oforandrad, svar.ersatt_av) == (True, ny)


def test_the_command_says_the_same_and_ends_well_only_for_an_unchanged_edition(hus, utgava, tmp_path, capsys):
    utgava = utgavor.signerad(hus, utgava)
    fil = tmp_path / "f.pdf"
    fil.write_bytes(bytes(utgava.signatur.innehall))
    call_command("verifiera", fil)
    assert "signerad och oförändrad" in capsys.readouterr().out
    fil.write_bytes(b"annat")
    with pytest.raises(CommandError, match="inte en oförändrad utgåva"):
        call_command("verifiera", fil)


@pytest.mark.en_gang
@pytest.mark.trycker
def test_many_are_printed_at_once_to_the_same_bytes(hus, utgava):
    koder = [hus.berg.kod, hus.krokom.kod] * 2
    en_i_taget = [(kod, kommunens_pdf(utgava.innehall, kod)) for kod in koder]
    assert list(kommunernas_pdf(utgava.innehall, koder)) == en_i_taget


@pytest.mark.en_gang
@pytest.mark.trycker
def test_rendering_twice_gives_the_same_bytes(hus, hel_utgava):
    utgava = hel_utgava
    for sort, gor in FILER.items():
        assert gor(Utgava.objects.get(pk=utgava.pk).data) == bytes(utgava.filer.get(sort=sort, kommun=None).innehall)
    assert kommunens_pdf(utgava.innehall, hus.berg.kod) == kommunens_pdf(utgava.innehall, hus.berg.kod)
