"""Python's collector waits where it would find nothing, and comes back."""

import gc
import subprocess
import sys

import pytest

from samverkan.stadning import utan_stadning

WEBB = "import gc, samverkan.wsgi; print(gc.isenabled(), gc.get_freeze_count() > 100_000)"
KOMMANDO = (
    "import gc, sys, manage; sys.argv = ['manage.py', 'version']; manage.main(); print(gc.isenabled(), gc.get_threshold()[0] > 10_000)"
)


def test_it_waits_and_comes_back_also_when_what_was_built_fails():
    @utan_stadning()
    def bygg():
        raise LookupError(gc.isenabled())

    with pytest.raises(LookupError, match="False"):
        bygg()
    assert gc.isenabled()


def test_who_began_without_it_goes_on_without_it():
    with utan_stadning():
        with utan_stadning():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.parametrize("code", [WEBB, KOMMANDO])
def test_web_and_commands_are_not_gone_through_for_what_stays(code):
    env = {"DJANGO_SETTINGS_MODULE": "samverkan.settings", "SAMVERKAN_DEBUG": "1", "DATABASE_URL": "sqlite:///:memory:", "PATH": ""}
    ut = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert ut.stdout.splitlines()[-1] == "True True"
