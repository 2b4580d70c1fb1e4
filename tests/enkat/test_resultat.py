"""The compilation of a round: its numbers are those of the answers, in every form it leaves the house in."""

import csv
import io

import pytest
from django.db import IntegrityError, connection, transaction
from openpyxl import load_workbook
from pypdf import PdfReader

from enkat.actions import svar as svarakter
from enkat.blad import Blad
from enkat.models import Omgang
from enkat.resultat import export, rakning, sammanstallning
from tests import factories
from tests.enkat import factories as f
from tests.enkat.test_svara import Counter


def svara(deltagare, **svar):
    """Answer and hand in, past the pages."""
    data = f.poster(deltagare, **f.HELT | svar)
    poster = [svarakter.Svarspost(n, data[n], 0) for n in data if not n.startswith("v-")]
    svarakter.spara(deltagare, poster, av=svarakter.Vem(f"Ordföranden i {deltagare}", lank=deltagare.pk))
    return svarakter.skicka_in(deltagare, av=svarakter.Vem(f"Ordföranden i {deltagare}", lank=deltagare.pk))


PLAN = "Har inte haft någon detaljerad plan"
SVAR = {
    "BUZ": {"q1": PLAN},
    "SocSam": {"q1": "Ja", "q1_text": "=1+1"},
    "FoU-rådet": {"q1": "Till liten del", "q1_text": "Tomma tjänster"},
    "IFO-chefer": {"q1": "Till liten del", "q6": "Tidigare underlag"},
}


@pytest.fixture
def omgang(hus):
    """Five asked, four handed in, one of them with "not applicable"; Barnarenan is not asked."""
    o = f.omgang(hus)
    for namn, svar in SVAR.items():
        arena = hus.arena if namn == "BUZ" else factories.arena(hus.avtal, namn)
        svara(f.deltagare(o, arena), **svar)
    f.deltagare(o, factories.arena(hus.avtal, "Lärcentrasamverkan"))
    f.deltagare(o, factories.arena(hus.avtal, "Barnarenan"), tillfragad=False, skal="Överlappande ledamöter")
    return o


def fraga_1(omgang):
    return rakning.read(omgang).svar("fraga-1")


def test_the_counts_are_those_of_the_answers(omgang):
    svar = fraga_1(omgang)
    assert [(r.text, r.antal, r.procent) for r in svar.rader] == [
        (PLAN, 1, None), ("Ja", 1, 33), ("Till stor del", 0, 0), ("Till liten del", 2, 67), ("Inte hunnit med alls", 0, 0)
    ]  # fmt: skip
    assert (svar.antal, svar.tillfragade, svar.bas, svar.median) == (4, 5, 3, "Till liten del")


def test_they_stand_in_the_order_of_the_register_on_page_and_list(omgang):
    """Also where the rows were not made in that order."""
    namn = sorted(str(d) for d in omgang.deltagare.filter(tillfragad=True))
    assert [str(d) for d in rakning.read(omgang).tillfragade] == namn
    assert omgang.deltagare.med_tider().query.order_by == tuple(omgang.deltagare.model._meta.ordering)


def test_only_the_latest_hand_in_counts(omgang):
    d = omgang.deltagare.get(arena__namn="SocSam")
    namn = f.falt(d)[("1", "val")]
    svarakter.spara(d, [svarakter.Svarspost(namn, f.val(d, 1, "Till liten del"), 1)], av=svarakter.Vem("O", lank=1))
    assert [r.antal for r in fraga_1(omgang).rader] == [1, 1, 0, 2, 0]
    svarakter.skicka_in(d, av=svarakter.Vem("O", lank=1))
    assert [r.antal for r in fraga_1(omgang).rader] == [1, 0, 0, 3, 0]


def test_each_number_on_the_page_leads_to_its_answers(as_user, hus, omgang):
    Omgang.objects.update(status="stangd")
    client = as_user(hus.kommunchef)
    page = client.get(f"/enkat/omgangar/{omgang.pk}/resultat/").content.decode()
    assert "4 av 5 har skickat in sitt svar. Det saknas från Lärcentrasamverkan." in " ".join(page.split())
    assert "Överlappande ledamöter" in page
    assert "andelarna är avrundade var för sig" in page
    url = fraga_1(omgang).rader[1].vilka[0].lank
    assert f'href="{url}"' in page
    assert "=1+1" in client.get(url).content.decode()


