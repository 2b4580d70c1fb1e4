"""Reading in the joint value, its decision and dissent."""

from django import forms

from enkat.models import Alternativ, Avvikelse, Vardering
from samverkan.forms import Radform
from samverkan.inaktuell import Versionerad
from uppdrag.models import Beslut


class Varderingsform(Versionerad, forms.Form):
    alternativ = forms.ModelChoiceField(
        Alternativ.objects.none(), label="Gemensamt värde", required=False, empty_label=None, widget=forms.RadioSelect
    )
    skal = forms.CharField(label="Motivering", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args, omgang, uppdrag, alternativ, **kwargs):
        super().__init__(*args, **kwargs)
        self.vardering = Vardering.objects.for_uppdrag(omgang, uppdrag)
        self.fields["alternativ"].queryset, self.fields["alternativ"].initial = alternativ, self.vardering.alternativ_id
        self.fields["skal"].initial = self.vardering.skal
        self.bar_version()

    @property
    def rad(self):
        return self.vardering


class Enasform(forms.Form):
    beslut = forms.ModelChoiceField(
        Beslut.objects.none(),
        label="Beslut",
        empty_label="Välj beslutet",
        help_text="Primärkommunala samverkansrådets beslut med paragraf och datum.",
    )

    def __init__(self, *args, avtal, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["beslut"].queryset = Beslut.objects.filter(avtal=avtal)


class Taupform(forms.Form):
    skal = forms.CharField(label="Varför", max_length=300)


class Avvikelseform(Radform):
    at_field = {"avvikelse_en_per_kommun": "organisation"}

    class Meta:
        model = Avvikelse
        fields = ["organisation", "alternativ", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, organisationer, alternativ, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisationer
        self.fields["alternativ"].queryset = alternativ
        self.fields["alternativ"].empty_label = "Anges inte"
