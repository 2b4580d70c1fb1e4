"""The agreement: read as one document, written by its processledare, known only to its parties."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverkan.models import Handelse, Organisation, Roll
from tests import factories
from tests.formular import skicka
from tests.samtidigt import bara_postgresql, tryck
from tests.uppdrag import factories as egna
from uppdrag.models import (
    Avtal,
    Avtalsandring,
    Beslut,
    Eftertradare,
    Kontaktperson,
    Omrade,
    OvrigVerksamhet,
    Part,
)


def url(name, *args):
    return reverse(f"uppdrag:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


# Each plain row of an agreement: its name in the addresses, what is posted, what a person reads after.
NYA = {
    "part": ({"organisation": "ny_org"}, "Åre kommun"),
    "kontaktperson": ({"user": "kommunchef", "fran": "2022-01-01"}, "Kommunchef"),
    "version": ({"beteckning": "Lydelsen 2019", "fran": "2019-01-01"}, "Lydelsen 2019"),
    "omrade": ({"namn": "Arbetsmarknad och utbildning", "ordning": "1"}, "Arbetsmarknad och utbildning"),
    "andring": ({"sort": "uppsagning", "datum_text": "hösten 2021"}, "hösten 2021"),
    "eftertradare": (
        {"namn": "Övergångsavtal för Energikontoret", "fran": "2023-01-01"},
        "Övergångsavtal för Energikontoret",
    ),
    "ovrig": (
        {"namn": "Föreningsarkivet", "dnr": "RUN/423/2019", "redovisning": "Egen redovisning", "ordning": "1"},
        "Föreningsarkivet",
    ),
}


@pytest.fixture
def rader(hus):
    """One row of every kind in the agreement of the house, and an organisation that may become party."""
    hus.ny_org = factories.organisation("Åre kommun")
    hus.part = hus.avtal.parter.get(organisation=hus.berg)
    hus.uppdrag.medverkan.filter(organisation=hus.berg).delete()
    hus.version = egna.version(hus.avtal, "2014", fran=date(2015, 1, 1), till=date(2017, 12, 31))
    hus.rader = {
        "part": hus.part,
        "kontaktperson": Kontaktperson.objects.create(part=hus.part, user=hus.kommunchef, fran=date(2021, 1, 1)),
        "version": hus.version,
        "omrade": Omrade.objects.create(version=hus.version, namn="Socialt inkluderande"),
        "andring": Avtalsandring.objects.create(avtal=hus.avtal, sort="uppsagning", datum_text="2021"),
        "eftertradare": Eftertradare.objects.create(avtal=hus.avtal, namn="Övergångsavtal"),
        "ovrig": OvrigVerksamhet.objects.create(avtal=hus.avtal, namn="North Sweden", redovisning="Egen webbplats"),
    }
    return hus


def foralder(hus, sort):
    return {"kontaktperson": hus.part, "omrade": hus.version}.get(sort, hus.avtal)


def posted(hus, data):
    named = {"ny_org": hus.ny_org.pk, "kommunchef": hus.kommunchef.pk}
    return {key: named.get(value, value) for key, value in data.items()}


@pytest.mark.parametrize("sort", NYA)
def test_processledare_adds_a_row_and_reads_it_in_the_agreement(rader, as_user, sort):
    data, words = NYA[sort]
    client = as_user(rader.processledare)
    assert client.get(url(f"{sort}_create", foralder(rader, sort).pk)).status_code == 200
    response = client.post(url(f"{sort}_create", foralder(rader, sort).pk), posted(rader, data), follow=True)
    assert response.redirect_chain, response.context["form"].errors
    assert words in text_of(response)
    assert Handelse.objects.filter(avtal_id=rader.avtal.pk, user=rader.processledare, akt__startswith="lade till").exists()


@pytest.mark.parametrize("sort", NYA)
@pytest.mark.parametrize(("vem", "status"), [("utomstaende", 404), ("roll_los", 404), ("lasare", 403), ("samordnare", 403)])
def test_nobody_else_adds_changes_or_removes_a_row(rader, as_user, sort, vem, status):
    client = as_user(getattr(rader, vem))
    row = rader.rader[sort]
    assert client.post(url(f"{sort}_create", foralder(rader, sort).pk), posted(rader, NYA[sort][0])).status_code == status
    assert skicka(client, url(f"{sort}_edit", row.pk), posted(rader, NYA[sort][0])).status_code == status
    assert skicka(client, url(f"{sort}_delete", row.pk)).status_code == status
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("sort", ["kontaktperson", "omrade", "andring", "eftertradare", "ovrig"])
def test_a_row_nothing_hangs_on_is_removed_after_a_question(rader, as_user, sort):
    client, row = as_user(rader.processledare), rader.rader[sort]
    assert str(row) in client.get(url(f"{sort}_delete", row.pk)).content.decode()
    assert type(row).objects.filter(pk=row.pk).exists()
    skicka(client, url(f"{sort}_delete", row.pk))
    assert not type(row).objects.filter(pk=row.pk).exists()
    assert Handelse.objects.filter(akt__startswith="tog bort", avtal_id=rader.avtal.pk).exists()


@pytest.mark.parametrize(("sort", "words"), [("version", "1 samverkansområde"), ("part", "1 kontaktperson")])
def test_a_row_something_hangs_on_stays(rader, as_user, sort, words):
    response = skicka(as_user(rader.processledare), url(f"{sort}_delete", rader.rader[sort].pk))
    assert words in text_of(response)
    assert type(rader.rader[sort]).objects.filter(pk=rader.rader[sort].pk).exists()


def test_a_party_that_takes_part_in_an_uppdrag_is_ended_not_removed(hus, as_user):
    part = hus.avtal.parter.get(organisation=hus.berg)
    response = skicka(as_user(hus.processledare), url("part_delete", part.pk))
    assert "medverkar i uppdrag" in text_of(response)
    skicka(as_user(hus.processledare), url("part_end", part.pk), {"till": "2022-12-31"})
    part.refresh_from_db()
    assert part.till == date(2022, 12, 31)


def test_ending_before_the_beginning_is_told_at_the_date(rader, as_user):
    kontakt = rader.rader["kontaktperson"]
    response = skicka(as_user(rader.processledare), url("kontaktperson_end", kontakt.pk), {"till": "2020-01-01"})
    assert response.context["form"].errors["till"] == ["Slutdatum kan inte ligga före startdatum."]
    assert skicka(as_user(rader.lasare), url("kontaktperson_end", kontakt.pk), {"till": "2022-01-01"}).status_code == 403
    assert skicka(as_user(rader.utomstaende), url("kontaktperson_end", kontakt.pk), {"till": "2022-01-01"}).status_code == 404


@pytest.mark.parametrize("act", ["part_end", "part_edit"])
def test_the_last_party_with_a_processledare_cannot_leave(hus, as_user, act):
    part = hus.avtal.parter.get(organisation=hus.region)
    response = skicka(as_user(hus.processledare), url(act, part.pk), {"till": "2022-12-31"})
    assert "utan processledare" in text_of(response)
    part.refresh_from_db()
    assert part.till is None


def test_another_regions_people_cannot_be_drawn_in_as_a_party(hus, as_user):
    annan = Organisation.objects.get(namn="Region Annan")
    response = as_user(hus.processledare).post(url("part_create", hus.avtal.pk), {"organisation": annan.pk})
    assert "organisation" in response.context["form"].errors
    assert not Part.objects.filter(avtal=hus.avtal, organisation=annan).exists()


@bara_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("nytt_avtal", [False, True])
def test_two_regions_who_take_up_the_same_organisation_at_once_do_not_both_get_it(hus, nytt_avtal):
    """It would open the one region's people to the other."""
    fri = factories.organisation("Fritt förbund", Organisation.Sort.ANNAN)
    andras = Avtal.objects.visible_to(hus.utomstaende).get()
    region = Organisation.objects.get(namn="Region Annan")
    svar = []

    def tar(vem, avtal, hos):
        client, adress, data = Client(), url("part_create", avtal.pk), {"organisation": fri.pk}
        client.force_login(vem)
        if nytt_avtal:
            adress, data = url("avtal_create"), {"titel": "Nytt", "dnr": f"RS/{hos.pk}/2022", "region": hos.pk, "organisationer": fri.pk}
        return lambda: svar.append(client.post(adress, data))

    tryck(tar(hus.processledare, hus.avtal, hus.region), tar(hus.utomstaende, andras, region))
    assert sorted(s.status_code for s in svar) == [200, 302]
    assert fri.partskap.count() == 1


