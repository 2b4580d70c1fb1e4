"""What is read in beside the answers themselves."""

from django import forms
from django.utils import timezone

from samverkan.forms import Dag


class Medhjalparform(forms.Form):
    namn = forms.CharField(label="Namn", max_length=120)
    epost = forms.EmailField(label="E-postadress")


class Papperform(forms.Form):
    """An answer that came on paper or in Word: who answered, and when it came."""

    namn = forms.CharField(label="Svaret är lämnat av", max_length=120, help_text="Namn eller befattning, som det står på svaret.")
    inkom = Dag(label="Inkom den", initial=timezone.localdate)

    def clean_inkom(self):
        inkom = self.cleaned_data["inkom"]
        if inkom > timezone.localdate():
            raise forms.ValidationError("Svaret kan inte ha kommit in efter i dag.")
        return inkom


class Laggundanform(forms.Form):
    """Why what came too late does not count; `sista` is the last row that was there when the page was opened."""

    skal = forms.CharField(label="Varför", max_length=300, help_text="Står i brevet till den som skrev.")
    sista = forms.IntegerField(widget=forms.HiddenInput)
