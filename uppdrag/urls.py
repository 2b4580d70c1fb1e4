"""The addresses of this room: agreement, uppdrag and people; arenas, meetings and years."""

from uppdrag import urls_arenor, urls_avtal, urls_forslag, urls_moten
from uppdrag.views import inlasning

app_name = "uppdrag"
urlpatterns = [
    *urls_avtal.urlpatterns,
    *urls_arenor.urlpatterns,
    *urls_forslag.urlpatterns,
    *urls_moten.urlpatterns,
    *inlasning.urlpatterns,
]
