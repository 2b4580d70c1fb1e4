"""What somebody hostile, hurried or unlucky does with the editions: each of these once broke something, or showed too much."""

import pytest
from django.core.exceptions import ValidationError

from berattelse import actions
from berattelse.fardighet import Fardighet
from tests.berattelse import utgavor
from uppdrag.actions.las import las_upp
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


def oppnat(hus):
    """The year unlocked again, as it is in the database."""
    year = Verksamhetsar.objects.get(pk=hus.year.pk)
    las_upp(year, by=hus.processledare, skal="Rättelse")
    return year


def rattad(hus, errata="Ett namn var fel."):
    """The edition that replaces the first."""
    year = oppnat(hus)
    actions.fardigstall(year, 1, by=hus.processledare, errata=errata)
    return actions.faststall(year, 1, by=hus.direktor)


def test_done_said_twice_is_adopted_once(hus):
    utgavor.faststalld(hus)
    year = oppnat(hus)
    for errata in ("Ett namn var fel.", "Två namn var fel."):
        actions.fardigstall(year, 1, by=hus.processledare, errata=errata)
    assert actions.faststall(year, 1, by=hus.direktor).errata == "Två namn var fel."
    year = oppnat(hus)
    assert not Fardighet(year, 1).kan_faststallas
    with pytest.raises(ValidationError, match="inte färdigställd, eller redan fastställd"):
        actions.faststall(year, 1, by=hus.direktor)
