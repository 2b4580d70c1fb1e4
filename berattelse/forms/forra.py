"""Reading last year's report: the file and its year, and where each of its pieces is to land."""

from datetime import date, timedelta
from types import SimpleNamespace

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html, strip_tags

from berattelse.forra.delning import INLEDNING, INTE, OVRIGT
from berattelse.forra.inlasning import read
from berattelse.forra.kanda import namnlista
from berattelse.forra.namn import Sakerhet, sista_year
from berattelse.innehall.sektioner import pa_niva
from berattelse.models import Avsnitt
from samverkan import svenska
from samverkan.forms import Dag
from samverkan.utifran.uppladdning import MB, Filfalt
from uppdrag.models import Verksamhetsar

EN_AV_DEM = "Välj en fil, eller klistra in texten."
INTE_BADA = "Välj antingen en fil eller inklistrad text, inte båda."
INGA_UPPDRAG = "Avtalet har inga uppdrag ännu. Lägg in dem först, så att texterna har något att höra till."
LAST = "År {} är låst, så inga texter kan tas in i det. Välj ett annat år, eller lås upp året först."
INKLISTRAT = "inklistrad text.txt"


def perioden_fore(avtal):
    """What the form begins with: the twelve months before the first year there is, else the last calendar year."""
    forsta = avtal.verksamhetsar.order_by("fran").first()
    if forsta is None:
        i_fjol = timezone.localdate().year - 1
        return {"beteckning": str(i_fjol), "fran": date(i_fjol, 1, 1), "till": date(i_fjol, 12, 31)}
    till = forsta.fran - timedelta(days=1)
    fran = forsta.fran.replace(year=forsta.fran.year - 1, day=min(forsta.fran.day, 28))
    return {"beteckning": str(till.year), "fran": fran, "till": till}


