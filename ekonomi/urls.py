from django.urls import path, re_path

from ekonomi import views

app_name = "ekonomi"
SORT = "(?P<sort>ersattning|arsresultat|resultat|statsbidrag)"
urlpatterns = [
    path("", views.start, name="start"),
    path("year/<int:pk>/", views.year_detail, name="year_detail"),
    re_path(rf"^year/(?P<pk>[0-9]{{1,18}})/{SORT}/ny/$", views.rad_create, name="rad_create"),
    re_path(rf"^{SORT}/(?P<pk>[0-9]{{1,18}})/andra/$", views.rad_edit, name="rad_edit"),
    re_path(rf"^{SORT}/(?P<pk>[0-9]{{1,18}})/ta-bort/$", views.rad_ta_bort, name="rad_ta_bort"),
    path("year/<int:pk>/fordelning/", views.fordelning_detail, name="fordelning_detail"),
    path("year/<int:pk>/folkmangd/", views.folkmangd_edit, name="folkmangd_edit"),
    path("year/<int:pk>/folkmangd/read/", views.folkmangd_read, name="folkmangd_read"),
    path("year/<int:pk>/folkmangd/hamta/", views.folkmangd_hamta, name="folkmangd_hamta"),
    path("year/<int:pk>/folkmangd/bekrafta/", views.folkmangd_bekrafta, name="folkmangd_bekrafta"),
    path("year/<int:pk>/godkann/", views.utfall_godkann, name="utfall_godkann"),
    path("year/<int:pk>/ta-tillbaka/", views.utfall_ta_tillbaka, name="utfall_ta_tillbaka"),
    path("year/<int:pk>/omdisponera/", views.omdisponering_create, name="omdisponering_create"),
    path("year/<int:pk>/utfall/", views.utfall_list, name="utfall_list"),
    path("year/<int:pk>/utfall/read/", views.utfall_create, name="utfall_create"),
    path("year/<int:pk>/utfall/mall.xlsx", views.utfall_mall, name="utfall_mall"),
    path("utfall/<int:pk>/", views.utfall_detail, name="utfall_detail"),
    path("utfall/<int:pk>/valj/", views.utfall_valj, name="utfall_valj"),
    path("utfall/<int:pk>/koppla/", views.utfall_koppla, name="utfall_koppla"),
    path("utfall/<int:pk>/koppla/<int:koppling>/lossa/", views.koppling_lossa, name="koppling_lossa"),
    path("utfall/<int:pk>/granska/", views.utfall_granska, name="utfall_granska"),
    path("utfall/<int:pk>/kasta/", views.utfall_kasta, name="utfall_kasta"),
    path("utfall/<int:pk>/reread/", views.utfall_reread, name="utfall_reread"),
    path("skuld/<int:pk>/", views.skuld_detail, name="skuld_detail"),
    path("skuld/<int:pk>/ingaende/", views.ingaende_create, name="ingaende_create"),
    path("skuld/<int:pk>/beslut/", views.beslut_create, name="beslut_create"),
    path("skuld/<int:pk>/kommun/<int:kommun>/", views.utdrag_detail, name="utdrag_detail"),
    path("skuld/<int:pk>/kommun/<int:kommun>/utdrag.pdf", views.utdrag_pdf, name="utdrag_pdf"),
    path("skuld/<int:pk>/kommun/<int:kommun>/utdrag.xlsx", views.utdrag_xlsx, name="utdrag_xlsx"),
    path("skuldposter/<int:pk>/ratta/", views.post_ratta, name="post_ratta"),
]
