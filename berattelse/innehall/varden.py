"""The figures that a text may name: each of a row of the year, with its number, its unit and the page of the row.

A key is kind, id and what of the row (`arena:12:moten`); what belongs to the year alone has no id (`aret:moten`). It is looked up among
the rows of the section's own agreement and year, and nowhere else. The region's own people may all read them; nobody else writes a section.

How a figure is printed, one rule: a number of meetings, kommuner and the like as in the program's own sentences (words up to twelve,
the gender of the noun; digits in a table), kronor as whole tkr, per cent after a hard space, an amount in another unit as on the row's
own printed line. What is not known is no figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.urls import reverse

from berattelse.avsnitt import siffror
from berattelse.innehall.schema import Vardeuppgift
from ekonomi.models import Arsresultat, Ersattning, Resultatpost, Statsbidrag
from samverkan import svenska

ANTAL, KRONOR, PROCENT = "antal", "kr", "%"
AV_PENGARNA = (("budget", "ersattning", "Ersättning till"), ("utfall", "utfall", "Utfall för"), ("belopp", "resultat", "Resultat för"))
AV_BIDRAGET = (("belopp", "mottaget", "mottaget"), ("formedlat", "formedlat", "förmedlat"), ("anvant", "anvant", "använt av regionen"))


def mangd(belopp, enhet):
    """An amount in its unit: kronor as tkr, where that is not to say none; all else as it is registered."""
    if enhet.lower() in {"kr", "kronor"}:
        return svenska.tkr(int(belopp)) if svenska.till_tkr(int(belopp)) or not belopp else svenska.kronor(int(belopp))
    heltal = belopp == belopp.to_integral_value()
    return f"{svenska.tusental(int(belopp)) if heltal else str(belopp).replace('.', ',')} {enhet}"


@dataclass(frozen=True)
class Varde:
    """A figure of a row: what it is of, how much in which unit, where the row is read, and in which sections (Avsnitt.plats) it is told."""

    nyckel: str
    vad: str
    tal: Decimal | int
    enhet: str
    url: str
    under: frozenset[str] = frozenset()
    genus: str = "en"

    def i_text(self, *, stor=False, siffror=False):
        if self.enhet == ANTAL:
            text = svenska.tusental(self.tal) if siffror else svenska.talord(self.tal, self.genus)
            return svenska.stor_bokstav(text) if stor else text
        return svenska.procent(self.tal) if self.enhet == PROCENT else mangd(Decimal(self.tal), self.enhet)

    def __str__(self):
        return self.i_text()


class Varden(Mapping):
    """The figures of a year by their keys. The rows of a kind are read when one of them is asked for, and then all at once."""

    def __init__(self, underlag):
        """`underlag` gives the year's rows (sektioner.Underlag) when they are needed."""
        self._hamta = underlag
        self._sorter = {}

    @cached_property
    def _underlag(self):
        return self._hamta()

    def _av_sort(self, sort):
        if sort not in self._sorter:
            self._sorter[sort] = {v.nyckel: v for v in SORTER[sort](self._underlag) if v.tal is not None} if sort in SORTER else {}
        return self._sorter[sort]

    def __getitem__(self, nyckel):
        return self._av_sort(nyckel.partition(":")[0])[nyckel]

    def __iter__(self):
        return (nyckel for sort in SORTER for nyckel in self._av_sort(sort))

    def __len__(self):
        return sum(len(self._av_sort(sort)) for sort in SORTER)

    def for_avsnitt(self, avsnitt):
        """Those to choose among in a section: its own; in an area's intro those of its uppdrag and, as in the lead, the year's."""
        platser = {avsnitt.plats}
        if avsnitt.rubrik_id:
            platser = {_plats(pk) for pk in avsnitt.rubrik.placeringar.values_list("uppdrag", flat=True)}
        arets = [] if avsnitt.uppdrag_id or avsnitt.annat_avtal_id else self._av_sort("aret").values()
        sorter = [] if avsnitt.sort == avsnitt.Sort.INLEDNING else [sort for sort in SORTER if sort != "aret"]
        return [*arets, *(v for sort in sorter for v in self._av_sort(sort).values() if v.under & platser)]

    def uppgifter(self, texter):
        """What an edition keeps of the figures that its texts name, in the order they stand."""
        nycklar = dict.fromkeys(n for text in texter for n in siffror.nycklar(text))
        return [Vardeuppgift(nyckel=n, vad=self[n].vad, tal=Decimal(self[n].tal), enhet=self[n].enhet) for n in nycklar if n in self]


def skillnader(avsnitt, varden):
    """Where a section's saved texts say another figure than its row does now, or one that no row has any longer."""
    return [s for part in avsnitt.delar for s in siffror.skillnader(getattr(avsnitt, part), varden)]


def _plats(uppdrag_id, avtal_id=None):
    return f"uppdrag-{uppdrag_id}" if uppdrag_id else f"avtal-{avtal_id}"


