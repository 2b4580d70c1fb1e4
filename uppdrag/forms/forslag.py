"""Reading in recommendations, proposed changes, and the parties' decisions."""

from django import forms
from django.utils import timezone

from samverkan.forms import Paragraf, Radform
from samverkan.inaktuell import Versionerad
from samverkan.models import Organisation
from uppdrag.models import Andringsforslag, Omrade, Partsbeslut, Rekommendation, Uppdrag, Verksamhetsar


class Rekommendationsform(Radform):
    class Meta:
        model = Rekommendation
        fields = ["text", "agare", "organisation", "klar_senast"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parter = self.instance.beslut.avtal.parter.values("organisation")
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=parter)


class Uppfoljningsform(Versionerad, forms.Form):
    verksamhetsar = forms.ModelChoiceField(Verksamhetsar.objects.none(), label="Följs upp i", empty_label=None)
    text = forms.CharField(label="Vad har hänt", widget=forms.Textarea(attrs={"rows": 4}), max_length=5000)
    status = forms.ChoiceField(label="Läget")

    def __init__(self, *args, rekommendation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verksamhetsar"].queryset = Verksamhetsar.objects.filter(avtal=rekommendation.avtal_id).order_by("-fran")
        steg = Rekommendation.STEPS[rekommendation.status]
        self.fields["status"].choices = [(s.value, s.label) for s in Rekommendation.Status if s in steg]
        self.fields["status"].initial = rekommendation.status
        self.bar_version()


class Forslagsform(Radform):
    at_field = {"forslag_namnger_uppdraget": "uppdrag"}

    class Meta:
        model = Andringsforslag
        fields = ["rubrik", "sort", "uppdrag", "nytt_namn", "omrade", "ny_beskrivning", "text", "skal", "rekommendation"]
        widgets = {namn: forms.Textarea(attrs={"rows": rader}) for namn, rader in (("ny_beskrivning", 4), ("text", 5), ("skal", 4))}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uppdrag"].queryset = Uppdrag.objects.filter(avtal=self.instance.avtal)
        version = self.instance.avtal.aktuell_version
        self.fields["omrade"].queryset = version.omraden.all() if version else Omrade.objects.none()
        self.fields["rekommendation"].queryset = Rekommendation.objects.filter(avtal=self.instance.avtal)


class Genomforform(forms.Form):
    """How an adopted change was carried out by hand."""

    hur = forms.CharField(
        label="Vad är gjort?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="Blir kvar vid förslaget och i dess historik.",
        error_messages={"required": "Skriv vad som är gjort i registret."},
    )


class Partsbeslutsform(Radform):
    bifall = forms.TypedChoiceField(
        label="Beslut", choices=[("ja", "Bifall"), ("nej", "Avslag")], coerce=lambda v: v == "ja", widget=forms.RadioSelect
    )
    at_field = {"partsbeslut_ett_per_part": "organisation"}

    class Meta:
        model = Partsbeslut
        fields = ["organisation", "bifall", "organ", "datum", "paragraf", "dokument"]
        field_classes = {"paragraf": Paragraf}

    def __init__(self, *args, parter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = parter.exclude(pk__in=self.instance.forslag.partsbeslut.values("organisation"))
        self.fields["organ"].help_text = "Kommunstyrelsen, eller regionala utvecklingsnämnden för regionen."

    def clean_datum(self):
        if self.cleaned_data["datum"] > timezone.localdate():
            raise forms.ValidationError("Beslutet kan inte ha fattats efter i dag.")
        return self.cleaned_data["datum"]
