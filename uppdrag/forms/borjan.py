"""Reading the first rows of an agreement: the region one begins with, and many uppdrag or arenas at once."""

import re

from django import forms

from samverkan import register
from samverkan.forms import Dag, Kommunval, Radform
from samverkan.inaktuell import Flerformular
from uppdrag.forms.uppdrag import kommuner_i
from uppdrag.models import Arena, Uppdrag

RADER = 8  # lines of an opened page; the second button gives as many again
TVA_GANGER = "Namnet står på två rader."


class Regionval(forms.Form):
    """Which region one begins with."""

    region = forms.ChoiceField(label="Region")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", "Välj region"), *((post.kod, post.namn) for post in register.regioner())]

    @property
    def vald(self):
        return register.poster()[self.cleaned_data["region"]] if self.is_valid() else None


class Borjanform(Kommunval):
    """The chosen region's kommuner, all ticked beforehand."""

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, lan=[region.kod], **kwargs)
        self.region = region


class Nyrad(Radform):
    """One line of a page where many are added; a line without a name is none."""

    egen_version = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        self.fields["namn"].required = False  # it is what makes the line one

    def has_changed(self):
        return bool((self["namn"].data or "").strip())


class Fleraform(Flerformular):
    """Many new rows of one agreement, saved in one act."""

    radform = None
    TOMT = ""

    def __init__(self, *args, avtal, **kwargs):
        self.avtal = avtal
        self.val = self.las_val()
        super().__init__(*args, **kwargs)

    def las_val(self):
        """{field: its choices}, read once for all lines."""
        raise NotImplementedError

    def las_rader(self, data):
        postade = {int(match[1]) for namn in data or () if (match := re.fullmatch(r"rad-(\d{1,3})-namn", namn))}
        nummer = sorted(postade) or range(1, RADER + 1)
        return [self.radform(data, instance=self.radform.Meta.model(avtal=self.avtal), prefix=f"rad-{n}", val=self.val) for n in nummer]

    @property
    def ifyllda(self):
        return [rad for rad in self.rader if rad.has_changed()]

    def clean(self):
        sedda = set()
        for rad in self.ifyllda:
            namn = rad.cleaned_data.get("namn", "").casefold() if rad.is_valid() else ""
            if namn in sedda:
                rad.add_error("namn", TVA_GANGER)
            sedda |= {namn} - {""}
        if not self.ifyllda:
            self.add_error(None, self.TOMT)
        return super().clean()

    def visible_fields(self):
        egna = [self[name] for name in self.fields if name != "version"]
        return egna + super().visible_fields()


class Nyuppdragsrad(Nyrad):
    at_field = {"uppdrag_namn_unikt": "namn"}
    omrade = forms.ChoiceField(label="Samverkansområde", required=False)
    alla = forms.BooleanField(label="Alla kommuner medverkar", required=False, initial=True)
    bara = forms.MultipleChoiceField(label="Medverkar", required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Uppdrag
        fields = ["namn"]

    def __init__(self, *args, val, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["omrade"].choices, self.fields["bara"].choices = val["omrade"], val["bara"]
        if not val["bara"]:  # an agreement without kommuner has nobody to take part
            del self.fields["alla"], self.fields["bara"]

    @property
    def medverkar(self):
        """The kommuner (ids) that take part: those ticked one by one, else all or none."""
        if bara := self.cleaned_data.get("bara"):
            return [int(pk) for pk in bara]
        return [pk for pk, _ in self.fields["bara"].choices] if self.cleaned_data.get("alla") else []


class Fleruppdragsform(Fleraform):
    """Many uppdrag, each with its area and the kommuner that take part."""

    radform = Nyuppdragsrad
    TOMT = "Skriv namnet på minst ett uppdrag."
    fran = Dag(
        label="Uppdragen och medverkan gäller från och med", required=False, help_text="Lämna tomt när dagen är okänd eller olika för dem."
    )

    def las_val(self):
        version = self.avtal.aktuell_version
        omraden = version.omraden.all() if version else ()
        return {
            "omrade": [("", "Inget område"), *((omrade.pk, omrade.namn) for omrade in omraden)],
            "bara": [(kommun.pk, kommun.tabellnamn) for kommun in kommuner_i(self.avtal)],
        }


class NyArenarad(Nyrad):
    at_field = {"arena_namn_unikt": "namn"}
    under = forms.ChoiceField(label="Redovisas under", required=False)

    class Meta:
        model = Arena
        fields = ["namn", "sort", "niva", "motesord"]

    def __init__(self, *args, val, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["under"].choices = val["under"]


class Flerarenorform(Fleraform):
    """Many arenas, each reported under one uppdrag; more of what is said of an arena is written on its own page."""

    radform = NyArenarad
    TOMT = "Skriv namnet på minst en arena."

    def las_val(self):
        return {"under": [("", "Inget ännu"), *self.avtal.uppdrag.values_list("pk", "namn")]}
