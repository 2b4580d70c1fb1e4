"""Reading what a key is for, and how long it opens."""

from django import forms
from django.utils import timezone

from berattelse.models.datanyckel import LANGST, Datanyckel, nyckelgivare_for
from samverkan import svenska
from samverkan.forms import Radform


class Datanyckelform(Radform):
    at_field = {"datanyckel_ett_namn": "namn"}

    class Meta:
        model = Datanyckel
        fields = ["organisation", "namn", "till"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        hennes = nyckelgivare_for(by)
        self.fields["organisation"].queryset = hennes
        if not self.is_bound and len(en := list(hennes[:2])) == 1:
            self.initial["organisation"] = en[0]

    def clean_till(self):
        till, idag = self.cleaned_data["till"], timezone.localdate()
        if till < idag:
            raise forms.ValidationError("Den dagen har varit. Välj en dag från och med i dag.")
        if till > idag + LANGST:
            raise forms.ValidationError(f"En nyckel gäller som längst ett år: till och med {svenska.datum(idag + LANGST)}.")
        return till
