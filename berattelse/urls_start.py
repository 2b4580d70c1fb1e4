"""The start page, at the site's root and without a namespace."""

from django.urls import path

from berattelse.views.start import start

urlpatterns = [path("", start, name="start")]
