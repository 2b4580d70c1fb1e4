"""The decision that an act rests on: one that is registered, or a new one written in the same form."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from samverkan.forms import Dag, Paragraf
from uppdrag.actions.arenor import registrera_beslut
from uppdrag.forms.beslut import Beslutsfalt
from uppdrag.models import Beslut

KRAVS = (  # of a new decision
    ("organ", "Skriv vem som har beslutat, eller välj ett beslut."), ("beslutsdatum", "Ange beslutets dag."),
    ("lydelse", "Skriv vad som beslutades, eller välj ett beslut."),
)  # fmt: skip


class Beslutsval(forms.Form):
    """Choose the decision, or tell body, day, §, wording and document of a new one. The day may not lie ahead."""

    beslut = Beslutsfalt(
        Beslut.objects.none(), label="Beslut", required=False, empty_label="Ett nytt beslut, som skrivs in nedan",
        help_text="Välj beslutet om det redan är registrerat.",
    )  # fmt: skip
    organ = forms.CharField(label="Beslutat av", max_length=200, required=False, help_text="Till exempel Regionens samverkansråd.")
    beslutsdatum = Dag(
        label="Beslutsdatum", required=False,
        error_messages={"invalid": "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2022-03-31."},
    )  # fmt: skip
    paragraf = Paragraf(label="Paragraf", max_length=20, required=False, help_text="Till exempel 12.")
    lydelse = forms.CharField(
        label="Beslutets lydelse", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="Som det står i protokollet.",
    )  # fmt: skip
    dokument = forms.CharField(label="Handling", max_length=200, required=False, help_text="Protokoll eller diarienummer.")

    def __init__(self, *args, avtal, **kwargs):
        super().__init__(*args, **kwargs)
        self.avtal = avtal
        self.registrerade = self.valbara().filter(avtal=avtal, datum__lte=timezone.localdate())
        self.fields["beslut"].queryset = self.registrerade

    def valbara(self):
        """The decisions that can decide about money."""
        return Beslut.objects.beslutande()

    def clean(self):
        data = super().clean()
        if not data.get("beslut"):
            for namn, mening in KRAVS:
                if not data.get(namn) and namn not in self.errors:
                    self.add_error(namn, mening)
        dag = self.beslutsdag
        if dag and dag > timezone.localdate():
            self.add_error("beslut" if data.get("beslut") else "beslutsdatum", ValidationError("Beslutet kan inte ligga framåt i tiden."))
        return data

    @property
    def beslutsdag(self):
        """The decision's day, chosen or new; None when there is none."""
        data = self.cleaned_data
        return data["beslut"].datum if data.get("beslut") else data.get("beslutsdatum")

    def spara_beslut(self, *, by):
        """The chosen decision, or the new one; called within the act that rests on it, which holds the row it is about.

        ValidationError when what is written is a decision that is registered already.
        """
        data = self.cleaned_data
        if data["beslut"]:
            return data["beslut"]
        samma = self.registrerade.filter(organ__iexact=data["organ"], datum=data["beslutsdatum"], paragraf=data["paragraf"])
        if finns := (samma if data["paragraf"] else samma.filter(text=data["lydelse"])).first():
            i_listan = self.fields["beslut"].queryset.filter(pk=finns.pk).exists()
            rad = (
                "Välj det i listan."
                if i_listan
                else "Be processledaren skriva in på det hur mycket av skulden det gäller; då kan det väljas."
            )
            raise ValidationError({"beslut": f"Beslutet är redan registrerat: {finns}. {rad}"})
        beslut = Beslut(
            avtal=self.avtal, organ=data["organ"], datum=data["beslutsdatum"], paragraf=data["paragraf"], dokument=data["dokument"],
            text=data["lydelse"], skuldbelopp=data.get("skuldbelopp"),
        )  # fmt: skip
        registrera_beslut(beslut, by=by, falt="beslutsdatum")
        return beslut
