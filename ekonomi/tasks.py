"""Work that takes longer than a request."""

from django_tasks import task

from ekonomi import actions
from ekonomi.models import Utfallsfil


@task()
def read_utfallsfil(pk):
    """Read a kept file; nothing happens when somebody else has begun, and has not been gone for long."""
    fil = Utfallsfil.objects.select_related("verksamhetsar__avtal").get(pk=pk)
    if fil.status == Utfallsfil.Status.READING and fil.har_stannat:
        fil.move_to(Utfallsfil.Status.VANTAR, framsteg=0, lases_sedan=None)
    if fil.status == Utfallsfil.Status.VANTAR:
        actions.read(fil)
