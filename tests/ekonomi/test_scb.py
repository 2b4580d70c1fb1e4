"""The population as SCB's files have it: every shape gives the same figures, and what is wrong is told with its place."""

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ekonomi.folkmangd.scb import InteFolkmangdError, read
from tests.ekonomi.scbprov import ANTAL, FOLKMANGD, KOMMUNER, bred_csv, jsonstat, lang_csv, man_och_kvinnor, pxjson

DAG = date(2021, 11, 1)


def xlsx(*rader):
    bok = Workbook()
    for rad in rader:
        bok.active.append(rad)
    ut = io.BytesIO()
    bok.save(ut)
    return ut.getvalue()


def scbs_xlsx():
    """As SCB's web writes it: a title, a year above, code and name apart, and nothing repeated."""
    rader = [["Folkmängden den 1 november efter region, ålder, kön och år"], [], [None, None, None, None, "2021"]]
    for kod, (namn, antal) in FOLKMANGD.items():
        man, kvinnor = man_och_kvinnor(antal)
        rader += [[kod, namn, "totalt ålder", "män", man], [None, None, None, "kvinnor", kvinnor]]
    return xlsx(*rader, [], ["Källa: SCB"])


FORMER = {
    "a year to a column, ISO-8859-1": bred_csv().encode("iso-8859-1"),
    "the same in UTF-8": bred_csv().encode(),
    "with a mark": bred_csv().encode("utf-8-sig"),
    "semicolons": bred_csv(";").encode("iso-8859-1"),
    "tabs": bred_csv("\t").encode(),
    "the year in a column": lang_csv().encode(),
    "a heading above": ("Folkmängden den 1 november efter region\n\n" + bred_csv()).encode("iso-8859-1"),
    "json-stat2": jsonstat().encode(),
    "json-stat2 with gaps": jsonstat(value={str(n): v for n, v in enumerate(json.loads(jsonstat())["value"])}).encode(),
    "the older JSON": pxjson().encode(),
    "SCB's Excel": scbs_xlsx(),
    "a list of one's own": ("Kommun;Folkmängd\n" + "\n".join(f"{namn};{n}" for namn, n in FOLKMANGD.values())).encode("cp1252"),
    "a list with the word kommun": "\n".join(["kommun,antal invånare", *(f"{n} kommun,{a}" for n, a in FOLKMANGD.values())]).encode(),
    "a list without heads": "\n".join(f"{k}\t{a}" for k, a in ANTAL.items()).encode(),
    "an Excel list of one's own": xlsx(["Kommun", "Folkmängd 2021"], *FOLKMANGD.values()),
    "an Excel list with codes": xlsx(["Kod", "Namn", "2021"], *((int(k), n, a) for k, (n, a) in FOLKMANGD.items())),
}


@pytest.mark.parametrize("form", FORMER)
def test_every_shape_gives_the_same_figures(form):
    avlasning = read(FORMER[form], KOMMUNER, DAG)
    assert avlasning.fel == []
    assert avlasning.antal == ANTAL


def test_a_total_is_not_added_to_its_parts():
    rader = ['"region","kön","2021"']
    for kod, (namn, antal) in FOLKMANGD.items():
        man, kvinnor = man_och_kvinnor(antal)
        rader += [f'"{kod} {namn}","män",{man}', f'"{kod} {namn}","kvinnor",{kvinnor}', f'"{kod} {namn}","totalt",{antal}']
    assert read("\n".join(rader).encode(), KOMMUNER, DAG).antal == ANTAL


def test_what_else_the_table_counts_is_left_out():
    rader = ["region,Folkmängd 2021,Folkökning 2021", *(f"{k} {n},{a},17" for k, (n, a) in FOLKMANGD.items())]
    assert read("\n".join(rader).encode(), KOMMUNER, DAG).antal == ANTAL


def test_a_population_that_looks_like_a_code_or_a_year_is_a_population():
    assert read(b"kommun;2021\nBerg;2326\nRagunda;2021\n", {"2326": "Berg", "2303": "Ragunda"}, DAG).antal == {"2326": 2326, "2303": 2021}


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        (b"", "Filen är tom"),
        (b"  \n", "Filen är tom"),
        (b"<!doctype html><title>404</title>", "webbsida"),
        (b"\x00\x01\x02", "varken CSV"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "gamla formatet .xls"),
        (b"PK\x03\x04" + bytes(600), "går inte att öppna som Excel"),
        (b"PK\x03\x04trasig", "öppna som Excel"),
        (xlsx(["Berg"]), "ingen kolumn med folkm"),
        (b"{}", "inte json-stat2"),
        (b'{"class": "dataset"}', "inte json-stat2"),
        (b"{not json", "inte json-stat2"),
        (b"region;2021\nStockholm;1\n", "nämner ingen av kommunerna"),
        (bred_csv().replace("2021", "2019").encode(), "inga siffror för 2021, bara för 2019 och 2020"),
        (lang_csv().replace("1 november", "31 december").encode(), "Filen gäller den 31 december"),
        (jsonstat(label="Folkmängden den 31 december").replace("1 november", "31 december").encode(), "Hämta tabell TAB1267"),
    ],
)
def test_what_is_another_table_is_refused_as_a_whole(data, mening):
    with pytest.raises(InteFolkmangdError, match=mening):
        read(data, KOMMUNER, DAG)


@pytest.mark.parametrize(
    ("data", "plats", "mening"),
    [
        (bred_csv().replace('"3573"', '".."').encode(), "rad 13", "”..” är inget antal"),
        (bred_csv().replace('"3573"', '""').encode(), "rad 13", "Antalet saknas"),
        (lang_csv().replace('2021",3573', '2021",-3573').encode(), "rad 23", "”-3573” är inget antal"),
        ("\n".join(f"{k};{a}" for k, a in ANTAL.items() if k != "2326").encode(), "", "Berg saknas"),
        (("\n".join(f"{k};{a}" for k, a in ANTAL.items()) + "\n2326;7133").encode(), "rad 9", "Berg står där en gång till"),
        (xlsx(["Kommun", "2021"], *((n, a if n != "Berg" else "sju tusen") for n, a in FOLKMANGD.values())), "cell B7", "”sju tusen”"),
        (jsonstat(value=[0, None, *json.loads(jsonstat())["value"][2:]]).encode(), "värde 2", "Ragunda: Antalet saknas"),
        (bred_csv().replace('"2326 Berg","totalt ålder","män"', '"2326 Berg","totalt ålder","kvinnor"').encode(), "rad 14", "en gång till"),
        (
            "\n".join(rad for rad in bred_csv().splitlines() if "2326 Berg" not in rad or "kvinnor" not in rad).encode(),
            "",
            "inte alla delar",
        ),
    ],
)
def test_each_fault_is_told_with_its_place(data, plats, mening):
    fel = read(data, KOMMUNER, DAG).fel
    assert any(f.plats == plats and mening in f.vad for f in fel), fel


def test_a_gap_in_another_years_figures_is_nothing_to_tell():
    assert read(jsonstat(value=[None, *json.loads(jsonstat())["value"][1:]]).encode(), KOMMUNER, DAG).antal == ANTAL


@given(st.binary(max_size=200), st.sampled_from([form for form in FORMER if "Excel" not in form]), st.integers(0, 400))
def test_no_bytes_break_the_reader(skrap, form, plats):
    for data in (skrap, FORMER[form][:plats] + skrap + FORMER[form][plats:]):
        try:
            avlasning = read(data, KOMMUNER, DAG)
        except InteFolkmangdError:
            continue
        assert avlasning.fel or set(avlasning.antal) == set(KOMMUNER)
