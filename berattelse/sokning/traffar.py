"""What a search finds: the register is asked once for all kinds of rows, with each kind's own filter of rights in the same question."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from berattelse.innehall import schema
from berattelse.sokning.kallor import KALLOR
from berattelse.utgava.sok import stycken
from samverkan.models import Sokrad
from samverkan.sokregister import fraga
from samverkan.sokregister.kalla import MELLAN, Sokkalla, som_text
from samverkan.svenska import vikning

FORST = 5  # shown of each kind on the first page
PER_SIDA = 25


@dataclass(frozen=True)
class Fynd:
    """`titel` and `utdrag` are safe HTML; `utdrag` is "" where the title says all of it, `url` where the row has no page yet."""

    titel: str
    hos: str
    nar: str
    utdrag: str
    url: str


@dataclass(frozen=True)
class Slag:
    """The hits of one kind: how many she may see, and those that are shown, the latest first."""

    kalla: Sokkalla
    antal: int
    traffar: list[Fynd]

    @property
    def flera(self):
        return self.antal > len(self.traffar)


def _poster(ord_):
    return Sokrad.objects.filter(text__alla=ord_).annotate(sort=F("rowid").bitand(63), objekt=F("rowid").bitrightshift(6)).order_by()


def _synliga(kalla, user):
    return Q(sort=kalla.nummer) & Q(Exists(kalla.synliga(user).filter(pk=OuterRef("objekt"))))


def sok(user, ord_):
    """[Slag] of the kinds that have anything this user may see; three questions however many kinds and rows there are."""
    slagen = set(_poster(ord_).values_list("sort", flat=True).distinct())
    valda = _forsta(user, ord_, [kalla for kalla in KALLOR if kalla.nummer in slagen])
    funna = [kalla for kalla in KALLOR if kalla.nummer in valda]
    fragor = [kalla.rader(kalla.modell.objects.filter(pk__in=valda[kalla.nummer])) for kalla in funna]
    rader = list(fragor[0].union(*fragor[1:], all=True)) if fragor else []
    return [
        Slag(kalla, next(iter(valda[kalla.nummer].values())), _traffar(kalla, [r for r in rader if r[0] == kalla.nummer], ord_))
        for kalla in funna
    ]


def _forsta(user, ord_, kallor):
    """{kind: {key: how many she may see of the kind}} of the last registered rows of each kind."""
    valda = {}
    if kallor:
        fonster = {"antal": Window(Count("*"), partition_by="sort"), "plats": Window(RowNumber(), partition_by="sort", order_by="-rowid")}
        synliga = _poster(ord_).filter(reduce(or_, (_synliga(kalla, user) for kalla in kallor))).annotate(**fonster)
        for nummer, objekt, antal in synliga.filter(plats__lte=FORST).values_list("sort", "objekt", "antal"):
            valda.setdefault(nummer, {})[objekt] = antal
    return valda


def sida(user, ord_, kalla, nummer):
    """One page of the hits of one kind, the latest first by the day or the year they tell of: (Slag, page)."""
    funna = kalla.synliga(user).filter(pk__in=_poster(ord_).filter(sort=kalla.nummer).values("objekt"))
    rader = kalla.rader(funna.alias(nar_=som_text(kalla.nar))).order_by("-nar_", "-pk")
    page = Paginator(rader, PER_SIDA).get_page(nummer)
    return Slag(kalla, page.paginator.count, [_traff(kalla, rad, ord_) for rad in page]), page


def _traffar(kalla, rader, ord_):
    rader = sorted(rader, key=lambda rad: (rad[5], rad[1]), reverse=True)
    return [_traff(kalla, rad, ord_) for rad in rader]


def _traff(kalla, rad, ord_):
    _, _, sida_, titel, hos, nar, text = rad
    delar = sida_.split("/")
    url = reverse(kalla.adress, args=delar) if all(delar) else ""
    return Fynd(fraga.markt(vikning.ren(titel), ord_), hos, nar, fraga.utdrag(_lasbart(kalla, text, ord_), ord_), url)


def _lasbart(kalla, text, ord_):
    """The texts of the row after each other; of an edition the first place where a word is printed of its data."""
    delar = text.split(MELLAN)
    if kalla.form != "json":
        return " · ".join(filter(None, (vikning.lasbar(kalla.form, del_) for del_ in delar)))
    tryckta = (vikning.ren(stycke) for _, _, stycke in stycken(schema.read(delar[-1])))
    return next((stycke for stycke in tryckta if any(ett in vikning.vik(stycke) for ett in ord_)), "")
