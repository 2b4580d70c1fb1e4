"""Would the tests notice? Each module of the list is changed in one place at a time, and the tests that concern it are run.

    python bench/mutera.py [--modul uppdrag/prosa.py] [--funktion mening,summa] [--andel 0.3] [--fro 1] [--granser 95]

What is listed in mutera.toml: the modules with their tests, and the changes that make no difference, each with its reason.
Ends with one line for each module and one for each change that no test noticed. The exit code is 1 when less is noticed than
is asked for, or when a listed change is noticed after all or is no longer there to make.

Every change is tried in a forked process, after Django, the tests and the database are ready: it is compiled into the module
where it stands, and only the tests that came into the changed function are run, those first that noticed its other changes.
"""

import argparse
import ast
import contextlib
import gc
import os
import random
import resource
import signal
import sys
import time
import tomllib
import types
import warnings
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from mutationer import mutanter

ROOT = Path(__file__).resolve().parent.parent
RUM = ("samverkan", "uppdrag", "enkat", "ekonomi", "berattelse", "tests")
TID = 2  # seconds for one change, beside what its tests take three times over: what takes longer does not end
MINNE = 3 << 30  # bytes: what takes more grows without end
HYPOTHESIS = {"derandomize": True, "database": None, "deadline": None, "max_examples": 40}


# --- how it is put in ---------------------------------------------------------------------------------------------
def satt_in(modul, kod):
    """The module as `kod` has it, where it stands: who has imported from it, or keeps its rows, meets what is changed."""
    fore = dict(vars(modul))
    exec(kod, vars(modul))  # noqa: S102
    for namn, gammal in fore.items():
        ny = getattr(modul, namn)
        if ny is gammal or namn.startswith("__"):
            continue
        if getattr(gammal, "__module__", None) == modul.__name__ and isinstance(gammal, type):
            _ympa(gammal, ny)
            setattr(modul, namn, gammal)
        elif isinstance(gammal, types.FunctionType):
            _led_om(gammal, ny)
        else:
            _sprid(namn, gammal, ny)


def _ympa(gammal, ny):
    """The class keeps its identity and its slots, and takes everything else of the new one."""
    for namn in vars(gammal).keys() - vars(ny).keys():
        delattr(gammal, namn)
    for namn, varde in vars(ny).items():
        if namn not in {"__dict__", "__weakref__", "__doc__", "__module__"} and not isinstance(varde, types.MemberDescriptorType):
            setattr(gammal, namn, varde)
            _eget_super(varde, gammal)


def _eget_super(metod, klass):
    """`super()` within a method that was taken over means the class it was taken over by."""
    if isinstance(metod, types.FunctionType) and "__class__" in metod.__code__.co_freevars:
        metod.__closure__[metod.__code__.co_freevars.index("__class__")].cell_contents = klass


def _led_om(gammal, ny):
    """Every reference to the old function calls the new one. The code that does it has as many cells as the old one's."""
    skal = _skal(len(gammal.__code__.co_freevars))
    gammal.__code__ = skal.replace(co_consts=tuple(ny if c == "DIT" else c for c in skal.co_consts))


def _skal(celler):
    namn = "".join(f"c{n}, " for n in range(celler))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yttre = compile(f"lambda {namn}: lambda *a, **k: ('DIT'(*a, **k), {namn})[0]", "omvag", "eval")
    return next(c for c in yttre.co_consts[0].co_consts if isinstance(c, types.CodeType))


def _sprid(namn, gammal, ny):
    """A value of the module, wherever it has been imported by its name."""
    for m in [m for n, m in sys.modules.items() if n.partition(".")[0] in RUM]:
        if vars(m).get(namn) is gammal:
            setattr(m, namn, ny)


