"""Reading the population."""

from django import forms

from ekonomi.forms.falt import Kronor


class Folkmangdsform(forms.Form):
    """The population of every kommun on the day that decides the split, typed; one source for all."""

    kalla = forms.CharField(label="Källa", max_length=200, help_text="Till exempel SCB, Folkmängd 1 november, tabell TAB1267.")

    def __init__(self, *args, kommuner, **kwargs):
        super().__init__(*args, **kwargs)
        self.kommuner = kommuner
        for kommun in kommuner:
            self.fields[f"antal_{kommun.kod}"] = Kronor(label=kommun.tabellnamn, lowest=0)

    def antal(self):
        """{organisation: population}"""
        return {kommun: self.cleaned_data[f"antal_{kommun.kod}"] for kommun in self.kommuner}
