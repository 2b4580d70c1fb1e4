"""What is large is imported by whoever uses it, and by nobody else."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from samverkan.vilande import Vilande

CODE = """
import sys, django
django.setup()
from django.core.management import call_command
from django.template import engines
STORA = {"weasyprint", "fontTools", "openpyxl", "numpy", "pypdf", "docx", "PIL", "lxml", "pyhanko", "asn1crypto", "aiohttp", "icalendar", "page"}
call_command("check", verbosity=0)  # it reads every address
engines["django"].from_string("{{ n|tusental }}").render({"n": 1000})
print(sorted(STORA & sys.modules.keys()))
from samverkan.tabell import Kalkylblad, arbetsbok
arbetsbok(Kalkylblad("A", ["B"], [[1]], [9]))
from samverkan.skrivet.stycken import lxml_html
lxml_html.fromstring("<p>a</p>")
print(sorted({"openpyxl", "lxml", "docx"} & sys.modules.keys()))
"""


def test_neither_a_command_that_reads_every_address_nor_a_template_imports_what_is_large():
    env = {"DJANGO_SETTINGS_MODULE": "samverkan.settings", "SAMVERKAN_DEBUG": "1", "DATABASE_URL": "sqlite:///:memory:", "PATH": ""}
    ut = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, env=env)
    assert ut.stdout.splitlines()[-2:] == ["[]", "['lxml', 'openpyxl']"]


def test_what_sleeps_is_the_module_itself_once_it_is_asked():
    import colorsys

    assert Vilande("colorsys").rgb_to_hsv is colorsys.rgb_to_hsv
    with ThreadPoolExecutor(8) as tradar:
        assert len(set(tradar.map(lambda _: Vilande("colorsys").ONE_THIRD, range(16)))) == 1


def test_a_module_that_is_not_there_is_told_of_when_it_is_asked():
    sover = Vilande("finns_inte")
    with pytest.raises(ModuleNotFoundError, match="finns_inte"):
        _ = sover.nagot
