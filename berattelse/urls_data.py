"""Data out of the program: what is published, for all; and what an organisation may read, by its key."""

from django.urls import path

from berattelse.views import data, data_egna, datanycklar

app_name = "data"
UTGAVA = "data/utgavor/<slug:dnr>/<slug:year>/<int:nummer>/"
urlpatterns = [
    path("data/", data.dokumentation, name="dokumentation"),
    path("data/falt/", data.falt, name="falt"),
    path("data/utgavor/", data.utgavor, name="utgavor"),
    path(UTGAVA, data.utgava, name="utgava"),
    path(f"{UTGAVA}innehall.json", data.innehall, name="innehall"),
    path(f"{UTGAVA}schema.json", data.schema, name="schema"),
    path(f"{UTGAVA}stratsys.txt", data.stratsys, name="stratsys"),
    path(f"{UTGAVA}tabeller/<slug:tabellnamn>.json", data.tabell, name="tabell"),
    path(f"{UTGAVA}tabeller/<slug:tabellnamn>.csv", data.tabell_csv, name="tabell_csv"),
    path(f"{UTGAVA}kommuner/<slug:kod>.json", data.kommunen, name="kommunen"),
    path("data/egna/", data_egna.resurser, name="resurser"),
    path("data/egna/<slug:resurs>/", data_egna.resurs, name="resurs"),
    path("datanycklar/", datanycklar.datanyckel_list, name="nyckel_list"),
    path("datanycklar/ny/", datanycklar.datanyckel_create, name="nyckel_create"),
    path("datanycklar/<int:pk>/aterkalla/", datanycklar.datanyckel_aterkalla, name="nyckel_aterkalla"),
    path("data/<path:annat>", data.finns_inte, name="finns_inte"),
]
