"""Addresses of second factors: allauth's acts, with one page of our own that gathers what it shows on several."""

from django.urls import include, path
from django.views.generic import RedirectView

hem = RedirectView.as_view(pattern_name="samverkan:min_inloggning")
urlpatterns = [
    path("", hem, name="mfa_index"),
    path("webauthn/", hem, name="mfa_list_webauthn"),
    path("", include("allauth.mfa.urls")),
]
