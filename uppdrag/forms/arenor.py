"""Reading what is said of an arena: itself, its parts, and its plan for a year."""

from django import forms

from samverkan.forms import Radform
from samverkan.models import Organisation
from samverkan.svenska import MANADER
from uppdrag.forms.rader import Barnform
from uppdrag.models import Arena, Arenaar, Arenagrupp, Arenamedlem, Arenanamn, Arenavisning, Ordforande


class Arenaform(Radform):
    at_field = {"arena_namn_unikt": "namn", "arena_slutar_efter_start": "till"}

    class Meta:
        model = Arena
        fields = [
            "namn", "forkortning", "namn_i_text", "sort", "niva", "motesord", "protokollfors", "beskrivning", "ordning",
            "fran", "till",
        ]  # fmt: skip


class NyArenaform(Arenaform):
    """A new arena also says which agreement it belongs to and where it is reported."""

    def __init__(self, *args, avtal, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.avtal = avtal
        self.fields["visas"] = forms.ModelMultipleChoiceField(
            avtal.uppdrag.all(), label="Redovisas under", required=False, widget=forms.CheckboxSelectMultiple
        )

    def _save_m2m(self):
        """The other rows of the same act: where the arena is reported."""
        for n, uppdrag in enumerate(self.cleaned_data["visas"], 1):
            Arenavisning.objects.create(arena=self.instance, uppdrag=uppdrag, ordning=n)


class Namnform(Barnform):
    class Meta:
        model = Arenanamn
        fields = ["namn"]


class Gruppform(Barnform):
    at_field = {"grupp_namn_unikt": "namn"}

    class Meta:
        model = Arenagrupp
        fields = ["namn"]


class Medlemsform(Barnform):
    at_field = {"arenamedlem_en_gang": "organisation", "arenamedlem_slutar_efter_start": "till"}

    class Meta:
        model = Arenamedlem
        fields = ["organisation", "fran", "till"]


class Ordforandeform(Barnform):
    at_field = {"ordforande_ar_nagon": "namn", "ordforande_slutar_efter_start": "till"}

    class Meta:
        model = Ordforande
        fields = ["user", "namn", "epost", "fran", "till"]

    def begransa(self, by):
        parter = Organisation.objects.filter(partskap__avtal=self.instance.arena.avtal_id)
        self.fields["user"].queryset = self.fields["user"].queryset.filter(rolltilldelningar__organisation__in=parter).distinct()


class Visningsform(Barnform):
    at_field = {"arena_en_gang_per_uppdrag": "uppdrag"}

    class Meta:
        model = Arenavisning
        fields = ["uppdrag", "ordning"]

    def begransa(self, by):
        self.fields["uppdrag"].queryset = self.fields["uppdrag"].queryset.filter(avtal=self.instance.arena.avtal_id)


class Planform(Radform):
    """What was planned for the year, and the own sentence."""

    undantagna_manader = forms.TypedMultipleChoiceField(
        label="Månader utan möte",
        choices=list(enumerate(MANADER, 1)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Arenaar
        fields = ["planerat", "manadsvis", "undantagna_manader", "egen_mening", "prioriteringar"]
        widgets = {"prioriteringar": forms.Textarea(attrs={"rows": 4})}

    def clean_egen_mening(self):
        return self.cleaned_data["egen_mening"].strip()
