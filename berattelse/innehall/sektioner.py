"""The sections of the report as they are printed, built from the year's rows: what people wrote, and what the rows say.

Nothing is counted here by hand: meetings come from uppdrag.underlag.
"""

from functools import cached_property
from itertools import groupby

from berattelse.avsnitt import siffror
from berattelse.innehall.personal import bemanningsmening, satsningsmening
from berattelse.innehall.schema import Avsnittsdel as Sort
from berattelse.innehall.schema import Del, Lista, Projekttabell, Rad, Sektion
from berattelse.innehall.varden import Varden, mangd
from berattelse.models import Aktivitet, Avsnitt, Projekt, Resultat
from ekonomi.over_tid import Tvaaren
from samverkan import svenska
from samverkan.models import Organisation
from uppdrag.arsregister import Arsregister
from uppdrag.models import Arena, Bemanning, Laget, Medverkan, Part, Satsning


def pa_niva(html, niva):
    """Headings people wrote inside a text, set one level below the heading the text stands under."""
    return html.replace("<h5>", f"<h{niva}>").replace("</h5>", f"</h{niva}>")


class Underlag:
    """The year's rows, each kind read once when it is first asked for, and looked up by what they belong to."""

    def __init__(self, year, bredvid=None):
        """`bredvid` is what is read of another year of the same agreement."""
        self.year, self._bredvid = year, bredvid
        self.varden = Varden(lambda: self)
        self.avsnitt = {
            (a.sort, a.uppdrag_id or a.rubrik_id or a.annat_avtal_id or year.pk): a
            for a in Avsnitt.objects.filter(verksamhetsar=year).select_related("uppdrag", "annat_avtal")
        }

    @cached_property
    def arenor(self):
        return self._register(self.year)

    @cached_property
    def pengar(self):
        return Tvaaren(self.year)

    @cached_property
    def aktiviteter(self):
        return self._by_home(Aktivitet)

    @cached_property
    def resultat(self):
        return self._by_home(Resultat)

    def i_korthet(self, val):
        """The lines chosen for the first spread (Underlagsrad.Korthet), as they are printed in the sections; never more than have room."""
        rader = [rad for homes in (self.resultat, self.aktiviteter) for rows in homes.values() for rad in rows if rad.i_korthet == val]
        return [radtext(rad) for rad in rader[: Resultat.MEST_I_KORTHET]]

    @cached_property
    def projekt(self):
        return self._by_uppdrag(Projekt.objects.filter(verksamhetsar=self.year))

    @cached_property
    def bemanning(self):
        return self._by_uppdrag(Bemanning.objects.filter(verksamhetsar=self.year))

    @cached_property
    def satsningar(self):
        return self._by_uppdrag(
            Satsning.objects.filter(uppdrag__avtal=self.year.avtal_id).under(self.year).prefetch_related("kommuner")
        )  # fmt: skip

    @cached_property
    def medverkan(self):
        return self._by_uppdrag(_under_aret(Medverkan.objects.filter(uppdrag__avtal=self.year.avtal_id), self.year))

    @cached_property
    def parter(self):
        per_avtal = {}
        for part in _under_aret(Part.objects.filter(avtal__huvudavtal=self.year.avtal_id), self.year):
            per_avtal.setdefault(part.avtal_id, []).append(part)
        return per_avtal

    @cached_property
    def kommuner(self):
        """The codes of all that were party on any day of the year."""
        return koder(_under_aret(Part.objects.filter(avtal=self.year.avtal_id), self.year))

    def _register(self, year):
        return Arsregister(year, bredvid=self._bredvid and self._bredvid.arenor)

    def _by_home(self, model):
        rows = model.objects.filter(verksamhetsar=self.year).prefetch_related("kommuner").order_by("ordning", "pk")
        homes = {}
        for row in rows:
            homes.setdefault((row.uppdrag_id, row.annat_avtal_id), []).append(row)
        return homes

    def _by_uppdrag(self, rows):
        homes = {}
        for row in rows:
            homes.setdefault(row.uppdrag_id, []).append(row)
        return homes

    def text(self, sort, pk):
        avsnitt = self.avsnitt.get((sort, pk))
        return pa_niva(self.skriven(avsnitt, "beskrivning"), 3) if avsnitt else ""

    def skriven(self, avsnitt, part):
        """What a person wrote in a part, with the figures it names as their rows have them now."""
        return siffror.ifyllda(getattr(avsnitt, part), self.varden)


