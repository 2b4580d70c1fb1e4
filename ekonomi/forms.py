"""Reading the controller's figures. Amounts are whole kronor, written the way people write them."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from ekonomi.models import Arsresultat, Ersattning, Resultatpost, Skuldursprung, Statsbidrag
from samverkan.forms import Radform
from samverkan.svenska import HARD_SPACE, MINUS, kronor, tusental
from uppdrag.models import Uppdrag

_SIFFROR = re.compile(r"-?\d+")
FEL_BELOPP = "Skriv beloppet i hela kronor, till exempel 10 307 000. Inga bokstäver, ören eller tkr."
STORST = 10**15


class Kronor(forms.Field):
    """Whole kronor: spaces of every kind between thousands are allowed, either minus sign too. Nothing else is guessed at."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, *, lowest=-STORST, **kwargs):
        super().__init__(**kwargs)
        self.lowest = lowest

    def prepare_value(self, value):
        return tusental(value).replace(HARD_SPACE, " ") if isinstance(value, int) else value

    def to_python(self, value):
        text = re.sub(r"[\s\u00a0\u202f]", "", value or "").replace(MINUS, "-").replace("–", "-")
        if not text:
            return None
        if not _SIFFROR.fullmatch(text):
            raise ValidationError(FEL_BELOPP)
        belopp = int(text)
        if not self.lowest <= belopp <= STORST:
            raise ValidationError(FEL_BELOPP if abs(belopp) > STORST else f"Beloppet kan inte vara mindre än {kronor(self.lowest)}.")
        return belopp

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True


class Procent(forms.DecimalField):
    """A percentage with a decimal comma; a point is read too."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs):
        super().__init__(error_messages={"invalid": "Skriv procenten med siffror, till exempel 2,6."}, **kwargs)

    def prepare_value(self, value):
        return str(value).replace(".", ",") if isinstance(value, Decimal) else value

    def to_python(self, value):
        return super().to_python(str(value).replace(",", ".") if value else value)


class Beloppsform(Radform):
    """A row of figures. `senast` is the history row the writer started from: a stale save is refused with both figures told."""

    senast = forms.IntegerField(widget=forms.HiddenInput, required=False)
    positive = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) & {"bas", "avrundning", "belopp", "budget", "utfall"}:
            old = self.fields[name]
            lowest = {"lowest": 1 if name == "avrundning" else 0} if name in self.positive else {}
            self.fields[name] = Kronor(label=old.label, required=old.required, help_text=old.help_text, **lowest)
        self.fields["senast"].initial = self._latest()

    def _latest(self):
        return self.instance.history.values_list("history_id", flat=True).first() if self.instance.pk else None

    def clean(self):
        data = super().clean()
        now = self._latest()
        if self.instance.pk and data.get("senast") != now:
            saved = type(self.instance).objects.get(pk=self.instance.pk)
            differ = [
                f"{self.fields[n].label}: {self._shown(saved, n)}" for n in self._meta.fields if self._changed_by_other(saved, n, data)
            ]
            self.data = self.data.copy()
            self.data["senast"] = str(now)
            raise ValidationError(
                "Någon annan har sparat raden medan du skrev. Sparat nu: %(vad)s. Dina värden står kvar nedan; spara igen om de ska gälla.",
                params={"vad": "; ".join(differ) or "samma värden som dina"},
            )
        return data

    def _changed_by_other(self, saved, name, data):
        return name in data and getattr(saved, name) != data[name]

    def _shown(self, saved, name):
        value = getattr(saved, name)
        return tusental(value) if isinstance(value, int) and not isinstance(value, bool) else value


class ErsattningForm(Beloppsform):
    positive = ("bas", "avrundning", "belopp")
    index_procent = Procent(label="uppräkning, procent", max_digits=5, decimal_places=2)

    class Meta:
        model = Ersattning
        fields = ["bas", "bas_harledd", "index_procent", "avrundning", "belopp", "fordelningsdatum", "kalla"]


class ResultatpostForm(Beloppsform):
    at_field = {
        "resultat_ett_per_uppdrag": "uppdrag", "resultat_en_ofordelad_rad": "benamning", "resultat_har_namn": "uppdrag",
        "resultat_stammer": "belopp",
    }  # fmt: skip

    class Meta:
        model = Resultatpost
        fields = ["uppdrag", "benamning", "budget", "utfall", "belopp", "forklaring", "harledd"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uppdrag"].queryset = Uppdrag.objects.filter(avtal=self.instance.verksamhetsar.avtal_id)
        self.fields["belopp"].required = False
        self.fields["belopp"].help_text += " Räknas ut när både ersättning och utfall är ifyllda."

    def clean(self):
        data = super().clean()
        if data.get("belopp") is None and not self.errors:
            if data.get("budget") is None or data.get("utfall") is None:
                self.add_error("belopp", "Skriv resultatet, eller både ersättning och utfall.")
            else:
                data["belopp"] = data["budget"] - data["utfall"]
        return data


class ArsresultatForm(Beloppsform):
    class Meta:
        model = Arsresultat
        fields = ["belopp", "kalla"]


class StatsbidragForm(Beloppsform):
    at_field = {"statsbidrag_en_gang": "namn"}
    positive = ("belopp",)

    class Meta:
        model = Statsbidrag
        fields = ["uppdrag", "namn", "belopp", "redovisas", "kalla"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uppdrag"].queryset = Uppdrag.objects.filter(avtal=self.instance.verksamhetsar.avtal_id)


class IngaendeForm(Radform):
    """An opening balance: the year or years the debt arose in, and the sum."""

    belopp = Kronor(label="belopp, kronor", help_text="Skuld utan tecken, fordran med minus.")
    datum = forms.DateField(label="per den")
    at_field = {"ursprung_unikt": "beteckning", "ursprung_ar_i_ordning": "sista"}

    class Meta:
        model = Skuldursprung
        fields = ["beteckning", "forsta", "sista", "anmarkning"]

    def clean_belopp(self):
        belopp = self.cleaned_data["belopp"]
        if belopp == 0:
            raise ValidationError("En post på noll kronor bokförs inte.")
        return belopp


class RattelseForm(forms.Form):
    text = forms.CharField(label="Varför rättas posten?", max_length=200, error_messages={"required": "Skriv varför posten rättas."})
