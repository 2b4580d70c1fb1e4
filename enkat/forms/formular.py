"""Reading in the question sets."""

from django import forms

from enkat.models import Alternativ, Avdelning, Fraga, Frageformular
from samverkan.inaktuell import Versionerad, radversion
from uppdrag.forms.rader import Barnform


class Formularform(Barnform):
    at_field = {"formular_version_unik": "namn"}

    class Meta:
        model = Frageformular
        fields = ["namn", "malgrupp", "ingress", "kalla", "exempel"]
        widgets = {"ingress": forms.Textarea(attrs={"rows": 3})}


class Antaform(Versionerad, forms.Form):
    """The button that adopts: it carries the mark of every word that it fixes. `avdelningar` are read with their questions."""

    def __init__(self, *args, formular, **kwargs):
        super().__init__(*args, **kwargs)
        self.formular = formular
        self.avdelningar = formular.avdelningar.prefetch_related("fragor__alternativ", "fragor__visas_vid")
        self.bar_version()

    def visade(self):
        fragor = [f for a in self.avdelningar for f in a.fragor.all()]
        rader = [self.formular, *self.avdelningar, *fragor, *(v for f in fragor for v in f.alternativ.all())]
        return {"rader": [radversion(rad) for rad in rader], "villkor": [f.villkor for f in fragor]}


class Avdelningsform(Barnform):
    class Meta:
        model = Avdelning
        fields = ["rubrik", "hjalp", "per_uppdrag"]
        widgets = {"hjalp": forms.Textarea(attrs={"rows": 2})}

    def clean_per_uppdrag(self):
        per_uppdrag = self.cleaned_data["per_uppdrag"]
        if per_uppdrag and self.instance.formular.malgrupp != "kommuner":
            raise forms.ValidationError("Bara kommuner kan svara uppdrag för uppdrag. Formuläret besvaras av samverkansorgan.")
        return per_uppdrag


class Fragaform(Barnform):
    """A question with its alternatives, one to a line."""

    svar = forms.CharField(
        label="Svarsalternativ",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ett per rad, det bästa först. På en skala får de värden nedifrån och upp.",
    )
    ej = forms.CharField(
        label="Alternativ som inte räknas in",
        required=False,
        max_length=200,
        help_text="Till exempel Kan inte bedöma. Räknas, men inte i andel och median.",
    )
    ej_sist = forms.BooleanField(label="Det alternativet står sist", required=False)
    foljd_kravs = forms.BooleanField(
        label="Följdfrågan måste besvaras vid svar under mitten", required=False, help_text="Gäller bara på en skala."
    )
    at_field = {"fraga_krav_pa_foljdfraga": "foljdfraga"}

    class Meta:
        model = Fraga
        fields = ["nummer", "text", "hjalp", "sort", "kravs", "foljdfraga", "visas_vid"]
        widgets = {"hjalp": forms.Textarea(attrs={"rows": 2}), "visas_vid": forms.CheckboxSelectMultiple}

    field_order = ["nummer", "text", "hjalp", "sort", "svar", "ej", "ej_sist", "kravs", "foljdfraga", "foljd_kravs", "visas_vid"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["visas_vid"].queryset = self._tidigare()
        self.fields["visas_vid"].label_from_instance = lambda a: f"{a.fraga}: {a.text}"
        if self.instance.pk:
            self.initial |= self._nuvarande()

    def _tidigare(self):
        """The alternatives of the questions that are asked before this one."""
        fragor = Fragaform.fragor_fore(self.instance)
        return (
            Alternativ.objects.filter(fraga__in=fragor)
            .select_related("fraga")
            .order_by("fraga__avdelning__ordning", "fraga__ordning", "ordning")
        )

    @staticmethod
    def fragor_fore(fraga):
        formular = fraga.avdelning.formular
        plats = (fraga.avdelning.ordning, fraga.ordning if fraga.pk else 10_000)
        return [f.pk for f in formular.fragor if (f.avdelning.ordning, f.ordning) < plats and f.pk != fraga.pk]

    def _nuvarande(self):
        alternativ = list(self.instance.alternativ.all())
        ej = [a for a in alternativ if a.ej_tillampligt]
        return {
            "svar": "\n".join(a.text for a in alternativ if not a.ej_tillampligt),
            "ej": ej[0].text if ej else "",
            "ej_sist": bool(ej) and alternativ[-1] == ej[0],
            "foljd_kravs": self.instance.foljd_kravs_till is not None,
        }

    def clean_svar(self):
        rader = [rad.strip() for rad in self.cleaned_data["svar"].splitlines() if rad.strip()]
        if len({rad.casefold() for rad in rader}) < len(rader):
            raise forms.ValidationError("Samma svarsalternativ står två gånger.")
        if any(len(rad) > 200 for rad in rader):
            raise forms.ValidationError("Ett svarsalternativ får vara högst 200 tecken.")
        return rader

    def clean(self):
        data = super().clean()
        svar, sort = data.get("svar"), data.get("sort")
        if sort == Fraga.Sort.FRITEXT:
            data |= {"svar": [], "ej": "", "foljdfraga": "", "foljd_kravs": False}
        elif svar is not None and len(svar) < 2:
            self.add_error("svar", "Skriv minst två svarsalternativ, ett per rad.")
        if data.get("ej") and data["ej"] in (svar or []):
            self.add_error("ej", "Alternativet står redan bland svaren.")
        if data.get("foljd_kravs") and not data.get("foljdfraga"):
            self.add_error("foljdfraga", "Skriv följdfrågan som ska krävas.")
        kravs = data.get("foljd_kravs") and sort == Fraga.Sort.SKALA and data.get("foljdfraga")
        self.instance.foljd_kravs_till = len(svar or []) // 2 if kravs else None
        return data

    def save(self, commit=True):
        """The follow-up's bound is read from the alternatives, so it is written together with the shown fields."""
        fraga = super().save(commit=False)
        fraga.save(update_fields=None if fraga._state.adding else [*filter(self._is_column, self._meta.fields), "foljd_kravs_till"])
        self._save_m2m()
        return fraga
