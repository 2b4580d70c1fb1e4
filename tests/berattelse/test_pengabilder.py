"""The money as a spread: every number drawn is the edition's, every table foots, what is not known has no bar, and a decision is a step."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest
from django.template.loader import render_to_string

from berattelse.innehall.schema import som_json
from berattelse.skrift.arsbilder import LANGST
from berattelse.skrift.pengabilder import mening, pengauppslag
from berattelse.skrift.rapport import som_html
from berattelse.skrift.word import som_docx
from ekonomi import actions
from ekonomi.forms import Skuldbeslutsform
from ekonomi.kapitel import ekonomiskt_resultat
from ekonomi.models import Skuldpost
from ekonomi.resultat import i_procent
from ekonomi.schema import Skuldstegsort
from ekonomi.statsbidrag import med_forra
from samverkan.bilder.tabellstapel import skala, tabellstapel
from samverkan.bilder.vattenfall import Niva, vattenfall
from tests.berattelse.test_arsbilder import innehall
from tests.ekonomi.factories import figures, med_resultat

SVG = "{http://www.w3.org/2000/svg}"
TAL = re.compile(r"^[+\u2212]?\d[\d\u00a0]*$")


def rot(bild):
    return ET.fromstring(bild)  # noqa: S314 - our own


def tal_i(bild):
    ord_ = ["".join(text.itertext()) for text in rot(bild).iter(f"{SVG}text")]
    return [int(text.replace("\u00a0", "").replace("+", "").replace("\u2212", "-")) for text in ord_ if TAL.match(text)]


def alla_tal(data):
    if isinstance(data, dict | list):
        for del_ in data.values() if isinstance(data, dict) else data:
            yield from alla_tal(del_)
    elif isinstance(data, int):
        yield data


def besluta(hus, belopp):
    data = {
        "ursprung": hus.ursprung.pk, "andamal": "aterbetalas", "belopp": str(belopp), "text": "Till kommunerna", "organ": "Samverkansrådet",
        "paragraf": "7", "beslutsdatum": "2022-06-01", "lydelse": "Att betala tillbaka.", "skuldbelopp": str(belopp),
    }  # fmt: skip
    form = Skuldbeslutsform(data, avtal=hus.avtal)
    assert form.is_valid(), form.errors
    return actions.bokfor_beslut(form, by=hus.controller)


@pytest.mark.parametrize("namn", ["demo-2022", "demo-2022-skede-2", "tunn", "anonym"])
def test_every_number_of_the_waterfall_stands_in_the_json(namn):
    b = innehall(namn)
    bild = pengauppslag(b.ekonomi).vattenfall
    if not b.ekonomi.skuld.rader:
        assert bild == ""
        return
    kanda = set(alla_tal(msgspec.to_builtins(b)))
    assert tal_i(bild)
    assert set(tal_i(bild)) <= kanda
    titel = rot(bild).findtext(f"{SVG}title")
    assert len(titel) <= LANGST
    assert titel.endswith(".")


def test_a_decision_is_a_falling_step_with_its_paragraph_and_day(hus):
    figures(hus)
    besluta(hus, 500_000)
    e = ekonomiskt_resultat(hus.year)
    steg = e.skuld.steg
    assert sum(s.tkr for s in steg) == e.skuld.summa_utgaende_tkr - e.skuld.summa_ingaende_tkr
    assert sum(s.belopp for s in steg) == e.skuld.summa - sum(rad.ingaende for rad in e.skuld.rader)
    beslut = next(s for s in steg if s.sort == Skuldstegsort.BESLUT)
    assert (beslut.tkr, beslut.nar) == (-500, "Samverkansrådet § 7, 1 juni 2022")
    bild = pengauppslag(e).vattenfall
    assert "\u2212500" in bild
    assert "§ 7" in bild
    assert "Återbetalas \u2212500" in rot(bild).findtext(f"{SVG}title")
    tabell = render_to_string("berattelse/_ekonomi.html", {"e": e, "b": {"year": "2022"}, "p": pengauppslag(e)})
    assert "Skulden steg för steg" in tabell
    assert "Samverkansrådet § 7, 1 juni 2022" in tabell


def test_a_decision_that_was_taken_back_is_no_step(hus):
    figures(hus)
    for rad in besluta(hus, 500_000):
        actions.ratta(Skuldpost.objects.get(pk=rad.pk), text="Fel", by=hus.controller)
    steg = ekonomiskt_resultat(hus.year).skuld.steg
    assert [(s.vad, s.belopp) for s in steg if s.sort == Skuldstegsort.BESLUT] == [("Beslut under året", 0)]


def test_steps_that_do_not_sum_are_no_picture():
    with pytest.raises(ValueError, match="do not lead"):
        vattenfall("Prov.", Niva("Ingående", 10), [Niva("Resultat", 5)], Niva("Utgående", 16))


def test_what_is_not_known_or_zero_has_no_bar():
    assert tabellstapel([(None, False)], skala([None, 5])).count("<span") == 1
    assert tabellstapel([(0, False)], skala([0, 5])).count("<span") == 1
    assert 'class="stapel l100"' in tabellstapel([(5, False)], skala([5, None]))
    assert 'class="l0"' not in tabellstapel([(5, True)], skala([5]))
    assert 'class="l25"></span><span class="stapel l75"' in tabellstapel([(3, False)], skala([3, -1]))
    assert 'class="stapel l25 minus"' in tabellstapel([(-1, False)], skala([3, -1]))


@pytest.mark.parametrize("belopp", [[557_518, 484_359, 9_265_123], [1, 1, 1], [0, 5]])
def test_shares_make_a_hundred(belopp):
    assert sum(i_procent(belopp)) == Decimal(100)


def test_no_share_of_nothing():
    assert i_procent([0, 0]) == [None, None]


def test_last_years_grant_is_told_by_name_and_its_sum_only_when_all_are(hus):
    figures(hus)
    tabell = ekonomiskt_resultat(hus.year).statsbidrag
    namn = [rad.namn for rad in tabell.rader]
    alla = med_forra(tabell, "2021", [(n, 400_000) for n in namn])
    assert [rad.forra_tkr for rad in alla.rader] == [400] * len(namn)
    assert alla.forra_summa == 400_000 * len(namn)
    nagot = med_forra(tabell, "2021", [("Upphört bidrag", 1_000)])
    assert [rad.forra for rad in nagot.rader] == [None] * len(namn)
    assert nagot.forra_summa is None
    assert med_forra(tabell, "", []) == tabell


def test_what_is_not_registered_is_said():
    e = innehall("tunn").ekonomi
    tom = replace(e, ersattning=None, resultat=replace(e.resultat, rader=[]))
    assert mening(tom) == "Ersättningen är inte registrerad. Årets resultat är inte känt."
    assert pengauppslag(tom).kedja == []


def test_more_than_the_compensation_is_not_said_to_be_left_of_it():
    e = innehall("demo-2022").ekonomi
    mer = replace(e, resultat=replace(e.resultat, summa=e.ersattning.gallande + 1_000, summa_tkr=10_308))
    assert mening(mer).endswith("Överskottet är 10\u00a0308\u00a0tkr och är kommunernas tills de har beslutat om det.")
    assert "användes inte" in mening(e)


def test_the_bars_are_no_pictures_and_word_has_the_numbers_alone():
    b = innehall("demo-2022")
    html = som_html(b)
    kapitel = html[html.index('id="ekonomi"') : html.index('id="andra-avtal"')]
    assert kapitel.count("<svg") == 1
    assert kapitel.count('class="stapel ') >= len(b.ekonomi.fordelning.rader)
    assert "style=" not in kapitel
    assert som_docx(html) == som_docx(html)
    assert som_json(b)


def test_every_width_a_bar_can_have_is_in_the_style_sheet(settings):
    css = (settings.BASE_DIR / "static" / "css" / "staplar.css").read_text()
    assert [n for n in range(101) if f".l{n} {{ width: {n}%; }}" not in css] == []


def test_who_has_not_answered_is_named_and_has_no_column():
    runda = innehall("demo-2022-skede-2").vardering.kommuner
    assert len(runda.med_svar) + len(runda.utan_svar) == len(runda.kommuner)
    assert all(len(celler) == len(runda.med_svar) for _, celler in runda.tryckta)
    saknas = replace(runda.uppdrag[0].bedomningar[0], lage="saknas", varde=None)
    ingen = [replace(u, bedomningar=[replace(saknas, kod=cell.kod) for cell in u.bedomningar]) for u in runda.uppdrag]
    assert replace(runda, uppdrag=ingen).utan_svar == []


def test_the_bars_of_the_debt_are_drawn_and_scaled_by_what_is_printed(hus):
    """Of the kommuner's sums, unknown while the lump of 2020–2021 is not divided, nothing is drawn: not even the scale."""
    med_resultat(hus)
    per_kommun = ekonomiskt_resultat(hus.year).skuld_per_kommun
    assert [tkr for _, tkr in per_kommun.tryckta] == [None, None, 3490]
    e = replace(ekonomiskt_resultat(hus.year), skuld_per_kommun=replace(per_kommun, rader=[
        replace(rad, summa_tkr=1_000_000) if rad.kod else rad for rad in per_kommun.rader
    ]))  # fmt: skip
    tabell = render_to_string("berattelse/_ekonomi.html", {"e": e, "b": {"year": "2022"}, "p": pengauppslag(e)}).partition(
        "Skulden efter kommun"
    )[2]
    assert re.findall(r'class="stapel ([^"]+)"', tabell) == ["l100"]
