"""The debt in the region's accounts: its accounts, the orders that book it, and its reconciliation."""

import subprocess
from datetime import date

import page as validator
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from pysie_accounting.pysie import PySIE

from ekonomi import actions
from ekonomi.forms import Skuldbeslutsform
from ekonomi.models import Bokforingsorder, Skuldavstamning, Skuldkonto, Skuldpost
from ekonomi.sie import reader
from ekonomi.sie.belopp import InteSieError
from ekonomi.skuld.balanskonto import saldo_ur_sie
from ekonomi.skuld.order import Bokford, Konto, Orderrad, Resultatrad, orderrader
from ekonomi.skuld.sie4i import Orderverifikation, sie4i
from tests import samtidigt
from tests.ekonomi.factories import med_resultat
from tests.ekonomi.test_beslut import decide

DAG = date(2023, 2, 9)


@pytest.fixture
def money(hus):
    """The result of 2022 is booked, and every account but one is registered."""
    med_resultat(hus)
    for galler, konto, namn, fields in (
        ("skuld", "2490", "Skuld till kommunerna", {}),
        ("resultat", "3890", "Övriga intäkter", {}),
        ("resultat", "3890", "Övriga intäkter", {"uppdrag": hus.uppdrag, "dimension": "1", "objekt": "401", "objektsnamn": "Lärcentrum"}),
        ("aterbetalas", "1930", "Bank", {}),
    ):
        Skuldkonto.objects.create(avtal=hus.avtal, galler=galler, konto=konto, namn=namn, **fields)
    return hus


def order(client, post):
    """Press the button; what the next page says."""
    return client.post(f"/ekonomi/skuldposter/{post.pk}/order/", follow=True).content.decode()


def rader(post):
    return [(rad["konto"]["konto"], rad["konto"]["objekt"], rad["belopp"]) for rad in Bokforingsorder.objects.get(post=post).rader]


def enligt_eget(data):
    """{account: öre} as our own reader has it, which may have nothing to remark."""
    last = reader.read(data)
    assert last.fel == []
    return {konto: ore for (_, konto, objekt), ore in last.saldon.items() if not objekt}


def enligt_annan(data, mapp):
    """{account: öre} as another program's reader has it, and the texts of its vouchers."""
    (mapp / "order.si").write_bytes(data)
    (mapp / "sru.csv").write_text("SRU,Ink2\n7214,2.1\n")
    annan = PySIE()
    annan.sie_encoding = "cp437"
    annan.open_trans(mapp / "sru.csv")
    annan.open(mapp / "order.si")
    summor = {}
    for _, _, _, transaktioner in annan.verifikat.values():
        for konto, _, belopp in transaktioner:
            summor[konto] = summor.get(konto, 0) + round(float(belopp) * 100)
    return summor, [text for _, text, _, _ in annan.verifikat.values()]


def test_the_years_booking_is_an_order_by_uppdrag_and_object(money, as_user):
    client = as_user(money.controller)
    assert "Bokföringsorder 1 är skapad." in order(client, money.resultat)
    assert rader(money.resultat) == [("3890", "401", 1_705_000), ("3890", "", 1_296_000), ("2490", "", -3_001_000)]
    page = client.get(f"/ekonomi/order/{Bokforingsorder.objects.get().pk}/").content.decode()
    for text in ("2490 Skuld till kommunerna", "401 Lärcentrum", "3\u00a0001\u00a0000", "Resultat 2022"):
        assert text in page
    assert "Bokföringsorder 1 är redan skapad." in order(client, money.resultat)


def test_a_decision_is_an_order_and_its_correction_takes_it_back_on_the_same_accounts(money, as_user):
    client = as_user(money.controller)
    decide(client, money, belopp="")
    berg, krokom = Skuldpost.objects.filter(sort="beslut").order_by("organisation__namn")
    order(client, berg)
    assert rader(berg) == [("1930", "", -952_993), ("2490", "", 952_993), ("1930", "", -2_048_007), ("2490", "", 2_048_007)]
    Skuldkonto.objects.filter(galler="aterbetalas").update(konto="1940")
    rattelse = actions.ratta(krokom, text="Fel belopp", by=money.controller)
    assert "Bokföringsorder 2 är skapad." in order(client, rattelse)
    assert rader(rattelse) == [("1930", "", 2_048_007), ("2490", "", -2_048_007)]


def test_what_cannot_be_ordered_is_told(money, as_user):
    client = as_user(money.controller)
    decide(client, money, andamal="anvands", organisation=money.berg.pk)
    post = Skuldpost.objects.get(sort="beslut")
    rattelse = actions.ratta(post, text="Fel", by=money.controller)
    assert "Konto saknas för det som används." in order(client, post)
    assert "Den rättade posten har ingen bokföringsorder." in order(client, rattelse)
    assert "finns redan i redovisningen" in order(client, money.skuldpost)
    assert not Bokforingsorder.objects.exists()


