"""The whole site. Apps by string only: this floor knows the rooms above by name, never by import."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", include("berattelse.urls_start")),
    path("", include("berattelse.urls_publika")),
    path("", include("berattelse.urls_kalender")),
    path("", include("berattelse.urls_data")),
    path("konto/", include("allauth.account.urls")),
    path("konto/faktorer/", include("samverkan.inloggning.urls")),
    # One way in: the admin's own login goes by the same door and its rate limits.
    path("admin/login/", login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True))),
    path("admin/", admin.site.urls),
    path("", include("samverkan.urls_personer")),
    path("", include("uppdrag.urls")),
    path("", include("enkat.urls")),
    path("ekonomi/", include("ekonomi.urls")),
    path("berattelse/", include("berattelse.urls")),
]
