"""What the gallery shows: one field of each kind, and every status with its word."""

from django import forms

from samverkan.forms import Dag

STATUSAR = {
    "Vanliga": [
        ("utkast", "Utkast"),
        ("klar", "Klar"),
        ("planerat", "Planerat"),
        ("locked", "Låst"),
        ("arkiverat", "Arkiverat"),
        ("nedlagt", "Nedlagt"),
    ],
    "Allt är bra": [("godkand", "Godkänd"), ("hallet", "Hållet"), ("oppet", "Öppet"), ("aktivt", "Aktivt"), ("galler", "Gäller")],
    "Behöver ögon": [("ater", "Åter"), ("vakant", "Vakant"), ("installt", "Inställt"), ("stangd", "Stängd"), ("uppsagt", "Uppsagt")],
}
VAL = [("fysiskt", "Fysiskt"), ("digitalt", "Digitalt")]


class Prov(forms.Form):
    namn = forms.CharField(label="Namn", help_text="Så skrivs namnet i rapporten.")
    datum = Dag(label="Datum")
    antal = forms.IntegerField(label="Antal deltagare", min_value=0, required=False)
    sort = forms.ChoiceField(label="Sort", choices=[("", "Välj sort"), *VAL])
    val = forms.ChoiceField(label="Hur möttes ni?", choices=VAL, widget=forms.RadioSelect)
    flera = forms.MultipleChoiceField(
        label="Vilka var med?", choices=[("berg", "Berg"), ("krokom", "Krokom")], widget=forms.CheckboxSelectMultiple, required=False
    )
    text = forms.CharField(label="Anteckning", widget=forms.Textarea, required=False)
    fast = forms.CharField(label="Går inte att ändra", initial="RUN/1/2022", disabled=True, required=False)
    intyg = forms.BooleanField(label="Protokoll finns", help_text="Räknas som protokollfört möte.")

    def clean(self):
        raise forms.ValidationError("Mötet krockar med ett annat.")
