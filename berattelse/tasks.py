"""Work that takes longer than a request."""

from django_tasks import task

from berattelse import actions
from berattelse.models import Utgava
from samverkan.models import Organisation, User


@task()
def gor_kommunutgavor(utgava_pk, user_pk):
    """Make the editions of the kommuner that are missing; each is kept as soon as it is made, so that a new run goes on where one ended."""
    utgava, by = Utgava.objects.select_related("verksamhetsar__avtal").get(pk=utgava_pk), User.objects.get(pk=user_pk)
    for kod in [k["kod"] for k in utgava.data["kommuner"]]:
        actions.skapa_kommunutgava(utgava, Organisation.objects.get(sort=Organisation.Sort.KOMMUN, kod=kod), by=by)
