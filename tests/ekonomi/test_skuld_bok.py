"""The debt by kommun: what each has left, what her statement says, and which decisions can be booked."""

from datetime import date
from functools import partial

import pytest

from ekonomi.folkmangd.fordelning import Andel
from ekonomi.skuld.bok import Nekat, Post, Saldon, Ursprung, beslutsposter, prova_nyckel, saldon, summera, utdrag
from samverkan.svenska import kronor

BERG, KROKOM, ARE = "2326", "2309", "2321"
NYCKEL = (Andel(BERG, "Berg", 7), Andel(KROKOM, "Krokom", 15), Andel(ARE, "Åre", 12))
NAMN = {"Berg": BERG, "Krokom": KROKOM, "Åre": ARE}


def ursprung(*poster, nyckel=NYCKEL, namn="2022"):
    """Entries as (kronor, name of the kommun or "" for all)."""
    return Ursprung(namn, nyckel, tuple(Post(belopp, NAMN.get(kommun, kommun)) for belopp, kommun in poster))


def kvar(*poster, **fields):
    return tuple(saldon(ursprung(*poster, **fields)).per_kommun.values())


def beslut(u, kommun="", belopp=None):
    """What is booked, as (kronor, code); or the sentence that says why nothing is."""
    try:
        return [(p.belopp, p.kod) for p in beslutsposter(u, NAMN.get(kommun, kommun), belopp, kronor)]
    except Nekat as nekat:
        return str(nekat)


def test_what_is_for_all_is_split_once_and_what_is_for_one_is_hers():
    assert kvar((3_400, "")) == (700, 1_500, 1_200)
    assert kvar((3_400, ""), (-100, "Berg"), (-50, "Berg")) == (550, 1_500, 1_200)
    # three times one krona is split as three kronor
    assert kvar((1, ""), (1, ""), (1, "")) == kvar((3, "")) == (1, 1, 1)
    # a kommun that is not in the key has what is booked for her and no part of the rest
    utanfor = saldon(ursprung((3_400, ""), (-40, "2305"), (-2, "2305")))
    assert utanfor.per_kommun == {BERG: 700, KROKOM: 1_500, ARE: 1_200, "2305": -42}
    assert (utanfor.ofordelat, utanfor.summa) == (0, 3_358)


def test_without_a_key_all_is_one_undivided_sum():
    s = saldon(ursprung((3_490_000, ""), (-90_000, "Berg"), nyckel=()))
    assert (s, s.summa) == (Saldon({}, 3_400_000), 3_400_000)


def test_the_years_together_are_each_kommuns_sum_and_what_nobody_can_split():
    lump, lump2 = (ursprung((belopp, ""), nyckel=()) for belopp in (3_490_000, 10_000))
    alla = summera([lump, ursprung((3_400, "")), ursprung((340, ""), (5, "Åre")), lump2])
    assert alla == Saldon({BERG: 770, KROKOM: 1_650, ARE: 1_325}, 3_500_000)
    assert alla.summa == 3_503_745
    assert summera([]).summa == 0


def test_a_statement_has_what_concerns_her_and_foots_to_her_balance():
    u = ursprung((3_400, ""), (-100, "Krokom"), (-200, "Berg"), (-34, ""))
    assert [(r.post.belopp, r.andel) for r in utdrag(u, BERG)] == [(3_400, 700), (-200, -200), (-34, -7)]
    assert [(r.post.belopp, r.andel) for r in utdrag(u, "2305")] == [(3_400, 0), (-34, 0)], "she has no part of it"
    # where nothing is divided no part is told
    lump = ursprung((3_490_000, ""), (-10, "Krokom"), (-90_000, "Berg"), nyckel=())
    assert [(r.post.belopp, r.andel) for r in utdrag(lump, BERG)] == [(3_490_000, None), (-90_000, None)]


