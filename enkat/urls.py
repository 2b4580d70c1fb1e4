"""The addresses of this room. The pages of answering stand twice: behind a personal link, and behind the login."""

from django.urls import path, re_path

from enkat.svarande import lank_bruten, med_konto, med_lank
from enkat.views import blankett, formular, omgang, resultat, sent, svara, vardering

app_name = "enkat"

SVARSSIDOR = [
    ("", svara.start, "start"),
    ("allt/", svara.allt, "allt"),
    ("sida/<int:nummer>/", svara.sida, "sida"),
    ("spara/", svara.spara, "spara"),
    ("skicka-in/", svara.skicka_in, "skicka_in"),
    ("klart/", svara.klart, "klart"),
    ("svar.pdf", svara.svar_pdf, "svar_pdf"),
    ("historik/", svara.historik, "historik"),
    ("medhjalpare/", svara.medhjalpare, "medhjalpare"),
    ("medhjalpare/<int:inbjudan_pk>/aterkalla/", svara.medhjalpare_aterkalla, "medhjalpare_aterkalla"),
    ("sidotext/<int:sidotext_pk>/ta-in/", svara.sidotext_ta_in, "sidotext_ta_in"),
    ("sidotext/<int:sidotext_pk>/ta-bort/", svara.sidotext_ta_bort, "sidotext_ta_bort"),
]
FORMULAR = [
    path("enkat/avtal/<int:pk>/formular/nytt/", formular.formular_create, name="formular_create"),
    path("enkat/avtal/<int:pk>/formular/hamta/<slug:forval>/", formular.formular_hamta, name="formular_hamta"),
    path("enkat/formular/<int:pk>/", formular.formular_detail, name="formular_detail"),
    path("enkat/formular/<int:pk>/forhandsvisa/", formular.formular_forhandsvisa, name="formular_forhandsvisa"),
    path("enkat/formular/<int:pk>/andra/", formular.formular_edit, name="formular_edit"),
    path("enkat/formular/<int:pk>/anta/", formular.formular_anta, name="formular_anta"),
    path("enkat/formular/<int:pk>/ny-version/", formular.formular_ny_version, name="formular_ny_version"),
    path("enkat/formular/<int:pk>/ta-bort/", formular.formular_delete, name="formular_delete"),
    path("enkat/formular/<int:pk>/avdelningar/ny/", formular.avdelning_create, name="avdelning_create"),
    path("enkat/avdelningar/<int:pk>/andra/", formular.avdelning_edit, name="avdelning_edit"),
    path("enkat/avdelningar/<int:pk>/ta-bort/", formular.avdelning_delete, name="avdelning_delete"),
    re_path(r"^enkat/avdelningar/(?P<pk>\d{1,18})/flytta-(?P<steg>upp|ned)/$", formular.avdelning_flytta, name="avdelning_flytta"),
    path("enkat/avdelningar/<int:pk>/fragor/ny/", formular.fraga_create, name="fraga_create"),
    path("enkat/fragor/<int:pk>/andra/", formular.fraga_edit, name="fraga_edit"),
    path("enkat/fragor/<int:pk>/ta-bort/", formular.fraga_delete, name="fraga_delete"),
    re_path(r"^enkat/fragor/(?P<pk>\d{1,18})/flytta-(?P<steg>upp|ned)/$", formular.fraga_flytta, name="fraga_flytta"),
]
OMGANG = [
    path("enkat/year/<int:pk>/omgangar/ny/", omgang.omgang_create, name="omgang_create"),
    path("enkat/year/<int:pk>/sammanstallning.pdf", resultat.year_pdf, name="year_pdf"),
    path("enkat/omgangar/<int:pk>/", omgang.omgang_detail, name="omgang_detail"),
    path("enkat/omgangar/<int:pk>/andra/", omgang.omgang_edit, name="omgang_edit"),
    path("enkat/omgangar/<int:pk>/ta-bort/", omgang.omgang_ta_bort, name="omgang_ta_bort"),
    path("enkat/omgangar/<int:pk>/oppna/", omgang.omgang_oppna, name="omgang_oppna"),
    path("enkat/omgangar/<int:pk>/stang/", omgang.omgang_stang, name="omgang_stang"),
    path("enkat/omgangar/<int:pk>/forlang/", omgang.omgang_forlang, name="omgang_forlang"),
    path("enkat/omgangar/<int:pk>/paminn/", omgang.omgang_paminn, name="omgang_paminn"),
    path("enkat/omgangar/<int:pk>/resultat/", resultat.resultat_detail, name="resultat_detail"),
    path("enkat/omgangar/<int:pk>/resultat.pdf", resultat.resultat_pdf, name="resultat_pdf"),
    path("enkat/omgangar/<int:pk>/resultat.xlsx", resultat.resultat_xlsx, name="resultat_xlsx"),
    re_path(r"^enkat/omgangar/(?P<pk>\d{1,18})/resultat-(?P<tabell>antal|svar)\.csv$", resultat.resultat_csv, name="resultat_csv"),
    path("enkat/omgangar/<int:pk>/vardering/", vardering.vardering_list, name="vardering_list"),
    path("enkat/omgangar/<int:pk>/vardering/enas/", vardering.vardering_enas, name="vardering_enas"),
    path("enkat/omgangar/<int:pk>/vardering/andra/", vardering.vardering_edit, name="vardering_edit"),
    path("enkat/omgangar/<int:pk>/vardering/ta-upp/", vardering.vardering_ta_upp, name="vardering_ta_upp"),
    path("enkat/omgangar/<int:pk>/deltagare/ny/", omgang.deltagare_create, name="deltagare_create"),
    path("enkat/deltagare/<int:pk>/andra/", omgang.deltagare_edit, name="deltagare_edit"),
    path("enkat/deltagare/<int:pk>/mottagare/", omgang.deltagare_mottagare, name="deltagare_mottagare"),
    path("enkat/deltagare/<int:pk>/skicka-igen/", omgang.deltagare_skicka_igen, name="deltagare_skicka_igen"),
    path("enkat/deltagare/<int:pk>/oppna-igen/", omgang.deltagare_oppna_igen, name="deltagare_oppna_igen"),
    path("enkat/deltagare/<int:pk>/sent/", sent.sent_detail, name="sent_detail"),
    path("enkat/deltagare/<int:pk>/sent/ta-in/", sent.sent_ta_in, name="sent_ta_in"),
    path("enkat/deltagare/<int:pk>/sent/lagg-undan/", sent.sent_lagg_undan, name="sent_lagg_undan"),
    path("enkat/deltagare/<int:pk>/inlamning/", omgang.inlamning_detail, name="inlamning_detail"),
]
urlpatterns = [
    *(path(f"svara/<str:token>/{vag}", med_lank(vy), name=f"lank_{namn}") for vag, vy, namn in SVARSSIDOR),
    *(path(f"enkat/svar/<int:pk>/{vag}", med_konto(vy), name=f"svar_{namn}") for vag, vy, namn in SVARSSIDOR),
    path("svara/<str:token>/blankett.pdf", med_lank(blankett.lank_blankett), name="lank_blankett"),
    path("svara/<str:token>/anmal/", med_lank(svara.anmal), name="lank_anmal"),
    path("enkat/svar/<int:pk>/blankett.pdf", blankett.svar_blankett, name="svar_blankett"),
    path("enkat/", omgang.start, name="start"),
    *FORMULAR,
    *OMGANG,
    re_path(r"^[Ss][Vv][Aa][Rr][Aa]/+(?P<rest>[\s\S]+)$", lank_bruten, name="lank_bruten"),
]
