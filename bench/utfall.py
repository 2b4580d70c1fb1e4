"""How fast is a SIE file of 100 000 vouchers read, and how much memory does it take?

    python bench/utfall.py [VOUCHERS]

The file is made on the fly. It is read by the program's own reader, then line by line with no parsing at all, each in a
process of its own so that the peak memory is its own; the median of three. Ends with what the year's outcome became.
"""

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OBJEKT, KONTON = 200, (4010, 5010, 5410, 6110, 7010, 7510)
GANGER = 3


def skapa(path, antal):
    """A file of type 4E in codepage 437: each voucher two or three cost rows and what they were paid with."""
    slump = random.Random(2022)
    with path.open("w", encoding="cp437", newline="\r\n") as fil:
        fil.write('#FLAGGA 0\n#PROGRAM "Prov" 1.0\n#FORMAT PC8\n#SIETYP 4\n#FNAMN "Region Härjedalen"\n#RAR 0 20220101 20221231\n')
        fil.write('#DIM 1 "Ansvar"\n#DIM 6 "Projekt"\n')
        fil.writelines(f'#OBJEKT 1 "{400 + n}" "Ansvar {n} för verksamhet"\n' for n in range(OBJEKT))
        for n in range(1, antal + 1):
            dag = date(2022, 1, 1) + timedelta(days=slump.randrange(365))
            fil.write(f'#VER A {n} {dag:%Y%m%d} "Verifikation nummer {n}"\n{{\n')
            summa = 0
            for _ in range(slump.randint(2, 3)):
                ore = slump.randrange(100, 5_000_000)
                summa += ore
                text = f'{{1 "{400 + slump.randrange(OBJEKT)}" 6 "P{slump.randrange(40)}"}} {ore / 100:.2f} {dag:%Y%m%d} "Inköp av varor"'
                fil.write(f"   #TRANS {slump.choice(KONTON)} {text}\n")
            fil.write(f"   #TRANS 1930 {{}} {-summa / 100:.2f}\n}}\n")


def las_bara(path):
    """The floor: every line, decoded, and nothing done with it."""
    with path.open(encoding="cp437") as fil:
        return f"{sum(1 for _ in fil)} lines"


def las_sie(path):
    """What the worker does: the whole file, and the sums by object."""
    from ekonomi.sie import reader
    from ekonomi.utfall.avlasning import Kontourval
    from ekonomi.utfall.summor import per_objekt

    avlasning = reader.read(path.read_bytes())
    summor = per_objekt(avlasning, "1", date(2022, 1, 1), date(2022, 12, 31), Kontourval())
    return f"{len(summor)} objects, outcome {sum(s.utfall for s in summor) / 100:,.2f} kr, {avlasning.antal_fel} remarks"


def mat(vad, path):
    """(seconds, peak megabytes, what it said), in a process of its own."""
    ut = subprocess.run([sys.executable, __file__, vad, str(path)], capture_output=True, check=True, text=True)
    sekunder, megabyte, text = ut.stdout.strip().split(" ", 2)
    return float(sekunder), float(megabyte), text


def ett_prov(vad, path):
    sys.path.insert(0, str(ROOT))
    start = time.perf_counter()
    text = {"bara": las_bara, "sie": las_sie}[vad](path)
    tid = time.perf_counter() - start
    print(f"{tid:.4f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} {text}")


def main(antal):
    with tempfile.TemporaryDirectory() as mapp:
        path = Path(mapp) / "stor.se"
        skapa(path, antal)
        print(f"{antal} vouchers, {path.stat().st_size / 1e6:.1f} MB")
        tider = {}
        for vad, namn in (("bara", "line by line, nothing parsed"), ("sie", "read as SIE, summed by object")):
            prov = [mat(vad, path) for _ in range(GANGER)]
            tider[vad] = statistics.median(p[0] for p in prov)
            print(f"{namn}: {tider[vad]:.2f} s (median of {GANGER}), peak memory {max(p[1] for p in prov):.0f} MB; {prov[0][2]}")
        print(f"ratio: {tider['sie'] / tider['bara']:.1f}")


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in {"bara", "sie"}:
        ett_prov(sys.argv[1], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
