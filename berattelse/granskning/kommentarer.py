"""The text of a section as it reads, each paragraph with what is said of it; and whose turn it is to speak."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from berattelse.avsnitt.forankring import Stycke, foranka_i, stycken
from berattelse.granskning.oversikt import Brist, address
from berattelse.innehall.sektioner import pa_niva
from berattelse.models import Kommentar, Kommentarsvar
from samverkan import svenska
from samverkan.models import Roll, Rolltilldelning
from uppdrag.models import Avtal
from uppdrag.models.arena import samordnade_uppdrag


@dataclass
class Granskat:
    """A paragraph with its number in the part, and the comments that are on it now."""

    nummer: int
    stycke: Stycke
    kommentarer: list[Kommentar] = field(default_factory=list)

    @property
    def html(self):
        return pa_niva(self.stycke.html, 3)


@dataclass
class Granskad:
    """A part of the section; `borta` are comments whose paragraph is there no more."""

    part: str
    rubrik: str
    stycken: list[Granskat]
    borta: list[Kommentar] = field(default_factory=list)


def granskade_delar(avsnitt):
    """[Granskad] of the parts that have a text or a comment. A fixed number of questions to the database."""
    delar = {part: _del(avsnitt, part) for part in avsnitt.delar}
    nu = {part: [g.stycke.text for g in del_.stycken] for part, del_ in delar.items()}
    kommentarer = list(avsnitt.kommentarer.select_related("av", "los_av").prefetch_related("svar__av"))
    aldre = {k.version for k in kommentarer} - {avsnitt.version}
    da = {post.version: post for post in avsnitt.history.filter(version__in=aldre).order_by("history_id")} if aldre else {}
    for k in kommentarer:
        k.avsnitt = avsnitt
        post = da.get(k.version)
        traff = foranka_i(nu, k.part, k.stycke, k.forekomst, _texter(post, k.part) if post else ())
        if traff is None:
            delar[k.part].borta.append(k)
            continue
        granskat = delar[traff[0]].stycken[traff[1]]
        k.is_omskriven = granskat.stycke.text != k.stycke
        granskat.kommentarer.append(k)
    return [del_ for del_ in delar.values() if del_.stycken or del_.borta]


def _del(avsnitt, part):
    rubrik = "Text" if not avsnitt.uppdrag_id and part == "beskrivning" else avsnitt._meta.get_field(part).verbose_name
    rubrik = avsnitt.prioriterade_rubrik if part == "prioriterade" else rubrik
    return Granskad(part, rubrik, [Granskat(n, stycke) for n, stycke in enumerate(stycken(getattr(avsnitt, part)), 1)])


def _texter(post, part):
    return [stycke.text for stycke in stycken(getattr(post, part))]


def hennes_tur(user):
    """Open comments, in open years, where another spoke last and she is to answer: on her sections, or where she has spoken.

    A processledare is to answer whoever writes, but not a colleague of hers who has told the writer something.
    """
    ledare = Rolltilldelning.objects.galler().filter(roll=Roll.PROCESSLEDARE).values("user")
    rader = Kommentar.objects.oppna().visible_to(user).filter(avsnitt__verksamhetsar__status="oppet").med_sista_ord()
    har_svarat = Exists(Kommentarsvar.objects.filter(kommentar=OuterRef("pk"), av=user))
    leder = Q(avsnitt__verksamhetsar__avtal__in=Avtal.objects.ledda_av(user)) & ~Q(sista_av__in=ledare)
    hennes = Q(avsnitt__uppdrag__in=samordnade_uppdrag(user)) | Q(av=user) | Q(har_svarat) | leder
    return rader.exclude(sista_av=user.pk).filter(hennes)


def att_besvara(user):
    """[Brist]: a line for each section where it is her turn."""
    hem = ("avsnitt__verksamhetsar", "avsnitt__uppdrag", "avsnitt__rubrik", "avsnitt__annat_avtal")
    per_avsnitt = {}
    for kommentar in hennes_tur(user).select_related(*hem).order_by("avsnitt__verksamhetsar__fran", "avsnitt_id", "pk"):
        per_avsnitt.setdefault(kommentar.avsnitt_id, []).append(kommentar)
    return [_rad(rader) for rader in per_avsnitt.values()]


def _rad(kommentarer):
    avsnitt = kommentarer[0].avsnitt
    antal = svenska.numerus(len(kommentarer), "en kommentar", "kommentarer")
    url = f"{address('berattelse:avsnitt_granska', avsnitt.pk)}#kommentar-{kommentarer[0].pk}"
    return Brist(f"Svara på eller lös {antal}: {avsnitt} {avsnitt.verksamhetsar}", url)
