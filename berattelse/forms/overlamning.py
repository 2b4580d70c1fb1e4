"""Reading the receipt of an uppdrag that was handed over."""

from django import forms
from django.utils import timezone

from berattelse.models import Overlamning
from samverkan.forms import Radform


class Overlamningsform(Radform):
    """The receipt, and the address of whoever received: it is sent to her, and stands in the letter's own row alone."""

    epost = forms.EmailField(
        label="Skicka kvittot till", required=False, help_text="E-postadressen till den som har tagit emot. Tomt: inget brev går."
    )

    class Meta:
        model = Overlamning
        fields = ["organisation", "mottagare", "datum", "sha256"]

    def clean_datum(self):
        if self.cleaned_data["datum"] > timezone.localdate():
            raise forms.ValidationError("Paketet kan inte ha tagits emot efter i dag.")
        return self.cleaned_data["datum"]
