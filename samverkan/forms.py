"""The form base of the house: Swedish widgets, errors at their field, and nothing saved that was not shown."""

import re
from datetime import date
from decimal import Decimal
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.models import construct_instance

from samverkan import register
from samverkan.inaktuell import Versionerad
from samverkan.models import Organisation, Roll
from samverkan.svenska import HARD_SPACE, MINUS, kronor, tusental


class DateInput(forms.DateInput):
    """The browser's own date field, which wants ISO whatever the language."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


ORIMLIG = "Året ska ligga mellan 1800 och 2200."
RIMLIGA = [MinValueValidator(date(1800, 1, 1), ORIMLIG), MaxValueValidator(date(2200, 12, 31), ORIMLIG)]
INGEN_DAG = "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2022-03-31."


class Dag(forms.DateField):
    """A day that somebody can mean: days are counted from it, and before the first and after the last of the calendar there is none."""

    widget = DateInput
    default_validators = RIMLIGA
    default_error_messages = {"invalid": INGEN_DAG}


class Flerval(forms.ModelMultipleChoiceField):
    """Several rows; a number that no row can have is no choice. (Django asks the database for it, which cannot hold it.)"""

    def _check_values(self, value):
        if omojliga := [pk for pk in value if len(str(pk)) > 18]:
            raise ValidationError(self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": str(omojliga[0])[:20]})
        return super()._check_values(value)


def val_en_gang(*falt):
    """Fields that offer the same rows: these are read once, when they are first shown, however many the fields are."""
    rader = falt[0].queryset
    for f in falt:
        f.choices = partial(_val, f, rader)


def _val(falt, rader):
    tomt = [] if falt.empty_label is None else [("", falt.empty_label)]
    return tomt + [(falt.prepare_value(rad), falt.label_from_instance(rad)) for rad in rader]


class Decimaltal(forms.DecimalField):
    """A number with a decimal comma (a point is read too) and spaces of any kind between thousands."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value):
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value

    def to_python(self, value):
        return super().to_python(re.sub(r"[\s\u00a0\u202f]", "", value).replace(",", ".") if isinstance(value, str) else value)


_SIFFROR = re.compile(r"-?\d{1,18}")
FEL_BELOPP = "Skriv ett helt tal, till exempel 10 307 000. Inga bokstäver, decimaler eller tkr."
STORST = 10**15


class Kronor(forms.Field):
    """Whole kronor: spaces of every kind between thousands are allowed, either minus sign too. Nothing else is guessed at."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, *, lowest=-STORST, **kwargs):
        super().__init__(**kwargs)
        self.lowest = lowest

    def prepare_value(self, value):
        return tusental(value).replace(HARD_SPACE, " ") if isinstance(value, int) else value

    def to_python(self, value):
        text = re.sub(r"[\s\u00a0\u202f]", "", value or "").replace(MINUS, "-").replace("–", "-")
        if not text:
            return None
        if not _SIFFROR.fullmatch(text):
            raise ValidationError(FEL_BELOPP)
        belopp = int(text)
        if not self.lowest <= belopp <= STORST:
            raise ValidationError(FEL_BELOPP if abs(belopp) > STORST else f"Beloppet kan inte vara mindre än {kronor(self.lowest)}.")
        return belopp

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True


class Paragraf(forms.CharField):
    """The number of a decision's §: the sign is printed with it, and not kept in it."""

    def to_python(self, value):
        return super().to_python(value).lstrip("§ \u00a0")


