"""The Excel sheet: out with the uppdrag, back filled in, each faulty cell by its name."""

import io

import pytest
from openpyxl import load_workbook

from ekonomi.models import Ersattning, Resultatpost
from tests.ekonomi.test_utfall import tie, upload
from tests.formular import skicka


@pytest.fixture
def money(hus):
    Ersattning.objects.create(verksamhetsar=hus.year, bas=2_500_000, index_procent=0, belopp=2_500_000)
    return hus


def filled(data, **cells):
    bok = load_workbook(io.BytesIO(data))
    for plats, varde in cells.items():
        bok["Utfall"][plats] = varde
    ut = io.BytesIO()
    bok.save(ut)
    return ut.getvalue()


def test_the_excel_sheet_goes_out_is_filled_in_and_comes_back(money, as_user):
    client = as_user(money.controller)
    Resultatpost.objects.create(verksamhetsar=money.year, uppdrag=money.uppdrag, belopp=0, budget=2_500_000)
    mall = client.get(f"/ekonomi/year/{money.year.pk}/utfall/mall.xlsx").content
    assert [c.value for c in load_workbook(io.BytesIO(mall))["Utfall"][2]] == ["Lärcentrum", None, 2_500_000, None]
    location = upload(client, money, filled(mall, D2="795 000", A3="Summa", D3=795_000), "mall.xlsx")["Location"]
    koppla = client.get(f"{location}koppla/")
    assert [form["val"].value() for _, form in koppla.context["form"].former] == [str(money.uppdrag.pk)]  # known by its name
    skicka(client, f"{location}koppla/", tie(["Lärcentrum"], {"Lärcentrum": (money.uppdrag.pk, "")}))
    assert skicka(client, f"{location}granska/", {"ta_budget": "on"}).status_code == 302
    post = Resultatpost.objects.get()
    assert (post.budget, post.utfall, post.belopp) == (2_500_000, 795_000, 1_705_000)


@pytest.mark.parametrize(
    ("cells", "plats", "mening"),
    [
        ({"D2": "sjuhundra"}, "D2", "”sjuhundra” är inget belopp"),
        ({"D2": "=SUM(A1:A9)"}, "D2", "Formeln har inget sparat värde"),
        ({"D2": 5, "A3": None, "D3": 7}, "A3", "Raden har ett belopp men inget objekt"),
        ({"C2": True, "D2": 5}, "C2", "inget belopp"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_stops_the_sheet(money, as_user, cells, plats, mening):
    client = as_user(money.controller)
    mall = client.get(f"/ekonomi/year/{money.year.pk}/utfall/mall.xlsx").content
    location = upload(client, money, filled(mall, **cells), "mall.xlsx")["Location"]
    page = client.get(location).content.decode()
    assert plats in page
    assert mening in page
    assert "Excelfilen har celler som inte går att läsa" in client.get(f"{location}granska/").content.decode()


def test_a_sheet_without_its_heads_is_refused(money, as_user):
    client = as_user(money.controller)
    mall = client.get(f"/ekonomi/year/{money.year.pk}/utfall/mall.xlsx").content
    page = client.get(upload(client, money, filled(mall, A1="Kod", D1="Kostnad"), "x.xlsx")["Location"]).content.decode()
    assert "ingen rad med rubrikerna Objekt och Utfall" in page
