"""What the README prints can be typed: each command is there and takes what it is given. bin/prova-readme runs them."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from tests.readme import commands

pytestmark = pytest.mark.en_gang
ROOT = Path(__file__).parent.parent
ROOMS = ("samverkan", "uppdrag", "enkat", "ekonomi", "berattelse")
PRINTED = [command for _, command in commands((ROOT / "README.md").read_text())]
MANAGE = [shlex.split(command.partition("manage.py ")[2]) for command in PRINTED if "manage.py " in command]


@pytest.mark.parametrize("words", MANAGE, ids=" ".join)
def test_a_printed_command_takes_what_it_is_given(words, settings):
    settings.TASKS = {"default": {"BACKEND": "samverkan.arbetsko.Arbetsko"}}  # as SAMVERKAN_ARBETARE=1 does
    name, *arguments = words
    app = get_commands()[name]
    if app in ROOMS:
        load_command_class(app, name).create_parser("manage.py", name).parse_args(arguments)


def test_every_command_of_ours_is_printed():
    ours = {path.stem for path in ROOT.glob("*/management/commands/*.py") if path.stem != "__init__"}
    assert ours <= {name for name, *_ in MANAGE}


def test_every_make_target_that_is_printed_is_there():
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    printed = {command.split()[1] for command in PRINTED if command.startswith("make ")}
    assert printed
    assert printed <= set(targets)


def test_the_example_file_that_is_printed_is_there():
    assert [word for words in MANAGE for word in words if word.startswith("docs/") and not (ROOT / word).exists()] == []


@pytest.fixture
def trial(tmp_path):
    """trial(**environ) runs a manage.py of its own, beside a lokalt.env when `local` is given, and prints whether it is in debug mode."""
    (tmp_path / "manage.py").write_text((ROOT / "manage.py").read_text())

    def run(*, local="", **environ):
        if local:
            (tmp_path / "lokalt.env").write_text(local)
        return subprocess.run(
            [sys.executable, tmp_path / "manage.py", "diffsettings", "--all"],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)} | environ, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


def test_without_settings_one_sentence_is_said(trial):
    answer = trial()
    assert (answer.returncode, answer.stdout) == (1, "")
    assert re.fullmatch(r"SAMVERKAN_SECRET_KEY saknas: .+\n", answer.stderr)


def test_what_make_run_wrote_is_read_and_told_of(trial):
    answer = trial(local="SAMVERKAN_DEBUG=1\nSAMVERKAN_DEMO=1\n")
    assert "\nDEMO = True" in answer.stdout.replace("###", "")
    assert "lokalt.env" in answer.stderr


def test_in_production_no_letter_is_written_to_the_log(trial):
    assert "EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'" in trial(SAMVERKAN_SECRET_KEY="x").stdout


@pytest.mark.parametrize(
    ("falt", "vantat"),
    [
        ({"SAMVERKAN_EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "SAMVERKAN_EMAIL_BACKEND är konsolen i drift"),
        ({"SAMVERKAN_SMTP_TLS": "ja"}, "SAMVERKAN_SMTP_TLS är ja: skriv starttls eller ssl"),
    ],
)
def test_mail_that_would_not_go_or_not_in_secret_stops_the_start(trial, falt, vantat):
    answer = trial(SAMVERKAN_SECRET_KEY="x", **falt)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith(vantat)


def test_the_mail_server_may_ask_for_a_user_and_tls(trial):
    losen = {"SAMVERKAN_SMTP_ANVANDARE": "u", "SAMVERKAN_SMTP_LOSEN": "p"}
    ut = trial(SAMVERKAN_SECRET_KEY="x", SAMVERKAN_SMTP_TLS="starttls", **losen).stdout
    assert all(rad in ut for rad in ("EMAIL_HOST_USER = 'u'", "EMAIL_HOST_PASSWORD = 'p'", "EMAIL_USE_TLS = True", "EMAIL_USE_SSL = False"))


@pytest.mark.parametrize(("ord_", "returncode"), [("1", 1), ("aven-i-drift", 0)])
def test_the_example_in_production_wants_its_own_word(trial, ord_, returncode):
    answer = trial(SAMVERKAN_SECRET_KEY="x", SAMVERKAN_DEMO=ord_)
    assert answer.returncode == returncode
    assert ("SAMVERKAN_DEMO är satt i drift." in answer.stderr) is (ord_ == "1")
    assert ("\nDEMO = True" in answer.stdout.replace("###", "")) is (ord_ != "1")


@pytest.mark.parametrize("name", ["SAMVERKAN_SECRET_KEY", "SAMVERKAN_SMTP", "DATABASE_URL"])
def test_one_setting_of_the_environments_own_and_the_file_is_not_read(trial, name):
    answer = trial(local="SAMVERKAN_DEBUG=1\n", **{name: "sqlite:///x" if name == "DATABASE_URL" else "x"})
    assert "lokalt.env" not in answer.stderr
    assert re.search(r"^### DEBUG = False", answer.stdout, re.MULTILINE) or answer.returncode == 1