def _arenor(u):
    under = {}
    for uppdrag_id, arena_id in u.arenor.visade():
        under.setdefault(arena_id, set()).add(_plats(uppdrag_id))
    for rad in u.arenor.rader():
        ord_, url = svenska.substantiv(rad.arena.motesord), f"{rad.arena.get_absolute_url()}?year={u.year.pk}"
        for vad, tal, inled in (("moten", rad.hallna, "Antal"), ("planerade", rad.planerat, "Planerat antal")):
            text = f"{inled} {ord_.plural} i {rad.arena.namn} {u.year}"
            yield Varde(f"arena:{rad.arena.pk}:{vad}", text, tal, ANTAL, url, frozenset(under.get(rad.arena.pk, ())), ord_.genus)


def _uppdrag(u):
    for avsnitt in u.avsnitt.values():
        uppdrag = avsnitt.uppdrag
        if uppdrag is None:
            continue
        kommuner, under = len({m.organisation_id for m in u.medverkan.get(uppdrag.pk, [])}), frozenset({_plats(uppdrag.pk)})
        hallna, url = u.arenor.antal_ordnade("uppdrag_id", uppdrag.pk), uppdrag.get_absolute_url()
        ordnat = f"{reverse('uppdrag:tillfalle_list')}?year={u.year.pk}"
        yield Varde(
            f"uppdrag:{uppdrag.pk}:tillfallen", f"Antal tillfällen som {uppdrag} ordnade {u.year}", hallna, ANTAL, ordnat, under, "ett"
        )
        yield Varde(
            f"uppdrag:{uppdrag.pk}:kommuner", f"Antal kommuner som omfattades av {uppdrag} {u.year}", kommuner or None, ANTAL, url, under
        )


def _avtal(u):
    for avsnitt in u.avsnitt.values():
        if avsnitt.annat_avtal_id:
            pk, avtal = avsnitt.annat_avtal_id, avsnitt.annat_avtal
            hallna, vad = u.arenor.antal_ordnade("annat_avtal_id", pk), f"Antal tillfällen enligt {avtal.titel} {u.year}"
            url = f"{reverse('uppdrag:tillfalle_list')}?year={u.year.pk}"
            yield Varde(f"avtal:{pk}:tillfallen", vad, hallna, ANTAL, url, frozenset({avsnitt.plats}), "ett")


def _pengar(u):
    url = reverse("ekonomi:year_detail", args=[u.year.pk])
    for post in Resultatpost.objects.filter(verksamhetsar=u.year.pk, uppdrag__isnull=False).select_related("uppdrag"):
        under = frozenset({_plats(post.uppdrag_id)})
        for falt, vad, text in AV_PENGARNA:
            yield Varde(f"pengar:{post.uppdrag_id}:{vad}", f"{text} {post.namn} {u.year}", getattr(post, falt), KRONOR, url, under)
        andel = round(Decimal(post.utfall * 100) / post.budget, 1) if post.budget and post.utfall is not None else None
        yield Varde(
            f"pengar:{post.uppdrag_id}:andel", f"Utfallet i procent av ersättningen till {post.namn} {u.year}", andel, PROCENT, url, under
        )


def _resultat(u):
    for (uppdrag_id, avtal_id), rader in u.resultat.items():
        avsnitt = u.avsnitt.get(("uppdrag", uppdrag_id) if uppdrag_id else ("annat_avtal", avtal_id))
        url = reverse("berattelse:rad_list", args=[avsnitt.pk, "resultat"]) if avsnitt else ""
        for rad in rader:
            text = f"{rad.text.rstrip('.')}, {u.year}"
            yield Varde(f"resultat:{rad.pk}:mangd", text, rad.belopp, rad.enhet, url, frozenset({_plats(uppdrag_id, avtal_id)}))


def _bidrag(u):
    url = reverse("ekonomi:year_detail", args=[u.year.pk])
    for rad in Statsbidrag.objects.filter(verksamhetsar=u.year.pk):
        for falt, vad, text in AV_BIDRAGET:
            namn = f"Statsbidraget {rad.namn} {u.year}, {text}"
            yield Varde(f"bidrag:{rad.pk}:{vad}", namn, getattr(rad, falt), KRONOR, url, frozenset({_plats(rad.uppdrag_id)}))


def _aret(u):
    tabell, arenor = u.arenor.tabell(), f"{reverse('uppdrag:arena_list')}?year={u.year.pk}"
    url = reverse("ekonomi:year_detail", args=[u.year.pk])
    ersattning = Ersattning.objects.filter(verksamhetsar=u.year.pk).first()
    resultat = Arsresultat.objects.filter(verksamhetsar=u.year.pk).first()
    yield Varde("aret:moten", f"Antal möten i alla arenor {u.year}", tabell.summa.hallna, ANTAL, arenor, genus="ett")
    yield Varde("aret:ersattning", f"Ersättningen enligt avtalet {u.year}", ersattning and ersattning.belopp, KRONOR, url)
    yield Varde("aret:resultat", f"Resultatet {u.year}", resultat and resultat.belopp, KRONOR, url)


SORTER = {
    "arena": _arenor, "uppdrag": _uppdrag, "avtal": _avtal, "resultat": _resultat, "pengar": _pengar, "bidrag": _bidrag, "aret": _aret,
}  # fmt: skip
