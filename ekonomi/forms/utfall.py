"""Reading the outcome's way from a file: the file, how it is read, what its objects belong to."""

from itertools import takewhile

from django import forms
from django.core.exceptions import ValidationError

from ekonomi.forms.falt import Procent
from ekonomi.models import Objektkoppling
from ekonomi.utfall.avlasning import kontodelar
from ekonomi.utfall.forslag import Forslag
from samverkan import svenska
from samverkan.inaktuell import Flerformular, Versionerad
from samverkan.utifran.uppladdning import MB, Filfalt
from uppdrag.models import Uppdrag

MAX_BYTES = 64 * MB
UNDANTA = "undanta"
FILENS_BUDGET = "Ersätter ersättningen för de uppdrag som har en budget i filen, utom där den har ändrats genom beslut."


class Filform(forms.Form):
    """A SIE file or an Excel sheet."""

    fil = Filfalt(
        mest=MAX_BYTES, rad="Exportera bara det år som gäller.", label="Fil",
        help_text="SIE 4 (.se, .si) ur ekonomisystemet, eller den ifyllda Excelmallen (.xlsx). Högst 64 MB.",
    )  # fmt: skip


class Lasningsform(Versionerad, forms.Form):
    """By which dimension, and which accounts are counted."""

    dimension = forms.ChoiceField(label="Dimension", widget=forms.RadioSelect)
    konton = forms.CharField(label="Konton som räknas", max_length=120, help_text="3-8 är alla konton som börjar med 3 till 8.")
    utom_konton = forms.CharField(
        label="Konton som inte räknas", max_length=120, required=False,
        help_text="Till exempel 899 för årets resultat, och kontot där kommunernas ersättning är bokförd: ersättningen räknas för sig.",
    )  # fmt: skip

    def __init__(self, *args, fil, **kwargs):
        super().__init__(*args, **kwargs)
        self.fil, forslag = fil, Forslag(fil)
        self.fields["dimension"].choices = [
            (dim, f"{namn} ({antal} {'objekt' if dim != 'konto' else 'konton'}){', föreslås' if forslas else ''}")
            for dim, namn, antal, forslas in forslag.dimensioner
        ] + [(par, f"{namn}, båda på en gång") for par, namn in forslag.par]
        self.initial = {name: getattr(fil, name) for name in self.fields}
        ratt = fil.ratt_avlast()
        if ratt.dubbla:
            self._fraga(
                "dubbla_en_gang",
                "Verifikationer som står två gånger med samma rader",
                {"ja": "Räkna dem en gång", "nej": "Räkna dem två gånger"},
            )
        if ratt.bokslut:
            self._fraga(
                "utan_bokslut", "Verifikationer som tömmer resultatkontona vid årets slut", {"ja": "Räkna dem inte", "nej": "Räkna dem"}
            )
        self.fragade = [borjan for borjan, _, _ in forslag.ersattningskonton]
        for borjan, ore, namn in forslag.ersattningskonton:
            etikett = f"Konto {borjan}{f' ({namn})' if namn else ''} har intäkter på {svenska.ore(-ore)} kr. Är det kommunernas ersättning?"
            self._fraga(f"ersattning_{borjan}", etikett, {"ja": "Ja, räkna den för sig", "nej": "Nej, räkna kontot i utfallet"})
        self.bar_version()

    def _fraga(self, namn, etikett, val):
        """A question that may wait; what was answered before stands."""
        self.fields[namn] = forms.ChoiceField(label=etikett, choices=list(val.items()), widget=forms.RadioSelect, required=False)
        svar = getattr(self.fil, namn, None)
        self.initial[namn] = {True: "ja", False: "nej", None: ""}[svar]

    def uppgifter(self):
        """What was read in, with the answers as the fields of the file."""
        data = super().uppgifter()
        for namn in ("dubbla_en_gang", "utan_bokslut"):
            if namn in data:
                data[namn] = {"ja": True, "nej": False, "": None}[data[namn]]
        svar = {borjan: data.pop(f"ersattning_{borjan}") for borjan in self.fragade}
        data["utom_konton"] = _tillagt(data["utom_konton"], [b for b, val in svar.items() if val == "ja"])
        data["inte_ersattning"] = _tillagt(self.fil.inte_ersattning, [b for b, val in svar.items() if val == "nej"])
        return data

    def clean_konton(self):
        return self._konton("konton")

    def clean_utom_konton(self):
        return self._konton("utom_konton")

    def clean(self):
        data = super().clean()
        ja = [borjan for borjan in self.fragade if data.get(f"ersattning_{borjan}") == "ja"]
        if len(_tillagt(data.get("utom_konton", ""), ja)) > self.fields["utom_konton"].max_length:
            self.add_error("utom_konton", "Det blir för många konton. Skriv dem kortare, till exempel 30.")
        return data

    def _konton(self, namn):
        text = self.cleaned_data[namn].strip()
        try:
            kontodelar(text)
        except ValueError as error:
            raise ValidationError(f"”{error}” går inte att förstå. Skriv till exempel 3-8, 4010 eller 401*.") from error
        return text


