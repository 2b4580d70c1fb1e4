"""Reading money through the year: the budget, a reading of outcome and prognos, an explanation, and the limit that asks for one."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from ekonomi.budget.upprakning import gallande_budget, underlag
from ekonomi.forms.falt import Procent
from ekonomi.models import Avvikelseforklaring, Budgetpost, Budgetuppfoljning, Prognosgrans
from samverkan import svenska
from samverkan.forms import Kronor, Radform
from samverkan.inaktuell import Versionerad
from uppdrag.models import Uppdrag


def arets_uppdrag(year, *, med=()):
    """The uppdrag of the agreement that hold some day of the year, and those that already say something of it."""
    alla = Uppdrag.objects.filter(avtal=year.avtal_id)
    return list((alla.under(year) | alla.filter(pk__in=med)).order_by("ordning", "namn"))


def _cell(falt, namn, uppdrag):
    """A field in a table has no label of its own: it is named by its column and its row."""
    falt.label = f"{namn}, {uppdrag.namn}"
    falt.widget.attrs |= {"aria-label": falt.label, "class": "form-control text-end" if isinstance(falt, Kronor) else "form-control"}
    return falt


class Budgetform(Versionerad, forms.Form):
    """The budget of every uppdrag of a year. It begins with the proposals; what is not as proposed has its reason."""

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year, self.underlag = year, underlag(year)
        self.sparade = {p.uppdrag_id: p for p in Budgetpost.objects.filter(verksamhetsar=year)}
        self.uppdrag = arets_uppdrag(year, med=self.sparade)
        for u in self.uppdrag:
            self.fields[f"belopp_{u.pk}"] = _cell(Kronor(required=False, lowest=0), "Budget", u)
            self.fields[f"skal_{u.pk}"] = _cell(forms.CharField(max_length=200, required=False), "Skäl", u)
            self.initial |= self._borjan(u.pk)
        self.bar_version()

    def _borjan(self, pk):
        """What stands saved; before anything is saved for the year, the proposal."""
        post, under = self.sparade.get(pk), self.underlag.get(pk)
        belopp = post.belopp if post else under.forslag if under and not self.sparade else None
        return {f"belopp_{pk}": belopp, f"skal_{pk}": post.skal if post else ""}

    @property
    def rader(self):
        """[(uppdrag, what the proposal rests on or None, the amount's field, the reason's field, is what is saved made up?)]"""
        pahittat = {pk for pk, post in self.sparade.items() if post.exempel}
        return [(u, self.underlag.get(u.pk), self[f"belopp_{u.pk}"], self[f"skal_{u.pk}"], u.pk in pahittat) for u in self.uppdrag]

    def clean(self):
        data = super().clean()
        for u in self.uppdrag:
            if not {f"belopp_{u.pk}", f"skal_{u.pk}"} & set(self.errors):
                self._krav(u, data[f"belopp_{u.pk}"], data[f"skal_{u.pk}"])
        return data

    def _krav(self, uppdrag, belopp, skal):
        under = self.underlag.get(uppdrag.pk)
        if belopp is None and skal:
            self.add_error(f"belopp_{uppdrag.pk}", "Skriv budgeten, eller ta bort skälet.")
        elif belopp is not None and under and belopp != under.forslag and not skal:
            self.add_error(f"skal_{uppdrag.pk}", f"Skriv varför budgeten inte är {svenska.kronor(under.forslag)} som i förslaget.")

    def poster(self):
        """Every uppdrag with its amount (None: no budget), its reason, and the proposal as it is now."""
        for u in self.uppdrag:
            under, pk = self.underlag.get(u.pk), u.pk
            rakning = {namn: getattr(under, namn, None) for namn in ("bas", "index_procent", "forslag")}
            skrivet = {"belopp": self.cleaned_data[f"belopp_{pk}"], "skal": self.cleaned_data[f"skal_{pk}"]}
            yield {"uppdrag": u, "bas_ur": under.bas_ur if under else ""} | rakning | skrivet

    def summa(self):
        return sum(post["belopp"] or 0 for post in self.poster())


class Budgetuppfoljningsform(Radform):
    """A reading: up to which day, from where, and for each uppdrag the outcome so far and the full year's prognos. Blank is unknown."""

    class Meta:
        model = Budgetuppfoljning
        fields = ["per", "kalla"]

    def __init__(self, *args, borjan=None, **kwargs):
        """`borjan` is {uppdrag id: (outcome, prognos)} to begin with, of a file or of the reading that is corrected."""
        super().__init__(*args, **kwargs)
        year, borjan = self.instance.verksamhetsar, borjan or {}
        self.uppdrag, self.budget = arets_uppdrag(year, med=borjan), gallande_budget([year])
        for u in self.uppdrag:
            for n, (namn, text) in enumerate((("utfall", "Utfall"), ("prognos", "Prognos"))):
                self.fields[f"{namn}_{u.pk}"] = _cell(Kronor(required=False), text, u)
                self.initial[f"{namn}_{u.pk}"] = borjan.get(u.pk, (None, None))[n]

    @property
    def rader(self):
        """[(uppdrag, its budget or None, the outcome's field, the prognos' field)]"""
        year = self.instance.verksamhetsar_id
        return [(u, self.budget.get((year, u.pk)), self[f"utfall_{u.pk}"], self[f"prognos_{u.pk}"]) for u in self.uppdrag]

    def clean_per(self):
        per, year = self.cleaned_data["per"], self.instance.verksamhetsar
        if not year.holds(per):
            raise ValidationError(f"Dagen ska ligga i {year}: {svenska.period(year.fran, year.till)}.")
        if per > timezone.localdate():
            raise ValidationError("Utfallet kan inte gälla en dag som inte har varit.")
        return per

    def clean(self):
        data = super().clean()
        if not self.errors and not list(self.rader_att_spara()):
            self.add_error(None, "Skriv minst ett utfall eller en prognos.")
        return data

    def rader_att_spara(self):
        for u in self.uppdrag:
            belopp = {namn: self.cleaned_data.get(f"{namn}_{u.pk}") for namn in ("utfall", "prognos")}
            if any(varde is not None for varde in belopp.values()):
                yield {"uppdrag": u} | belopp


class Forklaringsform(Radform):
    class Meta:
        model = Avvikelseforklaring
        fields = ["text"]
        labels = {"text": "Vad beror avvikelsen på?"}
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}


class Prognosgransform(Radform):
    procent = Procent(label="Minst, procent av budgeten", max_digits=5, decimal_places=2, min_value=0)
    kronor = Kronor(label="Och minst, kronor", lowest=0)

    class Meta:
        model = Prognosgrans
        fields = ["procent", "kronor"]
