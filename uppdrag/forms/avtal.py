"""Reading in an agreement and what hangs on it."""

from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Q

from samverkan.forms import Flerval, val_en_gang
from samverkan.inaktuell import Versionerad
from samverkan.models import Organisation, User
from samverkan.svenska import datum
from uppdrag import personkrets
from uppdrag.forms.beslut import Beslutsfalt
from uppdrag.forms.rader import Barnform
from uppdrag.models import (
    Avtal,
    Avtalsandring,
    Avtalsversion,
    Eftertradare,
    Enhet,
    Kontaktperson,
    Omrade,
    OvrigVerksamhet,
    Part,
)

DNR_FINNS = {"dnr": {"unique": "Det finns redan ett avtal med det diarienumret."}}
PARTSLUT = "Fyll i bara om organisationen lämnar avtalet i förtid. Efter det datumet kan dess personer inte läsa avtalet."

SAKNAS = (
    "Saknas en organisation? Lägg till den under Organisationer först. Den som är part i någon annans avtal lägger administratören till."
)
WEBBADRESS = RegexValidator(r"(?i)^https?://", "Adressen ska börja med https:// eller http://.")


def beslut_om_avtalet(rad):
    """Those of a body that can decide on the agreement, and the one the row stands on already."""
    return rad.avtal.beslut.beslutande() | rad.avtal.beslut.filter(pk=rad.beslut_id)


class Avtalsform(Barnform):
    """The agreement itself."""

    at_field = {"avtal_slutar_efter_start": "till", "hangavtal_hanger_vid_nagot": "hangavtal"}

    class Meta:
        model = Avtal
        fields = [
            "titel", "dnr", "dnr_exempel", "fran", "till", "huvudavtal", "hangavtal", "ordning", "vardering_organ", "berattelse_organ",
            "anmarkning",
        ]  # fmt: skip
        error_messages = DNR_FINNS

    def begransa(self, by):
        mojliga = Avtal.objects.ledda_av(by).huvudavtal().exclude(pk=self.instance.pk)
        if self.instance.andra_avtal.exists():
            mojliga = mojliga.none()
        self.fields["huvudavtal"].queryset = mojliga | Avtal.objects.filter(pk=self.instance.huvudavtal_id)
        self.fields["huvudavtal"].empty_label = "Är en egen överenskommelse"
        if self.instance.huvudavtal_id:  # what hangs beside is neither judged nor reported by itself
            del self.fields["vardering_organ"], self.fields["berattelse_organ"]

    def clean_fran(self):
        fran = self.cleaned_data["fran"]
        slutar = [a.nytt_slut for a in self.instance.andringar.all() if a.nytt_slut]
        if fran and slutar and min(slutar) < fran:
            raise ValidationError(f"Enligt en ändring gällde avtalet till och med {datum(min(slutar))}. Rätta den, eller dagen här.")
        return fran


class NyttAvtalForm(Barnform):
    """A new main agreement. With several regions to choose from, the form asks whose it is."""

    at_field = {"avtal_slutar_efter_start": "till"}
    region = forms.ModelChoiceField(Organisation.objects.none(), label="Din organisation, som blir part")
    organisationer = Flerval(
        Organisation.objects.none(),
        label="Övriga parter",
        widget=forms.CheckboxSelectMultiple,
        help_text="Länets kommuner är ikryssade. Ta bort krysset vid dem som inte är med.",
        required=False,
    )

    class Meta:
        model = Avtal
        fields = ["titel", "dnr", "dnr_exempel", "fran", "till", "anmarkning"]
        error_messages = DNR_FINNS

    def begransa(self, by):
        egna = Organisation.objects.filter(pk__in=personkrets.egna_ids(by))
        self.fields["region"].queryset = egna
        self.fields["region"].initial = egna.first() if len(egna) == 1 else None
        mojliga = personkrets.partkandidater(by).exclude(pk__in=egna)
        field, lan = self.fields["organisationer"], tuple(org.kod for org in egna if org.sort == Organisation.Sort.REGION)
        field.queryset = mojliga.order_by("-sort", "namn")
        kommuner = mojliga.filter(sort=Organisation.Sort.KOMMUN, kod__startswith=lan[0]) if len(lan) == 1 else mojliga.none()
        field.initial = list(kommuner)

    @property
    def parter(self):
        return [self.cleaned_data["region"], *self.cleaned_data["organisationer"]]


