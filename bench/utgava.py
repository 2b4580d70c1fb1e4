"""Making the report as PDF, beside headless chromium printing the same HTML: seconds, peak memory, and the ratio in the same run.

    .venv/bin/python bench/utgava.py

A throw-away SQLite file with the demo year; every line is a process of its own, so that its memory is its own. "hela processen" begins
with the start of Python (or chromium); the others are the work alone, in a process that has made one already. Times drift on shared
machines; the ratios, measured in turns, less.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
VARV = int(os.environ.get("VARV", "3"))
START = """
import django, sys, time
django.setup()
from berattelse.filer import kommunens_pdf, kommunernas_pdf
from berattelse.innehall import samla
from berattelse.rapport import som_html, som_json, som_pdf
from uppdrag.models import Verksamhetsar
from berattelse.models import Avsnitt
year = Verksamhetsar.objects.select_related("avtal").get(beteckning="2022")
"""
VARM = "data = samla(year); som_pdf(data); t = time.perf_counter()\n"
SLUT = "\nprint(time.perf_counter() - t)"
ANDRA = "a = Avsnitt.objects.filter(verksamhetsar=year, sort='uppdrag').first(); a.beskrivning += '<p>Ändrat.</p>'; a.save()\n"
KODER = "koder = [k['kod'] for k in data['kommuner']]\n"
FALL = {
    "utkast som sida, ett avsnitt ändrat": VARM + ANDRA + "som_html(samla(year))" + SLUT,
    "utkast som PDF, ett avsnitt ändrat": VARM + ANDRA + "som_pdf(samla(year))" + SLUT,
    "en utgåva, i processen": VARM + "som_pdf(data)" + SLUT,
    "nio utgåvor, en process": VARM + KODER + "som_pdf(data); j = som_json(data); [kommunens_pdf(j, k) for k in koder]" + SLUT,
    "nio utgåvor, en process per kärna": VARM + KODER + "som_pdf(data); list(kommunernas_pdf(som_json(data), koder))" + SLUT,
}
NIO = "data = samla(year); som_pdf(data); list(kommunernas_pdf(som_json(data), [k['kod'] for k in data['kommuner']]))"
VAXER = "data = samla(year); som_pdf(data); data['kapitel'] = data['kapitel'] * {n}; t = time.perf_counter(); p = som_pdf(data)" + SLUT
SIDOR = "; print(p.count(b'/Type /Page\\n') + p.count(b'/Type /Page/') + p.count(b'/Type /Page '))"


def process(args, env):
    """(seconds, peak MiB, what it printed) of a whole process and its children."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as ut:
        p = subprocess.Popen(args, cwd=ROOT, env=env, stdout=ut, stderr=subprocess.DEVNULL)
        _, status, bruk = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
        ut.seek(0)
        if p.returncode:
            raise SystemExit(f"{args[:3]} ended with {p.returncode}")
        return time.perf_counter() - start, bruk.ru_maxrss / 1024, ut.read()


def python(code, env):
    return process([sys.executable, "-c", START + code], env)


def sida_for_chromium(env, katalog):
    """The same HTML with the same print sheet and typeface, for chromium to print."""
    html = katalog / "rapport.html"
    process([sys.executable, "manage.py", "skriv_ut", "2022", "--format", "html", "--ut", str(html)], env)
    css = (ROOT / "static" / "css" / "tryck.css").read_text()
    fonter = subprocess.run(
        [sys.executable, "-c", "import weblate_fonts, pathlib; print(pathlib.Path(weblate_fonts.__file__).parent / 'static')"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    ).stdout.strip()  # fmt: skip
    css = re.sub(r"url\((['\"]?)(?:/static|\.\.)/", rf"url(\1file://{fonter}/", css)
    html.write_text(html.read_text().replace("</head>", f"<style>{css}</style></head>"))
    return html


def main():
    with tempfile.TemporaryDirectory() as katalog_:
        katalog = Path(katalog_)
        env = os.environ | {
            "DATABASE_URL": f"sqlite:///{katalog / 'bench.sqlite3'}", "SAMVERKAN_DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "samverkan.settings",
        }  # fmt: skip
        for kommando in (["migrate", "-v0"], ["createcachetable"], ["demo"]):
            process([sys.executable, "manage.py", *kommando], env)
        html = sida_for_chromium(env, katalog)
        tryck = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={katalog / 'c.pdf'}", f"file://{html}"]
        hela = {
            "chromium, hela processen": tryck,
            "en utgåva, hela processen": [sys.executable, "manage.py", "skriv_ut", "2022", "--ut", str(katalog / "w.pdf")],
            "nio utgåvor, hela processen": [sys.executable, "-c", START + NIO],
        }
        tider = {namn: [] for namn in (*hela, *FALL)}
        minne = dict.fromkeys(tider, 0.0)
        for _ in range(VARV):
            for namn, t in tider.items():
                args = hela.get(namn)
                sekunder, mib, ut = process(args, env) if args else python(FALL[namn], env)
                t.append(float(ut) if not args else sekunder)
                minne[namn] = max(minne[namn], mib)
        grund = median(tider["chromium, hela processen"])
        print(f"{'':44}{'sekunder':>9}{'MiB':>7}{'× chromium':>12}")
        for namn, t in tider.items():
            print(f"{namn:44}{median(t):9.2f}{minne[namn]:7.0f}{median(t) / grund:12.2f}")
        for vad in ("hela processen", "i processen"):
            nio = tider["nio utgåvor, hela processen" if vad == "hela processen" else "nio utgåvor, en process per kärna"]
            print(f"nio mot en, {vad}: {median(nio) / median(tider[f'en utgåva, {vad}']):.2f}")
        print("\nsidor och sekunder när kapitlen blir fler:")
        for n in (1, 3, 6, 12):
            _, mib, ut = python(VAXER.format(n=n) + SIDOR, env)
            sekunder, sidor = ut.split()
            print(f"{sidor:>5} sidor {float(sekunder):7.2f} s {mib:6.0f} MiB")


if __name__ == "__main__":
    main()
