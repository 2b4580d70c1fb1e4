"""Every act of the room: the right one does it and it leaves its trace; somebody else's is unknown; the wrong role or time is refused."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine

from enkat.actions import formular as formularakter
from enkat.forms.formular import Antaform
from enkat.models import Deltagare, Frageformular, Inbjudan, Omgang, Vardering
from samverkan.models import Handelse
from tests.enkat import factories as f
from tests.enkat.test_vardering import bedom
from tests.formular import dolda, skicka
from tests.langd import varannan
from uppdrag.models import Beslut

FREDAG = date(2026, 3, 13)  # an ordinary weekday, so that a reminder may go out


@pytest.fixture(autouse=True)
def en_fredag():
    with time_machine.travel(f"{FREDAG} 10:00 +0100", tick=False):
        yield


@pytest.fixture
def rum(hus):
    """A draft form, and rounds of the kommuner in every stage."""
    r = SimpleNamespace(hus=hus, antaget=f.antaget(hus.avtal, "kommunernas"))
    r.utkast = formularakter.ny_version(r.antaget, by=None)
    r.annat = f.antaget(hus.avtal)  # of which there is no draft
    r.sett = Antaform(formular=r.utkast)["version"].value()
    r.avdelning = r.utkast.avdelningar.first()
    r.fraga = r.avdelning.fragor.first()
    r.planerad = f.omgang(hus, formular=r.antaget, namn="Planerad", status="planerad")
    r.planerad_berg = f.deltagare(r.planerad, hus.berg)
    r.oppen = f.omgang(hus, formular=r.antaget, namn="Öppen")
    r.berg = f.deltagare(r.oppen, hus.berg, status=Deltagare.Status.BORJAT)
    r.krokom = f.deltagare(r.oppen, hus.krokom)
    r.medhjalpare = Inbjudan.objects.create(deltagare=r.berg, roll="medhjalpare", namn="M", epost="m@exempel.test", token_hash="x")
    r.stangd = f.omgang(hus, formular=r.antaget, namn="Stängd")
    r.stangd_berg = f.deltagare(r.stangd, hus.berg)
    bedom(r.stangd_berg, {hus.uppdrag: "Helt"})
    Omgang.objects.filter(pk=r.stangd.pk).update(status="stangd", stangd_den=FREDAG)
    helt = r.antaget.vardefraga.alternativ.get(text="Helt")
    r.beslut = Beslut.objects.create(avtal=hus.avtal, organ="Primärkommunala samverkansrådet", datum=FREDAG, paragraf="3", text="X")
    r.vardering = Vardering.objects.create(omgang=r.stangd, uppdrag=hus.uppdrag, alternativ=helt, skal="Bra")
    return r


FRAGA = {"nummer": "1", "text": "Hur?", "sort": "skala", "svar": "Bra\nDåligt", "kravs": "on"}
ROUND = {"namn": "Ny", "paminn_dagar": "7", "oppnar": FREDAG, "sista_dag": FREDAG + timedelta(days=20)}
VARDE = {
    "u{r.hus.uppdrag.pk}-alternativ": "{r.vardering.alternativ.pk}",
    "u{r.hus.uppdrag.pk}-skal": "Ändrat",
    "motivering": "Enligt svaren",
}
LEDER = [  # the processledare's: (address, what is posted)
    ("avtal/{r.hus.avtal.pk}/formular/nytt/", {"namn": "Nytt", "malgrupp": "organ"}),
    ("avtal/{r.hus.avtal.pk}/formular/hamta/organ-2015/", {}),
    ("formular/{r.utkast.pk}/andra/", {"namn": "Omdöpt", "malgrupp": "kommuner"}),
    ("formular/{r.utkast.pk}/anta/", {"version": "{r.sett}"}),
    ("formular/{r.annat.pk}/ny-version/", {}),
    ("formular/{r.utkast.pk}/ta-bort/", {}),
    ("formular/{r.utkast.pk}/avdelningar/ny/", {"rubrik": "Ny"}),
    ("avdelningar/{r.avdelning.pk}/andra/", {"rubrik": "Ändrad"}),
    ("avdelningar/{r.avdelning.pk}/ta-bort/", {}),
    ("avdelningar/{r.avdelning.pk}/flytta-ned/", {}),
    ("avdelningar/{r.avdelning.pk}/fragor/ny/", FRAGA),
    ("fragor/{r.fraga.pk}/andra/", FRAGA),
    ("fragor/{r.fraga.pk}/ta-bort/", {}),
    ("fragor/{r.fraga.pk}/flytta-ned/", {}),
    ("year/{r.hus.year.pk}/omgangar/ny/", ROUND | {"formular": "{r.antaget.pk}"}),
    ("omgangar/{r.planerad.pk}/andra/", ROUND | {"formular": "{r.antaget.pk}"}),
    ("omgangar/{r.planerad.pk}/oppna/", {}),
    ("omgangar/{r.oppen.pk}/stang/", {}),
    ("omgangar/{r.oppen.pk}/forlang/", {"sista_dag": FREDAG + timedelta(days=30), "skal": "Fler behöver tid"}),
    ("omgangar/{r.oppen.pk}/paminn/", {}),
    ("deltagare/{r.planerad_berg.pk}/andra/", {"tillfragad": "on", "mottagare": "N", "epost": "n@exempel.test"}),
    ("deltagare/{r.berg.pk}/mottagare/", {"mottagare": "N", "epost": "n@exempel.test"}),
    ("deltagare/{r.berg.pk}/skicka-igen/", {}),
    ("deltagare/{r.stangd_berg.pk}/oppna-igen/", {"oppen_till": FREDAG + timedelta(days=5), "skal": "Sjukdom"}),
    ("omgangar/{r.stangd.pk}/vardering/enas/", VARDE | {"beslut": "{r.beslut.pk}"}),
]
CHEFEN = [  # the kommunchef's too
    ("svar/{r.berg.pk}/skicka-in/", {}),
    ("svar/{r.berg.pk}/medhjalpare/", {"namn": "Ny", "epost": "ny@exempel.test"}),
    ("svar/{r.berg.pk}/medhjalpare/{r.medhjalpare.pk}/aterkalla/", {}),
    ("omgangar/{r.stangd.pk}/vardering/andra/", VARDE),
]


def gor(client, r, akt, hur=skicka):
    vag, data = akt
    return hur(client, f"/enkat/{vag.format(r=r)}", {k.format(r=r): v.format(r=r) if isinstance(v, str) else v for k, v in data.items()})


def forsok(client, r, akt):
    """The status that who may not is answered: it is asked for before the form's own mark is, so the page need not be opened."""
    return gor(client, r, akt, lambda klient, url, data: klient.post(url, data)).status_code


