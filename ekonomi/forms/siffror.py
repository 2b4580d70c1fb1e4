"""Reading the controller's figures. Amounts are whole kronor."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from ekonomi.forms.beslut import Beslutsval
from ekonomi.forms.falt import Procent
from ekonomi.godkannande import foraldrad
from ekonomi.models import Arsresultat, Ersattning, Omdisponering, Resultatpost, Statsbidrag, Utfallsfil
from ekonomi.resultat import is_avrundad, uppraknad
from samverkan.forms import Kronor, Radform
from samverkan.svenska import kronor
from uppdrag.models import Uppdrag

HOGST = 50  # per cent: what a year's index has never been near
KRONOR = {
    "bas", "avrundning", "belopp", "budget", "utfall", "forklaras_fran", "ingaende", "formedlat", "anvant", "aterbetalas", "overfors",
    "redovisat",
}  # fmt: skip


class Beloppsform(Radform):
    """A row of figures. A sum that is changed is not told to stand where the former one stood, unless somebody says so."""

    positive = ()
    kallan_galler = forms.BooleanField(
        label="Källan gäller också när beloppet ändras", required=False, help_text="Kryssa när beloppet rättas efter samma källa."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not (self.instance.pk and getattr(self.instance, "kalla", "") and self._kan_sta_i_kallan()):
            del self.fields["kallan_galler"]
        for name in set(self.fields) & KRONOR:
            old = self.fields[name]
            lowest = {"lowest": 1 if name == "avrundning" else 0} if name in self.positive else {}
            self.fields[name] = Kronor(label=old.label, required=old.required, help_text=old.help_text, **lowest)

    def _kan_sta_i_kallan(self):
        """May another sum stand in the source that is told?"""
        return True

    def clean(self):
        data = super().clean()
        samma = data.get("kalla") and data.get("kalla") == self.initial.get("kalla")
        if self.instance.pk and samma and "belopp" in self.changed_data and "belopp" in data and not data.get("kallan_galler"):
            skriv = "Skriv var det nya beloppet står" + (", eller kryssa att källan gäller." if "kallan_galler" in self.fields else ".")
            self.add_error("kalla", f"Källan skrevs till {kronor(self.initial['belopp'])}. {skriv}")
        return data


class ErsattningForm(Beloppsform):
    positive = ("bas", "avrundning", "belopp", "forklaras_fran")
    index_procent = Procent(label="Uppräkning, procent", max_digits=5, decimal_places=2)

    class Meta:
        model = Ersattning
        fields = ["bas", "bas_harledd", "index_procent", "avrundning", "belopp", "skal", "fordelningsdatum", "forklaras_fran", "kalla"]

    def clean_index_procent(self):
        procent = self.cleaned_data["index_procent"]
        if abs(procent) > HOGST:
            raise ValidationError(f"Uppräkningen är högst {HOGST} procent upp eller ned.")
        return procent

    def clean(self):
        """A sum that the rounding does not explain has its reason."""
        data = super().clean()
        if not self.errors and not data["skal"].strip():
            skillnad = uppraknad(data["bas"], data["index_procent"]) - data["belopp"]
            if not is_avrundad(skillnad, data["avrundning"]):
                vad = f"Den fastställda ersättningen skiljer sig {kronor(abs(skillnad))} från den uppräknade, mer än avrundningen."
                self.add_error("skal", f"{vad} Skriv varför, eller rätta beloppet.")
        return data


class ResultatpostForm(Beloppsform):
    at_field = {
        "resultat_ett_per_uppdrag": "uppdrag", "resultat_en_ofordelad_rad": "benamning", "resultat_har_namn": "uppdrag",
        "resultat_stammer": "belopp", "resultat_finns_med_utfall": "belopp",
    }  # fmt: skip

    ocksa = ("forklarat_belopp",)
    bekrafta = forms.BooleanField(label="Förklaringen gäller fortfarande", required=False)

    class Meta:
        model = Resultatpost
        fields = ["uppdrag", "benamning", "budget", "utfall", "belopp", "forklaring", "harledd"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uppdrag"].queryset = Uppdrag.objects.filter(avtal=self.instance.verksamhetsar.avtal_id)
        self.fields["belopp"].required = False
        self.fields["belopp"].help_text += " Räknas ut när både ersättning och utfall är ifyllda. Lämnas tomt tills det finns ett utfall."
        post = self.instance
        self.forklaring_forut, self.grans = post.forklaring, _grans(post)
        if not (post.pk and post.forklaring_foraldrad(self.grans)):
            del self.fields["bekrafta"]
        else:
            text = foraldrad(post)
            self.fields["bekrafta"].help_text = f"{text[0].upper()}{text[1:]}"
        if post.pk and (post.omdisponerat_fran.exists() or post.omdisponerat_till.exists()):
            self.fields["budget"].disabled = True
            self.fields["budget"].help_text = "Har ändrats genom beslut, och ändras bara så."

    def clean(self):
        data = super().clean()
        if data.get("belopp") is None and not self.errors:
            if data.get("budget") is None:
                self.add_error("belopp", "Skriv resultatet, eller ersättningen.")
            elif data.get("utfall") is not None:
                data["belopp"] = data["budget"] - data["utfall"]
        return data

    def save(self, commit=True):
        """An explanation that is written or confirmed belongs to the result it stands beside."""
        post = self.instance
        if self.cleaned_data.get("bekrafta") or post.forklaring.strip() != self.forklaring_forut.strip():
            post.forklarat_belopp = (post.belopp or 0) if post.forklaring.strip() else None
        elif post.forklarat_belopp is None and post.forklaring.strip():
            post.forklarat_belopp = self.initial.get("belopp") or 0
        return super().save(commit)


def _grans(post):
    """From which sum, kronor, deviations are explained."""
    ersattning = Ersattning.objects.filter(verksamhetsar=post.verksamhetsar_id).first()
    return (ersattning or Ersattning()).forklaras_fran


class ArsresultatForm(Beloppsform):
    class Meta:
        model = Arsresultat
        fields = ["belopp", "kalla"]

    def _kan_sta_i_kallan(self):
        """The sum of a saved file is reckoned of it: what is written by hand is not."""
        fil = Utfallsfil.objects.filter(verksamhetsar=self.instance.verksamhetsar_id, status=Utfallsfil.Status.SPARAD)
        sparad = fil.only("namn", "sparad").first()
        return not (sparad and sparad.som_kalla == self.instance.kalla)


class StatsbidragForm(Beloppsform):
    at_field = {"statsbidrag_en_gang": "namn", "statsbidrag_stammer": "overfors", "statsbidrag_inte_mer_ut_an_in": "overfors"}
    positive = ("ingaende", "belopp", "formedlat", "anvant", "aterbetalas", "overfors", "redovisat")

    class Meta:
        model = Statsbidrag
        fields = [
            "uppdrag", "namn", "ingaende", "belopp", "formedlat", "formedlat_till", "anvant", "aterbetalas", "overfors", "redovisas",
            "redovisat", "redovisad", "kalla",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uppdrag"].queryset = Uppdrag.objects.filter(avtal=self.instance.verksamhetsar.avtal_id)


class Omdisponeringsform(Beslutsval, forms.ModelForm):
    """Money decided to move from one row to another during the year; one side only raises or lowers the compensation."""

    belopp = Kronor(label="Belopp, kronor", lowest=1, help_text="Utan tecken.")
    field_order = ["fran", "till", "belopp", "text"]

    class Meta:
        model = Omdisponering
        fields = ["fran", "till", "belopp", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, avtal=kwargs["instance"].verksamhetsar.avtal, **kwargs)
        rader = Resultatpost.objects.filter(verksamhetsar=self.instance.verksamhetsar).select_related("uppdrag")
        for namn, tomt in (("fran", "Nya pengar: ersättningen höjs"), ("till", "Lämnas åter: ersättningen sänks")):
            self.fields[namn].queryset, self.fields[namn].empty_label = rader, tomt
            self.fields[namn].label_from_instance = lambda rad: rad.namn

    def valbara(self):
        """What changes a year's money is decided in the year or the one before it, or after it."""
        return super().valbara().filter(datum__gte=self.instance.verksamhetsar.fran - timedelta(days=366))

    def clean(self):
        data = super().clean()
        if not data.get("fran") and not data.get("till"):
            self.add_error("till", "Välj varifrån pengarna tas, eller vart de går.")
        elif data.get("fran") == data.get("till"):
            self.add_error("till", "Pengarna kan inte gå från en rad till samma rad.")
        return data
