"""The acts that make an edition, one by one: what they write, what they refuse, and that one broken off leaves nothing."""

import hashlib
from contextlib import contextmanager
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.utils import timezone

from berattelse import actions
from berattelse.actions.utgava import _frys
from berattelse.granskning.beredskap import Beredskap, kontrollsumma
from berattelse.innehall.schema import Utgavemarke
from berattelse.models import Fardigstallande, Godtagande, Utgava, Utgavefil
from ekonomi.actions import bokfor_resultat
from ekonomi.models import Arsresultat, Resultatpost, Skuldpost
from enkat.models import Vardering
from samverkan.models import Handelse, Rolltilldelning, Utskrift
from tests import factories
from tests.berattelse import utgavor
from tests.enkat.factories import omgang
from uppdrag.actions.lock import unlock
from uppdrag.models import Avtal, Beslut, Tillfalle, Verksamhetsar

pytestmark = pytest.mark.usefixtures("kort_tryck")  # how an edition is printed is asked elsewhere
SAGT = {"ort": "Sveg", "dag": date(2023, 2, 14)}


@contextmanager
def bryts_vid(tabell):
    """The database fails at the first row that is written to the table."""

    def run(execute, sql, params, many, context):
        if sql.startswith(f'INSERT INTO "{tabell}"'):
            raise DatabaseError("avbrott")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(run), pytest.raises(DatabaseError, match="avbrott"):
        yield


def spar(akt):
    h = Handelse.objects.get(akt=akt)
    return h.user, h.avtal_id, h.text, h.detaljer


def ogodtagna(year, skede=1):
    return [lage.anmarkning for lage in Beredskap(year, skede).ogodtagna]


@pytest.fixture
def tva(hus):
    """What stage 2 stands on: an edition handed over, a closed round in which the kommuner agree, the meetings, the council's decision."""
    hus.ett = utgavor.rad(hus.year, hus.direktor, publicerad=False)
    rond = omgang(hus, "kommunernas", status="stangd", oppnar=date(2023, 1, 1), sista_dag=date(2023, 1, 15))
    skala = next(f for f in rond.formular.fragor if f.sort == "skala")
    hus.beslut = Beslut.objects.create(
        avtal=hus.avtal, organ="Regionens samverkansråd", datum=date(2023, 2, 7), paragraf="3", text="Överenskommelsen är uppfylld."
    )
    Vardering.objects.create(
        omgang=rond, uppdrag=hus.uppdrag, alternativ=skala.alternativ.first(), skal="Enligt plan.", status="enad", beslut=hus.beslut
    )
    for kommun in (hus.berg, hus.krokom):
        dag = date(2023, 1, 20)
        Tillfalle.objects.create(avtal=hus.avtal, kommun=kommun, om_year=hus.year, sort="kommunvis_traff", fran=dag, till=dag)
    return hus


def test_each_warning_is_accepted_with_its_reason_and_its_trace(hus):
    year = utgavor.klart_year(hus)
    forsta, *_ = fynd = ogodtagna(year)
    actions.godta(year, [forsta], skal=" Rubriken är vald. ", by=hus.processledare)
    rad = Godtagande.objects.get()
    assert (rad.verksamhetsar, rad.nyckel, rad.text, rad.skal, rad.av) == (
        year,
        forsta.nyckel,
        forsta.text,
        "Rubriken är vald.",
        hus.processledare,
    )
    assert spar("godtog anmärkning") == (hus.processledare, hus.avtal.pk, forsta.text, {"skal": " Rubriken är vald. "})
    with pytest.raises(ValidationError, match="redan godtagen av någon annan"):
        actions.godta(year, [*fynd[1:], forsta], skal="Stämmer.", by=hus.processledare)
    assert Godtagande.objects.count() == 1, "one that is accepted already stops all of them"


