"""Reading in a round, whom it asks, and what happens to it."""

from django import forms
from django.utils import timezone

from enkat.models import Deltagare, Frageformular, Omgang
from samverkan.forms import Dag, Radform
from samverkan.inaktuell import Versionerad
from uppdrag.forms.rader import Barnform

PAMINNELSER = (7, 1)  # days before the last, where nothing else is said
MAX_PAMINNELSER = 5


class Omgangsform(Barnform):
    paminn_dagar = forms.CharField(
        label="Påminnelser, dagar före sista dagen",
        required=False,
        help_text="Till dem som inte har svarat, till exempel 7, 1. Infaller den på en helg eller röd dag går den vardagen före.",
    )
    at_field = {"omgang_slutar_efter_start": "sista_dag", "omgang_namn_unikt": "namn"}

    class Meta:
        model = Omgang
        fields = ["formular", "namn", "oppnar", "sista_dag", "paminn_dagar", "anonym", "meddelande"]
        widgets = {"meddelande": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        antagna = Frageformular.objects.filter(avtal=self.instance.avtal_id, status=Frageformular.Status.ANTAGET)
        self.fields["formular"].queryset = antagna
        if not antagna:
            self.fields["formular"].help_text = "Avtalet har inget antaget frågeformulär. Anta ett först."
        dagar = self.instance.paminn_dagar if self.instance.pk else PAMINNELSER
        self.initial["paminn_dagar"] = ", ".join(map(str, dagar))  # the model's own empty list would win over the field's

    def clean_paminn_dagar(self):
        delar = [del_.strip() for del_ in self.cleaned_data["paminn_dagar"].split(",") if del_.strip()]
        if not all(del_.isdecimal() and len(del_) < 4 for del_ in delar) or len(delar) > MAX_PAMINNELSER:
            raise forms.ValidationError("Skriv antal dagar med komma emellan, till exempel 7, 1. Högst fem påminnelser.")
        return sorted({int(del_) for del_ in delar}, reverse=True)

    def clean_sista_dag(self):
        sista = self.cleaned_data["sista_dag"]
        if sista < timezone.localdate():
            raise forms.ValidationError("Sista dagen har redan passerat.")
        return sista


class Deltagarform(Radform):
    """Asked or not, while the round is planned."""

    at_field = {"ej_tillfragad_har_skal": "skal"}

    class Meta:
        model = Deltagare
        fields = ["tillfragad", "skal", "mottagare", "epost"]

    def clean(self):
        data = super().clean()
        if data.get("tillfragad"):
            data["skal"] = ""
        return data


class Tillfragaform(forms.Form):
    """One more who is asked in an open round."""

    vem = forms.ChoiceField(label="Vem som tillfrågas")
    mottagare = forms.CharField(label="Mottagare", max_length=120, help_text="Namn eller befattning, till exempel ordföranden.")
    epost = forms.EmailField(label="E-postadress", help_text="En person eller en funktionsbrevlåda.")

    def __init__(self, *args, mojliga, **kwargs):
        super().__init__(*args, **kwargs)
        self.mojliga = {str(d.arena_id or d.organisation_id): d for d in mojliga}
        self.fields["vem"].choices = [("", "Välj")] + [(nyckel, str(d)) for nyckel, d in self.mojliga.items()]

    def clean_vem(self):
        return self.mojliga[self.cleaned_data["vem"]]


class Mottagarform(Radform):
    class Meta:
        model = Deltagare
        fields = ["mottagare", "epost"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mottagare"].required = self.fields["epost"].required = True


class Oppnaigenform(Versionerad, forms.Form):
    oppen_till = Dag(label="Öppen till och med")
    skal = forms.CharField(label="Varför", max_length=300)

    def __init__(self, *args, deltagare, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oppen_till"].initial = deltagare.oppen_till
        self.bar_version()


class Forlangform(Versionerad, forms.Form):
    sista_dag = Dag(label="Ny sista dag")
    skal = forms.CharField(label="Varför", max_length=300)

    def __init__(self, *args, omgang, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sista_dag"].initial = omgang.sista_dag
        self.bar_version()
