"""A pasted list becomes rows: read, shown, mended, saved all at once."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from berattelse.avsnitt.radlista import MEST, read
from berattelse.models import Aktivitet, Projekt, Resultat
from samverkan.models import Handelse
from tests.berattelse import factories
from tests.formular import blanketter

YEAR = (date(2022, 1, 1), date(2022, 12, 31))


# --- the reading: pure -------------------------------------------------------------------------------------------------


@pytest.mark.en_gang
@pytest.mark.parametrize(
    ("lista", "texter"),
    [
        ("• Kurs i Berg\n\n– Konferens\n1. Första\n2) Andra\na) Tredje\n·\tWordpunkt\no\tUnder\n- ", ["Kurs i Berg", "Konferens", "Första", "Andra", "Tredje", "Wordpunkt", "Under"]),
        ("3 filialer öppnade\nSju kommuner – fem möten\n-5 grader\n", ["3 filialer öppnade", "Sju kommuner – fem möten", "-5 grader"]),
        ("Kurs\r\nMöte\rTräff", ["Kurs", "Möte", "Träff"]),
        ("\ufeff \n\t\n", []),
        ('Han sa "ja"\nOch "nej', ['Han sa "ja"', 'Och "nej']),
        ('"Två\nrader"\t2022-05-05', ["Två rader"]),
    ],
)  # fmt: skip
def test_marks_of_lists_are_taken_off_and_empty_lines_dropped(lista, texter):
    assert [rad.text for rad in read(lista.replace("\ufeff", ""), *YEAR)] == texter


@pytest.mark.en_gang
@pytest.mark.parametrize(
    ("rad", "text", "datum", "manad"),
    [
        ("14 mars: Kurs", "Kurs", date(2022, 3, 14), None),
        ("Kurs (den 3 maj 2022)", "Kurs", date(2022, 5, 3), None),
        ("Kurs, 3/5", "Kurs", date(2022, 5, 3), None),
        ("2022-03-01\tKurs", "Kurs", date(2022, 3, 1), None),
        ("Kurs\t2021-03-01", "Kurs", date(2021, 3, 1), None),
        ("mars 2022: Kurs", "Kurs", None, 3),
        ("Kurs (maj)", "Kurs", None, 5),
        ("Kurs i maj", "Kurs i maj", None, None),
        ("Kurs\t31 feb", "Kurs", "31 feb", None),
        ("Avtalet 2022–2027", "Avtalet 2022–2027", None, None),
    ],
)
def test_a_day_in_a_line_is_the_day_of_its_row(rad, text, datum, manad):
    last = read(rad, *YEAR)[0]
    assert (last.text, last.datum, last.manad) == (text, datum, manad)


@pytest.mark.en_gang
def test_a_day_without_its_year_lies_within_a_year_of_two_calendar_years():
    assert [rad.datum for rad in read("Kurs (3/11)\nMöte (3/5)", date(2021, 10, 1), date(2022, 9, 30))] == [
        date(2021, 11, 3),
        date(2022, 5, 3),
    ]


@pytest.mark.en_gang
def test_columns_of_a_sheet():
    rad = read("Deltagare i kurs\t1 200\tpersoner\tSkolverket", *YEAR, ["personer"])[0]
    assert (rad.text, rad.belopp, rad.enhet, rad.kalla) == ("Deltagare i kurs", "1 200", "personer", "Skolverket")
    rad = read("Förmedlat\t49 800 kr", *YEAR, ["kronor"])[0]
    assert (rad.belopp, rad.enhet) == ("49 800", "kronor")
    rad = read("Antal\tÅr\tAktivitet\tDatum\n5\t2021\tKurs\tigår", *YEAR)[0]
    assert (rad.text, rad.year, rad.datum, rad.belopp) == ("Kurs", 2021, "igår", "5")
    assert [(r.kolumn, r.text) for r in read("Transporter\tElbilar", *YEAR, kolumner=True)] == [("Transporter", "Elbilar")]
    assert [(r.year, r.text) for r in read("2022\tKurs\n2021\tMöte", *YEAR)] == [(None, "Kurs"), (2021, "Möte")]


# --- the page ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def avsnitt(hus):
    return factories.avsnitt(hus)


@pytest.fixture
def skribent(hus, as_user):
    return as_user(hus.samordnare)


def url(avsnitt, sort="aktiviteter"):
    return reverse("berattelse:rad_klistra_in", args=[avsnitt.pk, sort])


def las_upp(client, avsnitt, lista, sort="aktiviteter", **mer):
    """(the page with the rows, what it would post as it stands)."""
    svar = client.post(url(avsnitt, sort), {"lista": lista} | mer)
    assert svar.status_code == 200
    blad = next(form for form in blanketter(svar) if "antal" in dict(form.fields))
    return svar, dict(blad.form_values())


@pytest.mark.django_db
def test_a_list_is_shown_first_and_saved_in_one_act(hus, skribent, avsnitt):
    svar, data = las_upp(skribent, avsnitt, "• Kurs i Berg, 14 mars\n• Konferens")
    assert not Aktivitet.objects.exists()
    assert [rad["text"].value() for rad in svar.context["form"].rader] == ["Kurs i Berg", "Konferens"]
    svar = skribent.post(url(avsnitt), data | {"rad1-text": "Konferens om skolan"}, follow=True)
    rader = [(r.text, r.datum, r.ordning, r.uppdrag, r.verksamhetsar) for r in Aktivitet.objects.all()]
    assert rader == [("Kurs i Berg", date(2022, 3, 14), 1, hus.uppdrag, hus.year), ("Konferens om skolan", None, 2, hus.uppdrag, hus.year)]
    assert "Två rader är sparade." in svar.content.decode()
    handelse = Handelse.objects.get(akt="klistrade in")
    assert (handelse.detaljer["antal"], handelse.avtal_id) == (2, hus.avtal.pk)
    assert Aktivitet.history.filter(history_user=hus.samordnare).count() == 2


@pytest.mark.django_db
def test_the_same_list_twice_adds_nothing(skribent, avsnitt):
    lista = "Kurs i Berg, 14 mars\nKonferens"
    skribent.post(url(avsnitt), las_upp(skribent, avsnitt, lista)[1])
    svar, data = las_upp(skribent, avsnitt, f"kurs i Berg. (14 mars)\n{lista}\nNytt\nNytt")
    assert [(rad.sagt, rad.tas_med) for rad in svar.context["form"].rader] == [
        ("Finns redan", False), ("Finns redan", False), ("Finns redan", False), ("", True), ("Står mer än en gång i listan", False),
    ]  # fmt: skip
    svar = skribent.post(url(avsnitt), {k: v for k, v in data.items() if not k.endswith("-med")})
    assert "Ingen rad är kryssad." in svar.content.decode()
    skribent.post(url(avsnitt), data)
    assert Aktivitet.objects.count() == 3


@pytest.mark.django_db
def test_pressed_twice_the_second_saves_nothing(skribent, avsnitt):
    data = las_upp(skribent, avsnitt, "Kurs")[1]
    skribent.post(url(avsnitt), data)
    svar = skribent.post(url(avsnitt), data)
    assert "Någon annan har sparat rader" in svar.content.decode()
    assert svar.context["form"].rader[0].sagt == "Finns redan"
    assert Aktivitet.objects.count() == 1


@pytest.mark.django_db
def test_what_is_wrong_is_told_at_its_cell_and_nothing_is_saved(skribent, avsnitt):
    svar, data = las_upp(skribent, avsnitt, "Rätt\nFel dag\t2021-05-01\nIngen dag\t31 feb\n<b>kod\n2021\tAnnat år")
    fel = [list(rad.errors) for rad in svar.context["form"].rader]
    assert fel == [[], ["datum"], ["datum"], ["text"], []]
    assert "31 feb" in svar.context["form"].rader[2].errors["datum"][0]
    assert (svar.context["form"].rader[4].sagt, svar.context["form"].rader[4].tas_med) == ("Listan säger 2021", False)
    assert skribent.post(url(avsnitt), data).status_code == 200
    assert not Aktivitet.objects.exists()
    skribent.post(url(avsnitt), {k: v for k, v in data.items() if k not in {"rad1-med", "rad3-med"}} | {"rad2-datum": "2022-02-28"})
    assert [r.text for r in Aktivitet.objects.all()] == ["Rätt", "Ingen dag"]


@pytest.mark.django_db
def test_results_with_amounts(skribent, avsnitt):
    svar, data = las_upp(skribent, avsnitt, "Deltagare\t1 200,5\tpersoner\tSCB\nUtan enhet\t12\nAndel\t45 %", "resultat")
    assert [list(rad.errors) for rad in svar.context["form"].rader] == [[], ["enhet"], []]
    skribent.post(url(avsnitt, "resultat"), data | {"rad1-enhet": "personer"})
    rader = [(r.text, r.belopp, r.enhet, r.kalla) for r in Resultat.objects.all()]
    assert rader == [("Deltagare", Decimal("1200.5"), "personer", "SCB"), ("Utan enhet", 12, "personer", ""), ("Andel", 45, "procent", "")]


@pytest.mark.django_db
def test_projects_stand_once_in_their_column(skribent, hus, avsnitt):
    Projekt.objects.create(verksamhetsar=hus.year, uppdrag=hus.uppdrag, kolumn="Fastighet", namn="Värme")
    svar, data = las_upp(skribent, avsnitt, "Fastighet\tVärme\nFastighet\tSol\nTransporter\tElbilar", "projekt")
    assert [rad.sagt for rad in svar.context["form"].rader] == ["Finns redan", "", ""]
    skribent.post(url(avsnitt, "projekt"), data)
    rader = [(p.kolumn, p.namn, p.kolumnordning, p.ordning) for p in Projekt.objects.all()]
    assert rader == [("Fastighet", "Värme", 1, 1), ("Fastighet", "Sol", 1, 2), ("Transporter", "Elbilar", 2, 1)]
    svar = skribent.post(
        url(avsnitt, "projekt"), las_upp(skribent, avsnitt, "Värme", "projekt", kolumn="Fastighet")[1] | {"rad0-med": "on"}
    )
    assert "Projektet står redan i kolumnen." in svar.content.decode()


@pytest.mark.django_db
def test_a_list_that_is_empty_or_too_long(skribent, avsnitt):
    for lista, sagt in (("", "minst en rad"), ("•\n\n", "Listan är tom."), ("x\n" * (MEST + 1), f"högst {MEST}")):
        assert sagt in skribent.post(url(avsnitt), {"lista": lista}).content.decode()
    assert not Aktivitet.objects.exists()


@pytest.mark.django_db
def test_only_who_may_write_and_only_while_it_is_open(hus, as_user, avsnitt):
    assert as_user(hus.utomstaende).get(url(avsnitt)).status_code == 404
    assert as_user(hus.direktor).get(url(avsnitt)).status_code == 403
    client = as_user(hus.samordnare)
    data = las_upp(client, avsnitt, "Kurs")[1]
    type(avsnitt).objects.filter(pk=avsnitt.pk).update(status="klar")
    assert client.get(url(avsnitt)).status_code == 403
    svar = client.post(url(avsnitt), data).content.decode()
    assert "kan inte ändras nu" in svar
    assert "Kurs" in svar
    assert not Aktivitet.objects.exists()


@pytest.mark.django_db
def test_many_lines_are_read_with_the_questions_of_one(skribent, avsnitt, django_assert_max_num_queries):
    for lista in ("Kurs\t1\tpersoner", "Kurs\t1\tpersoner\n" * 40):
        with django_assert_max_num_queries(16):
            skribent.post(url(avsnitt, "resultat"), {"lista": lista})
