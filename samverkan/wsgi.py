"""The door gunicorn knocks on."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from samverkan.kontroll import installningar
from samverkan.pdf import bibliotek, press
from samverkan.stadning import forbi_programmet
from samverkan.utifran import proxyer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.settings")
application = get_wsgi_application()
list(get_resolver().url_patterns)  # the pages are read now, before gunicorn forks, and not by the first visitor of each process
proxyer.vid_start()
installningar.vid_start()
bibliotek.vid_start()
press.far_starta()
forbi_programmet()
