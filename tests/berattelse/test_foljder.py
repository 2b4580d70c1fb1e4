"""What followed on a year stands in the edition, from its rows: meetings, recommendations, proposals, every round, and no more."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html as lxml_html

from berattelse.granskning.beredskap import Beredskap
from berattelse.innehall.foljder import foljderna
from berattelse.innehall.foregaende import rekommendationer_till
from berattelse.innehall.kommun import for_kommun
from berattelse.innehall.samling import samla
from berattelse.skrift.datatabeller import tabeller
from berattelse.skrift.kommunutgava import som_kommun_html
from berattelse.skrift.rapport import som_html
from berattelse.utgava.sok import sok
from enkat.models import Deltagare, Frageformular, Inlamnat, Inlamning, Omgang, Vardering
from samverkan.models import Organisation
from tests.berattelse.wordfiler import oppna
from uppdrag.models import Andringsforslag, Beslut, Part, Partsbeslut, Rekommendation, Tillfalle, Verksamhetsar

BERG, OSTERSUND = "2326", "2380"


@pytest.fixture
def year(demoaret):
    return Verksamhetsar.objects.get(beteckning="2022")


@pytest.fixture
def forra(demoaret):
    return Verksamhetsar.objects.get(beteckning="2021")


def ord_i(html):
    return " ".join(lxml_html.fromstring(html).text_content().replace("\u00a0", " ").split())


def i_word(html):
    docx = oppna(html)
    celler = [cell.text for tabell in docx.tables for rad in tabell.rows for cell in rad.cells]
    return " ".join(" ".join([*(p.text for p in docx.paragraphs), *celler]).replace("\u00a0", " ").split())


def i_csv(data):
    return " ".join(str(cell) for t in tabeller(data) for rad in t.rader for cell in rad)


FAKTA = (
    "Berg den 17 januari 2023, fysiskt exempel.",
    "Östersund den 24 januari 2023 exempel.",
    "Till nämnden: Bemanningen i FoU Jämt.",
    "Att bemanningen av FoU Jämt säkras.",
    "Regional utvecklingsdirektör",
    "Klar senast den 30 juni 2023",
    "FoU Jämt får en gemensam styrgrupp",
    "Omforma ett uppdrag: FoU Jämt. Utsänt den 1 mars 2023, läget: utsänt.",
    "Kommunstyrelsen § 41, 11 april 2023",
    "har inte beslutat",
    "BUZ (Till stor del).",
    "Varför?",
    "Underlagen behöver komma tidigare, så att de hinner behandlas hemma i kommunen.",
)


def test_page_and_word_tell_every_fact(year):
    Tillfalle.objects.filter(om_year=year).update(form="")
    Tillfalle.objects.filter(om_year=year, kommun__kod=BERG).update(form="fysiskt")
    html = som_html(samla(year, 2))
    for text in (ord_i(html), i_word(html)):
        assert [f for f in FAKTA if f not in text] == []
    assert not any(f in ord_i(som_html(samla(year))) for f in FAKTA[:2])


def test_the_data_files_tell_them_too(year):
    text = i_csv(samla(year, 2))
    for f in ("Bemanningen i FoU Jämt.", "2023-06-30", "har inte beslutat", "Kommunstyrelsen", "En temadag flyttades till nästa år."):
        assert f in text
    namn = {t.namn for t in tabeller(samla(year, 2))}
    assert {"kommunvisa_traffar", "arets_rekommendationer", "andringsforslag", "partsbeslut", "organens_ord"} <= namn


def test_a_meeting_that_is_only_planned_and_the_notes_of_one_are_not_told(year):
    Tillfalle.objects.filter(kommun__kod=BERG).update(status="planerat")
    data = samla(year, 2)
    assert BERG not in [t.kod for t in data.foljder.traffar]
    assert "Kommunen är i huvudsak nöjd." not in som_html(data)


def test_who_nothing_is_registered_of_is_a_warning_and_no_sentence(year):
    (traffar,) = [rad.anmarkning for rad in Beredskap(year, 2).anmarkningar if rad.anmarkning.sort == "traffar"]
    assert traffar.text.startswith("Ingen hållen kommunvis träff är registrerad med Bräcke, Härjedalen")
    assert "Berg" not in traffar.text
    Tillfalle.objects.filter(om_year=year).delete()
    assert "Kommunvisa träffar" not in som_html(samla(year, 2))


def test_the_party_that_has_not_decided_is_named_until_it_has(year):
    def varningar():
        return [rad.anmarkning.text for rad in Beredskap(year, 2).anmarkningar if rad.anmarkning.om.startswith("FoU Jämt får")]

    (forslag,) = foljderna(year).forslag
    assert [p.i_ord for p in forslag.parter if p.kod in {BERG, OSTERSUND}] == ["bifall", "har inte beslutat"]
    assert len(forslag.parter) == Part.objects.filter(avtal=year.avtal).galler().count()
    assert "Östersund" in varningar()[0]
    rad = Andringsforslag.objects.get(rubrik__startswith="FoU Jämt får")
    for part in rad.parter().exclude(organisation__in=rad.partsbeslut.values("organisation")):
        Partsbeslut.objects.create(
            forslag=rad, organisation=part.organisation, bifall=False, organ="Kommunstyrelsen", datum=date(2023, 5, 2), paragraf="9"
        )
    assert foljderna(year).forslag[0].obeslutade == []
    assert varningar() == []


def test_a_closed_proposal_waits_for_nobody(year):
    ny = Organisation.objects.create(namn="Kommunförbundet", sort=Organisation.Sort.KOMMUN, kod="9999")
    Part.objects.create(avtal=year.avtal, organisation=ny, fran=date(2023, 6, 1))
    assert "9999" in [p.kod for p in foljderna(year).forslag[0].parter]
    Andringsforslag.objects.update(status="atertaget")
    parter = foljderna(year).forslag[0].parter
    assert [p.i_ord for p in parter] == ["bifall"] * 3
    assert BERG in [p.kod for p in parter]


def test_a_recommendation_belongs_to_the_year_before_its_decision(year, forra):
    assert [r.text for r in foljderna(year).rekommendationer] == ["Att bemanningen av FoU Jämt säkras."]
    assert [r.text for r in foljderna(forra).rekommendationer] == ["Att underlag till mötena sänds ut senast tio dagar före."]
    assert {f.status for f in foljderna(forra).forslag} == {"atertaget"}
    sent = Beslut.objects.create(avtal=year.avtal, organ="Rådet", datum=date(2025, 1, 1), paragraf="1", text="Sent.")
    Rekommendation.objects.create(avtal=year.avtal, beslut=sent, text="Att göra mer.", agare="Någon")
    assert "Att göra mer." not in str(foljderna(year))
    assert "Att göra mer." in str(foljderna(year, sent).rekommendationer)
    assert "Ingen dag är satt" not in som_html(samla(year, 2))
    sent.datum = date(2023, 5, 5)
    sent.save()
    assert "Ingen dag är satt" in som_html(samla(year, 2))
    assert "Rekommendationen har ingen dag då den ska vara klar." in [r.anmarkning.text for r in Beredskap(year, 2).anmarkningar]


@pytest.mark.parametrize(
    ("ord_", "i_forra", "i_egna"),
    [
        ("hösten 2022", True, False),
        ("februari 2023", False, True),
        ("våren 2024", False, False),
        ("en höst", False, False),
        ("hösten 2022 eller våren 2023", False, False),
    ],
)
def test_a_recommendation_whose_decision_has_no_day_is_told_by_its_year(year, ord_, i_forra, i_egna):
    beslut = Beslut.objects.create(avtal=year.avtal, organ="Rådet", datum_text=ord_, paragraf="6", text="Odaterat.")
    Rekommendation.objects.create(avtal=year.avtal, beslut=beslut, text="Att utan dag följa upp.", agare="Någon", klar_senast="2030-01-01")
    assert ("Att utan dag följa upp." in [r.text for r in rekommendationer_till(year)]) is i_forra
    assert ("Att utan dag följa upp." in [r.text for r in foljderna(year).rekommendationer]) is i_egna
    if i_egna:
        assert f"Att utan dag följa upp. Rådet § 6, {ord_} (dagen är inte känd)" in ord_i(som_html(samla(year, 2)))
    namnt = f"Beslutet om rekommendationen saknar datum (Rådet § 6, {ord_})."
    sagt = {skede: [r.anmarkning for r in Beredskap(year, skede).anmarkningar if namnt in r.anmarkning.text] for skede in (1, 2)}
    okant = "eller" in ord_ or ord_ == "en höst"
    assert [bool(sagt[1]), bool(sagt[2])] == [i_forra or okant, i_egna or okant]
    for a in (*sagt[1], *sagt[2]):
        assert a.url == beslut.get_absolute_url()
        assert ("tas därför inte med i någon berättelse" in a.text) is okant


def test_the_one_without_a_day_is_told_where_it_is_the_decision_itself(year):
    beslut = Beslut.objects.create(avtal=year.avtal, organ="Rådet", datum_text="en höst", text="Odaterat.")
    Rekommendation.objects.create(avtal=year.avtal, beslut=beslut, text="Att utan dag följa upp.", agare="Någon")
    assert "Att utan dag följa upp." in str(foljderna(year, beslut))


def test_the_decision_stands_once_or_with_each_uppdrag_when_they_differ(forra):
    beslutet = "Beslutad: Primärkommunala samverkansrådet § 3, 14 mars 2022 (exempel)."
    html = ord_i(som_html(samla(forra, 2)))
    assert html.count("Beslutad: ") == 1
    assert beslutet in html
    annat = Beslut.objects.create(avtal=forra.avtal, organ="Rådet", datum=date(2022, 4, 1), paragraf="8", text="Att enas.")
    en = Vardering.objects.filter(omgang__verksamhetsar=forra).first()
    Vardering.objects.filter(pk=en.pk).update(beslut=annat)
    data = samla(forra, 2)
    html = ord_i(som_html(data))
    assert html.count("Beslutad: Rådet § 8, 1 april 2022.") == 1
    assert html.count(beslutet) == len(data.vardering.kommuner.uppdrag) - 1
    assert "2022-04-01" in i_csv(data)
    assert sum("§ 8" in str(r.beslut) for r in for_kommun(data, BERG).bedomning) <= 1


def _omgang(year, forval, namn, dag, **fields):
    formular = Frageformular.objects.get(avtal=year.avtal, malgrupp=forval)
    return Omgang.objects.create(
        verksamhetsar=year, formular=formular, namn=namn, oppnar=dag, sista_dag=dag, status=Omgang.Status.STANGD, **fields
    )


def _svara(omgang, vem, svar):
    """`svar` is {question's number: (alternative's text, words)}."""
    d = Deltagare.objects.create(omgang=omgang, mottagare="Ordföranden", epost="o@exempel.test", status="inskickat", **vem)
    inlamning = Inlamning.objects.create(deltagare=d, nummer=1, av="Ordföranden")
    for fraga in omgang.formular.fragor:
        if fraga.nummer in svar:
            val, text = svar[fraga.nummer]
            alternativ = fraga.alternativ.get(text=val) if val else None
            Inlamnat.objects.create(inlamning=inlamning, fraga=fraga, alternativ=alternativ, text=text)


def test_every_round_of_the_year_is_told(forra):
    arena = Omgang.objects.get(verksamhetsar=forra, formular__malgrupp="organ").deltagare.filter(tillfragad=True).first().arena
    host = _omgang(forra, "organ", "Höstens fråga till organen", date(2021, 10, 1))
    _svara(host, {"arena": arena}, {"1": ("Ja", "Därför att hösten var lugn."), "6": ("", "Mer tid i oktober.")})
    tidig = _omgang(forra, "kommuner", "Kommunernas första bedömning", date(2021, 9, 1))
    berg = Organisation.objects.get(kod=BERG)
    _svara(tidig, {"organisation": berg}, {"3": ("", "Hur det går efter avtalet.")})
    data = samla(forra, 2)
    assert [r.namn for r in data.vardering.kommunrundor] == ["Kommunernas första bedömning", "Kommunernas bedömning 2021"]
    assert [r.namn for r in data.vardering.rundor] == ["Höstens fråga till organen", "Samverkansorganens värdering 2021"]
    html = som_html(data)
    fakta = (
        "Höstens fråga till organen", "Därför att hösten var lugn.", "Mer tid i oktober.", "Kommunernas första bedömning",
        f"{arena} (Ja).", "Hur det går efter avtalet.",
    )  # fmt: skip
    for text in (ord_i(html), i_word(html)):
        assert [f for f in fakta if f not in text] == []
    assert "Mer tid i oktober." in i_csv(data)
    egen = som_kommun_html(data, BERG)
    assert "Hur det går efter avtalet." in egen
    assert "Hur det går efter avtalet." not in som_kommun_html(data, OSTERSUND)
    assert "Mer tid i oktober." not in egen


@pytest.mark.parametrize(("svarande", "syns"), [(1, False), (2, True)])
def test_words_of_too_few_are_not_told_of_an_anonymous_round(forra, svarande, syns):
    fragade = Omgang.objects.get(verksamhetsar=forra, formular__malgrupp="organ").deltagare.filter(tillfragad=True)
    host = _omgang(forra, "organ", "Höstens fråga", date(2021, 10, 1), anonym=True, minsta_grupp=2)
    for d, val in zip(fragade[:svarande], ("Ja", "Till stor del"), strict=False):  # not all the same: that would be withheld too
        _svara(host, {"arena": d.arena}, {"1": (val, "Ett avslöjande skäl.")})
    data = samla(forra, 2)
    for text in (som_html(data), i_csv(data), str(data)):
        assert ("Ett avslöjande skäl." in text) is syns
    (dolt,) = [f.dolt for r in data.vardering.rundor for f in r.fragor if r.anonym and f.fraga.startswith("1.")]
    assert ("färre än 2 har svarat" in dolt) is not syns
    assert {t.vem for f in data.vardering.rundor[0].fragor for t in f.texter} <= {""}


def test_the_kommun_reads_its_own_part(year):
    data = samla(year, 2)
    berg, ostersund = ord_i(som_kommun_html(data, BERG)), ord_i(som_kommun_html(data, OSTERSUND))
    assert "Till nämnden: Bemanningen i FoU Jämt." in berg
    assert "Bemanningen i FoU Jämt." not in ostersund
    (forslag,) = for_kommun(data, BERG).foljder.forslag
    assert [(p.part, p.i_ord) for p in forslag.parter] == [("Berg", "bifall")]
    assert "Kommunstyrelsen § 41, 11 april 2023" in berg
    assert "har inte beslutat" in ostersund
    assert "Kommunstyrelsen § 41" not in ostersund
    assert "Att bemanningen av FoU Jämt säkras." in berg
    Rekommendation.objects.filter(text__startswith="Att bemanningen").update(organisation=Organisation.objects.get(kod=OSTERSUND))
    data = samla(year, 2)
    assert "Att bemanningen av FoU Jämt säkras." not in som_kommun_html(data, BERG)
    assert "Att bemanningen av FoU Jämt säkras." in som_kommun_html(data, OSTERSUND)


@pytest.mark.parametrize("ord_", ["styrgrupp", "bemanningen i fou", "temadag flyttades", "har inte beslutat", "utvecklingsdirektör"])
def test_what_is_said_of_the_judgement_is_found(year, ord_):
    assert "vardering" in {t.ankare for t in sok(samla(year, 2), ord_)}
    assert "vardering" not in {t.ankare for t in sok(samla(year), ord_)}


def test_the_queries_do_not_grow_with_what_followed(year):
    year = Verksamhetsar.objects.select_related("avtal").get(pk=year.pk)

    def antal():
        with CaptureQueriesContext(connection) as fragor:
            foljderna(year)
        return len(fragor)

    fore = antal()
    rad = Andringsforslag.objects.get(rubrik__startswith="FoU Jämt får")
    for n in range(3):
        ny = Andringsforslag.objects.create(
            avtal=year.avtal, rubrik=f"Förslag {n}", sort="annan", text="T", status="utsant", utsant_den=date(2023, 3, 2)
        )
        Partsbeslut.objects.create(
            forslag=ny, organisation=rad.parter()[n].organisation, bifall=True, organ="KS", datum=date(2023, 4, 1), paragraf="1"
        )
    assert antal() == fore <= 7
