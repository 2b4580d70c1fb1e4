"""The editions behind the login: what is missing, adopted, signed, sent."""

from django.urls import path

from berattelse.views import fardigstall, presentation, utgavor

urlpatterns = [
    path("year/<int:pk>/fardigstall/<int:skede>/", fardigstall.fardigstall, name="fardigstall"),
    path("year/<int:pk>/fardigstall/<int:skede>/godta/", fardigstall.anmarkning_godta, name="anmarkning_godta"),
    path("year/<int:pk>/faststall/<int:skede>/", fardigstall.faststall, name="faststall"),
    path("year/<int:pk>/faststall/<int:skede>/pagar/", fardigstall.faststalls, name="faststalls"),
    path("year/<int:pk>/faststall/<int:skede>/utgavan.pdf", fardigstall.faststall_pdf, name="faststall_pdf"),
    path("utgavor/<int:pk>/", utgavor.utgava_detail, name="utgava_detail"),
    path("utgavor/<int:pk>/filer/<int:fil_pk>/", utgavor.utgava_fil, name="utgava_fil"),
    path("utgavor/<int:pk>/signerad.pdf", utgavor.utgava_signerad, name="utgava_signerad"),
    path("utgavor/<int:pk>/bilder/", presentation.utgava_presentation, name="utgava_presentation"),
    path("utgavor/<int:pk>/bilder.pdf", presentation.utgava_presentation_pdf, name="utgava_presentation_pdf"),
    path("utgavor/<int:pk>/stratsys.txt", utgavor.utgava_stratsys, name="utgava_stratsys"),
    path("utgavor/<int:pk>/arkiv.zip", utgavor.utgava_arkiv, name="utgava_arkiv"),
    path("utgavor/<int:pk>/signera/", utgavor.utgava_signera, name="utgava_signera"),
    path("utgavor/<int:pk>/signera-utanfor/", utgavor.utgava_signera_utanfor, name="utgava_signera_utanfor"),
    path("utgavor/vantande/<int:pk>/", utgavor.vantandefil_detail, name="vantandefil_detail"),
    path("utgavor/vantande/<int:pk>/behall/", utgavor.vantandefil_behall, name="vantandefil_behall"),
    path("utgavor/vantande/<int:pk>/kasta/", utgavor.vantandefil_kasta, name="vantandefil_kasta"),
    path("utgavor/<int:pk>/kommuner/", utgavor.utgava_kommuner, name="utgava_kommuner"),
    path("utgavor/<int:pk>/framsteg/", utgavor.utgava_framsteg, name="utgava_framsteg"),
    path("utgavor/<int:pk>/publicera/", utgavor.utgava_publicera, name="utgava_publicera"),
    path("utgavor/<int:pk>/distribuera/", utgavor.utgava_distribuera, name="utgava_distribuera"),
]
