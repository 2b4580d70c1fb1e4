"""What differs between two contents is told, whatever field it is, and nothing else is."""

import dataclasses
import typing
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal

import pytest

from berattelse.innehall.samling import samla
from berattelse.innehall.schema import Berattelse, Lista, Rad, Utgavemarke, read, som_json
from berattelse.utgava.faltnamn import ETIKETT, NYCKEL, UTELAMNADE
from berattelse.utgava.jamforelse import FINNS_INTE, jamfor, per_del, samma
from tests.berattelse import innehallen
from tests.ekonomi.factories import med_resultat
from tests.langd import antal
from uppdrag.models import Verksamhetsar
from uppdrag.schema import Arenatillfallen


def klasser(typ=Berattelse, sedda=None):
    """{class: its hints} of every struct that an edition can hold."""
    sedda = {} if sedda is None else sedda
    for arg in typing.get_args(typ):
        klasser(arg, sedda)
    if dataclasses.is_dataclass(typ) and typ not in sedda:
        sedda[typ] = typing.get_type_hints(typ)
        for hint in sedda[typ].values():
            klasser(hint, sedda)
    return sedda


def test_every_field_of_the_schema_has_a_word():
    namn = {f.name: c.__name__ for c in klasser() for f in dataclasses.fields(c)}
    utan = [f"{c}.{n}" for n, c in namn.items() if n not in ETIKETT and f"{c}.{n}" not in ETIKETT and n not in UTELAMNADE]
    assert utan == [], (
        f"{utan}: write what each is called in Swedish in ETIKETT (berattelse/utgava/faltnamn.py): it is what a director reads when an "
        "edition is corrected. Kronor also want their name in KRONOR, codes in ORD."
    )
    kanda = set(namn) | {f"{c.__name__}.{f.name.removesuffix('_exempel')}" for c in klasser() for f in dataclasses.fields(c)}
    assert (set(ETIKETT) | UTELAMNADE) - kanda == set(), "words for fields that are gone: take them away from berattelse/utgava/faltnamn.py"


def test_every_kind_of_row_has_its_key():
    i_lista = {
        arg.__name__
        for hints in klasser().values()
        for hint in hints.values()
        for arg in typing.get_args(hint)
        if typing.get_origin(hint) is list and dataclasses.is_dataclass(arg)
    }
    assert i_lista - set(NYCKEL) == set(), "say in NYCKEL (berattelse/utgava/faltnamn.py) by which fields such a row is known again"


def test_a_sum_of_which_a_part_is_unknown_is_no_difference(hus):
    """An edition of before summed what was divided; the parts are told, and nothing of a sum that nobody knows."""
    nu = samla(med_resultat(hus).year)
    fore = deepcopy(nu)
    rad = fore.ekonomi.skuld_per_kommun.rader[0]
    assert nu.ekonomi.skuld_per_kommun.rader[0].summa is None
    rad.summa, rad.summa_tkr = rad.belopp[1], rad.tkr[1]
    assert samma(fore, nu)
    assert jamfor(fore, nu) == []
    rad.belopp[1] += 1
    rad.summa += 1
    assert not samma(fore, nu)
    assert [a.stalle for a in jamfor(fore, nu)] == ["skulden per kommun, Berg: belopp"]


def blad(varde, hamta=lambda rot: rot):
    """(owner, key, value) of every plain value at any depth, by way of functions that find the owner in a copy."""
    if dataclasses.is_dataclass(varde):
        for f in dataclasses.fields(varde):
            yield from _barn(varde, f.name, getattr(varde, f.name), hamta)
    elif isinstance(varde, list):
        for n, v in enumerate(varde):
            yield from _barn(varde, n, v, hamta)


def _barn(agare, nyckel, varde, hamta):
    def vidare(rot, nyckel=nyckel):
        agare = hamta(rot)
        return agare[nyckel] if isinstance(agare, list) else getattr(agare, nyckel)

    if nyckel in UTELAMNADE:
        return
    if dataclasses.is_dataclass(varde) or isinstance(varde, list):
        yield from blad(varde, vidare)
    else:
        yield hamta, nyckel, varde


def annat(nyckel, varde):
    """Another value of the same type."""
    koder = {"sort": "framtid", "lage": "saknas"}
    if nyckel in koder:
        return type(varde)(koder[nyckel]) if varde != koder[nyckel] else type(varde)("beskrivning" if nyckel == "sort" else "lamnad")
    if isinstance(varde, bool):
        return not varde
    if isinstance(varde, int | Decimal):
        return varde + 1
    if isinstance(varde, date):
        return varde + timedelta(days=1)
    return f"{varde or ''}annat"


@pytest.fixture
def innehall(rattighetsdemo):
    """The demo's year, as rich as it is."""
    return read(som_json(samla(Verksamhetsar.objects.get(pk=rattighetsdemo.year.pk), skede=2)))


