"""One section against the same rules as the whole report, while it is written: what is found, and what has been accepted."""

from functools import cached_property

from django.db.models import CharField, DecimalField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from berattelse.granskning.anmarkning import SORT_I_ORD, Genomgang, Text, rena
from berattelse.granskning.beredskap import Lage, arenorna
from berattelse.granskning.kontroller import sektionens_texter, textens, vanligaste_enhet
from berattelse.granskning.siffror import har_rad, i_texten, radernas, siffror
from berattelse.innehall.schema import Avsnittsdel, Rad
from berattelse.innehall.sektioner import radtext, sektion
from berattelse.models import Aktivitet, Avsnitt, Godtagande, Resultat
from ekonomi.belopp import arets_belopp

# What a part of a section is called in the report.
DELAR = {str(del_): del_ for del_ in Avsnittsdel}
FRITT = {Avsnitt.Sort.INLEDNING, Avsnitt.Sort.OMRADE}  # an intro: one text, without parts and rows


class Avsnittskoll:
    """The warnings of one section as it stands, saved or not. `underlag` are the year's rows, read once."""

    def __init__(self, avsnitt, underlag, skriven=None, foregaende=None):
        """`skriven` and `foregaende` are the section as printed and the year before, when the page has them already."""
        self.avsnitt, self.year, self.underlag = avsnitt, avsnitt.verksamhetsar, underlag
        self.sektion, self._foregaende = skriven or sektion(avsnitt, underlag), foregaende

    @cached_property
    def texter(self):
        """The section's texts, as the whole report has them."""
        url = self.avsnitt.get_absolute_url()
        fritt = self.avsnitt.sort in FRITT
        return list(sektionens_texter(self.sektion, url, plats=self.avsnitt.plats, delad=not fritt))

    @cached_property
    def genomgang(self):
        return Genomgang(
            year=self.year.beteckning, idag=timezone.localdate(), texter=self.texter, forra=self._forra(),
            enhet=vanligaste_enhet(self._alla_texter()), alla_rader=self._alla_rader(),
            belopp=frozenset(self._belopp()), arenor=arenorna(self.underlag.arenor),
        )  # fmt: skip

    def _alla_texter(self):
        """The texts of every section of the year, for what is held against the whole; this one as it is now."""
        return [*self.texter, *self._andras_texter]

    def _alla_rader(self):
        return [*(rad for t in self._alla_texter() for rad, _ in t.rader), *(rad.mening for rad in self.underlag.arenor.rader())]

    @cached_property
    def _andras_texter(self):
        andra = [a for a in self.underlag.avsnitt.values() if a.pk != self.avsnitt.pk]
        return [text for a in andra for text in _lasta(a, self._rader_under(a))]

    def _rader_under(self, avsnitt):
        if avsnitt.sort in FRITT:
            return []
        hem = (avsnitt.uppdrag_id, avsnitt.annat_avtal_id)
        return [radtext(rad) for rader in (self.underlag.aktiviteter, self.underlag.resultat) for rad in rader.get(hem, [])]

    def _har(self, *slag):
        return any(s.slag in slag for t in self.texter for s in i_texten(t))

    def _belopp(self):
        """The year's money; not asked for when the rows under the sections say every amount of the text."""
        pengar = [s for t in self.texter for s in i_texten(t) if s.slag == "pengar"]
        rader = radernas(self._alla_rader()) if pengar else []
        return () if all(har_rad(s, rader, frozenset()) for s in pengar) else arets_belopp(self.year)

    def _forra(self):
        """Last year's texts of the same section; not asked for when this one has no figure that they could share."""
        rader = [rad for t in self.texter for rad, arena in t.rader if arena is None]
        if not self._har("pengar", "procent", "antal") and not any(siffror(rad) for rad in rader):
            return []
        samma = Avsnitt.objects.filter(sort=self.avsnitt.sort, **self.avsnitt.hem())
        forra_year = self._foregaende or self.year.foregaende
        forra = samma.filter(verksamhetsar=forra_year).first() if forra_year else None
        if forra is None:
            return []
        texter = _lasta(forra, [], om=self.sektion.rubrik, plats=self.avsnitt.plats)
        return [*texter, *([] if forra.sort in FRITT else self._forra_rader(forra))]

    def _forra_rader(self, forra):
        """Last year's rows under the section, as they were printed but for when and whom: one question for both kinds."""
        hem = {"verksamhetsar": forra.verksamhetsar_id, "uppdrag": forra.uppdrag_id, "annat_avtal": forra.annat_avtal_id}
        utan = {"mangd": Cast(Value(None), DecimalField(max_digits=14, decimal_places=1)), "i_enhet": Value("", CharField())}
        aktiviteter = Aktivitet.objects.filter(**hem).order_by().annotate(del_=Value("aktiviteter"), **utan)
        resultat = Resultat.objects.filter(**hem).order_by().annotate(del_=Value("resultat"))
        falt = ("del_", "text")
        rader = aktiviteter.values_list(*falt, "mangd", "i_enhet").union(resultat.values_list(*falt, "belopp", "enhet"), all=True)
        for del_, text, belopp, enhet in rader:
            rad = Rad(text=radtext(Resultat(text=text, belopp=belopp, enhet=enhet), kommuner=()))
            yield Text(self.avsnitt.plats, self.sektion.rubrik, rad.text, "", DELAR[del_], rader=((rad.text, None),))

    @cached_property
    def lagen(self):
        """[Lage] of every warning, the accepted ones with who and why."""
        fynd = textens(self.genomgang)
        godtagna = {}
        if fynd:
            rader = Godtagande.objects.filter(verksamhetsar=self.year, nyckel__in=[a.nyckel for a in fynd]).select_related("av")
            godtagna = {g.nyckel: g for g in rader}
        return [Lage(a, godtagna.get(a.nyckel)) for a in sorted(fynd, key=lambda a: list(SORT_I_ORD).index(a.sort))]

    @property
    def ogodtagna(self):
        return [lage for lage in self.lagen if lage.godtagande is None]

    @property
    def godtagna(self):
        return [lage for lage in self.lagen if lage.godtagande]

    @property
    def grupper(self):
        """[(kind in words, [Anmarkning])] of what is not accepted."""
        ut = {}
        for lage in self.ogodtagna:
            ut.setdefault(lage.anmarkning.sort_i_ord, []).append(lage.anmarkning)
        return list(ut.items())

    @property
    def per_del(self):
        """[(part, [Anmarkning])] of every part, for who writes in it."""
        return [(del_, [lage.anmarkning for lage in self.ogodtagna if del_ in lage.anmarkning.delar]) for del_ in self.avsnitt.delar]


def med_texter(avsnitt, texter, underlag):
    """The check of the section as it would be with these texts {part: clean HTML}; nothing is saved."""
    for del_, text in texter.items():
        setattr(avsnitt, del_, text)
    hem = avsnitt.uppdrag_id or avsnitt.annat_avtal_id or avsnitt.rubrik_id or avsnitt.verksamhetsar_id
    underlag.avsnitt[avsnitt.sort, hem] = avsnitt
    return Avsnittskoll(avsnitt, underlag)


def _lasta(avsnitt, rader, *, om="", plats=""):
    """The texts of a section without its rows' arenas; the rows in the first of them."""
    delad = avsnitt.sort not in FRITT
    for n, namn in enumerate(avsnitt.delar):
        html = getattr(avsnitt, namn)
        egna = tuple((rad, None) for rad in rader) if n == 0 else ()
        ord_ = f"{rena(html)} {' '.join(rad for rad, _ in egna)}"
        yield Text(plats or avsnitt.plats, om, ord_, "", DELAR[namn] if delad else None, html=html, rader=egna)