def test_a_decision_for_all_takes_its_amount_from_a_debt_and_adds_it_to_a_deficit():
    assert beslut(ursprung((3_400, "")), belopp=340) == [(-340, "")]
    assert beslut(ursprung((-3_400, "")), belopp=340) == [(340, "")]
    assert beslut(ursprung((3_400, ""), nyckel=()), belopp=3_400) == [(-3_400, "")]
    assert beslut(ursprung((1, "")), belopp=1) == [(-1, "")]
    assert beslut(ursprung((-1, "")), belopp=1) == [(1, "")]


def test_all_that_is_left_is_taken_from_each_who_has_something():
    u = ursprung((3_400, ""), (-700, "Berg"))
    assert beslut(u) == [(-1_500, KROKOM), (-1_200, ARE)]
    assert beslut(u, "Åre") == [(-1_200, ARE)]
    assert beslut(u, "Berg") == "Kommunen har inget kvar."
    assert beslut(u, "2305") == beslut(ursprung((-3_400, "")), "2305") == "Kommunen har inget kvar."
    assert beslut(ursprung((-3_400, ""))) == [(700, BERG), (1_500, KROKOM), (1_200, ARE)]
    assert beslut(ursprung((-3_400, "")), "Berg") == [(700, BERG)]
    assert beslut(ursprung((3, ""))) == [(-1, BERG), (-1, KROKOM), (-1, ARE)]
    assert beslut(ursprung((3_490, ""), nyckel=())) == [(-3_490, "")]
    assert beslut(ursprung((-3_490, ""), nyckel=())) == [(3_490, "")]


def test_nothing_is_decided_on_nothing():
    u = ursprung((3_400, ""), (-3_400, ""), namn="2020–2021")
    assert beslut(u) == beslut(u, belopp=1) == "Från 2020–2021 finns inget kvar att besluta om."


def test_a_decision_for_one_on_what_is_undivided_says_its_amount():
    u = ursprung((3_490, ""), nyckel=())
    assert beslut(u, "Berg") == "Skulden är gemensam och ofördelad. Ett beslut för en kommun måste säga beloppet."
    assert beslut(u, "Berg", 3_490) == [(-3_490, BERG)]


@pytest.mark.parametrize(
    ("u", "kommun", "belopp", "finns"),
    [
        (ursprung((3_400, "")), "", 3_401, "3\u00a0400\u00a0kr"),
        (ursprung((-3_400, "")), "", 3_401, "3\u00a0400\u00a0kr"),
        (ursprung((3_400, "")), "Berg", 701, "700\u00a0kr"),
        (ursprung((-3_400, "")), "Berg", 701, "700\u00a0kr"),
        (ursprung((3_400, ""), (-700, "Berg")), "Berg", 1, "0\u00a0kr"),
        (ursprung((3_400, ""), (-800, "Berg")), "Berg", 1, "0\u00a0kr"),
        (ursprung((3_400, "")), "2305", 1, "0\u00a0kr"),
        (ursprung((-3_400, "")), "2305", 1, "0\u00a0kr"),
        (ursprung((3_490, ""), nyckel=()), "Berg", 3_491, "3\u00a0490\u00a0kr"),
    ],
)
def test_more_than_is_left_cannot_be_decided(u, kommun, belopp, finns):
    assert beslut(u, kommun, belopp) == f"Beloppet är större än det som finns kvar, {finns}."


def test_the_whole_of_what_she_has_left_can_be_decided():
    assert beslut(ursprung((3_400, "")), "Berg", 700) == [(-700, BERG)]
    assert beslut(ursprung((-3_400, "")), "Berg", 700) == [(700, BERG)]


MINDRE = (
    "{} har mindre kvar än sin del av beloppet. Bokför beslutet för en kommun i taget, "
    "eller lämna beloppet tomt så tas det som är kvar för var och en."
)


