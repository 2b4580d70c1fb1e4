"""The outcome's way from a file to the year's result: uploaded, read, tied, looked at, saved. Nothing moves before that."""

import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ekonomi import actions
from ekonomi.models import Arsresultat, Ersattning, Objektkoppling, Resultatpost, Utfallsfil, Utfallsrad
from ekonomi.tasks import read_utfallsfil
from samverkan.livstecken import TYST
from samverkan.models import Handelse
from tests import factories
from tests.ekonomi.factories import avlast_fil, godkand, koppla_alla
from tests.ekonomi.sieprov import PERIODER, fil
from tests.formular import skicka


@pytest.fixture
def money(hus):
    hus.ersattning = Ersattning.objects.create(verksamhetsar=hus.year, bas=2_500_000, index_procent=0, belopp=2_500_000)
    return hus


def upload(client, hus, data=None, namn="utfall.se"):
    return client.post(
        f"/ekonomi/year/{hus.year.pk}/utfall/read/", {"fil": SimpleUploadedFile(namn, fil(PERIODER) if data is None else data)}
    )


def tie(form_rows, choices):
    """What the page posts: {code: (uppdrag or "undanta", reason)}; the rest is left alone."""
    data = {"m-monster": "", "m-val": "", "m-skal": ""}
    for n, kod in enumerate(form_rows):
        val, skal = choices.get(kod, ("", ""))
        data |= {f"k{n}-monster": kod, f"k{n}-val": val, f"k{n}-skal": skal}
    return data


def test_from_file_to_result(money, as_user):
    client, annat = as_user(money.controller), factories.uppdrag(money.avtal, "Barn och utbildning")
    response = upload(client, money)
    rad = Utfallsfil.objects.get()
    assert response["Location"] == rad.get_absolute_url()
    assert (rad.status, rad.sha256, rad.av) == ("read", hashlib.sha256(fil(PERIODER)).hexdigest(), money.controller)
    page = client.get(rad.get_absolute_url()).content.decode()
    for text in ("Region Prov Härjedalen", "20220101–20221231", rad.sha256, "Ansvar", "Varje rad är läst", "januari, februari, maj"):
        assert text in page
    assert not Resultatpost.objects.exists()

    chosen = {"dimension": "1", "konton": "3-8", "utom_konton": "899, 3010"}
    assert skicka(client, f"{rad.get_absolute_url()}valj/", chosen).status_code == 302
    page = client.get(f"{rad.get_absolute_url()}koppla/")
    koder = [form["monster"].value() for _, form in page.context["form"].former]
    assert koder == ["(utan)", "401", "402"]
    blocked = skicka(client, f"{rad.get_absolute_url()}granska/", {"ta_budget": "on"})
    assert "Tre objekt har belopp men är inte kopplade" in blocked.content.decode()
    assert not Resultatpost.objects.exists()

    choices = {"401": (money.uppdrag.pk, ""), "402": (annat.pk, ""), "(utan)": ("undanta", "Hör till hälso- och sjukvården")}
    inget = skicka(client, f"{rad.get_absolute_url()}koppla/", tie(koder, {}), follow=True)
    assert "Ingenting är valt." in inget.content.decode()
    assert skicka(client, f"{rad.get_absolute_url()}koppla/", tie(koder, choices))["Location"].endswith("/granska/")
    page = client.get(f"{rad.get_absolute_url()}granska/").content.decode()
    assert "Hör till hälso- och sjukvården" in page
    assert "1\u00a0584\u00a0999\u00a0kr, ett överskott" in page  # half a krona of the outcome upwards
    Resultatpost.objects.create(verksamhetsar=money.year, uppdrag=annat, budget=0)  # the file says no budget of it
    assert skicka(client, f"{rad.get_absolute_url()}granska/", {"ta_budget": "on"})["Location"] == f"/ekonomi/year/{money.year.pk}/"

    post = Resultatpost.objects.get(uppdrag=money.uppdrag)
    assert (post.budget, post.utfall, post.belopp) == (2_500_000, 795_000, 1_705_000)
    assert Arsresultat.objects.get().belopp == 2_500_000 - 795_000 - 120_001
    rad.refresh_from_db()
    assert (rad.status, rad.sparad_av) == ("sparad", money.controller)
    assert set(Utfallsrad.objects.values_list("kod", "utfall_ore")) == {("401", 79_500_000), ("402", 12_000_050), ("", 138_000_000)}
    page = client.get(f"/ekonomi/year/{money.year.pk}/").content.decode()
    assert f'href="{rad.get_absolute_url()}#uppdrag-{money.uppdrag.pk}"' in page
    assert client.get(rad.get_absolute_url()).status_code == 200
    assert {h.akt for h in Handelse.objects.all()} >= {"läste in utfall", "valde dimension", "kopplade objekt", "sparade utfallet"}


