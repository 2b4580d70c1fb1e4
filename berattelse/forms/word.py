"""Reading a section's Word file, and which of its parts are taken in."""

from django import forms

from berattelse.avsnitt import richtext
from samverkan.utifran.uppladdning import MB, Filfalt

MAX_BYTES = 20 * MB


class Wordform(forms.Form):
    fil = Filfalt(
        mest=MAX_BYTES, rad="Ta bort bilder ur den och försök igen.", label="Word-fil",
        help_text="Avsnittet som du hämtade som Word (.docx), eller en egen fil med avsnittets rubriker. Högst 20 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )  # fmt: skip


class TaInForm(forms.Form):
    """The parts of a file that was shown, those that are ticked, and where the rest goes. What is posted is cleaned anew."""

    version = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args, delar, losa=0, **kwargs):
        """`delar` is [(part, its name)]; `losa` how many texts there are that belong to no part."""
        super().__init__(*args, **kwargs)
        self._delar, self._losa = delar, range(losa)
        for part, namn in delar:
            self.fields[f"ta_{part}"] = forms.BooleanField(required=False, initial=True, label=f"Ta in {namn}")
            self.fields[f"text_{part}"] = forms.CharField(required=False, widget=forms.HiddenInput)
        for n in self._losa:
            self.fields[f"los_{n}"] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.fields[f"till_{n}"] = forms.ChoiceField(
                required=False, label="Var hör texten hemma?", choices=[("", "Ingenstans, ta inte in den"), *delar]
            )

    def texter(self, texter):
        """{part: text} of what is taken in; what belonged to no part follows on the text it is put to: the file's, else that of `texter`.

        A part that was not shown is not taken for an empty one.
        """
        data = self.cleaned_data
        tas = {part: data[f"text_{part}"] for part, _ in self._delar if data.get(f"ta_{part}") and f"text_{part}" in self.data}
        for n in self._losa:
            if part := data.get(f"till_{n}"):
                tas[part] = tas.get(part, texter[part]) + data[f"los_{n}"]
        return {part: richtext.clean(text) for part, text in tas.items()}


def antal_losa(data, mest):
    """How many texts of no part were posted."""
    return next((n for n in range(mest) if f"los_{n}" not in data), mest)