# --- how it is tried ----------------------------------------------------------------------------------------------
class Provning:
    """The pytest plugin: its test loop is the trying of every change."""

    def __init__(self, moduler, lika, val):
        self.moduler, self.lika, self.val = moduler, lika, val
        self.tider, self.inne = {}, defaultdict(set)  # test → seconds; (file, function) → the tests that came into it
        self.fallda = defaultdict(Counter)  # function → how many of its changes each test has noticed
        self.utfall = []  # (mutant, the test that noticed it)
        self.andelar, self.fel = [], []

    def pytest_configure(self):
        """The same examples each time, and no search for the smallest: a change is noticed or it is not."""
        from hypothesis import HealthCheck, Phase, settings  # pytest wants to be the first to import it

        settings.register_profile("mutera", **HYPOTHESIS, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
        settings.load_profile("mutera")

    def pytest_runtestloop(self, session):
        self.session = session
        gc.disable()
        for item in session.items:
            self.prova_orort(item)
        if self.fel:
            print("Dessa prov går inte igenom som koden är:", *self.fel, sep="\n  ")
            return True
        gc.freeze()  # no page of what is ready is written to by the collector, and so copied
        for fil in self.moduler:
            self.prova_modul(fil)
        return True

    def prova_orort(self, item):
        """The tests as the code is: how long each takes, and which functions it comes into. What commits is run aside."""
        filer = {str(ROOT / fil): fil for fil in self.moduler}

        def lyssna(frame, event, _):
            if event == "call" and (fil := filer.get(frame.f_code.co_filename)):
                self.inne[fil, frame.f_code.co_qualname.partition(".<locals>")[0]].add(item)

        start = time.process_time()
        sys.setprofile(lyssna)
        gick = kor(item, self.session)
        sys.setprofile(None)
        self.tider[item] = time.process_time() - start
        if not gick:
            self.fel.append(item.nodeid)

    def prova_modul(self, fil):
        kalla = (ROOT / fil).read_text()
        trad = ast.parse(kalla)
        alla = [m for m in mutanter(fil, trad) if any(bit in m.funktion for bit in self.val.funktion.split(","))]
        if self.val.andel < 1:
            alla = sorted(random.Random(self.val.fro).sample(alla, round(len(alla) * self.val.andel)), key=lambda m: m.rad)
        self.prov = [i for i in self.session.items if str(i.path.relative_to(ROOT)) in self.moduler[fil]]
        modul = sys.modules.get(fil.removesuffix(".py").replace("/", "."))
        start = time.perf_counter()
        if self.forgrenad(modul, trad, None):
            raise SystemExit(f"{fil}: proven faller utan att något är ändrat")
        for m in alla:
            fallde = self.forgrenad(modul, trad, m)
            if fallde:
                self.fallda[m.funktion][fallde] += 1
            elif (fil, m.namn) not in self.lika:
                print(f"{fil}:{m.rad}  {m.namn}", flush=True)
            self.utfall.append((m, fallde))
        self.beratta(fil, time.perf_counter() - start)

    def beratta(self, fil, sekunder):
        """One line for the module; each change that no test noticed and no list explains was told when it was found."""
        rader = [(m, fallde) for m, fallde in self.utfall if m.fil == fil]
        kvar = [m for m, fallde in rader if not fallde]
        okanda = [m for m in kvar if (fil, m.namn) not in self.lika]
        self.andelar.append(andel := 100 * (len(rader) - len(okanda)) / max(1, len(rader)))
        siffror = f"{len(rader)} ändringar, {len(rader) - len(kvar)} märkta, {len(kvar) - len(okanda)} utan betydelse, {andel:.1f} %"
        print(f"{fil}: {siffror}, {sekunder:.0f} s", flush=True)

    def inaktuella(self):
        """What the list holds and should not: noticed after all, or no longer there to make. A part cannot tell."""
        over = {(m.fil, m.namn) for m, fallde in self.utfall if not fallde}
        return [nyckel for nyckel in self.lika if nyckel not in over] if self.val.andel == 1 and not self.val.funktion else []

    def ordning(self, m):
        """The tests that came into the changed function, those first that noticed its other changes, then the quick."""
        prov = self.prov
        if m and not m.vid_import:
            prov = [i for i in prov if i in self.inne[m.fil, m.funktion]]
        fallda = self.fallda[m.funktion if m else ""]
        return sorted(prov, key=lambda i: (-fallda[i.nodeid], self.tider[i]))

    def forgrenad(self, modul, trad, m):
        """The name of the test that noticed it, in a process of its own; "" for none."""
        read, skriv = os.pipe()
        prov = self.ordning(m)
        pid = os.fork()
        if not pid:
            os.close(read)
            self.i_barnet(modul, trad, m, prov, skriv)
        os.close(skriv)
        with os.fdopen(read) as ror:
            svar = ror.read()
        _, status = os.waitpid(pid, 0)
        return svar or ("" if status == 0 else "tog slut")

    def i_barnet(self, modul, trad, m, prov, skriv):
        tid = TID + 3 * sum(self.tider[i] for i in prov)
        signal.setitimer(signal.ITIMER_PROF, tid)  # its own time, however busy the machine is
        signal.alarm(60 + 20 * round(tid))  # what waits for itself
        resource.setrlimit(resource.RLIMIT_AS, (MINNE, MINNE))
        tyst = os.open(os.devnull, os.O_RDWR)
        for fd in (1, 2):
            os.dup2(tyst, fd)
        with contextlib.suppress(BaseException):
            fallde = self.fallde(modul, trad, m, prov)
            os.write(skriv, fallde.encode())
            os._exit(0)
        os._exit(1)

    def fallde(self, modul, trad, m, prov):
        if m:
            m.byt()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            kod = compile(ast.fix_missing_locations(trad), modul.__file__, "exec")
            satt_in(modul, kod)
        return next((item.nodeid for item in prov if not kor(item, self.session)), "")


class _Sist:
    """Stands for the test that comes next: all but what the whole session shares is taken down."""

    def __init__(self, session):
        self.session = session

    def listchain(self):
        return [self.session]


def kor(item, session):
    """Did the test pass? What is skipped passed."""
    return not any(r.failed for r in runtestprotocol(item, nextitem=_Sist(session), log=False))


# --- what is told -------------------------------------------------------------------------------------------------
def ladda(val):
    """(file → its tests, (file, change) → the reason why it makes no difference)"""
    data = tomllib.loads((ROOT / "bench" / "mutera.toml").read_text())
    moduler = {fil: tester for fil, tester in data["moduler"].items() if any(bit in fil for bit in val.modul.split(","))}
    lika = {
        (grupp["modul"], namn): grupp["skal"] for grupp in data.get("lika", ()) for namn in grupp["mutanter"] if grupp["modul"] in moduler
    }
    return moduler, lika, data["utom"]


def main():
    p = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    p.add_argument("--modul", default="", help="only the modules with this, or one of these (a,b), in their path")
    p.add_argument("--funktion", default="", help="only what is changed within functions with this, or one of these (a,b), in their name")
    p.add_argument("--andel", type=float, default=1, help="the share of the changes that is tried, chosen by --fro")
    p.add_argument("--fro", type=int, default=1)
    p.add_argument("--granser", type=float, default=95, help="per cent that must be noticed")
    val = p.parse_args()
    moduler, lika, utom = ladda(val)
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ.pop("DATABASE_URL", None)
    provning = Provning(moduler, lika, val)
    filer = list(dict.fromkeys(t for tester in moduler.values() for t in tester))
    kod = pytest.main(
        ["-q", "-s", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header", *["-k", " and ".join(f"not {u}" for u in utom)], *filer],
        plugins=[provning],
    )
    if provning.fel or not provning.andelar or kod not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        return 2
    inaktuella = provning.inaktuella()
    for fil, namn in inaktuella:
        print(f"{fil}: står i listan men märks eller finns inte: {namn}")
    return 1 if inaktuella or min(provning.andelar) < val.granser else 0


if __name__ == "__main__":
    sys.exit(main())
