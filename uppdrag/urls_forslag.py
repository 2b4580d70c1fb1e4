"""The addresses of recommendations, proposed changes, and the meetings with each kommun."""

from django.urls import path

from uppdrag.views import forslag, traffar

urlpatterns = [
    path("rekommendationer/", forslag.rekommendation_list, name="rekommendation_list"),
    path("beslut/<int:pk>/rekommendationer/ny/", forslag.rekommendation_create, name="rekommendation_create"),
    path("rekommendationer/<int:pk>/", forslag.rekommendation_detail, name="rekommendation_detail"),
    path("rekommendationer/<int:pk>/andra/", forslag.rekommendation_edit, name="rekommendation_edit"),
    path("rekommendationer/<int:pk>/folj-upp/", forslag.rekommendation_folj_upp, name="rekommendation_folj_upp"),
    path("andringsforslag/", forslag.forslag_list, name="forslag_list"),
    path("avtal/<int:pk>/andringsforslag/nytt/", forslag.forslag_create, name="forslag_create"),
    path("andringsforslag/<int:pk>/", forslag.forslag_detail, name="forslag_detail"),
    path("andringsforslag/<int:pk>/andra/", forslag.forslag_edit, name="forslag_edit"),
    path("andringsforslag/<int:pk>/sand-ut/", forslag.forslag_sand_ut, name="forslag_sand_ut"),
    path("andringsforslag/<int:pk>/genomfor/", forslag.forslag_genomfor, name="forslag_genomfor"),
    path("andringsforslag/<int:pk>/aterta/", forslag.forslag_aterta, name="forslag_aterta"),
    path("andringsforslag/<int:pk>/partsbeslut/nytt/", forslag.partsbeslut_create, name="partsbeslut_create"),
    path("year/<int:pk>/traffar/", traffar.traff_list, name="traff_list"),
    path("year/<int:pk>/traffar/<int:organisation_pk>/ny/", traffar.traff_create, name="traff_create"),
    path("moten/<int:pk>/traff/", traffar.traff_edit, name="traff_edit"),
]