@pytest.mark.lang
@pytest.mark.parametrize("akt", LEDER, ids=[vag for vag, _ in LEDER])
def test_the_processledare_does_it_and_nobody_else(as_user, rum, akt):
    hus, before = rum.hus, Handelse.objects.count()
    assert forsok(as_user(hus.utomstaende), rum, akt) == 404
    # A respondent's own row is known to those who prepare it alone; everything else at home is known and refused.
    vet = hus.kommunchef if akt[0].startswith("deltagare/") else hus.samordnare
    andra = (hus.samordnare, hus.controller, hus.tjansteperson, hus.kommunchef, hus.lasare)
    for annan in {vet, *andra[varannan(LEDER.index(akt) % 2)]}:  # the others' turn is at the acts before and after
        assert forsok(as_user(annan), rum, akt) in ({403} if annan == vet else {403, 404}), annan
    assert Handelse.objects.count() == before
    assert gor(as_user(hus.processledare), rum, akt).status_code == 302
    assert Handelse.objects.count() > before


@pytest.mark.parametrize("akt", CHEFEN, ids=[vag for vag, _ in CHEFEN])
def test_the_kommunchef_does_it_and_an_official_does_not(as_user, rum, akt):
    hus = rum.hus
    bedomd(rum)
    before = Handelse.objects.count()
    assert forsok(as_user(hus.utomstaende), rum, akt) == 404
    assert forsok(as_user(hus.tjansteperson), rum, akt) == 403
    assert Handelse.objects.count() == before
    assert gor(as_user(hus.kommunchef), rum, akt).status_code == 302
    assert Handelse.objects.count() > before


def bedomd(rum):
    """Berg's answer in the open round, written but not handed in."""
    bedom(rum.berg, {rum.hus.uppdrag: "Helt"})
    rum.berg.refresh_from_db()


