"""The event log says what was done: who, and a verb in the past tense. Held over every act that the code can write."""

import ast
import re
from functools import cache

from tests.test_house import ROOT, in_rooms, tree

# The verbs whose past tense does not end in -de or -te.
STARKA = {"antog", "bjöd", "drog", "föreslog", "gav", "godtog", "knöt", "skrev", "tog"}
GJORT = re.compile(rf"(?!\w+(?:ande|ende)\b)(\w+(?:de|te|des|tes)|{'|'.join(sorted(STARKA))})\b")
SKRIVARE = {"log": 1, "_log": 1, "logga_lamnad": 3}  # which of its words is the act


# The expressions an expression can come to, or begins with.
GRENAR = {
    ast.IfExp: lambda nod, _: [nod.body, nod.orelse],
    ast.BoolOp: lambda nod, _: nod.values,
    ast.JoinedStr: lambda nod, _: nod.values[:1],
    ast.FormattedValue: lambda nod, _: [nod.value],
    ast.Subscript: lambda nod, modul: [varde for tabell in tilldelat(nod.value.id, modul) for varde in tabell.values],
    ast.Name: lambda nod, modul: [*tilldelat(nod.id, modul), *givet(nod.id, modul)],
    ast.Attribute: lambda nod, _: [varde for p in in_rooms() for varde in tilldelat(nod.attr, tree(p))],
}


def ord_i(nod, modul):
    """The texts an expression can come to, as far as they can be read here; None where they cannot."""
    if isinstance(nod, ast.Constant):
        return [nod.value]
    delar = GRENAR[type(nod)](nod, modul) if type(nod) in GRENAR else []
    return [text for del_ in delar for text in ord_i(del_, modul)] or [None]


@cache
def tilldelat(namn, modul):
    hamtat = [n.module for n in modul.body if isinstance(n, ast.ImportFrom) and namn in {a.name for a in n.names} and namn.isupper()]
    if hamtat:
        return tilldelat(namn, tree(ROOT / f"{hamtat[0].replace('.', '/')}.py"))
    return [n.value for n in ast.walk(modul) if isinstance(n, ast.Assign) and any(getattr(t, "id", "") == namn for t in n.targets)]


def givet(namn, modul):
    """What the functions of the module that have a parameter of the name are given for it."""
    for f in (n for n in ast.walk(modul) if isinstance(n, ast.FunctionDef)):
        plats = [a.arg for a in f.args.args]
        if namn in plats + [a.arg for a in f.args.kwonlyargs]:
            for anrop in (n for n in ast.walk(modul) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == f.name):
                yield from (k.value for k in anrop.keywords if k.arg == namn)
                yield from anrop.args[plats.index(namn) :][:1] if namn in plats else ()


def akter():
    """[(file, line, text)] of every act that is written in the event log; of what jobb.py writes, where it is asked to."""
    for p in in_rooms():
        for anrop in ast.walk(tree(p)):
            plats = isinstance(anrop, ast.Call) and p.name != "jobb.py" and SKRIVARE.get(getattr(anrop.func, "id", ""), 0)
            if plats and len(anrop.args) > plats:
                yield from ((p.name, anrop.lineno, text) for text in ord_i(anrop.args[plats], tree(p)))


def test_every_act_says_what_was_done():
    alla = list(akter())
    assert len(alla) > 110, "they are found"
    assert [akt for akt in alla if not GJORT.match(akt[2] or "")] == [], "None: write it so that it can be read in its module"


def test_an_imperative_and_a_status_are_seen():
    modul = ast.parse("def f(row, akt):\n    log(row, akt)\nf(1, 'lägg till rad')\nf(2, 'lade till rad')\nx = 'ta bort' if y else 'låst'")
    anrop = next(n for n in ast.walk(modul) if isinstance(n, ast.Call) and n.func.id == "log")
    assert ord_i(anrop.args[1], modul) == ["lägg till rad", "lade till rad"]
    (varde,) = tilldelat("x", modul)
    assert [text for text in ord_i(varde, modul) if GJORT.match(text)] == []
    assert GJORT.match("misslyckades logga in")
    assert not GJORT.match("avvikande mening"), "no verb"