@pytest.mark.lang
def test_no_value_can_change_without_being_told(innehall):
    alla = list(blad(innehall))
    assert len(alla) > 500
    tysta = []
    for hamta, nyckel, varde in alla[:: max(1, len(alla) // antal(100, 400))]:
        ny = deepcopy(innehall)
        agare = hamta(ny)
        if isinstance(agare, list):
            agare[nyckel] = annat(nyckel, varde)
        else:
            setattr(agare, nyckel, annat(nyckel, varde))
        andringar = jamfor(innehall, ny)
        if not andringar or not all(a.fore != a.efter for a in andringar):
            tysta.append((type(agare).__name__, nyckel, varde))
    assert tysta == []
    assert jamfor(innehall, deepcopy(innehall)) == []


def test_text_figure_row_and_order_are_told_in_words():
    fore = innehallen.berattelse(innehallen.sektion("<p>Gammal text.</p>"), innehallen.sektion(id="uppdrag-2", uppdrag_id=2, rubrik="FoU"))
    efter = deepcopy(fore)
    efter.kapitel[0].uppdrag[0].delar[0].html = "<p>Ny text.</p>"
    efter.ekonomi.resultat.summa = 1_700_000
    efter.kapitel[0].uppdrag[1].delar.pop()
    efter.kapitel[0].uppdrag.reverse()
    rader = [(a.rubrik, a.stalle, a.fore, a.efter) for a in jamfor(fore, efter)]
    assert ("Kompetens", "Lärcentrum, Beskrivning: text", "Gammal text.", "Ny text.") in rader
    assert ("Ekonomiskt resultat", "resultatet: summa", "0\u00a0kr", "1\u00a0700\u00a0000\u00a0kr") in rader
    assert ("Kompetens", "uppdrag, ordningen", "Lärcentrum\nFoU", "FoU\nLärcentrum") in rader
    borta = next(rad for rad in rader if rad[3] == FINNS_INTE)
    assert borta[1] == "FoU, Framtida utmaningar och utvecklingsarbeten"
    assert "Text." in borta[2]
    assert [rubrik for rubrik, *_ in per_del(jamfor(fore, efter))] == ["Kompetens", "Ekonomiskt resultat"]
    gammal, ny = next(a for a in jamfor(fore, efter) if a.efter == "Ny text.").markerad
    assert (gammal, ny) == ("<del>Gammal text.</del>", "<ins>Ny text.</ins>")
    lang = "Lärcentrum har gett råd åt vuxna som studerar på hemorten"
    fore.ingress, efter.ingress = f"<p>{lang}.</p>", f"<p>{lang} och borta.</p>"
    gammal, ny = jamfor(fore, efter)[0].markerad
    assert gammal == f"<p>{lang.removesuffix(' hemorten')} <del>hemorten.</del></p>"
    assert ny.endswith("<ins>hemorten och borta.</ins></p>")


def test_a_sentence_with_new_words_is_one_difference_and_its_arena_is_named():
    def med(*rader):
        b = innehallen.berattelse(innehallen.sektion("<p>Text.</p>"))
        b.kapitel[0].uppdrag[0].delar[0].listor = [Lista(rubrik="Kommunala arenor", rader=list(rader))]
        b.tillfallen = [Arenatillfallen(id=15, arena="BUZ", niva="kommunal", tillfallen=[], medlemmar=[])]
        return b

    ny, gammal, plats = "BUZ har haft fyra möten.", "BUZ har haft tre möten.", "Lärcentrum, Beskrivning, Kommunala arenor"
    for arena, stalle in ((15, f"{plats}, BUZ: text"), (None, f"{plats}: text")):
        rader = jamfor(med(Rad(text="SocSam"), Rad(text=gammal, arena=arena)), med(Rad(text="SocSam"), Rad(text=ny, arena=arena)))
        assert [(a.stalle, a.fore, a.efter) for a in rader] == [(stalle, gammal, ny)]
    (bort,) = jamfor(med(Rad(text=gammal, arena=15)), med())
    assert (bort.stalle, bort.fore, bort.efter) == (f"{plats}, BUZ", f"{gammal}\narena: BUZ", FINNS_INTE)
    (okand,) = jamfor(med(Rad(text=gammal, arena=16)), med())
    assert "16" not in okand.fore + okand.stalle
    assert (
        len(jamfor(med(Rad(text="Ett"), Rad(text="Två")), med(Rad(text="Tre"), Rad(text="Fyra")))) == 4
    )  # which became which nobody knows


def test_what_is_written_cannot_be_markup():
    fore, efter = innehallen.berattelse(), innehallen.berattelse(undertitel="<script>x</script>")
    (andring,) = jamfor(fore, efter)
    assert "<script" not in "".join(andring.markerad)
    assert "&lt;script&gt;" in andring.markerad[1]


def test_only_the_editions_own_number_and_day_are_no_difference():
    fore = innehallen.berattelse()
    ny = dataclasses.replace(
        fore,
        skapad=date(2023, 3, 1),
        underskrift=dataclasses.replace(fore.underskrift, datum=date(2023, 3, 1)),
        utgava=Utgavemarke(nummer=2, marke="x", errata="Rättat.", ersatter=1),
    )
    assert samma(fore, ny)
    assert not samma(fore, dataclasses.replace(fore, dnr="RUN/9/2023"))
    assert not samma(fore, dataclasses.replace(fore, underskrift=dataclasses.replace(fore.underskrift, namn="En annan")))