def test_the_kommuner_of_the_county_may_become_party(hus, as_user):
    i_lanet = factories.organisation("Strömsunds kommun", kod="9813")
    factories.user("Någon", roll=Roll.TJANSTEPERSON, organisation=i_lanet)
    as_user(hus.processledare).post(url("part_create", hus.avtal.pk), {"organisation": i_lanet.pk})
    assert hus.avtal.parter.filter(organisation=i_lanet).exists()


def test_a_new_agreement_has_its_own_region_as_party_at_once(hus, as_user):
    client = as_user(hus.processledare)
    response = client.post(url("avtal_create"), {"titel": "Ny överenskommelse", "dnr": "RS/2014-207", "region": hus.region.pk}, follow=True)
    assert "Ny överenskommelse" in text_of(response)
    assert [p.organisation for p in Avtal.objects.get(dnr="RS/2014-207").parter.all()] == [hus.region]
    assert Avtal.objects.visible_to(hus.utomstaende).filter(dnr="RS/2014-207").count() == 0


def test_errors_are_at_their_field_and_nothing_typed_is_lost(hus, as_user):
    data = {"titel": "Min titel", "dnr": "fel", "region": hus.region.pk, "fran": "2023-01-01", "till": "2022-01-01"}
    response = as_user(hus.processledare).post(url("avtal_create"), data)
    assert "RUN/423/2019" in response.context["form"].errors["dnr"][0]
    assert 'value="Min titel"' in text_of(response)
    response = as_user(hus.processledare).post(url("avtal_create"), data | {"dnr": hus.avtal.dnr})
    assert response.context["form"].errors["dnr"] == ["Det finns redan ett avtal med det diarienumret."]
    response = as_user(hus.processledare).post(url("avtal_create"), data | {"dnr": "RUN/99/2020"})
    assert response.context["form"].errors["till"] == ["Slutdatum kan inte ligga före startdatum."]