def _tillagt(konton, nya):
    return ", ".join(filter(None, (konton, *nya)))


class Andelsform(Versionerad, forms.Form):
    """How an object is shared between several uppdrag, in per cent."""

    def __init__(self, *args, fil, monster, **kwargs):
        super().__init__(*args, **kwargs)
        koppling = Objektkoppling.objects.filter(avtal=fil.avtal_id, dimension=fil.dimension, monster=monster).first()
        andelar = {a.uppdrag_id: a.procent for a in koppling.andelar.all()} if koppling else {}
        self.uppdrag = {f"andel_{u.pk}": u for u in Uppdrag.objects.filter(avtal=fil.avtal_id)}
        for namn, u in self.uppdrag.items():
            self.fields[namn] = Procent(label=u.namn, max_digits=5, decimal_places=2, min_value=0, max_value=100, required=False)
            self.initial[namn] = andelar.get(u.pk)
        self.bar_version()

    def clean(self):
        data = super().clean()
        if not self.errors:
            summa = sum(self.andelar.values())
            if len(self.andelar) < 2:
                raise ValidationError("Skriv en andel för minst två uppdrag.")
            if summa != 100:
                raise ValidationError(f"Andelarna är tillsammans {svenska.procent(summa)}. De ska vara 100.")
        return data

    @property
    def andelar(self):
        return {u: self.cleaned_data[namn] for namn, u in self.uppdrag.items() if self.cleaned_data.get(namn)}


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
        rader = Objektkoppling.objects.filter(avtal=self.avtal, dimension=fil.dimension)
        self.kopplade = rader.select_related("uppdrag").prefetch_related("andelar__uppdrag")
        super().__init__(*args, **kwargs)

    def las_rader(self, data):
        self.former, self.monster = kopplingsformer(data, self.okopplade, self.avtal)
        return [form for _, form in self.former] + [self.monster]

    def visade(self):
        return {k.monster: [k.uppdrag_id, k.skal, *(str(a) for a in k.andelar.all())] for k in self.kopplade}

    @property
    def val(self):
        return {monster: val for rad in self.rader for monster, val in rad.koppling.items()}

    def visa_sparat(self, nu):
        kopplade = {k.monster: k.hor_till for k in nu.kopplade}
        for rad in self.rader:
            for monster in rad.koppling.keys() & kopplade:
                rad.add_error("val", f"Sparat nu: {kopplade[monster]}")


class Sparaform(Versionerad, forms.Form):
    """The last word before the outcome is saved; its mark is of what is to be written over."""

    ta_budget = forms.BooleanField(label="Ta budgeten ur filen", required=False)
    skal = forms.CharField(
        label="Varför utfallet gäller fast det skiljer sig från filens egna saldon", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Förklaringen sparas med filen.", error_messages={"required": "Förklara skillnaden mot filens egna saldon."},
    )  # fmt: skip
    sett = forms.BooleanField(
        label="Jag har sett det som är anmärkt i filen", error_messages={"required": "Bekräfta att du har sett det som är anmärkt i filen."}
    )

    def __init__(self, *args, fil, **kwargs):
        super().__init__(*args, **kwargs)
        self.forslag = forslag = Forslag(fil)
        if not forslag.har_budget:
            del self.fields["ta_budget"]
        else:
            self.fields["ta_budget"].help_text = FILENS_BUDGET
            self.fields["ta_budget"].initial = not forslag.beslutad_budget  # what is decided is not written over unasked
        if not forslag.skillnader:
            del self.fields["skal"]
        if not forslag.viktiga:
            del self.fields["sett"]
        self.bar_version()

    def visade(self):
        rader = self.forslag.uppdragsrader
        nu = {rad.uppdrag.pk: [rad.utfall, rad.budget, rad.nu and [rad.nu.budget, rad.nu.utfall, rad.nu.belopp]] for rad in rader}
        return [nu, [[rad.konto, rad.last, rad.eget] for rad in self.forslag.skillnader]]
