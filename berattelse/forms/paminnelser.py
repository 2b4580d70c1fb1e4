"""Reading how a person wants to be reminded."""

from berattelse.models import Paminnelseval
from samverkan.forms import Radform


class Paminnelseform(Radform):
    class Meta:
        model = Paminnelseval
        fields = ["dagar_fore", "varje_vecka"]
