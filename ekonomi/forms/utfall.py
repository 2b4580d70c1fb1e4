"""Reading the outcome's way from a file: the file, how it is read, what its objects belong to."""

from itertools import takewhile

from django import forms
from django.core.exceptions import ValidationError

from ekonomi.models import Objektkoppling
from ekonomi.utfall.avlasning import kontodelar
from ekonomi.utfall.forslag import Forslag
from samverkan.inaktuell import Flerformular, Versionerad
from uppdrag.models import Uppdrag

MAX_BYTES = 64 * 1024 * 1024
UNDANTA = "undanta"


class Filform(forms.Form):
    """A SIE file or an Excel sheet."""

    fil = forms.FileField(
        label="Fil", help_text="SIE 4 (.se, .si) ur ekonomisystemet, eller den ifyllda Excelmallen (.xlsx). Högst 64 MB.",
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom."},
    )  # fmt: skip

    def clean_fil(self):
        fil = self.cleaned_data["fil"]
        if fil.size > MAX_BYTES:
            raise ValidationError("Filen är större än 64 MB. Exportera bara det år som gäller.")
        return fil


class Lasningsform(Versionerad, forms.Form):
    """By which dimension, and which accounts are counted."""

    dimension = forms.ChoiceField(label="Dimension", widget=forms.RadioSelect)
    konton = forms.CharField(label="Konton som räknas", max_length=120, help_text="3-8 är alla konton som börjar med 3 till 8.")
    utom_konton = forms.CharField(
        label="Konton som inte räknas", max_length=120, required=False,
        help_text="Till exempel 899 för årets resultat, och kontot där kommunernas ersättning är bokförd: ersättningen räknas för sig.",
    )  # fmt: skip

    def __init__(self, *args, fil, dimensioner, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dimension"].choices = [
            (dim, f"{namn} ({antal} {'objekt' if dim != 'konto' else 'konton'}){', föreslås' if forslas else ''}")
            for dim, namn, antal, forslas in dimensioner
        ]
        self.initial = {name: getattr(fil, name) for name in self.fields}
        self.bar_version()

    def clean_konton(self):
        return self._konton("konton")

    def clean_utom_konton(self):
        return self._konton("utom_konton")

    def _konton(self, namn):
        text = self.cleaned_data[namn].strip()
        try:
            kontodelar(text)
        except ValueError as error:
            raise ValidationError(f"”{error}” går inte att förstå. Skriv till exempel 3-8, 4010 eller 401*.") from error
        return text


class Kopplingsform(forms.Form):
    """One object or pattern: its uppdrag, or why it is set aside. Left alone it says nothing."""

    monster = forms.CharField(widget=forms.HiddenInput, max_length=120)
    val = forms.ChoiceField(label="Hör till", required=False)
    skal = forms.CharField(label="Varför det inte räknas", max_length=200, required=False)

    def __init__(self, *args, uppdrag, **kwargs):
        super().__init__(*args, **kwargs)
        self.uppdrag = {str(u.pk): u for u in uppdrag}
        self.fields["val"].choices = [("", "Inte kopplat"), *((pk, u.namn) for pk, u in self.uppdrag.items()), (UNDANTA, "Räknas inte")]
        kod = self.initial.get("monster", "")
        self.fields["val"].widget.attrs |= {"aria-label": f"{kod} hör till", "class": "form-select"}
        self.fields["skal"].widget.attrs |= {"aria-label": f"Varför {kod} inte räknas", "class": "form-control"}

    def clean(self):
        data = super().clean()
        if data.get("val") == UNDANTA and not data.get("skal", "").strip() and "skal" not in self.errors:
            self.add_error("skal", "Skriv varför det inte räknas.")
        return data

    @property
    def koppling(self):
        """{pattern: (uppdrag or None, why)}; empty when nothing was chosen."""
        data = self.cleaned_data
        if not data.get("val"):
            return {}
        if data["val"] == UNDANTA:
            return {data["monster"]: (None, data["skal"].strip())}
        return {data["monster"]: (self.uppdrag[data["val"]], "")}


