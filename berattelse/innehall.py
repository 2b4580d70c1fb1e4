"""What the report of one year says, gathered from the rows into plain data (JSON): the files are made from it, and an edition will keep it.

Nothing is counted or summed here by hand: meetings come from uppdrag.underlag, money from ekonomi.underlag.
"""

from dataclasses import asdict, dataclass, field
from itertools import groupby

from berattelse.models import Aktivitet, Avsnitt, Projekt, Resultat
from berattelse.personal import bemanningsmening, satsningsmening
from ekonomi.underlag import ekonomiskt_resultat
from enkat.underlag import varderingen
from samverkan import svenska
from samverkan.models import Roll, Rolltilldelning
from uppdrag.models import Arena, Bemanning, Beskrivning, Satsning, Uppdrag
from uppdrag.underlag import Arsunderlag


@dataclass
class Lista:
    """A list under a part of a section: its own small heading (or none) and its lines of plain text."""

    rader: list[str]
    rubrik: str = ""


@dataclass
class Del:
    """One fixed part of a section. `html` is sanitised; `listor` are made from rows."""

    rubrik: str
    html: str = ""
    listor: list[Lista] = field(default_factory=list)
    tabell: dict | None = None

    def __bool__(self):
        return bool(self.html or self.tabell or any(lista.rader for lista in self.listor))


@dataclass
class Sektion:
    """The printed section of one uppdrag or one other agreement; empty parts are left out."""

    id: str
    rubrik: str
    exempel: bool
    delar: list[Del]
    dnr: str = ""
    notis: str = ""


def samla(year, skede=1):
    """Everything the report of this year says, as JSON-able data. The number of queries does not grow with the rows.

    `skede` 1 is the report as it is handed over; 2 holds the kommuner's judgement of it too.
    """
    underlag = Underlag(year)
    ekonomi = ekonomiskt_resultat(year)
    return {
        "skede": skede,
        "vardering": varderingen(year) if skede == 2 else None,
        "titel": f"Verksamhetsberättelse {year.beteckning}",
        "undertitel": year.avtal.titel,
        "period": svenska.period(year.fran, year.till),
        "year": year.beteckning,
        "dnr": year.dnr,
        "dnr_exempel": year.dnr_exempel,
        "avtal": {"titel": year.avtal.titel, "dnr": year.avtal.dnr, "dnr_exempel": year.avtal.dnr_exempel},
        "avtalsparter": [str(p.organisation) for p in year.avtal.parter.select_related("organisation")],
        "exempel": year.innehaller_exempel,
        "skapad": str(year.undertecknas or year.till),
        "ingress": underlag.text(Avsnitt.Sort.INLEDNING, year.pk),
        "kapitel": _kapitel(year, underlag),
        "ovrig_verksamhet": [
            {"namn": o.namn, "dnr": o.dnr, "redovisning": o.redovisning, "webbplats": o.webbplats}
            for o in year.avtal.ovriga_verksamheter.all()
        ],
        "ekonomi": ekonomi,
        "andra_avtal": [asdict(_annat_avtal(avtal, underlag)) for avtal in year.avtal.andra_avtal.all()],
        "arenatabell": underlag.arenor.tabell(),
        "beskrivningar": _beskrivningar(year),
        "underskrift": _underskrift(year),
    }


def pa_niva(html, niva):
    """Headings people wrote inside a text, set one level below the heading the text stands under."""
    return html.replace("<h5>", f"<h{niva}>").replace("</h5>", f"</h{niva}>")


class Underlag:
    """The year's rows, read once and looked up by what they belong to."""

    def __init__(self, year):
        self.year = year
        self.arenor = Arsunderlag(year)
        self.avsnitt = {
            (a.sort, a.uppdrag_id or a.rubrik_id or a.annat_avtal_id or year.pk): a for a in Avsnitt.objects.filter(verksamhetsar=year)
        }
        self.aktiviteter = self._by_home(Aktivitet)
        self.resultat = self._by_home(Resultat)
        self.projekt = self._by_uppdrag(Projekt.objects.filter(verksamhetsar=year))
        self.bemanning = self._by_uppdrag(Bemanning.objects.filter(verksamhetsar=year))
        self.satsningar = self._by_uppdrag(
            Satsning.objects.filter(uppdrag__avtal=year.avtal_id).galler(on=year.till).prefetch_related("kommuner")
        )

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
        return pa_niva(avsnitt.beskrivning, 3) if avsnitt else ""