class Radform(Versionerad, forms.ModelForm):
    """A form for one row; one that is there already is saved only while it is as it was when the form was opened.

    `at_field` ties a constraint of the model to the field where its sentence is shown; what is not tied is shown above
    the form. All constraints are asked, also those that touch fields the form does not show (set on the instance).
    """

    at_field = {}
    ocksa = ()  # fields that are not shown but follow from what is, set on the instance before it is saved
    egen_version = True  # False for a line of a page that is saved as a whole

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if type(field) is forms.ModelMultipleChoiceField:
                field.__class__ = Flerval
            if type(field) is forms.DateField:
                field.widget = DateInput()
                field.error_messages["invalid"] = INGEN_DAG
                field.validators += RIMLIGA
        if self.egen_version and self.instance.pk and "version" not in self.fields:
            self.bar_version()

    def _post_clean(self):
        """As in Django, but the constraints wait: full_clean would leave out hidden fields, and answer at no field."""
        exclude = self._get_validation_exclusions()
        try:
            self.instance = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
            self.instance.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            self._update_errors(error)
        self.validate_unique()
        self.validate_constraints()

    def validate_unique(self):
        """Uniqueness is said as constraints, which are all asked below; only fields with unique=True are left."""
        try:
            self.instance.validate_unique(exclude=self._get_validation_exclusions())
        except ValidationError as error:
            self._update_errors(error)

    def validate_constraints(self):
        if self.errors:
            return
        for constraint in self.constraints():
            try:
                constraint.validate(type(self.instance), self.instance)
            except ValidationError as error:
                self.add_error(self.at_field.get(constraint.name), error.messages)

    def constraints(self):
        """What the row must keep, each broken one told at its field."""
        return self.instance._meta.constraints

    def save(self, commit=True):
        """Write only the fields that were shown, so that a status changed meanwhile is left alone. Inaktuell when the form is stale."""
        self.krav_aktuell()
        row = super().save(commit=False)
        if not commit:
            return row
        if row._state.adding:
            row.save()
        else:
            row.save(update_fields=[*(name for name in self._meta.fields if self._is_column(name)), *self.ocksa])
        self._save_m2m()
        return row

    def _is_column(self, name):
        return name in self.fields and self.instance._meta.get_field(name).concrete and not self.instance._meta.get_field(name).many_to_many


class Kommunval(forms.Form):
    """The kommuner of some regions that are not registered yet, chosen from the list; all of them when nothing is unticked."""

    kommuner = forms.MultipleChoiceField(label="Kommuner", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args, lan, **kwargs):
        super().__init__(*args, **kwargs)
        self.saknade = register.saknade_kommuner(*lan)
        field = self.fields["kommuner"]
        field.choices = [(post.kod, f"{post.namn} ({post.kod})") for post in self.saknade]
        field.initial = [post.kod for post in self.saknade]
        field.help_text = "Ta bort krysset vid dem som inte ska vara med. De kan läggas till senare."

    @property
    def valda(self):
        return [post for post in self.saknade if post.kod in self.cleaned_data["kommuner"]]


def lan_for(user):
    """The codes of the regions she is processledare at."""
    hos = [org for roll, org in user.aktiva_roller if roll == Roll.PROCESSLEDARE]
    return tuple(Organisation.objects.filter(pk__in=hos, sort=Organisation.Sort.REGION).values_list("kod", flat=True))


class OrganisationForm(Radform):
    """A new organisation. Which kommuner are whose follows from the codes: regions and other counties' kommuner are the administrator's."""

    at_field = {"organisation_kod_unik": "kod", "kommun_har_kod": "kod", "region_har_kod": "kod", "andra_saknar_kod": "kod"}

    class Meta:
        model = Organisation
        fields = ["namn", "kortnamn", "sort", "kod", "funktionsbrevlada"]
        help_texts = {
            "kod": "Fyra siffror för en kommun. Andra har ingen. En region eller en kommun i ett annat län lägger administratören till."
        }

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.lan = lan_for(by)
        self.fields["sort"].choices = [val for val in self.fields["sort"].choices if val[0] != Organisation.Sort.REGION]

    def clean_kod(self):
        kod = self.cleaned_data["kod"]
        if self.cleaned_data.get("sort") == Organisation.Sort.KOMMUN and len(kod) == 4 and not kod.startswith(self.lan):
            raise ValidationError("Koden hör till ett annat län. Den kommunen lägger administratören till.")
        return kod


class Organisationsandring(Radform):
    """What a processledare may change of one that is there: never its sort and code, by which kommuner are known to be a region's."""

    class Meta:
        model = Organisation
        fields = ["namn", "kortnamn", "funktionsbrevlada"]