class Monsterform(Kopplingsform):
    """A pattern written by hand."""

    monster = forms.CharField(
        label="Objekt eller mönster", max_length=120, required=False, help_text="401* gäller alla objekt som börjar med 401."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for namn in ("val", "skal"):
            for attr in ("aria-label", "class"):
                del self.fields[namn].widget.attrs[attr]

    def clean(self):
        data = super().clean()
        monster, val = data.get("monster", ""), data.get("val", "")
        if bool(monster) != bool(val):
            self.add_error("val" if monster else "monster", "Välj vart mönstret hör." if monster else "Skriv objektet eller mönstret.")
        if "*" in monster[:-1]:
            self.add_error("monster", "Stjärnan kan bara stå sist.")
        return data


def kopplingsformer(data, okopplade, avtal):
    """([(object, its form)], the form for a pattern). What was posted is read as it stood when the page was shown."""
    uppdrag = list(Uppdrag.objects.filter(avtal=avtal))
    per_namn = {u.namn.casefold(): str(u.pk) for u in uppdrag}
    per_kod = {o.kod: o for o in okopplade}
    koder = [o.kod for o in okopplade]
    if data is not None:
        koder = [data[f"k{n}-monster"] for n in takewhile(lambda n: f"k{n}-monster" in data, range(len(data)))]
    former = []
    for n, kod in enumerate(koder):
        o = per_kod.get(kod)
        forslag = o and (per_namn.get(kod.casefold()) or per_namn.get(o.summa.namn.casefold()))
        former.append((o, Kopplingsform(data, initial={"monster": kod, "val": forslag or ""}, prefix=f"k{n}", uppdrag=uppdrag)))
    return former, Monsterform(data, prefix="m", uppdrag=uppdrag)


class Kopplingssida(Flerformular):
    """The objects that have money and are not tied, and a pattern; its mark is of what is tied already."""

    def __init__(self, *args, fil, okopplade, **kwargs):
        self.avtal, self.okopplade = fil.verksamhetsar.avtal, okopplade
        self.kopplade = Objektkoppling.objects.filter(avtal=self.avtal, dimension=fil.dimension).select_related("uppdrag")
        super().__init__(*args, **kwargs)

    def las_rader(self, data):
        self.former, self.monster = kopplingsformer(data, self.okopplade, self.avtal)
        return [form for _, form in self.former] + [self.monster]

    def visade(self):
        return {k.monster: [k.uppdrag_id, k.skal] for k in self.kopplade}

    @property
    def val(self):
        return {monster: val for rad in self.rader for monster, val in rad.koppling.items()}

    def visa_sparat(self, nu):
        kopplade = {k.monster: str(k.uppdrag or f"räknas inte, {k.skal}") for k in nu.kopplade}
        for rad in self.rader:
            for monster in rad.koppling.keys() & kopplade:
                rad.add_error("val", f"Sparat nu: {kopplade[monster]}")


class Sparaform(Versionerad, forms.Form):
    """The last word before the outcome is saved; its mark is of what is to be written over."""

    ta_budget = forms.BooleanField(label="Ta budgeten ur filen", required=False)
    sett = forms.BooleanField(
        label="Jag har sett vad som inte kunde räknas", error_messages={"required": "Bekräfta att du har sett vad som inte kunde räknas."}
    )

    def __init__(self, *args, fil, **kwargs):
        super().__init__(*args, **kwargs)
        self.forslag = forslag = Forslag(fil)
        if not forslag.har_budget:
            del self.fields["ta_budget"]
        else:
            self.fields["ta_budget"].help_text = "Ersätter uppdragens ersättning, utom där den har ändrats genom beslut."
            self.fields["ta_budget"].initial = True
        if not forslag.tappade:
            del self.fields["sett"]
        self.bar_version()

    def visade(self):
        rader = self.forslag.uppdragsrader
        return {rad.uppdrag.pk: [rad.utfall, rad.nu and [rad.nu.budget, rad.nu.utfall, rad.nu.belopp]] for rad in rader}