def _kapitel(year, underlag):
    rubriker = year.rubriker.prefetch_related("placeringar__uppdrag")
    return [
        {
            "id": f"kapitel-{rubrik.pk}",
            "rubrik": rubrik.text,
            "inledning": underlag.text(Avsnitt.Sort.OMRADE, rubrik.pk),
            "uppdrag": [asdict(_uppdrag(p.uppdrag, underlag)) for p in rubrik.placeringar.all()],
        }
        for rubrik in rubriker
    ]


def _uppdrag(uppdrag, underlag):
    avsnitt = underlag.avsnitt.get((Avsnitt.Sort.UPPDRAG, uppdrag.pk)) or Avsnitt()
    home = (uppdrag.pk, None)
    delar = [
        Del("", pa_niva(avsnitt.beskrivning, 4), _fakta(uppdrag, underlag)),
        Del("Arenor", avsnitt.arenor, _arenor(underlag.arenor.for_uppdrag(uppdrag))),
        Del(f"Prioriterade områden {_nasta(underlag.year)}", avsnitt.prioriterade),
        Del("Exempel på aktiviteter", avsnitt.aktiviteter, _rader(underlag.aktiviteter, home)),
        Del("Exempel på resultat", avsnitt.resultat, _rader(underlag.resultat, home)),
        Del("Projekt", tabell=_projekttabell(underlag.projekt.get(uppdrag.pk, []))),
        Del("Framtida utmaningar och utvecklingsarbeten", avsnitt.framtid),
    ]
    return Sektion(f"uppdrag-{uppdrag.pk}", uppdrag.namn, avsnitt.exempel, [d for d in delar if d], notis=_status(uppdrag))


def _status(uppdrag):
    """A line under the heading for what is not simply going on."""
    if uppdrag.status == Uppdrag.Status.AKTIVT:
        return ""
    slut = f" sedan den {svenska.datum(uppdrag.till)}" if uppdrag.till and uppdrag.status == Uppdrag.Status.NEDLAGT else ""
    return f"Uppdraget är {uppdrag.get_status_display().lower()}{slut}."


def _fakta(uppdrag, underlag):
    """Sentences made from rows: what the uppdrag itself arranged, who works in it, and which initiatives stand under it."""
    rader = [_mening(underlag.arenor.for_organiser_uppdrag(uppdrag)), bemanningsmening(underlag.bemanning.get(uppdrag.pk, []))]
    rader += [satsningsmening(s) for s in underlag.satsningar.get(uppdrag.pk, [])]
    return [Lista([rad for rad in rader if rad])]


def _arenor(visade):
    """The arenas by level, each with the sentence its meetings make."""
    return [Lista([_arenarad(rad) for rad in rader], Arena.Niva(niva).label) for niva, rader in groupby(visade, key=lambda rad: rad.niva)]


def _mening(text):
    """A sentence made by the register, with its full stop; "" stays ""."""
    return f"{text.rstrip('.')}." if text else ""


def _arenarad(rad):
    beskrivning = f" {rad.arena.beskrivning}" if rad.arena.beskrivning else ""
    return f"{_mening(rad.mening)}{beskrivning}"


def _nasta(year):
    """The label of the year after: 2022 → 2023."""
    return str(year.till.year + 1)


def _rader(homes, home):
    return [Lista([radtext(row) for row in homes.get(home, [])])]


def radtext(row):
    """An activity or a result as one printed line: its text, its amount with source, when, and whom it concerns."""
    text = row.text.rstrip(".")
    belopp = getattr(row, "belopp", None)
    if belopp is not None:
        text += f": {_mangd(belopp, row.enhet)}"
    tillagg = [svenska.datum(row.datum) if row.datum else "", svenska.manad(row.manad) if row.manad else ""]
    tillagg.append(svenska.lista_text([k.tabellnamn for k in row.kommuner.all()]))
    tillagg = "; ".join(part for part in tillagg if part)
    return f"{text} ({tillagg})." if tillagg else f"{text}."


def _mangd(belopp, enhet):
    if enhet.lower() in {"kr", "kronor"}:
        return svenska.tkr(int(belopp))
    heltal = belopp == belopp.to_integral_value()
    return f"{svenska.tusental(int(belopp)) if heltal else str(belopp).replace('.', ',')} {enhet}"


