"""Reading in people, their roles and their ties."""

from django import forms

from samverkan.forms import Dag, Radform
from samverkan.models import Organisation, Roll, Rolltilldelning, User
from uppdrag import personkrets
from uppdrag.forms.rader import Barnform, Slutform
from uppdrag.models import Arena, Avtal, Kontaktperson, Ordforande, Part, Samordnare, Uppdrag
from uppdrag.personkrets import FINNS, INTE_SIG_SJALV, rollfel

ADRESS_HOS_ADMINISTRATOREN = "Personen godkänner, fastställer eller undertecknar. Adressen ändras därför av administratören."


class Personurval(forms.Form):
    """What the list of people shows."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), required=False, empty_label="Alla organisationer")
    namn = forms.CharField(label="Namn eller e-postadress", required=False)
    alla = forms.BooleanField(label="Visa även dem som inte har någon gällande roll", required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = personkrets.organisationer_for(by)


class Personform(Radform):
    """The account: the address is what one logs in by."""

    class Meta:
        model = User
        fields = ["email", "namn", "titel", "telefon"]
        error_messages = {"email": {"unique": FINNS}}
        help_texts = {"email": "Dit går engångskoden vid inloggning."}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and not personkrets.can_be_readdressed(self.instance, by):
            self.fields["email"].disabled = True
            self.fields["email"].help_text = ADRESS_HOS_ADMINISTRATOREN

    def clean_email(self):
        """Addresses are kept in lower case, so that one person is one account."""
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(FINNS)
        return email


class Nollstallning(forms.Form):
    """Why somebody's second factors are taken away."""

    skal = forms.CharField(label="Varför", max_length=300, help_text="Står i händelseloggen och i brevet till personen.")


class Rollform(Barnform):
    """A role at one of the organisations the processledare handles."""

    at_field = {"roll_slutar_efter_start": "till", "roll_en_gang": "fran"}

    class Meta:
        model = Rolltilldelning
        fields = ["roll", "organisation", "fran", "till", "tillforordnad"]

    def begransa(self, by):
        self.by, self.egna = by, personkrets.egna_ids(by)
        self.fields["organisation"].queryset = personkrets.rollgivare_for(by)

    def clean(self):
        data = super().clean()
        fel = rollfel(data.get("roll"), data.get("organisation"), self.egna)
        if self.instance.user_id == self.by.pk and data.get("roll") in Roll.beslutande():
            fel = INTE_SIG_SJALV
        if fel:
            self.add_error("roll", fel)
        elif data.get("fran") and self._har_redan(data):
            self.add_error("fran", "Personen har redan den rollen där under en del av tiden.")
        return data

    def _har_redan(self, data):
        lika = Rolltilldelning.objects.filter(user=self.instance.user, roll=data.get("roll"), organisation=data.get("organisation"))
        slut = data.get("till")
        return any(
            (rad.till is None or rad.till >= data["fran"]) and (slut is None or rad.fran <= slut)
            for rad in lika.exclude(pk=self.instance.pk)
        )


class Rollslut(Slutform):
    """The last day of a role. A later day than before gives the role anew: of one that decides, nobody does so for herself."""

    class Meta:
        model = Rolltilldelning
        fields = ["till"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_till(self):
        if self.senare and self.instance.user_id == self.by.pk and self.instance.roll in Roll.beslutande():
            raise forms.ValidationError(INTE_SIG_SJALV)
        return self.cleaned_data["till"]


class NyPersonform(Personform):
    """A new person with the first role, in one form."""

    roll = forms.ChoiceField(choices=[("", "---------"), *Roll.choices], label="Första rollen")
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="Organisation")
    fran = Dag(label="Rollen gäller från och med")
    tillforordnad = forms.BooleanField(label="Tillförordnad", required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, by=by, **kwargs)
        self.egna = personkrets.egna_ids(by)
        self.fields["organisation"].queryset = personkrets.rollgivare_for(by)
        self.fields["fran"].initial = Rolltilldelning._meta.get_field("fran").get_default()

    def clean(self):
        data = super().clean()
        fel = rollfel(data.get("roll"), data.get("organisation"), self.egna)
        if fel:
            self.add_error("roll", fel)
        return data


class Samordnarknytning(Barnform):
    """Tie the person to an uppdrag she is to coordinate."""

    at_field = {"samordnare_slutar_efter_start": "till"}

    class Meta:
        model = Samordnare
        fields = ["uppdrag", "fran", "till"]

    def begransa(self, by):
        self.fields["uppdrag"].queryset = Uppdrag.objects.filter(avtal__in=Avtal.objects.ledda_av(by))

    def clean(self):
        data = super().clean()
        uppdrag = data.get("uppdrag")
        if uppdrag and not uppdrag.avtal.har_roll(self.instance.user, Roll.SAMORDNARE):
            self.add_error("uppdrag", "Personen har inte rollen samordnare hos någon part i avtalet. Ge rollen först.")
        return data


class Ordforandeknytning(Barnform):
    """Let the person chair an arena."""

    at_field = {"ordforande_slutar_efter_start": "till"}

    class Meta:
        model = Ordforande
        fields = ["arena", "fran", "till"]

    def begransa(self, by):
        self.fields["arena"].queryset = Arena.objects.filter(avtal__in=Avtal.objects.ledda_av(by))


class Kontaktknytning(Barnform):
    """Let the person be the contact of a party she has a role at."""

    at_field = {"kontaktperson_slutar_efter_start": "till"}

    class Meta:
        model = Kontaktperson
        fields = ["part", "fran", "till"]

    def begransa(self, by):
        egna = Part.objects.filter(organisation__in=self.instance.user.organisation_ids)
        field = self.fields["part"]
        field.queryset = egna.filter(avtal__in=Avtal.objects.ledda_av(by)).select_related("organisation", "avtal")
        field.label_from_instance = lambda part: f"{part.organisation}, {part.avtal.titel}"
        field.help_text = "Parter där personen har en gällande roll."