@pytest.mark.parametrize("vem", ["lasare", "samordnare", "roll_los"])
def test_only_a_processledare_makes_agreements(hus, as_user, vem):
    client = as_user(getattr(hus, vem))
    assert client.post(url("avtal_create"), {"titel": "X", "dnr": "RUN/1/2020"}).status_code == 403
    assert "avtal/nytt" not in client.get(url("avtal_list")).content.decode()


def test_an_agreement_beside_has_its_own_parties(hus, as_user):
    data = {
        "titel": "Energirådgivning",
        "dnr": "RUN/658/2017",
        "hangavtal": "on",
        "ordning": "1",
        "organisationer": [hus.berg.pk],
    }
    as_user(hus.processledare).post(url("andra_avtal_create", hus.avtal.pk), data)
    annat = Avtal.objects.get(dnr="RUN/658/2017")
    assert annat.huvudavtal == hus.avtal
    assert {p.organisation for p in annat.parter.all()} == {hus.region, hus.berg}
    assert as_user(hus.utomstaende).post(url("andra_avtal_create", hus.avtal.pk), data).status_code == 404
    assert as_user(hus.lasare).post(url("andra_avtal_create", hus.avtal.pk), data).status_code == 403


def test_edit_saves_and_leaves_a_history(hus, as_user):
    client = as_user(hus.processledare)
    data = {"titel": "Nytt namn", "dnr": hus.avtal.dnr, "fran": "2019-01-01", "till": "2021-12-31", "ordning": "1"}
    skicka(client, url("avtal_edit", hus.avtal.pk), data)
    page = text_of(client.get(url("avtal_historik", hus.avtal.pk)))
    assert "Titel: Överenskommelse om samverkan → Nytt namn" in page
    assert "Ändrade avtal" in page
    assert skicka(as_user(hus.utomstaende), url("avtal_edit", hus.avtal.pk), data).status_code == 404
    assert skicka(as_user(hus.direktor), url("avtal_edit", hus.avtal.pk), data).status_code == 403
    assert as_user(hus.utomstaende).get(url("avtal_historik", hus.avtal.pk)).status_code == 404
    assert "Händelser" not in text_of(as_user(hus.lasare).get(url("avtal_historik", hus.avtal.pk)))


def test_an_agreement_with_uppdrag_is_not_removed_but_a_mistaken_one_is(hus, as_user):
    client = as_user(hus.processledare)
    assert "1 uppdrag" in text_of(skicka(client, url("avtal_delete", hus.avtal.pk)))
    tomt = factories.avtal([hus.region])
    assert skicka(as_user(hus.lasare), url("avtal_delete", hus.avtal.pk)).status_code == 403
    assert skicka(as_user(hus.utomstaende), url("avtal_delete", hus.avtal.pk)).status_code == 404
    skicka(as_user(hus.processledare), url("avtal_delete", tomt.pk))
    assert not Avtal.objects.filter(pk=tomt.pk).exists()
    assert Avtal.objects.filter(pk=hus.avtal.pk).exists()


