"""The controller's pages: plain forms that refuse in words and lose nothing."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ekonomi import actions, forms
from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.models import Arsresultat, Ersattning, Resultatpost, Statsbidrag
from samverkan import svenska
from samverkan.inaktuell import Inaktuell
from samverkan.models import Handelse
from tests import factories
from tests.ekonomi.factories import avlast_fil, figures, koppla_alla
from tests.formular import dolda, skicka

ERSATTNING = {
    "bas": "10 046 000", "bas_harledd": "on", "index_procent": "2,6", "avrundning": "1 000", "belopp": "10 307 000", "forklaras_fran": "50 000",
    "fordelningsdatum": "2021-11-01", "kalla": "",
}  # fmt: skip


@pytest.fixture
def money(hus):
    return figures(hus)


def url(hus, sort):
    return f"/ekonomi/year/{hus.year.pk}/{sort}/ny/"


def test_the_controller_registers_the_compensation(hus, as_user):
    assert as_user(hus.controller).post(url(hus, "ersattning"), ERSATTNING).status_code == 302
    row = Ersattning.objects.get()
    assert (row.bas, row.uppraknad, row.belopp, row.differens) == (10_046_000, 10_307_196, 10_307_000, 196)
    assert Handelse.objects.get().detaljer == {"bas": 10_046_000, "belopp": 10_307_000}
    html = as_user(hus.controller).get(f"/ekonomi/year/{hus.year.pk}/").content.decode()
    assert "196\u00a0kr" in html


@pytest.mark.parametrize(
    ("fields", "falt", "mening"),
    [
        ({"index_procent": "-200", "belopp": "0"}, "index_procent", "högst 50 procent"),
        ({"belopp": "0"}, "skal", "skiljer sig 10\u00a0307\u00a0196\u00a0kr från den uppräknade"),
        ({"belopp": "10 307 697"}, "skal", "Skriv varför, eller rätta beloppet."),
        ({"belopp": "10 307 195", "avrundning": "1"}, "skal", "skiljer sig 1\u00a0kr"),
    ],
)
def test_a_sum_that_the_index_does_not_explain_says_why(hus, as_user, fields, falt, mening):
    """Also one with a source: where it stands is not why it is another."""
    response = as_user(hus.controller).post(url(hus, "ersattning"), ERSATTNING | {"kalla": "Avtalet"} | fields)
    assert mening in response.context["form"].errors[falt][0]
    assert not Ersattning.objects.exists()
    if falt == "skal":
        skal = {"skal": "Kommunerna enades om summan"}
        assert as_user(hus.controller).post(url(hus, "ersattning"), ERSATTNING | fields | skal).status_code == 302
        page = as_user(hus.controller).get(f"/ekonomi/year/{hus.year.pk}/").content.decode()
        assert "Kommunerna enades om summan" in page
        assert "avrundad till" not in page


@pytest.mark.parametrize("text", ["10 307 000", "10\u00a0307\u00a0000", "10307000"])
def test_thousands_may_be_set_apart_as_people_do(hus, as_user, text):
    as_user(hus.controller).post(url(hus, "ersattning"), ERSATTNING | {"belopp": text})
    assert Ersattning.objects.get().belopp == 10_307_000


@pytest.mark.parametrize("text", ["10 307 tkr", "abc", "10,5", "1e5", "10.307", "9" * 30, "-5", ""])
def test_a_bad_amount_is_told_at_its_field_and_nothing_is_lost_or_saved(hus, as_user, text):
    response = as_user(hus.controller).post(url(hus, "ersattning"), ERSATTNING | {"belopp": text, "kalla": "Avtalet"})
    assert list(response.context["form"].errors) == ["belopp"]
    html = response.content.decode()
    assert "10 046 000" in html
    assert "Avtalet" in html
    assert not Ersattning.objects.exists()


@pytest.mark.parametrize("text", ["-12 000", "\u221212\u00a0000", "–12000"])
def test_a_deficit_may_be_written_with_any_minus(hus, as_user, text):
    as_user(hus.controller).post(url(hus, "resultat"), {"uppdrag": hus.uppdrag.pk, "belopp": text})
    assert Resultatpost.objects.get().belopp == -12_000


def test_the_result_is_worked_out_when_both_its_parts_are_there(hus, as_user):
    data = {"uppdrag": hus.uppdrag.pk, "budget": "2 500 000", "utfall": "795 000", "belopp": ""}
    as_user(hus.controller).post(url(hus, "resultat"), data)
    assert Resultatpost.objects.get().belopp == 1_705_000
    wrong = as_user(hus.controller).post(f"/ekonomi/resultat/{Resultatpost.objects.get().pk}/andra/", data | {"belopp": "5"})
    assert wrong.context["form"].errors["belopp"] == ["Resultatet ska vara ersättning minus utfall."]


def test_the_compensation_of_an_uppdrag_stands_before_there_is_an_outcome(hus, as_user):
    client = as_user(hus.controller)
    data = {"uppdrag": hus.uppdrag.pk, "budget": "2 500 000", "utfall": "", "belopp": ""}
    assert client.post(url(hus, "resultat"), data).status_code == 302
    post = Resultatpost.objects.get()
    assert (post.budget, post.utfall, post.belopp) == (2_500_000, None, None)
    page = client.get(reverse("ekonomi:year_detail", args=[hus.year.pk])).content.decode()
    assert "inget utfall ännu" in page
    assert f"{post.namn} har inget utfall." in page
    assert "Fyll i utfallet" in page
    assert "Skriv förklaringen" not in page
    assert ekonomiskt_resultat(hus.year).resultat.rader == []
    skicka(client, f"/ekonomi/resultat/{post.pk}/andra/", data | {"utfall": "2 400 000"})
    assert Resultatpost.objects.get().belopp == 100_000
    without = client.post(url(hus, "resultat"), {"benamning": "Mer", "utfall": "5"})
    assert without.context["form"].errors["belopp"] == ["Skriv resultatet, eller ersättningen."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Resultatpost.objects.update(belopp=None)


def test_two_rows_for_one_uppdrag_are_refused_at_the_field(money, as_user):
    response = as_user(money.controller).post(url(money, "resultat"), {"uppdrag": money.uppdrag.pk, "belopp": "1"})
    assert response.context["form"].errors["uppdrag"] == ["Uppdraget har redan ett resultat för året."]
    response = as_user(money.controller).post(url(money, "resultat"), {"benamning": "Mer", "belopp": "1"})
    assert response.context["form"].errors["benamning"] == ["Året har redan en rad för det som källan inte delar upp."]


def test_a_stale_save_is_refused_with_the_saved_value_told_and_ones_own_kept(money, as_user):
    client, row = as_user(money.controller), money.bidrag
    address = f"/ekonomi/statsbidrag/{row.pk}/andra/"
    data = {"uppdrag": money.uppdrag.pk, "namn": "Yrkesvux", "redovisas": "", "kalla": ""} | dolda(client, address)
    assert client.post(address, data | {"belopp": "50 000 000"}).status_code == 302
    response = client.post(address, data | {"belopp": "60 000 000"})
    html = response.content.decode()
    assert "Sparat nu: 50 000 000" in html
    assert "60 000 000" in html
    row.refresh_from_db()
    assert row.belopp == 50_000_000
    again = data | {"belopp": "60 000 000", "version": response.context["form"]["version"].value()}
    assert client.post(address, again).status_code == 302
    row.refresh_from_db()
    assert row.belopp == 60_000_000


def test_a_row_is_removed_and_the_log_keeps_its_amount(money, as_user):
    assert skicka(as_user(money.controller), f"/ekonomi/statsbidrag/{money.bidrag.pk}/ta-bort/").status_code == 302
    assert not Statsbidrag.objects.exists()
    assert Handelse.objects.get().detaljer["belopp"] == 49_800_000


def test_a_locked_year_keeps_what_was_typed_and_saves_nothing(money, as_user):
    money.year.status = "locked"
    money.year.save()
    client = as_user(money.controller)
    response = skicka(client, f"/ekonomi/ersattning/{money.ersattning.pk}/andra/", ERSATTNING | {"belopp": "9 999 000", "skal": "Avtalet"})
    html = response.content.decode()
    assert "Året är låst" in html
    assert "9 999 000" in html
    money.ersattning.refresh_from_db()
    assert money.ersattning.belopp == 10_307_000
    assert skicka(client, f"/ekonomi/statsbidrag/{money.bidrag.pk}/ta-bort/").status_code == 403
    assert client.get(url(money, "resultat")).status_code == 403


@pytest.mark.parametrize(
    ("who", "answer"), [("samordnare", 403), ("processledare", 403), ("tjansteperson", 404), ("kommunchef", 404), ("utomstaende", 404)]
)
def test_others_change_nothing(money, as_user, who, answer):
    client = as_user(getattr(money, who))
    for address in (
        url(money, "resultat"),
        f"/ekonomi/ersattning/{money.ersattning.pk}/andra/",
        f"/ekonomi/statsbidrag/{money.bidrag.pk}/ta-bort/",
    ):
        assert client.post(address, ERSATTNING).status_code == answer
    money.ersattning.refresh_from_db()
    assert money.ersattning.belopp == 10_307_000


def test_an_uppdrag_of_another_agreement_cannot_be_chosen(hus, as_user):
    annat = factories.uppdrag(hus.annat_avtal)
    response = as_user(hus.controller).post(url(hus, "resultat"), {"uppdrag": annat.pk, "belopp": "1"})
    assert "uppdrag" in response.context["form"].errors
    assert not Resultatpost.objects.exists()


def test_a_grant_like_last_years_to_the_krona_is_warned_of(money, as_user):
    before = factories.verksamhetsar(money.avtal, 2021, status="locked")
    html = as_user(money.controller).get(f"/ekonomi/year/{money.year.pk}/").content.decode()
    assert "samma belopp som året före" not in html
    Statsbidrag.objects.create(verksamhetsar=before, uppdrag=money.uppdrag, namn="Yrkesvux", belopp=49_800_000)
    html = as_user(money.controller).get(f"/ekonomi/year/{money.year.pk}/").content.decode()
    assert "samma belopp som året före" in html


@pytest.mark.parametrize("page", ["/ekonomi/", "/ekonomi/year/{year}/", "/ekonomi/skuld/{avtal}/"])
def test_pages_ask_as_often_for_three_rows_as_for_one(money, as_user, page):
    address, client = page.format(year=money.year.pk, avtal=money.avtal.pk), as_user(money.controller)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    factories.verksamhetsar(money.avtal, 2023)
    factories.verksamhetsar(money.avtal, 2024)
    for n in range(2):
        uppdrag = factories.uppdrag(money.avtal)
        Resultatpost.objects.create(verksamhetsar=money.year, uppdrag=uppdrag, belopp=n + 1)
        money.ursprung.poster.create(sort="ingaende", datum="2022-01-01", belopp=n + 1, text="Mer", av=money.controller)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(few) == len(many)


def test_a_second_compensation_for_the_year_is_refused_in_words(money, as_user):
    data = {"bas": "1", "index_procent": "0", "avrundning": "1", "belopp": "1", "forklaras_fran": "1"}
    response = as_user(money.controller).post(f"/ekonomi/year/{money.year.pk}/ersattning/ny/", data)
    assert response.status_code == 200
    assert "redan registrerad för året" in response.content.decode()


def test_what_another_saved_is_told_in_words(money, as_user):
    data = {
        "bas": "10 046 000", "index_procent": "2,6", "avrundning": "1 000", "belopp": "10 307 000", "forklaras_fran": "50 000",
    }  # fmt: skip
    money.ersattning.bas_harledd, money.ersattning.index_procent = False, "2.70"
    money.ersattning.fordelningsdatum = None
    money.ersattning.save()
    data["bas_harledd"], data["fordelningsdatum"] = "on", "2021-11-01"
    response = as_user(money.controller).post(f"/ekonomi/ersattning/{money.ersattning.pk}/andra/", data)
    page, errors = response.content.decode(), response.context["form"].errors
    assert errors["bas_harledd"] == ["Sparat nu: nej"]
    assert errors["index_procent"] == ["Sparat nu: 2,7"]
    assert errors["fordelningsdatum"] == ["Sparat nu: tomt"]
    assert "None" not in page


def test_two_who_read_the_same_row_and_save_at_once(money):
    """Both forms were valid when they were read in; under the lock the second finds the first one's figures."""
    version = forms.ArsresultatForm(instance=money.arsresultat)["version"].initial
    forms_ = [forms.ArsresultatForm({"belopp": str(n), "version": version}, instance=Arsresultat.objects.get()) for n in (1, 2)]
    assert [form.is_valid() for form in forms_] == [True, True]
    actions.spara(forms_[0], by=money.controller)
    with pytest.raises(Inaktuell):
        actions.spara(forms_[1], by=money.controller)
    assert Arsresultat.objects.get().belopp == 1


