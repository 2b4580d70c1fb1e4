"""The door gunicorn knocks on."""

import os

from django.core.wsgi import get_wsgi_application

from samverkan.kontroll import installningar
from samverkan.pdf import bibliotek, press
from samverkan.utifran import proxyer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.settings")
application = get_wsgi_application()
proxyer.vid_start()
installningar.vid_start()
bibliotek.vid_start()
press.far_starta()
