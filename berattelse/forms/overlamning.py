"""Reading the receipt of an uppdrag that was handed over."""

from django import forms
from django.utils import timezone

from berattelse.models import Overlamning
from samverkan.forms import Radform


class Overlamningsform(Radform):
    class Meta:
        model = Overlamning
        fields = ["organisation", "mottagare", "datum", "sha256"]

    def clean_datum(self):
        if self.cleaned_data["datum"] > timezone.localdate():
            raise forms.ValidationError("Paketet kan inte ha tagits emot efter i dag.")
        return self.cleaned_data["datum"]
