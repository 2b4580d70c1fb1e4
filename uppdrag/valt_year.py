"""Which year a page shows."""

from django.utils import timezone

from uppdrag.models import Verksamhetsar


def valt_year(request, avtal=None):
    """The year asked for by ?year=, else the open one that holds today, the latest open, the latest; of two agreements the older's."""
    years = Verksamhetsar.objects.visible_to(request.user).select_related("avtal").order_by("-fran", "avtal_id")
    years = list(years.filter(avtal=avtal) if avtal else years)
    asked, idag = request.GET.get("year", ""), timezone.localdate()
    tester = (
        lambda y: str(y.pk) == asked,
        lambda y: y.is_open and y.holds(idag),
        lambda y: y.status == Verksamhetsar.Status.OPPET,
        lambda y: True,
    )
    return next((year for test in tester for year in years if test(year)), None)
