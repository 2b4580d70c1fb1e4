"""The house rules that a reviewer would otherwise say twice."""

import re
import subprocess
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from tests.conftest import APPEND_ONLY

ROOT = Path(__file__).parent.parent
ROOMS = ("samverkan", "uppdrag", "enkat", "ekonomi", "berattelse")
TRACKED = [
    ROOT / name for name in subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, check=True, text=True).stdout.splitlines()
]
TEXT = [p for p in TRACKED if p.suffix in {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".in", ""} and p.is_file()]
PYTHON = [p for p in TRACKED if p.suffix == ".py" and "migrations" not in p.parts and p.is_file()]


def relative(paths):
    return [str(p.relative_to(ROOT)) for p in paths]


def own_models():
    return [m for m in apps.get_models() if m._meta.app_label in ROOMS and not m.__name__.startswith("Historical")]


def test_no_file_is_longer_than_three_hundred_lines():
    code = [*PYTHON, *(p for p in TRACKED if p.suffix == ".html" and p.is_file())]
    assert [f"{p.relative_to(ROOT)}: {n}" for p in code if (n := len(p.read_text().splitlines())) > 300] == []


def test_own_css_stays_under_nine_hundred_lines():
    assert sum(len(p.read_text().splitlines()) for p in (ROOT / "static" / "css").glob("*.css")) <= 900


def test_modules_are_named_by_what_they_know():
    assert [p.name for p in PYTHON if p.stem in {"utils", "helpers", "services", "common"}] == []


def test_identifiers_and_addresses_have_no_swedish_letters():
    names = [f"{m.__name__}.{f.name}" for m in own_models() for f in m._meta.get_fields()]
    assert [n for n in names if not n.isascii()] == []
    assert [route for route in routes() if not route.isascii()] == []


def routes(patterns=None, prefix=""):
    for pattern in patterns or get_resolver().url_patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield here


def test_every_model_stands_in_the_word_list():
    words = (ROOT / "docs" / "ordlista.md").read_text()
    assert [m.__name__ for m in own_models() if f"`{m.__name__}`" not in words] == []


def test_every_model_has_swedish_names():
    lacking = [m.__name__ for m in own_models() if m._meta.verbose_name == m.__name__.lower() and m._meta.verbose_name_plural.endswith("s")]
    assert lacking == []


def test_every_constraint_speaks_swedish():
    default = "Constraint “%(name)s” is violated."
    mute = [
        f"{m.__name__}.{c.name}" for m in own_models() for c in m._meta.constraints
        if str(c.violation_error_message) == str(default) or "%(name)s" in str(c.violation_error_message)
    ]  # fmt: skip
    assert mute == []


def test_no_inline_style_script_or_handler_in_templates():
    bad = re.compile(r"""<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=""", re.IGNORECASE)
    assert [str(p.relative_to(ROOT)) for p in TRACKED if p.suffix == ".html" and bad.search(p.read_text())] == []


def test_every_page_has_one_heading_of_the_first_rank():
    pages = [p for p in (ROOT / "templates").rglob("*.html") if not p.name.startswith("_") and "{% extends" in p.read_text()]
    counted = {str(p.relative_to(ROOT)): _headings(p) for p in pages if "block content" in p.read_text()}
    assert {name: n for name, n in counted.items() if n != 1} == {}


def _headings(template):
    """How many h1 the template and what it includes hold."""
    text = template.read_text()
    included = [ROOT / "templates" / name for name in re.findall(r'{% include "([^"]+)"', text)]
    return len(re.findall(r"<h1[ >]", text)) + sum(_headings(p) for p in included)


def test_nothing_is_fetched_from_outside():
    bad = re.compile(r"""(?:src|href)="(?:https?:)?//|@import url\("?https?:""")
    assert [str(p.relative_to(ROOT)) for p in TRACKED if p.suffix in {".html", ".css"} and bad.search(p.read_text())] == []


def test_the_migrations_themselves_make_the_tables_that_only_grow(migrated_triggers):
    endings = {"postgresql": ("append_only", "no_truncate"), "sqlite": ("no_update", "no_delete")}[connection.vendor]
    assert {(t, f"{t}_{end}") for t in APPEND_ONLY for end in endings} <= migrated_triggers


def test_browser_tests_wait_for_what_they_look_for():
    """A page just asked for is not there at once: `expect` waits for it, a plain `assert` on a locator does not."""
    hasty = re.compile(r"^\s*assert\b.*\.(is_visible|is_hidden|is_checked|input_value|inner_text|text_content|content|count|all)\(\)")
    lines = [(p, line) for p in PYTHON if "browser" in p.parts for line in p.read_text().splitlines()]
    assert [f"{p.name}: {line.strip()}" for p, line in lines if hasty.search(line) and ".objects." not in line] == []


def test_no_signals_and_no_model_saves_in_its_own_way():
    rooms = [p for p in PYTHON if p.relative_to(ROOT).parts[0] in ROOMS]
    assert [p.name for p in rooms for word in ("post_save", "pre_save", "receiver(") if word in p.read_text()] == []
    models = [p for p in rooms if p.stem == "models" or "models" in p.parts]
    assert [p.name for p in models if "def save(" in p.read_text()] == []


def test_views_change_nothing_by_themselves():
    """A view fetches, asks, calls an act and answers: it never writes a row."""
    writes = re.compile(r"\.(save|create|update|delete|bulk_create|get_or_create|update_or_create)\(")
    views = [p for p in PYTHON if "views" in p.stem or "views" in p.parts]
    assert [
        f"{p.relative_to(ROOT)}: {m[0]}"
        for p in views
        for m in writes.finditer(p.read_text())
        if "session" not in m.string[max(0, m.start() - 20) : m.start()]
    ] == []


def test_the_project_speaks_of_itself_alone():
    machine = re.compile(r"/work/|/root/|pypi\.org|registry\.npmjs|claude|anthropic", re.IGNORECASE)
    assert [
        n for n in relative(p for p in TEXT if machine.search(p.read_text(errors="ignore"))) if n not in {"tests/test_house.py", "LICENSE"}
    ] == []


def test_lock_files_have_hashes_and_no_addresses():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert "http" not in text.replace("aiohttp", "").replace("httpx", "").replace("httpcore", "").replace("django-htmx", "")
        pinned = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line)]
        assert all("==" in line for line in pinned)
