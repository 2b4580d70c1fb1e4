"""The addresses of the agreement, its uppdrag, and the people."""

from django.urls import path

from uppdrag.views import avtal, borjan, personer, uppdrag
from uppdrag.views.avtal import AVTALSRADER
from uppdrag.views.rader import vagar
from uppdrag.views.uppdrag import UPPDRAGSRADER

urlpatterns = [
    path("bli-processledare/", borjan.bli_processledare, name="bli_processledare"),
    path("avtal/", avtal.avtal_list, name="avtal_list"),
    path("avtal/nytt/", avtal.avtal_create, name="avtal_create"),
    path("avtal/<int:pk>/", avtal.avtal_detail, name="avtal_detail"),
    path("avtal/<int:pk>/andra/", avtal.avtal_edit, name="avtal_edit"),
    path("avtal/<int:pk>/ta-bort/", avtal.avtal_delete, name="avtal_delete"),
    path("avtal/<int:pk>/historik/", avtal.avtal_historik, name="avtal_historik"),
    path("avtal/<int:pk>/andra-avtal/nytt/", avtal.andra_avtal_create, name="andra_avtal_create"),
    path("versioner/<int:pk>/placera/", avtal.version_placera, name="version_placera"),
    *vagar("part", AVTALSRADER["part"], "avtal"),
    *vagar("kontaktperson", AVTALSRADER["kontaktperson"], "parter"),
    *vagar("version", AVTALSRADER["version"], "avtal"),
    *vagar("omrade", AVTALSRADER["omrade"], "versioner"),
    *vagar("andring", AVTALSRADER["andring"], "avtal"),
    *vagar("eftertradare", AVTALSRADER["eftertradare"], "avtal"),
    *vagar("enhet", AVTALSRADER["enhet"], "avtal"),
    *vagar("ovrig", AVTALSRADER["ovrig"], "avtal"),
    path("uppdrag/", uppdrag.uppdrag_list, name="uppdrag_list"),
    path("avtal/<int:pk>/uppdrag/nytt/", uppdrag.uppdrag_create, name="uppdrag_create"),
    path("avtal/<int:pk>/uppdrag/flera/", borjan.uppdrag_flera, name="uppdrag_flera"),
    path("uppdrag/<int:pk>/", uppdrag.uppdrag_detail, name="uppdrag_detail"),
    path("uppdrag/<int:pk>/andra/", uppdrag.uppdrag_edit, name="uppdrag_edit"),
    path("uppdrag/<int:pk>/ta-bort/", uppdrag.uppdrag_delete, name="uppdrag_delete"),
    path("uppdrag/<int:pk>/historik/", uppdrag.uppdrag_historik, name="uppdrag_historik"),
    path("uppdrag/<int:pk>/medverkan/", uppdrag.medverkan_edit, name="medverkan_edit"),
    *vagar("samordnare", UPPDRAGSRADER["samordnare"], "uppdrag"),
    *vagar("satsning", UPPDRAGSRADER["satsning"], "uppdrag"),
    *vagar("bemanning", UPPDRAGSRADER["bemanning"], "uppdrag"),
    *vagar("beskrivning", UPPDRAGSRADER["beskrivning"], "uppdrag"),
    *vagar("nytta", UPPDRAGSRADER["nytta"], "uppdrag"),
    path("personer/", personer.person_list, name="person_list"),
    path("personer/ny/", personer.person_create, name="person_create"),
    path("personer/<int:pk>/", personer.person_detail, name="person_detail"),
    path("personer/<int:pk>/andra/", personer.person_edit, name="person_edit"),
    path("personer/<int:pk>/ta-bort/", personer.person_ta_bort, name="person_ta_bort"),
    path("personer/<int:pk>/avidentifiera/", personer.person_avidentifiera, name="person_avidentifiera"),
    path("personer/<int:pk>/stang-inloggning/", personer.person_stang, name="person_stang"),
    path("personer/<int:pk>/oppna-inloggning/", personer.person_oppna, name="person_oppna"),
    path("personer/<int:pk>/nollstall-inloggning/", personer.person_nollstall, name="person_nollstall"),
    path("personer/<int:pk>/koppla-loss/<slug:tjanst>/", personer.person_koppla_loss, name="person_koppla_loss"),
    path("personer/<int:pk>/roller/ny/", personer.roll_create, name="roll_create"),
    path("roller/<int:pk>/avsluta/", personer.roll_end, name="roll_end"),
    path("roller/<int:pk>/ta-bort/", personer.roll_delete, name="roll_delete"),
]
for sort in personer.FORMS:
    urlpatterns += [
        path(f"personer/<int:pk>/knyt/{sort}/", personer.knyt, {"sort": sort}, name=f"person_{sort}_create"),
        path(
            f"personer/knytningar/{sort}/<int:pk>/avsluta/",
            personer.knytning_end,
            {"sort": sort},
            name=f"person_{sort}_end",
        ),
    ]
