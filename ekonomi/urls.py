from django.urls import path, re_path

from ekonomi import views

app_name = "ekonomi"
SORT = "(?P<sort>ersattning|arsresultat|resultat|statsbidrag)"
urlpatterns = [
    path("", views.start, name="start"),
    path("ar/<int:pk>/", views.year_detail, name="year_detail"),
    re_path(rf"^ar/(?P<pk>\d+)/{SORT}/ny/$", views.rad_create, name="rad_create"),
    re_path(rf"^{SORT}/(?P<pk>\d+)/andra/$", views.rad_edit, name="rad_edit"),
    re_path(rf"^{SORT}/(?P<pk>\d+)/ta-bort/$", views.rad_ta_bort, name="rad_ta_bort"),
    path("skuld/<int:pk>/", views.skuld_detail, name="skuld_detail"),
    path("skuld/<int:pk>/ingaende/", views.ingaende_create, name="ingaende_create"),
    path("skuldposter/<int:pk>/ratta/", views.post_ratta, name="post_ratta"),
]
