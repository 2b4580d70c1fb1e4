"""Reading what people write: the parts of a section, and the rows under it."""

import re
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max

from berattelse.avsnitt import richtext, siffror
from berattelse.avsnitt.redigerare import Redigerare, fran
from berattelse.innehall.sektioner import Underlag
from berattelse.innehall.varden import Varden
from berattelse.models import Aktivitet, Avsnitt, Projekt, Resultat
from samverkan import svenska
from samverkan.forms import Decimaltal, Radform
from samverkan.models import Organisation
from uppdrag.models import Enhet

_CODE = re.compile(r"<\s*[/!]?\s*[a-zA-Z]")
_UTANFOR = "Datumet ska ligga i året {}, {}."


class AvsnittForm(Radform):
    """The parts this kind of section has. `version` says which text the writer started from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Avsnitt
        fields = Avsnitt.DELAR
        widgets = dict.fromkeys(Avsnitt.DELAR, Redigerare)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for part in set(Avsnitt.DELAR) - set(self.instance.delar):
            del self.fields[part]
        self._sag_sparat()
        if not self.instance.uppdrag_id:
            self.fields["beskrivning"].label = "Text"
        self.fields["version"].initial = self.instance.version
        if "prioriterade" in self.fields:
            falt = Avsnitt._meta.get_field("prioriterade_year")
            self.fields["prioriterade_year"] = falt.formfield(initial=self.instance.prioriterade_year)
        if self.instance.exempel:
            label = "Texten är ett exempel och märks så när den skrivs ut"
            self.fields["exempel"] = forms.BooleanField(required=False, label=label, initial=True)
        for part in self.instance.fran_foregaende:
            self.fields[f"bekrafta_{part}"] = forms.BooleanField(required=False, label="Texten från föregående år stämmer fortfarande")

    def _sag_sparat(self):
        """What a draft begins from is what is saved, also when the page shows what was posted."""
        for part in self.instance.delar if self.is_bound else ():
            self.fields[part].widget.attrs["data-bas"] = getattr(self.instance, part)

    def clean(self):
        data, self.anmarkningar = super().clean(), []
        for part in self.instance.delar:
            self.anmarkningar += richtext.anmarkningar(data.get(part) or "")
            try:
                data[part] = self._med_siffror(richtext.clean(data.get(part) or ""))
            except ValidationError as error:
                self.add_error(part, error)
        return data

    def _med_siffror(self, text):
        """The codes written by hand as figures, each filled in from its row; ValidationError on what no row of the year answers to."""
        text = siffror.fran_koder(text)
        okanda = siffror.okanda(text, self.varden)
        if okanda:
            raise ValidationError([f"{fel} Ta bort den, eller välj en ur listan Siffror ur register." for fel in okanda])
        return siffror.ifyllda(text, self.varden)

    @cached_property
    def varden(self):
        """The figures that the section may name; read when one is named."""
        return Varden(lambda: Underlag(self.instance.verksamhetsar))

    @property
    def texter(self):
        return {part: self.cleaned_data[part] for part in self.instance.delar}

    @property
    def sparas(self):
        """What the act writes: the texts, the year of a heading, and whether they are still only an example."""
        return self.texter | {name: self.cleaned_data[name] for name in ("exempel", "prioriterade_year") if name in self.fields}

    @property
    def bekraftade(self):
        return [part for part in self.instance.fran_foregaende if self.cleaned_data.get(f"bekrafta_{part}")]

    @property
    def rader(self):
        """Each part with what belongs beside it: (name, its field, the box that confirms last year's text or None)."""
        return [
            (part, self[part], self[f"bekrafta_{part}"] if part in self.instance.fran_foregaende else None) for part in self.instance.delar
        ]

    def ersatt(self, **values):
        """The same posted form with some values put in the place of what was posted."""
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[name] = value
            self.data.pop(fran(name), None)  # the value is HTML, and no words

    def _post_clean(self):
        """The action writes; the form only reads."""


class AterForm(forms.Form):
    skal = forms.CharField(
        label="Varför går avsnittet åter?", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        error_messages={"required": "Skriv varför avsnittet går åter, så att den som ska ändra vet vad som behövs."},
    )  # fmt: skip


class Radregler:
    """What a row under the section `avsnitt` must keep, whether it is written alone or stands in a pasted list."""

    def clean_text(self):
        text = self.cleaned_data["text"].strip()
        if _CODE.search(text):
            raise ValidationError("Skriv texten utan kod och taggar.")
        return text

    def clean_datum(self):
        datum, year = self.cleaned_data["datum"], self.avsnitt.verksamhetsar
        if datum and not year.holds(datum):
            raise ValidationError(_UTANFOR.format(year, svenska.period(year.fran, year.till)))
        return datum


def enheter_for(avsnitt, *ocksa):
    return enheter_i(avsnitt.verksamhetsar.avtal_id, *ocksa)


def enheter_i(avtal, *ocksa):
    """The units a result may be told in: those of the agreement's list, and those that always may."""
    lista = Enhet.objects.filter(avtal=avtal).values_list("namn", flat=True)
    return sorted({*Enhet.ALLTID, *lista, *filter(None, ocksa)}, key=svenska.sorteringsnyckel)


class UnderlagsForm(Radregler, Radform):
    """What activities and results share. The section says the year and whose it is."""

    alla_kommuner = forms.BooleanField(label="Berör alla kommuner", required=False)
    manad = forms.TypedChoiceField(
        label="Eller månad", required=False, coerce=int, empty_value=None, help_text="När bara månaden är känd.",
        choices=[("", "–"), *((n, namn) for n, namn in enumerate(svenska.MANADER, 1))],
    )  # fmt: skip
    folded = ("belopp", "enhet", "kalla", "alla_kommuner", "kommuner", "arena", "i_korthet", "exempel")
    at_field = {"aktivitet_en_tid": "manad", "resultat_en_tid": "manad", "resultat_mangd_har_enhet": "enhet"}

    def __init__(self, *args, avsnitt, **kwargs):
        super().__init__(*args, **kwargs)
        self.avsnitt = avsnitt
        row = self.instance
        row.verksamhetsar, row.uppdrag, row.annat_avtal = avsnitt.verksamhetsar, avsnitt.uppdrag, avsnitt.annat_avtal
        avtal = avsnitt.verksamhetsar.avtal_id
        kommuner = Organisation.objects.filter(sort=Organisation.Sort.KOMMUN, partskap__avtal=avtal).distinct()
        self.fields["kommuner"].queryset = kommuner
        self.fields["kommuner"].label_from_instance = lambda kommun: kommun.tabellnamn
        self.fields["arena"].queryset = self.fields["arena"].queryset.filter(avtal=avtal).order_by("namn")
        self.fields["arena"].empty_label = "–"
        self.fields["text"].widget.attrs |= {"rows": 2}
        if row._state.adding:
            syskon = type(row).objects.filter(verksamhetsar=row.verksamhetsar, uppdrag=row.uppdrag, annat_avtal=row.annat_avtal)
            row.ordning = (syskon.aggregate(sista=Max("ordning"))["sista"] or 0) + 1

    def clean_alla_kommuner(self):
        """An empty box says nothing."""
        return self.cleaned_data["alla_kommuner"] or None

    def clean(self):
        data = super().clean()
        if data.get("alla_kommuner") and data.get("kommuner"):
            self.add_error("kommuner", "Välj antingen alla kommuner eller några av dem, inte båda.")
        return data

    @property
    def tidigt(self):
        """The fields of the short form; the rest are folded."""
        return [field for field in self.visible_fields() if field.name not in self.folded]

    @property
    def mer(self):
        return [self[name] for name in self.fields if name in self.folded]

    @property
    def mer_oppet(self):
        """Unfold when something in the fold is filled in or wrong."""
        return any(name in self.errors or self[name].value() for name in self.fields if name in self.folded)


class AktivitetForm(UnderlagsForm):
    class Meta:
        model = Aktivitet
        fields = ["text", "datum", "manad", "alla_kommuner", "kommuner", "arena", "i_korthet", "exempel"]
        widgets = {"kommuner": forms.CheckboxSelectMultiple}


class ResultatForm(UnderlagsForm):
    class Meta:
        model = Resultat
        fields = ["text", "datum", "manad", "belopp", "enhet", "kalla", "alla_kommuner", "kommuner", "arena", "i_korthet", "exempel"]
        field_classes = {"belopp": Decimaltal}
        widgets = {"kommuner": forms.CheckboxSelectMultiple, "belopp": Decimaltal.widget}
        error_messages = {"belopp": {"invalid": "Skriv mängden med siffror, till exempel 49 800 000 eller 2,5."}}

    def __init__(self, *args, **kwargs):
        """The unit is one of the agreement's list; a row that has another keeps it until one is chosen."""
        super().__init__(*args, **kwargs)
        enheter = enheter_for(self.avsnitt, self.instance.enhet)
        self.fields["enhet"] = forms.ChoiceField(
            label="Enhet", required=False, choices=[("", "–"), *((namn, namn) for namn in enheter)],
            help_text="Saknas enheten lägger processledaren till den i listan på avtalets sida.",
        )  # fmt: skip


class ProjektForm(Radform):
    """A line of the project table. Where it stands follows from its column: last in it, and a new column stands last."""

    at_field = {"projekt_en_gang": "namn"}
    folded = ()

    class Meta:
        model = Projekt
        fields = ["kolumn", "namn"]

    def __init__(self, *args, avsnitt, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.verksamhetsar, self.instance.uppdrag = avsnitt.verksamhetsar, avsnitt.uppdrag
        self.fields["kolumn"].widget.attrs |= {"list": "kolumner", "autocomplete": "off"}

    @property
    def tidigt(self):
        return [self["kolumn"], self["namn"]]

    def clean(self):
        data = super().clean()
        if self.instance._state.adding or "kolumn" in self.changed_data:
            alla = Projekt.objects.filter(verksamhetsar=self.instance.verksamhetsar, uppdrag=self.instance.uppdrag)
            syskon = alla.filter(kolumn=data.get("kolumn")).aggregate(plats=Max("kolumnordning"), sista=Max("ordning"))
            sist = alla.aggregate(sist=Max("kolumnordning"))["sist"] or 0
            self.instance.kolumnordning = syskon["plats"] or sist + 1
            self.instance.ordning = (syskon["sista"] or 0) + 1
        return data

    def save(self, commit=True):
        """The place goes with the column."""
        row = super().save(commit)
        if commit and "kolumn" in self.changed_data:
            row.save(update_fields=["kolumnordning", "ordning"])
        return row
