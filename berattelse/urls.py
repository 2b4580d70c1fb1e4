from django.urls import path, re_path

from berattelse import urls_dokument, urls_utgavor
from berattelse.inlasning.radtabell import Aktivitetsblad, Resultatblad
from berattelse.views import avsnitt, forra, granska, historik, kontroller, paminnelser, projekt, rader, rapport, start, word, year
from berattelse.views.svar import avsnitt_for_svar
from enkat.svarande import med_konto, med_lank
from uppdrag.views.inlasning import vagar

app_name = "berattelse"
RAD = r"^avsnitt/(?P<pk>\d{1,18})/(?P<sort>aktiviteter|resultat|projekt)/"
urlpatterns = [
    *urls_utgavor.urlpatterns,
    *urls_dokument.urlpatterns,
    *vagar(Aktivitetsblad, Resultatblad),
    path("paminnelser/", paminnelser.paminnelser, name="paminnelser"),
    path("year/<int:pk>/", start.year_overview, name="year_overview"),
    path("year/<int:pk>/kommun/<int:kommun>/", start.kommun_detail, name="kommun_detail"),
    path("avtal/<int:pk>/year/nytt/", year.year_create, name="year_create"),
    path("avtal/<int:pk>/forra/", forra.forra_create, name="forra_create"),
    path("forra/<int:pk>/", forra.forra_detail, name="forra_detail"),
    path("forra/<int:pk>/ta-in/", forra.forra_ta_in, name="forra_ta_in"),
    path("forra/<int:pk>/angra/", forra.forra_angra, name="forra_angra"),
    path("forra/<int:pk>/kasta/", forra.forra_kasta, name="forra_kasta"),
    path("forra/<int:pk>/fil/", forra.forra_fil, name="forra_fil"),
    path("year/<int:pk>/ta-bort/", year.year_ta_bort, name="year_ta_bort"),
    path("year/<int:pk>/skapa-nasta/", year.year_skapa_nasta, name="year_skapa_nasta"),
    path("year/<int:pk>/skapa-avsnitt/", start.year_skapa_avsnitt, name="year_skapa_avsnitt"),
    path("year/<int:pk>/rapport/", rapport.report_html, name="report_html"),
    path("year/<int:pk>/rapport/granska/", granska.report_granska, name="report_granska"),
    path("year/<int:pk>/godkann/", granska.year_godkann, name="year_godkann"),
    path("year/<int:pk>/rapport.pdf", rapport.report_pdf, name="report_pdf"),
    path("year/<int:pk>/rapport.docx", rapport.report_docx, name="report_docx"),
    path("year/<int:pk>/rapport.json", rapport.report_json, name="report_json"),
    path("avsnitt/<int:pk>/", avsnitt.avsnitt_detail, name="avsnitt_detail"),
    path("avsnitt/<int:pk>/andra/", avsnitt.avsnitt_edit, name="avsnitt_edit"),
    path("avsnitt/<int:pk>/skriver/", avsnitt.avsnitt_skriver, name="avsnitt_skriver"),
    path("avsnitt/<int:pk>/avsnitt.pdf", avsnitt.avsnitt_pdf, name="avsnitt_pdf"),
    path("avsnitt/<int:pk>/word/", word.avsnitt_word, name="avsnitt_word"),
    path("avsnitt/<int:pk>/las-in-word/", word.avsnitt_las_in_word, name="avsnitt_las_in_word"),
    path("avsnitt/<int:pk>/ta-in-som-kladd/", word.avsnitt_ta_in_som_kladd, name="avsnitt_ta_in_som_kladd"),
    path("avsnitt/<int:pk>/klar/", avsnitt.avsnitt_klar, name="avsnitt_klar"),
    path("avsnitt/<int:pk>/kontroller/", kontroller.avsnitt_kontroller, name="avsnitt_kontroller"),
    path("avsnitt/<int:pk>/godta/", kontroller.avsnitt_godta, name="avsnitt_godta"),
    path("avsnitt/<int:pk>/godkann/", avsnitt.avsnitt_godkann, name="avsnitt_godkann"),
    path("avsnitt/<int:pk>/ater/", avsnitt.avsnitt_ater, name="avsnitt_ater"),
    path("avsnitt/<int:pk>/granska/", granska.avsnitt_granska, name="avsnitt_granska"),
    path("avsnitt/<int:pk>/kommentera/<str:part>/<int:nummer>/", granska.avsnitt_kommentera, name="avsnitt_kommentera"),
    path("avsnitt/<int:pk>/andrat/", granska.avsnitt_andrat, name="avsnitt_andrat"),
    path("kommentarer/<int:pk>/svara/", granska.kommentar_svara, name="kommentar_svara"),
    path("kommentarer/<int:pk>/los/", granska.kommentar_los, name="kommentar_los"),
    path("kommentarer/<int:pk>/oppna-igen/", granska.kommentar_oppna_igen, name="kommentar_oppna_igen"),
    path("kommentarer/<int:pk>/ta-tillbaka/", granska.kommentar_ta_tillbaka, name="kommentar_ta_tillbaka"),
    path("avsnitt/<int:pk>/hamta-foregaende/", avsnitt.avsnitt_hamta, name="avsnitt_hamta"),
    path("avsnitt/<int:pk>/bekrafta/<str:part>/", avsnitt.avsnitt_bekrafta, name="avsnitt_bekrafta"),
    path("avsnitt/<int:pk>/historik/", historik.historik_list, name="historik_list"),
    path("avsnitt/<int:pk>/historik/jamfor/", historik.historik_jamfor, name="historik_jamfor"),
    path("avsnitt/<int:pk>/historik/<int:history_id>/", historik.historik_detail, name="historik_detail"),
    path("avsnitt/<int:pk>/historik/<int:history_id>/ta-tillbaka/", historik.historik_ta_tillbaka, name="historik_ta_tillbaka"),
    path("avsnitt/<int:pk>/projekt/flytta-kolumn/", projekt.kolumn_flytta, name="kolumn_flytta"),
    path("svar/<int:pk>/uppdrag/<int:uppdrag_pk>/", med_konto(avsnitt_for_svar), name="svar_avsnitt"),
    path("lank/<str:token>/uppdrag/<int:uppdrag_pk>/", med_lank(avsnitt_for_svar), name="lank_avsnitt"),
    re_path(rf"{RAD}$", rader.rad_list, name="rad_list"),
    re_path(rf"{RAD}klistra-in/$", rader.rad_klistra_in, name="rad_klistra_in"),
    re_path(rf"{RAD}(?P<rad_pk>\d{{1,18}})/$", rader.rad_edit, name="rad_edit"),
    re_path(rf"{RAD}(?P<rad_pk>\d{{1,18}})/flytta-(?P<steg>upp|ned)/$", rader.rad_flytta, name="rad_flytta"),
    re_path(rf"{RAD}(?P<rad_pk>\d{{1,18}})/ta-bort/$", rader.rad_ta_bort, name="rad_ta_bort"),
]
