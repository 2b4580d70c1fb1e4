"""The desk: what lies beside a section while it is written, in a fixed number of queries.

Last year's text and figures, what has taken place this year with its days, what the kommuner judged last year, and what was recommended.
"""

from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from berattelse.forra.intaget import intagen_i, platser
from berattelse.innehall.sektioner import radtext
from berattelse.innehall.varden import AV_PENGARNA
from ekonomi.models import Resultatpost
from enkat.models import Fraga, Inlamnat, Inlamning, Vardering
from samverkan import svenska
from uppdrag.models import Rekommendation


@dataclass(frozen=True)
class Forratext:
    """A part as it stood last year; `kalla` is where in the file it was taken in from ("" when it was written here)."""

    part: str
    namn: str
    html: str
    kalla: str = ""


@dataclass(frozen=True)
class Skett:
    """Something registered this year: when in words ("" where no day is known), what, and the page of its row."""

    nar: str
    vad: str
    url: str


@dataclass(frozen=True)
class Siffrorna:
    """A figure of last year beside this year's; "" where it is not known."""

    vad: str
    forra: str
    nu: str


@dataclass(frozen=True)
class Omdome:
    """What one kommun said of the uppdrag last year."""

    kommun: str
    svar: str
    motivering: str


@dataclass(frozen=True)
class Arsomdome:
    """A round's judgement of the uppdrag: the joint value with its decision ("" until it is agreed), and each kommun's own."""

    omgang: str
    exempel: bool
    gemensamt: str
    beslut: str
    omdomen: list[Omdome]


@dataclass(frozen=True)
class Skrivbord:
    """All of it; what is empty is not known or does not concern this kind of section."""

    forra: object  # last year, or None
    fil: object = None  # what last year's texts were taken in from, or None
    plan: str = ""  # what last year's section said was to be done this year, HTML
    texter: list[Forratext] = field(default_factory=list)
    siffror: list[Siffrorna] = field(default_factory=list)
    skett: list[Skett] = field(default_factory=list)
    omdomen: list[Arsomdome] = field(default_factory=list)
    rekommendationer: list[Rekommendation] = field(default_factory=list)


def skrivbord(avsnitt, underlag, forra, user):
    """What the writer of the section has beside her; `forra` is last year or None."""
    uppdrag = avsnitt.uppdrag
    if forra:
        forra.avtal = underlag.year.avtal
    fil = intagen_i(forra) if forra and forra.ur_fil else None
    da = avsnitt.i_year(forra) if forra else None
    plan = da.prioriterade if da and da.ar_plan_for(underlag.year) else ""
    return Skrivbord(
        forra=forra,
        fil=fil,
        plan=plan,
        texter=[t for t in _texter(da, fil) if not (plan and t.part == "prioriterade")],
        siffror=_siffror(uppdrag, underlag, forra) if uppdrag and forra else [],
        skett=_skett(avsnitt, underlag),
        omdomen=_omdomen(uppdrag, forra, user) if uppdrag and forra else [],
        rekommendationer=_rekommendationer(underlag.year, user) if uppdrag else [],
    )


def _texter(forra, fil):
    """The parts that had a text, by their names."""
    if forra is None:
        return []
    namn, var = {part: str(forra._meta.get_field(part).verbose_name) for part in forra.delar}, platser(fil, forra)
    return [Forratext(part, namn[part], text, var.get(part, "")) for part in forra.delar if (text := getattr(forra, part))]


def _siffror(uppdrag, underlag, forra):
    """Held meetings of each arena reported under the uppdrag, and its money."""
    da, nu = underlag.arenor.antal_moten(forra), underlag.arenor.for_uppdrag(uppdrag)
    rader = [Siffrorna(f"Möten, {rad.arena.namn}", _tal(da.get(rad.arena.pk)), _tal(rad.hallna)) for rad in nu]
    post = Resultatpost.objects.filter(verksamhetsar=forra, uppdrag=uppdrag).first()
    for falt, vad, _ in AV_PENGARNA:
        belopp, varde = getattr(post, falt, None), underlag.varden.get(f"pengar:{uppdrag.pk}:{vad}")
        rader.append(Siffrorna(PENGAR[vad], "" if belopp is None else svenska.tkr(belopp), str(varde or "")))
    return [rad for rad in rader if rad.forra or rad.nu]


PENGAR = {"ersattning": "Ersättning", "utfall": "Utfall", "resultat": "Resultat"}


