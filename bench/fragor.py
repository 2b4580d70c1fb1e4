"""How many questions each page asks the database: every address that answers GET, asked as the processledare of the example year.

bench/fragor.py                         # how many, the worst first
bench/fragor.py berattelse:report_html  # what these ask: how many times each, and from where
"""

import os
import re
import sys
import traceback
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import django
import pytest  # noqa: F401 - the settings ask whether it is there

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ |= {"DJANGO_SETTINGS_MODULE": "samverkan.settings", "SAMVERKAN_DEMO": "1"}
os.environ.pop("DATABASE_URL", None)  # the tests' own, in memory
RAMAR = 4  # so many of our own lines are told of a question


def _fran():
    """The lines of the house that led to a question, the nearest first."""
    egna = [
        rad
        for rad in traceback.extract_stack()
        if rad.filename.startswith(str(ROOT)) and not re.search("/(site-packages|bench)/", rad.filename)
    ]
    return " < ".join(f"{Path(rad.filename).relative_to(ROOT)}:{rad.lineno}" for rad in egna[: -RAMAR - 1 : -1])


def _kort(sql):
    """Of which table, and on what condition."""
    vad = re.sub(r"^.*? FROM ", "", re.sub(r"\s+", " ", sql))
    villkor = re.search(r" WHERE (.{,90})", vad)
    return f"{vad.split()[0]} {villkor[1] if villkor else ''}".replace('"', "")


class Vad:
    """What is asked, and from where."""

    def __init__(self):
        self.rader = Counter()

    def __call__(self, execute, sql, params, many, context):
        self.rader[f"{_kort(sql)}  ← {_fran()}"] += 1
        return execute(sql, params, many, context)


def matt(namn):
    """[(number, name, address, what was asked)] of all addresses, or of these with what they ask."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    from samverkan.models import User
    from tests import mallar, rattigheter

    setup_test_environment()
    mallar.borja()
    mallar.stall_in("rattigheter")
    demo, client = mallar.innehall("rattigheter"), Client()
    client.force_login(User.objects.get(email="processledare@exempel.test"))
    for name, path in rattigheter.addresses():
        if not namn or name in namn:
            vad = Vad()
            with connection.execute_wrapper(vad) if namn else nullcontext():
                sida = rattigheter.sida(client, demo, name, path)
            yield sida.fragor, name, sida.url, vad.rader


def main():
    django.setup()
    for antal, name, url, rader in sorted(matt(sys.argv[1:]), key=lambda rad: -rad[0]):
        print(f"{antal:4d}  {name:36s} {url}")
        for vad, ganger in rader.most_common():
            print(f"      {ganger:3d} × {vad}")


if __name__ == "__main__":
    main()
