"""Work that takes longer than a request."""

from django_tasks import task

from berattelse import actions
from berattelse.models import Utgava
from berattelse.utgava.filer import kommunernas_pdf
from samverkan.models import Organisation, User


@task()
def gor_kommunutgavor(utgava_pk, user_pk):
    """Make the editions of the kommuner that are missing; each is kept as soon as it is made, so that a new run goes on where one ended."""
    utgava, by = Utgava.objects.select_related("verksamhetsar__avtal").get(pk=utgava_pk), User.objects.get(pk=user_pk)
    koder = [k.kod for k in utgava.data.kommuner]
    saknas = Organisation.objects.filter(sort=Organisation.Sort.KOMMUN, kod__in=koder)
    saknas = {o.kod: o for o in saknas.exclude(pk__in=utgava.filer.filter(kommun__isnull=False).values("kommun"))}
    for kod, pdf in kommunernas_pdf(utgava.innehall, sorted(saknas)):
        actions.skapa_kommunutgava(utgava, saknas[kod], by=by, pdf=pdf)
