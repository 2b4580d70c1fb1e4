"""The addresses of arenas, meetings, decisions and years."""

from django.urls import path

from uppdrag.views import arenor, beslut, borjan, moten, rubriker, tillfallen, year
from uppdrag.views.rader import vagar

urlpatterns = [
    path("arenor/", arenor.arena_list, name="arena_list"),
    path("avtal/<int:pk>/arenor/ny/", arenor.arena_create, name="arena_create"),
    path("avtal/<int:pk>/arenor/flera/", borjan.arena_flera, name="arena_flera"),
    path("arenor/<int:pk>/", arenor.arena_detail, name="arena_detail"),
    path("arenor/<int:pk>/andra/", arenor.arena_edit, name="arena_edit"),
    path("arenor/<int:pk>/ta-bort/", arenor.arena_ta_bort, name="arena_ta_bort"),
    path("arenor/<int:pk>/year/<int:year_pk>/", arenor.arena_plan, name="arena_plan"),
    *(v for namn, rad in arenor.ARENARADER.items() for v in vagar(namn, rad, "arenor")),
    *vagar("uppdrag_utan_datum", arenor.UPPDRAG_UTAN_DATUM, "uppdrag"),
    *vagar("avtal_utan_datum", arenor.AVTAL_UTAN_DATUM, "avtal"),
    path("moten/", tillfallen.tillfalle_list, name="tillfalle_list"),
    path("moten/registrera/", tillfallen.tillfalle_create, name="tillfalle_create"),
    path("moten/csv/", tillfallen.tillfalle_csv, name="tillfalle_csv"),
    path("moten/hallna/", tillfallen.tillfallen_hallna, name="tillfallen_hallna"),
    path("moten/serie/", moten.serie_create, name="serie_create"),
    path("moten/<int:pk>/", tillfallen.tillfalle_detail, name="tillfalle_detail"),
    path("moten/<int:pk>/mote.ics", tillfallen.tillfalle_ics, name="tillfalle_ics"),
    path("moten/<int:pk>/andra/", tillfallen.tillfalle_edit, name="tillfalle_edit"),
    path("moten/<int:pk>/ta-bort/", tillfallen.tillfalle_ta_bort, name="tillfalle_ta_bort"),
    path("moten/<int:pk>/hallet/", tillfallen.tillfalle_hallet, name="tillfalle_hallet"),
    path("moten/<int:pk>/installt/", tillfallen.tillfalle_installt, name="tillfalle_installt"),
    path("moten/<int:pk>/dagordning/", moten.dagordning_detail, name="dagordning_detail"),
    path("moten/<int:pk>/dagordning/andra/", moten.dagordning_edit, name="dagordning_edit"),
    path("moten/<int:pk>/narvaro/", moten.narvaro_edit, name="narvaro_edit"),
    path("beslut/", beslut.beslut_list, name="beslut_list"),
    path("beslut/nytt/", beslut.beslut_create, name="beslut_create"),
    path("beslut/<int:pk>/", beslut.beslut_detail, name="beslut_detail"),
    path("beslut/<int:pk>/andra/", beslut.beslut_edit, name="beslut_edit"),
    path("year/", year.year_list, name="year_list"),
    path("year/<int:pk>/andra/", year.year_edit, name="year_edit"),
    path("year/<int:pk>/oppna/", year.year_oppna, name="year_oppna"),
    path("year/<int:pk>/lock/", year.year_lock, name="year_lock"),
    path("year/<int:pk>/unlock/", year.year_unlock, name="year_unlock"),
    path("year/<int:pk>/rubriker/", rubriker.rubrik_list, name="rubrik_list"),
    path("year/<int:pk>/rubriker/ny/", rubriker.rubrik_create, name="rubrik_create"),
    path("year/<int:pk>/rubriker/ordna/", rubriker.rubrik_ordna, name="rubrik_ordna"),
    path("year/<int:pk>/rubriker/hamta/", rubriker.rubriker_hamta, name="rubriker_hamta"),
    path("year/<int:pk>/rubriker/hamta-omraden/", rubriker.rubriker_hamta_omraden, name="rubriker_hamta_omraden"),
    path("rubriker/<int:pk>/andra/", rubriker.rubrik_edit, name="rubrik_edit"),
    path("rubriker/<int:pk>/ta-bort/", rubriker.rubrik_delete, name="rubrik_delete"),
]
