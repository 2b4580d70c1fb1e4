"""The editor of a section's text: a text area that django-prose-editor's module turns into one, where there is JavaScript."""

from django import forms
from django.utils.html import format_html
from django_prose_editor.widgets import importmap
from js_asset import ImportMap, Media, Script

from berattelse.avsnitt import klartext

_MODULES = ImportMap(
    {
        "samverkan/lankar": "js/editor/lankar.js",
        "samverkan/siffra": "js/editor/siffra.js",
        "samverkan/wordpaste": "js/editor/wordpaste.js",
    }
)
_FRAN = '<input type="hidden" name="{}" value="{}" autocomplete="off">'


class Redigerare(forms.Textarea):
    """Its media wants the nonce of the request: the import map stands in the page.

    The text area holds plain words, and a hidden field beside it the HTML they say. The editor writes its HTML in the text area and
    takes the hidden field away. So the rule when it is read: where the hidden field came along, the text area holds plain words;
    where it did not, it holds what `richtext.clean` takes, HTML or words.
    """

    def __init__(self, attrs=None):
        super().__init__({"rows": 6, "data-redigerare": "", "lang": "sv"} | (attrs or {}))

    def render(self, name, value, attrs=None, renderer=None):
        html = value or ""
        area = super().render(name, klartext.skriv(html), attrs, renderer)
        return area + format_html(_FRAN, fran(name), html)

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value if value is None or fran(name) not in data else klartext.read(value, data[fran(name)])

    @property
    def media(self):
        return Media(
            importmap=importmap | _MODULES,
            css={"all": ["js/editor/redigerare.css"]},
            js=[Script("js/editor/redigerare.js", type="module")],
        )


def fran(name):
    """The name of the hidden field with the HTML that the words of `name` came from."""
    return f"{name}-fran"
