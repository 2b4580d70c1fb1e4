"""Reading a comment, and an answer to one."""

from django import forms

from berattelse.models.granskning import LANGST


class KommentarForm(forms.Form):
    """`version` says which text was read."""

    text = forms.CharField(
        label="Kommentar", max_length=LANGST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv vad du vill säga om stycket."},
    )  # fmt: skip
    version = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)


class SvarForm(forms.Form):
    text = forms.CharField(
        label="Svar", max_length=LANGST, widget=forms.Textarea(attrs={"rows": 2}), error_messages={"required": "Skriv ditt svar."}
    )
