"""How much may be sent to the site: refused by its length before it is received, and again at its field."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import render

MB = 1024 * 1024
VANLIGT = settings.DATA_UPLOAD_MAX_MEMORY_SIZE  # of what is no file


def tar_emot(form):
    """The view takes what the form's fields take of files; all others take what a person types."""

    def markera(view):
        view.tar_emot = VANLIGT + sum(falt.mest for falt in form.base_fields.values() if isinstance(falt, Filfalt))
        return view

    return markera


class Langdgrans:
    """413 in words for a body that says that it is longer than its address takes. One that says no length is not read at all."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        mest = getattr(view_func, "tar_emot", VANLIGT)
        if _langd(request) <= mest:
            return None
        return render(request, "413.html", {"mest": mest // MB}, status=413)


def _langd(request):
    """As Django reads it when it receives the body: what it takes for no number it takes for no length."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class Filfalt(forms.FileField):
    """A file of at most `mest` bytes; `rad` is what to do about one that is larger."""

    default_error_messages = {"required": "Välj en fil.", "empty": "Filen är tom."}

    def __init__(self, *, mest, rad="", **kwargs):
        super().__init__(**kwargs)
        self.mest, self.rad = mest, rad

    def clean(self, data, initial=None):
        fil = super().clean(data, initial)
        if fil and fil.size > self.mest:
            raise ValidationError(f"Filen är större än {self.mest // MB} MB. {self.rad}".strip())
        return fil
