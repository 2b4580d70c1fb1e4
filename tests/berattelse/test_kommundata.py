"""One kommun's part of the frozen data: nothing of the others, and every sum its own."""

import pytest
from django.utils.html import escape

from berattelse.innehall.kommun import for_kommun
from berattelse.innehall.samling import samla
from berattelse.skrift.kommunutgava import som_kommun_html
from berattelse.utgava.sok import sok
from uppdrag.models import Medverkan, Narvaro, Tillfalle, Verksamhetsar

BERG = "2326"


@pytest.fixture
def year(demoaret):
    return Verksamhetsar.objects.get(beteckning="2022")


def test_only_what_the_kommun_takes_part_in(year):
    Medverkan.objects.filter(uppdrag__namn="Lärcentrum", organisation__kod=BERG).delete()
    k = for_kommun(samla(year), BERG)
    uppdrag = [u.rubrik for kapitel in k.kapitel for u in kapitel.uppdrag]
    assert "Lärcentrum" not in uppdrag
    assert "Barn och utbildning" in uppdrag
    assert k.inte == ["Lärcentrum"]
    assert "Lärcentrum" not in [b.uppdrag for b in k.beskrivningar]


def test_a_line_about_other_kommuner_is_left_out(year):
    data = samla(year)
    sektion = data.kapitel[1].uppdrag[1]
    rader = next(d for d in sektion.delar if d.rubrik == "Exempel på aktiviteter").listor[0].rader
    rader[0].kommuner, rader[1].kommuner = ["2380"], [BERG, "2380"]
    egen = for_kommun(data, BERG).kapitel[1].uppdrag[1]
    texter = [r.text for d in egen.delar for lista in d.listor for r in lista.rader]
    assert rader[0].text not in texter
    assert rader[1].text in texter


def test_attendance_is_counted_from_the_meetings_and_unknown_is_not_zero(year):
    moten = list(Tillfalle.objects.filter(arena__namn="BUZ", fran__year=2022, status="hallet"))
    berg = Medverkan.objects.filter(organisation__kod=BERG).first().organisation
    annan = Medverkan.objects.filter(organisation__kod="2380").first().organisation
    for mote, organisation in zip(moten, (berg, annan, annan), strict=True):
        assert {a.narvarande for a in for_kommun(samla(year), BERG).arenor} == {None}
        Narvaro.objects.create(tillfalle=mote, organisation=organisation, antal=2)
    arenor = {a.arena: a for a in for_kommun(samla(year), BERG).arenor}
    assert (arenor["BUZ"].hallna, arenor["BUZ"].narvarande) == (3, 1)
    assert arenor["SocSam"].narvarande is None


def test_its_share_of_compensation_and_debt(year):
    data = samla(year)
    k = for_kommun(data, BERG)
    assert k.andel.ersattning.belopp == 557_518
    alla = [for_kommun(data, rad.kod).andel.skuld for rad in data.kommuner]
    assert sum(s.egen for s in alla) + alla[0].gemensamt == data.ekonomi.skuld.summa


def test_the_judgement_is_not_there_before_it_is_given(year):
    assert for_kommun(samla(year), BERG).bedomning is None
    forra = for_kommun(samla(year.foregaende, 2), BERG).bedomning
    assert all(rad.egen and rad.gemensam for rad in forra)


def test_the_kommun_reads_its_own_reason_the_joint_one_and_the_dissent(year):
    data = samla(year.foregaende, 2)
    plats = [k.kort for k in data.vardering.kommuner.kommuner].index("Berg")
    rad = next(u for u in data.vardering.kommuner.uppdrag if u.avvikelser)
    rad.bedomningar[plats].motivering, rad.bedomningar[plats].nytta = "Bergs egna skäl.", "Bergs egen nytta."
    rad.bedomningar[plats - 1].motivering = "En annans skäl."
    rad.motivering = "De två mittersta ligger isär."
    html = som_kommun_html(data, BERG)
    for text in (
        "Bergs egna skäl.",
        "Bergs egen nytta.",
        "Skälen till de gemensamma värdena.",
        "Skälen till den gemensamma värderingen.",
        "Avvikande mening, Härjedalens kommun",
    ):
        assert text in html
    assert escape(rad.avvikelser[0].text) in html
    assert "En annans skäl." not in html


def test_a_kommun_that_is_no_party_has_no_edition(year):
    with pytest.raises(KeyError):
        for_kommun(samla(year), "0180")


def test_search_finds_every_place_and_marks_it_safely(year):
    data = samla(year)
    traffar = sok(data, "lärcentrum")
    assert traffar
    assert all("<mark>" in t.utdrag for t in traffar)
    ankare = {u.id for k in data.kapitel for u in k.uppdrag} | {k.id for k in data.kapitel}
    assert {t.ankare for t in traffar} - ankare <= {"inledning", "ekonomi", "ovrig-verksamhet", "forra", "bilaga-1"}
    assert sok(data, "finnsinte") == sok(data, "  ") == []
    data.ingress = "<p>a &lt;script&gt; b</p>"
    assert "&lt;<mark>script</mark>&gt;" in sok(data, "script")[0].utdrag
