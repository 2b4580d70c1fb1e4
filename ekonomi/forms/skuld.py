"""Reading what is booked in the debt ledger."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint

from ekonomi.folkmangd.nyckel import kommunparter_i
from ekonomi.forms.beslut import Beslutsval
from ekonomi.models import Folkmangd, Skuldandel, Skuldpost, Skuldursprung
from ekonomi.skuld.beslutat import bokforbara, om_skulden
from samverkan.forms import Dag, Kronor, Radform
from samverkan.models import Organisation
from samverkan.svenska import datum, kronor
from uppdrag.actions.arenor import SKULDBELOPP_FINNS
from uppdrag.forms.beslut import Skuldbelopp, skuldbelopp_fel
from uppdrag.models import Verksamhetsar


class IngaendeForm(Radform):
    """An opening balance: the year or years the debt arose in, and the sum."""

    finns = None  # the origin of the same label, when there is one

    belopp = Kronor(label="Belopp, kronor", help_text="Skuld utan tecken, fordran med minus.")
    datum = Dag(label="Per den")
    at_field = {"ursprung_ar_i_ordning": "sista"}

    class Meta:
        model = Skuldursprung
        fields = ["beteckning", "forsta", "sista", "anmarkning"]

    def clean_beteckning(self):
        self.krav_ledigt()
        return self.cleaned_data["beteckning"]

    def krav_ledigt(self):
        """An origin is used again only when what was booked on it has been corrected away. Asked anew when it is booked."""
        beteckning = self.cleaned_data.get("beteckning")
        self.finns = Skuldursprung.objects.filter(avtal=self.instance.avtal, beteckning=beteckning).first()
        if self.finns and (self.finns.verksamhetsar_id or self.finns.saldo):
            raise ValidationError("Det finns redan en skuld med det ursprunget. Rätta den först i skuldboken, om beloppet är fel.")

    def krav_eget_ar(self):
        """An open year's result is booked when its report is adopted, and a debt is not there before it arose. Asked anew when booked."""
        forsta, sista, dag = (self.cleaned_data.get(namn) for namn in ("forsta", "sista", "datum"))
        if not (forsta and sista):
            return
        oppet = next((year for year in self.registrerade_years() if year.is_open), None)
        if oppet:
            vad = f"Året {oppet} är öppet: dess resultat blir skuld när berättelsen fastställs, och skulle bokföras två gånger."
            raise ValidationError({"sista": f"{vad} En ingående balans gäller år dessförinnan."})
        if dag and dag.year < sista:
            raise ValidationError({"datum": f"Skulden uppkom {sista}. Välj en dag då den fanns."})

    def registrerade_years(self):
        """The registered years that the debt arose in, as they are now."""
        spann = (self.cleaned_data["forsta"], self.cleaned_data["sista"])
        return Verksamhetsar.objects.filter(avtal=self.instance.avtal, till__year__range=spann)

    def andra_om_samma_ar(self):
        """Other debts that are there and arose in any of the same years."""
        samma = {"forsta__lte": self.cleaned_data["sista"], "sista__gte": self.cleaned_data["forsta"]}
        poster = Skuldpost.objects.filter(sort__in=(Skuldpost.Sort.INGAENDE, Skuldpost.Sort.RESULTAT), rattad_av__isnull=True)
        andra = Skuldursprung.objects.filter(avtal=self.instance.avtal, pk__in=poster.values("ursprung"), **samma)
        return list(andra.exclude(beteckning=self.cleaned_data["beteckning"]))

    def clean(self):
        data = super().clean()
        self.krav_eget_ar()
        for name in ("forsta", "sista", "anmarkning") if self.finns else ():
            skrivet, bokfort = data.get(name), getattr(self.finns, name)
            if skrivet not in {None, "", bokfort}:
                vad = f"”{bokfort}”" if bokfort else "tomt"
                self.add_error(name, f"Ursprunget {self.finns} finns redan, och där är det här {vad}. Välj en annan beteckning.")
        return data

    def constraints(self):
        """The label was asked above: an emptied origin may be used again."""
        return [c for c in super().constraints() if not (self.finns and isinstance(c, UniqueConstraint))]

    def spara_ursprung(self):
        """The origin: a new one, or the emptied one as it stands."""
        return self.finns or self.save()

    def clean_belopp(self):
        belopp = self.cleaned_data["belopp"]
        if belopp == 0:
            raise ValidationError("En post på noll kronor bokförs inte.")
        return belopp


class RattelseForm(forms.Form):
    text = forms.CharField(label="Varför rättas posten?", max_length=200, error_messages={"required": "Skriv varför posten rättas."})


