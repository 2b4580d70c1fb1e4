"""Reading in an uppdrag and what is said of it."""

import re
from itertools import pairwise

from django import forms
from django.db.models import Q

from samverkan import svenska
from samverkan.forms import Radform
from samverkan.inaktuell import Flerformular
from samverkan.models import Organisation, Roll, Rolltilldelning, User
from uppdrag.forms.rader import Barnform
from uppdrag.models import (
    Bemanning,
    Beskrivning,
    Medverkan,
    Nytta,
    Omrade,
    Samordnare,
    Satsning,
    Uppdrag,
    Verksamhetsar,
)

KOMMUN = Organisation.Sort.KOMMUN
OPPNA = [Verksamhetsar.Status.PLANERAT, Verksamhetsar.Status.OPPET]


def kommuner_i(avtal):
    """The kommuner that are or have been party to the agreement."""
    return Organisation.objects.filter(sort=KOMMUN, partskap__avtal=avtal)


class Uppdragsform(Barnform):
    """The uppdrag, and its area in the version of the agreement that holds today."""

    at_field = {"uppdrag_slutar_efter_start": "till", "uppdrag_namn_unikt": "namn"}
    omrade = forms.ModelChoiceField(Omrade.objects.none(), label="Samverkansområde", required=False, empty_label="Inget område")

    class Meta:
        model = Uppdrag
        fields = ["namn", "status", "fran", "till", "redovisas_per", "styrgrupp", "ordning", "anmarkning"]

    def begransa(self, by):
        version = self.instance.avtal.aktuell_version
        field = self.fields["omrade"]
        field.queryset = Omrade.objects.filter(version=version)
        field.help_text = f"Enligt versionen {version}." if version else "Avtalet har ingen registrerad version ännu."
        if self.instance.pk:
            field.initial = self.instance.omraden.filter(version=version).first()
        self.fields["styrgrupp"].queryset = self.instance.avtal.arenor.all()
        self.order_fields(["namn", "omrade"])


class NyttUppdragsform(Uppdragsform):
    """A new uppdrag also says, in one tick, that every kommun takes part."""

    alla = forms.BooleanField(
        label="Alla kommuner i avtalet medverkar", required=False,
        help_text="Från uppdragets första dag. Annars anges medverkan på uppdragets sida.",
    )  # fmt: skip

    def _save_m2m(self):
        if self.cleaned_data["alla"]:
            tid = {"fran": self.instance.fran, "till": self.instance.till}
            kommuner = kommuner_i(self.instance.avtal).filter(pk__in=self.instance.avtal.part_ids)
            Medverkan.objects.bulk_create(Medverkan(uppdrag=self.instance, organisation=kommun, **tid) for kommun in kommuner)


class Samordnarform(Barnform):
    """Who coordinates: somebody who holds that role at a party today."""

    at_field = {"samordnare_slutar_efter_start": "till"}

    class Meta:
        model = Samordnare
        fields = ["user", "fran", "till"]

    def begransa(self, by):
        roller = Rolltilldelning.objects.galler().filter(
            roll=Roll.SAMORDNARE, organisation__in=self.instance.uppdrag.avtal.part_ids, user__is_active=True
        )
        mojliga = Q(pk__in=roller.values("user")) | Q(pk=self.instance.user_id)
        self.fields["user"].queryset = User.objects.filter(mojliga)
        self.fields["user"].help_text = "Personer som har rollen samordnare. Rollen ges på personens sida."