class ForraForm(forms.Form):
    """The file or the text, and the year it is about. Valid only when it can be read; then `inlast` is what it holds, `data` its bytes."""

    fil = Filfalt(
        mest=20 * MB, rad="Ta bort bilder ur den och försök igen.", label="Fil", required=False,
        help_text="Word (.docx), PDF med text, eller text (.txt). Högst 20 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf,.txt"}),
    )  # fmt: skip
    inklistrat = forms.CharField(
        label="Eller klistra in texten", required=False, strip=False, max_length=1_000_000, widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    beteckning = forms.CharField(label="År", max_length=20, help_text="Ett år oktober–september bär det år det slutar i.")
    fran = Dag(label="Från och med")
    till = Dag(label="Till och med")

    def __init__(self, *args, avtal, **kwargs):
        super().__init__(*args, **kwargs)
        self.avtal = avtal

    def clean(self):
        data = super().clean()
        fil, text = data.get("fil"), (data.get("inklistrat") or "").strip()
        if "fil" not in self.errors and bool(fil) == bool(text):
            self.add_error("fil", INTE_BADA if fil else EN_AV_DEM)
        if not self.errors:
            self._krav_year(data)
        if not self.errors:
            self._las(fil, text, data["till"])
        return data

    def _krav_year(self, data):
        """The year is there and open, or can be made."""
        year = Verksamhetsar(avtal=self.avtal, beteckning=data["beteckning"], fran=data["fran"], till=data["till"])
        redan = self.avtal.verksamhetsar.filter(fran=year.fran, till=year.till).first()
        if redan and not redan.is_open:
            self.add_error("beteckning", LAST.format(redan))
        if redan:
            return
        try:
            year.full_clean()
        except ValidationError as error:
            for falt, fel in error.message_dict.items():
                self.add_error(falt if falt in self.fields else "till" if "sluta" in fel[0] else "beteckning", fel)

    def _las(self, fil, text, till):
        if not self.avtal.uppdrag.exists():
            raise ValidationError(INGA_UPPDRAG)
        self.namn, self.data_ = (fil.name, fil.read()) if fil else (INKLISTRAT, text.encode())
        lista = namnlista(self.avtal, self.avtal.version_under(SimpleNamespace(till=till)))
        try:
            self.inlast = read(self.data_, lista)
        except ValidationError as error:
            self.add_error("fil" if fil else "inklistrat", error)

    @property
    def uppgifter(self):
        return {namn: self.cleaned_data[namn] for namn in ("beteckning", "fran", "till")} | {"avtal": self.avtal}


SAKERHET = {
    Sakerhet.SAKER: ("Säker", "godkand"), Sakerhet.TROLIG: ("Trolig", "klar"), Sakerhet.OSAKER: ("Osäker", "utkast"),
    Sakerhet.OKAND: ("Okänd", "ater"),
}  # fmt: skip
ORD = 24
ETIKETT = '{}<span class="visually-hidden">: {}</span>'


class Bitrad:
    """A piece on the page: what was found, how sure its place is, and the fields that move it."""

    def __init__(self, bit, hem, part):
        self.bit, self.hem, self.part = bit, hem, part
        ord_ = orden(bit["html"])
        self.borjan, self.antal = " ".join(ord_[:ORD]), len(ord_)
        self.mer = self.antal > ORD
        self.html = pa_niva(bit["html"], 3)
        self.sakert, self.farg = SAKERHET[Sakerhet(bit["sakerhet"])]


def orden(html):
    """The words of a cleaned text."""
    return strip_tags(html.replace("<", " <")).split()


class LandningForm(forms.Form):
    """Where each piece lands: a place, and for an uppdrag which of its parts. `bitar()` is the pieces as they were placed."""

    def __init__(self, *args, fil, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fil = fil
        self._lista = namnlista(fil.avtal, fil.avtal.version_under(fil))
        hem, delar = _hemval(fil.avtal, self._lista), [(part, delnamn(part)) for part in Avsnitt.DELAR]
        for n, bit in enumerate(fil.bitar):
            vad = bit["rubrik"] or "före första rubriken"
            self.fields[f"hem_{n}"] = forms.ChoiceField(
                choices=hem, initial=bit["hem"], required=False, label=format_html(ETIKETT, "Landar i", vad)
            )
            self.fields[f"part_{n}"] = forms.ChoiceField(
                choices=delar, initial=bit["part"] or "beskrivning", required=False, label=format_html(ETIKETT, "Del", vad)
            )

    def rader(self):
        return [Bitrad(bit, self[f"hem_{n}"], self[f"part_{n}"]) for n, bit in enumerate(self.fil.bitar)]

    @property
    def annat_year(self):
        """The year that the title of the file says, when it is none of the year the texts are to be; else ""."""
        year = next((year for bit in self.fil.bitar[:3] if bit["hem"] == INLEDNING and (year := sista_year(bit["rubrik"]))), "")
        return "" if year in {str(self.fil.fran.year), str(self.fil.till.year)} else year

    @property
    def osakra(self):
        """[(number, heading)] of the pieces that somebody should look at."""
        osakra = {Sakerhet.OSAKER, Sakerhet.OKAND}
        return [(n, bit["rubrik"] or "Före första rubriken") for n, bit in enumerate(self.fil.bitar) if bit["sakerhet"] in osakra]

    @property
    def summering(self):
        """How many pieces there are, and of how many somebody should look."""
        bitar, osakra = self.fil.bitar, len(self.osakra)
        text = svenska.stor_bokstav(svenska.numerus(len(bitar), "en bit", "bitar"))
        if not osakra:
            return f"{text}, alla med en plats som är säker eller trolig."
        kvar = svenska.stor_bokstav(svenska.numerus(osakra, "en bit är osäker", "bitar är osäkra"))
        return f"{text}. {kvar}."

    def clean(self):
        data = super().clean()
        for n in range(len(self.fil.bitar)):
            if str(data.get(f"hem_{n}")).startswith("annat_avtal:") and data.get(f"part_{n}") not in {"", "beskrivning", "aktiviteter"}:
                self.add_error(f"part_{n}", "Ett annat samverkansavtal har bara delarna Beskrivning och Om aktiviteterna.")
        if not self.errors and not any(bit["hem"] not in {OVRIGT, INTE} for bit in self.bitar()):
            raise ValidationError("Ingen bit hör till något avsnitt, så det finns inget att ta in. Flytta minst en.")
        return data

    def bitar(self):
        return [self._bit(n, bit) for n, bit in enumerate(self.fil.bitar)]

    def _bit(self, n, bit):
        """A heading that was the name of its place is kept in the text of a piece that a person has moved."""
        hem, part = self.cleaned_data[f"hem_{n}"] or bit["hem"], self.cleaned_data[f"part_{n}"] or bit["part"] or "beskrivning"
        if hem in {OVRIGT, INTE}:
            part = ""
        elif not hem.startswith(("uppdrag:", "annat_avtal:")):
            part = "beskrivning"
        if (hem, part) == (bit["hem"], bit["part"]):
            return bit
        return bit | {"hem": hem, "part": part, "egen": False, "year": "", "sakerhet": Sakerhet.SAKER.value, "skal": "Flyttad för hand."}


def delnamn(part):
    return str(Avsnitt._meta.get_field(part).verbose_name)


def _hemval(avtal, lista):
    """The places, grouped as the report is."""
    omraden = [(h.nyckel, h.namn[0]) for h in lista.hemvister.values() if h.sort == "omrade"]
    grupper = [(namn, [(nyckel, f"{namn}: inledningen"), *_uppdrag(lista, nyckel)]) for nyckel, namn in omraden]
    losa, andra = _uppdrag(lista, ""), [(h.nyckel, h.namn[0]) for h in lista.hemvister.values() if h.sort == "annat_avtal"]
    grupper += [(namn, val) for namn, val in (("Uppdrag utan område", losa), ("Andra samverkansavtal", andra)) if val]
    return [(INLEDNING, "Berättelsens inledning"), *grupper, ("Hör inte hit", [(OVRIGT, "Spara som övrigt"), (INTE, "Ta inte med")])]


def _uppdrag(lista, omrade):
    return [(h.nyckel, h.namn[0]) for h in lista.hemvister.values() if h.sort == "uppdrag" and h.omrade == omrade]
