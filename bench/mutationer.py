"""The changes that mutera.py makes: each of a module's places with what may stand there instead."""

import ast
import copy
from dataclasses import dataclass

JAMFOR = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
ENKLA = (ast.Return, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Raise)
RAKNA = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.LShift: ast.RShift, ast.Pow: ast.Mult,
}  # fmt: skip
NAMN = {"min": "max", "max": "min", "any": "all", "all": "any"}
# a call that may be left out: what it was called on, or with, stands instead
UTAN = {"strip", "lstrip", "rstrip", "lower", "upper", "capitalize", "replace", "ljust", "removeprefix", "removesuffix", "translate"}
UTAN |= {"filter", "exclude", "order_by", "distinct", "lstrip", "visible_to", "first"}
UTAN_OM = {"sorted", "abs", "int", "round", "set", "list", "tuple", "reversed", "str"}


def _med(nod, **falt):
    ny = copy.copy(nod)
    for namn, varde in falt.items():
        setattr(ny, namn, varde)
    return ny


def _utan(lista, i):
    return lista[:i] + lista[i + 1 :]


def _inte(nod):
    return nod.operand if isinstance(nod, ast.UnaryOp) and isinstance(nod.op, ast.Not) else ast.UnaryOp(ast.Not(), nod)


def _konstant(nod):
    v = nod.value
    if isinstance(v, bool):
        yield ast.Constant(not v)
    elif isinstance(v, int):
        yield from (ast.Constant(v + 1), ast.Constant(v - 1))
    elif isinstance(v, (str, bytes)):
        yield ast.Constant(type(v)() if v else (v + "X" if isinstance(v, str) else b"X"))


def _anrop(nod):
    namn = nod.func.attr if isinstance(nod.func, ast.Attribute) else getattr(nod.func, "id", "")
    if isinstance(nod.func, ast.Attribute) and namn in UTAN:
        yield nod.func.value
    elif namn in UTAN_OM and nod.args:
        yield nod.args[0]
    elif namn in NAMN:
        yield _med(nod, func=ast.Name(NAMN[namn], ast.Load()))
    for i, _ in enumerate(nod.keywords):
        yield _med(nod, keywords=_utan(nod.keywords, i))


def _villkor(nod):
    """The condition turned round, where its own parts are not."""
    if not isinstance(nod.test, (ast.Compare, ast.BoolOp)):
        yield _med(nod, test=_inte(nod.test))


def _sats(nod):
    """A statement left out; one that gives a name its value is needed by what follows."""
    mal = getattr(nod, "targets", [getattr(nod, "target", None)])
    if not isinstance(nod, (ast.Assign, ast.AnnAssign)) or any(isinstance(m, (ast.Attribute, ast.Subscript)) for m in mal):
        yield ast.Pass()


def _tilldela(nod):
    yield _med(nod, op=RAKNA[type(nod.op)]())
    yield ast.Pass()


def _del(nod):
    for falt in ("lower", "upper", "step"):
        if getattr(nod, falt):
            yield _med(nod, **{falt: None})


BYTEN = {
    ast.Constant: _konstant,
    ast.Compare: lambda n: (_med(n, ops=[*n.ops[:i], ny(), *n.ops[i + 1 :]]) for i, op in enumerate(n.ops) for ny in JAMFOR[type(op)]),
    ast.BinOp: lambda n: [_med(n, op=RAKNA[type(n.op)]())] if type(n.op) in RAKNA else [],
    ast.BoolOp: lambda n: [_med(n, op=ast.Or() if isinstance(n.op, ast.And) else ast.And()), *_delvis(n)],
    ast.UnaryOp: lambda n: [n.operand],
    ast.Call: _anrop,
    ast.If: _villkor, ast.IfExp: _villkor, ast.While: _villkor,
    ast.comprehension: lambda n: (_med(n, ifs=_utan(n.ifs, i)) for i, _ in enumerate(n.ifs)),
    ast.Return: lambda n: [ast.Return(ast.Constant(None))] if n.value and not _ar_none(n.value) else [],
    ast.Slice: _del,
    ast.AugAssign: _tilldela,
    ast.Expr: _sats, ast.Assign: _sats, ast.AnnAssign: _sats, ast.Raise: _sats, ast.Delete: _sats,
    ast.Continue: lambda n: [ast.Break()], ast.Break: lambda n: [ast.Continue()],
    ast.FunctionDef: lambda n: (_med(n, decorator_list=_utan(n.decorator_list, i)) for i, d in enumerate(n.decorator_list) if _bar(d)),
}  # fmt: skip


