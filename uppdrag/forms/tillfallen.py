"""Reading a meeting: one line for who does it every week, the rest folded."""

from functools import cached_property

from django import forms
from django.db.models import F, Q
from django.utils import timezone

from samverkan import svenska
from samverkan.forms import Flerval, Radform, val_en_gang
from samverkan.models import Organisation
from uppdrag import personkrets
from uppdrag.models import Arena, Avtal, Tillfalle, Uppdrag, Verksamhetsar
from uppdrag.models.arena import samordnade_avtal, samordnade_uppdrag
from uppdrag.models.tillfalle import INGA_DELTAGARE, LANGSTA
from uppdrag.models.year import FLER_AR

EFTER_DATUM = [("", "Hållet, eller planerat om dagen inte har varit"), *Tillfalle.Status.choices]
EN_ARRANGOR = "Välj bara en arrangör: en arena, ett uppdrag eller ett annat avtal. Töm de andra fälten."
ANNAN_ARRANGOR = "Eller välj ett uppdrag eller ett annat avtal under Fler uppgifter."
FOR_LANGT = "Det är mer än en månad mellan dagarna. Rätta dem, eller registrera ett tillfälle för varje gång."
TVA_SAMMA_DAG = "Möttes de två gånger den dagen läggs det andra till som antal utan datum på arenans sida."
INGEN_ARRANGOR = "Välj en arena, eller öppna Fler uppgifter och välj ett uppdrag eller ett annat avtal."


