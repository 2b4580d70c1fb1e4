"""The start page and the search, at the site's root and without a namespace."""

from django.urls import path

from berattelse.views.sokning import sok, sok_slag
from berattelse.views.start import start

urlpatterns = [
    path("", start, name="start"),
    path("sok/", sok, name="sok"),
    path("sok/<slug:slag>/", sok_slag, name="sok_slag"),
]