def _under_aret(rows, year):
    """Those that held on any day of the year, with their kommun."""
    rows = rows.under(year).filter(organisation__sort=Organisation.Sort.KOMMUN)
    return rows.select_related("organisation").order_by("organisation__namn")


def koder(rows):
    return list(dict.fromkeys(row.organisation.kod for row in rows))


def uppdragssektion(uppdrag, underlag):
    avsnitt = underlag.avsnitt.get((Avsnitt.Sort.UPPDRAG, uppdrag.pk)) or Avsnitt()
    home = (uppdrag.pk, None)
    delar = [
        Del(sort=Sort.BESKRIVNING, html=pa_niva(underlag.skriven(avsnitt, "beskrivning"), 4), listor=_fakta(uppdrag, underlag)),
        _del(Sort.ARENOR, underlag.skriven(avsnitt, "arenor"), _arenor(underlag.arenor.for_uppdrag(uppdrag))),
        Del(sort=Sort.PRIORITERADE, rubrik=avsnitt.prioriterade_rubrik, html=underlag.skriven(avsnitt, "prioriterade")),
        _del(Sort.AKTIVITETER, underlag.skriven(avsnitt, "aktiviteter"), _rader(underlag.aktiviteter, home, underlag)),
        _del(Sort.RESULTAT, underlag.skriven(avsnitt, "resultat"), _rader(underlag.resultat, home, underlag)),
        Del(sort=Sort.PROJEKT, rubrik=Sort.PROJEKT.i_ord, tabell=_projekttabell(underlag.projekt.get(uppdrag.pk, []))),
        _del(Sort.FRAMTID, underlag.skriven(avsnitt, "framtid")),
    ]
    return Sektion(
        id=f"uppdrag-{uppdrag.pk}", uppdrag_id=uppdrag.pk, rubrik=uppdrag.namn, exempel=avsnitt.exempel,
        notis=_status(uppdrag, underlag.year),
        kommuner=koder(underlag.medverkan.get(uppdrag.pk, [])), delar=[d for d in delar if d],
    )  # fmt: skip


def _del(sort, html, listor=()):
    """A part under its own heading."""
    return Del(sort=sort, rubrik=sort.i_ord, html=html, listor=list(listor))


def _status(uppdrag, year):
    """A line under the heading for what was not simply going on when the year ended."""
    laget = uppdrag.laget_den(year.till)
    if laget == Laget.AKTIVT:
        return ""
    if laget == Laget.KOMMANDE:
        return f"Uppdraget börjar den {svenska.datum(uppdrag.fran)}."
    if laget == Laget.AVSLUTAT:
        return f"Uppdraget avslutades den {svenska.datum(uppdrag.till)}."
    slut = f" sedan den {svenska.datum(uppdrag.till)}" if uppdrag.till and laget == Laget.NEDLAGT else ""
    return f"Uppdraget är {laget.label.lower()}{slut}."


def _fakta(uppdrag, underlag):
    """Sentences made from rows: what the uppdrag itself arranged, who works in it, and which initiatives stand under it."""
    rader = [_mening(underlag.arenor.for_organiser_uppdrag(uppdrag)), bemanningsmening(underlag.bemanning.get(uppdrag.pk, []))]
    rader += [satsningsmening(s) for s in underlag.satsningar.get(uppdrag.pk, [])]
    return [Lista(rader=[Rad(text=rad) for rad in rader if rad])]


def _arenor(visade):
    """The arenas by level, each with the sentence its meetings make; one of which nothing is known or said is left out."""
    sagda = [rad for rad in visade if rad.ar_redovisad or rad.arena.beskrivning]
    return [
        Lista(rubrik=Arena.Niva(niva).label, rader=[_arenarad(rad) for rad in rader])
        for niva, rader in groupby(sagda, key=lambda rad: rad.niva)
    ]


def _mening(text):
    """A sentence made by the register, with its full stop; "" stays ""."""
    return f"{text.rstrip('.')}." if text else ""


def _arenarad(rad):
    """What is said of it begins with its name, also where nobody knows how often it met."""
    mening = _mening(rad.mening) or f"Hur många möten {rad.arena.textnamn} har haft är inte känt."
    return Rad(text=" ".join(filter(None, [mening, rad.arena.beskrivning])), arena=rad.arena.pk)


def _rader(homes, home, underlag):
    return [Lista(rader=[Rad(text=radtext(row), kommuner=_berorda(row, underlag)) for row in homes.get(home, [])])]


