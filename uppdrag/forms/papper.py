"""Reading what goes with a meeting: when and where, a pasted agenda, a paper, who is called, what was decided, what is done since."""

from functools import cached_property, partial
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from samverkan.forms import Dag, Paragraf, Radform
from samverkan.inaktuell import Versionerad
from samverkan.utifran.fil import rent
from samverkan.utifran.uppladdning import MB, Filfalt
from uppdrag import motesutskrift
from uppdrag.dagordningstext import tolka
from uppdrag.forms.beslut import Beslutsfalt, Skuldbelopp, skuldbelopp_fel
from uppdrag.models import (
    Arena,
    Arendeutfall,
    Balanspost,
    Beslut,
    Dagordningspunkt,
    Kallelse,
    Kallelseuppgift,
    Moteshandling,
    Protokoll,
    Tillfalle,
)
from uppdrag.mottagare import Mottagare, kallade, mottagare, utan_mottagare

TOTALT = 100 * MB  # of the papers of one meeting
# What may be enclosed. A file is never shown by the site, it is saved by who reads it; what a browser would run is not taken.
SLAG = {".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".csv", ".txt", ".ppt", ".pptx", ".odp", ".jpg", ".jpeg", ".png"}
FEL_SLAG = "Lägg in handlingen som PDF, Word, Excel, PowerPoint, OpenDocument, text eller bild. Spara den helst som PDF."
RESERVATIONER = 2  # empty places offered
KLOCKA = partial(forms.TimeInput, attrs={"type": "time"}, format="%H:%M")


class Kallelseuppgiftsform(Radform):
    """When and where, and who calls."""

    at_field = {"kallelse_slutar_nar_den_borjar": "fran_kl"}

    class Meta:
        model = Kallelseuppgift
        fields = ["fran_kl", "till_kl", "plats", "lank", "avsandare", "telefon", "epost", "sista_dag", "anmalan"]
        widgets = {"fran_kl": KLOCKA(), "till_kl": KLOCKA(), "anmalan": forms.Textarea(attrs={"rows": 3})}
        field_classes = {"lank": partial(forms.URLField, assume_scheme="https")}

    def clean(self):
        data = super().clean()
        fran, till, en_dag = data.get("fran_kl"), data.get("till_kl"), self.instance.tillfalle.fran == self.instance.tillfalle.till
        if fran and till and till <= fran and en_dag:
            self.add_error("till_kl", "Mötet slutar samma dag, så det kan inte sluta innan det börjar.")
        if (dag := data.get("sista_dag")) and dag > self.instance.tillfalle.fran:
            self.add_error("sista_dag", "Sista dagen att anmäla ärenden kan inte ligga efter mötet.")
        return data


class Klistraform(forms.Form):
    """An agenda as text; `rader` is what was read."""

    text = forms.CharField(
        label="Dagordningen som text", max_length=50_000, strip=False, widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Ett klockslag på egen rad hör till ärendet efter. Rader med nummer blir ärenden, utan nummer grupprubriker. Rader som "
        "börjar med ett streck blir underpunkter. Namn efter en tabb eller flera mellanslag blir föredragande.",
    )  # fmt: skip

    def clean_text(self):
        self.rader = tolka(self.cleaned_data["text"])
        if not self.rader:
            raise ValidationError("Det gick inte att läsa något ärende i texten.")
        return self.cleaned_data["text"]

    def lasta(self, efter):
        """What the new lines of the agenda begin with, placed after those there are."""
        return [
            {
                "ordning": efter + n, "sort": r.sort, "titel": r.titel, "klockslag": r.klockslag, "foredragande": r.foredragande,
                "underpunkter": "\n".join(r.underpunkter), "dnr": r.dnr,
            }
            for n, r in enumerate(self.rader, 1)
        ]  # fmt: skip


class Handlingsform(Radform):
    """A paper: the file, and which ärende it belongs to."""

    fil = Filfalt(
        mest=20 * MB, rad="Spara den som PDF med mindre bilder, eller dela den.", label="Fil",
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument, text eller bild, högst 20 MB.",
    )  # fmt: skip
    field_order = ["fil", "punkt", "titel"]

    class Meta:
        model = Moteshandling
        fields = ["punkt", "titel"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        arenden = self.instance.tillfalle.dagordning.filter(sort=Dagordningspunkt.Sort.ARENDE)
        self.fields["punkt"].queryset = arenden
        self.fields["punkt"].empty_label = "Hela mötet"
        self.fields["punkt"].label_from_instance = lambda p: f"{p.nummer}. {p.titel}" if p.nummer else p.titel

    def clean_fil(self):
        fil = self.cleaned_data["fil"]
        self.filnamn = rent(fil.name)
        if PurePath(self.filnamn).suffix.lower() not in SLAG:
            raise ValidationError(FEL_SLAG)
        redan = sum(self.instance.tillfalle.handlingar.values_list("storlek", flat=True))
        if redan + fil.size > TOTALT:
            raise ValidationError(f"Mötets handlingar får vara {TOTALT // MB} MB tillsammans, och det finns redan {redan // MB} MB.")
        return fil


class Skickaform(Versionerad, forms.Form):
    """Who is called. What the kallelse says is carried along: one that has changed since the page was opened is not sent."""

    fler = forms.CharField(
        label="Fler adresser", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="En e-postadress per rad, till exempel till ledamöter som inte har något konto.",
    )  # fmt: skip

    def __init__(self, *args, tillfalle, **kwargs):
        super().__init__(*args, **kwargs)
        self.tillfalle, self.senaste = tillfalle, tillfalle.kallelser.last()
        self.fick = list(self.senaste.mottagare.select_related("organisation")) if self.senaste else []
        kretsen = kallade(tillfalle)
        mottagarna = mottagare(tillfalle, kretsen)
        self.utan, self.kandidater = utan_mottagare(kretsen, mottagarna), self._kandidater(mottagarna)
        fick = {m.epost.lower() for m in self._forra()}
        self.fields["mottagare"] = forms.MultipleChoiceField(
            label="Kallelsen skickas till", required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(m.epost, self._i_ord(m)) for m in self.kandidater],
            initial=[m.epost for m in self.kandidater if (m.epost.lower() in fick if fick else m.forvald)],
        )  # fmt: skip
        self.order_fields(["mottagare", "fler"])
        self.bar_version()

    def _forra(self):
        return [m for m in self.fick if m.epost]

    def _arenans_forra(self):
        """The addresses that were written for the arena's meeting before this one."""
        andra = Kallelse.objects.filter(tillfalle__arena=self.tillfalle.arena_id).exclude(tillfalle=self.tillfalle)
        senaste = andra.order_by("skickad", "pk").last()
        return senaste.mottagare.filter(organisation=None).exclude(epost="") if senaste else []

    def _kandidater(self, mottagarna):
        """Those of the organisations, and those who got the last one, of this meeting or of the arena's, by an address that was written."""
        ut = {m.epost.lower(): m for m in mottagarna}
        for m in self._arenans_forra():
            ut.setdefault(m.epost.lower(), Mottagare(m.epost, m.namn, None, "fick arenans förra kallelse"))
        for m in self._forra():
            ut.setdefault(m.epost.lower(), Mottagare(m.epost, m.namn, m.organisation, "fick den förra kallelsen"))
        return list(ut.values())

    def _i_ord(self, m):
        hos = f", {m.organisation}" if m.organisation and str(m.organisation) != m.namn else ""
        return f"{m.namn or m.epost}{hos} ({', '.join(filter(None, [m.varfor, m.epost if m.namn else '']))})"

    @cached_property
    def innehall(self):
        """What the kallelse says, read once for the page and its mark."""
        return motesutskrift.samla(self.tillfalle)

    def visade(self):
        return {"kallelsen": motesutskrift.som_text(self.innehall)}

    def clean_fler(self):
        adresser = [rad.strip().strip(",;") for rad in self.cleaned_data["fler"].splitlines() if rad.strip()]
        for adress in adresser:
            try:
                validate_email(adress)
            except ValidationError as error:
                raise ValidationError(f"{adress} är ingen e-postadress. Skriv en adress per rad.") from error
        return adresser

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("mottagare") and not data.get("fler"):
            self.add_error("mottagare", "Välj minst en mottagare.")
        return data

    def valda(self):
        """[Mottagare], each address once."""
        val = set(self.cleaned_data["mottagare"])
        ut = {m.epost.lower(): m for m in self.kandidater if m.epost in val}
        for adress in self.cleaned_data["fler"]:
            ut.setdefault(adress.lower(), Mottagare(adress, "", None, ""))
        return list(ut.values())


class Protokollsform(Radform):
    """Who chaired, kept and checked the minutes, and where they are."""

    class Meta:
        model = Protokoll
        fields = ["ordforande", "sekreterare", "justerare", "ovriga", "dnr", "lank"]
        field_classes = {"lank": partial(forms.URLField, assume_scheme="https")}


class Justeringsform(forms.Form):
    """The day the minutes were adopted."""

    den = Dag(label="Justerat den", initial=timezone.localdate)


class Oppnaform(forms.Form):
    """Why adopted minutes are opened."""

    skal = forms.CharField(label="Varför protokollet öppnas", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class Arendebeslutsform(Versionerad, forms.Form):
    """What became of an ärende: its §, the decision, who reserved herself, and what follows."""

    utfall = forms.ChoiceField(label="Vad det blev av ärendet", choices=Arendeutfall.Utfall, widget=forms.RadioSelect)
    paragraf = Paragraf(label="Paragraf", required=False, max_length=20)
    beslut = Beslutsfalt(
        Beslut.objects.none(), label="Beslutet är redan registrerat", required=False, empty_label="Nej, det skrivs här",
        help_text="Till exempel ett beslut om skulden som har skrivits in under ekonomin.",
    )  # fmt: skip
    text = forms.CharField(label="Beslut", required=False, widget=forms.Textarea(attrs={"rows": 5}))
    skuldbelopp = Skuldbelopp()
    rekommendation = forms.BooleanField(label="Beslutet är en rekommendation", required=False)
    anteckning = forms.CharField(
        label="Anteckning", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Till exempel varför ärendet bordlades, och till när.",
    )  # fmt: skip
    vad = forms.CharField(label="Vad som ska följas upp", required=False, max_length=300)
    vem = forms.CharField(label="Vem som gör det", required=False, max_length=120)
    senast = Dag(label="Senast", required=False)

    def __init__(self, *args, punkt, **kwargs):
        super().__init__(*args, **kwargs)
        self.punkt = punkt
        mote = punkt.tillfalle
        fria = Beslut.objects.filter(avtal=mote.avtal_id, arena=mote.arena_id, datum=mote.fran, arendet__isnull=True)
        self.fields["beslut"].queryset = fria
        if not fria.exists():
            del self.fields["beslut"]
        if mote.arena.sort != Arena.Sort.POLITISK:  # it decides nothing of the debt
            del self.fields["skuldbelopp"]
        self._lagg_till_reservationer()
        for name, value in self._sparat().items():
            if name in self.fields:
                self.fields[name].initial = value
        self.bar_version()

    @cached_property
    def utfallet(self):
        rader = Arendeutfall.objects.select_related("beslut", "beslut__balanspost").filter(punkt=self.punkt)
        return rader.first() or Arendeutfall(punkt=self.punkt)

    def _lagg_till_reservationer(self):
        b = self.utfallet.beslut
        finns = list(b.reservationer.all()) if b else []
        self.platser = range(len(finns) + RESERVATIONER)
        for n in self.platser:
            rad = finns[n] if n < len(finns) else None
            self.fields[f"vem_{n}"] = forms.CharField(label="Vem", required=False, max_length=200, initial=rad.vem if rad else "")
            self.fields[f"reservation_{n}"] = forms.CharField(
                label="Reservation", required=False, initial=rad.text if rad else "", widget=forms.Textarea(attrs={"rows": 2})
            )

    def _sparat(self):
        u = self.utfallet
        ut = {"utfall": u.utfall, "paragraf": u.paragraf, "anteckning": u.anteckning}
        if u.beslut:
            ut |= {namn: getattr(u.beslut, namn) for namn in ("text", "skuldbelopp", "rekommendation")}
            if post := Balanspost.objects.filter(beslut=u.beslut).first():
                ut |= {"vad": post.vad, "vem": post.vem, "senast": post.senast}
        return ut

    def har_reservationer(self):
        return any(vem.value() or text.value() or vem.errors for vem, text in self.reservationsfalt())

    def reservationsfalt(self):
        return [(self[f"vem_{n}"], self[f"reservation_{n}"]) for n in self.platser]

    def clean(self):
        data = super().clean()
        beslutat = data.get("utfall") == Arendeutfall.Utfall.BESLUTAT
        if beslutat and not data.get("text") and not data.get("beslut"):
            self.add_error("text", "Skriv vad som beslutades, eller välj ett annat utfall.")
        if beslutat:
            self._krav_om_motet()
            self._krav_om_skulden(data)
        if data.get("utfall") and not beslutat and any(data.get(namn) for namn in ("text", "skuldbelopp", "vad")):
            self.add_error("utfall", "Det står ett beslut eller något att följa upp. Välj Beslutat, eller töm de fälten.")
        if (data.get("vem") or data.get("senast")) and not data.get("vad"):
            self.add_error("vad", "Skriv vad som ska följas upp.")
        for n in self.platser:
            if data.get(f"reservation_{n}") and not data.get(f"vem_{n}"):
                self.add_error(f"vem_{n}", "Skriv vem som reserverade sig.")
        return data

    def _krav_om_motet(self):
        mote = self.punkt.tillfalle
        if mote.status == Tillfalle.Status.INSTALLT:
            self.add_error("utfall", "Mötet är inställt, så inget är beslutat där.")
        elif mote.fran > timezone.localdate():
            self.add_error("utfall", "Mötet har inte varit ännu, så inget är beslutat där.")

    def _krav_om_skulden(self, data):
        """Of the decision as it will stand: what is chosen keeps the words and the sum that nothing is written over."""
        valt, mote = data.get("beslut") or Beslut(), self.punkt.tillfalle
        belopp = data.get("skuldbelopp") or valt.skuldbelopp
        rekommendation, text = data.get("rekommendation") or valt.rekommendation, data.get("text") or valt.text
        if belopp and (fel := skuldbelopp_fel(belopp, text, arena=mote.arena, datum=mote.fran, rekommendation=rekommendation)):
            self.add_error("skuldbelopp" if "skuldbelopp" in self.fields else "beslut", fel)

    def reservationer(self):
        """[(who, what she said)]."""
        val = self.cleaned_data
        return [(val[f"vem_{n}"], val[f"reservation_{n}"]) for n in self.platser if val[f"vem_{n}"]]


class Balansform(Radform):
    """A post of the balanslista: what, who, when, and how it went."""

    class Meta:
        model = Balanspost
        fields = ["vad", "vem", "senast", "klar_den", "klar_hur"]
        widgets = {"klar_hur": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        data = super().clean()
        if data.get("klar_hur") and not data.get("klar_den") and "klar_den" not in self.errors:
            self.add_error("klar_den", "Skriv vilken dag det blev klart.")
        if data.get("klar_den") and data["klar_den"] > timezone.localdate():
            self.add_error("klar_den", "Dagen har inte varit ännu.")
        return data
