"""A calendar as calendar programs read it (iCalendar, RFC 5545): occasions in, bytes out, the same for the same. Pure.

A day without a time of day is a whole day, whose end is the morning after (DTEND is not part of it). A time is Swedish, and the file
bears the rules of Swedish time. What is called off stays, as cancelled: a program that has it already is told so, and says it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from samverkan.vilande import Vilande

icalendar = Vilande("icalendar")

SVENSK_TID = ZoneInfo("Europe/Stockholm")
ICS = "text/calendar; charset=utf-8"
FORST = datetime(2000, 1, 1, tzinfo=UTC)  # when something was last changed, where nobody knows
INSTALLT = "Inställt: "  # many programs show no status; utifran/kalender.py takes it away again
# The rules of the European Union since 1996. Those that a library lists day by day end in 2037, and are longer than most calendars.
TIDSZON = (
    "BEGIN:VTIMEZONE\r\nTZID:Europe/Stockholm\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    "TZNAME:CEST\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\n"
    "BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    "TZNAME:CET\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


@dataclass(frozen=True)
class Kalenderhandelse:
    """One occasion. `uid` is the same for ever; `version` and `andrad` say how often and when it was last changed."""

    uid: str
    rubrik: str
    fran: date
    till: date
    borjar: time | None = None  # None: not known
    slutar: time | None = None
    beskrivning: str = ""
    plats: str = ""
    adress: str = ""  # of its page
    installt: bool = False
    upptagen: bool = False  # does a whole day fill the day? A time of day always fills its time
    version: int = 0
    andrad: datetime = FORST


def som_ics(namn: str, handelser: Iterable[Kalenderhandelse]) -> bytes:
    """The calendar, its occasions in the order of their days. One without a name is to be put into a calendar, not to be one."""
    ordnade = sorted(handelser, key=lambda h: (h.fran, h.uid))
    kalender = icalendar.Calendar()
    kalender.add("version", "2.0")
    kalender.add("prodid", "-//Samverkan//Kalender//SV")
    kalender.add("method", "PUBLISH")
    if namn:
        kalender.add("x-wr-calname", _text(namn))
        kalender.add("x-wr-timezone", SVENSK_TID.key)
        kalender.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
        kalender.add("x-published-ttl", "PT6H")
    if any(_har_klockslag(h) for h in ordnade):
        kalender.add_component(icalendar.Timezone.from_ical(TIDSZON))
    for h in ordnade:
        kalender.add_component(_event(h))
    return bytes(kalender.to_ical())


def _event(h: Kalenderhandelse) -> Any:
    event = icalendar.Event()
    event.add("uid", h.uid)
    event.add("summary", f"{INSTALLT if h.installt else ''}{_text(h.rubrik)}")
    event.add("status", "CANCELLED" if h.installt else "CONFIRMED")
    event.add("sequence", h.version)
    event.add("dtstamp", h.andrad)
    event.add("last-modified", h.andrad)
    for namn, varde in _tider(h).items():
        event.add(namn, varde)
    fyller = not h.installt and (h.upptagen or _har_klockslag(h))
    event.add("transp", "OPAQUE" if fyller else "TRANSPARENT")
    for namn, text in (("description", h.beskrivning), ("location", h.plats)):
        if text:
            event.add(namn, _text(text))
    if h.adress:
        event.add("url", h.adress)
    return event


def _har_klockslag(h: Kalenderhandelse) -> bool:
    """Is its time of day known? Of several days both ends must be."""
    return h.borjar is not None and (h.fran == h.till or h.slutar is not None)


def _tider(h: Kalenderhandelse) -> dict[str, date]:
    """DTSTART and DTEND. A meeting whose end is not known has none: it is shown where it begins. An end before the beginning is none."""
    if h.borjar is None or not _har_klockslag(h):
        return {"dtstart": h.fran, "dtend": h.till + timedelta(days=1)}
    tider: dict[str, date] = {"dtstart": datetime.combine(h.fran, h.borjar, SVENSK_TID)}
    if h.slutar is not None and (h.fran, h.borjar) < (h.till, h.slutar):
        tider["dtend"] = datetime.combine(h.till, h.slutar, SVENSK_TID)
    return tider


def _text(text: str) -> str:
    """The text without what no calendar may hold: control characters, save the end of a line."""
    rader = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(tecken for tecken in rader if tecken == "\n" or tecken >= " ").strip()