def test_before_it_is_over_only_the_processledare_reads_it(as_user, hus, omgang):
    url = f"/enkat/omgangar/{omgang.pk}/resultat"
    for ending in ("/", ".pdf", ".xlsx", "-antal.csv", "-svar.csv"):
        assert as_user(hus.kommunchef).get(url + ending).status_code == 403
        assert as_user(hus.utomstaende).get(url + ending).status_code == 404
    assert "preliminära" in as_user(hus.processledare).get(f"{url}/").content.decode()


def test_the_pdf_holds_every_number_and_text(omgang):
    Omgang.objects.update(status="stangd")
    pdf = PdfReader(io.BytesIO(sammanstallning.som_pdf([sammanstallning.innehall(omgang)])))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split()).replace("- ", "-")  # a line may end at a hyphen
    for words in (
        "Till liten del 2 67 % FoU-rådet, IFO-chefer",
        "Median: Till liten del",
        "Tomma tjänster",
        "Svaren sida vid sida",
        "avrundade var för sig",
    ):
        assert words in text, text[:2000]


def test_excel_and_csv_hold_the_same_and_no_text_becomes_a_formula(omgang):
    omgangsresultat = rakning.read(omgang)
    bok = load_workbook(io.BytesIO(export.som_xlsx(omgangsresultat)))
    antal = [row for row in bok["Antal"].iter_rows(min_row=2, values_only=True) if row[1].startswith("1.")]
    assert [(row[2], row[3], row[4]) for row in antal] == [(r.text, r.antal, r.procent) for r in fraga_1(omgang).rader]
    assert "Andel i procent, avrundad" in [cell.value for cell in bok["Antal"][1]]
    cell = next(c for row in bok["Svar"].iter_rows() for c in row if c.value == "=1+1")
    assert cell.data_type == "s"
    per_fil = {tabell: list(csv.reader(io.StringIO(som_csv(omgangsresultat, tabell)), delimiter=";")) for tabell in export.TABELLER}
    rader = per_fil["svar"]
    assert {len(rad) for rad in per_fil["antal"]} == {len(export.HUVUD_ANTAL)}  # one table in a file, every row of its width
    assert next(rad[3:5] for rad in per_fil["antal"] if rad[1].startswith("1.") and rad[2] == "Ja") == ["1", "33"]
    assert ["Samverkansorganets verksamhet", rader[1][1], "SocSam", "Ja", "'=1+1", ""] in rader


def som_csv(resultat, tabell):
    return export.som_csv(resultat, tabell).decode("utf-8-sig")


@pytest.fixture
def anonym(hus, omgang):
    Omgang.objects.update(anonym=True, minsta_grupp=5, status="stangd")
    return Omgang.objects.get()


def test_an_anonymous_round_withholds_what_too_few_have_answered(as_user, hus, anonym):
    page = as_user(hus.processledare).get(f"/enkat/omgangar/{anonym.pk}/resultat/").content.decode()
    assert "färre än 5 har svarat" in page
    assert "Tomma tjänster" not in page
    Omgang.objects.update(status="oppen")
    svara(anonym.deltagare.get(arena__namn="Lärcentrasamverkan"))
    Omgang.objects.update(status="stangd")
    page = as_user(hus.processledare).get(f"/enkat/omgangar/{anonym.pk}/resultat/").content.decode()
    assert "Tomma tjänster" in page
    assert "FoU-rådet" not in page.split("Samverkansorganets verksamhet")[1]


