"""What is written and not saved: kept for its writer alone, never written over from elsewhere, gone once it is saved."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from berattelse.models import Avsnitt
from samverkan.models import Handelse, Kladd
from samverkan.personuppgifter import KLADD, REGLER
from samverkan.skrivet import kladd
from tests.berattelse import factories

pytestmark = pytest.mark.django_db
BEHALL = "/kladd/behall/"


@pytest.fixture
def avsnitt(hus):
    return factories.avsnitt(hus, status="utkast", beskrivning="<p>Ett</p><p>Två</p>")


def plats(avsnitt):
    return reverse("berattelse:avsnitt_edit", args=[avsnitt.pk])


def skriv(client, avsnitt, text, *, skrivning="a.0", nr=1, bas="<p>Ett</p><p>Två</p>", **andrat):
    falt = [{"namn": "beskrivning", "etikett": "Beskrivning", "text": text, "bas": bas, "nr": nr}]
    data = {"plats": plats(avsnitt), "rubrik": "Skriv: Lärcentrum", "skrivning": skrivning, "falt": json.dumps(falt)}
    return client.post(BEHALL, data | andrat, headers={"X-Kladd": client.session.get("_auth_user_id", "1")})


def texter(user):
    return list(Kladd.objects.filter(user=user).order_by("skrivning").values_list("text", flat=True))


def test_a_draft_is_kept_as_it_grows_and_late_mail_changes_nothing(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    assert skriv(client, avsnitt, "<p>M</p>").status_code == 200
    skriv(client, avsnitt, "<p>Mer</p>", nr=3)
    skriv(client, avsnitt, "<p>Me</p>", nr=2)
    assert texter(hus.samordnare) == ["<p>Mer</p>"]
    assert not Handelse.objects.filter(objekt__contains="kladd").exists()
    skriv(client, avsnitt, "<p>Ett</p><p>Två</p>", nr=4)
    assert texter(hus.samordnare) == [], "she has taken it back herself"


def test_another_computer_is_offered_it_and_never_writes_over_it(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    skriv(client, avsnitt, "<p>Hemma</p>", skrivning="hemma.0")
    skriv(client, avsnitt, "<p>Jobbet</p>", skrivning="jobbet.0", nr=9)
    svar = client.get("/kladd/", {"plats": plats(avsnitt)}).json()["kladdar"]
    assert [(k["skrivning"], k["falt"][0]["ord"]) for k in svar] == [("jobbet.0", "Jobbet"), ("hemma.0", "Hemma")]
    assert client.get("/kladd/", {"plats": "/annan/"}).json() == {"kladdar": []}


def test_taken_up_it_meets_what_a_colleague_saved(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    skriv(client, avsnitt, "<p>Ett</p><p>Två min</p><p>Ny</p>")
    svar = client.post("/kladd/a.0/jamka/", {"nu": json.dumps({"beskrivning": "<p>Ett deras</p><p>Två deras</p>", "framtid": ""})})
    falt = svar.json()["falt"]["beskrivning"]
    assert falt["text"] == "<p>Ett deras</p><p>Två deras</p><p>Två min</p><p>Ny</p>"
    assert [(m["deras"], m["mitt"]) for m in falt["moten"]] == [("<p>Två <del>deras</del></p>", "<p>Två <ins>min</ins></p>")]
    assert texter(hus.samordnare), "nothing is written, nothing is thrown away"


def test_a_draft_is_its_writers_alone(hus, as_user, avsnitt):
    skriv(as_user(hus.samordnare), avsnitt, "<p>Bara min</p>")
    annan = as_user(hus.processledare)
    assert "Bara min" not in annan.get("/kladd/").content.decode()
    assert annan.get("/kladd/", {"plats": plats(avsnitt)}).json() == {"kladdar": []}
    assert annan.post("/kladd/a.0/jamka/", {"nu": "{}"}).status_code == 404
    assert annan.post("/kladd/a.0/kasta/").status_code == 404
    assert skriv(annan, avsnitt, "<p>Hennes</p>").status_code == 200
    assert texter(hus.samordnare) == ["<p>Bara min</p>"], "the same number of another person is another draft"


def test_saved_it_is_gone_and_refused_it_stays(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    skriv(client, avsnitt, "<p>Ny text</p>")
    data = {"version": avsnitt.version, "beskrivning": "<p>Ny text</p>", "skrivning": "a.0"}
    assert client.post(plats(avsnitt), data | {"version": 99}).status_code == 409
    assert client.post(plats(avsnitt), data | {"version": ""}).status_code == 200
    assert texter(hus.samordnare) == ["<p>Ny text</p>"]
    assert client.post(plats(avsnitt), data).status_code == 302
    assert texter(hus.samordnare) == []


def test_an_act_that_was_refused_leaves_the_draft_of_its_reason(hus, as_user, avsnitt):
    Avsnitt.objects.filter(pk=avsnitt.pk).update(status="klar")
    client, adress = as_user(hus.processledare), reverse("berattelse:avsnitt_godkann", args=[avsnitt.pk])
    Kladd.objects.create(user=hus.processledare, plats=adress, skrivning="b.0", falt="skal", text="För kort")
    client.post(adress, {"version": "99", "skrivning": "b.0"})
    assert texter(hus.processledare) == ["För kort"]


def test_saved_without_leaving_the_page(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    data = {"version": avsnitt.version, "beskrivning": "<p>Ett</p>", "skrivning": "a.0"}
    svar = client.post(plats(avsnitt), data, headers={"X-Kladd": str(hus.samordnare.pk)})
    assert (svar.status_code, svar.json()["falt"]) == (201, {"version": avsnitt.version + 1})
    assert client.post(plats(avsnitt), data, headers={"X-Kladd": str(hus.samordnare.pk)}).status_code == 409


def test_without_a_session_it_is_said_and_nothing_is_kept(avsnitt):
    client = Client()
    svar = skriv(client, avsnitt, "<p>Text</p>")
    assert svar.status_code == 401
    assert "skrivet" not in client.session
    assert not Kladd.objects.exists()


@pytest.mark.parametrize(
    "andrat",
    [
        {"falt": "inget"}, {"falt": "[1]"}, {"falt": '[{"namn": "a"}]'}, {"falt": '[{"namn": "a", "text": "b", "nr": -1}]'}, {"skrivning": ""},
        {"falt": '[{"namn": "a", "text": 5, "nr": 1}]'}, {"plats": "http://annan.test/"}, {"plats": "/" + "x" * 300}, {"skrivning": "x" * 41},
        {"falt": json.dumps([{"namn": "a", "text": "\x00", "nr": 1}])}, {"falt": '[{"namn": "a", "text": "\\ud83d", "nr": 1}]'},
    ],
)  # fmt: skip
def test_odd_input_is_refused_in_words(hus, as_user, avsnitt, andrat):
    svar = skriv(as_user(hus.samordnare), avsnitt, "<p>T</p>", **andrat)
    assert (svar.status_code, svar.json()["fel"]) == (400, "Det som skickades går inte att läsa. Ladda om sidan.")
    assert not Kladd.objects.exists()


def test_how_much_is_kept_has_its_bounds(hus, as_user, avsnitt, monkeypatch):
    client = as_user(hus.samordnare)
    assert skriv(client, avsnitt, "x" * (kladd.MEST + 1)).json()["fel"] == kladd.FOR_LANG
    monkeypatch.setattr(kladd, "RADER", 1)
    skriv(client, avsnitt, "ett")
    assert skriv(client, avsnitt, "två", skrivning="b.0").json()["fel"] == kladd.FOR_MANGA
    assert skriv(client, avsnitt, "ett och två", nr=2).status_code == 200, "what is there already may grow"


def test_a_page_of_many_fields_filled_in_while_the_server_was_away_is_kept_whole(hus, as_user, avsnitt):
    """An agenda of thirty points, say: sent in one post when the contact is back."""
    falt = [{"namn": f"punkt-{n}", "text": f"ord {n}", "bas": "", "nr": 1} for n in range(120)]
    assert skriv(as_user(hus.samordnare), avsnitt, "", falt=json.dumps(falt)).status_code == 200
    assert Kladd.objects.count() == 120
    assert skriv(as_user(hus.samordnare), avsnitt, "", skrivning="b.0", falt=json.dumps(falt * 4)).json()["fel"] == kladd.FOR_MANGA


def test_a_section_that_was_handed_in_meanwhile_tells_of_the_text(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    skriv(client, avsnitt, "<p>Sent skrivet</p>")
    Avsnitt.objects.filter(pk=avsnitt.pk).update(status="klar")
    assert "Du har text i det här avsnittet som inte är sparad." in client.get(avsnitt.get_absolute_url()).content.decode()
    assert "inte är sparad" not in as_user(hus.processledare).get(avsnitt.get_absolute_url()).content.decode()
    sida = as_user(hus.samordnare).get("/kladd/").content.decode()
    assert "Sent skrivet" in sida
    assert f"orört i {KLADD.days} dagar" in sida
    assert "Osparad text" in as_user(hus.samordnare).get("/").content.decode()


def test_who_else_is_writing_is_told_those_who_may_write(hus, as_user, avsnitt):
    adress = reverse("berattelse:avsnitt_skriver", args=[avsnitt.pk])
    skriv(as_user(hus.samordnare), avsnitt, "<p>Text</p>")
    assert as_user(hus.samordnare).get(adress).json() == {"text": ""}
    assert f"{hus.samordnare} skriver här nu (Beskrivning), senast " in as_user(hus.processledare).get(adress).json()["text"]
    assert f"{hus.samordnare} skriver här nu" in as_user(hus.processledare).get(plats(avsnitt)).content.decode()
    Kladd.objects.update(tid=timezone.now() - timedelta(minutes=3))
    assert as_user(hus.processledare).get(adress).json() == {"text": ""}
    assert as_user(hus.utomstaende).get(adress).status_code == 404
    assert as_user(hus.lasare).get(adress).status_code in {403, 404}


def test_what_has_lain_for_ninety_days_is_taken_away(hus, as_user, avsnitt):
    skriv(as_user(hus.samordnare), avsnitt, "<p>Gammal</p>")
    skriv(as_user(hus.samordnare), avsnitt, "<p>Ny</p>", skrivning="b.0")
    Kladd.objects.filter(skrivning="a.0").update(tid=timezone.now() - timedelta(days=91))
    regel = next(r for r in REGLER if r.modeller == ("samverkan.Kladd",))
    assert regel.gallra() == 1
    assert texter(hus.samordnare) == ["<p>Ny</p>"]


def test_what_one_wrote_is_never_anothers_who_logged_in_in_the_same_browser(hus, as_user, avsnitt):
    client = as_user(hus.processledare)
    svar = client.post(
        BEHALL, {"plats": plats(avsnitt), "rubrik": "", "skrivning": "a.0", "falt": "[]"}, headers={"X-Kladd": str(hus.samordnare.pk)}
    )
    assert svar.status_code == 401
    data = {"version": avsnitt.version, "beskrivning": "<p>Inte hennes</p>"}
    assert client.post(plats(avsnitt), data, headers={"X-Kladd": str(hus.samordnare.pk)}).status_code == 401
    avsnitt.refresh_from_db()
    assert avsnitt.beskrivning == "<p>Ett</p><p>Två</p>"


def test_a_refused_page_keeps_what_the_draft_began_from(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    skriv(client, avsnitt, "<p>Ny</p>")
    skriv(client, avsnitt, "<p>Ny två</p>", nr=2, falt=json.dumps([{"namn": "beskrivning", "text": "<p>Ny två</p>", "nr": 2}]))
    assert list(Kladd.objects.values_list("text", "bas")) == [("<p>Ny två</p>", "<p>Ett</p><p>Två</p>")]


def test_only_the_fields_that_were_shown_are_thrown_away(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    falt = [{"namn": namn, "text": namn, "nr": 1} for namn in ("lista", "rad3-text")]
    skriv(client, avsnitt, "", falt=json.dumps(falt))
    client.post("/kladd/a.0/kasta/", {"falt": '{"lista": 1}'}, headers={"X-Kladd": str(hus.samordnare.pk)})
    assert texter(hus.samordnare) == ["rad3-text"]
    for annat in ("inget", '["rad3-text"]', '{"rad3-text": true}', '{"rad3-text": "1"}'):
        client.post("/kladd/a.0/kasta/", {"falt": annat}, headers={"X-Kladd": str(hus.samordnare.pk)})
        assert texter(hus.samordnare) == ["rad3-text"]


def test_what_was_written_at_another_computer_since_it_was_shown_is_not_thrown_away(hus, as_user, avsnitt):
    client = as_user(hus.samordnare)
    skriv(client, avsnitt, "<p>Visat</p>")
    visat = client.get("/kladd/", {"plats": plats(avsnitt)}).json()["kladdar"][0]["falt"][0]
    jamkat = client.post("/kladd/a.0/jamka/", {"nu": json.dumps({"beskrivning": "<p>Ett</p><p>Två</p>"})}).json()["falt"]["beskrivning"]
    skriv(client, avsnitt, "<p>Visat och mer</p>", nr=2)
    assert visat["nr"] == jamkat["nr"] == 1
    kasta = {"falt": json.dumps({"beskrivning": visat["nr"]})}
    client.post("/kladd/a.0/kasta/", kasta, headers={"X-Kladd": str(hus.samordnare.pk)})
    assert texter(hus.samordnare) == ["<p>Visat och mer</p>"]


def test_nobody_can_seem_to_write_where_she_may_not(hus, as_user, avsnitt):
    skriv(as_user(hus.utomstaende), avsnitt, "<p>Låtsas</p>")
    assert as_user(hus.processledare).get(reverse("berattelse:avsnitt_skriver", args=[avsnitt.pk])).json() == {"text": ""}


@pytest.mark.parametrize("data", ["[" * 100_000, '{"\\ud800": 1}', '{"a\\u0000b": 1}'])
def test_what_no_page_of_ours_sends_throws_nothing_away_and_breaks_nothing(hus, as_user, avsnitt, data):
    client = as_user(hus.samordnare)
    skriv(client, avsnitt, "<p>Mer</p>")
    svar = [
        client.post(f"/kladd/a.0/{akt}/", falt, headers={"X-Kladd": str(hus.samordnare.pk)}).status_code
        for akt, falt in (("kasta", {"falt": data}), ("jamka", {"nu": data}))
    ]
    assert svar[0] == 204
    assert svar[1] == 400
    assert skriv(client, avsnitt, "<p>Mer</p>", falt=data).status_code == 400
    assert texter(hus.samordnare) == ["<p>Mer</p>"]
