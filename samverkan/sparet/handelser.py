"""Which part of the event log a processledare may read, and how she narrows it."""

from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from samverkan.forms import Dag
from samverkan.models import Handelse, Organisation, Roll, Rolltilldelning

KONTOAKTER = (  # told to all who answer for the person, whoever did it
    "ändrade person", "bytte e-postadress", "stängde inloggning", "öppnade inloggning",
    "lade till i driften", "ändrade i driften", "tog bort i driften", "anonymiserade", "tog ut registerutdrag",
)  # fmt: skip


def synliga(user):
    """Acts in the agreements of her own organisation, and what the people of their parties did (or others did or tried) with accounts."""
    hos = [org for roll, org in user.aktiva_roller if roll == Roll.PROCESSLEDARE]
    if not hos:
        raise PermissionDenied
    avtal_ids = Organisation.objects.avtal_som(hos)
    parter = Organisation.objects.filter(Q(pk__in=hos) | Q(partskap__avtal__in=avtal_ids)).values("pk")
    folk = Rolltilldelning.objects.filter(organisation__in=parter)
    konton = folk.values_list(Concat(Value("samverkan.user:"), Cast("user_id", CharField())))
    own = Q(user__in=folk.values("user")) | Q(Q(user__isnull=True) | Q(akt__in=KONTOAKTER), objekt__in=konton)
    return Handelse.objects.filter(Q(avtal_id__in=avtal_ids) | Q(own, avtal_id__isnull=True))


class Urval(forms.Form):
    """What the reader looks for; empty fields narrow nothing."""

    text = forms.CharField(label="Person eller ord", required=False)
    fran = Dag(label="Från och med", required=False)
    till = Dag(label="Till och med", required=False)

    def valj(self, rows):
        if not self.is_valid():
            return rows.none()
        if text := self.cleaned_data["text"]:
            rows = rows.filter(Q(vem__icontains=text) | Q(akt__icontains=text) | Q(text__icontains=text))
        if fran := self.cleaned_data["fran"]:
            rows = rows.filter(tid__gte=_dygnets_borjan(fran))
        if till := self.cleaned_data["till"]:
            rows = rows.filter(tid__lt=_dygnets_borjan(till + timedelta(days=1)))
        return rows


def _dygnets_borjan(dag):
    return timezone.make_aware(datetime.combine(dag, time.min))
