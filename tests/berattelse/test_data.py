"""Data out: published editions alone, as JSON for any program, with addresses and hashes that stand still."""

import json

import pytest
from django.http import HttpResponse

from berattelse import actions
from berattelse.innehall.samling import samla
from berattelse.models import Publicering
from berattelse.skrift.stratsys import HUVUD, MATT, som_stratsys
from berattelse.utdata.faltlista import faltlista
from berattelse.views import data as vyer
from tests import factories
from tests.berattelse import utgavor
from uppdrag.actions import lock


@pytest.fixture
def adress(hus):
    return f"/data/utgavor/{hus.avtal.dnr.lower().replace('/', '-')}/2022/1/"


def vagar(adress):
    return [
        adress,
        *(
            adress + svans
            for svans in ("innehall.json", "schema.json", "stratsys.txt", "tabeller/uppgifter.json", "tabeller/uppgifter.csv")
        ),
    ]


def test_only_published_editions_are_there(hus, client, adress):
    utgava = utgavor.rad(hus.year, hus.processledare, publicerad=False)
    annat = factories.verksamhetsar(hus.annat_avtal, 2022)
    assert client.get("/data/utgavor/").json()["utgavor"] == []
    for vag in (*vagar(adress), f"{adress}kommuner/{hus.berg.kod}.json"):
        svar = client.get(vag)
        assert (svar.status_code, svar["Content-Type"]) == (404, "application/json")
        assert svar.json()["fel"].startswith("Det finns ingenting")
    Publicering.objects.create(utgava=utgava, av=hus.processledare)
    utgavor.rad(annat, hus.utomstaende, signatur=False)
    (rad,) = client.get("/data/utgavor/").json()["utgavor"]
    assert (rad["year"], rad["utgava"], rad["sha256"], rad["gallande"], rad["ersatt_av"]) == ("2022", 1, utgava.sha256, True, None)
    for vag in (*vagar(adress), f"{adress}kommuner/{hus.berg.kod}.json"):
        assert client.get(vag).status_code == 200
    for vag in (f"{adress}kommuner/9999.json", f"{adress}tabeller/finns_inte.json", adress.replace("/1/", "/2/"), "/data/nagot/annat"):
        assert client.get(vag).status_code == 404


def test_every_address_that_is_told_can_be_fetched(hus, client, adress):
    utgavor.klart_year(hus)
    utgavor.rad(hus.year, hus.processledare)
    uppgifter = client.get(adress).json()
    rader = [*uppgifter["filer"], *uppgifter["tabeller"], *uppgifter["kommuner"]]
    adresser = [*uppgifter["adresser"].values(), *(varde for rad in rader for varde in rad.values() if str(varde).startswith("http"))]
    assert len(adresser) > 15
    assert [a for a in adresser if client.get(a.removeprefix("http://testserver")).status_code != 200] == []


def test_the_content_is_the_frozen_one_and_known_by_its_hash(hus, client, adress):
    utgava = utgavor.rad(hus.year, hus.processledare)
    svar = client.get(f"{adress}innehall.json")
    assert svar.content.decode() == utgava.innehall
    assert svar["ETag"] == f'"{utgava.sha256}"'
    assert svar["Cache-Control"].startswith("public")
    assert svar["Access-Control-Allow-Origin"] == "*"
    assert "Cookie" not in svar.get("Vary", "")
    for huvud in ({"If-None-Match": svar["ETag"]}, {"If-Modified-Since": svar["Last-Modified"]}):
        igen = client.get(f"{adress}innehall.json", headers=huvud)
        assert (igen.status_code, igen.content, igen["Access-Control-Allow-Origin"]) == (304, b"", "*")
    assert client.get(f"{adress}innehall.json", headers={"If-None-Match": '"annat"'}).status_code == 200


@pytest.mark.parametrize("svans", ["", "tabeller/uppgifter.json"])
def test_head_is_the_answer_without_its_bytes_and_nothing_is_written(hus, client, adress, svans):
    utgavor.rad(hus.year, hus.processledare)
    svar, huvud = client.get(adress + svans), client.head(adress + svans)
    assert (huvud.status_code, huvud.content, huvud["ETag"]) == (200, b"", svar["ETag"])
    nekad = client.post(adress + svans)
    assert (nekad.status_code, nekad["Allow"]) == (405, "GET, HEAD")
    assert "bara att läsa" in nekad.json()["fel"]


def test_the_same_whoever_asks(hus, client, as_user, adress):
    utgavor.rad(hus.year, hus.processledare)
    svar = client.get(adress)
    inloggad = as_user(hus.processledare).get(adress)
    assert (inloggad.content, inloggad["Cache-Control"]) == (svar.content, svar["Cache-Control"])