def test_the_agreement_reads_as_one_document(rader, as_user):
    egna.version(rader.avtal, "2019", "EU och övergripande regional utveckling", fran=date(2019, 1, 1))
    Avtalsandring.objects.create(avtal=rader.avtal, sort="forlangning", datum=date(2021, 6, 1), nytt_slut=date(2032, 12, 31))
    Beslut.objects.create(avtal=rader.avtal, organ="Regionfullmäktige", paragraf="92", datum_text="juni 2018", text="Godkänner")
    factories.avtal([rader.region, rader.berg], titel="Skol-IT", huvudavtal=rader.avtal)
    page = text_of(as_user(rader.lasare).get(url("avtal_detail", rader.avtal.pk)))
    for words in (
        "Vad som gällde mellan 1 januari 2018 och 31 december 2018 är inte känt.",
        "till 31 december 2032".replace("till ", ""),
        "2021 (dagen är inte känd)",
        "Regionfullmäktige § 92",
        "juni 2018",
        "Skol-IT",
        "North Sweden",
        "Övergångsavtal",
        "Bergs kommun",
    ):
        assert words in page
    assert "Ändra avtal" not in page
    assert as_user(rader.utomstaende).get(url("avtal_detail", rader.avtal.pk)).status_code == 404


def test_a_kommun_outside_an_agreement_beside_does_not_read_of_it(hus, as_user):
    factories.avtal([hus.region, hus.krokom], titel="Skol-IT", huvudavtal=hus.avtal)
    assert "Skol-IT" not in text_of(as_user(hus.lasare).get(url("avtal_detail", hus.avtal.pk)))
    assert "Skol-IT" not in text_of(as_user(hus.lasare).get(url("avtal_list")))
    assert "Skol-IT" in text_of(as_user(hus.processledare).get(url("avtal_list")))


def test_the_list_says_what_is_missing_to_one_without_agreements(hus, as_user):
    assert "inte part i något avtal" in text_of(as_user(hus.roll_los).get(url("avtal_list")))


def test_placing_moves_an_uppdrag_between_areas_of_one_version_only(hus, as_user):
    gammal = egna.version(hus.avtal, "2014", "Kompetens", fran=date(2014, 1, 1))
    ny = egna.version(hus.avtal, "2019", "Arbetsmarknad", "EU")
    egna.placera(hus.uppdrag, gammal.omraden.get())
    egna.placera(hus.uppdrag, ny.omraden.get(namn="Arbetsmarknad"))
    data = {f"uppdrag_{hus.uppdrag.pk}": ny.omraden.get(namn="EU").pk}
    skicka(as_user(hus.processledare), url("version_placera", ny.pk), data)
    assert set(hus.uppdrag.omraden.values_list("namn", flat=True)) == {"Kompetens", "EU"}
    assert skicka(as_user(hus.utomstaende), url("version_placera", ny.pk), data).status_code == 404
    assert skicka(as_user(hus.lasare), url("version_placera", ny.pk), data).status_code == 403


def test_the_list_asks_as_much_for_three_agreements_as_for_one(hus, as_user):
    client = as_user(hus.processledare)
    client.get(url("avtal_list"))
    with CaptureQueriesContext(connection) as one:
        client.get(url("avtal_list"))
    for _ in range(2):
        factories.avtal([hus.region, hus.berg], huvudavtal=hus.avtal)
    with CaptureQueriesContext(connection) as three:
        assert text_of(client.get(url("avtal_list"))).count("RUN/") == 3
    assert len(three) == len(one)


OMOJLIGA_SLUT = {
    "ends before it began": ({"sort": "uppsagning", "datum": "2026-11-30", "nytt_slut": "2018-01-01"}, "kan inte sluta före det"),
    "extended to before it began": ({"sort": "forlangning", "datum": "2020-12-01", "nytt_slut": "2018-01-01"}, "kan inte sluta före det"),
    "extended to an earlier end": ({"sort": "forlangning", "datum": "2020-12-01", "nytt_slut": "2021-06-30"}, "31 december 2021"),
    "extended in words": ({"sort": "forlangning", "datum_text": "hösten 2020", "nytt_slut": "2021-12-30"}, "31 december 2021"),
    "terminated after its end": ({"sort": "uppsagning", "datum": "2021-03-01", "nytt_slut": "2020-12-31"}, "före dagen då det sades upp"),
}