def test_done_is_kept_with_the_fingerprint_of_what_it_was_said_of(hus, fardigt_year):
    year = fardigt_year
    rad = Fardigstallande.objects.get()
    assert (rad.verksamhetsar, rad.skede, rad.av, rad.beslut, rad.ort, rad.dag, rad.errata) == (
        year,
        1,
        hus.processledare,
        None,
        None,
        None,
        "",
    )
    assert spar("färdigställde") == (hus.processledare, hus.avtal.pk, str(rad), {"sha256": rad.sha256})
    assert not Beredskap(year, 1).har_andrats
    assert actions.fardigstall(year, 1, by=hus.processledare, errata="Inget är rättat.").errata == "", "there is nothing to mend"


def test_all_that_is_in_the_way_is_told_at_once(hus):
    year = utgavor.klart_year(hus)
    Verksamhetsar.objects.filter(pk=year.pk).update(dnr="")
    year.refresh_from_db()
    with pytest.raises(ValidationError) as fel:
        actions.fardigstall(year, 1, by=hus.processledare)
    assert fel.value.messages == ["Berättelsens diarienummer saknas.", *(a.text for a in ogodtagna(year))]
    assert len(fel.value.messages) > 1
    assert not Fardigstallande.objects.exists()


def test_a_corrected_edition_says_what_is_mended_without_the_spaces_around(hus):
    year = utgavor.klart_year(hus)
    utgavor.rad(year, hus.direktor)
    actions.godta(year, ogodtagna(year), skal="Stämmer.", by=hus.processledare)
    for errata in ({}, {"errata": ""}, {"errata": "  \n"}):
        with pytest.raises(ValidationError) as fel:
            actions.fardigstall(year, 1, by=hus.processledare, **errata)
        assert fel.value.message_dict == {"errata": ["Skriv vad som är rättat sedan utgåva 1."]}
    utgavor.rattad_text(year)
    assert actions.fardigstall(year, 1, by=hus.processledare, errata=" Fel resultat. ", **utgavor.RATTAD).errata == "Fel resultat."


def test_stage_two_is_done_with_its_decision_place_and_day(tva):
    rad = actions.fardigstall(tva.year, 2, by=tva.processledare, beslut=tva.beslut, **SAGT)
    rad.refresh_from_db()
    assert (rad.skede, rad.beslut, rad.ort, rad.dag, rad.av) == (2, tva.beslut, "Sveg", date(2023, 2, 14), tva.processledare)
    samma_dag = actions.fardigstall(tva.year, 2, by=tva.processledare, beslut=tva.beslut, ort="Sveg", dag=tva.beslut.datum)
    assert samma_dag.sha256 != rad.sha256, "the day is a part of what is adopted"


@pytest.mark.parametrize(
    "andrat",
    [
        {"organ": "Primärkommunala samverkansrådet"},
        {"datum": date(2022, 12, 31)},
        {"datum": date(2024, 1, 2)},
        {"datum": None, "datum_text": "februari 2023"},
    ],
)
def test_only_the_councils_decision_of_the_year_after_is_offered_and_taken(tva, as_user, andrat):
    Beslut.objects.filter(pk=tva.beslut.pk).update(**andrat)
    annat = Beslut.objects.get(pk=tva.beslut.pk)
    radets = Beslut.objects.create(avtal=tva.avtal, organ="regionens samverkansråd", datum=date(2023, 2, 8), text="Uppfylld.")
    url = f"/berattelse/year/{tva.year.pk}/fardigstall/2/"
    valbara = as_user(tva.processledare).get(url).context["form"].fields["beslut"]
    assert list(valbara.queryset) == [radets]
    assert "Regionens samverkansråd från och med den 1 januari 2023 till och med den 1 januari 2024" in valbara.help_text.replace(
        "\xa0", " "
    )
    with pytest.raises(ValidationError) as fel:
        actions.fardigstall(tva.year, 2, by=tva.processledare, beslut=annat, ort="Sveg", dag=date(2024, 1, 30))
    assert list(fel.value.message_dict) == ["beslut"]
    assert actions.fardigstall(tva.year, 2, by=tva.processledare, beslut=radets, ort="Sveg", dag=date(2023, 2, 14)).beslut == radets


def test_without_a_body_that_decides_stage_two_waits_and_says_where_to_name_it(tva):
    Avtal.objects.update(berattelse_organ="")
    tva.year.refresh_from_db()
    (brist,) = Beredskap(tva.year, 2).hinder
    assert brist.text == "Avtalet säger inte vilket organ som beslutar om berättelsen."
    assert brist.url == f"/avtal/{tva.avtal.pk}/andra/"


