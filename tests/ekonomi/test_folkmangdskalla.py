"""Whose figures the population is, a nought that is asked about, UTF-16, and what is fetched from SCB where the operator allows it."""

import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from ekonomi.folkmangd import scb
from ekonomi.folkmangd.hamta import MAX_BYTES, hamta
from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.models import Folkmangd
from samverkan import svenska
from tests.ekonomi.factories import figures
from tests.ekonomi.scbprov import ANTAL, KOMMUNER, bred_csv, jsonstat, lang_csv, pxjson
from tests.ekonomi.test_folkmangd import rows, typed, upload
from tests.formular import skicka

DAG = date(2021, 11, 1)


@pytest.fixture
def money(hus):
    return figures(hus)


@pytest.fixture
def scbs_tjanst(settings):
    """A service on this machine that answers with what the test lays in it; what was asked is kept."""
    fragor, svar = [], {"data": b"", "status": 200}

    class Svar(BaseHTTPRequestHandler):
        def do_GET(self):
            fragor.append(self.path)
            self.send_response(svar["status"])
            self.end_headers()
            self.wfile.write(svar["data"])

        def log_message(self, *args):
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Svar) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.FOLKMANGD_URL = f"http://127.0.0.1:{server.server_port}/TAB1267/data?region={{koder}}&tid={{year}}"
        yield svar, fragor
        server.shutdown()


@pytest.mark.parametrize("text", [bred_csv(), bred_csv(";"), lang_csv(), jsonstat(), pxjson()])
def test_scbs_own_shapes_are_known(text):
    assert scb.read(text.encode(), KOMMUNER, DAG).i_scbs_form


@pytest.mark.parametrize("text", ["kommun;folkmängd\n{}", "region;antal\n{}", "{}"])
def test_a_list_of_ones_own_is_not_scbs(text):
    rader = "\n".join(f"{kod} {KOMMUNER[kod]};{n}" for kod, n in ANTAL.items())
    last = scb.read(text.format(rader).encode(), KOMMUNER, DAG)
    assert last.antal == ANTAL
    assert not last.i_scbs_form


@pytest.mark.parametrize("kodning", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_with_its_mark_is_read(kodning):
    data = bred_csv("\t").encode(kodning)
    marke = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(kodning, b"")
    assert scb.read(marke + data, KOMMUNER, DAG).antal == ANTAL
    with pytest.raises(scb.InteFolkmangdError, match="avbruten"):
        scb.read(marke + data[:-1], KOMMUNER, DAG)


def test_the_reports_sentence_and_its_table_say_the_same_of_the_source(money, as_user):
    client, url = as_user(money.controller), f"/ekonomi/year/{money.year.pk}/folkmangd/"
    egen = rows(money).replace('"kön",', '"del",')
    page = client.post(f"{url}read/", upload(money, egen))
    kalla = page.context["form"]["kalla"].value()
    assert kalla == f"egen uppgift, filen folkmangd.csv, inläst den {svenska.datum(timezone.localdate())}"
    skicka(client, url, typed(money, kalla=kalla))
    e = ekonomiskt_resultat(money.year)
    assert f"Källan till folkmängden är {kalla}; den är ej kontrollerad mot SCB." in e.stycken[0]
    assert (e.fordelning.kalla, e.fordelning.kontrollerad) == (kalla, False)
    assert "enligt SCB" not in e.stycken[0]


def test_a_nought_is_refused_until_somebody_says_that_it_is_right(money, as_user):
    client, url = as_user(money.controller), f"/ekonomi/year/{money.year.pk}/folkmangd/"
    noll = typed(money, **{f"antal_{money.berg.kod}": "0"})
    svar = skicka(client, url, noll)
    assert "Är det 0 invånare?" in svar.content.decode()
    assert not Folkmangd.objects.exists()
    assert skicka(client, url, noll | {"noll_stammer": "on"}).status_code == 302
    assert Folkmangd.objects.get(organisation=money.berg).antal == 0


def test_what_scbs_service_answers_is_looked_at_before_it_is_saved(money, as_user, scbs_tjanst):
    svar, fragor = scbs_tjanst
    svar["data"] = rows(money).encode()
    client, url = as_user(money.controller), f"/ekonomi/year/{money.year.pk}/folkmangd/"
    assert "Hämta från SCB" in client.get(url).content.decode()
    page = client.post(f"{url}hamta/")
    assert page.context["form"][f"antal_{money.berg.kod}"].value() == "7 133"
    assert page.context["form"]["kalla"].value() == "SCB, folkmängd 1 november 2021, ur tjänsten 127.0.0.1"
    assert fragor == [f"/TAB1267/data?region={money.berg.kod},{money.krokom.kod}&tid=2021"]
    assert not Folkmangd.objects.exists()
    assert as_user(money.kommunchef).post(f"{url}hamta/").status_code == 404
    assert as_user(money.samordnare).post(f"{url}hamta/").status_code == 403


def test_json_as_the_service_writes_it_is_read(scbs_tjanst):
    scbs_tjanst[0]["data"] = jsonstat().encode()
    data, vard = hamta(list(KOMMUNER), DAG)
    assert scb.read(data, KOMMUNER, DAG).antal == ANTAL
    assert vard == "127.0.0.1"


@pytest.mark.parametrize(
    ("status", "data", "mening"),
    [
        (500, b"", "svarar inte som väntat"),
        (200, b"x" * (MAX_BYTES + 1), "större än 5 MB"),
        (200, b"<html>", "webbsida"),
        (200, b"", "tom"),
    ],
)
def test_a_bad_answer_is_told_and_changes_nothing(money, as_user, scbs_tjanst, status, data, mening):
    scbs_tjanst[0].update(status=status, data=data)
    page = as_user(money.controller).post(f"/ekonomi/year/{money.year.pk}/folkmangd/hamta/")
    assert mening in page.content.decode()
    assert not Folkmangd.objects.exists()


@pytest.mark.parametrize("adress", ["file:///etc/hostname", "http://127.0.0.1:1/"])
def test_no_other_kind_of_address_and_no_answer(settings, adress):
    settings.FOLKMANGD_URL = adress
    with pytest.raises(scb.InteFolkmangdError):
        hamta(["2326"], DAG)


def test_with_no_address_set_nothing_is_asked(money, as_user, settings):
    assert settings.FOLKMANGD_URL == ""
    client, url = as_user(money.controller), f"/ekonomi/year/{money.year.pk}/folkmangd/"
    assert "Hämta från SCB" not in client.get(url).content.decode()
    assert client.post(f"{url}hamta/").status_code == 404
