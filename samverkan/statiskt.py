"""Which static files are published: of a package that brings more than the pages use, only what is used.

A pattern is a path as fnmatch reads it. A package that is not named publishes all it has. Printing reads what it needs where it lies.
"""

from fnmatch import fnmatchcase

from django.contrib.staticfiles.finders import AppDirectoriesFinder, FileSystemFinder

ANVANDS = {
    "bootstrap": ("bootstrap/css/bootstrap.min.css*",),
    "django_htmx": ("django_htmx/htmx-2.min.js",),
    "weblate_fonts": ("weblate_fonts/source-sans-3.css", "weblate_fonts/source-sans/woff2/*"),
}
BARA_TRYCKS = ("css/tryck.css", "css/presentation_tryck.css", "css/stampel.css")  # read by the print alone, as are the fonts they name


class Egna(FileSystemFinder):
    """The house's own files."""

    def list(self, ignore_patterns):
        return ((fil, lager) for fil, lager in super().list(ignore_patterns) if fil not in BARA_TRYCKS)


class Paketens(AppDirectoriesFinder):
    """The files of installed packages. `find` finds all of them."""

    def list(self, ignore_patterns):
        for fil, lager in super().list(ignore_patterns):
            paket = fil.partition("/")[0]
            if paket not in ANVANDS or any(fnmatchcase(fil, monster) for monster in ANVANDS[paket]):
                yield fil, lager