class NyttAnnatAvtalForm(Barnform):
    """A new agreement beside a main one, with its own parties from among the main one's."""

    at_field = {"avtal_slutar_efter_start": "till"}
    organisationer = Flerval(
        Organisation.objects.none(),
        label="Parter",
        widget=forms.CheckboxSelectMultiple,
        help_text="Din egen organisation blir alltid part.",
        required=False,
    )

    class Meta:
        model = Avtal
        fields = ["titel", "dnr", "dnr_exempel", "hangavtal", "fran", "till", "ordning", "anmarkning"]
        error_messages = DNR_FINNS

    def begransa(self, by):
        parter = Organisation.objects.filter(pk__in=self.instance.huvudavtal.part_ids)
        self.egna = list(parter.filter(pk__in=personkrets.egna_ids(by)))
        self.fields["organisationer"].queryset = parter.exclude(pk__in=[org.pk for org in self.egna])
        self.fields["organisationer"].initial = parter

    @property
    def parter(self):
        return [*self.egna, *self.cleaned_data["organisationer"]]


class Partform(Barnform):
    """A new party."""

    at_field = {"part_en_gang": "organisation", "part_slutar_efter_start": "till"}

    class Meta:
        model = Part
        fields = ["organisation", "fran", "till"]
        help_texts = {"till": PARTSLUT}

    def begransa(self, by):
        redan = self.instance.avtal.parter.values("organisation")
        field = self.fields["organisation"]
        field.queryset = personkrets.partkandidater(by).exclude(pk__in=redan)
        field.help_text = SAKNAS


class Partdatumform(Barnform):
    """The days of a party that is already there."""

    at_field = {"part_slutar_efter_start": "till"}

    class Meta:
        model = Part
        fields = ["fran", "till"]
        help_texts = {"till": PARTSLUT}


class Kontaktpersonform(Barnform):
    """One of the party's own people."""

    at_field = {"kontaktperson_slutar_efter_start": "till"}

    class Meta:
        model = Kontaktperson
        fields = ["user", "fran", "till"]

    def begransa(self, by):
        i_tjanst = Q(rolltilldelningar__in=self.instance.part.organisation.rolltilldelningar.galler(), is_active=True)
        field = self.fields["user"]
        field.queryset = User.objects.filter(i_tjanst | Q(pk=self.instance.user_id)).distinct()
        field.help_text = "Personer med en gällande roll hos parten."


class Versionsform(Barnform):
    """A wording of the agreement."""

    at_field = {"version_slutar_efter_start": "till", "version_beteckning_unik": "beteckning"}

    class Meta:
        model = Avtalsversion
        fields = ["beteckning", "fran", "till", "beslut", "anmarkning"]
        field_classes = {"beslut": Beslutsfalt}

    def begransa(self, by):
        self.fields["beslut"].queryset = beslut_om_avtalet(self.instance)


class NyVersionsform(Versionsform):
    """A new wording with its areas, one on each line; it begins with the agreement's own days."""

    omraden = forms.CharField(
        label="Samverkansområden",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Ett på varje rad, i den ordning de ska stå.",
    )

    def begransa(self, by):
        super().begransa(by)
        self.order_fields(["beteckning", "fran", "till", "omraden"])
        avtal = self.instance.avtal
        if not avtal.versioner.exists():
            self.initial |= {"beteckning": avtal.fran and str(avtal.fran.year), "fran": avtal.fran, "till": avtal.till}

    def clean_omraden(self):
        namn = [" ".join(rad.split()) for rad in self.cleaned_data["omraden"].splitlines() if rad.strip()]
        if for_langt := next((n for n in namn if len(n) > Omrade._meta.get_field("namn").max_length), None):
            raise ValidationError(f"Namnet är för långt: {for_langt[:60]} …")
        if len({n.casefold() for n in namn}) < len(namn):
            raise ValidationError("Samma område står på två rader.")
        return namn

    def _save_m2m(self):
        """The other rows of the same act: the areas."""
        Omrade.objects.bulk_create(
            Omrade(version=self.instance, namn=namn, ordning=n) for n, namn in enumerate(self.cleaned_data["omraden"], 1)
        )


