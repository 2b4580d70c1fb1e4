"""Reading which calendar somebody wants an address to"""

from django import forms

from uppdrag.models import Arena, Verksamhetsar
from uppdrag.models.kalender import MIN


class Kalenderform(forms.Form):
    """`galler` is min, arena-12 or year-3: what she may see, and nothing else."""

    galler = forms.ChoiceField(
        label="Kalender för",
        error_messages={"invalid_choice": "Den kalendern finns inte, eller så får du inte se den. Välj en i listan."},
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        arenor = Arena.objects.visible_to(by).order_by("namn")
        years = Verksamhetsar.objects.visible_to(by).select_related("avtal").order_by("-fran", "avtal")
        self.rader = {f"arena-{a.pk}": {"arena": a} for a in arenor} | {f"year-{y.pk}": {"year": y} for y in years}
        self.fields["galler"].choices = [
            (MIN, "Mina möten"),
            ("En arenas möten", [(f"arena-{a.pk}", str(a)) for a in arenor]),
            ("Ett helt verksamhetsår", [(f"year-{y.pk}", f"{y}, {y.avtal.titel}") for y in years]),
        ]

    def valt(self):
        """What the act wants to know: {}, {"arena": …} or {"year": …}."""
        return self.rader.get(self.cleaned_data["galler"], {})
