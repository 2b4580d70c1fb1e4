"""A calendar that somebody exports from Outlook or elsewhere (.ics): what it holds in a time, in Swedish days. Pure: no database."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from samverkan.utifran.tabellfil import InteTabellError, text_av
from samverkan.vilande import Vilande

icalendar, recurring_ical_events = Vilande("icalendar"), Vilande("recurring_ical_events")

SVENSK_TID = ZoneInfo("Europe/Stockholm")
MEST = 2_000  # occasions of one file
OLASLIG = "Filen är ingen kalender som går att läsa. Exportera den på nytt från Outlook som .ics."
# What Outlook writes before the subject of what is called off, in Swedish and in English.
_INSTALLT = re.compile(r"^(?:inställt|inställd|avbokat|avbokad|avlyst|cancell?ed)\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Kalenderpost:
    """One occasion: what it is called, its first and last day, and whether it was called off."""

    rubrik: str
    fran: date
    till: date
    installt: bool


def read(data: bytes, fran: date, till: date) -> list[Kalenderpost]:
    """What begins from `fran` to `till`, what comes back as often as it does then. InteTabellError when it is no calendar."""
    text = text_av(data)
    if "END:VCALENDAR" not in text.upper():
        raise InteTabellError(OLASLIG)
    try:
        kalendrar = icalendar.Calendar.from_ical(text, multiple=True)
        poster = [_post(rad, _avlyst(kalender)) for kalender in kalendrar for rad in _rader(kalender, fran, till)]
    except InteTabellError:
        raise
    except Exception as error:  # a damaged file makes the parser raise anything
        raise InteTabellError(OLASLIG) from error
    inom = sorted((p for p in poster if fran <= p.fran <= till), key=lambda p: (p.fran, p.rubrik))
    if len(inom) > MEST:
        raise InteTabellError(f"Kalendern har fler än {MEST} tillfällen under tiden. Exportera bara den kalender som gäller.")
    return inom


def _rader(kalender, fran, till):
    return recurring_ical_events.of(kalender).between(fran, till + timedelta(days=1))


def _avlyst(kalender):
    return str(kalender.get("METHOD", "")).upper() == "CANCEL"


def _post(rad, avlyst):
    borjar, slutar = rad.start, rad.end
    rubrik = " ".join(str(rad.get("SUMMARY", "")).split())
    installt = avlyst or str(rad.get("STATUS", "")).upper() == "CANCELLED" or bool(_INSTALLT.match(rubrik))
    fran = _dag(borjar)
    # The end is not part of it: an all-day event ends with the morning after its last day, and so does one until midnight.
    sista = _dag(slutar - timedelta(microseconds=1)) if isinstance(slutar, datetime) else slutar - timedelta(days=1)
    return Kalenderpost(_INSTALLT.sub("", rubrik), fran, max(fran, sista), installt)


def _dag(tid):
    if not isinstance(tid, datetime):
        return tid
    return tid.astimezone(SVENSK_TID).date() if tid.tzinfo else tid.date()
