"""The editor of a section's text: a text area that django-prose-editor's module turns into one, where there is JavaScript."""

from django import forms
from django_prose_editor.widgets import importmap
from js_asset import ImportMap, Media, Script

_MODULES = ImportMap(
    {
        "samverkan/siffra": "js/editor/siffra.js",
        "samverkan/wordpaste": "js/editor/wordpaste.js",
    }
)


class Redigerare(forms.Textarea):
    """Its media wants the nonce of the request: the import map stands in the page."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 6, "data-redigerare": "", "lang": "sv"} | (attrs or {}))

    @property
    def media(self):
        return Media(
            importmap=importmap | _MODULES,
            css={"all": ["js/editor/redigerare.css"]},
            js=[Script("js/editor/redigerare.js", type="module")],
        )