@pytest.fixture
def trearsavtal(hus):
    Avtal.objects.filter(pk=hus.avtal.pk).update(fran=date(2019, 1, 1), till=date(2021, 12, 31))
    hus.avtal.refresh_from_db()
    return hus


@pytest.mark.parametrize("fall", OMOJLIGA_SLUT)
def test_a_change_by_which_the_agreement_cannot_end_is_refused_at_its_field(trearsavtal, as_user, fall):
    falt, mening = OMOJLIGA_SLUT[fall]
    response = skicka(as_user(trearsavtal.processledare), url("andring_create", trearsavtal.avtal.pk), falt)
    assert mening in response.context["form"].errors["nytt_slut"][0]
    assert not trearsavtal.avtal.andringar.exists()


def test_an_extension_is_held_against_the_end_before_it_and_not_its_own(trearsavtal, as_user):
    client, avtal = as_user(trearsavtal.processledare), trearsavtal.avtal
    for datum, slut in (("2021-11-01", "2024-12-31"), ("2020-12-01", "2022-12-31")):  # the earlier one is registered last
        skicka(client, url("andring_create", avtal.pk), {"sort": "forlangning", "datum": datum, "nytt_slut": slut})
    sist = avtal.andringar.get(nytt_slut=date(2024, 12, 31))
    skicka(client, url("andring_edit", sist.pk), {"sort": "forlangning", "datum": "2021-11-01", "nytt_slut": "2023-12-31"})
    assert Avtal.objects.get(pk=avtal.pk).slut == date(2023, 12, 31)
    response = skicka(client, url("avtal_edit", avtal.pk), {"fran": "2023-01-01", "till": "2024-12-31"})
    assert "31 december 2022" in response.context["form"].errors["fran"][0]


def test_the_database_refuses_an_end_before_the_agreement_began(trearsavtal):
    rad = Avtalsandring.objects.create(avtal=trearsavtal.avtal, sort="uppsagning", datum_text="2021")
    with pytest.raises(IntegrityError), transaction.atomic():
        Avtalsandring.objects.filter(pk=rad.pk).update(nytt_slut=date(2018, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Avtalsandring.objects.create(avtal=trearsavtal.avtal, sort="uppsagning", datum_text="2021", nytt_slut=date(2018, 1, 1))


def test_the_pages_bear_an_end_once_written_before_the_beginning(trearsavtal, as_user):
    """Written before it was refused: the agreement's own day is moved, which no rule of the database looks at."""
    Avtalsandring.objects.create(avtal=trearsavtal.avtal, sort="uppsagning", datum_text="2021", nytt_slut=date(2020, 1, 1))
    annat = factories.avtal([trearsavtal.region], titel="Skol-IT", huvudavtal=trearsavtal.avtal, fran=date(2019, 1, 1))
    Avtalsandring.objects.create(avtal=annat, sort="uppsagning", datum_text="2021", nytt_slut=date(2020, 1, 1))
    Avtal.objects.update(fran=date(2026, 1, 1), till=None)
    client = as_user(trearsavtal.processledare)
    for sida in (url("avtal_list"), url("avtal_detail", trearsavtal.avtal.pk)):
        assert "dagarna stämmer inte" in text_of(client.get(sida))


@pytest.mark.parametrize("nar", [{"datum": date(2028, 3, 1)}, {"datum_text": "hösten 2028"}])
@time_machine.travel("2026-11-30 10:00 +0100", tick=False)
def test_a_termination_of_a_later_day_is_not_told_as_made(trearsavtal, as_user, nar):
    Avtal.objects.filter(pk=trearsavtal.avtal.pk).update(till=None)
    rad = Avtalsandring.objects.create(avtal=trearsavtal.avtal, sort="uppsagning", nytt_slut=date(2029, 12, 31), **nar)
    client, chip = as_user(trearsavtal.processledare), "status--uppsagt"
    sidor = [url("avtal_list"), url("avtal_detail", trearsavtal.avtal.pk)]
    assert not [sida for sida in sidor if chip in text_of(client.get(sida))]
    Avtalsandring.objects.filter(pk=rad.pk).update(datum=date(2026, 11, 30), datum_text="")
    assert [sida for sida in sidor if chip in text_of(client.get(sida))] == sidor
