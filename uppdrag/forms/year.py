"""Reading a year and its headings."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from samverkan.forms import Radform
from uppdrag.forms.rader import Barnform
from uppdrag.models import Omrade, Rubrik, Rubrikuppdrag, Uppdrag, Verksamhetsar


class Yearform(Radform):
    at_field = {"year_slutar_efter_start": "till", "year_beteckning_unik": "beteckning"}

    class Meta:
        model = Verksamhetsar
        fields = [
            "beteckning", "fran", "till", "dnr", "dnr_exempel", "ort", "undertecknas", "overlamnas", "innehaller_exempel",
        ]  # fmt: skip


class Lasuppform(forms.Form):
    skal = forms.CharField(
        label="Varför låses året upp?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        error_messages={"required": "Skriv varför året låses upp; skälet blir kvar i händelseloggen."},
    )  # fmt: skip


class Rubrikform(Barnform):
    """One printed heading, the agreement's area it stands for, and the uppdrag under it."""

    under = forms.ModelMultipleChoiceField(
        Uppdrag.objects.none(), label="uppdrag under rubriken", required=False, widget=forms.CheckboxSelectMultiple
    )
    at_field = {"rubrik_en_gang_per_year": "text"}

    class Meta:
        model = Rubrik
        fields = ["text", "omrade", "ordning"]

    def begransa(self, by):
        year = self.instance.verksamhetsar
        self.fields["under"].queryset = Uppdrag.objects.filter(avtal=year.avtal_id)
        self.fields["omrade"].queryset = Omrade.objects.filter(version__avtal=year.avtal_id).select_related("version")
        self.fields["omrade"].label_from_instance = lambda omrade: f"{omrade} ({omrade.version})"
        if self.instance.pk:
            self.initial["under"] = self.instance.placeringar.values_list("uppdrag", flat=True)

    def clean_under(self):
        under = self.cleaned_data["under"]
        annan = Rubrikuppdrag.objects.filter(rubrik__verksamhetsar=self.instance.verksamhetsar, uppdrag__in=under)
        upptagen = annan.exclude(rubrik=self.instance.pk).select_related("rubrik", "uppdrag").first()
        if upptagen:
            raise ValidationError(f"{upptagen.uppdrag} står redan under rubriken {upptagen.rubrik}.")
        return under

    @transaction.atomic
    def _save_m2m(self):
        self.instance.placeringar.exclude(uppdrag__in=self.cleaned_data["under"]).delete()
        for n, uppdrag in enumerate(self.cleaned_data["under"], 1):
            self.instance.placeringar.update_or_create(uppdrag=uppdrag, defaults={"ordning": n})
