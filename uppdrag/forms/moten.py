"""What belongs to a meeting or makes many: the monthly series, the agenda, who was there."""

from dataclasses import dataclass, field

from django import forms
from django.utils import timezone

from samverkan.forms import Radform
from samverkan.inaktuell import BORTTAGET, Flerformular, Versionerad, visade
from samverkan.models import Organisation
from samverkan.svenska import MANADER
from uppdrag.models import Arena, Arenagrupp, Arendeutfall, Dagordningspunkt, Tillfalle, Verksamhetsar
from uppdrag.personkrets import organisationer_kring
from uppdrag.serie import VECKODAGAR, VILKEN, Manadsregel, seriedagar


@dataclass
class Serieplan:
    """A monthly series as it will be registered."""

    arena: Arena
    verksamhetsar: Verksamhetsar
    regel: Manadsregel
    undantag: tuple = ()
    grupp: Arenagrupp | None = None
    form: str = Tillfalle.Form.OKAND
    langd: str = Tillfalle.Langd.OKAND
    protokoll: bool | None = None
    har_hallits: bool = False  # somebody says so of the days that have been; else they are planned until told
    idag: object = field(default_factory=timezone.localdate)

    def dagar(self):
        """The days of the series on which the arena exists."""
        year = self.verksamhetsar
        return [d for d in seriedagar(self.regel, year.fran, year.till, self.undantag) if self.arena.fanns(d)]

    def fordela(self):
        """(days to register, days on which the same body already meets)."""
        finns = self.arena.tillfallen.filter(sort=Tillfalle.Sort.MOTE, grupp=self.grupp)
        upptagna = set(finns.exclude(status=Tillfalle.Status.INSTALLT).values_list("fran", flat=True))
        dagar = self.dagar()
        return [d for d in dagar if d not in upptagna], [d for d in dagar if d in upptagna]

    def status(self, dag):
        return Tillfalle.Status.HALLET if self.har_hallits and dag <= self.idag else Tillfalle.Status.PLANERAT

    def faltvarden(self, dag):
        return {
            "avtal": self.arena.avtal, "arena": self.arena, "grupp": self.grupp, "fran": dag, "till": dag,
            "form": self.form, "langd": self.langd, "protokoll": self.protokoll, "status": self.status(dag),
        }  # fmt: skip


