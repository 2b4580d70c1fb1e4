"""Reading the days of a year's steps: all on one page."""

from django import forms

from samverkan.forms import Radform
from samverkan.inaktuell import Flerformular
from samverkan.svenska import dag_och_manad
from samverkan.vardagar import ar_vardag, olamplig, senaste_vardag
from uppdrag.arsplan import FORRA, NAMN, UTAN, cykel_for
from uppdrag.models import Arssteg


class Stegrad(Radform):
    """One step of the year."""

    egen_version = False
    at_field = {"arssteg_slutar_efter_start": "sista_dag"}

    class Meta:
        model = Arssteg
        fields = ["ingar", "fran", "sista_dag", "vem"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        namn = str(self.instance)
        self.utan = UTAN[self.instance.sort]
        for falt, etikett in (("ingar", "ingår i år"), ("fran", "från och med"), ("sista_dag", "sista dag"), ("vem", "vems")):
            self.fields[falt].label = f"{namn}, {etikett}"
        for falt in ("fran", "sista_dag", "vem"):
            self.fields[falt].widget.attrs["class"] = "form-select" if falt == "vem" else "form-control"
        self.fields["ingar"].widget.attrs["class"] = "form-check-input"

    def clean_sista_dag(self):
        dag = self.cleaned_data["sista_dag"]
        if dag and not ar_vardag(dag):
            varfor = olamplig(dag) if dag.weekday() > 4 else "är en röd dag eller en helgafton"
            raise forms.ValidationError(f"Dagen {varfor}. Vardagen före är {dag_och_manad(senaste_vardag(dag))}.")
        return dag


class Arsstegsform(Flerformular):
    """The whole year: a line for each step."""

    def __init__(self, *args, year, **kwargs):
        self.year = year
        super().__init__(*args, **kwargs)

    def las_rader(self, data):
        return [Stegrad(data, instance=steg, prefix=f"steg-{steg.sort}") for steg in self.year.arssteg.all()]


class Mallform(forms.Form):
    """From where the steps of a year that has none are fetched."""

    mall = forms.ChoiceField(label="Stegen och deras dagar", widget=forms.RadioSelect)

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        forra = year.foregaende
        har = forra and forra.arssteg.exists()
        val = ([(FORRA, f"Som {forra}, flyttade till {year}")] if har else []) + list(NAMN.items())
        self.fields["mall"].choices = val
        self.fields["mall"].initial = FORRA if har else cykel_for(year.fran)
        self.fields["mall"].help_text = "Dagar som blir helg eller röda flyttas till vardagen före. Allt kan ändras sedan."
