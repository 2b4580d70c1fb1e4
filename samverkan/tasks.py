"""Work that takes longer than a request: printing, for every room."""

from django.utils.module_loading import import_string
from django_tasks import task

from samverkan.tryckning import PDF, behall, trycknyckel


@task()
def tryck(text_nyckel, kalla, args, sort=PDF):
    """Print what was asked for under this key, as it stands now; kept under the key of what it really says.

    `kalla` is the dotted path of a room's function that takes `args` and gives (a text that says all that is printed, what prints it).
    """
    text, gor = import_string(kalla)(*args)
    behall(trycknyckel(text), gor(), sort)