class Omradesform(Barnform):
    """An area of a version."""

    at_field = {"omrade_namn_unikt": "namn"}

    class Meta:
        model = Omrade
        fields = ["namn", "ordning"]


class Placeringsform(Versionerad, forms.Form):
    """Under which area of one version each uppdrag of the agreement stands: one choice per uppdrag."""

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.uppdrag = list(version.avtal.uppdrag.all())
        nu = dict(version.omraden.filter(uppdrag__isnull=False).values_list("uppdrag", "pk"))
        for uppdrag in self.uppdrag:
            self.fields[f"uppdrag_{uppdrag.pk}"] = forms.ModelChoiceField(
                version.omraden.all(),
                label=uppdrag.namn,
                required=False,
                initial=nu.get(uppdrag.pk),
                empty_label="Står inte i versionen",
            )
        if self.uppdrag:
            val_en_gang(*self.fields.values())
        self.bar_version()

    def placeringar(self):
        """(uppdrag, area or None) for every uppdrag."""
        return [(u, self.cleaned_data[f"uppdrag_{u.pk}"]) for u in self.uppdrag]


class Andringsform(Barnform):
    """An extension or a termination."""

    at_field = {"andring_har_nagon_tid": "datum", "forlangning_har_slut": "nytt_slut"}

    class Meta:
        model = Avtalsandring
        fields = ["sort", "datum", "datum_text", "nytt_slut", "beslut", "anmarkning"]
        field_classes = {"beslut": Beslutsfalt}
        help_texts = {"anmarkning": "Till exempel vad källorna säger, när de inte är ense."}

    def begransa(self, by):
        self.fields["beslut"].queryset = beslut_om_avtalet(self.instance)

    def clean(self):
        data = super().clean()
        self.instance.datum, self.instance.datum_text = data.get("datum"), data.get("datum_text") or ""
        if data.get("nytt_slut") and (fel := self._slutfel(data["nytt_slut"], data.get("sort"))):
            self.add_error("nytt_slut", fel)
        return data

    def _slutfel(self, slut, sort):
        """Why the agreement cannot end that day by this change, in a sentence; "" when it can."""
        rad, fran, gallde = self.instance, self.instance.avtal.fran, self.instance.avtal.slut_fore(self.instance)
        if fran and slut < fran:
            return f"Avtalet gäller från och med {datum(fran)} och kan inte sluta före det."
        if sort == Avtalsandring.Sort.FORLANGNING:
            return (
                f"Avtalet gällde redan till och med {datum(gallde)}. En förlängning slutar inte tidigare."
                if gallde and slut < gallde
                else ""
            )
        return "Avtalet kan inte sluta före dagen då det sades upp." if rad.datum and slut < rad.datum else ""


class Eftertradarform(Barnform):
    """What came after, by name; tied to its own agreement where that is registered."""

    class Meta:
        model = Eftertradare
        fields = ["namn", "efterfoljande_avtal", "fran"]

    def begransa(self, by):
        self.fields["efterfoljande_avtal"].queryset = Avtal.objects.visible_to(by).exclude(pk=self.instance.avtal_id)


class OvrigForm(Barnform):
    """Övrigt finansierad verksamhet."""

    class Meta:
        model = OvrigVerksamhet
        fields = ["namn", "dnr", "redovisning", "webbplats", "ordning"]
        field_classes = {"webbplats": partial(forms.URLField, assume_scheme="https", validators=[WEBBADRESS])}


class Enhetsform(Barnform):
    """A unit that results are told in."""

    at_field = {"enhet_en_gang": "namn"}

    class Meta:
        model = Enhet
        fields = ["namn"]

    def clean_namn(self):
        namn = " ".join(self.cleaned_data["namn"].split())
        if namn.lower() in Enhet.ALLTID:
            raise ValidationError("Enheten finns alltid att välja och behöver inte läggas till.")
        return namn
