"""What of the debt ledger the accounts are to book: the entries act by act, and the order each act has or can have."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.utils import timezone

from ekonomi.models import Bokforingsorder, Resultatpost, Skuldkonto, Skuldpost
from ekonomi.skuld.order import RESULTAT, Bokford, Konto, Orderrad, Resultatrad, omvanda, orderrader
from ekonomi.skuld.sie4i import Orderverifikation

BOKFORS = (Skuldpost.Sort.RESULTAT, Skuldpost.Sort.BESLUT)


@dataclass(frozen=True)
class Bokning:
    """The entries that were booked in one act, and their order when it has been made."""

    poster: tuple
    order: Bokforingsorder | None

    @property
    def post(self):
        """The first, which the order is tied to."""
        return self.poster[0]

    @property
    def belopp(self):
        return sum(p.belopp for p in self.poster)

    @property
    def text(self):
        p = self.post
        if p.sort == Skuldpost.Sort.RATTELSE:
            return f"Rättelse av {p.rattar.text}: {p.text}"
        return f"{p.beslut}: {p.text}" if p.beslut else p.text


def bokningar(avtal):
    """The acts in the order they were done. Opening balances are none: the accounts have them already."""
    poster = Skuldpost.objects.filter(Q(sort__in=BOKFORS) | Q(rattar__sort__in=BOKFORS), ursprung__avtal=avtal)
    poster = poster.select_related("ursprung__verksamhetsar", "beslut", "organisation", "rattar", "bokforingsorder__av").order_by(
        "skapad", "pk"
    )
    akter = groupby(poster, key=lambda p: (p.skapad, p.beslut_id, p.ursprung_id) if p.beslut_id else p.pk)
    return [_bokning(tuple(rader)) for _, rader in akter]


def _bokning(poster):
    return Bokning(poster, next((p.bokforingsorder for p in poster if hasattr(p, "bokforingsorder")), None))


def rader_i(order):
    return [Orderrad.ur_json(rad) for rad in order.rader]


def rader_for(avtal, bokning, alla):
    """The lines of an act's order. order.Saknas without an account; LookupError when what it corrects was never ordered."""
    rattad = bokning.post.rattar
    if rattad:
        forst = next((b.order for b in alla if rattad in b.poster), None)
        if forst is None:
            raise LookupError
        return omvanda(rader_i(forst), rattad.pk, bokning.post.pk, bokning.text)
    return orderrader([_bokford(p) for p in bokning.poster], _konton(avtal), _resultat(bokning.post))


def _bokford(p):
    text = f"{p.text}, {p.organisation.tabellnamn}" if p.organisation else p.text
    return Bokford(p.pk, p.belopp, text, p.andamal or RESULTAT)


def _konton(avtal):
    falt = ("konto", "namn", "dimension", "dimensionsnamn", "objekt", "objektsnamn")
    return {(k.galler, k.uppdrag_id): Konto(*(getattr(k, namn) for namn in falt)) for k in Skuldkonto.objects.filter(avtal=avtal)}


def _resultat(post):
    """The parts of the year's result that the entry books; none for a decision."""
    rader = Resultatpost.objects.filter(verksamhetsar=post.ursprung.verksamhetsar_id, belopp__isnull=False).select_related("uppdrag")
    return [Resultatrad(r.uppdrag_id, r.namn, r.belopp) for r in rader] if post.sort == Skuldpost.Sort.RESULTAT else []


def som_verifikation(order):
    return Orderverifikation(order.nummer, order.datum, order.text, rader_i(order), timezone.localdate(order.skapad))
