"""How many questions a page asks the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def antal_fragor(client, *urls):
    with CaptureQueriesContext(connection) as captured:
        for url in urls:
            assert client.get(url).status_code == 200
    return len(captured)
