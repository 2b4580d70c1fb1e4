"""Reading a decision."""

import re

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.text import Truncator

from samverkan.forms import Kronor, Paragraf, Radform
from samverkan.svenska import i_tid, kronor, lista_text
from samverkan.svenska.pengar import belopp_i
from uppdrag.models import Arena, Avtal, Beslut, Tillfalle, Verksamhetsar

# Words by which a decision is about more or less than the sums it names.
ANDRAT = re.compile(r"\b(?:per|vardera|var och en|varje|årligen|om året|hälften|halva|en del|rest\w*|övrig\w*)\b", re.IGNORECASE)


class Tidsordning(ModelChoiceIterator):
    """The latest first, also where the day is told in words."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from map(self.choice, i_tid(self.queryset.select_related("tillfalle"), lambda b: b.tid, senast_forst=True))


class Beslutsfalt(forms.ModelChoiceField):
    """Registered decisions to choose from, each told by its day, who decided, § and text."""

    iterator = Tidsordning

    def label_from_instance(self, beslut):
        paragraf = f" § {beslut.paragraf}" if beslut.paragraf else ""
        exempel = " (exempel)" if beslut.exempel else ""
        return f"{beslut.datum or beslut.datum_text}, {beslut.organ}{paragraf}: {Truncator(beslut.text).chars(90)}{exempel}"


class Skuldbelopp(Kronor):
    """How much of the debt to the kommuner a decision is about, where it is about the debt and says so; empty where it is not."""

    HJALP = "Bara när beslutet gäller skulden till kommunerna: så mycket av den, och så mycket kan bokföras på beslutet."

    def __init__(self, label="Kronor av skulden", hjalp=HJALP):
        super().__init__(lowest=1, label=label, required=False, help_text=hjalp)


def skuldbelopp_fel(belopp, text, *, arena, datum, rekommendation):
    """Why a decision cannot be about so many kronor of the debt, in a sentence; "" when it can."""
    if rekommendation:
        return "En rekommendation beslutar inget om skulden. Ta bort beloppet, eller krysset för rekommendation."
    if arena and arena.sort != Arena.Sort.POLITISK:
        return f"{arena} är inget politiskt organ och beslutar inget om skulden. Ta bort beloppet."
    if datum is None:
        return "Ange datumet då beslutet fattades. Utan dag kan beloppet inte bokföras."
    namnda = [int(n) for n in dict.fromkeys(belopp_i(text))]
    if not namnda or ANDRAT.search(text) or belopp in {*namnda, sum(namnda)} or round(belopp, -3) in namnda:
        return ""
    return f"I beslutets text står {lista_text([kronor(n) for n in namnda])}. Skriv det som gäller skulden, eller rätta texten."


class Beslutsform(Radform):
    """Who decided what, and when; in words when the day is not known."""

    at_field = {"beslut_har_nagon_tid": "datum"}
    skuldbelopp = Skuldbelopp()

    class Meta:
        model = Beslut
        fields = [
            "avtal", "organ", "arena", "tillfalle", "datum", "datum_text", "paragraf", "text", "skuldbelopp", "dokument",
            "rekommendation", "exempel",
        ]  # fmt: skip
        field_classes = {"paragraf": Paragraf}
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        avtal = Avtal.objects.ledda_av(by)
        self.fields["avtal"].queryset = avtal
        if avtal.count() == 1:
            self.fields["avtal"].initial = avtal.get()
        self.fields["arena"].queryset = Arena.objects.filter(avtal__in=avtal).order_by("namn")
        self.fields["arena"].help_text = "När det är en registrerad arena som har beslutat."
        # Of a year that is locked nothing more is registered: those meetings are not offered, but the one that is chosen stays.
        # Nothing is decided at what was cancelled or has not been.
        oppna = Exists(Verksamhetsar.objects.oppna_for(OuterRef("avtal"), OuterRef("fran")))
        varit = oppna & ~Q(status=Tillfalle.Status.INSTALLT) & Q(fran__lte=timezone.localdate())
        moten = Tillfalle.objects.filter(varit | Q(pk=self.instance.tillfalle_id), avtal__in=avtal, arena__isnull=False)
        self.fields["tillfalle"].queryset = moten.select_related("arena", "uppdrag", "annat_avtal")

    def clean_datum(self):
        if (dag := self.cleaned_data["datum"]) and dag > timezone.localdate():
            raise forms.ValidationError("Beslutet kan inte ha fattats efter i dag.")
        return dag

    def clean_datum_text(self):
        """`datum` is read before it."""
        if (i_ord := self.cleaned_data["datum_text"]) and self.cleaned_data.get("datum"):
            raise forms.ValidationError("Ange antingen dagen eller tiden i ord. Orden visas bara när dagen inte är känd.")
        return i_ord

    def clean_tillfalle(self):
        mote = self.cleaned_data["tillfalle"]
        if mote and mote.status == Tillfalle.Status.INSTALLT:
            raise forms.ValidationError("Mötet är inställt. Välj ett annat möte, eller inget.")
        return mote

    def clean(self):
        data = super().clean()
        avtal, arena, mote = data.get("avtal"), data.get("arena"), data.get("tillfalle")
        if arena and avtal and arena.avtal_id not in {avtal.pk, avtal.huvudavtal_id}:
            self.add_error("arena", "Arenan hör till ett annat avtal.")
        if mote and arena and mote.arena_id != arena.pk:
            self.add_error("tillfalle", f"Mötet var i {mote.arena}. Välj rätt arena, eller inget möte.")
        belopp, om = data.get("skuldbelopp"), {namn: data.get(namn) for namn in ("arena", "datum", "rekommendation")}
        if belopp and (fel := skuldbelopp_fel(belopp, data.get("text") or "", **om)):
            self.add_error("skuldbelopp", fel)
        return data