def test_other_pages_are_not_open_to_other_origins(hus, client):
    for vag in ("/berattelser/", "/data/", "/verifiera/"):
        assert "Access-Control-Allow-Origin" not in client.get(vag)


def test_a_replaced_edition_says_by_which_once_that_is_published(hus, utgava, client, adress):
    forsta = utgavor.signerad(hus, utgava)
    Publicering.objects.create(utgava=forsta, av=hus.processledare)
    fore = client.get(adress)
    lock.unlock(hus.year, skal="Ett namn var fel.", by=hus.processledare)
    hus.year.refresh_from_db()
    utgavor.fardig_rattelse(hus.year, hus.processledare)
    rattad = actions.faststall(hus.year, 1, by=hus.direktor)
    assert (client.get(adress).json()["gallande"], client.get(adress).json()["ersatt_av"]) == (False, None)
    utgavor.signerad(hus, rattad)
    Publicering.objects.create(utgava=rattad, av=hus.processledare)
    efter = client.get(adress, headers={"If-None-Match": fore["ETag"]})
    assert (efter.status_code, efter.json()["ersatt_av"]) == (200, 2)
    assert client.get(adress.replace("/1/", "/2/")).json()["ersatter"] == 1


def test_many_are_told_page_by_page_and_with_as_many_queries(hus, client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(vyer, "PER_SIDA", 2)
    utgavor.rad(hus.year, hus.processledare)
    with django_assert_num_queries(5):
        client.get("/data/utgavor/")
    for year in (2019, 2020, 2021):
        utgavor.rad(factories.verksamhetsar(hus.avtal, year), hus.processledare)
    with django_assert_num_queries(5):
        forsta = client.get("/data/utgavor/").json()
    assert (forsta["antal"], forsta["sidor"], [u["year"] for u in forsta["utgavor"]]) == (4, 2, ["2022", "2019"])
    andra = client.get(forsta["nasta"].removeprefix("http://testserver")).json()
    assert ([u["year"] for u in andra["utgavor"]], andra["nasta"]) == (["2020", "2021"], None)
    for sida in ("3", "0", "x"):
        assert client.get(f"/data/utgavor/?sida={sida}").status_code == 404


def test_the_page_names_every_field_and_every_measure(hus, client):
    sida = client.get("/data/")
    assert isinstance(sida, HttpResponse)
    text = sida.content.decode()
    for namn in MATT:
        assert namn in text
    assert "kommunernas bedömning" in client.get("/data/falt/").content.decode()
    kontrakt = json.loads((vyer.schemafil('{"schema": 2}')).read_text())["$defs"]
    falt = {klass: {f.namn for f in rader} for klass, rader in faltlista()}
    assert falt.keys() == {klass for klass, om in kontrakt.items() if "properties" in om}
    assert all(falt[klass] == set(kontrakt[klass]["properties"]) for klass in falt)
    assert [f.namn for _, rader in faltlista() for f in rader if f.vad == f.namn and "_" in f.namn] == []


def test_the_sheet_for_stratsys_leaves_out_what_is_not_known(hus):
    utgavor.klart_year(hus)
    factories.mote(hus.arena)
    text = som_stratsys(samla(hus.year)).decode()
    rader = [rad.split("\t") for rad in text.splitlines()]
    assert tuple(rader[0]) == HUVUD
    assert ["Lärcentrum", "2022", "Hållna möten, antal", "1"] in rader
    assert ["Lärcentrum", "2022", "Resultat, kronor", "1705000"] in rader
    assert {rad[2] for rad in rader[1:]} <= set(MATT)
    assert not any(rad[2] in {"Planerade möten, antal", "Utfall, kronor"} for rad in rader), "nobody has registered them"
    assert all(len(rad) == 4 and rad[3] for rad in rader)


def test_the_sheet_is_fetched_by_those_who_may_read_the_edition(hus, client, as_user, adress):
    utgava = utgavor.rad(hus.year, hus.processledare, publicerad=False)
    vag = f"/berattelse/utgavor/{utgava.pk}/stratsys.txt"
    svar = as_user(hus.lasare).get(vag)
    assert svar.content == som_stratsys(utgava.data)
    assert "stratsys.txt" in svar["Content-Disposition"]
    assert as_user(hus.utomstaende).get(vag).status_code == 404
    Publicering.objects.create(utgava=utgava, av=hus.processledare)
    client.logout()
    assert client.get(f"{adress}stratsys.txt").content == som_stratsys(utgava.data)
