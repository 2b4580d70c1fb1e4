"""What collectstatic publishes: all that a page asks for, and little else."""

import posixpath
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.utils import get_app_template_dirs

from berattelse.avsnitt.redigerare import Redigerare
from samverkan.models import Rolltilldelning, User
from samverkan.pdf.sattning import BASE_URL, OnlyStatic
from samverkan.statiskt import ANVANDS, BARA_TRYCKS

I_MALL = re.compile(r"""\{% static ['"]([^'"]+)['"]|["']/static/([^'"]+)["']""")
I_STIL = re.compile(r"""url\(\s*['"]?(?!data:|#|https?:)([^'")?#]+)""")
KARTA = re.compile(r"^/[/*]# sourceMappingURL=([^\s*]+)", re.MULTILINE)  # as a browser reads it
ADMINS = "django/contrib/admin"


@pytest.fixture(scope="module")
def publicerade():
    """{name: file} of what collectstatic would take."""
    return {namn: lager.path(namn) for finder in finders.get_finders() for namn, lager in finder.list([])}


def mallar():
    """The house's templates, and those of the packages whose pages are shown."""
    mappar = [Path(mapp) for mapp in get_app_template_dirs("templates")]
    allauths = [mapp / app.label for mapp in mappar for app in apps.get_app_configs() if "allauth" in str(mapp) and "allauth" in app.name]
    admins = [mapp for mapp in mappar if ADMINS in str(mapp)]
    return [fil for mapp in (settings.BASE_DIR / "templates", *admins, *allauths) for fil in mapp.rglob("*.html")]


def av_widgetar():
    """What editor, admin and htmx put into a page."""
    valj = AutocompleteSelect(Rolltilldelning._meta.get_field("user"), admin.site)
    html = str(admin.site.get_model_admin(User).media + AdminDateWidget().media + valj.media)
    html += str(Redigerare().media) + Template("{% load django_htmx %}{% htmx_script %}").render(Context())
    return set(re.findall(rf'["\']{settings.STATIC_URL}([^"\']+)', html))


def efterfragade():
    i_mallar = {namn for fil in mallar() for par in I_MALL.findall(fil.read_text()) for namn in par if namn}
    return i_mallar | av_widgetar()


def pekar_pa(namn, fil):
    """What a published style sheet or script names in its turn."""
    text = Path(fil).read_text() if namn.endswith((".css", ".js")) else ""
    monster = (KARTA, I_STIL) if namn.endswith(".css") else (KARTA,)
    return {posixpath.normpath(posixpath.join(posixpath.dirname(namn), del_)) for m in monster for del_ in m.findall(text)}


def test_all_that_a_page_asks_for_is_published(publicerade):
    begarda = efterfragade()
    assert {"css/ordning.css", "django_htmx/htmx-2.min.js", "django_prose_editor/editor.js", "admin/css/base.css"} <= begarda
    assert begarda - publicerade.keys() == set()


def test_all_that_a_published_file_names_is_published(publicerade):
    pekade = {namn for fil, var in publicerade.items() for namn in pekar_pa(fil, var)}
    assert {"weblate_fonts/source-sans/woff2/SourceSans3-Regular.ttf.woff2", "bootstrap/css/bootstrap.min.css"} <= pekade
    assert pekade - publicerade.keys() == set()


def test_little_else_is_published(publicerade):
    """Each file costs time at every installation; a package that grows, or a new one, is to be looked at."""
    assert len(publicerade) < 220
    assert sum(Path(fil).stat().st_size for fil in publicerade.values()) < 9_000_000
    assert not [namn for namn in publicerade if namn.endswith((".ttf", ".otf"))]
    assert {namn.partition("/")[0] for namn in publicerade} >= set(ANVANDS)


@pytest.mark.parametrize("ark", BARA_TRYCKS)
def test_what_only_the_print_reads_is_found_by_it_and_not_published(publicerade, ark):
    assert ark not in publicerade
    sheet = OnlyStatic().fetch(f"{BASE_URL}static/{ark}").read().decode()
    typsnitt = {posixpath.normpath(f"css/{fil}") for fil in I_STIL.findall(sheet)}
    assert typsnitt
    assert all(finders.find(fil) for fil in typsnitt)
