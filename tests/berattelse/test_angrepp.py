"""What somebody hostile, hurried or unlucky does with the editions: each of these once broke something, or showed too much."""

import pytest

from tests.berattelse import utgavor
from uppdrag.models import Verksamhetsar


def publik_adress(hus, year="2022"):
    return f"/berattelser/{hus.avtal.dnr.lower().replace('/', '-')}/{year}/"


@pytest.mark.parametrize(("beteckning", "plats"), [("2021/22", "2021-22"), ('2022 "å"', "2022-a"), ("..", "2022")])
def test_a_year_may_be_called_anything_and_still_be_read(hus, client, as_user, beteckning, plats):
    Verksamhetsar.objects.filter(pk=hus.year.pk).update(beteckning=beteckning)
    hus.year.refresh_from_db()
    utgava, adress = utgavor.rad(hus.year, hus.processledare), publik_adress(hus, plats)
    assert f'href="{adress}1/"' in client.get("/berattelser/").content.decode()
    assert client.get(f"{adress}1/").status_code == 200
    huvud = client.get(f"{adress}1/filer/signerad/").headers["Content-Disposition"]
    assert set(huvud.removeprefix("attachment; filename=")[1:-1]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert as_user(hus.processledare).get(utgava.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("odd", ["%00", "2022%00", "%FF", "2022/99999999999999999999999"])
def test_an_odd_address_is_not_found(hus, client, odd):
    utgavor.rad(hus.year, hus.processledare)
    assert client.get(publik_adress(hus, odd)).status_code == 404