class Medverkansrad(Radform):
    """One line of the page: does this kommun take part, from when, to when?"""

    at_field = {"medverkan_slutar_efter_start": "till", "medverkan_en_gang": "fran"}
    egen_version = False
    medverkar = forms.BooleanField(required=False)

    class Meta:
        model = Medverkan
        fields = ["fran", "till"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fore = None if self.instance._state.adding else (self.instance.fran, self.instance.till)
        kommun = self.instance.organisation
        self.fields["medverkar"].initial = self.fore is not None
        self.fields["medverkar"].label = f"{kommun.tabellnamn} medverkar"
        for name, label in (("fran", "från och med"), ("till", "till och med")):
            self.fields[name].label = f"{kommun.tabellnamn}, {label}"
            self.fields[name].widget.attrs["class"] = "form-control"
        self.fields["medverkar"].widget.attrs["class"] = "form-check-input"

    def clean(self):
        data = super().clean()
        if not data.get("medverkar") and self.fore is None and (data.get("fran") or data.get("till")):
            self.add_error("medverkar", "Kryssa i att kommunen medverkar, eller ta bort datumen.")
        return data

    def validate_constraints(self):
        """A line that is not ticked becomes no row."""
        if self.cleaned_data.get("medverkar"):
            super().validate_constraints()

    @property
    def efter(self):
        """The period as it will stand, or None when there will be no row."""
        return (self.cleaned_data["fran"], self.cleaned_data["till"]) if self.cleaned_data["medverkar"] else None


def medverkansrader(data, uppdrag):
    """A line for every period there is, and an empty one for each kommun that could begin a new."""
    rows = list(uppdrag.medverkan.select_related("organisation"))
    pagaende = {row.organisation_id for row in rows if row.till is None}
    kommuner = list(kommuner_i(uppdrag.avtal))
    rows += [Medverkan(uppdrag=uppdrag, organisation=kommun) for kommun in kommuner if kommun.pk not in pagaende]
    rader = {f"{row.organisation_id}-{row.pk or 'ny'}": row for row in rows}
    # A line that was posted stays as a new one, though another has taken its row away or begun the period: what was typed is not lost.
    postade = {match[0] for name in data or () if (match := re.match(r"\d+-(\d+|ny)(?=-)", name))} - set(rader)
    rader |= {p: Medverkan(uppdrag=uppdrag, organisation=k) for k in kommuner for p in postade if p.startswith(f"{k.pk}-")}
    plats = {kommun.pk: n for n, kommun in enumerate(kommuner)}  # in the database's Swedish order; former parties last
    i_ordning = sorted(rader.items(), key=lambda r: (plats.get(r[1].organisation_id, len(plats)), r[1].pk is None, str(r[1].fran or "")))
    return [Medverkansrad(data, instance=row, prefix=prefix) for prefix, row in i_ordning]


def prova_medverkan(rader):
    """Are all lines right, and no two periods of one kommun on the same day?"""
    if any(rad.errors for rad in rader):
        return False
    per_kommun = {}
    for rad in rader:
        if rad.efter:
            per_kommun.setdefault(rad.instance.organisation_id, []).append(rad)
    for lista in per_kommun.values():
        lista.sort(key=lambda rad: str(rad.efter[0] or ""))
        for forra, nasta in pairwise(lista):
            if forra.efter[1] is None or nasta.efter[0] is None or nasta.efter[0] <= forra.efter[1]:
                nasta.add_error("fran", "Perioden går i en annan av kommunens perioder.")
    return not any(rad.errors for rad in rader)


class Medverkansform(Flerformular):
    """The whole page of who takes part in an uppdrag, and when. One tick takes every kommun that has no line yet."""

    alla = forms.BooleanField(
        label="Alla kommuner medverkar", required=False,
        help_text="De som inte har medverkat förut läggs till när du sparar, utan datum eller med dem du har skrivit nedan.",
    )  # fmt: skip

    def __init__(self, *args, uppdrag, **kwargs):
        self.uppdrag = uppdrag
        super().__init__(*args, **kwargs)

    def las_rader(self, data):
        rader = medverkansrader(data, self.uppdrag)
        if not data or not data.get("alla"):
            return rader
        redan = {rad.instance.organisation_id for rad in rader if rad.fore}
        nya = [rad.add_prefix("medverkar") for rad in rader if rad.instance.organisation_id in self.uppdrag.avtal.part_ids - redan]
        self.data = data = data.copy()
        data.update(dict.fromkeys(nya, "on"))
        return medverkansrader(data, self.uppdrag)

    def is_valid(self):
        return super().is_valid() and prova_medverkan(self.rader)


class Satsningsform(Barnform):
    """An initiative: named kommuner, or how many when the source says no more."""

    at_field = {"satsning_slutar_efter_start": "till"}

    class Meta:
        model = Satsning
        fields = ["namn", "fran", "till", "kommuner", "antal_kommuner", "text"]
        widgets = {"kommuner": forms.CheckboxSelectMultiple}

    def begransa(self, by):
        self.fields["kommuner"].queryset = kommuner_i(self.instance.uppdrag.avtal)

    def clean(self):
        data = super().clean()
        antal, kommuner = data.get("antal_kommuner"), data.get("kommuner") or []
        if antal is not None and kommuner and antal != len(kommuner):
            self.add_error(
                "antal_kommuner",
                f"Du har kryssat i {svenska.numerus(len(kommuner), 'en kommun', 'kommuner')}. Lämna fältet tomt eller rätta det.",
            )
        return data


class Bemanningsform(Barnform):
    """One person's share of full time, in a year that is open."""

    at_field = {"procent_av_heltid": "procent", "kommun_bara_vid_kop": "kommun"}

    class Meta:
        model = Bemanning
        fields = ["verksamhetsar", "procent", "sort", "kommun", "finansiering", "inriktning"]

    def begransa(self, by):
        avtal = self.instance.uppdrag.avtal
        agare = [avtal.pk, avtal.huvudavtal_id or avtal.pk]
        self.fields["verksamhetsar"].queryset = Verksamhetsar.objects.filter(avtal__in=agare, status__in=OPPNA)
        self.fields["verksamhetsar"].help_text = "Bara öppna år. Ett låst år låses upp av processledaren."
        self.fields["kommun"].queryset = kommuner_i(avtal)


class Beskrivningsform(Barnform):
    """A new wording. The former ends the day before."""

    at_field = {"beskrivning_en_per_dag": "fran"}

    class Meta:
        model = Beskrivning
        fields = ["text", "fran", "exempel"]
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
        help_texts = {"fran": "Den tidigare beskrivningen slutar gälla dagen före."}


class Beskrivningstextform(Barnform):
    """A correction of the wording; its days stay."""

    class Meta:
        model = Beskrivning
        fields = ["text", "exempel"]
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}


class Nyttoform(Barnform):
    """A benefit the kommuner see."""

    class Meta:
        model = Nytta
        fields = ["text", "kalla"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
