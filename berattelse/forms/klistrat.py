"""Reading a pasted list of activities, results or projects: shown first as a table of rows to mend, saved when all of them are right."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from berattelse.avsnitt import radlista
from berattelse.forms.avsnitt import Radregler, enheter_for
from berattelse.models import Aktivitet, Projekt, Resultat
from samverkan import svenska
from samverkan.forms import Dag, Decimaltal
from samverkan.inaktuell import Inaktuell, version_av

FANNS = "Finns redan"
FLERA = "Står mer än en gång i listan"
MANADER = [("", "–"), *((n, namn) for n, namn in enumerate(svenska.MANADER, 1))]


class Listform(forms.Form):
    """The list as it was pasted. A project table also says which column the rows belong to, when the list does not."""

    lista = forms.CharField(
        label="Klistra in listan", widget=forms.Textarea(attrs={"rows": 12}), max_length=100_000, strip=False,
        help_text="En rad i listan blir en rad här. Punkter och nummer framför raderna tas bort.",
        error_messages={"required": "Klistra in minst en rad."},
    )  # fmt: skip

    def __init__(self, *args, avsnitt, sort, **kwargs):
        super().__init__(*args, **kwargs)
        self.year, self.enheter = avsnitt.verksamhetsar, enheter_for(avsnitt) if sort == "resultat" else []
        if sort == "projekt":
            self.fields["kolumn"] = forms.CharField(
                label="Kolumn", max_length=60, required=False, help_text="Lämnas tom när listan har kolumnen som sin första kolumn.",
                widget=forms.TextInput(attrs={"list": "kolumner", "autocomplete": "off"}),
            )  # fmt: skip
            self.order_fields(["kolumn", "lista"])

    def clean_lista(self):
        rader = radlista.read(
            self.cleaned_data["lista"], self.year.fran, self.year.till, self.enheter, kolumner="kolumn" in self.fields
        )  # fmt: skip
        if not rader:
            raise ValidationError("Listan är tom.")
        if len(rader) > radlista.MEST:
            raise ValidationError(
                f"Listan har {svenska.numerus(len(rader), 'en rad', 'rader')}. Klistra in högst {radlista.MEST} åt gången."
            )
        return rader


class Klistradrad(Radregler, forms.Form):
    """One row of the list, to be mended or left out."""

    model = Aktivitet
    med = forms.BooleanField(label="Ta med", required=False)
    text = forms.CharField(label="Text", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), required=False)
    datum = Dag(label="Datum", required=False)
    manad = forms.TypedChoiceField(label="Månad", required=False, coerce=int, empty_value=None, choices=MANADER)
    nyckel = ("text", "datum", "manad")
    sagt = ""  # that the row is there already, or why it is not ticked

    def __init__(self, *args, avsnitt, nummer, **kwargs):
        self.avsnitt, self.nummer = avsnitt, nummer
        super().__init__(*args, use_required_attribute=False, **kwargs)
        for field in self.fields.values():
            field.label = f"{field.label}, rad {nummer}"
            klass = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}.get(type(field.widget), "form-control")
            field.widget.attrs["class"] = klass

    @property
    def celler(self):
        return [field for field in self if field.name != "med"]

    @property
    def tas_med(self):
        return bool(self.cleaned_data.get("med"))

    def full_clean(self):
        """What is left out need not be right."""
        super().full_clean()
        if not self.tas_med:
            self._errors = type(self._errors)()

    def clean(self):
        data = super().clean()
        if not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Skriv raden, eller ta bort krysset framför den.")
        if data.get("datum") and data.get("manad"):
            self.add_error("manad", "Ange datum eller månad, inte båda.")
        return data

    def som_rad(self):
        """The row it is to be, not yet saved and without its place."""
        varden = {name: value for name, value in self.cleaned_data.items() if name != "med"}
        hem = {"verksamhetsar": self.avsnitt.verksamhetsar, "uppdrag": self.avsnitt.uppdrag, "annat_avtal": self.avsnitt.annat_avtal}
        return self.model(**hem, **varden)

    def marke(self):
        """What makes it the same row as another."""
        return marke(self.cleaned_data, self.nyckel)

    def finns_redan(self):
        """The row is there already: told, and saved again only when it is ticked anew."""
        self.sagt = FANNS


class Klistratresultat(Klistradrad):
    model = Resultat
    belopp = Decimaltal(label="Mängd", required=False, max_digits=14, decimal_places=1)
    enhet = forms.ChoiceField(label="Enhet", required=False)
    kalla = forms.CharField(label="Källa", required=False, max_length=200)
    nyckel = ("text", "datum", "manad", "belopp", "enhet")

    def __init__(self, *args, enheter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enhet"].choices = [("", "–"), *((namn, namn) for namn in enheter)]
        self.fields["belopp"].error_messages["invalid"] = "Skriv mängden med siffror, till exempel 49 800 000 eller 2,5."

    def clean(self):
        data = super().clean()
        if data.get("belopp") is not None and not data.get("enhet") and "enhet" not in self.errors:
            self.add_error("enhet", "Skriv i vilken enhet mängden är.")
        return data


class Klistratprojekt(Klistradrad):
    model = Projekt
    kolumn = forms.CharField(label="Kolumn", max_length=60, required=False)
    text = forms.CharField(label="Projekt", max_length=300, required=False)
    datum = manad = None
    nyckel = ("kolumn", "text")
    field_order = ("med", "kolumn", "text")

    def clean(self):
        data = super().clean()
        if not data.get("kolumn") and "kolumn" not in self.errors:
            self.add_error("kolumn", "Skriv vilken kolumn projektet står i.")
        return data

    def som_rad(self):
        hem = {"verksamhetsar": self.avsnitt.verksamhetsar, "uppdrag": self.avsnitt.uppdrag}
        return Projekt(**hem, kolumn=self.cleaned_data["kolumn"], namn=self.cleaned_data["text"])

    def finns_redan(self):
        """A project stands once in its column."""
        super().finns_redan()
        if self.tas_med:
            self.add_error("text", "Projektet står redan i kolumnen.")


RADFORMAR = {"aktiviteter": Klistradrad, "resultat": Klistratresultat, "projekt": Klistratprojekt}


def marke(varden, nyckel):
    """The same for rows that say the same, whatever their case and full stop."""
    return tuple(_jamforbart(varden.get(namn)) for namn in nyckel)


def _jamforbart(varde):
    if isinstance(varde, Decimal):
        return f"{varde.normalize():f}"
    return "" if varde is None else str(varde).strip().rstrip(".").casefold()


class Klistrat(forms.Form):
    """The rows of a pasted list on one page. `version` is the mark of the rows that were there already when it was shown."""

    version = forms.CharField(widget=forms.HiddenInput)
    antal = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=radlista.MEST)

    def __init__(self, data, *, avsnitt, sort, finns):
        super().__init__(data)
        self.finns = [_sagt(rad) for rad in finns]
        klass, extra = RADFORMAR[sort], {"enheter": enheter_for(avsnitt)} if sort == "resultat" else {}
        antal = str(data.get("antal", ""))
        antal = min(int(antal), radlista.MEST) if antal.isdecimal() and len(antal) < 5 else 0
        ordning = klass.field_order or klass.base_fields
        self.rubriker = [klass.base_fields[name].label for name in ordning if name != "med"]
        self.rader = [klass(data, prefix=f"rad{n}", avsnitt=avsnitt, nummer=n + 1, **extra) for n in range(antal)]
        self._jamfor()

    def _jamfor(self):
        """Tell of each row that is there already, or stands twice in the list."""
        finns = {marke(rad, self.rader[0].nyckel) for rad in self.finns} if self.rader else set()
        sedda = set()
        for rad in self.rader:
            rad.full_clean()
            if rad.marke() in finns:
                rad.finns_redan()
            elif rad.marke() in sedda:
                rad.sagt = FLERA
            sedda.add(rad.marke())

    @property
    def valda(self):
        return [rad for rad in self.rader if rad.tas_med]

    def is_valid(self):
        return super().is_valid() and not self.radfel

    def clean(self):
        if not self.valda:
            raise ValidationError("Ingen rad är kryssad.")
        return self.cleaned_data

    @property
    def radfel(self):
        return any(rad.errors for rad in self.rader)

    def visible_fields(self):
        return [field for rad in self.rader for field in rad.visible_fields()]

    def krav_aktuell(self, finns):
        """Inaktuell when rows have come, gone or changed since the page was shown."""
        if self.data.get("version") != version_av([_sagt(rad) for rad in finns]):
            raise Inaktuell

    def visa_inaktuell(self):
        """The same rows, held against those that are there now; the next save starts from them."""
        self.data = self.data.copy()
        self.data["version"] = version_av(self.finns)
        self.add_error(None, "Någon annan har sparat rader medan du läste igenom listan. Se vilka som finns redan, och spara en gång till.")


def ur_lista(lasta, *, avsnitt, sort, finns, kolumn=""):
    """The page of a list that was just pasted: ticked but for what is there already, stands twice, or is of another year."""
    finns = list(finns)
    data = {"version": version_av([_sagt(rad) for rad in finns]), "antal": str(len(lasta))}
    for n, rad in enumerate(lasta):
        varden = {namn: str(varde) for namn in RADFORMAR[sort].base_fields if (varde := getattr(rad, namn, None))}
        data |= {f"rad{n}-{namn}": varde for namn, varde in ({"kolumn": kolumn} | varden | {"med": "on"}).items()}
    form = Klistrat(data, avsnitt=avsnitt, sort=sort, finns=finns)
    for rad, last in zip(form.rader, lasta, strict=True):
        if last.year is not None:
            rad.sagt = f"Listan säger {last.year}" if last.year else "Listan säger inget år som kan läsas"
        if isinstance(last.datum, str):
            rad.errors["datum"] = rad.error_class([f"Listan säger ”{last.datum}”, som inte är en dag."])
        if rad.sagt:
            del data[f"{rad.prefix}-med"]
            rad.full_clean()
    return form


def _sagt(rad):
    """What a saved row says, as the form of a row has it."""
    namn = rad.namn if isinstance(rad, Projekt) else rad.text
    return {"text": namn} | {falt: getattr(rad, falt, None) for falt in ("datum", "manad", "belopp", "enhet", "kolumn")}