def saved(hus, data=None):
    rad = avlast_fil(hus.year, hus.controller, data)
    koppla_alla(rad, hus.uppdrag, hus.controller)
    actions.spara_utfall(rad, ta_budget=False, by=hus.controller)
    return rad


def test_the_next_file_shows_its_difference_and_replaces_the_first(money, as_user):
    first = saved(money)
    again = avlast_fil(money.year, money.controller, fil(PERIODER.replace("295000", "305000")))
    page = as_user(money.controller).get(f"{again.get_absolute_url()}granska/").content.decode()
    assert "10\u00a0000</td>" in page  # the ties of the first file are remembered: only the difference is new
    actions.spara_utfall(again, ta_budget=False, by=money.controller)
    first.refresh_from_db()
    assert (first.status, again.status) == ("ersatt", "sparad")
    assert Resultatpost.objects.get().utfall == 805_000
    assert Resultatpost.history.filter(utfall=795_000).exists()


def test_an_uppdrag_whose_object_is_gone_from_the_next_file_has_no_outcome_left(money):
    saved(money)
    again = avlast_fil(money.year, money.controller, fil("#PSALDO 0 202203 5010 {1 402} 10\n"))
    actions.spara_utfall(again, ta_budget=False, by=money.controller)
    assert Resultatpost.objects.get().utfall == 0


def test_an_outcome_written_by_hand_stands_where_the_file_knows_nothing_of_it(money, as_user):
    """The page asks for it when the accounts lack an uppdrag: the next file does not make it zero."""
    annat = factories.uppdrag(money.avtal, "Annat uppdrag")
    post = Resultatpost.objects.create(
        verksamhetsar=money.year, uppdrag=annat, budget=400_000, utfall=150_000, belopp=250_000, harledd=True
    )
    ny = avlast_fil(money.year, money.controller)
    koppla_alla(ny, money.uppdrag, money.controller)
    page = as_user(money.controller).get(f"{ny.get_absolute_url()}granska/").content.decode()
    assert '150\u00a0000 <span class="status">inskrivet, finns inte i filen</span>' in page
    actions.spara_utfall(ny, ta_budget=True, by=money.controller)
    post.refresh_from_db()
    assert (post.budget, post.utfall, post.belopp, post.harledd) == (400_000, 150_000, 250_000, True)
    assert Arsresultat.objects.get().belopp == money.ersattning.gallande - 795_000 - 150_000


def test_two_who_save_at_once(money):
    rader = [avlast_fil(money.year, money.controller) for _ in range(2)]
    koppla_alla(rader[0], money.uppdrag, money.controller)
    stale = Utfallsfil.objects.get(pk=rader[0].pk)
    actions.spara_utfall(rader[0], ta_budget=False, by=money.controller)
    with pytest.raises(ValidationError, match="redan bytt status"):
        actions.spara_utfall(stale, ta_budget=False, by=money.controller)
    assert Utfallsfil.objects.filter(status="sparad").count() == 1


def test_a_pattern_ties_many_and_the_nearest_decides(money, as_user):
    client, rad = as_user(money.controller), avlast_fil(money.year, money.controller)
    url = f"{rad.get_absolute_url()}koppla/"
    wrong = skicka(client, url, tie([], {}) | {"m-monster": "4*1", "m-val": money.uppdrag.pk})
    assert wrong.context["form"].monster.errors["monster"] == ["Stjärnan kan bara stå sist."]
    skicka(client, url, tie([], {}) | {"m-monster": "4*", "m-val": money.uppdrag.pk})
    skicka(client, url, tie([], {}) | {"m-monster": "402", "m-val": "undanta", "m-skal": "Annat avtal"})
    page = client.get(url)
    assert [form["monster"].value() for _, form in page.context["form"].former] == ["(utan)"]
    assert "räknas inte: Annat avtal" in page.content.decode()
    koppling = Objektkoppling.objects.get(monster="402")
    assert client.post(f"{url}{koppling.pk}/lossa/").status_code == 302
    assert not Objektkoppling.objects.filter(monster="402").exists()


