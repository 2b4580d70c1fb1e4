"""The second stage of the report: the same content, with the kommuner's judgement read from its rows."""

import json
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from berattelse import actions
from berattelse.granskning.beredskap import Beredskap, med_vardering
from berattelse.innehall.exempel import har_exempel
from berattelse.innehall.samling import samla
from berattelse.innehall.schema import read, som_json, utan_utgava
from berattelse.models import Fardigstallande
from berattelse.skrift.rapport import skriv, som_pdf
from berattelse.utgava.filer import kommunens_pdf
from enkat.models import Deltagare, Omgang
from enkat.schema import Arsvardering
from samverkan.models import Rolltilldelning, User
from samverkan.svenska import datum
from tests import mallar
from tests.berattelse import utgavor
from tests.samverkan.test_pdf import problems
from uppdrag.models import Beslut, Verksamhetsar


@pytest.fixture
def year(demoaret):
    return Verksamhetsar.objects.get(beteckning="2021")


def test_stage_two_adds_the_judgement_and_changes_nothing_else(year):
    ett, tva = samla(year), samla(year, 2)
    assert ett.vardering is None
    kommuner = tva.vardering.kommuner
    assert (kommuner.lamnade, kommuner.tillfragade, kommuner.preliminar) == (8, 8, False)
    assert [(o.av, o.lamnade) for o in tva.vardering.rundor] == [("organ", 6)]
    assert replace(tva, vardering=None, foljder=None, korthet=None, skede=1) == replace(ett, korthet=None)


@pytest.mark.en_gang
def test_the_pdf_prints_values_reasons_and_dissent(year, tmp_path):
    pdf = tmp_path / "b.pdf"
    pdf.write_bytes(skriv(year, "pdf", 2))
    text = " ".join(subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout.split())
    assert "Utkast, med kommunernas värdering" in text
    assert "8 av 8 kommuner har lämnat sin bedömning." in text
    assert "Internationellt arbete: Till liten del" in text
    assert "Avvikande mening, Härjedalens kommun: Inte alls." in text
    assert "Samverkansorganens värdering" in text
    assert "Kommunernas värdering" not in skriv(year, "html").decode()


def test_a_year_under_way_says_what_is_not_yet_there(year):
    kommuner = samla(Verksamhetsar.objects.get(beteckning="2022"), 2).vardering.kommuner
    assert (kommuner.lamnade, kommuner.preliminar) == (5, True)
    assert {c.text for u in kommuner.uppdrag for c in u.bedomningar} >= {"inte lämnad", "Helt"}
    assert not any(u.enad for u in kommuner.uppdrag)


def test_nobody_asked_is_said_so(year):
    Omgang.objects.update(status="planerad")
    assert samla(year, 2).vardering == Arsvardering(kommunrundor=[], rundor=[])
    assert "Ingen frågerunda om året är registrerad." in skriv(year, "html", 2).decode()


def test_an_anonymous_round_is_told_of_first_when_it_is_over(year):
    Omgang.objects.filter(formular__malgrupp="organ").update(anonym=True, minsta_grupp=5, status="oppen", sista_dag="2999-01-01")
    assert samla(year, 2).vardering.rundor == []
    Omgang.objects.update(status="stangd")
    (organ,) = samla(year, 2).vardering.rundor
    assert (organ.lamnade, organ.anonym) == (6, True)
    texter = [t for f in organ.fragor for t in f.texter]
    assert "Planen har hållit." in {t.text for t in texter}
    assert {(t.vem, t.svar, t.kod) for t in texter} == {("", "", "")}
    assert "FoU-rådet" not in str(organ.fragor)


def test_the_command_and_the_page_give_the_same(year, client, tmp_path, as_user):
    from samverkan.models import User

    ut = tmp_path / "b.json"
    call_command("skriv_ut", "2021", ut=ut, format="json", skede=2, verbosity=0)
    user = User.objects.get(email="processledare@exempel.test")
    web = as_user(user).get(f"/berattelse/year/{year.pk}/rapport.json?skede=2")
    assert json.loads(ut.read_text()) == web.json()
    assert 'id="vardering"' in client.get(f"/berattelse/year/{year.pk}/rapport/?skede=2").content.decode()


UNDERTECKNAS = {"ort": "Sveg", "dag": date(2022, 2, 14)}


