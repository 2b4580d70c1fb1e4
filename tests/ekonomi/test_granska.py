"""The page where the outcome is saved: it shows what disagrees with the accounts, and lets nothing of it by without a word."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from ekonomi import actions
from ekonomi.models import Arsresultat, Budgetpost, Ersattning, Objektandel, Resultatpost, Utfallsfil, Utfallsrad
from tests import factories
from tests.ekonomi.factories import avlast_fil, beslutad_budget, koppla_alla
from tests.ekonomi.sieprov import PERIODER, VERIFIKATIONER, fil
from tests.formular import skicka

DUBBEL = '#VER A 1 20220105 "Hyra"\n{\n#TRANS 5010 {1 401} 1000\n#TRANS 1930 {} -1000\n}\n'
SKILJER = PERIODER.replace("#RES 0 5010 2295000.50", "#RES 0 5010 5.00")


@pytest.fixture
def money(hus):
    hus.ersattning = Ersattning.objects.create(verksamhetsar=hus.year, bas=2_500_000, index_procent=0, belopp=2_500_000)
    return hus


def ready(hus, kropp=PERIODER, typ=3):
    """(the file, read and tied, the address of its review)"""
    rad = avlast_fil(hus.year, hus.controller, fil(kropp, typ))
    koppla_alla(rad, hus.uppdrag, hus.controller)
    return rad, f"{rad.get_absolute_url()}granska/"


def text(response):
    return response.content.decode().replace("\u00a0", " ")


def test_what_agrees_is_said_and_saved_without_more(money, as_user):
    _, url = ready(money)
    client = as_user(money.controller)
    assert "Varje konto är som filens eget saldo." in text(client.get(url))
    assert skicka(client, url).status_code == 302


def test_a_difference_is_shown_and_wants_its_explanation(money, as_user):
    rad, url = ready(money, SKILJER)
    client = as_user(money.controller)
    page = text(client.get(url))
    for part in ("Ett konto skiljer sig från filens eget saldo", "2 295 000,50", "2 294 995,50", "Periodsaldon stämmer inte"):
        assert part in page
    assert "Förklara skillnaden mot filens egna saldon." in text(skicka(client, url, {"sett": "on"}))
    assert "Förklara skillnaden" in text(skicka(client, url, {"sett": "on", "skal": "  "}))
    with pytest.raises(ValidationError, match="Förklara varför det ändå gäller"):
        actions.spara_utfall(rad, ta_budget=False, by=money.controller)
    assert not Resultatpost.objects.filter(utfall__isnull=False).exists()
    assert skicka(client, url, {"sett": "on", "skal": "Filen togs ut före bokslutet."}).status_code == 302
    rad.refresh_from_db()
    assert (rad.status, rad.skal) == ("sparad", "Filen togs ut före bokslutet.")
    assert "Filen togs ut före bokslutet." in text(client.get(rad.get_absolute_url()))


def test_a_voucher_out_of_balance_is_on_the_page_however_many_other_remarks(money, as_user):
    rad, url = ready(
        money, "#PBUDGET -1 202301 5010 {} 5\n" * 624 + VERIFIKATIONER + "#VER A 9 20220505\n{\n#TRANS 5010 {1 401} 12771\n}\n", 4
    )
    client = as_user(money.controller)
    assert "det skiljer 12 771,00 kr" in text(client.get(url))
    assert "Bekräfta att du har sett" in text(skicka(client, url))
    page = text(client.get(rad.get_absolute_url()))
    assert "Verifikationen går inte jämnt ut: 1" in page
    assert "Perioden ligger utanför sitt räkenskapsår: 624" in page


def test_a_file_without_balances_of_its_own_says_so(money, as_user):
    _, url = ready(money, PERIODER.replace("#RES 0 5010 2295000.50\n", ""))
    assert "inga årssaldon (#RES)" in text(as_user(money.controller).get(url))


@pytest.mark.parametrize(("svar", "kronor"), [("ja", 1000), ("nej", 2000)])
def test_vouchers_that_stand_twice_wait_for_a_word(money, as_user, svar, kronor):
    rad, url = ready(money, 2 * DUBBEL, 4)
    client = as_user(money.controller)
    assert "Säg om de ska räknas en eller två gånger" in text(client.get(url))
    with pytest.raises(ValidationError, match="en eller två gånger"):
        actions.spara_utfall(rad, ta_budget=False, by=money.controller)
    val = {"dimension": "1", "konton": "3-8", "utom_konton": "899", "dubbla_en_gang": svar}
    assert skicka(client, f"{rad.get_absolute_url()}valj/", val).status_code == 302
    assert skicka(client, url, {"sett": "on"}).status_code == 302
    assert Resultatpost.objects.get().utfall == kronor


def test_a_voucher_that_empties_the_accounts_waits_for_a_word(money, as_user):
    rad, url = ready(money, DUBBEL + "#VER B 2 20221231\n{\n#TRANS 5010 {1 401} -1000\n#TRANS 2099 {} 1000\n}\n", 4)
    client = as_user(money.controller)
    assert "tömmer resultatkontona" in text(client.get(url))
    val = {"dimension": "1", "konton": "3-8", "utom_konton": "899", "utan_bokslut": "ja"}
    skicka(client, f"{rad.get_absolute_url()}valj/", val)
    rad.refresh_from_db()
    actions.koppla(
        rad, {"401": (money.uppdrag, "")}, by=money.controller
    )  # of emptied accounts no dimension has money, so none was proposed
    assert skicka(client, url, {"sett": "on"}).status_code == 302
    assert Resultatpost.objects.get().utfall == 1000


INTAKT = PERIODER + "#PSALDO 0 202203 3010 {1 401} -2480000\n#RES 0 3010 -2480000\n"


@pytest.mark.parametrize("svar", ["ja", "nej"])
def test_the_account_that_carries_the_compensation_is_asked_for_once(money, as_user, svar):
    rad, url = ready(money, INTAKT)
    client, valj = as_user(money.controller), f"{rad.get_absolute_url()}valj/"
    assert "Säg om konto 3010 bär kommunernas ersättning" in text(client.get(url))
    assert "Konto 3010 (Kommunernas ersättning) har intäkter på 2 480 000,00 kr" in text(client.get(valj))
    skicka(client, valj, {"dimension": "1", "konton": "3-8", "utom_konton": "899", "ersattning_3010": svar})
    rad.refresh_from_db()
    assert (rad.utom_konton, rad.inte_ersattning) == (("899, 3010", "") if svar == "ja" else ("899", "3010"))
    assert skicka(client, url).status_code == 302
    assert Resultatpost.objects.get().utfall == (795_000 if svar == "ja" else -1_685_000)
    _, again = ready(money, INTAKT)
    assert "bär kommunernas ersättning" not in text(client.get(again)), "it is remembered from file to file"


def test_income_of_another_size_is_not_asked_about(money, as_user):
    _, url = ready(money, INTAKT.replace("2480000", "2300000"))
    assert "bär kommunernas ersättning" not in text(as_user(money.controller).get(url))


def test_what_an_uppdrag_is_made_of_can_be_searched_and_taken_home(money, as_user):
    rad, url = ready(money, VERIFIKATIONER, 4)
    client, adress = as_user(money.controller), f"{rad.get_absolute_url()}uppdrag/{money.uppdrag.pk}/"
    assert adress in text(client.get(url))
    page = text(client.get(adress))
    for part in ("795 000,00", "Löner mars", "Löner april", "A 1", "2022-04-02", "2 rader, tillsammans 795 000,00 kr"):
        assert part in page
    assert "Nästa år" not in page
    assert "1 rad, tillsammans 295 000,00 kr" in text(client.get(f"{adress}?q=APRIL+295000&konto=5010"))
    assert "Ingen verifikation stämmer" in text(client.get(f"{adress}?q=finns+inte"))
    bok = load_workbook(io.BytesIO(client.get(f"{adress}underlag.xlsx").content))
    assert [[c.value for c in rad] for rad in bok["Verifikationer"].iter_rows(min_row=2)] == [
        ["A 1", "2022-03-15", "Löner mars", "5010", "401", 500_000], ["A 2", "2022-04-02", "Löner april", "5010", "401", 295_000],
    ]  # fmt: skip
    bok = load_workbook(io.BytesIO(client.get(f"{rad.get_absolute_url()}avstamning.xlsx").content))
    assert [c.value for c in bok["Uppdrag"][2]] == [money.uppdrag.namn, "5010", "Löner", 795_000]


def test_a_file_of_balances_has_accounts_and_no_vouchers(money, as_user):
    rad, _ = ready(money)
    page = text(as_user(money.controller).get(f"{rad.get_absolute_url()}uppdrag/{money.uppdrag.pk}/"))
    assert "Filen har inga verifikationer, bara saldon." in page
    bok = load_workbook(io.BytesIO(as_user(money.controller).get(f"{rad.get_absolute_url()}avstamning.xlsx").content))
    rader = {rad[0].value: [c.value for c in rad[1:]] for rad in bok["Konton"].iter_rows(min_row=2)}
    assert rader == {"1930": ["Bank", -2_000_000.5, None, 0], "5010": ["Löner", 2_295_000.5, 2_295_000.5, 0]}


@pytest.mark.parametrize(("who", "answer"), [("samordnare", 200), ("kommunchef", 404), ("utomstaende", 404)])
def test_the_region_may_look_behind_the_figures_and_nobody_else(money, as_user, who, answer):
    rad, _ = ready(money, VERIFIKATIONER, 4)
    client, url = as_user(getattr(money, who)), rad.get_absolute_url()
    for adress in ("avstamning.xlsx", f"uppdrag/{money.uppdrag.pk}/", f"uppdrag/{money.uppdrag.pk}/underlag.xlsx"):
        assert client.get(f"{url}{adress}").status_code == answer, adress
    assert client.get(f"{url}uppdrag/999/").status_code == 404


def share(client, rad, andelar, kod="401"):
    return skicka(client, f"{rad.get_absolute_url()}dela/?objekt={kod}", {f"andel_{u.pk}": p for u, p in andelar.items()})


def test_one_object_shared_by_several_uppdrag_foots_to_the_ore(money, as_user):
    annat, tredje = (factories.uppdrag(money.avtal, namn) for namn in ("Barn och utbildning", "Energikontoret"))
    rad, url = ready(money, DUBBEL.replace("1000", "1000.01"), 4)
    client = as_user(money.controller)
    page = share(client, rad, {money.uppdrag: "50", annat: "49"})
    assert "Andelarna är tillsammans 99 %" in text(page)
    assert "minst två" in text(share(client, rad, {money.uppdrag: "100"}))
    assert not Objektandel.objects.exists()
    assert share(client, rad, {money.uppdrag: "33,33", annat: "33,33", tredje: "33,34"}).status_code == 302
    assert "delas:" in text(client.get(f"{rad.get_absolute_url()}koppla/"))
    under = text(client.get(f"{rad.get_absolute_url()}uppdrag/{tredje.pk}/"))
    assert "1 rad, tillsammans 333,41 kr" in under
    assert "Barn och utbildning och Energikontoret: ersättningen är inte registrerad." in text(skicka(client, url))
    assert not Resultatpost.objects.filter(utfall__isnull=False).exists(), "what is left of an unknown sum is unknown"
    for uppdrag in (annat, tredje):
        Resultatpost.objects.create(verksamhetsar=money.year, uppdrag=uppdrag, budget=0)
    assert skicka(client, url).status_code == 302
    assert sum(Utfallsrad.objects.filter(uppdrag__isnull=False).values_list("utfall_ore", flat=True)) == 100_001
    assert set(Utfallsrad.objects.filter(kod="401").values_list("uppdrag", "utfall_ore")) == {
        (money.uppdrag.pk, 33_330), (annat.pk, 33_330), (tredje.pk, 33_341),
    }  # fmt: skip
    assert sum(Resultatpost.objects.values_list("utfall", flat=True)) == 1000
    assert "33,34 %" in text(client.get(rad.get_absolute_url()))


def test_shares_opened_before_somebody_changed_them_are_not_saved(money, as_user):
    annat = factories.uppdrag(money.avtal, "Barn och utbildning")
    rad, _ = ready(money)
    client, url = as_user(money.controller), f"{rad.get_absolute_url()}dela/?objekt=401"
    gammal = client.get(url).context["form"]["version"].value()
    actions.dela(rad, "401", {money.uppdrag: 40, annat: 60}, by=money.controller)
    svar = client.post(url, {"version": gammal, f"andel_{money.uppdrag.pk}": "50", f"andel_{annat.pk}": "50"})
    assert svar.status_code == 409
    assert set(Objektandel.objects.values_list("procent", flat=True)) == {40, 60}


@pytest.mark.parametrize(("who", "answer"), [("samordnare", 403), ("direktor", 403), ("kommunchef", 404), ("utomstaende", 404)])
def test_others_share_nothing(money, as_user, who, answer):
    rad, _ = ready(money)
    assert as_user(getattr(money, who)).post(f"{rad.get_absolute_url()}dela/?objekt=401", {}).status_code == answer
    assert as_user(money.controller).get(f"{rad.get_absolute_url()}dela/?objekt=777").status_code == 404


def test_two_dimensions_at_once_are_read_from_the_vouchers_anew(money, as_user):
    annat = factories.uppdrag(money.avtal, "Yrkesresan")
    Resultatpost.objects.create(verksamhetsar=money.year, uppdrag=annat, budget=0)
    rad, url = ready(money, VERIFIKATIONER, 4)
    client = as_user(money.controller)
    svar = skicka(client, f"{rad.get_absolute_url()}valj/", {"dimension": "1+6", "konton": "3-8", "utom_konton": "899"})
    assert svar["Location"] == rad.get_absolute_url()
    rad.refresh_from_db()
    assert (rad.status, rad.dimension) == ("read", "1+6")
    utan = {"*": (None, "Hör inte till avtalet")}
    actions.koppla(rad, {"401 + *": (money.uppdrag, ""), "* + P1": (annat, "")} | utan, by=money.controller)
    assert "Ansvar och projekt" in text(client.get(f"{rad.get_absolute_url()}koppla/"))
    assert "Löner mars" in text(client.get(f"{rad.get_absolute_url()}uppdrag/{annat.pk}/"))
    assert skicka(client, url).status_code == 302
    assert dict(Resultatpost.objects.values_list("uppdrag", "utfall")) == {money.uppdrag.pk: 295_000, annat.pk: 500_000}
    again = avlast_fil(money.year, money.controller, fil(VERIFIKATIONER, 4))
    assert again.dimension == "1+6", "it is remembered"
    assert Utfallsfil.objects.filter(status="sparad").count() == 1


def test_a_file_of_another_year_is_not_saved(money, as_user):
    """It says so itself, though its periods are written with the year that it is read for."""
    _, url = ready(money, PERIODER)
    rad = avlast_fil(money.year, money.controller, fil(PERIODER, 3).replace(b"#RAR 0 20220101 20221231", b"#RAR 0 20210101 20211231"))
    client = as_user(money.controller)
    sida = text(client.get(f"{rad.get_absolute_url()}granska/"))
    assert "Filen säger att den gäller räkenskapsåret 20210101–20211231 (#RAR), men läses in för 2022." in sida
    assert "Spara utfallet" not in sida
    assert "Filen säger att den gäller räkenskapsåret" not in text(client.get(url))
    with pytest.raises(ValidationError, match="läses in för 2022"):
        actions.spara_utfall(rad, ta_budget=False, by=money.controller, skal="Ändå")


def test_a_result_is_not_reckoned_while_an_uppdrag_lacks_its_outcome(money, as_user):
    """Its compensation would be told as left; what the accounts are said to be stands as it was."""
    annat = factories.uppdrag(money.avtal, "Annat uppdrag")
    post = Resultatpost.objects.create(verksamhetsar=money.year, uppdrag=annat, budget=400_000)
    Arsresultat.objects.create(verksamhetsar=money.year, belopp=-24_000, kalla="Bokslut")
    _, url = ready(money)
    client = as_user(money.controller)
    sida = text(client.get(url))
    assert "Årets resultat kan inte räknas ut: Annat uppdrag har ersättning eller beslutad budget men inget utfall" in sida
    assert "Resultatet enligt redovisningen är nu −24 000 kr (Bokslut) och ändras inte." in sida
    assert skicka(client, url).status_code == 302
    assert Arsresultat.objects.get().belopp == -24_000
    post.utfall, post.belopp = 0, 400_000
    post.save()
    sida = text(client.get(f"{avlast_fil(money.year, money.controller, fil(PERIODER, 3)).get_absolute_url()}granska/"))
    assert "Resultatet enligt redovisningen är nu −24 000 kr (Bokslut) och byts ut." in sida


def test_a_decided_budget_is_not_written_over_unasked(money, as_user):
    _, url = ready(money)
    client = as_user(money.controller)
    sida = client.get(url)
    assert sida.context["form"].fields["ta_budget"].initial is True
    assert "Filens budget är en annan" not in text(sida)
    Budgetpost.objects.create(
        verksamhetsar=money.year, uppdrag=money.uppdrag, belopp=1_800_000, beslutad=timezone.now(), beslutad_av=money.controller
    )
    sida = client.get(url)
    assert sida.context["form"].fields["ta_budget"].initial is False
    assert f"{money.uppdrag}: beslutat 1 800 000 kr, i filen 2 500 000 kr" in text(sida)


def test_an_uppdrag_without_a_budget_in_the_file_keeps_the_one_it_has(money, as_user):
    """What the file does not say is not zero; of a file that says zero, zero is taken."""
    annat, tredje = (factories.uppdrag(money.avtal, namn) for namn in ("Barn och utbildning", "Energikontoret"))
    for uppdrag in (annat, tredje):
        Resultatpost.objects.create(verksamhetsar=money.year, uppdrag=uppdrag, budget=1_000_000)
    rad, url = ready(money, f'{PERIODER}#PSALDO 0 202203 5010 {{1 "900"}} 5\n#PBUDGET 0 202201 5010 {{1 "900"}} 0\n')
    actions.koppla(rad, {"402": (annat, ""), "900": (tredje, "")}, by=money.controller)
    client = as_user(money.controller)
    page = client.get(url)
    rader = page.context["forslag"].uppdragsrader
    assert {r.uppdrag: r.filens_budget for r in rader} == {money.uppdrag: 2_500_000, annat: None, tredje: 0}
    assert '<th scope="row">Barn och utbildning</th><td class="siffra">1 000 000</td><td class="siffra">–</td>' in text(page)
    assert skicka(client, url, {"ta_budget": "on"}).status_code == 302
    assert dict(Resultatpost.objects.values_list("uppdrag", "budget")) == {money.uppdrag.pk: 2_500_000, annat.pk: 1_000_000, tredje.pk: 0}


def test_the_budget_of_the_file_helps_no_uppdrag_that_it_says_none_of(money, as_user):
    annat = factories.uppdrag(money.avtal, "Barn och utbildning")
    rad, url = ready(money)
    actions.koppla(rad, {"402": (annat, "")}, by=money.controller)
    page = text(skicka(as_user(money.controller), url, {"ta_budget": "on"}))
    assert "Barn och utbildning: ersättningen är inte registrerad." in page
    assert not Resultatpost.objects.filter(utfall__isnull=False).exists()


def test_a_result_is_not_reckoned_while_a_decided_budget_has_no_outcome(money, as_user):
    """The accounts may lack uppdrag that nobody has given a row of the result: what is left of their budget is not known."""
    namn = ("Barn och utbildning", "Energikontoret", "Kurs och konferens")
    annat, tredje, utan = (factories.uppdrag(money.avtal, n) for n in namn)
    for uppdrag, belopp in ((money.uppdrag, 2_000_000), (annat, 1_000_000), (tredje, 400_000), (utan, 0)):
        beslutad_budget(money.year, uppdrag, belopp, money.controller)
    _, url = ready(money)
    client = as_user(money.controller)
    page = text(client.get(url))
    assert "kan inte räknas ut: Barn och utbildning och Energikontoret har ersättning eller beslutad budget" in page
    assert "ett överskott" not in page
    assert skicka(client, url).status_code == 302
    assert not Arsresultat.objects.exists()
    for uppdrag in (annat, tredje):
        Resultatpost.objects.create(verksamhetsar=money.year, uppdrag=uppdrag, budget=0, utfall=0, belopp=0)
    _, url = ready(money)
    assert "kan inte räknas ut" not in text(client.get(url)), "what is written in is known"


def test_a_decided_budget_is_the_compensation_of_an_uppdrag_that_has_no_row_yet(money, as_user):
    """It was decided: neither zero nor unknown."""
    annat = factories.uppdrag(money.avtal, "Barn och utbildning")
    beslutad_budget(money.year, annat, 1_000_000, money.controller)
    rad, url = ready(money)
    actions.koppla(rad, {"402": (annat, "")}, by=money.controller)
    client = as_user(money.controller)
    assert '<th scope="row">Barn och utbildning</th><td class="siffra">1 000 000</td><td class="siffra">–</td>' in text(client.get(url))
    assert skicka(client, url, {"ta_budget": "on"}).status_code == 302
    post = Resultatpost.objects.get(uppdrag=annat)
    assert (post.budget, post.utfall, post.belopp) == (1_000_000, 120_001, 879_999)
