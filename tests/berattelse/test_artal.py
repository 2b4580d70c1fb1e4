"""A year in history is no fault; the year a text was carried over from is."""

import time

import pytest

from berattelse.granskning.artal import frammande, years
from berattelse.granskning.kontroller import _belopp

HISTORIA = [
    "Avtalet från 2017 gäller.", "Överenskommelsen slöts 2017.", "Det följer 2021 års överenskommelse.", "Tjänsten har stått tom sedan 2021.",
    "Nätverket bildades 2015 och träffas varje månad.", "Enligt kommunallagen (2017:725) ska fullmäktige få veta.",
    "Fullmäktige beslutade i juni 2018 om den.", "Beslutet den 14 juni 2018 § 92 gäller.", "Avtalet sades upp hösten 2020.",
    "Antalet är högre jämfört med 2021.", "Fler deltog än 2021.", "Satsningen pågår 2020–2027.", "Pandemin som bröt ut 2020 är över.",
    "Lärcentrum startade 1999.",
]  # fmt: skip
BURET_MED = [
    ("Under 2021 var personalen få.", "2021"), ("Under 2021 fattade rådet flera beslut.", "2021"), ("Gäller 2017.", "2017"),
    ("Redovisas för 2019.", "2019"), ("Avtalet gäller. Under 2019 hölls fyra möten.", "2019"), ("Prioriterat 2021: fler platser.", "2021"),
    ("Arbetet pågick 2018–2020.", "2018"), ("Beslutet togs. År 2020 var lugnt.", "2020"), ("Klart 2025.", "2025"),
    ("Avtalet gäller till 2025.", "2025"),
]  # fmt: skip


@pytest.mark.parametrize("mening", HISTORIA)
def test_history_does_not_warn(mening):
    assert years(mening)
    assert frammande(mening, ["2022"], framat=False) == []


@pytest.mark.parametrize(("mening", "year"), BURET_MED)
def test_what_is_told_as_of_another_year_warns(mening, year):
    assert frammande(mening, ["2022"], framat=False) == [year]


def test_only_what_lies_behind_is_history():
    assert frammande("Avtalet från 2022 gäller till 2024.", ["2022"], framat=False) == ["2024"]
    assert frammande("Avtalet från 2020 gäller.", ["2021", "2022"], framat=False) == []
    assert frammande("Under 2020 slöts avtalet.", ["2021", "2022"], framat=False) == ["2020"]
    assert frammande("Avtalet från 2017 gäller.", [], framat=False) == ["2017"]
    assert frammande("Klart 2025.", ["2022"], framat=True) == []


@pytest.mark.parametrize("text", ["2019 " * 9_000, "sedan 2017 " * 5_000, f"{'a' * 990} 2017 " * 99, "9" * 99_000, "9 " * 49_000])
def test_a_long_text_of_the_same_again_and_again_is_read_at_once(text):
    """Minutes, when each year was held against a sentence without end, and each digit against all that follow."""
    fore = time.process_time()
    frammande(text, ["2022"], framat=False)
    _belopp(text)
    assert time.process_time() - fore < 3