def test_an_anonymous_round_for_which_no_smallest_group_is_set_shows_nothing(hus, omgang):
    """The database refuses it once the round is open; were there one, it is not read as one that shows all."""
    with pytest.raises(IntegrityError, match="omgang_anonym_har_minsta_grupp"), transaction.atomic():
        Omgang.objects.update(anonym=True, minsta_grupp=None)
    Omgang.objects.update(anonym=True, minsta_grupp=None, status="planerad")
    svaren = [svar for grupp in rakning.read(Omgang.objects.get()).grupper for _, svar in grupp.fragor]
    assert svaren
    assert all("inte satt hur många" in svar.dolt and not svar.rader and not svar.texter for svar in svaren)


def test_nobody_watches_an_anonymous_round_grow(as_user, hus, anonym):
    """Looked at after each hand-in, the difference would tell whose answer came."""
    Omgang.objects.update(status="oppen")
    client = as_user(hus.processledare)
    assert client.get(f"/enkat/omgangar/{anonym.pk}/resultat/").status_code == 403
    assert "Sammanställning" not in client.get(anonym.get_absolute_url()).content.decode()


def test_nobody_reads_one_answer_of_an_anonymous_round(as_user, hus, anonym):
    d = anonym.deltagare.get(arena__namn="SocSam")
    client = as_user(hus.processledare)
    assert client.get(f"/enkat/deltagare/{d.pk}/inlamning/").status_code == 403
    assert client.get(f"/enkat/svar/{d.pk}/").status_code == 403
    assert client.get(f"/enkat/svar/{d.pk}/historik/").status_code == 403
    for data in (som_csv(rakning.read(anonym), "svar"), "".join(str(r) for r in export.svar_rader(rakning.read(anonym)))):
        assert "SocSam" not in data


def test_over_the_years_the_same_question_is_compared(hus, omgang):
    Omgang.objects.update(status="stangd")
    nasta = f.omgang(hus, formular=omgang.formular, namn="Nästa", verksamhetsar=factories.verksamhetsar(hus.avtal, 2023))
    svara(f.deltagare(nasta, hus.arena), q1="Ja")
    nu = rakning.read(nasta)
    _, celler = rakning.over_aren(nu, rakning.tidigare(nasta))[0]
    assert [(c.year, c.svar.median, c.svar.antal, c.samma) for c in celler] == [
        ("2023", "Ja", 1, True), ("2022", "Till liten del", 4, True)
    ]  # fmt: skip


def test_a_question_with_a_condition_is_asked_and_handed_in_only_when_it_shows(hus):
    o = f.omgang(hus)
    ja = o.formular.fragor[0].alternativ.get(text="Ja")
    o.formular.fragor[1].visas_vid.set([ja])
    d = f.deltagare(Omgang.objects.get(), hus.arena)
    svara(d, q1="Ja")
    assert d.inlamningar.get().svar.count() == 5
    namn = f.falt(d)
    svarakter.spara(d, [svarakter.Svarspost(namn[("1", "val")], f.val(d, 1, PLAN), 1)], av=svarakter.Vem("O", lank=d.pk))
    assert [rad.visas for rad in Blad(d).rader[:2]] == [True, False]
    assert svarakter.skicka_in(d, av=svarakter.Vem("O", lank=d.pk)).svar.count() == 4


def test_the_compilation_asks_as_many_queries_for_one_as_for_many(hus):
    o = f.omgang(hus)
    svara(f.deltagare(o, hus.arena))

    def queries():
        fresh = Omgang.objects.select_related("formular", "verksamhetsar__avtal").get()
        with connection.execute_wrapper(counter := Counter()):
            rakning.read(fresh)
        return counter.n

    one = queries()
    for n in range(3):
        svara(f.deltagare(o, factories.arena(hus.avtal, f"Organ {n}")))
    assert queries() == one


def test_the_compilation_and_the_receipt_conform_to_both_standards(omgang, tmp_path):
    from enkat.svarspdf import som_pdf
    from tests.samverkan.test_pdf import problems

    inlamning = omgang.deltagare.get(arena__namn="FoU-rådet").inlamningar.get()
    for namn, data in (("s.pdf", sammanstallning.som_pdf([sammanstallning.innehall(omgang)])), ("k.pdf", som_pdf(inlamning))):
        (tmp_path / namn).write_bytes(data)
        assert problems(tmp_path / namn, "ua1") == problems(tmp_path / namn, "2a") == []