def test_the_order_on_paper_meets_both_standards(money, as_user, tmp_path):
    client = as_user(money.controller)
    decide(client, money, organisation=money.berg.pk)
    order(client, Skuldpost.objects.get(sort="beslut"))
    path = tmp_path / "order.pdf"
    path.write_bytes(client.get(f"/ekonomi/order/{Bokforingsorder.objects.get().pk}/bokforingsorder.pdf").content)
    for profile in ("ua1", "2a"):
        report = validator.validate_pdf(str(path), profile=profile)
        assert report.is_compliant, report
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout
    text = text.replace("\u00a0", " ")
    for part in ("Bokföringsorder 1", "Region Prov", "Regionens samverkansråd § 12", "1930 Bank", "100 000", "Debet", "Kredit"):
        assert part in text


def test_the_order_as_sie_is_read_to_the_same_sums_by_two_programs(money, as_user, tmp_path):
    client = as_user(money.controller)
    order(client, money.resultat)
    svar = client.get(f"/ekonomi/order/{Bokforingsorder.objects.get().pk}/bokforingsorder.si")
    assert svar["Content-Disposition"] == 'attachment; filename="bokforingsorder-1.si"'
    vantat = {"3890": 300_100_000, "2490": -300_100_000}
    assert enligt_eget(svar.content) == vantat
    assert enligt_annan(svar.content, tmp_path) == (vantat, ["Resultat 2022"])
    last = reader.read(svar.content)
    assert last.saldon["202212", "3890", (("1", "401"),)] == 170_500_000
    assert (last.huvud["SIE-typ"], last.huvud["Företag"], last.objekt["1", "401"]) == ("4", "Region Prov", "Lärcentrum")


TEXTER = st.text(max_size=40)


@given(
    st.lists(
        st.tuples(st.integers(-(10**9), 10**9).filter(bool), TEXTER, st.sampled_from(["resultat", "anvands"])), min_size=1, max_size=5
    ),
    TEXTER,
)
def test_whatever_is_written_the_file_goes_out_even_and_is_read_back(tmp_path_factory, poster, namn):
    konton = {
        ("skuld", None): Konto("2490", namn), ("resultat", None): Konto("3890", "Övrigt", "1", "Ansvar", "4 01", namn),
        ("anvands", None): Konto("4010", "Köp"),
    }  # fmt: skip
    ver = [
        Orderverifikation(n, DAG, text, orderrader([Bokford(n, b, text, mot)], konton), DAG) for n, (b, text, mot) in enumerate(poster, 1)
    ]
    data = sie4i(namn, ver, skapad=DAG)
    vantat = {}
    for rad in (rad for v in ver for rad in v.rader):
        vantat[rad.konto.konto] = vantat.get(rad.konto.konto, 0) + rad.belopp * 100
    assert sum(vantat.values()) == 0
    eget = enligt_eget(data)
    assert {k: eget.get(k, 0) for k in vantat} == vantat
    assert enligt_annan(data, tmp_path_factory.mktemp("sie"))[0] == vantat


def test_a_result_that_its_parts_do_not_make_stands_on_one_line():
    konton = {("skuld", None): Konto("2490", "Skuld"), ("resultat", None): Konto("3890", "Övrigt"), ("resultat", 7): Konto("3891", "Eget")}
    post = Bokford(1, -500, "Resultat 2022", "resultat")
    assert [(r.konto.konto, r.belopp) for r in orderrader([post], konton, [Resultatrad(7, "A", -300)])] == [("3890", -500), ("2490", 500)]
    delat = orderrader([post], konton, [Resultatrad(7, "A", -800), Resultatrad(8, "B", 300), Resultatrad(None, "C", 0)])
    assert [(r.konto.konto, r.debet, r.kredit) for r in delat] == [("3891", 0, 800), ("3890", 300, 0), ("2490", 500, 0)]
    assert Orderrad.ur_json(delat[0].som_json()) == delat[0]


def test_an_order_is_never_changed(money):
    rad = actions.skapa_order(money.resultat, by=money.controller)
    for gor in (lambda: Bokforingsorder.objects.update(nummer=7), lambda: Bokforingsorder.objects.filter(pk=rad.pk)._raw_delete("default")):
        with pytest.raises(IntegrityError), transaction.atomic():
            gor()
    with pytest.raises(ValidationError, match="redan skapad"):
        actions.skapa_order(money.resultat, by=money.controller)


# --- the accounts --------------------------------------------------------------------------------------------------


