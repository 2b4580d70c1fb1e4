"""The addresses of a meeting's papers: agenda, kallelse, minutes, and what follows from its decisions."""

from django.urls import path

from uppdrag.views import kallelser, protokoll

urlpatterns = [
    path("moten/<int:pk>/dagordning/", kallelser.dagordning_detail, name="dagordning_detail"),
    path("moten/<int:pk>/dagordning/andra/", kallelser.dagordning_edit, name="dagordning_edit"),
    path("moten/<int:pk>/dagordning/klistra-in/", kallelser.dagordning_klistra_in, name="dagordning_klistra_in"),
    path("moten/<int:pk>/tid-och-plats/", kallelser.kallelseuppgift_edit, name="kallelseuppgift_edit"),
    path("moten/<int:pk>/handlingar/ny/", kallelser.handling_create, name="handling_create"),
    path("moten/<int:pk>/kallelse/pdf/", kallelser.kallelse_pdf, name="kallelse_pdf"),
    path("moten/<int:pk>/kallelse/skicka/", kallelser.kallelse_skicka, name="kallelse_skicka"),
    path("moten/<int:pk>/protokoll/", protokoll.protokoll_detail, name="protokoll_detail"),
    path("moten/<int:pk>/protokoll/andra/", protokoll.protokoll_edit, name="protokoll_edit"),
    path("moten/<int:pk>/protokoll/justera/", protokoll.protokoll_justera, name="protokoll_justera"),
    path("moten/<int:pk>/protokoll/oppna/", protokoll.protokoll_oppna, name="protokoll_oppna"),
    path("handlingar/<int:pk>/", kallelser.handling_fil, name="handling_fil"),
    path("handlingar/<int:pk>/ta-bort/", kallelser.handling_ta_bort, name="handling_ta_bort"),
    path("kallelser/<int:pk>/pdf/", kallelser.skickad_kallelse_pdf, name="skickad_kallelse_pdf"),
    path("arenden/<int:pk>/beslut/", protokoll.arende_beslut, name="arende_beslut"),
    path("arenden/<int:pk>/protokollsutdrag/", protokoll.protokollsutdrag, name="protokollsutdrag"),
    path("arenor/<int:pk>/balanslista/", protokoll.balanslista, name="balanslista"),
    path("balansposter/<int:pk>/andra/", protokoll.balanspost_edit, name="balanspost_edit"),
]
