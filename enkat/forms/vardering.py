"""Reading in the joint value of all uppdrag of a round: values, reasons and dissents on one page, and the decision."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html

from enkat.actions.vardering import UTAN_ORGAN, Varderingspost
from enkat.resultat import vardetabell
from samverkan.forms import Paragraf, Radform
from samverkan.inaktuell import Flerformular, sag_sparat
from uppdrag.forms.beslut import Beslutsfalt
from uppdrag.models import Arena, Beslut


class Vardesrad(forms.Form):
    """One uppdrag: the joint value, its own reason, and the dissent of each kommun that may be written here."""

    skal = forms.CharField(required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data, *, rad, alternativ, kommuner, enas):
        super().__init__(data, prefix=f"u{rad.uppdrag.pk}")
        self.rad, self.enas, self.kommuner = rad, enas, kommuner
        self.per_pk = {str(a.pk): a for a in alternativ}
        choices = [(pk, a.text) for pk, a in self.per_pk.items()]
        valt = rad.vardering and rad.vardering.alternativ_id
        self.fields["alternativ"] = forms.ChoiceField(
            label=self._om("Gemensamt värde"), required=False, choices=choices, widget=forms.RadioSelect, initial=valt or rad.forvalt
        )
        self.fields["skal"].label = self._om("Egen motivering")
        self.fields["skal"].initial = rad.vardering.skal if rad.vardering else ""
        finns = {a.organisation_id: a for a in rad.vardering.avvikelser.all()} if rad.vardering else {}
        for kommun in kommuner:
            self._avvikelsefalt(kommun, finns.get(kommun.pk), choices)
        self.order_fields(["alternativ", "skal"])

    def _om(self, text):
        """A label that names its uppdrag to who does not see the heading above it, and where an error is told."""
        return format_html('<span class="om">{}. </span>{}', self.rad.uppdrag, text)

    def _avvikelsefalt(self, kommun, finns, choices):
        text = forms.Textarea(attrs={"rows": 2})
        self.fields[f"varde-{kommun.pk}"] = forms.ChoiceField(
            label=self._om(f"{kommun.tabellnamn}, eget värde"), required=False, choices=[("", "Anges inte"), *choices],
            initial=finns.alternativ_id if finns else "",
        )  # fmt: skip
        self.fields[f"text-{kommun.pk}"] = forms.CharField(
            label=self._om(f"{kommun.tabellnamn}, avvikande mening"), required=False, max_length=5000, widget=text,
            initial=finns.text if finns else "",
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        valt = self.per_pk.get(data.get("alternativ"))
        if self.enas and not valt and "alternativ" not in self.errors:
            self.add_error("alternativ", "Välj ett värde.")
        if valt and not data.get("skal") and "skal" not in self.errors and self.rad.avviker(valt):
            fran = f"värdet avviker från medianen, {self.rad.median}" if self.rad.median else "det finns ingen median att följa"
            self.add_error("skal", f"Skriv en motivering: {fran}.")
        for kommun in self.kommuner:
            if data.get(f"varde-{kommun.pk}") and not data.get(f"text-{kommun.pk}"):
                self.add_error(f"text-{kommun.pk}", "Skriv den avvikande meningen, eller ta bort värdet.")
        return data

    @property
    def meningar(self):
        """[(kommun, its value's field, its text's field)] of the dissents that may be written."""
        return [(kommun, self[f"varde-{kommun.pk}"], self[f"text-{kommun.pk}"]) for kommun in self.kommuner]

    @property
    def andras(self):
        """The dissents that are read here and not written."""
        egna = {kommun.pk for kommun in self.kommuner}
        return [a for a in self.rad.vardering.avvikelser.all() if a.organisation_id not in egna] if self.rad.vardering else []

    @property
    def nagon_mening(self):
        """Is anything said of dissent, or wrong with it? Then it is not folded away."""
        return any(text.value() or varde.value() or text.errors for _, varde, text in self.meningar)

    def post(self):
        data = self.cleaned_data
        avvikelser = {k: (self.per_pk.get(data[f"varde-{k.pk}"]), data[f"text-{k.pk}"]) for k in self.kommuner}
        return Varderingspost(self.rad.uppdrag, self.per_pk.get(data["alternativ"]), data["skal"], avvikelser)


class NyttBeslutform(Radform):
    """A decision of the body that agrees, registered where it is used."""

    class Meta:
        model = Beslut
        fields = ["datum", "paragraf", "text", "dokument"]
        field_classes = {"paragraf": Paragraf}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, omgang, **kwargs):
        super().__init__(*args, instance=Beslut(avtal=omgang.avtal, organ=omgang.avtal.vardering_organ), prefix="nytt", **kwargs)
        self.omgang = omgang
        self.fields["datum"].label, self.fields["text"].label = "Beslutsdatum", "Beslutets text"
        self.fields["datum"].required = self.fields["paragraf"].required = True
        self.fields["paragraf"].help_text = "Till exempel 12."
        for field in self.fields.values():
            field.widget.is_required = False  # the browser asks nothing of it: it may be left empty, and another chosen

    def clean(self):
        self.instance.arena = Arena.objects.filter(avtal=self.omgang.avtal_id).med_namn(self.instance.organ).first()
        return super().clean()

    def clean_datum(self):
        dag, (fran, till) = self.cleaned_data["datum"], self.omgang.beslutstid
        if dag > timezone.localdate():
            raise ValidationError("Beslutet kan inte ligga framåt i tiden.")
        if not fran <= dag <= till:
            raise ValidationError(f"Dagen ligger utanför tiden: {self.omgang.beslutstid_i_ord}.")
        return dag


class Varderingsblad(Flerformular):
    """The whole page. With `enas` it is also the council's agreement: every value there, and the decision chosen or new."""

    motivering = forms.CharField(
        label="Gemensam motivering", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Gäller alla uppdrag. Där värdet avviker från medianen skrivs dessutom en egen motivering.",
    )  # fmt: skip
    beslut = Beslutsfalt(Beslut.objects.none(), label="Beslut", required=False, empty_label="Ett nytt beslut, som skrivs in nedan")

    def __init__(self, *args, omgang, by, enas=False, **kwargs):
        self.omgang, self.by, self.enas = omgang, by, enas
        self.tabell = vardetabell.read(omgang)
        super().__init__(*args, **kwargs)
        self.fields["motivering"].initial = omgang.gemensam_motivering
        self.nytt = None
        if omgang.avtal.vardering_organ and omgang.can_be_led_by(by):
            self.fields["beslut"].queryset = omgang.beslut_om_varderingen
            self.nytt = self._nytt_beslut()
        else:
            del self.fields["beslut"]

    def _nytt_beslut(self):
        """Read only when it is to be registered; what is typed stands there none the less."""
        skrivet = {namn: self.data.get(f"nytt-{namn}") for namn in NyttBeslutform.Meta.fields}
        self.skrivet = any(skrivet.values())
        registrerar = self.is_bound and self.enas and not self.data.get("beslut")
        return NyttBeslutform(self.data if registrerar else None, omgang=self.omgang, initial=None if registrerar else skrivet)

    def las_rader(self, data):
        kommuner = self.omgang.avvikare(self.by, self.tabell.kommuner)
        return [
            Vardesrad(
                data, rad=rad, alternativ=self.tabell.alternativ, enas=self.enas,
                kommuner=[k for k, cell in zip(self.tabell.kommuner, rad.celler, strict=True) if cell.deltar and k in kommuner],
            )
            for rad in self.tabell.rader
        ]  # fmt: skip

    def visade(self):
        return super().visade() | {"": {"motivering": self["motivering"].initial}}

    def is_valid(self):
        """All of it; the new decision is read when none is chosen, and when it is only a proposal no decision may be begun."""
        valid = super().is_valid()
        if not self.is_bound:
            return False
        return (self._har_beslut() if self.enas else not self._paborjat_beslut()) and valid

    def _har_beslut(self):
        """Is a decision chosen, or a new one whole?"""
        if self.nytt is None:
            self.add_error(None, UTAN_ORGAN)
            return False
        if not self.data.get("beslut"):
            return self.nytt.is_valid()
        if self.skrivet:
            self.add_error("beslut", "Välj ett registrerat beslut eller skriv ett nytt, inte båda.")
        return "beslut" not in self.errors

    def _paborjat_beslut(self):
        """Is a decision chosen or begun, though only the proposal is to be saved? It would be lost."""
        if self.nytt and (self.data.get("beslut") or self.skrivet):
            self.add_error("beslut", "Du har börjat ange ett beslut. Tryck på Spara och besluta för att registrera det, eller töm fälten.")
            return True
        return False

    def visible_fields(self):
        egna = [self[name] for name in self.fields if name != "version"]
        return [*super().visible_fields(), *egna, *(self.nytt.visible_fields() if self.nytt else ())]

    @property
    def radfel(self):
        return super().radfel or bool(self.nytt and self.nytt.errors)

    def visa_sparat(self, nu):
        self.tabell = nu.tabell
        super().visa_sparat(nu)
        sag_sparat(self, nu, utom=("version", "beslut"))

    def uppgifter(self):
        data = {"poster": [rad.post() for rad in self.rader], "motivering": self.cleaned_data["motivering"]}
        return data | {"beslut": self.cleaned_data["beslut"] or self.nytt} if self.enas else data


class Taupform(forms.Form):
    skal = forms.CharField(label="Varför", max_length=300)
