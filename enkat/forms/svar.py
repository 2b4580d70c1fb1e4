"""What is read in beside the answers themselves."""

from django import forms
from django.utils import timezone

from samverkan.forms import Dag
from samverkan.svenska import datum


class Medhjalparform(forms.Form):
    namn = forms.CharField(label="Namn", max_length=120)
    epost = forms.EmailField(label="E-postadress")


class Papperform(forms.Form):
    """An answer that came on paper or in Word: who answered, and when it came; and that it counts instead of `ersatts`, if there is one.

    The box has the number of what it replaces: what is handed in meanwhile is asked of anew.
    """

    namn = forms.CharField(label="Svaret är lämnat av", max_length=120, help_text="Namn eller befattning, som det står på svaret.")
    inkom = Dag(label="Inkom den", initial=timezone.localdate)

    def __init__(self, *args, omgang, ersatts=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.omgang, self.ersatts = omgang, ersatts
        if ersatts:
            self.fields[f"ersatter_{ersatts.nummer}"] = forms.BooleanField(
                label="Räkna det här svaret i stället för det som redan är lämnat",
                help_text=f"Ett svar är redan lämnat: {ersatts.i_ord}.",
                error_messages={"required": "Kryssa i rutan om det här svaret ska räknas i stället."},
            )

    def clean_inkom(self):
        inkom = self.cleaned_data["inkom"]
        if inkom < self.omgang.oppnar:
            raise forms.ValidationError(f"Svaret kan inte ha kommit in innan frågerundan öppnade den {datum(self.omgang.oppnar)}.")
        if inkom > timezone.localdate():
            raise forms.ValidationError("Svaret kan inte ha kommit in efter i dag.")
        return inkom


class Laggundanform(forms.Form):
    """Why what came too late does not count; `sista` is the last row that was there when the page was opened."""

    skal = forms.CharField(label="Varför", max_length=300, help_text="Står i brevet till den som skrev.")
    sista = forms.IntegerField(widget=forms.HiddenInput)
