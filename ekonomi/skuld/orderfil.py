"""An order to the accounts as files: on paper (PDF), and for another program to read (SIE 4I)."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from ekonomi.skuld.bokningar import rader_i, som_verifikation
from ekonomi.skuld.sie4i import sie4i
from samverkan.models import Organisation
from samverkan.pdf.render import render_pdf
from samverkan.tryckning import en_gang


def foretag(avtal):
    """In whose accounts it is booked: the region that is party."""
    return Organisation.objects.filter(sort=Organisation.Sort.REGION, pk__in=avtal.parter.values("organisation")).order_by("pk").first()


def som_sie(avtal, order):
    """These orders of one agreement, with the region's number when it is known: it is told of an installation, so of its only region."""
    regioner = list(Organisation.objects.filter(sort=Organisation.Sort.REGION)[:2])
    return sie4i(
        str(foretag(avtal) or avtal), [som_verifikation(o) for o in order], skapad=timezone.localdate(max(o.skapad for o in order)),
        orgnr=settings.ARKIV["ORGNR"] if len(regioner) == 1 else "",
    )  # fmt: skip


def som_pdf(order):
    """PDF/UA-1 and PDF/A-3a."""
    b = {"titel": str(order), "undertitel": order.avtal.titel, "av": "Samverkan", "skapad": timezone.localdate(order.skapad)}
    rader = rader_i(order)
    context = {"b": b, "order": order, "rader": rader, "summa": sum(r.debet for r in rader), "foretag": foretag(order.avtal)}
    return en_gang(render_to_string("ekonomi/order_tryck.html", context), render_pdf)
