"""Reading the population."""

from django import forms
from django.core.exceptions import ValidationError

from ekonomi.folkmangd.scb import TABELL, InteFolkmangdError, read
from ekonomi.forms.falt import Kronor
from ekonomi.models import Folkmangd
from samverkan import svenska
from samverkan.inaktuell import Versionerad

MAX_BYTES = 5 * 1024 * 1024


class Folkmangdsform(Versionerad, forms.Form):
    """The population of every kommun on the day that decides the split, typed; one source for all."""

    kalla = forms.CharField(label="Källa", max_length=200, help_text="Till exempel SCB, Folkmängd 1 november, tabell TAB1267.")

    def __init__(self, *args, kommuner, year, datum, ur_fil=None, **kwargs):
        """`ur_fil` is what a file says: the form begins with that, though its mark is of what is registered."""
        super().__init__(*args, **kwargs)
        self.kommuner = kommuner
        for kommun in kommuner:
            self.fields[f"antal_{kommun.kod}"] = Kronor(label=kommun.tabellnamn, lowest=0)
        finns = {f.organisation_id: f for f in Folkmangd.objects.filter(avtal=year.avtal_id, datum=datum)}
        self.registrerat = {f"antal_{k.kod}": finns[k.pk].antal for k in kommuner if k.pk in finns}
        self.registrerat["kalla"] = next((f.kalla for f in finns.values()), "")
        self.initial = ur_fil or self.registrerat
        self.bar_version()

    def visade(self):
        return self.registrerat

    def antal(self):
        """{organisation: population}"""
        return {kommun: self.cleaned_data[f"antal_{kommun.kod}"] for kommun in self.kommuner}


class Folkmangdsfil(forms.Form):
    """A table from SCB, or a list. Valid only when every kommun's figure could be read; each fault is told with its place."""

    fil = forms.FileField(
        label="Fil", help_text="CSV, json-stat2 eller Excel från SCB, eller en egen lista med kommun och folkmängd. Högst 5 MB.",
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom."},
    )  # fmt: skip

    def __init__(self, *args, kommuner, dag, **kwargs):
        super().__init__(*args, **kwargs)
        self.kommuner, self.dag = kommuner, dag

    def clean_fil(self):
        fil = self.cleaned_data["fil"]
        if fil.size > MAX_BYTES:
            raise ValidationError("Filen är större än 5 MB. Hämta bara kommunerna och det år som gäller.")
        try:
            avlasning = read(fil.read(), {k.kod: k.tabellnamn for k in self.kommuner}, self.dag)
        except InteFolkmangdError as error:
            raise ValidationError(str(error)) from error
        if avlasning.fel:
            raise ValidationError([f"{f.plats.capitalize()}: {f.vad}" if f.plats else f.vad for f in avlasning.fel[:50]])
        self.antal = avlasning.antal
        return fil

    def last(self):
        """What was read, as the typed form begins."""
        kalla = f"SCB, tabell {TABELL}, folkmängd {svenska.datum(self.dag)}, ur filen {self.cleaned_data['fil'].name}"
        return {f"antal_{kod}": antal for kod, antal in self.antal.items()} | {"kalla": kalla[:200]}