def test_a_region_without_years_meets_an_empty_page(hus, as_user):
    hus.rubrik.delete()
    hus.year.delete()
    assert "inga verksamhetsår ännu" in as_user(hus.controller).get("/ekonomi/").content.decode()
    assert "inga uppgifter om ekonomi" in as_user(hus.roll_los).get("/ekonomi/").content.decode()


@pytest.mark.parametrize("status", ["oppet", "locked", "arkiverat"])
def test_what_remains_is_listed_while_it_can_be_done(hus, as_user, status):
    type(hus.year).objects.update(status=status)
    text = as_user(hus.controller).get(f"/ekonomi/year/{hus.year.pk}/").content.decode()
    assert ("Innan det kan godkännas återstår" in text) is (status == "oppet")
    assert ("så siffrorna ligger fast" in text) is (status != "oppet")


@pytest.mark.parametrize("sort", ["ersattning", "arsresultat", "bidrag"])
def test_a_changed_sum_is_not_told_to_stand_where_the_former_one_stood(money, as_user, sort):
    rad, client = getattr(money, sort), as_user(money.controller)
    type(rad).objects.update(kalla="Verksamhetsberättelse 2022")
    forut, adress = rad.belopp, f"/ekonomi/{'statsbidrag' if sort == 'bidrag' else sort}/{rad.pk}/andra/"
    falt = {f.name: f.value() for f in client.get(adress).context["form"] if f.name != "version" and f.value() not in (None, False)}
    falt |= {"index_procent": "2,6"}
    nytt = falt | {"belopp": str(forut - 100)}
    svar = skicka(client, adress, nytt)
    assert (
        f"Källan skrevs till {svenska.kronor(forut)}. Skriv var det nya beloppet står, eller kryssa"
        in svar.context["form"].errors["kalla"][0]
    )
    rad.refresh_from_db()
    assert rad.belopp == forut
    assert skicka(client, adress, falt).status_code == 302, "what is not changed stands where it stood"
    for mer in ({"kallan_galler": "on"}, {"kalla": "Bokslutet", "belopp": str(forut - 200)}, {"kalla": "", "belopp": str(forut - 300)}):
        svar = skicka(client, adress, nytt | mer)
        assert svar.status_code == 302, svar.context["form"].errors
    rad.refresh_from_db()
    assert (rad.belopp, rad.kalla) == (forut - 300, "")


def test_a_sum_that_a_file_gave_has_its_source_written_anew(hus, as_user):
    """The file gives one sum: another is not in it, and no tick says so."""
    Ersattning.objects.create(verksamhetsar=hus.year, bas=2_500_000, index_procent=0, belopp=2_500_000)
    fil = avlast_fil(hus.year, hus.controller)
    koppla_alla(fil, hus.uppdrag, hus.controller)
    actions.spara_utfall(fil, ta_budget=False, by=hus.controller)
    rad, client = Arsresultat.objects.get(), as_user(hus.controller)
    adress = f"/ekonomi/arsresultat/{rad.pk}/andra/"
    assert rad.kalla == fil.som_kalla
    svar = skicka(client, adress, {"belopp": "1 710 000", "kalla": rad.kalla, "kallan_galler": "on"})
    assert "Skriv var det nya beloppet står." in svar.context["form"].errors["kalla"][0]
    assert Arsresultat.objects.get().belopp == 1_705_000
    assert skicka(client, adress, {"belopp": "1 710 000", "kalla": "Bokslutet"}).status_code == 302
