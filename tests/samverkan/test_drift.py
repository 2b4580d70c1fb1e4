"""What stands in drift/ agrees with the program: lengths, times, settings, looks. bin/prova-drift runs it."""

import configparser
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver

from samverkan.utifran.uppladdning import MB
from tests.mejlserver import mejlserver

pytestmark = pytest.mark.en_gang
ROOT = Path(__file__).parent.parent.parent
DRIFT = ROOT / "drift"
ENHETER = sorted((DRIFT / "systemd").glob("*.service"))
NGINX = (DRIFT / "nginx.conf").read_text()


def enhet(fil):
    ini = configparser.RawConfigParser(strict=False)
    ini.optionxform = str
    ini.read(fil)
    return ini


def adresser(patterns=None):
    for pattern in patterns or get_resolver().url_patterns:
        yield from [pattern] if isinstance(pattern, URLPattern) else adresser(pattern.url_patterns)


def test_nginx_lets_through_the_longest_that_any_address_takes_and_little_more():
    mest = max(getattr(a.callback, "tar_emot", 0) for a in adresser())
    slapps = int(re.search(r"client_max_body_size (\d+)m;", NGINX)[1]) * MB
    assert mest <= slapps <= mest + 5 * MB


def test_who_stops_the_program_waits_longer_than_it_does():
    gunicorn = runpy.run_path("gunicorn.conf.py")
    stopp = int(enhet(DRIFT / "systemd/samverkan-web.service")["Service"]["TimeoutStopSec"])
    lasning = int(re.search(r"proxy_read_timeout (\d+)s", (DRIFT / "nginx-vidare.conf").read_text())[1])
    assert stopp > gunicorn["graceful_timeout"]
    assert lasning >= gunicorn["timeout"]


@pytest.mark.parametrize("fil", ENHETER, ids=lambda fil: fil.stem)
def test_each_unit_runs_without_rights_and_tells_somebody_when_it_fails(fil):
    unit = enhet(fil)
    skydd = {"User": "samverkan", "NoNewPrivileges": "true", "ProtectSystem": "strict", "ProtectHome": "true", "CapabilityBoundingSet": ""}
    assert {namn: unit["Service"][namn] for namn in skydd} == skydd
    assert "larm" in fil.stem or unit["Unit"]["OnFailure"] == "samverkan-larm@%n.service"
    program = unit["Service"]["ExecStart"].split()
    assert program[0].startswith("/opt/samverkan/.venv/bin/")
    assert program[1] not in {"manage.py", "drift/larma"} or (ROOT / program[1]).exists()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_understands_each_unit():
    sagt = subprocess.run(["systemd-analyze", "verify", *(DRIFT / "systemd").iterdir()], capture_output=True, text=True, check=False).stderr
    assert [rad for rad in sagt.splitlines() if "is not executable" not in rad and "samverkan" in rad] == []


def test_nothing_in_the_logs_of_nginx_tells_of_an_address():
    assert NGINX.count("access_log off;") == NGINX.count("server {") == 2
    assert re.findall(r"error_log \S+ (\w+);", NGINX) == ["crit"]


def test_each_setting_of_the_example_is_told_of():
    exempel = re.findall(r"(?m)^(\w+)=", (DRIFT / "samverkan.env.exempel").read_text())
    assert len(exempel) > 8
    assert [namn for namn in exempel if f"`{namn}`" not in (ROOT / "README.md").read_text()] == []


def test_the_page_that_is_shown_while_the_site_is_closed_asks_nothing_of_it_and_looks_like_it():
    sida, stil = ((DRIFT / "underhall" / namn).read_text() for namn in ("index.html", "underhall.css"))
    assert re.findall(r'(?:href|src)="([^"]+)"', sida) == ["/underhall/underhall.css", "/", "/"]
    assert "<h1>Samverkan är stängt en stund</h1>" in sida
    assert not re.search(r"<script|style=|url\(", sida + stil)
    egna, husets = (re.findall(r"--(\w[\w-]*): (#\w+);", text) for text in (stil, (ROOT / "static/css/samverkan.css").read_text()))
    assert egna
    assert set(egna) <= set(husets)


def test_what_failed_is_told_to_somebody_by_letter(settings, tmp_path):
    (tmp_path / "journalctl").write_text("#!/bin/sh\necho Traceback: nej\n")
    (tmp_path / "journalctl").chmod(0o755)
    with mejlserver(settings, "nekad@"):
        env = {
            "PATH": f"{tmp_path}:{os.environ['PATH']}", "SAMVERKAN_SMTP": settings.EMAIL_HOST, "SAMVERKAN_SMTP_PORT": str(settings.EMAIL_PORT),
            "SAMVERKAN_FROM": "samverkan@exempel.test",
        }  # fmt: skip

        def larma(**mer):
            ord_ = [sys.executable, DRIFT / "larma", "samverkan-web.service"]
            return subprocess.run(ord_, env=env | mer, capture_output=True, text=True, check=False)

        assert larma(SAMVERKAN_LARM="drift@exempel.test").returncode == 0
        assert "Adressen finns inte" in larma(SAMVERKAN_LARM="nekad@exempel.test").stderr
        assert "says nobody to tell" in larma().stderr
