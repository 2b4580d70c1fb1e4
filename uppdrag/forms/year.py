"""Reading a year and its headings."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from samverkan.forms import Flerval, Radform, val_en_gang
from samverkan.inaktuell import Flerformular
from samverkan.svenska import datum
from uppdrag.models import Omrade, Rubrik, Rubrikuppdrag, Uppdrag, Verksamhetsar

LANGSTA_AR = timedelta(days=549)  # eighteen months, counted from the first day


class Yearform(Radform):
    """A year: its label, its period, and what is printed at the end of the report."""

    at_field = {"year_slutar_efter_start": "till", "year_beteckning_unik": "beteckning"}

    class Meta:
        model = Verksamhetsar
        fields = [
            "beteckning", "fran", "till", "dnr", "dnr_exempel", "ort", "undertecknas", "overlamnas",
            "innehaller_exempel",
        ]  # fmt: skip

    def clean(self):
        """A year is at most a year and a half, and some of it lies within the agreement's time: asked when its days are written."""
        data = super().clean()
        fran, till, avtal = data.get("fran"), data.get("till"), self.instance.avtal
        if not (fran and till) or not (self.instance._state.adding or {"fran", "till"} & set(self.changed_data)):
            return data
        if till - fran > LANGSTA_AR:
            self.add_error("till", "Ett verksamhetsår är tolv månader, och högst arton när det läggs om. Rätta dagarna.")
        if avtal.fran and till < avtal.fran:
            self.add_error("fran", f"Avtalet gäller från och med {datum(avtal.fran)}, efter det året.")
        elif avtal.slut and fran > avtal.slut:
            self.add_error("fran", f"Avtalet gäller till och med {datum(avtal.slut)}. Registrera förlängningen först.")
        return data


