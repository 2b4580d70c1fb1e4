"""Reading what is said of an arena: itself, its parts, and its plan for a year."""

from django import forms
from django.utils import timezone

from samverkan.forms import Flerval, Radform
from samverkan.models import Organisation
from samverkan.svenska import MANADER, SUBSTANTIV, datum
from uppdrag.forms.rader import Barnform
from uppdrag.models import (
    AntalUtanDatum,
    Arena,
    Arenaar,
    Arenagrupp,
    Arenamedlem,
    Arenanamn,
    Arenavisning,
    Avtal,
    Ordforande,
    Tillfalle,
    Verksamhetsar,
)
from uppdrag.models.year import LAST_AR, Aretsdel


class Arenaform(Radform):
    at_field = {"arena_namn_unikt": "namn", "arena_slutar_efter_start": "till"}

    class Meta:
        model = Arena
        fields = [
            "namn", "forkortning", "namn_i_text", "sort", "niva", "motesord", "protokollfors", "redovisas_per", "beskrivning", "ordning",
            "fran", "till",
        ]  # fmt: skip


class NyArenaform(Arenaform):
    """A new arena also says which agreement it belongs to and where it is reported."""

    def __init__(self, *args, avtal, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.avtal = avtal
        self.fields["visas"] = Flerval(avtal.uppdrag.all(), label="Redovisas under", required=False, widget=forms.CheckboxSelectMultiple)

    def _save_m2m(self):
        """The other rows of the same act: where the arena is reported."""
        for n, uppdrag in enumerate(self.cleaned_data["visas"], 1):
            Arenavisning.objects.create(arena=self.instance, uppdrag=uppdrag, ordning=n)


class Namnform(Barnform):
    class Meta:
        model = Arenanamn
        fields = ["namn"]


class Gruppform(Barnform):
    at_field = {"grupp_namn_unikt": "namn"}

    class Meta:
        model = Arenagrupp
        fields = ["namn"]


class Medlemsform(Barnform):
    at_field = {"arenamedlem_en_gang": "organisation", "arenamedlem_slutar_efter_start": "till"}

    class Meta:
        model = Arenamedlem
        fields = ["organisation", "fran", "till"]


class Ordforandeform(Barnform):
    at_field = {"ordforande_ar_nagon": "namn", "ordforande_slutar_efter_start": "till"}

    class Meta:
        model = Ordforande
        fields = ["user", "namn", "epost", "fran", "till"]

    def begransa(self, by):
        parter = Organisation.objects.filter(partskap__avtal=self.instance.arena.avtal_id)
        self.fields["user"].queryset = self.fields["user"].queryset.filter(rolltilldelningar__organisation__in=parter).distinct()


class Visningsform(Barnform):
    at_field = {"arena_en_gang_per_uppdrag": "uppdrag"}

    class Meta:
        model = Arenavisning
        fields = ["uppdrag", "ordning"]

    def begransa(self, by):
        self.fields["uppdrag"].queryset = self.fields["uppdrag"].queryset.filter(avtal=self.instance.arena.avtal_id)


class Planform(Radform):
    """What was planned for the year, and the own sentence."""

    undantagna_manader = forms.TypedMultipleChoiceField(
        label="Månader utan möte",
        choices=list(enumerate(MANADER, 1)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Arenaar
        fields = ["planerat", "manadsvis", "undantagna_manader", "egen_mening", "inte_traffats", "inte_traffats_skal", "prioriteringar"]
        widgets = {"prioriteringar": forms.Textarea(attrs={"rows": 4})}

    def clean(self):
        """Not to have met is somebody's word: with its reason, and only where the register shows no meeting held."""
        data = super().clean()
        data["inte_traffats_skal"] = data.get("inte_traffats_skal", "").strip()
        if not data.get("inte_traffats"):
            if data["inte_traffats_skal"] and not self.instance.inte_traffats:
                self.add_error("inte_traffats", "Kryssa för att arenan inte har träffats, eller ta bort skälet.")
            data["inte_traffats_skal"] = ""
            return data
        if not data["inte_traffats_skal"]:
            self.add_error("inte_traffats_skal", "Skriv varför arenan inte har träffats. Skälet står i berättelsen.")
        plan = self.instance
        if plan.verksamhetsar.fran > timezone.localdate():
            self.add_error("inte_traffats", f"Året börjar först den {datum(plan.verksamhetsar.fran)}. Ta bort krysset.")
        hallna = plan.arena.tillfallen.during(plan.verksamhetsar).hallna().filter(sort=Tillfalle.Sort.MOTE).count()
        hallna += sum(rad.antal for rad in plan.arena.utan_datum.filter(verksamhetsar=plan.verksamhetsar, sort=Tillfalle.Sort.MOTE))
        if hallna:
            vad = f"{SUBSTANTIV['möte'].antal(hallna)} {'är registrerat' if hallna == 1 else 'är registrerade'} som hållna"
            vad = vad.removesuffix("hållna") + ("hållet" if hallna == 1 else "hållna")
            self.add_error("inte_traffats", f"Det går inte: {vad} under {plan.verksamhetsar}. Ta bort krysset, eller rätta mötena först.")
        return data

    def clean_egen_mening(self):
        return self.cleaned_data["egen_mening"].strip()


class UtanDatumform(Barnform):
    """A count without days, in a year of the organiser's agreement that is open."""

    at_field = {"utan_datum_nagra": "antal"} | dict.fromkeys(
        ("utan_datum_en_gang_for_arena", "utan_datum_en_gang_for_uppdrag", "utan_datum_en_gang_for_annat_avtal"), "antal"
    )

    class Meta:
        model = AntalUtanDatum
        fields = ["verksamhetsar", "sort", "antal", "form", "del_av_aret", "kalla"]

    def begransa(self, by):
        """The open years, and the one the row stands in. What is arranged with one kommun is told elsewhere."""
        arrangor = self.instance.arrangor
        huvud = arrangor.huvudavtal_id or arrangor.pk if isinstance(arrangor, Avtal) else arrangor.avtal_id
        self.fields["verksamhetsar"].queryset = Verksamhetsar.objects.filter(avtal=huvud).oppna()
        self.fields["verksamhetsar"].error_messages["invalid_choice"] = LAST_AR
        sorter = [val for val in Tillfalle.Sort.choices if val[0] != Tillfalle.Sort.KOMMUNVIS_TRAFF]
        self.fields["sort"].choices = sorter
        self.fields["antal"].min_value = 1
        self.fields["antal"].help_text = "Utöver dem som har en dag i registret: antalet läggs till dem."

    def clean(self):
        """Nothing has been held in a time that has not begun."""
        data = super().clean()
        year, del_av = data.get("verksamhetsar"), data.get("del_av_aret")
        if year and (fel := _tidsfel(year, Aretsdel(del_av or ""))):
            self.add_error("del_av_aret" if del_av else "verksamhetsar", fel)
        return data


def _tidsfel(year, del_av):
    """Why nothing can have been held in that part of the year, in a sentence; "" when it can."""
    try:
        fran, _ = del_av.dagar(year.fran, year.till)
    except IndexError:  # a year of fewer months than parts
        return f"{year} är för kort för att ha den delen. Välj någon gång under året."
    return f"Den tiden börjar först den {datum(fran)}, så inget har hållits då." if fran > timezone.localdate() else ""