def test_an_object_set_aside_wants_its_reason(money, as_user):
    client, rad = as_user(money.controller), avlast_fil(money.year, money.controller)
    page = skicka(client, f"{rad.get_absolute_url()}koppla/", tie(["401"], {"401": ("undanta", " ")}))
    assert "Skriv varför det inte räknas." in page.content.decode()
    assert not Objektkoppling.objects.exists()


def test_the_accounts_to_count_are_said_in_a_way_that_is_understood(money, as_user):
    client, rad = as_user(money.controller), avlast_fil(money.year, money.controller)
    page = skicka(client, f"{rad.get_absolute_url()}valj/", {"dimension": "1", "konton": "tre till åtta", "utom_konton": ""})
    assert "går inte att förstå" in page.content.decode()
    rad.refresh_from_db()
    assert rad.konton == "3-8"


def test_what_could_not_be_counted_must_have_been_seen(money, as_user):
    rad = avlast_fil(money.year, money.controller, fil(PERIODER + "#PSALDO 0 202205 5010 {1 401} fem\n"))
    koppla_alla(rad, money.uppdrag, money.controller)
    client, url = as_user(money.controller), f"{rad.get_absolute_url()}granska/"
    assert "Beloppet ”fem” går inte att läsa" in client.get(url).content.decode()
    assert "Bekräfta att du har sett" in skicka(client, url).content.decode()
    assert skicka(client, url, {"sett": "on"}).status_code == 302


def test_a_file_saved_by_another_is_no_longer_read_otherwise(money):
    rad = avlast_fil(money.year, money.controller, fil(PERIODER))
    koppla_alla(rad, money.uppdrag, money.controller)
    actions.spara_utfall(Utfallsfil.objects.get(pk=rad.pk), ta_budget=False, by=money.controller)
    with pytest.raises(ValidationError, match="redan bytt status"):
        actions.valj(rad, dimension="1", konton="3", utom_konton="", by=money.controller)
    with pytest.raises(ValidationError, match="redan bytt status"):
        actions.koppla(rad, {"401": (None, "Utanför")}, by=money.controller)
    rad.refresh_from_db()
    assert rad.konton != "3"


def test_a_file_that_does_not_agree_with_itself_says_so_before_it_is_saved(money, as_user):
    rad = avlast_fil(money.year, money.controller, fil(PERIODER.replace("#RES 0 5010 2295000.50", "#RES 0 5010 5.00")))
    assert "stämmer inte med filens årssaldo" in as_user(money.controller).get(f"{rad.get_absolute_url()}granska/").content.decode()


def test_a_file_of_another_year_is_not_saved(money):
    rad = avlast_fil(money.year, money.controller, fil("#PSALDO -1 202103 5010 {1 401} 5\n"))
    with pytest.raises(ValidationError, match="inga belopp för 2022"):
        actions.spara_utfall(rad, ta_budget=False, by=money.controller)


@pytest.mark.parametrize(
    ("data", "mening"),
    [(b"<!doctype html><title>404 Not Found</title>", "404 Not Found"), (b"PK\x03\x04", "öppna som Excel"), (b"hej\n", "inte en SIE-fil")],
)
def test_what_is_no_such_file_is_refused_with_a_sentence_and_kept(money, as_user, data, mening):
    client = as_user(money.controller)
    page = client.get(upload(client, money, data)["Location"]).content.decode()
    assert mening in page
    rad = Utfallsfil.objects.get()
    assert rad.status == "vagrad"
    assert client.get(f"{rad.get_absolute_url()}koppla/").status_code == 403
    assert client.post(f"{rad.get_absolute_url()}kasta/").status_code == 302
    rad.refresh_from_db()
    assert rad.status == "kastad"