class OmSkulden(Beslutsval):
    """A decision about the debt."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["beslut"].queryset = om_skulden(self.fields["beslut"].queryset)
        self.fields["beslut"].help_text = (
            "Välj beslutet om det redan är registrerat. Här står de som säger hur mycket av skulden de gäller, eller vilkas text "
            "handlar om pengar. Saknas ett skriver processledaren in beloppet på beslutet."
        )

    def valbara(self):
        """It is not older than the debt, and its day is in no locked year, for there nothing is booked."""
        return bokforbara(self.avtal)


class Skuldbeslutsform(OmSkulden):
    """A decision on the debt: which year's, what becomes of it, for whom, how much, and who decided."""

    ursprung = forms.ModelChoiceField(Skuldursprung.objects.none(), label="Skuld från")
    andamal = forms.ChoiceField(choices=Skuldpost.Andamal, label="Vad sker med pengarna?", widget=forms.RadioSelect)
    text = forms.CharField(
        label="Till vad",
        max_length=200,
        help_text="Till exempel ”Återbetalas med fakturan för mars”.",
    )
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="För", required=False, empty_label="Alla kommuner")
    belopp = Kronor(
        label="Belopp, kronor", required=False, lowest=1,
        help_text="Utan tecken. Lämna tomt om beslutet gäller allt som är kvar; då bokförs en post för var och en.",
    )  # fmt: skip
    skuldbelopp = Skuldbelopp(
        "Så mycket av skulden gäller beslutet, kronor",
        "Skrivs när beslutet är nytt, eller inte har något belopp ännu. Mer än så kan inte bokföras på det.",
    )
    field_order = ["ursprung", "andamal", "text", "organisation", "belopp"]

    def __init__(self, *args, avtal, **kwargs):
        super().__init__(*args, avtal=avtal, **kwargs)
        self.fields["ursprung"].queryset = Skuldursprung.objects.filter(avtal=avtal, poster__isnull=False).distinct()
        self.fields["organisation"].queryset = kommunparter_i(avtal)

    def clean(self):
        data = super().clean()
        ursprung, andamal = data.get("ursprung"), data.get("andamal")
        if ursprung and andamal:
            saldo = ursprung.saldo
            if (saldo < 0) != (andamal == Skuldpost.Andamal.TACKS) and andamal != Skuldpost.Andamal.OVERFORS:
                vad = (
                    "underskott. Välj hur det täcks, eller överför det"
                    if saldo < 0
                    else "överskott. Välj om det återbetalas, överförs eller används"
                )
                self.add_error("andamal", f"Det som är kvar från {ursprung} är ett {vad}.")
        if "beslut" in data and "skuldbelopp" in data and (fel := self._krav_skuldbelopp(data)):
            self.add_error("skuldbelopp", fel)
        return data

    def _krav_skuldbelopp(self, data):
        """How much of the debt the decision is about stands on it, or is registered now: without it nothing says how much may be booked."""
        valt, belopp = data.get("beslut"), data.get("skuldbelopp")
        finns, text = (valt.skuldbelopp, valt.text) if valt else (None, data.get("lydelse") or "")
        if finns is not None:
            return SKULDBELOPP_FINNS.format(kronor(finns)) if belopp not in {None, finns} else ""
        if belopp is None:
            return "Skriv hur mycket av skulden beslutet gäller. Mer än så kan inte bokföras på det."
        return skuldbelopp_fel(belopp, text, arena=None, datum=self.beslutsdag, rekommendation=False) if self.beslutsdag else ""


class Nyckelform(OmSkulden):
    """The key the kommuner have agreed on for what is not divided: the population of a day, or shares of their own."""

    EGNA = "egna"  # a value of its own: a browser sends "on" for a button that has none
    dag = forms.ChoiceField(label="Skulden delas efter", required=False, widget=forms.RadioSelect)

    def __init__(self, *args, ursprung, **kwargs):
        super().__init__(*args, avtal=ursprung.avtal, **kwargs)
        self.ursprung, self.kommuner = ursprung, list(kommunparter_i(ursprung.avtal))
        self.folkmangd = self._folkmangd()
        dagar = [(str(dag), f"folkmängden den {datum(dag)}") for dag in self.folkmangd]
        self.fields["dag"].choices = [*dagar, (self.EGNA, "andelar enligt beslutet, som skrivs in nedan")]
        for kommun in self.kommuner:
            falt = forms.IntegerField(label=f"Andel för {kommun.tabellnamn}", required=False, min_value=0, max_value=2**31 - 1)
            self.fields[self._namn(kommun)] = falt
        self.order_fields(["dag", *map(self._namn, self.kommuner)])

    @staticmethod
    def _namn(kommun):
        return f"andel_{kommun.pk}"

    def _folkmangd(self):
        """{day: {kommun's id: population}} of the days for which every kommun has one."""
        per_dag = {}
        for rad in Folkmangd.objects.filter(avtal=self.avtal, organisation__in=self.kommuner).order_by("-datum"):
            per_dag.setdefault(rad.datum, {})[rad.organisation_id] = rad.antal
        return {dag: antal for dag, antal in per_dag.items() if len(antal) == len(self.kommuner) and any(antal.values())}

    def clean(self):
        data = super().clean()
        if data.get("dag") == self.EGNA:
            data["dag"] = ""
        egna = [self._namn(kommun) for kommun in self.kommuner if data.get(self._namn(kommun))]
        if data.get("dag") and egna:
            self.add_error("dag", "Välj folkmängden, eller skriv andelar. Inte båda.")
        elif not data.get("dag") and not egna and not self.errors:
            self.add_error("dag", "Välj folkmängden, eller skriv minst en andel.")
        for namn in map(self._namn, self.kommuner) if egna else ():
            if data.get(namn) is None and namn not in self.errors:
                self.add_error(namn, "Skriv andelen. Skriv 0 om kommunen inte har någon.")
        return data

    def andelar(self, ursprung, **fields):
        """The key as rows not yet saved."""
        dag = date.fromisoformat(self.cleaned_data["dag"]) if self.cleaned_data["dag"] else None
        vikt = self.folkmangd[dag] if dag else {k.pk: self.cleaned_data[self._namn(k)] for k in self.kommuner}
        return [
            Skuldandel(ursprung=ursprung, organisation=k, folkmangd=vikt[k.pk], dagar=1, av_dagar=1, dag=dag, **fields)
            for k in self.kommuner
        ]