def konto(client, hus, **fields):
    data = {"galler": "anvands", "konto": "4010", "namn": "Köp av verksamhet"} | fields
    return client.post(f"/ekonomi/skuld/{hus.avtal.pk}/konton/ny/", data)


def test_an_account_is_written_changed_and_taken_away(money, as_user):
    client = as_user(money.controller)
    assert konto(client, money).status_code == 302
    rad = Skuldkonto.objects.get(galler="anvands")
    page = client.get(f"/ekonomi/skuldkonton/{rad.pk}/andra/")
    data = {"galler": "anvands", "konto": "4011", "namn": "Köp", "version": page.context["form"]["version"].value()}
    assert client.post(f"/ekonomi/skuldkonton/{rad.pk}/andra/", data).status_code == 302
    page = client.get(f"/ekonomi/skuld/{money.avtal.pk}/bokforing/").content.decode()
    assert "4011 Köp" in page
    assert "Används för" in page
    version = client.get(f"/ekonomi/skuldkonton/{rad.pk}/ta-bort/").context["version"]
    assert client.post(f"/ekonomi/skuldkonton/{rad.pk}/ta-bort/", {"version": version}).status_code == 302
    assert not Skuldkonto.objects.filter(galler="anvands").exists()


@pytest.mark.parametrize(
    ("fields", "falt", "mening"),
    [
        ({"konto": "24 90"}, "konto", "Skriv numret med siffror"),
        ({"galler": "skuld"}, "galler", "Det finns redan ett konto för det."),
        ({"dimension": "1"}, "objekt", "Ett objekt har både dimension och kod."),
        ({"dimension": "1", "objekt": 'a"b'}, "objekt", "utan mellanslag, citattecken"),
        ({"uppdrag": "eget"}, "uppdrag", "Bara årets resultat delas på uppdrag."),
    ],
)
def test_an_account_that_cannot_be_is_told_at_its_field(money, as_user, fields, falt, mening):
    fields = {k: money.uppdrag.pk if v == "eget" else v for k, v in fields.items()}
    assert mening in str(konto(as_user(money.controller), money, **fields).context["form"].errors[falt])
    assert Skuldkonto.objects.count() == 4


# --- the reconciliation --------------------------------------------------------------------------------------------

UB = """#FLAGGA 0
#SIETYP 4
#FNAMN "Region Prov"
#RAR 0 20220101 20221231
#RAR -1 20210101 20211231
#UB 0 1930 9.00
#UB -1 2490 -3490000.00
#UB 0 2490 -6490999.50
"""


def stam_av(client, hus, **fields):
    data = {"datum": "2022-12-31", "enligt_konto": "6 491 000", "kalla": "Huvudboken", "forklaring": ""} | fields
    return client.post(f"/ekonomi/skuld/{hus.avtal.pk}/avstamning/ny/", data)


def test_the_ledger_is_held_against_the_account_of_a_day(money, as_user):
    client = as_user(money.controller)
    assert stam_av(client, money).status_code == 302
    rad = Skuldavstamning.objects.get()
    assert (rad.konto, rad.enligt_bok, rad.skillnad, rad.av) == ("2490", 6_491_000, 0, money.controller)
    assert "Stämmer" in client.get(f"/ekonomi/skuld/{money.avtal.pk}/avstamning/").content.decode()
    # the day before the year ended the result was not yet a debt
    assert stam_av(client, money, datum="2022-12-30", enligt_konto="3 490 000").status_code == 302
    actions.ratta(money.skuldpost, text="Fel", by=money.controller)
    page = client.get(f"/ekonomi/skuld/{money.avtal.pk}/avstamning/").content.decode()
    assert "skuldboken är nu 3\u00a0001\u00a0000\u00a0kr" in page


def test_a_second_press_reconciles_once_and_a_changed_ledger_again(money, as_user):
    client = as_user(money.controller)
    assert stam_av(client, money).status_code == 302
    assert "Skulden är redan avstämd så för den dagen." in stam_av(client, money).content.decode()
    actions.ratta(money.skuldpost, text="Fel", by=money.controller)
    assert stam_av(client, money, enligt_konto="3 001 000").status_code == 302
    assert Skuldavstamning.objects.count() == 2


def test_a_difference_wants_its_explanation(money, as_user):
    client = as_user(money.controller)
    page = stam_av(client, money, enligt_konto="6 400 000")
    mening = "Kontot har 91\u00a0000\u00a0kr mindre än skuldboken, som har 6\u00a0491\u00a0000\u00a0kr. Skriv varför."
    assert mening in str(page.context["form"].errors["forklaring"])
    assert not Skuldavstamning.objects.exists()
    assert (
        stam_av(client, money, enligt_konto="6 400 000", forklaring="Återbetalningen till Berg är bokförd för tidigt.").status_code == 302
    )
    assert Skuldavstamning.objects.get().skillnad == -91_000
    with pytest.raises(IntegrityError), transaction.atomic():
        Skuldavstamning.objects.update(forklaring="")


