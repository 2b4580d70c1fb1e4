"""Reading many rows at once: a file or pasted cells, then the table of what was read, to mend and to save."""

import json
from collections import Counter
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from samverkan import svenska
from samverkan.utifran.barn import Granser, OlastError, i_barn
from samverkan.utifran.kalkylark import InteExcelError
from samverkan.utifran.tabellfil import InteTabellError, ar_kalender, ur_text
from samverkan.utifran.uppladdning import MB, Filfalt
from uppdrag.inlasning.tabell import MEST, Inlast, Tabellrad, tolka

REDIGERBARA = 300  # cells: a small table is mended anywhere, of a large one only what is wrong
EN_AV_DEM = "Välj en fil, eller klistra in cellerna."
INTE_BADA = "Välj antingen en fil eller inklistrade celler, inte båda."
TRASIG = "Tabellen kom inte fram hel. Läs in filen igen."
INGET_NYTT = "Det finns inget nytt att spara."


class Inlasningsform(forms.Form):
    """What to read. Valid only when it is a table of the kind; then `inlast` is what it holds."""

    fil = Filfalt(
        mest=5 * MB,
        rad="Spara bara bladet som ska läsas in.",
        label="Fil",
        required=False,
        help_text="Excel (.xlsx) eller CSV, högst 5 MB.",
    )
    inklistrat = forms.CharField(
        label="Eller klistra in cellerna", required=False, strip=False, max_length=200_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Kopiera raderna i kalkylbladet, med raden med rubriker överst.",
    )  # fmt: skip

    def __init__(self, *args, slag, **kwargs):
        super().__init__(*args, **kwargs)
        self.slag = slag
        if slag.tar_kalender:
            self.fields["fil"].help_text = "Excel (.xlsx), CSV eller en kalender exporterad från Outlook (.ics), högst 5 MB."
        if slag.alla:
            self.fields["alla"] = forms.BooleanField(label=slag.alla, required=False)

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        fil, text = data.get("fil"), (data.get("inklistrat") or "").strip("\r\n")
        falt = "fil" if fil else "inklistrat"
        if bool(fil) == bool(text.strip()):
            raise ValidationError(INTE_BADA if fil else EN_AV_DEM)
        if hinder := self.slag.hinder():
            raise ValidationError(hinder)
        try:
            self.inlast = self._ur_fil(fil.read()) if fil else tolka(self.slag.kolumner, [ur_text(text)])
        except (InteTabellError, InteExcelError, OlastError) as error:
            self.add_error(falt, str(error))
        else:
            self._fyll_i_alla(data.get("alla"))
        return data

    def _ur_fil(self, data):
        if not ar_kalender(data):
            return tolka(self.slag.kolumner, i_barn("samverkan.utifran.tabellfil.read", data))
        if not self.slag.tar_kalender:
            raise InteTabellError("Filen är en kalender. Den läses in under Tillfällen.")
        years = list(self.slag.avtal.verksamhetsar.oppna())
        fran, till = min(y.fran for y in years), max(y.till for y in years)
        poster = i_barn("samverkan.utifran.kalender.read", data, fran, till, granser=Granser(cpu=5))
        if not poster:
            raise InteTabellError(f"Kalendern har inga tillfällen {svenska.period(fran, till)}, som är de år som är öppna.")
        rader, nummer = self.slag.ur_kalender(poster)
        if len(rader) > MEST:
            raise InteTabellError(f"Kalendern har fler än {MEST} olika ämnen. Exportera bara den kalender som gäller.")
        return Inlast(rader, nummer, [])

    def _fyll_i_alla(self, alla):
        if alla:
            plats = [k.namn for k in self.slag.kolumner].index(self.slag.alla_kolumn)
            for celler in self.inlast.rader:
                celler[plats] = celler[plats] or "alla"


class Filcell:
    """One cell of the table on the page: what it says, what is wrong with it, and whether it can be mended there."""

    def __init__(self, plats, kolumn, rad, *, redigerbar):
        n, self.namn = plats, kolumn.namn
        self.html_name = self.id_for_label = f"c{n}-{kolumn.namn}"
        self.label, self.rubrik = f"{kolumn.rubrik}, rad {rad.nummer}", kolumn.rubrik
        self.text, self.errors, self.redigerbar = rad.celler[kolumn.namn], rad.fel.get(kolumn.namn, []), redigerbar


