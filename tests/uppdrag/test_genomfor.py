"""An adopted change takes force by itself on its day, as its page has said; what rows cannot carry out waits for a person."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from samverkan.models import Handelse
from tests import factories
from tests.formular import skicka
from tests.samtidigt import bara_postgresql, tryck
from uppdrag import dagligen
from uppdrag.actions import genomfor as actions
from uppdrag.models import (
    Andringsforslag,
    Arenavisning,
    Avtalsversion,
    Beskrivning,
    Medverkan,
    Omrade,
    Partsbeslut,
    Uppdragsomrade,
    Verksamhetsar,
)  # fmt: skip

DAGEN = date(2023, 1, 1)


def rusta(hus):
    """The agreement has a version with two areas, and the uppdrag stands under the first."""
    hus.version = Avtalsversion.objects.create(avtal=hus.avtal, beteckning="2019", fran=date(2019, 1, 1))
    hus.kompetens = Omrade.objects.create(version=hus.version, namn="Kompetens", ordning=1)
    hus.klimat = Omrade.objects.create(version=hus.version, namn="Klimat", ordning=2)
    Uppdragsomrade.objects.create(uppdrag=hus.uppdrag, omrade=hus.kompetens)
    return hus


@pytest.fixture
def avtalet(hus):
    return rusta(hus)


def forslag(hus, **fields):
    antaget = {"status": "antaget", "utsant_den": date(2022, 5, 1), "galler_fran": DAGEN}
    return Andringsforslag.objects.create(**{"avtal": hus.avtal, "rubrik": "Ändringen", "text": "Så här"} | antaget | fields)


def text_of(response):
    return " ".join(response.content.decode().split())


def placerade(version):
    return {o.namn: [u.namn for u in o.uppdrag.all()] for o in version.omraden.all()}


def ny_version(hus):
    return Avtalsversion.objects.get(avtal=hus.avtal, fran=DAGEN)


def test_an_uppdrag_is_taken_away_as_the_page_said_and_only_once(avtalet, as_user):
    f = forslag(avtalet, sort="ta_bort", uppdrag=avtalet.uppdrag)
    page = text_of(as_user(avtalet.lasare).get(f.get_absolute_url()))
    assert "Sker av sig självt 1 januari 2023." in page
    assert "slutar 31 december 2022" in page
    assert dagligen.kor() == ["Ändringen Ändringen är genomförd."]
    assert dagligen.kor() == []
    avtalet.uppdrag.refresh_from_db()
    avtalet.version.refresh_from_db()
    assert (avtalet.uppdrag.till, avtalet.uppdrag.status) == (date(2022, 12, 31), "nedlagt")
    assert (avtalet.version.till, placerade(avtalet.version)) == (date(2022, 12, 31), {"Kompetens": ["Lärcentrum"], "Klimat": []})
    assert placerade(ny_version(avtalet)) == {"Kompetens": [], "Klimat": []}
    handelse = Handelse.objects.get(akt="genomförde ändringsförslag")
    assert ["Uppdrag", "Lärcentrum", "slutar 31 december 2022"] in handelse.detaljer["rader"]
    assert "Det som ändrades i registret" in text_of(as_user(avtalet.lasare).get(f.get_absolute_url()))


def test_two_changes_of_one_day_share_its_version(avtalet):
    forslag(avtalet, sort="lagga_till", nytt_namn="Klimatanpassning", omrade=avtalet.klimat, ny_beskrivning="Ska samordna.")
    forslag(avtalet, sort="omforma", uppdrag=avtalet.uppdrag, omrade=avtalet.klimat)
    assert len(dagligen.kor()) == 2
    assert placerade(ny_version(avtalet)) == {"Kompetens": [], "Klimat": ["Lärcentrum", "Klimatanpassning"]}
    nytt = avtalet.avtal.uppdrag.get(namn="Klimatanpassning")
    assert (nytt.fran, nytt.beskrivningar.get().text) == (DAGEN, "Ska samordna.")
    assert placerade(avtalet.version)["Kompetens"] == ["Lärcentrum"], "the year that is over keeps its area"


def test_a_new_name_is_a_new_uppdrag_so_that_the_year_that_is_over_keeps_its_own(avtalet):
    Beskrivning.objects.create(uppdrag=avtalet.uppdrag, text="Ska driva lärcentrum.", fran=date(2019, 1, 1))
    f = forslag(avtalet, sort="omforma", uppdrag=avtalet.uppdrag, nytt_namn="Lärande i länet")
    dagligen.kor()
    f.refresh_from_db()
    avtalet.uppdrag.refresh_from_db()
    assert (avtalet.uppdrag.namn, avtalet.uppdrag.till) == ("Lärcentrum", date(2022, 12, 31))
    nytt = f.blev
    assert (nytt.namn, nytt.fran, nytt.status) == ("Lärande i länet", DAGEN, "aktivt")
    assert Medverkan.objects.filter(uppdrag=nytt, fran=DAGEN).count() == 2
    assert [s.user for s in nytt.samordnare.all()] == [avtalet.samordnare]
    assert Arenavisning.objects.filter(uppdrag=nytt, arena=avtalet.arena).exists()
    assert nytt.beskrivningar.get().text == "Ska driva lärcentrum."
    assert placerade(ny_version(avtalet))["Kompetens"] == ["Lärande i länet"]


def test_a_new_wording_follows_the_former(avtalet):
    Beskrivning.objects.create(uppdrag=avtalet.uppdrag, text="Gammal", fran=date(2019, 1, 1))
    forslag(avtalet, sort="omforma", uppdrag=avtalet.uppdrag, ny_beskrivning="Ny")
    dagligen.kor()
    ord_ = [(b.text, b.fran, b.till) for b in avtalet.uppdrag.beskrivningar.order_by("fran")]
    assert ord_ == [("Gammal", date(2019, 1, 1), date(2022, 12, 31)), ("Ny", DAGEN, None)]


def test_nothing_happens_while_a_partys_decision_is_missing_and_the_page_says_whose(avtalet, as_user):
    f = forslag(avtalet, sort="ta_bort", uppdrag=avtalet.uppdrag, status="utsant", galler_fran=None)
    Partsbeslut.objects.create(
        forslag=f, organisation=avtalet.berg, bifall=True, organ="Kommunstyrelsen", datum=date(2022, 6, 1), paragraf="1"
    )
    assert dagligen.kor() == []
    page = text_of(as_user(avtalet.lasare).get(f.get_absolute_url()))
    assert "Väntar på beslut av" in page
    vantar = page.split("Väntar på beslut av")[1].split(".")[0]
    assert ("Krokom" in vantar, "Berg" in vantar) == (True, False)
    assert avtalet.avtal.versioner.count() == 1


def test_nothing_happens_before_its_day(avtalet):
    f = forslag(avtalet, sort="ta_bort", uppdrag=avtalet.uppdrag, galler_fran=date(timezone.localdate().year + 1, 1, 1))
    assert dagligen.kor() == []
    with pytest.raises(ValidationError, match="gäller inte än"):
        actions.genomfor(f)


@pytest.mark.parametrize(
    ("fields", "ord_"),
    [
        ({"sort": "annan"}, "kan inte se vad i registret det rör"),
        ({"sort": "lagga_till"}, "säger inte vad uppdraget ska heta"),
        ({"sort": "lagga_till", "nytt_namn": "lärcentrum"}, "redan ett uppdrag med namnet"),
        ({"sort": "lagga_till", "nytt_namn": "Nytt"}, "inte vilket område"),
        ({"sort": "omforma"}, "inte vad som blir annorlunda"),
    ],
)
def test_what_rows_cannot_carry_out_waits_for_a_person(avtalet, as_user, fields, ord_):
    f = forslag(avtalet, **({"uppdrag": avtalet.uppdrag} if fields["sort"] == "omforma" else {}) | fields)
    (sagt,) = dagligen.kor()
    assert "väntar på en person" in sagt
    assert ord_ in sagt
    assert avtalet.avtal.versioner.count() == 1
    client = as_user(avtalet.processledare)
    assert "Genomför ändringen för hand: Ändringen" in text_of(client.get("/"))
    assert ord_ in text_of(client.get(f.get_absolute_url()))
    assert "Skriv vad som är gjort" in text_of(skicka(client, f"/andringsforslag/{f.pk}/genomfor/", {"hur": ""}))
    assert skicka(client, f"/andringsforslag/{f.pk}/genomfor/", {"hur": "Rådet är ersatt"}).status_code == 302
    assert dagligen.kor() == []
    assert "Rådet är ersatt" in text_of(client.get(f.get_absolute_url()))
    assert "Genomför ändringen för hand" not in text_of(client.get("/"))
    assert client.get(f"/andringsforslag/{f.pk}/genomfor/").status_code == 403


def test_a_locked_year_is_not_changed_under_its_edition(avtalet):
    factories.verksamhetsar(avtalet.avtal, 2023, status=Verksamhetsar.Status.LOCKED)
    forslag(avtalet, sort="ta_bort", uppdrag=avtalet.uppdrag)
    assert "år 2023 är låst" in dagligen.kor()[0]
    avtalet.uppdrag.refresh_from_db()
    assert avtalet.uppdrag.till is None


@pytest.mark.parametrize(("vem", "status"), [("utomstaende", 404), ("samordnare", 403), ("kommunchef", 403)])
def test_nobody_else_says_that_it_is_done(avtalet, as_user, vem, status):
    f = forslag(avtalet, sort="annan")
    assert skicka(as_user(getattr(avtalet, vem)), f"/andringsforslag/{f.pk}/genomfor/", {"hur": "Klart"}).status_code == status
    f.refresh_from_db()
    assert f.genomfort is None


@bara_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_carry_it_out_once(hus):
    rusta(hus)
    f = forslag(hus, sort="lagga_till", nytt_namn="Nytt", omrade=hus.klimat)
    svar = tryck(*[lambda: actions.genomfor(Andringsforslag.objects.get(pk=f.pk))] * 2)
    assert actions.REDAN in svar
    assert hus.avtal.uppdrag.filter(namn="Nytt").count() == hus.avtal.versioner.filter(fran=DAGEN).count() == 1