def _projekttabell(projekt):
    """Columns with their projects, turned into rows of equal length; None when there are none."""
    kolumner = [(namn, [p.namn for p in rows]) for namn, rows in groupby(projekt, key=lambda p: p.kolumn)]
    if not kolumner:
        return None
    hojd = max(len(namn) for _, namn in kolumner)
    return {
        "kolumner": [rubrik for rubrik, _ in kolumner],
        "rader": [[namn[i] if i < len(namn) else "" for _, namn in kolumner] for i in range(hojd)],
    }


def _annat_avtal(avtal, underlag):
    avsnitt = underlag.avsnitt.get((Avsnitt.Sort.ANNAT_AVTAL, avtal.pk)) or Avsnitt()
    home = (None, avtal.pk)
    egna = _mening(underlag.arenor.for_avtal(avtal))
    delar = [
        Del("", pa_niva(avsnitt.beskrivning, 4), [Lista([egna] if egna else [])]),
        Del("Exempel på aktiviteter", avsnitt.aktiviteter, _rader(underlag.aktiviteter, home)),
        Del("Exempel på resultat", "", _rader(underlag.resultat, home)),
    ]
    return Sektion(f"avtal-{avtal.pk}", avtal.titel, avsnitt.exempel, [d for d in delar if d], dnr=avtal.dnr)


def _beskrivningar(year):
    """Bilaga 1: what each uppdrag was to do, in the wording valid when the year began (or began later)."""
    rows = (
        Beskrivning.objects.filter(uppdrag__avtal=year.avtal_id, fran__lte=year.till)
        .select_related("uppdrag")
        .order_by("uppdrag__ordning", "uppdrag__namn", "-fran")
    )
    latest = [next(group) for _, group in groupby(rows, key=lambda row: row.uppdrag_id)]
    return [{"uppdrag": row.uppdrag.namn, "text": row.text, "exempel": row.exempel} for row in latest]


def _underskrift(year):
    """Place, date and the director as the roles say who held it that day; acting is written tf."""
    dag = year.undertecknas or year.till
    organisationer = year.avtal.parter.values("organisation")
    roll = (
        Rolltilldelning.objects.galler(on=dag)
        .filter(roll=Roll.DIREKTOR, organisation__in=organisationer)
        .select_related("user")
        .order_by("-tillforordnad", "-fran")
        .first()
    )
    titel = (roll.user.titel or roll.get_roll_display()) if roll else Roll.DIREKTOR.label
    return {
        "ort": year.ort,
        "datum": svenska.datum(year.undertecknas) if year.undertecknas else "",
        "namn": roll.user.namn if roll and roll.user.namn != titel else "",
        "titel": f"Tf {titel[0].lower()}{titel[1:]}" if roll and roll.tillforordnad else titel,
    }


def skrivs_av_programmet(avsnitt, underlag):
    """What the program itself writes under this section: [(heading, lines)], shown beside the editor."""
    home = (avsnitt.uppdrag_id, avsnitt.annat_avtal_id)
    listor = []
    if avsnitt.uppdrag_id:
        listor += [("Fakta", rader.rader) for rader in _fakta(avsnitt.uppdrag, underlag)]
        listor += [(lista.rubrik, lista.rader) for lista in _arenor(underlag.arenor.for_uppdrag(avsnitt.uppdrag))]
    if avsnitt.annat_avtal_id:
        listor += [("Möten och annat", [_mening(underlag.arenor.for_avtal(avsnitt.annat_avtal))])]
    listor += [("Aktiviteter", lista.rader) for lista in _rader(underlag.aktiviteter, home)]
    listor += [("Resultat", lista.rader) for lista in _rader(underlag.resultat, home)]
    return [(rubrik, [rad for rad in rader if rad]) for rubrik, rader in listor if any(rader)]


def sektion(avsnitt, underlag):
    """One section as it is printed; an intro has its text alone."""
    if avsnitt.uppdrag_id:
        return asdict(_uppdrag(avsnitt.uppdrag, underlag))
    if avsnitt.annat_avtal_id:
        return asdict(_annat_avtal(avsnitt.annat_avtal, underlag))
    text = pa_niva(avsnitt.beskrivning, 4)
    return asdict(Sektion(f"avsnitt-{avsnitt.pk}", str(avsnitt), avsnitt.exempel, [Del("", text)] if text else []))