class Serieform(forms.Form):
    """A monthly series: a day of the month, or a weekday."""

    DAG, VECKODAG = "dag", "veckodag"
    arena = forms.ModelChoiceField(Arena.objects.none(), label="Arena")
    grupp = forms.ModelChoiceField(Arenagrupp.objects.none(), label="Grupp", required=False, empty_label="Ingen grupp")
    verksamhetsar = forms.ModelChoiceField(Verksamhetsar.objects.none(), label="År")
    regel = forms.ChoiceField(
        label="Hur dagen bestäms", choices=[(DAG, "Samma dag i månaden"), (VECKODAG, "Samma veckodag i månaden")],
        initial=DAG, widget=forms.RadioSelect,
    )  # fmt: skip
    dag = forms.IntegerField(
        label="Dag i månaden", min_value=1, max_value=31, required=False,
        help_text="1–31. Blir det en helg, en röd dag eller en helgafton flyttas mötet till nästa vardag.",
    )  # fmt: skip
    vilken = forms.TypedChoiceField(label="Vilken i månaden", choices=[*enumerate(VILKEN, 1)], coerce=int, required=False, empty_value=1)
    veckodag = forms.TypedChoiceField(label="Veckodag", choices=[*enumerate(VECKODAGAR[:5])], coerce=int, required=False, empty_value=0)
    undantag = forms.TypedMultipleChoiceField(
        label="Månader utan möte", choices=[*enumerate(MANADER, 1)], coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    form = forms.ChoiceField(label="Form", choices=Tillfalle.Form, required=False)
    langd = forms.ChoiceField(label="Längd", choices=Tillfalle.Langd, required=False)
    protokoll = forms.NullBooleanField(label="Protokollförs", required=False)
    har_hallits = forms.BooleanField(
        label="Mötena på de dagar som redan har varit har hållits", required=False,
        help_text="Utan kryss står alla som planerade, tills någon säger att de har hållits.",
    )  # fmt: skip

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        arenor = Arena.objects.registrerbara(by)
        self.fields["arena"].queryset = arenor.order_by("namn")
        self.fields["grupp"].queryset = Arenagrupp.objects.filter(arena__in=arenor).select_related("arena")
        self.fields["grupp"].label_from_instance = lambda grupp: f"{grupp.arena}: {grupp}"
        self.fields["verksamhetsar"].queryset = Verksamhetsar.objects.visible_to(by).oppna()

    def clean(self):
        data = super().clean()
        arena, year, grupp = data.get("arena"), data.get("verksamhetsar"), data.get("grupp")
        if data.get("regel") == self.DAG and not data.get("dag") and "dag" not in self.errors:
            self.add_error("dag", "Skriv vilken dag i månaden, eller välj samma veckodag.")
        if arena and year and arena.avtal_id != year.avtal_id:
            self.add_error("verksamhetsar", "Arenan hör till ett annat avtal än året. Välj ett år i rätt avtal.")
        if grupp and grupp.arena != arena:
            self.add_error("grupp", f"{grupp} är en grupp i {grupp.arena}. Välj en grupp i rätt arena, eller ingen.")
        if not self.errors and not self.plan().dagar():
            self.add_error("undantag", "Serien har ingen dag kvar i året. Ta bort något undantag.")
        return data

    def plan(self):
        """The series as it will be registered."""
        val = self.cleaned_data
        pa_dag = val["regel"] == self.DAG
        regel = Manadsregel(dag=val["dag"]) if pa_dag else Manadsregel(veckodag=val["veckodag"], vilken=val["vilken"])
        return Serieplan(
            val["arena"], val["verksamhetsar"], regel, tuple(val["undantag"]), val["grupp"], val["form"], val["langd"],
            val["protokoll"], val["har_hallits"],
        )  # fmt: skip


class Punktform(Radform):
    """A line of the agenda."""

    egen_version = False

    class Meta:
        model = Dagordningspunkt
        fields = ["ordning", "sort", "klockslag", "titel", "foredragande", "underpunkter", "dnr", "bilagor"]
        labels = {"ordning": "Plats", "sort": "Vad", "klockslag": "Kl.", "bilagor": "Bilagor som inte läggs in som filer"}
        help_texts = {"foredragande": ""}
        widgets = {
            "klockslag": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "underpunkter": forms.Textarea(attrs={"rows": 2}),
            "bilagor": forms.Textarea(attrs={"rows": 2}),
        }

    def has_changed(self):
        """A new line on which nothing is written is empty, whatever its place and kind: one that was read wrong is emptied."""
        utom = () if self.instance.pk else ("ordning", "sort")
        return any(namn not in utom for namn in self.changed_data)

    def clean(self):
        data = super().clean()
        if data.get("DELETE") and self.instance.pk and Arendeutfall.objects.filter(punkt=self.instance).exists():
            self.add_error("titel", "Det står vad det blev av ärendet, så det går inte att ta bort. Skriv i stället att det utgår.")
        return data


HEL = 12  # lines


class Dagordningsformset(forms.BaseInlineFormSet):
    """New lines are offered the places that come after the last, and may begin with what was read of a pasted text (`lasta`)."""

    lasta = ()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Ta bort"

    default_error_messages = {"missing_management_form": "Sidan kom inte hit hel, så inget är sparat. Läs om den och skriv igen."}

    def get_form_kwargs(self, index):
        kwargs = super().get_form_kwargs(index)
        if index is not None and index >= self.initial_form_count():
            nya = index - self.initial_form_count()
            kwargs["initial"] = {"ordning": index + 1} | (self.lasta[nya] if nya < len(self.lasta) else {})
        return kwargs

    def total_form_count(self):
        """An empty agenda is begun with room for a whole one."""
        if self.is_bound:
            return super().total_form_count()
        return super().total_form_count() + (len(self.lasta) or (0 if self.initial_form_count() else HEL - self.extra))

    def _should_delete_form(self, form):
        """One that is refused is not left out of what is judged."""
        return super()._should_delete_form(form) and not form.errors


Dagordning = forms.inlineformset_factory(Tillfalle, Dagordningspunkt, form=Punktform, formset=Dagordningsformset, extra=4, can_delete=True)


class Dagordningsform(Flerformular):
    """The whole agenda of a meeting."""

    def __init__(self, *args, tillfalle, lasta=(), **kwargs):
        self.tillfalle, self.lasta = tillfalle, lasta
        super().__init__(*args, **kwargs)

    def las_rader(self, data):
        self.formset = Dagordning(data, instance=self.tillfalle)
        self.formset.lasta = self.lasta
        return self.formset.forms

    def visade(self):
        return {f"{rad.instance.pk}": visade(rad) for rad in self.formset.initial_forms}

    def is_valid(self):
        if any("id" in rad.errors for rad in self.formset.initial_forms):  # its row is gone; the field that says so is hidden
            self.add_error(None, BORTTAGET)
        giltig = super().is_valid() and self.formset.is_valid()
        for fel in self.formset.non_form_errors():
            self.add_error(None, fel)
        return giltig

    def visa_sparat(self, nu):
        self.formset = nu.formset
        super().visa_sparat(nu)


class Narvaroform(Versionerad, forms.Form):
    """A tick and, where it is known, a number and names for every organisation that may have been there."""

    annan = forms.ModelChoiceField(Organisation.objects.none(), label="Någon annan som var med", required=False, empty_label="Ingen annan")

    def __init__(self, *args, tillfalle, **kwargs):
        super().__init__(*args, **kwargs)
        narvaro = {n.organisation_id: n for n in tillfalle.narvaro.all()}
        arena = tillfalle.arena
        vantade = set(arena.medlemmar.galler(tillfalle.fran).values_list("organisation", flat=True)) if arena else set()
        vantade = vantade or set(tillfalle.avtal.parter.galler(tillfalle.fran).values_list("organisation", flat=True))
        self.organisationer = list(Organisation.objects.filter(pk__in=vantade | set(narvaro)))
        self.fields["annan"].queryset = organisationer_kring([tillfalle.avtal_id]).exclude(pk__in=[o.pk for o in self.organisationer])
        for o in self.organisationer:
            finns = narvaro.get(o.pk)
            self.fields[f"med_{o.pk}"] = forms.BooleanField(label=o.namn, required=False, initial=finns is not None)
            self.fields[f"antal_{o.pk}"] = forms.IntegerField(
                label=f"Antal personer från {o.tabellnamn}", required=False, min_value=1, max_value=999,
                initial=finns.antal if finns else None,
                widget=forms.NumberInput(attrs={"class": "form-control"}),
            )  # fmt: skip
            self.fields[f"vilka_{o.pk}"] = forms.CharField(
                label=f"Vilka från {o.tabellnamn}", required=False, max_length=500, initial=finns.vilka if finns else "",
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )  # fmt: skip
        self.order_fields([name for name in self.fields if name != "annan"])
        self.bar_version()

    def par(self):
        """The three fields of each organisation, for the page."""
        return [(self[f"med_{o.pk}"], self[f"antal_{o.pk}"], self[f"vilka_{o.pk}"]) for o in self.organisationer]

    def vilka(self):
        """{organisation: who}."""
        return {o: self.cleaned_data[f"vilka_{o.pk}"] for o in self.organisationer}

    def antal(self):
        """{organisation: number or None} of those who were there; a number or a name alone says so too."""
        val = self.cleaned_data
        var_med = {o: val[f"antal_{o.pk}"] for o in self.organisationer if any(val[f"{f}_{o.pk}"] for f in ("med", "antal", "vilka"))}
        return var_med | ({val["annan"]: None} if val["annan"] else {})
