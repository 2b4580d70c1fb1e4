"""The documents beside the report."""

from django.urls import path, re_path

from berattelse.views import dokument, genomlysning, kapitel, overlamning, presentation

STEG = r"flytta-(?P<steg>upp|ned)/$"
urlpatterns = [
    path("year/<int:pk>/dokument/", dokument.dokument_list, name="dokument_list"),
    path("year/<int:pk>/dokument/att-diariefora.zip", dokument.year_diarie, name="year_diarie"),
    path("omgangar/<int:pk>/att-diariefora.zip", dokument.omgang_diarie, name="omgang_diarie"),
    path("year/<int:pk>/dokument/presentation/", presentation.dokument_presentation, name="dokument_presentation"),
    path("year/<int:pk>/dokument/presentation.pdf", presentation.dokument_presentation_pdf, name="dokument_presentation_pdf"),
    path("year/<int:pk>/dokument/uppfoljningsrapport/delar/", dokument.dokument_delar, name="dokument_delar"),
    path("year/<int:pk>/dokument/<slug:dokument>/", dokument.dokument_html, name="dokument_html"),
    path("year/<int:pk>/dokument/<slug:dokument>.pdf", dokument.dokument_pdf, name="dokument_pdf"),
    path("year/<int:pk>/dokument/<slug:dokument>.json", dokument.dokument_json, name="dokument_json"),
    path("year/<int:pk>/dokument/<slug:dokument>/uppgifter/", dokument.dokument_edit, name="dokument_edit"),
    path("year/<int:pk>/dokument/<slug:dokument>/kapitel/nytt/", kapitel.kapitel_create, name="kapitel_create"),
    path("uppdrag/<int:pk>/overlamning/", overlamning.overlamning_create, name="overlamning_create"),
    path("uppdrag/<int:pk>/overlamning.zip", overlamning.overlamning_zip, name="overlamning_zip"),
    path("overlamningar/<int:pk>/kvitto.pdf", overlamning.overlamning_kvitto, name="overlamning_kvitto"),
    path("kapitel/<int:pk>/andra/", kapitel.kapitel_edit, name="kapitel_edit"),
    re_path(rf"^kapitel/(?P<pk>\d{{1,18}})/{STEG}", kapitel.kapitel_flytta, name="kapitel_flytta"),
    path("kapitel/<int:pk>/ta-bort/", kapitel.kapitel_ta_bort, name="kapitel_ta_bort"),
    path("year/<int:pk>/genomlysning/ny/", genomlysning.genomlysning_create, name="genomlysning_create"),
    path("genomlysning/<int:pk>/", genomlysning.genomlysning_detail, name="genomlysning_detail"),
    path("genomlysning/<int:pk>/andra/", genomlysning.genomlysning_edit, name="genomlysning_edit"),
    path("genomlysning/<int:pk>/ta-bort/", genomlysning.genomlysning_ta_bort, name="genomlysning_ta_bort"),
    path("genomlysning/<int:pk>/steg/nytt/", genomlysning.steg_create, name="steg_create"),
    path("genomlysningssteg/<int:pk>/andra/", genomlysning.steg_edit, name="steg_edit"),
    re_path(rf"^genomlysningssteg/(?P<pk>\d{{1,18}})/{STEG}", genomlysning.steg_flytta, name="steg_flytta"),
    path("genomlysningssteg/<int:pk>/ta-bort/", genomlysning.steg_ta_bort, name="steg_ta_bort"),
]
