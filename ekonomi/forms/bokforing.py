"""Reading the accounts of the debt, and its reconciliation."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from ekonomi.models import Skuldavstamning, Skuldkonto
from ekonomi.sie.belopp import InteSieError
from samverkan.forms import Kronor, Radform
from samverkan.svenska import ore
from samverkan.utifran.barn import MB, Granser, OlastError, i_barn
from samverkan.utifran.uppladdning import Filfalt
from uppdrag.models import Uppdrag

MAX_BYTES = 100 * MB
SALDO = Granser(cpu=20, tid=60, minne=1500 * MB)


class Skuldkontoform(Radform):
    at_field = {
        "skuldkonto_ett_for_varje": "galler", "skuldkonto_ett_per_uppdrag": "uppdrag", "skuldkonto_uppdrag_har_resultat": "uppdrag",
        "skuldkonto_objekt_har_dimension": "objekt",
    }  # fmt: skip

    class Meta:
        model = Skuldkonto
        fields = ["galler", "uppdrag", "konto", "namn", "dimension", "dimensionsnamn", "objekt", "objektsnamn"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uppdrag"].queryset = Uppdrag.objects.filter(avtal=self.instance.avtal)


class Avstamningsform(Radform):
    """The account's balance on a day; the ledger's is read when it is saved."""

    enligt_konto = Kronor(label="Skuld enligt kontot, kronor", help_text="Kontots kreditsaldo utan tecken, ett debetsaldo med minus.")

    class Meta:
        model = Skuldavstamning
        fields = ["datum", "enligt_konto", "kalla", "forklaring"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forklaring"].widget.attrs["rows"] = 4
        self.fields["forklaring"].help_text = "Behövs när kontot och skuldboken skiljer sig åt."

    def clean_datum(self):
        datum = self.cleaned_data["datum"]
        if datum > timezone.localdate():
            raise ValidationError("Avstämningen kan inte gälla en dag som inte har varit.")
        return datum

    def constraints(self):
        """The one there is asks the ledger's balance, which is read when the agreement is held."""
        return []


class Saldofil(forms.Form):
    """A SIE file that holds the account's closing balance."""

    fil = Filfalt(
        mest=MAX_BYTES, label="Fil",
        help_text="SIE ur ekonomisystemet. Kontots utgående saldo (#UB) läses, och ingenting sparas förrän du har sett det.",
    )  # fmt: skip

    def __init__(self, *args, konto, **kwargs):
        super().__init__(*args, **kwargs)
        self.konto = konto

    def clean_fil(self):
        fil = self.cleaned_data["fil"]
        try:
            self.saldo = i_barn("ekonomi.skuld.balanskonto.saldo_ur_sie", fil.read(), self.konto, granser=SALDO)
        except (InteSieError, OlastError) as error:
            raise ValidationError(str(error)) from error
        return fil

    def last(self):
        """What was read, as the typed form begins."""
        avrundat = f", {ore(self.saldo.ore)} kr" if self.saldo.ore % 100 else ""
        kalla = f"#UB konto {self.konto}{avrundat}, ur filen {self.cleaned_data['fil'].name}"
        return {"datum": self.saldo.dag, "enligt_konto": self.saldo.kronor, "kalla": kalla[:200]}
