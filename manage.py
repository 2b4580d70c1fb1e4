#!/usr/bin/env python
"""Django's command line, run with this project's settings."""

import os
import sys
from pathlib import Path

from samverkan.stadning import sallan

LOCAL = Path(__file__).resolve().parent / "lokalt.env"


def read_local(environ, file=LOCAL):
    """The settings for trying the program here, as `make run` wrote them.

    Only this command line reads them, never a server, and only when the environment says nothing at all of the program:
    whoever has set one thing has set up something else than a trial, and is not to find it in debug mode.
    """
    if file.exists() and not any(name == "DATABASE_URL" or name.startswith("SAMVERKAN_") for name in environ):
        environ.update(line.split("=", 1) for line in file.read_text().split())
        sys.stderr.write(f"Provkörning på den här datorn: inställningarna kommer från {file.name}.\n")


def main():
    read_local(os.environ)
    sallan()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.DEBUG  # reads them
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