@pytest.mark.parametrize(
    "vag",
    [
        "formular/{r.antaget.pk}/anta/", "formular/{r.antaget.pk}/andra/", "formular/{r.utkast.pk}/ny-version/", "omgangar/{r.oppen.pk}/andra/",
        "omgangar/{r.stangd.pk}/oppna/", "omgangar/{r.stangd.pk}/stang/", "omgangar/{r.planerad.pk}/forlang/", "deltagare/{r.berg.pk}/andra/",
        "deltagare/{r.stangd_berg.pk}/mottagare/", "deltagare/{r.stangd_berg.pk}/skicka-igen/", "deltagare/{r.planerad_berg.pk}/oppna-igen/",
        "omgangar/{r.oppen.pk}/vardering/enas/", "omgangar/{r.stangd.pk}/vardering/ta-upp/", "svar/{r.stangd_berg.pk}/",
    ],
)  # fmt: skip
def test_at_the_wrong_time_the_processledare_is_refused_too(as_user, rum, vag):
    before = Frageformular.objects.count(), list(Omgang.objects.values_list("status", flat=True))
    assert gor(as_user(rum.hus.processledare), rum, (vag, {"skal": "X"})).status_code == 403
    assert (Frageformular.objects.count(), list(Omgang.objects.values_list("status", flat=True))) == before


def test_ids_of_another_agreement_are_none_of_the_choices(as_user, rum):
    hus, client = rum.hus, as_user(rum.hus.processledare)
    annat = Beslut.objects.create(avtal=hus.annat_avtal, organ="Annat", datum=date(2023, 1, 1), paragraf="1", text="X")
    assert skicka(client, f"/enkat/omgangar/{rum.stangd.pk}/vardering/enas/", {"beslut": annat.pk}).status_code == 200
    frammande = f.antaget(hus.annat_avtal)
    skicka(client, f"/enkat/omgangar/{rum.planerad.pk}/andra/", ROUND | {"formular": frammande.pk})
    assert Omgang.objects.get(pk=rum.planerad.pk).formular == rum.antaget
    alternativ = frammande.fragor[0].alternativ.first()
    skicka(client, f"/enkat/fragor/{rum.fraga.pk}/andra/", FRAGA | {"visas_vid": [alternativ.pk]})
    assert not rum.fraga.visas_vid.exists()
    skicka(client, f"/enkat/omgangar/{rum.stangd.pk}/vardering/andra/", {f"u{hus.uppdrag.pk}-alternativ": alternativ.pk, "motivering": "X"})
    assert Vardering.objects.get().alternativ.text == "Helt"
    namn = f.falt(rum.berg)[("1", "val", hus.uppdrag.pk)]
    response = as_user(hus.kommunchef).post(f"/enkat/svar/{rum.berg.pk}/spara/", {namn: alternativ.pk, f"v-{namn}": 0})
    assert (response.status_code, rum.berg.svar.count()) == (400, 0)


def test_the_answers_of_another_kommun_are_unknown_before_the_close(as_user, rum):
    client = as_user(rum.hus.kommunchef)
    for vag in ("", "sida/1/", "klart/", "svar.pdf", "historik/", "medhjalpare/", "skicka-in/"):
        assert client.get(f"/enkat/svar/{rum.krokom.pk}/{vag}").status_code == 404
    for vag in ("", "spara/", "skicka-in/", f"medhjalpare/{rum.medhjalpare.pk}/aterkalla/"):
        assert client.post(f"/enkat/svar/{rum.krokom.pk}/{vag}").status_code == 404
    assert client.get(f"/enkat/deltagare/{rum.krokom.pk}/inlamning/").status_code == 403
    # A helper's link is taken back from her own answer alone.
    assert (
        as_user(rum.hus.processledare).post(f"/enkat/svar/{rum.krokom.pk}/medhjalpare/{rum.medhjalpare.pk}/aterkalla/").status_code == 404
    )


def test_a_last_day_that_another_has_moved_is_not_moved_back(hus, as_user):
    omgang = f.omgang(hus, "kommunernas")
    url, dag = f"/enkat/omgangar/{omgang.pk}/forlang/", omgang.sista_dag
    mina = dolda(as_user(hus.processledare), url)
    assert skicka(as_user(hus.processledare), url, {"sista_dag": dag + timedelta(days=9), "skal": "Fler"}).status_code == 302
    svar = as_user(hus.processledare).post(url, mina | {"sista_dag": dag + timedelta(days=2), "skal": "Fler"})
    assert svar.status_code == 409
    assert svar.context["form"].errors["sista_dag"] == [f"Sparat nu: {dag + timedelta(days=9)}"]
    omgang.refresh_from_db()
    assert omgang.sista_dag == dag + timedelta(days=9)
