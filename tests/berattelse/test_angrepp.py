"""What somebody hostile, hurried or unlucky does with the editions: each of these once broke something, or showed too much."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from berattelse import actions
from berattelse.granskning.beredskap import Beredskap
from berattelse.models import Sandning, Utgava
from berattelse.utgava.arkiv import arkivpaket
from tests.berattelse import utgavor
from uppdrag.actions.lock import unlock
from uppdrag.models import Beslut, Uppdrag, Verksamhetsar

pytestmark = pytest.mark.usefixtures("kort_tryck")  # how an edition is printed is asked elsewhere


def publik_adress(hus, year="2022"):
    return f"/berattelser/{hus.avtal.dnr.lower().replace('/', '-')}/{year}/"


@pytest.mark.parametrize(("beteckning", "plats"), [("2021/22", "2021-22"), ('2022 "å"', "2022-a"), ("..", "2022")])
def test_a_year_may_be_called_anything_and_still_be_read(hus, client, as_user, beteckning, plats):
    Verksamhetsar.objects.filter(pk=hus.year.pk).update(beteckning=beteckning)
    hus.year.refresh_from_db()
    utgava, adress = utgavor.rad(hus.year, hus.processledare), publik_adress(hus, plats)
    assert f'href="{adress}1/"' in client.get("/berattelser/").content.decode()
    assert client.get(f"{adress}1/").status_code == 200
    huvud = client.get(f"{adress}1/filer/signerad/").headers["Content-Disposition"]
    assert set(huvud.removeprefix("attachment; filename=")[1:-1]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert as_user(hus.processledare).get(utgava.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("odd", "status"), [("%00", 400), ("2022%00", 400), ("%FF", 404), ("2022/99999999999999999999999", 404)])
def test_an_odd_address_is_refused(hus, client, odd, status):
    utgavor.rad(hus.year, hus.processledare)
    assert client.get(publik_adress(hus, odd)).status_code == status


def oppnat(hus):
    """The year unlocked again, as it is in the database."""
    year = Verksamhetsar.objects.get(pk=hus.year.pk)
    unlock(year, by=hus.processledare, skal="Rättelse")
    return year


def rattad(hus, errata="Ett namn var fel."):
    """The edition that replaces the first."""
    year = oppnat(hus)
    utgavor.fardig_rattelse(year, hus.processledare, errata)
    return actions.faststall(year, 1, by=hus.direktor)


def test_done_said_twice_is_adopted_once(hus, utgava):
    year = oppnat(hus)
    for errata in ("Ett namn var fel.", "Två namn var fel."):
        utgavor.fardig_rattelse(year, hus.processledare, errata)
    assert actions.faststall(year, 1, by=hus.direktor).errata == "Två namn var fel."
    year = oppnat(hus)
    assert not Beredskap(year, 1).kan_faststallas
    with pytest.raises(ValidationError, match="inte färdigställd, eller redan fastställd"):
        actions.faststall(year, 1, by=hus.direktor)


def test_what_a_successor_corrects_is_told_when_that_is_out(hus, utgava, client, as_user):
    gammal = utgavor.signerad(hus, utgava)
    actions.publicera(gammal, by=hus.processledare)
    _, token = utgavor.sandning(gammal, hus.berg, hus.processledare)
    ny = rattad(hus, errata="Rättat i tysthet.")

    def sidor():
        yield client.get(publik_adress(hus)).content.decode()
        yield client.get(f"/hamta/{token}/").content.decode()
        yield client.post("/verifiera/", {"fil": SimpleUploadedFile("u.pdf", bytes(gammal.signatur.innehall))}).content.decode()

    for text in sidor():
        assert "ersatt av utgåva 2" in text
        assert "Rättat i tysthet." not in text
    text = as_user(hus.kommunchef).get(gammal.get_absolute_url()).content.decode()
    assert "inte är signerad ännu" in text
    assert "Rättat i tysthet." not in text
    assert ny.get_absolute_url() not in text
    assert "Rättat i tysthet." in as_user(hus.processledare).get(gammal.get_absolute_url()).content.decode()
    client.logout()
    actions.signera(ny, utgavor.undertecknare(), by=hus.direktor)
    actions.publicera(Utgava.objects.get(pk=ny.pk), by=hus.processledare)
    gammal = Utgava.objects.get(pk=gammal.pk)
    for text in (client.get(f"{publik_adress(hus)}1/").content.decode(), *list(sidor())[1:]):
        assert "Rättat i tysthet." in text


def test_a_replaced_edition_is_neither_published_nor_sent(hus, utgava, as_user):
    gammal = utgavor.signerad(hus, utgava)
    rattad(hus)
    client = as_user(hus.processledare)
    for namn in ("utgava_publicera", "utgava_distribuera", "utgava_kommuner"):
        assert client.post(reverse(f"berattelse:{namn}", args=[gammal.pk])).status_code == 403
    with pytest.raises(ValidationError, match="ersatt av utgåva 2"):
        actions.publicera(gammal, by=hus.processledare)


def test_stage_two_on_a_corrected_stage_one_says_so_and_goes_no_further(hus, utgava, client, as_user):
    forsta = utgavor.signerad(hus, utgava)
    beslut = Beslut.objects.create(avtal=hus.avtal, organ="Rådet", datum="2023-02-08", text="Godkänns.")
    andra = utgavor.rad(hus.year, hus.processledare, nummer=2, beslut=beslut, publicerad=False)
    assert andra.can_be_published_by(hus.processledare)
    rattad(hus)
    andra = Utgava.objects.get(pk=andra.pk)
    assert not andra.can_be_published_by(hus.processledare)
    with pytest.raises(ValidationError, match="rättat i utgåva 3"):
        actions.publicera(andra, by=hus.processledare)
    assert "rättat i utgåva 3" in as_user(hus.processledare).get(andra.get_absolute_url()).content.decode()
    client.logout()
    fil = SimpleUploadedFile("u.pdf", bytes(andra.filer.get(sort="pdf", kommun=None).innehall))
    assert "delvis: det den bygger på är rättat i utgåva 3" in client.post("/verifiera/", {"fil": fil}).content.decode()
    assert Utgava.objects.get(pk=forsta.pk).efterfoljare.nummer == 3


def test_a_letter_the_mail_server_refuses_is_sent_by_the_next_try(hus, utgava, as_user, settings, mailoutbox):
    utgava = utgavor.signerad(hus, utgava)
    for kommun in (hus.berg, hus.krokom):
        kommun.funktionsbrevlada = f"{kommun.kortnamn.lower()}@exempel.test"
        kommun.save()
    url = reverse("berattelse:utgava_distribuera", args=[utgava.pk])
    fungerar, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # nobody answers there
    text = as_user(hus.processledare).post(url, follow=True).content.decode()
    assert "Inga brev är sända. Det gick inte att sända till berg@exempel.test och krokom@exempel.test." in text
    assert not Sandning.objects.exists()
    settings.EMAIL_BACKEND = fungerar
    assert "Två brev är sända." in as_user(hus.processledare).post(url, follow=True).content.decode()
    assert sorted(brev.to[0] for brev in mailoutbox) == ["berg@exempel.test", "krokom@exempel.test"]


def test_signs_that_came_along_from_a_paste_stop_nothing(hus):
    year, konstigt = utgavor.klart_year(hus), "Lär\x0bcentrum\x01\ufffe"
    Verksamhetsar.objects.filter(pk=year.pk).update(ort=konstigt, dnr=konstigt)
    for rad, falt in ((hus.avtal, "titel"), (hus.direktor, "namn"), (hus.direktor, "titel"), (hus.uppdrag, "namn"), (hus.berg, "namn")):
        setattr(rad, falt, konstigt)
        rad.save()
    year = Verksamhetsar.objects.get(pk=year.pk)
    actions.godta(year, [lage.anmarkning for lage in Beredskap(year, 1).ogodtagna], skal=konstigt, by=hus.processledare)
    actions.fardigstall(year, 1, by=hus.processledare)
    utgava = actions.faststall(year, 1, by=hus.direktor)
    actions.signera(utgava, utgavor.undertecknare(), by=hus.direktor)
    assert utgava.filer.filter(kommun=hus.berg).exists()
    utgava = Utgava.objects.get(pk=utgava.pk)
    assert utgava.data.undertitel == "Lärcentrum"
    assert arkivpaket(utgava).som_zip("prov")


def test_what_is_frozen_is_what_was_held_against_the_word_of_done(hus, fardigt_year):
    """A name that another has changed while the year is being locked does not slip into the edition."""
    year, andrat = fardigt_year, []

    def byt_namn(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "uppdrag_verksamhetsar" in sql and not andrat:
            andrat.append(Uppdrag.objects.filter(pk=hus.uppdrag.pk).update(namn="Nytt namn"))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(byt_namn):
        utgava = actions.faststall(year, 1, by=hus.direktor)
    assert andrat
    assert "Nytt namn" not in str(utgava.data.kapitel)
