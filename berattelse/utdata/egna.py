"""What an organisation's own programs may read by its key: what a läsare of it sees, by the same filters as the pages, as plain rows.

Each resource says its fields in words: the page of documentation is made from them, and every row has exactly these.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from berattelse.models import Utgava
from uppdrag.models import Arena, Avtal, Medverkan, Tillfalle, Uppdrag, Verksamhetsar

LASTA = (Verksamhetsar.Status.LOCKED, Verksamhetsar.Status.ARKIVERAT)


@dataclass(frozen=True)
class Resurs:
    vad: str
    falt: dict[str, str]
    urval: Callable  # user → the rows she may see, in their order
    rad: Callable  # one of them → the values of `falt`, in their order

    def som_rad(self, row):
        return dict(zip(self.falt, self.rad(row), strict=True))


def _avtal(user):
    return Avtal.objects.visible_to(user).prefetch_related("parter__organisation", "andringar").order_by("pk")


def _avtalsrad(a):
    parter = [{"kod": p.organisation.kod, "namn": p.organisation.namn, "fran": p.fran, "till": p.till} for p in a.parter.all()]
    return a.pk, a.titel, a.dnr, a.dnr_exempel, a.huvudavtal_id, a.fran, a.slut, parter


def _arenor(user):
    return Arena.objects.visible_to(user).prefetch_related("visningar", "medlemmar__organisation").order_by("pk")


def _arenarad(a):
    idag = timezone.localdate()
    kvar = [m for m in a.medlemmar.all() if (m.fran is None or m.fran <= idag) and (m.till is None or m.till >= idag)]
    medlemmar = [{"kod": m.organisation.kod, "namn": m.organisation.namn} for m in kvar]
    return a.pk, a.avtal_id, a.namn, a.sort, a.niva, a.fran, a.till, sorted(v.uppdrag_id for v in a.visningar.all()), medlemmar


def _tillfallesrad(t):
    narvaro = [{"kod": n.organisation.kod, "namn": n.organisation.namn, "antal": n.antal} for n in t.narvarande]
    return (
        t.pk, t.avtal_id, t.arena_id, t.uppdrag_id, t.annat_avtal_id, t.kommun.kod if t.kommun else None, t.sort, t.fran, t.till,
        t.form or None, t.status, t.protokoll, t.deltagare, t.deltagare_ca if t.deltagare is not None else None, narvaro,
    )  # fmt: skip


def _utgavor(user):
    rader = Utgava.objects.visible_to(user).select_related("verksamhetsar", "ersatt_av__signatur", "signatur", "publicering")
    return rader.defer("ersatt_av__innehall", "signatur__innehall", "ersatt_av__signatur__innehall").order_by("pk")


def _utgaverad(u):
    publicerad = u.publicering.tid if u.is_publicerad else None
    return (
        u.pk, u.avtal_id, u.verksamhetsar_id, u.nummer, u.skede, u.data.dnr, u.sha256, u.faststalld, u.signatur.tid, publicerad,
        u.efterfoljare is None,
    )  # fmt: skip


def _ersattning(user):
    """Of each locked year the edition of the highest number that she may see: [(edition, the kommun's part)]."""
    rader = Utgava.objects.visible_to(user).filter(verksamhetsar__status__in=LASTA).select_related("verksamhetsar")
    senaste = {u.verksamhetsar_id: u for u in rader.order_by("verksamhetsar", "nummer")}
    fordelade = [(u, u.data.ekonomi.fordelning) for u in senaste.values()]
    return [(u, f, rad) for u, f in fordelade if f for rad in f.rader]


def _ersattningsrad(rad):
    u, f, k = rad
    return u.avtal_id, u.verksamhetsar_id, u.pk, k.kod, k.kommun, k.belopp, k.folkmangd, f.datum, f.kalla, f.kontrollerad


TID = {"fran": "första dagen", "till": "sista dagen"}
RESURSER = {
    "avtal": Resurs(
        "Överenskommelsen och de avtal som hör till den, med parterna",
        {"id": "nummer", "titel": "titel", "dnr": "diarienummer", "dnr_exempel": "diarienumret är exempel",
         "huvudavtal": "överenskommelsen som avtalet hör till, eller null", **TID, "parter": "parterna: kod, namn, första och sista dag"},
        _avtal, _avtalsrad,
    ),
    "year": Resurs(
        "Verksamhetsåren och hur långt de har kommit",
        {"id": "nummer", "avtal": "avtalets id", "beteckning": "vad året kallas", **TID,
         "status": "planerat, oppet, locked (låst) eller arkiverat", "dnr": "berättelsens diarienummer, tom text när inget är satt",
         "overlamnas": "överlämnas senast"},
        lambda user: Verksamhetsar.objects.visible_to(user).order_by("pk"),
        lambda y: (y.pk, y.avtal_id, y.beteckning, y.fran, y.till, y.status, y.dnr, y.overlamnas),
    ),
    "uppdrag": Resurs(
        "Uppdragen och var de står i dag",
        {"id": "nummer", "avtal": "avtalets id", "namn": "namn", **TID, "laget": "kommande, aktivt, vakant, avslutat, nedlagt, overfort"},
        lambda user: Uppdrag.objects.visible_to(user).order_by("pk"),
        lambda u: (u.pk, u.avtal_id, u.namn, u.fran, u.till, u.laget.value),
    ),
    "medverkan": Resurs(
        "Vilka kommuner som medverkar i uppdragen",
        {"id": "nummer", "uppdrag": "uppdragets id", "kod": "kommunens kod", "namn": "kommunens namn", **TID},
        lambda user: Medverkan.objects.visible_to(user).select_related("organisation").order_by("pk"),
        lambda m: (m.pk, m.uppdrag_id, m.organisation.kod, m.organisation.namn, m.fran, m.till),
    ),
    "arenor": Resurs(
        "Arenorna",
        {"id": "nummer", "avtal": "avtalets id", "namn": "namn", "sort": "politisk, chefsarena, natverk, arbetsgrupp eller styrgrupp",
         "niva": "kommunal, kommuner_och_region eller ovrig", **TID, "uppdrag": "id för de uppdrag som den redovisas under",
         "medlemmar": "organisationerna i arenan i dag: kod och namn"},
        _arenor, _arenarad,
    ),
    "tillfallen": Resurs(
        "Möten och annat, med hur många som var där",
        {"id": "nummer", "avtal": "avtalets id", "arena": "arenans id, eller null", "uppdrag": "uppdragets id, eller null",
         "annat_avtal": "det andra avtalets id, eller null", "kommun": "kommunens kod, vid en kommunvis träff",
         "sort": "mote, utbildning, konferens och så vidare", **TID, "form": "fysiskt, digitalt, hybrid eller null",
         "status": "planerat, hallet eller installt", "protokoll": "om det är protokollfört; null: inte känt",
         "deltagare": "antal deltagare; null: inte känt", "deltagare_ca": "antalet är ungefärligt",
         "narvaro": "organisationer som var där: kod, namn, antal (null: inte känt). Tom lista: ingen närvaro är registrerad"},
        lambda user: Tillfalle.objects.visible_to(user).select_related("kommun").prefetch_related("narvaro__organisation").order_by("pk"),
        _tillfallesrad,
    ),
    "utgavor": Resurs(
        "De utgåvor av berättelsen som är signerade, också de som inte är publicerade",
        {"id": "nummer", "avtal": "avtalets id", "year": "verksamhetsårets id", "utgava": "utgåvans nummer",
         "skede": "1 till kommunerna, 2 med kommunernas värdering", "dnr": "diarienummer, tom text när inget är satt",
         "sha256": "innehållets fingeravtryck", "faststalld": "fastställd", "signerad": "signerad", "publicerad": "publicerad, eller null",
         "gallande": "är inte ersatt"},
        _utgavor, _utgaverad,
    ),
    "ersattning": Resurs(
        "Kommunernas del av ersättningen för låsta år, enligt den senaste signerade utgåvan",
        {"avtal": "avtalets id", "year": "verksamhetsårets id", "utgava": "utgåvans id", "kod": "kommunens kod", "namn": "kommunens namn",
         "belopp": "kommunens del, hela kronor", "folkmangd": "folkmängd", "datum": "folkmängdens dag", "kalla": "folkmängdens källa",
         "kontrollerad": "kontrollerad mot SCB"},
        _ersattning, _ersattningsrad,
    ),
}  # fmt: skip
