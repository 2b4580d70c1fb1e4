"""What printing costs, in CPU seconds (user and system, with all processes begun) and by the clock, beside headless chromium printing
the same HTML. Medians of turns taken one after another, and the ratios.

    .venv/bin/python bench/utgava.py          # VARV=3 turns; CHROMIUM=/usr/bin/chromium-headless-shell

A throw-away SQLite file with the demo year (DATABASE_URL=… uses that one as it is). "Hela processen" begins with the start of Python or
chromium; the warm ones are asked of a process that has a press which has printed once. On a machine that others use, believe the CPU
seconds and the ratios; the clock says how long the queue was.
"""

import ctypes
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")
VARV = int(os.environ.get("VARV", "3"))
TA_HAND_OM_BARNBARN = 36  # PR_SET_CHILD_SUBREAPER: what chromium leaves behind is waited for here, and counted
VARM = """
import json, os, resource, sys, time
from pathlib import Path
import django
django.setup()
from django.test import Client
from berattelse.granskning.beredskap import utkast
from berattelse.innehall.schema import som_json
from berattelse.models import Avsnitt
from berattelse.skrift.rapport import som_pdf
from berattelse.utgava.filer import kommunernas_pdf
from samverkan.models import User
from samverkan.pdf import press
from uppdrag.models import Verksamhetsar

HZ = os.sysconf("SC_CLK_TCK")
def pressens():
    egen = press._egen["press"]
    if egen is None:
        return 0
    barn = Path(f"/proc/{egen.pid}/task/{egen.pid}/children").read_text().split()
    falt = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in [egen.pid, *barn]]
    return sum(int(n) for f in falt for n in f[11:15]) / HZ

def mat(namn, gor):
    cpu, klocka = time.process_time() + pressens(), time.perf_counter()
    gor()
    print(json.dumps([namn, time.process_time() + pressens() - cpu, time.perf_counter() - klocka]), flush=True)

def andra():
    Avsnitt.objects.filter(pk=avsnitt.pk).update(framtid=f"<p>Ändrat {time.time_ns()}.</p>")

def nio():
    data = utkast(Verksamhetsar.objects.select_related("avtal").get(pk=year.pk), 1)
    som_pdf(data)
    list(kommunernas_pdf(som_json(data), [k.kod for k in data.kommuner]))

press.far_starta()
year = Verksamhetsar.objects.select_related("avtal").get(beteckning="2022")
avsnitt = Avsnitt.objects.filter(verksamhetsar=year, sort="uppdrag").first()
en = lambda: som_pdf(utkast(Verksamhetsar.objects.select_related("avtal").get(pk=year.pk), 1))
klient = Client()
klient.force_login(User.objects.get(email="processledare@exempel.test"))
sida = lambda adress: klient.get(adress).status_code == 200 or sys.exit(f"{adress} svarade inte")
rapport, ensam = f"/berattelse/year/{year.pk}/rapport.pdf", f"/berattelse/avsnitt/{avsnitt.pk}/avsnitt.pdf"
nio(), sida(ensam)  # every printer has printed
for _ in range(int(sys.argv[1])):
    mat("en utgåva, varm", en)
    mat("nio utgåvor, varma", nio)
    andra()
    mat("ett ändrat avsnitt", lambda: sida(ensam))
    sida(rapport)
    mat("oförändrat utkast, andra gången", lambda: sida(rapport))
press.stang()
"""


def process(args, env):
    """(CPU seconds of it and all it begins, seconds by the clock, what it printed)."""
    fore, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    svar = subprocess.run(args, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    klocka = time.perf_counter() - start
    if svar.returncode:
        raise SystemExit(f"{args[:3]} ended with {svar.returncode}: {svar.stderr[-2000:]}")
    try:
        while True:
            os.wait()
    except ChildProcessError:
        efter = resource.getrusage(resource.RUSAGE_CHILDREN)
    return efter.ru_utime + efter.ru_stime - fore.ru_utime - fore.ru_stime, klocka, svar.stdout


def sida_for_chromium(env, katalog):
    """The same HTML with the same print sheet and typeface, for chromium to print."""
    html = katalog / "rapport.html"
    process([sys.executable, "manage.py", "skriv_ut", "2022", "--format", "html", "--ut", str(html)], env)
    css = (ROOT / "static" / "css" / "tryck.css").read_text()
    kod = "import weblate_fonts, pathlib; print(pathlib.Path(weblate_fonts.__file__).parent / 'static')"
    fonter = process([sys.executable, "-c", kod], env)[2].strip()
    css = re.sub(r"url\((['\"]?)(?:/static|\.\.)/", rf"url(\1file://{fonter}/", css)
    html.write_text(html.read_text().replace("</head>", f"<style>{css}</style></head>"))
    return html


def mat_alla(env, katalog):
    """{what: [(CPU, clock)]}: the whole processes in turns, then the warm ones in turns in one process."""
    html, kall = sida_for_chromium(env, katalog), env | {"SAMVERKAN_PRESS": "ingen"}
    hela = {
        "chromium, hela processen": (
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={katalog / 'c.pdf'}", f"file://{html}"], env,
        ),
        "en utgåva, hela processen, kall": ([sys.executable, "manage.py", "skriv_ut", "2022", "--ut", str(katalog / "w.pdf")], kall),
    }  # fmt: skip
    tider = {namn: [] for namn in hela}
    for _ in range(VARV):
        for namn, vad in hela.items():
            tider[namn].append(process(*vad)[:2])
    for rad in process([sys.executable, "-c", VARM, str(VARV)], env)[2].splitlines():
        namn, cpu, klocka = json.loads(rad)
        tider.setdefault(namn, []).append((cpu, klocka))
    return tider


def main():
    ctypes.CDLL(None).prctl(TA_HAND_OM_BARNBARN, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as katalog_:
        katalog = Path(katalog_)
        env = {"DATABASE_URL": f"sqlite:///{katalog / 'bench.sqlite3'}"} | os.environ | {
            "SAMVERKAN_DEBUG": "1", "SAMVERKAN_DEMO": "1", "SAMVERKAN_ARBETARE": "0", "SAMVERKAN_PRESS": str(katalog),
            "DJANGO_SETTINGS_MODULE": "samverkan.settings",
        }  # fmt: skip
        if "DATABASE_URL" not in os.environ:
            for kommando in (["migrate", "-v0"], ["createcachetable"], ["demo"]):
                process([sys.executable, "manage.py", *kommando], env)
        tider = {namn: [median(t) for t in zip(*par, strict=True)] for namn, par in mat_alla(env, katalog).items()}
    grund = tider["chromium, hela processen"]
    print(f"{'':36}{'CPU s':>9}{'klocka s':>10}{'CPU × chromium':>16}{'klocka × chromium':>19}")
    for namn, (cpu, klocka) in tider.items():
        print(f"{namn:36}{cpu:9.2f}{klocka:10.2f}{cpu / grund[0]:16.2f}{klocka / grund[1]:19.2f}")
    print(f"nio mot en, varma, CPU: {tider['nio utgåvor, varma'][0] / tider['en utgåva, varm'][0]:.2f}")


if __name__ == "__main__":
    main()