class Forhandsvisning(forms.Form):
    """The table as it was read, judged. `tabell` carries the cells; those that were mended on the page come beside it."""

    tabell = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=4_000_000)

    def __init__(self, data, *, slag, gor_slag):
        super().__init__(data)
        self.slag, self.gor_slag = slag, gor_slag
        if slag.ger_konton:
            self.fields["brev"] = forms.BooleanField(
                label="Skicka brev om konto nu", required=False,
                help_text="Till dem som är nya här. Utan brev berättar du själv: de loggar in med en engångskod till sin e-postadress.",
            )  # fmt: skip
        celler, self.nummer = _ur_json(data.get("tabell", ""), len(slag.kolumner))
        self.celler = [self._andrade(n, rad) for n, rad in enumerate(celler)]
        self.utan = {int(n) for n in data.getlist("utan") if n.isdecimal() and len(n) < 5}
        self.data = data.copy()
        self.data["tabell"] = json.dumps({"rader": self.celler, "nummer": self.nummer}, ensure_ascii=False)
        self.rader = self._bedom(slag)

    def _andrade(self, n, celler):
        return [self.data.get(f"c{n}-{k.namn}", cell).strip() for k, cell in zip(self.slag.kolumner, celler, strict=True)]

    def _bedom(self, slag):
        """The rows that are not left out, judged; of the others only what they say."""
        med = [n for n in range(len(self.celler)) if n not in self.utan]
        lasta = slag.read([self.celler[n] for n in med], [self.nummer[n] for n in med])
        return dict(zip(med, lasta, strict=True))

    def las_om(self):
        """The rows to be saved, judged anew by what is saved now. ValidationError when they no longer hold."""
        rader = self._bedom(self.gor_slag()).values()
        nya = [row for rad in rader for row in rad.nytt]
        if any(rad.fel for rad in rader) or not nya:
            raise ValidationError(INGET_NYTT if not nya else "Något har ändrats medan du läste igenom tabellen. Läs in filen igen.")
        return nya

    def is_valid(self):
        return super().is_valid() and not self.radfel

    def clean(self):
        if not self.celler:
            raise ValidationError(TRASIG)
        if not self.radfel and not self.nya:
            raise ValidationError(INGET_NYTT)
        return self.cleaned_data

    @property
    def radfel(self):
        return any(rad.fel for rad in self.rader.values())

    @property
    def nya(self):
        return [row for rad in self.rader.values() for row in rad.nytt]

    @cached_property
    def kolumner(self):
        """Those that say anything, must, or are wrong somewhere: what nobody has filled in is not shown."""
        fel = {namn for rad in self.rader.values() for namn in rad.fel}
        fyllda = [any(celler) for celler in zip(*self.celler, strict=True)]
        par = zip(self.slag.kolumner, fyllda or [False] * len(self.slag.kolumner), strict=True)
        return [kolumn for kolumn, fylld in par if fylld or kolumn.kravs or kolumn.namn in fel]

    def visade(self):
        """[(place, row or None when it is left out, number, cells)] of the page."""
        alla = len(self.celler) * len(self.kolumner) <= REDIGERBARA
        kvar, ut = REDIGERBARA, []
        for n, celler in enumerate(self.celler):
            rad = self.rader.get(n)
            kall = rad or _olast(self.slag, self.nummer[n], celler)
            visade = []
            for kolumn in self.kolumner:
                redigerbar = rad is not None and kvar > 0 and (alla or kolumn.namn in rad.fel) and bool(rad.fel or rad.nytt)
                kvar -= redigerbar
                visade.append(Filcell(n, kolumn, kall, redigerbar=redigerbar))
            ut.append({"n": n, "rad": rad, "nummer": self.nummer[n], "celler": visade, "blir": _blir(rad)})
        return ut

    def visible_fields(self):
        """The first of the cells that are wrong, for the summary above the table."""
        fel = [Filcell(n, k, rad, redigerbar=True) for n, rad in self.rader.items() for k in self.slag.kolumner if k.namn in rad.fel]
        return [*fel[:20], *super().visible_fields()]

    @property
    def summering(self):
        """How many rows there are of each sort, in words."""
        rader = list(self.rader.values())
        delar = {"är nya": sum(bool(r.nytt) for r in rader), "finns redan": sum(not r.nytt and not r.fel for r in rader)}
        delar |= {"behöver rättas": sum(bool(r.fel) for r in rader), "är utelämnade": len(self.celler) - len(rader)}
        return (
            svenska.stor_bokstav(svenska.lista_text(f"{svenska.numerus(n, 'en rad', 'rader')} {vad}" for vad, n in delar.items() if n))
            + "."
        )


def ur_fil(inlast, **kwargs):
    """The page of what was just read."""
    data = QueryDict(mutable=True)
    data["tabell"] = json.dumps({"rader": inlast.rader, "nummer": inlast.nummer})
    return Forhandsvisning(data, **kwargs)


def _ur_json(text, bredd):
    """(cells, numbers) as the page carried them; none when somebody has made them up."""
    try:
        data = json.loads(text)
        rader, nummer = data["rader"], data["nummer"]
        helt = len(rader) == len(nummer) <= MEST and all(isinstance(n, int) for n in nummer)
        text.encode()  # half a sign is taken by no database
        helt = helt and all(len(rad) == bredd and all(isinstance(cell, str) for cell in rad) for rad in rader)
    except (ValueError, KeyError, TypeError, RecursionError):
        return [], []
    return (rader, nummer) if helt else ([], [])


def _olast(slag, nummer, celler):
    return Tabellrad(nummer, dict(zip((k.namn for k in slag.kolumner), celler, strict=True)), slag.kolumner)


def _blir(rad):
    """What becomes of a row, in words."""
    if rad is None:
        return "Utelämnas"
    if rad.fel:
        return "Rätta"
    return f"Lägger till {i_ord(rad.nytt)}" if rad.nytt else "Finns redan"


def i_ord(rader):
    """How many of each kind of row, as one reads it."""
    slag = Counter(type(row) for row in rader)
    return svenska.lista_text(f"{n} {m._meta.verbose_name if n == 1 else m._meta.verbose_name_plural}" for m, n in slag.items())