@pytest.fixture
def grund(year):
    """2021 adopted and signed in stage 1, its judgement agreed, and the council's decision."""
    by = User.objects.get(email="processledare@exempel.test")
    utgava = utgavor.rad(year, by, publicerad=False)
    beslut = Beslut.objects.create(
        avtal=year.avtal,
        organ="Regionens samverkansråd",
        datum=date(2022, 2, 7),
        paragraf="3",
        text="Överenskommelsen är uppfylld.",
        exempel=True,
    )
    actions.godta(year, [rad.anmarkning for rad in Beredskap(year, 2).ogodtagna], skal="Träffarna hölls, dagarna är inte kända.", by=by)
    return SimpleNamespace(year=year, utgava=utgava, beslut=beslut, by=by, direktor=User.objects.get(email="direktor@exempel.test"))


@pytest.mark.usefixtures("kort_tryck")
def test_stage_two_is_the_first_with_the_judgement_and_the_decision(grund):
    beredskap = Beredskap(grund.year, 2)
    assert [b.text for b in beredskap.hinder] == []
    with pytest.raises(ValidationError, match="Välj samverkansrådets beslut"):
        actions.fardigstall(grund.year, 2, by=grund.by)
    actions.fardigstall(grund.year, 2, by=grund.by, beslut=grund.beslut, **UNDERTECKNAS)
    tva = actions.faststall(grund.year, 2, by=grund.direktor)
    assert (tva.nummer, tva.skede, tva.ersatter) == (2, 2, None)
    egna = {
        namn: getattr(grund.utgava.data, namn) for namn in ("skede", "vardering", "foljder", "beslut", "utgava", "underskrift", "skapad")
    }
    assert replace(tva.data, **egna) == grund.utgava.data
    assert tva.data.beslut.paragraf == "3"
    assert tva.data.skapad == date(2022, 2, 14)
    assert (tva.data.underskrift.ort, tva.data.underskrift.datum) == ("Sveg", date(2022, 2, 14))
    assert tva.data.underskrift.titel == grund.utgava.data.underskrift.titel
    assert tva.data.vardering.kommuner.lamnade == 8
    assert grund.utgava.efterfoljare is None


@pytest.mark.parametrize(
    ("andrat", "falt", "besked"),
    [
        ({"dag": date(2022, 2, 6)}, "dag", "Dagen är före rådets beslut den 7 februari 2022."),
        ({"dag": date(2010, 1, 1)}, "dag", "Dagen är före rådets beslut"),
        ({"dag": None}, "dag", "Skriv dagen."),
        ({"ort": ""}, "ort", "Skriv orten."),
    ],
)
def test_stage_two_is_signed_somewhere_and_no_day_before_the_decision(grund, as_user, andrat, falt, besked):
    client, url = as_user(grund.by), reverse("berattelse:fardigstall", args=[grund.year.pk, 2])
    skickat = {"beslut": grund.beslut.pk, **UNDERTECKNAS, **andrat}
    form = client.post(url, {namn: varde or "" for namn, varde in skickat.items()}).context["form"]
    assert besked in form.errors[falt][0]
    assert not Fardigstallande.objects.filter(skede=2).exists()
    with pytest.raises(ValidationError, match=besked):
        actions.fardigstall(grund.year, 2, by=grund.by, beslut=grund.beslut, **UNDERTECKNAS | andrat)


def test_nobody_signs_a_day_when_nobody_is_director(grund):
    Rolltilldelning.objects.filter(roll="direktor").update(fran=date(2022, 3, 1))
    with pytest.raises(ValidationError, match="Ingen är regional utvecklingsdirektör den dagen"):
        actions.fardigstall(grund.year, 2, by=grund.by, beslut=grund.beslut, **UNDERTECKNAS)


@pytest.mark.usefixtures("kort_tryck")
@pytest.mark.en_gang
def test_the_director_reads_what_she_will_adopt(grund, as_user):
    actions.fardigstall(grund.year, 2, by=grund.by, beslut=grund.beslut, **UNDERTECKNAS)
    client = as_user(grund.direktor)
    sida = client.get(reverse("berattelse:faststall", args=[grund.year.pk, 2])).content.decode()
    assert "Beslutet är Regionens samverkansråd § 3 den 7 februari 2022: Överenskommelsen är uppfylld." in sida
    assert "undertecknas i Sveg den 14 februari 2022" in sida
    assert "Den dagen har passerat." in sida
    utkast = client.get(reverse("berattelse:report_json", args=[grund.year.pk]), {"skede": 2}).json()
    tva = actions.faststall(grund.year, 2, by=grund.direktor)
    assert utkast == json.loads(som_json(utan_utgava(tva.data)))
    assert utkast["beslut"]["datum"] == "2022-02-07"