class NyttYearform(Yearform):
    """A new year, and where its headings come from."""

    FORRA, OMRADEN = "forra", "omraden"
    rubriker = forms.ChoiceField(label="Rubriker och uppdragen under dem", required=False, widget=forms.RadioSelect)
    oppna = forms.BooleanField(
        label="Öppna året", required=False, initial=True, help_text="I ett öppet år skriver samordnarna sina avsnitt."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        val, avtal = {}, self.instance.avtal
        forra = avtal.verksamhetsar.order_by("-till").first()
        if forra and forra.rubriker.exists():
            val[self.FORRA] = f"Hämtas från {forra}"
        if (version := avtal.aktuell_version) and version.omraden.exists():
            val[self.OMRADEN] = f"Hämtas från avtalets områden ({version})"
        self.fields["rubriker"].choices = [*val.items(), ("", "Inga ännu, de skrivs för hand")]
        self.fields["rubriker"].initial = next(iter(val), "")
        self.fields["rubriker"].help_text = "De kan ändras och ordnas sedan. Avsnitten skapas tillsammans med dem."


class NastaYearform(Yearform):
    """The year after another: what must be said of it, when all else is carried over."""

    oppna = forms.BooleanField(
        label="Öppna året", required=False, initial=True, help_text="I ett öppet år skriver samordnarna sina avsnitt."
    )

    class Meta(Yearform.Meta):
        fields = ["beteckning", "fran", "till", "dnr", "dnr_exempel", "ort"]


def nasta_period(last):
    """What a new year begins with: the twelve months after the latest, labelled by the year they end in."""
    if last is None:
        return {}
    fran = last.till + timedelta(days=1)
    till = fran.replace(year=fran.year + 1, day=min(fran.day, 28)) - timedelta(days=1)
    return {"beteckning": str(till.year), "fran": fran, "till": till, "ort": last.ort}


class Unlockform(forms.Form):
    """Why a locked year is opened again."""

    skal = forms.CharField(
        label="Varför låses året upp?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text="Skälet blir kvar i händelseloggen.",
        error_messages={"required": "Skriv varför året låses upp."},
    )


class Rubrikform(Radform):
    """One printed heading, the agreement's area it stands for, and the uppdrag under it."""

    under = Flerval(Uppdrag.objects.none(), label="Uppdrag under rubriken", required=False, widget=forms.CheckboxSelectMultiple)
    at_field = {"rubrik_en_gang_per_year": "text"}

    class Meta:
        model = Rubrik
        fields = ["text", "omrade", "ordning"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = self.instance.verksamhetsar
        self.fields["under"].queryset = Uppdrag.objects.filter(avtal=year.avtal_id)
        self.fields["omrade"].queryset = Omrade.objects.filter(version__avtal=year.avtal_id).select_related("version")
        self.fields["omrade"].label_from_instance = lambda omrade: f"{omrade} (avtalet {omrade.version})"
        self.fields["omrade"].help_text = "Skrivs rubriken på annat sätt än avtalets område märks det som en avvikelse."
        if self.instance.pk:
            self.initial["under"] = list(self.instance.placeringar.values_list("uppdrag", flat=True))

    def clean_under(self):
        under = self.cleaned_data["under"]
        annan = Rubrikuppdrag.objects.filter(rubrik__verksamhetsar=self.instance.verksamhetsar, uppdrag__in=under)
        upptagen = annan.exclude(rubrik=self.instance.pk).select_related("rubrik", "uppdrag").first()
        if upptagen:
            raise ValidationError(f"{upptagen.uppdrag} står redan under rubriken {upptagen.rubrik}.")
        return under


class Rubrikrad(forms.Form):
    """One heading's place in the order."""

    ordning = forms.IntegerField(min_value=1, max_value=99)

    def __init__(self, data, rubrik):
        super().__init__(data, prefix=f"rubrik-{rubrik.pk}", initial={"ordning": rubrik.ordning})
        self.rubrik = rubrik
        self.fields["ordning"].label = f"Ordning för {rubrik}"
        self.fields["ordning"].widget.attrs["class"] = "form-control"

    def spara(self):
        self.rubrik.ordning = self.cleaned_data["ordning"]
        self.rubrik.save(update_fields=["ordning"])


class Placeringsrad(forms.Form):
    """Under which heading, and in which order there, one uppdrag is printed. No heading: it is not printed."""

    rubrik = forms.ModelChoiceField(Rubrik.objects.none(), required=False, empty_label="Skrivs inte ut")
    ordning = forms.IntegerField(min_value=1, max_value=99, required=False)

    def __init__(self, data, uppdrag, year, placering):
        initial = {"rubrik": placering.rubrik_id, "ordning": placering.ordning} if placering else {}
        super().__init__(data, prefix=f"uppdrag-{uppdrag.pk}", initial=initial)
        self.uppdrag, self.year = uppdrag, year
        self.fields["rubrik"].queryset = year.rubriker.all()
        self.fields["rubrik"].label = f"Rubrik för {uppdrag}"
        self.fields["ordning"].label = f"Ordning för {uppdrag}"
        self.fields["rubrik"].widget.attrs["class"] = "form-select"
        self.fields["ordning"].widget.attrs["class"] = "form-control"

    def spara(self):
        rubrik, ordning = self.cleaned_data["rubrik"], self.cleaned_data["ordning"] or 1
        placeringar = Rubrikuppdrag.objects.filter(rubrik__verksamhetsar=self.year, uppdrag=self.uppdrag)
        placeringar.exclude(rubrik=rubrik).delete()
        if rubrik:
            defaults = {"ordning": ordning}
            Rubrikuppdrag.objects.update_or_create(rubrik=rubrik, uppdrag=self.uppdrag, defaults=defaults)


class Ordningsform(Flerformular):
    """The whole page: a line for each heading, a line for each uppdrag of the agreement."""

    def __init__(self, *args, year, **kwargs):
        self.year = year
        super().__init__(*args, **kwargs)

    def las_rader(self, data):
        placerade = {p.uppdrag_id: p for p in Rubrikuppdrag.objects.filter(rubrik__verksamhetsar=self.year)}
        rubriker = [Rubrikrad(data, rubrik) for rubrik in self.year.rubriker.all()]
        uppdrag = [Placeringsrad(data, u, self.year, placerade.get(u.pk)) for u in self.year.avtal.uppdrag.all()]
        if uppdrag:
            val_en_gang(*(rad.fields["rubrik"] for rad in uppdrag))
        return rubriker + uppdrag

    @property
    def rubriker(self):
        return [rad for rad in self.rader if isinstance(rad, Rubrikrad)]

    @property
    def uppdrag(self):
        return [rad for rad in self.rader if isinstance(rad, Placeringsrad)]