def _delvis(nod):
    """The operands with one of them left out."""
    for i, _ in enumerate(nod.values):
        kvar = _utan(nod.values, i)
        yield kvar[0] if len(kvar) == 1 else _med(nod, values=kvar)


def _ar_none(nod):
    return isinstance(nod, ast.Constant) and nod.value is None


def _bar(dekoration):
    """Is it a decorator whose loss is not plain at once?"""
    return ast.unparse(dekoration) not in {"property", "staticmethod", "classmethod"}


def _hoppa_over(parent, falt, nod):
    """Annotations, docstrings, `__all__` and what is said to `dataclass` change nothing that the module does."""
    if isinstance(nod, ast.Assign) and ast.unparse(nod.targets[0]) == "__all__":
        return True
    docstring = isinstance(nod, ast.Expr) and isinstance(nod.value, ast.Constant)
    return falt in {"annotation", "returns"} or docstring or (falt == "decorator_list" and "dataclass" in ast.unparse(nod))


@dataclass
class Mutant:
    """One change: where, what stands there instead, and how it reads."""

    fil: str
    rad: int
    funktion: str  # the outermost function or method it is in; "" for what is done at import
    plats: tuple
    nytt: ast.AST
    text: str = ""

    @property
    def namn(self):
        return f"{self.funktion.rstrip('.') or 'modulen'}: {self.text}"

    @property
    def vid_import(self):
        return not self.funktion or self.funktion.endswith(".")

    @property
    def nod(self):
        agare, falt, i = self.plats
        return getattr(agare, falt) if i is None else getattr(agare, falt)[i]

    def byt(self):
        agare, falt, i = self.plats
        gammalt = self.nod
        if i is None:
            setattr(agare, falt, self.nytt)
        else:
            getattr(agare, falt)[i] = self.nytt
        self.nytt = gammalt  # a second call takes it back


def mutanter(fil, trad):
    """Every change of the module, in the order of its text."""
    ut = []
    _ga(trad, (), "", fil, ut)
    return ut


def _ga(nod, kedja, funktion, fil, ut):
    for falt, varde in ast.iter_fields(nod):
        lista = isinstance(varde, list)
        for i, barn in enumerate(varde if lista else [varde]):
            if not isinstance(barn, ast.AST) or _hoppa_over(nod, falt, barn):
                continue
            plats, har = (nod, falt, i if lista else None), _funktion(nod, falt, funktion)
            for nytt in BYTEN.get(type(barn), lambda _: ())(barn):
                m = Mutant(fil, getattr(barn, "lineno", getattr(nod, "lineno", 0)), har.lstrip("."), plats, nytt)
                m.text = _lasbart(m, (*kedja, nod), barn)
                ut.append(m)
            _ga(barn, (*kedja, nod), har, fil, ut)


def _funktion(nod, falt, funktion):
    """A class adds its name and a point until a function ends it: ".Traff." is no function yet."""
    if isinstance(nod, ast.ClassDef) and falt == "body":
        return f"{funktion}{nod.name}."
    inne = funktion and not funktion.endswith(".")
    return f"{funktion}{nod.name}" if isinstance(nod, ast.FunctionDef) and falt == "body" and not inne else funktion


def _lasbart(mutant, kedja, barn):
    """ "before → after" of the smallest expression that says where it is."""
    if isinstance(barn, ast.FunctionDef):
        borta = set(map(ast.unparse, barn.decorator_list)) - set(map(ast.unparse, mutant.nytt.decorator_list))
        return f"@{'@'.join(borta)} → borta (def {barn.name})"
    visa = barn
    for steg in reversed(kedja):
        if len(_kort(visa)) > 24 or not isinstance(steg, (ast.expr, ast.keyword, ast.comprehension, *ENKLA)):
            break
        visa = steg
    fore = _kort(visa)
    mutant.byt()
    efter = _kort(mutant.nod if visa is barn else visa)
    mutant.byt()
    return _skillnad(fore, efter)


def _kort(nod):
    return "" if isinstance(nod, ast.FormattedValue) else ast.unparse(nod).strip().partition("\n")[0]


def _skillnad(fore, efter):
    """Of two long texts: where they differ, and a little of what stands around it."""
    fram, bak = _lika(fore, efter), _lika(fore[::-1], efter[::-1])
    a, b = max(0, fram - 50), max(0, min(bak, len(fore) - fram, len(efter) - fram) - 30)
    return " → ".join(f"{'…' * (a > 0)}{t[a : len(t) - b]}{'…' * (b > 0)}" for t in (fore, efter))


def _lika(a, b):
    """How many letters two texts have in common from the beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
