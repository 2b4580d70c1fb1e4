"""Reading the population."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from ekonomi.folkmangd.hamta import MAX_BYTES, hamta
from ekonomi.folkmangd.scb import InteFolkmangdError
from ekonomi.models import Folkmangd
from samverkan import svenska
from samverkan.forms import Kronor
from samverkan.inaktuell import Versionerad
from samverkan.utifran.barn import OlastError, i_barn
from samverkan.utifran.uppladdning import Filfalt


class Folkmangdsform(Versionerad, forms.Form):
    """The population of every kommun on the day that decides the split, typed; one source for all."""

    kalla = forms.CharField(label="Källa", max_length=200, help_text="Till exempel SCB, Folkmängd 1 november, tabell TAB1267.")

    def __init__(self, *args, kommuner, year, datum, ur_fil=None, **kwargs):
        """`ur_fil` is what a file says: the form begins with that, though its mark is of what is registered."""
        super().__init__(*args, **kwargs)
        self.kommuner = kommuner
        for kommun in kommuner:
            self.fields[f"antal_{kommun.kod}"] = Kronor(label=kommun.tabellnamn, lowest=0)
        finns = {f.organisation_id: f for f in Folkmangd.objects.filter(avtal=year.avtal_id, datum=datum)}
        self.registrerat = {f"antal_{k.kod}": finns[k.pk].antal for k in kommuner if k.pk in finns}
        self.registrerat["kalla"] = next((f.kalla for f in finns.values()), "")
        self.initial = ur_fil or self.registrerat
        if self._nollor(self.data if self.is_bound else self.initial):
            self.fields["noll_stammer"] = forms.BooleanField(label="En folkmängd på 0 stämmer: kommunen ska inte betala", required=False)
        self.bar_version()

    def _nollor(self, varden):
        """The names of the fields that say nought."""
        return [n for n, falt in self.fields.items() if n.startswith("antal_") and set(str(varden.get(n, "")).strip()) == {"0"}]

    def clean(self):
        """A kommun with nobody in it pays nothing: more often a slip than a fact, so it is asked about."""
        data = super().clean()
        for namn in self._nollor(data) if not data.get("noll_stammer") else ():
            self.add_error(namn, "Är det 0 invånare? Skriv rätt antal, eller bekräfta längst ned att det stämmer.")
        return data

    def visade(self):
        return self.registrerat

    def antal(self):
        """{organisation: population}"""
        return {kommun: self.cleaned_data[f"antal_{kommun.kod}"] for kommun in self.kommuner}


class Folkmangdsfil(forms.Form):
    """A table from SCB, or a list. Valid only when every kommun's figure could be read; each fault is told with its place."""

    fil = Filfalt(
        mest=MAX_BYTES, rad="Hämta bara kommunerna och det år som gäller.", label="Fil",
        help_text="CSV, json-stat2 eller Excel från SCB, eller en egen lista med kommun och folkmängd. Högst 5 MB.",
    )  # fmt: skip

    def __init__(self, *args, kommuner, dag, **kwargs):
        super().__init__(*args, **kwargs)
        self.kommuner, self.dag = kommuner, dag

    def clean_fil(self):
        fil = self.cleaned_data["fil"]
        self.read(fil.read(), f"filen {fil.name}")
        return fil

    def read(self, data, varifran):
        """ValidationError with each fault and its place."""
        try:
            avlasning = i_barn("ekonomi.folkmangd.scb.read", data, {k.kod: k.tabellnamn for k in self.kommuner}, self.dag)
        except (InteFolkmangdError, OlastError) as error:
            raise ValidationError(str(error)) from error
        if avlasning.fel:
            raise ValidationError([f"{f.plats.capitalize()}: {f.vad}" if f.plats else f.vad for f in avlasning.fel[:50]])
        self.antal, self.kalla = avlasning.antal, self._kalla(avlasning.i_scbs_form, varifran)

    def _kalla(self, i_scbs_form, varifran):
        """SCB is the source of what has SCB's own shape; anything else is what somebody says."""
        if i_scbs_form:
            return f"SCB, folkmängd {svenska.datum(self.dag)}, ur {varifran}"
        return f"egen uppgift, {varifran}, inläst den {svenska.datum(timezone.localdate())}"

    def last(self):
        """What was read, as the typed form begins."""
        return {f"antal_{kod}": antal for kod, antal in self.antal.items()} | {"kalla": self.kalla[:200]}


class Hamtad(Folkmangdsfil):
    """The same from SCB's service: what is fetched stands in place of the file."""

    fil = None

    def clean(self):
        data = super().clean()
        try:
            svar, vard = hamta([k.kod for k in self.kommuner], self.dag)
        except InteFolkmangdError as error:
            raise ValidationError(str(error)) from error
        self.read(svar, f"tjänsten {vard}")
        return data
