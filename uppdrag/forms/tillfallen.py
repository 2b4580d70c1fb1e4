"""Reading a meeting: one line for who does it every week, the rest folded."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from samverkan.forms import Radform
from samverkan.models import Organisation
from samverkan.svenska import MANADER
from uppdrag.models import Arena, Avtal, Dagordningspunkt, Tillfalle, Uppdrag, Verksamhetsar
from uppdrag.models.year import LAST_AR

EN_RAD = ("arena", "fran", "form", "langd")
UTAN_YEAR = "Datumet ligger inte i något registrerat verksamhetsår. Kontrollera att året är rätt skrivet."


class Tillfalleform(Radform):
    """One occasion. `by` is who registers it: she may choose only what is hers to register."""

    status = forms.ChoiceField(
        label="status", required=False, choices=[("", "Hållet, eller planerat om datumet inte har kommit"), *Tillfalle.Status.choices]
    )
    narvarande = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label="närvarande", required=False, widget=forms.CheckboxSelectMultiple
    )
    at_field = {
        "mote_en_gang_per_arena": "fran", "mote_en_gang_per_grupp": "fran", "tillfalle_slutar_efter_start": "till",
        "tillfalle_en_arrangor": "arena",
    }  # fmt: skip

    class Meta:
        model = Tillfalle
        fields = [
            "arena", "fran", "form", "langd", "sort", "till", "grupp", "status", "protokoll", "rubrik", "sammankallat_av", "uppdrag",
            "annat_avtal", "datum_exempel", "anteckning",
        ]  # fmt: skip

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["till"].required = False
        avtal = Avtal.objects.visible_to(by)
        arenor = Arena.objects.registrerbara(by)
        self.fields["arena"].queryset = arenor.order_by("namn")
        self.fields["uppdrag"].queryset = Uppdrag.objects.filter(avtal__in=avtal)
        self.fields["annat_avtal"].queryset = avtal.filter(huvudavtal__isnull=False)
        self.fields["grupp"].queryset = self.fields["grupp"].queryset.filter(arena__in=arenor).select_related("arena")
        self.fields["grupp"].label_from_instance = lambda grupp: f"{grupp.arena}: {grupp}"
        parter = Organisation.objects.filter(partskap__avtal__in=avtal).distinct()
        self.fields["sammankallat_av"].queryset = parter
        self.fields["narvarande"].queryset = parter | Organisation.objects.filter(sort=Organisation.Sort.ANNAN).distinct()
        if self.instance.pk:
            self.initial["narvarande"] = self.instance.narvaro.values_list("organisation", flat=True)
        self.by = by

    def clean(self):
        data = super().clean()
        if data.get("fran") and not data.get("till") and "till" not in self.errors:
            data["till"] = data["fran"]
        if data.get("fran") and not data.get("status"):
            planerat = data["fran"] > timezone.localdate()
            data["status"] = Tillfalle.Status.PLANERAT if planerat else Tillfalle.Status.HALLET
        self._arrangor(data)
        return data

    def _arrangor(self, data):
        arrangor = data.get("arena") or data.get("uppdrag") or data.get("annat_avtal")
        if arrangor is None:
            if "arena" not in self.errors:
                self.add_error("arena", "Välj en arena, eller öppna Fler uppgifter och välj ett uppdrag eller ett annat avtal.")
            return
        self.instance.avtal = (arrangor.huvudavtal or arrangor) if isinstance(arrangor, Avtal) else arrangor.avtal
        grupp = data.get("grupp")
        if grupp and grupp.arena_id != getattr(data.get("arena"), "pk", None):
            self.add_error("grupp", "Gruppen hör till en annan arena.")
        if data.get("fran"):
            self._datum(data["fran"], arrangor)

    def _datum(self, datum, arrangor):
        year = Verksamhetsar.objects.for_date(self.instance.avtal, datum)
        if year is None:
            self.add_error("fran", UTAN_YEAR)
        elif not year.is_open:
            self.add_error("fran", LAST_AR)
        fran, till = getattr(arrangor, "fran", None), getattr(arrangor, "till", None)
        if (fran and datum < fran) or (till and datum > till):
            self.add_error("fran", f"{arrangor} fanns inte den dagen ({fran or '…'} – {till or '…'}). Kontrollera datumet.")

    def _save_m2m(self):
        """Attendance: those ticked are there, the others are not; a number noted earlier is kept."""
        valda = self.cleaned_data["narvarande"]
        self.instance.narvaro.exclude(organisation__in=valda).delete()
        for organisation in valda:
            self.instance.narvaro.get_or_create(organisation=organisation)


class Serieform(forms.Form):
    """A monthly series: the same day of each month, week-ends moved to the Monday after."""

    arena = forms.ModelChoiceField(Arena.objects.none(), label="arena")
    verksamhetsar = forms.ModelChoiceField(Verksamhetsar.objects.none(), label="år")
    dag = forms.IntegerField(label="dag i månaden", min_value=1, max_value=28, help_text="En helgdag i veckan flyttas till måndagen efter.")
    undantag = forms.TypedMultipleChoiceField(
        label="månader utan möte", choices=list(enumerate(MANADER, 1)), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    form = forms.ChoiceField(label="form", choices=Tillfalle.Form)
    langd = forms.ChoiceField(label="längd", choices=Tillfalle.Langd, initial=Tillfalle.Langd.DEL_AV_DAG)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["arena"].queryset = Arena.objects.registrerbara(by).order_by("namn")
        self.fields["verksamhetsar"].queryset = Verksamhetsar.objects.visible_to(by).filter(status__in=["oppet", "planerat"])

    def clean(self):
        data = super().clean()
        if data.get("arena") and data.get("verksamhetsar") and data["arena"].avtal_id != data["verksamhetsar"].avtal_id:
            raise ValidationError("Arenan och året hör till olika överenskommelser.")
        return data


class Punktform(Radform):
    class Meta:
        model = Dagordningspunkt
        fields = ["ordning", "sort", "nummer", "klockslag", "titel", "foredragande", "underpunkter", "dnr", "bilagor"]
        widgets = {
            "klockslag": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), "underpunkter": forms.Textarea(attrs={"rows": 2}),
            "bilagor": forms.Textarea(attrs={"rows": 2}),
        }  # fmt: skip


Dagordning = forms.inlineformset_factory(Tillfalle, Dagordningspunkt, form=Punktform, extra=3, can_delete=True)


class Urvalsform(forms.Form):
    """What the list of meetings is narrowed to."""

    year = forms.ModelChoiceField(Verksamhetsar.objects.none(), label="år", required=False, empty_label="Alla år")
    arena = forms.ModelChoiceField(Arena.objects.none(), label="arena", required=False, empty_label="Alla arenor")
    status = forms.ChoiceField(label="status", required=False, choices=[("", "Alla"), *Tillfalle.Status.choices])

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].queryset = Verksamhetsar.objects.visible_to(by)
        self.fields["arena"].queryset = Arena.objects.visible_to(by).order_by("namn")


