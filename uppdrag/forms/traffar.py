"""Reading in the meeting with one kommun."""

from django import forms
from django.utils import timezone

from samverkan.forms import Radform
from uppdrag.models import Tillfalle


class Traffform(Radform):
    at_field = {"tillfalle_slutar_efter_start": "fran"}

    class Meta:
        model = Tillfalle
        fields = ["fran", "form", "status", "anteckning", "till_namnden"]
        widgets = {"anteckning": forms.Textarea(attrs={"rows": 6}), "till_namnden": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "anteckning": "Läses av regionen och av kommunen.",
            "till_namnden": "Det som ska vidare till regionala utvecklingsnämnden. "
            "Alla kan läsa det i verksamhetsberättelsen med kommunernas värdering.",
        }

    def clean(self):
        data = super().clean()
        fran = data.get("fran")
        if fran:
            self.instance.till = fran
            if data.get("status") == Tillfalle.Status.HALLET and fran > timezone.localdate():
                self.add_error("status", "Dagen har inte varit ännu. Välj planerat, eller rätta datumet.")
            if fran <= self.instance.om_year.fran:
                self.add_error("fran", f"Träffen gäller år {self.instance.om_year} och kan inte ha hållits innan året började.")
        return data
