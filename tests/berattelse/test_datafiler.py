"""The CSV files of the demo year: everything behind the edition, fit for Swedish Excel, the same bytes for the same data."""

import csv
import io
import subprocess
import sys
import zipfile
from copy import deepcopy
from dataclasses import replace

import pytest

from berattelse.innehall.schema import Utgavemarke, som_json
from berattelse.skrift.datafiler import LASMIG, som_csv, som_csv_zip
from berattelse.skrift.datatabeller import som_text, tabeller
from berattelse.skrift.rapport import som_html
from ekonomi.schema import Kommunskuld, Kommunskulder

pytestmark = [pytest.mark.django_db, pytest.mark.en_gang]
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def data(samlat):
    return deepcopy(samlat["2022", 1])


def filer(data):
    with zipfile.ZipFile(io.BytesIO(som_csv_zip(data))) as arkiv:
        return {namn: arkiv.read(namn) for namn in arkiv.namelist()}


def read(data, namn):
    """The file's rows as [{head: cell}]."""
    text = filer(data)[f"{namn}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_every_file_opens_in_swedish_excel(data):
    for namn, innehall in filer(data).items():
        assert innehall.startswith(BOM), namn
        assert b"\r\n" in innehall, namn
        if namn != LASMIG:
            rows = list(csv.reader(io.StringIO(innehall.decode("utf-8-sig"), newline=""), delimiter=";"))
            assert {len(row) for row in rows} == {len(rows[0])} != {1} or namn in {"noter.csv", "ekonomi.csv"}


def test_lasmig_names_every_file_and_says_what_is_example(data):
    innehall = filer(data)
    text = innehall[LASMIG].decode("utf-8-sig")
    assert [namn for namn in innehall if namn != LASMIG and f"\r\n{namn} (" not in text] == []
    assert "Innehåller exempel." in text
    assert "hela kronor" in text
    assert "Innehåller exempel." not in filer(replace(data, exempel=False))[LASMIG].decode("utf-8-sig")


def test_money_is_whole_kronor_and_foots(data):
    e = data.ekonomi
    assert [int(r["belopp, kronor"]) for r in read(data, "ersattning")][-1] == 10_307_000
    assert sum(int(r["del av ersättningen, kronor"]) for r in read(data, "fordelning")) == e.fordelning.summa
    assert sum(int(r["resultat, kronor (minus: underskott)"]) for r in read(data, "resultat")) == 3_001_000
    assert sum(int(r["utgående, kronor"]) for r in read(data, "skuld")) == 6_491_000
    assert sum(int(r["mottaget, kronor"]) for r in read(data, "statsbidrag")) == e.statsbidrag.summa


def test_the_debt_by_kommun_stands_where_the_edition_has_it(data):
    rader = [
        Kommunskuld(kod="2326", namn="Berg", belopp=[None, 5_000], summa=5_000, tkr=[None, 5], summa_tkr=5),
        Kommunskuld(kod="", namn="Gemensamt", belopp=[7_400, None], summa=7_400, tkr=[7, None], summa_tkr=7),
    ]
    data.ekonomi.skuld_per_kommun = Kommunskulder(
        ursprung=["2020–2021", "2022"], rader=rader, belopp=[7_400, 5_000], summa=12_400, tkr=[7, 5], summa_tkr=12
    )
    assert [tuple(r.values()) for r in read(data, "skuld_per_kommun")] == [
        ("2326", "Berg", "2022", "5000", "5"),
        ("", "Gemensamt", "2020–2021", "7400", "7"),
    ]
    summor = {r["summa av"]: r["tkr (som i berättelsen)"] for r in read(data, "summor")}
    assert (summor["skulden från 2020–2021"], summor["skulden, alla kommuner och år"]) == ("7", "12")
    assert "skulden till Berg" not in summor, "what of the undivided is hers is not known"
    data.ekonomi.skuld_per_kommun = None
    assert "skuld_per_kommun.csv" not in filer(data)


def test_a_deficit_is_a_number_and_a_formula_is_a_text(data):
    data.ekonomi.resultat.rader[0].belopp, data.ekonomi.resultat.rader[0].namn = -5, '=HYPERLINK("x")'
    row = read(data, "resultat")[0]
    assert row["resultat, kronor (minus: underskott)"] == "-5"
    assert row["uppdrag"] == '\'=HYPERLINK("x")'


@pytest.mark.parametrize("ond", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_is_taken_for_a_formula(ond):
    rows = list(csv.reader(io.StringIO(som_csv(("a",), [(ond,)]).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1] == [f"'{ond}"]


def test_what_is_not_known_is_empty_and_semicolons_stay_in_their_cell():
    assert som_csv(("a", "b"), [(None, 'x;"y"\nz')]) == BOM + b'a;b\r\n;"x;""y""\nz"\r\n'


def test_every_counted_line_and_every_written_part_is_there(data):
    sektioner = [s for _, s in data.sektioner()]
    lines = [rad.text for s in sektioner for d in s.delar for lista in d.listor for rad in lista.rader]
    assert [r["rad"] for r in read(data, "rader")] == lines
    written = [d for s in sektioner for d in s.delar if d.html]
    assert len([r for r in read(data, "texter") if r["del"]]) == len(written)
    assert not any("<" in r["text"] for r in read(data, "texter"))


def test_the_occasions_add_up_to_the_table_of_arenas(data):
    data.tillfallen[0].tillfallen[0].narvaro = ["2326"]
    rows = read(data, "tillfallen")
    assert len(rows) == sum(len(a.tillfallen) for a in data.tillfallen)
    held = [r for r in rows if r["hållet (ja/nej)"] == "ja" and r["vad"] == "möte"]
    assert len(held) == data.arenatabell.summa.hallna
    present = {k.split(",")[1].split("(")[0].strip(): v for k, v in rows[0].items() if k.startswith("närvarande")}
    assert present.pop("Berg") == "ja"
    assert set(present.values()) == {"nej"}
    assert {v for k, v in rows[1].items() if k.startswith("närvarande")} == {""}
    assert [r["arena"] for r in read(data, "arenor")] == [r.arena for r in data.arenatabell.rader]


def test_judgements_come_with_stage_two(samlat):
    assert "bedomningar.csv" not in filer(samlat["2021", 1])
    data = samlat["2021", 2]
    kommuner = data.vardering.kommuner
    assert len(read(data, "bedomningar")) == len(kommuner.kommuner) * len(kommuner.uppdrag)
    assert {r["beslutat (ja/nej)"] for r in read(data, "gemensam_vardering")} == {"ja"}
    assert [r["kommun"] for r in read(data, "avvikande_meningar")] == ["Härjedalens kommun"]
    assert {r["exempel (ja/nej)"] for r in read(data, "organens_vardering")} == {"ja"}


def test_each_kommuns_reason_and_benefit_stand_in_report_and_csv(samlat):
    data = deepcopy(samlat["2021", 2])
    kommuner, uppdrag = data.vardering.kommuner, data.vardering.kommuner.uppdrag
    forst = kommuner.kommuner[0].kort
    uppdrag[0].bedomningar[0].motivering, uppdrag[0].bedomningar[0].nytta = "Två tjänster har stått tomma.", "Vi slipper göra det själva."
    uppdrag[0].bedomningar[1].motivering = uppdrag[0].bedomningar[1].nytta = ""
    namn, rader = kommuner.ord_per_uppdrag[0]
    assert (namn, rader[0]) == (uppdrag[0].uppdrag, (forst, "Två tjänster har stått tomma.", "Vi slipper göra det själva."))
    assert kommuner.kommuner[1].kort not in [rad[0] for rad in rader]
    html = som_html(data)
    assert f"<p><strong>{forst}.</strong> Två tjänster har stått tomma.</p>" in html
    assert f"<p><strong>Nytta, {forst}.</strong> Vi slipper göra det själva.</p>" in html
    rad = next(r for r in read(data, "bedomningar") if r["nytta"] == "Vi slipper göra det själva.")
    assert (rad["uppdrag"], rad["kommun"], rad["motivering"]) == (uppdrag[0].uppdrag, forst, "Två tjänster har stått tomma.")


def test_last_years_judgement_has_names_of_its_own(data):
    namn = [t.namn for t in tabeller(replace(data, vardering=data.forra.vardering))]
    assert len(namn) == len(set(namn))
    assert {"gemensam_vardering", "foregaende_gemensam_vardering", "rekommendationer"} <= set(namn)


def test_the_edition_says_which_it_is(data):
    data.utgava = Utgavemarke(nummer=2, marke="m", errata="En siffra.", ersatter=1)
    om = {r["uppgift"]: r["värde"] for r in read(data, "uppgifter")}
    assert (om["utgåva"], om["ersätter utgåva"], om["rättat i utgåvan"]) == ("2", "1", "En siffra.")
    assert "Utgåva 2, till kommunerna. Ersätter utgåva 1" in filer(data)[LASMIG].decode()


def test_a_text_keeps_a_line_for_each_paragraph_item_and_row():
    html = "<p>Ett <strong>två</strong></p><ul><li>A<ul><li>B</li></ul></li></ul><table><tr><th>x</th><th>y</th></tr><tr><td>1</td><td>2</td></tr></table>"
    assert som_text(html).splitlines() == ["Ett två", "A", "B", "x | y", "1 | 2"]
    assert som_text("") == ""


def test_same_bytes_twice_and_in_another_process(data, tmp_path):
    first = som_csv_zip(data)
    assert som_csv_zip(deepcopy(data)) == first
    (tmp_path / "b.json").write_text(som_json(data))
    code = (
        "import django, pathlib, sys; django.setup(); from berattelse.innehall.schema import read; from berattelse.skrift.datafiler import som_csv_zip;"
        "sys.stdout.buffer.write(som_csv_zip(read(pathlib.Path(sys.argv[1]).read_text())))"
    )
    miljo = {"DJANGO_SETTINGS_MODULE": "samverkan.settings", "SAMVERKAN_DEBUG": "1", "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    other = subprocess.run([sys.executable, "-c", code, tmp_path / "b.json"], capture_output=True, check=True, env=miljo)
    assert other.stdout == first
