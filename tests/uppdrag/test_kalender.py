"""What a calendar says of the occasions: read back by other people's parsers, before and after a change, on the days the clock is moved."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import recurring_ical_events
import time_machine
from icalendar import Calendar

from samverkan.kalenderfil import Kalenderhandelse, som_ics
from samverkan.utifran import kalender as lasaren
from tests import factories
from uppdrag import kalender
from uppdrag.actions import tillfallen as actions
from uppdrag.models import Kallelseuppgift, Tillfalle


def handelse(**fields):
    return Kalenderhandelse(
        **{"uid": "x-1@samverkan.exempel.test", "rubrik": "BUZ: möte", "fran": date(2027, 3, 3), "till": date(2027, 3, 3)} | fields
    )


def last(*handelser, namn="Prov"):
    return Calendar.from_ical(som_ics(namn, handelser))


def en(**fields):
    return last(handelse(**fields)).walk("VEVENT")[0]


# --- the file -------------------------------------------------------------------------------------------------------
def test_a_day_without_a_time_is_a_whole_day_that_ends_the_morning_after():
    rad = en()
    assert (rad.decoded("dtstart"), rad.decoded("dtend")) == (date(2027, 3, 3), date(2027, 3, 4))
    assert rad["transp"] == "TRANSPARENT"  # nobody knows that it fills the day
    assert en(upptagen=True)["transp"] == "OPAQUE"


def test_several_days_are_all_of_them():
    rad = en(till=date(2027, 3, 5))
    assert rad.decoded("dtend") == date(2027, 3, 6)
    dagar = [d for d in (1, 3, 4, 5, 6) if recurring_ical_events.of(last(handelse(till=date(2027, 3, 5)))).at(date(2027, 3, d))]
    assert dagar == [3, 4, 5]


@pytest.mark.parametrize(
    ("dag", "utc"),
    [
        (date(2026, 3, 28), 8), (date(2026, 3, 29), 7), (date(2026, 3, 30), 7),
        (date(2026, 10, 24), 7), (date(2026, 10, 25), 8), (date(2026, 10, 26), 8), (date(2041, 7, 1), 7),
    ],
)  # fmt: skip
def test_nine_o_clock_is_nine_o_clock_in_sweden_also_when_the_clock_is_moved(dag, utc):
    kal = last(handelse(fran=dag, till=dag, borjar=time(9), slutar=time(12)))
    rad = kal.walk("VEVENT")[0]
    assert rad.decoded("dtstart").astimezone(UTC) == datetime(dag.year, dag.month, dag.day, utc, tzinfo=UTC)
    assert rad.decoded("dtend") - rad.decoded("dtstart") == timedelta(hours=3)
    # By the file's own rules, for a program that knows no time zones.
    zon = kal.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    assert datetime(dag.year, dag.month, dag.day, 9, tzinfo=zon).utcoffset() == timedelta(hours=9 - utc)


def test_over_the_night_the_clock_is_moved_the_end_is_by_the_clock():
    rad = en(fran=date(2026, 10, 24), till=date(2026, 10, 25), borjar=time(13), slutar=time(12))
    assert rad.decoded("dtend").astimezone(UTC) - rad.decoded("dtstart").astimezone(UTC) == timedelta(hours=24)


def test_whose_end_is_not_known_is_shown_where_it_begins():
    rad = en(borjar=time(9))
    assert "dtend" not in rad
    assert "dtend" not in en(borjar=time(9), slutar=time(8))  # an end before the beginning is none
    assert en(till=date(2027, 3, 4), borjar=time(9)).decoded("dtend") == date(2027, 3, 5)  # of several days both ends are needed


def test_lines_are_short_and_end_as_the_standard_says():
    data = som_ics("Årets möten", [handelse(rubrik="Ö" * 200, beskrivning="Rad ett; två, tre\r\nRad \\ fyra\x07")])
    rader = data.split(b"\r\n")
    assert rader[-1] == b""
    assert not any(b"\n" in rad or b"\r" in rad for rad in rader)
    assert max(map(len, rader)) <= 75
    for rad in rader:
        rad.decode()  # no letter is cut in two
    rad = Calendar.from_ical(data).walk("VEVENT")[0]
    assert rad["summary"] == "Ö" * 200
    assert rad["description"] == "Rad ett; två, tre\nRad \\ fyra"


def test_what_says_the_same_is_the_same_bytes_and_rules_stand_only_where_there_is_a_time():
    a, b = handelse(), handelse(uid="x-2@samverkan.exempel.test", fran=date(2027, 1, 1), till=date(2027, 1, 1))
    assert som_ics("Prov", [a, b]) == som_ics("Prov", [b, a])
    assert last(a).walk("VTIMEZONE") == []


def test_the_houses_own_reader_understands_it():
    post, installd = lasaren.read(
        som_ics("Prov", [handelse(), handelse(uid="x-2@a", fran=date(2027, 3, 9), till=date(2027, 3, 10), installt=True)]),
        date(2027, 1, 1), date(2027, 12, 31),
    )  # fmt: skip
    assert (post.rubrik, post.fran, post.till, post.installt) == ("BUZ: möte", date(2027, 3, 3), date(2027, 3, 3), False)
    assert (installd.rubrik, installd.till, installd.installt) == ("BUZ: möte", date(2027, 3, 10), True)


# --- the occasions --------------------------------------------------------------------------------------------------
def rader(rows):
    return {str(rad["uid"]): rad for rad in Calendar.from_ical(som_ics("", kalender.som_handelser(rows))).walk("VEVENT")}


def test_a_meeting_that_is_called_off_stays_and_says_so(hus):
    mote = factories.mote(hus.arena, date(2022, 5, 3), status="planerat", form="digitalt", langd="halvdag")
    fore = rader(Tillfalle.objects.all())[f"tillfalle-{mote.pk}@testserver"]
    assert (fore["summary"], fore["status"], fore["location"]) == ("BUZ: sammanträde", "CONFIRMED", "Digitalt")
    assert "Sammanträde, planerat.\nDigitalt, halvdag.\nKlockslag är inte angivet." in fore["description"]
    with time_machine.travel(datetime(2030, 1, 1, 12, tzinfo=UTC), tick=False):
        actions.stall_in(mote, by=hus.processledare)
    efter = rader(Tillfalle.objects.all())[f"tillfalle-{mote.pk}@testserver"]
    assert (efter["summary"], efter["status"]) == ("Inställt: BUZ: sammanträde", "CANCELLED")
    assert efter["sequence"] == fore["sequence"] + 1
    assert efter.decoded("last-modified") == datetime(2030, 1, 1, 12, tzinfo=UTC) > fore.decoded("last-modified")


def test_a_meeting_that_is_moved_is_the_same_meeting(hus):
    mote = factories.mote(hus.arena, date(2022, 5, 3), status="planerat")
    (fore,) = rader(Tillfalle.objects.all())
    mote.fran = mote.till = date(2022, 5, 10)
    mote.save()
    ((uid, rad),) = rader(Tillfalle.objects.all()).items()
    assert (uid, rad.decoded("dtstart"), rad["sequence"]) == (fore, date(2022, 5, 10), 1)


def test_a_meeting_read_in_without_a_history_is_changed_once_when_it_is_changed(hus):
    mote = Tillfalle.objects.bulk_create([Tillfalle(avtal=hus.avtal, arena=hus.arena, fran=date(2022, 5, 3), till=date(2022, 5, 3))])[0]
    (fore,) = rader(Tillfalle.objects.all()).values()
    actions.stall_in(mote, by=hus.processledare)
    (efter,) = rader(Tillfalle.objects.all()).values()
    assert (fore["sequence"], efter["sequence"]) == (0, 1)


def test_notes_stay_on_the_page(hus):
    factories.mote(hus.arena, anteckning="Anna Svensson var sjuk", till_namnden="Hemligt")
    (rad,) = rader(Tillfalle.objects.all()).values()
    assert "Svensson" not in str(rad.to_ical())
    assert "Hemligt" not in str(rad.to_ical())


def test_when_and_where_are_what_the_kallelse_says(hus):
    mote = factories.mote(hus.arena, date(2022, 6, 1), status="planerat")
    Kallelseuppgift.objects.create(tillfalle=mote, fran_kl=time(13), till_kl=time(16), plats="Residenset")
    (rad,) = rader(Tillfalle.objects.all()).values()
    assert rad["location"] == "Residenset"
    assert rad.decoded("dtstart").astimezone(UTC) == datetime(2022, 6, 1, 11, tzinfo=UTC)
    assert "Klockslag" not in rad["description"]


def test_many_meetings_are_as_few_questions_as_one(hus, django_assert_num_queries):
    for n in range(1, 8):
        factories.mote(hus.arena, date(2022, n, 1))
    with django_assert_num_queries(2):
        assert len(kalender.som_handelser(Tillfalle.objects.all())) == 7


def test_one_meeting_is_fetched_from_its_page_by_whom_may_see_it(hus, as_user):
    mote = factories.mote(hus.arena, date(2022, 5, 3), rubrik="Vårmötet")
    client = as_user(hus.kommunchef)
    adress = f"/moten/{mote.pk}/mote.ics"
    assert adress in client.get(mote.get_absolute_url()).content.decode()
    response = client.get(adress)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "2022-05-03.ics" in response["Content-Disposition"]
    (rad,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert rad["summary"] == "BUZ: Vårmötet"
    assert as_user(hus.utomstaende).get(adress).status_code == 404


def test_the_meeting_with_one_kommun_is_not_fetched_by_another(hus, as_user):
    traff = Tillfalle.objects.create(
        avtal=hus.avtal, kommun=hus.krokom, om_year=hus.year, sort="kommunvis_traff", fran=date(2022, 9, 1), till=date(2022, 9, 1)
    )
    assert as_user(hus.kommunchef).get(f"/moten/{traff.pk}/mote.ics").status_code == 404
    assert as_user(hus.processledare).get(f"/moten/{traff.pk}/mote.ics").status_code == 200
