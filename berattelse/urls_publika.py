"""What is open to all: published editions, the check of a file, the links of letters, the accessibility statement."""

from django.urls import path

from berattelse.views import presentation, publika

app_name = "publik"
urlpatterns = [
    path("berattelser/", publika.utgava_list, name="list"),
    path("berattelser/<slug:dnr>/<slug:year>/", publika.utgava_detail, name="senaste"),
    path("berattelser/<slug:dnr>/<slug:year>/<int:nummer>/", publika.utgava_detail, name="detail"),
    path("berattelser/<slug:dnr>/<slug:year>/<int:nummer>/underlag/", publika.underlag, name="underlag"),
    path("berattelser/<slug:dnr>/<slug:year>/<int:nummer>/andringar/", publika.andringar, name="andringar"),
    path("berattelser/<slug:dnr>/<slug:year>/<int:nummer>/bilder/", presentation.publik_presentation, name="presentation"),
    path("berattelser/<slug:dnr>/<slug:year>/<int:nummer>/bilder.pdf", presentation.publik_presentation_pdf, name="presentation_pdf"),
    path("berattelser/<slug:dnr>/<slug:year>/<int:nummer>/schema.json", publika.schema, name="schema"),
    path("berattelser/<slug:dnr>/<slug:year>/<int:nummer>/filer/<slug:fil>/", publika.utgava_fil, name="fil"),
    path("verifiera/", publika.verifiera_fil, name="verifiera"),
    path("hamta/<str:token>/", publika.hamta, name="hamta"),
    path("hamta/<str:token>/<slug:fil>/", publika.hamta_fil, name="hamta_fil"),
    path("personuppgifter/", publika.personuppgifter, name="personuppgifter"),
    path("tillganglighet/", publika.tillganglighet, name="tillganglighet"),
]