def test_the_balance_is_read_from_the_file_and_looked_at_before_it_is_saved(money, as_user):
    client = as_user(money.controller)
    fil = SimpleUploadedFile("bokslut.se", UB.encode())
    form = client.post(f"/ekonomi/skuld/{money.avtal.pk}/avstamning/read/", {"fil": fil}).context["form"]
    assert form.initial | {"forklaring": ""} == {
        "forklaring": "",
        "datum": date(2022, 12, 31), "enligt_konto": 6_491_000, "kalla": "#UB konto 2490, 6\u00a0490\u00a0999,50 kr, ur filen bokslut.se",
    }  # fmt: skip
    assert not Skuldavstamning.objects.exists()


@pytest.mark.parametrize(
    ("text", "mening"),
    [
        (UB.replace("2490", "2491"), "inget utgående saldo"),
        (UB + "#UB 0 2490 1\n", "flera utgående saldon"),
        (UB.replace("-6490999.50", "mycket"), "inget läsbart"),
        (UB.replace("#RAR 0", "#RAR 1"), "vilken dag"),
        (UB.replace("20221231", "20221341"), "vilken dag"),
        ("%PDF-1.7", "PDF"),
    ],
)
def test_a_file_without_the_balance_is_refused_in_words(text, mening):
    with pytest.raises(InteSieError, match=mening):
        saldo_ur_sie(text.encode(), "2490")


def test_the_day_is_the_one_the_file_reaches():
    assert saldo_ur_sie((UB + "#OMFATTN 20220630\n").encode(), "2490").dag == date(2022, 6, 30)
    assert saldo_ur_sie(UB.replace("-6490999.50", "500").encode(), "2490").kronor == -500


@pytest.mark.parametrize("fields", [{"datum": "2099-01-01"}, {"enligt_konto": "tre"}, {"kalla": ""}])
def test_a_reconciliation_that_cannot_be_saves_nothing(money, as_user, fields):
    assert set(stam_av(as_user(money.controller), money, **fields).context["form"].errors) == set(fields)


def test_without_the_account_there_is_nothing_to_hold_against(money, as_user):
    Skuldkonto.objects.filter(galler="skuld").delete()
    assert "Skuldens balanskonto är inte registrerat." in stam_av(as_user(money.controller), money).content.decode()
    assert not Skuldavstamning.objects.exists()


@pytest.mark.parametrize(
    ("who", "answer"), [("samordnare", 403), ("processledare", 403), ("direktor", 403), ("kommunchef", 404), ("utomstaende", 404)]
)
def test_others_write_nothing(money, as_user, who, answer):
    client, rad = as_user(getattr(money, who)), Skuldkonto.objects.first()
    svar = [
        client.post(f"/ekonomi/skuldposter/{money.resultat.pk}/order/"), konto(client, money), stam_av(client, money),
        client.post(f"/ekonomi/skuldkonton/{rad.pk}/andra/"), client.post(f"/ekonomi/skuldkonton/{rad.pk}/ta-bort/"),
    ]  # fmt: skip
    assert [s.status_code for s in svar] == [answer] * 5
    assert (Skuldkonto.objects.count(), Bokforingsorder.objects.count(), Skuldavstamning.objects.count()) == (4, 0, 0)


# --- two at once ---------------------------------------------------------------------------------------------------


def _ett_beslut(hus):
    data = {
        "ursprung": hus.resultat.ursprung_id, "andamal": "aterbetalas", "text": "X", "belopp": "100", "organ": "Rådet",
        "beslutsdatum": "2023-02-08", "paragraf": "4", "lydelse": "Att betala.", "skuldbelopp": "100",
    }  # fmt: skip
    form = Skuldbeslutsform(data, avtal=hus.avtal)
    assert form.is_valid()
    return lambda: actions.bokfor_beslut(form, by=hus.controller)


def _en_order(hus):
    return lambda: actions.skapa_order(hus.resultat, by=hus.controller)


@pytest.mark.django_db(transaction=True)
@samtidigt.bara_postgresql
@pytest.mark.parametrize(("forbered", "mening"), [(_ett_beslut, "redan registrerat"), (_en_order, "redan skapad")])
def test_of_two_at_once_one_does_it(money, forbered, mening):
    (fel,) = [svar for svar in samtidigt.tryck(forbered(money), forbered(money)) if isinstance(svar, str)]
    assert mening in fel
    assert Skuldpost.objects.filter(sort="beslut").count() + Bokforingsorder.objects.count() == 1
