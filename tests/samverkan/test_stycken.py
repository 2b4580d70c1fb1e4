"""Two have changed the same text: nothing either of them wrote is dropped, and nothing is said twice."""

from random import Random

import pytest

from samverkan.skrivet.stycken import Mote, jamka, stycken


def html(*paragraphs):
    return "".join(f"<p>{p}</p>" for p in paragraphs)


BAS = html("Ett", "Två", "Tre")


@pytest.mark.parametrize(
    ("mitt", "deras", "bas", "blir", "moten"),
    [
        (html("Ett min", "Två", "Tre"), html("Ett", "Två", "Tre deras"), BAS, html("Ett min", "Två", "Tre deras"), []),
        (html("Ett min", "Två", "Tre"), html("Ett", "Två deras", "Tre"), BAS, html("Ett min", "Två deras", "Tre"), []),
        (html("Ett", "Två", "Tre", "Ny"), html("Noll", "Ett", "Två", "Tre"), BAS, html("Noll", "Ett", "Två", "Tre", "Ny"), []),
        (html("Ett", "Tre"), html("Ett", "Två", "Tre deras"), BAS, html("Ett", "Tre deras"), []),
        (html("Ett", "Två min", "Tre"), html("Ett", "Två deras", "Tre"), BAS, html("Ett", "Två deras", "Två min", "Tre"),
         [Mote("<p>Två min</p>", "<p>Två deras</p>")]),
        (html("Ett", "Tre"), html("Ett", "Två deras", "Tre"), BAS, html("Ett", "Två deras", "Tre"), [Mote("", "<p>Två deras</p>")]),
        (html("Ett", "Två", "Tre", "A"), html("Ett", "Två", "Tre", "B"), BAS, html("Ett", "Två", "Tre", "B", "A"), [Mote("<p>A</p>", "<p>B</p>")]),
        (html("Lika", "Två", "Tre"), html("Lika", "Två", "Tre"), BAS, html("Lika", "Två", "Tre"), []),
        (html("Min"), html("Deras"), "", html("Deras", "Min"), [Mote("<p>Min</p>", "<p>Deras</p>")]),
        ("", html("Ett", "Två ny", "Tre"), BAS, html("Två ny"), [Mote("", "<p>Två ny</p>")]),
        ("rad ett\nrad två min", "rad ett deras\nrad två", "rad ett\nrad två", "rad ett deras\nrad två min", []),
    ],
)  # fmt: skip
def test_brought_together(mitt, deras, bas, blir, moten):
    jamkat = jamka(mitt, deras, bas)
    assert (jamkat.text, jamkat.moten) == (blir, moten)


@pytest.mark.parametrize("fro", range(30))
def test_no_word_of_anybodys_is_gone(fro):
    """Whatever two have done to a text: what either wrote is in it, and what either took away only if the other had changed it."""
    slump = Random(fro)  # noqa: S311
    bas = [f"b{i}" for i in range(slump.randrange(6))]

    def andra(vem):
        ut = []
        for ord_ in bas:
            ut += [[ord_], [ord_], [], [f"{ord_}{vem}"], [ord_, f"{vem}{slump.random()}"]][slump.randrange(5)]
        return [f"{vem}först"] * slump.randrange(2) + ut

    mitt, deras = andra("m"), andra("d")
    efter = stycken(jamka(html(*mitt), html(*deras), html(*bas)).text)
    nya = {f"<p>{ord_}</p>" for ord_ in mitt + deras if ord_ not in bas}
    assert nya <= set(efter)
    assert len(efter) == len(set(efter)), "nothing is there twice"


def test_what_an_editor_adds_to_the_tags_is_no_change():
    saved = "<ul><li>Ett</li></ul><table><thead><tr><th>A</th></tr></thead></table>"
    typed = '<ul><li><p>Ett</p></li></ul><table style="min-width: 5px"><colgroup><col></colgroup><tbody><tr><th colspan="1">A</th></tr></tbody></table>'
    assert jamka(typed, saved + "<p>Ny</p>", saved).moten == []
    assert jamka(typed.replace("Ett", "<strong>Ett</strong>"), saved, saved).text.startswith("<ul><li><p><strong>")


def test_text_beside_the_paragraphs_is_kept():
    assert stycken("<p>A</p> B <h5>C</h5>") == ["<p>A</p> B", "<h5>C</h5>"]
    assert stycken("") == []
