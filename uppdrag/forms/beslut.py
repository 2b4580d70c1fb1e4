"""Reading a decision."""

from samverkan.forms import Radform
from samverkan.models import Roll
from uppdrag.models import Arena, Avtal, Beslut


class Beslutsform(Radform):
    at_field = {"beslut_har_nagon_tid": "datum"}

    class Meta:
        model = Beslut
        fields = ["avtal", "organ", "arena", "datum", "datum_text", "paragraf", "text", "dokument", "rekommendation", "exempel"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        hos = [org for roll, org in by.aktiva_roller if roll == Roll.PROCESSLEDARE]
        avtal = Avtal.objects.visible_to(by).filter(parter__organisation__in=hos).distinct()
        self.fields["avtal"].queryset = avtal
        self.fields["arena"].queryset = Arena.objects.filter(avtal__in=avtal).order_by("namn")