def test_without_a_file_it_is_said_at_the_field(money, as_user):
    page = as_user(money.controller).post(f"/ekonomi/year/{money.year.pk}/utfall/read/", {})
    assert page.context["form"].errors["fil"] == ["Välj en fil."]
    assert not Utfallsfil.objects.exists()


def test_progress_is_shown_and_what_has_stopped_is_read_anew(money, as_user):
    rad = actions.ta_emot(money.year, "utfall.se", fil(PERIODER), by=money.controller)
    client = as_user(money.controller)
    assert "väntar på att läsas" in client.get(rad.get_absolute_url()).content.decode()
    Utfallsfil.objects.update(status="reading", framsteg=40, lases_sedan=timezone.now())
    part = client.get(rad.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert 'value="40"' in part
    assert "<html" not in part
    client.post(f"{rad.get_absolute_url()}reread/")
    rad.refresh_from_db()
    assert rad.status == "reading"  # it goes on
    Utfallsfil.objects.update(lases_sedan=timezone.now() - timedelta(hours=1))
    assert "har stannat" in client.get(rad.get_absolute_url()).content.decode()
    client.post(f"{rad.get_absolute_url()}reread/")
    rad.refresh_from_db()
    assert rad.status == "read"
    assert client.get(rad.get_absolute_url(), headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_file_is_read_once_however_many_workers(money):
    rad = actions.ta_emot(money.year, "utfall.se", fil(PERIODER), by=money.controller)
    read_utfallsfil.func(rad.pk)
    read_utfallsfil.func(rad.pk)
    with pytest.raises(ValidationError, match="redan bytt status"):
        actions.read(Utfallsfil.objects.get(pk=rad.pk))


def test_what_a_killed_worker_left_is_read_by_the_next(money):
    rad = actions.ta_emot(money.year, "utfall.se", fil(PERIODER), by=money.controller)
    Utfallsfil.objects.update(status="reading", framsteg=40, lases_sedan=timezone.now() - TYST / 2)
    read_utfallsfil.func(rad.pk)
    rad.refresh_from_db()
    assert rad.status == "reading", "whoever reads it may be alive"
    Utfallsfil.objects.update(lases_sedan=timezone.now() - TYST)
    read_utfallsfil.func(rad.pk)
    rad.refresh_from_db()
    assert rad.status == "read"


@pytest.mark.parametrize("closed", ["locked", "approved"])
def test_a_closed_or_approved_year_takes_no_outcome(money, as_user, closed):
    rad = avlast_fil(money.year, money.controller)
    koppla_alla(rad, money.uppdrag, money.controller)
    if closed == "locked":
        type(money.year).objects.update(status="locked")
    else:
        Arsresultat.objects.create(verksamhetsar=money.year, belopp=0)
        godkand(money.year, money.controller)
    client = as_user(money.controller)
    assert upload(client, money).status_code == 200
    assert Utfallsfil.objects.count() == 1
    answer = skicka(client, f"{rad.get_absolute_url()}granska/", {})
    assert answer.status_code == (403 if closed == "locked" else 200)
    rad.refresh_from_db()
    assert rad.status == "read"
    assert not Resultatpost.objects.filter(utfall__isnull=False).exists()


@pytest.mark.parametrize(
    ("who", "answer"), [("samordnare", 403), ("processledare", 403), ("direktor", 403), ("kommunchef", 404), ("utomstaende", 404)]
)
def test_others_take_no_step_of_it(money, as_user, who, answer):
    rad = avlast_fil(money.year, money.controller)
    koppling = koppla_alla(rad, money.uppdrag, money.controller)
    client, url = as_user(getattr(money, who)), rad.get_absolute_url()
    assert upload(client, money).status_code == answer
    for steg in ("valj/", "koppla/", "granska/", "kasta/", "reread/", f"koppla/{koppling.pk}/lossa/"):
        assert client.post(f"{url}{steg}", {}).status_code == answer, steg
    rad.refresh_from_db()
    assert rad.status == "read"


def test_a_tie_of_another_agreement_is_not_to_be_known_of(money, as_user):
    rad = avlast_fil(money.year, money.controller)
    annan = Objektkoppling.objects.create(avtal=money.annat_avtal, dimension="1", monster="401", skal="x")
    assert as_user(money.controller).post(f"{rad.get_absolute_url()}koppla/{annan.pk}/lossa/").status_code == 404