def _tal(antal):
    return "" if antal is None else svenska.tusental(antal)


def _skett(avsnitt, underlag):
    """Day by day; last what is registered without any."""
    home, dagar = (avsnitt.uppdrag_id, avsnitt.annat_avtal_id), []
    if avsnitt.uppdrag_id:
        for arena, t in underlag.arenor.hallna_under(avsnitt.uppdrag):
            vad = t.motesord or (arena.motesord if arena else t.get_sort_display().lower())
            dagar.append((t.fran, svenska.dag_och_manad(t.fran), f"{arena}, {vad}" if arena else str(t), t.get_absolute_url()))
    for sort, homes in (("aktiviteter", underlag.aktiviteter), ("resultat", underlag.resultat)):
        for rad in homes.get(home, []):
            args = [avsnitt.pk, sort, rad.pk] if avsnitt.is_writable else [avsnitt.pk, sort]
            url = reverse(f"berattelse:{'rad_edit' if avsnitt.is_writable else 'rad_list'}", args=args)
            dagar.append((_nar(rad, underlag.year), _nar_i_ord(rad), radtext(rad), url))
    dagar.sort(key=lambda rad: (rad[0] is None, rad[0]))
    return [Skett(*rad[1:]) for rad in dagar]


def _nar(rad, year):
    """The day of a row, or the first of its month within the year; None where neither is known."""
    if rad.datum or not rad.manad:
        return rad.datum
    return year.fran.replace(day=1, month=rad.manad, year=year.fran.year if rad.manad >= year.fran.month else year.till.year)


def _nar_i_ord(rad):
    if rad.datum:
        return svenska.dag_och_manad(rad.datum)
    return svenska.manad(rad.manad) if rad.manad else ""


def _omdomen(uppdrag, forra, user):
    """What the kommuner handed in of the uppdrag, in the rounds that are over, are by name, and that she may read."""
    per_omgang = {}
    for rad in _inlamnat(uppdrag, forra):
        omgang = rad.inlamning.deltagare.omgang
        omgang.verksamhetsar = forra  # with its agreement and parties, read once
        per_omgang.setdefault(omgang, []).append(rad)
    lasbara = {o: svar for o, svar in per_omgang.items() if o.is_over and not o.anonym and o.can_be_read_by(user)}
    enade = (
        Vardering.objects.filter(omgang__in=lasbara, uppdrag=uppdrag, status=Vardering.Status.ENAD) if lasbara else Vardering.objects.none()
    )
    varden = {v.omgang_id: v for v in enade.select_related("alternativ", "beslut")}
    return [_arsomdome(omgang, svar, varden.get(omgang.pk)) for omgang, svar in lasbara.items()]


def _inlamnat(uppdrag, forra):
    """The latest answers to the question whose values stand side by side (Frageformular.vardefraga), in every round of the year."""
    vardefraga = Fraga.objects.filter(
        avdelning__formular=OuterRef("fraga__avdelning__formular"), avdelning__per_uppdrag=True, sort=Fraga.Sort.SKALA
    ).order_by("avdelning__ordning", "avdelning_id", "ordning", "pk")  # fmt: skip
    gallande = Inlamning.objects.filter(deltagare__omgang__verksamhetsar=forra, deltagare__tillfragad=True).gallande()
    rader = Inlamnat.objects.filter(inlamning__in=gallande, uppdrag=uppdrag, fraga=Subquery(vardefraga.values("pk")[:1]))
    return rader.select_related("alternativ", "inlamning__deltagare__organisation", "inlamning__deltagare__omgang__formular")


def _arsomdome(omgang, svar, vardering):
    omdomen = [Omdome(str(rad.inlamning.deltagare), str(rad.alternativ or ""), rad.text) for rad in svar]
    omdomen.sort(key=lambda o: svenska.sorteringsnyckel(o.kommun))
    gemensamt, beslut = (str(vardering.alternativ), str(vardering.beslut)) if vardering else ("", "")
    return Arsomdome(str(omgang), omgang.exempel, gemensamt, beslut, omdomen)


def _rekommendationer(year, user):
    """The council's that still wait; nobody has registered which uppdrag each concerns."""
    rader = Rekommendation.objects.visible_to(user).filter(avtal=year.avtal_id)
    vantar = rader.filter(status__in=[Rekommendation.Status.OPPEN, Rekommendation.Status.PAGAR]).select_related("beslut")
    return [rad for rad in vantar if rad.beslut.datum is None or rad.beslut.datum <= year.till]
