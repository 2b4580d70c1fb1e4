"""Reading what is booked in the debt ledger."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Sum, UniqueConstraint

from ekonomi.folkmangd.nyckel import kommunparter_i
from ekonomi.forms.beslut import Beslutsval
from ekonomi.forms.falt import Kronor
from ekonomi.models import Skuldpost, Skuldursprung
from samverkan.forms import Radform
from samverkan.models import Organisation


class IngaendeForm(Radform):
    """An opening balance: the year or years the debt arose in, and the sum."""

    finns = None  # the origin of the same label, when there is one

    belopp = Kronor(label="belopp, kronor", help_text="Skuld utan tecken, fordran med minus.")
    datum = forms.DateField(label="per den")
    at_field = {"ursprung_ar_i_ordning": "sista"}

    class Meta:
        model = Skuldursprung
        fields = ["beteckning", "forsta", "sista", "anmarkning"]

    def clean_beteckning(self):
        self.krav_ledigt()
        return self.cleaned_data["beteckning"]

    def krav_ledigt(self):
        """An origin is used again only when what was booked on it has been corrected away. Asked anew when it is booked."""
        beteckning = self.cleaned_data["beteckning"]
        self.finns = Skuldursprung.objects.filter(avtal=self.instance.avtal, beteckning=beteckning).first()
        if self.finns and (self.finns.verksamhetsar_id or self.finns.poster.aggregate(n=Sum("belopp", default=0))["n"]):
            raise ValidationError("Det finns redan en skuld med det ursprunget. Rätta den först i skuldboken, om beloppet är fel.")

    def constraints(self):
        """The label was asked above: an emptied origin may be used again."""
        return [c for c in super().constraints() if not (self.finns and isinstance(c, UniqueConstraint))]

    def spara_ursprung(self):
        """The origin: a new one, or the emptied one with what the form says of it."""
        if not self.finns:
            return self.save()
        for name in ("forsta", "sista", "anmarkning"):
            setattr(self.finns, name, self.cleaned_data[name])
        self.finns.save(update_fields=["forsta", "sista", "anmarkning"])
        return self.finns

    def clean_belopp(self):
        belopp = self.cleaned_data["belopp"]
        if belopp == 0:
            raise ValidationError("En post på noll kronor bokförs inte.")
        return belopp


class RattelseForm(forms.Form):
    text = forms.CharField(label="Varför rättas posten?", max_length=200, error_messages={"required": "Skriv varför posten rättas."})


class Skuldbeslutsform(Beslutsval):
    """A decision on the debt: which year's, what becomes of it, for whom, how much, and who decided."""

    ursprung = forms.ModelChoiceField(Skuldursprung.objects.none(), label="Skuld från")
    andamal = forms.ChoiceField(choices=Skuldpost.Andamal, label="Vad sker med pengarna?", widget=forms.RadioSelect)
    text = forms.CharField(
        label="Till vad",
        max_length=200,
        help_text="Till exempel ”Återbetalas med fakturan för mars”.",
    )
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="För", required=False, empty_label="Alla kommuner")
    belopp = Kronor(
        label="Belopp, kronor", required=False, lowest=1,
        help_text="Utan tecken. Lämna tomt om beslutet gäller allt som är kvar; då bokförs en post för var och en.",
    )  # fmt: skip
    field_order = ["ursprung", "andamal", "text", "organisation", "belopp"]

    def __init__(self, *args, avtal, **kwargs):
        super().__init__(*args, avtal=avtal, **kwargs)
        self.fields["ursprung"].queryset = Skuldursprung.objects.filter(avtal=avtal, poster__isnull=False).distinct()
        self.fields["organisation"].queryset = kommunparter_i(avtal)

    def clean(self):
        data = super().clean()
        ursprung, andamal = data.get("ursprung"), data.get("andamal")
        if ursprung and andamal:
            saldo = ursprung.poster.aggregate(n=Sum("belopp", default=0))["n"]
            if (saldo < 0) != (andamal == Skuldpost.Andamal.TACKS) and andamal != Skuldpost.Andamal.OVERFORS:
                vad = "ett underskott. Välj hur det täcks" if saldo < 0 else "ett överskott. Det kan inte täckas"
                self.add_error("andamal", f"Det som är kvar från {ursprung} är {vad}, eller överför det.")
        return data

    def beslutstext(self):
        return self.cleaned_data["text"]
