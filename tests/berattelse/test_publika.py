"""What is open to all: published editions alone, by their own address, with what their figures are made of."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from berattelse import emails
from berattelse.innehall.schema import Utgavemarke, som_json
from berattelse.models import Fardigstallande, Publicering, Signatur, Utgava, Utgavefil
from samverkan import svenska
from tests import factories
from tests.berattelse import utgavor
from uppdrag.models import Avtal


def test_only_published_editions_are_listed_and_read(hus, client):
    utgavor.rad(hus.year, hus.processledare, publicerad=False)
    adress = f"/berattelser/{hus.avtal.dnr.lower().replace('/', '-')}/2022/"
    assert "Ingen berättelse är publicerad ännu." in client.get("/berattelser/").content.decode()
    assert client.get(adress).status_code == client.get(f"{adress}1/").status_code == client.get(f"{adress}1/underlag/").status_code == 404
    assert client.get(f"{adress}1/filer/signerad/").status_code == 404
    Publicering.objects.create(utgava=hus.year.utgavor.get(), av=hus.processledare)
    lista = client.get("/berattelser/").content.decode()
    assert f'href="{adress}1/"' in lista
    for url in (adress, f"{adress}1/", f"{adress}1/underlag/", f"{adress}1/filer/signerad/"):
        assert client.get(url).status_code == 200
    assert client.get(adress.replace("2022", "2023")).status_code == 404
    assert client.get(f"{adress}2/").status_code == 404


def test_search_within_and_the_way_to_what_a_count_is_made_of(hus, client):
    utgavor.klart_year(hus)
    utgavor.rader.aktivitet(utgavor.Verksamhetsar.objects.get(pk=hus.year.pk).avsnitt.get(uppdrag=hus.uppdrag))
    factories.mote(hus.arena)
    utgavor.rad(hus.year, hus.processledare)
    adress = f"/berattelser/{hus.avtal.dnr.lower().replace('/', '-')}/2022/"
    text = client.get(f"{adress}?sok=hemorten").content.decode()
    assert "<mark>hemorten</mark>" in text
    assert f'href="{adress}1/underlag/#arena-{hus.arena.pk}"' in text
    underlag = client.get(f"{adress}1/underlag/").content.decode()
    assert f'id="arena-{hus.arena.pk}"' in underlag
    assert "1 mars 2022" in underlag
    assert "Inga träffar" in client.get(f"{adress}?sok=zebra").content.decode()


def test_the_open_pages_ask_for_no_login_and_tell_of_their_gaps(client, db):
    for url in ("/berattelser/", "/verifiera/", "/tillganglighet/"):
        assert client.get(url).status_code == 200
    assert "Kända brister" in client.get("/tillganglighet/").content.decode()


def test_the_number_of_queries_of_the_list_does_not_grow(hus, client, django_assert_num_queries):
    utgavor.rad(hus.year, hus.processledare)
    with django_assert_num_queries(3):
        client.get("/berattelser/")
    for year in (2020, 2021):
        utgavor.rad(factories.verksamhetsar(hus.avtal, year), hus.processledare)
    with django_assert_num_queries(3):
        client.get("/berattelser/")


def test_two_years_that_would_have_the_same_address_are_both_read(hus, client):
    Avtal.objects.filter(pk=hus.avtal.pk).update(dnr="RUN/1/2018")
    annat = factories.avtal([hus.region], titel="Grannens avtal", dnr="RUN/1-2018")
    tva = factories.verksamhetsar(annat, 2022)
    hus.year.refresh_from_db()
    for year in (hus.year, tva):
        utgavor.rad(year, hus.processledare)
    lista = client.get("/berattelser/").content.decode()
    for adress, egen in (("run-1-2018/2022", hus.avtal.titel), (f"run-1-2018/2022-{tva.pk}", "Grannens avtal")):
        assert f'href="/berattelser/{adress}/1/"' in lista
        assert egen in client.get(f"/berattelser/{adress}/1/").content.decode()
        assert client.get(f"/berattelser/{adress}/").status_code == 200
        assert client.get(f"/berattelser/{adress}/1/filer/{'9' * 40}/").status_code == 404


def test_the_whole_edition_stands_before_the_kommuners(hus, client):
    utgava = utgavor.rad(hus.year, hus.processledare)
    Utgavefil.objects.create(utgava=utgava, sort="pdf", kommun=hus.berg, innehall=b"%PDF", sha256="0" * 64, storlek=4)
    filer = client.get(f"/berattelser/{hus.avtal.dnr.lower().replace('/', '-')}/2022/1/").context["filer"]
    assert [f.kommun for f in filer] == [f.kommun for f in utgava.filer.all()] == [None] * 4 + [hus.berg]


def test_a_file_behind_a_guessed_link_is_not_guessed_for_long(hus, client):
    _, token = utgavor.sandning(utgavor.rad(hus.year, hus.processledare), hus.berg, hus.processledare)
    assert client.post(f"/hamta/{token}/signerad/").status_code == 200
    assert [client.post(f"/hamta/gissning-{n}/signerad/").status_code for n in range(31)] == [404] * 30 + [429]
    assert client.post(f"/hamta/{token}/signerad/").status_code == client.get(f"/hamta/{token}/").status_code == 429


@pytest.mark.parametrize("gjord", [True, False])
def test_a_letter_promises_the_kommuns_own_edition_only_when_it_is_made(hus, as_user, client, mailoutbox, gjord):
    utgava = utgavor.rad(hus.year, hus.direktor)
    if gjord:
        for kommun in (hus.berg, hus.krokom):
            Utgavefil.objects.create(utgava=utgava, sort="pdf", kommun=kommun, innehall=b"%PDF", sha256="0" * 64, storlek=4)
    rad, token = utgavor.sandning(utgava, hus.berg, hus.processledare)
    emails.utgava_sand(rad, "https://samverkan.exempel/hamta/x/")
    assert ("utgåvan för Bergs kommun" in mailoutbox[0].body) is gjord
    sidan = client.get(f"/hamta/{token}/").content.decode()
    assert ("utgåvan för Bergs kommun" in sidan) is gjord
    assert "Läs berättelsen på webben" in sidan
    fore = as_user(hus.processledare).get(reverse("berattelse:utgava_distribuera", args=[utgava.pk])).content.decode()
    assert ("0 av 2 kommuner" in fore) is not gjord


def test_the_top_of_the_page_says_which_edition_signed_by_whom_and_when_with_its_pdf(hus, client):
    u = utgavor.rad(hus.year, hus.processledare)
    adress = f"/berattelser/{hus.avtal.dnr.lower().replace('/', '-')}/2022/"
    text = client.get(adress).content.decode()
    topp = text[: text.index('role="search"')]
    assert "Utgåva 1 av verksamhetsberättelsen, till kommunerna." in topp
    assert f"Signerad {svenska.datum(timezone.localdate(u.signatur.tid))} av Prov." in topp
    assert f'href="{adress}1/filer/signerad/"' in topp


def test_what_a_correction_changed_is_open_beside_it(hus, client):
    utgavor.klart_year(hus)
    forsta = utgavor.rad(hus.year, hus.processledare)
    data = replace(forsta.data, dnr="RUN/77/2023", utgava=Utgavemarke(nummer=2, marke="x", errata="Fel dnr.", ersatter=1))
    f = Fardigstallande.objects.create(verksamhetsar=hus.year, skede=1, sha256="1" * 64, errata="Fel dnr.", av=hus.processledare)
    andra = Utgava.objects.create(
        verksamhetsar=hus.year, nummer=2, skede=1, innehall=som_json(data), sha256="2" * 64, ersatter=forsta, errata="Fel dnr.",
        fardigstallande=f, av=hus.processledare,
    )  # fmt: skip
    adress = f"/berattelser/{hus.avtal.dnr.lower().replace('/', '-')}/2022/"
    assert client.get(f"{adress}2/andringar/").status_code == 404, "it is not published"
    assert "Utgåvan ersätter ingen tidigare utgåva." in client.get(f"{adress}1/andringar/").content.decode()
    Signatur.objects.create(
        utgava=andra, satt="program", innehall=b"%PDF", sha256="3" * 64, storlek=4, undertecknare="Prov", prov={}, av=hus.processledare
    )
    Publicering.objects.create(utgava=andra, av=hus.processledare)
    assert f'href="{adress}2/andringar/"' in client.get(f"{adress}2/").content.decode()
    text = client.get(f"{adress}2/andringar/").content.decode()
    assert "<del>RUN/2/2023</del>" in text
    assert "<ins>RUN/77/2023</ins>" in text
    assert "Fel dnr." in text


def test_an_edition_that_was_never_published_is_not_shown_by_its_correction(hus, client):
    utgavor.klart_year(hus)
    forsta = utgavor.rad(hus.year, hus.processledare, publicerad=False)
    data = replace(forsta.data, dnr="RUN/77/2023")
    f = Fardigstallande.objects.create(verksamhetsar=hus.year, skede=1, sha256="1" * 64, errata="Fel dnr.", av=hus.processledare)
    andra = Utgava.objects.create(
        verksamhetsar=hus.year, nummer=2, skede=1, innehall=som_json(data), sha256="2" * 64, ersatter=forsta, errata="Fel dnr.",
        fardigstallande=f, av=hus.processledare,
    )  # fmt: skip
    Publicering.objects.create(utgava=andra, av=hus.processledare)
    text = client.get(f"/berattelser/{hus.avtal.dnr.lower().replace('/', '-')}/2022/2/andringar/").content.decode()
    assert "har inte publicerats" in text
    assert "RUN/2/2023" not in text