def test_what_is_made_up_is_said_on_the_cover_without_the_box(grund):
    Verksamhetsar.objects.filter(pk=grund.year.pk).update(innehaller_exempel=False)
    assert samla(Verksamhetsar.objects.get(pk=grund.year.pk)).exempel is True
    rent = {"exempel": False, "dnr_exempel": False, "kapitel": [{"exempel": False}], "text": "exempel"}
    assert har_exempel(rent) is False
    assert har_exempel(rent | {"avtal": {"dnr_exempel": True}}) is True
    rent = _utan_exempel(grund.utgava.data)
    Omgang.objects.update(exempel=False)
    Beslut.objects.update(exempel=False)
    for exempel in (True, False):
        grund.beslut.exempel = exempel
        assert med_vardering(rent, grund.year, grund.beslut, **UNDERTECKNAS).exempel is exempel


def _utan_exempel(data):
    """The content with no mark left in it."""

    def utan(varde):
        if isinstance(varde, dict):
            return {namn: False if namn.endswith("exempel") else utan(v) for namn, v in varde.items()}
        return [utan(v) for v in varde] if isinstance(varde, list) else varde

    return read(json.dumps(utan(json.loads(som_json(data)))))


@pytest.mark.parametrize("anonymt", [{}, {"anonym": True, "minsta_grupp": 5}])
def test_an_open_round_of_bodies_is_not_frozen(grund, anonymt):
    Omgang.objects.filter(formular__malgrupp="organ").update(status="oppen", sista_dag="2999-01-01", **anonymt)
    assert [b.text for b in Beredskap(grund.year, 2).hinder] == ["Frågerundan Samverkansorganens värdering 2021 är inte stängd."]
    with pytest.raises(ValidationError, match="Frågerundan Samverkansorganens värdering 2021 är inte stängd"):
        actions.fardigstall(grund.year, 2, by=grund.by, beslut=grund.beslut, **UNDERTECKNAS)


def test_what_a_kommun_may_still_answer_is_not_frozen(grund):
    """The round is closed, and open again for her until a day of her own."""
    hennes = Deltagare.objects.filter(omgang__verksamhetsar=grund.year, organisation__isnull=False).first()
    dag = timezone.localdate() + timedelta(days=2)
    Deltagare.objects.filter(pk=hennes.pk).update(oppen_till=dag)
    assert [b.text for b in Beredskap(grund.year, 2).hinder] == [f"{hennes} kan svara till och med den {datum(dag)}."]
    Deltagare.objects.filter(pk=hennes.pk).update(oppen_till=dag - timedelta(days=3))
    assert not Beredskap(grund.year, 2).hinder


@pytest.mark.en_gang
def test_stage_two_prints_decision_judgement_and_each_kommuns_own_beside_the_joint(grund, tmp_path):
    actions.fardigstall(grund.year, 2, by=grund.by, beslut=grund.beslut, **UNDERTECKNAS)
    with pytest.MonkeyPatch.context() as patch:
        mallar.tryck_kort(patch)  # of all the kommuner's files, one is read here
        tva = actions.faststall(grund.year, 2, by=grund.direktor)
    pdf = tmp_path / "tva.pdf"
    pdf.write_bytes(som_pdf(tva.data))
    text = " ".join(subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.split())
    assert "Regionens samverkansråd § 3, 7 februari 2022 (exempel): Överenskommelsen är uppfylld." in text
    assert problems(pdf, "ua1") == problems(pdf, "3a") == []
    pdf.write_bytes(kommunens_pdf(tva.innehall, "2361"))
    egen = " ".join(subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.split())
    assert "Härjedalens bedömning bredvid den gemensamma värderingen" in egen
    assert "ännu inte lämnad" not in egen
    pdf.write_bytes(kommunens_pdf(grund.utgava.innehall, "2361"))
    fore = " ".join(subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.split())
    assert "Kommunens bedömning av 2021 och den gemensamma värderingen ingår inte i den här utgåvan." in fore
    assert "ännu inte" not in fore  # it is handed in: an edition without it says nothing of that
