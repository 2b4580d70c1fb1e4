"""Reading the acts on an edition."""

import hashlib

from django import forms

from berattelse.granskning.kontroller import SORT_I_ORD
from samverkan import svenska
from samverkan.forms import Dag
from samverkan.utifran.uppladdning import MB, Filfalt
from uppdrag.models import Beslut

MAX_BYTES = 25 * MB

OMLAST = "En anmärkning har ändrats eller godtagits sedan sidan visades. Läs om den."


class GodtaForm(forms.Form):
    """Which warnings are accepted, one by one or all of a kind as they were shown, and why."""

    nycklar = forms.MultipleChoiceField(
        label="Anmärkningar", widget=forms.CheckboxSelectMultiple, required=False, error_messages={"invalid_choice": OMLAST}
    )
    grupper = forms.MultipleChoiceField(
        label="Alla av ett slag", widget=forms.CheckboxSelectMultiple, required=False, error_messages={"invalid_choice": OMLAST}
    )
    skal = forms.CharField(
        label="Varför de godtas", max_length=300, error_messages={"required": "Skriv varför de godtas."},
        help_text="Gäller alla som är markerade. Till exempel att rubriken är vald för i år.",
    )  # fmt: skip

    def __init__(self, *args, ogodtagna, **kwargs):
        super().__init__(*args, **kwargs)
        alla = [lage.anmarkning for lage in ogodtagna]
        self.per_nyckel = {a.nyckel: a for a in alla}
        per_sort = {sort: [a for a in alla if a.sort == sort] for sort in dict.fromkeys([*SORT_I_ORD, *(a.sort for a in alla)])}
        self.per_grupp = {_grupp(rader): rader for rader in per_sort.values() if rader}
        self.fields["nycklar"].choices = [(nyckel, a.text) for nyckel, a in self.per_nyckel.items()]
        self.fields["grupper"].choices = [(grupp, rader[0].sort_i_ord) for grupp, rader in self.per_grupp.items()]

    def clean(self):
        data = super().clean()
        if not self.errors.keys() & {"nycklar", "grupper"} and not (data.get("nycklar") or data.get("grupper")):
            self.add_error("nycklar", "Markera de anmärkningar som godtas.")
        return data

    @property
    def rader(self):
        """[(kind in words, the group's value, is it marked?, [(warning, is it marked?)])]."""
        nycklar, grupper = (set(self[namn].value() or []) for namn in ("nycklar", "grupper"))
        return [
            (rader[0].sort_i_ord, grupp, grupp in grupper, [(a, a.nyckel in nycklar) for a in rader])
            for grupp, rader in self.per_grupp.items()
        ]

    @property
    def valda(self):
        """Those marked, each once, in the order of the page."""
        valda = {*self.cleaned_data["nycklar"], *(a.nyckel for g in self.cleaned_data["grupper"] for a in self.per_grupp[g])}
        return [a for nyckel, a in self.per_nyckel.items() if nyckel in valda]


def _grupp(rader):
    """What a group is posted as: another when what it held has changed, so that nothing unseen is accepted."""
    return hashlib.sha256("".join(a.nyckel for a in rader).encode()).hexdigest()


class FardigstallForm(forms.Form):
    """What the processledare adds: the council's decision (stage 2), what is corrected (a correction), and for both place and day."""

    beslut = forms.ModelChoiceField(
        Beslut.objects.none(), label="Samverkansrådets beslut om berättelsen", empty_label="Välj beslut",
        error_messages={"required": "Välj samverkansrådets beslut om berättelsen."},
    )  # fmt: skip
    ort = forms.CharField(label="Undertecknas i", max_length=80, error_messages={"required": "Skriv orten."})
    dag = Dag(
        label="Undertecknas den", help_text="Tidigast den dag då rådet beslutade.",
        error_messages={"required": "Skriv dagen.", "invalid": "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2022-03-31."},
    )  # fmt: skip
    errata = forms.CharField(
        label="Vad som är rättat", widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Skriv vad som är rättat."}
    )

    def __init__(self, *args, beredskap, **kwargs):
        super().__init__(*args, **kwargs)
        forra = beredskap.forra_utgavan
        self.fields["ort"].initial = beredskap.year.ort
        for namn in [*(["beslut"] if beredskap.skede == 1 else []), *(["ort", "dag"] if beredskap.skede == 1 and not forra else [])]:
            del self.fields[namn]
        if beredskap.skede != 1:
            self.fields["beslut"].queryset = beredskap.beslut
            self.fields["beslut"].label_from_instance = lambda b: f"{b}: {b.text}"[:160]
            self.fields["beslut"].help_text = f"Beslut av {beredskap.organ} {beredskap.beslutstid}."
        if not forra:
            del self.fields["errata"]
        else:
            self.fields["errata"].help_text = f"Står på omslaget: utgåvan ersätter utgåva {forra.nummer}."
            tidigast = f", tidigast {svenska.datum(beredskap.tidigast)}" if beredskap.tidigast else ""
            self.fields["dag"].help_text = f"En rättad utgåva har en egen dag{tidigast}."


class SigneraForm(forms.Form):
    """With what to sign: the organisation's stamp or card as the operator has set it up, or one's own certificate."""

    med = forms.ChoiceField(label="Signera med", widget=forms.RadioSelect)
    certifikat = Filfalt(
        mest=MB, label="Certifikatfil (.p12 eller .pfx)", required=False, help_text="Används en gång i minnet och sparas aldrig."
    )
    losen = forms.CharField(label="Certifikatets lösenord", required=False, strip=False, widget=forms.PasswordInput)
    obetrodd = forms.BooleanField(
        label="Signera även om certifikatet inte är betrott", required=False,
        help_text="Den som läser utgåvan får då veta att det inte är styrkt vem som har undertecknat.",
    )  # fmt: skip

    def __init__(self, *args, val, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("estampel", "Organisationens e-stämpel")] if val.estampel else []
        choices += [("pkcs11", "Kort eller säkerhetsmodul")] if val.pkcs11_modul else []
        self.fields["med"].choices = [*choices, ("egen", "Eget certifikat i en fil")]
        self.fields["med"].initial = self.fields["med"].choices[0][0]

    def clean(self):
        data = super().clean()
        if data.get("med") == "egen" and not data.get("certifikat") and "certifikat" not in self.errors:
            self.add_error("certifikat", "Välj certifikatfilen.")
        return data


class UtanforForm(forms.Form):
    fil = Filfalt(mest=MAX_BYTES, label="Den signerade filen (PDF)")


class VerifieraForm(forms.Form):
    fil = Filfalt(mest=MAX_BYTES, label="Fil att kontrollera")