def _berorda(row, underlag):
    """The codes of those it concerns; none when nobody has said which."""
    return underlag.kommuner if row.alla_kommuner else [k.kod for k in row.kommuner.all()]


def radtext(row, *, year=None, kommuner=None):
    """An activity or a result as one printed line: its text, its amount with source, when, and whom it concerns.

    A month alone is that of `year`, when that must be said. `kommuner` are those it concerns, when they are not to be fetched.
    """
    text = row.text.rstrip(".")
    belopp = getattr(row, "belopp", None)
    if belopp is not None:
        text += f": {mangd(belopp, row.enhet)}"
    manad = f"{svenska.manad(row.manad)}{f' {year}' if year else ''}" if row.manad else ""
    tillagg = [svenska.datum(row.datum) if row.datum else "", manad]
    namn = [k.tabellnamn for k in (row.kommuner.all() if kommuner is None else kommuner)]
    tillagg.append("alla kommuner" if row.alla_kommuner else svenska.lista_text(namn))
    tillagg = "; ".join(part for part in tillagg if part)
    return f"{text} ({tillagg})." if tillagg else f"{text}."


def _projekttabell(projekt):
    """Columns with their projects, turned into rows of equal length; None when there are none."""
    kolumner = [(namn, [p.namn for p in rows]) for namn, rows in groupby(projekt, key=lambda p: p.kolumn)]
    if not kolumner:
        return None
    hojd = max(len(namn) for _, namn in kolumner)
    return Projekttabell(
        kolumner=[rubrik for rubrik, _ in kolumner],
        rader=[[namn[i] if i < len(namn) else "" for _, namn in kolumner] for i in range(hojd)],
    )


def avtalssektion(avtal, underlag):
    avsnitt = underlag.avsnitt.get((Avsnitt.Sort.ANNAT_AVTAL, avtal.pk)) or Avsnitt()
    home = (None, avtal.pk)
    egna = _mening(underlag.arenor.for_avtal(avtal))
    delar = [
        Del(
            sort=Sort.BESKRIVNING,
            html=pa_niva(underlag.skriven(avsnitt, "beskrivning"), 4),
            listor=[Lista(rader=[Rad(text=egna)] if egna else [])],
        ),
        _del(Sort.AKTIVITETER, underlag.skriven(avsnitt, "aktiviteter"), _rader(underlag.aktiviteter, home, underlag)),
        _del(Sort.RESULTAT, "", _rader(underlag.resultat, home, underlag)),
    ]
    return Sektion(
        id=f"avtal-{avtal.pk}", rubrik=avtal.titel, dnr=avtal.dnr, exempel=avsnitt.exempel,
        kommuner=koder(underlag.parter.get(avtal.pk, [])), delar=[d for d in delar if d],
    )  # fmt: skip


def skrivs_av_programmet(avsnitt, underlag):
    """What the program itself writes under this section: [(heading, lines)], shown beside the editor."""
    home = (avsnitt.uppdrag_id, avsnitt.annat_avtal_id)
    listor = []
    if avsnitt.uppdrag_id:
        listor += [("Fakta", rader.rader) for rader in _fakta(avsnitt.uppdrag, underlag)]
        listor += [(lista.rubrik, lista.rader) for lista in _arenor(underlag.arenor.for_uppdrag(avsnitt.uppdrag))]
    if avsnitt.annat_avtal_id:
        mening = _mening(underlag.arenor.for_avtal(avsnitt.annat_avtal))
        listor += [("Möten och annat", [Rad(text=mening)] if mening else [])]
    listor += [("Aktiviteter", lista.rader) for lista in _rader(underlag.aktiviteter, home, underlag)]
    listor += [("Resultat", lista.rader) for lista in _rader(underlag.resultat, home, underlag)]
    return [(rubrik, [rad.text for rad in rader]) for rubrik, rader in listor if rader]


def sektion(avsnitt, underlag):
    """One section as it is printed; an intro has its text alone."""
    if avsnitt.uppdrag_id:
        return uppdragssektion(avsnitt.uppdrag, underlag)
    if avsnitt.annat_avtal_id:
        return avtalssektion(avsnitt.annat_avtal, underlag)
    text = pa_niva(underlag.skriven(avsnitt, "beskrivning"), 4)
    delar = [Del(sort=Sort.BESKRIVNING, html=text)] if text else []
    return Sektion(id=f"avsnitt-{avsnitt.pk}", rubrik=str(avsnitt), exempel=avsnitt.exempel, delar=delar)
