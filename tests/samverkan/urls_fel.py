"""An address that breaks, to see what is answered."""

from django.urls import path

from samverkan.urls import urlpatterns as husets


def fel(request):
    raise RuntimeError("This is meant to break.")


urlpatterns = [path("fel/", fel), *husets]
