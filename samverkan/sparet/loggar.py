"""What the program writes of itself to its logs: every logger's, gunicorn's too, in one shape, and never a secret link or key that works.

The links stand in addresses: asked for, come from (Referer), on their way to (next=). What follows the word that opens such an address
is left out before any handler sees the record, so there is no handler to forget; and so are e-mail addresses and personal numbers.

Each line says when (UTC), how grave, of which request, which logger and what. gunicorn reads this module before Django is there.
"""

import json
import logging
import re
import traceback
import uuid
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from logging.config import dictConfig

UTELAMNAT = "[utelämnat]"
# As it stands in an address or escaped in another's query, once or more; to its end, whatever a mail program has put into it.
SNEDSTRECK = r"(?:/|%(?:25)*2f)"
ORD = "|".join(("svara", "lank", "hamta", "prenumeration", f"reset{SNEDSTRECK}key", "confirm-email"))
HEMLIG = re.compile(rf"({SNEDSTRECK}(?:{ORD}){SNEDSTRECK})(?:(?! HTTP/\d|\"(?: |$)|\n).)+", re.IGNORECASE)


NYCKEL = re.compile(r"(\bBearer\s+)[^\s'\",]+", re.IGNORECASE)  # the key of a program, as its header has it
PERSONLIGT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:\d\d)?\d{6}[-+]\d{4}\b")
SUND = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)  # an id of a request that is believed when a proxy has given it
SVARSHUVUD = "X-Request-ID"
ACCESS = "gunicorn.access"
# What was asked, not by whom; what follows ? may be somebody's name that was searched for. The path last: of a secret one its end is cut.
ACCESS_FORMAT = "%(s)s, %(B)s bytes, %(M)s ms: %(m)s %(U)s"
STYRTECKEN = {n: f"\\x{n:02x}" for n in (*range(32), 127, 0x85, 0x2028, 0x2029)}
_begaran: ContextVar[str] = ContextVar("begaran", default="")


def begaran():
    """The id of the request that is answered now, or that ordered the work that is done now; else nothing."""
    return _begaran.get()


def ny_begaran(given=""):
    """The given id when it is one, else one that is made."""
    return given if SUND.fullmatch(given) else uuid.uuid4().hex


@contextmanager
def under(begarans):
    """Every line that is written in the block says that it is of the request with this id."""
    fore = _begaran.set(begarans)
    try:
        yield
    finally:
        _begaran.reset(fore)


class Loggrad(logging.Formatter):
    """For people: 2026-11-29T21:13:53.123Z WARNING django.request [id] what. What a visitor sent begins no line of its own."""

    def format(self, record):
        text = record.getMessage().translate(STYRTECKEN)
        delar = [f"{tid(record)} {record.levelname} {record.name} [{nummer(record) or '-'}] {text}", fel(self, record)]
        return "\n".join(del_ for del_ in delar if del_)


class Jsonrad(logging.Formatter):
    """For a machine: the same as one JSON object a line."""

    def format(self, record):
        falt = {
            "time": tid(record), "level": record.levelname, "logger": record.name, "request_id": nummer(record) or None,
            "process": record.process, "message": record.getMessage(), "error": fel(self, record) or None,
        }  # fmt: skip
        return json.dumps(falt, ensure_ascii=False)


def nummer(record):
    """Of which request: Django tells of what was refused when the answer has been given, with the request at hand."""
    return getattr(record, "begaran", "") or getattr(getattr(record, "request", None), "nummer", "")


def tid(record):
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def fel(formatter, record):
    """The traceback, as it is or as it was cleaned."""
    return record.exc_text or (formatter.formatException(record.exc_info) if record.exc_info and record.exc_info[0] else "")


FORMER = {"": Loggrad, "text": Loggrad, "json": Jsonrad}


def loggning(form):
    """LOGGING by the word the operator chose."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"rad": {"()": FORMER[form]}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "rad"}},
        "loggers": {"django": {"handlers": [], "level": "INFO"}},  # said once, by the root's handler
        "root": {"handlers": ["console"], "level": "WARNING"},
    }


def gunicorns(form):
    """gunicorn's logconfig_dict: its own lines beside the program's, in the same shape."""
    logging.setLogRecordFactory(_post)
    egen = {"level": "INFO", "handlers": ["console"], "propagate": False}
    return loggning(form) | {"loggers": {"gunicorn.error": egen, ACCESS: egen}}


def utan_hemligt(text):
    """The text without the secret part of any address in it, and without any key."""
    return HEMLIG.sub(rf"\1{UTELAMNAT}", NYCKEL.sub(rf"\1{UTELAMNAT}", text))


def for_loggen(text):
    """That, and without what points out a person."""
    return PERSONLIGT.sub(UTELAMNAT, utan_hemligt(text))


def stall_in(config):
    """LOGGING_CONFIG: as Django does it, and every record made from now on is cleaned."""
    dictConfig(config)
    logging.setLogRecordFactory(_post)


def _post(*args, **kwargs):
    record = logging.LogRecord(*args, **kwargs)
    record.begaran = begaran() or (svarets_nummer(record.args) if record.name == ACCESS else "")
    text = _meddelande(record)
    if (rent := for_loggen(text)) != text:
        record.msg, record.args = rent, ()
    _utan_hemligt_i_felet(record)
    return record


def svarets_nummer(atomer):
    """gunicorn tells of a request when it is answered and forgotten; the answer's header says which it was."""
    return atomer.get(f"{{{SVARSHUVUD.lower()}}}o", "") if isinstance(atomer, dict) else ""


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
    if (rent := for_loggen(text)) != text:
        record.exc_info, record.exc_text = None, rent
