"""Organisations, the event log, the letters, one's own login and others' login services, the gallery, what an operator's watch asks."""

from django.urls import path

from samverkan import views, views_brev, views_halsa, views_inloggning, views_kladd, views_tjanster

app_name = "samverkan"
urlpatterns = [
    path("organisationer/", views.organisation_list, name="organisation_list"),
    path("organisationer/ny/", views.organisation_create, name="organisation_create"),
    path("organisationer/kommuner/", views.organisation_kommuner, name="organisation_kommuner"),
    path("organisationer/<int:pk>/", views.organisation_detail, name="organisation_detail"),
    path("organisationer/<int:pk>/andra/", views.organisation_edit, name="organisation_edit"),
    path("organisationer/<int:pk>/ta-bort/", views.organisation_ta_bort, name="organisation_ta_bort"),
    path("handelser/", views.handelse_list, name="handelse_list"),
    path("handelser/csv/", views.handelse_csv, name="handelse_csv"),
    path("brev/", views_brev.brev_list, name="brev_list"),
    path("brev/<int:pk>/", views_brev.brev_detail, name="brev_detail"),
    path("brev/<int:pk>/skicka-igen/", views_brev.brev_skicka_igen, name="brev_skicka_igen"),
    path("skrivet/", views.skrivet_detail, name="skrivet"),
    path("skrivet/kasta/", views.skrivet_kasta, name="skrivet_kasta"),
    path("kladd/", views_kladd.kladd_list, name="kladd_list"),
    path("kladd/behall/", views_kladd.kladd_behall, name="kladd_behall"),
    path("kladd/<str:skrivning>/jamka/", views_kladd.kladd_jamka, name="kladd_jamka"),
    path("kladd/<str:skrivning>/kasta/", views_kladd.kladd_kasta, name="kladd_kasta"),
    path("min-inloggning/", views_inloggning.min_inloggning, name="min_inloggning"),
    path("min-inloggning/avsluta-andra/", views_inloggning.sessioner_avsluta, name="sessioner_avsluta"),
    path("min-inloggning/<int:pk>/avsluta/", views_inloggning.session_avsluta, name="session_avsluta"),
    path("konto/tjanst/<slug:tjanst>/", views_tjanster.tjanst_logga_in, name="tjanst_logga_in"),
    path("konto/tjanst/<slug:tjanst>/svar/", views_tjanster.tjanst_svar, name="tjanst_svar"),
    path("konto/tjanst/<slug:tjanst>/klar/", views_tjanster.tjanst_klar, name="tjanst_klar"),
    path("konto/tjanst/<slug:tjanst>/metadata/", views_tjanster.tjanst_metadata, name="tjanst_metadata"),
    path("halsa/", views_halsa.lever, name="halsa"),
    path("halsa/redo/", views_halsa.redo, name="halsa_redo"),
    path("galleri/", views.galleri, name="galleri"),
]