def test_a_decision_for_all_that_takes_more_from_one_than_she_has_is_refused():
    assert beslut(ursprung((3_400, ""), (-700, "Berg")), belopp=340) == MINDRE.format("Berg")
    assert beslut(ursprung((-3_400, ""), (700, "Berg")), belopp=340) == MINDRE.format("Berg")
    assert beslut(ursprung((3_400, ""), (-700, "Berg"), (-1_100, "Åre")), belopp=340) == MINDRE.format("Berg och Åre")
    # her part is 70 and she has 70, or 69
    assert beslut(ursprung((3_400, ""), (-630, "Berg")), belopp=340) == [(-340, "")]
    assert beslut(ursprung((3_400, ""), (-631, "Berg")), belopp=340) == MINDRE.format("Berg")
    # by one krona
    assert beslut(ursprung((34, ""), (-7, "Berg")), belopp=5) == MINDRE.format("Berg")


def test_one_who_is_past_zero_already_stops_no_decision_for_all():
    """As when a result that has been repaid is corrected to a smaller one: what she owes back is settled with her."""
    assert beslut(ursprung((3_400, ""), (-701, "Berg")), belopp=340) == [(-340, "")]
    # nor does a kommun outside the key
    assert beslut(ursprung((3_400, ""), (-1, "2305")), belopp=340) == [(-340, "")]


def test_an_entry_of_the_plainest_kind_is_for_all_and_of_no_day():
    post = Post(1)
    assert (post.kod, post.datum, post.text, post.rad) == ("", None, "", None)
    assert Post(1, datum=date(2022, 12, 31)).kod == ""
    tom = Ursprung("2022")
    assert (tom.nyckel, tom.poster, tom.rad, tom.grund, tom.saldo) == ((), (), None, None, 0)
    assert Saldon() == Saldon({}, 0)


def nyckeln(u, nyckel=NYCKEL):
    """Why the key, agreed late, may not divide the origin; "" when it may."""
    try:
        prova_nyckel(u, nyckel, kronor)
    except Nekat as nekat:
        return str(nekat)
    return ""


@pytest.mark.parametrize("tecken", [1, -1])
def test_a_late_key_divides_what_is_left_when_nobody_has_had_more_than_her_share(tecken):
    """Of a debt and of a deficit alike; her whole share she may have had, and not a krona more."""
    verb = "fått" if tecken > 0 else "täckt"
    odelad = partial(ursprung, (3_400 * tecken, ""), nyckel=())
    assert nyckeln(odelad()) == nyckeln(odelad((-700 * tecken, "Berg"))) == nyckeln(ursprung((tecken, ""), nyckel=())) == ""
    assert nyckeln(odelad((-701 * tecken, "Berg"))) == (
        f"Berg har redan {verb} 701\u00a0kr, men nyckeln ger 700\u00a0kr. En del kan inte bli mindre än noll."
    )
    assert nyckeln(odelad((-700 * tecken, "Berg"), (-40 * tecken, "2305"), (-1_300 * tecken, "Åre"))) == (
        f"Åre har redan {verb} 1\u00a0300\u00a0kr, men nyckeln ger 1\u00a0200\u00a0kr. "
        f"2305 har redan {verb} 40\u00a0kr, men nyckeln ger 0\u00a0kr. En del kan inte bli mindre än noll."
    )


def test_a_late_key_that_would_make_all_owe_for_one_is_refused():
    """What is booked for all is the other way about than the whole: who has had nothing would have less than nothing."""
    assert nyckeln(ursprung((-34, ""), (100, "Berg"), nyckel=())) == (
        "Krokom har redan fått 0\u00a0kr, men nyckeln ger \u221215\u00a0kr. Åre har redan fått 0\u00a0kr, men nyckeln ger \u221212\u00a0kr. "
        "En del kan inte bli mindre än noll."
    )


def test_a_key_is_not_agreed_for_what_is_no_more():
    assert nyckeln(ursprung((3_400, ""), (-3_400, "Berg"), nyckel=(), namn="2020–2021")) == "Från 2020–2021 finns inget kvar att dela."


def test_what_is_booked_for_one_alone_is_summed_and_what_was_taken_back_is_left_out():
    u = ursprung((3_400, ""), (-100, "Berg"), (-50, "Åre"), (-20, "Berg"), (50, "Åre"))
    assert u.per_enskild == {BERG: -120}
    assert ursprung((3_400, "")).per_enskild == {}
