"""A round from plan to close: who is asked, who gets which letter, and what is refused."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from enkat.actions import omgang as actions
from enkat.models import Deltagare, Inbjudan, Omgang, Utskick
from samverkan.models import Handelse
from samverkan.vardagar import ar_vardag
from tests import factories
from tests.enkat import factories as f
from tests.formular import skicka
from uppdrag.models import Ordforande


def form(formular, **fields):
    idag = timezone.localdate()
    data = {
        "formular": formular.pk,
        "namn": "Organens värdering",
        "oppnar": idag,
        "sista_dag": idag + timedelta(days=20),
        "paminn_dagar": "7, 1",
    }
    return data | fields


def lank(letter):
    return next(word for word in letter.body.split() if "/svara/" in word).removeprefix("http://testserver")


def test_a_round_is_planned_from_an_empty_form(as_user, hus):
    Ordforande.objects.create(arena=hus.arena, namn="Ordföranden i BUZ", epost="buz@exempel.test")
    client = as_user(hus.processledare)
    response = client.post(f"/enkat/year/{hus.year.pk}/omgangar/ny/", form(f.antaget(hus.avtal)))
    o = Omgang.objects.get()
    assert response["Location"] == o.get_absolute_url()
    assert o.paminn_dagar == [7, 1]
    assert [(str(d), d.epost, d.tillfragad) for d in o.deltagare.all()] == [("BUZ", "buz@exempel.test", True)]


def test_who_was_not_asked_last_time_is_not_asked_now_and_the_reason_follows(as_user, hus, planerad):
    client = as_user(hus.processledare)
    client.post(f"/enkat/year/{hus.year.pk}/omgangar/ny/", form(planerad.formular, namn="Nästa"))
    rader = {str(d): (d.tillfragad, d.skal) for d in Omgang.objects.get(namn="Nästa").deltagare.all()}
    assert rader == {"BUZ": (True, ""), "Barnarenan": (False, "Överlappande ledamöter")}


def test_a_round_of_the_kommuner_asks_the_parties(as_user, hus):
    client = as_user(hus.processledare)
    client.post(f"/enkat/year/{hus.year.pk}/omgangar/ny/", form(f.antaget(hus.avtal, "kommunernas")))
    assert {str(d): d.epost for d in Deltagare.objects.all()} == {"Berg": hus.kommunchef.email, "Krokom": ""}


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"sista_dag": "2020-01-01"}, "har redan passerat"),
        ({"paminn_dagar": "en vecka"}, "Skriv antal dagar med komma emellan"),
        ({"oppnar": "2199-01-01"}, "Sista dagen kan inte ligga före"),
        ({"namn": ""}, "måste fyllas i"),
    ],
)
def test_bad_input_is_told_at_its_field_and_changes_nothing(as_user, hus, fields, text):
    client = as_user(hus.processledare)
    response = client.post(f"/enkat/year/{hus.year.pk}/omgangar/ny/", form(f.antaget(hus.avtal), **fields))
    assert response.status_code == 200
    assert text in response.content.decode()
    assert not Omgang.objects.exists()


def test_a_form_that_is_not_adopted_cannot_be_asked(as_user, hus):
    from enkat.actions.formular import hamta_forval

    utkast = hamta_forval(hus.avtal, "organ-2015", by=None)
    as_user(hus.processledare).post(f"/enkat/year/{hus.year.pk}/omgangar/ny/", form(utkast))
    assert not Omgang.objects.exists()


def test_who_is_not_asked_needs_a_reason(as_user, hus, planerad):
    client, buz = as_user(hus.processledare), planerad.deltagare.get(arena=hus.arena)
    response = skicka(client, f"/enkat/deltagare/{buz.pk}/andra/", {"skal": "", "mottagare": "", "epost": ""})
    assert "Skriv varför organet inte tillfrågas." in response.content.decode()
    skicka(client, f"/enkat/deltagare/{buz.pk}/andra/", {"skal": "Ingen verksamhet", "mottagare": "", "epost": ""})
    buz.refresh_from_db()
    assert (buz.tillfragad, buz.skal) == (False, "Ingen verksamhet")


def test_opening_sends_each_her_own_link(as_user, hus, planerad, django_capture_on_commit_callbacks):
    client = as_user(hus.processledare)
    assert "Barnarenan: Överlappande ledamöter" in client.get(f"/enkat/omgangar/{planerad.pk}/oppna/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/enkat/omgangar/{planerad.pk}/oppna/")
    (letter,) = mail.outbox
    assert letter.to == ["buz@exempel.test"]
    client.logout()
    assert "Börja svara" in client.get(lank(letter)).content.decode()
    assert Utskick.objects.get().sort == "inbjudan"


def test_opening_is_refused_without_address_and_twice_is_one_opening(as_user, hus, planerad):
    planerad.deltagare.update(epost="")
    page = as_user(hus.processledare).get(f"/enkat/omgangar/{planerad.pk}/oppna/").content.decode()
    assert "Frågerundan kan inte öppnas än.</strong> E-postadress saknas för BUZ" in page
    assert "Öppna och skicka breven" not in page
    with pytest.raises(ValidationError, match="E-postadress saknas för BUZ"):
        actions.oppna(planerad, by=hus.processledare)
    assert not Inbjudan.objects.exists()
    planerad.deltagare.filter(tillfragad=True).update(epost="buz@exempel.test")
    same = Omgang.objects.get(pk=planerad.pk)
    actions.oppna(planerad, by=hus.processledare)
    actions.oppna(same, by=hus.processledare)
    assert Inbjudan.objects.count() == 1


@pytest.mark.parametrize(
    ("vag", "falt"), [("omgangar/{o.pk}/andra/", {"anonym": "on"}), ("deltagare/{buz.pk}/andra/", {"skal": "Ska inte svara"})]
)
def test_a_round_that_was_opened_while_its_form_was_filled_in_is_not_changed(as_user, hus, planerad, vag, falt):
    """The page is let in while it is planned, and the form is read; then another opens it."""
    client, buz = as_user(hus.processledare), planerad.deltagare.get(arena=hus.arena)
    url = f"/enkat/{vag.format(o=planerad, buz=buz)}"
    sida = client.get(url).context["form"]
    skrivet = {rad.html_name: rad.value() for rad in sida if rad.value() not in (None, False, "") and rad.name != "tillfragad"} | falt
    form = type(sida)(skrivet, instance=type(sida.instance).objects.get(pk=sida.instance.pk))
    assert form.is_valid(), form.errors
    actions.oppna(planerad, by=hus.processledare)
    with pytest.raises(ValidationError, match="har öppnats medan du skrev"):
        (actions.spara if "anonym" in falt else actions.valj)(form, by=hus.processledare)
    planerad.refresh_from_db()
    buz.refresh_from_db()
    assert (planerad.anonym, buz.tillfragad) == (False, True)


def test_what_is_opened_is_the_round_as_it_is_saved(hus, planerad):
    """The promise was given after the page that opens it was opened."""
    sedd = Omgang.objects.get(pk=planerad.pk)
    Omgang.objects.update(anonym=True)
    actions.oppna(sedd, by=hus.processledare)
    assert (sedd.status, sedd.anonym, sedd.minsta_grupp) == ("oppen", True, 5)


def test_an_anonymous_round_closed_meanwhile_is_not_given_more_time(hus, oppen):
    Omgang.objects.update(anonym=True, minsta_grupp=5)
    sedd = Omgang.objects.get(pk=oppen.pk)
    actions.stang(oppen, by=hus.processledare)
    with pytest.raises(ValidationError, match="öppnas den inte igen"):
        actions.forlang(sedd, by=hus.processledare, sista_dag=sedd.sista_dag + timedelta(days=3), skal="Sjuk")


@pytest.mark.parametrize(("dag", "gar"), [("2024-06-02", False), ("2024-06-06", False), ("2024-06-03", True)])
def test_no_round_is_opened_by_hand_on_a_sunday_or_a_red_day(as_user, hus, planerad, monkeypatch, dag, gar):
    monkeypatch.setattr("enkat.actions.omgang.ar_vardag", ar_vardag)
    Omgang.objects.update(oppnar=date(2024, 6, 1), sista_dag=date(2024, 6, 28))
    with time_machine.travel(f"{dag} 10:00 +0200", tick=False):
        page = as_user(hus.processledare).post(f"/enkat/omgangar/{planerad.pk}/oppna/", follow=True).content.decode()
    assert ("inbjudningar skickas bara på vardagar" in page) is not gar
    assert (Omgang.objects.get().status == Omgang.Status.OPPEN) is Inbjudan.objects.exists() is gar


def test_opened_twice_in_the_browser_it_is_said_to_be_open(as_user, hus, planerad):
    client = as_user(hus.processledare)
    for _ in range(2):
        response = client.post(f"/enkat/omgangar/{planerad.pk}/oppna/", follow=True)
        assert response.status_code == 200
    assert "redan öppen" in response.content.decode()
    assert Inbjudan.objects.count() == 1


def test_one_more_is_asked_in_an_open_round(as_user, hus, planerad, django_capture_on_commit_callbacks):
    client, url = as_user(hus.processledare), f"/enkat/omgangar/{planerad.pk}/deltagare/ny/"
    assert client.get(url).status_code == 403  # planned: the list itself is changed
    actions.oppna(planerad, by=hus.processledare)
    barnarenan = planerad.deltagare.get(tillfragad=False)
    ny = factories.arena(hus.avtal, "SocSam")
    data = {"mottagare": "Ordföranden", "epost": "ny@exempel.test"}
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        for arena in (barnarenan.arena, ny):
            assert client.post(url, data | {"vem": arena.pk}).status_code == 302
    assert [letter.to for letter in mail.outbox] == [["ny@exempel.test"]] * 2
    assert {str(d) for d in planerad.deltagare.tillfragade()} == {"BUZ", "Barnarenan", "SocSam"}
    response = client.post(url, data | {"vem": ny.pk})
    assert "Välj ett giltigt alternativ" in response.content.decode()
    with pytest.raises(ValidationError, match="redan tillfrågad"):
        actions.tillfraga(Deltagare(omgang=planerad, arena=ny), by=hus.processledare, **data)
    assert as_user(hus.utomstaende).get(url).status_code == 404
    assert as_user(hus.samordnare).get(url).status_code == 403


def test_another_form_keeps_who_is_asked_and_who_is_not(as_user, hus, planerad):
    """Unless it asks others: kommuner instead of bodies."""
    fore = list(planerad.deltagare.values_list("arena", "tillfragad", "skal", "epost").order_by("pk"))
    data = {"namn": planerad.namn, "oppnar": planerad.oppnar, "sista_dag": planerad.sista_dag, "paminn_dagar": "7"}
    client, url = as_user(hus.processledare), f"/enkat/omgangar/{planerad.pk}/andra/"
    ny = f.antaget(hus.avtal)
    assert skicka(client, url, data | {"formular": ny.pk}).status_code == 302
    assert Omgang.objects.get(pk=planerad.pk).formular == ny
    assert list(planerad.deltagare.values_list("arena", "tillfragad", "skal", "epost").order_by("pk")) == fore
    kommunernas = f.antaget(hus.avtal, "kommunernas")
    skicka(client, url, data | {"formular": kommunernas.pk})
    assert {d.arena_id for d in planerad.deltagare.all()} == {None}


def test_the_small_group_rule_is_fixed_when_it_opens(hus, planerad, settings):
    settings.MINSTA_GRUPP = 7
    planerad.anonym = True
    planerad.save()
    actions.oppna(planerad, by=hus.processledare)
    settings.MINSTA_GRUPP = 2
    assert Omgang.objects.get(pk=planerad.pk).minsta_grupp == 7


def test_only_those_who_are_missing_are_reminded_and_once(as_user, hus, oppen, django_capture_on_commit_callbacks):
    klar = f.deltagare(oppen, factories.arena(hus.avtal, "SocSam"), status=Deltagare.Status.INSKICKAT)
    client = as_user(hus.processledare)
    Omgang.objects.update(oppnar=date(2024, 6, 1), sista_dag=date(2024, 6, 28))
    Inbjudan.objects.update(skapad="2024-06-01T08:00:00Z")
    for _ in range(2):
        with time_machine.travel("2024-06-07 10:00 +0200", tick=False), django_capture_on_commit_callbacks(execute=True):
            client.post(f"/enkat/omgangar/{oppen.pk}/paminn/")
    assert [letter.to for letter in mail.outbox] == [["buz@exempel.test"]]
    assert mail.outbox[0].subject.startswith("Påminnelse")
    assert not klar.utskick.exists()


def test_the_list_tells_who_has_not_begun_begun_and_handed_in(as_user, hus, oppen):
    f.deltagare(oppen, factories.arena(hus.avtal, "SocSam"), status=Deltagare.Status.BORJAT)
    Utskick.objects.create(
        deltagare=oppen.deltagare.get(arena=hus.arena), sort="inbjudan", till="buz@exempel.test", fel="Adressen finns inte"
    )
    page = " ".join(as_user(hus.processledare).get(oppen.get_absolute_url()).content.decode().split())
    assert "0 av 2 har skickat in" in page
    assert page.index("Inte börjat (1)") < page.index("Börjat (1)")
    assert "kunde inte skickas: Adressen finns inte" in page
    assert "Överlappande ledamöter" in page


def test_another_recipient_gets_a_link_and_the_former_loses_hers(as_user, hus, oppen, client, django_capture_on_commit_callbacks):
    buz = oppen.deltagare.get(arena=hus.arena)
    gammal = f.lank(buz)
    with django_capture_on_commit_callbacks(execute=True):
        skicka(
            as_user(hus.processledare),
            f"/enkat/deltagare/{buz.pk}/mottagare/",
            {"mottagare": "Vice ordföranden", "epost": "vice@exempel.test"},
        )
    client.logout()
    assert client.get(gammal).status_code == 404
    assert client.get(lank(mail.outbox[-1])).status_code == 200


def test_sent_again_both_links_work(as_user, hus, oppen, client, django_capture_on_commit_callbacks):
    buz = oppen.deltagare.get(arena=hus.arena)
    gammal = f.lank(buz)
    with django_capture_on_commit_callbacks(execute=True):
        as_user(hus.processledare).post(f"/enkat/deltagare/{buz.pk}/skicka-igen/")
    client.logout()
    assert client.get(gammal).status_code == client.get(lank(mail.outbox[-1])).status_code == 200


def test_closed_opened_again_for_one_with_the_reason(as_user, hus, oppen, client):
    buz = oppen.deltagare.get(arena=hus.arena)
    annan = f.deltagare(oppen, factories.arena(hus.avtal, "SocSam"))
    mine, hers = f.lank(buz), f.lank(annan)
    as_user(hus.processledare).post(f"/enkat/omgangar/{oppen.pk}/stang/")
    assert client.get(mine).status_code == 403
    url = f"/enkat/deltagare/{buz.pk}/oppna-igen/"
    assert "Välj en dag" in skicka(client, url, {"oppen_till": "2020-01-01", "skal": "Sjukdom"}).content.decode()
    skicka(client, url, {"oppen_till": timezone.localdate() + timedelta(days=3), "skal": "Sjukdom"})
    client.logout()
    assert (client.get(mine).status_code, client.get(hers).status_code) == (200, 403)
    assert Handelse.objects.get(akt="öppnade igen").detaljer["skal"] == "Sjukdom"


def test_extended_the_links_go_on_working(as_user, hus, oppen, client):
    mine = f.lank(oppen.deltagare.get(arena=hus.arena))
    actions.stang(oppen, by=hus.processledare)
    skicka(
        as_user(hus.processledare),
        f"/enkat/omgangar/{oppen.pk}/forlang/",
        {"sista_dag": timezone.localdate() + timedelta(days=30), "skal": "Fler behöver tid"},
    )
    client.logout()
    assert client.get(mine).status_code == 200


@pytest.mark.parametrize(("roll", "status"), [("samordnare", 403), ("controller", 403), ("lasare", 403), ("utomstaende", 404)])
def test_only_the_processledare_leads_a_round(as_user, hus, oppen, roll, status):
    client = as_user(getattr(hus, roll))
    assert client.get(oppen.get_absolute_url()).status_code == status
    for akt in ("stang", "paminn"):
        assert client.post(f"/enkat/omgangar/{oppen.pk}/{akt}/").status_code == status
    assert Omgang.objects.get().status == "oppen"


def test_the_list_asks_as_many_queries_for_one_as_for_many(as_user, hus, oppen):
    client = as_user(hus.processledare)
    from tests.enkat.test_svara import Counter, connection

    def queries():
        with connection.execute_wrapper(counter := Counter()):
            assert client.get(oppen.get_absolute_url()).status_code == 200
        return counter.n

    one = queries()
    for n in range(3):
        f.lank(f.deltagare(oppen, factories.arena(hus.avtal, f"Organ {n}")))
    assert queries() == one


def test_the_start_page_of_the_room_asks_as_many_queries_for_one_as_for_many(as_user, hus, oppen):
    client = as_user(hus.processledare)
    from tests.enkat.test_svara import Counter, connection

    def queries():
        with connection.execute_wrapper(counter := Counter()):
            assert client.get("/enkat/").status_code == 200
        return counter.n

    one = queries()
    for n in range(3):
        f.omgang(hus, formular=oppen.formular, namn=f"Frågerunda {n}")
    assert queries() == one


@pytest.mark.parametrize(("dag", "antal"), [("2024-06-06", 0), ("2024-06-08", 0), ("2024-06-07", 1)])
def test_nobody_is_reminded_by_hand_on_a_red_day_either(as_user, hus, oppen, monkeypatch, dag, antal):
    monkeypatch.setattr("enkat.actions.omgang.ar_vardag", ar_vardag)
    Omgang.objects.update(oppnar=date(2024, 6, 1), sista_dag=date(2024, 6, 28))
    Inbjudan.objects.update(skapad="2024-06-01T08:00:00Z")
    with time_machine.travel(f"{dag} 10:00 +0200", tick=False):
        page = as_user(hus.processledare).post(f"/enkat/omgangar/{oppen.pk}/paminn/", follow=True).content.decode()
    assert ("Påminnelser skickas bara på vardagar" in page) is (antal == 0)
    assert Inbjudan.objects.count() == 1 + antal


def test_more_time_is_more_time(as_user, hus, oppen):
    Omgang.objects.update(oppnar=timezone.localdate() - timedelta(days=1))
    url, idag = f"/enkat/omgangar/{oppen.pk}/forlang/", timezone.localdate()
    client = as_user(hus.processledare)
    for dag, mening in ((oppen.sista_dag, "Välj en senare dag"), (idag - timedelta(days=1), "inte har passerat")):
        svar = skicka(client, url, {"sista_dag": dag, "skal": "Fler behöver tid"})
        assert mening in svar.context["form"].errors["sista_dag"][0]
    assert Omgang.objects.get().sista_dag == oppen.sista_dag
    assert skicka(client, url, {"sista_dag": oppen.sista_dag + timedelta(days=1), "skal": "Fler behöver tid"}).status_code == 302


def test_a_round_given_more_time_meanwhile_is_not_closed(hus, oppen):
    with pytest.raises(ValidationError):
        actions.stang(oppen, by=None, om=Q(sista_dag__lt=oppen.sista_dag))
    assert Omgang.objects.get().status == "oppen"


def test_an_anonymous_round_that_is_over_is_not_opened_again(as_user, hus, oppen):
    """Its compilation has been read: the difference would tell what the last one answered."""
    buz = oppen.deltagare.get(arena=hus.arena)
    Omgang.objects.update(anonym=True, minsta_grupp=5, status="stangd")
    client = as_user(hus.processledare)
    igen = {"sista_dag": timezone.localdate() + timedelta(days=20), "oppen_till": timezone.localdate(), "skal": "En till"}
    assert skicka(client, f"/enkat/omgangar/{oppen.pk}/forlang/", igen).status_code == 403
    assert skicka(client, f"/enkat/deltagare/{buz.pk}/oppna-igen/", igen).status_code == 403
    page = client.get(oppen.get_absolute_url()).content.decode()
    assert "Öppna igen" not in page
    assert "Registrera papperssvar" not in page
    Omgang.objects.update(status="oppen")
    assert skicka(client, f"/enkat/omgangar/{oppen.pk}/forlang/", igen).status_code == 302
