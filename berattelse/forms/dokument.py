"""Reading what a person writes of a document beside the report, its chapters, and an examination of the agreement."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.html import strip_tags

from berattelse.avsnitt import richtext
from berattelse.avsnitt.redigerare import Redigerare
from berattelse.dokument.tjansteskrivelse import NAMN, prova
from berattelse.models import Dokumentsort, Dokumentuppgift, FrittKapitel, Genomlysning, Genomlysningssteg
from samverkan.forms import Radform
from samverkan.inaktuell import sag_sparat, senast_sparad
from samverkan.models import Organisation, Roll, User
from uppdrag.models import Andringsforslag

HUVUD = ("dnr", "dnr_exempel", "datum", "enhet", "forfattare", "mottagare", "text")
FALT = {
    Dokumentsort.UPPFOLJNINGSRAPPORT: (*HUVUD, "exempel"),
    Dokumentsort.FORSLAG: (*HUVUD, "forslag", "underlag", "i_tjansten", "utdrag_till", "exempel"),
    Dokumentsort.SAMMANFATTNING: (*HUVUD, "exempel"),
}
EGNA_ORD = {
    Dokumentsort.UPPFOLJNINGSRAPPORT: ("Bakgrund, egna ord", "Skrivs under det som programmet berättar om överenskommelsen."),
    Dokumentsort.FORSLAG: ("Ärendebeskrivning, egna ord", "Skrivs under det som programmet berättar om året."),
    Dokumentsort.SAMMANFATTNING: ("Inledning, egna ord", "Högst 300 tecken, så att sammanfattningen ryms på två sidor."),
}
KORT = 300
FORSLAGSHJALP = (
    "Ett per rad. Lämna tomt för programmets egna förslag. Tal och namn hämtas när dokumentet görs: "
    + ", ".join(f"{{{namn}}} blir {vad}" for namn, vad in NAMN.items())
    + "."
)


class Dokumentform(Radform):
    """A form that says which version its writer started from. The act writes; the form only reads."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def clean_text(self):
        return richtext.clean(self.cleaned_data["text"] or "")

    def visa_inaktuell(self):
        """As every form; the text that is saved is shown whole beside (`deras`), also when the row was made meanwhile."""
        row = self.instance
        vilken = {"pk": row.pk} if row.pk else {"verksamhetsar": row.verksamhetsar, "dokument": row.dokument}
        self.deras = type(row).objects.get(**vilken)
        nu = type(self)(self.data, instance=self.deras)
        self.data = self.data.copy()
        self.data["version"], self.inaktuell = self.deras.version, senast_sparad(self.deras)
        sag_sparat(self, nu, utom=("version", "text"))


class UppgiftForm(Dokumentform):
    at_field = {"dokumentuppgift_en_per_dokument": None}

    class Meta:
        model = Dokumentuppgift
        fields = FALT[Dokumentsort.FORSLAG]
        widgets = {"text": Redigerare, **{n: forms.Textarea(attrs={"rows": 3}) for n in ("underlag", "i_tjansten", "utdrag_till")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self._meta.fields) - set(FALT[self.instance.dokument]):
            del self.fields[name]
        text = self.fields["text"]
        text.label, text.help_text = EGNA_ORD[self.instance.dokument]
        if "forslag" in self.fields:
            self.fields["forslag"].help_text = FORSLAGSHJALP
        self.fields["forfattare"].queryset = self._regionens_folk()

    def _regionens_folk(self):
        parter = self.instance.verksamhetsar.avtal.part_ids
        roller = Q(rolltilldelningar__roll__in=Roll.regionens(), rolltilldelningar__organisation__in=parter)
        return User.objects.filter(roller | Q(pk=self.instance.forfattare_id)).distinct()

    def clean_text(self):
        text = super().clean_text()
        antal = len(strip_tags(text))
        if self.instance.dokument == Dokumentsort.SAMMANFATTNING and antal > KORT:
            raise ValidationError(f"Texten har {antal} tecken. Korta den till {KORT}, så att sammanfattningen ryms på två sidor.")
        return text

    def clean_forslag(self):
        prova(self.cleaned_data["forslag"])
        return self.cleaned_data["forslag"]


class KapitelForm(Dokumentform):
    at_field = {"kapitel_en_gang_per_dokument": "rubrik"}

    class Meta:
        model = FrittKapitel
        fields = ["rubrik", "text", "exempel"]
        widgets = {"text": Redigerare}

    def clean_text(self):
        text = super().clean_text()
        if not text:
            raise ValidationError("Skriv kapitlets text.")
        return text


class GenomlysningForm(Radform):
    at_field = {"genomlysning_slutar_efter_start": "till", "genomlysning_titel_unik": "titel"}

    class Meta:
        model = Genomlysning
        fields = ["titel", "skal", "fran", "till", "tid_text", "slutsats", "exempel"]
        widgets = {"skal": forms.Textarea(attrs={"rows": 4}), "slutsats": forms.Textarea(attrs={"rows": 4})}


class StegForm(Radform):
    at_field = {"steg_en_tid": "datum_text", "steg_slutar_efter_start": "till", "bara_forslag_pekar_pa_forslag": "forslag"}

    class Meta:
        model = Genomlysningssteg
        fields = ["sort", "fran", "till", "datum_text", "arena", "uppdrag", "kommuner", "forslag", "anteckning", "exempel"]
        widgets = {
            "uppdrag": forms.CheckboxSelectMultiple,
            "kommuner": forms.CheckboxSelectMultiple,
            "anteckning": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        avtal = self.instance.genomlysning.avtal_id
        kommuner = Organisation.objects.filter(sort=Organisation.Sort.KOMMUN, partskap__avtal=avtal).distinct()
        self.fields["kommuner"].queryset = kommuner
        self.fields["kommuner"].label_from_instance = lambda kommun: kommun.tabellnamn
        for name in ("arena", "uppdrag"):
            self.fields[name].queryset = self.fields[name].queryset.filter(avtal=avtal)
        self.fields["forslag"].queryset = Andringsforslag.objects.filter(avtal=avtal)
        self.fields["sort"].choices = [("", "Välj"), *Genomlysningssteg.Sort.choices]
