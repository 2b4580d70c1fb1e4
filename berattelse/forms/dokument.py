"""Reading what a person writes of a document beside the report, its chapters, and an examination of the agreement."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.utils.html import strip_tags

from berattelse.avsnitt import lankar, richtext, siffror
from berattelse.avsnitt.redigerare import Redigerare
from berattelse.dokument.brevhuvud import rader
from berattelse.dokument.tjansteskrivelse import NAMN, prova
from berattelse.models import Dokumentsort, Dokumentuppgift, FrittKapitel, Genomlysning, Genomlysningssteg, Rapportkapitel, Uppdragsdel
from samverkan import svenska
from samverkan.forms import Radform
from samverkan.inaktuell import Flerformular, sag_sparat, senast_sparad
from samverkan.models import Organisation, Roll, User
from uppdrag.models import Andringsforslag

HUVUD = ("dnr", "dnr_exempel", "datum", "enhet", "forfattare", "mottagare", "text")
FALT = {
    Dokumentsort.UPPFOLJNINGSRAPPORT: (*HUVUD[:-1], "galler_fran", "galler_till", "text", "lankar", "exempel"),
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
        text = self.cleaned_data["text"] or ""
        self.anmarkningar = richtext.anmarkningar(text)
        return siffror.som_ord(richtext.clean(text))  # only a section's figures follow their rows

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
    at_field = {"dokumentuppgift_en_per_dokument": None, "dokument_tid_hel": "galler_till"}

    class Meta:
        model = Dokumentuppgift
        fields = list(dict.fromkeys(name for falt in FALT.values() for name in falt))
        widgets = {
            "text": Redigerare,
            **{n: forms.Textarea(attrs={"rows": 3}) for n in ("lankar", "underlag", "i_tjansten", "utdrag_till")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self._meta.fields) - set(FALT[self.instance.dokument]):
            del self.fields[name]
        self.order_fields(FALT[self.instance.dokument])
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

    def clean_galler_till(self):
        """A report of a year covers some day of it."""
        fran, till, year = self.cleaned_data.get("galler_fran"), self.cleaned_data["galler_till"], self.instance.verksamhetsar
        if fran and till and not (fran <= year.till and till >= year.fran):
            raise ValidationError(f"Tiden ska omfatta någon del av året, {svenska.period(year.fran, year.till)}.")
        return till

    def clean_lankar(self):
        """Each line ends in an address; one that a mail filter has guarded is unwrapped."""
        delade = [rad.rpartition(" ") for rad in rader(self.cleaned_data["lankar"])]
        hela = [(namn.strip(), lankar.unwrap(adress)) for namn, _, adress in delade]
        for namn, adress in hela:
            try:
                URLValidator(["http", "https"])(adress)
            except ValidationError as error:
                rad = f"{namn} {adress}".strip()
                text = f"Raden ”{rad}” slutar inte med en adress. Skriv namnet och sedan adressen, som börjar med https://."
                raise ValidationError(text) from error
        return "\n".join(f"{namn} {adress}".strip() for namn, adress in hela)

    def clean_forslag(self):
        prova(self.cleaned_data["forslag"])
        return self.cleaned_data["forslag"]


class KapitelForm(Dokumentform):
    at_field = {"kapitel_en_gang_per_dokument": "rubrik"}

    class Meta:
        model = FrittKapitel
        fields = ["rubrik", "efter", "text", "exempel"]
        widgets = {"text": Redigerare}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.dokument != Dokumentsort.UPPFOLJNINGSRAPPORT:
            del self.fields["efter"]

    def clean_text(self):
        text = super().clean_text()
        if not text:
            raise ValidationError("Skriv kapitlets text.")
        return text


class Delrad(forms.Form):
    """One part of a report: is it told, and where among the others."""

    med = forms.BooleanField(required=False)
    plats = forms.IntegerField(min_value=1, max_value=99)

    def __init__(self, data, del_, initial):
        super().__init__(data, prefix=f"del-{del_}", initial=initial)
        self.del_ = del_
        self.fields["med"].label, self.fields["plats"].label = f"{del_.label} tas med", f"Plats för {del_.label}"
        self.fields["med"].widget.attrs["class"] = "form-check-input"
        self.fields["plats"].widget.attrs["class"] = "form-control"


class Delarform(Flerformular):
    """The whole page: a line for each chapter, a line for each part of an uppdrag."""

    def __init__(self, *args, instance, **kwargs):
        self.instance = instance
        super().__init__(*args, **kwargs)

    def las_rader(self, data):
        return self._rader(data, Rapportkapitel) + self._rader(data, Uppdragsdel)

    def _rader(self, data, delar):
        ordnade = enumerate(self.instance.delar_i_ordning(delar), 1)
        return [Delrad(data, del_, {"med": vald, "plats": plats}) for plats, (del_, vald) in ordnade]

    @property
    def kapitel(self):
        return [rad for rad in self.rader if isinstance(rad.del_, Rapportkapitel)]

    @property
    def uppdragsdelar(self):
        return [rad for rad in self.rader if isinstance(rad.del_, Uppdragsdel)]

    def valt(self):
        """(the codes in their order, those left out). Of two at the same place the one that stood first goes first."""
        ordnade = sorted(self.rader, key=lambda rad: rad.cleaned_data["plats"])
        return [rad.del_.value for rad in ordnade], [rad.del_.value for rad in ordnade if not rad.cleaned_data["med"]]


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
