"""The calendar: its page, and the address that calendar programs fetch from"""

from django.urls import path

from berattelse.views import kalender

app_name = "kalender"
urlpatterns = [
    path("kalender/", kalender.kalender, name="start"),
    path("kalender/skapa-adress/", kalender.skapa_adress, name="skapa_adress"),
    path("kalender/<int:pk>/dra-tillbaka/", kalender.dra_tillbaka, name="dra_tillbaka"),
    path("prenumeration/<str:token>/samverkan.ics", kalender.prenumeration, name="prenumeration"),
]