class Tillfalleform(Radform):
    """One occasion. `by` is who registers it: she may choose only what is hers to register."""

    en_rad = ("arena", "fran", "form", "langd")
    status = forms.ChoiceField(label="Status", required=False, choices=EFTER_DATUM)
    narvarande = Flerval(Organisation.objects.none(), label="Närvarande", required=False, widget=forms.CheckboxSelectMultiple)
    valt_year = forms.ModelChoiceField(Verksamhetsar.objects.none(), required=False, widget=forms.HiddenInput)
    at_field = {
        "mote_en_gang_per_arena": "fran",
        "mote_en_gang_per_grupp": "fran",
        "tillfalle_slutar_efter_start": "till",
        "ungefarligt_antal_finns": "deltagare",
        "tillfalle_en_arrangor": "arena",
    }

    class Meta:
        model = Tillfalle
        fields = [
            "arena", "fran", "form", "langd", "uppdrag", "annat_avtal", "sort", "till", "grupp", "status", "protokoll",
            "deltagare", "deltagare_ca", "rubrik", "motesord", "sammankallat_av", "del_av", "datum_exempel", "anteckning",
        ]  # fmt: skip
        widgets = {"anteckning": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["till"].required = False
        # Of a meeting that is there, what its own agreement has to do with.
        avtal = [self.instance.avtal_id] if self.instance.pk else Avtal.objects.visible_to(by)
        self.fields["valt_year"].queryset = Verksamhetsar.objects.visible_to(by)
        self._begransa_arrangorer(by)
        self._begransa_ovriga(avtal)
        if self.instance.pk:
            self.fields["status"].choices, self.fields["status"].required = Tillfalle.Status.choices, True
            self.initial["narvarande"] = list(self.instance.narvaro.values_list("organisation", flat=True))

    def _begransa_arrangorer(self, by):
        ledda, samordnade = Avtal.objects.ledda_av(by), samordnade_avtal(by)
        arenor = Arena.objects.registrerbara(by)
        self.fields["arena"].queryset = arenor.order_by("namn")
        self.fields["grupp"].queryset = self.fields["grupp"].queryset.filter(arena__in=arenor).select_related("arena")
        self.fields["grupp"].label_from_instance = lambda grupp: f"{grupp.arena}: {grupp}"
        self.fields["uppdrag"].queryset = Uppdrag.objects.filter(Q(avtal__in=ledda) | Q(pk__in=samordnade_uppdrag(by)))
        huvud = Q(huvudavtal__in=ledda) | Q(huvudavtal__in=samordnade)
        self.fields["annat_avtal"].queryset = Avtal.objects.filter(huvud)
        flera_dagar = Q(sort=Tillfalle.Sort.STUDIERESA) | Q(till__gt=F("fran"))
        egna = Tillfalle.objects.andringsbara_av(by).filter(flera_dagar).exclude(pk=self.instance.pk)
        self.fields["del_av"].queryset = egna.select_related("arena", "uppdrag", "annat_avtal")
        self.fields["del_av"].help_text = "Till exempel ett studiebesök under en studieresa."
        if self.har_arenor:
            self.fields["arena"].help_text = ANNAN_ARRANGOR
        for name in ("arena", "grupp"):
            val_en_gang(self.fields[name])

    def _begransa_ovriga(self, avtal):
        organisationer = personkrets.organisationer_kring(avtal)
        self.fields["sammankallat_av"].queryset = self.fields["narvarande"].queryset = organisationer
        val_en_gang(self.fields["sammankallat_av"], self.fields["narvarande"])

    def far_registrera(self):
        """Is there anything she may register for?"""
        return self.har_arenor or any(self.fields[name].queryset.exists() for name in ("uppdrag", "annat_avtal"))

    @cached_property
    def har_arenor(self):
        """Is there an arena among it, whose occasions may be read in many at once?"""
        return bool(self.fields["arena"].queryset)

    # --- what is shown where --------------------------------------------------------------------------------------

    def rad_falt(self):
        """The fields of the one line; the group stands there too when the arena it begins with has groups."""
        arena = self.initial.get("arena")
        har_grupper = arena and any(grupp.arena_id == arena for grupp in self.fields["grupp"].queryset)
        names = (*self.en_rad, "grupp") if har_grupper else self.en_rad
        return [self[name] for name in names]

    def mer_falt(self):
        i_raden = {field.name for field in self.rad_falt()}
        return [field for field in self.visible_fields() if field.name not in i_raden]

    def mer_oppen(self):
        """Unfold the rest when something there is wrong, or was filled in before something else was found wrong."""
        return bool(self.errors) and any(field.errors or (self.is_bound and field.name in self.changed_data) for field in self.mer_falt())

    def fokusera(self):
        """Let the page begin at the field that comes next: what is wrong, else the date when the arena is known."""
        wrong = next((field.name for field in self.rad_falt() if field.errors), None)
        name = wrong or ("fran" if self.initial.get("arena") else "arena")
        self.fields[name].widget.attrs["autofocus"], self.fokuserar = True, True

    # --- what must be true ----------------------------------------------------------------------------------------

    def clean(self):
        data = super().clean()
        if "till" not in self.errors:
            data["till"] = data.get("till") or data.get("fran")
        arrangor = self._arrangor(data)
        if arrangor is None:
            return data
        self.instance.avtal = (arrangor.huvudavtal or arrangor) if isinstance(arrangor, Avtal) else arrangor.avtal
        self._prova_grupp(data)
        if data.get("fran"):
            self._status(data)
            self._prova_dagen(data, arrangor)
        self._prova_inte_hallet(data)
        return data

    def _prova_dagen(self, data, arrangor):
        """One thing at a time is said of a date: what is wrong first takes it out of `data`."""
        for prova in (self._prova_year, self._prova_langd, self._prova_fanns, self._prova_del, self._prova_dubblett):
            if "fran" not in self.errors:
                prova(data, arrangor)

    def _arrangor(self, data):
        """The one organiser chosen, or None with the error said."""
        valda = [data[name] for name in ("arena", "uppdrag", "annat_avtal") if data.get(name)]
        if len(valda) == 1:
            return valda[0]
        if "arena" not in self.errors:
            self.add_error("arena", EN_ARRANGOR if valda else INGEN_ARRANGOR)
        return None

    def _status(self, data):
        """Not said: it follows from the date."""
        senare = data["fran"] > timezone.localdate()
        if "status" not in self.errors and not data.get("status"):
            data["status"] = Tillfalle.Status.PLANERAT if senare else Tillfalle.Status.HALLET
        elif data.get("status") == Tillfalle.Status.HALLET and senare:
            self.add_error("status", "Dagen har inte varit ännu. Välj planerat, eller rätta datumet.")

    def _prova_inte_hallet(self, data):
        """What was cancelled kept no minutes, and decided nothing; nobody was there, nor where it has not been held."""
        status, folk = data.get("status"), data.get("deltagare") or data.get("narvarande")
        if status == Tillfalle.Status.INSTALLT and (data.get("protokoll") or folk):
            self.add_error("status", "Ett inställt möte har varken protokoll eller deltagare. Ta bort dem, eller välj en annan status.")
        elif status == Tillfalle.Status.PLANERAT and folk:
            self.add_error("status", "Ett möte som inte har hållits har inga deltagare. Ta bort dem, eller välj hållet.")
        elif status == Tillfalle.Status.INSTALLT and self.instance.pk and self.instance.beslut.exists():
            self.add_error("status", "Ett beslut är fattat vid mötet. Rätta beslutet först om mötet ställdes in.")

    def clean_deltagare(self):
        if self.cleaned_data["deltagare"] == 0:
            raise forms.ValidationError(INGA_DELTAGARE)
        return self.cleaned_data["deltagare"]

    def _prova_langd(self, data, arrangor):
        if data.get("till") and data["till"] - data["fran"] > LANGSTA:
            self.add_error("till", FOR_LANGT)

    def _prova_year(self, data, arrangor):
        datum, valt = data["fran"], data.get("valt_year")
        year = Verksamhetsar.objects.for_date(self.instance.avtal, datum)
        if year is None:
            years = svenska.lista_text(str(y) for y in self.instance.avtal.verksamhetsar.order_by("fran"))
            self.add_error("fran", f"Dagen ligger inte i något verksamhetsår. De år som finns är {years or 'inga'}. {FLER_AR}")
        elif not year.is_open:
            text = f"Året {year} är låst, så inget i det kan ändras. Processledaren låser upp det, med ett skäl, om något är fel."
            self.add_error("fran", text)
        elif valt and valt.avtal_id == year.avtal_id and valt != year:
            text = f"Dagen ligger i året {year}, men du har valt {valt}. Rätta datumet, eller välj {year} i listan."
            self.add_error("fran", text)

    def _prova_fanns(self, data, arrangor):
        """An arena or uppdrag meets only while it exists."""
        if isinstance(arrangor, Avtal):
            return
        datum = data["fran"]
        if arrangor.fran and datum < arrangor.fran:
            self.add_error("fran", f"{arrangor} fanns inte den dagen, utan först från {svenska.datum(arrangor.fran)}.")
        elif arrangor.till and datum > arrangor.till:
            self.add_error("fran", f"{arrangor} fanns inte den dagen, bara till och med {svenska.datum(arrangor.till)}.")

    def _prova_grupp(self, data):
        grupp = data.get("grupp")
        if grupp and grupp.arena != data.get("arena"):
            self.add_error("grupp", f"{grupp} är en grupp i {grupp.arena}. Välj en grupp i rätt arena, eller ingen.")

    def _prova_del(self, data, arrangor):
        hel = data.get("del_av")
        if hel and not hel.fran <= data["fran"] <= hel.till:
            self.add_error("del_av", f"Det pågick {svenska.period(hel.fran, hel.till)}, och dagen ligger utanför.")

    def _prova_dubblett(self, data, arrangor):
        """The same meeting twice, in words that say which one there is; the database says it too, in fewer."""
        if not data.get("arena") or data.get("status") == Tillfalle.Status.INSTALLT or not data.get("sort"):
            return
        lika = Tillfalle.objects.filter(arena=data["arena"], fran=data["fran"], sort=data["sort"])
        lika = lika.filter(grupp=data.get("grupp")).exclude(status=Tillfalle.Status.INSTALLT)
        finns = lika.exclude(pk=self.instance.pk).select_related("grupp").first()
        if finns:
            vem = f"{finns.grupp} i {data['arena']}" if finns.grupp else str(data["arena"])
            vad = f"{finns.get_sort_display().lower()} den {svenska.datum(finns.fran)}"
            slag = [o.lower() for o in (finns.form and finns.get_form_display(), finns.langd and finns.get_langd_display()) if o]
            text = f"Finns redan: {vem}, {vad} ({', '.join([*slag, finns.get_status_display().lower()])}). {TVA_SAMMA_DAG}"
            self.add_error("fran", text)

    def _save_m2m(self):
        """Attendance: those ticked are there, the others are not; a number noted earlier is kept."""
        valda = self.cleaned_data["narvarande"]
        self.instance.narvaro.exclude(organisation__in=valda).delete()
        for organisation in valda:
            self.instance.narvaro.get_or_create(organisation=organisation)

    def save(self, commit=True):
        """The agreement follows from the organiser, so it is written although it is not shown."""
        if self.instance.pk and "avtal" not in self._meta.fields:
            Tillfalle.objects.filter(pk=self.instance.pk).exclude(avtal=self.instance.avtal).update(avtal=self.instance.avtal)
        return super().save(commit)


class Urvalsform(forms.Form):
    """What the list of meetings is narrowed to."""

    year = forms.ModelChoiceField(Verksamhetsar.objects.none(), label="År", required=False, empty_label="Alla år")
    arena = forms.ModelChoiceField(Arena.objects.none(), label="Arena", required=False, empty_label="Alla arenor")
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Alla"), *Tillfalle.Status.choices])

    def __init__(self, *args, by, **kwargs):
        kwargs.setdefault("prefix", None)
        super().__init__(*args, auto_id="urval_%s", **kwargs)
        self.fields["year"].queryset = Verksamhetsar.objects.visible_to(by)
        self.fields["arena"].queryset = Arena.objects.visible_to(by).order_by("namn")

    def urval(self, rader):
        """The rows narrowed by what is chosen; what cannot be read narrows nothing."""
        self.is_valid()
        val = self.cleaned_data
        rader = rader.during(val["year"]) if val.get("year") else rader
        rader = rader.filter(arena=val["arena"]) if val.get("arena") else rader
        return rader.filter(status=val["status"]) if val.get("status") else rader
