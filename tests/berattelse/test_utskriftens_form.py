"""A printed report as a typographer and a screen reader meet it: no holes, no table cut in two, and everything read in its order.

On the demo, a stage 2 edition, kommunernas editions, a short year, one of which little is known, and a long one.
"""

import shutil
from dataclasses import replace
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

import pytest
from pypdf import PdfReader

from berattelse.innehall.korthet import Fore, korthet
from berattelse.skrift.kommunutgava import som_kommun_pdf
from berattelse.skrift.rapport import som_pdf
from samverkan.pdf.konformitet import granska
from tests.berattelse.test_arsbilder import innehall
from tests.langd import antal

utan_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
HANDE = ["Två nya filialer har öppnat.", "Ett nytt avtal beslutades.", "Den första Yrkesresan är igång."]


@pytest.fixture(scope="module")
def matt(request):
    """bin/mat-utseende as a module."""
    loader = SourceFileLoader("mat_utseende", str(request.config.rootpath / "bin" / "mat-utseende"))
    module = module_from_spec(spec_from_loader("mat_utseende", loader))
    loader.exec_module(module)
    return module


def aret(namn):
    b = innehall(namn)
    return replace(b, korthet=replace(korthet(b, Fore("2021")), hande=HANDE, vantar=HANDE))


def dubblad(b):
    """Every text and every list twice."""
    for kapitel in b.kapitel:
        for d in (d for u in kapitel.uppdrag for d in u.delar):
            d.html *= 2
            d.listor = [replace(lista, rader=lista.rader * 2) for lista in d.listor]
    return b


@pytest.fixture(scope="module")
def demo():
    return som_pdf(aret("demo-2022"))


def brister(matt, tmp_path, pdf):
    fil = tmp_path / "b.pdf"
    fil.write_bytes(pdf)
    return list(matt.faults(list(matt.pages(fil))))


@utan_poppler
def test_the_demo_has_no_holes_and_no_broken_tables(matt, tmp_path, demo):
    assert brister(matt, tmp_path, demo) == []


@utan_poppler
@pytest.mark.lang
@pytest.mark.parametrize("kod", antal(["2326"], ["2326", "2321"]))
def test_a_kommuns_edition_has_no_holes_and_no_broken_tables(matt, tmp_path, kod):
    assert brister(matt, tmp_path, som_kommun_pdf(aret("demo-2022"), kod)) == []


@utan_poppler
@pytest.mark.parametrize("namn", ["tunn", "anonym", "demo-2022-skede-2"])
def test_another_year_has_no_holes_and_no_broken_tables(matt, tmp_path, namn):
    assert brister(matt, tmp_path, som_pdf(aret(namn))) == []


@utan_poppler
def test_a_long_year_has_no_holes_and_no_broken_tables(matt, tmp_path):
    assert brister(matt, tmp_path, som_pdf(dubblad(aret("demo-2022")))) == []


@utan_poppler
def test_a_year_of_which_no_money_and_no_judgement_is_known_begins_without_a_hole(matt, tmp_path):
    b = aret("demo-2022")
    okant = replace(b, forra=None, vardering=None, ekonomi=replace(b.ekonomi, skuld=replace(b.ekonomi.skuld, rader=[])))
    assert brister(matt, tmp_path, som_pdf(okant)) == []


@utan_poppler
def test_the_measure_sees_a_hole(matt):
    sida = (842.0, [(100.0, 112.0, "En rad")])
    full = (842.0, [(100.0, 112.0, "En rad"), (700.0, 770.0, "Sist")])
    assert any("tomt vid foten" in brist for brist in matt.faults([full, sida, full]))


def lasordning(pdf):
    """[(kind, its words or its alternative text)] of headings, pictures and table captions, in the order of the tree of tags."""
    reader = PdfReader(pdf)
    ut, kvar = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while kvar:
        tag = kvar.pop()
        if tag.get("/S") in {"/H1", "/H2", "/H3", "/Figure", "/Table"}:
            ut.append((tag["/S"], str(tag.get("/Alt", ""))))
        barn = tag.get("/K", [])
        barn = barn if isinstance(barn, list) else [barn]
        kvar += [b for b in (b.get_object() for b in reversed(barn)) if hasattr(b, "get")]
    return ut


def test_the_money_is_read_in_the_order_it_stands_and_every_picture_has_its_words(tmp_path, demo):
    fil = tmp_path / "b.pdf"
    fil.write_bytes(demo)
    ordning = lasordning(fil)
    bilder = [alt for sort, alt in ordning if sort == "/Figure"]
    assert all(alt.endswith(".") and len(alt) <= 250 for alt in bilder), bilder
    borjan = ["Årets möten", "Parter:", "Kommunernas ersättning", "Resultat", "Skuld till", "Möten i", "Uppdrag som", "Statsbidrag",
              "Kommunernas bedömning", "Skulden till kommunerna: 6", "Möten 2022"]  # fmt: skip
    assert [alt[: len(ord_)] for alt, ord_ in zip(bilder, borjan, strict=False)] == borjan
    fall = next(n for n, (_, alt) in enumerate(ordning) if alt.startswith("Skulden till kommunerna den"))
    fore, efter = ordning[fall - 6 : fall], ordning[fall + 1 : fall + 4]
    assert [sort for sort, _ in fore] == ["/Table", "/H3", "/Table", "/H3", "/Table", "/H3"]
    assert [sort for sort, _ in efter] == ["/Table", "/H3", "/Table"]


def test_it_is_accessible_and_archival_with_its_pictures(demo):
    assert all(svar["uppfylls"] for svar in granska(demo))
