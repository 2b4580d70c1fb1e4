"""A file signed elsewhere waits while the direktör reads what was found in it, and is then kept or thrown away."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm

from berattelse import actions
from berattelse.models import Signatur, Utgava, Vantandefil
from berattelse.utgava.arkiv import arkivpaket
from berattelse.utgava.verifiering import export, prova, verifiera
from samverkan.models import Handelse
from tests.berattelse import utgavor
from tests.langd import antal
from tests.samverkan import underskrifter as u
from tests.samverkan.andringar import andrad


def adress(namn, rad):
    return reverse(f"berattelse:{namn}", args=[rad.pk])


def lamna_in(client, utgava, data):
    return client.post(adress("utgava_signera_utanfor", utgava), {"fil": SimpleUploadedFile("s.pdf", data, "application/pdf")}, follow=True)


@pytest.mark.en_gang
def test_a_certifying_visible_signature_is_told_of_before_it_is_kept(hus, utgava, as_user):
    client = as_user(hus.direktor)
    data = u.utomstaende(export(utgava), certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    sida = lamna_in(client, utgava, data).content.decode()
    fil = Vantandefil.objects.get()
    assert not Signatur.objects.exists()
    for text in ("certifierande, synlig underskrift", "inte leder till någon betrodd rot", "Vad underskriften har lagt till"):
        assert text in sida
    assert "PDF/UA-1</dt><dd>uppfylls inte längre" in sida
    assert "Filen följer inte PDF/UA-1 och PDF/A-3a enligt kontrollen." in sida
    assert "kan inte stämma" not in sida
    client.post(adress("vantandefil_behall", fil))
    signatur = Signatur.objects.get()
    assert (signatur.satt, Vantandefil.objects.exists()) == ("utanfor", False)
    sida = client.get(utgava.get_absolute_url()).content.decode()
    assert "certifierande, synlig underskrift" in sida
    assert signatur.konformitet["validator"] in sida
    with ZipFile(BytesIO(arkivpaket(Utgava.objects.get(pk=utgava.pk)).som_zip("prov"))) as paket:
        [namn] = [n for n in paket.namelist() if n.endswith("signaturkontroll.json")]
        assert json.loads(paket.read(namn))["konformitet"] == signatur.konformitet


@pytest.mark.en_gang
@pytest.mark.lang
@pytest.mark.parametrize("slag", antal(["form", "pages"], ["metadata", "appearance", "form", "pages", "pikepdf"]))
def test_a_changed_file_is_refused_at_the_door_and_told_why(hus, hel_utgava, as_user, slag):
    """As tests/samverkan/test_andringar.py asks two hundred times, here by the form."""
    client, utgava = as_user(hus.direktor), hel_utgava
    signerad = u.utomstaende(export(utgava))
    for n in range(antal(1, 2)):
        svar = lamna_in(client, utgava, andrad(slag, export(utgava), signerad, n))
        besked = prova(andrad(slag, export(utgava), signerad, n), utgava).besked
        assert svar.context["form"].errors["fil"] == [besked]
        assert escape(besked) in svar.content.decode()
    assert [Vantandefil.objects.count(), Signatur.objects.count()] == [0, 0]
    assert lamna_in(client, utgava, signerad).status_code == 200
    assert Vantandefil.objects.exists(), "the file itself is received"


@pytest.mark.en_gang
def test_a_time_that_cannot_be_right_is_said(hus, utgava, as_user):
    for timmar, text in ((30 * 24, "ligger i framtiden"), (-0.5, "ligger före den")):
        with time_machine.travel(timezone.now() + timedelta(hours=timmar), tick=False):
            data = u.utomstaende(export(utgava), utgavor.undertecknare())
        assert text in lamna_in(as_user(hus.direktor), utgava, data).content.decode()
    assert not Signatur.objects.exists()


def test_it_is_thrown_away_by_the_direktor_or_the_clock_and_the_edition_can_be_signed(hus, as_user):
    utgava, client = utgavor.rad(hus.year, hus.processledare, signatur=False), as_user(hus.direktor)
    fil = utgavor.vantande(utgava, hus.direktor)
    assert "filen som" in client.get(adress("utgava_signera_utanfor", utgava)).content.decode()
    client.post(adress("vantandefil_kasta", fil))
    assert not Vantandefil.objects.exists()
    with pytest.raises(ValidationError, match="väntar inte längre"):
        actions.behall(fil, by=hus.direktor)
    utgavor.vantande(utgava, hus.direktor)
    call_command("kor_dagligen", trots_klockan=True)
    assert Vantandefil.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        call_command("kor_dagligen", trots_klockan=True)
    assert not Vantandefil.objects.exists()
    kastade = Handelse.objects.filter(akt="kastade signerad fil").order_by("pk")
    assert list(kastade.values_list("vem", flat=True)) == [str(hus.direktor), "Samverkan"]
    assert utgava.can_be_signed_by(hus.direktor)


def test_only_the_direktor_answers(hus, as_user):
    utgava = utgavor.rad(hus.year, hus.processledare, signatur=False)
    fil = utgavor.vantande(utgava, hus.direktor)
    for person, kod in ((hus.processledare, 403), (hus.kommunchef, 404), (hus.utomstaende, 404)):
        assert as_user(person).get(adress("vantandefil_detail", fil)).status_code == kod
        for akt in ("vantandefil_behall", "vantandefil_kasta"):
            assert as_user(person).post(adress(akt, fil)).status_code == kod
    assert as_user(hus.direktor).get(adress("vantandefil_behall", fil)).status_code == 405
    as_user(hus.direktor).post(adress("vantandefil_behall", fil))  # judged once more: these bytes are no edition
    assert (Signatur.objects.count(), Vantandefil.objects.count()) == (0, 1)


@pytest.mark.en_gang
def test_a_kept_file_is_judged_by_the_same_rule_at_each_check(hus, utgava, client):
    writer = IncrementalPdfFileWriter(BytesIO(export(utgava)))
    info = writer.trailer["/Info"]
    info["/Author"] = generic.TextStringObject("Någon annan")
    writer.update_container(info)
    out = BytesIO()
    writer.write(out)
    data = u.utomstaende(out.getvalue())
    with pytest.raises(ValidationError, match="författare"):
        actions.signera_utanfor(utgava, data, by=hus.direktor)
    assert not Vantandefil.objects.exists()
    Signatur.objects.create(
        utgava=utgava, satt="utanfor", innehall=data, storlek=len(data), undertecknare="X", prov={}, av=hus.direktor,
        sha256=verifiera(data).sha256,
    )  # fmt: skip
    svar = verifiera(data)
    assert (svar.oforandrad, svar.rubrik) == (False, "Ändrad")
    assert "klarar inte kontrollen" in svar.besked
    sida = client.post("/verifiera/", {"fil": SimpleUploadedFile("s.pdf", data)}).content.decode()
    assert "underskriften gäller inte den här filen som utgåva" in sida
    for ja in ("ja,", "Gäller den", "betrodd rot", "lita på"):
        assert ja not in sida.split('id="svar"')[1].split("<form")[0]
