"""A key lets an organisation's own programs read what a läsare of it may read, and nothing else; it is shown once and withdrawn by one act."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from berattelse.models import Datanyckel
from berattelse.utdata.egna import RESURSER
from berattelse.views import data_egna
from enkat.lankar import ny_token
from samverkan.models import Brev, Handelse, Roll
from samverkan.sparet.loggar import utan_hemligt
from tests import factories
from tests.berattelse import utgavor
from uppdrag.models import Narvaro, Part, Tillfalle, Verksamhetsar

SIDAN = "/datanycklar/"


def nyckel(organisation, av, **fields):
    """(the row, what opens)."""
    token, token_hash = ny_token()
    fields = {"till": timezone.localdate(), "namn": "Prov"} | fields
    return Datanyckel.objects.create(organisation=organisation, av=av, token_hash=token_hash, **fields), token


def fraga(client, token, resurs="", metod="get"):
    return getattr(client, metod)(f"/data/egna/{resurs}", headers={"Authorization": f"Bearer {token}"})


def postat(organisation, **fields):
    return {"organisation": organisation.pk, "namn": "Beslutsstöd", "till": timezone.localdate() + timedelta(days=90)} | fields


def test_a_kommunchef_makes_a_key_reads_by_it_and_withdraws_it(hus, as_user, client, django_capture_on_commit_callbacks):
    chef = as_user(hus.kommunchef)
    with django_capture_on_commit_callbacks(execute=True):
        sida = chef.post(f"{SIDAN}ny/", postat(hus.berg))
    assert sida.status_code == 201
    token = sida.context["token"]
    assert token in sida.content.decode()
    rad = Datanyckel.objects.get()
    assert token not in str(vars(rad))
    assert token not in chef.get(SIDAN).content.decode(), "shown once"
    assert not any(token in f"{h.text} {h.detaljer}" for h in Handelse.objects.all())
    assert [r["resurs"] for r in fraga(client, token).json()["resurser"]] == list(RESURSER)
    assert [u["namn"] for u in fraga(client, token, "uppdrag/").json()["rader"]] == ["Lärcentrum"]
    rad.refresh_from_db()
    assert rad.anvand is not None
    chef.post(f"{SIDAN}{rad.pk}/aterkalla/")
    nekad = fraga(client, token, "uppdrag/")
    assert (nekad.status_code, nekad["WWW-Authenticate"][:6]) == (401, "Bearer")
    assert "återkallad" in nekad.json()["fel"]
    assert list(Handelse.objects.filter(objekt=f"berattelse.datanyckel:{rad.pk}").order_by("pk").values_list("akt", flat=True)) == [
        "skapade datanyckel", "återkallade datanyckel",
    ]  # fmt: skip


def test_those_who_answer_for_the_organisation_are_told(hus, as_user, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sida = as_user(hus.processledare).post(f"{SIDAN}ny/", postat(hus.berg))
    assert [brev.to for brev in mail.outbox] == [[hus.kommunchef.email]]
    assert sida.context["token"] not in mail.outbox[0].body + Brev.objects.get().text


@pytest.mark.parametrize("roll", ["samordnare", "controller", "direktor", "tjansteperson", "lasare", "roll_los"])
def test_others_make_none(hus, as_user, roll):
    client = as_user(getattr(hus, roll))
    assert client.get(SIDAN).status_code == client.post(f"{SIDAN}ny/", postat(hus.berg)).status_code == 403
    rad, _ = nyckel(hus.berg, hus.kommunchef)
    assert client.post(f"{SIDAN}{rad.pk}/aterkalla/").status_code == 404


def test_nobody_makes_a_key_for_an_organisation_that_is_not_hers(hus, as_user):
    for person, organisation in ((hus.kommunchef, hus.krokom), (hus.utomstaende, hus.berg)):
        svar = as_user(person).post(f"{SIDAN}ny/", postat(organisation))
        assert "organisation" in svar.context["form"].errors
    rad, _ = nyckel(hus.berg, hus.kommunchef)
    assert as_user(hus.utomstaende).post(f"{SIDAN}{rad.pk}/aterkalla/").status_code == 404
    assert Datanyckel.objects.galler().count() == 1


def test_a_key_lasts_at_most_a_year_and_has_a_name_of_its_own(hus, as_user):
    client, idag = as_user(hus.kommunchef), timezone.localdate()
    for dag in (idag - timedelta(days=1), idag + timedelta(days=367)):
        assert "till" in client.post(f"{SIDAN}ny/", postat(hus.berg, till=dag)).context["form"].errors
    assert client.post(f"{SIDAN}ny/", postat(hus.berg)).status_code == 201
    igen = client.post(f"{SIDAN}ny/", postat(hus.berg))
    assert "Återkalla den, eller välj ett annat namn." in igen.content.decode(), "the page loaded anew makes no second key"


def test_it_reads_what_a_lasare_sees_and_not_more(hus, client):
    """Another kommun's own meeting, another's agreement, and what is not handed over."""
    _, token = nyckel(hus.berg, hus.kommunchef)
    mote = factories.mote(hus.arena, deltagare=12)
    Narvaro.objects.create(tillfalle=mote, organisation=hus.berg, antal=3)
    for kommun in (hus.berg, hus.krokom):
        dag = {"fran": mote.fran, "till": mote.till}
        Tillfalle.objects.create(avtal=hus.avtal, kommun=kommun, om_year=hus.year, sort=Tillfalle.Sort.KOMMUNVIS_TRAFF, **dag)
    factories.uppdrag(hus.annat_avtal, "Annans uppdrag")
    utgavor.rad(hus.year, hus.processledare, signatur=False)
    rader = {resurs: fraga(client, token, f"{resurs}/").json()["rader"] for resurs in RESURSER}
    assert [(t["kommun"], t["deltagare"]) for t in rader["tillfallen"]] == [(None, 12), (hus.berg.kod, None)]
    assert rader["tillfallen"][0]["narvaro"] == [{"kod": hus.berg.kod, "namn": "Bergs kommun", "antal": 3}]
    assert [a["dnr"] for a in rader["avtal"]] == [hus.avtal.dnr]
    assert [u["namn"] for u in rader["uppdrag"]] == ["Lärcentrum"]
    assert rader["utgavor"] == rader["ersattning"] == []
    assert {m["namn"] for m in rader["medverkan"]} == {"Bergs kommun", "Krokoms kommun"}
    for resurs, om in RESURSER.items():
        synliga = om.urval(hus.lasare)
        assert len(rader[resurs]) == len(synliga), "as many as the läsare herself sees"


@pytest.mark.en_gang
def test_the_money_of_a_kommun_comes_from_what_is_handed_over_of_a_locked_year(demoaret, client):
    year = Verksamhetsar.objects.get(beteckning="2022")
    berg = year.avtal.parter.get(organisation__kod="2326").organisation
    av = factories.user("Kommunchef", roll=Roll.KOMMUNCHEF, organisation=berg)
    _, token = nyckel(berg, av)
    utgavor.rad(year, av)
    Verksamhetsar.objects.filter(pk=year.pk).update(status="oppet")
    assert fraga(client, token, "ersattning/").json()["rader"] == []
    Verksamhetsar.objects.filter(pk=year.pk).update(status="locked")
    rader = fraga(client, token, "ersattning/").json()["rader"]
    assert sum(rad["belopp"] for rad in rader) == 10_307_000
    assert set(rader[0]) == set(RESURSER["ersattning"].falt)


def test_no_key_a_wrong_one_one_that_is_over_and_an_organisation_that_has_left(hus, client):
    _, gammal = nyckel(hus.berg, hus.kommunchef, till=timezone.localdate() - timedelta(days=1))
    _, token = nyckel(hus.krokom, hus.kommunchef)
    utan = client.get("/data/egna/avtal/")
    for svar, ord_ in ((utan, "huvudet Authorization"), (fraga(client, "gissad"), "känns inte igen"), (fraga(client, gammal), "upphört")):
        assert svar.status_code == 401
        assert ord_ in svar.json()["fel"]
        assert "no-store" in svar["Cache-Control"]
        assert "Access-Control-Allow-Origin" not in svar
    assert client.get(f"/data/egna/avtal/?token={token}").status_code == 401, "never in an address"
    assert fraga(client, token, "finns-inte/").status_code == 404
    assert fraga(client, token, "avtal/?sida=9").status_code == 404
    Part.objects.filter(organisation=hus.krokom).update(till=timezone.localdate() - timedelta(days=1))
    assert fraga(client, token, "avtal/").status_code == 403


def test_a_key_writes_nothing_and_opens_no_page(hus, client):
    _, token = nyckel(hus.berg, hus.kommunchef)
    for metod in ("post", "put", "patch", "delete"):
        assert fraga(client, token, "avtal/", metod).status_code == 405
    assert client.get("/avtal/", headers={"Authorization": f"Bearer {token}"}).status_code == 302
    assert fraga(client, token, "avtal/", "head").content == b""


def test_who_guesses_is_stopped_and_so_is_who_asks_too_often(hus, client, monkeypatch):
    _, token = nyckel(hus.berg, hus.kommunchef)
    monkeypatch.setattr(data_egna, "FRAGOR", 2)
    assert [fraga(client, token).status_code for _ in range(3)] == [200, 200, 429]
    monkeypatch.setattr(data_egna, "GISSNINGAR", 2)
    assert [fraga(client, "gissad").status_code for _ in range(3)] == [401, 401, 429]


def test_many_rows_come_page_by_page_with_as_many_queries(hus, client, monkeypatch, django_assert_max_num_queries):
    _, token = nyckel(hus.berg, hus.kommunchef)
    for n in range(5):
        factories.mote(hus.arena, timezone.localdate() - timedelta(days=n))
    monkeypatch.setattr(data_egna, "PER_SIDA", 2)
    with django_assert_max_num_queries(12):
        forsta = fraga(client, token, "tillfallen/").json()
    assert (forsta["antal"], forsta["sidor"], len(forsta["rader"])) == (5, 3, 2)
    andra = fraga(client, token, forsta["nasta"].partition("/data/egna/")[2]).json()
    assert {r["id"] for r in andra["rader"]} & {r["id"] for r in forsta["rader"]} == set()


def test_a_key_reaches_no_log(caplog):
    logging.getLogger("prov").error("Authorization: Bearer abcdefgh234567 till %s", "/data/egna/")
    assert "abcdefgh234567" not in caplog.text + utan_hemligt("'Authorization': 'bearer abcdefgh234567'")