@pytest.mark.parametrize(
    ("andrat", "falt", "besked"),
    [
        ({"beslut": None}, "beslut", "Välj samverkansrådets beslut om berättelsen."),
        ({"ort": ""}, "ort", "Skriv orten."),
        ({"dag": None}, "dag", "Skriv dagen."),
        ({"dag": date(2023, 2, 6)}, "dag", "Dagen är före rådets beslut den 7 februari 2023."),
        ({"dag": date(2031, 1, 1)}, "dag", "Ingen är regional utvecklingsdirektör den dagen."),
    ],
)
def test_what_stage_two_lacks_is_told_at_its_field(tva, andrat, falt, besked):
    Rolltilldelning.objects.filter(roll="direktor").update(till=date(2030, 12, 31))
    with pytest.raises(ValidationError) as fel:
        actions.fardigstall(tva.year, 2, by=tva.processledare, **{"beslut": tva.beslut} | SAGT | andrat)
    assert fel.value.message_dict == {falt: [besked]}
    assert not Fardigstallande.objects.filter(skede=2).exists()


def test_what_is_adopted_says_its_number_its_result_as_booked_and_who_adopted_it(hus, fardigt_year):
    year = fardigt_year
    utgava = actions.faststall(year, 1, by=hus.direktor)
    assert utgava.data.utgava == Utgavemarke(nummer=1, marke=f"{hus.avtal.dnr} 2022 utgåva 1", errata="", ersatter=None)
    assert (utgava.nummer, utgava.ersatter, utgava.errata, utgava.av) == (1, None, "", hus.direktor)
    assert utgava.sha256 == hashlib.sha256(utgava.innehall.encode()).hexdigest()
    assert utgava.fardigstallande == Fardigstallande.objects.get()
    assert spar("fastställde") == (hus.direktor, hus.avtal.pk, str(utgava), {"sha256": utgava.sha256, "nummer": 1, "skede": 1})
    assert Skuldpost.objects.get().av == hus.direktor
    assert spar("låste")[0] == hus.direktor
    rad = utgava.data.ekonomi.skuld.rader[-1]
    assert (rad.utgaende, rad.att_bokfora) == (1_705_000, False)
    assert [fil.kommun for fil in utgava.filer.all()].count(None) == 4
    for fil in utgava.filer.all():
        data = bytes(fil.innehall)
        assert (fil.storlek, fil.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_rows_of_another_year_are_no_part_of_it(hus):
    fjol = factories.verksamhetsar(hus.avtal, 2021)
    Arsresultat.objects.create(verksamhetsar=fjol, belopp=500_000, godkant=timezone.now(), godkant_av=hus.controller)
    bokfor_resultat(fjol, by=hus.direktor)
    utgavor.rad(fjol, hus.direktor)
    utgava = actions.faststall(utgavor.fardig(hus), 1, by=hus.direktor)
    assert (utgava.nummer, utgava.ersatter) == (1, None)
    assert [p.belopp for p in Skuldpost.objects.order_by("pk")] == [500_000, 1_705_000]
    assert Verksamhetsar.objects.get(pk=fjol.pk).is_open


def test_what_has_changed_since_is_not_adopted(hus, fardigt_year, as_user):
    year, sida = fardigt_year, as_user(hus.direktor)
    sagt = "Innehållet har ändrats sedan berättelsen färdigställdes, så den kan inte fastställas."
    assert sagt not in sida.get(f"/berattelse/year/{year.pk}/faststall/1/").content.decode()
    Resultatpost.objects.filter(verksamhetsar=year).update(forklaring="En annan förklaring.")
    with pytest.raises(ValidationError) as fel:
        actions.faststall(year, 1, by=hus.direktor)
    assert sagt in sida.get(f"/berattelse/year/{year.pk}/faststall/1/").content.decode()
    assert fel.value.messages == ["Innehållet har ändrats sedan berättelsen färdigställdes. Be processledaren färdigställa den på nytt."]
    assert not Utgava.objects.exists()


def test_what_is_not_said_to_be_done_is_not_adopted(hus):
    year = utgavor.klart_year(hus)
    with pytest.raises(ValidationError, match="inte färdigställd, eller redan fastställd"):
        actions.faststall(year, 1, by=hus.direktor)


def test_what_has_come_in_the_way_since_is_told(hus, fardigt_year):
    year = fardigt_year
    Verksamhetsar.objects.filter(pk=year.pk).update(ort="")
    with pytest.raises(ValidationError) as fel:
        actions.faststall(year, 1, by=hus.direktor)
    assert fel.value.messages == ["Ort och dag för undertecknandet saknas."]


def test_stage_two_books_nothing_and_locks_nothing(tva):
    actions.fardigstall(tva.year, 2, by=tva.processledare, beslut=tva.beslut, **SAGT)
    utgava = actions.faststall(tva.year, 2, by=tva.direktor)
    assert (utgava.skede, utgava.nummer, utgava.ersatter) == (2, 2, None)
    assert utgava.data.ekonomi == tva.ett.data.ekonomi
    assert utgava.data.utgava.ersatter is None
    assert not Skuldpost.objects.exists()
    assert Verksamhetsar.objects.get(pk=tva.year.pk).is_open


def test_an_edition_corrected_books_the_result_anew_only_when_it_has_changed(hus, fardigt_year):
    year = fardigt_year
    actions.faststall(year, 1, by=hus.direktor)
    rattat = [1_705_000, -1_705_000, 1_700_000]
    for belopp, bokfort in ((1_705_000, [1_705_000]), (1_700_000, rattat), (1_700_000, rattat)):
        unlock(year, by=hus.processledare, skal="Rättelse.")
        Arsresultat.objects.filter(verksamhetsar=year).update(belopp=belopp)
        Resultatpost.objects.filter(verksamhetsar=year).update(belopp=belopp)
        year.refresh_from_db()
        utgavor.fardig_rattelse(year, hus.processledare, "Rättat.")
        ny = actions.faststall(year, 1, by=hus.direktor)
        assert [p.belopp for p in Skuldpost.objects.order_by("pk")] == bokfort
    assert (ny.nummer, ny.ersatter.nummer, ny.errata) == (4, 3, "Rättat.")
    assert ny.data.utgava == Utgavemarke(nummer=4, marke=f"{hus.avtal.dnr} 2022 utgåva 4", errata="Rättat.", ersatter=3)
    rattelse = Skuldpost.objects.get(belopp=-1_705_000)
    assert (rattelse.text, rattelse.av) == ("Resultatet 2022 är rättat i en ny utgåva", hus.direktor)
    assert Skuldpost.objects.get(belopp=1_700_000).av == hus.direktor


def test_a_number_that_is_taken_meanwhile_is_told_and_nothing_is_left(hus, fardigt_year):
    year = fardigt_year
    beslut = Beslut.objects.create(avtal=hus.avtal, organ="Rådet", datum=date(2023, 2, 7), paragraf="3", text="Uppfylld.")
    utgavor.rad(year, hus.direktor, nummer=2, beslut=beslut)
    with pytest.raises(ValidationError, match="Berättelsen är redan fastställd"):
        actions.faststall(year, 1, by=hus.direktor)
    assert not Skuldpost.objects.exists()
    assert Verksamhetsar.objects.get(pk=year.pk).is_open


def test_an_acceptance_broken_off_leaves_nothing(hus):
    year = utgavor.klart_year(hus)
    with bryts_vid("samverkan_handelse"):
        actions.godta(year, ogodtagna(year), skal="Stämmer.", by=hus.processledare)
    assert not Godtagande.objects.exists()


def test_a_word_of_done_broken_off_leaves_nothing(hus):
    year = utgavor.klart_year(hus)
    actions.godta(year, ogodtagna(year), skal="Stämmer.", by=hus.processledare)
    with bryts_vid("samverkan_handelse"):
        actions.fardigstall(year, 1, by=hus.processledare)
    assert not Fardigstallande.objects.exists()


@pytest.mark.parametrize("tabell", ["berattelse_utgava", "berattelse_utgavefil"])
def test_an_adoption_broken_off_leaves_the_year_open_and_nothing_booked(hus, fardigt_year, tabell):
    year = fardigt_year
    with bryts_vid(tabell):
        actions.faststall(year, 1, by=hus.direktor)
    assert Utskrift.objects.exists(), "what is printed is kept for the next try"
    assert not Utgava.objects.exists()
    assert not Skuldpost.objects.exists()
    assert Verksamhetsar.objects.get(pk=year.pk).is_open


def test_a_kommuns_edition_is_kept_once_with_its_trace(hus):
    utgava = utgavor.rad(hus.year, hus.direktor)
    assert actions.skapa_kommunutgava(utgava, hus.berg, by=hus.processledare, pdf=b"%PDF Berg") is True
    fil = utgava.filer.get(kommun=hus.berg)
    assert (bytes(fil.innehall), fil.sort, fil.storlek, fil.sha256) == (b"%PDF Berg", "pdf", 9, hashlib.sha256(b"%PDF Berg").hexdigest())
    vantat = (hus.processledare, hus.avtal.pk, f"{utgava}, Bergs kommun", {"sha256": fil.sha256})
    assert spar("gjorde kommunens utgåva") == vantat
    assert actions.skapa_kommunutgava(utgava, hus.berg, by=hus.processledare, pdf=b"%PDF annan") is False
    assert actions.skapa_kommunutgava(utgava, hus.krokom, by=hus.processledare, pdf=b"%PDF Krokom") is True
    assert [bytes(f.innehall) for f in utgava.filer.filter(kommun__isnull=False).order_by("pk")] == [b"%PDF Berg", b"%PDF Krokom"]


def test_a_kommuns_edition_is_made_of_what_is_frozen_when_it_is_not_made_already(hus):
    utgava = utgavor.rad(hus.year, hus.direktor)
    assert actions.skapa_kommunutgava(utgava, hus.berg, by=hus.processledare) is True
    assert bytes(utgava.filer.get(kommun=hus.berg).innehall).startswith(b"%PDF")


def test_a_kommuns_edition_made_by_another_meanwhile_is_not_made_again(hus):
    utgava = utgavor.rad(hus.year, hus.direktor)
    kvar = [Utgavefil(utgava=utgava, sort="pdf", kommun=hus.berg, innehall=b"%PDF 1", sha256="0" * 64, storlek=6)]

    def run(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "berattelse_utgavefil"') and kvar:
            kvar.pop().save()  # which comes this way too
        return execute(sql, params, many, context)

    with connection.execute_wrapper(run):
        assert actions.skapa_kommunutgava(utgava, hus.berg, by=hus.processledare, pdf=b"%PDF 2") is False
    assert not Handelse.objects.filter(akt="gjorde kommunens utgåva").exists()


def test_who_has_prepared_it_is_refused_before_anything_is_printed_and_again_when_it_is_held(hus, fardigt_year):
    year, ensam = fardigt_year, hus.processledare
    for akt in (actions.faststall, _frys):
        with pytest.raises(ValidationError) as fel:
            akt(year, 1, by=ensam, sett=None)
        assert fel.value.messages == [
            "Du har färdigställt berättelsen och kan därför inte fastställa den. Det gör någon annan, så att fyra ögon har sett berättelsen."
        ]
    assert not Utskrift.objects.exists()


def test_a_correction_that_corrects_nothing_is_not_adopted(hus, utgava):
    unlock(hus.year, by=hus.processledare, skal="Rättelse.")
    summa = kontrollsumma(Beredskap(hus.year, 1).innehall(**utgavor.RATTAD))
    om = {"skede": 1, "sha256": summa, "errata": "Inget.", "av": hus.processledare}
    sagt = Fardigstallande.objects.create(verksamhetsar=hus.year, **om, **utgavor.RATTAD)
    with pytest.raises(ValidationError, match="Ingenting är ändrat sedan utgåva 1"):
        _frys(hus.year, 1, by=hus.direktor, sett=sagt.pk)
    assert Utgava.objects.get() == utgava
