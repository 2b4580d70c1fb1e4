"""What the program writes of itself to its logs: every logger's, gunicorn's too, and never a secret link that still works.

The links stand in addresses: asked for, come from (Referer), on their way to (next=). What follows the word that opens such an address
is left out before any handler sees the record, so there is no handler to forget.
"""

import logging
import re
import traceback
from logging.config import dictConfig

UTELAMNAT = "[utelämnat]"
# As it stands in an address or escaped in another's query, once or more; to its end, whatever a mail program has put into it.
SNEDSTRECK = r"(?:/|%(?:25)*2f)"
ORD = "|".join(("svara", "lank", "hamta", "prenumeration", f"reset{SNEDSTRECK}key", "confirm-email"))
HEMLIG = re.compile(rf"({SNEDSTRECK}(?:{ORD}){SNEDSTRECK})(?:(?! HTTP/\d|\"(?: |$)|\n).)+", re.IGNORECASE)


def utan_hemligt(text):
    """The text without the secret part of any address in it."""
    return HEMLIG.sub(rf"\1{UTELAMNAT}", text)


def stall_in(config):
    """LOGGING_CONFIG: as Django does it, and every record made from now on is cleaned."""
    dictConfig(config)
    logging.setLogRecordFactory(_post)


def _post(*args, **kwargs):
    record = logging.LogRecord(*args, **kwargs)
    text = _meddelande(record)
    if (rent := utan_hemligt(text)) != text:
        record.msg, record.args = rent, ()
    _utan_hemligt_i_felet(record)
    return record


def _meddelande(record):
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):  # a faulty call: what it would have said is still looked through
        record.msg, record.args = f"{record.msg} {_varden(record.args)}", ()
    except Exception:  # what it is told of cannot be said: no log stops the work for that
        record.msg, record.args = f"{record.msg} {UTELAMNAT}", ()
    return record.getMessage()


def _varden(args):
    try:
        return repr(args)
    except Exception:
        return UTELAMNAT


def _utan_hemligt_i_felet(record):
    if not record.exc_info or not isinstance(record.exc_info, tuple) or record.exc_info[0] is None:
        return
    text = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
    if (rent := utan_hemligt(text)) != text:
        record.exc_info, record.exc_text = None, rent
